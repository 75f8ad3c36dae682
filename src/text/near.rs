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

/// Returns the name that a mistyped word most likely stands for: one with up to two slips, in no more than a third
/// of its letters, or one that the word abbreviates or extends.
#[must_use]
pub fn mistyped<'a>(word: &str, among: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let length = lower.trim_start_matches('-').chars().count();
    let slips = |name: &str| {
        let is_part = length >= 3 && (name.starts_with(&lower) || lower.starts_with(name));
        let slips = strsim::osa_distance(&lower, name);
        (slips <= 2 && slips * 3 <= length).then_some(slips).or(is_part.then_some(3))
    };
    among.filter_map(|name| Some((slips(name)?, name))).min_by_key(|(slips, _)| *slips).map(|(_, name)| name)
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

    #[test]
    fn a_mistyped_word_stands_for_one_name_or_none() {
        let names = ["set", "unset", "status", "--force", "--if-rev", "--json"];
        let meant = |word| mistyped(word, names.into_iter());
        assert_eq!(meant("stet"), Some("set"));
        assert_eq!(meant("STATUS"), Some("status"));
        assert_eq!(meant("stats"), Some("status"));
        assert_eq!(meant("--if-revision"), Some("--if-rev"));
        assert_eq!(meant("--jsn"), Some("--json"));
        for other in ["use", "select", "--format", "x", ""] {
            assert_eq!(meant(other), None, "{other}");
        }
    }
}
