//! Formats there and back: what is written is read as the same value, digit for digit, or not written at all; and
//! what shells evaluate is the value, whatever it is.

use std::process::Command;

use ctxfile::internals::format::{Input, Item, Naming, Output};
use ctxfile::internals::json;
use ctxfile::internals::json::key_path::KeyPath;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use crate::support::{CTX, Context, Need, missing};

/// Text that readers may take for something else.
const ODD: [&str; 48] = [
    "",
    " ",
    "yes",
    "No",
    "~",
    "null",
    "NULL",
    "true",
    "007",
    "1e5",
    "0x1f",
    "1.10",
    "-",
    "- a",
    "a: b",
    "a #b",
    "#",
    "[",
    "{}",
    "*x",
    "&x",
    "!x",
    "|",
    ">",
    "%",
    "@",
    "`",
    "'",
    "\"",
    "\\",
    "$x",
    "${x}",
    "$(id)",
    "a\nb",
    "\n",
    "a\n\n",
    " a\n b",
    "\ta\n",
    "a\r\nb",
    "\r",
    "---",
    "...",
    "a\n---\nb\n",
    "<<",
    "2020-01-01",
    "1:30",
    "\u{feff}",
    "\u{85}\u{2028}\u{7f}😀",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(&ODD[..]).prop_map(str::to_owned),
        prop::collection::vec(prop::sample::select(&ODD[..]), 2..4).prop_map(|parts| parts.concat()),
        any::<String>(),
        "[ a-c:#\\-'\"\\\\\n\t,.$`!%]{0,12}",
    ]
}

fn number() -> impl Strategy<Value = Value> {
    "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?"
        .prop_map(|digits| json::parse(digits.as_bytes()).unwrap())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        3 => number(),
        6 => text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..4)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn write(format: Output, value: &Value) -> Option<String> {
    let items = [Item { path: KeyPath::key("x"), value: value.clone() }];
    format.write(&items, &Naming::default(), "0123456789abcdef").ok()
}

/// What is written is read as the same: order, digits and all.
fn comes_back(output: Output, input: Input, value: &Value) -> bool {
    let Some(text) = write(output, value) else { return false };
    let back = input.read(text.as_bytes()).unwrap_or_else(|e| panic!("{e}: {value}\n{text}"));
    assert_eq!(back.to_string(), value.to_string(), "{text}");
    assert_eq!(write(output, &back).as_deref(), Some(text.as_str()));
    true
}

proptest! {
    #[test]
    fn json_and_yaml_hold_every_value(value in value()) {
        prop_assert!(comes_back(Output::Json, Input::Json, &value));
        prop_assert!(comes_back(Output::Yaml, Input::Yaml, &value));
        prop_assert!(comes_back(Output::JsonLines, Input::JsonLines, &Value::Array(vec![value])));
    }

    #[test]
    fn toml_holds_what_it_does_not_refuse(members in prop::collection::vec((text(), value()), 0..4)) {
        comes_back(Output::Toml, Input::Toml, &Value::Object(members.into_iter().collect()));
    }

    #[test]
    fn tables_hold_text(names in prop::collection::hash_set(text(), 1..4), rows in prop::collection::vec(prop::collection::vec(text(), 4), 1..4)) {
        let row = |cells: &Vec<String>| -> Value {
            names.iter().cloned().zip(cells.iter().cloned().map(Value::from)).collect::<Map<_, _>>().into()
        };
        let table = rows.iter().map(row).collect::<Value>();
        prop_assert!(comes_back(Output::Csv, Input::Csv, &table));
        prop_assert!(comes_back(Output::Tsv, Input::Tsv, &table));
    }

    #[test]
    fn dotenv_holds_text_without_nul(members in prop::collection::vec(("[A-Za-z_][A-Za-z0-9_.-]{0,5}", text()), 0..5)) {
        let object = Value::Object(members.into_iter().map(|(key, text)| (key, text.replace('\0', "").into())).collect());
        prop_assert!(comes_back(Output::Dotenv, Input::Dotenv, &object));
    }

    #[test]
    fn a_story_comes_back_or_is_refused(id in text(), goal in text(), story in text(), title in text(), body in text()) {
        let criteria = json!({"AC1": {"title": title, "text": body}});
        let story = json!({"story_id": id, "goal": goal, "user_story": story, "acceptance_criteria": criteria});
        comes_back(Output::Story, Input::Story, &story);
    }

    #[test]
    fn no_input_makes_a_reader_fall(text in text(), more in text(), value in value()) {
        let text = format!("{text}{value}{more}");
        for (_, format) in Input::ALL {
            drop(format.read(text.as_bytes()));
        }
    }
}

