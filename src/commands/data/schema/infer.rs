//! `ctx schema infer`: a schema from what is there.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::schema::{DIALECT, infer};
use crate::session::Context;
use crate::text::shell::shell_word;

/// Print a schema that fits what is there
///
/// It says the types, the keys that all objects in one place have, and what the items of an array
/// have in common: a beginning, to be edited. Prints it and sets nothing.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx schema infer build
  ctx schema infer build | ctx schema set - build")]
pub struct Args {
    /// Path of the value [default: the namespace, or all]
    #[arg(value_name = "PATH")]
    path: Option<String>,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let document = context.store.read()?.document;
    let Some(value) = document.visible(&path) else {
        let failure = Failure::new(Kind::No, format!("there is no {path}")).fact("path", path.to_string());
        return Err(failure.hint(format!("ctx set {} VALUE", shell_word(&path))).into());
    };
    let mut schema = Map::from_iter([("$schema".to_owned(), json!(DIALECT))]);
    if let Value::Object(inferred) = infer(&value.to_value()) {
        schema.extend(inferred);
    }
    context.out.json(&Value::Object(schema))?;
    Ok(Answer::Yes)
}
