//! Commands and options of other programs, and what does it here.

/// A word in the place of a verb, what it is for, and the command.
const VERBS: [(&[&str], &str, &str); 48] = [
    (&["accept", "inbox", "handover", "handoffs"], "to take over work", "ctx handoff next"),
    (&["acquire", "leases"], "to hold a lease", "ctx lease acquire NAME"),
    (&["add", "push", "rpush", "lpush", "sadd"], "to append to an array", "ctx append PATH VALUE"),
    (&["backup", "save"], "to print the whole document", "ctx get"),
    (&["branch", "checkout"], "to read an earlier state", "ctx get --at POINT"),
    (&["check", "fsck"], "to check a context", "ctx doctor"),
    (&["claim", "dequeue", "take"], "to claim a task", "ctx task claim"),
    (&["clear", "flush", "reset", "flushall"], "to go back to an earlier state", "ctx restore POINT"),
    (&["commit"], "every change is committed at once; to see them", "ctx log"),
    (&["complete", "done", "finish"], "to complete a task", "ctx task complete ID"),
    (&["config", "options"], "to list the merge policies and the limit", "ctx policy list"),
    (&["count", "len", "length", "size"], "to list what is there", "ctx keys"),
    (&["create", "new"], "to create a context", "ctx init"),
    (&["enqueue", "queue", "tasks"], "to add a task", "ctx task add NAME"),
    (&["exists", "test"], "to test whether a value exists", "ctx has PATH"),
    (&["expire", "ttl", "setex"], "to set a value that expires", "ctx set PATH VALUE --ttl 10m"),
    (&["fix"], "to repair a context", "ctx repair"),
    (&["follow", "listen", "subscribe", "tail"], "to follow changes", "ctx watch"),
    (&["gc", "prune", "clean", "vacuum"], "to remove what is no longer needed", "ctx tidy"),
    (&["getset", "cas", "compare"], "to set a value that has not changed", "ctx set PATH VALUE --if-value OLD"),
    (&["load"], "to import a file", "ctx import FILE"),
    (&["inc", "increment", "incrby"], "to increment a number", "ctx incr PATH"),
    (&["info", "stat", "ping"], "to see the state of the context", "ctx status"),
    (&["ns", "use", "switch", "cd"], "to work below one key", "ctx -N KEY keys"),
    (&["message", "msg", "notify", "publish", "send", "post"], "to send a message", "ctx emit TOPIC VALUE"),
    (&["mutex", "flock"], "to run a command while holding the lock", "ctx lock -- CMD"),
    (&["open", "vi"], "to edit a value", "ctx edit PATH"),
    (&["apply"], "to apply a JSON Patch", "ctx patch -f FILE"),
    (&["poll", "until", "await"], "to wait for a value", "ctx wait PATH --eq VALUE"),
    (&["pop", "lpop", "rpop"], "to work through tasks", "ctx task claim"),
    (&["jq", "filter"], "to ask with a jq filter", "ctx query FILTER"),
    (&["select", "lookup", "fetch"], "to read a value", "ctx get PATH"),
    (&["release", "unlock"], "to release a lease", "ctx lease release NAME"),
    (&["renew", "heartbeat"], "to extend a lease", "ctx lease renew NAME"),
    (&["replace"], "to change a value", "ctx set PATH VALUE"),
    (&["run", "exec"], "to run a command once", "ctx once NAME -- CMD"),
    (&["find", "grep"], "to find values by their words", "ctx search TEXT"),
    (&["session", "who", "user", "agent"], "to see who you are", "ctx whoami"),
    (&["snapshot"], "to name the current state", "ctx tag NAME"),
    (&["start"], "to create a context", "ctx init"),
    (&["tree", "summary", "describe"], "to see what is there", "ctx overview"),
    (&["trylock"], "to hold a lease, or fail at once", "ctx lease acquire NAME"),
    (&["version"], "to print the version", "ctx --version"),
    (&["annotate", "praise"], "to see who wrote a value", "ctx blame PATH"),
    (&["events"], "to list the changes", "ctx log"),
    (&["template", "tpl", "mustache"], "to print a template", "ctx render FILE"),
    (&["validate", "lint"], "to check the context by its schemas", "ctx schema check"),
    (&["poll-vote", "ballot", "election"], "to decide together", "ctx vote open TOPIC --options a,b --quorum 2"),
];

