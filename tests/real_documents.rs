//! Documents that nobody here wrote, from packages: `.ci/install` fetches them
//! into `CTX_TEST_DOCUMENTS`, and jq is the judge.

use std::path::PathBuf;
use std::process::Command;

use crate::support::{Answer, Context, Need, answer, missing, needs};

fn documents() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(needs::documents().unwrap()).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

fn jq(context: &Context, filter: &str) -> Answer {
    let mut command = Command::new("jq");
    command.args(["-c", filter, "context.json"]).current_dir(context.directory());
    answer(command)
}

#[test]
fn every_key_that_keys_lists_gives_what_jq_gives() {
    if missing(&[Need::Documents, Need::Program("jq")]) {
        return;
    }
    for path in documents() {
        let context = Context::holding(&std::fs::read_to_string(&path).unwrap());
        let paths = context.run(&["keys", "--paths"]).done();
        let arguments: Vec<&str> = ["get", "--json", "--default", "x"].into_iter().chain(paths.lines()).collect();
        let ours: Vec<serde_json::Value> = if paths.lines().count() == 1 {
            vec![serde_json::from_str(&context.run(&arguments).done()).unwrap()]
        } else {
            let object = context.run(&arguments).done();
            let object: serde_json::Map<_, _> = serde_json::from_str(&object).unwrap();
            object.into_iter().map(|(_, value)| value).collect()
        };
        let theirs = jq(&context, ".[]").done();
        let theirs: Vec<serde_json::Value> = theirs.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        // jq 1.6 rounds numbers to doubles; so does this comparison, on both sides.
        assert_eq!(rounded(&ours), rounded(&theirs), "{}", path.display());
    }
}

#[test]
fn setting_a_value_and_setting_it_back_leaves_every_other_value_digit_for_digit() {
    if missing(&[Need::Documents]) {
        return;
    }
    for path in documents() {
        let context = Context::holding(&std::fs::read_to_string(&path).unwrap());
        let before = context.run(&["get"]).done();
        let first = context.run(&["keys", "--paths"]).done().lines().next().unwrap().to_owned();
        let value = context.run(&["get", "--json", &first]).done();
        context.run(&["set", &first, "something else"]).done();
        context.run_with_input(&["set", "--json", &first, "-"], value).done();
        assert_eq!(context.run(&["get"]).done(), before, "{}", path.display());
        assert_eq!(context.ops(), ["import", "set", "set"]);
        context.run(&["verify"]).done();
    }
}

fn rounded(values: &[serde_json::Value]) -> Vec<serde_json::Value> {
    use serde_json::Value;
    fn round(value: &Value) -> Value {
        match value {
            Value::Number(n) => n.to_string().parse::<f64>().unwrap().to_string().into(),
            Value::Array(items) => items.iter().map(round).collect(),
            Value::Object(members) => {
                let mut sorted: Vec<_> = members.iter().map(|(k, v)| (k.clone(), round(v))).collect();
                sorted.sort_by(|a, b| a.0.cmp(&b.0));
                Value::Object(sorted.into_iter().collect())
            }
            other => other.clone(),
        }
    }
    values.iter().map(round).collect()
}
