//! Merges an object into the document: JSON Merge Patch (RFC 7396) and more careful variants, as
//! patch operations on a draft.

use anyhow::Result;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::draft::place::Place;
use crate::draft::reserved;
use crate::draft::write::distinct;
use crate::edit::guard::shown_at;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::decimal;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::order::is_same;
use crate::kept::policy::{MergePolicy, Policies};
use crate::text::shell::shell_word;

/// What happens where both sides have a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// RFC 7396: the new value wins, null removes.
    #[default]
    Replace,
    /// The old value wins. Only missing values are added.
    Keep,
    /// Fails if a value would change.
    Fail,
}

/// What happens where both sides have an array.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrays {
    /// The new array wins (RFC 7396).
    #[default]
    Replace,
    /// The new items are appended.
    Append,
    /// The new items that the old array does not have are appended.
    Union,
}

/// What null means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nulls {
    /// It removes a value (RFC 7396).
    #[default]
    Remove,
    /// It is a value.
    Keep,
}

/// How two values are merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeRule {
    pub strategy: Strategy,
    pub arrays: Arrays,
    pub nulls: Nulls,
}

impl Draft<'_> {
    /// Merges the members of `new` into the object at `path`, which is created if missing. A policy
    /// that the document declares overrides `rule`.
    ///
    /// # Errors
    /// Fails for a reserved key, if the value at `path` is not an object, if a policy is not for a
    /// value, and with [`Strategy::Fail`] if values would change, whose paths it names.
    pub fn merge(&mut self, path: &KeyPath, new: Map<String, Value>, rule: MergeRule) -> Result<()> {
        if path.is_reserved() || (path.is_root() && new.contains_key(RESERVED_KEY)) {
            return Err(reserved::refusal().into());
        }
        match self.locate(path)? {
            Place::Document | Place::Value(Value::Object(_)) => {}
            Place::Value(other) => return Err(self.not_a(path, other, "an object", "merge into")),
            Place::Missing { .. } => self.set(path, Value::Object(Map::new()))?,
        }
        let (mut conflicts, policies) = (Vec::new(), Policies::of(self.document())?);
        self.merge_members(path, new, (rule, &policies), &mut conflicts)?;
        self.settle();
        if conflicts.is_empty() { Ok(()) } else { Err(conflict(&conflicts)) }
    }

    fn merge_members(
        &mut self,
        path: &KeyPath,
        new: Map<String, Value>,
        rules: (MergeRule, &Policies),
        conflicts: &mut Vec<KeyPath>,
    ) -> Result<()> {
        let (rule, policies) = rules;
        for (key, new) in new {
            let path = path.child(Segment::Key(key));
            match self.combined(&path, &new, policies)? {
                // Adding to a number keeps its expiry time.
                Some(total @ Value::Number(_)) => {
                    self.set_keeping_expiry(&path, total)?;
                    continue;
                }
                Some(combined) => {
                    self.turn_into(&path, &combined)?;
                    continue;
                }
                None => {}
            }
            match (self.document().get(&path), new) {
                (None, Value::Null) if rule.nulls == Nulls::Remove => {}
                (None, new) => self.set_and_clear_later(&path, rule.made_of(new))?,
                (Some(Value::Object(_)), Value::Object(new)) => self.merge_members(&path, new, rules, conflicts)?,
                (Some(Value::Array(held)), Value::Array(new)) if rule.arrays != Arrays::Replace => {
                    let fresh = if rule.arrays == Arrays::Union { distinct(held, new) } else { new };
                    self.append(&path, fresh, false)?;
                }
                // Another order of keys is not a conflict.
                (Some(held), new)
                    if (!new.is_null() || rule.nulls == Nulls::Keep)
                        && (is_same(held, &new) || (*held == new && rule.strategy != Strategy::Replace)) => {}
                (Some(_), new) => match rule.strategy {
                    Strategy::Keep => {}
                    Strategy::Fail => conflicts.push(path),
                    Strategy::Replace if new.is_null() && rule.nulls == Nulls::Remove => drop(self.unset_later(&path)?),
                    Strategy::Replace => self.set_and_clear_later(&path, rule.made_of(new))?,
                },
            }
        }
        Ok(())
    }

    /// Combines the value at a path with a new one by the policy of the path. None if no policy is
    /// declared for such values.
    fn combined(&self, path: &KeyPath, new: &Value, policies: &Policies) -> Result<Option<Value>> {
        if policies.all().is_empty() {
            return Ok(None);
        }
        let Some(held) = self.document().get(path) else { return Ok(None) };
        let place = self.document().pointer(path);
        let Some(policy) = policies.over(place.tokens()).map(|declared| declared.merge) else { return Ok(None) };
        if new.is_null() || !(policy.is_for(held) || policy.is_for(new)) {
            return Ok(None);
        }
        policy.combine(None, held, new).map(Some).ok_or_else(|| {
            let shown = |value| shown_at(&place, value, self.document());
            let mut numbers = [held, new].into_iter().filter_map(Value::as_number);
            let too_long = numbers.find_map(|number| decimal::check(number).err());
            unfit(path, policy, (&shown(held), &shown(new)), too_long)
        })
    }
}

fn unfit(
    path: &KeyPath,
    policy: MergePolicy,
    (held, new): (&str, &str),
    too_long: Option<anyhow::Error>,
) -> anyhow::Error {
    let policy = policy.word();
    let why = too_long.map(|why| format!(": {why}")).unwrap_or_default();
    Failure::new(Kind::Conflict, format!("{path}: the policy {policy} cannot combine {held} and {new}{why}"))
        .fact("path", path.to_string())
        .fact("policy", policy)
        .hint(format!("to replace it: ctx set {} VALUE", shell_word(path)))
        .into()
}

impl MergeRule {
    /// What a new value becomes where nothing was.
    fn made_of(self, new: Value) -> Value {
        if self.nulls == Nulls::Keep { new } else { without_nulls(new) }
    }
}

/// In a new object, nulls have nothing to remove (RFC 7396, section 2).
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect::<Map<_, _>>()
            .into(),
        other => other,
    }
}

fn conflict(paths: &[KeyPath]) -> anyhow::Error {
    let named: Vec<String> = paths.iter().map(KeyPath::to_string).collect();
    Failure::new(Kind::Conflict, format!("these values would change: {}", named.join(", ")))
        .fact("paths", named)
        .hint("use --strategy replace to take the new values, or --strategy keep to keep the old ones")
        .into()
}

#[cfg(test)]
mod tests;
