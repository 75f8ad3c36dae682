//! The command line up to the cursor, and words as the shell wants them back.

use crate::output::escape;

/// What bash passes in `COMP_TYPE` when it lists the words without inserting one.
const LISTS: &str = "63";

/// A command line up to the cursor.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The words before the one at the cursor, without `ctx`.
    pub before: Vec<String>,
    /// The word at the cursor, up to the cursor, without quotes.
    pub current: String,
    bash: Option<Bash>,
}

/// How bash wants words back.
#[derive(Debug, Default, PartialEq, Eq)]
struct Bash {
    /// How much of the current word bash does not replace: it takes what follows a `:` or `=` for a word.
    cut: usize,
    /// Whether the current word began with a quote, which bash keeps.
    is_quoted: bool,
    /// Whether the words are only listed.
    lists: bool,
}

impl Line {
    /// Returns the line of a shell that passes its words, the one at the cursor last.
    pub fn of_words(words: &[String]) -> Self {
        let (current, before) = words.split_last().map_or_else(Default::default, |(last, all)| (last.clone(), all));
        Self { before: before.iter().skip(1).cloned().collect(), current, bash: None }
    }

    /// As [`Line::of_words`], with a point behind the word at the cursor: PowerShell drops an empty one.
    pub fn of_powershell(words: &[String]) -> Self {
        let mut line = Self::of_words(words);
        line.current.pop();
        line
    }

    /// Returns the line of bash, which passes it whole, the place of the cursor, the characters that break
    /// words, and the type of completion: its own words break at `:`.
    pub fn of_bash(arguments: &[String]) -> Self {
        let argument = |at: usize| arguments.get(at).map(String::as_str).unwrap_or_default();
        let (line, breaks) = (argument(0), argument(2));
        let typed = argument(1).parse().ok().and_then(|point: usize| line.get(..point)).unwrap_or(line);
        let mut split = split(typed, breaks);
        split.before = split.before.into_iter().skip(1).collect();
        if let Some(bash) = &mut split.bash {
            bash.lists = argument(3) == LISTS;
        }
        split
    }

    /// Returns the line that offers a word.
    pub fn written(&self, value: &str, about: &str, is_single: bool) -> String {
        let about = escape(about, false);
        match &self.bash {
            None => format!("{value}\t{about}"),
            Some(Bash { lists: true, .. }) if !is_single && !about.is_empty() => format!("{value}  ({about})"),
            Some(Bash { cut, is_quoted, .. }) => {
                let rest = value.get(*cut..).unwrap_or(value);
                if *is_quoted { rest.to_owned() } else { escaped(rest) }
            }
        }
    }
}

/// Puts a backslash before each character that means something to a shell.
fn escaped(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "._-:/@,+%=".contains(c) || !c.is_ascii();
    let escaped = |c: char| [Some('\\').filter(|_| !is_plain(c)), Some(c)];
    word.chars().flat_map(escaped).flatten().collect()
}

/// Splits the last command of a line into words, as a shell does.
fn split(line: &str, breaks: &str) -> Line {
    let (mut before, mut word) = (Vec::new(), None::<String>);
    let (mut bash, mut quote) = (Bash::default(), None);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"') | None, '\\') => word.get_or_insert_default().extend(chars.next()),
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                bash.is_quoted |= word.get_or_insert_default().is_empty();
                quote = Some(c);
            }
            (None, ';' | '|' | '&' | '(') => {
                (before, word, bash) = (Vec::new(), None, Bash::default());
            }
            (None, c) if c.is_whitespace() => {
                before.extend(word.take());
                bash = Bash::default();
            }
            (None, c) => {
                let word = word.get_or_insert_default();
                word.push(c);
                if breaks.contains(c) && !bash.is_quoted {
                    bash.cut = word.len();
                }
            }
        }
    }
    Line { before, current: word.unwrap_or_default(), bash: Some(bash) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bash(line: &str) -> Line {
        Line::of_bash(&[line.to_owned(), line.len().to_string(), ":=".to_owned(), "9".to_owned()])
    }

    #[test]
    fn a_line_of_bash_is_split_as_bash_splits_commands() {
        let words = |line: &str| {
            let Line { before, current, .. } = bash(line);
            (before.join("|"), current)
        };
        let split = |before: &str, current: &str| (before.to_owned(), current.to_owned());
        assert_eq!(words("ctx get "), split("get", ""));
        assert_eq!(words("x=1; ctx get pipeline:jo"), split("get", "pipeline:jo"));
        assert_eq!(words("ctx set 'a b' \"c\\\"d\" e\\ f"), split("set|a b|c\"d", "e f"));
        assert_eq!(words("ctx get 'a b"), split("get", "a b"));
    }

    #[test]
    fn bash_gets_back_what_it_replaces_with_quotes_where_needed() {
        let written = |line: &str, value: &str| bash(line).written(value, "about", true);
        assert_eq!(written("ctx get pi", "pipeline:job"), "pipeline:job");
        assert_eq!(written("ctx get pipeline:j", "pipeline:job"), "job");
        assert_eq!(written("ctx get f", r#"files["a b"]"#), r#"files\[\"a\ b\"\]"#);
        assert_eq!(written("ctx get 'f", r#"files["a b"]"#), r#"files["a b"]"#);
    }
}
