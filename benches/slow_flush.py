#!/usr/bin/env python3
"""Writers at once on a disk whose flushes take 5 ms longer, as those of common SSDs and cloud disks do.

usage: benches/slow_flush.py [CTX]   (default: target/release/ctx, which has to be linked dynamically)
"""

import json
import os
import sys
import tempfile

import crowd

CTX = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/ctx")
SECONDS, GOALS = 6, {8: 3.0, 32: 6.0}


def main():
    with tempfile.TemporaryDirectory() as directory:
        start, _ = crowd.build(directory)
        slow = {"LD_PRELOAD": crowd.build_slow_flush(directory), "FLUSH_US": "5000"}
        document = os.path.join(directory, "ctx.json")
        done, speeds, all_met = 0, {}, True
        print("| processes | per second | ratio to one | p99 ms | wanted | |\n|---|---|---|---|---|---|")
        for workers in (1, 2, 8, 32):
            found = crowd.race(start, workers, SECONDS, [CTX, "-c", document, "incr", "n"], slow)
            speeds[workers], done = found["per_second"], done + found["done"]
            ratio, goal = speeds[workers] / speeds[1], GOALS.get(workers)
            met = goal is None or ratio >= goal
            all_met = all_met and met and not found["failed"]
            verdict = "" if goal is None else "met" if met else "not met"
            wanted = "" if goal is None else f">= {goal}"
            print(f"| {workers} | {speeds[workers]:.0f} | {ratio:.2f} | {found['p99']:.1f} | {wanted} | {verdict} |")
        kept = json.load(open(document))["n"]
        print(f"\nctx kept {kept} of {done} increments.")
    return 0 if all_met and kept == done else 1


if __name__ == "__main__":
    sys.exit(main())
