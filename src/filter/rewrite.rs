//! Changes a filter so that it does what jq does where jaq does not.
//!
//! In jaq, an assignment to a place that is not there fails, `del` of several places removes the wrong ones, and
//! removing a member changes the order of the others. So `=`, `|=`, `+=` and the like become calls of
//! functions of ours (`own.jq`, `change.rs`). A number that jaq holds as 2.0 is an index and a text as 2 is, and
//! division by zero fails.

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Def, Pattern, Term};
use jaq_core::ops::Math;
use jaq_core::path::{Part, Path};

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
        Str(format, parts) => {
            let is_plain = format.is_none();
            Str(format, parts.into_iter().map(|part| string_part(part, is_plain)).collect())
        }
        Arr(items) => Arr(items.map(inner)),
        Obj(members) => Obj(members.into_iter().map(|(key, value)| (rewritten(key), value.map(rewritten))).collect()),
        Neg(term) => Neg(inner(term)),
        BinOp(left, op, right) => operation(inner(left), op, inner(right)),
        Label(name, term) => Label(name, inner(term)),
        Fold(name, of, pattern, args) => Fold(name, inner(of), in_pattern(pattern), all(args)),
        TryCatch(tried, caught) => TryCatch(inner(tried), caught.map(inner)),
        IfThenElse(cases, otherwise) => {
            let cases = cases.into_iter().map(|(test, then)| (rewritten(test), rewritten(then)));
            IfThenElse(cases.collect(), otherwise.map(inner))
        }
        Def(defs, term) => Def(defs.into_iter().map(definition).collect(), inner(term)),
        Call(name, args) => Call(name, all(args)),
        Steps(of, Path(parts)) => {
            Steps(inner(of), Path(parts.into_iter().map(|(part, opt)| (step(part), opt)).collect()))
        }
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

fn operation<'s>(left: Box<Filter<'s>>, op: BinaryOp<&'s str>, right: Box<Filter<'s>>) -> Filter<'s> {
    let name = match op {
        BinaryOp::Assign => "_assign",
        BinaryOp::Update => "_modify",
        BinaryOp::UpdateAlt => "_modify_alt",
        BinaryOp::UpdateMath(Math::Add) => "_modify_add",
        BinaryOp::UpdateMath(Math::Sub) => "_modify_sub",
        BinaryOp::UpdateMath(Math::Mul) => "_modify_mul",
        BinaryOp::UpdateMath(Math::Div) => "_modify_div",
        BinaryOp::UpdateMath(Math::Rem) => "_modify_rem",
        BinaryOp::Pipe(pattern) => return Term::BinOp(left, BinaryOp::Pipe(pattern.map(in_pattern)), right),
        // jq takes each value of the right side, and for it all of the left.
        BinaryOp::Math(Math::Div) => return Term::Call("_divide", vec![*right, *left]),
        BinaryOp::Math(Math::Rem) => return Term::Call("_modulo", vec![*right, *left]),
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

fn string_part<'s>(part: StrPart<&'s str, Filter<'s>>, is_plain: bool) -> StrPart<&'s str, Filter<'s>> {
    match part {
        StrPart::Term(term) if is_plain => StrPart::Term(piped(rewritten(term), "_text")),
        StrPart::Term(term) => StrPart::Term(rewritten(term)),
        part => part,
    }
}

fn step(part: Part<Filter<'_>>) -> Part<Filter<'_>> {
    match part {
        Part::Index(index) => Part::Index(as_index(index, "_index")),
        Part::Range(from, to) => {
            Part::Range(from.map(|from| as_index(from, "_index")), to.map(|to| as_index(to, "_index_up")))
        }
    }
}

/// An index that is calculated, rounded by a function.
fn as_index<'s>(index: Filter<'s>, name: &'s str) -> Filter<'s> {
    match index {
        Term::Num(digits) if digits.bytes().all(|digit| digit.is_ascii_digit()) => index,
        Term::Str(None, ref parts) if !parts.iter().any(|part| matches!(part, StrPart::Term(_))) => index,
        index => piped(rewritten(index), name),
    }
}

fn piped<'s>(term: Filter<'s>, name: &'s str) -> Filter<'s> {
    Term::BinOp(Box::new(term), BinaryOp::Pipe(None), Box::new(Term::Call(name, Vec::new())))
}
