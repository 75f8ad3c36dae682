//! Checks the file system of the context, and mounts.

use crate::commands::care::doctor::{Finding, Patient};

const CHECK: &str = "file system";

/// Known file systems, by their magic number (statfs(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Local(&'static str),
    Network(&'static str),
    Overlay,
    Fuse,
    Memory(&'static str),
    Unknown,
}

fn kind_of(number: u64) -> Kind {
    match number {
        0xef53 => Kind::Local("ext4, ext3 or ext2"),
        0x5846_5342 => Kind::Local("xfs"),
        0x9123_683e => Kind::Local("btrfs"),
        0x2fc1_2fc1 => Kind::Local("zfs"),
        0xf2f5_2010 => Kind::Local("f2fs"),
        0x6969 => Kind::Network("NFS"),
        0x517b | 0xfe53_4d42 => Kind::Network("SMB"),
        0xff53_4d42 => Kind::Network("CIFS"),
        0x0102_1997 => Kind::Network("9P"),
        0x00c3_6400 => Kind::Network("Ceph"),
        0x5346_414f => Kind::Network("AFS"),
        0x794c_7630 => Kind::Overlay,
        0x6573_5546 => Kind::Fuse,
        0x0102_1994 => Kind::Memory("tmpfs"),
        0x8584_58f6 => Kind::Memory("ramfs"),
        _ => Kind::Unknown,
    }
}

pub fn file_system(patient: &Patient<'_>) -> Vec<Finding> {
    vec![match patient.inspection.file_system() {
        Ok(number) => judge(number),
        Err(error) => Finding::failed(CHECK, &error),
    }]
}

fn judge(number: u64) -> Finding {
    match kind_of(number) {
        Kind::Local(name) => Finding::fine(CHECK, name),
        Kind::Unknown => Finding::fine(CHECK, format!("unknown type (0x{number:x})")),
        Kind::Network(name) => Finding::wrong(
            CHECK,
            format!("{name}: locks of other hosts may not be visible, and names may be cached"),
            "keep the context on a local file system, or use it from one host only",
        ),
        Kind::Overlay => Finding::advice(
            CHECK,
            "overlay: data written here disappears with the container and is not visible outside",
            "mount a volume and keep the context there",
        ),
        Kind::Fuse => Finding::advice(
            CHECK,
            "FUSE: locks, renames and flushes are only as reliable as the program behind it",
            "see the lock test below; a local file system is safer",
        ),
        Kind::Memory(name) => Finding::advice(
            CHECK,
            format!("{name}: everything here is lost on reboot"),
            "to keep the context across reboots, put it on a disk",
        ),
    }
}

pub fn mounted(patient: &Patient<'_>) -> Vec<Finding> {
    let shown = patient.inspection.document_path().display();
    if !patient.inspection.is_mounted_file() {
        return Vec::new();
    }
    let why = format!("{shown} is a mount point, so it cannot be replaced: every change is refused");
    vec![Finding::wrong("mount", why, "mount its directory instead")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::care::doctor::Verdict;

    #[test]
    fn networks_are_wrong_what_does_not_last_is_advised_against_and_the_rest_is_fine() {
        let verdict = |number| judge(number).verdict;
        for number in [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42] {
            assert_eq!(verdict(number), Verdict::Wrong, "{number:x}");
        }
        for number in [0x794c_7630, 0x6573_5546, 0x0102_1994] {
            assert_eq!(verdict(number), Verdict::Advice, "{number:x}");
        }
        assert_eq!((verdict(0xef53), verdict(0x1234)), (Verdict::Fine, Verdict::Fine));
    }
}
