//! `wait_for`: wait until something is so.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::commands::together::wait::condition::Condition;
use crate::commands::together::wait::test_args::Test;
use crate::error::{Failure, Kind};
use crate::mcp::arguments::{Arguments, missing};
use crate::mcp::call::Call;
use crate::mcp::reply::Reply;
use crate::mcp::tools::{Effect, Tool};
use crate::options::value_test::ValueTest;
use crate::session::now;
use crate::session::waiting::{Checked, LateWatch, Waited, until};
use crate::text::timestamp::Timestamp;

pub const TOOL: Tool = Tool {
    name: "wait_for",
    about: "Use this instead of polling, when you can go on only after others did something: a value is there, is gone, \
            equals something or changed; a task ended; a handoff to you is pending. Waits at most 60 s; code 4: not yet, call it again.",
    takes: || {
        (
            json!({
                "what": {"enum": ["exists", "absent", "equals", "changed", "task", "handoff"]},
                "path": {"type": "string"},
                "value": {"description": "for equals"},
                "since": {"type": "integer", "description": "for changed: the revision that you read"},
                "id": {"type": "string", "description": "for task"},
                "timeout_s": {"type": "integer", "minimum": 0, "maximum": 60}
            }),
            &["what"],
        )
    },
    effect: Effect::Waits,
    run,
};

/// The longest wait, in seconds.
const LONGEST: u64 = 60;

/// How often a call that waits looks whether its client still does.
const LOOK: Duration = Duration::from_millis(200);

/// How often a client is told that the call still waits.
const TELL: Duration = Duration::from_secs(1);

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let limit = Duration::from_secs(arguments.number("timeout_s", 0..=LONGEST)?.unwrap_or(LONGEST));
    let condition = condition(call, &mut arguments)?;
    arguments.done()?;
    let tried = format!("could not wait for {}", condition.described());
    let end = Instant::now().checked_add(limit);
    let (places, context, link) = (condition.places(), &*call.context, call.link);
    let (mut watch, mut told) = (LateWatch::default(), Duration::ZERO);
    let waited = until(context.store.as_ref(), &mut watch, (&places, end), &mut |snapshot| {
        link.check_waiting()?;
        if link.took() >= told + TELL {
            told = link.took();
            link.progress(limit, &format!("waiting for {}", condition.described()));
        }
        Ok(match condition.check(snapshot, context)? {
            Checked::NotYet(next) => Checked::NotYet(soon().into_iter().chain(next).min()),
            met @ Checked::Met(_) => met,
        })
    });
    drop(watch);
    match waited.with_context(|| format!("{tried} in {}", context.file.display()))? {
        Waited::Met(met) => Ok(Reply::of_others("what was waited for", json!({"met": met}), "get_context")),
        Waited::TimedOut(last) => {
            let why =
                format!("{tried} in {}: not within {}", context.file.display(), humantime::format_duration(limit));
            let failure = Failure::new(Kind::TimedOut, why).fact("rev", last.base().number());
            Err(failure.hint("to go on waiting, call wait_for again; read_log tells what changed meanwhile").into())
        }
    }
}

fn soon() -> Option<Timestamp> {
    now().checked_add_signed(chrono::TimeDelta::from_std(LOOK).ok()?)
}

fn condition(call: &Call<'_, '_>, arguments: &mut Arguments) -> Result<Condition> {
    let what = arguments.needed("what")?;
    let test = match what.as_str() {
        "task" => return Ok(Condition::Ended(arguments.parsed("id")?.ok_or_else(|| missing("id"))?)),
        "handoff" => return Ok(Condition::HandoffFor(call.agent()?)),
        "exists" => Test::Value(ValueTest::Exists),
        "absent" => Test::Value(ValueTest::Absent),
        "equals" => Test::Value(ValueTest::Equal(arguments.value("value").ok_or_else(|| missing("value"))?)),
        "changed" => Test::ChangedSince(arguments.parsed("since")?.ok_or_else(|| missing("since"))?),
        other => {
            let why = format!("what is {other:?}, none of exists, absent, equals, changed, task, handoff");
            return Err(Failure::new(Kind::Usage, why).into());
        }
    };
    let path = call.context.session.path(&arguments.needed("path")?)?;
    call.may_see(&path, &call.snapshot()?.document)?;
    Ok(Condition::Values { paths: vec![path], test, is_one_enough: false })
}
