//! What a client tells `ctx hook` on standard input: one JSON object.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

/// What ctx takes from it. The rest is the client's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The ID of the session, or the conversation.
    pub session: Option<String>,
    /// Where the agent works.
    pub directory: Option<String>,
    /// The session goes on with the conversation that it had.
    pub is_resumed: bool,
    /// The agent is in a turn that a hook prolonged.
    pub is_prolonged: bool,
    /// The turn did not end by itself: the user or an error ended it.
    pub is_cut_short: bool,
}

/// The members, by the names that clients have for them.
#[derive(Deserialize)]
struct Members {
    session_id: Option<Value>,
    #[serde(rename = "sessionId")]
    session: Option<Value>,
    #[serde(rename = "sessionID")]
    session_of_plugin: Option<Value>,
    conversation_id: Option<Value>,
    cwd: Option<Value>,
    workspace_roots: Option<Value>,
    stop_hook_active: Option<Value>,
    loop_count: Option<Value>,
    status: Option<Value>,
    source: Option<Value>,
}

/// Why an input is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnInput(String);

impl std::fmt::Display for NotAnInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "standard input is not the JSON object of a client: {}", self.0)
    }
}

impl Input {
    /// Reads an input. An empty one says nothing, and a member of an unexpected kind neither.
    ///
    /// # Errors
    /// [`NotAnInput`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NotAnInput> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self::default());
        }
        let wrong = |e: serde_json::Error| NotAnInput(e.to_string());
        // What is ignored is not looked at.
        std::str::from_utf8(bytes).map_err(|e| NotAnInput(e.to_string()))?;
        if bytes.trim_ascii_start().first() != Some(&b'{') {
            // An array would be read as the members in order.
            serde_json::from_slice::<IgnoredAny>(bytes).map_err(wrong)?;
            return Err(NotAnInput("it is another JSON value".to_owned()));
        }
        let members: Members = serde_json::from_slice(bytes).map_err(wrong)?;
        let text = |value: Option<Value>| match value {
            Some(Value::String(text)) if !text.is_empty() => Some(text),
            _ => None,
        };
        let ids = [members.session_id, members.session, members.session_of_plugin, members.conversation_id];
        let root = members.workspace_roots.and_then(|roots| roots.get(0).cloned());
        let status = text(members.status);
        Ok(Self {
            session: ids.into_iter().find_map(text),
            directory: text(members.cwd).or_else(|| text(root)),
            is_resumed: text(members.source).is_some_and(|source| source == "resume"),
            is_prolonged: members.stop_hook_active == Some(Value::Bool(true))
                || members.loop_count.and_then(|count| count.as_u64()).is_some_and(|count| count > 0),
            is_cut_short: status.is_some_and(|status| ["aborted", "error"].contains(&status.as_str())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_says_who_and_where_in_its_own_words() {
        let parse = |text: &str| Input::parse(text.as_bytes()).unwrap();
        let of = |session: &str, directory: Option<&str>| Input {
            session: Some(session.to_owned()),
            directory: directory.map(str::to_owned),
            ..Input::default()
        };
        assert_eq!(parse(r#"{"session_id":"a","cwd":"/w","hook_event_name":"Stop"}"#), of("a", Some("/w")));
        assert_eq!(parse(r#"{"sessionId":"b","timestamp":1}"#), of("b", None));
        assert_eq!(parse(r#"{"conversation_id":"c","workspace_roots":["/r","/s"]}"#), of("c", Some("/r")));
        assert_eq!(parse(r#"{"sessionID":"d","session_id":"","cwd":[]}"#), of("d", None));
        for empty in ["", " \n", "{}", r#"{"session_id":7,"stop_hook_active":"yes","loop_count":0}"#] {
            assert_eq!(parse(empty), Input::default(), "{empty}");
        }
        for prolonged in [r#"{"stop_hook_active":true}"#, r#"{"loop_count":1,"status":"completed"}"#] {
            assert_eq!(parse(prolonged), Input { is_prolonged: true, ..Input::default() }, "{prolonged}");
        }
        assert!(parse(r#"{"source":"resume"}"#).is_resumed && !parse(r#"{"source":"compact"}"#).is_resumed);
        assert!(parse(r#"{"status":"aborted"}"#).is_cut_short);
    }

    #[test]
    fn anything_but_one_object_is_refused() {
        for text in ["{", "[]", "null", "\"a\"", "{} {}", "{\"cwd\":\"\u{0}\"}", "\u{feff}{}", "{\"cwd\":1,\"cwd\":2}"]
        {
            assert!(Input::parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(Input::parse(b"{\"a\":\"\xff\"}").is_err());
        assert!(Input::parse(format!("{}{}", "{\"a\":".repeat(100_000), "}".repeat(100_000)).as_bytes()).is_err());
    }
}
