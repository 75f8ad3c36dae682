//! Filters in the language of jq, run by jaq.
//!
//! A filter may loop for ever, need all memory or nest until the stack ends, and jaq cannot be
//! interrupted. So it runs in a process of its own: [`served`] is all that this process does. A filter
//! sees its input and the variables that it is given, and nothing else but the time (`now`).
//!
//! jaq is mended where it would change a value in another way than jq: see [`rewrite`].

mod change;
mod functions;
pub mod message;
mod numbers;
mod paths;
mod program;
mod read;
mod removed;
mod rewrite;
mod surrogates;
mod write;

pub use crate::filter::program::served;
