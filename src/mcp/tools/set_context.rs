//! `set_context`: set and remove values.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::{Value, json};

use crate::edit::guard::Places;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::with;
use crate::kept::expiry::expire;
use crate::log::entry::Action;
use crate::mcp::arguments::{Arguments, missing};
use crate::mcp::call::Call;
use crate::mcp::reply::Reply;
use crate::mcp::scope::Naming;
use crate::mcp::tools::written::{became, request, value_guards};
use crate::mcp::tools::{Effect, Tool};

pub const TOOL: Tool = Tool {
    name: "set_context",
    about: "Use this to write or remove values in shared state, all in one revision or none. \
            Guard what you read before: if_unchanged_since with the rev that you read fails with code 3 if others changed it.",
    takes: || {
        (
            json!({
                "values": {"type": "object", "description": "{\"a.b\": any JSON, ...}: paths and their new values"},
                "remove": {"type": "array", "items": {"type": "string"}, "description": "paths"},
                "if_rev": {"type": "integer", "description": "only if the document is at this revision"},
                "if_unchanged_since": {"type": "integer", "description": "only if these paths did not change after it"},
                "if_absent": {"type": "boolean"},
                "if_exists": {"type": "boolean"},
                "if_value": {"description": "only if this is the value now"},
                "fence": {"type": "integer", "description": "the token of your lease"},
                "ttl": {"type": "string", "description": "remove the values after 10m"},
                "message": {"type": "string", "description": "why, for the log"}
            }),
            &[],
        )
    },
    effect: Effect::Changes { destroys: true, again: true },
    run,
};

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let session = call.context.session;
    let values = arguments.object("values")?.unwrap_or_default();
    let pairs = values.into_iter().map(|(path, value)| Ok((session.path(&path)?, value)));
    let pairs: Vec<(KeyPath, Value)> = pairs.collect::<Result<_>>()?;
    let removed = session.paths(&arguments.texts("remove")?)?;
    if pairs.is_empty() && removed.is_empty() {
        return Err(missing("values"));
    }
    refuse_twice(pairs.iter().map(|(path, _)| path).chain(&removed))?;
    let all = pairs.iter().map(|(path, value)| (path, Naming::Set(value)));
    call.may_change(all.chain(removed.iter().map(|path| (path, Naming::Remove))))?;
    let paths: Vec<KeyPath> = pairs.iter().map(|(path, _)| path.clone()).chain(removed.iter().cloned()).collect();
    let named: Vec<String> = paths.iter().map(KeyPath::to_string).collect();
    let places = Places::or(paths.clone(), session.namespace()?);
    let verb = if pairs.is_empty() { "unset" } else { "set" };
    let mut request = request(&mut arguments, format!("{verb} {}", named.join(", ")), places, call)?;
    value_guards(&mut arguments, &paths, &mut request, call)?;
    let ttl = arguments.duration("ttl")?;
    arguments.done()?;
    let mut record = match named.as_slice() {
        [path] => json!({"path": path}),
        paths => json!({"paths": paths}),
    };
    if !pairs.is_empty() && !removed.is_empty() {
        record = with(record, "removed", removed.iter().map(KeyPath::to_string).collect());
    }
    let action = Action { op: verb, args: record };
    let done = request.run(call.context, |draft| {
        pairs.iter().try_for_each(|(path, value)| draft.set_and_clear_later(path, value.clone()))?;
        draft.settle();
        if let Some(ttl) = ttl {
            pairs.iter().try_for_each(|(path, _)| expire(draft, path, ttl))?;
        }
        for path in &removed {
            draft.unset(path)?;
        }
        Ok((action.clone(), ()))
    })?;
    Ok(Reply::own(with(became(done.became), "paths", named.into())))
}

/// Refuses two spellings of one path: what the call asks for there cannot be told.
fn refuse_twice<'p>(paths: impl Iterator<Item = &'p KeyPath>) -> Result<()> {
    let mut known = HashSet::new();
    for path in paths {
        if !known.insert(path.pointer_in(&Value::Null)) {
            let why = format!("this call names {path} twice");
            return Err(Failure::new(Kind::Usage, why).fact("path", path.to_string()).into());
        }
    }
    Ok(())
}
