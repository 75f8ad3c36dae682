//! Help: the page of `ctx`, of each verb and subverb, and of each topic.
//!
//! All pages of verbs have the same parts: one line, usage, examples, description, and the verb's own
//! arguments and options. What many verbs have in common is on the pages of topics instead. Pages are
//! laid out only when help is asked for: other commands do not pay for it.

mod root;
mod topics;
mod wrap;

pub use topics::names as topics;

use clap::builder::{Resettable, StyledStr};
use clap::{Arg, Command};

use crate::cli::definition;
use crate::options::write;

/// Options that many verbs have and some use in a way of their own, so that the pages of these verbs show
/// them: page, option, and what it does there.
const SPECIAL: [(&str, &str, &str); 6] = [
    ("handoff next", "wait", "Wait up to DURATION for a handoff, then exit with 4"),
    ("lease acquire", "wait", "Wait up to DURATION for the lease, then exit with 4"),
    ("lease run", "wait", "Wait up to DURATION for the lease, then exit with 4"),
    ("task claim", "wait", "Wait up to DURATION for a task, then exit with 4"),
    ("log", "agent", "Show only the changes of this agent"),
    ("watch", "agent", "Print only the events of this agent"),
];

const EVERY_COMMAND: &str = "Options of every command (--agent, -N, --wait, -q, ...): ctx help options";
const EVERY_CHANGE: &str = "Guards and options of every change (--if-rev, --dry-run, -m, ...): ctx help guards";

/// Returns the page of a topic, or of a verb with its subverbs; without words, that of `ctx`. `None` if
/// there is none.
#[must_use]
pub fn page(words: &[&str]) -> Option<String> {
    let Some(first) = words.first() else { return Some(rendered(&mut laid_out(definition::of(&[])))) };
    if let Some(topic) = topics::page(words) {
        return Some(topic);
    }
    let mut here = &mut laid_out(definition::of(&[first]));
    for word in words {
        here = here.find_subcommand_mut(word)?;
    }
    Some(rendered(here))
}

fn rendered(command: &mut Command) -> String {
    without_gaps(&command.render_help().to_string())
}

/// Removes repeated empty lines, which clap leaves where a part is empty.
#[must_use]
pub fn without_gaps(text: &str) -> String {
    let mut page = String::new();
    for line in text.trim_end().lines() {
        if !line.is_empty() || !page.ends_with("\n\n") {
            page.push_str(line.trim_end());
            page.push('\n');
        }
    }
    page
}

/// Lays out the pages of `ctx` and of the verbs that it is defined with.
#[must_use]
pub fn laid_out(ctx: Command) -> Command {
    let mut ctx = ctx.mut_subcommands(with_parts);
    // Only now do the verbs have the options of every command.
    ctx.build();
    ctx.mut_subcommands(|verb| without_common(verb, "")).help_template(root::page())
}

/// Puts examples and description before the options. Without long texts, `-h` prints the same as `--help`.
fn with_parts(verb: Command) -> Command {
    let text = |text: Option<&StyledStr>| text.map(ToString::to_string).unwrap_or_default();
    let (about, whole) = (text(verb.get_about()), text(verb.get_long_about()));
    let description = wrap::paragraphs(whole.strip_prefix(&about).unwrap_or_default());
    let examples = text(verb.get_after_long_help());
    verb.mut_args(|arg| arg.long_help(Resettable::Reset))
        .mut_subcommands(with_parts)
        .long_about(Resettable::Reset)
        .after_long_help(Resettable::Reset)
        .before_help(format!("{examples}\n\n{description}"))
        .help_template("{about}\n\n{usage-heading} {usage}\n\n{before-help}{all-args}{after-help}")
}

/// Hides what the pages of topics tell, and names these pages.
fn without_common(verb: Command, above: &str) -> Command {
    let page = format!("{above}{}", verb.get_name());
    let has_guards = verb.get_arguments().any(|arg| arg.get_id() == "if_rev");
    let shown = |arg: Arg| {
        let special = SPECIAL.iter().find(|(name, id, _)| *name == page && arg.get_id() == id);
        if let Some((_, _, help)) = special {
            return arg.help(*help).help_heading(None);
        }
        match (is_of_every_change(&arg), has_guards) {
            (true, true) => arg.hide(true),
            (true, false) => arg.help_heading(None),
            (false, _) if arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version") => arg.hide(true),
            (false, _) => arg,
        }
    };
    verb.mut_args(shown).mut_subcommands(|verb| without_common(verb, &format!("{page} "))).after_help(if has_guards {
        format!("{EVERY_COMMAND}\n{EVERY_CHANGE}")
    } else {
        EVERY_COMMAND.to_owned()
    })
}

fn is_of_every_change(arg: &Arg) -> bool {
    arg.get_help_heading() == Some(write::HEADING)
}

#[cfg(test)]
mod tests;
