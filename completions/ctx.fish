# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_ctx_global_optspecs
    string join \n f/file= N/namespace= literal agent= wait= no-wait no-lock durability= error-format= q/quiet color= h/help V/version
end

function __fish_ctx_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_ctx_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_ctx_using_subcommand
    set -l cmd (__fish_ctx_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c ctx -n "__fish_ctx_needs_command" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_needs_command" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_needs_command" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_needs_command" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_needs_command" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_needs_command" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_needs_command" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_needs_command" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_needs_command" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_needs_command" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_needs_command" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_needs_command" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_needs_command" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "init" -d 'Begin a context: .ctx/context.json here, or the file named by -f'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "get" -d 'Print values: strings as they are, everything else as JSON'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "has" -d 'Answer with the exit code whether there are values: 0 if at every path, otherwise 1'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "keys" -d 'List the keys of an object, one a line'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "namespaces" -d 'List the top-level objects, one a line: each can be a namespace (-N)'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "set" -d 'Set a value, or several in one revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "unset" -d 'Remove values, all in one revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "append" -d 'Add items to the end of an array, which is made if missing'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "incr" -d 'Add to a number, exactly, and print the sum; a missing number counts as 0'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "merge" -d 'Merge a JSON object into the document (RFC 7396: new values stand, null removes)'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "merge-file" -d 'Merge three files, as a merge driver of git does: -L %P %O %A %B'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "batch" -d 'Make many changes in one revision, all or none'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "edit" -d 'Change a value, or the whole document, in $VISUAL or $EDITOR'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "policy" -d 'Declare how values merge, path by path, and how large the document may become'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "authority" -d 'Show or declare whose value stands where two agents disagree'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "handoff" -d 'Hand work over to another agent, or take over what was handed to you'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "lease" -d 'Hold something for a while, across processes'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "lock" -d 'Run a command while nobody else writes to the context'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "once" -d 'Run a command exactly once among all who call this with the same name'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "log" -d 'Show the changes, newest last: revision, time, agent, op, old and new values'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "show" -d 'Show one change: who made it, when, why, and each value that it changed'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "diff" -d 'Show what differs between two states, one line a place'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "blame" -d 'Show for each value the revision, agent, time and op that gave it what it is'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "undo" -d 'Take a change back: a new revision with its inverse'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "restore" -d 'Put a whole state back, or what was at one path, as a new revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "tag" -d 'Give a revision a name, by which --at, diff, show and restore find it'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "tags" -d 'List the tags: revision, name, who gave it, and when'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "verify" -d 'Check every record of the log, and that it gives the document byte for byte'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "repair" -d 'Tell what is damaged and what would be done; with --yes, do it'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "wait" -d 'Wait until a value is there, and print it with the revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "watch" -d 'Follow the log: one line of JSON for each event, as soon as it is there'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "doctor" -d 'Look at file system, permissions, left-overs, lock, clock and log, and say what to do'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "emit" -d 'Record a message for those who watch; the document stays as it is'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "agents" -d 'List the agents that the log knows, most recently seen first'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "head" -d 'Print REV:HASH of the last record, for `verify --expect`'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "status" -d 'Show file, revision, size, last change, lock holder and pending handoffs'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "task" -d 'Split work up, let each piece be done by exactly one worker, and collect the results'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "man" -d 'Print a manual page: of ctx, or of one verb'
complete -c ctx -n "__fish_ctx_using_subcommand init" -l mode -d 'Who may use the files, in octal; 0660 shares them with the group' -r
complete -c ctx -n "__fish_ctx_using_subcommand init" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand init" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand init" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand init" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand init" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand init" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand init" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand init" -l git -d 'Let git track the document, and merge it by `ctx merge-file`; it may be there already'
complete -c ctx -n "__fish_ctx_using_subcommand init" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand init" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand init" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand init" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand init" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l default -d 'Print this where nothing is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -l at -d 'As it was: at a revision (12, HEAD~3), a time, so long ago (10m), or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand get" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand get" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand get" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand get" -l json -d 'Print strings as JSON too; several paths as one object'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l meta -d 'Print the value with revision, agent and time of its last change, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand get" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand get" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand has" -l at -d 'As it was: at a revision (12, HEAD~3), a time, so long ago (10m), or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand has" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand has" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand has" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand has" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand has" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand has" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand has" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand has" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand has" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand has" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand has" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand has" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand has" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l at -d 'As it was: at a revision (12, HEAD~3), a time, so long ago (10m), or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l paths -d 'Print whole paths'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l json -d 'Print the bare keys as one JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l json -d 'Print the bare names as one JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l ttl -d 'After this time nothing is there any more' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l base -d 'Merge three ways: the input was made of what was there at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l on-conflict -d 'Where both changed the same: keep ours (what is there now), take theirs (the input), or that of the agent who ranks higher (see `ctx authority`) [default: exit code 3]' -r -f -a "ours\t''
theirs\t''
authority\t''"
complete -c ctx -n "__fish_ctx_using_subcommand set" -l from-file -d 'Read the value from a file' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand set" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand set" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand set" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand set" -l redact -d 'Keep the value out of the log, now and when it changes: that has only a hash'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l string -d 'Take the value as text, whatever it looks like'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l json -d 'Take the value as JSON, and refuse anything else'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand set" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand set" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l ignore-missing -d 'Pass over what is missing'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l from-file -d 'Read the value from a file' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand append" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand append" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand append" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand append" -l unique -d 'Only those that the array does not hold yet'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l string -d 'Take the value as text, whatever it looks like'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l json -d 'Take the value as JSON, and refuse anything else'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand append" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand append" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand append" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l from-file -d 'Read the object from a file' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l into -d 'Merge into the object at this path, which is made if missing' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l strategy -d 'Where both have a value: take the new one, keep the old one, or fail (exit code 3)' -r -f -a "replace\t''
keep\t''
fail\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l arrays -d 'Where both have an array: take the new one, append its items, or only those not yet held' -r -f -a "replace\t''
append\t''
union\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l base -d 'Merge three ways: the input was made of what was there at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l on-conflict -d 'Where both changed the same: keep ours (what is there now), take theirs (the input), or that of the agent who ranks higher (see `ctx authority`) [default: exit code 3]' -r -f -a "ours\t''
theirs\t''
authority\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s o -l output -d 'Write the result to this file instead; - is standard output' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s L -l label -d 'Call the document so in what is said, not by the names of the files; git gives it as %P' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l from-file -d 'Read the changes from a file' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l on-conflict -d 'Where both changed the same: keep ours (what is there now), take theirs (your text), or that of the agent who ranks higher (see `ctx authority`) [default: exit code 3]' -r -f -a "ours\t''
theirs\t''
authority\t''"
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -f -a "merge" -d 'Declare how values at a path, and all below it, merge'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -f -a "list" -d 'List the policies'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -f -a "unset" -d 'Declare nothing for a path any more'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -f -a "limit" -d 'Declare how large the document may become, or print it'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l json -d 'Print them as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l unset -d 'Declare none any more: then CTX_MAX_SIZE of each writer holds'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l json -d 'Print it as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -f -a "set" -d 'Declare it, the highest first'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -f -a "unset" -d 'Declare nothing any more'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "create" -d 'Hand work over to an agent, or to anyone with \'*\', and print the handoff\'s id'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "inbox" -d 'List the handoffs that you could accept, most urgent first; exit code 1 if none'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "list" -d 'List all handoffs, oldest first'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "show" -d 'Show a handoff and the values of its refs, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "wait" -d 'Wait until a handoff is pending for you, or until one has ended, and print it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "ack" -d 'Say that you have seen a handoff, before you accept it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "accept" -d 'Take a handoff over and print it; exactly one agent can'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "release" -d 'Put a handoff that you accepted back, so that it is pending again'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "reject" -d 'Reject a handoff that is addressed to you, with a reason'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "complete" -d 'Complete a handoff that you accepted'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "fail" -d 'Give up on a handoff that you accepted, with a reason'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack accept release reject complete fail cancel" -f -a "cancel" -d 'Cancel a handoff that you created and nobody accepted'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s m -l message -l summary -d 'What is handed over, in one sentence' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l next -d 'A step to take next (repeat it for several)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l ref -d 'A path in the document that matters (repeat it for several)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l payload -d 'Data that goes with it, as JSON' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l artifact -d 'A file that goes with it; its SHA-256 is kept (repeat it for several)' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l priority -d 'How urgent it is' -r -f -a "low\t''
normal\t''
high\t''
critical\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l key -d 'An idempotency key: with the same key again, the first handoff\'s id is printed' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l expires -d 'For how long it may be accepted' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l supersedes -d 'Take the place of an earlier handoff that you sent and nobody accepted, or that you accepted and pass on; not to an agent that had it, unless you give --force' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l transfer -d 'Hand over the right to write there, with acceptance (repeat it for several)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l set -d 'Set a value in the same revision (repeat it for several)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l json -d 'Print the handoff as JSON, not its id alone'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l json -d 'Print them as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l status -d 'Only those in this state' -r -f -a "pending\t''
accepted\t''
completed\t''
failed\t''
rejected\t''
cancelled\t''
expired\t''
superseded\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l json -d 'Print them as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l at -d 'As it was: at a revision (12, HEAD~3), a time, so long ago (10m), or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l raw -l json -d 'Print the JSON alone'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l to -d 'For this agent instead' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l timeout -d 'Give up after this time, with exit code 4 [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l raw -l json -d 'Print the JSON alone'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l json -d 'Print the handoff afterwards, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l next -d 'The most urgent, then oldest, of yours'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l raw -l json -d 'Print the JSON alone'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l json -d 'Print the handoff afterwards, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s m -l reason -l message -d 'Why' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l json -d 'Print the handoff afterwards, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l result -d 'What came of it, as JSON' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l json -d 'Print the handoff afterwards, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s m -l reason -l message -d 'Why' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l json -d 'Print the handoff afterwards, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s m -l reason -l message -d 'Why' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l json -d 'Print the handoff afterwards, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "acquire" -d 'Take a lease that nobody holds, and print its fencing token'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "renew" -d 'Put the end of a lease off'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "release" -d 'Give a lease back before it is over'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "steal" -d 'Take a lease from whoever holds it, and print its new token'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "run" -d 'Run a command while you hold a lease, which is renewed meanwhile and then released'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "list" -d 'List the leases that somebody holds now'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l ttl -d 'After this time it is over by itself' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l json -d 'Print the whole lease'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l token -d 'What `acquire` printed' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l ttl -d 'From now on, it is over after this time' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l json -d 'Print the lease as it is then'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l token -d 'What `acquire` printed' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l json -d 'Print the lease as it is then'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s m -l reason -l message -d 'Why' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l ttl -d 'After this time it is over by itself' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l json -d 'Print the whole lease'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l ttl -d 'If this process dies, the lease is over after this time' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l all -d 'Those too that are over or were released'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l json -d 'Print them as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l shared -d 'Let others hold the lock with --shared too; nobody writes'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l ttl -d 'If who runs it dies, the others know after this time' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -l timeout -d 'Do not wait longer than this for who runs it, exit code 4 [default: for ever]' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand once" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand once" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand once" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand once" -l again -d 'Run it although it was run before; whoever runs it now is waited for'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand once" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand once" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand once" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -s n -l number -d 'Only the last N' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l path -d 'Only changes of this path, of what lies below it or above it' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l op -d 'Only changes with this op: set, merge, handoff.accepted, ...' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l since -d 'Only changes after a revision (12), a time (2026-11-20T10:00:00Z), or for so long (10m)' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l json -d 'Print the records as they are in the log, one JSON object a line'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact" -f -a "compact" -d 'Drop the oldest records, and record that'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l keep -d 'Keep this many revisions (1000), or those of the last while (30d)' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l json -d 'Print what was dropped as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand show" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand show" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand show" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand show" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand show" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand show" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand show" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand show" -l json -d 'Print the record as it is in the log'
complete -c ctx -n "__fish_ctx_using_subcommand show" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand show" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand show" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand show" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand show" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand show" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l path -d 'The same, without two points before it' -r
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l all -d 'What ctx keeps too'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l json -d 'Print a patch (RFC 6902) that turns the first state into the second'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l exit-code -d 'Answer with the exit code too: 1 if something differs'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l json -d 'Print the values as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l any -d 'The last of anybody that is not undone'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l path -d 'Only what is at this path or below it' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand tag" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l move -d 'Give the name to this revision, whichever has it'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l delete -d 'Take the name away'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand tag" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand tags" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand tags" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l json -d 'Print them as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand tags" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand tags" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand tags" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand tags" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l expect -d 'Check too that this record, as `ctx head` printed it, is still in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l lineage -d 'Check too that it is the context that `ctx head --lineage` named, and not another one' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l json -d 'Print the result as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l yes -d 'Do what is told'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l json -d 'Print it as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l eq -d 'Until this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l ne -d 'Until another value than this one is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l changed-since -d 'Until the path or anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l to -d 'With --handoff: for this agent instead' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l task -d 'Until this task is completed (exit code 1 if it failed), and print it' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l timeout -d 'Give up after this time, with exit code 4 [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l exists -d 'Until something is at the path: the default'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l absent -d 'Until nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l handoff -d 'Until a handoff is pending for you, and print it, framed as data from another agent'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l value -d 'Print the value alone, as `get` does'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l json -d 'Print it as JSON alone: the default, but for handoffs'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l path -d 'The same (repeat it for several)' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l type -d 'Only events of this type, such as handoff.accepted or handoff.*, or messages about this topic (repeat it for several)' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l since -d 'Those after this revision first, so that nothing is missed between two runs' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s n -l number -d 'End after N events, and those of the same revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l timeout -d 'Give up after this time, with exit code 4 [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l exec -d 'Print nothing, and run `sh -c CMD` for each event, one after another: `CTX_EVENT`, `CTX_REV`, `CTX_PATH`, `CTX_TOPIC` and `CTX_AGENT` tell of it (ctx commands in CMD act in the name of that agent, unless they say --agent), standard input is the record' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l json -d 'JSON Lines: the default'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l try-lock -d 'Be the other process: try to lock this file' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l json -d 'Print it as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-value -d 'Only if this value is at the path' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l json -d 'Print the event, as `watch` does'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-absent -d 'Only if nothing is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-exists -d 'Only if something is at the path'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l json -d 'Print them as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand head" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand head" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand head" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand head" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand head" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand head" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand head" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand head" -l lineage -d 'Print the name of the context instead, which never changes, for `verify --lineage`'
complete -c ctx -n "__fish_ctx_using_subcommand head" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand head" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand head" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand head" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand head" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand head" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand status" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand status" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand status" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand status" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand status" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand status" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand status" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand status" -l json -d 'Print it as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand status" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand status" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand status" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand status" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand status" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand status" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "add" -d 'Add tasks to a queue, all in one revision, and print their ids'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "claim" -d 'Take the most urgent, then oldest, task that is ready, and print it as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "complete" -d 'Complete a task that you claimed'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "fail" -d 'Fail a task that you claimed, or return it to the queue for another try'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "release" -d 'Return a task that you claimed to the queue; it does not count as a try'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "renew" -d 'Put the end of your claim off; it never comes nearer'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "list" -d 'List the tasks, in the order of adding'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "show" -d 'Show a task as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "progress" -d 'Print how many tasks are done, running, failed and pending'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "wait" -d 'Wait until tasks have ended, and print how many did how'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "collect" -d 'Print the results of the tasks in the order of adding, one a line, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add claim complete fail release renew list show progress wait collect remove" -f -a "remove" -d 'Take tasks out of the document that nobody has and nothing waits for'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l payload -d 'What the worker needs, as `set` takes a value; - reads it from standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l from-file -d 'One task for each line of this file, JSON Lines; - is standard input' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l name-from -d 'With --from-file: the name of each task is what stands at this path of its line' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l queue -d 'Into which queue' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l priority -d 'How urgent it is' -r -f -a "low\t''
normal\t''
high\t''
critical\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l after -d 'Not before this task is completed (repeat it for several)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l ignore-existing -d 'Leave tasks that were added already as they are'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l json -d 'Print the tasks instead of their ids, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l queue -d 'Only tasks of this queue [default: of all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l ttl -d 'After this time it returns to the queue' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l mine -d 'If you have one already, print that one again'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l json -d 'Print it as JSON: the default'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l token -d 'The token that `claim` printed: tells two claims of one agent apart' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l result -d 'What came of it, as `set` takes a value; - reads it from standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l json -d 'Print the task as it is then'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l token -d 'The token that `claim` printed: tells two claims of one agent apart' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s m -l reason -l message -d 'Why' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l retry -d 'Return it to the queue unless it was tried again that often already' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l json -d 'Print the task as it is then'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l token -d 'The token that `claim` printed: tells two claims of one agent apart' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l json -d 'Print the task as it is then'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l token -d 'The token that `claim` printed: tells two claims of one agent apart' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l ttl -d 'From now on, it returns to the queue after this time' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l json -d 'Print the task as it is then'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l queue -d 'Only tasks of this queue [default: of all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l status -d 'Only those in this state' -r -f -a "pending\t''
running\t''
completed\t''
failed\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l json -d 'Print them as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l at -d 'As it was: at a revision (12, HEAD~3), a time, so long ago (10m), or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l json -d 'Print it as JSON: the default'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l queue -d 'Only tasks of this queue [default: of all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l json -d 'Print JSON on a terminal too'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l queue -d 'Only tasks of this queue [default: of all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l timeout -d 'Give up after this time, with exit code 4 [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l all -d 'All of them, or all of a queue'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l json -d 'Print it as JSON: the default'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l queue -d 'Only tasks of this queue [default: of all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l partial -d 'Print the results that there are, whatever the others do'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l json -d 'Print an array of objects with id, status, result and reason'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l queue -d 'Only tasks of this queue [default: of all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l if-rev -d 'Only if the document is at this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l if-unchanged-since -d 'Only if neither what is changed nor anything below it changed after this revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l fence -d 'Only if nobody acquired the lease with this token since (see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s m -l message -d 'Say why: kept in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l ended -d 'All that are completed or failed, and that nothing comes after that has not ended'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l json -d 'Print their ids as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l force -d 'Write also what you handed over or a policy protects (see `ctx handoff`, `ctx policy`); the record says so'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l dry-run -d 'Print the patch (RFC 6902) and change nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand man" -s f -l file -d 'The context\'s file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand man" -s N -l namespace -d 'Put this key in front of every path (also CTX_NAMESPACE)' -r
complete -c ctx -n "__fish_ctx_using_subcommand man" -l agent -d 'Who acts (also CTX_AGENT) [default: a known agent, or user and host]' -r
complete -c ctx -n "__fish_ctx_using_subcommand man" -l wait -d 'How long to wait for the lock (also CTX_WAIT) [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand man" -l durability -d 'What a change survives (also CTX_DURABILITY) [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand man" -l error-format -d 'How errors are told [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand man" -l color -d 'When to use colours [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand man" -l literal -d 'Take a whole path argument as one key'
complete -c ctx -n "__fish_ctx_using_subcommand man" -l no-wait -d 'Do not wait for the lock'
complete -c ctx -n "__fish_ctx_using_subcommand man" -l no-lock -d 'Read without the lock'
complete -c ctx -n "__fish_ctx_using_subcommand man" -s q -l quiet -d 'Say nothing but errors'
complete -c ctx -n "__fish_ctx_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand man" -s V -l version -d 'Print version'
