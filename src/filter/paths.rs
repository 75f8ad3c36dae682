//! Functions that a path may lead through.

use jaq_core::box_iter::box_once;
use jaq_core::native::{Fun, v};
use jaq_core::{Bind, Exn, Native};
use jaq_json::Val;

use crate::filter::change;
use crate::filter::functions::{Data, steps};
use crate::filter::numbers::as_index;

pub fn functions() -> impl Iterator<Item = Fun<Data>> {
    let at = Native::<Data>::new(|mut cv| {
        let index = as_index(cv.0.pop_var(), false);
        box_once(change::index(cv.1, &index).map_err(Exn::from))
    });
    let at = at.with_paths(|mut cv| {
        let (index, (value, path)) = (as_index(cv.0.pop_var(), false), cv.1);
        let found = change::index(value, &index).map_err(Exn::from);
        box_once(found.map(|value| (value, path.cons(index))))
    });
    let getpath = Native::<Data>::new(|mut cv| {
        let path = cv.0.pop_var();
        box_once(steps(path).and_then(|path| change::get(&cv.1, &path)).map_err(Exn::from))
    });
    let getpath = getpath.with_paths(|mut cv| {
        let (below, (value, path)) = (steps(cv.0.pop_var()), cv.1);
        let found = below.and_then(|below| change::get(&value, &below).map(|value| (value, path.extend(below))));
        box_once(found.map_err(Exn::from))
    });
    let last = Native::<Data>::new(|mut cv| {
        let (filter, context) = cv.0.pop_fun();
        box_once(filter.run((context, cv.1)).try_fold(Val::Null, |_, result| result))
    });
    let last = last.with_paths(|mut cv| {
        let ((filter, context), at) = (cv.0.pop_fun(), cv.1);
        let none = (Val::Null, at.1.clone());
        box_once(filter.paths((context, at)).try_fold(none, |_, result| result))
    });
    [("_at", v(1), at), ("getpath", v(1), getpath), ("_last", [Bind::Fun(())].into(), last)].into_iter()
}
