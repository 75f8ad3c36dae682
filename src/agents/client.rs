//! The clients.

/// A program that runs an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    Claude,
    Codex,
    Gemini,
    Cursor,
    Copilot,
    OpenCode,
}

impl Client {
    /// Every client, by the word that names it on a command line.
    pub const ALL: [(&'static str, Self); 6] = [
        ("claude", Self::Claude),
        ("codex", Self::Codex),
        ("gemini", Self::Gemini),
        ("cursor", Self::Cursor),
        ("copilot", Self::Copilot),
        ("opencode", Self::OpenCode),
    ];

    /// The word that names it on a command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Claude => "claude",
            Self::Codex => "codex",
            Self::Gemini => "gemini",
            Self::Cursor => "cursor",
            Self::Copilot => "copilot",
            Self::OpenCode => "opencode",
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Claude => "Claude Code",
            Self::Codex => "Codex CLI",
            Self::Gemini => "Gemini CLI",
            Self::Cursor => "Cursor",
            Self::Copilot => "GitHub Copilot CLI",
            Self::OpenCode => "OpenCode",
        }
    }

    /// The name of its agent where nobody chose one. Where ctx can tell the client by a variable (see
    /// `session::agent`), commands of the agent have the same name.
    #[must_use]
    pub fn agent(self) -> &'static str {
        match self {
            Self::Claude => "claude-code",
            Self::Codex => "codex",
            Self::Gemini => "gemini-cli",
            Self::Cursor => "cursor",
            Self::Copilot => "copilot",
            Self::OpenCode => "opencode",
        }
    }
}
