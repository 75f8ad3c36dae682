//! The README is a contract.

use ctxfile::internals::error::Kind;

const README: &str = include_str!("../README.md");

#[test]
fn the_table_of_exit_codes_is_that_of_the_program() {
    let kinds = [Kind::No, Kind::Usage, Kind::Conflict, Kind::TimedOut, Kind::BadData, Kind::Io, Kind::Refused];
    let rows: Vec<(u8, String)> = README
        .lines()
        .skip_while(|line| !line.starts_with("## Exit codes"))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter_map(|line| {
            let mut cells = line.split('|').map(str::trim).skip(1);
            Some((cells.next()?.parse().ok()?, cells.next()?.trim_matches('`').to_owned()))
        })
        .collect();
    let expected: Vec<(u8, String)> = std::iter::once((0, "done".to_owned()))
        .chain(kinds.map(|kind| (kind.code(), kind.word().to_owned())))
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn every_verb_is_described() {
    for verb in ctxfile::internals::cli::Cli::whole().get_subcommands() {
        let heading = format!("### `{}", verb.get_name());
        assert!(README.lines().any(|line| line.starts_with(&heading)), "the README has no {heading}`");
    }
}
