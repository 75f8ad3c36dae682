//! Options with a fixed list of values.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Returns a parser for the words in `all`, which lists them in help and completions.
pub fn choice<T>(all: &'static [(&'static str, T)]) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.iter().map(|(word, _)| *word)).try_map(move |word| {
        all.iter().find(|(name, _)| *name == word).map(|(_, value)| *value).ok_or("not in the list")
    })
}
