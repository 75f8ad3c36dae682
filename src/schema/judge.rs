//! Reads schemas and judges values by them.

use std::sync::Arc;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, ReferencingError, ValidationError, Validator};
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::pointer::Pointer;
use crate::json::{depth, kind_of};
use crate::schema::bounded::Budget;
use crate::schema::expected::violations;
use crate::schema::reference::{find, hops};
use crate::schema::violation::{Judged, Violation};

/// How many violations of one value are looked at. What a change is to blame for is told from all of them.
const MOST: usize = 100_000;

/// How often a regular expression may take back a step, and how many bytes it may be compiled to.
const BACKTRACKS: usize = 100_000;
const PATTERN_SIZE: usize = 1 << 20;

/// How deep judging may lead: objects of the schema that send it on to others, times how deep the value is nested.
const DEEPEST: usize = 100_000;

/// A schema that was read.
pub struct Judge {
    validator: Arc<Validator>,
    /// How many of its objects send the judge on to another one, for the same value.
    hops: usize,
}

impl Judge {
    /// Reads a schema of draft 2020-12 or 7, checked against the schema of schemas.
    ///
    /// # Errors
    /// Fails if it is none, if it refers to something outside of it, or if it takes too long.
    pub fn of(schema: &Value, budget: &Budget) -> Result<Self, Failure> {
        let (schema, hops) = (schema.clone(), hops(schema));
        budget.run(move || read(&schema))?.map(|validator| Self { validator: Arc::new(validator), hops })
    }

    /// Where a value does not fit.
    ///
    /// # Errors
    /// Fails if that takes too long, or leads too deep.
    pub fn judge(&self, value: Value, budget: &Budget) -> Result<Judged, Failure> {
        let (validator, depth) = (Arc::clone(&self.validator), depth(&value) + 1);
        if self.hops.saturating_mul(depth) > DEEPEST {
            let why = format!(
                "the schema has {} references and alternatives, too many for a value nested {depth} deep",
                self.hops
            );
            return Err(bad(why).hint("a smaller schema, for a path further down"));
        }
        budget.run(move || {
            if validator.is_valid(&value) {
                return Judged::default();
            }
            let mut found = Vec::new();
            for error in validator.iter_errors(&value) {
                found.extend(violations(&error));
                if found.len() > MOST {
                    break;
                }
            }
            let is_cut = found.len() > MOST;
            found.truncate(MOST);
            for violation in &mut found {
                violation.indices = indices(&value, violation.place.tokens());
            }
            Judged { violations: found, is_cut }
        })
    }
}

/// Which tokens of a place in a value are indices of arrays.
fn indices(value: &Value, place: &[String]) -> Vec<bool> {
    let mut at = Some(value);
    let mut is_index = |token: &String| {
        let is_index = at.is_some_and(Value::is_array);
        at = at.and_then(|above| Pointer::find(std::slice::from_ref(token), above));
        is_index
    };
    place.iter().map(&mut is_index).collect()
}

fn read(schema: &Value) -> Result<Validator, Failure> {
    if !matches!(schema, Value::Object(_) | Value::Bool(_)) {
        return Err(bad(format!("a schema is an object or a boolean, not {}", kind_of(schema))));
    }
    let draft = draft(schema)?;
    let checked = match draft {
        Draft::Draft7 => jsonschema::draft7::meta::validate(schema),
        _ => jsonschema::draft202012::meta::validate(schema),
    };
    checked.map_err(|error| match violations(&error).first() {
        Some(Violation { place, expected, found, .. }) => {
            bad(format!("this is no JSON Schema: at {:?}: expected {expected}, found {found}", place.to_string()))
                .fact("schema_place", place.to_string())
        }
        None => bad(format!("this is no JSON Schema: {error}")),
    })?;
    let patterns = PatternOptions::fancy_regex().backtrack_limit(BACKTRACKS).size_limit(PATTERN_SIZE);
    let options = jsonschema::options().with_draft(draft).offline().with_pattern_options(patterns);
    options.build(schema).map_err(|error| unread(schema, &error))
}

fn draft(schema: &Value) -> Result<Draft, Failure> {
    let Some(dialect) = schema.get("$schema") else { return Ok(Draft::Draft202012) };
    let name = dialect.as_str().unwrap_or_default();
    let plain = name.trim_end_matches('#').replacen("https:", "http:", 1);
    match plain.as_str() {
        "http://json-schema.org/draft/2020-12/schema" => Ok(Draft::Draft202012),
        "http://json-schema.org/draft-07/schema" => Ok(Draft::Draft7),
        _ => Err(bad(format!("its \"$schema\" is {dialect}, and ctx knows draft 2020-12 and draft 7"))
            .hint(r#""$schema": "https://json-schema.org/draft/2020-12/schema""#)),
    }
}

/// Why a schema could not be read, and where.
fn unread(schema: &Value, error: &ValidationError<'_>) -> Failure {
    let ValidationErrorKind::Referencing(why) = error.kind() else {
        let place = error.instance_path().as_str();
        return bad(format!("the schema cannot be used: at {place:?}: {error}")).fact("schema_place", place);
    };
    let leads = match why {
        ReferencingError::Unretrievable { .. } => {
            "leads out of the schema: ctx fetches nothing from the network or from files"
        }
        ReferencingError::NoSuchAnchor { .. } => "leads to an anchor that is not there",
        _ => "leads to nothing in the schema",
    };
    let is_it = |text: &str| match why {
        ReferencingError::Unretrievable { uri, .. } => {
            let base = text.split('#').next().unwrap_or_default();
            !base.is_empty() && uri.split('#').next().unwrap_or_default().ends_with(base.trim_start_matches(['.', '/']))
        }
        ReferencingError::PointerToNowhere { pointer } => text.ends_with(pointer.as_str()),
        ReferencingError::NoSuchAnchor { anchor } => text.ends_with(anchor.as_str()),
        _ => false,
    };
    match find(schema, &is_it) {
        Some((place, text)) => {
            let failure = bad(format!("the schema cannot be used: at {:?}: {text:?} {leads}", place.to_string()));
            failure.fact("schema_place", place.to_string()).hint("put what it refers to under \"$defs\"")
        }
        None => bad(format!("the schema cannot be used: {why}")),
    }
}

fn bad(why: String) -> Failure {
    Failure::new(Kind::BadData, why)
}
