//! The structure of the crate, as `src/lib.rs` draws it: what its table says is what the imports do.

mod imports;

use std::collections::{BTreeMap, BTreeSet};

use imports::{Source, sources};

/// The longest file, and the middle one, in lines.
const LONGEST: usize = 250;
const MEDIAN: usize = 90;

/// How many methods the trait may have that every engine implements.
const CORE_METHODS: usize = 6;

/// The rooms as `src/lib.rs` lists them, the top floor first.
fn rooms() -> Vec<String> {
    let lib = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lib.rs")).unwrap();
    let table = lib.lines().skip_while(|line| !line.contains("# Rooms")).skip_while(|line| !line.ends_with("```text"));
    let rows = table.skip(1).take_while(|line| !line.ends_with("```"));
    rows.map(|row| row.trim_start_matches("//!").split_whitespace().next().unwrap().to_owned()).collect()
}

fn room_of(module: &str) -> &str {
    module.split("::").next().unwrap()
}

#[test]
fn every_room_stands_in_the_table_and_its_arrows_go_down() {
    let (rooms, sources) = (rooms(), sources());
    let floor = |module: &str| {
        let room = room_of(module);
        rooms.iter().position(|name| name == room).unwrap_or_else(|| panic!("{room} is missing in src/lib.rs"))
    };
    let mut up = Vec::new();
    for (module, Source { imports, .. }) in &sources {
        let above = imports.iter().filter(|import| floor(import) < floor(module));
        up.extend(above.map(|import| format!("{module} -> {import}")));
    }
    assert_eq!(up, Vec::<String>::new());
    let used: BTreeSet<&str> = sources.keys().map(|module| room_of(module)).collect();
    assert_eq!(used, rooms.iter().map(String::as_str).collect(), "the table has rooms that are not there");
}

/// The files that can be reached from one.
fn reached<'s>(from: &'s str, sources: &'s BTreeMap<String, Source>) -> BTreeSet<&'s str> {
    let (mut found, mut left) = (BTreeSet::new(), vec![from]);
    while let Some(module) = left.pop() {
        for import in sources.get(module).into_iter().flat_map(|source| &source.imports) {
            if found.insert(import.as_str()) {
                left.push(import);
            }
        }
    }
    found
}

#[test]
fn no_file_imports_itself_by_way_of_others() {
    let sources = sources();
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        sources.keys().map(|module| (module.as_str(), reached(module, &sources))).collect();
    let circles: Vec<&&str> =
        reached.iter().filter(|(module, below)| below.contains(*module)).map(|(m, _)| m).collect();
    assert_eq!(circles, Vec::<&&str>::new());
}

#[test]
fn files_are_short() {
    let mut lines: Vec<(usize, String)> =
        sources().into_iter().map(|(module, source)| (source.lines, module)).collect();
    lines.sort();
    let long: Vec<&(usize, String)> = lines.iter().filter(|(lines, _)| *lines > LONGEST).collect();
    assert_eq!(long, Vec::<&(usize, String)>::new());
    let median = lines[lines.len() / 2].0;
    assert!(median <= MEDIAN, "the median file has {median} lines");
}

#[test]
fn an_engine_has_few_methods_to_give() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/core.rs");
    let text = std::fs::read_to_string(path).unwrap();
    let (_, core) = text.split_once("\npub trait Store").expect("the core trait is in src/store/core.rs");
    let (core, _) = core.split_once("\n}").unwrap();
    let methods = core.lines().filter(|line| line.trim_start().starts_with("fn ")).count();
    assert!((1..=CORE_METHODS).contains(&methods), "it has {methods}");
    for word in ["Path", "mode", "descriptor", "inotify"] {
        assert!(!core.contains(word), "the core trait speaks of {word}");
    }
}

/// The cells of the rows of a Markdown table, below its head and rule.
fn rows<'t>(text: &'t str, head: &str) -> Vec<Vec<&'t str>> {
    let lines = text.lines().map(|line| line.trim_start_matches("//! ")).skip_while(|line| !line.starts_with(head));
    let rows = lines.skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_way_of_set_is_as_the_page_for_maintainers_tells_it() {
    let page = read("docs/architecture.md");
    let hops = rows(&page, "| hop |");
    assert!((10..=25).contains(&hops.len()), "{} hops", hops.len());
    let missing = hops.iter().filter(|hop| {
        let (function, file) = (hop[1].trim_matches('`'), hop[2].trim_matches('`'));
        let text = read(file);
        !text.contains(&format!("fn {function}(")) && !text.contains(&format!("fn {function}<"))
    });
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&Vec<&str>>::new());
}

#[test]
fn the_page_and_the_crate_say_the_same_of_words() {
    let (page, lib) = (read("docs/architecture.md"), read("src/lib.rs"));
    let words = rows(&lib, "| word |");
    assert!(!words.is_empty());
    assert_eq!(words, rows(&page, "| word |"));
}

#[test]
fn every_dependency_stands_in_its_table_with_a_reason() {
    let read = |file: &str| std::fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let manifest = read("Cargo.toml");
    let mut named = BTreeSet::new();
    for section in manifest.split("\n[").filter(|section| section.lines().next().unwrap().ends_with("dependencies]")) {
        let is_dev = section.starts_with("dev-");
        let rows = section.lines().skip(1).filter(|line| !is_dev && line.contains(" = "));
        named.extend(rows.map(|line| line.split_once(" = ").unwrap().0.to_owned()));
    }
    let page = read("docs/dependencies.md");
    let table =
        page.lines().skip_while(|line| !line.starts_with("|---")).skip(1).take_while(|line| line.starts_with('|'));
    let listed: BTreeSet<String> =
        table.flat_map(|row| row.split('|').nth(1).unwrap().split(',')).map(|name| name.trim().to_owned()).collect();
    assert_eq!(listed, named);
}
