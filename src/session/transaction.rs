//! The only way to make a change: guards, the edit, permissions, output and errors.

use anyhow::{Context as _, Result};

use crate::draft::Draft;
use crate::edit::guard::{Guard, Places};
use crate::edit::secret;
use crate::edit::secret::copied::judge_copied;
use crate::error::{Failure, Kind};
use crate::kept::access;
use crate::kept::ownership;
use crate::kept::policy;
use crate::kept::redaction;
use crate::kept::schema;
use crate::log::agent::AgentName;
use crate::log::entry::{Action, Entry, Revision};
use crate::log::message::Message;
use crate::output::{Output, escape};
use crate::session::context::Context;
use crate::session::random::salt;
use crate::session::warnings::{Warnings, starred, tell};
use crate::store::plan::plan;
use crate::store::{Outcome, update};

/// A requested change.
#[derive(Clone, Debug)]
pub struct Request {
    /// What is tried, for `could not …`: `set a.b`.
    pub tried: String,
    /// What the guards check.
    pub places: Places,
    pub guards: Vec<Guard>,
    pub message: Option<String>,
    pub print_rev: bool,
    pub dry_run: bool,
    /// Also write what was handed over to another agent or is protected by a policy or a rule; recorded.
    pub force: bool,
}

/// The result of a request, and what its edit returned.
#[derive(Debug)]
#[must_use = "print it: the revision may have been asked for"]
pub struct Done<T> {
    pub value: T,
    pub became: Became,
    pub print_rev: bool,
}

/// The result of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    Committed(Revision),
    Unchanged(Revision),
    /// Nothing was written: `--dry-run`.
    Planned,
}

impl<T> Done<T> {
    /// Prints what the change gave, then the revision if that was asked for; nothing if the change
    /// was only planned. The change stands, so a failure to print is reported by
    /// [`Session::answered`], after everything else.
    pub fn print(&self, out: &mut Output, answer: impl IntoIterator<Item = String>) {
        let (Became::Committed(revision) | Became::Unchanged(revision)) = self.became else { return };
        let revision = self.print_rev.then(|| revision.to_string());
        answer.into_iter().chain(revision).for_each(|text| print_committed(out, &text));
    }
}

/// An edit that returns a value beside the action for the record. It may run again on another
/// document, so it must touch nothing but the draft.
pub type EditOf<'e, T> = dyn FnMut(&mut Draft<'_>) -> Result<(Action, T)> + 'e;

impl Request {
    /// A change of `places` without guards, message or options.
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

