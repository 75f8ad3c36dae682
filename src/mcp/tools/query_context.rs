//! `query_context`: ask for something in the language of jq.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::error::Failure;
use crate::json::with;
use crate::mcp::arguments::Arguments;
use crate::mcp::call::{Call, check};
use crate::mcp::reply::Reply;
use crate::mcp::tools::get_context::missing;
use crate::mcp::tools::{Effect, Tool};
use crate::options::filter::Filter;
use crate::options::hashes::Hashes;
use crate::text::escape::quoted;

pub const TOOL: Tool = Tool {
    name: "query_context",
    about: "Use this to search, count or select in shared state with a jq filter, when get_context would give too much.",
    takes: || {
        (
            json!({
                "filter": {"type": "string", "description": "such as .pages | map(select(.done)) | length"},
                "path": {"type": "string", "description": "the filter's input; default: the whole document"}
            }),
            &["filter"],
        )
    },
    effect: Effect::Waits,
    run,
};

/// How many characters of what a filter says are told when it fails.
const SAID: usize = 1_000;

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let filter = arguments.needed("filter")?;
    let path = call.context.session.path_or_namespace(arguments.text("path")?.as_deref())?;
    arguments.done()?;
    let tried = || format!("could not query {path}");
    let filter = Filter::plain(&filter, None).on(&path, "");
    let snapshot = call.snapshot()?;
    let document = &snapshot.document;
    call.may_see(&path, document)?;
    let hashes = Hashes::of(document, call.context, false);
    hashes.refuse(&path).with_context(tried)?;
    let input = serde_json::to_string(&document.visible(&path).ok_or_else(|| missing(&path, call))?)?;
    check(document)?;
    hashes.note(call.context, std::slice::from_ref(&path));
    let results: Vec<Value> = filter.run(input).map_err(in_one_line).with_context(tried)?;
    call.link.check()?;
    let data = with(json!({"rev": snapshot.base().number()}), "results", results.into());
    Ok(Reply::of_others("results", data, "query_context with a filter that selects less"))
}

/// What a filter says when it fails may be what others wrote: it is told as one quoted line.
fn in_one_line(error: anyhow::Error) -> anyhow::Error {
    const FAILED: &str = "the filter failed: ";
    match error.downcast::<Failure>() {
        Ok(mut failure) => {
            if let Some(said) = failure.to_string().strip_prefix(FAILED) {
                let shown: String = said.chars().take(SAID).collect();
                let more = if shown.len() < said.len() { "…" } else { "" };
                failure.set_why(format!("{FAILED}{}{more}", quoted(&shown)));
            }
            failure.into()
        }
        Err(error) => error,
    }
}
