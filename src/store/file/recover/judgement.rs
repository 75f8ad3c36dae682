//! Whether the document is that of the last record, for callers who write nothing.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::text::held::unread;
use crate::kept::redaction;
use crate::log::digest::Digest;
use crate::log::entry::Entry;
use crate::platform::filesystem::FileSystem;
use crate::store::file::layout::document::read_document;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::recover::classify::classify;
use crate::store::file::recover::finding::{Finding, Found, Layout};
use crate::store::file::recover::opened::Opened;

/// What the document was found to be if nothing is wrong with it.
#[derive(Default)]
pub struct Judged {
    pub behind: bool,
    pub other_layout: bool,
    pub lost: Vec<KeyPath>,
}

/// Checks that the document is that of the last record, by the rules of every reader and writer.
///
/// # Errors
/// Fails if it is not, with the reason, or on an I/O error.
pub fn check_document<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    last: &Entry,
) -> Result<Judged> {
    let digest = |text: &[u8]| {
        format!("its SHA-256 is {}, and that of revision {} is {}", Digest::of(text), last.link.rev, last.link.post)
    };
    let (why, hint) = match classify(files, opened) {
        Ok(Found { finding: Finding::Behind(None), .. }) => return Ok(Judged { behind: true, ..Judged::default() }),
        Ok(Found { finding: Finding::Current(document, layout), .. }) => {
            let lost = redaction::lost(&document);
            // The log has hashes of the redacted values: they must be those of the values in the document.
            let recorded = last.change.redacted_post;
            if recorded.is_none() || redaction::digest(&document).map_err(|e| unread(&e))? == recorded {
                let other_layout = layout == Layout::Another && lost.is_empty();
                return Ok(Judged { other_layout, lost, ..Judged::default() });
            }
            let why = "what it holds is not what the log has the hashes of".to_owned();
            (why, "it was changed without ctx, and so was its log: to see what can be done: ctx repair")
        }
        Ok(Found { finding: Finding::Behind(Some(why)) | Finding::InTheWay(_, why), .. }) => {
            (why, "the next write mends it; or at once: ctx repair --yes")
        }
        Ok(Found { finding: Finding::Unrecorded(..) | Finding::New, text, .. }) => {
            (digest(&text), "it was changed without ctx: the next write records that, as `external`")
        }
        // It may have the bytes that the log says, and still not be readable.
        Err(error) if is_at(files, opened, last)? => return Err(error),
        Err(error) => match error.downcast_ref::<Failure>() {
            Some(failure) if failure.kind == Kind::BadData => {
                (format!("{error:#}"), "to see what can be done: ctx repair")
            }
            _ => return Err(error),
        },
    };
    let (shown, rev) = (files.document.display(), last.link.rev);
    Err(Failure::new(Kind::BadData, format!("the log is sound, but {shown} is not its revision {rev}: {why}"))
        .fact("file", shown.to_string())
        .fact("document", shown.to_string())
        .fact("rev", rev.number())
        .hint(hint)
        .into())
}

/// Whether the document has the bytes of the last record.
fn is_at<S: FileSystem>(files: &ContextFiles<S>, opened: &Opened<S::File>, last: &Entry) -> Result<bool> {
    let text = opened.document.as_ref().map(|document| read_document(files, document)).transpose()?;
    Ok(text.is_some_and(|text| Digest::of(&text) == last.link.post))
}
