//! What the rules say of one agent.

use anyhow::Result;

use crate::json::document::Document;
use crate::json::glob::Glob;
use crate::json::key_path::KeyPath;
use crate::kept::access::rule::{Rule, check_whole};
use crate::kept::collection::Kept as _;
use crate::log::agent::{Addressee, AgentName};

/// What one agent may read and write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    pub read: Side,
    pub write: Side,
}

/// One of reading and writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// No rule restricts it.
    #[default]
    Free,
    /// What these cover is allowed, by the rule for this agent or for all that have none.
    Only(Vec<Glob>, Addressee),
}

impl Access {
    /// What the rules of a document say of an agent.
    ///
    /// # Errors
    /// As [`Kept::read`](crate::kept::collection::Kept::read).
    pub fn of(document: &Document, agent: &AgentName) -> Result<Self> {
        Self::for_each_of(document, &[Addressee::Agent(agent.clone()), Addressee::Anyone])
    }

    /// What the rules say of an agent that none names.
    ///
    /// # Errors
    /// As [`Access::of`].
    pub fn of_others(document: &Document) -> Result<Self> {
        Self::for_each_of(document, &[Addressee::Anyone])
    }

    fn for_each_of(document: &Document, names: &[Addressee]) -> Result<Self> {
        let mut access = Self::default();
        check_whole(document)?;
        if document.kept(Rule::MEMBER).is_none() {
            return Ok(access);
        }
        for name in names {
            let Some(rule) = Rule::get(document, name)? else { continue };
            access.read.fall_back_to(rule.sides.read, name);
            access.write.fall_back_to(rule.sides.write, name);
        }
        Ok(access)
    }
}

impl Side {
    /// Whether the value at a path is allowed, with all below. Items counted from the end must be looked up before
    /// ([`Document::pointer`]).
    #[must_use]
    pub fn allows(&self, path: &KeyPath) -> bool {
        match self {
            Self::Free => true,
            Self::Only(globs, _) => globs.iter().any(|glob| glob.covers(path.segments())),
        }
    }

    /// Whether something below a path may be allowed.
    #[must_use]
    pub fn leads_below(&self, path: &KeyPath) -> bool {
        match self {
            Self::Free => true,
            Self::Only(globs, _) => globs.iter().any(|glob| glob.leads_below(path.segments())),
        }
    }

    fn fall_back_to(&mut self, globs: Option<Vec<Glob>>, name: &Addressee) {
        if let (Self::Free, Some(globs)) = (&self, globs) {
            *self = Self::Only(globs, name.clone());
        }
    }
}
