//! Changes a filter so that it does what jq does where jaq does not.
//!
//! In jaq, an assignment to a place that is not there fails, `del` of several places removes the wrong ones, and
//! removing a member changes the order of the others. So `=`, `|=`, `+=` and the like become calls of
//! functions of ours (`own.jq`, `change.rs`). A number that jaq holds as 2.0 is an index and a text as 2 is, and
//! division by zero fails.

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Def, Pattern, Term};
use jaq_core::ops::Math;
use jaq_core::path::{Opt, Part, Path};

/// A variable that no filter can name. Where it is bound, nothing but what is put in here stands between.
const BOUND: &str = "$ bound";

/// A filter as it was parsed.
pub type Filter<'s> = Term<&'s str>;

/// The filter, changed all through.
#[must_use]
pub fn rewritten(term: Filter<'_>) -> Filter<'_> {
    use Term::{
        Arr, BinOp, Break, Call, Def, Fold, Id, IfThenElse, Label, Neg, Num, Obj, Path as Steps, Recurse, Str,
        TryCatch, Var,
    };
    match term {
        Id | Recurse | Num(_) | Break(_) | Var(_) => term,
        Str(format, parts) => string(format, parts),
        Arr(items) => Arr(items.map(inner)),
        Obj(members) => Obj(members.into_iter().map(|(key, value)| (rewritten(key), value.map(rewritten))).collect()),
        // An integer has no negative zero.
        Neg(term) if matches!(*term, Num("0")) => call("_minus_zero"),
        Neg(term) => Neg(inner(term)),
        BinOp(left, op, right) => operation(*left, op, *right),
        Label(name, term) => Label(name, inner(term)),
        Fold(name, of, pattern, args) => fold(name, Box::new(checked(*inner(of), &pattern)), in_pattern(pattern), args),
        TryCatch(tried, caught) => TryCatch(inner(tried), caught.map(inner)),
        IfThenElse(cases, otherwise) => {
            let cases = cases.into_iter().map(|(test, then)| (rewritten(test), rewritten(then)));
            IfThenElse(cases.collect(), otherwise.map(inner))
        }
        Def(defs, term) => Def(defs.into_iter().map(definition).collect(), inner(term)),
        Call(name, args) => Call(name, all(args)),
        Steps(of, Path(parts)) => parts.into_iter().fold(rewritten(*of), |of, (part, opt)| with_step(of, part, opt)),
    }
}

/// The definition, changed all through.
#[must_use]
pub fn definition(Def { name, args, body }: Def<&str>) -> Def<&str> {
    Def { name, args, body: rewritten(body) }
}

fn all(terms: Vec<Filter<'_>>) -> Vec<Filter<'_>> {
    terms.into_iter().map(rewritten).collect()
}

#[expect(clippy::boxed_local, clippy::unnecessary_box_returns, reason = "a filter holds its parts in boxes")]
fn inner(term: Box<Filter<'_>>) -> Box<Filter<'_>> {
    Box::new(rewritten(*term))
}

fn operation<'s>(left: Filter<'s>, op: BinaryOp<&'s str>, right: Filter<'s>) -> Filter<'s> {
    // jq takes each value of the right side, and for it all of the left.
    let is_swapped = matches!(op, BinaryOp::Math(_) | BinaryOp::Cmp(_)) && !is_one(&left) && !is_one(&right);
    let (left, right) = (Box::new(rewritten(left)), Box::new(rewritten(right)));
    let name = match op {
        BinaryOp::Assign => "_assign",
        BinaryOp::Update => "_modify",
        BinaryOp::UpdateAlt => "_modify_alt",
        BinaryOp::UpdateMath(Math::Add) => "_modify_add",
        BinaryOp::UpdateMath(Math::Sub) => "_modify_sub",
        BinaryOp::UpdateMath(Math::Mul) => "_modify_mul",
        BinaryOp::UpdateMath(Math::Div) => "_modify_div",
        BinaryOp::UpdateMath(Math::Rem) => "_modify_rem",
        BinaryOp::Pipe(Some(pattern)) => {
            return Term::BinOp(Box::new(checked(*left, &pattern)), BinaryOp::Pipe(Some(in_pattern(pattern))), right);
        }
        BinaryOp::Math(Math::Div) => return Term::Call("_divide", vec![*right, *left]),
        BinaryOp::Math(Math::Rem) => return Term::Call("_modulo", vec![*right, *left]),
        op if is_swapped => return bound(*right, Term::BinOp(left, op, Box::new(Term::Var(BOUND)))),
        op => return Term::BinOp(left, op, right),
    };
    Term::Call(name, vec![*left, *right])
}

fn in_pattern(pattern: Pattern<&str>) -> Pattern<&str> {
    match pattern {
        Pattern::Var(name) => Pattern::Var(name),
        Pattern::Arr(items) => Pattern::Arr(items.into_iter().map(in_pattern).collect()),
        Pattern::Obj(members) => {
            Pattern::Obj(members.into_iter().map(|(key, value)| (rewritten(key), in_pattern(value))).collect())
        }
    }
}

/// A text. As jq makes it of its parts by `+`, each value of the last part comes with all of those before.
fn string<'s>(format: Option<&'s str>, mut parts: Vec<StrPart<&'s str, Filter<'s>>>) -> Filter<'s> {
    let is_several = |part: &StrPart<&str, Filter<'_>>| matches!(part, StrPart::Term(term) if !is_one(term));
    if let Some(first) = parts.iter().position(is_several)
        && parts.iter().skip(first + 1).any(is_several)
    {
        let rest = Box::new(string(format, parts.split_off(first + 1)));
        let start = Box::new(string(format, parts));
        let sum = Term::BinOp(start, BinaryOp::Math(Math::Add), Box::new(Term::Var(BOUND)));
        return bound(*rest, sum);
    }
    let is_plain = format.is_none();
    Term::Str(format, parts.into_iter().map(|part| string_part(part, is_plain)).collect())
}

