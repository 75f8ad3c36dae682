//! What canonical text cannot hold, wherever it stands.

use memchr::{memchr, memmem};

/// How many bytes before a position are needed to judge an escape at it.
pub const CONTEXT: usize = 8;

/// The control characters that have an escape of one letter.
const SHORT: [&[u8]; 5] = [b"08", b"09", b"0a", b"0c", b"0d"];

/// Whether a piece of text has no control character but line breaks, no `\u` that ctx does not
/// write so, and no object that begins within a line. What is not whole at the end of the piece is
/// left to the next one.
#[must_use]
pub fn is_plain(piece: &[u8]) -> bool {
    has_no_control(piece)
        && (memchr(b'\\', piece).is_none() || memmem::find_iter(piece, b"\\u").all(|at| is_own_escape(piece, at)))
        && memmem::find_iter(piece, b"{\"").all(|at| is_end_of_string(piece, at))
}

/// Canonical text has nothing behind an opening bracket on its line; but a string may end with one.
fn is_end_of_string(piece: &[u8], at: usize) -> bool {
    matches!(piece.get(at + 2), None | Some(b',' | b':' | b'\n'))
}

/// One comparison a byte and no branch, so that the compiler vectorizes it.
fn has_no_control(piece: &[u8]) -> bool {
    piece.iter().fold(0, |found, byte| found | u8::from(*byte < 0x20 && *byte != b'\n')) == 0
}

fn is_own_escape(piece: &[u8], at: usize) -> bool {
    let (before, escape) = piece.split_at_checked(at).unwrap_or_default();
    let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
    if backslashes == before.len() && backslashes > 0 {
        // Where they begin is not known.
        return false;
    }
    if backslashes % 2 == 1 {
        return true;
    }
    match escape.get(2..6) {
        None => true,
        Some([b'0', b'0', digits @ ..]) => {
            matches!(digits, [b'0' | b'1', b'0'..=b'9' | b'a'..=b'f']) && !SHORT.contains(&digits)
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_escapes_that_ctx_writes_are_plain() {
        for text in [
            r#""\u001b""#,
            r#""\u0000\u001f""#,
            r#""\\u0041""#,
            r#""\n\t\"""#,
            "{\n  \"ü\": 1\n}\n",
            r"x\u00",
            "\"a {\",\n",
            "\"{\": 1",
        ] {
            assert!(is_plain(text.as_bytes()), "{text:?}");
        }
        for text in [
            "{\"a\": 1}",
            r#""\u0041""#,
            r#""\u000a""#,
            r#""\u001B""#,
            r#""\u0020""#,
            r#""\\\u0041""#,
            "\t",
            "a\r\n",
            "a\0",
            "\x1b",
        ] {
            assert!(!is_plain(text.as_bytes()), "{text:?}");
        }
    }
}
