//! A value as templates see it.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, ValueKind};
use minijinja::{Error, ErrorKind};
use serde_json::{Map, Number, Value};

use crate::json::key_path::{KeyPath, Segment};

/// The value of a template, and where it is in the document. It is kept as long as the process lives: templates hold
/// any part of it as long as they like.
#[derive(Debug)]
pub struct Root {
    pub value: Value,
    pub path: KeyPath,
}

/// A part of the value.
#[derive(Clone, Copy)]
pub struct Part {
    value: &'static Value,
    root: &'static Root,
}

impl Root {
    pub fn all(&'static self) -> Part {
        Part { value: &self.value, root: self }
    }
}

impl Part {
    fn at(self, value: &'static Value) -> minijinja::Value {
        Self { value, root: self.root }.seen()
    }

    /// Returns it as templates see it: an integer of up to 128 bits is that, and another number a double; one that no
    /// double holds is an error as soon as it is used.
    pub fn seen(self) -> minijinja::Value {
        match self.value {
            Value::Null => minijinja::Value::from(()),
            Value::Bool(is) => minijinja::Value::from(*is),
            Value::String(text) => minijinja::Value::from(text.as_str()),
            Value::Number(number) => integer(number)
                .or_else(|| double(number).map(minijinja::Value::from))
                .unwrap_or_else(|| minijinja::Value::from(self.no_double(number))),
            Value::Array(_) | Value::Object(_) => minijinja::Value::from_object(self),
        }
    }

    fn no_double(self, number: &Number) -> Error {
        let mut steps = self.root.path.segments().to_vec();
        find(&self.root.value, self.value, &mut steps);
        let why = format!("{} is {number}, which no double holds: use digits(OBJECT, KEY)", KeyPath::new(steps));
        Error::new(ErrorKind::InvalidOperation, why)
    }
}

