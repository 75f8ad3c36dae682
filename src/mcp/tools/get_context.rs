//! `get_context`: read a value, or the outline of one that is too large.

use anyhow::Result;
use serde_json::{Value, json};

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::with;
use crate::log::point::Point;
use crate::mcp::arguments::Arguments;
use crate::mcp::call::{Call, check};
use crate::mcp::reply::{MOST, Reply};
use crate::mcp::scope::seen_of;
use crate::mcp::tools::{Effect, Tool};
use crate::options::at::state_in;
use crate::options::hashes::Hashes;
use crate::text::shell::shell_word;

pub const TOOL: Tool = Tool {
    name: "get_context",
    about: "Use this to read shared state: the value at a path, or without path the whole document. \
            A value that is too large comes as an outline of its members: then ask for one of them.",
    takes: || {
        (
            json!({
                "path": {"type": "string", "description": "such as a.b[0].c or [\"any key\"]"},
                "at": {"anyOf": [{"type": "string"}, {"type": "integer"}], "description": "an earlier revision, HEAD~3, age (10m) or tag"},
                "max_chars": {"type": "integer", "minimum": 200, "maximum": 36000}
            }),
            &[],
        )
    },
    effect: Effect::Reads,
    run,
};

/// How many characters of a value are given unless the client wants fewer.
const WHOLE: u64 = 36_000;

/// How many members an outline names.
const NAMED: usize = 200;

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let path = call.context.session.path_or_namespace(arguments.text("path")?.as_deref())?;
    let at = arguments.parsed::<Point>("at")?;
    let most = arguments.number("max_chars", 200..=WHOLE)?.unwrap_or(WHOLE);
    arguments.done()?;
    let then;
    let now;
    let (document, rev) = match &at {
        None => {
            now = call.snapshot()?;
            (&now.document, now.base())
        }
        Some(point) => {
            let found = state_in(call.view.engine.as_ref(), point, call.context)?;
            let whole =
                crate::store::Snapshot { document: found.document, revision: found.rev, size: 0, edited_since: false };
            let scope = call.view.scope()?;
            then = if scope.is_free() { whole } else { seen_of(&whole, &scope)? };
            (&then.document, then.revision)
        }
    };
    let data = value(call, (document, &path), usize::try_from(most).unwrap_or(MOST), at.is_some())?;
    let answer = with(with(json!({"path": path.to_string()}), "rev", rev.number().into()), data.0, data.1);
    let first = answer.pointer("/outline/members/0/path").and_then(Value::as_str).map(str::to_owned);
    let narrower = first.map(|first| {
        format!("get_context with the path of one member, such as {first}; or query_context with a filter")
    });
    let answer = narrower.iter().fold(answer, |answer, narrower| with(answer, "narrower", narrower.as_str().into()));
    let narrower = narrower.unwrap_or_else(|| "query_context with a filter that cuts the value".to_owned());
    Ok(Reply::of_others(format!("value of {path}"), answer, narrower))
}

/// The value at a path, or its outline; and which of these it is.
pub fn value(
    call: &Call<'_, '_>,
    (document, path): (&Document, &KeyPath),
    most: usize,
    of_then: bool,
) -> Result<(&'static str, Value)> {
    call.may_see(path, document)?;
    let hashes = Hashes::of(document, call.context, of_then);
    hashes.refuse_named(path)?;
    // A long document is not read whole to find that it is too long.
    if document.is_text()
        && let Some(outline) = document.outline(path).filter(|outline| outline.bytes > most.saturating_mul(2))
        && outline.count > 0
    {
        return Ok(("outline", outlined(path, &outline)));
    }
    let view = document.visible(path).ok_or_else(|| missing(path, call))?;
    let value = view.to_value();
    check(document)?;
    hashes.note(call.context, std::slice::from_ref(path));
    if value.to_string().chars().count() <= most {
        return Ok(("value", value));
    }
    match Document::try_from(json!({"v": value})).ok().and_then(|held| held.outline(&KeyPath::key("v"))) {
        Some(outline) if outline.count > 0 => Ok(("outline", outlined(path, &outline))),
        _ => Ok(("value", crate::json::bounded::bounded(&value, most))),
    }
}

fn outlined(path: &KeyPath, outline: &crate::json::text::outline::Outline) -> Value {
    let member = |(segment, member): &(Segment, crate::json::text::outline::Outline)| {
        let told = json!({"path": path.child(segment.clone()).to_string(), "type": member.kind, "bytes": member.bytes});
        if member.count > 0 { with(told, "count", member.count.into()) } else { told }
    };
    let named: Vec<Value> = outline.members.iter().take(NAMED).map(member).collect();
    let left_out = outline.count.saturating_sub(named.len());
    json!({"type": outline.kind, "bytes": outline.bytes, "count": outline.count, "members": named, "left_out": left_out})
}

/// The failure that nothing is at a path.
pub fn missing(path: &KeyPath, call: &Call<'_, '_>) -> Failure {
    let file = call.context.file.display().to_string();
    let why = format!("could not get {path}: there is no such key in {file}");
    let failure = Failure::new(Kind::No, why).fact("path", path.to_string()).fact("file", file);
    let segments = path.segments();
    match segments.get(..segments.len().saturating_sub(1)).filter(|above| !above.is_empty()) {
        Some(above) => {
            let above = KeyPath::new(above.to_vec());
            failure.hint(format!("to list what exists: ctx keys {}", shell_word(&above)))
        }
        None => failure.hint("to list what exists: ctx keys"),
    }
}