/// A word in the place of a subcommand, and the subcommand.
const STEPS: [(&str, &[&str], &str); 17] = [
    ("handoff", &["new", "send", "add", "to"], "create"),
    ("handoff", &["take", "claim", "get", "receive"], "next"),
    ("handoff", &["done", "finish", "close"], "complete"),
    ("handoff", &["decline", "refuse"], "reject"),
    ("lease", &["take", "lock", "claim", "get", "new", "create"], "acquire"),
    ("lease", &["drop", "unlock", "free"], "release"),
    ("lease", &["extend", "refresh", "keepalive"], "renew"),
    ("policy", &["set", "add"], "merge"),
    ("policy", &["rm", "delete", "remove"], "unset"),
    ("task", &["new", "create", "push", "enqueue"], "add"),
    ("task", &["take", "next", "get", "pop", "dequeue", "start"], "claim"),
    ("task", &["done", "finish", "close", "ack"], "complete"),
    ("task", &["error", "nack"], "fail"),
    ("task", &["rm", "delete"], "remove"),
    ("task", &["run", "worker", "loop"], "work"),
    ("vote", &["new", "create", "start"], "open"),
    ("vote", &["for", "choose"], "cast"),
];

/// An option, and what does it here.
const OPTIONS: [(&[&str], &str); 8] = [
    (&["--format", "--output", "-o"], "--json prints JSON, where a command has it; text is the default"),
    (&["--follow", "-F"], "to follow changes: ctx watch"),
    (&["--raw", "-r"], "`ctx get` prints text without quotes as it is"),
    (&["--user", "--as", "--author"], "the agent is named by --agent NAME"),
    (&["--timeout"], "to limit how long to wait for the lock: --wait DURATION"),
    (&["--verbose", "-v"], "everything is said already; --quiet says less"),
    (&["--yes", "-y"], "nothing is asked"),
    (&["--gte", "--lte"], "the comparisons are --ge, --gt, --le and --lt"),
];

/// An option of a verb, and what does it here.
const OPTIONS_OF: [(&[&str], &[&str], &str); 6] = [
    (&["unset"], &["-f", "--force-missing"], "to ignore missing values: --ignore-missing"),
    (&["unset", "mv", "cp"], &["-r", "-R", "--recursive"], "what is below goes with it, without an option"),
    (&["mv", "cp"], &["-f"], "to replace a value at TO: --replace"),
    (&["tag"], &["-f"], "to move a tag: --move"),
    (&["tag"], &["-d", "-D"], "to delete a tag: --delete"),
    (&["log"], &["-f"], "to follow changes: ctx watch"),
];

/// Returns the hint for an option that a verb has elsewhere.
pub fn for_option_of(verb: &str, option: &str) -> Option<&'static str> {
    let is_it =
        |(verbs, options, _): &&(&[&str], &[&str], &'static str)| verbs.contains(&verb) && options.contains(&option);
    OPTIONS_OF.iter().find(is_it).map(|(.., hint)| *hint)
}

/// Returns the hint for a word that is not a verb, if it is one elsewhere.
pub fn for_verb(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let (_, purpose, command) = VERBS.iter().find(|(words, ..)| words.contains(&lower.as_str()))?;
    Some(format!("{purpose}: {command}"))
}

/// Returns the subcommand that a word stands for elsewhere.
pub fn for_step(verb: &str, word: &str) -> Option<&'static str> {
    let is_it = |(of, words, _): &&(&str, &[&str], &'static str)| *of == verb && words.contains(&word);
    STEPS.iter().find(is_it).map(|(_, _, step)| *step)
}

/// Returns the hint for an option that is not one here, if it is one elsewhere.
pub fn for_option(option: &str) -> Option<&'static str> {
    OPTIONS.iter().find(|(options, _)| options.contains(&option)).map(|(_, hint)| *hint)
}
