//! The two paths of `mv` and `cp`, and how they are carried out.

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::edit::guard::Places;
use crate::edit::relocate::{Relocation, relocate};
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::{Context, salt};

/// Where a value is, and where it goes.
#[derive(Args, Clone, Debug)]
pub struct RelocationArgs {
    /// Path of the value
    #[arg(value_name = "FROM")]
    from: String,

    /// Path that it gets
    #[arg(value_name = "TO")]
    to: String,

    /// Replace a value at TO
    #[arg(long)]
    replace: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

impl RelocationArgs {
    /// Moves or copies the value, in one revision.
    ///
    /// # Errors
    /// As [`relocate`], and as the guards and the store do.
    pub fn run(&self, how: Relocation, context: &mut Context<'_>) -> Result<()> {
        let (from, to) = (context.session.path(&self.from)?, context.session.path(&self.to)?);
        let record = json!({"from": from.to_string(), "to": to.to_string()});
        let (agent, salt) = (context.session.agent()?, salt()?);
        let places = Places::or(vec![from.clone(), to.clone()], context.session.namespace()?);
        let tried = format!("{how} {from} to {to}");
        let done = self.write.request(tried, places, self.message.message.clone()).run(context, |draft| {
            relocate(draft, how, [&from, &to], self.replace, (&agent, &salt))?;
            Ok((Action { op: how.verb(), args: record.clone() }, ()))
        })?;
        done.print(context.out, []);
        Ok(())
    }
}
