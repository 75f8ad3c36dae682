//! A document's text with other values in some places, without changing the document.

use std::borrow::Cow;

use serde_json::Value;

use crate::json::document::Document;
use crate::json::key_path::Segment;
use crate::json::text::held::Text;
use crate::json::text::layout;
use crate::json::text::span::Span;
use crate::platform::content::Content;

/// Keys from the top, objects only, and what stands there instead.
pub type Replaced = (Vec<String>, Value);

/// A document's text with other values in some places.
pub struct TextWith<'d> {
    pub content: Box<dyn Content + 'd>,
    /// As [`Document::unchanged`].
    pub unchanged: usize,
}

impl Document {
    /// The canonical text with these values in place of those that are there, piece by piece. Places
    /// that are not there are left out. Of places inside one another, the first counts.
    #[must_use]
    pub fn text_with(&self, replaced: &[Replaced]) -> TextWith<'_> {
        self.pieces_with(replaced).unwrap_or_else(|| {
            let mut document = self.clone();
            for (keys, value) in replaced {
                document.replace_at_keys(keys, value.clone());
            }
            TextWith { content: Box::new(document), unchanged: 0 }
        })
    }

    /// `None` if the document is not held as its text, or if places overlap.
    fn pieces_with(&self, replaced: &[Replaced]) -> Option<TextWith<'_>> {
        let indexed = self.text.as_ref()?;
        let mut spans: Vec<(Span, Vec<u8>)> = Vec::with_capacity(replaced.len());
        for (keys, value) in replaced {
            let path: Vec<Segment> = keys.iter().cloned().map(Segment::Key).collect();
            if let Some(span) = indexed.span(&path).ok()? {
                spans.push((span, layout::value(keys.len(), value)));
            }
        }
        spans.sort_by_key(|(span, _)| span.from);
        if let Text::Pieces(pieces) = &indexed.text {
            let mut changed = pieces.clone();
            spans.iter().rev().for_each(|(span, value)| changed.splice(*span, value));
            let unchanged = changed.unchanged();
            return Some(TextWith { content: Box::new(changed), unchanged });
        }
        let text = self.text()?;
        let (mut pieces, mut at) = (Vec::with_capacity(2 * spans.len() + 1), 0);
        for (span, value) in spans {
            pieces.push(Cow::Borrowed(text.get(at..span.from)?));
            pieces.push(Cow::Owned(value));
            at = span.to;
        }
        pieces.push(Cow::Borrowed(text.get(at..)?));
        Some(TextWith { content: Box::new(pieces), unchanged: 0 })
    }
}
