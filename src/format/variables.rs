//! Variables: named by the last key of a path, each with the text of its value.

use std::collections::HashMap;

use serde_json::Value;

use crate::format::item::Item;
use crate::format::unfit::Unfit;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::kind_of;
use crate::text::escape::quoted;

/// How variables are named, and what their values may be.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// In front of every name.
    pub prefix: String,
    /// Turns the letters of keys into capitals (ASCII).
    pub upper: bool,
    /// Writes null, arrays and objects as JSON text.
    pub nested: bool,
    /// Of the `github` format: for `$GITHUB_ENV`, not `$GITHUB_OUTPUT`.
    pub environment: bool,
}

/// Which names variables may have.
pub struct Rules {
    /// Whether a name may hold the character; none begins with a digit.
    pub is_part: fn(char) -> bool,
    pub wanted: &'static str,
    /// Names, and beginnings of names, that mean something else already.
    pub taken: &'static [&'static str],
    pub prefixes: &'static [&'static str],
    /// What they mean.
    pub why: &'static str,
    /// More names, of one program each, with what they mean there.
    pub others: &'static [(&'static [&'static str], &'static str)],
    /// Whether names are the same that differ only in the case of letters.
    pub folds_case: bool,
}

/// A variable, and where its value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    pub value: String,
    pub path: KeyPath,
}

impl Rules {
    pub fn is_name(&self, name: &str) -> bool {
        !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(self.is_part)
    }

    /// What a name means already, if anything.
    fn meaning(&self, name: &str) -> Option<&'static str> {
        let is = |taken: &&str| if self.folds_case { taken.eq_ignore_ascii_case(name) } else { *taken == name };
        if self.taken.iter().any(is) || self.prefixes.iter().any(|prefix| name.starts_with(prefix)) {
            return Some(self.why);
        }
        self.others.iter().find(|(names, _)| names.iter().any(is)).map(|(_, why)| *why)
    }

    fn check(&self, name: &str, path: &KeyPath) -> Result<(), Unfit> {
        if !self.is_name(name) {
            let why = format!("no variable can have the name {}: {} only", quoted(name), self.wanted);
            return Err(Unfit::new(path, why).hint("another name for it: --prefix P, or export the value alone"));
        }
        if let Some(why) = self.meaning(name) {
            let why = format!("the variable {name} means something else already: {why}");
            return Err(Unfit::new(path, why).hint("another name for it: --prefix P"));
        }
        Ok(())
    }
}

/// Returns the variables of the values: those of the members of an object, in order.
pub fn named(items: &[Item], naming: &Naming, rules: &Rules) -> Result<Vec<Variable>, Unfit> {
    let mut found = Vec::new();
    for Item { path, value } in items {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    found.push(variable(path.child(Segment::Key(key.clone())), key, value, naming, rules)?);
                }
            }
            value => {
                let Some(Segment::Key(key) | Segment::Token(key)) = path.segments().last() else {
                    return Err(Unfit::new(path, "an item of an array has no key that names a variable"));
                };
                found.push(variable(path.clone(), key, value, naming, rules)?);
            }
        }
    }
    let mut names = HashMap::new();
    for Variable { name, path, .. } in &found {
        let folded = if rules.folds_case { name.to_ascii_lowercase() } else { name.clone() };
        if let Some(first) = names.insert(folded, path) {
            return Err(Unfit::new(path, format!("it gives the variable {name}, as {first} does")));
        }
    }
    Ok(found)
}

fn variable(path: KeyPath, key: &str, value: &Value, naming: &Naming, rules: &Rules) -> Result<Variable, Unfit> {
    let key = if naming.upper { key.to_ascii_uppercase() } else { key.to_owned() };
    let name = format!("{}{key}", naming.prefix);
    rules.check(&name, &path)?;
    let value = match value {
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        nested if naming.nested => nested.to_string(),
        other => {
            let why = format!("it is {}, and a variable holds text", kind_of(other));
            return Err(Unfit::new(&path, why).hint("to write null, arrays and objects as JSON: --nested-json"));
        }
    };
    if value.contains('\0') {
        return Err(Unfit::new(&path, "it has a NUL character, which no variable can hold"));
    }
    Ok(Variable { name, value, path })
}
