//! What a call knows of its client: whether it still waits for the answer, and how to tell it of progress.

use std::time::{Duration, Instant};

use anyhow::Result;
use rmcp::RoleServer;
use rmcp::model::ProgressNotificationParam;
use rmcp::service::RequestContext;
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::error::{Failure, Kind};

/// The link from a call to its client.
#[derive(Clone)]
pub struct Link {
    request: RequestContext<RoleServer>,
    gone: watch::Receiver<bool>,
    runtime: Handle,
    began: Instant,
}

impl Link {
    /// The link of a request; called on the thread of the server.
    pub fn of(request: RequestContext<RoleServer>, gone: watch::Receiver<bool>) -> Self {
        Self { request, gone, runtime: Handle::current(), began: Instant::now() }
    }

    /// Whether nobody waits for the answer.
    pub fn is_cancelled(&self) -> bool {
        self.request.ct.is_cancelled()
    }

    /// Sleeps until the request is cancelled.
    pub async fn cancelled(&self) {
        self.request.ct.cancelled().await;
    }

    /// # Errors
    /// Fails if nobody waits for the answer.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() { Err(cancelled().into()) } else { Ok(()) }
    }

    /// As [`Link::check`]; a call that only waits also ends if the client has closed its end.
    ///
    /// # Errors
    /// As [`Link::check`].
    pub fn check_waiting(&self) -> Result<()> {
        if *self.gone.borrow() { Err(cancelled().into()) } else { self.check() }
    }

    /// How long the call takes so far.
    pub fn took(&self) -> Duration {
        self.began.elapsed()
    }

    /// Tells the client how far a wait of `whole` is, if it asked for that.
    pub fn progress(&self, whole: Duration, message: &str) {
        let Some(token) = self.request.meta.get_progress_token() else { return };
        let told = ProgressNotificationParam::new(token, self.took().as_secs_f64()).with_total(whole.as_secs_f64());
        let (peer, told) = (self.request.peer.clone(), told.with_message(message));
        drop(self.runtime.spawn(async move { drop(peer.notify_progress(told).await) }));
    }

    /// The name that the client gives itself.
    pub fn client(&self) -> Option<String> {
        self.request.client_info().map(|client| client.name)
    }
}

fn cancelled() -> Failure {
    Failure::new(Kind::Io, "cancelled by the client").outcome("not committed")
}
