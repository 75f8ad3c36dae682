//! `ctx detach`: remove the reference to a file.

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::kind_of;
use crate::kept::attached::Attached;
use crate::log::entry::Action;
use crate::options::assignment::path_alone;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;
use crate::text::shell::shell_word;

/// Remove the reference to a file that was attached
///
/// The file itself stays for `ctx undo` and `ctx get --at`, until the log no longer refers to it:
/// then `ctx log compact` removes it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx attach build.report report.txt && ctx detach build.report
  ctx attach build.report report.txt && ctx detach build.report --print-rev && ctx undo")]
pub struct Args {
    /// Path of the reference
    #[arg(value_name = "PATH")]
    path: String,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = path_alone(&args.path, "detach", context.session)?;
    let request = args.write.request(format!("detach {path}"), path.clone(), args.message.message.clone());
    let record = json!({"path": path.to_string()});
    let done = request.run(context, |draft| {
        let Some(value) = draft.document().get(&path) else {
            let failure = Failure::new(Kind::No, format!("there is no {path}")).fact("path", path.to_string());
            return Err(failure.hint("to list what exists: ctx keys").into());
        };
        if Attached::read(value).is_none() {
            let why = format!("{path} is {}, not an attached file", kind_of(value));
            let hint = format!("to remove it all the same: ctx unset {}", shell_word(&path));
            return Err(Failure::new(Kind::BadData, why).fact("path", path.to_string()).hint(hint).into());
        }
        draft.unset(&path)?;
        Ok((Action { op: "detach", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
