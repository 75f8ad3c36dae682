//! A client of the server: one line of JSON a message, over the real binary.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::support::{Answer, Context, answer_to_input};

/// A session with the server.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    last: u64,
}

impl Client {
    /// A client of this name, which has initialized its session.
    pub fn named(name: &str, context: &Context, arguments: &[&str]) -> Self {
        let mut client = Self::silent(context, arguments);
        let answer = client.ask("initialize", &initialize(name, "2025-06-18"));
        assert_eq!(answer["result"]["serverInfo"]["name"], "ctx", "{answer}");
        client.send(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}));
        client
    }

    /// A client that has said nothing yet.
    pub fn silent(context: &Context, arguments: &[&str]) -> Self {
        let mut command = Context::bare(context.directory());
        command.args(["-c", "context.json", "mcp"]).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output, last: 0 }
    }

    pub fn send(&mut self, message: &Value) {
        writeln!(self.input.as_mut().unwrap(), "{message}").unwrap();
    }

    /// Sends a line as it is.
    pub fn raw(&mut self, line: &str) {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }

    /// The next line of the server.
    pub fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line
    }

    /// The next message of the server.
    pub fn next(&mut self) -> Value {
        let line = self.next_line();
        serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line:?}"))
    }

    /// Sends a request, and returns its ID.
    pub fn post(&mut self, method: &str, params: &Value) -> u64 {
        self.last += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params}));
        self.last
    }

    /// Sends a request, and returns the answer to it.
    pub fn ask(&mut self, method: &str, params: &Value) -> Value {
        let id = self.post(method, params);
        loop {
            let message = self.next();
            if message["id"] == id {
                return message;
            }
        }
    }

    /// Calls a tool; its result.
    #[expect(clippy::needless_pass_by_value, reason = "calls are written where they are made")]
    pub fn call(&mut self, tool: &str, arguments: Value) -> Value {
        let answer = self.ask("tools/call", &json!({"name": tool, "arguments": arguments}));
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].clone()
    }

    /// Calls a tool that does what it is asked for; the data of its result.
    #[track_caller]
    pub fn done(&mut self, tool: &str, arguments: Value) -> Value {
        let result = self.call(tool, arguments);
        assert_eq!(result["isError"], false, "{result}");
        result["structuredContent"].clone()
    }

    /// Calls a tool that fails; the exit code of the command line, and the text.
    #[track_caller]
    pub fn fails(&mut self, tool: &str, arguments: Value) -> (u64, String) {
        let result = self.call(tool, arguments);
        assert_eq!(result["isError"], true, "{result}");
        (result["structuredContent"]["code"].as_u64().unwrap(), text(&result))
    }

    /// Closes the client's end: the server ends without a word on standard error.
    pub fn close(mut self) {
        drop(self.input.take());
        let status = self.child.wait().unwrap();
        let said = std::io::read_to_string(self.child.stderr.take().unwrap()).unwrap();
        assert_eq!((status.code(), said.as_str()), (Some(0), ""));
    }
}

/// The parameters of an initialization.
pub fn initialize(name: &str, version: &str) -> Value {
    json!({"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": name, "version": "1"}})
}

/// A request as a line.
pub fn line(id: u64, method: &str, params: &Value) -> String {
    format!("{}\n", json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
}

/// What the server answers to this input, all of it, one message a line; it ends with exit code 0.
pub fn answers(context: &Context, input: impl AsRef<[u8]>) -> Vec<Value> {
    let mut command = Context::bare(context.directory());
    command.args(["-c", "context.json", "mcp"]);
    let Answer { code, stdout, stderr } = answer_to_input(command, input.as_ref());
    assert_eq!((code, stderr.as_str()), (0, ""));
    stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The text of a result.
pub fn text(result: &Value) -> String {
    result["content"][0]["text"].as_str().unwrap().to_owned()
}
