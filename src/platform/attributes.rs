//! Owner and permissions of a file: every file that ctx creates gets those of the document.
//!
//! Whoever writes, nobody whom the document lets in is shut out, and nobody else gets in. Root gives the
//! files it creates to the document's owner. Anybody else owns what they create, as with every rename:
//! if that would take rights from the old owner or group, an access control list names them; on a file
//! system without such lists, nothing is written.

use std::io;
use std::path::Path;

use rustix::io::Errno;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Stat};
use crate::platform::io_failure::io_failure;
use crate::platform::permissions::{ATTRIBUTE, Permissions, WRITE, Who};
use crate::text::shell::shell_path;

/// The mode with which a file is first created, so that nobody gets in meanwhile.
const CLOSED: u32 = 0o600;

/// The user id that stands for all who are not in a user namespace (`user_namespaces(7)`).
const OVERFLOW: u32 = 65534;

/// The owner and the permissions of a file.
#[derive(Clone, Debug)]
pub struct Attributes {
    /// User and group; `None` for those that the system gives a new file.
    owner: Option<(u32, u32)>,
    /// Whether a user namespace hides the owner.
    is_hidden: bool,
    permissions: Permissions,
    /// The other extended attributes; the document keeps those that the system allows.
    extended: Vec<(Vec<u8>, Vec<u8>)>,
}

/// The owner and group before and after, where they change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewOwner {
    pub from: (u32, u32),
    pub to: (u32, u32),
}

/// A file that was just created.
pub struct Made<F> {
    pub file: F,
    /// The user with whom this process creates files.
    pub maker: u32,
    /// The old owner and group, who are named in an access control list instead.
    pub named: Option<NewOwner>,
}

/// Why a file was not created.
#[derive(Debug)]
pub enum NotMade {
    Io(io::Error),
    /// A file of this user has its name, and cannot be removed.
    Taken(u32),
    /// The old owner or group would lose rights.
    ShutsOut(NewOwner),
}

impl From<io::Error> for NotMade {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Attributes {
    /// The attributes of a file.
    ///
    /// # Errors
    /// Fails if fstat(2) or reading the extended attributes fails.
    pub fn of<F: OpenFile>(file: &F) -> io::Result<Self> {
        Self::of_stat(&file.stat()?, file)
    }

    /// The attributes of a file whose stat is known.
    ///
    /// # Errors
    /// Fails if reading the extended attributes fails.
    pub fn of_stat<F: OpenFile>(stat: &Stat, file: &F) -> io::Result<Self> {
        let mut extended = file.extended_attributes()?;
        let mut permissions = Permissions::of_mode(stat.mode);
        if let Some(list) = extended.iter().position(|(name, _)| name == ATTRIBUTE) {
            let (_, list) = extended.swap_remove(list);
            permissions = Permissions::parse(&list).ok_or(io::ErrorKind::InvalidData)?;
        }
        let is_hidden = (stat.uid == OVERFLOW || stat.gid == OVERFLOW) && !file.is_owned();
        Ok(Self { owner: Some((stat.uid, stat.gid)), is_hidden, permissions, extended })
    }

    /// The attributes of the first file of a context: the given mode, and else what the directory gives.
    #[must_use]
    pub fn first(mode: u32) -> Self {
        let permissions = Permissions::of_mode(mode);
        Self { owner: None, is_hidden: false, permissions, extended: Vec::new() }
    }

    /// The attributes of a file beside the document that has these.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { permissions: self.permissions.beside(), extended: Vec::new(), ..self.clone() }
    }

    /// The attributes of a directory beside the document, for its files.
    #[must_use]
    pub fn of_directory(&self) -> Self {
        Self { permissions: self.permissions.of_directory(), extended: Vec::new(), ..self.clone() }
    }

    /// The attributes of the lock file: whoever may not write cannot open it, and so keeps nobody waiting.
    #[must_use]
    pub fn of_lock(&self) -> Self {
        Self { permissions: self.permissions.for_writers(), extended: Vec::new(), ..self.clone() }
    }

    /// Whether this user, or a member of this group, may write.
    #[must_use]
    pub fn let_write(&self, uid: u32, gid: u32) -> bool {
        let may = |owner| move |who| self.permissions.of(who, owner) & WRITE != 0;
        self.owner.is_some_and(|owner| [Who::User(uid), Who::Group(gid)].into_iter().any(may(owner)))
    }

    /// Whether a file has these attributes, as far as its stat tells.
    #[must_use]
    pub fn are_of(&self, stat: &Stat) -> bool {
        self.owner.is_none_or(|owner| owner == (stat.uid, stat.gid)) && self.permissions.mode() == stat.mode
    }

