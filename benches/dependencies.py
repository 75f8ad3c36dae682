#!/usr/bin/env python3
"""Prints a row for each dependency of ctx: version, licence, how many crates only it brings, and how many KiB of code.

    cargo build --release --locked --config profile.release.strip=false
    benches/dependencies.py [target/release/ctx]

Code is counted by the crate that a symbol is named after, so what was inlined, or is an instance of a generic of another
crate, counts for the crate that it went to. Without a binary, that column is empty.
"""

import json
import re
import subprocess
import sys

TARGET = "x86_64-unknown-linux-musl"


def metadata():
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", TARGET]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def kib_by_crate(binary):
    """The size of all symbols, by the crate that each begins with."""
    command = ["nm", "--print-size", "--demangle=rust", "--radix=d", binary]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    sizes = {}
    for line in lines:
        found = re.match(r"\d+ (\d+) [a-zA-Z] <*&*(?:mut )?(\w+)", line)
        if found:
            crate = found.group(2)
            sizes[crate] = sizes.get(crate, 0) + int(found.group(1))
    return sizes


def main():
    data = metadata()
    packages = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    root = data["resolve"]["root"]

    def needs(node):
        deps = nodes[node]["deps"]
        return [dep["pkg"] for dep in deps if any(kind["kind"] is None for kind in dep["dep_kinds"])]

    def reached(start):
        seen, left = set(), list(start)
        while left:
            node = left.pop()
            if node not in seen:
                seen.add(node)
                left += needs(node)
        return seen

    direct = needs(root)
    everything = reached(direct)
    sizes = kib_by_crate(sys.argv[1]) if len(sys.argv) > 1 else None
    print(f"{len(everything)} crates")
    for node in sorted(direct, key=lambda node: packages[node]["name"]):
        package = packages[node]
        own = everything - reached([other for other in direct if other != node])
        names = {packages[crate]["name"].replace("-", "_") for crate in own | {node}}
        kib = "" if sizes is None else round(sum(sizes.get(name, 0) for name in names) / 1024)
        print(f"| {package['name']} | {package['version']} | {package['license']} | {len(own)} | {kib} |")


if __name__ == "__main__":
    main()
