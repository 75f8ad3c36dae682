//! Whether a vote is opened again with the same content.

use std::collections::HashSet;
use std::fmt::Display;
use std::time::Duration;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::kept::vote::record::Vote;
use crate::kept::vote::status::Rule;
use crate::text::timestamp::{Timestamp, end};

/// Checks that `asked`, which lasts so long, is the vote that was opened first.
///
/// # Errors
/// Conflict that names what differs, and who was first.
pub fn check_same(first: &Vote, asked: &Vote, lasts: Option<Duration>) -> Result<()> {
    let mut differing = Vec::new();
    let mut compare = |what: &str, was: String, now: String| {
        if was != now {
            differing.push(format!("{what} {was} (now {now})"));
        }
    };
    let has_same = first.options.iter().collect::<HashSet<_>>() == asked.options.iter().collect::<HashSet<_>>();
    if !has_same {
        compare("options", list(&first.options), list(&asked.options));
    }
    compare("rule", word(first.rule).to_owned(), word(asked.rule).to_owned());
    let has_same = first.voters.iter().collect::<HashSet<_>>() == asked.voters.iter().collect::<HashSet<_>>();
    if !has_same {
        compare("voters", list(&first.voters), list(&asked.voters));
    }
    compare("quorum", option(first.quorum.as_ref()), option(asked.quorum.as_ref()));
    compare("path", first.path.clone(), asked.path.clone());
    // No summary is no other summary: nothing of it is lost.
    if asked.summary.is_some() {
        compare("summary", option(first.summary.as_ref()), option(asked.summary.as_ref()));
    }
    if !lasts_until(first, lasts) {
        compare("until", option(first.until.as_ref()), option(lasts.map(humantime::format_duration).as_ref()));
    }
    if differing.is_empty() {
        return Ok(());
    }
    let Vote { topic, opened_by, opened, .. } = first;
    let why = format!("{opened_by} opened the vote {topic} first, at {opened}, with {}", differing.join(", "));
    Err(Failure::new(Kind::Conflict, why)
        .fact("topic", topic.as_str())
        .fact("opened_by", opened_by.as_str())
        .fact("differing", differing)
        .hint(first.shown())
        .hint("use another topic for another vote")
        .into())
}

/// Whether a vote that lasts so long would have the same end.
fn lasts_until(first: &Vote, lasts: Option<Duration>) -> bool {
    let time = |text: &str| text.parse::<Timestamp>().ok();
    match (first.until.as_deref().and_then(time), lasts) {
        (None, None) => true,
        (Some(until), Some(lasts)) => {
            let expected = time(&first.opened).and_then(|opened| end(opened, lasts).ok());
            // Both times were cut to milliseconds.
            expected.is_some_and(|expected| (until - expected).num_milliseconds().abs() <= 1)
        }
        _ => false,
    }
}

fn word(rule: Rule) -> &'static str {
    match rule {
        Rule::Majority => "majority",
        Rule::Unanimous => "unanimous",
        Rule::Weighted => "weighted",
    }
}

fn list(items: &[impl Display]) -> String {
    if items.is_empty() {
        return option::<String>(None);
    }
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn option<T: Display>(value: Option<&T>) -> String {
    value.map_or_else(|| "none".to_owned(), ToString::to_string)
}
