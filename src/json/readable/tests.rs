use serde_json::{Map, json};

use super::*;

fn nested(depth: usize) -> Value {
    (0..depth).fold(Value::Null, |inner, i| if i % 2 == 0 { json!([1, inner]) } else { json!({"a": inner}) })
}

fn reserved() -> Value {
    Map::from_iter([(NUMBER_TOKEN.to_owned(), json!(1))]).into()
}

fn document(root: Value) -> Document {
    Document::try_from(root).unwrap()
}

#[test]
fn what_is_admitted_is_what_reading_admits() {
    // The keys beside it show that the place of a key makes no difference.
    let cases = [
        json!({}),
        json!({"a": nested(99)}),
        json!({"a": nested(100)}),
        json!({"a": [[{"b": nested(97)}]]}),
        json!({"a": [[{"b": nested(96)}]]}),
        json!({"a": [{"b": reserved()}]}),
        json!({"a": 1, "b": {"x": 0, "y": [0, {"z": reserved()}]}}),
        json!({"$serde_json::private::RawValue": "1", "$serde_json::private": {}, "": "\u{0}\u{2028}\u{9b}"}),
        json!({"a": NUMBER_TOKEN}),
        reserved(),
    ];
    for root in cases {
        let document = document(root);
        let text = document.to_text();
        assert_eq!(Readable::of(&document).is_ok(), Document::parse(&text).is_ok(), "{}", document.to_value());
        let published = Publishable::of(document.clone());
        assert_eq!(published.is_ok(), Document::parse(&text).is_ok(), "{}", document.to_value());
        assert!(published.is_err() || published.is_ok_and(|published| published.to_vec().unwrap() == text));
    }
}

#[test]
fn what_is_refused_is_named_with_its_place() {
    let why = |root| Failure::from(Publishable::of(document(root)).unwrap_err());
    let said = "would have the key \"$serde_json::private::Number\", which is reserved";
    let refused = why(json!({"a": [1, {"b.c": reserved()}]}));
    assert_eq!(refused.to_string(), format!("a[1][\"b.c\"] {said}"));
    assert_eq!(refused.facts().get("path"), Some(&json!("a[1][\"b.c\"]")));
    assert_eq!(why(reserved()).to_string(), format!("the document {said}"));
    let deep = why(json!({"a": nested(100)}));
    assert_eq!(deep.to_string(), "the result would be nested more than 100 levels deep");
}
