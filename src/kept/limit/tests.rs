use super::*;

#[test]
fn a_size_is_read_as_dd_reads_it_and_printed_in_the_largest_unit_that_fits() {
    for (text, bytes, printed) in [
        ("0", 0, "0"),
        ("1000", 1000, "1000"),
        ("12B", 12, "12"),
        ("500k", 512_000, "500KiB"),
        ("20M", 20 << 20, "20MiB"),
        ("20MiB", 20 << 20, "20MiB"),
        ("20mib", 20 << 20, "20MiB"),
        ("20MB", 20_000_000, "20000000"),
        ("1GiB", 1 << 30, "1GiB"),
        ("2g", 2 << 30, "2GiB"),
        ("1TB", 1_000_000_000_000, "976562500KiB"),
    ] {
        let size: Size = text.parse().unwrap();
        assert_eq!(size.bytes(), bytes, "{text}");
        assert_eq!(size.to_string(), printed, "{text}");
        assert_eq!(size.to_string().parse(), Ok(size));
    }
    for text in ["", "M", "-1", "+1", "1.5M", " 1", "1 M", "20MiBs", "lots", "99999999999G", "1b"] {
        assert_eq!(text.parse::<Size>(), Err(NotASize), "{text}");
    }
}

#[test]
fn nobody_can_declare_more_than_is_read() {
    assert_eq!(parse_limit("1GiB"), Ok(Size(MOST)));
    assert_eq!(parse_limit("1025M"), Err("the largest document that is read has 1GiB".to_owned()));
    assert_eq!(parse_limit("lots"), Err(NotASize.to_string()));
}

#[test]
fn a_limit_judges_growth_by_what_the_document_declares_or_declared() {
    let document = |limit: &str| Document::parse(format!(r#"{{"_ctx":{{"limits":{{"size":{limit}}}}}}}"#).as_bytes());
    let [ten, twenty, bad] = ["10", "20", "\"x\""].map(|limit| document(limit).unwrap());
    let none = Document::default();
    let allowed = |before: &Document, size, after: &Document, result| {
        Before::of(before, size).check_growth(after, result, Size(15)).is_ok()
    };
    assert!(allowed(&none, 0, &none, 15) && !allowed(&none, 0, &none, 16));
    assert!(allowed(&ten, 0, &ten, 10) && !allowed(&ten, 0, &ten, 11), "what is declared goes before one's own");
    assert!(allowed(&none, 0, &twenty, 20) && allowed(&twenty, 19, &ten, 20) && !allowed(&twenty, 19, &ten, 21));
    assert!(allowed(&none, 99, &none, 99) && allowed(&bad, 99, &bad, 98) && !allowed(&none, 99, &none, 100));
    assert!(!allowed(&bad, 0, &bad, 1) && allowed(&bad, 0, &ten, 10));
}
