//! Three-way merge of whole documents, with what ctx keeps in them.

use serde_json::Value;

use crate::edit::three_way::conflict::Conflict;
use crate::edit::three_way::kept::merge_kept;
use crate::edit::three_way::walk::{Merged, Sides, merge};
use crate::json::JsonError;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::pointer::Pointer;
use crate::kept::policy::Policies;

/// Merges whole documents, by the policies of ours, with what ctx keeps in them.
///
/// # Errors
/// As [`Policies::of`].
pub fn merge_documents(
    base: &Document,
    ours: &Document,
    theirs: &Document,
) -> anyhow::Result<(Document, Vec<Conflict>)> {
    let [of_base, of_ours, of_theirs] = [base, ours, theirs].map(Document::reserved);
    let Merged { value: stands, conflicts: mut all } =
        merge_kept(Sides { base: of_base, ours: of_ours, theirs: of_theirs });
    // All three get the merged value, so that it merges to itself, in its place.
    let with_it = |document: &Document| {
        let mut root = document.to_value();
        if let Value::Object(members) = &mut root {
            match &stands {
                Some(value) => drop(members.insert(RESERVED_KEY.to_owned(), value.clone())),
                None => drop(members.shift_remove(RESERVED_KEY)),
            }
        }
        root
    };
    let (base, our_root, theirs) = (with_it(base), with_it(ours), with_it(theirs));
    let sides = Sides { base: Some(&base), ours: Some(&our_root), theirs: Some(&theirs) };
    let Merged { value, conflicts } = merge(&Pointer::default(), sides, &Policies::of(ours)?);
    // Three objects merge into one.
    let document = Document::try_from(value.unwrap_or_default()).map_err(|e: JsonError| anyhow::anyhow!(e))?;
    all.extend(conflicts);
    Ok((document, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_ctx_keeps_is_ours_unless_only_they_changed_it() {
        let document = |kept: u64, a: u64| Document::try_from(json!({"_ctx": {"n": kept}, "a": a})).unwrap();
        let merged = |base, ours, theirs| merge_documents(&base, &ours, &theirs).unwrap();
        let (document_of_both, conflicts) = merged(document(1, 1), document(2, 1), document(3, 2));
        assert_eq!((document_of_both, conflicts.len()), (document(2, 2), 1));
        assert_eq!(conflicts[0].place.to_string(), "/_ctx/n");
        assert_eq!(merged(document(1, 1), document(1, 2), document(3, 1)), (document(3, 2), Vec::new()));
        let none = Document::default();
        assert_eq!(merged(none.clone(), none, document(1, 1)), (document(1, 1), Vec::new()));
    }

    #[test]
    fn what_is_kept_about_values_goes_with_them() {
        let document = |kept: Value| Document::try_from(json!({"_ctx": kept})).unwrap();
        let ours = document(json!({"expiries": {"a": "1"}, "tags": {"v1": {"rev": 1}}}));
        let theirs = document(json!({"expiries": {"b": "2"}, "policies": {"n": {"merge": "sum"}}}));
        let merged = merge_documents(&Document::default(), &ours, &theirs).unwrap();
        let both =
            json!({"expiries": {"a": "1", "b": "2"}, "tags": {"v1": {"rev": 1}}, "policies": {"n": {"merge": "sum"}}});
        assert_eq!(merged, (document(both), Vec::new()));
    }
}
