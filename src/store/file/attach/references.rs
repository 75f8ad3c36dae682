//! Which files a text refers to.

use std::collections::BTreeSet;

use crate::log::digest::Digest;

/// How many digits a digest has.
const DIGITS: usize = 64;

/// Removes from `files` those whose digest stands anywhere in the text, as a reference or not: what is kept
/// too long does no harm.
pub fn remove_referred(files: &mut BTreeSet<[u8; 32]>, text: &[u8]) {
    let mut start = 0;
    while !files.is_empty() && start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        let len = rest.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).count();
        for window in rest.get(..len).unwrap_or_default().windows(DIGITS) {
            if let Some(digest) = std::str::from_utf8(window).ok().and_then(|digits| digits.parse::<Digest>().ok()) {
                files.remove(digest.as_bytes());
            }
        }
        start += len + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_referred_to_wherever_its_digest_stands() {
        let digests = ["a", "b", "c", "d"].map(|text| Digest::of(text.as_bytes()));
        let mut files: BTreeSet<[u8; 32]> = digests.iter().map(|digest| *digest.as_bytes()).collect();
        let [a, b, c, d] = digests;
        let short = d.to_string().split_off(1);
        remove_referred(&mut files, format!("{{\"$file\":\"{a}\"}} ab{b}cd \\\"{c}\\\" \"{short}\"").as_bytes());
        assert_eq!(files.into_iter().collect::<Vec<_>>(), [*d.as_bytes()]);
    }
}
