//! What the README and the documentation say is a contract.

use ctxfile::internals::error::Kind;

const README: &str = include_str!("../README.md");
const VERBS: &str = include_str!("../docs/verbs.md");

#[test]
fn the_table_of_exit_codes_is_that_of_the_program() {
    let kinds = [Kind::No, Kind::Usage, Kind::Conflict, Kind::TimedOut, Kind::BadData, Kind::Io, Kind::Refused];
    let rows: Vec<(u8, String)> = VERBS
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
        assert!(VERBS.lines().any(|line| line.starts_with(&heading)), "docs/verbs.md has no {heading}`");
    }
}

#[test]
fn the_readme_is_short_and_its_links_lead_somewhere() {
    assert!(README.lines().count() <= 200, "{} lines", README.lines().count());
    let links = README.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
    let mut count = 0;
    for link in links.filter(|link| !link.contains("://")) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(link);
        assert!(path.exists(), "{link}");
        count += 1;
    }
    assert!(count > 8, "{count} links");
}

/// The pages of a verb and its subcommands, as `docs/reference` has them.
fn reference_of(verb: &clap::Command) -> String {
    let page = |words: &[&str]| {
        let mut command = std::process::Command::new(crate::support::CTX);
        command.arg("help").args(words).env_clear();
        let page = crate::support::answer(command).done();
        format!("\n```text\n{}\n```\n", page.trim_end())
    };
    let name = verb.get_name();
    let steps = verb.get_subcommands().filter(|step| !step.is_hide_set());
    let steps = steps.map(|step| {
        let step = step.get_name();
        format!("\n## ctx {name} {step}\n{}", page(&[name, step]))
    });
    std::iter::once(format!("# ctx {name}\n{}", page(&[name]))).chain(steps).collect()
}

#[test]
fn the_reference_is_what_the_help_pages_say() {
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference");
    let whole = ctxfile::internals::cli::Cli::whole();
    let verbs: Vec<_> = whole.get_subcommands().filter(|verb| !verb.is_hide_set()).collect();
    let update = std::env::var_os("CTX_UPDATE_REFERENCE").is_some();
    for verb in &verbs {
        let file = directory.join(format!("{}.md", verb.get_name()));
        let reference = reference_of(verb);
        if update {
            std::fs::write(&file, reference).unwrap();
            continue;
        }
        let stale = "stale: CTX_UPDATE_REFERENCE=1 cargo test --test main the_reference";
        assert!(std::fs::read_to_string(&file).is_ok_and(|text| text == reference), "{}: {stale}", file.display());
    }
    let files = std::fs::read_dir(&directory).unwrap().count();
    assert_eq!(files, verbs.len(), "docs/reference has a file of no verb");
}
