//! The reason of a failure or a refusal.

use clap::Args;

/// A reason, which is required.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub struct ReasonArgs {
    /// Reason to record
    #[arg(value_name = "REASON", allow_hyphen_values = true, help_heading = None::<&str>)]
    text: Option<String>,

    /// Same as REASON
    #[arg(short = 'm', long = "reason", visible_alias = "message", value_name = "REASON", help_heading = None::<&str>)]
    reason: Option<String>,
}

impl ReasonArgs {
    /// Returns the reason.
    #[must_use]
    pub fn reason(&self) -> &str {
        // clap requires one of them.
        self.text.as_deref().or(self.reason.as_deref()).unwrap_or_default()
    }
}
