//! Who may do what with a file: its mode, or its access control list (acl(5)).

use std::collections::BTreeMap;
use std::fmt;

/// The extended attribute that holds the list.
pub const ATTRIBUTE: &[u8] = b"system.posix_acl_access";

pub const READ: u8 = 4;
pub const WRITE: u8 = 2;
pub const ENTER: u8 = 1;
const ALL: u8 = 7;

/// The encoding of the list (`linux/posix_acl_xattr.h`): a version, then eight bytes for each entry.
const VERSION: u32 = 2;
const NOBODY: u32 = u32::MAX;
const OWNER: u16 = 0x01;
const USER: u16 = 0x02;
const GROUP_OF_FILE: u16 = 0x04;
const GROUP: u16 = 0x08;
const MASK: u16 = 0x10;
const OTHER: u16 = 0x20;

/// Whom permissions are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    User(u32),
    /// A member of this group, of whom nothing else is known.
    Group(u32),
    /// Everybody else.
    Other,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(uid) => write!(f, "user {uid}"),
            Self::Group(gid) => write!(f, "group {gid}"),
            Self::Other => f.write_str("everybody"),
        }
    }
}

/// What the owner, the group, named users and groups, and all others may do, as bits of [`READ`],
/// [`WRITE`] and [`ENTER`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permissions {
    owner: u8,
    users: BTreeMap<u32, u8>,
    group: u8,
    groups: BTreeMap<u32, u8>,
    /// The most that users, group and groups get; `None` if there is no list.
    mask: Option<u8>,
    other: u8,
}

impl Permissions {
    /// The permissions of a mode, 0 to 0o777.
    #[must_use]
    pub fn of_mode(mode: u32) -> Self {
        let bits = |shift: u32| u8::try_from(mode >> shift & u32::from(ALL)).unwrap_or_default();
        let (users, groups) = (BTreeMap::new(), BTreeMap::new());
        Self { owner: bits(6), users, group: bits(3), groups, mask: None, other: bits(0) }
    }

    /// The permissions of a list as the system encodes it; `None` if its encoding is unknown.
    #[must_use]
    pub fn parse(encoded: &[u8]) -> Option<Self> {
        let (version, mut rest) = encoded.split_first_chunk()?;
        if u32::from_le_bytes(*version) != VERSION {
            return None;
        }
        let mut found = Self::of_mode(0);
        while let Some((&[tag, tag_high, bits, bits_high, id @ ..], after)) = rest.split_first_chunk::<8>() {
            let (tag, id) = (u16::from_le_bytes([tag, tag_high]), u32::from_le_bytes(id));
            let bits = u8::try_from(u16::from_le_bytes([bits, bits_high])).ok().filter(|&bits| bits <= ALL)?;
            match tag {
                OWNER => found.owner = bits,
                USER => drop(found.users.insert(id, bits)),
                GROUP_OF_FILE => found.group = bits,
                GROUP => drop(found.groups.insert(id, bits)),
                MASK => found.mask = Some(bits),
                OTHER => found.other = bits,
                _ => return None,
            }
            rest = after;
        }
        rest.is_empty().then_some(found)
    }

    /// The list as the system encodes it; `None` if the mode says all.
    #[must_use]
    pub fn encoded(&self) -> Option<Vec<u8>> {
        let mask = self.mask?;
        let mut encoded = VERSION.to_le_bytes().to_vec();
        let mut entry = |tag: u16, bits: u8, id: u32| {
            encoded.extend_from_slice(&tag.to_le_bytes());
            encoded.extend_from_slice(&u16::from(bits).to_le_bytes());
            encoded.extend_from_slice(&id.to_le_bytes());
        };
        entry(OWNER, self.owner, NOBODY);
        self.users.iter().for_each(|(&id, &bits)| entry(USER, bits, id));
        entry(GROUP_OF_FILE, self.group, NOBODY);
        self.groups.iter().for_each(|(&id, &bits)| entry(GROUP, bits, id));
        entry(MASK, mask, NOBODY);
        entry(OTHER, self.other, NOBODY);
        Some(encoded)
    }

    /// The mode, 0 to 0o777; with a list, the mask stands for the group.
    #[must_use]
    pub fn mode(&self) -> u32 {
        u32::from(self.owner) << 6 | u32::from(self.mask.unwrap_or(self.group)) << 3 | u32::from(self.other)
    }

