use super::*;
use crate::commands::Command as Verb;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::settings::Settings;

/// Calls `check` with each verb and subverb.
fn walk(check: &mut impl FnMut(&str, &Command)) {
    fn below(command: &Command, name: &str, check: &mut impl FnMut(&str, &Command)) {
        for verb in command.get_subcommands() {
            let name = format!("{name} {}", verb.get_name());
            check(name.trim_start(), verb);
            below(verb, &name, check);
        }
    }
    let mut whole = definition::whole();
    whole.build();
    below(&whole, "", check);
}

fn page_of(name: &str) -> String {
    page(&name.split_whitespace().collect::<Vec<_>>()).unwrap()
}

#[test]
fn the_table_of_verbs_says_what_their_definitions_say() {
    let whole = definition::whole();
    let defined =
        whole.get_subcommands().map(|verb| (verb.get_name().to_owned(), verb.get_about().unwrap().to_string()));
    let table = Verb::VERBS.iter().map(|verb| (verb.name.to_owned(), verb.about.to_owned()));
    assert_eq!(table.collect::<Vec<_>>(), defined.collect::<Vec<_>>());
    for verb in Verb::VERBS {
        let definition = Verb::definition(verb.name).unwrap();
        let about = definition.get_about().unwrap().to_string();
        assert_eq!((definition.get_name(), about.as_str()), (verb.name, verb.about));
    }
}

#[test]
fn the_heading_of_write_options_has_no_other_options() {
    use clap::Args as _;
    let write = MessageArgs::augment_args(PathWriteArgs::augment_args(Command::new("write")));
    let is_write = |arg: &Arg| write.get_arguments().any(|other| other.get_id() == arg.get_id());
    walk(&mut |name, command| {
        for arg in command.get_arguments().filter(|arg| is_of_every_change(arg)) {
            assert!(is_write(arg), "{name}: {}", arg.get_id());
        }
    });
}

#[test]
fn the_pages_of_common_options_have_each_of_them() {
    use clap::Args as _;
    let global = Settings::augment_args(Command::new("ctx"));
    let write = MessageArgs::augment_args(PathWriteArgs::augment_args(Command::new("write")));
    for (definition, topic) in [(global, "options"), (write, "guards")] {
        for arg in definition.get_arguments() {
            let long = format!("--{}", arg.get_long().unwrap());
            assert!(page_of(topic).contains(&long), "`ctx help {topic}` lacks {long}");
        }
    }
}

#[test]
fn each_option_that_a_page_shows_in_a_way_of_its_own_is_there() {
    for (name, id, help) in SPECIAL {
        assert!(page_of(name).contains(help), "{name}: {id}");
    }
}
