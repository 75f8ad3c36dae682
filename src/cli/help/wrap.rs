//! Breaking paragraphs into lines.

/// The longest line of a page.
pub const WIDTH: usize = 100;

/// Breaks each paragraph into lines of at most [`WIDTH`]. Lines that are indented stay as they are.
#[must_use]
pub fn paragraphs(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.trim_matches('\n').lines() {
        if line.is_empty() || line.starts_with(' ') {
            out.push(line.to_owned());
            is_open = false;
            continue;
        }
        for word in line.split_whitespace() {
            match out.last_mut().filter(|last| is_open && last.len() + 1 + word.len() <= WIDTH) {
                Some(last) => {
                    last.push(' ');
                    last.push_str(word);
                }
                None => out.push(word.to_owned()),
            }
            is_open = true;
        }
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn lines_of_a_paragraph_are_joined_and_broken_and_indented_ones_stay() {
        let long = "word ".repeat(25);
        let (first, second) = (["word"; 20].join(" "), ["word"; 5].join(" "));
        assert_eq!(paragraphs(&long), format!("{first}\n{second}"));
        assert_eq!(paragraphs("\n\na\nb\n\n  c   d\n  e\nf"), "a b\n\n  c   d\n  e\nf");
    }
}
