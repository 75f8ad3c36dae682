//! What of failures and handoffs a client is told.

use anyhow::Result;

use crate::error::Failure;
use crate::json::key_path::KeyPath;
use crate::mcp::call::Call;
use crate::mcp::scope::{is_refusal, refusal, steps};

impl Call<'_, '_> {
    /// A failure as far as the client may see what it tells of.
    pub fn seen_failure(&self, error: anyhow::Error) -> anyhow::Error {
        let scope = match self.view.scope() {
            Ok(scope) if scope.is_free() => return error,
            Ok(scope) => scope,
            Err(error) => return error,
        };
        let Some(failure) = error.downcast_ref::<Failure>() else { return error };
        if is_refusal(failure) {
            return error;
        }
        let text = |name: &str| failure.facts().get(name).and_then(serde_json::Value::as_str);
        let Some(path) = text("path").and_then(|path| path.parse::<KeyPath>().ok()) else { return error };
        let place = steps(&path.pointer_in(&serde_json::Value::Null));
        if !scope.allows_any(&place) {
            return refusal(&path, "see").into();
        }
        match (text("schema"), text("rule_at")) {
            // It shows what was found, with all that is in it.
            (Some(of), Some(rule)) if !scope.allows_all(&place) => {
                let why = format!("{path} does not fit the schema for {of}: {rule}");
                Failure::new(failure.kind, why).fact("path", path.to_string()).into()
            }
            _ => error,
        }
    }

    /// Leaves out of a handoff, as it is printed, what the client may not see of the values that it refers to.
    ///
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn seen_handoff(&self, handoff: &mut serde_json::Value) -> Result<()> {
        let scope = self.view.scope()?;
        if scope.is_free() {
            return Ok(());
        }
        let values = handoff.get_mut("values").and_then(serde_json::Value::as_object_mut);
        let Some(values) = values else { return Ok(()) };
        let mut hidden = Vec::new();
        for (path, value) in std::mem::take(values) {
            let place = path.parse::<KeyPath>().map(|path| steps(&path.pointer_in(&serde_json::Value::Null)));
            match place.ok().and_then(|place| scope.part(&place, &value)) {
                Some(part) => drop(values.insert(path, part)),
                None => hidden.push(path),
            }
        }
        if !hidden.is_empty() {
            self.context.session.say(&format!("this client may not see {}", hidden.join(", ")));
        }
        Ok(())
    }
}
