//! The file systems that are modelled.

/// How a file system orders what nobody flushed. Each is allowed whatever the
/// real one may do, and somewhat more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// Names reach the disk in order, and all of them with any flush; the data of
    /// a file that was not flushed reads as old, as zeros or in part.
    Ext4,
    /// The same, as far as this goes; a size may be behind its data.
    Xfs,
    /// A flush writes the names of that file only; other names come in any order.
    /// Data is copied on write, so it is old or new, never zeros.
    Btrfs,
    /// Nothing but what was asked for: the weakest reading of POSIX.
    Posix,
}

impl Model {
    pub const ALL: [Self; 4] = [Self::Ext4, Self::Xfs, Self::Btrfs, Self::Posix];

    pub fn name(self) -> &'static str {
        match self {
            Self::Ext4 => "ext4",
            Self::Xfs => "xfs",
            Self::Btrfs => "btrfs",
            Self::Posix => "POSIX",
        }
    }

    pub fn keeps_names_in_order(self) -> bool {
        matches!(self, Self::Ext4 | Self::Xfs)
    }
}
