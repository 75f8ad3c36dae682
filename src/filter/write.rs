//! A value of jaq as JSON.

use jaq_json::{Num, Val};
use serde_json::Number;

use crate::filter::message::{Fault, FaultKind};
use crate::filter::numbers::{LARGEST, whole};
use crate::json::MAX_DEPTH;

/// The JSON of a value, in one line.
///
/// # Errors
/// Fails if it nests too deeply, has more than `most` bytes, or has what JSON does not: bytes, or a key that is not
/// text.
pub fn json_of(value: &Val, most: usize) -> Result<String, Fault> {
    let mut writer = Writer { text: String::new(), most };
    writer.value(value, 0)?;
    Ok(writer.text)
}

struct Writer {
    text: String,
    most: usize,
}

impl Writer {
    fn value(&mut self, value: &Val, depth: usize) -> Result<(), Fault> {
        if self.text.len() > self.most {
            return Err(too_long(self.most));
        }
        match value {
            Val::Null => self.text.push_str("null"),
            Val::Bool(is) => self.text.push_str(if *is { "true" } else { "false" }),
            Val::Num(number) => self.text.push_str(&digits(number)),
            Val::TStr(text) => self.string(text),
            Val::BStr(_) => {
                return Err(Fault::new(FaultKind::NotJson, "a result is a string of bytes, which is not JSON"));
            }
            Val::Arr(items) => {
                let item = |writer: &mut Self, item| writer.value(item, depth + 1);
                self.nested(depth, ['[', ']'], &mut items.iter(), item)?;
            }
            Val::Obj(members) => {
                let member = |writer: &mut Self, (key, value): (&Val, &Val)| {
                    let Val::TStr(key) = key else {
                        return Err(Fault::new(FaultKind::NotJson, "a key of an object is not a string"));
                    };
                    writer.string(key);
                    writer.text.push(':');
                    writer.value(value, depth + 1)
                };
                self.nested(depth, ['{', '}'], &mut members.iter(), member)?;
            }
        }
        Ok(())
    }

    fn nested<I>(
        &mut self,
        depth: usize,
        [open, close]: [char; 2],
        items: &mut dyn Iterator<Item = I>,
        mut write: impl FnMut(&mut Self, I) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if depth >= MAX_DEPTH {
            let why = format!("a result nests more than {MAX_DEPTH} arrays and objects");
            return Err(Fault::new(FaultKind::Bound, why));
        }
        self.text.push(open);
        for (i, item) in items.enumerate() {
            if i > 0 {
                self.text.push(',');
            }
            write(self, item)?;
        }
        self.text.push(close);
        Ok(())
    }

    fn string(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        self.text.push_str(&serde_json::Value::from(text.as_ref()).to_string());
    }
}

/// The fault of results that are too long.
#[must_use]
pub fn too_long(most: usize) -> Fault {
    Fault::new(FaultKind::Bound, format!("the results are longer than {} MiB", most / (1024 * 1024)))
}

/// A number as JSON has it: whole numbers without a point, as in jq; not a number is null, and infinity the largest
/// number.
fn digits(number: &Num) -> String {
    match number {
        Num::Int(i) => i.to_string(),
        Num::BigInt(i) => i.to_string(),
        Num::Float(f) => float(*f),
        Num::Dec(digits) if digits.parse::<Number>().is_ok() => digits.to_string(),
        Num::Dec(digits) => float(digits.parse().unwrap_or(f64::NAN)),
    }
}

fn float(f: f64) -> String {
    if f.is_nan() {
        return "null".to_owned();
    }
    if f == 0.0 && f.is_sign_negative() {
        return "-0".to_owned();
    }
    let f = f.clamp(-LARGEST, LARGEST);
    match whole(f) {
        Some(whole) => whole.to_string(),
        None => Number::from_f64(f).map_or_else(|| "null".to_owned(), |number| number.to_string()),
    }
}
