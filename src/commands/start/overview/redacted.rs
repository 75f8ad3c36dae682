//! Values that are redacted: an overview is printed where `get` of a secret would not be.

use crate::json::key_path::Segment;
use crate::json::pointer::Pointer;
use crate::json::text::outline::Outline;
use crate::kept::redaction::{Redacted, UNSHOWN};

/// Replaces redacted values of an outline, the one at `place`, by a word that says so.
pub fn hide_redacted(outline: &mut Outline, place: &Pointer, redacted: &Redacted) {
    if !redacted.concerns(place) {
        return;
    }
    if outline.members.is_empty() {
        let text = format!("\"{UNSHOWN}\"");
        *outline = Outline { kind: "redacted", bytes: text.len(), count: 0, text, members: Vec::new() };
        return;
    }
    for (segment, member) in &mut outline.members {
        let token = match segment {
            Segment::Key(key) | Segment::Token(key) => key.clone(),
            Segment::Index(index) | Segment::FromEnd(index) => index.to_string(),
        };
        hide_redacted(member, &place.child(&token), redacted);
    }
}
