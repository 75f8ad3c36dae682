//! The table of hooks: what each client calls an event, and which answer it reads. Looked up in November 2026.

use crate::agents::client::Client;
use crate::agents::event::ClientEvent;

/// The form of the answer that a client reads on standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `{"hookSpecificOutput":{"hookEventName":EVENT,"additionalContext":TEXT}}`
    Context,
    /// An object with the text under this name: `{"additionalContext":TEXT}`
    Member(&'static str),
    /// `{"continue":true,"additional_context":TEXT}`
    Continue,
    /// `{"decision":WORD,"reason":TEXT}`: the text is the next prompt, instead of the end of the turn.
    Decision(&'static str),
    /// The text alone.
    Text,
    /// The client reads no answer, so there is none.
    Nothing,
}

/// How something about a client is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The vendor's documentation, source or types say so.
    Vendor,
    /// Others say so who read the vendor's documentation or looked into the client.
    Reported,
}

/// What a client calls an event, and what it reads as answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The client's name of the event.
    pub event: &'static str,
    pub form: Form,
    pub evidence: Evidence,
    /// What a user should know.
    pub note: Option<&'static str>,
}

impl Hook {
    const fn new(event: &'static str, form: Form) -> Self {
        Self { event, form, evidence: Evidence::Vendor, note: None }
    }

    const fn reported(event: &'static str, form: Form) -> Self {
        Self { event, form, evidence: Evidence::Reported, note: None }
    }

    const fn but(self, note: &'static str) -> Self {
        Self { note: Some(note), ..self }
    }
}

/// Returns what a client calls an event; `None` if it has no such event.
#[must_use]
pub fn hook(client: Client, event: ClientEvent) -> Option<Hook> {
    match client {
        Client::Claude => Some(claude(event)),
        Client::Codex => codex(event),
        Client::Gemini => gemini(event),
        Client::Cursor => Some(cursor(event)),
        Client::Copilot => Some(copilot(event)),
        Client::OpenCode => opencode(event),
    }
}

/// Types of the npm package `@anthropic-ai/claude-agent-sdk` 0.3.332, docs.claude.com/en/docs/claude-code/hooks.
/// Input: `session_id`, `cwd`, `hook_event_name`, `stop_hook_active`, `agent_id` in a subagent. Exit code 2 blocks.
fn claude(event: ClientEvent) -> Hook {
    match event {
        ClientEvent::SessionStart => Hook::new("SessionStart", Form::Context),
        ClientEvent::Prompt => Hook::new("UserPromptSubmit", Form::Context),
        ClientEvent::Stop => Hook::new("Stop", Form::Decision("block")),
        ClientEvent::SubagentStop => Hook::new("SubagentStop", Form::Decision("block")),
        ClientEvent::PreCompact => Hook::new("PreCompact", Form::Nothing)
            .but("after compaction SessionStart runs again, with the source `compact`"),
        ClientEvent::SessionEnd => Hook::new("SessionEnd", Form::Nothing),
    }
}

/// openai/codex `codex-rs/hooks` (schemas and parser), developers.openai.com/codex/hooks. Input as of Claude Code,
/// with `turn_id`. An answer with an unknown member is refused; plain text counts as context.
fn codex(event: ClientEvent) -> Option<Hook> {
    Some(match event {
        ClientEvent::SessionStart => Hook::new("SessionStart", Form::Context).but(
            "it runs with the first prompt, not before; one user saw 0.154.0 refuse such answers (openai/codex#45999)",
        ),
        ClientEvent::Prompt => Hook::new("UserPromptSubmit", Form::Context),
        ClientEvent::Stop => Hook::new("Stop", Form::Decision("block")),
        ClientEvent::SubagentStop => Hook::new("SubagentStop", Form::Decision("block")),
        ClientEvent::PreCompact => Hook::new("PreCompact", Form::Nothing),
        ClientEvent::SessionEnd => return None,
    })
}

