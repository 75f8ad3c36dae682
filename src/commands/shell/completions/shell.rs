//! The shells that completion scripts exist for.

use std::path::{Path, PathBuf};

use crate::session::directory;

/// A shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Power,
}

/// The shells and their names.
pub const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("elvish", Shell::Elvish),
    ("powershell", Shell::Power),
];

impl Shell {
    /// Returns the name.
    pub fn name(self) -> &'static str {
        SHELLS.iter().find(|(_, shell)| *shell == self).map_or("", |(name, _)| name)
    }

    /// Returns the completion script.
    pub fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("../../../../completions/ctx.bash"),
            Self::Zsh => include_str!("../../../../completions/_ctx"),
            Self::Fish => include_str!("../../../../completions/ctx.fish"),
            Self::Elvish => include_str!("../../../../completions/ctx.elv"),
            Self::Power => include_str!("../../../../completions/_ctx.ps1"),
        }
    }

    /// Returns where the script belongs; `None` without a home directory.
    pub fn place(self) -> Option<PathBuf> {
        let in_home = |path: &str| directory("HOME").map(|home| home.join(path));
        let config = || directory("XDG_CONFIG_HOME").or_else(|| in_home(".config"));
        let data = || directory("XDG_DATA_HOME").or_else(|| in_home(".local/share"));
        Some(match self {
            Self::Bash => {
                let own = directory("BASH_COMPLETION_USER_DIR");
                own.or_else(|| Some(data()?.join("bash-completion")))?.join("completions/ctx")
            }
            Self::Zsh => directory("ZDOTDIR").or_else(|| directory("HOME"))?.join(".zfunc/_ctx"),
            Self::Fish => config()?.join("fish/completions/ctx.fish"),
            Self::Elvish => config()?.join("elvish/lib/ctx-completion.elv"),
            Self::Power => config()?.join("powershell/ctx.ps1"),
        })
    }

    /// Returns what makes the shell load the script.
    pub fn next_step(self, place: &Path) -> String {
        match self {
            Self::Bash => "bash-completion loads it in new shells; without that package, add to ~/.bashrc: \
                 source <(ctx completions bash)"
                .to_owned(),
            Self::Zsh => "add to ~/.zshrc, before compinit: fpath=(${ZDOTDIR:-~}/.zfunc $fpath)".to_owned(),
            Self::Fish => "fish loads it in new shells: exec fish".to_owned(),
            Self::Elvish => "add to rc.elv: use ctx-completion".to_owned(),
            Self::Power => format!("add to $PROFILE: . '{}'", place.display()),
        }
    }
}
