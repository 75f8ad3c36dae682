use super::*;

fn key(name: &str) -> Segment {
    Segment::Key(name.to_owned())
}

fn parsed(text: &str) -> Vec<Segment> {
    text.parse::<KeyPath>().unwrap_or_else(|e| panic!("{text}: {e}")).segments().to_vec()
}

#[test]
fn every_spelling_of_a_path_is_understood() {
    assert_eq!(parsed("a.b[0].c"), [key("a"), key("b"), Segment::Index(0), key("c")]);
    assert_eq!(parsed(".a"), [key("a")]);
    assert_eq!(parsed("pipeline:job-123.status"), [key("pipeline:job-123"), key("status")]);
    assert_eq!(parsed(r#"["src/main.rs"]"#), [key("src/main.rs")]);
    assert_eq!(parsed(r#"a["x.y"].z"#), [key("a"), key("x.y"), key("z")]);
    assert_eq!(parsed(r#"a."x.y""#), [key("a"), key("x.y")]);
    assert_eq!(parsed(r#"a.["x.y"].[1]"#), [key("a"), key("x.y"), Segment::Index(1)]);
    assert_eq!(parsed("a.0"), [key("a"), key("0")]);
    assert_eq!(parsed("a[-1]"), [key("a"), Segment::FromEnd(1)]);
    assert_eq!(parsed("/a/0/b~1c"), [key("a"), Segment::Token("0".into()), key("b/c")]);
    assert_eq!(parsed("."), []);
    assert_eq!(parsed("größe.名"), [key("größe"), key("名")]);
}

#[test]
fn the_canonical_form_needs_no_guessing() {
    for (text, canonical) in [
        (".a.b", "a.b"),
        (r#"["a"]["b c"][0]"#, r#"a["b c"][0]"#),
        (r#"["-f"]"#, r#"["-f"]"#),
        (r#"["/x"]"#, r#"["/x"]"#),
        (r#"["k=v"]"#, r#"["k=v"]"#),
        (r#"[""]"#, r#"[""]"#),
        ("/a/0", "/a/0"),
        ("/a/b", "a.b"),
        (".", "."),
    ] {
        assert_eq!(text.parse::<KeyPath>().unwrap().to_string(), canonical);
    }
}

#[test]
fn a_bad_path_has_a_caret_under_the_place_and_the_spelling_to_use() {
    let error = |text: &str| text.parse::<KeyPath>().unwrap_err();
    assert_eq!(error("a..b").to_string(), "a key is missing here\n  a..b\n    ^");
    assert_eq!(error("a.").to_string(), "a key is missing here\n  a.\n    ^");
    assert_eq!(error("").to_string(), "the path is empty; use . for the whole document\n  \n  ^");
    assert_eq!(error("a[b]").to_string(), "in brackets stands an index or a key in double quotes\n  a[b]\n    ^");
    assert_eq!(error("a[0").to_string(), "a closing bracket is missing here\n  a[0\n     ^");
    assert_eq!(error("a[0]b").to_string(), "a dot or a bracket is missing here\n  a[0]b\n      ^");
    assert_eq!(error("a[-0]").to_string(), "in brackets stands an index or a key in double quotes\n  a[-0]\n    ^");
    let spaced = error("x.my key.z");
    assert_eq!(spaced.to_string(), "a key with white space in it is written in brackets\n  x.my key.z\n      ^");
    assert_eq!(spaced.suggestion.as_deref(), Some(r#"x["my key"].z"#));
    for (text, suggestion) in [
        (r"a\.b.c", r#"["a.b"].c"#),
        (r"a\b", r#"["a\\b"]"#),
        ("x.it's.y", r#"x["it's"].y"#),
        ("a\"b", r#"["a\"b"]"#),
        ("\"a.b\".c", r#"["a.b"].c"#),
    ] {
        assert_eq!(error(text).suggestion.as_deref(), Some(suggestion), "{text}");
    }
    assert_eq!(error("a\nb").to_string(), "a key with white space in it is written in brackets\n  a\\u{a}b\n   ^");
}

#[test]
fn an_assignment_splits_at_the_first_equals_sign_outside_brackets() {
    let split = |text| split_assignment(text).map(|a| (a.path, a.value, a.json));
    assert_eq!(split("a.b=c=d"), Some(("a.b", "c=d", false)));
    assert_eq!(split("a:=[1]"), Some(("a", "[1]", true)));
    assert_eq!(split(r#"["x=y"]=1"#), Some((r#"["x=y"]"#, "1", false)));
    assert_eq!(split("pipeline:job=x"), Some(("pipeline:job", "x", false)));
    assert_eq!(split("a="), Some(("a", "", false)));
    assert_eq!(split("/a/b=1"), Some(("/a/b", "1", false)));
    assert_eq!(split(r#"["x=y"]"#), None);
    assert_eq!(split("plain"), None);
}
