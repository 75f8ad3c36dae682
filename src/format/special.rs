//! Variables to which a shell gives a meaning of its own: it sets them, does not hold what is assigned, or obeys it.
//! What is part of any environment (`HOME`, `LANG`, `TERM`, `EDITOR`, `HOSTNAME`, …) is not among them.

/// bash(1) 5.3, "Shell Variables". POSIX has some of them too.
#[rustfmt::skip]
pub const BASH: &[&str] = &[
    "BASH", "BASHPID", "BASH_ALIASES", "BASH_ARGC", "BASH_ARGV", "BASH_ARGV0", "BASH_CMDS", "BASH_COMMAND",
    "BASH_COMPAT", "BASH_EXECUTION_STRING", "BASH_LINENO", "BASH_LOADABLES_PATH", "BASH_MONOSECONDS", "BASH_REMATCH",
    "BASH_SOURCE", "BASH_SUBSHELL", "BASH_TRAPSIG", "BASH_VERSION", "BASH_XTRACEFD", "CHILD_MAX", "COLUMNS",
    "COMPREPLY", "COMP_CWORD", "COMP_KEY", "COMP_LINE", "COMP_POINT", "COMP_TYPE", "COMP_WORDBREAKS", "COMP_WORDS",
    "COPROC", "DIRSTACK", "EPOCHREALTIME", "EPOCHSECONDS", "EXECIGNORE", "FCEDIT", "FIGNORE", "FUNCNAME", "FUNCNEST",
    "GLOBIGNORE", "GLOBSORT", "HISTCMD", "HISTCONTROL", "HISTFILE", "HISTFILESIZE", "HISTIGNORE", "HISTSIZE",
    "HISTTIMEFORMAT", "HOSTFILE", "IGNOREEOF", "INPUTRC", "LINENO", "LINES", "MAILCHECK", "MAILPATH", "MAPFILE",
    "OLDPWD", "OPTARG", "OPTERR", "OPTIND", "PIPESTATUS", "POSIXLY_CORRECT", "PROMPT_DIRTRIM", "PWD", "RANDOM",
    "READLINE_ARGUMENT", "READLINE_LINE", "READLINE_MARK", "READLINE_POINT", "SECONDS", "SHLVL", "SRANDOM",
    "TIMEFORMAT", "TMOUT", "auto_resume", "histchars",
];

/// zshparam(1), zshmodules(1), zshzle(1) and zshcompwid(1) of zsh 5.9, which bash does not have.
#[rustfmt::skip]
pub const ZSH: &[&str] = &[
    "ARGC", "BAUD", "BUFFER", "CONTEXT", "CURSOR", "CUTBUFFER", "DIRSTACKSIZE", "EGID", "ERRNO", "GID", "HISTCHARS",
    "HISTNO", "KEYBOARD_HACK", "KEYMAP", "KEYS", "KEYS_QUEUED_COUNT", "KEYTIMEOUT", "LASTABORTEDSEARCH", "LASTSEARCH",
    "LASTWIDGET", "LBUFFER", "LISTMAX", "LOGCHECK", "MARK", "MODULE_PATH", "NULLCMD", "NUMERIC", "PENDING",
    "POSTDISPLAY", "POSTEDIT", "PREBUFFER", "PREDISPLAY", "PROMPT", "PROMPT2", "PROMPT3", "PROMPT4",
    "PROMPT_EOL_MARK", "PSVAR", "RBUFFER", "READNULLCMD", "REGION_ACTIVE", "REPORTMEMORY", "REPORTTIME", "RPROMPT",
    "RPROMPT2", "RPS1", "RPS2", "SAVEHIST", "SPROMPT", "STTY", "SUFFIX_ACTIVE", "TIMEFMT", "TMPPREFIX", "TMPSUFFIX",
    "TRY_BLOCK_ERROR", "TRY_BLOCK_INTERRUPT", "TTYIDLE", "UNDO_CHANGE_NO", "UNDO_LIMIT_NO", "USERNAME", "WATCH",
    "WATCHFMT", "WIDGET", "WIDGETFUNC", "WIDGETSTYLE", "WORDCHARS", "YANK_ACTIVE", "YANK_END", "YANK_START", "ZBEEP",
    "ZLE_LINE_ABORTED", "ZLE_RECURSIVE", "ZLE_REMOVE_SUFFIX_CHARS", "ZLE_RPROMPT_INDENT", "ZLE_SPACE_SUFFIX_CHARS",
    "ZLE_STATE", "ZSH_ARGZERO", "ZSH_EVAL_CONTEXT", "ZSH_EXECUTION_STRING", "ZSH_NAME", "ZSH_PATCHLEVEL",
    "ZSH_SUBSHELL", "ZSH_VERSION", "aliases", "argv", "builtins", "cdpath", "commands", "compstate", "dirstack",
    "dis_aliases", "dis_builtins", "dis_functions", "dis_functions_source", "dis_galiases", "dis_patchars",
    "dis_reswords", "dis_saliases", "epochtime", "errnos", "fignore", "fpath", "funcfiletrace", "funcsourcetrace",
    "funcstack", "functions", "functions_source", "functrace", "galiases", "history", "historywords", "jobdirs",
    "jobstates", "jobtexts", "keymaps", "killring", "langinfo", "mailpath", "manpath", "mapfile", "mbegin", "mend",
    "module_path", "modules", "nameddirs", "options", "parameters", "patchars", "path", "pipestatus", "prompt",
    "psvar", "region_highlight", "registers", "reswords", "saliases", "signals", "status", "sysparams", "termcap",
    "terminfo", "userdirs", "usergroups", "watch", "widgets", "zle_bracketed_paste", "zle_highlight",
    "zsh_eval_context", "zsh_scheduled_events",
];

/// ksh(1) 93u+m and mksh(1), which bash does not have.
#[rustfmt::skip]
pub const KSH: &[&str] = &[
    "EXECSHELL", "HISTEDIT", "JOBMAX", "KSHEGID", "KSHGID", "KSHUID", "KSH_MATCH", "KSH_VERSION", "PATHSEP", "PGRP",
    "USER_ID",
];
