//! The failure of a document that is not acceptable JSON, which only its editor should mend.

use std::path::Path;

use crate::error::{Failure, Kind};
use crate::json::JsonError;
use crate::log::entry::Revision;
use crate::text::shell::shell_quoted;

/// The failure to read the document at `path`, whose last revision is `head`, if there is one.
#[must_use]
pub fn not_json(path: &Path, text: &[u8], head: Option<Revision>, error: &JsonError) -> anyhow::Error {
    let shown = path.display();
    let encoding = Encoding::of(text);
    let why = match &encoding {
        Some(encoding) => format!("it looks like {}, not UTF-8: {error}", encoding.name),
        None => error.to_string(),
    };
    let mut failure = Failure::new(Kind::BadData, format!("could not read {shown}: {why}"))
        .fact("file", shown.to_string())
        .fact("line", error.line)
        .fact("column", error.column);
    if let Some(encoding) = encoding {
        failure = failure.hint(encoding.conversion(path));
    }
    match head {
        Some(rev) => failure.hint(format!(
            "correct it, or move it away: `ctx verify` then tells, and the next write rebuilds revision {rev}"
        )),
        None => failure.hint("correct it: nothing was changed"),
    }
    .into()
}

/// An encoding that editors call "Unicode".
struct Encoding {
    name: &'static str,
    /// Its name for iconv(1), which reads and removes a byte order mark.
    iconv: &'static str,
}

impl Encoding {
    fn of(text: &[u8]) -> Option<Self> {
        let (name, iconv) = match text {
            [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => ("UTF-32", "UTF-32"),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => ("UTF-16", "UTF-16"),
            // The first character of a document is ASCII.
            [1..=u8::MAX, 0, 1..=u8::MAX, 0, ..] => ("UTF-16", "UTF-16LE"),
            [0, 1..=u8::MAX, 0, 1..=u8::MAX, ..] => ("UTF-16", "UTF-16BE"),
            _ => return None,
        };
        Some(Self { name, iconv })
    }

    /// The command that converts a file in place, keeping its mode and owner.
    fn conversion(&self, path: &Path) -> String {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".utf8");
        let (file, beside) = (shell_quoted(&path.to_string_lossy()), shell_quoted(&beside.to_string_lossy()));
        let iconv = format!("iconv -f {} -t UTF-8 {file} > {beside}", self.iconv);
        format!("convert it: (umask 077; {iconv}) && cp {beside} {file} && rm {beside}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_told_by_the_mark_of_its_byte_order_or_by_the_first_two_characters() {
        let named = |text: &[u8]| Encoding::of(text).map(|encoding| encoding.iconv);
        assert_eq!(named(b"\xff\xfe{\0\n\0"), Some("UTF-16"));
        assert_eq!(named(b"\xfe\xff\0{\0\n"), Some("UTF-16"));
        assert_eq!(named(b"\xff\xfe\0\0{\0\0\0"), Some("UTF-32"));
        assert_eq!((named(b"{\0\"\0"), named(b"\0{\0\"")), (Some("UTF-16LE"), Some("UTF-16BE")));
        assert_eq!((named(b"{\"a\":\0\0\0"), named(b"{"), named(b"")), (None, None, None));
    }
}
