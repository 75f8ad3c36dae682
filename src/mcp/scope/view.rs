//! The context as a client sees it: an engine over the engine, so that whatever is read is read through it.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::kept::access::{Access, Side};
use crate::kept::collection::Kept as _;
use crate::kept::handoff::Handoff;
use crate::log::agent::{Addressee, AgentName};
use crate::log::entry::{Entry, Revision};
use crate::log::history::History;
use crate::log::unread::Unread;
use crate::mcp::scope::lineage::Lineage;
use crate::mcp::scope::rules::Scope;
use crate::session::current::Current;
use crate::store::capability::hold::Hold;
use crate::store::edited::Edit;
use crate::store::watch::Watch;
use crate::store::{Engine, Origin, Outcome, Snapshot, Store};

/// What a client sees, and the last snapshot, which all calls share.
#[derive(Clone)]
pub struct Sight {
    /// What the server lets its client see and change.
    pub scope: Arc<Scope>,
    /// Whose rules of the document hold too.
    pub agent: AgentName,
    pub last: Arc<Current<Arc<Snapshot>>>,
    pub lineage: Arc<Lineage>,
}

/// The context as a client sees it.
#[derive(Clone)]
pub struct View {
    pub engine: Rc<dyn Engine>,
    pub sight: Sight,
    /// Where the document is.
    pub file: PathBuf,
}

/// What of a snapshot is seen.
///
/// # Errors
/// Fails if the document cannot be read.
pub fn seen_of(snapshot: &Snapshot, scope: &Scope) -> Result<Snapshot> {
    let whole = snapshot.document.to_value();
    if let Some(fault) = snapshot.document.fault() {
        return Err(Failure::from(fault).into());
    }
    let mut seen = match scope.part(&[], &whole) {
        Some(Value::Object(members)) => members,
        _ => Map::new(),
    };
    // Tasks, handoffs and leases are read from it.
    seen.extend(whole.get(RESERVED_KEY).map(|kept| (RESERVED_KEY.to_owned(), kept.clone())));
    let document = Document::try_from(Value::Object(seen)).map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
    let size = document.size();
    Ok(Snapshot { document, size, ..*snapshot })
}

impl View {
    /// The snapshot as it is, from memory if it is still current.
    ///
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn whole(&self) -> Result<Arc<Snapshot>> {
        self.sight.last.get_at(self.engine.as_ref(), &self.file)
    }

    /// The snapshot as it is seen.
    ///
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn seen(&self) -> Result<Arc<Snapshot>> {
        let whole = self.whole()?;
        let scope = self.scope_of(&whole)?;
        if scope.is_free() { Ok(whole) } else { Ok(Arc::new(seen_of(&whole, &scope)?)) }
    }

    /// What is seen, by the rules of the server and of the document as it is.
    ///
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn scope(&self) -> Result<Arc<Scope>> {
        self.scope_of(&*self.whole()?)
    }

    /// What the server, and what the document as it is, lets its client change.
    ///
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn judging(&self) -> Result<[Arc<Scope>; 2]> {
        let write = Access::of(&self.whole()?.document, &self.sight.agent)?.write;
        Ok([Arc::clone(&self.sight.scope), Arc::new(Scope { rule: write, ..Scope::default() })])
    }

    fn scope_of(&self, whole: &Snapshot) -> Result<Arc<Scope>> {
        let access = Access::of(&whole.document, &self.sight.agent)?;
        let own = Arc::clone(&self.sight.scope);
        if access.read == Side::Free && own.is_free() {
            return Ok(own);
        }
        let agent = &self.sight.agent;
        let is_own = |handoff: &Handoff| {
            let to_me = match &handoff.to {
                Addressee::Anyone => true,
                Addressee::Agent(name) => name == agent,
            };
            to_me || handoff.from == *agent
        };
        let handoffs = Handoff::all(&whole.document).unwrap_or_default();
        let handoffs = handoffs.iter().filter(|handoff| is_own(handoff)).map(Handoff::key).collect();
        Ok(Arc::new(Scope { rule: access.read, reader: Some(agent.clone()), handoffs, ..Scope::clone(&own) }))
    }
}

impl History for View {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let scope = self.scope()?;
        self.engine.newest_first(&mut |entry| visit(scope.seen(entry)))
    }

    fn newest_first_from(&self, last: Revision, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let scope = self.scope()?;
        self.engine.newest_first_from(last, &mut |entry| visit(scope.seen(entry)))
    }

    fn recent(
        &self,
        bound: (Revision, u64),
        visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<Option<Unread>> {
        let scope = self.scope()?;
        self.engine.recent(bound, &mut |entry| visit(scope.seen(entry)))
    }
}

impl Store for View {
    fn read(&self) -> Result<Snapshot> {
        Ok(Arc::unwrap_or_clone(self.seen()?))
    }

    fn transact(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>> {
        self.engine.transact(origin, edit)
    }

    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let scope = self.scope()?;
        self.engine.entries(since, &mut |entry| visit(scope.seen(entry)))
    }

    fn glance(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<bool> {
        let scope = self.scope()?;
        self.engine.glance(&mut |entry| visit(scope.seen(entry)))
    }

    fn watch(&self) -> Box<dyn Watch> {
        self.engine.watch()
    }
}

impl Engine for View {
    fn hold(&self) -> Option<&dyn Hold> {
        self.engine.hold()
    }
}
