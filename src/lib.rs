//! A store for shared state: see `model` and `store`.

pub mod error;
pub mod model;
pub mod store;
