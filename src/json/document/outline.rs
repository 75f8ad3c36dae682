//! What a document has, in kinds, counts and sizes.

use crate::json::RESERVED_KEY;
use crate::json::document::{Document, pretty};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::text::held::Text;
use crate::json::text::indexed::Indexed;
use crate::json::text::outline::Outline;

impl Document {
    /// The outline of what is at `path`; `None` if there is no value. The root leaves out what ctx keeps.
    #[must_use]
    pub fn outline(&self, path: &KeyPath) -> Option<Outline> {
        let of_text = self.text.as_ref().and_then(|text| text.outline(path.segments()));
        let of_tree = || Indexed::new(Text::Memory(pretty(self.tree()))).outline(path.segments());
        let mut outline = of_text.or_else(of_tree)?;
        let is_reserved = |segment: &Segment| matches!(segment, Segment::Key(key) if key == RESERVED_KEY);
        let own = outline.members.iter().position(|(segment, _)| path.is_root() && is_reserved(segment));
        if let Some((_, own)) = own.map(|at| outline.members.remove(at)) {
            outline.count -= 1;
            outline.bytes = outline.bytes.saturating_sub(own.bytes);
        }
        Some(outline)
    }
}
