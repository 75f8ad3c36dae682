#!/usr/bin/env python3
"""How the CPU time of each verb grows: a run with 10,000 members, items, handoffs, tasks, expiry times or records
beside one with 100,000. Fails if a verb takes more than 15 times as long, or is not done in a minute.

Also prints the peak memory at the larger size beside the size of the document, if GNU time is installed.

usage: CTX=target/release/ctx benches/growth.py [ROW...]   (default: all rows; a row is chosen by part of its name)
"""

import datetime
import hashlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from measure import CTX

SMALL = int(os.environ.get("SMALL", "10000"))
LARGE, MOST, ROUNDS, DEADLINE, SOON = 10 * SMALL, 15, 3, 60, 5
TIME, OVER, TO_COME = "2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z", "2126-01-01T00:00:00.000Z"
ENVIRONMENT = {**os.environ, "CTX_MAX_SIZE": "1GiB", "CTX_SECRETS": "off", "CTX_AGENT": "bench"}


class Context:
    """A document in a directory of its own."""

    def __init__(self, directory, document):
        self.directory = directory
        self.write("c.json", document)
        self.run("-q", "set", "made", "true")

    def write(self, name, value):
        with open(os.path.join(self.directory, name), "w") as file:
            json.dump(value, file, indent=2)

    def run(self, *arguments, input=None, codes=(0,)):
        command = [CTX, "-c", "c.json", *arguments]
        done = subprocess.run(command, cwd=self.directory, env=ENVIRONMENT, input=input, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=DEADLINE)
        if done.returncode not in codes:
            raise SystemExit(f"failed: {arguments[:4]}: {done.stderr[:400].decode()}")
        return done.stdout

    def emit(self, count):
        """Adds records of messages, as `ctx emit` writes them, each of its own agent."""
        self.run("-q", "emit", "topic", "1")
        log = os.path.join(self.directory, "c.json.audit.jsonl")
        with open(log) as file:
            last = json.loads(file.readlines()[-1])
        with open(log, "a") as file:
            for number in range(count):
                last["agent"], last["rev"], last["prev"] = f"agent-{number}", last["rev"] + 1, last.pop("h")
                text = json.dumps(last, separators=(",", ":"))[:-1]
                last["h"] = hashlib.sha256(text.encode()).hexdigest()
                file.write(f'{text},"h":"{last["h"]}"}}\n')
        os.remove(os.path.join(self.directory, "c.json.lock"))


def members(count, value=1):
    return {f"k{i}": value for i in range(count)}


def keys(count):
    return [f"k{i}" for i in range(count)]


def shuffled(items):
    """Returns the same items in another order, always the same."""
    return sorted(items, key=lambda item: hashlib.md5(str(item).encode()).digest())


def nothing(context, count):
    pass


def values(count):
    return {"data": members(count)}


def expiring(count, until=TO_COME):
    return {**members(count), "_ctx": {"expiries": dict.fromkeys(keys(count), until)}}


def expiring_soon(count):
    """Values that are still there when the document is recorded, and have expired when `over` returns."""
    until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=SOON)
    return expiring(count, until.isoformat(timespec="milliseconds").replace("+00:00", "Z"))


def over(context, count):
    time.sleep(SOON)


def handoffs(count, **more):
    made = {"from": "planner", "to": "bench", "status": "pending", "priority": "normal", "summary": "x", "created": TIME}
    return {f"h{i}": {"id": f"h{i}", **made, **more} for i in range(1, count + 1)}


def transfers(count):
    owner = {"owner": "planner", "rev": 1, "handoff": "h1", "former": ["other"]}
    inbox = {id: {**handoff, "transfers": [f"data.{id}"]} for id, handoff in handoffs(count).items()}
    owners = {f"data.{id}": {"path": f"data.{id}", **owner} for id in inbox}
    return {"data": dict.fromkeys(inbox, 1), "_ctx": {"handoffs": inbox, "owners": owners}}


def of_anyone(count):
    return {"_ctx": {"handoffs": handoffs(count, to="*")}}


def overdue(count):
    return {"_ctx": {"handoffs": handoffs(count, expires=OVER)}}


def add_tasks(context, count):
    lines = "".join(f"{i}\n" for i in range(count))
    context.run("-q", "task", "add", "--from-file", "-", input=lines.encode())


