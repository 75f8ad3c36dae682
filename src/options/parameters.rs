//! Parameters that are merged with what the document has, for one reading of it.

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::edit::merge::MergeRule;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::kind_of;
use crate::kept::task::Task;
use crate::log::entry::Revision;
use crate::log::history::NoHistory;
use crate::log::name::Name;
use crate::options::assignment::read_pairs_below;
use crate::options::at::AsOf;
use crate::options::value::Reading;
use crate::session::Context;
use crate::text::shell::shell_quoted;

/// Parameters, from the task and from the command line.
#[derive(Args, Clone, Debug, Default)]
pub struct ParameterArgs {
    /// Add values, as `ctx set` reads them: KEY=VALUE, KEY:=JSON, KEY=@FILE
    #[arg(long, value_name = "KEY=VALUE", num_args = 1..)]
    with: Vec<String>,

    /// Merge the payload of the task, an object, as `ctx merge` does; --with comes after it
    #[arg(long, value_name = "ID")]
    task: Option<Name>,
}

impl ParameterArgs {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.with.is_empty() && self.task.is_none()
    }

    /// Returns `base`, which is at `path` of a document, with the parameters. Nothing is written.
    ///
    /// # Errors
    /// Fails if there are parameters and `base` is no object, if there is no such task, if its payload is no
    /// object, and as [`read_pairs_below`].
    pub fn merge_into(&self, base: Value, path: &KeyPath, read: &AsOf, context: &Context<'_>) -> Result<Value> {
        if self.is_empty() {
            return Ok(base);
        }
        let pairs = read_pairs_below(context, &self.with, Reading::Either)?;
        let payload = self.task.as_ref().map(|id| payload(id, read, context)).transpose()?.flatten();
        if !base.is_object() {
            let why = format!("could not add parameters to {path}: it is {}, not an object", kind_of(&base));
            return Err(Failure::new(Kind::BadData, why).fact("path", path.to_string()).into());
        }
        let base = Document::try_from(base).map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
        let mut draft = Draft::new(base, Revision::START, read.time, &NoHistory);
        if let Some(payload) = payload {
            draft.merge(&KeyPath::root(), payload, MergeRule::default()).context("could not merge the payload")?;
        }
        for (path, value) in pairs {
            draft.set(&path, value).with_context(|| format!("could not add the parameter {path}"))?;
        }
        draft.settle();
        Ok(draft.finish().0.to_value())
    }
}

/// The payload of a task; `None` if it has none.
fn payload(id: &Name, read: &AsOf, context: &Context<'_>) -> Result<Option<Map<String, Value>>> {
    let tried = || context.could_not(&format!("use the task {id}"));
    let task = Task::find_at(&read.snapshot.document, context.store.as_ref(), id, read.time).with_context(tried)?;
    match task.payload {
        None => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(other) => {
            let why = format!("its payload is {}, not an object", kind_of(&other));
            let hint = format!("to see it: ctx task show {}", shell_quoted(id.as_str()));
            Err(anyhow::Error::from(Failure::new(Kind::BadData, why).hint(hint)).context(tried()))
        }
    }
}