    /// What `who` may do with a file of this owner and group. Who is in which group is not known here.
    #[must_use]
    pub fn of(&self, who: Who, (uid, gid): (u32, u32)) -> u8 {
        let mask = self.mask.unwrap_or(ALL);
        let in_group = |group: u32| {
            let named = self.groups.get(&group).map(|bits| bits & mask);
            let own = (group == gid).then_some(self.group & mask);
            named.into_iter().chain(own).reduce(|a, b| a | b)
        };
        match who {
            Who::User(user) if user == uid => self.owner,
            Who::User(user) => self.users.get(&user).map_or(self.other, |bits| bits & mask),
            Who::Group(group) => in_group(group).unwrap_or(self.other),
            Who::Other => self.other,
        }
    }

    /// Everybody that the permissions name: the owner, the group, the named users and groups, all others.
    pub fn everybody(&self, (uid, gid): (u32, u32)) -> impl Iterator<Item = Who> {
        let users = self.users.keys().copied().filter(move |&user| user != uid).map(Who::User);
        let groups = self.groups.keys().copied().filter(move |&group| group != gid).map(Who::Group);
        [Who::User(uid), Who::Group(gid)].into_iter().chain(users).chain(groups).chain([Who::Other])
    }

    /// The permissions of a file beside this one: nobody executes it, and its owner reads and writes it.
    #[must_use]
    pub fn beside(&self) -> Self {
        let beside = self.each(|bits| bits & (READ | WRITE));
        Self { owner: READ | WRITE, ..beside }
    }

    /// The permissions of a directory for files beside this one: who may read enters too.
    #[must_use]
    pub fn of_directory(&self) -> Self {
        self.beside().each(|bits| if bits & READ == 0 { bits } else { bits | ENTER })
    }

    /// The permissions of a file that only those who may write this one can open.
    #[must_use]
    pub fn for_writers(&self) -> Self {
        let mask = self.mask.unwrap_or(ALL);
        let writers = self.each(|bits| if bits & mask & WRITE == 0 { 0 } else { READ | WRITE });
        let other = if self.other & WRITE == 0 { 0 } else { READ | WRITE };
        Self { owner: READ | WRITE, mask: self.mask.map(|_| writers.widest()), other, ..writers }
    }

    /// The same rights for the same users when the file goes from one owner and group to others: the old
    /// owner and group are named, unless the rest gives them the same. Members of the new group were in
    /// the old one, or among the others, and get no more.
    #[must_use]
    pub fn handed_over(&self, (uid, gid): (u32, u32), (new_uid, new_gid): (u32, u32)) -> Self {
        let mask = self.mask.unwrap_or(ALL);
        let mut kept = self.clone();
        // A wider mask must not give anybody more.
        kept.group &= mask;
        kept.users.values_mut().chain(kept.groups.values_mut()).for_each(|bits| *bits &= mask);
        let (group, has_list) = (kept.group, self.mask.is_some());
        let mut left = group;
        if new_gid != gid {
            kept.group &= self.other;
            left = kept.group;
            if group & !self.other != 0 || (has_list && group != 0) {
                *kept.groups.entry(gid).or_default() |= group;
            }
        }
        if new_uid != uid && (has_list || self.owner & !left != 0) {
            kept.users.insert(uid, self.owner);
        }
        kept.mask = (has_list || !kept.is_of_mode()).then(|| kept.widest());
        kept
    }

    /// Whether no user and no group is named.
    fn is_of_mode(&self) -> bool {
        self.users.is_empty() && self.groups.is_empty()
    }

    /// The narrowest mask that takes nothing away.
    fn widest(&self) -> u8 {
        self.users.values().chain(self.groups.values()).fold(self.group, |all, bits| all | bits)
    }

    fn each(&self, change: impl Fn(u8) -> u8) -> Self {
        let named = |of: &BTreeMap<u32, u8>| of.iter().map(|(&id, &bits)| (id, change(bits))).collect();
        Self {
            owner: change(self.owner),
            users: named(&self.users),
            group: change(self.group),
            groups: named(&self.groups),
            mask: self.mask.map(&change),
            other: change(self.other),
        }
    }
}

#[cfg(test)]
mod tests;
