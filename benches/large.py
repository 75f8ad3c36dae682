"""A document of 10 MB: reading and changing one leaf, beside tools that copy bytes; and the cost of a
change in a document with redacted values, policies and 10,000 tasks."""

import json
import os
import shutil
import subprocess

from measure import ctx, make_document, medians_of, peak, shown_peak, table

SIZE = 10_000_000
TASKS = 10_000


def cp_sync_mv(path):
    copy = f"cp {path} {path}.new && sync {path}.new && mv {path}.new {path}"
    return [shutil.which("sh"), "-c", copy]


def measured(directory, rounds):
    """Returns the rows of the goals: (name, measured, sign, wanted)."""
    document, plain = os.path.join(directory, "large.json"), os.path.join(directory, "large-plain.json")
    make_document(document, SIZE)
    shutil.copy(document, plain)
    size = os.path.getsize(document)
    reads = medians_of([
        ("`ctx get`", lambda _: ctx(document, "get", "leaf")),
        ("`ctx overview`", lambda _: ctx(document, "overview")),
        ("`cat`", lambda _: [shutil.which("cat"), plain]),
    ], rounds)
    table(f"read one value of {size / 1e6:.1f} MB", reads, "`cat`")
    writes = medians_of([
        ("`ctx set`, full", lambda i: ctx(document, "set", "leaf", f"v{i}")),
        ("`cp`, `sync`, `mv`", lambda _: cp_sync_mv(plain)),
    ], rounds)
    table(f"change one value of {size / 1e6:.1f} MB", writes, "`cp`, `sync`, `mv`")
    of_get, of_set = peak(ctx(document, "get", "leaf")), peak(ctx(document, "set", "leaf", "peak"))
    print(f"peak memory: `get` {shown_peak(of_get)} MiB, `set` {shown_peak(of_set)} MiB\n")
    rows = [
        ("10 MB: `get` against `cat`", reads["`ctx get`"] / reads["`cat`"], "<=", 1.5),
        ("10 MB: `overview` against `get`", reads["`ctx overview`"] / reads["`ctx get`"], "<=", 4),
        ("10 MB: `set` against `cp; sync; mv`", writes["`ctx set`, full"] / writes["`cp`, `sync`, `mv`"], "<=", 1.3),
        ("`set` with redacted values, policies and 10,000 tasks, against one without", crowded(directory, rounds), "<=", 1.5),
    ]
    if of_get is not None:
        rows += [("10 MB: peak of `get`, MiB", of_get / 1024, "<=", 8), ("10 MB: peak of `set`, documents", of_set * 1024 / size, "<=", 2)]
    return rows


def crowded(directory, rounds):
    """Returns the time of a `set` in a document with all of that, relative to one of the same size without."""
    full, bare = os.path.join(directory, "crowded.json"), os.path.join(directory, "bare.json")
    tasks = "".join(f'{{"url": "https://example.org/{n}"}}\n' for n in range(TASKS))
    subprocess.run(ctx(full, "-q", "task", "add", "--from-file", "-"), input=tasks.encode(), check=True, stdout=subprocess.DEVNULL)
    for n in range(20):
        subprocess.run(ctx(full, "-q", "set", "--redact", f"secret.k{n}", f"value {n}"), check=True)
        subprocess.run(ctx(full, "-q", "policy", "merge", f"list.l{n}", "append"), check=True)
    subprocess.run(ctx(full, "-q", "set", "leaf", "first"), check=True)
    rows = json.load(open(full))["_ctx"]["tasks"]
    with open(bare, "w") as file:
        json.dump({"rows": rows, "leaf": "first"}, file, indent=2)
    subprocess.run(ctx(bare, "-q", "set", "leaf", "second"), check=True)
    medians = medians_of([
        ("with", lambda i: ctx(full, "set", "leaf", f"v{i}")),
        ("without", lambda i: ctx(bare, "set", "leaf", f"v{i}")),
    ], rounds)
    sizes = " and ".join(f"{os.path.getsize(path) / 1e6:.1f}" for path in (full, bare))
    table(f"`set` with redacted values, policies, {TASKS} tasks, and without: {sizes} MB", medians, "without")
    return medians["with"] / medians["without"]
