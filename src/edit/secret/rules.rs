//! The rules for credentials. The list is short on purpose: each kind is issued with a prefix that
//! nothing else has.

/// One kind of credential.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The rule's name: `github-token`.
    pub name: &'static str,
    /// What it finds: `a GitHub token`.
    pub what: &'static str,
    shape: Shape,
}

/// How a credential is recognised.
#[derive(Debug, PartialEq, Eq)]
enum Shape {
    /// One of these prefixes, followed by this many characters of the alphabet and no others.
    Begins { with: &'static [&'static str], rest: Alphabet, least: usize, most: usize },
    /// Three parts, of which the first two are JSON objects in base64url (RFC 7519).
    WebToken,
    /// The first line of a private key (RFC 7468).
    PrivateKey,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alphabet {
    /// `A-Z0-9`
    Upper,
    /// `A-Za-z0-9`
    Alphanumeric,
    /// `A-Za-z0-9_-`
    Base64Url,
}

impl Alphabet {
    fn has(self, byte: u8) -> bool {
        match self {
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
            Self::Base64Url => byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-',
        }
    }
}

/// Longer than any credential of one word.
const ANY: usize = 4096;

const fn begins(
    name: &'static str,
    what: &'static str,
    with: &'static [&'static str],
    (rest, least, most): (Alphabet, usize, usize),
) -> Rule {
    Rule { name, what, shape: Shape::Begins { with, rest, least, most } }
}

/// All rules; `docs/verbs.md` lists them.
pub static RULES: &[Rule] = &[
    begins("aws-access-key", "an AWS access key id", &["AKIA", "ASIA"], (Alphabet::Upper, 16, 16)),
    begins("github-token", "a GitHub token", &["github_pat_"], (Alphabet::Base64Url, 36, ANY)),
    begins(
        "github-token",
        "a GitHub token",
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
        (Alphabet::Alphanumeric, 36, ANY),
    ),
    begins("gitlab-token", "a GitLab token", &["glpat-"], (Alphabet::Base64Url, 20, ANY)),
    begins(
        "slack-token",
        "a Slack token",
        &["xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-"],
        (Alphabet::Base64Url, 10, ANY),
    ),
    begins("anthropic-key", "an Anthropic API key", &["sk-ant-"], (Alphabet::Base64Url, 20, ANY)),
    begins(
        "openai-key",
        "an OpenAI API key",
        &["sk-proj-", "sk-svcacct-", "sk-admin-"],
        (Alphabet::Base64Url, 20, ANY),
    ),
    begins("openai-key", "an OpenAI API key", &["sk-"], (Alphabet::Alphanumeric, 40, ANY)),
    begins("google-api-key", "a Google API key", &["AIza"], (Alphabet::Base64Url, 35, 35)),
    begins("stripe-key", "a Stripe live key", &["sk_live_", "rk_live_"], (Alphabet::Alphanumeric, 16, ANY)),
    begins("npm-token", "an npm token", &["npm_"], (Alphabet::Alphanumeric, 36, 36)),
    begins("pypi-token", "a PyPI token", &["pypi-"], (Alphabet::Base64Url, 50, ANY)),
    begins("huggingface-token", "a Hugging Face token", &["hf_"], (Alphabet::Alphanumeric, 30, ANY)),
    Rule { name: "jwt", what: "a JSON Web Token", shape: Shape::WebToken },
    Rule { name: "private-key", what: "a private key", shape: Shape::PrivateKey },
];

impl Rule {
    /// Whether a word is such a credential.
    fn fits(&self, word: &[u8]) -> bool {
        match &self.shape {
            Shape::Begins { with, rest, least, most } => with.iter().any(|beginning| {
                word.strip_prefix(beginning.as_bytes()).is_some_and(|found| {
                    (*least..=*most).contains(&found.len()) && found.iter().all(|&byte| rest.has(byte))
                })
            }),
            Shape::WebToken => is_web_token(word),
            Shape::PrivateKey => false,
        }
    }
}

/// Returns the first rule that something in the text matches.
#[must_use]
pub fn look(text: &str) -> Option<&'static Rule> {
    let mut words = text.as_bytes().split(|&byte| !(Alphabet::Base64Url.has(byte) || byte == b'.'));
    let in_a_word = words.find_map(|word| {
        let word = word.strip_suffix(b".").unwrap_or(word);
        // Most words of most texts end here.
        if word.len() < 15 {
            return None;
        }
        RULES.iter().find(|rule| rule.fits(word))
    });
    in_a_word.or_else(|| {
        let rule = RULES.iter().find(|rule| rule.shape == Shape::PrivateKey)?;
        begins_private_key(text).then_some(rule)
    })
}

