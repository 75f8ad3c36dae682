//! Settings in TOML: one table at the end of the file.

use toml_edit::{DocumentMut, Item};

use crate::agents::settings::program::by_name;
use crate::agents::settings::{Direction, Edited, Unfit, not_as_written};

/// A table with the command of a server: `[mcp_servers.ctx]`.
#[derive(Clone, Debug)]
pub struct Server {
    /// The keys of the table.
    pub path: [&'static str; 2],
    pub command: String,
    pub arguments: Vec<&'static str>,
}

/// Puts a server in a file, or takes it out.
///
/// # Errors
/// Fails if the text is no TOML, or if the table cannot be added at the end of it.
pub fn edited(text: Option<&str>, server: &Server, direction: Direction) -> Result<Edited, Unfit> {
    let as_it_was = |left: Vec<String>| Ok(Edited { text: text.map(str::to_owned), left });
    let Some(old) = text else {
        let new = (direction == Direction::PutIn).then(|| server.lines("\n"));
        return Ok(Edited { text: new, left: Vec::new() });
    };
    let found = server.found(old)?;
    match (found, direction) {
        (Found::Nothing, Direction::TakeOut) | (Found::Ours(_), Direction::PutIn) => as_it_was(Vec::new()),
        (Found::Other, _) => as_it_was(vec![not_as_written(&server.path)]),
        (Found::Nothing, Direction::PutIn) => {
            let new = server.appended_to(old);
            if matches!(server.found(&new), Ok(Found::Ours(_))) {
                return Ok(Edited { text: Some(new), left: Vec::new() });
            }
            let [table, _] = server.path;
            let line = old.lines().position(|line| line.trim_start().starts_with(table)).map_or(1, |line| line + 1);
            Err(Unfit { line, why: format!("no table can be added to {table}, which is an inline table or no table") })
        }
        (Found::Ours(command), Direction::TakeOut) => {
            let server = Server { command, ..server.clone() };
            match server.removed_from(old) {
                Some(text) => Ok(Edited { text, left: Vec::new() }),
                None => as_it_was(vec![not_as_written(&server.path)]),
            }
        }
    }
}

enum Found {
    Nothing,
    /// With this command.
    Ours(String),
    Other,
}

impl Server {
    fn lines(&self, newline: &str) -> String {
        let arguments: Vec<String> = self.arguments.iter().map(|word| format!("{word:?}")).collect();
        let command = toml_edit::Value::from(self.command.as_str()).to_string();
        let [table, name] = self.path;
        let arguments = arguments.join(", ");
        format!("[{table}.{name}]{newline}command = {}{newline}args = [{arguments}]{newline}", command.trim())
    }

    fn found(&self, text: &str) -> Result<Found, Unfit> {
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            let why = error.message().lines().next().unwrap_or("it does not parse").to_owned();
            Unfit::at(text, error.span().map_or(0, |span| span.start), format!("it is not TOML: {why}"))
        })?;
        let [table, name] = self.path;
        let Some(item) = document.get(table).and_then(|table| table.get(name)) else { return Ok(Found::Nothing) };
        let Some(members) = item.as_table_like() else { return Ok(Found::Other) };
        let command = members.get("command").and_then(Item::as_str).unwrap_or_default();
        let arguments = members.get("args").and_then(Item::as_array);
        let arguments = arguments.map(|words| words.iter().filter_map(toml_edit::Value::as_str).collect::<Vec<_>>());
        let is_ours = members.len() == 2
            && by_name(command) == by_name(&self.command)
            && arguments.as_ref() == Some(&self.arguments);
        Ok(if is_ours { Found::Ours(command.to_owned()) } else { Found::Other })
    }

    /// The table after an empty line. It ends as the file ended, with a line break or without.
    fn appended_to(&self, text: &str) -> String {
        let newline = newline(text);
        let lines = self.lines(newline);
        if text.is_empty() || text.ends_with('\n') {
            return format!("{text}{newline}{lines}");
        }
        format!("{text}{newline}{newline}{}", lines.strip_suffix(newline).unwrap_or(&lines))
    }

    /// The text without the table; the inner `None` if nothing else was in it, the outer one if the table is not as
    /// ctx writes it.
    #[expect(clippy::option_option, reason = "both are said above")]
    fn removed_from(&self, text: &str) -> Option<Option<String>> {
        let newline = newline(text);
        let lines = self.lines(newline);
        if text == lines {
            return Some(None);
        }
        let (middle, end) = (format!("{newline}{lines}"), format!("{newline}{newline}{lines}"));
        let end = end.strip_suffix(newline).unwrap_or(&end);
        let without = if let Some(before) = text.strip_suffix(end) {
            before.to_owned()
        } else {
            let at = text.find(&middle)?;
            let is_line = at == 0 || text.get(..at)?.ends_with('\n');
            let (before, after) = (text.get(..at)?, text.get(at + middle.len()..)?);
            is_line.then(|| format!("{before}{after}"))?
        };
        matches!(self.found(&without), Ok(Found::Nothing)).then_some(Some(without))
    }
}

fn newline(text: &str) -> &'static str {
    if text.split('\n').next().is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
}
