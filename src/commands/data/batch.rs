//! `ctx batch`: many changes, one revision.

use anyhow::Result;
use serde_json::{Map, Number, Value, json};

use crate::commands::Answer;
use crate::draft::Draft;
use crate::edit::guard::Places;
use crate::edit::merge::MergeRule;
use crate::edit::patch;
use crate::edit::patch::Patcher;
use crate::error::{Failure, Kind};
use crate::json::decimal::sum;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::kept::limit;
use crate::log::entry::Action;
use crate::options::value::read_json;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::platform::input::Source;
use crate::session::{Context, Session, salt};

/// Apply many changes as one revision
///
/// Reads one change per line from FILE, or from standard input for -, as JSON objects:
///
///   {"op":"set","path":"a.b","value":1}       {"op":"unset","path":"a.b"}
///   {"op":"append","path":"a","value":1}      {"op":"incr","path":"n","value":1}
///   {"op":"merge","path":"a","value":{}}      {"op":"test","path":"a","value":1}
///
/// or operations of RFC 6902, whose paths are JSON Pointers, see `ctx patch`: add, remove, replace,
/// move, copy. Takes a JSON array of such objects too.
///
/// Applies all of them or none. Fails if a test fails (exit code 3). Empty lines are ignored.
#[derive(clap::Args, Debug)]
#[command(verbatim_doc_comment)]
#[command(after_long_help = r#"Examples:
  ctx batch changes.jsonl
  echo '{"op":"incr","path":"build.attempts","value":1}' | ctx batch -
  ctx batch changes.jsonl --dry-run"#)]
pub struct Args {
    /// File with the changes; - is standard input
    #[arg(value_name = "FILE", conflicts_with = "file")]
    input: Option<Source>,

    /// As FILE
    #[arg(short, long, alias = "from-file", value_name = "FILE")]
    file: Option<Source>,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// One change, parsed.
struct Step {
    /// What messages call it: `line 2`.
    name: String,
    path: KeyPath,
    change: Change,
}

/// What a change may be called.
const OPS: &str = "set, unset, append, incr, merge, test, add, remove, replace, move, copy";

enum Change {
    Set(Value),
    Unset,
    Append(Value),
    Incr(Number),
    Merge(Map<String, Value>),
    Test(Value),
    Patch(Operation),
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let Some(source) = args.input.as_ref().or(args.file.as_ref()) else {
        return Err(Failure::new(Kind::Usage, "no changes given")
            .hint("to read them from a file: ctx batch FILE")
            .hint("to read them from standard input: ctx batch -")
            .into());
    };
    let steps = read_steps(context, source)?;
    let (agent, salt, own) = (context.session.agent()?, salt()?, context.max_size);
    let paths = steps.iter().filter(|s| !matches!(s.change, Change::Test(_))).map(|s| s.path.clone()).collect();
    let places = Places::or(paths, context.session.namespace()?);
    let record = json!({"steps": steps.len()});
    let request = args.write.request("apply the batch".to_owned(), places, args.message.message.clone());
    let done = request.run(context, |draft| {
        let limit = limit::declared(draft.document())?.unwrap_or(own);
        let mut patcher = Patcher { marks: (&agent, &salt), room: limit.bytes(), limit };
        for step in &steps {
            step.apply(draft, &mut patcher).map_err(|e| e.context(step.name.clone()))?;
        }
        draft.settle();
        Ok((Action { op: "batch", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn read_steps(context: &Context<'_>, source: &Source) -> Result<Vec<Step>> {
    let input = context.read(source)?;
    let named = |name: String, value: Result<Value>| {
        value
            .and_then(|value| Step::read(context.session, name.clone(), value))
            .map_err(|e| e.context(format!("{source}, {name}")))
    };
    // A patch as `--dry-run` prints it is over several lines.
    if input.trim_ascii_start().starts_with(b"[")
        && let Ok(Value::Array(items)) = read_json(&input, "the input")
    {
        return items.into_iter().enumerate().map(|(i, item)| named(format!("[{i}]"), Ok(item))).collect();
    }
    let lines = input.split(|&byte| byte == b'\n').enumerate();
    lines
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(i, line)| named(format!("line {}", i + 1), read_json(line, "the line")))
        .collect()
}

impl Step {
    fn read(session: &Session, name: String, value: Value) -> Result<Self> {
        let is_of_patch = |op: &str| op != "test" && patch::NAMES.contains(&op);
        if value.get("op").and_then(Value::as_str).is_some_and(is_of_patch) {
            session.refuse_namespace_of_patch()?;
            let operation = patch::read_operation(value)?;
            let path = KeyPath::from(operation.path());
            return Ok(Self { name, path, change: Change::Patch(operation) });
        }
        let Value::Object(mut members) = value else {
            return Err(bad("it is not an object"));
        };
        let mut word = |name: &str| match members.shift_remove(name) {
            Some(Value::String(word)) => Ok(word),
            Some(_) => Err(bad(&format!("its {name:?} is not a string"))),
            None => Err(bad(&format!("it has no {name:?}"))),
        };
        let (op, path) = (word("op")?, word("path")?);
        // The root, as a JSON Pointer.
        let path = if path.is_empty() && op == "test" { session.namespace()? } else { session.path(&path)? };
        let value = members.shift_remove("value");
        if let Some(name) = members.keys().next() {
            return Err(bad(&format!("it has an unknown member {name:?}; known members are op, path and value")));
        }
        let change = match (op.as_str(), value) {
            ("set", Some(value)) => Change::Set(value),
            ("unset", None) => Change::Unset,
            ("append", Some(value)) => Change::Append(value),
            ("incr", None) => Change::Incr(Number::from(1)),
            ("incr", Some(Value::Number(by))) => Change::Incr(by),
            ("merge", Some(Value::Object(members))) => Change::Merge(members),
            ("test", Some(value)) => Change::Test(value),
            ("set" | "append" | "test", None) => return Err(bad("it has no \"value\"")),
            ("merge", _) => return Err(bad("its \"value\" is not an object")),
            ("incr", _) => return Err(bad("its \"value\" is not a number")),
            ("unset", _) => return Err(bad("unset takes no \"value\"")),
            _ => return Err(bad(&format!("its op {op:?} is not one of {OPS}"))),
        };
        Ok(Self { name, path, change })
    }

    fn apply(&self, draft: &mut Draft<'_>, patcher: &mut Patcher<'_>) -> Result<()> {
        let path = &self.path;
        // Nothing is looked at that another line removes only later.
        if !matches!(self.change, Change::Unset | Change::Patch(_)) {
            draft.settle_at(path);
        }
        match &self.change {
            Change::Set(value) => draft.set_and_clear_later(path, value.clone()),
            Change::Unset if draft.unset_later(path)? => Ok(()),
            Change::Unset => Err(Failure::new(Kind::No, format!("there is no {path}")).into()),
            Change::Append(value) => draft.append(path, vec![value.clone()], false),
            Change::Incr(by) => {
                let total = match draft.document().get(path) {
                    None => by.clone(),
                    Some(Value::Number(held)) => sum(held, by)?,
                    Some(other) => return Err(draft.not_a(path, other, "a number", "add to")),
                };
                draft.set_keeping_expiry(path, Value::Number(total))
            }
            Change::Merge(members) => draft.merge(path, members.clone(), MergeRule::default()),
            Change::Test(value) => {
                let place = draft.document().pointer(path);
                patch::test(draft, &place, value)
            }
            Change::Patch(operation) => patcher.apply(draft, operation),
        }
    }
}

fn bad(why: &str) -> anyhow::Error {
    Failure::new(Kind::BadData, why).into()
}
