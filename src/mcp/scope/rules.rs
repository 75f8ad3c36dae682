//! What may be seen and changed: what is allowed, without what is denied.

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::glob::Glob;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::kept::access::Side;
use crate::log::agent::AgentName;

/// What may be seen and changed.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only what these cover; everything if there are none.
    pub allow: Vec<Glob>,
    /// Nothing of what these cover.
    pub deny: Vec<Glob>,
    /// What the document lets the agent see. What it lets it change is judged with every change.
    pub rule: Side,
    /// Who reads the log, and the handoffs that are from or to that agent.
    pub reader: Option<AgentName>,
    pub handoffs: Vec<String>,
}

impl Scope {
    /// Whether nothing is restricted.
    pub fn is_free(&self) -> bool {
        self.allow.is_empty() && self.deny.is_empty() && self.rule == Side::Free
    }

    /// Whether what is at a place may be seen and changed, as far as it is not denied below it.
    pub fn allows(&self, place: &[Segment]) -> bool {
        self.is_free()
            || (!is_kept(place)
                && (self.allow.is_empty() || self.allow.iter().any(|glob| glob.covers(place)))
                && self.rule.allows(&KeyPath::new(place.to_vec()))
                && !self.deny.iter().any(|glob| glob.covers(place)))
    }

    /// Whether something below a place may be seen and changed.
    fn allows_below(&self, place: &[Segment]) -> bool {
        (self.allow.is_empty() || self.allow.iter().any(|glob| glob.leads_below(place)))
            && self.rule.leads_below(&KeyPath::new(place.to_vec()))
    }

    /// Whether something below a place may be denied.
    fn denies_below(&self, place: &[Segment]) -> bool {
        self.deny.iter().any(|glob| glob.leads_below(place))
    }

    /// Whether a place and all below it may be seen and changed.
    pub fn allows_all(&self, place: &[Segment]) -> bool {
        self.is_free() || (self.allows(place) && !self.denies_below(place))
    }

    /// Whether anything at a place or below it may be seen.
    pub fn allows_any(&self, place: &[Segment]) -> bool {
        self.allows(place)
            || (!is_kept(place) && self.allows_below(place) && !self.deny.iter().any(|glob| glob.covers(place)))
    }
}

/// Whether a place is in what ctx keeps.
fn is_kept(place: &[Segment]) -> bool {
    matches!(place.first(), Some(Segment::Key(key)) if key == RESERVED_KEY)
}

/// The steps to a place, each a key, as patterns are compared with it.
pub fn steps(place: &Pointer) -> Vec<Segment> {
    place.tokens().iter().cloned().map(Segment::Key).collect()
}

/// The steps of a path in a document.
pub fn steps_of(path: &KeyPath, document: &Document) -> Vec<Segment> {
    steps(&document.pointer(path))
}
