//! What the words before the cursor say: the verb, its arguments, and whether an option awaits its value.

use clap::{Arg, Args as _, Command};

use crate::commands::Command as Verb;
use crate::session::settings::Settings;

/// What the words before the cursor say.
pub struct Scan {
    /// The names of verb and subverb.
    pub verb: Vec<String>,
    /// The definition of the verb, with the options of every command.
    pub definition: Command,
    /// The arguments that are not options.
    pub arguments: Vec<String>,
    /// The option that awaits its value.
    pub awaited: Option<Arg>,
    /// Whether `--` was given: no word is an option.
    pub is_after_dashes: bool,
    pub settings: Settings,
}

impl Scan {
    /// Reads the words before the cursor.
    pub fn of(words: &[String]) -> Self {
        let settings = Settings { no_lock: true, quiet: true, ..Settings::default() };
        let definition = Settings::augment_args(Command::new("ctx"));
        let (verb, arguments) = (Vec::new(), Vec::new());
        let mut scan = Self { verb, definition, arguments, awaited: None, is_after_dashes: false, settings };
        for word in words {
            scan.read(word);
        }
        scan
    }

    /// Returns the option that `--NAME` names.
    pub fn long(&self, name: &str) -> Option<&Arg> {
        let is_it = |arg: &&Arg| {
            arg.get_long() == Some(name) || arg.get_all_aliases().is_some_and(|names| names.contains(&name))
        };
        self.definition.get_arguments().find(is_it)
    }

    fn read(&mut self, word: &str) {
        if let Some(option) = self.awaited.take() {
            return self.note(&option, word);
        }
        if self.is_after_dashes || !word.starts_with('-') || word == "-" {
            return self.read_argument(word);
        }
        match word.strip_prefix("--") {
            Some("") => self.is_after_dashes = true,
            Some(long) => {
                let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
                let option = self.long(name).cloned();
                self.read_option(option, value);
            }
            None => self.read_short(word.trim_start_matches('-')),
        }
    }

    /// Reads `-qN KEY` and the like.
    fn read_short(&mut self, letters: &str) {
        for (at, letter) in letters.char_indices() {
            let option = self.definition.get_arguments().find(|arg| arg.get_short() == Some(letter)).cloned();
            let rest = letters.get(at + letter.len_utf8()..).filter(|rest| !rest.is_empty());
            if option.as_ref().is_some_and(|option| option.get_action().takes_values()) {
                return self.read_option(option, rest);
            }
        }
    }

    fn read_option(&mut self, option: Option<Arg>, value: Option<&str>) {
        let Some(option) = option else { return };
        match value {
            Some(value) => self.note(&option, value),
            None if option.get_action().takes_values() => self.awaited = Some(option),
            None if option.get_id() == "literal" => self.settings.literal = true,
            None => {}
        }
    }

    fn read_argument(&mut self, word: &str) {
        let below = match self.verb.first() {
            None => Verb::definition(word),
            Some(_) if self.arguments.is_empty() => self.definition.find_subcommand(word).cloned(),
            Some(_) => None,
        };
        match below {
            Some(verb) => {
                self.verb.push(word.to_owned());
                self.definition = Settings::augment_args(verb);
            }
            None => self.arguments.push(word.to_owned()),
        }
    }

    /// Keeps what says which context and which keys are meant.
    fn note(&mut self, option: &Arg, value: &str) {
        match option.get_id().as_str() {
            "context" => self.settings.context = Some(value.into()),
            "namespace" => self.settings.namespace = Some(value.to_owned()),
            _ => {}
        }
    }
}
