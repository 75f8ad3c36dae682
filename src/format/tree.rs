//! What formats that hold a tree write: one value as it is, of several one object.

use serde_json::{Map, Value};

use crate::format::item::Item;
use crate::format::unfit::Unfit;
use crate::json::key_path::KeyPath;

/// Writes the value of a single item, or an object of all values by their paths.
pub fn one(items: &[Item], write: impl Fn(&Value, &KeyPath) -> Result<String, Unfit>) -> Result<String, Unfit> {
    match items {
        [Item { path, value }] => write(value, path),
        several => {
            let members = several.iter().map(|item| (item.path.to_string(), item.value.clone()));
            write(&Value::Object(members.collect::<Map<_, _>>()), &KeyPath::root())
        }
    }
}
