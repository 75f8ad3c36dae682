//! The outline of a value in canonical text: kinds, counts and sizes, read in one pass. Nothing is parsed
//! but the keys that the outline names.

use crate::json::RESERVED_KEY;
use crate::json::key_path::Segment;

/// How many bytes of a scalar an outline holds.
const PREVIEW: usize = 320;

/// How many members of an object or array an outline names, by its depth in the outline.
const NAMED: [usize; 4] = [96, 64, 16, 8];

/// The same, deeper than that.
const NAMED_DEEP: usize = 4;

/// How many of the members behind those it also names: the largest.
const LARGEST: usize = 8;

/// From this size on, in bytes, a member behind the named ones may be one of the largest.
const LARGE: usize = 1024;

/// How many values below the members of the whole are named. Each member may use a quarter of what is left.
const MOST: usize = 8000;

/// What is known of a value without parsing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// `object`, `array`, `string`, `number`, `boolean` or `null`.
    pub kind: &'static str,
    /// The length of its text, in bytes.
    pub bytes: usize,
    /// How many members or items it has.
    pub count: usize,
    /// The beginning of the text of a scalar.
    pub text: String,
    /// The members or items that are named, in order.
    pub members: Vec<(Segment, Self)>,
}

/// An object or array whose end was not met yet.
struct Frame {
    /// Where its member begins: at the key, if it has one.
    member: usize,
    /// Where its value begins.
    value: usize,
    bracket: u8,
    count: usize,
    /// None if the outline does not name it.
    named: Option<(Segment, Outline)>,
    /// How many of its members are named for their size.
    large: usize,
}

/// One pass over the lines of a value.
struct Pass<'t> {
    text: &'t [u8],
    frames: Vec<Frame>,
    /// How many more values may be named below all members.
    left: usize,
    /// The same, below the current member.
    left_here: usize,
}

/// Returns the outline of the value that is `text`, whose line has `depth`; `None` if the text is not canonical.
#[must_use]
pub fn outline(text: &[u8], depth: usize) -> Option<Outline> {
    let [bracket @ (b'{' | b'['), b'\n', ..] = text else {
        return memchr::memchr(b'\n', text).is_none().then(|| leaf(text));
    };
    let mut pass = Pass { text, frames: Vec::new(), left: MOST, left_here: 0 };
    pass.frames.push(Frame::new(0, 0, *bracket, Some(Segment::Index(0))));
    let mut from = 2;
    let ends = memchr::memchr_iter(b'\n', text.get(2..)?).map(|at| at + 2);
    for to in ends {
        pass.line(from, to, 2 * (depth + pass.frames.len()))?;
        from = to + 1;
    }
    pass.end(from, 2 * depth)
}

/// The outline of a value without members.
fn leaf(text: &[u8]) -> Outline {
    let kind = match text.first() {
        Some(b'"') => "string",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        Some(b'{') => "object",
        Some(b'[') => "array",
        _ => "number",
    };
    let start = String::from_utf8_lossy(text.get(..PREVIEW).unwrap_or(text));
    // The last character may be cut.
    let start = if text.len() > PREVIEW { start.trim_end_matches('\u{fffd}') } else { &start };
    Outline { kind, bytes: text.len(), count: 0, text: start.to_owned(), members: Vec::new() }
}

/// How many members of an object or array are named whose frame is the `depth`th.
fn named_at(depth: usize) -> usize {
    NAMED.get(depth - 1).copied().unwrap_or(NAMED_DEEP)
}

impl Frame {
    fn new(member: usize, value: usize, bracket: u8, segment: Option<Segment>) -> Self {
        let kind = if bracket == b'{' { "object" } else { "array" };
        let outline = Outline { kind, bytes: 0, count: 0, text: String::new(), members: Vec::new() };
        let named = segment.map(|segment| (segment, outline));
        Self { member, value, bracket, count: 0, named, large: 0 }
    }

    /// The step to its next member, and where that member's value begins; `None` in doubt.
    fn step(&self, member: &[u8]) -> Option<(Segment, usize)> {
        if self.bracket == b'[' {
            return Some((Segment::Index(self.count), 0));
        }
        // Inside a key, a quote follows an odd number of backslashes.
        let is_end = |at: &usize| {
            let before = member.get(..*at).unwrap_or_default();
            before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
        };
        let quote = memchr::memmem::find_iter(member, b"\": ").find(is_end)?;
        let key: String = serde_json::from_slice(member.get(..=quote)?).ok()?;
        Some((Segment::Key(key), quote + 3))
    }

