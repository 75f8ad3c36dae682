# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_ctx_global_optspecs
    string join \n c/context= N/namespace= literal agent= wait= no-wait no-lock durability= error-format= q/quiet color= h/help V/version
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

complete -c ctx -n "__fish_ctx_needs_command" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_needs_command" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_needs_command" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_needs_command" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_needs_command" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_needs_command" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_needs_command" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_needs_command" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_needs_command" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_needs_command" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_needs_command" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_needs_command" -s h -l help -d 'Print help'
complete -c ctx -n "__fish_ctx_needs_command" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "init" -d 'Create a context'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "get" -d 'Print values'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "has" -d 'Test whether values exist'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "keys" -d 'List the keys of an object or array'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "namespaces" -d 'List the namespaces: top-level objects, for use with -N'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "set" -d 'Set one or more values'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "unset" -d 'Remove values'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "append" -d 'Append items to an array'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "incr" -d 'Increment a number'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "merge" -d 'Merge a JSON object into the document'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "merge-file" -d 'Merge three files; usable as a git merge driver'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "mv" -d 'Move a value to another path'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "cp" -d 'Copy a value to another path'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "batch" -d 'Apply many changes as one revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "edit" -d 'Edit a value, or the whole document, in $VISUAL or $EDITOR'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "policy" -d 'Manage merge policies and the size limit'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "authority" -d 'Show or set the ranking of agents'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "handoff" -d 'Hand work over to another agent'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "lease" -d 'Manage leases: locks with an expiry that outlive a process'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "lock" -d 'Run a command while holding the lock'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "once" -d 'Run a command once, however many processes ask for it'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "log" -d 'Show the log of changes, newest last'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "show" -d 'Show one change'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "diff" -d 'Show the differences between two states'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "blame" -d 'Show which change set each value'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "undo" -d 'Undo a change, in a new revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "redo" -d 'Take back an undo, in a new revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "restore" -d 'Restore an earlier state, in a new revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "tag" -d 'Name a revision'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "verify" -d 'Verify the log and the document'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "repair" -d 'Diagnose and repair a damaged context'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "tidy" -d 'Remove ended handoffs, tasks, votes, leases and `once` results from the document'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "wait" -d 'Wait for a value, a handoff or a task'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "watch" -d 'Print events as they happen'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "doctor" -d 'Check the context and its environment for problems'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "emit" -d 'Send a message to other agents, or to watchers'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "messages" -d 'Read the messages that other agents sent to you, or to everybody'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "agents" -d 'List the agents in the log, most recently seen first'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "status" -d 'Show the status of the context'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "whoami" -d 'Show which agent and which context commands here use'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "task" -d 'Manage queues of tasks, each claimed by exactly one worker'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "vote" -d 'Let agents choose one of several options by vote'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "help" -d 'Print the help of a command or a topic'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "completions" -d 'Print a shell completion script'
complete -c ctx -n "__fish_ctx_needs_command" -f -a "man" -d 'Print the manual page of ctx or of a command'
complete -c ctx -n "__fish_ctx_using_subcommand init" -l mode -d 'Set the file mode of a new context, in octal; 0660 shares it with the group [default: 0600]' -r
complete -c ctx -n "__fish_ctx_using_subcommand init" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand init" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand init" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand init" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand init" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand init" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand init" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand init" -l git -d 'Let git track the document and merge it with `ctx merge-file`; works on an existing context too'
complete -c ctx -n "__fish_ctx_using_subcommand init" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand init" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand init" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand init" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand init" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l default -d 'Print VALUE for a path that does not exist' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -l at -d 'Read the document as of POINT: a revision (12, HEAD~3), a time, an age (10m) or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand get" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand get" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand get" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand get" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand get" -l json -d 'Print strings as JSON too, and several values as one object'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l meta -d 'Print the value with the revision, agent and time of its last change, and the revision of the document (`document_rev`), as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand get" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand get" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand get" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand has" -l at -d 'Read the document as of POINT: a revision (12, HEAD~3), a time, an age (10m) or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand has" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand has" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand has" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand has" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand has" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand has" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand has" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand has" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand has" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand has" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand has" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand has" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand has" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l at -d 'Read the document as of POINT: a revision (12, HEAD~3), a time, an age (10m) or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l paths -d 'Print full paths'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l json -d 'Print a JSON array of the keys'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand keys" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l json -d 'Print a JSON array of the names'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand namespaces" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l ttl -d 'Remove the value after DURATION' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l base -d 'Merge three ways, with the document at POINT as the base' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l on-conflict -d 'Resolve conflicts: keep what is there, replace it with what you bring, or take the value of the agent with the higher authority (see `ctx authority`) [default: fail with exit code 3]' -r -f -a "keep\t''
replace\t''
authority\t''"
complete -c ctx -n "__fish_ctx_using_subcommand set" -s f -l file -d 'Read the value from FILE; - is standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand set" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand set" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand set" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand set" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand set" -l redact -d 'Log only a hash of the value, now and whenever it changes'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l string -d 'Treat the value as text, even if it looks like JSON'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l json -d 'Parse the value as JSON; fail if it is not'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand set" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand set" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand set" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l ignore-missing -d 'Ignore paths that do not exist'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand unset" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand append" -s f -l file -d 'Read the value from FILE; - is standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand append" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand append" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand append" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand append" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand append" -l unique -d 'Skip items that the array already contains'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l string -d 'Treat the value as text, even if it looks like JSON'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l json -d 'Parse the value as JSON; fail if it is not'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand append" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand append" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand append" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand append" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l decrement -d 'Subtract N instead'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand incr" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s f -l file -d 'Read the object from FILE; - is standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l into -d 'Merge into the object at PATH, created if missing' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l strategy -d 'Set what to do where both have a value: replace it, keep the existing one, or fail (exit code 3)' -r -f -a "replace\t''
keep\t''
fail\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l arrays -d 'Set what to do where both have an array: replace it, append the items, or append only new items' -r -f -a "replace\t''
append\t''
union\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l base -d 'Merge three ways, with the document at POINT as the base' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l on-conflict -d 'Resolve conflicts: keep what is there, replace it with what you bring, or take the value of the agent with the higher authority (see `ctx authority`) [default: fail with exit code 3]' -r -f -a "keep\t''
replace\t''
authority\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand merge" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s o -l output -d 'Write the result to FILE instead; - is standard output' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s L -l label -d 'Use NAME for the document in messages, instead of the file names (%P in git)' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand merge-file" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand mv" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand mv" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand mv" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l replace -d 'Replace a value at TO'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand mv" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand cp" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand cp" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand cp" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l replace -d 'Replace a value at TO'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand cp" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s f -l file -d 'As FILE' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand batch" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l on-conflict -d 'Resolve conflicts: ours keeps the current value, theirs takes your text, authority takes the value of the agent with the higher rank (see `ctx authority`) [default: fail with exit code 3]' -r -f -a "keep\t''
replace\t''
authority\t''"
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand edit" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -f -a "merge" -d 'Set the merge policy of a path'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -f -a "list" -d 'List the policies'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -f -a "unset" -d 'Remove the policy of a path'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and not __fish_seen_subcommand_from merge list unset limit" -f -a "limit" -d 'Print or set the size limit of the document'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from merge" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from unset" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l unset -d 'Remove the limit; CTX_MAX_SIZE of each writer applies again'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand policy; and __fish_seen_subcommand_from limit" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -f -a "set" -d 'Set the ranking, highest rank first'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and not __fish_seen_subcommand_from set unset" -f -a "unset" -d 'Remove the ranking'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand authority; and __fish_seen_subcommand_from unset" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "create" -d 'Hand work over to an agent and print the ID of the handoff'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "inbox" -d 'List the handoffs that you can accept, most urgent first'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "list" -d 'List all handoffs, oldest first'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "show" -d 'Show a handoff and the values that it refers to, as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "wait" -d 'Wait until a handoff is pending for you, or has ended'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "ack" -d 'Acknowledge a handoff without accepting it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "next" -d 'Accept the next handoff that is pending for you and print it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "accept" -d 'Accept a handoff and print it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "note" -d 'Add a note to a handoff that has not ended'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "release" -d 'Release a handoff that you accepted, so that it is pending again'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "reject" -d 'Reject a handoff that is addressed to you'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "complete" -d 'Complete a handoff that you accepted'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "fail" -d 'Mark a handoff that you accepted as failed'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "steal" -d 'Take an accepted handoff away from its holder and print it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and not __fish_seen_subcommand_from create inbox list show wait ack next accept note release reject complete fail steal cancel" -f -a "cancel" -d 'Cancel a handoff'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s m -l message -d 'Same as SUMMARY' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l intent -d 'Describe what the user wants in the end' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l next -d 'Add a next step (repeatable)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l ref -d 'Refer to a path in the document (repeatable)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l payload -d 'Attach data, read like a value of `ctx set`; - reads standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l entity -d 'Name what the work is about, such as ticket=4711 (repeatable); values are read like those of `ctx set`' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l history -d 'Attach an excerpt of the conversation: JSON or text, at most 256 KiB; - reads standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l artifact -d 'Refer to a file, with its SHA-256 and size (repeatable)' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l priority -d 'Set the priority' -r -f -a "low\t''
normal\t''
high\t''
critical\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l key -d 'Set an idempotency key: the same call with KEY again prints the ID of the first handoff; another one fails (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l expires -d 'Expire the handoff if nobody accepts it within DURATION' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l due -d 'Fail the handoff if it has not ended within DURATION, accepted or not' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l supersedes -d 'Replace an earlier handoff that you sent and nobody has accepted, or that you accepted and pass on. Fails if TO had it before, unless --force is given' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l transfer -d 'Transfer the right to write PATH and below, once accepted (repeatable)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l set -d 'Set a value in the same revision (repeatable)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l json -d 'Print the handoff as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from inbox" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l status -d 'List only handoffs with this status' -r -f -a "pending\t''
accepted\t''
completed\t''
failed\t''
rejected\t''
cancelled\t''
expired\t''
superseded\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l all -d 'Also list ended handoffs that were removed from the document, as the log has them'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l at -d 'Read the document as of POINT: a revision (12, HEAD~3), a time, an age (10m) or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l raw -l json -d 'Print only the JSON, without the frame'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l to -d 'Wait for a handoff to AGENT instead' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l timeout -d 'Give up after DURATION (exit code 4) [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l raw -l json -d 'Print only the JSON, without the frame'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from wait" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l json -d 'Print the updated handoff as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from ack" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l ttl -d 'Return the handoff to pending unless you end it within DURATION [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l raw -l json -d 'Print only the JSON, without the frame'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from next" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l ttl -d 'Return the handoff to pending unless you end it within DURATION; accepting it again extends that [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l next -d 'Accept the most urgent, then oldest, handoff that is pending for you (the default without ID)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l raw -l json -d 'Print only the JSON, without the frame'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from accept" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -s m -l message -l text -d 'Text of the note' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l json -d 'Print the updated handoff as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from note" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l json -d 'Print the updated handoff as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from release" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s m -l reason -l message -d 'Same as REASON' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l json -d 'Print the updated handoff as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from reject" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l result -d 'Same as RESULT' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l artifact -d 'Refer to a file of the result, with its SHA-256 and size (repeatable)' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l json -d 'Print the updated handoff as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from complete" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s m -l reason -l message -d 'Same as REASON' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l json -d 'Print the updated handoff as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from fail" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -s m -l reason -l message -d 'Record the reason' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l ttl -d 'Return the handoff to pending unless you end it within DURATION [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l raw -l json -d 'Print only the JSON, without the frame'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from steal" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s m -l reason -l message -d 'Record the reason' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l json -d 'Print the updated handoff as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand handoff; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "acquire" -d 'Acquire a lease and print its fencing token'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "renew" -d 'Extend a lease'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "release" -d 'Release a lease'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "steal" -d 'Take a lease away from its holder and print the new token'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "run" -d 'Run a command while holding a lease'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and not __fish_seen_subcommand_from acquire renew release steal run list" -f -a "list" -d 'List the leases that are held'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l ttl -d 'Expire the lease after DURATION' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l json -d 'Print the lease as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from acquire" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l token -d 'Fencing token, as printed by `ctx lease acquire` [default: that of this session]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l ttl -d 'Expire the lease DURATION from now' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l json -d 'Print the extended lease as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from renew" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l token -d 'Fencing token, as printed by `ctx lease acquire` [default: that of this session]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l json -d 'Print the released lease as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from release" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s m -l reason -l message -d 'Record the reason' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l ttl -d 'Expire the lease after DURATION' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l json -d 'Print the lease as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from steal" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l ttl -d 'Expire the lease DURATION after its last renewal, if this process dies' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l all -d 'Include expired and released leases'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lease; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l shared -d 'Take a shared lock: others may hold it too, and nobody can write'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand lock" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l ttl -d 'Give up on the running process DURATION after its last sign of life' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -l timeout -d 'Give up waiting after DURATION (exit code 4) [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand once" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand once" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand once" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand once" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand once" -l again -d 'Run CMD even if it ran before; waits for a run in progress'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l retry-failed -d 'Run CMD again if it ran before and exited with another code than 0'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand once" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand once" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand once" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand once" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -s n -l number -d 'Show only the last N changes' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l path -d 'Same as PATH, which may also be the name of a subcommand' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l op -d 'Show only changes with this op: set, merge, handoff.accepted, ...' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l since -d 'Show only changes after a revision (12) or a time (2026-11-20T10:00:00Z), or in the last DURATION (10m)' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l json -d 'Print the log records as they are stored, one JSON object per line'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -a "compact" -d 'Drop the oldest records of the log'
complete -c ctx -n "__fish_ctx_using_subcommand log; and not __fish_seen_subcommand_from compact retain" -a "retain" -d 'Print or set how much of the log is kept'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l keep -d 'Keep this many revisions (1000), the revisions of this period (30d), or the last records of this size (1GiB) [default: the retention that ctx log retain set]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l json -d 'Print JSON'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from compact" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l unset -d 'Remove the retention; the whole log is kept again'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand log; and __fish_seen_subcommand_from retain" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand show" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand show" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand show" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand show" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand show" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand show" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand show" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand show" -l json -d 'Print the log record as it is stored'
complete -c ctx -n "__fish_ctx_using_subcommand show" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand show" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand show" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand show" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand show" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l path -d 'Same as PATH, for one that may also be a point' -r
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l all -d 'Include what ctx itself stores (_ctx)'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l json -d 'Print a JSON Patch (RFC 6902) from the first state to the second'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l exit-code -d 'Exit with 1 if there are differences'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand diff" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand blame" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l path -d 'Undo only what the change did at PATH and below [default revision: your last change of it]' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l any -d 'Undo the last change by any agent'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand undo" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand redo" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand redo" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand redo" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand redo" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l path -d 'Same as PATH' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand restore" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l move -d 'Move an existing tag to this revision'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l delete -d 'Delete the tag'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and not __fish_seen_subcommand_from list" -a "list" -d 'List the tags'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand tag; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l expect -d 'Fail unless the log still has this record, as printed by `ctx status --head`' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l lineage -d 'Fail unless this context has the lineage LINEAGE, as printed by `ctx status --head --lineage`' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l json -d 'Print JSON'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand verify" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l yes -d 'Make the repairs'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l json -d 'Print JSON'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand repair" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l older-than -d 'Remove all that ended longer than DURATION ago [default: as `ctx tidy retain` says]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l dry-run -d 'Print what would be removed and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l json -d 'Print JSON'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and not __fish_seen_subcommand_from retain" -f -a "retain" -d 'Print or set what stays in the document after it ended'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l newest -d 'Keep the newest N of each kind' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l within -d 'Keep what ended within DURATION' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l unset -d 'Remove the setting; the newest 100 and what ended within a day stay again'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand tidy; and __fish_seen_subcommand_from retain" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l eq -d 'The value is VALUE' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l ne -d 'The path exists and its value is not VALUE' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l ge -d 'The value is a number of at least N' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l gt -d 'The value is a number greater than N' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l le -d 'The value is a number of at most N' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l lt -d 'The value is a number less than N' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l length-ge -d 'The value has at least N items, members or characters' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l changed-since -d 'The path, or anything below it, changed after revision REV' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l or-failed -d 'Give up if this task fails or is cancelled (exit code 1)' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l to -d 'With --handoff: wait for a handoff to AGENT instead' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l task -d 'Wait until this task has ended and print it; exit with 1 if it failed or was cancelled' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l timeout -d 'Give up after DURATION (exit code 4) [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l exists -d 'The path exists'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l absent -d 'The path does not exist'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l all -d 'Wait for all paths (the default)'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l any -d 'Wait for one of the paths'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l handoff -d 'Wait until a handoff is pending for you and print it, framed as data from another agent'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l value -d 'Print only the value, as `ctx get` does'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l json -d 'Print only JSON (the default, except for handoffs)'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand wait" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l path -d 'Same as PATH (repeatable)' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l type -d 'Print only events of this type, such as handoff.accepted or handoff.*, or messages with this topic (repeatable)' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l since -d 'Start with the events after revision REV, to miss none between two runs' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s n -l number -d 'Exit after N events and the rest of the same revision' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l timeout -d 'Give up after DURATION (exit code 4) [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l exec -d 'Run `sh -c CMD` for each event, in order, instead of printing it' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l eq -d 'The value is VALUE' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l ne -d 'The path exists and its value is not VALUE' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l ge -d 'The value is a number of at least N' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l gt -d 'The value is a number greater than N' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l le -d 'The value is a number of at most N' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l lt -d 'The value is a number less than N' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l length-ge -d 'The value has at least N items, members or characters' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l own -d 'Also tell CMD of the changes that it made itself'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l exists -d 'The path exists'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l absent -d 'The path does not exist'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l json -d 'Print JSON Lines (the default)'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand watch" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l try-lock -d 'Act as the second process of the lock test: try to lock FILE' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l json -d 'Print JSON'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l to -d 'Send it to one agent: `ctx messages` shows it to no other; `ctx watch` and the log show it' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-value -d 'Fail unless the value at the path is VALUE (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l json -d 'Print the event as `ctx watch` does'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-absent -d 'Fail if the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l if-exists -d 'Fail unless the path exists (exit code 3)'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand emit" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -s n -l number -d 'Print only the newest N; they stay unread if an older one is' -r
complete -c ctx -n "__fish_ctx_using_subcommand messages" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand messages" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l unread -d 'Print only those that you have not read'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l peek -d 'Do not record that you have read them'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l json -d 'Print JSON Lines, as `ctx watch` does'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand messages" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand agents" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand status" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand status" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand status" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand status" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand status" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand status" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand status" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand status" -l json -d 'Print JSON'
complete -c ctx -n "__fish_ctx_using_subcommand status" -l head -d 'Print only REV:HASH of the last log record'
complete -c ctx -n "__fish_ctx_using_subcommand status" -l lineage -d 'With --head: print the lineage of this context instead, for `ctx verify --lineage`'
complete -c ctx -n "__fish_ctx_using_subcommand status" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand status" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand status" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand status" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand status" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l json -d 'Print a JSON object'
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand whoami" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "add" -d 'Add tasks to a queue and print their IDs'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "work" -d 'Run a command for each task until the queue is drained'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "claim" -d 'Claim a task and print it as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "complete" -d 'Complete a task that you claimed'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "fail" -d 'Mark a task that you claimed as failed'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "release" -d 'Return a task that you claimed to the queue'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "renew" -d 'Extend the claim on a task'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "steal" -d 'Take a claimed task away from its worker and print it as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "cancel" -d 'Cancel tasks, whoever has claimed them'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "retry" -d 'Return failed or cancelled tasks to the queue'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "list" -d 'List the tasks, oldest first'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "show" -d 'Show a task as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "progress" -d 'Show how many tasks are done, running, failed and pending'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "wait" -d 'Wait until tasks have ended and print a summary'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "collect" -d 'Print the results of the tasks'
complete -c ctx -n "__fish_ctx_using_subcommand task; and not __fish_seen_subcommand_from add work claim complete fail release renew steal cancel retry list show progress wait collect remove" -f -a "remove" -d 'Remove tasks from the document'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l payload -d 'Set the payload for the worker, read like a value of `ctx set`; - reads standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s f -l file -d 'Add one task per line of FILE (JSON Lines); - reads standard input' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l name-from -d 'With --file: take the name of each task from this path in its line' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l queue -d 'Set the queue' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l priority -d 'Set the priority' -r -f -a "low\t''
normal\t''
high\t''
critical\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l after -d 'Start only after this task is completed (repeatable)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l max-attempts -d 'Fail the task when its claim ran out or was released N times [default: 5]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l ignore-existing -d 'Ignore tasks that exist already'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l json -d 'Print the tasks as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from add" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l queue -d 'Limit to this queue [default: all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l ttl -d 'Return the task to the queue DURATION after the last renewal, if this process dies' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l retry -d 'Return a failed task to the queue up to N times' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -s j -l jobs -d 'Work on N tasks at once' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from work" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l queue -d 'Limit to this queue [default: all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l ttl -d 'Return the task to the queue after DURATION' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l until-drained -d 'Wait until a task is ready; exit with 1 once all tasks have ended and none can come'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l mine -d 'If you have already claimed a task, print that one again'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l json -d 'Print JSON (the default)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from claim" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l token -d 'Token that `ctx task claim` printed; tells two claims by one agent apart' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l result -d 'Same as RESULT' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l json -d 'Print the updated task as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from complete" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l retry -d 'Return the task to the queue instead, up to N times' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l token -d 'Token that `ctx task claim` printed; tells two claims by one agent apart' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s m -l reason -l message -d 'Same as REASON' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l json -d 'Print the updated task as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from fail" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l token -d 'Token that `ctx task claim` printed; tells two claims by one agent apart' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l json -d 'Print the updated task as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from release" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l ttl -d 'Return the task to the queue DURATION from now' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l token -d 'Token that `ctx task claim` printed; tells two claims by one agent apart' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l json -d 'Print the updated task as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from renew" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -s m -l reason -l message -d 'Record the reason' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l ttl -d 'Return the task to the queue after DURATION' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l json -d 'Print JSON (the default)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from steal" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -s m -l reason -l message -d 'Record the reason' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l json -d 'Print the cancelled tasks as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from cancel" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l json -d 'Print the tasks as a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from retry" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l queue -d 'Limit to this queue [default: all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l status -d 'List only tasks with this status' -r -f -a "pending\t''
running\t''
completed\t''
failed\t''
cancelled\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l all -d 'Also list ended tasks that were removed from the document, as the log has them'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l at -d 'Read the document as of POINT: a revision (12, HEAD~3), a time, an age (10m) or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l json -d 'Print JSON (the default)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l queue -d 'Limit to this queue [default: all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l json -d 'Print JSON, even on a terminal'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from progress" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l queue -d 'Limit to this queue [default: all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l timeout -d 'Give up after DURATION (exit code 4) [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l all -d 'Wait for all tasks, or all of --queue'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l json -d 'Print JSON (the default)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from wait" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l queue -d 'Limit to this queue [default: all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l partial -d 'Print the results available, even if tasks have failed or not ended'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l json -d 'Print a JSON array of objects with id, status, result and reason'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from collect" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l queue -d 'Limit to this queue [default: all queues]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s m -l message -d 'Record a message in the log' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l ended -d 'Remove all completed and failed tasks that no unfinished task depends on'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l json -d 'Print a JSON array of the IDs'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand task; and __fish_seen_subcommand_from remove" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -f -a "open" -d 'Open a vote'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -f -a "cast" -d 'Vote for an option'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -f -a "show" -d 'Show a vote as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -f -a "list" -d 'List the votes, oldest first'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -f -a "wait" -d 'Wait until a vote is closed and print the winner'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and not __fish_seen_subcommand_from open cast show list wait close" -f -a "close" -d 'Close a vote before it is decided'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l options -d 'Set the options, separated by commas' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l voters -d 'Let these agents vote, separated by commas; with --weighted, AGENT=WEIGHT' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l quorum -d 'Let anybody vote, and close the vote when N agents have voted' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l until -d 'Close the vote after DURATION, if it has not been decided; `vote wait`, or the next step of the vote, then records that and puts the result into the document' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l at -d 'Put the result at PATH [default: votes.TOPIC]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -s m -l message -l summary -d 'Say what the vote is about' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l majority -d 'Require more than half of the votes (the default)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l unanimous -d 'Require all votes for one option; the first vote for another one closes the vote as tied'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l weighted -d 'Require more than half of the weight of all voters [default weight: 1]'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l json -d 'Print the vote as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from open" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -s m -l reason -l message -d 'Record the reason' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l json -d 'Print the vote as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from cast" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l at -d 'Read the document as of POINT: a revision (12, HEAD~3), a time, an age (10m) or a tag' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l json -d 'Print JSON (the default)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l status -d 'List only votes with this status' -r -f -a "open\t''
decided\t''
tied\t''
no_quorum\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l all -d 'Also list closed votes that were removed from the document, as the log has them'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l json -d 'Print a JSON array'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l timeout -d 'Give up after DURATION (exit code 4) [default: never]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l json -d 'Print the vote as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from wait" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -s m -l reason -l message -d 'Record the reason' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l if-rev -d 'Fail unless the document is at revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l if-unchanged-since -d 'Fail if the path, or anything below it, changed after revision REV (exit code 3)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l fence -d 'Fail if the lease was acquired again after TOKEN was issued (exit code 3; see `ctx lease`)' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l json -d 'Print the vote as JSON'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l print-rev -d 'Print the new revision'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l force -d 'Write even to paths that you handed over or that a policy protects; the log records it'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l dry-run -d 'Print the change as a JSON Patch (RFC 6902) and write nothing'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand vote; and __fish_seen_subcommand_from close" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand help" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand help" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand help" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand help" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand help" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand help" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand help" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand help" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand help" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand help" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand help" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand help" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand completions" -s V -l version -d 'Print version'
complete -c ctx -n "__fish_ctx_using_subcommand man" -s c -l context -d 'Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]' -r -F
complete -c ctx -n "__fish_ctx_using_subcommand man" -s N -l namespace -d 'Prefix every path with this key [env: CTX_NAMESPACE]' -r
complete -c ctx -n "__fish_ctx_using_subcommand man" -l agent -d 'Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]' -r
complete -c ctx -n "__fish_ctx_using_subcommand man" -l wait -d 'Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]' -r
complete -c ctx -n "__fish_ctx_using_subcommand man" -l durability -d 'Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]' -r -f -a "full\t''
log\t''
fast\t''"
complete -c ctx -n "__fish_ctx_using_subcommand man" -l error-format -d 'Set the format of errors and notes [default: text]' -r -f -a "text\t''
json\t''"
complete -c ctx -n "__fish_ctx_using_subcommand man" -l color -d 'Set when to use color [default: auto]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c ctx -n "__fish_ctx_using_subcommand man" -l literal -d 'Treat each path as a single literal key'
complete -c ctx -n "__fish_ctx_using_subcommand man" -l no-wait -d 'Fail at once if the lock is held (exit code 4)'
complete -c ctx -n "__fish_ctx_using_subcommand man" -l no-lock -d 'Read without taking the lock'
complete -c ctx -n "__fish_ctx_using_subcommand man" -s q -l quiet -d 'Print errors only, no notes'
complete -c ctx -n "__fish_ctx_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ctx -n "__fish_ctx_using_subcommand man" -s V -l version -d 'Print version'
