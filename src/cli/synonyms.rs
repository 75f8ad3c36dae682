//! Words of other programs for verbs, and old names. They work but are not shown.

use std::ffi::OsString;

/// A word, and the words that it stands for.
const SYNONYMS: [(&str, &[&str]); 21] = [
    ("cat", &["get"]),
    ("decr", &["incr", "--decrement"]),
    ("del", &["unset"]),
    ("delete", &["unset"]),
    ("dump", &["get"]),
    ("head", &["status", "--head"]),
    ("history", &["log"]),
    ("list", &["keys"]),
    ("ls", &["keys"]),
    ("put", &["set"]),
    ("read", &["get"]),
    ("remove", &["unset"]),
    ("revert", &["undo"]),
    ("rm", &["unset"]),
    ("rollback", &["restore"]),
    ("tags", &["tag", "list"]),
    ("write", &["set"]),
    ("copy", &["cp"]),
    ("dec", &["incr", "--decrement"]),
    ("move", &["mv"]),
    ("rename", &["mv"]),
];

/// The same for the second word of a verb with subcommands.
const STEPS: [(&str, &str, &str); 6] = [
    ("handoff", "ls", "list"),
    ("lease", "ls", "list"),
    ("policy", "ls", "list"),
    ("tag", "ls", "list"),
    ("task", "ls", "list"),
    ("vote", "ls", "list"),
];

/// The command lines that `arguments` may mean, if `unknown`, which is not a verb, was one: the word may
/// also be the value of an option, so there is one for each place where it stands.
pub fn rewritten<'a>(arguments: &'a [OsString], unknown: &str) -> impl Iterator<Item = Vec<OsString>> + use<'a> {
    let verb = SYNONYMS.iter().find(|(word, _)| *word == unknown).map(|(word, meant)| (*word, None, meant.to_vec()));
    let steps = STEPS.iter().filter(|(_, word, _)| *word == unknown);
    let steps: Vec<_> = steps.map(|(verb, word, meant)| (*word, Some(*verb), vec![*meant])).collect();
    steps.into_iter().chain(verb).flat_map(move |(word, after, meant)| {
        let is_after = move |at: usize| after.is_none_or(|verb| arguments.iter().take(at).any(|before| before == verb));
        let places = arguments.iter().enumerate().skip(1).filter(move |(at, found)| *found == word && is_after(*at));
        places.map(move |(at, _)| {
            let (before, after) = arguments.split_at(at);
            let meant = meant.iter().map(OsString::from);
            before.iter().cloned().chain(meant).chain(after.iter().skip(1).cloned()).collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_replaced_wherever_it_may_be_the_verb() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        let found: Vec<_> = rewritten(&words("ctx -c head head --lineage"), "head").collect();
        let meant = ["ctx -c status --head head --lineage", "ctx -c head status --head --lineage"];
        assert_eq!(found, meant.map(words));
        assert_eq!(rewritten(&words("ctx heads"), "heads").count(), 0);
    }
}
