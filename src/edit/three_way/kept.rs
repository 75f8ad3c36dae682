//! Three-way merge of what ctx keeps.

use serde_json::{Map, Value};

use crate::draft::expiries;
use crate::edit::three_way::conflict::Conflict;
use crate::edit::three_way::walk::{Merged, Sides, merge};
use crate::json::RESERVED_KEY;
use crate::json::pointer::Pointer;
use crate::kept::collection::Kept;
use crate::kept::policy::{Declared, Policies};
use crate::kept::redaction;

/// Collections of entries about values. These are merged entry by entry, like the values.
const ABOUT_VALUES: [&str; 3] = [expiries::MEMBER, Declared::MEMBER, redaction::MEMBER];

/// Merges what ctx keeps. Handoffs, tasks, leases and tags only make sense together, so of each
/// such collection one side wins as a whole: ours, with a conflict, if both changed it.
pub(crate) fn merge_kept(sides: Sides<'_>) -> Merged {
    let [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map(|side| side.and_then(Value::as_object));
    let of = |side: Option<&'_ Map<String, Value>>, name: &str| side.and_then(|members| members.get(name)).cloned();
    let new = theirs.into_iter().flat_map(Map::keys).filter(|name| !ours.is_some_and(|ours| ours.contains_key(*name)));
    let (mut kept, mut conflicts) = (Map::new(), Vec::new());
    for name in ours.into_iter().flat_map(Map::keys).chain(new) {
        let place = Pointer::default().child(RESERVED_KEY).child(name);
        let (base, ours, theirs) = (of(base, name), of(ours, name), of(theirs, name));
        let value = if ABOUT_VALUES.contains(&name.as_str()) {
            let sides = Sides { base: base.as_ref(), ours: ours.as_ref(), theirs: theirs.as_ref() };
            let merged = merge(&place, sides, &Policies::default());
            conflicts.extend(merged.conflicts);
            merged.value
        } else if ours == base {
            theirs
        } else {
            if theirs != base && theirs != ours {
                conflicts.push(Conflict { place, base, ours: ours.clone(), theirs });
            }
            ours
        };
        kept.extend(value.map(|value| (name.clone(), value)));
    }
    Merged { value: (!kept.is_empty()).then(|| kept.into()), conflicts }
}
