#!/usr/bin/env python3
"""Times whole processes side by side in one run, interleaved; medians and ratios.

The ctx binary is the one in $CTX, or on PATH. Tools that are not installed are skipped.
Never fails because of timing; fails if ctx lost an increment.
"""

import argparse
import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

import crowd
import large
from measure import CTX, ctx, installed, make_document, medians_of, peak, run, shown_peak, table

PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
PYTHON_GET = "import json,sys; print(json.load(open(sys.argv[1]))['leaf'])"
PYTHON_SET = """
import fcntl, json, os, sys
name, value = sys.argv[1:]
with open(name + '.lock', 'a') as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    document = json.load(open(name))
    document['leaf'] = value
    with open(name + '.new', 'w') as new:
        json.dump(document, new, indent=2)
        new.flush()
        os.fsync(new.fileno())
    os.replace(name + '.new', name)
"""


def make_database(path, document):
    values = open(document).read().replace("'", "''")
    script = f"create table t(k text primary key, v); insert into t values('n',0),('leaf','first'),('rest','{values}');"
    subprocess.run(["sqlite3", path, script], check=True)


@contextlib.contextmanager
def redis(directory):
    """Starts a redis-server that flushes every write. Returns its socket, or None."""
    if not (shutil.which("redis-server") and shutil.which("redis-cli")):
        yield None
        return
    socket = os.path.join(directory, "redis.sock")
    options = ["--port", "0", "--unixsocket", socket, "--dir", directory, "--appendonly", "yes", "--appendfsync", "always"]
    server = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    client = ["redis-cli", "-s", socket]
    while subprocess.run([*client, "set", "leaf", "first"], capture_output=True).returncode:
        pass
    try:
        yield socket
    finally:
        server.terminate()
        server.wait()


def redis_client(socket, *words):
    return [shutil.which("redis-cli") if socket else None, "-s", socket, *words]


