//! Putting in and taking out, for settings of any layout.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn entry(path: &[&'static str], kind: EntryKind, value: Value) -> Entry {
    let sign = value.as_str().unwrap_or("ctx hook stop").to_owned();
    Entry { path: path.to_vec(), kind, value, sign, beside: None }
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

/// What is there of a user's, in its order: the text without space, commas and comments would do, were there none in
/// texts. So the values do.
fn without_ours(text: &str) -> Option<String> {
    taken_out(text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn what_was_put_in_is_taken_out_to_the_byte_and_put_in_once(text in settings()) {
        let once = put_in(&text).unwrap();
        prop_assert_ne!(&once, &text);
        prop_assert_eq!(put_in(&once).unwrap(), &*once);
        prop_assert_eq!(without_ours(&once), Some(text));
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
    for empty in ["{}", "{}\n", "{\n}\n", "{ }", "{\r\n}\r\n", "// mine\n{}", "{\n  \"hooks\": {}\n}\n"] {
        assert_eq!(taken_out(&put_in(empty).unwrap()).as_deref(), Some(empty));
    }
}