fn string_part<'s>(part: StrPart<&'s str, Filter<'s>>, is_plain: bool) -> StrPart<&'s str, Filter<'s>> {
    match part {
        StrPart::Term(term) if is_plain => StrPart::Term(piped(rewritten(term), call("_text"))),
        StrPart::Term(term) => StrPart::Term(rewritten(term)),
        part => part,
    }
}

/// `reduce` and `foreach`. As in jq, the last result of an update is the next state, or null if it has none. An update
/// is a call of `_last` even if it has one result: jaq would keep each state, of which the sum is large.
fn fold<'s>(name: &'s str, of: Box<Filter<'s>>, pattern: Pattern<&'s str>, args: Vec<Filter<'s>>) -> Filter<'s> {
    let is_one_or_last = name == "reduce" || args.get(1).is_none_or(is_one);
    let is_kept = args.get(1).is_some_and(is_simple);
    let mut args = all(args);
    if let (false, Some(update)) = (is_kept, args.get_mut(1)) {
        let several = std::mem::take(update);
        if is_one_or_last {
            *update = Term::Call("_last", vec![several]);
        } else {
            // The state is all results of the last update.
            *update =
                Term::Arr(Some(Box::new(piped(Term::Call("_at", vec![Term::Neg(Box::new(Term::Num("1")))]), several))));
            if let Some(first) = args.first_mut() {
                *first = piped(std::mem::take(first), Term::Arr(Some(Box::default())));
            }
            let each = Term::Path(Box::default(), Path(vec![(Part::Range(None, None), Opt::Essential)]));
            let shown = if args.len() > 2 { args.pop() } else { None };
            args.push(shown.map_or_else(|| each.clone(), |shown| piped(each.clone(), shown)));
        }
    }
    Term::Fold(name, of, pattern, args)
}

/// Whether jaq keeps nothing of an update: an operation on the state and a variable or number.
fn is_simple(update: &Filter<'_>) -> bool {
    let is_simple = |term: &Filter<'_>| matches!(term, Term::Id | Term::Var(_) | Term::Num(_));
    match update {
        Term::BinOp(left, BinaryOp::Math(Math::Add | Math::Sub | Math::Mul), right) => {
            is_simple(left) && is_simple(right)
        }
        update => is_simple(update),
    }
}

