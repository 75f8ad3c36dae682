//! A session that works for the client of a server.

use crate::session::gate::Client;
use crate::session::heard::Heard;
use crate::session::settings::Settings;
use crate::session::state::Session;

impl Session {
    /// Returns a session that works for a client, who hears its notes.
    #[must_use]
    pub fn of_client(settings: Settings, verb: String, client: Client) -> Self {
        let mut session = Self::new(settings, verb);
        session.heard = Heard::kept();
        session.client = Some(client);
        session
    }

    /// Returns the global options of the command line.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}
