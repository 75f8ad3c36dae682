//! Parts of a line in colors of their own.

/// A part of a line, possibly colored.
pub struct Paint<'t> {
    /// The parameters of the escape sequence (SGR); `None` without color.
    pub(super) sgr: Option<String>,
    pub(super) text: &'t str,
}
