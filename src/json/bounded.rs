//! JSON within a bound: what does not fit is left out, and says so.

use serde_json::{Map, Value};

/// How long strings and how many members there may be: the first that fits is taken.
const TRIES: [(usize, usize); 9] =
    [(2000, 200), (500, 100), (200, 50), (100, 20), (60, 10), (30, 6), (20, 4), (12, 2), (8, 1)];

/// The member that says what is left out.
pub const LEFT_OUT: &str = "left_out";

/// Returns the value if its text has at most `most` bytes; or else as much of it as fits: of a long string
/// `{"begins":…,"bytes":…}`, of many items and members the first, then how many are left out.
#[must_use]
pub fn bounded(value: &Value, most: usize) -> Value {
    let len = value.to_string().len();
    if len <= most {
        return value.clone();
    }
    let tries = TRIES.iter().map(|(text, members)| pruned(value, *text, *members));
    let mut fitting = tries.filter(|pruned| pruned.to_string().len() <= most);
    fitting.next().unwrap_or_else(|| Map::from_iter([(LEFT_OUT.to_owned(), format!("{len} bytes").into())]).into())
}

fn pruned(value: &Value, text: usize, count: usize) -> Value {
    match value {
        Value::String(whole) if whole.len() > text => {
            let begins: String = whole.chars().take(text).collect();
            Map::from_iter([("begins".to_owned(), begins.into()), ("bytes".to_owned(), whole.len().into())]).into()
        }
        Value::Number(number) if number.to_string().len() > text => {
            Map::from_iter([("bytes".to_owned(), number.to_string().len().into())]).into()
        }
        Value::Array(items) => {
            let mut kept: Vec<Value> = items.iter().take(count).map(|item| pruned(item, text, count)).collect();
            kept.extend(left_out(items.len(), count).map(Value::Object));
            kept.into()
        }
        Value::Object(members) => {
            let is_short = |(key, _): &(&String, &Value)| key.len() <= text.max(32);
            let shown = members.iter().filter(is_short).take(count.max(4));
            let mut kept: Map<String, Value> =
                shown.map(|(key, value)| (key.clone(), pruned(value, text, count))).collect();
            kept.extend(left_out(members.len(), kept.len()).into_iter().flatten());
            kept.into()
        }
        other => other.clone(),
    }
}

fn left_out(of: usize, shown: usize) -> Option<Map<String, Value>> {
    let left = of.checked_sub(shown).filter(|left| *left > 0)?;
    Some(Map::from_iter([(LEFT_OUT.to_owned(), left.into())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_does_not_fit_is_left_out_and_said() {
        let value = json!({"a": "x".repeat(5000), "b": [1, 2, 3, 4, 5], "c": {"d": 1.5}});
        assert_eq!(bounded(&value, 10_000), value);
        let shown = bounded(&value, 300);
        assert_eq!(shown["a"], json!({"begins": "x".repeat(200), "bytes": 5000}));
        assert_eq!((&shown["b"], &shown["c"]), (&value["b"], &value["c"]));
        assert_eq!(bounded(&value, 20), json!({"left_out": "5038 bytes"}));
        let many: Value = (0..1000).collect();
        for most in [40, 100, 1000, 2500] {
            let shown = bounded(&many, most);
            let count = shown.as_array().unwrap().len() - 1;
            assert!(shown.to_string().len() <= most);
            assert_eq!(shown[count], json!({"left_out": 1000 - count}));
        }
    }
}
