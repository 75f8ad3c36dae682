//! `ctx mcp` driven by clients that others wrote, which `.ci/fetch-clients` brings.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::support::needs::documents;
use crate::support::{CTX, Context, Need, missing};

fn clients() -> PathBuf {
    documents().expect("asked for before").join("clients")
}

#[test]
fn the_sdk_of_python_drives_every_tool_in_each_era_of_the_protocol() {
    if missing(&[Need::Clients, Need::Program("python3")]) {
        return;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/sdk.py");
    for mode in ["legacy", "auto", "2026-07-28"] {
        let context = Context::empty();
        let mut python = Command::new("python3");
        python.args([script, CTX]).arg(context.directory()).arg(mode);
        let output = python.env("PYTHONPATH", clients().join("python")).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{mode}: {stderr}");
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            "ten tools were called\n\
             five errors came with their codes\n\
             three resources and two prompts were read\n\
             a wait told its progress, was cancelled, and the server went on\n\
             a server that only reads hid what it was told to hide\n",
            "{mode}"
        );
    }
}

#[test]
fn the_inspector_finds_no_schema_that_a_client_may_refuse() {
    if missing(&[Need::Clients]) {
        return;
    }
    let context = Context::with(r#"{"a":1}"#);
    let modules = clients().join("node/node_modules");
    let mut inspector = Command::new(modules.join("node/bin/node"));
    inspector.arg(modules.join(".bin/mcp-inspector")).args(["--cli", CTX, "-c"]).arg(context.path("context.json"));
    let output = inspector.args(["mcp", "--method", "tools/list", "--strict"]).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert!(stderr.trim_end().ends_with("0 errors, 6 warnings across 4 tools."), "{stderr}");
    let listed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(listed["tools"].as_array().unwrap().len(), 10);
}
