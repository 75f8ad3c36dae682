#!/usr/bin/env python3
"""Drives `ctx mcp` with the SDK of Python: every tool, errors, resources, prompts, progress and cancellation.

    sdk.py CTX DIRECTORY MODE

MODE is that of the client: legacy (the handshake of initialize), auto, or a version of the protocol. Uses a context
of its own in DIRECTORY, and prints what it did, one line for each.
"""

import json
import subprocess
import sys

import anyio
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

CTX, DIRECTORY, MODE = sys.argv[1:]
FILE = f"{DIRECTORY}/{MODE}.json"


def cli(*words):
    """Runs a command as another agent."""
    command = [CTX, "-c", FILE, "--agent", "other", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def server(*options):
    command = StdioServerParameters(command=CTX, args=["-c", FILE, "--agent", "worker", "mcp", *options])
    return Client(stdio_client(command), mode=MODE)


async def call(client, tool, **arguments):
    """The structured content of an answer, which the text says too."""
    answer = await client.call_tool(tool, arguments)
    assert not answer.is_error, (tool, arguments, answer)
    content = answer.structured_content
    assert answer.content[0].type == "text", answer
    return content


async def refused(client, code, tool, **arguments):
    answer = await client.call_tool(tool, arguments)
    assert answer.is_error, (tool, arguments, answer)
    facts = answer.structured_content
    assert facts["code"] == code and facts["error"], (tool, arguments, facts)
    return facts


async def tools(client):
    listed = (await client.list_tools()).tools
    assert len(listed) == 10, listed
    assert all(tool.description and tool.annotations for tool in listed), listed
    await call(client, "set_context", values={"plan": {"step": 1}, "done": False}, message="begin")
    seen = await call(client, "get_context", path="plan")
    assert seen["value"] == {"step": 1}, seen
    await call(client, "query_context", filter=".plan.step + 1")
    await call(client, "merge_context", object={"plan": {"owner": "worker"}})
    added = (await call(client, "update_task", action="add", queue="build", payload={"n": 1.5}))["task"]
    task = (await call(client, "update_task", action="claim", queue="build"))["task"]
    await call(client, "update_task", action="complete", id=task["id"], token=task["token"], result={"ok": True})
    created = (await call(client, "handoff", action="create", to="worker", summary="go on"))["handoff"]
    handoff = (await call(client, "handoff", action="next"))["handoff"]
    await call(client, "handoff", action="complete", id=handoff["id"], result={"ok": True})
    held = (await call(client, "lease", action="acquire", name="deploy"))["lease"]
    await call(client, "lease", action="release", name="deploy", token=held["token"])
    await call(client, "wait_for", what="exists", path="plan", timeout_s=1)
    await call(client, "read_log", limit=2)
    await call(client, "brief")
    assert (added["id"], created["id"]) == (task["id"], handoff["id"]), (added, task, created, handoff)
    assert json.loads(cli("get", "plan")) == {"step": 1, "owner": "worker"}
    print("ten tools were called")


async def errors(client):
    cli("set", "plan.step", "2")
    conflict = await refused(client, 3, "set_context", values={"plan.step": 3}, if_value=1)
    assert conflict["hints"], conflict
    await refused(client, 1, "get_context", path="nothing")
    await refused(client, 2, "query_context", filter="nonsense(")
    await refused(client, 1, "update_task", action="claim", queue="empty")
    await refused(client, 4, "wait_for", what="exists", path="nothing", timeout_s=0)
    assert json.loads(cli("get", "plan.step")) == 2
    print("five errors came with their codes")


async def resources(client):
    listed = {str(resource.uri) for resource in (await client.list_resources()).resources}
    assert listed >= {"ctx://log", "ctx://brief"}, listed
    templates = [template.uri_template for template in (await client.list_resource_templates()).resource_templates]
    assert templates == ["ctx://document/{path}"], templates
    for uri in ["ctx://document/plan", "ctx://log", "ctx://brief"]:
        assert (await client.read_resource(uri)).contents[0].text, uri
    prompts = {prompt.name for prompt in (await client.list_prompts()).prompts}
    assert prompts == {"brief", "handoff"}, prompts
    assert (await client.get_prompt("brief", {})).messages
    print("three resources and two prompts were read")


async def cancellation(client):
    told = []

    async def progress(done, total, message):
        told.append(done)
        scope.cancel()

    with anyio.CancelScope() as scope:
        await client.call_tool(
            "wait_for", {"what": "exists", "path": "never", "timeout_s": 60}, progress_callback=progress
        )
    assert scope.cancelled_caught and told, told
    seen = await call(client, "get_context", path="plan.step")
    assert seen["value"] == 2, seen
    print("a wait told its progress, was cancelled, and the server went on")


async def main():
    cli("init")
    async with server() as client:
        await tools(client)
        await errors(client)
        await resources(client)
        await cancellation(client)
    async with server("--read-only", "--deny", "plan.owner") as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert "set_context" not in names and "get_context" in names, names
        seen = await call(client, "get_context", path="plan")
        assert seen["value"] == {"step": 2}, seen
    print("a server that only reads hid what it was told to hide")


anyio.run(main)
