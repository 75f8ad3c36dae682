//! The functions that a filter may call.

use jaq_core::box_iter::box_once;
use jaq_core::load::parse::Def;
use jaq_core::native::{Fun, bome, run, v};
use jaq_core::{Bind, Cv, Exn, ValX, data};
use jaq_json::{Error, Num, Rc, Val};

use crate::filter::change;
use crate::filter::numbers::{as_index, divided, number, remainder};
use crate::filter::read::read;
use crate::filter::removed;
use crate::filter::rewrite::definition;
use crate::filter::write::json_of;

/// What a filter of ctx works on: values of jaq, and nothing beside them.
pub type Data = data::JustLut<Val>;

/// What the definitions of jaq call.
const BEFORE: &str = "
def matches($re; $flags): _matches($re; $flags | _flags);
def split_($re; $flags): _split($re; $flags | _flags);
def split_matches($re; $flags): _split_matches($re; $flags | _flags);";

/// Those that are written in the language itself, ours last: they count.
///
/// # Errors
/// Fails if ours cannot be parsed, which a test rules out.
pub fn definitions() -> Result<Vec<Def<&'static str>>, &'static str> {
    let ours = jaq_core::load::parse(include_str!("own.jq"), |parser| parser.defs());
    let ours = ours.ok_or("the definitions of ctx cannot be parsed")?;
    let before = jaq_core::load::parse(BEFORE, |parser| parser.defs());
    let before = before.ok_or("the definitions of ctx cannot be parsed")?;
    let theirs = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
    let kept = theirs.filter(|def| !removed::DEFINITIONS.contains(&def.name) && !removed::REPLACED.contains(&def.name));
    Ok(before.into_iter().chain(kept).chain(ours.into_iter().map(definition)).collect())
}

/// Those that are written in Rust, but for `paths`.
pub fn native() -> impl Iterator<Item = Fun<Data>> {
    let theirs = jaq_core::funs::<Data>().chain(jaq_std::funs::<Data>()).chain(jaq_json::funs::<Data>());
    let left_out = [&removed::FUNCTIONS[..], &removed::REPLACED].concat();
    let kept = theirs.filter(move |(name, ..)| !left_out.contains(name));
    let named = kept.map(|(name, args, function)| (regex_name(name), args, function));
    named.chain(own())
}

fn own() -> impl Iterator<Item = Fun<Data>> {
    let with_paths = || [Bind::Var(()), Bind::Fun(())].into();
    let own: [jaq_core::native::Filter<jaq_core::RunPtr<Data>>; 17] = [
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
        ("_slice", v(2), |mut cv| {
            let (end, start) = (cv.0.pop_var(), cv.0.pop_var());
            let bounds = [("start", as_index(start, false)), ("end", as_index(end, true))];
            bome(Ok(Val::obj(bounds.into_iter().map(|(name, bound)| (Val::utf8_str(name), bound)).collect())))
        }),
        ("_minus_zero", v(0), |_| bome(Ok(Val::from(-0.0)))),
        ("_null", v(0), |_| bome(Ok(Val::Null))),
        ("_array", v(0), |cv| {
            let is_array = matches!(cv.1, Val::Arr(_) | Val::Null);
            bome(if is_array { Ok(cv.1) } else { Err(Error::index(cv.1, Val::from(0_usize))) })
        }),
        ("has", v(1), |mut cv| {
            let key = cv.0.pop_var();
            bome(change::has(&cv.1, key).map(Val::from))
        }),
        ("implode", v(0), |cv| bome(imploded(cv.1))),
        ("_flags", v(0), |cv| bome(flags(cv.1))),
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

/// The name of a function of jaq that takes flags of a regular expression: `own.jq` calls it with those of jq.
fn regex_name(name: &'static str) -> &'static str {
    match name {
        "matches" => "_matches",
        "split_" => "_split",
        "split_matches" => "_split_matches",
        name => name,
    }
}

/// Flags of jq as flags of jaq: in jq, `s` is what it is without, and `p` lets a point match the end of a line.
fn flags(flags: Val) -> Result<Val, Error> {
    let text = match &flags {
        Val::Null => String::new(),
        Val::TStr(text) => String::from_utf8_lossy(text).into_owned(),
        _ => return Err(Error::typ(flags, "string")),
    };
    if let Some(flag) = text.chars().find(|flag| !"gixnsp".contains(*flag)) {
        return Err(Error::str(format_args!("{flag} is not a flag of a regular expression here")));
    }
    Ok(Val::utf8_str(text.replace('s', "").replace('p', "s")))
}

fn imploded(value: Val) -> Result<Val, Error> {
    let Val::Arr(items) = &value else { return Err(Error::typ(value, "array")) };
    let character = |item: &Val| match as_index(item.clone(), false) {
        Val::Num(Num::Int(i)) => u32::try_from(i)
            .ok()
            .and_then(char::from_u32)
            .ok_or_else(|| Error::str(format_args!("cannot use {i} as character"))),
        other => Err(Error::typ(other, "number")),
    };
    items.iter().map(character).collect::<Result<String, _>>().map(Val::utf8_str)
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

pub fn steps(path: Val) -> Result<Vec<Val>, Error> {
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
