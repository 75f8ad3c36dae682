#!/usr/bin/env python3
"""The time of `task claim` with 10,000 tasks in one queue, relative to a `set` on the same document:
medians of interleaved commands, so that noise affects both.

usage: benches/tasks.py [CTX]   (default: target/release/ctx)
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

CTX = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/ctx")
TASKS, ROUNDS = 10_000, 40


def timed(directory, *arguments):
    start = time.perf_counter()
    subprocess.run([CTX, "-c", "c.json", *arguments], cwd=directory, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


with tempfile.TemporaryDirectory() as directory:
    items = "".join(f'{{"url": "https://example.org/{n}"}}\n' for n in range(TASKS))
    add = [CTX, "-c", "c.json", "task", "add", "--from-file", "-"]
    subprocess.run(add, cwd=directory, input=items.encode(), check=True, stdout=subprocess.DEVNULL)
    size = os.path.getsize(os.path.join(directory, "c.json"))
    claims, sets = [], []
    for n in range(ROUNDS):
        claims.append(timed(directory, "task", "claim"))
        sets.append(timed(directory, "set", "n", str(n)))
    claim, write = statistics.median(claims), statistics.median(sets)
    print(f"{TASKS} tasks, {size / 1e6:.1f} MB: claim {claim * 1e3:.1f} ms, set {write * 1e3:.1f} ms, {claim / write:.2f} x")
