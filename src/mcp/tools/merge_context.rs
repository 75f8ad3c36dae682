//! `merge_context`: merge an object, also three ways.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::edit::guard::Places;
use crate::edit::merge::{Arrays, MergeRule, Strategy};
use crate::edit::three_way::OnConflict;
use crate::json::key_path::{KeyPath, Segment};
use crate::log::entry::Action;
use crate::log::point::Point;
use crate::mcp::arguments::{Arguments, missing};
use crate::mcp::call::Call;
use crate::mcp::reply::Reply;
use crate::mcp::scope::Naming;
use crate::mcp::tools::written::{became, request};
use crate::mcp::tools::{Effect, Tool};
use crate::options::base::BaseArgs;

const STRATEGIES: [(&str, Strategy); 3] =
    [("replace", Strategy::Replace), ("keep", Strategy::Keep), ("fail", Strategy::Fail)];

const ARRAYS: [(&str, Arrays); 3] =
    [("replace", Arrays::Replace), ("append", Arrays::Append), ("union", Arrays::Union)];

pub const TOOL: Tool = Tool {
    name: "merge_context",
    about: "Use this to add or change many members at once and leave the others alone; null removes a member. \
            With base, object is the complete new value that you made from that revision: what others changed since is kept, \
            and if both changed the same value it fails with code 3.",
    takes: || {
        (
            json!({
                "object": {"type": "object"},
                "into": {"type": "string", "description": "path of the object; default: the whole document"},
                "base": {"type": "integer", "description": "the revision that you read"},
                "on_conflict": {"enum": names(&OnConflict::ALL), "description": "with base"},
                "strategy": {"enum": names(&STRATEGIES), "description": "where both have a value"},
                "arrays": {"enum": names(&ARRAYS)},
                "if_rev": {"type": "integer"},
                "if_unchanged_since": {"type": "integer"},
                "fence": {"type": "integer"},
                "message": {"type": "string"}
            }),
            &["object"],
        )
    },
    effect: Effect::Changes { destroys: true, again: false },
    run,
};

fn names<T>(all: &[(&str, T)]) -> Value {
    all.iter().map(|(name, _)| Value::from(*name)).collect()
}

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let object = arguments.object("object")?.ok_or_else(|| missing("object"))?;
    let path = call.context.session.path_or_namespace(arguments.text("into")?.as_deref())?;
    call.may_change([(&path, Naming::Merge(&object))])?;
    let places = guarded(&path, &object, call)?;
    let request = request(&mut arguments, format!("merge into {path}"), places, call)?;
    let (base, on_conflict) = (arguments.parsed::<Point>("base")?, arguments.chosen("on_conflict", &OnConflict::ALL)?);
    if let Some(base) = base {
        arguments.done()?;
        sees_all(&path, call)?;
        let action = Action { op: "merge", args: json!({"path": path.to_string()}) };
        let since = base.clone();
        let base = BaseArgs { base: Some(base), on_conflict };
        base.run(&since, &[(path, object.into())], &[], request, &action, call.context)?;
        let committed = call.context.session.committed();
        let rev = committed.map_or_else(|| call.snapshot().map(|now| now.base()), Ok)?;
        return Ok(Reply::own(json!({"rev": rev.number(), "changed": committed.is_some()})));
    }
    let strategy = arguments.text("strategy")?.unwrap_or_else(|| "replace".to_owned());
    let arrays = arguments.text("arrays")?.unwrap_or_else(|| "replace".to_owned());
    let record = json!({"path": path.to_string(), "strategy": strategy, "arrays": arrays});
    let mut named = Arguments(json!({"strategy": strategy, "arrays": arrays}).as_object().cloned().unwrap_or_default());
    let strategy = named.chosen("strategy", &STRATEGIES)?.unwrap_or_default();
    let rule =
        MergeRule { strategy, arrays: named.chosen("arrays", &ARRAYS)?.unwrap_or_default(), ..MergeRule::default() };
    arguments.done()?;
    if on_conflict.is_some() {
        return Err(missing("base"));
    }
    if strategy != Strategy::Replace {
        sees_all(&path, call)?;
    }
    let done = request.run(call.context, |draft| {
        draft.merge(&path, object.clone(), rule)?;
        Ok((Action { op: "merge", args: record.clone() }, ()))
    })?;
    Ok(Reply::own(became(done.became)))
}

/// What the guards check: the object, or only the members that are named if the client may not see all of it.
fn guarded(path: &KeyPath, object: &Map<String, Value>, call: &Call<'_, '_>) -> Result<Places> {
    fn named(path: &KeyPath, members: &Map<String, Value>, found: &mut Vec<KeyPath>) {
        for (key, value) in members {
            let below = path.child(Segment::Key(key.clone()));
            match value {
                Value::Object(members) if !members.is_empty() => named(&below, members, found),
                _ => found.push(below),
            }
        }
    }
    let mut found = Vec::new();
    if !call.view.scope()?.is_free() {
        named(path, object, &mut found);
    }
    Ok(Places::or(found, path.clone()))
}

/// A merge that compares tells what is there.
fn sees_all(path: &KeyPath, call: &Call<'_, '_>) -> Result<()> {
    if call.view.scope()?.is_free() {
        return Ok(());
    }
    let snapshot = call.snapshot()?;
    call.may_see_all(path, &snapshot.document)
}