    /// Gives them to a new file: first the owner, then the permissions, so that at no instant anybody has
    /// more rights than in the end. Returns the creating user, and the owners if they change.
    ///
    /// # Errors
    /// Fails if the file cannot have them ([`NotMade`]).
    pub fn give<F: OpenFile>(&self, file: &F) -> Result<(u32, Option<NewOwner>), NotMade> {
        let made = file.stat()?;
        let (ours, mut permissions, mut named) = ((made.uid, made.gid), self.permissions.clone(), None);
        if let Some(owner) = self.owner.filter(|&owner| owner != ours)
            && (self.is_hidden || file.set_owner(Some(owner.0), Some(owner.1)).is_err())
        {
            let is_kept = owner.1 == ours.1 || (!self.is_hidden && file.set_owner(None, Some(owner.1)).is_ok());
            let to = (ours.0, if is_kept { owner.1 } else { ours.1 });
            permissions = self.permissions.handed_over(owner, to);
            named = (permissions.encoded() != self.permissions.encoded()).then_some(NewOwner { from: owner, to });
        }
        let shuts_out = |named: Option<NewOwner>, error: io::Error| named.map_or(error.into(), NotMade::ShutsOut);
        if let Some(named) = named.filter(|_| self.is_hidden) {
            return Err(NotMade::ShutsOut(named));
        }
        let mode = permissions.mode();
        if let Some(list) = permissions.encoded() {
            file.set_extended_attribute(ATTRIBUTE, Some(&list)).map_err(|e| shuts_out(named, e))?;
            file.set_mode(mode)?;
        } else {
            // The directory may give new files a list, and the mode would let in whom it names.
            if self.owner.is_some() && (mode, made.mode) != (CLOSED, CLOSED) {
                file.set_extended_attribute(ATTRIBUTE, None)?;
            }
            if mode != made.mode {
                file.set_mode(mode)?;
            }
        }
        for (name, value) in &self.extended {
            // Some belong to the system, which sets them itself.
            drop(file.set_extended_attribute(name, Some(value)));
        }
        Ok((made.uid, named))
    }
}

/// Creates a file with these attributes: the document, and every file beside it.
///
/// # Errors
/// Fails if it cannot be created with them; then there is no file.
pub fn make<S: FileSystem>(
    system: &S,
    path: &Path,
    access: Access,
    like: &Attributes,
) -> Result<Made<S::File>, NotMade> {
    let file = system.open(path, access)?;
    match like.give(&file) {
        Ok((maker, named)) => Ok(Made { file, maker, named }),
        Err(error) => {
            drop(system.unlink(path));
            Err(error)
        }
    }
}

/// Removes the file that is in the way of a new one, if there is one.
///
/// # Errors
/// Fails if it belongs to another user and cannot be removed, or if unlink(2) fails.
pub fn make_way<S: FileSystem>(system: &S, path: &Path) -> Result<(), NotMade> {
    match system.unlink(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) if e.raw_os_error() == Some(Errno::PERM.raw_os_error()) => match system.stat(path) {
            Ok(stat) => Err(NotMade::Taken(stat.uid)),
            Err(_) => Err(e.into()),
        },
        result => Ok(result?),
    }
}

impl NotMade {
    /// The failure of `tried` on a file, with its reason and hints.
    #[must_use]
    pub fn told(&self, tried: &str, path: &Path) -> Failure {
        let (shown, word) = (path.display(), shell_path(path));
        let refused = |why: String| {
            let why = format!("could not {tried} {shown}: {why}");
            Failure::new(Kind::Refused, why).fact("file", shown.to_string())
        };
        match self {
            Self::Io(e) => io_failure(tried, path, e),
            Self::Taken(uid) => refused(format!("it belongs to user {uid}, and cannot be removed here"))
                .fact("uid", *uid)
                .hint(format!("as that user, or root: rm {word}"))
                .hint("keep a context in a directory of its own: in one where everybody makes files, so can they"),
            Self::ShutsOut(NewOwner { from, to }) => {
                let who = if from.0 == to.0 {
                    format!("group {} would lose its rights: you are not in it", from.1)
                } else {
                    format!("it would belong to user {}, and user {} would be shut out", to.0, from.0)
                };
                refused(format!("{who}; no access control list can be set here"))
                    .fact("uid", from.0)
                    .fact("gid", from.1)
                    .hint(format!("see whose it is: ls -ln {word}; its owner, or root, can let a group share it"))
            }
        }
    }
}
