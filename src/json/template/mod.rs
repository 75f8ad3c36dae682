//! Text from a template and a value (minijinja).
//!
//! A template is one text: it includes no other, and reads no file and no environment. What it may take is bounded: steps
//! and memory ([`FUEL`]), how deep macros call each other, and the length of the output. One step may still work for long,
//! or nest too deeply for any stack: so it runs in a process of its own. An undefined value is an error.
//!
//! # Numbers
//! A template computes with integers of 128 bits and with doubles, and a double does not know how it was written. So the
//! digits of each number of the value that is no integer are kept by the bits of its double, and printed for it. Where the
//! value has one double in two forms, `1.1` and `1.10`, printing it is an error that says what to write. Using a number that
//! no double holds is an error, too.

mod node;

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, filters};
use serde::{Deserialize, Serialize};

use crate::json::document::pretty;
use crate::json::template::node::{Digits, Part, Root, Variables, digits, to_json};

/// The steps that a template may take; one also pays for 64 bytes of memory.
const FUEL: u64 = 5_000_000;

/// How deep loops and macros may be within each other.
const DEPTH: usize = 200;

/// A template, and what it is rendered with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    pub template: String,
    /// The JSON of the object whose members are the variables.
    pub object: String,
    /// Where the object is in the document, for messages.
    pub path: String,
    /// The most bytes that the output may have.
    pub most: usize,
}

/// Why a template was not rendered.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRendered {
    /// The line of the template, where that is known.
    pub line: Option<usize>,
    pub why: String,
    /// It names a value that is not there.
    pub is_undefined: bool,
}

/// Renders a template with the members of an object as its variables. What the language gives, and `document`, which is
/// the object itself, come before members of the same name.
///
/// # Errors
/// Fails if the template is none, if it uses what is not there, or exceeds a bound.
pub fn render(question: &Question) -> Result<String, NotRendered> {
    let other = |why: String| NotRendered { line: None, why, is_undefined: false };
    let value = crate::json::parse(question.object.as_bytes()).map_err(|e| other(e.to_string()))?;
    let path = question.path.parse().map_err(|e| other(format!("{e}")))?;
    let root: &'static Root = Box::leak(Box::new(Root { value, path }));
    let kept_digits = Arc::new(Digits::of(&root.value));
    let environment = environment(&kept_digits, root.all());
    let reserved = environment.globals().map(|(name, _)| name.to_owned()).collect();
    let variables = minijinja::Value::from_object(Variables { object: root.all(), reserved });
    let mut out = Bounded { bytes: Vec::new(), most: question.most };
    let rendered = environment
        .template_from_named_str("template", &question.template)
        .and_then(|compiled| compiled.render_captured_to(variables, &mut out).map(drop));
    match rendered {
        Ok(()) => String::from_utf8(out.bytes).map_err(|e| other(e.to_string())),
        Err(error) => Err(not_rendered(&error, question.most)),
    }
}

fn environment<'e>(digits_of: &Arc<Digits>, object: Part) -> Environment<'e> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_recursion_limit(DEPTH);
    environment.set_fuel(Some(FUEL));
    if let Ok(syntax) = SyntaxConfig::builder().keep_trailing_newline(true).build() {
        environment.set_syntax(syntax);
    }
    let known = Arc::clone(digits_of);
    environment.set_formatter(move |out, state, value| print(out, state, value, &known));
    // It prints what `print` does not know, and everything at once.
    environment.remove_global("debug");
    let known = Arc::clone(digits_of);
    environment.add_filter("string", move |state: &State, of: minijinja::Value| match known.text(&of)? {
        Some(text) => Ok(minijinja::Value::from(text)),
        None => filters::string(state, &of),
    });
    let known = Arc::clone(digits_of);
    environment.add_filter("tojson", move |of: minijinja::Value, options: Kwargs| {
        let is_indented = options.get::<Option<bool>>("indent")?.unwrap_or_default();
        options.assert_all_used()?;
        let json = to_json(&of, &known)?;
        let text =
            if is_indented { String::from_utf8_lossy(&pretty(&json)).trim_end().to_owned() } else { json.to_string() };
        Ok::<_, Error>(text)
    });
    environment.add_function("digits", |of: minijinja::Value, key: minijinja::Value| digits(&of, &key));
    environment.add_global("document", object.seen());
    environment
}

/// Prints a value as `ctx get` does: text as it is, everything else as JSON.
fn print(out: &mut Output, state: &mut State, value: &minijinja::Value, digits: &Digits) -> Result<(), Error> {
    let text = match value.kind() {
        ValueKind::Undefined | ValueKind::Invalid | ValueKind::String => {
            return minijinja::escape_formatter(out, state, value);
        }
        ValueKind::Number => digits.text(value)?.map_or_else(|| value.to_string(), str::to_owned),
        _ => to_json(value, digits)?.to_string(),
    };
    out.write_str(&text).map_err(Error::from)
}

/// A buffer that is full at some length.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::other("the output is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn not_rendered(error: &Error, most: usize) -> NotRendered {
    let mut why = match error.kind() {
        ErrorKind::OutOfFuel => format!("it takes more than {FUEL} steps"),
        ErrorKind::WriteFailure => format!("its output is longer than {most} bytes"),
        kind => kind.to_string(),
    };
    if let Some(detail) = error.detail().filter(|_| why == error.kind().to_string()) {
        let _ = write!(why, ": {detail}");
        if detail.starts_with("unknown statement") {
            why.push_str(" (a template is one text: it cannot include, import or extend another)");
        }
    }
    let is_undefined = error.kind() == ErrorKind::UndefinedError;
    NotRendered { line: error.line(), why, is_undefined }
}
