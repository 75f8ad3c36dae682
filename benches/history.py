#!/usr/bin/env python3
"""The cost of history commands on a log of 100,000 records and 200 MB, beside a `cat` of all of it:
medians of whole processes that take turns. And how much of the log `log -n 20` and `undo` read
(by strace; left out where there is none): neither may read all of it. Building it takes minutes.

usage: benches/history.py [CTX [RECORDS]]   (default: target/release/ctx 100000)
"""

import glob
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

CTX = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/ctx")
RECORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
ROUNDS, KEYS, BACK = 7, 20, 1_000
CAT = "`cat` of the log"
VALUE = "v" * 590
# `read(3</tmp/c.json.audit.jsonl>, ""..., 4096) = 4096`, and mmap in the same manner.
LOG_READ = re.compile(r"(?:read|readv|pread64|preadv)\(\d+<[^>]*\.audit\.[^>]*>.* = (\d+)$")
LOG_MAPPED = re.compile(r"mmap\([^,]*, (\d+), .*<[^>]*\.audit\.[^>]*>")


def ctx(file, *arguments):
    return [CTX, "-q", "-c", file, "--agent", "bench", *arguments]


def run(command):
    """Returns the seconds that a process takes; its output is discarded."""
    start = time.perf_counter()
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:
        raise SystemExit(f"failed: {command}")
    return time.perf_counter() - start


def write(file, count):
    """Makes revisions with two concurrent writers."""
    numbers = iter(range(count))

    def work():
        for n in numbers:
            run(ctx(file, "--durability", "fast", "set", f"tasks.t{n % KEYS}", f"{n}{VALUE}"))

    writers = [threading.Thread(target=work) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()


def build(file):
    """Only revision 1 writes `early`, and only the one BACK revisions before the newest `alone`."""
    run(ctx(file, "set", "early", "1"))
    write(file, RECORDS - 2 - BACK)
    run(ctx(file, "set", "alone", "1"))
    write(file, BACK - 1)
    run(ctx(file, "set", "lately", "1"))


def bytes_of_the_log(command, directory):
    trace = os.path.join(directory, "trace")
    calls = "trace=read,readv,pread64,preadv,mmap"
    run(["strace", "-f", "-y", "-s", "0", "-e", calls, "-o", trace, *command])
    found = (LOG_READ.search(line) or LOG_MAPPED.search(line) for line in open(trace))
    return sum(int(match.group(1)) for match in found if match)


def measure(commands, directory):
    """Returns for each command its median time and how many bytes of the log it reads, if known."""
    times = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            times[name].append(run(command))
    read = bytes_of_the_log if shutil.which("strace") else lambda *_: None
    return {name: (statistics.median(times[name]), read(commands[name], directory)) for name in commands}


def main(directory):
    file = os.path.join(directory, "c.json")
    build(file)
    segments = sorted(glob.glob(file + ".audit.*"))
    size = sum(map(os.path.getsize, segments))
    middle, back = RECORDS // 2, RECORDS - BACK
    rows = measure({
        CAT: ["cat", *segments],
        "`wc -l` of it": ["wc", "-l", *segments],
        "`log -n 20`": ctx(file, "log", "-n", "20"),
        "`show 10`": ctx(file, "show", "10"),
        "`diff HEAD~1`": ctx(file, "diff", "HEAD~1"),
        "`blame lately`, written last": ctx(file, "blame", "lately"),
        "`blame early`, written first": ctx(file, "blame", "early"),
        "`blame`": ctx(file, "blame"),
        "`get --at HEAD~1`": ctx(file, "get", "--at", "HEAD~1"),
        f"`get --at {middle}`": ctx(file, "get", "--at", str(middle)),
        "`get --at 1`": ctx(file, "get", "--at", "1"),
        f"`undo {back} --dry-run`, {BACK} back": ctx(file, "undo", str(back), "--dry-run"),
    }, directory)
    # Each undo goes one further back.
    rows |= measure({"`undo --any`": ctx(file, "undo", "--any")}, directory)
    print(f"{RECORDS} records, {size / 1e6:.0f} MB in {len(segments)} files\n")
    print("| | ms | ratio to `cat` | MB of the log read |\n|---|---|---|---|")
    for name, (seconds, read) in rows.items():
        part = "" if read is None else f"{read / 1e6:.2f}"
        print(f"| {name} | {seconds * 1e3:.1f} | {seconds / rows[CAT][0]:.2f} | {part} |")
    return all((rows[name][1] or 0) < size / 10 for name in ("`log -n 20`", "`undo --any`"))


with tempfile.TemporaryDirectory() as directory:
    sys.exit(0 if main(directory) else "`log -n 20` or `undo` read too much of the log")
