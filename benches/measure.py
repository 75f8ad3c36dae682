"""Shared by the benchmarks: interleaved processes, medians, peak memory, and a document of any size."""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time

CTX = shutil.which(os.environ.get("CTX", "ctx"))
QUIET = [
    (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
    (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0),
]


def run(arguments):
    """Returns the seconds that one process takes."""
    start = time.perf_counter()
    pid = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=QUIET)
    _, status, _ = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"failed: {arguments}")
    return seconds


def medians_of(contenders, rounds):
    """Runs contenders, (name, command of a round), in interleaved rounds."""
    times = {name: [] for name, _ in contenders}
    for turn in range(-2, rounds):
        for name, command in contenders:
            seconds = run(command(turn))
            if turn >= 0:
                times[name].append(seconds)
    return {name: statistics.median(values) for name, values in times.items()}


def peak(arguments):
    """Returns the peak memory of one process in KiB, or None without GNU time. The peak of a child includes
    that of its parent, so a small process has to start it, not Python."""
    if not shutil.which("time"):
        return None
    with tempfile.NamedTemporaryFile("r") as report:
        subprocess.run([shutil.which("time"), "-f", "%M", "-o", report.name, *arguments], check=True, stdout=subprocess.DEVNULL)
        return int(report.read())


def shown_peak(kib):
    return "?" if kib is None else f"{kib / 1024:.1f}"


def installed(contenders):
    return [(name, command) for name, command in contenders if command(0)[0]]


def ctx(path, *arguments):
    return [CTX, "-c", path, "--agent", "bench", *arguments]


def make_document(path, size):
    """Returns a document of about this many bytes, with a member `leaf` at its end."""
    record = {"id": 12345, "name": "a name of some length", "tags": ["x", "y"], "ratio": 0.25, "done": False}
    each = len(json.dumps(record, indent=2)) + 80
    rows = {f"row{i}": record for i in range(max(1, (size - 40) // each))}
    with open(path, "w") as file:
        json.dump({"rows": rows, "n": 0, "leaf": "first"}, file, indent=2)
    subprocess.run(ctx(path, "-q", "set", "made", "true"), check=True)


def table(title, medians, base):
    print(f"| {title} | ms | ratio |\n|---|---|---|")
    for name, seconds in sorted(medians.items(), key=lambda item: item[1]):
        print(f"| {name} | {seconds * 1000:.2f} | {seconds / medians[base]:.2f} |")
    print()
