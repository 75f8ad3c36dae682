//! How a policy combines two values that come from the same base.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use serde_json::{Number, Value};

use crate::draft::write::distinct;
use crate::json::decimal::{compare, minus, sum};
use crate::kept::policy::declared::MergePolicy;

impl MergePolicy {
    /// Combines two values that come from `base`. None if the policy protects values, or is not for
    /// values of these types.
    #[must_use]
    pub fn combine(self, base: Option<&Value>, ours: &Value, theirs: &Value) -> Option<Value> {
        match (self, ours, theirs) {
            (Self::Replace, _, theirs) => Some(theirs.clone()),
            (Self::Append, Value::Array(ours), Value::Array(theirs)) => Some(appended(items(base), ours, theirs)),
            (Self::Union, Value::Array(ours), Value::Array(theirs)) => Some(united(items(base), ours, theirs)),
            (Self::Max, Value::Number(a), Value::Number(b)) => of_two(a, b, Ordering::Greater),
            (Self::Min, Value::Number(a), Value::Number(b)) => of_two(a, b, Ordering::Less),
            (Self::Sum, Value::Number(ours), Value::Number(theirs)) => {
                let total = match base {
                    None => sum(ours, theirs),
                    Some(Value::Number(base)) => sum(ours, theirs).and_then(|total| minus(&total, base)),
                    Some(_) => return None,
                };
                total.ok().map(Value::Number)
            }
            _ => None,
        }
    }

    /// Whether the policy is for values of this type.
    #[must_use]
    pub fn is_for(self, value: &Value) -> bool {
        match self {
            Self::Append | Self::Union => value.is_array(),
            Self::Max | Self::Min | Self::Sum => value.is_number(),
            Self::Replace | Self::Once | Self::Deny => false,
        }
    }

    /// Whether two equal changes count twice.
    #[must_use]
    pub fn counts_both(self) -> bool {
        matches!(self, Self::Append | Self::Sum)
    }
}

fn of_two(a: &Number, b: &Number, wanted: Ordering) -> Option<Value> {
    let order = compare(a, b).ok()?;
    Some(Value::Number(if order == wanted { a.clone() } else { b.clone() }))
}

fn items(base: Option<&Value>) -> &[Value] {
    base.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Ours without what they removed, followed by what they added.
fn appended(base: &[Value], ours: &[Value], theirs: &[Value]) -> Value {
    let mut all = without(ours, &without(base, theirs));
    all.extend(without(theirs, base));
    all.into()
}

/// The items that both kept or either added, each once.
fn united(base: &[Value], ours: &[Value], theirs: &[Value]) -> Value {
    let [of_base, of_theirs] = [base, theirs].map(|items| items.iter().collect::<HashSet<_>>());
    let kept = ours.iter().filter(|item| !of_base.contains(item) || of_theirs.contains(item));
    let added = theirs.iter().filter(|item| !of_base.contains(item));
    distinct(&[], kept.chain(added).cloned().collect()).into()
}

/// The items without those of `others`, counting duplicates.
fn without(items: &[Value], others: &[Value]) -> Vec<Value> {
    let mut left: HashMap<&Value, usize> = HashMap::new();
    for other in others {
        *left.entry(other).or_default() += 1;
    }
    let stays = |item: &&Value| match left.get_mut(*item) {
        Some(count @ 1..) => {
            *count -= 1;
            false
        }
        _ => true,
    };
    items.iter().filter(stays).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn combines(policy: MergePolicy, base: &Value, ours: &Value, theirs: &Value, result: &Value) {
        let base = Some(base).filter(|base| !base.is_null());
        assert_eq!(policy.combine(base, ours, theirs).unwrap_or_default(), *result, "{policy:?}");
    }

    #[test]
    fn items_of_both_are_kept_relative_to_the_base() {
        let (base, ours, theirs) = (json!([1, 2, 2]), json!([1, 2, 2, 3]), json!([2, 2, 3, 4]));
        combines(MergePolicy::Append, &base, &ours, &theirs, &json!([2, 2, 3, 3, 4]));
        combines(MergePolicy::Union, &base, &ours, &theirs, &json!([2, 3, 4]));
        combines(MergePolicy::Append, &json!(null), &json!([1]), &json!([1]), &json!([1, 1]));
        combines(MergePolicy::Union, &json!(null), &json!([1]), &json!([1]), &json!([1]));
    }

    #[test]
    fn numbers_are_exact() {
        let number = |digits: &str| crate::json::parse(digits.as_bytes()).unwrap();
        let (ours, theirs) = (number("1.10"), number("1.09999999999999999999999"));
        combines(MergePolicy::Max, &json!(0), &ours, &theirs, &ours);
        combines(MergePolicy::Min, &json!(0), &ours, &theirs, &theirs);
        combines(MergePolicy::Sum, &json!(1), &ours, &json!(3), &number("3.10"));
        combines(MergePolicy::Sum, &json!(null), &json!(3), &json!(3), &json!(6));
    }

    #[test]
    fn what_a_policy_is_not_for_it_does_not_decide() {
        for (policy, value) in [
            (MergePolicy::Append, json!(1)),
            (MergePolicy::Union, json!({})),
            (MergePolicy::Max, json!("1")),
            (MergePolicy::Sum, json!([1])),
            (MergePolicy::Once, json!(1)),
            (MergePolicy::Deny, json!(1)),
        ] {
            assert_eq!(policy.combine(None, &value, &value), None, "{policy:?}");
        }
        assert_eq!(MergePolicy::Sum.combine(Some(&json!("1")), &json!(1), &json!(2)), None);
    }
}
