//! Similar names, for "did you mean".

/// How similar two names must be; 1 is equal. The same as for options in clap.
const ALIKE: f64 = 0.7;

/// How many names are shown.
const SHOWN: usize = 3;

/// Returns the names most similar to `wanted` (Jaro-Winkler), at most three, best first.
#[must_use]
pub fn near<'a>(wanted: &str, among: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut alike: Vec<(f64, &str)> =
        among.map(|name| (strsim::jaro_winkler(wanted, name), name)).filter(|(alike, _)| *alike > ALIKE).collect();
    alike.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    alike.into_iter().take(SHOWN).map(|(_, name)| name).collect()
}

/// Returns `did you mean a, b?`, if any name is similar.
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
