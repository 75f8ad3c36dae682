//! Resources: the document by path, the log, the brief.

use anyhow::Result;
use rmcp::model::{ErrorData, ReadResourceResult, Resource as Listed, ResourceContents, ResourceTemplate};
use serde_json::{Value, json};

use crate::error::Kind;
use crate::json::bounded::bounded;
use crate::mcp::call::Call;
use crate::mcp::reply::MOST;
use crate::mcp::tools::brief;
use crate::mcp::tools::get_context::value;
use crate::mcp::tools::read_log::{Wanted, records};
use crate::output::{escape, kind, members};

const DOCUMENT: &str = "ctx://document/";
const LOG: &str = "ctx://log";
const BRIEF: &str = "ctx://brief";

/// What a URI names.
pub enum Resource {
    /// The value at a path, as text; the whole document if it is empty.
    Document(String),
    Log,
    Brief,
}

/// How much of a value a resource gives, in characters.
const WHOLE: usize = 36_000;

/// How many records the log gives.
const RECORDS: usize = 50;

pub fn all() -> Vec<Listed> {
    let json = "application/json";
    vec![
        Listed::new(DOCUMENT, "document").with_description("The shared document").with_mime_type(json),
        Listed::new(LOG, "log").with_description("The newest changes, newest first").with_mime_type(json),
        Listed::new(BRIEF, "brief").with_description("What is open and new for you").with_mime_type("text/plain"),
    ]
}

pub fn templates() -> Vec<ResourceTemplate> {
    let template = ResourceTemplate::new("ctx://document/{path}", "value");
    vec![template.with_description("The value at a path such as a.b[0].c").with_mime_type("application/json")]
}

impl Resource {
    /// # Errors
    /// Fails if the URI names none.
    pub fn of(uri: &str) -> Result<Self, ErrorData> {
        match uri {
            LOG => return Ok(Self::Log),
            BRIEF => return Ok(Self::Brief),
            "ctx://document" => return Ok(Self::Document(String::new())),
            _ => {}
        }
        let path = uri.strip_prefix(DOCUMENT).and_then(decoded).map(Self::Document);
        let unknown = || {
            let why = format!("there is no resource {uri:?}; there are {DOCUMENT}PATH, {LOG} and {BRIEF}");
            ErrorData::resource_not_found(why, Some(json!({"uri": uri})))
        };
        path.ok_or_else(unknown)
    }

    /// The text of the resource.
    ///
    /// # Errors
    /// Fails as the tool for it does.
    pub fn text(&self, call: &mut Call<'_, '_>) -> Result<String> {
        Ok(match self {
            Self::Document(path) => {
                let path = Some(path.as_str()).filter(|path| !path.is_empty());
                let path = call.context.session.path_or_namespace(path)?;
                let snapshot = call.snapshot()?;
                let (name, found) = value(call, (&snapshot.document, &path), WHOLE, false)?;
                let found = if name == "value" { found } else { json!({"outline": found}) };
                escape(&found.to_string(), false).into_owned()
            }
            Self::Log => {
                escape(&records(call, &Wanted { limit: RECORDS, ..Wanted::default() })?.to_string(), false).into_owned()
            }
            Self::Brief => brief::text(call, MOST / 4)?,
        })
    }
}

/// A path as a URI has it, with its percent signs taken away; `None` if that is no text.
fn decoded(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = behind.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}

pub fn contents(text: String, uri: String) -> ReadResourceResult {
    let mime = if uri == BRIEF { "text/plain" } else { "application/json" };
    ReadResourceResult::new(vec![ResourceContents::text(text, uri).with_mime_type(mime)])
}

/// A failure as an error of the protocol, with what the command line says of it as data.
pub fn failure(error: &anyhow::Error, why: String) -> ErrorData {
    let data = Some(bounded(&Value::Object(members(error, None)), WHOLE));
    match kind(error) {
        Kind::No => ErrorData::resource_not_found(why, data),
        Kind::Usage => ErrorData::invalid_params(why, data),
        _ => ErrorData::internal_error(why, data),
    }
}