    /// Names a member for its size, if it is one of the largest behind those that are named anyway.
    fn name_large(&mut self, segment: Segment, outline: Outline) {
        let Some((_, own)) = &mut self.named else { return };
        if self.large == LARGEST {
            let behind = own.members.iter().enumerate().skip(own.members.len() - LARGEST);
            let Some((at, smallest)) = behind.map(|(i, (_, o))| (i, o.bytes)).min_by_key(|(_, bytes)| *bytes) else {
                return;
            };
            if smallest >= outline.bytes {
                return;
            }
            own.members.remove(at);
            self.large -= 1;
        }
        own.members.push((segment, outline));
        self.large += 1;
    }
}

impl Pass<'_> {
    /// Reads a line that others follow; `None` in doubt.
    fn line(&mut self, from: usize, to: usize, indent: usize) -> Option<()> {
        let line = self.text.get(from..to)?;
        if let bracket @ (b'}' | b']') = line.get(indent - 2)? {
            let closes = matches!(line.get(indent - 1..)?, b"" | b",");
            return closes.then_some(()).and_then(|()| self.close(*bracket, from + indent - 1));
        }
        let member = line.get(indent..)?;
        if line.get(indent - 1) != Some(&b' ') || matches!(member.first()?, b' ' | b'}' | b']') {
            return None;
        }
        let (at, member) = (from + indent, member.strip_suffix(b",").unwrap_or(member));
        match member.last()? {
            bracket @ (b'{' | b'[') => self.open(at, member, *bracket),
            _ => self.scalar(at, member),
        }
    }

    /// Reads the last line, which closes the whole.
    fn end(mut self, from: usize, indent: usize) -> Option<Outline> {
        let (closing, root) = (self.text.get(from + indent..)?, self.frames.pop()?);
        let (_, outline) = root.named?;
        let is_whole = self.frames.is_empty() && closing == if root.bracket == b'{' { b"}" } else { b"]" };
        is_whole.then_some(Outline { bytes: self.text.len(), count: root.count, ..outline })
    }

    /// Whether the next member of the innermost frame is named, whatever its size.
    fn is_named(&mut self, member: &[u8]) -> bool {
        let depth = self.frames.len();
        let Some(Frame { named: Some((_, outline)), large, .. }) = self.frames.last() else { return false };
        if depth == 1 {
            // What ctx keeps is left out by the caller, who has to find it.
            let is_reserved = member.starts_with(format!("\"{RESERVED_KEY}\": ").as_bytes());
            return outline.members.len() < named_at(1) || is_reserved;
        }
        let is_named = *large == 0 && outline.members.len() < named_at(depth) && self.left_here > 0;
        if is_named {
            (self.left_here, self.left) = (self.left_here - 1, self.left.saturating_sub(1));
        }
        is_named
    }

    fn open(&mut self, at: usize, member: &[u8], bracket: u8) -> Option<()> {
        if self.frames.len() == 1 {
            self.left_here = self.left / 4;
        }
        let frame = if self.is_named(member) {
            let (segment, value) = self.frames.last()?.step(member)?;
            Frame::new(at, at + value, bracket, Some(segment))
        } else {
            Frame::new(at, at, bracket, None)
        };
        self.frames.push(frame);
        Some(())
    }

    fn close(&mut self, bracket: u8, end: usize) -> Option<()> {
        let Frame { member, value, bracket: opened, count, named, .. } = self.frames.pop()?;
        // An empty one has one line.
        if count == 0 || opened != if bracket == b'}' { b'{' } else { b'[' } {
            return None;
        }
        let (text, frame) = (self.text, self.frames.last_mut()?);
        if let Some((segment, outline)) = named {
            let outline = Outline { bytes: end - value, count, ..outline };
            frame.named.as_mut()?.1.members.push((segment, outline));
        } else if frame.named.is_some() && end - member >= LARGE {
            let line = text.get(member..end)?;
            let line = line.get(..memchr::memchr(b'\n', line)?)?;
            let (segment, value) = frame.step(line)?;
            let Frame { named: Some((_, outline)), .. } = Frame::new(0, 0, opened, Some(Segment::Index(0))) else {
                return None;
            };
            let outline = Outline { bytes: end - member - value, count, ..outline };
            frame.name_large(segment, outline);
        }
        frame.count += 1;
        Some(())
    }

    fn scalar(&mut self, at: usize, member: &[u8]) -> Option<()> {
        let is_named = self.is_named(member);
        let member = self.text.get(at..at + member.len())?;
        let frame = self.frames.last_mut()?;
        if is_named || (frame.named.is_some() && member.len() >= LARGE) {
            let (segment, value) = frame.step(member)?;
            let outline = leaf(member.get(value..)?);
            if is_named {
                frame.named.as_mut()?.1.members.push((segment, outline));
            } else {
                frame.name_large(segment, outline);
            }
        }
        frame.count += 1;
        Some(())
    }
}

#[cfg(test)]
mod tests;
