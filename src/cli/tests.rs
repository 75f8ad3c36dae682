use std::ffi::OsString;

use clap::error::ErrorKind;

use crate::cli::help;
use crate::cli::parsing::{Cli, parse_named, parse_with};
use crate::commands::Command;

#[test]
fn the_named_verbs_give_the_result_of_the_whole_definition() {
    let mut lines: Vec<String> = [
        "--version",
        "--help",
        "-qh",
        "help",
        "gett",
        "gett a --help",
        "--bogus",
        "--bogus get",
        "--fil x get",
        "-c",
        "-c set get x --bogus",
        "-c set gett",
        "-c set --help get",
        "-- get",
        "-- gett",
        "get --no-wait --wait 1s",
        "--agent= get",
        "task",
        "task foo",
        "task -N x foo",
        "task clam --bogus",
        "set task claim --bogus",
        "-cset geet get",
        "foo task claim",
        "merge_file",
        "GET",
        "--meta get",
        "--meta foo get",
        "-N get gett",
        "task claim -V",
        "task claim --queue q --ttl 1m",
        "task add claim renew --queue list",
        "-c task task claim",
        "-c claim task -N x claim",
        "lease acquire task --ttl 1m --wait 1s",
        "handoff create b -m text --ref a",
        "handoff show claim",
        "-V get",
        "set status --bogus",
        "get=1",
        "task --help claim",
    ]
    .map(str::to_owned)
    .to_vec();
    for verb in Command::VERBS {
        let name = verb.name;
        lines.extend([
            format!("{name} --help"),
            format!("{name} -V"),
            format!("{name} a b c d e --zz"),
            format!("{name}x"),
        ]);
    }
    for line in lines {
        let words: Vec<OsString> = ["ctx"].into_iter().chain(line.split_whitespace()).map(Into::into).collect();
        let named = parse_named(&words).map(|cli| format!("{cli:?}"));
        let parsed = |whole: clap::Command| parse_with(whole, &words);
        let whole = match parsed(Cli::whole()) {
            Err(error) if error.kind() == ErrorKind::DisplayHelp => parsed(help::laid_out(Cli::whole())),
            result => result,
        };
        match (named, whole.map(|cli| format!("{cli:?}"))) {
            (Err(named), Err(whole)) => {
                assert_eq!((named.kind(), named.to_string()), (whole.kind(), whole.to_string()), "{line:?}");
            }
            (named, whole) => assert_eq!(named.ok(), whole.ok(), "{line:?}"),
        }
    }
}
