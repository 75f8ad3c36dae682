//! The points that guards name.

use anyhow::{Context as _, Result};

use crate::edit::guard::Guard;
use crate::kept::tag::Tag;
use crate::log::point::Point;
use crate::log::tag_name::TagName;
use crate::session::context::Context;
use crate::session::transaction::Request;

impl Request {
    /// Turns the points of the guards into revisions, before the lock is waited for: what others change meanwhile is
    /// what the guards are for.
    ///
    /// # Errors
    /// As [`Point::resolve`], with what was tried on which file.
    pub(super) fn with_revisions(mut self, context: &Context<'_>) -> Result<Self> {
        let tagged = |name: &TagName| Tag::find(&context.store.read()?.document, name).map(|tag| tag.rev);
        for guard in &mut self.guards {
            let (Guard::Revision(point) | Guard::UnchangedSince(point)) = guard else { continue };
            if !matches!(point, Point::Revision(_)) {
                let rev = point.resolve(context.store.as_ref(), context.session.now(), tagged);
                *point = Point::Revision(rev.with_context(|| context.could_not(&self.tried))?);
            }
        }
        Ok(self)
    }
}
