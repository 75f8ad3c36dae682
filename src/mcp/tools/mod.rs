//! The tools, each a file: when to use it, what it takes, what it does.

pub mod brief;
pub mod get_context;
mod handoff;
mod lease;
mod merge_context;
mod query_context;
pub mod read_log;
mod set_context;
mod update_task;
mod wait_for;
mod written;

use std::sync::Arc;

use anyhow::Result;
use serde_json::{Value, json};

use crate::mcp::arguments::Arguments;
use crate::mcp::call::Call;
use crate::mcp::reply::Reply;

/// All tools.
pub const TOOLS: &[Tool] = &[
    get_context::TOOL,
    query_context::TOOL,
    set_context::TOOL,
    merge_context::TOOL,
    update_task::TOOL,
    handoff::TOOL,
    wait_for::TOOL,
    read_log::TOOL,
    brief::TOOL,
    lease::TOOL,
];

/// A tool.
pub struct Tool {
    pub name: &'static str,
    /// The first sentence says when to use it.
    about: &'static str,
    /// The properties of its arguments, and the names of those that are needed.
    takes: fn() -> (Value, &'static [&'static str]),
    pub effect: Effect,
    pub run: fn(&mut Call<'_, '_>, Arguments) -> Result<Reply>,
}

/// What a tool does to the context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Reads,
    /// It reads, and may wait.
    Waits,
    /// `destroys` if it may replace or remove what is there, `again` if the same call again changes nothing more.
    Changes {
        destroys: bool,
        again: bool,
    },
    /// It notes that its client has read something, which a server that only reads leaves out.
    Notes,
}

impl Effect {
    /// Whether a server that only reads has the tool.
    pub fn reads(self) -> bool {
        !matches!(self, Self::Changes { .. })
    }
}

impl Tool {
    /// The tool as the protocol lists it.
    pub fn definition(&self) -> rmcp::model::Tool {
        let (properties, required) = (self.takes)();
        let schema =
            json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false});
        let schema = schema.as_object().cloned().unwrap_or_default();
        let (reads, destroys, again) = match self.effect {
            Effect::Reads | Effect::Waits => (true, false, true),
            Effect::Changes { destroys, again } => (false, destroys, again),
            Effect::Notes => (false, false, true),
        };
        let hints = rmcp::model::ToolAnnotations::new()
            .read_only(reads)
            .destructive(destroys)
            .idempotent(again)
            .open_world(false);
        rmcp::model::Tool::new(self.name, self.about, Arc::new(schema)).with_annotations(hints)
    }
}
