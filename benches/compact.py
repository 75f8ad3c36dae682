#!/usr/bin/env python3
"""Writers beside `ctx log compact` of a log of 200 MB: each waits for the lock for a second at most. Fails if one of
them fails, or if an increment is lost.

usage: CTX=target/release/ctx benches/compact.py [MIB]   (default: 200)
"""

import json
import os
import subprocess
import sys
import tempfile
import time

from measure import CTX

MIB = int(sys.argv[1]) if len(sys.argv) > 1 else 200
ENVIRONMENT = {**os.environ, "CTX_SECRETS": "off", "CTX_AGENT": "bench"}


def length_of_log(directory):
    return sum(os.path.getsize(os.path.join(directory, name)) for name in os.listdir(directory) if ".audit." in name)


def fill(directory, run):
    """Adds records of 2 MB each, of a value that is replaced, until the log is long enough."""
    numbers = 0
    while length_of_log(directory) < MIB << 20:
        numbers += 1
        with open(os.path.join(directory, "value"), "w") as file:
            # Digits that no compression makes much of.
            file.write("".join(f"{numbers * 7919 + i * i:x}" for i in range(170_000)))
        run("-q", "--durability", "fast", "set", "blob", "--from-file", "value")
    return numbers


def main():
    with tempfile.TemporaryDirectory() as directory:
        command = [CTX, "-c", os.path.join(directory, "c.json")]
        # Closed segments would be compressed, and the log would never get long.
        environment = {**ENVIRONMENT, "CTX_LOG_COMPRESS": "off", "CTX_LOG_MAX": "16MiB"}
        run = lambda *arguments: subprocess.run([*command, *arguments], check=True, cwd=directory, env=environment,
                                                stdout=subprocess.DEVNULL)
        revisions = fill(directory, run)
        long = length_of_log(directory)
        start = time.perf_counter()
        quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        compact = subprocess.Popen([*command, "log", "compact", "--keep", "10"], **quiet)
        times, failed = [], 0
        while compact.poll() is None:
            before = time.perf_counter()
            failed += subprocess.run([*command, "--wait", "1s", "incr", "n"], **quiet).returncode != 0
            times.append(time.perf_counter() - before)
        took = time.perf_counter() - start
        kept = json.load(open(os.path.join(directory, "c.json"))).get("n", 0)
        print(f"{revisions} revisions, {long / 1e6:.0f} MB; compacted to {length_of_log(directory) / 1e6:.0f} MB in {took:.1f} s.")
        print(f"{len(times)} increments beside it, {failed} failed, the longest took {max(times) * 1e3:.0f} ms; {kept} are there.")
        return 1 if compact.returncode or failed or kept != len(times) else 0


if __name__ == "__main__":
    sys.exit(main())