fn is_web_token(word: &[u8]) -> bool {
    let mut parts = word.split(|&byte| byte == b'.');
    let (Some(header), Some(claims), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_object = |part: &[u8]| part.len() >= 10 && part.starts_with(b"eyJ");
    is_object(header)
        && is_object(claims)
        && !signature.is_empty()
        && [header, claims, signature].iter().all(|part| part.iter().all(|&byte| Alphabet::Base64Url.has(byte)))
}

/// `-----BEGIN … PRIVATE KEY-----`, and the longer line of PGP.
fn begins_private_key(text: &str) -> bool {
    text.match_indices("-----BEGIN ").any(|(at, beginning)| {
        let label = text.get(at + beginning.len()..).and_then(|rest| rest.split_once("-----")).map(|(label, _)| label);
        label.is_some_and(|label| label.len() <= 64 && label.contains("PRIVATE KEY"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Option<&'static str> {
        look(text).map(|rule| rule.name)
    }

    /// Not credentials, but like them.
    fn examples() -> Vec<(String, &'static str)> {
        let many = |beginning: &str, c: &str, n: usize| format!("{beginning}{}", c.repeat(n));
        let web = format!("{}.{}.{}", many("eyJ", "a", 20), many("eyJ", "b", 20), "c".repeat(43));
        let private = |label: &str| format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n");
        vec![
            (many("AKIA", "A", 16), "aws-access-key"),
            (many("ASIA", "7", 16), "aws-access-key"),
            (many("ghp_", "a", 36), "github-token"),
            (many("gho_", "a", 36), "github-token"),
            (many("ghu_", "a", 36), "github-token"),
            (many("ghs_", "a", 36), "github-token"),
            (many("github_pat_", "a_", 41), "github-token"),
            (many("glpat-", "a", 20), "gitlab-token"),
            (many("xoxb-", "1-", 10), "slack-token"),
            (many("sk-ant-", "a-", 20), "anthropic-key"),
            (many("sk-proj-", "a_", 20), "openai-key"),
            (many("sk-", "a", 48), "openai-key"),
            (many("AIza", "-", 35), "google-api-key"),
            (many("sk_live_", "a", 24), "stripe-key"),
            (many("npm_", "a", 36), "npm-token"),
            (many("pypi-", "A", 60), "pypi-token"),
            (many("hf_", "a", 34), "huggingface-token"),
            (web, "jwt"),
            // Header and claims are not secret, but a shortened token shows that it is one.
            (format!("{}.{}.sig", many("eyJ", "a", 17), many("eyJ", "b", 9)), "jwt"),
            (private("PRIVATE KEY"), "private-key"),
            (private("OPENSSH PRIVATE KEY"), "private-key"),
            (private("PGP PRIVATE KEY BLOCK"), "private-key"),
        ]
    }

    #[test]
    fn every_rule_finds_its_own_wherever_it_stands() {
        for (example, name) in examples() {
            for text in [
                example.clone(),
                format!("token: {example}\n"),
                format!("https://user:{example}@example.org/"),
                format!("KEY=\"{example}\""),
                format!("größe {example}. And so on"),
            ] {
                assert_eq!(rule(&text), Some(name), "{text}");
            }
        }
        for rule in RULES {
            assert!(examples().iter().any(|(_, name)| *name == rule.name), "{}", rule.name);
        }
    }

    #[test]
    fn what_is_shorter_longer_or_part_of_another_word_is_none() {
        for (example, name) in examples() {
            if name != "private-key" {
                assert_eq!(rule(&format!("x{example}")), None, "{example}");
                assert_eq!(rule(&example[..example.len() / 3]), None, "{example}");
            }
        }
        for text in [
            "",
            "AKIA",
            &format!("AKIA{}", "A".repeat(17)),
            &format!("AKIA{}", "a".repeat(16)),
            &format!("sk-{}", "learn-".repeat(10)),
            "npm_config_cache_directory_of_the_user_",
            "hf_hub_download_of_a_very_long_file_name",
            "ghp_ is the beginning of a token",
            "-----BEGIN PUBLIC KEY-----\nAAAA",
            "-----BEGIN ",
            "eyJ.eyJ.x",
            "eyJhbGciOiJI.eyJzdWIiOiIx",
            "eyJhbGciOiJI.eyJzdWIiOiIx.",
            "eyJhbGciOiJI.claims_of_it.signature",
            "com.example.application",
            &"a".repeat(100),
            &"0123456789abcdef".repeat(4),
        ] {
            assert_eq!(rule(text), None, "{text}");
        }
    }
}
