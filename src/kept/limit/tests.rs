use super::*;

#[test]
fn a_limit_judges_growth_by_what_the_document_declares_or_declared() {
    let document = |limit: &str| Document::parse(format!(r#"{{"_ctx":{{"limits":{{"size":{limit}}}}}}}"#).as_bytes());
    let [ten, twenty, bad] = ["10", "20", "\"x\""].map(|limit| document(limit).unwrap());
    let none = Document::default();
    let allowed = |before: &Document, size, after: &Document, result| {
        Before::of(before, size).check_growth(after, result, Size::new(15)).is_ok()
    };
    assert!(allowed(&none, 0, &none, 15) && !allowed(&none, 0, &none, 16));
    assert!(allowed(&ten, 0, &ten, 10) && !allowed(&ten, 0, &ten, 11), "what is declared goes before one's own");
    assert!(allowed(&none, 0, &twenty, 20) && allowed(&twenty, 19, &ten, 20) && !allowed(&twenty, 19, &ten, 21));
    assert!(allowed(&none, 99, &none, 99) && allowed(&bad, 99, &bad, 98) && !allowed(&none, 99, &none, 100));
    assert!(!allowed(&bad, 0, &bad, 1) && allowed(&bad, 0, &ten, 10));
}
