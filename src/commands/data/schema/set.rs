//! `ctx schema set`: declare a schema.

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::commands::Answer;
use crate::kept::schema::{declare, kept_at};
use crate::log::entry::Action;
use crate::options::value::read_json;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::platform::input::Source;
use crate::schema::{Budget, Judge, Unknown, unknown};
use crate::session::Context;

/// How many unknown keywords are named.
const TOLD: usize = 5;

/// Set the schema of a path
///
/// Fails if what is there does not fit (exit code 5), unless --force is given. --dry-run judges,
/// and sets nothing.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx schema set schema.json build
  ctx schema infer build | ctx schema set - build")]
pub struct Args {
    /// File with the schema; - is standard input
    #[arg(value_name = "FILE")]
    file: Source,

    /// Path that the schema holds for, with everything below it [default: the namespace, or all]
    #[arg(value_name = "PATH")]
    path: Option<String>,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let tried = format!("set the schema of {path}");
    let schema = read_json(&context.read(&args.file)?, &args.file.to_string())?;
    // What is no schema is refused before the lock is taken.
    Judge::of(&schema, &Budget::of_reader()).with_context(|| context.could_not(&tried)).map(drop)?;
    let request = args.write.request(tried, kept_at(&path), args.message.message.clone());
    let record = json!({"path": path.to_string()});
    let done = request.run(context, |draft| {
        declare(draft, &path, &schema)?;
        Ok((Action { op: "schema.set", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    let unknown = unknown(&schema);
    for keyword in unknown.iter().take(TOLD) {
        context.session.say(&told(keyword));
    }
    if unknown.len() > TOLD {
        context.session.say(&format!("so are {} more", unknown.len() - TOLD));
    }
    Ok(Answer::Yes)
}

fn told(keyword: &Unknown) -> String {
    let meant = keyword.meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
    format!("warning: {} in the schema is no keyword of JSON Schema and judges nothing{meant}", keyword.place)
}
