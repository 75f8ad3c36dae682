//! Tables: aligned columns below their names.

use crate::output::fit::width;

/// What stands in an empty cell, so that each line has as many words as columns.
const EMPTY: &str = "-";

/// Returns the lines of a table, the names of its columns first; none without rows.
#[must_use]
pub fn table<const N: usize>(names: [&str; N], rows: &[[String; N]]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let names = names.map(str::to_owned);
    let all: Vec<&[String; N]> = std::iter::once(&names).chain(rows).collect();
    let cell = |text: &str, column: usize| match text {
        "" if column + 1 < N => EMPTY.to_owned(),
        text => text.to_owned(),
    };
    let widths: Vec<usize> =
        (0..N).map(|column| width(all.iter().filter_map(|row| row.get(column)).map(String::as_str))).collect();
    let line = |row: &&[String; N]| {
        let cells = row.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells.map(|(i, (text, width))| format!("{:<width$}", cell(text, i))).collect();
        cells.join("  ").trim_end().to_owned()
    };
    all.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn columns_are_aligned_below_their_names() {
        let rows = [
            ["a".to_owned(), String::new(), "long text".to_owned()],
            ["bcd".to_owned(), "x".to_owned(), String::new()],
        ];
        assert_eq!(table(["ID", "BY", "WHY"], &rows), ["ID   BY  WHY", "a    -   long text", "bcd  x"]);
        assert_eq!(table(["ID"], &[]), Vec::<String>::new());
    }
}
