//! A value as templates see it.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, ValueKind};
use minijinja::{Error, ErrorKind};
use serde_json::{Map, Number, Value};

/// An object or array. It is kept as long as the process lives: templates hold any part of it as long as they like.
#[derive(Clone, Copy)]
pub struct Node(pub &'static Value);

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Object for Node {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        if self.0.is_array() { ObjectRepr::Seq } else { ObjectRepr::Map }
    }

    fn get_value(self: &Arc<Self>, key: &minijinja::Value) -> Option<minijinja::Value> {
        match self.0 {
            Value::Array(items) => items.get(key.as_usize()?),
            Value::Object(members) => members.get(key.as_str()?),
            _ => None,
        }
        .map(value)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<minijinja::Value> {
        self.0.as_object()?.get(key).map(value)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        match self.0 {
            Value::Array(items) => Enumerator::Seq(items.len()),
            Value::Object(members) => {
                Enumerator::Iter(Box::new(members.keys().map(|key| minijinja::Value::from(key.as_str()))))
            }
            _ => Enumerator::NonEnumerable,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Returns a value as templates see it: an integer of up to 128 bits is that, and another number a double.
pub fn value(of: &'static Value) -> minijinja::Value {
    match of {
        Value::Null => minijinja::Value::from(()),
        Value::Bool(is) => minijinja::Value::from(*is),
        Value::String(text) => minijinja::Value::from(text.as_str()),
        Value::Number(number) => integer(number).unwrap_or_else(|| minijinja::Value::from(double(number))),
        Value::Array(_) | Value::Object(_) => minijinja::Value::from_object(Node(of)),
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

fn double(number: &Number) -> f64 {
    number.as_str().parse().unwrap_or(f64::NAN)
}

/// The digits of the numbers that are doubles in a template, by the bits of the double.
pub struct Digits(HashMap<u64, Vec<String>>);

impl Digits {
    /// Collects them.
    ///
    /// # Errors
    /// Returns a number that a double cannot hold: it is too large or too small.
    pub fn of(value: &Value) -> Result<Self, String> {
        let mut digits = HashMap::new();
        collect(value, &mut digits)?;
        Ok(Self(digits))
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

fn collect(value: &Value, into: &mut HashMap<u64, Vec<String>>) -> Result<(), String> {
    match value {
        Value::Number(number) => {
            let text = number.as_str();
            if integer(number).is_some() {
                return Ok(());
            }
            let double = double(number);
            let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
            let is_zero = !mantissa.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
            if !double.is_finite() || (double == 0.0) != is_zero {
                return Err(text.to_owned());
            }
            let texts = into.entry(double.to_bits()).or_default();
            if !texts.iter().any(|known| known == text) {
                texts.push(text.to_owned());
            }
            Ok(())
        }
        Value::Array(items) => items.iter().try_for_each(|item| collect(item, into)),
        Value::Object(members) => members.values().try_for_each(|member| collect(member, into)),
        _ => Ok(()),
    }
}

/// Returns the digits of a number that is a member of an object or an item of an array.
pub fn digits(of: &minijinja::Value, key: &minijinja::Value) -> Result<String, Error> {
    let node = of.downcast_object_ref::<Node>().map(|node| node.0);
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
    if let Some(node) = of.downcast_object_ref::<Node>() {
        return Ok(node.0.clone());
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
