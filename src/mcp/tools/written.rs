//! What the tools that write values share: guards, and what they answer.

use anyhow::Result;
use serde_json::{Value, json};

use crate::edit::guard::{Guard, Places};
use crate::json::key_path::KeyPath;
use crate::log::entry::Revision;
use crate::mcp::arguments::Arguments;
use crate::mcp::call::Call;
use crate::session::transaction::{Became, Request};

/// Reads the guards that every writing tool takes, and the message. A guard tells who changed what is there, so the
/// client must be allowed to see that.
pub fn request(arguments: &mut Arguments, tried: String, places: Places, call: &Call<'_, '_>) -> Result<Request> {
    let mut request = Request::plain(tried, places);
    let guards = [
        arguments.parsed("if_rev")?.map(Guard::Revision),
        arguments.parsed("if_unchanged_since")?.map(Guard::UnchangedSince),
        arguments.parsed::<Revision>("fence")?.map(Guard::Fence),
    ];
    request.guards.extend(guards.into_iter().flatten());
    if request.guards.iter().any(|guard| matches!(guard, Guard::UnchangedSince(_))) {
        let snapshot = call.snapshot()?;
        request.places.iter().try_for_each(|path| call.may_see(path, &snapshot.document))?;
    }
    request.message = arguments.text("message")?;
    Ok(request)
}

/// Reads the guards of values at paths. They tell what is there, so the client must be allowed to see that.
pub fn value_guards(
    arguments: &mut Arguments,
    paths: &[KeyPath],
    request: &mut Request,
    call: &Call<'_, '_>,
) -> Result<()> {
    let of_value = [
        arguments.flag("if_absent")?.then_some(Guard::Absent),
        arguments.flag("if_exists")?.then_some(Guard::Exists),
        arguments.value("if_value").map(Guard::Value),
    ];
    let of_value: Vec<Guard> = of_value.into_iter().flatten().collect();
    if !of_value.is_empty() && !call.view.scope()?.is_free() {
        let snapshot = call.snapshot()?;
        paths.iter().try_for_each(|path| call.may_see_all(path, &snapshot.document))?;
    }
    request.guards.extend(of_value);
    Ok(())
}

/// What became of a change: the revision, and whether it is a new one.
pub fn became(became: Became) -> Value {
    match became {
        Became::Committed(rev) => json!({"rev": rev.number(), "changed": true}),
        Became::Unchanged(rev) => json!({"rev": rev.number(), "changed": false}),
        Became::Planned => json!({"changed": false}),
    }
}