#[test]
fn a_common_story_comes_back() {
    let story = json!({"story_id": "S-1", "goal": "Ship: it", "user_story": "As a user\n\n- I want", "acceptance_criteria":
        {"AC1": {"title": "One: two", "text": "Given\n\n```\n## code\n```"}, "AC2": {"title": "Next", "text": ""}}});
    assert!(comes_back(Output::Story, Input::Story, &story));
}

/// The shells, how each evaluates what `ctx export` prints, and the format.
const SHELLS: [(&str, Output); 4] =
    [("sh", Output::Sh), ("bash", Output::Sh), ("zsh", Output::Sh), ("fish", Output::Fish)];

/// The values of `A0`, `A1`, ... once a shell has evaluated the text.
fn evaluated(shell: &str, text: &str, count: usize) -> Vec<String> {
    let names: Vec<String> = (0..count).map(|i| format!("\"$A{i}\"")).collect();
    let script = format!("{text}printf '%s\\0' {}", names.join(" "));
    let mut command = Command::new(shell);
    if shell == "zsh" {
        command.arg("-f");
    }
    let said = command.args(["-c", &script]).env("HOME", "/nonexistent").output().unwrap();
    assert!(said.status.success() && said.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&said.stderr));
    let said = String::from_utf8(said.stdout).unwrap();
    said.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn shells_get_every_value_as_it_is() {
    // Asked once: each time that something is missing is counted.
    if missing(&SHELLS.map(|(shell, _)| Need::Program(shell))) {
        return;
    }
    let mut runner = TestRunner::new(ProptestConfig::with_cases(40));
    let ran = runner.run(&prop::collection::vec(text(), 1..40), |texts| {
        let texts: Vec<String> = texts.iter().map(|text| text.replace('\0', "")).collect();
        let named = texts.iter().enumerate().map(|(i, text)| (format!("A{i}"), text.clone().into()));
        let object = Value::Object(named.collect());
        for (shell, format) in SHELLS {
            let script = write(format, &object).unwrap();
            prop_assert_eq!(&evaluated(shell, &script, texts.len()), &texts, "{}: {}", shell, script);
        }
        Ok(())
    });
    ran.unwrap();
}

#[test]
fn eval_of_what_ctx_prints_runs_nothing() {
    let context =
        Context::with(r#"{"build":{"a":"'; touch evil; '","b":"$(touch evil)`touch evil`","c":"two\nlines\n"}}"#);
    let words = |shell: &str| match shell {
        "fish" => {
            format!("{CTX} -c context.json export build --format fish | source; printf '%s|' \"$a\" \"$b\" \"$c\"")
        }
        _ => format!("eval \"$({CTX} -c context.json export build --format sh)\"; printf '%s|' \"$a\" \"$b\" \"$c\""),
    };
    for (shell, _) in SHELLS {
        if missing(&[Need::Program(shell)]) {
            continue;
        }
        let mut command = Command::new(shell);
        command.args(["-c", &words(shell)]).current_dir(context.directory()).env("HOME", context.directory());
        let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
        assert_eq!(said, "'; touch evil; '|$(touch evil)`touch evil`|two\nlines\n|", "{shell}");
        assert!(!context.path("evil").exists(), "{shell}");
    }
}
