//! Reads a story.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use serde_json::{Map, Value};

use crate::format::story::words::{CRITERIA, CRITERIA_KEY, INFO, STORY_ID, USER_STORY, USER_STORY_KEY};
use crate::format::unfit::{Unread, place_of};
use crate::text::escape::quoted;

/// A heading, and the text below it up to the next one.
struct Section<'t> {
    level: HeadingLevel,
    title: String,
    /// Where the heading begins, in bytes.
    at: usize,
    body: &'t str,
    body_at: usize,
}

pub fn read(text: &str) -> Result<Value, Unread> {
    let sections = sections(text);
    let fail = |at: usize, reason: String| {
        let (line, column) = place_of(text, at);
        Unread::at(line, column, reason)
    };
    let mut story = Map::new();
    let mut seen: Vec<&str> = Vec::new();
    let mut sections = sections.into_iter().peekable();
    while let Some(section) = sections.next() {
        let name = match (section.level, section.title.as_str()) {
            // A title of the whole file says nothing that the sections do not.
            (HeadingLevel::H1, _) if seen.is_empty() && section.body.trim().is_empty() => continue,
            (HeadingLevel::H2, INFO) => INFO,
            (HeadingLevel::H2, USER_STORY) => USER_STORY,
            (HeadingLevel::H2, CRITERIA) => CRITERIA,
            (_, title) => {
                return Err(fail(section.at, format!("the heading {}, which a story does not have,", quoted(title))));
            }
        };
        if seen.contains(&name) {
            return Err(fail(section.at, format!("the section {name} a second time")));
        }
        seen.push(name);
        match name {
            INFO => info(&section, &mut story).map_err(|(at, why)| fail(at, why))?,
            USER_STORY => drop(story.insert(USER_STORY_KEY.to_owned(), section.body.trim().into())),
            _ => {
                if !section.body.trim().is_empty() {
                    return Err(fail(
                        section.at,
                        "text that belongs to no criterion: each has a heading `### AC1: Title`".to_owned(),
                    ));
                }
                let mut criteria = Map::new();
                while let Some(section) = sections.next_if(|section| section.level == HeadingLevel::H3) {
                    criterion(&section, &mut criteria).map_err(|why| fail(section.at, why))?;
                }
                story.insert(CRITERIA_KEY.to_owned(), criteria.into());
            }
        }
    }
    match [INFO, USER_STORY, CRITERIA].iter().find(|name| !seen.contains(*name)) {
        Some(missing) => Err(Unread::new(format!("the section `## {missing}` is missing"))),
        None if !story.contains_key(STORY_ID) => Err(Unread::new(format!("`{STORY_ID}` is missing in `## {INFO}`"))),
        None => Ok(story.into()),
    }
}

/// The headings of a text, which may not be in quotes, lists or code.
fn sections(text: &str) -> Vec<Section<'_>> {
    let (mut headings, mut depth) = (Vec::<(HeadingLevel, Range<usize>)>::new(), 0_usize);
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => headings.push((level, range)),
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let ends: Vec<usize> = headings.iter().skip(1).map(|(_, range)| range.start).chain([text.len()]).collect();
    let section = |((level, range), end): ((HeadingLevel, Range<usize>), usize)| {
        let title = text.get(range.clone()).unwrap_or_default();
        let title = title.trim().trim_start_matches('#').trim().to_owned();
        Section {
            level,
            title,
            at: range.start,
            body: text.get(range.end..end).unwrap_or_default(),
            body_at: range.end,
        }
    };
    headings.into_iter().zip(ends).map(section).collect()
}

/// Reads `- **name**: value` or `name: value` lines.
fn info(section: &Section<'_>, story: &mut Map<String, Value>) -> Result<(), (usize, String)> {
    let mut at = section.body_at;
    for line in section.body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let item = line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with(' ')).map_or(line, str::trim);
        let wanted = || (start, "a line that is not `- **name**: value`".to_owned());
        let (name, value) = match item.strip_prefix("**") {
            Some(rest) => {
                let (name, value) = rest.split_once("**").ok_or_else(wanted)?;
                (
                    name.trim_end_matches(':'),
                    if name.ends_with(':') {
                        value
                    } else {
                        value.trim_start().strip_prefix(':').ok_or_else(wanted)?
                    },
                )
            }
            None => item.split_once(':').ok_or_else(wanted)?,
        };
        let name = name.trim();
        if name.is_empty() || [USER_STORY_KEY, CRITERIA_KEY, crate::json::NUMBER_TOKEN].contains(&name) {
            return Err((start, format!("the name {}, which a story cannot have in `## {INFO}`", quoted(name))));
        }
        if story.insert(name.to_owned(), value.trim().into()).is_some() {
            return Err((start, format!("the name {} a second time", quoted(name))));
        }
    }
    Ok(())
}

fn criterion(section: &Section<'_>, criteria: &mut Map<String, Value>) -> Result<(), String> {
    let Some((id, title)) = section.title.split_once(':') else {
        return Err(format!("the heading {}, which is not `### AC1: Title`,", quoted(&section.title)));
    };
    let members = [("title", title.trim()), ("text", section.body.trim())];
    let value = members.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect::<Map<_, _>>();
    match criteria.insert(id.trim().to_owned(), value.into()) {
        Some(_) => Err(format!("the criterion {} a second time", quoted(id.trim()))),
        None => Ok(()),
    }
}
