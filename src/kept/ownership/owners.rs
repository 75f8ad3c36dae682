//! Who owns which places of a document, and how ownership passes on.

use std::collections::HashMap;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::path_syntax::PathError;
use crate::json::pointer::Pointer;
use crate::kept::collection::{Kept, deserialized};
use crate::kept::handoff::id::HandoffId;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::place_index::PlaceIndex;
use crate::text::timestamp::Timestamp;

/// Who owns a place and who did before, as `_ctx.owners` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// The canonical path, which is also the key.
    pub path: String,
    pub owner: AgentName,
    /// The revision that made it so.
    pub rev: Revision,
    /// The handoff that made it so.
    pub handoff: HandoffId,
    /// The former owners, who may no longer write there.
    pub former: Vec<AgentName>,
    /// The end of the time of the last owner, if it is over and no step has recorded that yet.
    #[serde(skip)]
    pub(super) ran_out: Option<RanOut>,
}

/// The end of the time of whoever accepted a handoff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RanOut {
    pub(super) at: String,
    /// Whether the agent may accept the handoff again: it is pending.
    pub(super) is_pending: bool,
}

/// All ownerships of a document, each with its place.
pub struct Owners {
    all: Vec<(Pointer, Ownership)>,
    /// The index of the last ownership of each place.
    last: HashMap<Vec<String>, usize>,
    pub(crate) places: PlaceIndex,
}

impl Owners {
    /// # Errors
    /// As [`Kept::read`].
    pub fn of(document: &Document) -> Result<Self> {
        let placed = |ownership: Ownership| Ok((place(&ownership.path, document)?, ownership));
        let all: Vec<_> = Ownership::all(document)?.into_iter().map(placed).collect::<Result<_>>()?;
        let last = all.iter().enumerate().map(|(i, (place, _))| (place.tokens().to_vec(), i)).collect();
        let places = all.iter().map(|(place, _)| place).collect();
        Ok(Self { all, last, places })
    }

    pub(crate) fn all(&self) -> &[(Pointer, Ownership)] {
        &self.all
    }

    /// The ownership that decides for a place: the nearest one at it or above it.
    pub(crate) fn over(&self, place: &Pointer) -> Option<&Ownership> {
        let mut above = (0..=place.tokens().len()).rev().filter_map(|len| place.tokens().get(..len));
        let nearest = above.find_map(|above| self.last.get(above))?;
        self.all.get(*nearest).map(|(_, ownership)| ownership)
    }

    fn at(&self, place: &Pointer) -> Option<&Ownership> {
        self.last.get(place.tokens())?;
        self.all.iter().find(|(owned, _)| owned == place).map(|(_, ownership)| ownership)
    }

    /// The failure that `agent` handed one of these paths over already, if it did.
    ///
    /// # Errors
    /// Fails if a path is not one.
    pub fn withheld(
        &self,
        document: &Document,
        paths: &[String],
        agent: &AgentName,
        now: Timestamp,
    ) -> Result<Option<Failure>> {
        for path in paths {
            let ownership = self.over(&place(path, document)?);
            if let Some(ownership) = ownership.map_or(Ok(None), |o| o.against(agent, document, now))? {
                return Ok(Some(ownership.conflict(&format!(", so {agent} cannot hand it over"))));
            }
        }
        Ok(None)
    }
}

/// Refuses to hand over a path that nobody can own.
///
/// # Errors
/// Fails for what ctx keeps, and for an item counted from the end, which is another one after each
/// `append`.
pub fn check_place(path: &KeyPath) -> Result<()> {
    reserved::refuse(path)?;
    let from_end = |segment: &Segment| match segment {
        Segment::FromEnd(_) => true,
        Segment::Token(token) => token == "-",
        Segment::Key(_) | Segment::Index(_) => false,
    };
    if path.segments().iter().any(from_end) {
        let why = format!("{path} is a different item after each append, so it cannot be handed over");
        return Err(Failure::new(Kind::Usage, why).hint("count the item from the start: [0]").into());
    }
    Ok(())
}

/// The failure that `agent` handed one of these paths over already, if it did.
///
/// # Errors
/// As [`Owners::of`].
pub fn withheld(document: &Document, paths: &[String], agent: &AgentName, now: Timestamp) -> Result<Option<Failure>> {
    if paths.is_empty() {
        return Ok(None);
    }
    Owners::of(document)?.withheld(document, paths, agent, now)
}

/// Passes the ownership of `paths` from one agent to another.
///
/// # Errors
/// As [`Owners::of`] and [`Draft::put`].
pub fn pass(
    draft: &mut Draft<'_>,
    paths: &[String],
    from: &AgentName,
    to: &AgentName,
    handoff: &HandoffId,
) -> Result<()> {
    for path in paths {
        let owners = Owners::of(draft.document())?;
        let place = place(path, draft.document())?;
        let mut former = owners.over(&place).map(|o| o.former.clone()).unwrap_or_default();
        replace_by(&mut former, to, from);
        let path = owners.at(&place).map_or(path, |o| &o.path).clone();
        let (owner, rev, handoff) = (to.clone(), draft.next_revision(), handoff.clone());
        Ownership { path, owner, rev, handoff, former, ran_out: None }.put(draft)?;
    }
    Ok(())
}

/// Returns what a handoff passed on, unless it was passed on further.
///
/// # Errors
/// As [`pass`].
pub fn give_back(draft: &mut Draft<'_>, from: &AgentName, to: &AgentName, handoff: &HandoffId) -> Result<()> {
    for (_, mut ownership) in Owners::of(draft.document())?.all {
        if ownership.handoff == *handoff && ownership.owner == *from {
            replace_by(&mut ownership.former, to, from);
            ownership.owner = to.clone();
            ownership.rev = draft.next_revision();
            ownership.put(draft)?;
        }
    }
    Ok(())
}

/// Updates the former owners when ownership passes from `before` to `now`.
pub(super) fn replace_by(former: &mut Vec<AgentName>, now: &AgentName, before: &AgentName) {
    if !former.contains(before) {
        former.push(before.clone());
    }
    former.retain(|agent| agent != now);
}

impl Kept for Ownership {
    const MEMBER: &'static str = "owners";
    const NOUN: &'static str = "record of an owner";

    fn read(key: &str, value: &Value) -> Result<Self> {
        deserialized(key, value)
    }

    fn key(&self) -> String {
        self.path.clone()
    }

    fn holds(key: &str, value: &Value) -> bool {
        Self::read(key, value).is_ok_and(|ownership| ownership.path == key && key.parse::<KeyPath>().is_ok())
    }
}

impl Ownership {
    fn put(&self, draft: &mut Draft<'_>) -> Result<()> {
        let value = serde_json::to_value(self)
            .map_err(|e| Failure::new(Kind::BadData, format!("the owner cannot be written: {e}")))?;
        draft.put(&Self::path(&self.path), value)
    }
}

fn place(path: &str, document: &Document) -> Result<Pointer> {
    let path: KeyPath = path.parse().map_err(|e: PathError| {
        Failure::new(Kind::BadData, format!("{path:?}, which was handed over, is not a path: {e}"))
    })?;
    Ok(document.pointer(&path))
}
