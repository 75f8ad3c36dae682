//! To whom a file belongs, and whom it lets in: every file that ctx makes has that from the document.
//!
//! Whoever writes, nobody is shut out whom the document lets in, and nobody else gets in. Root gives
//! what it makes to the document's owner. Anybody else owns what they make, as with every
//! rename: where that would take something from the owner or the group before, an access control
//! list names them; where there are no such lists, nothing is written.

use std::io;
use std::path::Path;

use rustix::io::Errno;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Stat};
use crate::platform::io_failure::io_failure;
use crate::platform::permissions::{ATTRIBUTE, Permissions, WRITE, Who};
use crate::text::shell::shell_path;

/// The mode with which the system makes a file for us, so that nobody gets in meanwhile.
const CLOSED: u32 = 0o600;

/// Whom a user namespace shows in place of everybody who is not in it (`user_namespaces(7)`).
const OVERFLOW: u32 = 65534;

/// To whom a file belongs, and whom it lets in.
#[derive(Clone, Debug)]
pub struct Attributes {
    /// User and group; `None`: those that the system gives a new file.
    owner: Option<(u32, u32)>,
    /// Nobody here can name the owner: a user namespace hides who it is.
    is_hidden: bool,
    permissions: Permissions,
    /// The other extended attributes, of which the document keeps what the system lets it.
    extended: Vec<(Vec<u8>, Vec<u8>)>,
}

/// A file belongs to somebody else than the one it was made like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewOwner {
    pub from: (u32, u32),
    pub to: (u32, u32),
}

/// A file that was just made.
pub struct Made<F> {
    pub file: F,
    /// The user that this process makes files as.
    pub maker: u32,
    /// Those who own it no more, and are named in an access control list instead.
    pub named: Option<NewOwner>,
}

/// Why a file was not made.
#[derive(Debug)]
pub enum NotMade {
    Io(io::Error),
    /// Somebody else's file has its name, and cannot be removed.
    Taken(u32),
    /// Its owner or group would lose what they had.
    ShutsOut(NewOwner),
}

impl From<io::Error> for NotMade {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Attributes {
    /// Those of a file.
    ///
    /// # Errors
    /// Those of fstat(2) and of reading extended attributes.
    pub fn of<F: OpenFile>(file: &F) -> io::Result<Self> {
        Self::of_stat(&file.stat()?, file)
    }

    /// Those of a file that was looked at when it was opened.
    ///
    /// # Errors
    /// Those of reading extended attributes.
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

    /// Those of a file that nothing is there for yet: its mode is given, and the rest is the directory's.
    #[must_use]
    pub fn first(mode: u32) -> Self {
        let permissions = Permissions::of_mode(mode);
        Self { owner: None, is_hidden: false, permissions, extended: Vec::new() }
    }

    /// Those of a file beside the document whose attributes these are.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { permissions: self.permissions.beside(), extended: Vec::new(), ..self.clone() }
    }

    /// Those of the lock: whoever may not write cannot open it, and so keeps nobody waiting.
    #[must_use]
    pub fn of_lock(&self) -> Self {
        Self { permissions: self.permissions.for_writers(), extended: Vec::new(), ..self.clone() }
    }

    /// Whether a user, or somebody in a group, may write.
    #[must_use]
    pub fn let_write(&self, uid: u32, gid: u32) -> bool {
        let may = |owner| move |who| self.permissions.of(who, owner) & WRITE != 0;
        self.owner.is_some_and(|owner| [Who::User(uid), Who::Group(gid)].into_iter().any(may(owner)))
    }

    /// Whether a file has this owner, group and mode.
    #[must_use]
    pub fn are_of(&self, stat: &Stat) -> bool {
        self.owner.is_none_or(|owner| owner == (stat.uid, stat.gid)) && self.permissions.mode() == stat.mode
    }

    /// Gives them to a file of ours: first the owner, and only then what others may do, so that at
    /// no instant anybody gets more than they will have.
    ///
    /// # Errors
    /// [`NotMade`].
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
            // The directory may have one for new files: whom it names, the mode would let in.
            if self.owner.is_some() && (mode, made.mode) != (CLOSED, CLOSED) {
                file.set_extended_attribute(ATTRIBUTE, None)?;
            }
            if mode != made.mode {
                file.set_mode(mode)?;
            }
        }
        for (name, value) in &self.extended {
            // Some belong to the system, which sets them by itself.
            drop(file.set_extended_attribute(name, Some(value)));
        }
        Ok((made.uid, named))
    }
}

/// Makes a file: every one that ctx makes beside a document, and the document.
///
/// # Errors
/// [`NotMade`]; then there is no file.
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

/// Removes what has the name of a file that is made next, if it is there.
///
/// # Errors
/// Another's file that cannot be removed, and those of unlink(2).
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
    /// What failed, on which file, why, and what to do next.
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
