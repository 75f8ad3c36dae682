//! Telling commands that run ctx, wherever it is.

use std::borrow::Cow;

use serde_json::Value;

/// A command that runs ctx by a path, as one that runs it by its name; any other text as it is.
#[must_use]
pub fn by_name(command: &str) -> Cow<'_, str> {
    let (program, rest) = match command.strip_prefix('\'') {
        Some(quoted) => quoted.split_once('\'').unwrap_or((command, "")),
        None => command.find(' ').map_or((command, ""), |end| command.split_at(end)),
    };
    let is_path = program.starts_with('/') && program.ends_with("/ctx");
    if is_path && (rest.is_empty() || rest.starts_with(' ')) { format!("ctx{rest}").into() } else { command.into() }
}

/// A value with the commands in it as [`by_name`] has them.
#[must_use]
pub fn all_by_name(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(by_name(text).into_owned()),
        Value::Array(items) => items.iter().map(all_by_name).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), all_by_name(value))).collect(),
        _ => value.clone(),
    }
}

/// Whether a text in the value begins so.
#[must_use]
pub fn mentions(value: &Value, sign: &str) -> bool {
    match value {
        Value::String(text) => by_name(text).starts_with(sign),
        Value::Array(items) => items.iter().any(|item| mentions(item, sign)),
        Value::Object(members) => members.values().any(|value| mentions(value, sign)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::by_name;

    #[test]
    fn only_a_path_to_a_program_that_is_called_ctx_is_taken_for_ctx() {
        for same in ["ctx hook stop", "/usr/bin/ctx hook stop", "'/home/a b/ctx' hook stop"] {
            assert_eq!(by_name(same), "ctx hook stop");
        }
        assert_eq!(by_name("/opt/ctx"), "ctx");
        for other in ["/opt/ctx-x hook", "bin/ctx hook", "/a/ctx/b hook", "'/a/ctx'x", "", "'", "echo /a/ctx"] {
            assert_eq!(by_name(other), other);
        }
    }
}