def policy(word):
    def prepare(context, count):
        context.run("-q", "policy", "merge", "l", word)
    return prepare


def change(make):
    """Merges what `make` gives, so that there is something to undo."""
    def prepare(context, count):
        context.run("-q", "merge", "-", input=json.dumps(make(count)).encode())
    return prepare


def nulls(count):
    return {"data": dict.fromkeys(shuffled(keys(count))[: count // 2])}


def no_items_in_the_middle(context, count):
    context.run("-q", "merge", "-", input=json.dumps({"l": list(range(count // 4)) + list(range(3 * count // 4, count))}).encode())


def derived(context, count):
    """Somebody changed half of the values since, and the input changes the others."""
    context.run("-q", "merge", "-", input=json.dumps(members(count // 2, 2)).encode())


def appended(first, count):
    return list(range(first, first + count))


def pairs(count):
    return [f"k{i}=2" for i in range(count)]


def lines(make):
    return lambda count: "".join(json.dumps(line) + "\n" for i in range(count) for line in make(i))


def merge(make):
    return lambda count: json.dumps(make(count))


def empty(count):
    return {}


def list_of(count):
    return {"l": list(range(count))}


# Name, the document, what is done to it first, the arguments, standard input, and exit codes.
ROWS = [
    ("set: one of many members", values, nothing, ["set", "data.k5", "2"]),
    ("set: many pairs", empty, nothing, lambda n: ["set", *pairs(n)]),
    ("set --ttl: many pairs", expiring, nothing, lambda n: ["set", "--ttl", "1h", *pairs(n)]),
    ("set --redact: many pairs", empty, nothing, lambda n: ["set", "--redact", *pairs(n)]),
    ("set --if-unchanged-since: many pairs", members, lambda c, n: c.emit(1000),
     lambda n: ["set", "--if-unchanged-since", "2", *pairs(n)]),
    ("set --if-unchanged-since: many records", members, lambda c, n: c.emit(n),
     lambda n: ["set", "--if-unchanged-since", "2", *pairs(1000)]),
    ("set: many expired values", expiring_soon, over, ["set", "a", "1"]),
    ("get: many expired values", expiring_soon, over, ["get", "."]),
    ("get: many paths", members, nothing, lambda n: ["get", "--json", *keys(n)]),
    ("has: many paths", members, nothing, lambda n: ["has", *keys(n)]),
    ("keys", members, nothing, ["keys"]),
    ("unset: many paths", members, nothing, lambda n: ["unset", *shuffled(keys(n))]),
    ("unset: many that expire", expiring, nothing, lambda n: ["unset", *shuffled(keys(n))]),
    ("incr: many digits", lambda n: {"n": int("9" * n)}, nothing, ["incr", "n"], None, (0, 5)),
    ("append: many items", list_of, nothing, lambda n: ["append", "l", "--from-file", "new.json"]),
    ("append --unique: many items", list_of, nothing, lambda n: ["append", "--unique", "l", *map(str, appended(n // 2, n))]),
    ("merge: many members", values, nothing, ["merge", "-"], merge(lambda n: {"data": members(n, 2)})),
    ("merge: many nulls", values, nothing, ["merge", "-"], merge(nulls)),
    ("merge: every other null", values, nothing, ["merge", "-"],
     merge(lambda n: {"data": {key: None if i % 2 else 2 for i, key in enumerate(shuffled(keys(n)))}})),
    ("merge: many that expire", expiring, nothing, ["merge", "-"], merge(lambda n: members(n, 2))),
    ("merge --arrays union", list_of, nothing, ["merge", "--arrays", "union", "-"], merge(lambda n: {"l": appended(n // 2, n)})),
    ("merge: policy union", list_of, policy("union"), ["merge", "-"], merge(lambda n: {"l": appended(n // 2, n)})),
    ("merge --base: members", members, derived, ["merge", "--base", "2", "-"],
     merge(lambda n: {f"k{i}": 1 if i < n // 2 else 3 for i in range(n)})),
    ("merge --base: conflicts", members, derived, ["merge", "--base", "2", "-"],
     merge(lambda n: members(n, 3)), (3,)),
    ("merge --base: authority", members, lambda c, n: (c.run("-q", "authority", "set", "bench", "qa"), derived(c, n)),
     ["--agent", "qa", "merge", "--base", "2", "--on-conflict", "authority", "-"], merge(lambda n: members(n, 3))),
    ("merge --base: union", list_of, lambda c, n: (policy("union")(c, n), change(lambda n: {"l": appended(n // 2, n)})(c, n)),
     ["merge", "--base", "2", "-"], merge(lambda n: {"l": appended(n // 3, n)})),
    ("merge --base: append", list_of, lambda c, n: (policy("append")(c, n), change(lambda n: {"l": appended(n // 2, n)})(c, n)),
     ["merge", "--base", "2", "-"], merge(lambda n: {"l": shuffled(range(n))})),
    ("set --base: many pairs", members, change(lambda n: {"other": 1}), lambda n: ["set", "--base", "2", *pairs(n)]),
    ("undo: many members set", values, change(lambda n: {"data": members(n, 2)}), ["undo"]),
    ("undo: many members added", empty, change(values), ["undo"]),
    ("undo: many members of one object added", lambda n: {"data": {}}, change(values), ["undo"]),
    ("undo: many nulls", values, change(nulls), ["undo"]),
    ("undo: items of the middle", list_of, no_items_in_the_middle, ["undo"]),
    ("undo: many items", list_of, lambda c, n: c.run("-q", "append", "l", *map(str, range(n))), ["undo"]),
    ("undo: many changes", members, lambda c, n: c.run("-q", "unset", *shuffled(keys(n))[: n // 2]), ["undo"]),
    ("restore: members set", values, change(lambda n: {"data": members(n, 2)}), ["restore", "HEAD~1"]),
    ("restore: members removed", values, change(nulls), ["restore", "HEAD~1"]),
    ("restore: members added", lambda n: {"data": {}}, change(values), ["restore", "HEAD~1"]),
    ("restore: items of the middle", list_of, no_items_in_the_middle, ["restore", "HEAD~1"]),
    ("restore: items removed", list_of, change(lambda n: {"l": []}), ["restore", "HEAD~1"]),
    ("restore: values that expire", expiring, change(lambda n: dict.fromkeys(shuffled(keys(n)))), ["restore", "HEAD~1"]),
    ("diff", values, change(nulls), ["diff", "HEAD~1"]),
    ("show", values, change(nulls), ["show", "HEAD"]),
    ("blame", values, change(nulls), ["blame", "data.made"], None, (0, 1)),
    ("log --path", values, change(nulls), ["log", "--path", "data"]),
    ("batch: set", empty, nothing, ["batch", "-"], lines(lambda i: [{"op": "set", "path": f"k{i}", "value": 1}])),
    ("batch: unset", members, nothing, ["batch", "-"], lines(lambda i: [{"op": "unset", "path": f"k{i}"}])),
    ("batch: set, unset, test", values, nothing, ["batch", "-"], lines(lambda i: [
        {"op": "set", "path": f"new.k{i}", "value": 1}, {"op": "test", "path": f"new.k{i}", "value": 1},
        {"op": "unset", "path": f"data.k{i}"}])),
    ("batch: append, incr", list_of, nothing, ["batch", "-"], lines(lambda i: [
        {"op": "append", "path": "l", "value": 1}, {"op": "incr", "path": "n"}])),
    ("inbox", lambda n: {"_ctx": {"handoffs": handoffs(n)}}, nothing, ["handoff", "inbox"]),
    ("inbox: transfers", transfers, nothing, ["handoff", "inbox"]),
    ("handoff list", of_anyone, nothing, ["handoff", "list"]),
    ("handoff create", of_anyone, nothing, ["handoff", "create", "qa", "-m", "x"]),
    ("handoff accept --next", of_anyone, nothing, ["handoff", "accept", "--next"]),
    ("handoff accept --next: transfers", transfers, nothing, ["handoff", "accept", "--next"]),
    ("handoff accept --next: many expired", overdue, nothing, ["handoff", "accept", "--next"], None, (0, 1)),
    ("set: owners", transfers, nothing, lambda n: ["set", *(f"data.h{i}=2" for i in range(1, n + 1))]),
    ("agents", of_anyone, lambda c, n: c.emit(n), ["agents"]),
    ("task add: many", empty, nothing, ["task", "add", "--from-file", "-"], lambda n: "".join(f"{i}\n" for i in range(n))),
    ("task claim", empty, add_tasks, ["task", "claim"]),
    ("task list", empty, add_tasks, ["task", "list"]),
    ("task collect --partial", empty, add_tasks, ["task", "collect", "--partial"]),
    ("task remove: many", empty, add_tasks, lambda n: ["task", "remove", *(f"t3-{i}" for i in range(1, n + 1))]),
    ("status", of_anyone, lambda c, n: c.emit(n), ["status"]),
    ("log", empty, lambda c, n: c.emit(n), ["log"]),
    ("watch --since 0", empty, lambda c, n: c.emit(n), lambda n: ["watch", "--since", "0", "--number", str(n)]),
    ("verify", empty, lambda c, n: c.emit(n), ["verify"]),
    ("policy once: many pairs", members, lambda c, n: c.run("-q", "policy", "merge", "other", "once"), lambda n: ["set", *pairs(n)]),
]


def of(what, count):
    return what(count) if callable(what) else what


def measured(row, count, with_peak):
    """Returns the seconds of a run with so many, the peak in KiB, and the size of the document."""
    _, document, prepare, arguments, *more = row
    stdin, codes = (more + [None, (0,)][len(more):])
    times, kib = [], None
    with tempfile.TemporaryDirectory() as made:
        first = os.path.join(made, "first")
        os.mkdir(first)
        context = Context(first, document(count))
        context.write("new.json", list(range(count)))
        prepare(context, count)
        text = stdin(count).encode() if stdin else None
        for turn in range(ROUNDS + int(with_peak)):
            context.directory = os.path.join(made, str(turn))
            shutil.copytree(first, context.directory)
            if turn == ROUNDS:
                kib, size = peak_of(context, of(arguments, count), text)
                break
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            context.run(*of(arguments, count), input=text, codes=codes)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            shutil.rmtree(context.directory)
            if times[-1] > 5:
                break
        if with_peak and kib is None:
            context.directory = os.path.join(made, "peak")
            shutil.copytree(first, context.directory)
            kib, size = peak_of(context, of(arguments, count), text)
    return statistics.median(times), kib, size if with_peak else None


def peak_of(context, arguments, text):
    """Returns the peak in KiB, and the size in bytes of the largest of what was read and written."""
    gnu_time = shutil.which("time")
    if not gnu_time:
        return None, 0
    path = os.path.join(context.directory, "c.json")
    size = max(os.path.getsize(path), len(text or ""))
    report = os.path.join(context.directory, "peak")
    command = [gnu_time, "-q", "-f", "%M", "-o", report, CTX, "-f", "c.json", *arguments]
    subprocess.run(command, cwd=context.directory, env=ENVIRONMENT, input=text or b"", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(report) as file:
        return int(file.read().split()[-1]), max(size, os.path.getsize(path))


def main():
    resource.setrlimit(resource.RLIMIT_STACK, (64 << 20, resource.getrlimit(resource.RLIMIT_STACK)[1]))
    sys.set_int_max_str_digits(0)
    wanted = [row for row in ROWS if not sys.argv[1:] or any(part in row[0] for part in sys.argv[1:])]
    print(f"| verb | {SMALL:,} | {LARGE:,} | ratio | peak / document, MB |\n|---|---|---|---|---|")
    failed = []
    for row in wanted:
        try:
            small, _, _ = measured(row, SMALL, False)
            large, kib, size = measured(row, LARGE, True)
        except subprocess.TimeoutExpired:
            failed.append(row[0])
            print(f"| {row[0]} | | over {DEADLINE} s | |", flush=True)
            continue
        if large > MOST * small:
            failed.append(row[0])
        memory = "?" if kib is None else f"{kib / 1024:.0f} / {size / 1e6:.1f}"
        print(f"| {row[0]} | {small * 1e3:.0f} ms | {large * 1e3:.0f} ms | {large / small:.1f} | {memory} |", flush=True)
    if failed:
        raise SystemExit(f"{len(failed)} grow faster than {MOST} x: {', '.join(failed)}")


main()
