//! Compiles a filter and runs it.

use std::ops::Range;

use jaq_core::load::lex::{Expect, Lexer};
use jaq_core::load::parse::{Def, Parser};
use jaq_core::load::{Arena, File, Loader, parse, span};
use jaq_core::{Compiler, Ctx, Vars};
use jaq_json::Val;

use crate::filter::functions::{Data, definitions, native};
use crate::filter::message::{Fault, FaultKind, Question, Reply};
use crate::filter::paths;
use crate::filter::read::read;
use crate::filter::removed;
use crate::filter::rewrite::{Filter, rewritten};
use crate::filter::surrogates;
use crate::filter::write::{json_of, too_long};

/// The name that the filter has among the definitions.
const MAIN: &str = "_main";

/// The most characters of what a filter itself says in an error.
const SAID: usize = 300;

/// Answers a question. Bounded neither in time nor in memory: see [`crate::filter`].
#[must_use]
pub fn served(question: &Question) -> Reply {
    results(question).map_or_else(Reply::Fault, Reply::Results)
}

fn results(question: &Question) -> Result<Vec<String>, Fault> {
    let invalid = |why: String| Fault::new(FaultKind::Invalid, why);
    let variables: Vec<Val> =
        question.variables.iter().map(|(_, json)| read(json)).collect::<Result<_, _>>().map_err(invalid)?;
    let names = question.variables.iter().map(|(name, _)| name.as_str());
    let text = surrogates::joined(&question.filter);
    let program = compiled(&text, names).map_err(|fault| surrogates::placed(fault, &question.filter))?;
    if question.input.is_empty() {
        return Ok(Vec::new());
    }
    let input = read(&question.input).map_err(|why| Fault::new(FaultKind::Failed, why))?;
    let context = Ctx::<Data>::new(&program.lut, Vars::new(variables));
    let (mut results, mut left) = (Vec::new(), question.most);
    for result in program.id.run((context, input)) {
        let value = match result {
            Ok(value) => value,
            Err(exception) => {
                let said = exception.get_err().map_or_else(|_| "it ended without a result".to_owned(), said);
                return Err(Fault::new(FaultKind::Failed, said));
            }
        };
        let json = json_of(&value, left).map_err(|fault| of_most(fault, question.most))?;
        left = left.checked_sub(json.len() + 1).ok_or_else(|| too_long(question.most))?;
        results.push(json);
    }
    Ok(results)
}

/// A fault of length names the bound for all results.
fn of_most(fault: Fault, most: usize) -> Fault {
    if fault.why.starts_with("the results are longer") { too_long(most) } else { fault }
}

/// What an error says: its text, or its value as JSON, shortened.
fn said(error: jaq_json::Error) -> String {
    let value = error.into_val();
    let said = match &value {
        Val::TStr(text) => String::from_utf8_lossy(text).into_owned(),
        value => json_of(value, usize::MAX).unwrap_or_default(),
    };
    match said.char_indices().nth(SAID) {
        Some((end, _)) => format!("{}…", said.get(..end).unwrap_or_default()),
        None => said,
    }
}

fn compiled<'s>(text: &str, variables: impl Iterator<Item = &'s str>) -> Result<jaq_core::Filter<Data>, Fault> {
    let main = Def { name: MAIN, args: Vec::new(), body: rewritten(parsed(text)?) };
    let broken = |why: &str| Fault::new(FaultKind::Invalid, why);
    let definitions = definitions().map_err(broken)?;
    let (arena, file) = (Arena::default(), File { code: MAIN, path: () });
    let modules = Loader::new(definitions.into_iter().chain([main])).load(&arena, file);
    let modules = modules.map_err(|_| broken("it cannot be loaded"))?;
    let compiler = Compiler::default().with_funs(native().chain(paths::functions())).with_global_vars(variables);
    compiler.compile(modules).map_err(|errors| {
        let first = errors.into_iter().flat_map(|(_, errors)| errors).next();
        let Some((name, kind)) = first else { return broken("it cannot be compiled") };
        let arity = match kind {
            jaq_core::compile::Undefined::Filter(arity) if arity > 0 => format!("/{arity}"),
            _ => String::new(),
        };
        let what = if name.starts_with('@') { "format" } else { kind.as_str() };
        let why = format!("there is no {what} {name}{arity}");
        let hint = removed::why(name).map(str::to_owned);
        Fault { at: place(text, name).map(|range| range.start), hint, ..Fault::new(FaultKind::Invalid, why) }
    })
}

/// Where a part of a text stands in it, if it is one.
fn place(text: &str, part: &str) -> Option<Range<usize>> {
    let (start, end) = (text.as_ptr().addr(), text.as_ptr().addr() + text.len());
    let is_part = (start..=end).contains(&part.as_ptr().addr()) && part.as_ptr().addr() + part.len() <= end;
    is_part.then(|| span(text, part))
}

fn parsed(text: &str) -> Result<Filter<'_>, Fault> {
    let fault = |why: String, part: &str| {
        let hint = removed::why(part.split(char::is_whitespace).next().unwrap_or_default()).map(str::to_owned);
        Fault { at: place(text, part).map(|range| range.start), hint, ..Fault::new(FaultKind::Invalid, why) }
    };
    let tokens = Lexer::new(text).lex().map_err(|errors| {
        let first = errors.into_iter().min_by_key(|(_, part)| part.as_ptr().addr());
        first.map_or_else(
            || fault("it cannot be read".to_owned(), text),
            |(expected, part)| {
                let why = match expected {
                    Expect::Delim(open) => format!("{open} is not closed"),
                    expected => format!("{} is missing here", with_article(expected.as_str())),
                };
                fault(why, part)
            },
        )
    })?;
    // A filter without words, as in jq.
    if tokens.is_empty() {
        return Ok(Filter::Id);
    }
    Parser::new(&tokens).parse(Parser::term).map_err(|errors| {
        let first = errors.into_iter().next();
        first.map_or_else(
            || fault("it cannot be parsed".to_owned(), text),
            |(expected, found)| {
                let found = found.map_or_else(|| text.get(text.len()..).unwrap_or_default(), |token| token.as_str());
                let why = match expected {
                    parse::Expect::Nothing => "nothing may follow here".to_owned(),
                    parse::Expect::Just(word) => format!("{word} is missing here"),
                    expected => format!("{} is missing here", with_article(expected.as_str())),
                };
                fault(why, found)
            },
        )
    })
}

fn with_article(what: &str) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    match what {
        "term" => "a value or filter".to_owned(),
        "else or end" => what.to_owned(),
        what => format!("{article} {what}"),
    }
}
