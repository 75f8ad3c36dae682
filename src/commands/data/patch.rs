//! `ctx patch`: apply a JSON Patch.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::edit::guard::Places;
use crate::edit::patch;
use crate::edit::patch::{Misfit, Patcher};
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::kept::limit;
use crate::log::entry::Action;
use crate::options::value::read_json;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::platform::input::Source;
use crate::session::{Context, salt};

/// Apply a JSON Patch (RFC 6902)
///
/// Applies the operations add, remove, replace, move, copy and test in order: all of them, as one
/// revision, or none. A test that fails is a conflict (exit code 3). What `ctx diff --json` and
/// --dry-run print is such a patch. Paths are JSON Pointers from the document on, also where a
/// namespace is used elsewhere; - as the last part of one stands for the end of an array.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx patch '[{"op":"replace","path":"/build/status","value":"green"}]'
  ctx patch '[{"op":"test","path":"/plan/step","value":1},{"op":"remove","path":"/plan"}]'
  ctx diff HEAD v1 --json | ctx patch - --dry-run
  ctx patch -f changes.json"#)]
pub struct Args {
    /// Patch, an array of operations; - reads it from standard input
    #[arg(value_name = "JSON", conflicts_with = "file")]
    patch: Option<String>,

    /// Read the patch from FILE; - is standard input
    #[arg(short, long, alias = "from-file", value_name = "FILE")]
    file: Option<Source>,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.refuse_namespace_of_patch()?;
    let operations = patch::read(read_patch(args, context)?)?;
    let changed = operations.iter().filter(|operation| !matches!(operation, Operation::Test { .. }));
    let places = Places::or(changed.map(|operation| KeyPath::from(operation.path())).collect(), KeyPath::root());
    let record = json!({"operations": operations.len()});
    let (agent, salt, own) = (context.session.agent()?, salt()?, context.max_size);
    let request = args.write.request("apply the patch".to_owned(), places, args.message.message.clone());
    let done = request.run(context, |draft| {
        let limit = limit::declared(draft.document())?.unwrap_or(own);
        let mut patcher = Patcher { marks: (&agent, &salt), room: limit.bytes(), limit };
        for (index, operation) in operations.iter().enumerate() {
            let name = |error| Misfit::of_operation(index, operation).name(error);
            patcher.apply(draft, operation).map_err(name)?;
        }
        draft.settle();
        Ok((Action { op: "patch", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn read_patch(args: &Args, context: &Context<'_>) -> Result<Value> {
    let source = match (&args.patch, &args.file) {
        (Some(word), _) if word == "-" => Source::StandardInput,
        (Some(word), _) => return read_json(word.as_bytes(), "the patch"),
        (None, Some(file)) => file.clone(),
        (None, None) => {
            return Err(Failure::new(Kind::Usage, "no patch given")
                .hint("to read it from a file: ctx patch -f FILE")
                .hint("to read it from standard input: ctx patch -")
                .into());
        }
    };
    read_json(&context.read(&source)?, &source.to_string())
}
