//! `lease`: locks that expire.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::together::lease::{Mine, acquire, released, renewed};
use crate::error::{Failure, Kind};
use crate::json::with;
use crate::kept::collection::Kept as _;
use crate::kept::lease::Lease;
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::mcp::arguments::{Arguments, missing};
use crate::mcp::call::{Call, data};
use crate::mcp::reply::Reply;
use crate::mcp::tools::written::became;
use crate::mcp::tools::{Effect, Tool};
use crate::session::transaction::Request;

pub const TOOL: Tool = Tool {
    name: "lease",
    about: "Use this before work that only one agent may do at a time, such as a deployment: acquire the lease, renew it \
            before ttl ends, release it. Pass its token as fence when you write. Code 3: another agent holds it.",
    takes: || {
        (
            json!({
                "action": {"enum": ["acquire", "renew", "release"]},
                "name": {"type": "string"},
                "ttl": {"type": "string", "description": "default 10m"},
                "token": {"type": "integer", "description": "renew, release: if another session acquired it"},
                "message": {"type": "string"}
            }),
            &["action", "name"],
        )
    },
    effect: Effect::Changes { destroys: false, again: false },
    run,
};

/// How long a lease lasts unless its holder says otherwise.
const TTL: Duration = Duration::from_secs(600);

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let action = arguments.needed("action")?;
    let name: Name = arguments.parsed("name")?.ok_or_else(|| missing("name"))?;
    let (ttl, token) = (arguments.duration("ttl")?.unwrap_or(TTL), arguments.parsed::<Revision>("token")?);
    let message = arguments.text("message")?;
    arguments.done()?;
    let request = Request { message, ..Request::plain(format!("{action} {name}"), Lease::path(&name)) };
    let done = match action.as_str() {
        "acquire" => acquire(call.context, &request, &name, ttl, Mine::Renewed, &mut || Ok(()))?,
        "renew" => renewed(call.context, request, (&name, token), ttl)?,
        "release" => released(call.context, request, (&name, token))?,
        other => {
            let why = format!("action is {other:?}, none of acquire, renew, release");
            return Err(Failure::new(Kind::Usage, why).into());
        }
    };
    Ok(Reply::own(with(became(done.became), "lease", data(&done.value)?)))
}
