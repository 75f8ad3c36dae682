#!/usr/bin/env bash
# 8 processes x 50 increments of one counter in a JSON file: how many of the 400
# are kept by what people use, and by ctx (the binary in $CTX, or on PATH).
# Prints Markdown. Exits 1 if ctx lost one, 2 if something is not installed.
set -u

workers=8
rounds=50
total=$((workers * rounds))

require() {
    command -v "$1" >/dev/null || { echo "$0: no $1: $2" >&2; exit 2; }
}

jq_and_move() {
    jq '.n += 1' f >f.tmp && mv f.tmp f
}

mktemp_and_move() {
    local new
    new=$(mktemp f.XXXXXX) && jq '.n += 1' f >"$new" && mv "$new" f
}

lock_the_document() {
    (flock 9 && mktemp_and_move) 9<f
}

lock_a_sidecar_and_delete_it() {
    (flock 9 && mktemp_and_move && rm -f f.lock) 9>f.lock
}

lock_a_sidecar_and_keep_it() {
    (flock 9 && mktemp_and_move) 9>f.lock
}

ctx_incr() {
    "$ctx" -f f --agent "worker-$1" incr n
}

work() {
    local step=$1 worker=$2 round
    for ((round = 0; round < rounds; round++)); do "$step" "$worker"; done
}

race() {
    local step=$1 worker
    for ((worker = 1; worker <= workers; worker++)); do
        work "$step" "$worker" >/dev/null 2>&1 &
    done
    wait
}

# The counter, or what became of the file: the idioms break it in more than one way.
kept() {
    local n
    if [ ! -s f ]; then
        echo 'file emptied'
    elif n=$(jq -er '.n | numbers' f 2>/dev/null); then
        echo "$n"
    else
        echo 'file broken'
    fi
}

measure() {
    local idiom=$1 step=$2 start
    rm -f f f.*
    echo '{"n":0}' >f
    start=$EPOCHREALTIME
    race "$step"
    # Without its separator, which the locale chooses, this is in microseconds.
    local micros=$((${EPOCHREALTIME/[.,]/} - ${start/[.,]/}))
    printf '| %s | %s | %d.%d |\n' "$idiom" "$(kept)" $((micros / 1000000)) $((micros / 100000 % 10))
}

# Whether ctx kept all of the race that it has just run, and its log says so too.
ctx_kept_all() {
    local agents named
    agents=$("$ctx" -f f log --op incr --json | jq -r .agent)
    named=$(grep -c '^worker-' <<<"$agents")
    printf '\n`ctx log` names %d increments, by %d agents. `ctx verify`: ' "$named" "$(sort -u <<<"$agents" | wc -l)"
    "$ctx" -f f verify && [ "$named" = "$total" ] && [ "$(kept)" = "$total" ]
}

require jq 'the idioms use it'
require flock 'the idioms use it (util-linux)'
require "${CTX:-ctx}" 'build it, and name it in CTX'
# The name may be relative, and the race is run elsewhere.
ctx=$(realpath "$(command -v "${CTX:-ctx}")")
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory" || exit 2

echo "| idiom | kept of $total | seconds |"
echo '|---|---|---|'
measure '`jq … f > f.tmp && mv f.tmp f`' jq_and_move
measure '`mktemp`, `jq`, `mv`, no lock' mktemp_and_move
measure '`flock` on the document, then `mv` over it' lock_the_document
measure '`flock` on a sidecar that is deleted afterwards' lock_a_sidecar_and_delete_it
measure '`flock` on a sidecar that stays (right, but no log, no crash safety)' lock_a_sidecar_and_keep_it
measure '`ctx incr n`' ctx_incr
ctx_kept_all || exit 1
