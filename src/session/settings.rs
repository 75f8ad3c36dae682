//! The options that every command has.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::log::agent::AgentName;
use crate::output::{ColorChoice, ErrorFormat};
use crate::session::choice::choice;
use crate::store::Durability;

/// How long to wait for the lock by default.
pub const WAIT: Duration = Duration::from_secs(10);

/// Options that every command has.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Options of every command")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Settings {
    /// The context's file (also CTX_FILE) [default: the nearest .ctx/context.json upwards]
    #[arg(short, long, value_name = "PATH", global = true)]
    pub file: Option<PathBuf>,

    /// Put this key in front of every path (also CTX_NAMESPACE)
    #[arg(short = 'N', long, value_name = "KEY", global = true)]
    pub namespace: Option<String>,

    /// Take a whole path argument as one key
    #[arg(long, global = true)]
    pub literal: bool,

    /// Who acts (also CTX_AGENT) [default: a known agent, or user and host]
    #[arg(long, value_name = "NAME", global = true)]
    pub agent: Option<AgentName>,

    /// How long to wait for the lock (also CTX_WAIT) [default: 10s]
    #[arg(long, value_name = "DURATION", global = true, value_parser = humantime::parse_duration)]
    pub wait: Option<Duration>,

    /// Do not wait for the lock
    #[arg(long, global = true, conflicts_with = "wait")]
    pub no_wait: bool,

    /// Read without the lock
    #[arg(long, global = true)]
    pub no_lock: bool,

    /// What a change survives (also CTX_DURABILITY) [default: full]
    #[arg(long, value_name = "LEVEL", global = true, value_parser = choice(&Durability::ALL))]
    pub durability: Option<Durability>,

    /// How errors are told [default: text]
    #[arg(long, value_name = "FORMAT", global = true, value_parser = choice(&ErrorFormat::ALL))]
    pub error_format: Option<ErrorFormat>,

    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// When to use colours [default: auto]
    #[arg(long, value_name = "WHEN", global = true, value_parser = choice(&ColorChoice::ALL))]
    pub color: Option<ColorChoice>,
}
