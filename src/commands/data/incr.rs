//! `ctx incr`: increment a number.

use anyhow::Result;
use serde_json::{Number, Value, json};

use crate::commands::Answer;
use crate::json::decimal::sum;
use crate::kept::redaction::Redacted;
use crate::log::entry::Action;
use crate::options::assignment::path_alone;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;

/// Increment a number
///
/// Adds N and prints the sum. Decimals are exact. A missing number counts as 0.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx incr build.attempts
  ctx incr build.attempts -2
  ctx incr cost 0.25")]
pub struct Args {
    /// Path of the number
    #[arg(value_name = "PATH")]
    path: String,

    /// Number to add: an integer or a decimal, possibly negative
    #[arg(value_name = "N", default_value = "1", allow_negative_numbers = true, value_parser = parse_number)]
    by: Number,

    /// Subtract N instead
    #[arg(long)]
    decrement: bool,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

fn parse_number(text: &str) -> Result<Number, String> {
    text.parse().map_err(|_| "not a number: an integer or decimal, such as 2, -1 or 0.5".to_owned())
}

fn negated(number: &Number) -> Result<Number> {
    let text = number.to_string();
    let negated = text.strip_prefix('-').map_or_else(|| format!("-{text}"), str::to_owned);
    Ok(negated.parse()?)
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = path_alone(&args.path, "incr", context.session)?;
    let by = if args.decrement { negated(&args.by)? } else { args.by.clone() };
    let record = json!({"path": path.to_string(), "by": by});
    let request = args.write.request(format!("increment {path}"), path.clone(), args.message.message.clone());
    let done = request.run(context, |draft| {
        let held = match draft.document().get(&path) {
            None => Number::from(0),
            Some(Value::Number(number)) => number.clone(),
            Some(other) => return Err(draft.not_a(&path, other, "a number", "add to")),
        };
        let total = sum(&held, &by)?;
        // The sum of zero and N is N itself, digit for digit.
        let is_redacted = Redacted::of(draft.document()).concerns(&draft.document().pointer(&path));
        draft.set_keeping_expiry(&path, Value::Number(total.clone()))?;
        let args = if is_redacted { json!({"path": path.to_string()}) } else { record.clone() };
        Ok((Action { op: "incr", args }, total))
    })?;
    done.print(context.out, [done.value.to_string()]);
    Ok(Answer::Yes)
}
