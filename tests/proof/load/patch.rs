//! JSON Patch (RFC 6902), as far as records use it: written for this proof, so
//! that it can contradict the one of the product.

use serde_json::Value;

/// Applies a patch, key order kept.
pub fn apply(patch: &Value, document: &mut Value) -> Result<(), String> {
    let operations = patch.as_array().ok_or("the patch is no array")?;
    operations
        .iter()
        .try_for_each(|operation| apply_one(operation, document).ok_or(format!("{operation} does not fit")))
}

/// The steps of a JSON Pointer (RFC 6901).
pub fn steps(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let rest = pointer.strip_prefix('/')?;
    Some(rest.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect())
}

fn apply_one(operation: &Value, document: &mut Value) -> Option<()> {
    let steps = steps(operation["path"].as_str()?)?;
    let (last, parents) = steps.split_last()?;
    let parent = parents.iter().try_fold(document, |value, step| match value {
        Value::Object(members) => members.get_mut(step),
        Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })?;
    let value = operation.get("value").cloned();
    match (operation["op"].as_str()?, parent) {
        ("add", Value::Object(members)) => drop(members.insert(last.clone(), value?)),
        ("add", Value::Array(items)) => {
            let index = if last == "-" { items.len() } else { last.parse().ok()? };
            (index <= items.len()).then_some(())?;
            items.insert(index, value?);
        }
        ("replace", Value::Object(members)) => *members.get_mut(last)? = value?,
        ("replace", Value::Array(items)) => *items.get_mut(last.parse::<usize>().ok()?)? = value?,
        ("remove", Value::Object(members)) => drop(members.shift_remove(last)?),
        ("remove", Value::Array(items)) => {
            let index = last.parse().ok()?;
            (index < items.len()).then_some(())?;
            drop(items.remove(index));
        }
        _ => return None,
    }
    Some(())
}
