//! Values of a change that stand otherwise than they were given: others changed them too, or a policy combined them.

use std::cell::OnceCell;

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::edit::guard::shown_at;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};

/// How many values are named.
const SHOWN: usize = 3;

/// Compares what was given with what stands now.
pub struct Altered<'d> {
    draft: &'d Draft<'d>,
    /// The document before the change, once it is asked for.
    before: OnceCell<Document>,
    after: &'d Document,
    /// What the values were derived from; none for a merge patch, in which null removes.
    base: Option<&'d Document>,
    lines: Vec<String>,
    more: usize,
    /// Whether a value that the input changed stands as given.
    stands: bool,
}

impl<'d> Altered<'d> {
    /// Compares with the document of a draft.
    #[must_use]
    pub fn of(draft: &'d Draft<'d>, base: Option<&'d Document>) -> Self {
        Self {
            draft,
            before: OnceCell::new(),
            after: draft.document(),
            base,
            lines: Vec::new(),
            more: 0,
            stands: false,
        }
    }

    /// Compares a value that was given with what stands at its path. What the input did not change is left out.
    pub fn compare(&mut self, path: &KeyPath, given: &Value) {
        if path.is_reserved() || self.base.is_some_and(|base| base.get(path) == Some(given)) {
            return;
        }
        match (given, self.after.get(path)) {
            (Value::Object(members), Some(Value::Object(_)) | None) if !members.is_empty() => {
                for (key, given) in members {
                    self.compare(&path.child(Segment::Key(key.clone())), given);
                }
                self.compare_removed(path, members);
            }
            (Value::Null, None) if self.base.is_none() => {}
            (given, Some(held)) if given == held => self.stands = true,
            (_, held) => self.note(path, held),
        }
    }

    /// Finds members that the input removed and that stand nevertheless.
    fn compare_removed(&mut self, path: &KeyPath, given: &Map<String, Value>) {
        let Some(Value::Object(members)) = self.base.and_then(|base| base.get(path)) else { return };
        for key in members.keys().filter(|key| !given.contains_key(*key)) {
            let path = path.child(Segment::Key(key.clone()));
            match self.after.get(&path).filter(|_| !path.is_reserved()) {
                Some(held) => self.note(&path, Some(held)),
                None => self.stands = true,
            }
        }
    }

    fn note(&mut self, path: &KeyPath, held: Option<&Value>) {
        if self.lines.len() == SHOWN {
            self.more += 1;
            return;
        }
        let before = self.before.get_or_init(|| self.draft.before());
        let stayed = if before.get(path) == held { "stayed" } else { "became" };
        let value =
            held.map_or_else(|| "removed".to_owned(), |held| shown_at(&self.after.pointer(path), held, self.after));
        self.lines.push(format!("{path} {stayed} {value}"));
    }

    /// Whether the input changed something, and it stands.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.stands
    }

    /// Returns what became of the values, such as `env stayed "prod"`; `None` if all stand as given.
    #[must_use]
    pub fn told(self) -> Option<String> {
        let more = (self.more > 0).then(|| format!("{} more", self.more));
        let told: Vec<String> = self.lines.into_iter().chain(more).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}
