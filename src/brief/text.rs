//! A brief in words.

use crate::brief::Brief;
use crate::brief::news::CHANGES;
use crate::kept::work;
use crate::kept::work::Section;
use crate::output::{escape, fit, framed};

/// What a frame takes beside its lines, in bytes, and then for each line.
pub const FRAME: (usize, usize) = (80, 2);

impl Brief {
    /// The brief in words, in at most `most` bytes with its final line break, its lines cut to `columns`; and whether
    /// it tells of the changes. `command` turns a hint into one that works here.
    #[must_use]
    pub fn text(&self, (most, columns): (usize, Option<usize>), command: &dyn Fn(&str) -> String) -> (String, bool) {
        let columns = columns.map(|columns| columns.saturating_sub(FRAME.1));
        let last = if self.what == "brief" { "last brief at" } else { "news since" };
        let since = self.since.map(|since| format!(", {last} {since}")).unwrap_or_default();
        let head = format!("{} at revision {}{since}", self.agent, self.rev);
        let mut lines = vec![escape(&head, false).into_owned()];
        let mut left = most.saturating_sub(head.len() + 1);
        for (i, problem) in self.problems.iter().enumerate() {
            let line = format!("problem: {}", escape(&command(&work::clipped(problem)), false));
            if line.len() + 1 > left / 2 {
                let rest = format!("problems: {} more: ctx doctor", self.problems.len() - i);
                left = left.saturating_sub(rest.len() + 1);
                lines.push(rest);
                break;
            }
            left -= line.len() + 1;
            lines.push(line);
        }
        // A frame escapes what is left unescaped here: nothing.
        let mut within = left.saturating_sub(FRAME.0);
        loop {
            let told = work::lines(&self.sections, within);
            let told: Vec<String> = told.iter().map(|line| fit(line, columns)).collect();
            let size: usize = told.iter().map(|line| line.len() + 1 + FRAME.1).sum();
            if told.is_empty() {
                break;
            }
            if size + FRAME.0 <= left {
                lines.push(framed(self.what, "other agents", told.iter().map(String::as_str)));
                let tells_changes = told.iter().any(|line| line.starts_with(&format!("{CHANGES}: ")));
                return (lines.join("\n"), tells_changes);
            }
            within = within.saturating_sub((size + FRAME.0).saturating_sub(left).max(1));
        }
        if self.sections.iter().all(Section::is_empty) {
            lines.push("nothing is open, and nothing is new".to_owned());
        }
        (lines.join("\n"), false)
    }
}
