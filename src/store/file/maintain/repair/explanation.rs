//! Explaining what is damaged, and what a repair does about it.

use anyhow::Result;

use crate::log::digest::Digest;
use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::store::capability::repair::Damage;
use crate::store::file::layout::files::{ContextFiles, saved};
use crate::store::file::maintain::repair::diagnosis::{Damaged, Segment, sound_document, text_of};
use crate::store::file::maintain::repair::new_log::before_damage;
use crate::store::file::maintain::repair::set_aside::name_aside;
use crate::store::file::recover::opened::Opened;

/// Explains a damage.
///
/// # Errors
/// Fails if what is damaged cannot be read, to tell the name under which it is kept.
pub(super) fn explain<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    damaged: &Damaged,
) -> Result<Damage> {
    let (log, document) = (files.log.display(), files.document.display());
    let lost = "older changes cannot be shown or undone";
    let (why, remedy) = match damaged {
        Damaged::Log { why } => {
            let with = if sound_document(files, opened).is_ok_and(|sound| sound.is_some()) {
                "the document as it is".to_owned()
            } else if let Some((rev, _)) = opened.journal.as_ref().and_then(before_damage) {
                format!("that of revision {rev}, the last it gives: {document} is damaged too")
            } else {
                let remedy = format!("nothing, until a sound copy of {document} is put in its place");
                return Ok(Damage { why: why.clone(), remedy });
            };
            let kept = name_aside(files, &files.log)?;
            (why.clone(), format!("keep {log} as {}, and begin a new log with {with}; {lost}", kept.display()))
        }
        Damaged::Document { why, head } => {
            let text = text_of(files, opened)?.unwrap_or_default();
            let kept = saved(&files.document, "corrupt", &Digest::of(&text));
            let rebuild = format!("rebuild revision {} from {log}", head.rev);
            (why.clone(), format!("keep {document} as {}, and {rebuild}", kept.display()))
        }
        Damaged::Segment(Segment { why, first, path }) => {
            let said = format!("record that what is before revision {} cannot be shown", first.rev);
            let remedy = match path {
                Some(path) => {
                    let kept = name_aside(files, path)?;
                    format!("keep {} as {}, and {said}", path.display(), kept.display())
                }
                None => said,
            };
            (why.clone(), remedy)
        }
        Damaged::Unpublished { rev } => {
            let why = format!("{document} is not yet revision {rev}: its writer died");
            (why, format!("replace it by revision {rev}, from {log}, as the next change would"))
        }
        Damaged::Torn { bytes, end } => {
            let torn = opened.journal.as_ref().map(|journal| journal.bytes_behind(*end)).transpose();
            let torn = torn.map_err(|e| io_failure("read", &files.log, &e))?.unwrap_or_default();
            let kept = saved(&files.log, "torn", &Digest::of(&torn));
            let why = format!("{log} ends with {bytes} bytes of a record whose writer died");
            (why, format!("keep them as {}, and cut them off, as the next change would", kept.display()))
        }
        Damaged::LeftOver => {
            let why = format!("{} was left by a writer that died", files.temporary.display());
            (why, "remove it, as the next change would".to_owned())
        }
        Damaged::Behind { why, rev } => {
            (format!("{document}: {why}"), format!("rebuild revision {rev} from {log}, as the next change would"))
        }
        Damaged::Deleted { rev } => {
            let gone = if opened.journal.is_some() { "is empty" } else { "is missing" };
            let why = format!("{log} {gone}, and revision {rev} was recorded");
            (why, format!("begin a new log with the document as it is, as the next change would; {lost}"))
        }
    };
    Ok(Damage { why, remedy })
}
