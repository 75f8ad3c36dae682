//! Names that somebody may have meant.

/// How alike two names must be: 1 is the same. As clap judges misspelled options.
const ALIKE: f64 = 0.7;

/// How many are shown.
const SHOWN: usize = 3;

/// The names nearest to `wanted`, best first, three at the most (Jaro-Winkler).
#[must_use]
pub fn near<'a>(wanted: &str, among: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut alike: Vec<(f64, &str)> =
        among.map(|name| (strsim::jaro_winkler(wanted, name), name)).filter(|(alike, _)| *alike > ALIKE).collect();
    alike.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    alike.into_iter().take(SHOWN).map(|(_, name)| name).collect()
}

/// `did you mean a, b?`, if anything is near.
#[must_use]
pub fn did_you_mean<'a>(wanted: &str, among: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = near(wanted, among);
    if near.is_empty() { None } else { Some(format!("did you mean {}?", near.join(", "))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_most_alike_comes_first() {
        assert_eq!(near("biuld", ["deploy", "rebuild", "build"].into_iter()), ["build", "rebuild"]);
        assert_eq!(did_you_mean("h3", ["h12", "h31"].into_iter()).as_deref(), Some("did you mean h31?"));
        assert_eq!(did_you_mean("x", ["deploy"].into_iter()), None);
    }
}
