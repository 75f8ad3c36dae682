//! Canonical text on one line, as the log holds a whole state.

/// Writes a canonical value without line breaks, indentation and the blank behind each key. The
/// text is not checked.
#[must_use]
pub fn compact(text: &[u8]) -> Vec<u8> {
    let mut compact = Vec::with_capacity(text.len());
    // Of what is open, whether it is an object.
    let mut open = Vec::new();
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii_start();
        let is_member = open.last() == Some(&true) && line.first() == Some(&b'"');
        let value = if is_member { member(line, &mut compact) } else { line };
        compact.extend_from_slice(value);
        match (value.first(), value.last()) {
            (_, Some(b'{')) => open.push(true),
            (_, Some(b'[')) => open.push(false),
            (Some(b'}' | b']'), _) => drop(open.pop()),
            _ => {}
        }
    }
    compact
}

/// Writes the key of a member and its colon; what is behind.
fn member<'l>(line: &'l [u8], compact: &mut Vec<u8>) -> &'l [u8] {
    let (mut at, mut escaped) = (1, false);
    while let Some(byte) = line.get(at) {
        at += 1;
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => break,
            _ => {}
        }
    }
    compact.extend_from_slice(line.get(..at).unwrap_or_default());
    compact.push(b':');
    line.get(at + 2..).unwrap_or_default()
}
