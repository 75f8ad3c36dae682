//! The test suite of jq 1.7.1, which `.ci/fetch-documents` brings. `docs/jq.md` counts what passes and names the rest.

use ctxfile::internals::filter::message::{FaultKind, Question, Reply};
use ctxfile::internals::filter::served;
use serde_json::Value;

use crate::support::needs::documents;
use crate::support::{Need, missing};

/// What jq recurses into takes more stack than a test has.
const STACK: usize = 512 * 1024 * 1024;

struct Case {
    program: String,
    input: String,
    /// The results; `None` if it is no filter.
    results: Option<Vec<String>>,
}

/// The cases: program, input and results, a line each, up to an empty line.
fn cases(suite: &str) -> Vec<Case> {
    let is_about_nothing = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut lines = suite.lines().peekable();
    let mut cases = Vec::new();
    while lines.peek().is_some() {
        while lines.next_if(is_about_nothing).is_some() {}
        let Some(first) = lines.next() else { break };
        let is_failing = first.starts_with("%%FAIL");
        let program = if is_failing { lines.next().unwrap() } else { first }.to_owned();
        let input = if is_failing { "null" } else { lines.next().unwrap() }.to_owned();
        let mut results = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.trim().is_empty()) {
            if !line.starts_with('#') {
                results.push(line.to_owned());
            }
        }
        cases.push(Case { program, input, results: (!is_failing).then_some(results) });
    }
    cases
}

/// Whether two values are the same to jq, which has no digits but doubles.
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        (a, b) => a == b,
    }
}

fn passes(case: &Case) -> bool {
    let question = Question {
        filter: case.program.clone(),
        variables: Vec::new(),
        input: case.input.clone(),
        most: 64 * 1024 * 1024,
    };
    let read = |text: &String| serde_json::from_str::<Value>(text).ok();
    match (served(&question), &case.results) {
        (Reply::Results(results), Some(wanted)) => {
            let same = |(a, b): (&String, &String)| read(a).zip(read(b)).is_some_and(|(a, b)| is_same(&a, &b));
            results.len() == wanted.len() && results.iter().zip(wanted).all(same)
        }
        (Reply::Fault(fault), None) => fault.kind == FaultKind::Invalid,
        _ => false,
    }
}

/// The programs that the page names, a line each, in its blocks of jq.
fn named(page: &str) -> Vec<String> {
    let mut named = Vec::new();
    let mut is_in_block = false;
    for line in page.lines() {
        match line {
            "```jq" => is_in_block = true,
            "```" => is_in_block = false,
            program if is_in_block => named.push(program.to_owned()),
            _ => {}
        }
    }
    named.sort();
    named
}

#[test]
fn the_page_counts_what_passes_of_the_suite_of_jq_and_names_the_rest() {
    if missing(&[Need::Suite]) {
        return;
    }
    let suite = std::fs::read_to_string(documents().unwrap().join("jq.test")).unwrap();
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/jq.md")).unwrap();
    let judge = move || {
        let cases = cases(&suite);
        let failing: Vec<String> = cases.iter().filter(|case| !passes(case)).map(|case| case.program.clone()).collect();
        (cases.len(), failing)
    };
    let (count, mut failing) = std::thread::Builder::new().stack_size(STACK).spawn(judge).unwrap().join().unwrap();
    failing.sort();
    assert_eq!(failing, named(&page));
    let counted = format!("Of its {count} cases, {} give what jq gives", count - failing.len());
    assert!(page.contains(&counted), "{counted}");
}
