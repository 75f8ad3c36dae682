//! Printing matches.

use anyhow::Result;
use serde_json::{Map, Number, Value};

use crate::commands::data::search::seeker::{Match, Seeker};
use crate::json::document::pretty;
use crate::output::escape;
use crate::session::Context;
use crate::text::rank::Score;
use crate::text::size::Size;

/// How matches are printed.
pub struct Form {
    pub query: String,
    /// The command line, without bounds.
    pub command: String,
    pub is_json: bool,
    /// The most bytes.
    pub max_bytes: Option<Size>,
    /// The most matches that any command prints.
    pub most: usize,
}

/// Prints the matches, as many as fit, and says how many are not shown.
///
/// # Errors
/// Fails if standard output cannot be written.
pub fn print(form: &Form, seeker: Seeker, context: &mut Context<'_>) -> Result<()> {
    let matching = usize::try_from(seeker.matching()).unwrap_or(usize::MAX);
    let matches = seeker.take();
    let most = form.max_bytes.map_or(usize::MAX, |size| usize::try_from(size.bytes()).unwrap_or(usize::MAX));
    let shown = if form.is_json {
        print_json(form, matching, &matches, most, context)?
    } else {
        print_lines(&matches, most, context)?
    };
    let left = matching.saturating_sub(shown);
    if left > 0 && !form.is_json {
        context.out.flush()?;
        let bound = if shown < matches.len() {
            format!("--max-bytes {}", most.saturating_mul(4))
        } else {
            format!("-n {}", form.most.min(matching))
        };
        let hint = format!("to see more: {} {bound}", form.command);
        let hints = if shown == form.most { Vec::new() } else { vec![hint] };
        context.session.say_with_hints(&format!("{left} more match{}", if left == 1 { "es" } else { "" }), &hints);
    }
    Ok(())
}

fn print_lines(matches: &[(Score, Match)], most: usize, context: &mut Context<'_>) -> Result<usize> {
    let mut left = most;
    for (shown, (_, Match { label, line, .. })) in matches.iter().enumerate() {
        let line = line.as_ref().map_or_else(|| label.clone(), |line| format!("{label}: {line}"));
        let size = escape(&line, false).len() + 1;
        let Some(rest) = left.checked_sub(size) else { return Ok(shown) };
        left = rest;
        context.out.fitted(&[line])?;
    }
    Ok(matches.len())
}

fn print_json(
    form: &Form,
    matching: usize,
    matches: &[(Score, Match)],
    most: usize,
    context: &mut Context<'_>,
) -> Result<usize> {
    let size = |shown: &usize| pretty(&answer(form, matching, matches.get(..*shown).unwrap_or_default())).len();
    let counts: Vec<usize> = (1..=matches.len()).collect();
    let shown = if most == usize::MAX { matches.len() } else { counts.partition_point(|shown| size(shown) <= most) };
    context.out.json(&answer(form, matching, matches.get(..shown).unwrap_or_default()))?;
    Ok(shown)
}

/// The answer as JSON: the matches that are shown, and how many there are.
pub fn answer(form: &Form, matching: usize, shown: &[(Score, Match)]) -> Value {
    let matches: Vec<Value> = shown.iter().map(to_json).collect();
    let members =
        [("query", Value::from(form.query.as_str())), ("matching", matching.into()), ("matches", matches.into())];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

fn to_json((score, found): &(Score, Match)) -> Value {
    let mut members = found.members.clone();
    if let Some(line) = &found.line {
        members.insert("text".to_owned(), line.as_str().into());
    }
    // Three digits say enough.
    let points = Number::from_f64((score.points * 1000.0).round() / 1000.0);
    members.insert("score".to_owned(), points.map_or(Value::Null, Value::Number));
    members.into()
}
