//! One call: the context as its client sees it, and what it may do with it.

use std::sync::Arc;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::{RESERVED_KEY, to_value};
use crate::log::agent::AgentName;
use crate::mcp::link::Link;
use crate::mcp::scope::{Naming, Scope, Sight, View, refusal, steps, steps_of};
use crate::output::Output;
use crate::session::gate::{Client, Gate};
use crate::session::settings::Settings;
use crate::session::{Context, Session};
use crate::store::Snapshot;

/// Who asks, and what they may.
pub struct Asking {
    pub settings: Settings,
    pub id: String,
    pub is_read_only: bool,
    /// Whether it makes the context if there is none, as the command that changes one does.
    pub creates: bool,
    pub sight: Sight,
}

/// One call.
pub struct Call<'c, 's> {
    pub context: &'c mut Context<'s>,
    pub view: View,
    pub link: &'c Link,
    pub is_read_only: bool,
}

/// What a call may change.
struct Checked {
    scope: Arc<Scope>,
    link: Link,
    is_read_only: bool,
}

impl Asking {
    /// Runs a call, which is named `verb` in the log and in the lock file. Returns what it gave, and the notes.
    pub fn run<T>(
        self,
        verb: &str,
        link: &Link,
        run: impl FnOnce(&mut Call<'_, '_>) -> Result<T>,
    ) -> (Result<T>, Vec<String>) {
        let Self { settings, id, is_read_only, creates, sight } = self;
        let gate = Arc::new(Checked { scope: Arc::clone(&sight.scope), link: link.clone(), is_read_only });
        let session = Session::of_client(settings, format!("mcp {verb}"), Client { id, gate });
        session.without_notice();
        let result = opened(&session, sight, link, (is_read_only, creates), run);
        let result = session.reading.check().and(result);
        (result, session.heard.take())
    }
}

fn opened<T>(
    session: &Session,
    sight: Sight,
    link: &Link,
    (is_read_only, creates): (bool, bool),
    run: impl FnOnce(&mut Call<'_, '_>) -> Result<T>,
) -> Result<T> {
    link.check()?;
    // What a verb prints goes nowhere: the answer is what it returns.
    let mut out = Output::to(Box::new(std::io::sink()));
    let context = session.open(&mut out)?;
    if !creates {
        context.must_exist()?;
    }
    // A document that is still the same file belongs to the same context.
    if !sight.last.is_at(&context.file)
        && let Some(note) = sight.lineage.check(context.store.as_ref(), &context.file, creates)?
    {
        session.say(&note);
    }
    let (file, mut view) = (context.file.clone(), None);
    let mut context = context.through(|engine| {
        let seen = View { engine: engine.into(), sight, file };
        view = Some(seen.clone());
        Box::new(seen)
    });
    let view = view.ok_or_else(|| Failure::new(Kind::Io, "the context was not opened"))?;
    let mut call = Call { context: &mut context, view, link, is_read_only };
    run(&mut call).map_err(|error| call.seen_failure(error))
}

impl Gate for Checked {
    fn enter(&self) -> Result<()> {
        self.link.check()?;
        if self.is_read_only {
            return Err(Failure::new(Kind::Refused, "this server only reads (--read-only)").into());
        }
        Ok(())
    }

    fn pass(&self, draft: &Draft<'_>, before: usize) -> Result<()> {
        if self.scope.is_free() {
            return Ok(());
        }
        for (operation, inverse) in draft.operations().skip(before) {
            let place = operation.path();
            if place.tokens().first().is_some_and(|key| key == RESERVED_KEY) {
                continue;
            }
            let place = steps(place);
            let refused = match (held(inverse), held(operation)) {
                (None, None) if !self.scope.allows_all(&place) => Some(place),
                (old, new) => self.scope.refused(&place, old, new),
            };
            if let Some(place) = refused {
                return Err(refusal(&KeyPath::new(place), "change").into());
            }
        }
        Ok(())
    }
}

/// The value that an operation leaves at its place.
fn held(operation: &Operation) -> Option<&serde_json::Value> {
    match operation {
        Operation::Add { value, .. } | Operation::Replace { value, .. } => Some(value),
        _ => None,
    }
}

impl Call<'_, '_> {
    /// The snapshot as the client sees it.
    ///
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>> {
        self.view.seen()
    }

    /// # Errors
    /// Refused if the client may see nothing at a path, nor below it.
    pub fn may_see(&self, path: &KeyPath, document: &Document) -> Result<()> {
        let scope = self.view.scope()?;
        if scope.allows_any(&steps_of(path, document)) { Ok(()) } else { Err(refusal(path, "see").into()) }
    }

    /// # Errors
    /// Refused unless the client may see all at a path and below it: what a failure says of it would tell it the rest.
    pub fn may_see_all(&self, path: &KeyPath, document: &Document) -> Result<()> {
        let scope = self.view.scope()?;
        if scope.allows_all(&steps_of(path, document)) { Ok(()) } else { Err(refusal(path, "see all of").into()) }
    }

    /// Judges what the call names, whatever is there. What it does beside that is judged with the change.
    ///
    /// # Errors
    /// Refused if the server or the document does not let the client change it.
    pub fn may_change<'n>(&self, named: impl IntoIterator<Item = (&'n KeyPath, Naming<'n>)>) -> Result<()> {
        let scopes = self.view.judging()?;
        for (path, naming) in named {
            let refused = scopes.iter().find_map(|scope| scope.refuses(path, &naming));
            if let Some(place) = refused {
                return Err(refusal(&KeyPath::new(place), "change").into());
            }
        }
        Ok(())
    }

    /// The agent that asks.
    ///
    /// # Errors
    /// As [`Session::agent`].
    pub fn agent(&self) -> Result<AgentName> {
        self.context.session.agent()
    }
}

/// A thing as JSON.
///
/// # Errors
/// Fails if it has no form in JSON.
pub fn data(thing: &impl serde::Serialize) -> Result<serde_json::Value> {
    Ok(to_value(thing)?)
}

/// Fails as a document does that turned out to be unreadable.
///
/// # Errors
/// That.
pub fn check(document: &Document) -> Result<()> {
    document.fault().map_or(Ok(()), |fault| Err(Failure::from(fault).into()))
}
