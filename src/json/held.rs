//! Reading a thing from a value that is held already, numbers with their digits.
//!
//! `serde_json` reads 1.5 in a value as a binary number, which may be written otherwise than it was.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

use crate::json::parse::NUMBER_TOKEN;

/// Reads a thing from a value.
///
/// # Errors
/// Fails if the value has not the form of the thing.
pub fn from_value<'v, T: Deserialize<'v>>(value: &'v Value) -> Result<T, Error> {
    T::deserialize(Held(value))
}

/// A value that is held.
#[derive(Clone, Copy)]
struct Held<'v>(&'v Value);

impl<'v> IntoDeserializer<'v, Error> for Held<'v> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A number by its digits, as `serde_json` passes those of arbitrary precision around.
fn digits<'v, V: Visitor<'v>>(value: &'v Value, visitor: V) -> Result<V::Value, Error> {
    let member = (serde::de::value::BorrowedStrDeserializer::new(NUMBER_TOKEN), value.to_string());
    visitor.visit_map(MapDeserializer::new(std::iter::once(member)))
}

/// Numbers of a certain type are read as that.
macro_rules! as_number {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.0.$method(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Held<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Number(_) => digits(self.0, visitor),
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(Held))),
            Value::Object(members) => {
                let members = members.iter().map(|(key, value)| (Name(key), Held(value)));
                visitor.visit_map(MapDeserializer::new(members))
            }
            other => other.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    as_number! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A key of a held object. It is copied: borrowed, it could be taken for the mark of a number.
struct Name<'v>(&'v str);

impl<'v> IntoDeserializer<'v, Error> for Name<'v> {
    type Deserializer = serde::de::value::StrDeserializer<'v, Error>;

    fn into_deserializer(self) -> Self::Deserializer {
        self.0.into_deserializer()
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::json::exact::{optional, to_value};
    use crate::json::parse::parse;

    #[derive(Deserialize, serde::Serialize)]
    struct Thing {
        #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
        payload: Option<Value>,
        count: u64,
    }

    #[test]
    fn every_number_of_a_held_value_keeps_its_digits() {
        let number =
            ["1.5", "1.50", "0.1", "1e-7", "0.0000001", "1e300", "1E5", "-0", "-0.0", "123456789012345678901234567890"];
        for number in number {
            let text = format!(r#"{{"payload":[{{"n":{number}}},{number}],"count":7}}"#);
            let value = parse(text.as_bytes()).unwrap();
            let thing: Thing = from_value(&value).unwrap();
            assert_eq!(to_value(&thing).unwrap().to_string(), text);
        }
        assert!(from_value::<Thing>(&parse(br#"{"count":1.5}"#).unwrap()).is_err());
    }
}
