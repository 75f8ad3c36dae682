//! The events of a client at which it runs `ctx hook`.

/// An event in the life of a session of a client, by ctx's own name: each client has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientEvent {
    SessionStart,
    /// The user gave a prompt.
    Prompt,
    /// The agent is about to end its turn.
    Stop,
    SubagentStop,
    /// The client is about to summarise the conversation.
    PreCompact,
    SessionEnd,
}

impl ClientEvent {
    /// Every event, by the word that names it on a command line.
    pub const ALL: [(&'static str, Self); 6] = [
        ("session-start", Self::SessionStart),
        ("prompt", Self::Prompt),
        ("stop", Self::Stop),
        ("subagent-stop", Self::SubagentStop),
        ("pre-compact", Self::PreCompact),
        ("session-end", Self::SessionEnd),
    ];

    /// The word that names it on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SessionStart => "session-start",
            Self::Prompt => "prompt",
            Self::Stop => "stop",
            Self::SubagentStop => "subagent-stop",
            Self::PreCompact => "pre-compact",
            Self::SessionEnd => "session-end",
        }
    }
}
