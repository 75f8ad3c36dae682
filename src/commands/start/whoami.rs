//! `ctx whoami`: show which agent and which context commands here use.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::commands::Answer;
use crate::error::Kind;
use crate::output::{Output, kind};
use crate::session::Session;

/// Show which agent and which context commands here use
///
/// Prints the agent that changes are attributed to, its session, the context, and where each comes
/// from: an option, a variable of the environment, or the working directory. Reads no context.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx whoami
  ctx whoami --json")]
pub struct Args {
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &Session, out: &mut Output) -> Result<Answer> {
    let (file_from, namespace_from) = session.sources();
    let file = match session.file() {
        Ok(located) => Some(std::path::absolute(&located.path).unwrap_or(located.path).display().to_string()),
        // None is found. One that is not trusted is an error.
        Err(error) if kind(&error) == Kind::Io => None,
        Err(error) => return Err(error),
    };
    let agent = session.agent_and_source()?;
    let namespace = session.namespace()?;
    let names = [
        ("agent", Some((agent.name.to_string(), agent.from))),
        ("session", session.id_and_source()?.map(|session| (session.name, session.from))),
        ("context", file.map(|path| (path, file_from))),
        ("namespace", Some((namespace.to_string(), namespace_from)).filter(|_| !namespace.is_root())),
    ];
    if args.json {
        let object = |(name, from): (String, &str)| json!({"name": name, "from": from});
        let all = names.map(|(what, name)| (what.to_owned(), name.map_or(Value::Null, object)));
        out.json(&Value::Object(Map::from_iter(all)))?;
        return Ok(Answer::Yes);
    }
    for (what, name) in names {
        let shown = name.map_or_else(|| "none".to_owned(), |(name, from)| format!("{name}  (from {from})"));
        out.line(&format!("{what:<9}  {shown}"))?;
    }
    Ok(Answer::Yes)
}
