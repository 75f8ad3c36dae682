//! Assignments for shells, to be evaluated there: every value is one quoted word.

use crate::format::special::{BASH, KSH, ZSH};
use crate::format::unfit::Unfit;
use crate::format::variables::{Rules, Variable};

const fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

const WANTED: &str = "letters, digits and _, not a digit first";

/// What programs that a shell starts are told by the loader's variables.
const LOADERS: &[&str] = &["LD_", "DYLD_", "BASH_FUNC_"];

/// sh, bash, dash, ksh and zsh. Names by which a shell finds or runs commands are never assigned, nor what is
/// read-only in bash: keys may come from anybody.
pub const SH: Rules = Rules {
    is_part,
    wanted: WANTED,
    taken: &[
        "PATH",
        "IFS",
        "ENV",
        "BASH_ENV",
        "BASHOPTS",
        "SHELLOPTS",
        "BASH_VERSINFO",
        "PROMPT_COMMAND",
        "PS0",
        "PS1",
        "PS2",
        "PS3",
        "PS4",
        "CDPATH",
        "FPATH",
        "ZDOTDIR",
        "UID",
        "EUID",
        "PPID",
        "GROUPS",
        "_",
    ],
    prefixes: LOADERS,
    why: "the shell obeys it",
    others: &[
        (BASH, "bash gives it a meaning of its own"),
        (ZSH, "zsh gives it a meaning of its own"),
        (KSH, "ksh gives it a meaning of its own"),
    ],
    folds_case: false,
};

/// fish(1): what it lists as read-only, or obeys.
pub const FISH: Rules = Rules {
    is_part,
    wanted: WANTED,
    taken: &[
        "PATH",
        "CDPATH",
        "IFS",
        "_",
        "argv",
        "fish_function_path",
        "fish_complete_path",
        "fish_kill_signal",
        "fish_killring",
        "fish_pid",
        "fish_user_paths",
        "history",
        "hostname",
        "HOME",
        "pipestatus",
        "PWD",
        "SHLVL",
        "status",
        "status_generation",
        "umask",
        "USER",
        "version",
        "FISH_VERSION",
    ],
    prefixes: LOADERS,
    why: "fish obeys it, or does not let it change",
    others: &[],
    folds_case: false,
};

/// PowerShell, whose environment has no two names that differ only in case on Windows.
pub const POWERSHELL: Rules = Rules {
    is_part,
    wanted: WANTED,
    taken: &["PATH", "PATHEXT", "COMSPEC", "PSModulePath"],
    prefixes: LOADERS,
    why: "the shell obeys it",
    others: &[],
    folds_case: true,
};

/// In single quotes nothing is special but the quote itself (POSIX, 2.2.2).
pub fn sh(variables: &[Variable]) -> String {
    let line = |Variable { name, value, .. }: &Variable| format!("export {name}='{}'\n", value.replace('\'', r"'\''"));
    variables.iter().map(line).collect()
}

/// In single quotes, fish knows `\\` and `\'`.
pub fn fish(variables: &[Variable]) -> String {
    let quoted = |value: &str| value.replace('\\', r"\\").replace('\'', r"\'");
    let line = |Variable { name, value, .. }: &Variable| ["set -gx ", name, " '", &quoted(value), "'\n"].concat();
    variables.iter().map(line).collect()
}

/// In single quotes a quote is doubled, and PowerShell takes four typographic ones for quotes too.
pub fn powershell(variables: &[Variable]) -> Result<String, Unfit> {
    let mut text = String::new();
    for Variable { name, value, path } in variables {
        if value.is_empty() {
            return Err(Unfit::new(path, "it is empty text, and PowerShell removes a variable that is set to that"));
        }
        let is_quote = |c: char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
        let quoted: String =
            value.chars().flat_map(|c| std::iter::repeat_n(c, if is_quote(c) { 2 } else { 1 })).collect();
        text.extend(["$env:", name, " = '", &quoted, "'\n"]);
    }
    Ok(text)
}
