//! Extended attributes (xattr(7)).

use std::fs::File;
use std::io;

use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};
use rustix::io::Errno;

use crate::platform::permissions::ATTRIBUTE;

/// The longest list of names, and the longest value, in bytes (`linux/limits.h`).
const LONGEST: usize = 64 * 1024;

/// The size that is tried first: the usual list is empty.
const USUAL: usize = 4 * 1024;

/// All extended attributes that may be read.
///
/// # Errors
/// Fails if flistxattr(2) fails, or reading the access control list.
pub fn all(file: &File) -> io::Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let mut found = Vec::new();
    for name in names(file)?.split(|&byte| byte == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0_u8; LONGEST];
        match fgetxattr(file, name, value.as_mut_slice()) {
            Ok(len) => {
                value.truncate(len);
                found.push((name.to_vec(), value));
            }
            // The access control list must not be missed; other attributes may be unreadable.
            Err(e) if name == ATTRIBUTE && e != Errno::NODATA => return Err(e.into()),
            Err(_) => {}
        }
    }
    Ok(found)
}

fn names(file: &File) -> io::Result<Vec<u8>> {
    for size in [USUAL, LONGEST] {
        let mut names = vec![0_u8; size];
        match flistxattr(file, names.as_mut_slice()) {
            Ok(len) => {
                names.truncate(len);
                return Ok(names);
            }
            Err(Errno::RANGE) => {}
            Err(Errno::OPNOTSUPP | Errno::NOSYS) => return Ok(Vec::new()),
            Err(e) => return Err(e.into()),
        }
    }
    Err(Errno::RANGE.into())
}

/// Sets an attribute, or removes it if there is no value.
///
/// # Errors
/// Fails if fsetxattr(2) or fremovexattr(2) fails.
pub fn set(file: &File, name: &[u8], value: Option<&[u8]>) -> io::Result<()> {
    let Some(value) = value else {
        return match fremovexattr(file, name) {
            Err(Errno::NODATA | Errno::OPNOTSUPP | Errno::NOSYS) => Ok(()),
            result => Ok(result?),
        };
    };
    Ok(fsetxattr(file, name, value, XattrFlags::empty())?)
}
