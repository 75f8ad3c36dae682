//! Writes a story, and reads it again: what would not come back is refused.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::format::story::read::read;
use crate::format::story::words::{CRITERIA, CRITERIA_KEY, INFO, STORY_ID, USER_STORY, USER_STORY_KEY};
use crate::format::unfit::Unfit;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::kind_of;

pub fn write(value: &Value, path: &KeyPath) -> Result<String, Unfit> {
    let Value::Object(story) = value else {
        return Err(Unfit::new(path, format!("it is {}, and Markdown holds a story: an object", kind_of(value))));
    };
    for name in [STORY_ID, USER_STORY_KEY, CRITERIA_KEY] {
        if !story.contains_key(name) {
            let form = "a story has story_id, user_story and acceptance_criteria: {\"AC1\": {\"title\", \"text\"}}";
            return Err(Unfit::new(path, format!("it has no {name}, and Markdown holds a story")).hint(form));
        }
    }
    let mut text = format!("## {INFO}\n\n");
    for (name, value) in story.iter().filter(|(name, _)| ![USER_STORY_KEY, CRITERIA_KEY].contains(&name.as_str())) {
        // Writing to a string does not fail.
        let _ = writeln!(text, "- **{name}**: {}", string(value, &path.child(Segment::Key(name.clone())))?);
    }
    let member = |name: &str| {
        story
            .get(name)
            .map_or((Value::Null, path.clone()), |value| (value.clone(), path.child(Segment::Key(name.to_owned()))))
    };
    let (user_story, at) = member(USER_STORY_KEY);
    let _ = write!(text, "\n## {USER_STORY}\n\n{}\n\n## {CRITERIA}\n", string(&user_story, &at)?);
    let (criteria, at) = member(CRITERIA_KEY);
    for (id, criterion) in object(&criteria, &at)? {
        let at = at.child(Segment::Key(id.clone()));
        let members = object(criterion, &at)?;
        let part = |name: &str| {
            let at = at.child(Segment::Key(name.to_owned()));
            string(members.get(name).unwrap_or(&Value::Null), &at).map(str::to_owned)
        };
        let _ = write!(text, "\n### {id}: {}\n\n{}\n", part("title")?, part("text")?);
    }
    match read(&text) {
        Ok(back) if back == *value => Ok(text),
        _ => Err(Unfit::new(path, "a text in it would not come back from Markdown as it is")
            .hint("ctx export --format yaml")),
    }
}

fn string<'v>(value: &'v Value, path: &KeyPath) -> Result<&'v str, Unfit> {
    value
        .as_str()
        .ok_or_else(|| Unfit::new(path, format!("it is {}, and a story in Markdown holds text", kind_of(value))))
}

fn object<'v>(value: &'v Value, path: &KeyPath) -> Result<&'v Map<String, Value>, Unfit> {
    value.as_object().ok_or_else(|| Unfit::new(path, format!("it is {}, not an object", kind_of(value))))
}
