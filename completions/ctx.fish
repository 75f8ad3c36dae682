# Completion of ctx for fish: `ctx __complete` says what fits. Store it as ctx.fish in ~/.config/fish/completions.

function __ctx_complete
    set -l current (commandline -ct)
    set -l words (commandline -opc)
    set -l lines (ctx __complete fish $words "$current" 2>/dev/null)
    if test "$lines[1]" = files
        __fish_complete_path "$current"
    else if test (count $lines) -gt 1
        printf '%s\n' $lines[2..-1]
    end
end

complete -c ctx -f -k -a '(__ctx_complete)'
