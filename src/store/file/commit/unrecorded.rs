//! Recording a change that ctx did not make: a document that was there before its log, an edit without
//! ctx, a log that was deleted.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::readable::Publishable;
use crate::kept::limit::{Before, too_large};
use crate::kept::{admission, redaction};
use crate::log::entry::Change;
use crate::platform::filesystem::FileSystem;
use crate::store::file::commit::base::Base;
use crate::store::file::commit::committed::commit;
use crate::store::file::commit::drafted::{Content, Drafted};
use crate::store::file::journal::head::Head;
use crate::store::file::journal::rotate::Rotation;
use crate::store::file::layout::document::read_document;
use crate::store::file::recover::finding::Unrecorded;
use crate::store::file::recover::rebuild::document_in_log;
use crate::store::redact::{keep_redacted, redact_whole};
use crate::store::seal::join_notes;

/// Records a change that ctx did not make, as a revision of its own. It may be raced: the caller opens
/// the files again in any case.
///
/// # Errors
/// Fails if the document cannot be taken over, or on an I/O error.
pub fn record_unrecorded<S: FileSystem>(mut base: Base<'_, S>, what: Unrecorded, mut document: Document) -> Result<()> {
    let before = match (what, &base.head) {
        (Unrecorded::External, Some(head)) => Some(document_in_log(&base.opened, head)?),
        _ => None,
    };
    let kept_out = admission::admit(&mut document, before.as_ref().unwrap_or(&Document::default()));
    if let Some(before) = &before {
        keep_redacted(&mut document, before)?;
    }
    let mut change = base.locked.change(&base.opened.boot, what.op(), serde_json::Value::Null);
    change.author.recorded_by = Some(std::mem::replace(&mut change.author.agent, "unknown".to_owned()));
    change.message = None;
    let published = Publishable::of(document).map_err(Failure::from)?;
    check_size(&base, &published)?;
    let replaced = if kept_out.is_empty() { None } else { save_replaced(&base)? };
    let redacted = redact_whole(&mut change, published.document().document());
    let recorded = redacted.as_ref().unwrap_or(published.document().document());
    change.state = Some(recorded.to_value());
    let note = note_of_kept(&base, &kept_out, replaced, (before.as_ref(), recorded));
    change.note = join_notes(base.note.take(), note);
    match what {
        Unrecorded::Import => {}
        Unrecorded::Gap(rev, h) => {
            base.head = Some(Head::without_log(rev, h));
            let why = "the log was deleted, so what was in it cannot be shown or undone";
            (base.locked.options.report)(&format!("{}: {why}", base.locked.files.log.display()));
            change.note = join_notes(Some(why.to_owned()), change.note);
        }
        Unrecorded::External => before.map_or(Ok(()), |before| record_steps(&mut change, before, recorded))?,
    }
    // The bytes that were found are not kept if all of their content came in: a document has no comments
    // and no key twice, so the state in the record has all but the layout.
    let content = Content::New { published, is_recovered: false };
    commit(Drafted { base, change, content, rotation: Rotation::WhenLong }).map(drop)
}

/// Gives the change the patch from the document `before` to the `recorded` one, and its inverse.
fn record_steps(change: &mut Change, mut before: Document, recorded: &Document) -> Result<()> {
    change.patch = redaction::steps(&before, recorded);
    let undo = before.apply(&change.patch);
    change.undo = undo.map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
    Ok(())
}

/// Refuses a document that only the layout of ctx brings over the limit. What was written without ctx
/// may be as long as it is, and what the command's own limit allows is admitted.
fn check_size<S: FileSystem>(base: &Base<'_, S>, published: &Publishable) -> Result<()> {
    let there = base.opened.document.as_ref().map_or(0, |document| document.identity.size);
    let (document, size) = (published.document().document(), published.size());
    let own = base.locked.options.max_size;
    let limit = Before::of(document, there).exceeded(document, size, own)?;
    let Some(limit) = limit.filter(|_| size > own.bytes()) else { return Ok(()) };
    let shown = base.locked.files.document.display();
    let why = format!("{shown} has {there} bytes, and {size} as ctx writes it, more than the limit of {limit}");
    Err(too_large(why, size, limit, "to allow that: export CTX_MAX_SIZE=").into())
}

/// Saves the bytes of a document of which not all comes in; the name of the file that holds them.
fn save_replaced<S: FileSystem>(base: &Base<'_, S>) -> Result<Option<String>> {
    let Some(document) = &base.opened.document else { return Ok(None) };
    let (locked, files) = (base.locked, base.locked.files);
    locked.save(&files.document, "replaced", &read_document(files, document)?).map(Some)
}

/// What the record says of `_ctx`: what was kept out of it, and what differs from before.
fn note_of_kept<S: FileSystem>(
    base: &Base<'_, S>,
    kept_out: &[KeyPath],
    replaced: Option<String>,
    (before, recorded): (Option<&Document>, &Document),
) -> Option<String> {
    let (options, shown) = (base.locked.options, base.locked.files.document.display());
    let out = (!kept_out.is_empty()).then(|| {
        let named = admission::named(kept_out);
        let saved = replaced.map(|name| format!("; what was there is saved as {name}")).unwrap_or_default();
        let note = format!("kept out of {RESERVED_KEY} what does not hold there: {named}{saved}");
        (options.insist)(&format!("{shown}: {note}"));
        note
    });
    let changed = admission::changed(before.unwrap_or(&Document::default()), recorded);
    let what = if before.is_some() { "it changed what ctx keeps" } else { "it came with what ctx keeps" };
    let told = (!changed.is_empty()).then(|| format!("{what}: {}", admission::named(&changed)));
    if let Some(told) = &told {
        (options.report)(&format!("{shown} was changed without ctx: {told}"));
    }
    join_notes(out, told)
}
