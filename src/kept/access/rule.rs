//! The rules, as `_ctx.access` keeps them.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::glob::Glob;
use crate::json::key_path::KeyPath;
use crate::json::{RESERVED_KEY, kind_of};
use crate::kept::collection::{Kept, bad};
use crate::log::agent::{Addressee, NotAnAgentName};
use crate::text::shell::shell_quoted;

/// What the document says that an agent may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The agent, or all others (`*`).
    pub agent: Addressee,
    pub sides: Sides,
}

/// What may be read and written, as patterns of paths; `None` where the rule says nothing. A member that this ctx
/// does not know restricts something, so it is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sides {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Vec<Glob>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write: Option<Vec<Glob>>,
}

impl Kept for Rule {
    const MEMBER: &'static str = "access";
    const NOUN: &'static str = "rule of access";

    fn read(key: &str, value: &Value) -> Result<Self> {
        let agent = key.parse().map_err(|e: NotAnAgentName| bad::<Self>(key, &e))?;
        let remedy = || format!("to do without it: ctx policy access {} --remove --force", shell_quoted(key));
        let sides = Sides::deserialize(value).map_err(|e| bad::<Self>(key, &e).hint(remedy()))?;
        match sides {
            Sides { read: None, write: None } => Err(bad::<Self>(key, &"it has neither `read` nor `write`").into()),
            sides => Ok(Self { agent, sides }),
        }
    }

    fn key(&self) -> String {
        self.agent.to_string()
    }
}

/// Sets what is given of the rule for an agent; the rest of the rule stays. Returns the rule.
///
/// # Errors
/// As [`Kept::read`] and [`Draft::put`].
pub fn declare(draft: &mut Draft<'_>, agent: &Addressee, given: &Sides) -> Result<Rule> {
    let held = Rule::get(draft.document(), agent)?.map(|rule| rule.sides).unwrap_or_default();
    let (read, write) = (given.read.clone().or(held.read), given.write.clone().or(held.write));
    let rule = Rule { agent: agent.clone(), sides: Sides { read, write } };
    draft.put_members(&Rule::path(agent), &rule.sides)?;
    Ok(rule)
}

/// Removes the rule for an agent.
///
/// # Errors
/// "No" if there is none.
pub fn withdraw(draft: &mut Draft<'_>, agent: &Addressee) -> Result<()> {
    if !draft.remove(&Rule::path(agent))? {
        return Err(Rule::missing(draft.document(), "agent", agent, "ctx policy access").into());
    }
    draft.remove_if_empty(Rule::MEMBER)
}

/// Refuses a pattern that counts an item of an array: when an item comes or goes, the rule would be for another.
///
/// # Errors
/// "Usage".
pub fn check_pattern(pattern: &Glob) -> Result<()> {
    let Some(array) = pattern.counted_array() else { return Ok(()) };
    let why = format!("{pattern} counts an item of the array {array}, and items move");
    Err(Failure::new(Kind::Usage, why)
        .fact("array", array.to_string())
        .hint(format!("a rule can be for the whole array, {array}, or for a member of all items, {array}.*.KEY"))
        .into())
}

/// Refuses rules that cannot be read as such: without them everything would be allowed.
///
/// # Errors
/// "Bad data".
pub fn check_whole(document: &Document) -> Result<()> {
    let (at, found) = match (document.kept(Rule::MEMBER), document.reserved()) {
        (Some(Value::Object(_)), _) | (None, None | Some(Value::Object(_))) => return Ok(()),
        (Some(rules), _) => (Rule::collection(), rules),
        (None, Some(kept)) => (KeyPath::key(RESERVED_KEY), kept),
    };
    let why = format!("{at} is {}, not an object, so nobody can tell who may read and write what", kind_of(found));
    Err(Failure::new(Kind::BadData, why)
        .fact("path", at.to_string())
        .hint("the next change puts the rules back: ctx set KEY VALUE")
        .into())
}
