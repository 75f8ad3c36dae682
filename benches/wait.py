#!/usr/bin/env python3
"""The latency from a write to the wake-up of a waiting process, and the cost of waiting: for the waiter, and for a
writer of a document of 3.4 MB that 24 wait for.

Usage: CTX=path/to/ctx benches/wait.py [ROUNDS]
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

CTX = os.environ.get("CTX", "ctx")
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200


def wake_ups(pid):
    """Voluntary context switches of all threads (proc(5))."""
    count = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status") as status:
            count += sum(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt_switches"))
    return count


def is_asleep(pid):
    with open(f"/proc/{pid}/task/{pid}/wchan") as wchan:
        return "poll" in wchan.read()


def increments(run):
    """The time of an increment, in milliseconds."""
    times = []
    for _ in range(25):
        before = time.perf_counter()
        run("incr", "n")
        times.append((time.perf_counter() - before) * 1000)
    return statistics.median(times)


def with_waiters(directory):
    file = os.path.join(directory, "long.json")
    with open(file, "w") as document:
        json.dump({"n": 0, "data": {f"k{i}": "x" * 20 for i in range(90000)}}, document, indent=2)
    run = lambda *arguments: subprocess.run([CTX, "-c", file, *arguments], check=True, capture_output=True)
    run("set", "n", "0")
    alone = increments(run)
    waiters = [subprocess.Popen([CTX, "-c", file, "wait", "never"]) for _ in range(24)]
    while not all(is_asleep(waiter.pid) for waiter in waiters):
        time.sleep(0.001)
    watched = increments(run)
    for waiter in waiters:
        waiter.kill()
        waiter.wait()
    print(f"an increment: {alone:.1f} ms; with 24 who wait: {watched:.1f} ms, {watched / alone:.2f} times as long")


def main():
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, "c.json")
        run = lambda *arguments: subprocess.run([CTX, "-c", file, *arguments], check=True, capture_output=True)
        run("set", "n", "0")
        answers, ends = [], []
        for n in range(1, ROUNDS + 1):
            waiter = subprocess.Popen([CTX, "-c", file, "wait", "n", "--eq", str(n)], stdout=subprocess.PIPE, bufsize=0)
            while not is_asleep(waiter.pid):
                time.sleep(0.001)
            run("set", "n", str(n))
            written = time.perf_counter()
            waiter.stdout.read(1)
            answers.append((time.perf_counter() - written) * 1000)
            waiter.wait()
            ends.append((time.perf_counter() - written) * 1000)
        for what, times in (("answer", answers), ("end", ends)):
            times.sort()
            print(f"from the end of a write to the waiter's {what}: median {statistics.median(times):.2f} ms, "
                  f"p99 {times[len(times) * 99 // 100 - 1]:.2f} ms, {ROUNDS} rounds")
        idle = subprocess.Popen([CTX, "-c", file, "wait", "never"])
        while not is_asleep(idle.pid):
            time.sleep(0.001)
        before, seconds = wake_ups(idle.pid), 10
        time.sleep(seconds)
        print(f"one who waits: {(wake_ups(idle.pid) - before) / seconds:.1f} wake-ups a second")
        idle.kill()
        with_waiters(directory)


main()
