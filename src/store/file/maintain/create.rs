//! Creating a context.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::log::entry::{Action, Entry};
use crate::platform::filesystem::FileSystem;
use crate::store::capability::create::Create;
use crate::store::file::FileStore;
use crate::store::file::commit::base::Base;
use crate::store::file::commit::committed::commit;
use crate::store::file::commit::drafted::Drafted;
use crate::store::file::lock::locked::Locked;
use crate::store::file::recover::opened::Opened;
use crate::store::origin::Origin;
use crate::text::shell::shell_path;

impl<S: FileSystem> Create for FileStore<S> {
    fn create(&self, origin: &Origin, mode: u32) -> Result<Entry> {
        let files = &self.files;
        files.refuse_fixed()?;
        let locked = Locked::take(self, origin)?;
        let opened = Opened::under(&locked)?;
        if opened.document.is_some() || opened.journal.is_some() {
            let shown = files.document.display();
            return Err(Failure::new(Kind::Refused, format!("{shown} exists already"))
                .fact("file", shown.to_string())
                .hint(format!("ctx -c {} status", shell_path(&files.document)))
                .into());
        }
        let (locked, init) = (locked.for_new_files(mode)?, Action::init());
        let change = locked.change(&opened.boot, init.op, init.args);
        let base = Base { locked: &locked, opened, head: None, note: None, proof: None };
        match commit(Drafted::of_document(base, change, Document::default())?)? {
            Some(done) => Ok(*done.entry),
            None => Err(Failure::new(Kind::Conflict, "another program created the document meanwhile").into()),
        }
    }
}
