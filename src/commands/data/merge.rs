//! `ctx merge`: merge an object into the document.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::edit::merge::{Arrays, MergeRule, Strategy};
use crate::error::{Failure, Kind};
use crate::json::kind_of;
use crate::log::entry::Action;
use crate::options::base::BaseArgs;
use crate::options::value::read_json;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::platform::input::{Source, is_typed};
use crate::session::Context;
use crate::session::choice::choice;

const STRATEGIES: [(&str, Strategy); 3] =
    [("replace", Strategy::Replace), ("keep", Strategy::Keep), ("fail", Strategy::Fail)];

const ARRAYS: [(&str, Arrays); 3] =
    [("replace", Arrays::Replace), ("append", Arrays::Append), ("union", Arrays::Union)];

/// Merge a JSON object into the document
///
/// Merges as RFC 7396 defines: values in the object replace existing ones, null removes.
/// Paths that have a policy merge by that policy (see `ctx policy`).
///
/// With --base, JSON is the complete value that you want, not a patch: members that it lacks
/// are removed, and null is a value. Your changes since revision REV are merged with the
/// changes of others. Fails if both changed a value differently (exit code 3).
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx merge '{"build":{"status":"green"}}'
  ctx merge --into build --strategy keep -
  ctx merge --base 12 --from-file plan.json"#)]
pub struct Args {
    /// Object to merge; without it, or with -, it is read from standard input
    #[arg(value_name = "JSON", conflicts_with = "from_file")]
    object: Option<String>,

    /// Read the object from FILE
    #[arg(long, value_name = "FILE")]
    from_file: Option<PathBuf>,

    /// Merge into the object at PATH, created if missing
    #[arg(long, value_name = "PATH")]
    into: Option<String>,

    /// Set what to do where both have a value: replace it, keep the existing one, or fail (exit code 3)
    #[arg(long, value_name = "STRATEGY", default_value = "replace", conflicts_with = "base", value_parser = choice(&STRATEGIES))]
    strategy: Strategy,

    /// Set what to do where both have an array: replace it, append the items, or append only new items
    #[arg(long, value_name = "RULE", default_value = "replace", conflicts_with = "base", value_parser = choice(&ARRAYS))]
    arrays: Arrays,

    #[command(flatten)]
    base: BaseArgs,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.into.as_deref())?;
    let object = match read_object(args, context)? {
        Value::Object(members) => members,
        other => {
            let why = format!("could not merge: the input is {}, not an object", kind_of(&other));
            return Err(Failure::new(Kind::BadData, why).hint("to replace one value: ctx set PATH VALUE").into());
        }
    };
    let request = args.write.request(format!("merge into {path}"), path.clone(), args.message.message.clone());
    if let Some(since) = args.base.base {
        let action = Action { op: "merge", args: json!({"path": path.to_string()}) };
        args.base.run(since, &[(path, object.into())], &[], request, &action, context)?;
        return Ok(Answer::Yes);
    }
    let rule = MergeRule { strategy: args.strategy, arrays: args.arrays };
    let name = |list: &[(&'static str, bool)]| list.iter().find(|(_, is)| *is).map_or("", |(name, _)| name);
    let record = json!({
        "path": path.to_string(),
        "strategy": name(&STRATEGIES.map(|(n, s)| (n, s == args.strategy))),
        "arrays": name(&ARRAYS.map(|(n, a)| (n, a == args.arrays))),
    });
    let done = request.run(context, |draft| {
        draft.merge(&path, object.clone(), rule)?;
        Ok((Action { op: "merge", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

fn read_object(args: &Args, context: &Context<'_>) -> Result<Value> {
    let source = match (&args.object, &args.from_file) {
        (Some(word), _) if word != "-" => return read_json(word.as_bytes(), "the input"),
        (None, Some(file)) => Source::File(file.clone()),
        (None, None) if is_typed() => {
            return Err(Failure::new(Kind::Usage, "no object given")
                .hint("to type it on standard input, use -")
                .into());
        }
        _ => Source::StandardInput,
    };
    read_json(&context.read(&source)?, "the input")
}