/// Appends the steps from `value` to a part of it, if it is one.
fn find(value: &Value, part: &Value, steps: &mut Vec<Segment>) -> bool {
    let mut below = |step: Segment, value: &Value| {
        steps.push(step);
        let is_found = find(value, part, steps);
        if !is_found {
            steps.pop();
        }
        is_found
    };
    match value {
        same if std::ptr::eq(same, part) => true,
        Value::Array(items) => items.iter().enumerate().any(|(i, item)| below(Segment::Index(i), item)),
        Value::Object(members) => members.iter().any(|(key, member)| below(Segment::Key(key.clone()), member)),
        _ => false,
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

impl Object for Part {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        if self.value.is_array() { ObjectRepr::Seq } else { ObjectRepr::Map }
    }

    fn get_value(self: &Arc<Self>, key: &minijinja::Value) -> Option<minijinja::Value> {
        match self.value {
            Value::Array(items) => items.get(key.as_usize()?),
            Value::Object(members) => members.get(key.as_str()?),
            _ => None,
        }
        .map(|value| self.at(value))
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<minijinja::Value> {
        self.value.as_object()?.get(key).map(|value| self.at(value))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.value {
            Value::Array(items) => Enumerator::Seq(items.len()),
            Value::Object(members) => {
                Enumerator::Iter(Box::new(members.keys().map(|key| minijinja::Value::from(key.as_str()))))
            }
            _ => Enumerator::NonEnumerable,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

/// The variables of a template: the members of an object but those whose names mean something else.
#[derive(Debug)]
pub struct Variables {
    pub object: Part,
    pub reserved: BTreeSet<String>,
}

impl Object for Variables {
    fn get_value(self: &Arc<Self>, key: &minijinja::Value) -> Option<minijinja::Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<minijinja::Value> {
        let object = self.object.value.as_object().filter(|_| !self.reserved.contains(key))?;
        object.get(key).map(|value| self.object.at(value))
    }
}

/// The value of a number that is written as an integer of up to 128 bits.
fn integer(number: &Number) -> Option<minijinja::Value> {
    let text = number.as_str();
    if let Some(small) = number.as_i64().filter(|_| text != "-0") {
        return Some(minijinja::Value::from(small));
    }
    text.parse::<i128>().ok().filter(|_| text != "-0").map(minijinja::Value::from)
}

/// The double next to a number; `None` if that is not finite, or is zero and the number is not.
fn double(number: &Number) -> Option<f64> {
    let text = number.as_str();
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let is_zero = !mantissa.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    text.parse().ok().filter(|double: &f64| double.is_finite() && (*double == 0.0) == is_zero)
}

/// The digits of the numbers that are doubles in a template, by the bits of the double.
pub struct Digits(HashMap<u64, Vec<String>>);

impl Digits {
    /// Collects them.
    pub fn of(value: &Value) -> Self {
        let mut digits = HashMap::new();
        collect(value, &mut digits);
        Self(digits)
    }

    /// Returns how a number is written in the document; `None` if it is not in it, or is an integer.
    ///
    /// # Errors
    /// Fails if the document has the number in several forms.
    pub fn text(&self, value: &minijinja::Value) -> Result<Option<&str>, Error> {
        let Some(double) = as_double(value) else { return Ok(None) };
        match self.0.get(&double.to_bits()).map(Vec::as_slice) {
            None => Ok(None),
            Some([text]) => Ok(Some(text)),
            Some(texts) => {
                let why = format!("the context has this number as {}: use digits(OBJECT, KEY)", texts.join(" and "));
                Err(Error::new(ErrorKind::InvalidOperation, why))
            }
        }
    }
}

fn as_double(value: &minijinja::Value) -> Option<f64> {
    let is_double = value.kind() == ValueKind::Number && !value.is_integer();
    if is_double { f64::try_from(value.clone()).ok() } else { None }
}

fn collect(value: &Value, into: &mut HashMap<u64, Vec<String>>) {
    match value {
        Value::Number(number) if integer(number).is_none() => {
            let Some(double) = double(number) else { return };
            let texts = into.entry(double.to_bits()).or_default();
            if !texts.iter().any(|known| known == number.as_str()) {
                texts.push(number.as_str().to_owned());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, into)),
        Value::Object(members) => members.values().for_each(|member| collect(member, into)),
        _ => {}
    }
}

/// Returns the digits of a number that is a member of an object or an item of an array.
pub fn digits(of: &minijinja::Value, key: &minijinja::Value) -> Result<String, Error> {
    let node = of.downcast_object_ref::<Part>().map(|part| part.value);
    let found = node.and_then(|node| match node {
        Value::Array(items) => items.get(key.as_usize()?),
        other => other.get(key.as_str()?),
    });
    match found {
        Some(Value::Number(number)) => Ok(number.as_str().to_owned()),
        _ => Err(Error::new(ErrorKind::InvalidOperation, format!("digits: there is no number {key:?}"))),
    }
}

/// Returns what a template made of values, as JSON.
///
/// # Errors
/// Fails if JSON cannot hold it: an undefined value, a function.
pub fn to_json(of: &minijinja::Value, digits: &Digits) -> Result<Value, Error> {
    if let Some(part) = of.downcast_object_ref::<Part>() {
        return Ok(part.value.clone());
    }
    let cannot = || Error::new(ErrorKind::InvalidOperation, format!("{} has no JSON", of.kind()));
    Ok(match of.kind() {
        ValueKind::None => Value::Null,
        ValueKind::Bool => Value::Bool(of.is_true()),
        ValueKind::String => Value::String(of.as_str().unwrap_or_default().to_owned()),
        ValueKind::Number => {
            let text = digits.text(of)?.map_or_else(|| of.to_string(), str::to_owned);
            crate::json::parse(text.as_bytes()).map_err(|_| cannot())?
        }
        ValueKind::Seq | ValueKind::Iterable => {
            of.try_iter()?.map(|item| to_json(&item, digits)).collect::<Result<Vec<_>, _>>()?.into()
        }
        ValueKind::Map => {
            let mut members = Map::new();
            for key in of.try_iter()? {
                let member = of.get_item(&key)?;
                members.insert(key.as_str().map_or_else(|| key.to_string(), str::to_owned), to_json(&member, digits)?);
            }
            members.into()
        }
        _ => return Err(cannot()),
    })
}
