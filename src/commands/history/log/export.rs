//! `ctx log --export`: records of the log in a file of their own.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::format::csv_row;
use crate::json;
use crate::log::entry::{Entry, RECORD_DEPTH};
use crate::platform::new_file::NewFile;
use crate::session::Context;
use crate::session::choice::choice;

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One array of the records, as they are stored.
    Json,
    /// The records as they are stored, one a line.
    Lines,
    Csv,
}

const FORMS: [(&str, Form); 3] = [("json", Form::Json), ("jsonl", Form::Lines), ("csv", Form::Csv)];

/// The members of a record that are columns, in order.
const COLUMNS: [&str; 13] =
    ["rev", "at", "agent", "session", "op", "args", "patch", "message", "note", "host", "pid", "prev", "h"];

/// Where the records go.
#[derive(clap::Args, Debug)]
pub struct ExportArgs {
    /// Write the records to a new FILE, in place of printing them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "oneline", "stat", "full"])]
    export: Option<PathBuf>,

    /// With --export: the format, if the name of FILE does not tell it
    #[arg(long, value_name = "FORMAT", requires = "export", value_parser = choice(&FORMS))]
    format: Option<Form>,

    /// With --export: replace FILE
    #[arg(long, requires = "export")]
    force: bool,
}

impl ExportArgs {
    /// Creates the file; `None` if records are printed.
    ///
    /// # Errors
    /// Fails if the format is not clear, if the file exists or is one of the context's, or if it cannot be created.
    pub fn create(&self, context: &Context<'_>) -> Result<Option<Export>> {
        let Some(path) = &self.export else { return Ok(None) };
        if path.as_os_str() == "-" {
            let failure = Failure::new(Kind::Usage, "--export writes a file, and - is standard output");
            return Err(failure.hint("to print records as JSON lines: ctx log --json").into());
        }
        let form = self.format.or_else(|| by_name(path)).ok_or_else(|| {
            let why = format!("the name of {} does not tell its format", path.display());
            Failure::new(Kind::Usage, why).hint("name it: --format json|jsonl|csv")
        })?;
        context.refuse_own(path).with_context(|| format!("could not export the log to {}", path.display()))?;
        Ok(Some(Export { file: NewFile::create(path, self.force)?, form, count: 0 }))
    }
}

fn by_name(path: &Path) -> Option<Form> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMS.iter().find(|(name, _)| *name == extension).map(|(_, form)| *form)
}

/// A file to which records are written.
pub struct Export {
    file: NewFile,
    form: Form,
    count: usize,
}

impl Export {
    /// Writes a record.
    ///
    /// # Errors
    /// Fails if write(2) fails.
    pub fn write(&mut self, entry: &Entry) -> Result<()> {
        let is_first = self.count == 0;
        self.count += 1;
        match self.form {
            Form::Json => {
                self.file.write(if is_first { b"[\n" } else { b",\n" })?;
                self.file.write(&entry.line)
            }
            Form::Lines => {
                self.file.write(&entry.line)?;
                self.file.write(b"\n")
            }
            Form::Csv => {
                if is_first {
                    self.file.write(csv_row(&COLUMNS).as_bytes())?;
                }
                let record = json::parse_nested(&entry.line, RECORD_DEPTH).unwrap_or_default();
                let cells = COLUMNS.map(|name| match record.get(name) {
                    None | Some(Value::Null) => String::new(),
                    Some(Value::String(text)) => text.clone(),
                    Some(other) => other.to_string(),
                });
                self.file.write(csv_row(&cells.each_ref().map(String::as_str)).as_bytes())
            }
        }
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// Fails if the file cannot be flushed or named; it is removed then.
    pub fn done(mut self) -> Result<()> {
        match self.form {
            Form::Json if self.count == 0 => self.file.write(b"[]\n")?,
            Form::Json => self.file.write(b"\n]\n")?,
            Form::Csv if self.count == 0 => self.file.write(csv_row(&COLUMNS).as_bytes())?,
            Form::Csv | Form::Lines => {}
        }
        self.file.publish()
    }
}
