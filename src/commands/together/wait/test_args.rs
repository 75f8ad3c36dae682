//! The options of `ctx wait` that say what a value is tested for.

use serde_json::Number;

use crate::commands::together::wait::test::{Relation, Test};
use crate::json::{decimal, text_value};
use crate::log::entry::Revision;

/// What is waited for.
#[derive(clap::Args, Debug)]
#[group(multiple = false)]
pub(super) struct TestArgs {
    /// Wait until the path exists (the default)
    #[arg(long)]
    exists: bool,

    /// Wait until the path does not exist
    #[arg(long)]
    absent: bool,

    /// Wait until the value is VALUE
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    eq: Option<String>,

    /// Wait until the path exists and its value is not VALUE
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    ne: Option<String>,

    /// Wait until the value is a number of at least N
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number)]
    ge: Option<Number>,

    /// Wait until the value is a number greater than N
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number)]
    gt: Option<Number>,

    /// Wait until the value is a number of at most N
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number)]
    le: Option<Number>,

    /// Wait until the value is a number less than N
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number)]
    lt: Option<Number>,

    /// Wait until the value has at least N items, members or characters
    #[arg(long, value_name = "N")]
    length_ge: Option<usize>,

    /// Wait until the path, or anything below it, changed after revision REV
    #[arg(long, value_name = "REV")]
    changed_since: Option<Revision>,
}

impl TestArgs {
    pub(super) fn read(&self) -> Test {
        let relations = [
            (Relation::AtLeast, &self.ge),
            (Relation::MoreThan, &self.gt),
            (Relation::AtMost, &self.le),
            (Relation::LessThan, &self.lt),
        ];
        let compared = relations.into_iter().find_map(|(relation, number)| Some((relation, number.clone()?)));
        match self {
            Self { absent: true, .. } => Test::Absent,
            Self { eq: Some(word), .. } => Test::Equal(text_value::read(word).value),
            Self { ne: Some(word), .. } => Test::NotEqual(text_value::read(word).value),
            Self { length_ge: Some(least), .. } => Test::LengthAtLeast(*least),
            Self { changed_since: Some(rev), .. } => Test::ChangedSince(*rev),
            _ => compared.map_or(Test::Exists, |(relation, number)| Test::Compared(relation, number)),
        }
    }
}

fn number(word: &str) -> Result<Number, String> {
    let number: Number = word.parse().map_err(|_| "not a number".to_owned())?;
    decimal::check(&number).map_err(|e| e.to_string())?;
    Ok(number)
}
