#!/usr/bin/env bash
# 8 processes x 50 increments of one counter in a JSON file: how many of the 400 survive with common
# idioms, and with ctx (the binary in $CTX, or on PATH).
set -u
ctx=$(command -v "${CTX:-ctx}") || { echo "no ctx: build it, and name it in CTX" >&2; exit 2; }
workers=8
rounds=50
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory" || exit 2

jq_and_move() {
    jq '.n += 1' f >f.tmp && mv f.tmp f
}

jq_mktemp_and_move() {
    local new
    new=$(mktemp f.XXXXXX)
    jq '.n += 1' f >"$new" && mv "$new" f
}

lock_the_document_itself() {
    (flock 9 && jq_mktemp_and_move) 9<f
}

lock_a_sidecar_and_delete_it() {
    (flock 9 && jq_mktemp_and_move && rm -f f.lock) 9>f.lock
}

lock_a_sidecar_and_keep_it() {
    (flock 9 && jq_mktemp_and_move) 9>f.lock
}

ctx_incr() {
    "$ctx" -c f --agent "worker-$1" incr n
}

kept() {
    local n
    n=$(jq -r '.n' f 2>/dev/null)
    echo "${n:-none, the file is empty}"
}

measure() {
    local name=$1 step=$2 start seconds worker
    rm -f f f.*
    echo '{"n":0}' >f
    start=$EPOCHREALTIME
    for ((worker = 0; worker < workers; worker++)); do
        for ((round = 0; round < rounds; round++)); do "$step" "$worker"; done >/dev/null 2>&1 &
    done
    wait
    seconds=$(echo "$EPOCHREALTIME $start" | awk '{printf "%.1f", $1 - $2}')
    kept=$(kept)
    printf '| %s | %s | %s |\n' "$name" "$kept" "$seconds"
}

echo "| idiom | kept of $((workers * rounds)) | seconds |"
echo '|---|---|---|'
measure '`jq … f > f.tmp && mv f.tmp f`' jq_and_move
measure '`mktemp`, `jq`, `mv`, no lock' jq_mktemp_and_move
measure '`flock` on the document, then `mv` over it' lock_the_document_itself
measure '`flock` on a file that is deleted afterwards' lock_a_sidecar_and_delete_it
measure '`flock` on a file that stays (no log, no flush, no `kill -9`)' lock_a_sidecar_and_keep_it
measure '`ctx incr n`' ctx_incr
[ "$kept" = $((workers * rounds)) ] && "$ctx" -c f -q verify >/dev/null
