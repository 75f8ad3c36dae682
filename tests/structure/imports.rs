//! What each file of the crate imports from others of it, told from its text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One file.
pub struct Source {
    /// The modules of the crate that it names, its own aside.
    pub imports: BTreeSet<String>,
    pub lines: usize,
}

/// Every file but those of tests, `lib.rs` and `main.rs`, by the name of its module.
pub fn sources() -> BTreeMap<String, Source> {
    let mut texts = BTreeMap::new();
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut Vec::new(), &mut texts);
    let modules: BTreeSet<String> = texts.keys().cloned().collect();
    let sources = texts.into_iter().map(|(module, text)| {
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = lines.join("\n");
        let mut imports = BTreeSet::new();
        for (at, _) in code.match_indices("crate::") {
            names(&code[at + "crate::".len()..], "", &mut |path| imports.extend(module_of(path, &modules)));
        }
        imports.remove(&module);
        let lines = text.lines().count();
        (module, Source { imports, lines })
    });
    sources.collect()
}

fn collect(directory: &Path, above: &mut Vec<String>, texts: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(directory).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() {
            above.push(name);
            collect(&path, above, texts);
            above.pop();
            continue;
        }
        let own = match name.strip_suffix(".rs") {
            Some("tests" | "lib" | "main") | None => continue,
            Some("mod") => Vec::new(),
            Some(own) => vec![own.to_owned()],
        };
        let module = above.iter().cloned().chain(own).collect::<Vec<_>>().join("::");
        texts.insert(module, std::fs::read_to_string(path).unwrap());
    }
}

/// Calls `visit` with each path of a tree as `use` has it, which begins behind `crate::`.
fn names<'t>(text: &'t str, before: &str, visit: &mut dyn FnMut(&str)) -> &'t str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    let path = format!("{before}{path}");
    let Some(mut rest) = rest.strip_prefix('{').filter(|_| path.ends_with("::")) else {
        visit(&path);
        return rest;
    };
    loop {
        rest = rest.trim_start();
        if let Some(rest) = rest.strip_prefix('}') {
            return rest;
        }
        rest = names(rest, &path, visit);
        let skipped = rest.find([',', '}']).unwrap_or(rest.len());
        rest = rest[skipped..].trim_start_matches(',');
        if rest.is_empty() {
            return rest;
        }
    }
}

/// The file that a path leads into.
fn module_of(path: &str, modules: &BTreeSet<String>) -> Option<String> {
    let mut path = path.trim_end_matches(':').trim_end_matches("::self").to_owned();
    loop {
        if modules.contains(&path) {
            return Some(path);
        }
        path.truncate(path.rfind("::")?);
    }
}
