//! Putting in and taking out, for settings of any layout.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn entry(path: &[&'static str], kind: EntryKind, value: Value) -> Entry {
    let sign = value.as_str().unwrap_or("ctx hook stop").to_owned();
    Entry { path: path.to_vec(), kind, value, sign, inside: None, beside: None }
}

/// Entries as those of a client.
fn entries() -> Vec<Entry> {
    let beside = Some(("version", json!(1)));
    let hook = |event, command: &str| {
        let value = json!({"hooks": [{"type": "command", "command": command}]});
        let entry = entry(&["hooks", event], EntryKind::Item, value);
        Entry { sign: command.to_owned(), beside: beside.clone(), ..entry }
    };
    vec![
        hook("Start", "ctx hook session-start"),
        hook("Stop", "ctx hook stop"),
        entry(&["servers", "ctx"], EntryKind::Member, json!({"command": "ctx", "args": ["mcp"]})),
        entry(&["permissions", "allow"], EntryKind::Item, json!("Bash(ctx get:*)")),
        entry(&["permissions", "allow"], EntryKind::Item, json!("Bash(ctx has:*)")),
    ]
}

fn put_in(text: &str) -> Option<String> {
    json::edited(Some(text), &entries(), Direction::PutIn).unwrap().text
}

fn taken_out(text: &str) -> Option<String> {
    json::edited(Some(text), &entries(), Direction::TakeOut).unwrap().text
}

/// Space and comments between two tokens.
fn trivia() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just(String::new()),
        2 => Just(" ".to_owned()),
        2 => Just("\n  ".to_owned()),
        1 => Just("\r\n\t".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just(" /* a, \"b\" // */ ".to_owned()),
        1 => Just("/*\n*/".to_owned()),
        1 => Just("// it's, [\n".to_owned()),
        1 => Just(" //\r\n  ".to_owned()),
    ];
    prop::collection::vec(piece, 0..3).prop_map(|pieces| pieces.concat())
}

/// A value of a user's: nothing of ctx's is in it.
fn anything() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("1.50".to_owned()),
        Just("null".to_owned()),
        Just(r#""a \" // {""#.to_owned()),
        Just(r#""/usr/bin/ctx-other hook""#.to_owned()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            container(['[', ']'], inner.clone().prop_map(|value| vec![value])),
            (prop::collection::vec(("[a-c]", inner), 0..3), trivia(), trivia()).prop_map(|(members, a, b)| {
                let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\":{a}{value}")).collect();
                format!("{{{b}{}{a}}}", members.join(","))
            }),
        ]
    })
}

/// Elements in brackets, with space, comments and perhaps a comma at the end.
fn container([open, close]: [char; 2], elements: impl Strategy<Value = Vec<String>>) -> impl Strategy<Value = String> {
    (elements, prop::collection::vec(trivia(), 12), any::<bool>()).prop_map(move |(elements, trivia, comma)| {
        let mut text = format!("{open}{}", trivia[0]);
        let last = elements.len().saturating_sub(1);
        for (at, element) in elements.iter().enumerate() {
            text += element;
            text += &trivia[(1 + 2 * at) % 12];
            if at < last || comma {
                text.push(',');
                text += &trivia[(2 + 2 * at) % 12];
            }
        }
        text.push(close);
        text
    })
}

/// An array that perhaps has items, under a key of ctx's.
fn array() -> impl Strategy<Value = String> {
    container(['[', ']'], prop::collection::vec(anything(), 0..3))
}

fn object(known: &'static [&'static str]) -> impl Strategy<Value = String> {
    let members = prop::collection::vec((trivia(), array()), known.len()).prop_flat_map(move |arrays| {
        let members: Vec<String> =
            known.iter().zip(&arrays).map(|(key, (space, value))| format!("\"{key}\":{space}{value}")).collect();
        (prop::sample::subsequence(members, 0..=known.len()), anything(), any::<bool>()).prop_map(
            |(mut all, other, is)| {
                if is {
                    all.insert(all.len() / 2, format!("\"other\": {other}"));
                }
                all
            },
        )
    });
    container(['{', '}'], members)
}

