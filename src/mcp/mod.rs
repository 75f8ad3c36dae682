//! The server for agents, in the Model Context Protocol over standard input and output.
//!
//! One thread serves the protocol; each call works on a thread of its own, in the order in which calls came: a call
//! that changes something waits for those before it, and those behind wait for it. Standard output is the protocol's.

mod arguments;
mod call;
mod link;
mod pipe;
mod prompts;
mod reply;
mod resources;
mod scope;
mod seen;
mod server;
mod shared;
mod tools;

use std::time::Duration;

use anyhow::Result;
use rmcp::ServiceExt as _;
use rmcp::transport::stdio_pipes;

use crate::commands::Serving;
use crate::error::{Failure, Kind};
use crate::mcp::pipe::Pipe;
use crate::mcp::server::Server;
use crate::mcp::shared::Shared;
use crate::session::Session;

/// How many calls work at a time, those that wait included.
const AT_A_TIME: usize = 64;

/// How long calls that still work may take when the client is gone: one that is cut off later than its commit point
/// stands, and any other has changed nothing.
const GRACE: Duration = Duration::from_millis(500);

/// Serves a client until it closes its end.
///
/// # Errors
/// Fails if a setting is invalid, or the system has no room for the server.
pub fn serve(serving: &Serving, session: &Session) -> Result<()> {
    let failed = |e: std::io::Error| Failure::new(Kind::Io, format!("could not start the server: {e}"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(AT_A_TIME)
        .build()
        .map_err(failed)?;
    let (gone, is_gone) = tokio::sync::watch::channel(false);
    let shared = Shared::new(serving, session, is_gone)?;
    runtime.block_on(async {
        let (input, output) = stdio_pipes();
        let server = Server::new(shared);
        // A client that closes its end before it says anything is served as well as it asks for.
        if let Ok(running) = server.serve(Pipe::new(input, output, gone)).await {
            drop(running.waiting().await);
        }
    });
    runtime.shutdown_timeout(GRACE);
    Ok(())
}
