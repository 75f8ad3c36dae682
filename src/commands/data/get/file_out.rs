//! `ctx get --file-out`: the file that is attached at a path.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::kind_of;
use crate::json::visible::Visible;
use crate::kept::attached::{Attached, NotAttached};
use crate::session::Context;
use crate::text::shell::shell_word;

/// Writes the file that is attached at the one path.
pub(super) fn write_file(found: &[(&KeyPath, Visible<'_>)], to: &Path, context: &Context<'_>) -> Result<()> {
    let [(path, view)] = found else {
        return Err(Failure::new(Kind::Usage, "--file-out writes the file of one path").into());
    };
    if to.as_os_str() == "-" {
        let failure = Failure::new(Kind::Usage, "--file-out writes a file, not standard output");
        return Err(failure.hint(format!("ctx get {} --file-out ./copy && cat ./copy", shell_word(path))).into());
    }
    let value = view.to_value();
    let tried = || context.could_not(&format!("write the file of {path}"));
    let Some(attached) = Attached::read(&value) else {
        let failure = Failure::new(Kind::BadData, format!("it is {}, not an attached file", kind_of(&value)));
        let hint = format!("ctx get {}", shell_word(path));
        return Err(anyhow::Error::from(failure.hint(hint)).context(tried()));
    };
    let attached = attached.map_err(|NotAttached(why)| Failure::new(Kind::Refused, why)).with_context(tried)?;
    context.refuse_own(to).with_context(tried)?;
    context.write_attached((path, &attached), to).with_context(tried)
}
