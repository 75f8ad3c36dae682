//! Formats of other programs: bytes as values, and values as text. Nothing is bent: what a format cannot hold
//! is refused, with the place and the reason, and so is a text that two readers could take differently.

mod ci;
mod csv;
pub mod detect;
mod dotenv;
mod in_quotes;
mod item;
mod json_lines;
mod lines;
mod shells;
mod special;
mod story;
mod toml;
mod tree;
mod typed;
mod unfit;
mod variables;
mod yaml;

use serde_json::Value;

pub use crate::format::csv::row as csv_row;
pub use crate::format::item::Item;
pub use crate::format::lines::items as lines;
pub use crate::format::typed::typed;
use crate::format::unfit::not_utf8;
pub use crate::format::unfit::{Unfit, Unread};
pub use crate::format::variables::Naming;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Json,
    JsonLines,
    Yaml,
    Toml,
    Dotenv,
    Csv,
    Tsv,
    Lines,
    Story,
}

/// A format that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Json,
    JsonLines,
    Yaml,
    Toml,
    Dotenv,
    Sh,
    Fish,
    PowerShell,
    GitHub,
    GitLab,
    Csv,
    Tsv,
    Story,
}

impl Input {
    pub const ALL: [(&'static str, Self); 9] = [
        ("json", Self::Json),
        ("jsonl", Self::JsonLines),
        ("yaml", Self::Yaml),
        ("toml", Self::Toml),
        ("dotenv", Self::Dotenv),
        ("csv", Self::Csv),
        ("tsv", Self::Tsv),
        ("lines", Self::Lines),
        ("md", Self::Story),
    ];

    /// The name of the format in messages.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
            Self::Dotenv => "dotenv",
            Self::Csv => "CSV",
            Self::Tsv => "TSV",
            Self::Lines => "KEY=VALUE lines",
            Self::Story => "a story in Markdown",
        }
    }

    /// Whether the format knows no numbers: every value is text.
    #[must_use]
    pub fn is_untyped(self) -> bool {
        matches!(self, Self::Dotenv | Self::Csv | Self::Tsv | Self::Lines)
    }

    /// Reads a whole text.
    ///
    /// # Errors
    /// Fails if it is not of this format, or could be read in two ways; with the place.
    pub fn read(self, bytes: &[u8]) -> Result<Value, Unread> {
        if self == Self::Json {
            return crate::json::parse(bytes).map_err(Unread::from);
        }
        let bytes = if self == Self::JsonLines { bytes } else { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) };
        let text = std::str::from_utf8(bytes).map_err(|e| not_utf8(bytes, e.valid_up_to()))?;
        match self {
            Self::Json | Self::JsonLines => json_lines::read(text),
            Self::Yaml => yaml::read(text),
            Self::Toml => toml::read(text),
            Self::Dotenv => dotenv::read(text),
            Self::Csv => csv::read(text, ','),
            Self::Tsv => csv::read(text, '\t'),
            Self::Lines => lines::read(text),
            Self::Story => story::read(text),
        }
    }
}

impl Output {
    pub const ALL: [(&'static str, Self); 13] = [
        ("json", Self::Json),
        ("jsonl", Self::JsonLines),
        ("yaml", Self::Yaml),
        ("toml", Self::Toml),
        ("dotenv", Self::Dotenv),
        ("sh", Self::Sh),
        ("fish", Self::Fish),
        ("powershell", Self::PowerShell),
        ("github", Self::GitHub),
        ("gitlab", Self::GitLab),
        ("csv", Self::Csv),
        ("tsv", Self::Tsv),
        ("md", Self::Story),
    ];

    /// The word of the option.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, format)| *format == self).map_or("", |(word, _)| *word)
    }

    /// Whether the format holds variables, which [`Naming`] names.
    #[must_use]
    pub fn holds_variables(self) -> bool {
        matches!(self, Self::Dotenv | Self::Sh | Self::Fish | Self::PowerShell | Self::GitHub | Self::GitLab)
    }

    /// Writes values. Of several, formats that hold a tree make one object, by path. `random` is a text that
    /// nobody can know before: the end mark of values in the `github` format.
    ///
    /// # Errors
    /// Fails if the format cannot hold a value exactly; with its path.
    pub fn write(self, items: &[Item], naming: &Naming, random: &str) -> Result<String, Unfit> {
        match self {
            Self::Json => tree::one(items, |value, _| {
                Ok(String::from_utf8_lossy(&crate::json::document::pretty(value)).into_owned())
            }),
            Self::JsonLines => tree::one(items, json_lines::write),
            Self::Yaml => tree::one(items, |value, _| Ok(yaml::write(value))),
            Self::Toml => tree::one(items, toml::write),
            Self::Csv => tree::one(items, |value, path| csv::write(value, path, ',')),
            Self::Tsv => tree::one(items, |value, path| csv::write(value, path, '\t')),
            Self::Story => tree::one(items, story::write),
            Self::Dotenv => Ok(dotenv::write(&variables::named(items, naming, &dotenv::RULES)?)),
            Self::Sh => Ok(shells::sh(&variables::named(items, naming, &shells::SH)?)),
            Self::Fish => Ok(shells::fish(&variables::named(items, naming, &shells::FISH)?)),
            Self::PowerShell => shells::powershell(&variables::named(items, naming, &shells::POWERSHELL)?),
            Self::GitHub => ci::github(&variables::named(items, naming, ci::github_rules(naming.environment))?, random),
            Self::GitLab => ci::gitlab(&variables::named(items, naming, &ci::GITLAB)?),
        }
    }
}
