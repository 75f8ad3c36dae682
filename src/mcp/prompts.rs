//! Prompts: what a person lets an agent begin with.

use anyhow::Result;
use rmcp::model::{ErrorData, GetPromptRequestParams, Prompt, PromptArgument, PromptMessage, Role};
use serde_json::Value;

use crate::mcp::call::Call;
use crate::mcp::reply::MOST;
use crate::mcp::tools::brief;
use crate::text::escape::quoted;

/// The prompt that is asked for.
pub enum Asked {
    Brief,
    /// To whom, and what.
    Handoff(Option<String>, Option<String>),
}

pub fn all() -> Vec<Prompt> {
    let argument = |name, about| PromptArgument::new(name).with_description(about).with_required(false);
    let to = argument("to", "The agent that is to go on; any, if left out");
    let summary = argument("summary", "The work in one sentence");
    vec![
        Prompt::new("brief", Some("Begin with what is open and new in the shared context"), None),
        Prompt::new("handoff", Some("Hand the work over to another agent"), Some(vec![to, summary])),
    ]
}

impl Asked {
    /// # Errors
    /// Fails if there is no such prompt.
    pub fn of(request: GetPromptRequestParams) -> Result<Self, ErrorData> {
        let arguments = request.arguments.unwrap_or_default();
        let text = |name: &str| arguments.get(name).and_then(Value::as_str).map(str::to_owned);
        match request.name.as_str() {
            "brief" => Ok(Self::Brief),
            "handoff" => Ok(Self::Handoff(text("to"), text("summary"))),
            other => {
                let why = format!("there is no prompt {other:?}; there are brief and handoff");
                Err(ErrorData::invalid_params(why, None))
            }
        }
    }

    /// The messages of the prompt.
    ///
    /// # Errors
    /// Fails if the context cannot be read.
    pub fn messages(&self, call: &mut Call<'_, '_>) -> Result<Vec<PromptMessage>> {
        let text = match self {
            Self::Brief => {
                let told = brief::text(call, MOST / 4)?;
                format!(
                    "This is the state of the context that you share with other agents.\n\n{told}\n\nTake the most urgent open work that is yours, or say that there is none."
                )
            }
            Self::Handoff(to, summary) => {
                let to = to.as_deref().filter(|to| !to.is_empty()).unwrap_or("*");
                let about = summary
                    .as_ref()
                    .map(|summary| format!(", with the summary {}", quoted(summary)))
                    .unwrap_or_default();
                format!(
                    "Hand your work over to {}{about}. First write what the next agent needs to the shared context with set_context. \
                     Then call handoff with action create: say in intent what the user wants in the end, in next what is left to do, \
                     and in refs the paths that you wrote. Last, tell the ID of the handoff.",
                    quoted(to)
                )
            }
        };
        Ok(vec![PromptMessage::new_text(Role::User, text)])
    }
}
