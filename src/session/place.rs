//! Resolves the location of the context and the paths in arguments.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::NUMBER_TOKEN;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::readable::is_reserved;
use crate::session::environment::{is_set, variable};
use crate::session::locate;
use crate::session::locate::Located;
use crate::session::state::Session;
use crate::session::trust::Trust;
use crate::text::shell::{shell_path, shell_quoted};

/// The variables that name the context.
pub const FILES: [&str; 2] = ["CTX_CONTEXT", "CTX_FILE"];

impl Session {
    /// Parses a path argument: relative to the namespace, as one key with `--literal`.
    ///
    /// # Errors
    /// Fails if the path is invalid.
    pub fn path(&self, argument: &str) -> Result<KeyPath> {
        Ok(self.namespace()?.join(self.path_below(argument)?))
    }

    /// As [`Session::path`], below a path that is known: without the namespace.
    ///
    /// # Errors
    /// As [`Session::path`].
    pub fn path_below(&self, argument: &str) -> Result<KeyPath> {
        let path = if self.settings.literal {
            if argument.is_empty() {
                return Err(Failure::new(Kind::Usage, "the path is empty; use . for the whole document").into());
            }
            KeyPath::key(argument)
        } else {
            parse_path(argument)?
        };
        usable(path)
    }

    /// Whether each path argument is a single key.
    #[must_use]
    pub fn takes_literal_keys(&self) -> bool {
        self.settings.literal
    }

    /// As [`Session::path`]; without an argument, returns the namespace.
    ///
    /// # Errors
    /// As [`Session::path`] and [`Session::namespace`].
    pub fn path_or_namespace(&self, argument: Option<&str>) -> Result<KeyPath> {
        argument.map_or_else(|| self.namespace(), |argument| self.path(argument))
    }

    /// Parses several path arguments.
    ///
    /// # Errors
    /// As [`Session::path`].
    pub fn paths<T: AsRef<str>>(&self, arguments: &[T]) -> Result<Vec<KeyPath>> {
        arguments.iter().map(|argument| self.path(argument.as_ref())).collect()
    }

    /// Returns the path of the namespace, or of the whole document.
    ///
    /// # Errors
    /// Fails if the name is empty or not UTF-8.
    pub fn namespace(&self) -> Result<KeyPath> {
        match self.settings.namespace.clone().map_or_else(|| variable("CTX_NAMESPACE"), |name| Ok(Some(name)))? {
            None => Ok(KeyPath::root()),
            Some(name) if name.is_empty() => Err(Failure::new(Kind::Usage, "the namespace is empty").into()),
            Some(name) => usable(KeyPath::key(name)),
        }
    }

    /// Fails if there is a namespace: the pointers of a JSON Patch begin at the document, as those that ctx prints.
    ///
    /// # Errors
    /// "Usage", with the command that works.
    pub fn refuse_namespace_of_patch(&self) -> Result<()> {
        let namespace = self.namespace()?;
        if namespace.is_root() {
            return Ok(());
        }
        let why = format!("the pointers of a JSON Patch begin at the document, and the namespace {namespace} is set");
        Err(Failure::new(Kind::Usage, why)
            .hint("leave -N out, and CTX_NAMESPACE: env -u CTX_NAMESPACE ctx patch -")
            .into())
    }

    /// Locates the context.
    ///
    /// # Errors
    /// Fails if none is named and none is found.
    pub fn file(&self) -> Result<Located> {
        match self.named_file()? {
            Some(path) => Ok(Located { path, is_regular: false }),
            None => locate::search(),
        }
    }

    /// Returns the file named on the command line or in the environment.
    ///
    /// # Errors
    /// Fails if it is `-`: a context is a file, not standard input. Fails if two variables name two files.
    pub fn named_file(&self) -> Result<Option<PathBuf>> {
        let named = self.settings.context.clone().map_or_else(file_in_environment, |path| Ok(Some(path)))?;
        if named.as_deref() == Some(Path::new("-")) {
            let why = "could not use - as a context: it means standard input, and a context is a file";
            return Err(Failure::new(Kind::Usage, why).hint("for a file of this name: ctx -c ./- status").into());
        }
        if let Some(path) = named.as_deref().filter(|path| names_a_directory(path)) {
            let why = format!("could not use {} as a context: it is the name of a directory", path.display());
            let inside = shell_path(&path.join("context.json"));
            return Err(Failure::new(Kind::Usage, why)
                .hint(format!("for a file in it: ctx -c {inside} status"))
                .into());
        }
        Ok(named)
    }

    /// Returns what names the context, and what names the namespace if there is one.
    #[must_use]
    pub fn sources(&self) -> (&'static str, &'static str) {
        let file = match &self.settings.context {
            Some(_) => "--context",
            None => FILES.into_iter().find(|name| is_set(name)).unwrap_or("the working directory"),
        };
        (file, if self.settings.namespace.is_some() { "--namespace" } else { "CTX_NAMESPACE" })
    }

    /// Returns where to create a context if none is named, and the context that it would hide.
    ///
    /// # Errors
    /// Fails if an existing context there is not trusted.
    pub fn place_to_begin(&self) -> Result<(PathBuf, Option<PathBuf>)> {
        let place = PathBuf::from(locate::PLACE);
        Trust::from_here().check_context(&place, None)?;
        Ok((place.clone(), locate::hidden_from_here()?.filter(|found| *found != place)))
    }
}

/// Whether a path ends like one of a directory, whatever is there.
fn names_a_directory(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.ends_with(b"/") || bytes.ends_with(b"/.") || bytes == b"."
}

/// Returns the file that the environment names.
fn file_in_environment() -> Result<Option<PathBuf>> {
    let [context, file] = FILES.map(|name| std::env::var_os(name).filter(|path| !path.is_empty()));
    if let (Some(context), Some(file)) = (&context, &file)
        && context != file
    {
        let why = format!(
            "could not choose a context: CTX_CONTEXT is {} and CTX_FILE is {}",
            context.display(),
            file.display()
        );
        return Err(Failure::new(Kind::Usage, why).hint("unset one of them: unset CTX_FILE").into());
    }
    Ok(context.or(file).map(PathBuf::from))
}

/// Refuses a path that no document can contain.
fn usable(path: KeyPath) -> Result<KeyPath> {
    let is_key = |segment: &Segment| matches!(segment, Segment::Key(key) | Segment::Token(key) if is_reserved(key));
    if !path.segments().iter().any(is_key) {
        return Ok(path);
    }
    let why = format!("could not use the path {path}: the key \"{NUMBER_TOKEN}\" is reserved");
    Err(Failure::new(Kind::Usage, why).fact("path", path.to_string()).hint("choose another key").into())
}

/// # Errors
/// Fails if the path is invalid: says what is wrong, with a caret under it, and what to write.
pub fn parse_path(argument: &str) -> Result<KeyPath> {
    argument.parse().map_err(|e: crate::json::path_syntax::PathError| {
        let failure = Failure::new(Kind::Usage, format!("could not read the path: {e}"))
            .fact("path", argument)
            .fact("offset", e.offset);
        match &e.suggestion {
            Some(suggestion) => {
                failure.hint(format!("write {}, or use --literal for a single key", shell_quoted(suggestion)))
            }
            None => failure.hint("use a.b[0].c, [\"any key\"] or a JSON Pointer such as /a/b/0/c"),
        }
        .into()
    })
}
