//! Where the files of a context are, who they belong to, and what may stand in their way.

pub mod directory;
pub mod files;
pub mod planted;
pub mod replaceable;
pub mod stamp;
pub mod volume;
