#!/usr/bin/env python3
"""The latency from a write to the wake-up of a waiting process, and the cost of waiting.

Usage: CTX=path/to/ctx benches/wait.py [ROUNDS]
"""
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
        return wchan.read().startswith("futex")


def main():
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, "c.json")
        run = lambda *arguments: subprocess.run([CTX, "-f", file, *arguments], check=True, capture_output=True)
        run("set", "n", "0")
        answers, ends = [], []
        for n in range(1, ROUNDS + 1):
            waiter = subprocess.Popen([CTX, "-f", file, "wait", "n", "--eq", str(n)], stdout=subprocess.PIPE, bufsize=0)
            while not is_asleep(waiter.pid):
                time.sleep(0.001)
            run("set", "n", str(n))
            written = time.perf_counter()
            waiter.stdout.read(1)
            answers.append((time.perf_counter() - written) * 1000)
            waiter.wait()
            ends.append((time.perf_counter() - written) * 1000)
        for what, times in (("answer", answers), ("end, which waits for the kernel to close inotify", ends)):
            times.sort()
            print(f"from the end of a write to the waiter's {what}: median {statistics.median(times):.2f} ms, "
                  f"p99 {times[len(times) * 99 // 100 - 1]:.2f} ms, {ROUNDS} rounds")
        idle = subprocess.Popen([CTX, "-f", file, "wait", "never"])
        while not is_asleep(idle.pid):
            time.sleep(0.001)
        before, seconds = wake_ups(idle.pid), 10
        time.sleep(seconds)
        print(f"one who waits: {(wake_ups(idle.pid) - before) / seconds:.1f} wake-ups a second")
        idle.kill()


main()