/// google-gemini/gemini-cli `docs/hooks/reference.md`. Input: `session_id`, `cwd`, `hook_event_name`,
/// `stop_hook_active`. Standard output is JSON or empty. Exit code 2 blocks; before a turn it erases the prompt.
fn gemini(event: ClientEvent) -> Option<Hook> {
    Some(match event {
        ClientEvent::SessionStart => Hook::new("SessionStart", Form::Context),
        ClientEvent::Prompt => Hook::new("BeforeAgent", Form::Context),
        ClientEvent::Stop => Hook::new("AfterAgent", Form::Decision("deny")),
        ClientEvent::SubagentStop => return None,
        ClientEvent::PreCompact => Hook::new("PreCompress", Form::Nothing),
        ClientEvent::SessionEnd => Hook::new("SessionEnd", Form::Nothing),
    })
}

/// cursor.com/docs/hooks, by way of DietrichGebert/ponytail `docs/cursor-hooks.md`, which also read client 3.20.17.
/// Input: `conversation_id`, `session_id`, `workspace_roots`, `hook_event_name`; at the stop `status`, `loop_count`.
fn cursor(event: ClientEvent) -> Hook {
    match event {
        ClientEvent::SessionStart => Hook::reported("sessionStart", Form::Member("additional_context"))
            .but("cloud agents do not run it, and a first prompt given at once can be sent before it has answered"),
        ClientEvent::Prompt => Hook::reported("beforeSubmitPrompt", Form::Continue)
            .but("`additional_context` works in 3.20.17, and is not documented for this event"),
        ClientEvent::Stop => Hook::reported("stop", Form::Member("followup_message")),
        ClientEvent::SubagentStop => Hook::reported("subagentStop", Form::Member("followup_message")),
        ClientEvent::PreCompact => Hook::reported("preCompact", Form::Nothing),
        ClientEvent::SessionEnd => Hook::reported("sessionEnd", Form::Nothing),
    }
}

/// github/docs `content/copilot/reference/hooks-reference.md`, for the CLI and the cloud agent. Input: `sessionId`,
/// `cwd`, `stop_hook_active` (at `agentStop` only); with a name in Pascal case `session_id` and `hook_event_name`. It
/// also reads hooks in `.claude/settings.json`.
fn copilot(event: ClientEvent) -> Hook {
    match event {
        ClientEvent::SessionStart => Hook::new("sessionStart", Form::Member("additionalContext"))
            .but("one user saw the CLI 1.0.8 ignore it (github/copilot-cli#2142)"),
        ClientEvent::Prompt => Hook::new("userPromptSubmitted", Form::Nothing)
            .but("its answer is dropped, so news reach the agent when a session starts or through MCP"),
        ClientEvent::Stop => Hook::new("agentStop", Form::Decision("block")),
        ClientEvent::SubagentStop => Hook::new("subagentStop", Form::Decision("block")),
        ClientEvent::PreCompact => Hook::new("preCompact", Form::Nothing),
        ClientEvent::SessionEnd => Hook::new("sessionEnd", Form::Nothing),
    }
}

/// Types of the npm package `@opencode-ai/plugin` 1.18.33, opencode.ai/docs/plugins. It runs no commands: a plugin
/// does, gives `{"session_id":…,"cwd":…}`, and puts the text where the event has it. What V2 of the plugin API
/// calls these events was not verified.
fn opencode(event: ClientEvent) -> Option<Hook> {
    Some(match event {
        ClientEvent::Prompt => Hook::new("chat.message", Form::Text)
            .but("the first prompt of a session gets the brief; a plugin adds the text as a part of the message"),
        ClientEvent::Stop => Hook::new("session.idle", Form::Text)
            .but("the turn is over by then: a plugin gives the text as the next prompt"),
        ClientEvent::PreCompact => Hook::new("experimental.session.compacting", Form::Text),
        ClientEvent::SessionEnd => Hook::new("session.deleted", Form::Nothing),
        ClientEvent::SessionStart | ClientEvent::SubagentStop => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_client_hears_of_prompts_and_ends_of_turns_and_no_context_is_lost_on_an_end() {
        for (word, client) in Client::ALL {
            assert_eq!(client.word(), word);
            for event in [ClientEvent::Prompt, ClientEvent::Stop, ClientEvent::PreCompact] {
                assert!(hook(client, event).is_some(), "{word} {}", event.word());
            }
            let end = hook(client, ClientEvent::SessionEnd).map(|hook| hook.form);
            assert!(end.is_none_or(|form| form == Form::Nothing), "{word}");
        }
        for (word, event) in ClientEvent::ALL {
            assert_eq!(event.word(), word);
        }
    }
}