fn settings() -> impl Strategy<Value = String> {
    let known = (object(&["Start", "Stop", "Prompt"]), object(&["x"]), object(&["allow", "deny"]));
    let members = (known, anything(), prop::collection::vec(any::<bool>(), 5)).prop_map(|((a, b, c), other, is)| {
        let members = [
            format!("\"hooks\": {a}"),
            format!("\"servers\":{b}"),
            format!("\"other\": {other}"),
            format!("\"permissions\" :{c}"),
            "\"version\": 1".to_owned(),
        ];
        members.into_iter().zip(is).filter(|(_, is)| *is).map(|(member, _)| member).collect()
    });
    (trivia(), container(['{', '}'], members), trivia(), any::<bool>()).prop_map(|(before, object, after, mark)| {
        format!("{}{before}{object}{after}", if mark { "\u{feff}" } else { "" })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn what_was_put_in_is_taken_out_to_the_byte_and_put_in_once(text in settings()) {
        let once = put_in(&text).unwrap();
        prop_assert_ne!(&once, &text);
        prop_assert_eq!(put_in(&once).unwrap(), &*once);
        prop_assert_eq!(taken_out(&once), Some(text));
    }

    #[test]
    fn taking_out_of_what_has_nothing_of_ctx_changes_nothing(text in settings()) {
        prop_assert_eq!(taken_out(&text), Some(text));
    }
}

#[test]
fn a_file_that_ctx_made_is_removed_and_one_that_was_empty_is_empty_again() {
    let made = json::edited(None, &entries(), Direction::PutIn).unwrap().text.unwrap();
    assert_eq!(put_in(&made).as_deref(), Some(&*made));
    assert_eq!(taken_out(&made), None);
    assert!(made.contains("\n  },\n  \"version\": 1,\n"), "{made}");
    for empty in ["{}", "{}\n", "{\n}\n", "{ }", "{\r\n}\r\n", "// mine\n{}", "{\n  \"hooks\": {}\n}\n"] {
        assert_eq!(taken_out(&put_in(empty).unwrap()).as_deref(), Some(empty));
    }
    // A file without anything in it says as much as one with an empty object.
    for (nothing, empty) in
        [("", "{}"), (" \r\n", "{} \r\n"), ("\u{feff}", "\u{feff}{}"), ("\u{feff}\n", "\u{feff}{}\n")]
    {
        assert_eq!(put_in(nothing), put_in(empty));
        assert_eq!(taken_out(&put_in(nothing).unwrap()).as_deref(), Some(empty));
        assert_eq!(taken_out(nothing).as_deref(), Some(nothing));
    }
}

#[test]
fn what_was_edited_is_left_and_what_runs_ctx_by_its_path_is_ours() {
    let made = json::edited(None, &entries(), Direction::PutIn).unwrap().text.unwrap();
    let by_path = made.replace("\"ctx hook", "\"'/a b/ctx' hook").replace("\"ctx\",", "\"/usr/bin/ctx\",");
    assert_ne!(by_path, made);
    assert_eq!((put_in(&by_path), taken_out(&by_path)), (Some(by_path.clone()), None));
    let edited = made
        .replace("\"ctx hook stop\"", "\"ctx hook stop --max-bytes 500\"")
        .replace("[\"mcp\"]", "[\"mcp\", \"-q\"]");
    let put = json::edited(Some(&edited), &entries(), Direction::PutIn).unwrap();
    let left = ["hooks.Stop", "servers.ctx"].map(|path| format!("{path} is there, but not as ctx writes it"));
    assert_eq!((put.text.as_deref(), put.left.as_slice()), (Some(&*edited), left.as_slice()));
    let out = json::edited(Some(&edited), &entries(), Direction::TakeOut).unwrap();
    assert_eq!(out.left, left);
    let rest = out.text.unwrap();
    assert!(
        rest.contains("hook stop --max-bytes") && rest.contains("\"-q\"") && !rest.contains("session-start"),
        "{rest}"
    );
}

#[test]
fn what_is_no_object_or_has_something_else_in_the_place_of_an_entry_is_refused_with_its_line() {
    let refused = |text: &str| {
        let Unfit { line, why } = json::edited(Some(text), &entries(), Direction::PutIn).unwrap_err();
        (line, why)
    };
    let cases = [
        ("// nothing\n", 1, "it is empty, which is not JSON"),
        ("\n[]", 2, "it is an array, not an object"),
        ("{\n\"hooks\": []}", 2, "\"hooks\" is an array, not an object"),
        ("{\"hooks\": {\n\"Start\": null}}", 2, "\"Start\" is null, not an array"),
        ("{\"hooks\": {},\n\"hooks\": {}}", 2, "the key \"hooks\" is there twice"),
        ("{\n\"a\": 1\n\"b\": 2}", 2, "it is not JSON: expected comma at column 7"),
        ("{'a': 1}", 1, "it is not JSON: single-quoted strings are not allowed at column 2"),
        ("{} {}", 1, "it is not JSON: text cannot contain more than one JSON value at column 4"),
    ];
    for (text, line, why) in cases {
        assert_eq!(refused(text), (line, why.to_owned()), "{text}");
    }
    let (line, why) = refused(&"[".repeat(100_000));
    assert_eq!((line, &*why), (1, "it is not JSON: maximum nesting depth exceeded at column 513"));
}

fn server() -> toml::Server {
    toml::Server { path: ["mcp_servers", "ctx"], command: "ctx".to_owned(), arguments: vec!["mcp"] }
}

proptest! {
    #[test]
    fn a_table_is_put_in_and_taken_out_to_the_byte(
        lines in prop::collection::vec(prop::sample::select(vec![
            "", "# [mcp_servers.ctx]", "a = 1", "  b.c = [ 1, # x", " 2 ]", "[mcp_servers]", "[mcp_servers.x]", "[[list]]",
            "t = '''", "[mcp_servers.ctx]", "'''", "\u{feff}x = 'é'", "[mcp_servers.ctx.env]", "[mcp_servers.'c t x']",
        ]), 0..8),
        newline in prop::sample::select(vec!["\n", "\r\n"]),
        is_ended in any::<bool>(),
    ) {
        let text = lines.join(newline) + if is_ended { newline } else { "" };
        let Ok(once) = toml::edited(Some(&text), &server(), Direction::PutIn) else { return Ok(()) };
        let new = once.text.unwrap();
        if once.left.is_empty() {
            prop_assert!(new.starts_with(&text) && new != text);
            prop_assert_eq!(&toml::edited(Some(&new), &server(), Direction::PutIn).unwrap().text.unwrap(), &new);
            prop_assert_eq!(toml::edited(Some(&new), &server(), Direction::TakeOut).unwrap().text.unwrap(), text);
        } else {
            prop_assert_eq!(new, text);
        }
    }
}

#[test]
fn a_table_of_a_user_is_left_and_one_that_cannot_be_added_is_refused() {
    let put_in = |text: &str| toml::edited(Some(text), &server(), Direction::PutIn);
    let take_out = |text: &str| toml::edited(Some(text), &server(), Direction::TakeOut).unwrap();
    let made = toml::edited(None, &server(), Direction::PutIn).unwrap().text.unwrap();
    assert_eq!(made, "[mcp_servers.ctx]\ncommand = \"ctx\"\nargs = [\"mcp\"]\n");
    assert_eq!(take_out(&made), Edited { text: None, left: Vec::new() });
    let more = format!("{made}env = {{ A = \"1\" }}\n");
    let own = "mcp_servers.ctx = { command = \"/opt/ctx\", args = ['mcp'] }\n";
    assert_eq!((put_in(&more).unwrap().left.len(), take_out(&more).left.len()), (1, 1));
    assert_eq!((put_in(own).unwrap().left.len(), take_out(own).left.len()), (0, 1));
    let after = format!("a = 1\n\n{made}[b]\n");
    assert_eq!(take_out(&after.replace("\"ctx\"", "\"/x/ctx\"")).text.as_deref(), Some("a = 1\n[b]\n"));
    let refused = |text: &str| put_in(text).unwrap_err();
    let inline = "no table can be added to mcp_servers, which is an inline table or no table";
    assert_eq!(refused("\nmcp_servers = {}\n"), Unfit { line: 2, why: inline.to_owned() });
    assert_eq!(refused("a = 1\nb =\n").line, 2);
}
