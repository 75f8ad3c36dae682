//! `ctx merge`: merge an object into the document.

use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::commands::Answer;
use crate::draft::Draft;
use crate::edit::altered::Altered;
use crate::edit::merge::{Arrays, MergeRule, Strategy};
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::kind_of;
use crate::kept::policy::Policies;
use crate::log::entry::Action;
use crate::options::assignment::is_pair;
use crate::options::base::BaseArgs;
use crate::options::value::read_json;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::platform::input::{Source, is_file};
use crate::session::Context;
use crate::session::choice::choice;
use crate::text::shell::{shell_path, shell_quoted};

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
  jq .defaults settings.json | ctx merge --into build --strategy keep -
  ctx merge --base 9 -f plan.json"#)]
pub struct Args {
    /// Object to merge; - reads it from standard input
    #[arg(value_name = "JSON", conflicts_with = "file")]
    object: Option<String>,

    /// Read the object from FILE; - is standard input
    #[arg(short, long, alias = "from-file", value_name = "FILE")]
    file: Option<Source>,

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
    if let Some(since) = &args.base.base {
        let action = Action { op: "merge", args: json!({"path": path.to_string()}) };
        args.base.run(since, &[(path, object.into())], &[], request, &action, context)?;
        return Ok(Answer::Yes);
    }
    let rule = MergeRule { strategy: args.strategy, arrays: args.arrays, ..MergeRule::default() };
    let name = |list: &[(&'static str, bool)]| list.iter().find(|(_, is)| *is).map_or("", |(name, _)| name);
    let record = json!({
        "path": path.to_string(),
        "strategy": name(&STRATEGIES.map(|(n, s)| (n, s == args.strategy))),
        "arrays": name(&ARRAYS.map(|(n, a)| (n, a == args.arrays))),
    });
    let done = request.run(context, |draft| {
        draft.merge(&path, object.clone(), rule)?;
        Ok((Action { op: "merge", args: record.clone() }, told(draft, &path, &object)))
    })?;
    done.print(context.out, []);
    if let Some(told) = &done.value {
        context.session.say(&format!("merged by the policies: {told}"));
    }
    Ok(Answer::Yes)
}

/// What became of the values, where policies decide.
fn told(draft: &Draft<'_>, path: &KeyPath, object: &Map<String, Value>) -> Option<String> {
    if Policies::of(draft.document()).is_ok_and(|policies| policies.all().is_empty()) {
        return None;
    }
    let mut altered = Altered::of(draft, None);
    altered.compare(path, &Value::Object(object.clone()));
    altered.told()
}

fn read_object(args: &Args, context: &Context<'_>) -> Result<Value> {
    let source = match (&args.object, &args.file) {
        (Some(word), _) if word == "-" => Source::StandardInput,
        (Some(word), _) => return read_json(word.as_bytes(), "the input").map_err(|error| meant(word, error)),
        (None, Some(file)) => file.clone(),
        (None, None) => {
            return Err(Failure::new(Kind::Usage, "no object given")
                .hint("to read it from a file: ctx merge -f FILE")
                .hint("to read it from standard input: ctx merge -")
                .into());
        }
    };
    read_json(&context.read(&source)?, &source.to_string())
}

/// Adds what may be meant by a word that is not JSON.
fn meant(word: &str, error: anyhow::Error) -> anyhow::Error {
    let file = Path::new(word.strip_prefix('@').unwrap_or(word));
    let command = match is_file(file) {
        true => format!("to merge the contents of the file: ctx merge -f {}", shell_path(file)),
        false if is_pair(word) => format!("to set one value: ctx set {}", shell_quoted(word)),
        false => return error,
    };
    match error.downcast::<Failure>() {
        Ok(failure) => failure.hint(command).into(),
        Err(error) => error,
    }
}
