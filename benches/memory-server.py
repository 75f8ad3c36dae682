#!/usr/bin/env python3
"""Two servers on one file, twenty writes each at the same time: how many of the forty are kept.

    .ci/fetch-clients DIRECTORY
    benches/memory-server.py DIRECTORY/clients target/release/ctx

The reference memory server of the Model Context Protocol, and `ctx mcp`. Each server has a client of its own, which
sends a write, waits for the answer, and counts those that report success.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading

WRITES = 20


class Server:
    """A server over standard input and output."""

    def __init__(self, command, **environment):
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **environment},
        )
        self.number = 0
        client = {"name": "bench", "version": "1"}
        self.ask("initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo=client)
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def ask(self, method, **params):
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        while True:
            answer = json.loads(self.process.stdout.readline())
            if answer.get("id") == self.number:
                return answer

    def is_done(self, tool, arguments):
        answer = self.ask("tools/call", name=tool, arguments=arguments)
        return "result" in answer and not answer["result"].get("isError")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def acknowledged(servers, write):
    """How many writes reported success, all servers writing at the same time."""
    done = [0] * len(servers)
    together = threading.Barrier(len(servers))

    def work(number, server):
        together.wait()
        done[number] = sum(write(server, number, n) for n in range(WRITES))

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(servers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for server in servers:
        server.close()
    return sum(done)


def memory(clients, directory):
    path = f"{directory}/memory.jsonl"
    modules = f"{clients}/node/node_modules"
    script = f"{modules}/@modelcontextprotocol/server-memory/dist/index.js"
    servers = [Server([f"{modules}/node/bin/node", script], MEMORY_FILE_PATH=path) for _ in range(2)]

    def write(server, number, n):
        entity = {"name": f"{number}-{n}", "entityType": "note", "observations": ["x"]}
        return server.is_done("create_entities", {"entities": [entity]})

    done = acknowledged(servers, write)
    with open(path, encoding="utf-8") as file:
        names = {json.loads(line)["name"] for line in file if is_json(line)}
    return done, len(names)


def is_json(line):
    try:
        json.loads(line)
        return True
    except ValueError:
        return False


def ctx(binary, directory):
    path = f"{directory}/context.json"
    subprocess.run([binary, "-q", "-c", path, "init"], check=True)
    servers = [Server([binary, "-c", path, "mcp"]) for _ in range(2)]

    def write(server, number, n):
        return server.is_done("set_context", {"values": {f"notes.{number}-{n}": "x"}})

    done = acknowledged(servers, write)
    keys = subprocess.run([binary, "-c", path, "keys", "notes"], check=True, capture_output=True, text=True).stdout
    return done, len(keys.split())


def main():
    clients, binary = sys.argv[1:]
    print(f"| two servers, {WRITES} writes each | reported success | kept |\n|---|---|---|")
    for name, run in [
        ("reference memory server", lambda at: memory(clients, at)),
        ("`ctx mcp`", lambda at: ctx(os.path.abspath(binary), at)),
    ]:
        with tempfile.TemporaryDirectory() as directory:
            done, kept = run(directory)
        print(f"| {name} | {done} | {kept} |")


if __name__ == "__main__":
    main()
