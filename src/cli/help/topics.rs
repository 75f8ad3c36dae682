//! Topics: what is common to many commands.

use std::fmt::Write as _;

/// The topics: name, what it is about, and text.
const TOPICS: [(&str, &str, &str); 11] = [
    ("paths", "where a value is: a.b[0], quoting, namespaces", include_str!("topics/paths.txt")),
    ("values", "what is JSON and what is text; sizes and durations", include_str!("topics/values.txt")),
    ("guards", "change only if nobody was faster; --dry-run, --message", include_str!("topics/guards.txt")),
    ("conflicts", "two agents change the same: merge, lock, or decide", include_str!("topics/conflicts.txt")),
    ("agents", "who acts, and how agents work together", include_str!("topics/agents.txt")),
    ("running", "how commands run: lock, once, lease run, task work, watch", include_str!("topics/running.txt")),
    ("ci", "ctx in scripts and pipelines", include_str!("topics/ci.txt")),
    ("durability", "what a change survives", include_str!("topics/durability.txt")),
    ("exit-codes", "what each exit code means; errors as JSON", include_str!("topics/exit-codes.txt")),
    ("environment", "the environment variables", include_str!("topics/environment.txt")),
    ("options", "the options of every command", include_str!("topics/options.txt")),
];

/// The word that lists the topics.
const LIST: &str = "topics";

/// Returns the names of the topics, and what they are about.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    TOPICS.iter().map(|(name, about, _)| (*name, *about)).chain([(LIST, "list the topics")])
}

/// Returns the page of a topic, or the list of topics; `None` if the words are not a topic.
#[must_use]
pub fn page(words: &[&str]) -> Option<String> {
    let name = words.join("-");
    if name == LIST {
        return Some(list());
    }
    TOPICS.iter().find(|(topic, ..)| *topic == name).map(|(.., text)| (*text).to_owned())
}

fn list() -> String {
    let mut list = "Topics\n\n".to_owned();
    for (name, about, _) in &TOPICS {
        // Writing to a string does not fail.
        let _ = writeln!(list, "  {name:<12} {about}");
    }
    list + "\nTo read one: ctx help TOPIC\n\nExamples:\n  ctx help values\n  ctx help exit-codes\n"
}
