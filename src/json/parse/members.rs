//! The members of an object while it is read.

use serde_json::{Map, Value};

/// The members of an object while it is read. A map makes room for four at first, of 104 bytes each, so
/// a few are counted before it is made.
#[derive(Default)]
pub struct Members {
    few: Vec<(String, Value)>,
    many: Map<String, Value>,
}

impl Members {
    const FEW: usize = 8;

    pub fn has(&self, key: &str) -> bool {
        self.few.iter().any(|(known, _)| known == key) || self.many.contains_key(key)
    }

    pub fn add(&mut self, key: String, value: Value) {
        if self.many.is_empty() && self.few.len() < Self::FEW {
            self.few.push((key, value));
            return;
        }
        self.many.extend(self.few.drain(..));
        self.many.insert(key, value);
    }

    pub fn into_map(self) -> Map<String, Value> {
        let Self { few, mut many } = self;
        if many.is_empty() {
            many = Map::with_capacity(few.len());
            many.extend(few);
        }
        many
    }
}
