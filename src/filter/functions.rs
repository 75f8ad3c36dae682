//! The functions that a filter may call.

use jaq_core::box_iter::box_once;
use jaq_core::load::parse::Def;
use jaq_core::native::{Fun, bome, run, v};
use jaq_core::{Bind, Cv, Exn, ValX, data};
use jaq_json::{Error, Rc, Val};

use crate::filter::change;
use crate::filter::numbers::{as_index, divided, number, remainder};
use crate::filter::read::read;
use crate::filter::removed;
use crate::filter::rewrite::definition;
use crate::filter::write::json_of;

/// What a filter of ctx works on: values of jaq, and nothing beside them.
pub type Data = data::JustLut<Val>;

/// Those that are written in the language itself, ours last: they count.
///
/// # Errors
/// Fails if ours cannot be parsed, which a test rules out.
pub fn definitions() -> Result<Vec<Def<&'static str>>, &'static str> {
    let ours = jaq_core::load::parse(include_str!("own.jq"), |parser| parser.defs());
    let ours = ours.ok_or("the definitions of ctx cannot be parsed")?;
    let theirs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let kept = theirs.filter(|def| !removed::DEFINITIONS.contains(&def.name) && !removed::REPLACED.contains(&def.name));
    Ok(kept.chain(ours.into_iter().map(definition)).collect())
}

/// Those that are written in Rust.
pub fn native() -> impl Iterator<Item = Fun<Data>> {
    let theirs = jaq_core::funs::<Data>().chain(jaq_std::funs::<Data>()).chain(jaq_json::funs::<Data>());
    let left_out = [&removed::FUNCTIONS[..], &removed::REPLACED].concat();
    theirs.filter(move |(name, ..)| !left_out.contains(name)).chain(own())
}

fn own() -> impl Iterator<Item = Fun<Data>> {
    let with_paths = || [Bind::Var(()), Bind::Fun(())].into();
    let own: [jaq_core::native::Filter<jaq_core::RunPtr<Data>>; 12] = [
        ("setpath", v(2), |mut cv| {
            let (new, path) = (cv.0.pop_var(), cv.0.pop_var());
            bome(steps(path).and_then(|path| change::set(cv.1, &path, new)))
        }),
        ("delpaths", v(1), |mut cv| {
            let paths = cv.0.pop_var();
            bome(all_steps(paths).and_then(|paths| change::delete(cv.1, paths)))
        }),
        ("_set_all", v(2), |mut cv| {
            let (new, paths) = (cv.0.pop_var(), cv.0.pop_var());
            let set = |value, path: Vec<Val>| change::set(value, &path, new.clone());
            bome(all_steps(paths).and_then(|paths| paths.into_iter().try_fold(cv.1, set)))
        }),
        ("_modify_all", with_paths(), |cv| box_once(modified(cv))),
        ("_index", v(0), |cv| bome(Ok(as_index(cv.1, false)))),
        ("_index_up", v(0), |cv| bome(Ok(as_index(cv.1, true)))),
        ("_divide", v(2), |mut cv| {
            let (left, right) = (cv.0.pop_var(), cv.0.pop_var());
            bome(divided(left, right))
        }),
        ("_modulo", v(2), |mut cv| {
            let (left, right) = (cv.0.pop_var(), cv.0.pop_var());
            bome(remainder(left, right))
        }),
        ("_number", v(0), |cv| bome(number(cv.1))),
        ("fromjson", v(0), |cv| bome(parsed(cv.1))),
        ("tojson", v(0), |cv| bome(json(&cv.1))),
        ("_text", v(0), |cv| {
            let is_text = matches!(cv.1, Val::TStr(_));
            bome(if is_text { Ok(cv.1) } else { json(&cv.1) })
        }),
    ];
    own.into_iter().map(|(name, args, function)| run::<Data>((name, args, function)))
}

/// What is at the paths, changed by a filter: its first result. Where it has none, the place is removed.
fn modified(mut cv: Cv<'_, Data>) -> ValX<'_, Val> {
    let ((filter, context), paths) = (cv.0.pop_fun(), cv.0.pop_var());
    let mut removed = Vec::new();
    let mut value = cv.1;
    for path in all_steps(paths)? {
        let old = change::get(&value, &path)?;
        match filter.run((context.clone(), old)).next() {
            Some(new) => value = change::set(value, &path, new?)?,
            None => removed.push(path),
        }
    }
    change::delete(value, removed).map_err(Exn::from)
}

fn steps(path: Val) -> Result<Vec<Val>, Error> {
    match path {
        Val::Arr(steps) => Ok(Rc::unwrap_or_clone(steps)),
        other => Err(Error::typ(other, "path")),
    }
}

fn all_steps(paths: Val) -> Result<Vec<Vec<Val>>, Error> {
    let Val::Arr(paths) = paths else { return Err(Error::str("Paths must be specified as an array")) };
    Rc::unwrap_or_clone(paths).into_iter().map(steps).collect()
}

fn parsed(text: Val) -> Result<Val, Error> {
    let Val::TStr(bytes) = &text else { return Err(Error::typ(text, "string")) };
    let text = String::from_utf8_lossy(bytes);
    if text.trim() == "nan" {
        return Ok(Val::from(f64::NAN));
    }
    read(&text).map_err(|why| Error::str(format_args!("it is not JSON: {why}")))
}

fn json(value: &Val) -> Result<Val, Error> {
    json_of(value, usize::MAX).map(Val::utf8_str).map_err(|fault| Error::str(fault.why))
}