/// One step more. A key that is written is left to jaq; what is calculated, a number or a slice is a call of `_at`,
/// since jaq takes a number for a key of an object. As in jq, each index comes with all values that it is looked up in.
fn with_step<'s>(of: Filter<'s>, part: Part<Filter<'s>>, opt: Opt) -> Filter<'s> {
    let index = match part {
        Part::Index(index) if !is_key(&index) => rewritten(index),
        Part::Range(None, None) | Part::Index(_) => {
            return match of {
                Term::Path(of, Path(mut parts)) => {
                    parts.push((part, opt));
                    Term::Path(of, Path(parts))
                }
                of => Term::Path(Box::new(of), Path(vec![(part, opt)])),
            };
        }
        Part::Range(from, to) => {
            let bound = |bound: Option<Filter<'s>>| bound.map_or_else(|| call("_null"), rewritten);
            Term::Call("_slice", vec![bound(from), bound(to)])
        }
    };
    let at = |index: Filter<'s>| match opt {
        Opt::Essential => Term::Call("_at", vec![index]),
        Opt::Optional => Term::TryCatch(Box::new(Term::Call("_at", vec![index])), None),
    };
    match (&of, &index) {
        (_, Term::Num(_)) => piped(of, at(index)),
        (Term::Id, _) if matches!(opt, Opt::Essential) => at(index),
        _ => bound(index, piped(of, at(Term::Var(BOUND)))),
    }
}

/// Whether an index is a key that is written out.
fn is_key(index: &Filter<'_>) -> bool {
    matches!(index, Term::Str(None, parts) if !parts.iter().any(|part| matches!(part, StrPart::Term(_))))
}

/// Whether a filter, as it was parsed, has just one result if it does not fail.
fn is_one(term: &Filter<'_>) -> bool {
    match term {
        Term::Id
        | Term::Num(_)
        | Term::Var(_)
        | Term::Arr(_)
        | Term::Break(_)
        | Term::BinOp(_, BinaryOp::Update, _) => true,
        Term::Str(_, parts) => parts.iter().all(|part| !matches!(part, StrPart::Term(term) if !is_one(term))),
        Term::Obj(members) => members.iter().all(|(key, value)| is_one(key) && value.as_ref().is_none_or(is_one)),
        Term::Neg(term) => is_one(term),
        Term::BinOp(_, BinaryOp::Assign | BinaryOp::UpdateMath(_) | BinaryOp::UpdateAlt, right) => is_one(right),
        Term::BinOp(
            _,
            BinaryOp::Comma | BinaryOp::Alt | BinaryOp::Pipe(Some(Pattern::Arr(_) | Pattern::Obj(_))),
            _,
        ) => false,
        Term::BinOp(left, _, right) => is_one(left) && is_one(right),
        Term::IfThenElse(cases, otherwise) => {
            cases.iter().all(|(test, then)| is_one(test) && is_one(then)) && otherwise.as_deref().is_none_or(is_one)
        }
        Term::Path(of, Path(parts)) => {
            is_one(of)
                && parts.iter().all(|(part, opt)| {
                    matches!(opt, Opt::Essential)
                        && match part {
                            Part::Index(index) => is_one(index),
                            Part::Range(None, None) => false,
                            Part::Range(from, to) => from.as_ref().is_none_or(is_one) && to.as_ref().is_none_or(is_one),
                        }
                })
        }
        _ => false,
    }
}

/// What a pattern of an array takes apart has to be one, or null; jaq takes numbers for keys of an object.
fn checked<'s>(of: Filter<'s>, pattern: &Pattern<&'s str>) -> Filter<'s> {
    if matches!(pattern, Pattern::Arr(_)) { piped(of, call("_array")) } else { of }
}

/// `value as $bound | then`.
fn bound<'s>(value: Filter<'s>, then: Filter<'s>) -> Filter<'s> {
    Term::BinOp(Box::new(value), BinaryOp::Pipe(Some(Pattern::Var(BOUND))), Box::new(then))
}

fn piped<'s>(term: Filter<'s>, then: Filter<'s>) -> Filter<'s> {
    if matches!(term, Term::Id) {
        return then;
    }
    Term::BinOp(Box::new(term), BinaryOp::Pipe(None), Box::new(then))
}

fn call(name: &str) -> Filter<'_> {
    Term::Call(name, Vec::new())
}
