//! Whether a pattern covers a path, without a document: rules are asked this of paths that are not there yet.
//!
//! A pattern covers what matches it and all that is below. It covers what ctx keeps only if its first key names it.

use crate::json::RESERVED_KEY;
use crate::json::glob::{Glob, Step, fits};
use crate::json::key_path::Segment;

impl Glob {
    /// Whether the pattern stands for this path or for one above it.
    #[must_use]
    pub fn covers(&self, path: &[Segment]) -> bool {
        self.walk(path).is_some_and(|walked| walked.is_covered)
    }

    /// Whether the pattern may stand for something below this path.
    #[must_use]
    pub fn leads_below(&self, path: &[Segment]) -> bool {
        self.walk(path).is_some_and(|walked| walked.is_covered || walked.at.contains(&true))
    }

    /// Goes along a path; `None` if it leads into what ctx keeps and the pattern does not.
    fn walk(&self, path: &[Segment]) -> Option<Walked> {
        let is_reserved = |segment: &Segment| matches!(token(segment).as_deref(), Some(RESERVED_KEY));
        let names_reserved = matches!(self.0.first(), Some(Step::Exact(segment)) if is_reserved(segment));
        if path.first().is_some_and(is_reserved) && !names_reserved {
            return None;
        }
        let mut walked = Walked { at: vec![false; self.0.len()], is_covered: false };
        self.reach(0, &mut walked);
        for segment in path {
            let mut next = Walked { at: vec![false; self.0.len()], is_covered: walked.is_covered };
            for (index, step) in self.0.iter().enumerate().filter(|(index, _)| walked.at.get(*index) == Some(&true)) {
                match step {
                    Step::Depth => self.reach(index, &mut next),
                    Step::Exact(exact) if is_same_step(exact, segment) => self.reach(index + 1, &mut next),
                    Step::Any | Step::Parts(_) if fits(step, segment) => self.reach(index + 1, &mut next),
                    _ => {}
                }
            }
            walked = next;
        }
        Some(walked)
    }

    /// Notes that a step comes next; and the one after it too, if it may stand for nothing.
    fn reach(&self, index: usize, walked: &mut Walked) {
        match walked.at.get_mut(index) {
            None => walked.is_covered = true,
            Some(at) => {
                *at = true;
                if self.0.get(index) == Some(&Step::Depth) {
                    self.reach(index + 1, walked);
                }
            }
        }
    }
}

/// How far a pattern is after some steps of a path.
struct Walked {
    /// The steps of the pattern that may come next.
    at: Vec<bool>,
    is_covered: bool,
}

/// Whether two steps lead to the same place, as pointers name it.
fn is_same_step(one: &Segment, other: &Segment) -> bool {
    token(one).is_some_and(|one| token(other).is_some_and(|other| one == other))
}

fn token(segment: &Segment) -> Option<std::borrow::Cow<'_, str>> {
    match segment {
        Segment::Key(key) | Segment::Token(key) => Some(key.into()),
        Segment::Index(index) => Some(index.to_string().into()),
        Segment::FromEnd(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::json::glob::Glob;
    use crate::json::key_path::KeyPath;

    fn glob(text: &str) -> Glob {
        text.parse().unwrap()
    }

    #[test]
    fn a_pattern_covers_what_it_stands_for_and_all_below() {
        for (pattern, covered, others) in [
            ("a.b", &["a.b", "a.b.c", "a.b[0]", "/a/b/0"][..], &["a", ".", "a.c", "b"][..]),
            (".", &[".", "a", "a[0].b"], &["_ctx", "_ctx.policies"]),
            ("*", &["a", "a.b"], &[".", "_ctx", "_ctx.tasks.x"]),
            ("**", &["a", "a.b"], &[".", "_ctx"]),
            ("**.cpu", &["cpu", "a.cpu", "a.b.cpu.x"], &["a", "a.cpus", "_ctx.cpu"]),
            ("ps.*.cpu", &["ps.a.cpu", "ps[0].cpu.x"], &["ps.a", "ps.cpu", "ps.a.b.cpu"]),
            ("job-*", &["job-1", "job-.x"], &["job", "jobs"]),
            ("tmp:**", &["tmp:1", "tmp:1.x"], &["tmp", "."]),
            ("l[1]", &["l[1]", "l[1].x", "/l/1"], &["l[0]", "l", "l[-1]"]),
            ("/l/1", &["l[1]", "/l/1/x"], &["l[10]"]),
            (r#"["*"]"#, &[r#"["*"].x"#], &["a"]),
            ("_ctx.policies", &["_ctx.policies", "_ctx.policies.a"], &["_ctx", "_ctx.limits", "a"]),
            ("_ctx", &["_ctx", "_ctx.limits"], &[".", "a"]),
        ] {
            for path in covered {
                assert!(glob(pattern).covers(path.parse::<KeyPath>().unwrap().segments()), "{pattern} {path}");
            }
            for path in others {
                assert!(!glob(pattern).covers(path.parse::<KeyPath>().unwrap().segments()), "{pattern} {path}");
            }
        }
    }

    #[test]
    fn a_pattern_leads_below_what_is_above_it() {
        for (pattern, path, leads) in [
            ("a.b.c", "a.b", true),
            ("a.b.c", "a.x", false),
            ("a.b", "a.b.c", true),
            ("**.cpu", "x.y.z", true),
            ("*.x", ".", true),
            ("*.x", "_ctx", false),
            ("job-*.x", "job-1", true),
            ("job-*.x", "task", false),
        ] {
            assert_eq!(
                glob(pattern).leads_below(path.parse::<KeyPath>().unwrap().segments()),
                leads,
                "{pattern} {path}"
            );
        }
    }
}
