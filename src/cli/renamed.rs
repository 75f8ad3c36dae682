//! Verbs that were renamed. The old names still work but are not shown.

use std::ffi::OsString;

const RENAMED: [(&str, &[&str]); 2] = [("tags", &["tag", "list"]), ("head", &["status", "--head"])];

/// Options that clap takes for one that looks alike: what it suggests, and what is meant.
const ALIKE: [(&str, &str, &str); 2] = [("--gte", "--gt", "--ge"), ("--lte", "--lt", "--le")];

/// The message of clap about an unknown option, suggesting the one that is meant.
#[must_use]
pub fn suggesting(unknown: &str, text: &str) -> String {
    let Some((_, alike, meant)) = ALIKE.iter().find(|(other, ..)| *other == unknown) else { return text.to_owned() };
    let quoted = text.replace(&format!("'{alike}'"), &format!("'{meant}'"));
    quoted.replace(&format!("{alike} <"), &format!("{meant} <"))
}

/// The command lines that `arguments` may mean, if `unknown`, which is not a verb, was one: the word may
/// also be the value of an option, so there is one for each place where it stands.
pub fn rewritten<'a>(arguments: &'a [OsString], unknown: &str) -> impl Iterator<Item = Vec<OsString>> + use<'a> {
    let renamed = RENAMED.iter().find(|(old, _)| *old == unknown);
    renamed.into_iter().flat_map(move |(old, new)| {
        let places = arguments.iter().enumerate().skip(1).filter(move |(_, word)| *word == *old);
        places.map(move |(at, _)| {
            let (before, after) = arguments.split_at(at);
            let new = new.iter().map(OsString::from);
            before.iter().cloned().chain(new).chain(after.iter().skip(1).cloned()).collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_word_is_replaced_wherever_it_may_be_the_verb() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        let found: Vec<_> = rewritten(&words("ctx -f head head --lineage"), "head").collect();
        let meant = ["ctx -f status --head head --lineage", "ctx -f head status --head --lineage"];
        assert_eq!(found, meant.map(words));
        assert_eq!(rewritten(&words("ctx heads"), "heads").count(), 0);
    }
}