    /// Makes the change. Says so if nothing changed.
    ///
    /// # Errors
    /// Fails as the guards, the edit, the rights and the store do, with what was tried on which file.
    pub fn run<T>(
        self,
        context: &mut Context<'_>,
        mut edit: impl FnMut(&mut Draft<'_>) -> Result<(Action, T)>,
    ) -> Result<Done<T>> {
        let this = self.with_revisions(context)?;
        let (became, value) = this.carry_out(context, &mut edit).with_context(|| this.failed(context))?;
        if let Became::Unchanged(revision) = became {
            context.session.say(&format!("unchanged: revision {revision}"));
        }
        Ok(Done { value, became, print_rev: this.print_rev })
    }

    /// Records a message; its record, unless it was only planned.
    ///
    /// # Errors
    /// Fails as the guards and the store do, with what was tried on which file.
    pub fn announce(self, context: &mut Context<'_>, message: &Message) -> Result<Done<Option<Entry>>> {
        let this = self.with_revisions(context)?;
        let entry = this.record(context, message).with_context(|| this.failed(context))?;
        let became = entry.as_ref().map_or(Became::Planned, |entry| Became::Committed(entry.link.rev));
        Ok(Done { value: entry, became, print_rev: this.print_rev })
    }

    pub(super) fn failed(&self, context: &Context<'_>) -> String {
        context.could_not(&secret::without_credentials(&self.tried))
    }

    fn record(&self, context: &mut Context<'_>, message: &Message) -> Result<Option<Entry>> {
        let Context { session, store, out, .. } = context;
        let suspects = secret::check_announcement(session.secrets()?, message, self.message.as_deref())?;
        let warnings = Warnings { suspects, ..Warnings::default() };
        let check = |draft: &Draft<'_>| self.guards.iter().try_for_each(|guard| guard.check(draft, &self.places));
        if self.dry_run {
            let mut edit = |draft: &mut Draft<'_>| check(draft).map(|()| message.action());
            let patch = plan(store.as_ref(), session.now(), context.max_size, &mut edit)?;
            out.json(&patch.to_json())?;
            tell(session, &warnings);
            return Ok(None);
        }
        let origin = session.origin(self.message.clone())?;
        let record = |draft: &mut Draft<'_>| check(draft).map(|()| (message.action(), ()));
        let Outcome::Committed { entry, .. } = update(store.as_ref(), &origin, record)? else {
            return Err(Failure::new(Kind::Io, "the message was not recorded").into());
        };
        session.note_committed(entry.link.rev);
        tell(session, &warnings);
        Ok(Some(*entry))
    }

    /// Runs the edit between what holds before and what holds after every change: guards, rights,
    /// policies, redaction. Also returns the warnings.
    ///
    /// # Errors
    /// Fails as the edit does, and if one of these does not hold.
    pub fn checked<T>(
        &self,
        draft: &mut Draft<'_>,
        agent: &AgentName,
        secrets: secret::Policy,
        edit: &mut EditOf<'_, T>,
    ) -> Result<(Action, T, Warnings)> {
        // Expired values are removed already, in no agent's name.
        let before = draft.operations().count();
        self.guards.iter().try_for_each(|guard| guard.check(draft, &self.places))?;
        let (mut action, value) = edit(draft)?;
        let copied = redaction::follow(draft, before, &salt)?;
        redaction::resalt(draft, &salt)?;
        let mut forced = access::check(draft, before, agent, self.force)?;
        forced.extend(ownership::check(draft, before, agent, self.force)?);
        forced.extend(policy::check(draft, before, self.force)?);
        forced.extend(schema::check(draft, before, self.force)?);
        ownership::note_forced(&mut action.args, forced);
        let suspects = secret::check(secrets, draft, before, self.message.as_deref())?;
        let copied = judge_copied(secrets, copied)?;
        let starred = starred(draft, before, &self.places);
        Ok((action, value, Warnings { suspects, copied, starred }))
    }

    fn carry_out<T>(&self, context: &mut Context<'_>, edit: &mut EditOf<'_, T>) -> Result<(Became, T)> {
        let Context { session, store, out, .. } = context;
        let (agent, policy) = (session.agent()?, session.secrets()?);
        // The edit may run again: its last run counts.
        let mut warnings = Warnings::default();
        let mut checked = |draft: &mut Draft<'_>| -> Result<(Action, T)> {
            let (gate, before) = (session.client.as_ref().map(|client| &client.gate), draft.operations().count());
            gate.map_or(Ok(()), |gate| gate.enter())?;
            // What is refused is refused before a policy or a schema tells of it.
            let mut passed = |draft: &mut Draft<'_>| {
                let edited = edit(draft)?;
                if let Some(gate) = gate {
                    draft.settle();
                    gate.pass(draft, before)?;
                }
                Ok(edited)
            };
            let (action, value, found) = self.checked(draft, &agent, policy, &mut passed)?;
            warnings = found;
            Ok((action, value))
        };
        if self.dry_run {
            let mut last = None;
            let mut edit = |draft: &mut Draft<'_>| returned(&mut checked, draft, &mut last);
            let patch = plan(store.as_ref(), session.now(), context.max_size, &mut edit)?;
            out.json(&patch.to_json())?;
            tell(session, &warnings);
            return Ok((Became::Planned, last.ok_or_else(not_run)?));
        }
        let origin = session.origin(self.message.clone())?;
        Ok(match update(store.as_ref(), &origin, checked)? {
            Outcome::Committed { entry, value } => {
                session.note_committed(entry.link.rev);
                tell(session, &warnings);
                (Became::Committed(entry.link.rev), value)
            }
            Outcome::Unchanged { revision, value } => (Became::Unchanged(revision), value),
        })
    }
}

/// Runs the edit, and keeps the value of its last run.
fn returned<T>(edit: &mut EditOf<'_, T>, draft: &mut Draft<'_>, last: &mut Option<T>) -> Result<Action> {
    let (action, value) = edit(draft)?;
    *last = Some(value);
    Ok(action)
}

fn not_run() -> Failure {
    Failure::new(Kind::Io, "the store did not run the edit")
}

/// Prints the output of a committed change. A failure to print is reported by
/// [`Session::answered`], after everything else.
pub fn print_committed(out: &mut Output, text: &str) {
    drop(out.text(&escape(text, true)).and_then(|()| out.flush()));
}
