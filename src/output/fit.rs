//! Lines that fit a terminal.

use unicode_width::UnicodeWidthChar as _;

use crate::output::terminal::escape;

/// No column is made wider than this, the longest name of an agent: what is longer, as only
/// a forged one is, moves its own line alone.
const WIDEST: usize = 128;

/// How wide a column is that holds these texts.
#[must_use]
pub fn width<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(|text| text.chars().take(WIDEST).count()).max().unwrap_or_default()
}

/// The text on one line of so many columns, cut with an ellipsis.
#[must_use]
pub fn fit(text: &str, columns: Option<usize>) -> String {
    let Some(columns) = columns else { return text.to_owned() };
    let text = escape(text, false);
    let width = |c: char| c.width().unwrap_or(0);
    if text.chars().map(width).sum::<usize>() <= columns {
        return text.into_owned();
    }
    let mut used = 0;
    let mut cut: String = text
        .chars()
        .take_while(|&c| {
            used += width(c);
            used < columns
        })
        .collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use crate::output::fit::fit;

    #[test]
    fn a_line_is_cut_to_the_columns_that_it_has() {
        assert_eq!(fit("abcdef", Some(6)), "abcdef");
        assert_eq!(fit("abcdefg", Some(6)), "abcde…");
        assert_eq!(fit("名名名名", Some(6)), "名名…");
        assert_eq!(fit("abcdefg", None), "abcdefg");
    }
}
