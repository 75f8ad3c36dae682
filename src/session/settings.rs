//! The global options.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::log::agent::AgentName;
use crate::output::{ColorChoice, ErrorFormat};
use crate::session::choice::choice;
use crate::store::Durability;
use crate::text::duration::parse_duration;

/// The default time to wait for the lock.
pub const WAIT: Duration = Duration::from_secs(10);

/// The global options.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Global options")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Settings {
    /// Use the context at PATH [env: CTX_CONTEXT or CTX_FILE] [default: .ctx/context.json here or in a parent directory]
    #[arg(short, long, value_name = "PATH", global = true)]
    pub context: Option<PathBuf>,

    /// Prefix every path with this key [env: CTX_NAMESPACE]
    #[arg(short = 'N', long, value_name = "KEY", global = true)]
    pub namespace: Option<String>,

    /// Treat each path as a single literal key
    #[arg(long, global = true)]
    pub literal: bool,

    /// Set the name of the agent [env: CTX_AGENT] [default: the coding agent detected, or USER@HOST]
    #[arg(long, value_name = "NAME", global = true)]
    pub agent: Option<AgentName>,

    /// Set how long to wait for the lock [env: CTX_WAIT] [default: 10s]
    #[arg(long, value_name = "DURATION", global = true, value_parser = parse_duration)]
    pub wait: Option<Duration>,

    /// Fail at once if the lock is held (exit code 4)
    #[arg(long, global = true, conflicts_with = "wait")]
    pub no_wait: bool,

    /// Read without taking the lock
    #[arg(long, global = true)]
    pub no_lock: bool,

    /// Set what a change survives: full and log a power cut, fast a crash of ctx [env: CTX_DURABILITY] [default: full]
    #[arg(long, value_name = "LEVEL", global = true, value_parser = choice(&Durability::ALL))]
    pub durability: Option<Durability>,

    /// Set the format of errors and notes [default: text]
    #[arg(long, value_name = "FORMAT", global = true, value_parser = choice(&ErrorFormat::ALL))]
    pub error_format: Option<ErrorFormat>,

    /// Print errors only, no notes
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// Set when to use color [default: auto]
    #[arg(long, value_name = "WHEN", global = true, value_parser = choice(&ColorChoice::ALL))]
    pub color: Option<ColorChoice>,
}
