//! Values that were derived from an older revision.

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::expiries;
use crate::edit::altered::Altered;
use crate::edit::three_way::{Input, OnConflict, carry, note_carried};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::kept::redaction::{Salt, fill, mark_redacted, refuse_items};
use crate::log::entry::{Action, Entry, Revision};
use crate::log::history::last_change;
use crate::log::point::Point;
use crate::options::at::revision_at;
use crate::session::Context;
use crate::session::choice::choice;
use crate::session::transaction::Request;

/// The base revision of a change, and how to resolve conflicts.
#[derive(Args, Clone, Debug, Default)]
pub struct BaseArgs {
    /// Merge three ways, with the document at POINT as the base
    #[arg(long, value_name = "POINT")]
    pub base: Option<Point>,

    /// Resolve conflicts: keep what is there, replace it with what you bring, or take the value of the agent with
    /// the higher authority (see `ctx authority`) [default: fail with exit code 3]
    #[arg(long, value_name = "HOW", requires = "base", value_parser = choice(&OnConflict::ALL))]
    pub on_conflict: Option<OnConflict>,
}

impl BaseArgs {
    /// Merges values that were derived from the document at `since` into the current one. With
    /// `salts`, one for each value, they are redacted. Says what became of them if the base is stale.
    ///
    /// # Errors
    /// A revision that is not in the log, and those of [`carry`], [`mark_redacted`] and [`Request::run`].
    pub fn run(
        &self,
        since: &Point,
        values: &[(KeyPath, Value)],
        salts: &[Salt],
        request: Request,
        action: &Action,
        context: &mut Context<'_>,
    ) -> Result<()> {
        let since = revision_at(since, context)?;
        let agent = &context.session.agent().with_context(|| context.could_not(&request.tried))?;
        let done = request.run(context, |draft| {
            let base = &base(draft, since)?;
            // Before the values, so that messages about them do not show them.
            for ((path, _), salt) in values.iter().zip(salts) {
                mark_redacted(draft, path, agent, salt)?;
            }
            let settled = carry(draft, &Input { base, since, values, agent, on_conflict: self.on_conflict })?;
            // The merge may have added an array that contains the path.
            values.iter().zip(salts).try_for_each(|((path, _), _)| refuse_items(draft.document(), path))?;
            let mut action = action.clone();
            note_carried(&mut action.args, since, settled);
            Ok((action, told(draft, base, since, values)?))
        })?;
        done.print(context.out, []);
        if let Some(told) = &done.value {
            context.session.say(told);
        }
        Ok(())
    }
}

/// What became of the values, if others changed something there since the base.
fn told(draft: &Draft<'_>, base: &Document, since: Revision, values: &[(KeyPath, Value)]) -> Result<Option<String>> {
    let mut last = None::<Entry>;
    for (path, _) in values {
        let change = last_change(draft.history(), &draft.document().pointer(path), since)?;
        last = last.into_iter().chain(change).max_by_key(|entry| entry.link.rev);
    }
    let Some(last) = last else { return Ok(None) };
    let mut altered = Altered::of(draft, Some(base));
    for (path, value) in values {
        altered.compare(path, value);
    }
    let otherwise = if altered.stands() { "your changes stand" } else { "you changed nothing since the base" };
    let became = altered.told().unwrap_or_else(|| otherwise.to_owned());
    Ok(Some(format!("merged with revision {} of {}: {became}", last.link.rev, last.change.author.agent)))
}

fn base(draft: &Draft<'_>, since: Revision) -> Result<Document> {
    // Before the first change the document was empty, whatever the log still has.
    if since == Revision::START {
        return Ok(Document::default());
    }
    let mut base = expiries::checkout_visible(draft.history(), Some(draft.later()), since)?.document;
    // A value of which the log has only the hash, and which is unchanged, is taken from the document.
    fill(&mut base, draft.document());
    Ok(base)
}
