//! `read_log`: who changed what, when and why.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::json::RESERVED_KEY;
use crate::log::agent::AgentName;
use crate::log::describe::changes;
use crate::log::entry::{Entry, Revision};
use crate::log::history::{History as _, touches};
use crate::mcp::arguments::Arguments;
use crate::mcp::call::Call;
use crate::mcp::reply::Reply;
use crate::mcp::tools::{Effect, Tool};
use crate::text::clip::Clip;

pub const TOOL: Tool = Tool {
    name: "read_log",
    about: "Use this to learn who changed what, when and why: the newest changes first, of a path, an agent, or since a revision.",
    takes: || {
        (
            json!({
                "path": {"type": "string"},
                "since": {"type": "integer", "description": "only after this revision"},
                "agent": {"type": "string"},
                "op": {"type": "string", "description": "such as set, message, handoff.accepted"},
                "limit": {"type": "integer", "minimum": 1, "maximum": 200, "description": "default 20"}
            }),
            &[],
        )
    },
    effect: Effect::Reads,
    run,
};

/// How many records are told unless the client says otherwise, and at most.
const RECORDS: (u64, u64) = (20, 200);

/// How many changes of one record are told.
const CHANGES: usize = 20;

/// How many characters the records take together.
const MOST: usize = 36_000;

/// What is asked for.
#[derive(Default)]
pub struct Wanted {
    pub place: Option<crate::json::pointer::Pointer>,
    pub since: Revision,
    pub agent: Option<AgentName>,
    pub op: Option<String>,
    pub limit: usize,
}

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let path = arguments.text("path")?.map(|path| call.context.session.path(&path)).transpose()?;
    let (since, agent) = (arguments.parsed("since")?.unwrap_or_default(), arguments.parsed("agent")?);
    let (op, limit) = (arguments.text("op")?, arguments.number("limit", 1..=RECORDS.1)?.unwrap_or(RECORDS.0));
    arguments.done()?;
    let snapshot = call.snapshot()?;
    if let Some(path) = &path {
        call.may_see(path, &snapshot.document)?;
    }
    let place = path.map(|path| snapshot.document.pointer(&path));
    let wanted = Wanted { place, since, agent, op, limit: usize::try_from(limit).unwrap_or(usize::MAX) };
    let data = records(call, &wanted)?;
    Ok(Reply::of_others("log", data, "read_log with a path, since or a smaller limit"))
}

/// The records that are asked for, newest first, as many as fit.
pub fn records(call: &Call<'_, '_>, wanted: &Wanted) -> Result<Value> {
    let (mut told, mut left, mut earlier) = (Vec::new(), MOST, None);
    call.view.newest_first(&mut |entry| {
        if entry.link.rev <= wanted.since {
            return ControlFlow::Break(());
        }
        if !admits(&entry, wanted) {
            return ControlFlow::Continue(());
        }
        let record = record(&entry);
        let size = record.to_string().chars().count();
        if told.len() == wanted.limit || size > left {
            earlier = Some(entry.link.rev);
            return ControlFlow::Break(());
        }
        left -= size;
        told.push(record);
        ControlFlow::Continue(())
    })?;
    let mut data = Map::from_iter([("records".to_owned(), told.into())]);
    data.extend(earlier.map(|rev| ("left_out".to_owned(), format!("revisions up to {rev}").into())));
    Ok(data.into())
}

fn admits(entry: &Entry, wanted: &Wanted) -> bool {
    !entry.is_hidden()
        && wanted.place.as_ref().is_none_or(|place| touches(entry, place))
        && wanted.agent.as_ref().is_none_or(|agent| entry.change.author.agent == agent.as_str())
        && wanted.op.as_ref().is_none_or(|op| entry.change.op == *op)
}

fn record(entry: &Entry) -> Value {
    let (change, author) = (&entry.change, &entry.change.author);
    let is_own = |line: &String| !line.starts_with(RESERVED_KEY);
    let mut lines: Vec<String> = changes(entry, &Clip::default()).into_iter().filter(is_own).collect();
    let more = lines.len().saturating_sub(CHANGES);
    lines.truncate(CHANGES);
    lines.extend((more > 0).then(|| format!("and {more} more")));
    let mut told = Map::from_iter([
        ("rev".to_owned(), entry.link.rev.number().into()),
        ("agent".to_owned(), author.agent.as_str().into()),
        ("at".to_owned(), author.at.as_str().into()),
        ("op".to_owned(), change.op.as_str().into()),
    ]);
    told.extend(author.session.as_ref().map(|session| ("session".to_owned(), session.as_str().into())));
    told.extend(change.message.as_ref().map(|message| ("message".to_owned(), message.as_str().into())));
    if lines.is_empty() {
        told.extend((!change.args.is_null()).then(|| ("args".to_owned(), change.args.clone())));
    } else {
        told.insert("changes".to_owned(), lines.into());
    }
    told.into()
}
