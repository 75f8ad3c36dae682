//! The one door for changes: guards, the edit, who may make it, what is printed, and
//! what is said when it fails.

use anyhow::{Context as _, Result};

use crate::draft::Draft;
use crate::edit::guard::{Guard, Places};
use crate::edit::secret;
use crate::edit::secret::Suspect;
use crate::error::{Failure, Kind};
use crate::kept::ownership;
use crate::kept::policy;
use crate::kept::redaction;
use crate::log::entry::{Action, Entry, Revision};
use crate::log::message::Message;
use crate::output::escape;
use crate::session::Session;
use crate::store::plan::plan;
use crate::store::{Edit, Outcome, Store, update};

/// So many credentials are named; whoever has more has seen enough.
const TOLD: usize = 5;

/// A change that somebody asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// What is tried, as `could not …` goes on: `set a.b`.
    pub tried: String,
    /// What the guards are about.
    pub places: Places,
    pub guards: Vec<Guard>,
    pub message: Option<String>,
    pub print_rev: bool,
    pub dry_run: bool,
    /// Write also what was handed to somebody else, or what a policy protects; the record says so.
    pub force: bool,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Committed(Revision),
    Unchanged(Revision),
    /// Nothing was written: `--dry-run`.
    Planned,
}

impl Request {
    /// A change of `places` that nothing else is asked of.
    #[must_use]
    pub fn plain(tried: String, places: impl Into<Places>) -> Self {
        Self {
            tried,
            places: places.into(),
            guards: Vec::new(),
            message: None,
            print_rev: false,
            dry_run: false,
            force: false,
        }
    }

    /// Makes the change, and prints what was asked for.
    ///
    /// # Errors
    /// Those of the guards, the edit, the rights and the store, with what was tried on which file.
    pub fn run(self, session: &mut Session, edit: &mut Edit<'_>) -> Result<Done> {
        let file = session.file()?;
        let store = session.store_at(&file)?;
        let tried = format!("could not {} in {}", secret::without_credentials(&self.tried), file.display());
        let done = self.carry_out(session, store.as_ref(), edit).context(tried)?;
        match done {
            Done::Committed(revision) if self.print_rev => print_committed(session, &revision.to_string()),
            Done::Unchanged(revision) => {
                session.out.say(&format!("unchanged: revision {revision}"));
                if self.print_rev {
                    print_committed(session, &revision.to_string());
                }
            }
            _ => {}
        }
        Ok(done)
    }

    /// Records a message; its record, unless it was only planned. Nothing is printed.
    ///
    /// # Errors
    /// Those of the guards and the store, with what was tried on which file.
    pub fn announce(&self, session: &mut Session, message: &Message) -> Result<Option<Entry>> {
        let file = session.file()?;
        let store = session.store_at(&file)?;
        let tried = format!("could not {} in {}", secret::without_credentials(&self.tried), file.display());
        let suspects = secret::check_announcement(session.secrets()?, message, self.message.as_deref());
        let suspects = suspects.with_context(|| tried.clone())?;
        let check = |draft: &Draft<'_>| self.guards.iter().try_for_each(|guard| guard.check(draft, &self.places));
        if self.dry_run {
            let mut edit = |draft: &mut Draft<'_>| check(draft).map(|()| message.action());
            let patch = plan(store.as_ref(), session.now(), session.max_size()?, &mut edit).context(tried)?;
            session.out.json(&patch.to_json())?;
            tell(session, &suspects);
            return Ok(None);
        }
        let origin = session.origin(self.message.clone()).with_context(|| tried.clone())?;
        let record = |draft: &mut Draft<'_>| check(draft).map(|()| (message.action(), ()));
        let Outcome::Committed { entry, .. } = update(store.as_ref(), &origin, record).context(tried)? else {
            return Err(Failure::new(Kind::Io, "the message was not recorded").into());
        };
        session.note_committed(entry.link.rev);
        tell(session, &suspects);
        Ok(Some(*entry))
    }

    fn carry_out(&self, session: &mut Session, store: &dyn Store, edit: &mut Edit<'_>) -> Result<Done> {
        let (agent, policy) = (session.agent()?, session.secrets()?);
        // The edit may run again: what counts is its last run.
        let mut suspects = Vec::new();
        let mut guarded = |draft: &mut Draft<'_>| -> Result<Action> {
            // What ended by itself was removed already, by nobody.
            let before = draft.changes().count();
            self.guards.iter().try_for_each(|guard| guard.check(draft, &self.places))?;
            let mut action = edit(draft)?;
            redaction::settle(draft, &|| session.salt())?;
            let mut forced = ownership::check(draft, before, &agent, self.force)?;
            forced.extend(policy::check(draft, before, self.force)?);
            ownership::note_forced(&mut action.args, forced);
            suspects = secret::check(policy, draft, before, self.message.as_deref())?;
            Ok(action)
        };
        if self.dry_run {
            let patch = plan(store, session.now(), session.max_size()?, &mut guarded)?;
            session.out.json(&patch.to_json())?;
            tell(session, &suspects);
            return Ok(Done::Planned);
        }
        let origin = session.origin(self.message.clone())?;
        Ok(match store.transact(&origin, &mut guarded)? {
            Outcome::Committed { entry, .. } => {
                session.note_committed(entry.link.rev);
                tell(session, &suspects);
                Done::Committed(entry.link.rev)
            }
            Outcome::Unchanged { revision, .. } => Done::Unchanged(revision),
        })
    }
}

/// Says what looks like a credential: where, and by which rule, never what it is.
fn tell(session: &Session, suspects: &[Suspect]) {
    let mut told: Vec<String> = suspects.iter().take(TOLD).map(Suspect::text).collect();
    if suspects.len() > TOLD {
        told.push(format!("so do {} more", suspects.len() - TOLD));
    }
    let hint = "the log keeps every value permanently; `ctx set --redact` keeps one out of it; CTX_SECRETS=off turns off this warning";
    for (i, text) in told.iter().enumerate() {
        let hints = if i + 1 == told.len() { vec![hint.to_owned()] } else { Vec::new() };
        session.out.say_with_hints(&format!("warning: {text}"), &hints);
    }
}

/// Prints what a change gave. The change stands, so that this fails is told when all else is
/// done: [`Session::answered`].
pub fn print_committed(session: &mut Session, text: &str) {
    drop(session.out.text(&escape(text, true)).and_then(|()| session.out.flush()));
}
