//! What a hook tells, and how that is remembered.

use anyhow::Result;

use crate::agents::answer::answer;
use crate::agents::hook::{Form, Hook};
use crate::agents::input::Input;
use crate::brief::held::{held, why_not_end};
use crate::brief::{Brief, Since, digest_of};
use crate::kept::read_position::Reader;
use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::log::history::head;
use crate::output::escape;
use crate::platform::machine::is_output_discarded;
use crate::session::Context;
use crate::session::told::{Memory, Told};

/// One run of a hook.
pub(super) struct Telling<'s> {
    pub(super) context: Context<'s>,
    pub(super) reader: Reader,
    pub(super) memory: Memory,
    pub(super) hook: Hook,
    /// The most bytes of the answer.
    pub(super) most: usize,
}

impl Telling<'_> {
    /// A session starts, or goes on: its conversation still has what it was told.
    pub(super) fn start(&mut self, is_resumed: bool) -> Result<()> {
        let _turn = self.memory.turn();
        let told = self.memory.read()?;
        let since = if is_resumed { self.known(&told) } else { Ok(None) };
        match since.and_then(|since| self.brief(since, is_resumed)) {
            Ok(rev) => self.remember(rev, told)?,
            // Nobody would read it.
            Err(error) if self.context.out.lost().is_some() => return Err(error),
            Err(error) => {
                // The agent should know that it was told nothing.
                let text = escape(&format!("ctx: could not tell what is open: {error:#}"), false).into_owned();
                self.print(&mut |within| (text.len() <= within).then(|| text.clone()))?;
                return Err(error);
            }
        }
        self.memory.forget_ended();
        Ok(())
    }

    /// The user gave a prompt.
    pub(super) fn prompt(&mut self) -> Result<()> {
        if self.hook.form == Form::Nothing {
            return Ok(());
        }
        let _turn = self.memory.turn();
        let told = self.memory.read()?;
        let known = self.known(&told)?;
        if let Some(rev) = known
            && head(self.context.store.as_ref())?.is_some_and(|last| last.rev == rev)
        {
            // Nothing is new. What cannot be read, though, is said.
            self.context.store.read()?;
            return self.context.session.reading.check();
        }
        // What cannot be remembered is not told: it would be told at every prompt.
        self.memory.write(told.clone())?;
        let rev = match known {
            Some(rev) => self.news(rev)?,
            None => self.brief(None, true)?,
        };
        self.remember(rev, told)
    }

    /// The client is about to summarise the conversation: what was told may be lost.
    pub(super) fn compact(&mut self) -> Result<()> {
        if self.hook.form == Form::Text {
            self.brief(None, true)?;
        }
        self.memory.forget()
    }

    /// The agent is about to end its turn: once for the same work, it should end that first.
    pub(super) fn stop(&mut self, input: &Input) -> Result<()> {
        if input.is_prolonged || input.is_cut_short || self.hook.form == Form::Nothing {
            return Ok(());
        }
        let snapshot = self.context.store.read()?;
        let held = held(&snapshot, self.context.store.as_ref(), &self.reader, self.context.session.now())?;
        self.context.session.reading.check()?;
        let whats: Vec<&str> = held.iter().map(|held| held.what.as_str()).collect();
        if held.is_empty() {
            return Ok(());
        }
        let _turn = self.memory.turn();
        let refused = Some(Digest::of(whats.join("\n").as_bytes()).to_string());
        let told = self.memory.read()?;
        if told.refused == refused {
            return Ok(());
        }
        // What cannot be remembered is not refused: it would be refused for ever.
        self.memory.write(Told { refused, ..told })?;
        let session = self.context.session;
        let agent = session.named_agent().map(|agent| format!(" --agent {agent}")).unwrap_or_default();
        let command = |words: &str| session.command(&format!("ctx {words}"));
        self.print(&mut |within| why_not_end(&held, within, &agent, &command))
    }

    /// The revision up to which the session was told of this context. Another one may be at its path now.
    fn known(&self, told: &Told) -> Result<Option<Revision>> {
        let Some(rev) = told.rev else { return Ok(None) };
        let is_behind = head(self.context.store.as_ref())?.map_or(Revision::START, |last| last.rev) < rev;
        let recorded = if is_behind { None } else { self.digest(rev)? };
        Ok(Some(rev).filter(|_| !is_behind && (recorded.is_none() || recorded == told.h)))
    }

    /// The digest of the record of a revision; the newest one is not read for that.
    fn digest(&self, rev: Revision) -> Result<Option<String>> {
        let store = self.context.store.as_ref();
        match head(store)? {
            Some(last) if last.rev == rev => Ok(Some(last.h)),
            _ => digest_of(store, rev),
        }
    }

    /// Tells what is open, and what is new after `since`, without what the agent did itself if it knows that; returns
    /// up to where.
    fn brief(&mut self, since: Option<Revision>, knows_own: bool) -> Result<Revision> {
        let snapshot = self.context.store.read()?;
        let since = Since { read: self.reader.position(&snapshot.document)?, told: since, knows_own };
        let brief = Brief::of(&self.context, &snapshot, &self.reader, since);
        self.context.session.reading.check()?;
        self.tell(&brief)?;
        Ok(snapshot.revision)
    }

    /// Tells what others did after `since`; returns up to where.
    fn news(&mut self, since: Revision) -> Result<Revision> {
        let snapshot = self.context.store.read()?;
        let news = Brief::news(&self.context, &snapshot, &self.reader, since)?;
        self.context.session.reading.check()?;
        if let Some(news) = news {
            self.tell(&news)?;
        }
        Ok(snapshot.revision)
    }

    fn tell(&mut self, brief: &Brief) -> Result<()> {
        let (session, columns) = (self.context.session, None);
        self.print(&mut |within| Some(brief.text((within + 1, columns), &|hint| session.command(hint)).0))
    }

    fn print(&mut self, text: &mut dyn FnMut(usize) -> Option<String>) -> Result<()> {
        let Some(answer) = answer(self.hook, self.most, text) else { return Ok(()) };
        self.context.out.text(&answer)?;
        self.context.out.flush()
    }

    /// Remembers up to where the session was told, unless nobody read it.
    fn remember(&self, rev: Revision, told: Told) -> Result<()> {
        if self.hook.form == Form::Nothing || self.context.out.is_closed() || is_output_discarded() {
            return Ok(());
        }
        let h = self.digest(rev)?;
        self.memory.write(Told { rev: Some(rev), h, ..told })
    }
}
