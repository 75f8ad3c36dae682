//! `ctx mcp`: serve an agent.

use anyhow::Result;

use crate::agents::client::Client;
use crate::commands::{Answer, Reference};
use crate::json::glob::Glob;
use crate::json::path_syntax::PathError;
use crate::kept::access::check_pattern;
use crate::output::Output;
use crate::session::Session;
use crate::session::choice::choice;

/// Serve an agent in the Model Context Protocol (MCP), over standard input and output
///
/// Clients of agents start this. It serves the tools `get_context`, `query_context`, `set_context`, `merge_context`,
/// `update_task`, `handoff`, `wait_for`, `read_log`, `brief` and `lease`, the resources `ctx://document/PATH`,
/// `ctx://log` and `ctx://brief`, and the prompts `brief` and `handoff`. Guards, policies, schemas and the log are
/// those of the commands.
///
/// The agent is --agent, `CTX_AGENT` or `AI_AGENT` if that names one, or else that of --client, as hooks and commands
/// have it, or else the name that the client gives. What the server lets its client see and change holds for tools,
/// resources, the log and the brief alike, and is never for a counted item of an array (`a[0]`), as items move. Ends
/// with exit code 0 when the client closes its end.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx mcp </dev/null
  ctx mcp --client claude --read-only </dev/null
  ctx mcp --agent reviewer --allow 'plan.**' --deny '**.secret' </dev/null
  ctx mcp --tools get_context,brief </dev/null")]
pub struct Args {
    /// The client that starts this
    #[arg(long, value_name = "CLIENT", value_parser = choice(&Client::ALL))]
    pub client: Option<Client>,

    /// Change nothing: leave out the tools that write
    #[arg(long)]
    pub read_only: bool,

    /// Let the client see and change only PATH and below, or what a pattern matches (repeatable)
    #[arg(long, value_name = "PATH", value_parser = glob)]
    pub allow: Vec<Glob>,

    /// Hide PATH and below, or what a pattern matches, and refuse to change it (repeatable)
    #[arg(long, value_name = "PATH", value_parser = glob)]
    pub deny: Vec<Glob>,

    /// Offer only these tools, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = trimmed)]
    pub tools: Vec<String>,
}

pub fn run(args: &Args, session: &Session, reference: &Reference, _: &mut Output) -> Result<Answer> {
    (reference.serve)(args, session)?;
    Ok(Answer::Yes)
}

fn glob(text: &str) -> Result<Glob, String> {
    let glob: Glob = text.parse().map_err(|e: PathError| e.to_string())?;
    check_pattern(&glob).map_err(|e| e.to_string())?;
    Ok(glob)
}

#[expect(clippy::unnecessary_wraps, reason = "what reads an argument may fail")]
fn trimmed(text: &str) -> Result<String, std::convert::Infallible> {
    Ok(text.trim().to_owned())
}