def machine(directory):
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    system = subprocess.run(["stat", "-f", "-c", "%T", directory], capture_output=True, text=True).stdout.strip()
    version = subprocess.run([CTX, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{version}; {os.cpu_count()} x {model}, {platform.system()} {platform.release()}, {system}\n")


def reading(document, database, config, socket, rounds):
    contenders = installed([
        ("`ctx get`", lambda _: ctx(document, "get", "leaf")),
        ("`cat`", lambda _: [shutil.which("cat"), document]),
        ("`jq`", lambda _: [shutil.which("jq"), ".leaf", document]),
        ("`jaq`", lambda _: [shutil.which("jaq"), ".leaf", document]),
        ("`python3`, json", lambda _: [PYTHON, "-c", PYTHON_GET, document]),
        ("`sqlite3`, SELECT", lambda _: [shutil.which("sqlite3"), database, "select v from t where k='leaf'"]),
        ("`git config`", lambda _: [shutil.which("git"), "config", "-f", config, "bench.leaf"]),
        ("`redis-cli`, a server running", lambda _: redis_client(socket, "get", "leaf")),
    ])
    medians = medians_of(contenders, rounds)
    table("read one value of 2 KB", medians, "`ctx get`")
    return medians


def writing(directory, document, database, config, socket, rounds):
    plain = os.path.join(directory, "plain.json")
    shutil.copy(document, plain)
    with_jq = f"flock {plain}.lock sh -c 'jq --arg v \"$0\" .leaf=\\$v {plain} > {plain}.new && mv {plain}.new {plain}' "
    update = "pragma synchronous=full; update t set v='{}' where k='leaf'"
    contenders = installed([
        ("`ctx set`, full", lambda i: ctx(document, "set", "leaf", f"full{i}")),
        ("`ctx set`, log", lambda i: ctx(document, "--durability", "log", "set", "leaf", f"log{i}")),
        ("`ctx set`, fast", lambda i: ctx(document, "--durability", "fast", "set", "leaf", f"fast{i}")),
        ("`flock`, `jq`, `mv` (no flush)", lambda i: [shutil.which("sh"), "-c", with_jq + f"v{i}"]),
        ("`python3`: fcntl, json, fsync, replace", lambda i: [PYTHON, "-c", PYTHON_SET, plain, f"v{i}"]),
        ("`sqlite3`, FULL", lambda i: [shutil.which("sqlite3"), database, update.format(i)]),
        ("`git config` (no flush)", lambda i: [shutil.which("git"), "config", "-f", config, "bench.leaf", f"v{i}"]),
        ("`redis-cli`, appendfsync always", lambda i: redis_client(socket, "set", "leaf", f"v{i}")),
    ])
    medians = medians_of(contenders, rounds)
    table("change one value of 2 KB", medians, "`ctx set`, full")
    return medians


def concurrency(directory, document, database, seconds):
    if not crowd.compiler():
        print("no C compiler: processes at once are not measured\n")
        return {}, True
    start, nothing = crowd.build(directory)
    increment = ".timeout 60000", "pragma synchronous=full; update t set v=v+1 where k='n'"
    contenders = [
        ("an empty program", [nothing]),
        ("ctx", ctx(document, "incr", "n")),
        ("ctx, fast", ctx(document, "--durability", "fast", "incr", "n")),
    ]
    if shutil.which("sqlite3"):
        contenders.append(("sqlite3", [shutil.which("sqlite3"), database, *increment]))
    print("| processes | | per second | p50 ms | p99 ms |\n|---|---|---|---|---|")
    results, done, failed = {}, 0, 0
    for workers in (1, 8, 32, 64):
        for name, command in contenders:
            found = crowd.race(start, workers, seconds, command)
            results[name, workers] = found["per_second"], found["p99"]
            print(f"| {workers} | {name} | {found['per_second']:.0f} | {found['median']:.1f} | {found['p99']:.1f} |")
            if name.startswith("ctx"):
                done, failed = done + found["done"], failed + found["failed"]
    kept = json.load(open(document))["n"]
    print(f"\nctx kept {kept} of {done} increments.\n")
    return results, kept == done and not failed


def sizes(directory, rounds):
    print("| size | | ms | peak MiB |\n|---|---|---|---|")
    for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
        document = os.path.join(directory, f"{size}.json")
        make_document(document, size)
        contenders = installed([
            ("`ctx get`", lambda _: ctx(document, "get", "leaf")),
            ("`ctx set`", lambda i: ctx(document, "set", "leaf", f"v{i}")),
            ("`jq`", lambda _: [shutil.which("jq"), ".leaf", document]),
            ("`python3`, json", lambda _: [PYTHON, "-c", PYTHON_GET, document]),
        ])
        medians = medians_of(contenders, max(3, rounds // max(1, size // 100_000)))
        peaks = {name: peak(command(0)) for name, command in contenders}
        for name, seconds in medians.items():
            print(f"| {os.path.getsize(document) / 1000:.0f} KB | {name} | {seconds * 1000:.2f} | {shown_peak(peaks[name])} |")
    print()


def goals(reads, writes, races, large_rows):
    rows = large_rows if "`sqlite3`, SELECT" not in reads else [*against_sqlite(reads, writes, races), *large_rows]
    print("| goal | measured | wanted | |\n|---|---|---|---|")
    for name, measured, sign, wanted in rows:
        met = measured <= wanted if sign == "<=" else measured >= wanted
        print(f"| {name} | {measured:.2f} | {sign} {wanted} | {'met' if met else 'not met'} |")


def against_sqlite(reads, writes, races):
    rows = [
        ("`get` against sqlite3's SELECT", reads["`ctx get`"] / reads["`sqlite3`, SELECT"], "<=", 0.35),
        ("`get` against `cat`", reads["`ctx get`"] / reads["`cat`"], "<=", 0.85),
        ("durable `set` against sqlite3", writes["`ctx set`, full"] / writes["`sqlite3`, FULL"], "<=", 0.45),
    ]
    if not races:
        return rows
    (speed, p99), (other_speed, other_p99) = races["ctx", 32], races["sqlite3", 32]
    return [
        *rows,
        ("32 writers, throughput against sqlite3", speed / other_speed, ">=", 4.0),
        ("32 writers, p99 against sqlite3", p99 / other_p99, "<=", 0.04),
        ("32 writers, throughput against `fast`", speed / races["ctx, fast", 32][0], ">=", 0.75),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a look, not a measurement")
    quick = parser.parse_args().quick
    if not CTX:
        raise SystemExit("no ctx: build it, and name it in CTX")
    rounds = 20 if quick else 200
    with tempfile.TemporaryDirectory() as directory:
        document, database, config = (os.path.join(directory, name) for name in ("ctx.json", "t.db", "config"))
        make_document(document, 2000)
        if shutil.which("sqlite3"):
            make_database(database, document)
        subprocess.run(["git", "config", "-f", config, "bench.leaf", "first"], check=False)
        machine(directory)
        with redis(directory) as socket:
            reads = reading(document, database, config, socket, rounds)
            writes = writing(directory, document, database, config, socket, rounds)
        races, all_kept = concurrency(directory, document, database, 1 if quick else 6)
        sizes(directory, rounds // 10)
        goals(reads, writes, races, large.measured(directory, 5 if quick else 20))
    return 0 if all_kept else 1


if __name__ == "__main__":
    sys.exit(main())
