//! Fits lines to the width of a terminal.

use unicode_width::UnicodeWidthChar as _;

use crate::output::terminal::escape;

/// The maximum width of a column: that of the longest agent name. A longer text, which can only
/// be forged, shifts its own line only.
const WIDEST: usize = 128;

/// Returns the width of a column with these texts.
#[must_use]
pub fn width<'t>(texts: impl Iterator<Item = &'t str>) -> usize {
    texts.map(|text| text.chars().take(WIDEST).count()).max().unwrap_or_default()
}

/// Returns the text on one line of at most `columns`, shortened with an ellipsis.
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
