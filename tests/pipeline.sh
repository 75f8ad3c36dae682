#!/bin/sh
# The chain that ctx exists for: one agent hands over to another, and a CI step
# reads what came of it. `ctx` is the one on PATH.
set -eu
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"
ctx -q init >/dev/null

echo '== fetcher: data and signal in one revision'
id=$(ctx --agent fetcher handoff create parser -m 'parse the pages' \
    --ref pages --priority high --set 'pages:=["a.html","b.html"]')
ctx log -n 1 --json | sed 's/^{"op":"\([^"]*\)".*,"rev":\([0-9]*\),.*/revision \2: \1/'

echo '== parser: take the next one, merge the result, complete'
CTX_AGENT=parser
export CTX_AGENT
ctx handoff accept --next --raw | grep '"summary"'
ctx get --json pages
ctx merge '{"parsed":{"a.html":3,"b.html":4}}' -m 'both pages'
ctx handoff complete "$id" --result '{"pages":2}'

echo '== continuous integration: what is missing fails the step'
CTX_AGENT=ci
ctx get parsed
if ctx get report 2>/dev/null; then exit 1; else echo "no report yet: exit code $?"; fi
ctx -q verify >/dev/null && echo 'log and document agree'
