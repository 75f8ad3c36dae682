#!/usr/bin/env python3
"""The reference MCP server "memory" and `ctx mcp`: two processes of each, for two agents that write at the same time.

Each agent makes 20 writes, one after the other, and waits for each answer. Counted is what is kept of the 40 afterwards,
and what the servers said: a write that was answered with an error is not lost silently. The ctx binary is the one in $CTX,
or on PATH; the reference server is the npm package in $MEMORY_SERVER (its directory), or installed into a temporary
directory. Fails if ctx did not keep a write.
"""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time

from measure import CTX

AGENTS, WRITES = 2, 20
PACKAGE = "@modelcontextprotocol/server-memory"


class Client:
    """One agent's server, spoken to in JSON-RPC, a line a message."""

    def __init__(self, command, environment):
        pipe = subprocess.PIPE
        self.server = subprocess.Popen(
            command, env={**os.environ, **environment}, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
        )
        self.last = 0
        info = {"name": "bench", "version": "1"}
        self.ask("initialize", {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": info})
        self.send({"method": "notifications/initialized"})

    def send(self, message):
        self.server.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        self.server.stdin.flush()

    def ask(self, method, params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        for line in self.server.stdout:
            answer = json.loads(line)
            if answer.get("id") == self.last:
                return answer
        raise SystemExit("the server ended")

    def call(self, tool, arguments):
        """Whether the tool was said to be done."""
        answer = self.ask("tools/call", {"name": tool, "arguments": arguments})
        return "result" in answer and not answer["result"].get("isError")

    def close(self):
        self.server.stdin.close()
        self.server.wait()


def write_at_once(clients, write):
    """All writes of all clients. Returns how many were said to be done, and the seconds."""
    done = [0] * len(clients)

    def work(index):
        for number in range(WRITES):
            done[index] += write(clients[index], f"agent-{index}-note-{number}")

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(clients))]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    for client in clients:
        client.close()
    return sum(done), seconds


def reference(directory):
    package = os.environ.get("MEMORY_SERVER")
    if not package:
        if not shutil.which("npm"):
            return None
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", PACKAGE], cwd=directory, check=True)
        package = os.path.join(directory, "node_modules", PACKAGE)
    version = json.load(open(os.path.join(package, "package.json")))["version"]
    file = os.path.join(directory, "memory.jsonl")
    command = ["node", os.path.join(package, "dist", "index.js")]
    clients = [Client(command, {"MEMORY_FILE_PATH": file}) for _ in range(AGENTS)]
    entity = {"entityType": "note", "observations": ["x"]}
    said, seconds = write_at_once(
        clients, lambda client, name: client.call("create_entities", {"entities": [{"name": name, **entity}]})
    )
    names = set()
    for line in open(file):
        try:
            names.add(json.loads(line)["name"])
        except (ValueError, KeyError):
            print(f"a line of the file is no entity: {line[:60]!r}")
    return f"`{PACKAGE}` {version}", said, len(names), seconds


def ctx(directory):
    file = os.path.join(directory, "context.json")
    subprocess.run([CTX, "-c", file, "--quiet", "merge", '{"notes":{}}'], check=True)
    command = [CTX, "-c", file, "mcp"]
    clients = [Client([*command, "--agent", f"agent-{index}"], {}) for index in range(AGENTS)]
    value = {"type": "note", "observations": ["x"]}
    said, seconds = write_at_once(
        clients, lambda client, name: client.call("set_context", {"values": {f"notes.{name}": value}})
    )
    return "`ctx mcp`", said, len(json.load(open(file))["notes"]), seconds


def main():
    if not CTX:
        raise SystemExit("no ctx: build it, and name it in CTX")
    print(f"| {AGENTS} servers on one file, {AGENTS * WRITES} writes | said to be done | kept | seconds |")
    print("|---|---|---|---|")
    kept = 0
    for server in reference, ctx:
        with tempfile.TemporaryDirectory() as directory:
            row = server(directory)
        if row:
            name, said, kept, seconds = row
            print(f"| {name} | {said} | {kept} | {seconds:.2f} |")
    if kept != AGENTS * WRITES:
        raise SystemExit("ctx lost a write")


if __name__ == "__main__":
    main()
