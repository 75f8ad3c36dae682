//! `ctx lease release`: release a lease.

use anyhow::{Context as _, Result};

use crate::commands::together::lease::{Answer, name_of, released, shown};
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Release a lease
///
/// NAME and --token can be left out in the session (`CTX_SESSION`) that acquired it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx lease release deploy
  ctx lease release deploy --token 12")]
pub struct Args {
    /// Name of the lease [default: the only one that this session holds]
    #[arg(value_name = "NAME")]
    name: Option<Name>,

    /// Fencing token, as printed by `ctx lease acquire` [default: that of this session]
    #[arg(long, value_name = "TOKEN", requires = "name")]
    token: Option<Revision>,

    /// Print the released lease as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let claimant = context.session.claimant()?;
    let name =
        &name_of(context, args.name.as_ref(), &claimant).with_context(|| context.could_not("release a lease"))?;
    let request = args.write.request(format!("release {name}"), Lease::path(name), args.message.message.clone());
    let done = released(context, request, (name, args.token))?;
    let answer = args.json.then(|| shown(&done.value, true)).transpose()?;
    done.print(context.out, answer);
    Ok(Answer::Yes)
}
