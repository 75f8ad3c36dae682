//! `--lines` and `--key-from`: items, and items as the members of an object.

use anyhow::Result;
use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::json::kind_of;
use crate::options::filter::Filter;
use crate::platform::input::Source;
use crate::text::escape::quoted;
use crate::text::shell::shell_quoted;

#[derive(clap::Args, Debug)]
pub struct ItemArgs {
    /// Take each line as an item, as it stands
    #[arg(long, conflicts_with = "format")]
    pub lines: bool,

    /// Make an object of the items; FILTER gives the key of each
    #[arg(long, value_name = "FILTER")]
    key_from: Option<String>,
}

impl ItemArgs {
    pub fn are_given(&self) -> bool {
        self.lines || self.key_from.is_some()
    }

    /// The value of a file, or an object of its items, if that is wanted.
    ///
    /// # Errors
    /// Fails if there are no items, the filter fails, gives an item no text, or gives two the same.
    pub fn keyed(&self, value: Value, source: &Source) -> Result<Value> {
        match &self.key_from {
            Some(filter) => object(filter, value, source),
            None => Ok(value),
        }
    }
}

fn object(filter: &str, value: Value, source: &Source) -> Result<Value> {
    let failed = |why: String| Failure::new(Kind::BadData, format!("could not import {source}: {why}"));
    let Value::Array(items) = value else {
        return Err(failed(format!("it is {}, and --key-from is for items", kind_of(&value))).into());
    };
    let mut members = Map::new();
    let shown_by = match source {
        Source::StandardInput => "... | ctx import - --into PATH --dry-run".to_owned(),
        Source::File(file) => format!("ctx import {} --into PATH --dry-run", shell_quoted(&file.to_string_lossy())),
    };
    let filtered = Filter::plain(filter, None).shown_by(shown_by).run_on_each(&items)?;
    for (at, (results, item)) in filtered.iter().zip(&items).enumerate() {
        let refused =
            |why: String| failed(format!("item {}: {why}", at + 1)).fact("item", at + 1).fact("filter", filter);
        let key = match results.as_array().map(Vec::as_slice) {
            Some([Value::String(key)]) => key.clone(),
            Some([Value::Number(key)]) => key.to_string(),
            Some([other]) => {
                return Err(refused(format!("the filter gives {}, and a key is text", kind_of(other))).into());
            }
            Some(several) => return Err(refused(format!("the filter gives {} keys", several.len())).into()),
            None => continue,
        };
        if members.insert(key.clone(), item.clone()).is_some() {
            return Err(refused(format!("the key {} a second time", quoted(&key))).into());
        }
    }
    Ok(members.into())
}
