//! What each agent may read and write, as the document says.
//!
//! Of reading and of writing each, the agent's own rule decides, or else the rule of `*`, or else everything is
//! allowed. What ctx keeps is allowed only if a rule names it; what agents coordinate by is always allowed.
//!
//! This is attribution, not authorisation, wherever agents name themselves. It is enforced where somebody else
//! names the agent, as whoever configures a server does.

mod allowed;
mod check;
mod compared;
mod rule;

pub use crate::kept::access::allowed::{Access, Side};
pub use crate::kept::access::check::check;
pub use crate::kept::access::rule::{Rule, Sides, check_pattern, check_whole, declare, withdraw};
