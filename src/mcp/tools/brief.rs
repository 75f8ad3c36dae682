//! `brief`: what an agent needs to know when it starts.

use anyhow::Result;
use serde_json::json;

use crate::brief::{Brief, Since};
use crate::commands::start::brief::record;
use crate::kept::read_position::Reader;
use crate::mcp::arguments::Arguments;
use crate::mcp::call::Call;
use crate::mcp::reply::{MOST, Reply};
use crate::mcp::tools::{Effect, Tool};

pub const TOOL: Tool = Tool {
    name: "brief",
    about: "Use this first, and again after a pause: problems, work handed to you, unread messages, your tasks and leases, \
            and what others changed since your last brief.",
    takes: || {
        (
            json!({
                "max_bytes": {"type": "integer", "minimum": 200, "maximum": 30000, "description": "default 4000"},
                "peek": {"type": "boolean", "description": "do not note that you have seen the changes"}
            }),
            &[],
        )
    },
    effect: Effect::Notes,
    run,
};

/// How long a brief is unless its client says otherwise, in bytes.
const BYTES: u64 = 4_000;

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let most = arguments.number("max_bytes", 200..=30_000)?.unwrap_or(BYTES);
    let is_peek = arguments.flag("peek")?;
    arguments.done()?;
    let (brief, reader) = gathered(call)?;
    let data = brief.data(usize::try_from(most).unwrap_or(MOST));
    if brief.is_any && Brief::tells_changes(&data) && !is_peek && !call.is_read_only {
        record(call.context, &reader, brief.rev)?;
    }
    Ok(Reply::of_others("brief", data, "brief with smaller max_bytes"))
}

/// The brief in words, which notes nothing.
pub fn text(call: &mut Call<'_, '_>, most: usize) -> Result<String> {
    let (brief, _) = gathered(call)?;
    Ok(brief.text((most, None), &|hint| call.context.session.command(hint)).0)
}

fn gathered(call: &Call<'_, '_>) -> Result<(Brief, Reader)> {
    let (reader, snapshot) = (call.context.session.reader()?, call.snapshot()?);
    let document = &snapshot.document;
    let since = Since { read: reader.position(document)?, told: reader.briefed(document)?, knows_own: false };
    Ok((Brief::of(call.context, &snapshot, &reader, since), reader))
}
