//! What `ctx hook` prints: a text in the form that a client reads.

use serde_json::{Value, json};

use crate::agents::hook::{Form, Hook};

/// Returns the answer with a text of at most so many bytes as `text` is given, in at most `most` bytes with its line
/// break. `None` if the client reads none, if `text` has nothing to say, or if the bound holds no answer.
///
/// In JSON a text is longer than it is: `text` is asked again with less.
#[must_use]
pub fn answer(hook: Hook, most: usize, mut text: impl FnMut(usize) -> Option<String>) -> Option<String> {
    let mut within = most.checked_sub(in_form(hook, "")?.len() + 1)?;
    loop {
        let answer = in_form(hook, &text(within)?)?;
        let over = (answer.len() + 1).saturating_sub(most);
        if over == 0 {
            return Some(answer);
        }
        // A byte of the text takes one or two bytes in JSON: the next text is not much too short.
        within = within.checked_sub(over.div_ceil(2)).filter(|within| *within > 0)?;
    }
}

/// Returns a text in the form of a hook; `None` if the client reads no answer.
fn in_form(hook: Hook, text: &str) -> Option<String> {
    let answer: Value = match hook.form {
        Form::Nothing => return None,
        Form::Text => return Some(text.to_owned()),
        Form::Context => json!({"hookSpecificOutput": {"hookEventName": hook.event, "additionalContext": text}}),
        Form::Member(name) => json!({name: text}),
        Form::Continue => json!({"continue": true, "additional_context": text}),
        Form::Decision(word) => json!({"decision": word, "reason": text}),
    };
    Some(answer.to_string())
}

#[cfg(test)]
mod tests {
    use crate::agents::client::Client;
    use crate::agents::event::ClientEvent;
    use crate::agents::hook::hook;

    #[test]
    fn a_text_is_shortened_until_its_answer_fits() {
        let claude = hook(Client::Claude, ClientEvent::Stop).unwrap();
        let lines = |within: usize| Some("\n".repeat(within));
        let answer = |most| super::answer(claude, most, lines);
        assert_eq!(answer(40).as_deref(), Some(r#"{"decision":"block","reason":"\n\n\n"}"#));
        assert_eq!(answer(31), None);
        assert_eq!(super::answer(claude, 2000, |_| None), None);
        let end = hook(Client::Claude, ClientEvent::SessionEnd).unwrap();
        assert_eq!(super::answer(end, 2000, lines), None);
    }
}
