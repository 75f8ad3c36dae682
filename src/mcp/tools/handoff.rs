//! `handoff`: hand work over to exactly one agent.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::together::handoff::create::{Asked as Creating, create};
use crate::commands::together::handoff::next::accept_next;
use crate::commands::together::handoff::step::{Asked, Printed, ended};
use crate::edit::guard::Places;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::with;
use crate::kept::handoff::{Ending, Handoff, HandoffId};
use crate::kept::ownership::check_place;
use crate::kept::priority::Priority;
use crate::log::agent::Addressee;
use crate::mcp::arguments::{Arguments, missing};
use crate::mcp::call::Call;
use crate::mcp::reply::Reply;
use crate::mcp::tools::written::became;
use crate::mcp::tools::{Effect, Tool};
use crate::options::write::WriteArgs;
use crate::session::transaction::{Done, Request};

pub const TOOL: Tool = Tool {
    name: "handoff",
    about: "Use this to hand work to another agent (create), to take the next work handed to you (next), and to end it: \
            complete, or reject before you took it. Exactly one agent gets each handoff. Code 1: none is pending.",
    takes: || {
        (
            json!({
                "action": {"enum": ["create", "next", "complete", "reject"]},
                "to": {"type": "string", "description": "create: an agent's name, or * for any"},
                "summary": {"type": "string", "description": "create: the work in one sentence"},
                "intent": {"type": "string", "description": "create: what the user wants in the end"},
                "next": {"type": "array", "items": {"type": "string"}, "description": "create: next steps"},
                "refs": {"type": "array", "items": {"type": "string"}, "description": "create: paths to read"},
                "payload": {"description": "create: any JSON"},
                "priority": {"enum": ["low", "normal", "high", "critical"]},
                "key": {"type": "string", "description": "create: the same key again creates nothing new"},
                "transfers": {"type": "array", "items": {"type": "string"}, "description": "create: paths that pass to the receiver: you may not write there any more"},
                "id": {"type": "string", "description": "complete, reject"},
                "result": {"description": "complete: any JSON"},
                "reason": {"type": "string", "description": "reject"}
            }),
            &["action"],
        )
    },
    effect: Effect::Changes { destroys: false, again: false },
    run,
};

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let action = arguments.needed("action")?;
    match action.as_str() {
        "create" => created(call, arguments),
        "next" => {
            arguments.done()?;
            let Done { value, became, .. } = accept_next(call.context, None, &WriteArgs::default(), None)?;
            replied(call, became, value.unwrap_or_default())
        }
        "complete" => {
            let (id, result) = (id(&mut arguments)?, arguments.value("result"));
            arguments.done()?;
            end(call, &id, "complete", &Ending::Completed { result, artifacts: Vec::new() }, None)
        }
        "reject" => {
            let (id, reason) = (id(&mut arguments)?, arguments.needed("reason")?);
            arguments.done()?;
            end(call, &id, "reject", &Ending::Rejected { reason: reason.clone() }, Some(reason))
        }
        other => {
            let why = format!("action is {other:?}, none of create, next, complete, reject");
            Err(Failure::new(Kind::Usage, why).into())
        }
    }
}

fn id(arguments: &mut Arguments) -> Result<HandoffId> {
    arguments.parsed("id")?.ok_or_else(|| missing("id"))
}

fn created(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let (session, agent) = (call.context.session, call.agent()?);
    let to: Addressee = arguments.parsed("to")?.ok_or_else(|| missing("to"))?;
    let summary = arguments.needed("summary")?;
    if summary.trim().is_empty() {
        return Err(Failure::new(Kind::Usage, "the summary is empty").hint("describe the work in one sentence").into());
    }
    let priority = arguments.chosen("priority", &Priority::ALL)?.unwrap_or_default();
    let canonical = |paths: Vec<KeyPath>| paths.iter().map(KeyPath::to_string).collect::<Vec<_>>();
    let (refs, transfers) = (session.paths(&arguments.texts("refs")?)?, session.paths(&arguments.texts("transfers")?)?);
    transfers.iter().try_for_each(check_place)?;
    if !call.view.scope()?.is_free() {
        let snapshot = call.snapshot()?;
        transfers.iter().try_for_each(|path| call.may_see_all(path, &snapshot.document))?;
    }
    let mut transfers = canonical(transfers);
    transfers.dedup();
    let template = Handoff {
        session: session.id()?,
        intent: arguments.text("intent")?,
        next: arguments.texts("next")?,
        refs: canonical(refs),
        payload: arguments.value("payload"),
        key: arguments.text("key")?,
        transfers,
        ..Handoff::new(agent, to.clone(), priority, summary.clone())
    };
    arguments.done()?;
    let places = Places::from(session.namespace()?);
    let request = Request { message: Some(summary), ..Request::plain(format!("hand over to {to}"), places) };
    let asked = Creating { template: &template, supersedes: None, times: [None, None], pairs: &[] };
    let Done { value, became, .. } = create(request, call.context, &asked)?;
    replied(call, became, value)
}

fn end(
    call: &mut Call<'_, '_>,
    id: &HandoffId,
    verb: &'static str,
    ending: &Ending,
    message: Option<String>,
) -> Result<Reply> {
    let (agent, write) = (call.agent()?, WriteArgs::default());
    let asked = Asked { verb, op: ending.op(), id, write: &write, message, printed: Printed::Json };
    let Done { value, became, .. } = asked.taken(call.context, &mut ended(&agent, ending))?;
    replied(call, became, value)
}

fn replied(call: &Call<'_, '_>, became_so: crate::session::transaction::Became, mut handoff: Value) -> Result<Reply> {
    call.seen_handoff(&mut handoff)?;
    let what =
        handoff.get("id").and_then(Value::as_str).map_or_else(|| "handoff".to_owned(), |id| format!("handoff {id}"));
    Ok(Reply::of_others(what, with(became(became_so), "handoff", handoff), "get_context with the paths in refs"))
}
