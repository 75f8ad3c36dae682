# Completion of ctx for bash: `ctx __complete` says what fits. Load it with: source <(ctx completions bash)

_ctx() {
    local kind= word
    COMPREPLY=()
    while IFS= read -r word; do
        if [[ -z $kind ]]; then
            kind=$word
        else
            COMPREPLY+=("$word")
        fi
    done < <(ctx __complete bash "$COMP_LINE" "$COMP_POINT" "$COMP_WORDBREAKS" "$COMP_TYPE" 2>/dev/null)
    # Without words, bash completes file names: only where one is meant.
    [[ $kind == files ]] || compopt +o default 2>/dev/null
}

complete -o default -o nosort -F _ctx ctx 2>/dev/null || complete -o default -F _ctx ctx
