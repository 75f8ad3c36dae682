//! A line of the client, read strictly: as the document is, so that no value is bent on its way.

use rmcp::RoleServer;
use rmcp::model::{ClientRequest, ErrorData, JsonObject, JsonRpcMessage, ProtocolVersion, RequestId};
use rmcp::service::RxJsonRpcMessage;
use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::json::{MAX_DEPTH, parse_nested};

/// How deep a message may be nested around a value.
const AROUND: usize = 16;

/// The request that calls a tool.
const CALL: &str = "tools/call";

/// Requests with parameters that this server knows.
const KNOWN: [&str; 5] = ["initialize", CALL, "resources/read", "prompts/get", "server/discover"];

/// A message, or the error and the ID with which it is answered.
pub type Message = Result<RxJsonRpcMessage<RoleServer>, (ErrorData, Option<RequestId>)>;

/// The arguments of a call, with the digits of numbers as they were written.
#[derive(Clone)]
pub struct Exact(pub JsonObject);

/// Reads a line: one message, or several in an array, as protocol 2025-03-26 allows; none if it is blank.
pub fn messages(line: &[u8]) -> Vec<Message> {
    if line.trim_ascii().is_empty() {
        return Vec::new();
    }
    match parse_nested(line, MAX_DEPTH + AROUND) {
        Err(e) => vec![Err((ErrorData::parse_error(format!("the message could not be read: {e}"), None), None))],
        Ok(Value::Array(all)) if !all.is_empty() => all.into_iter().map(message).collect(),
        Ok(one) => vec![message(one)],
    }
}

fn message(mut read: Value) -> Message {
    let id = read.get("id").and_then(|id| RequestId::deserialize(id).ok());
    let method = read.get("method").and_then(Value::as_str).unwrap_or_default().to_owned();
    let arguments = read.pointer_mut("/params/arguments").filter(|it| method == CALL && it.is_object());
    let exact = arguments.map(|arguments| std::mem::replace(arguments, Map::new().into()));
    let invalid = |e: String| {
        if KNOWN.contains(&method.as_str()) {
            ErrorData::invalid_params(format!("the parameters of {method} are not those of the protocol"), None)
        } else {
            ErrorData::invalid_request(format!("no message of the protocol: {e}"), None)
        }
    };
    let mut message =
        RxJsonRpcMessage::<RoleServer>::deserialize(read).map_err(|e| (invalid(e.to_string()), id.clone()))?;
    if let JsonRpcMessage::Request(request) = &mut message {
        match (&mut request.request, exact) {
            // What is known, but read as something else, has other parameters.
            (ClientRequest::CustomRequest(_), _) if KNOWN.contains(&method.as_str()) => {
                return Err((invalid(String::new()), id));
            }
            (ClientRequest::CallToolRequest(call), Some(Value::Object(exact))) => {
                call.extensions.insert(Exact(exact));
            }
            _ => {}
        }
    }
    Ok(message)
}

pub fn is_request(message: &RxJsonRpcMessage<RoleServer>) -> bool {
    matches!(message, JsonRpcMessage::Request(_))
}

/// Whether a message is answered only in a session.
pub fn needs_session(message: &RxJsonRpcMessage<RoleServer>) -> bool {
    let JsonRpcMessage::Request(request) = message else { return false };
    let is_free = matches!(request.request, ClientRequest::PingRequest(_) | ClientRequest::DiscoverRequest(_));
    !is_free && !opens(message)
}

/// Whether the server goes on after this message, whatever comes: it begins a session, or needs none.
pub fn opens(message: &RxJsonRpcMessage<RoleServer>) -> bool {
    let JsonRpcMessage::Request(request) = message else { return false };
    match &request.request {
        ClientRequest::InitializeRequest(_) => true,
        ClientRequest::DiscoverRequest(_) => false,
        other => {
            use rmcp::model::GetMeta as _;
            let meta = other.get_meta();
            let is_known = |version| ProtocolVersion::KNOWN_VERSIONS.contains(&version);
            meta.protocol_version().is_some_and(is_known)
                && meta.missing_required_keys(&ProtocolVersion::V_2026_07_28).is_empty()
        }
    }
}
