//! What a power cut leaves: what was flushed is there, and of the rest anything
//! that the file system may have written by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The number of a file; a rename keeps it.
pub type Ino = u64;

/// The unit that a drive writes atomically.
const SECTOR: usize = 512;

/// The unit that a system keeps dirty or clean.
const PAGE: usize = 4096;

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

    fn keeps_names_in_order(self) -> bool {
        matches!(self, Self::Ext4 | Self::Xfs)
    }
}

/// What one change makes of one or two names, in the order of the changes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NameChange {
    number: u64,
    ino: Ino,
    names: Vec<(PathBuf, Option<Ino>)>,
}

/// Names on the disk, each with the number of the change that made it what it is:
/// an older change never comes on top of a newer one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Names {
    all: BTreeMap<PathBuf, (u64, Option<Ino>)>,
}

impl Names {
    fn apply(&mut self, change: &NameChange) {
        for (path, ino) in &change.names {
            let entry = self.all.entry(path.clone()).or_default();
            if entry.0 < change.number {
                *entry = (change.number, *ino);
            }
        }
    }

    fn present(self) -> BTreeMap<PathBuf, Ino> {
        self.all.into_iter().filter_map(|(path, (_, ino))| Some((path, ino?))).collect()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum DataChange {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

impl DataChange {
    fn apply(&self, data: &mut Vec<u8>) {
        match self {
            Self::Write(at, bytes) => {
                let end = at + bytes.len();
                if data.len() < end {
                    data.resize(end, 0);
                }
                data[*at..end].copy_from_slice(bytes);
            }
            Self::Truncate(len) => data.resize(*len, 0),
        }
    }
}

/// One file's data: what is on the disk, and what may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Content {
    durable: Vec<u8>,
    pending: Vec<DataChange>,
    /// Pages that a failed flush marked clean without having written them: no
    /// later flush writes them, unless they are written to again.
    lost_track_of: BTreeSet<usize>,
}

impl Content {
    fn cached(&self) -> Vec<u8> {
        let mut data = self.durable.clone();
        for change in &self.pending {
            change.apply(&mut data);
        }
        data
    }

    fn change(&mut self, change: DataChange) {
        match &change {
            DataChange::Write(at, bytes) => {
                let rewritten = at / PAGE..=(at + bytes.len()) / PAGE;
                self.lost_track_of.retain(|page| !rewritten.contains(page));
            }
            DataChange::Truncate(len) => self.lost_track_of.retain(|page| page * PAGE < *len),
        }
        self.pending.push(change);
    }

    fn flush(&mut self) {
        let cached = self.cached();
        let before = std::mem::replace(&mut self.durable, cached.clone());
        self.pending.clear();
        for page in &self.lost_track_of {
            let start = page * PAGE;
            let end = (start + PAGE).min(cached.len());
            for at in start..end {
                self.durable[at] = before.get(at).copied().unwrap_or(0);
            }
            self.pending.push(DataChange::Write(start, cached[start..end].to_vec()));
        }
    }

    fn fail_to_flush(&mut self) {
        let cached = self.cached();
        let dirty = sectors_that_differ(&self.durable, &cached).into_iter().map(|sector| sector * SECTOR / PAGE);
        self.lost_track_of.extend(dirty);
    }

    /// Everything that may be read after a power cut.
    fn outcomes(&self, model: Model) -> Vec<Vec<u8>> {
        let mut outcomes = Outcomes::default();
        let mut data = self.durable.clone();
        outcomes.add(data.clone());
        for change in &self.pending {
            let before = data.clone();
            change.apply(&mut data);
            outcomes.add(data.clone());
            if model != Model::Btrfs {
                torn(&before, &data, &mut outcomes);
            }
        }
        if model != Model::Btrfs {
            torn(&self.durable, &data, &mut outcomes);
        }
        outcomes.all.retain(|outcome| *outcome != data);
        outcomes.all.push(data);
        if self.durable != outcomes.all[outcomes.all.len() - 1] {
            outcomes.all.retain(|outcome| *outcome != self.durable);
            outcomes.all.insert(0, self.durable.clone());
        }
        outcomes.all
    }
}

#[derive(Default)]
struct Outcomes {
    all: Vec<Vec<u8>>,
}

impl Outcomes {
    fn add(&mut self, data: Vec<u8>) {
        if !self.all.contains(&data) {
            self.all.push(data);
        }
    }
}

fn sectors_that_differ(old: &[u8], new: &[u8]) -> Vec<usize> {
    let count = old.len().max(new.len()).div_ceil(SECTOR);
    (0..count).filter(|sector| sector_of(old, *sector) != sector_of(new, *sector)).collect()
}

fn sector_of(data: &[u8], sector: usize) -> &[u8] {
    let start = (sector * SECTOR).min(data.len());
    &data[start..((sector + 1) * SECTOR).min(data.len())]
}

/// Some sectors new, the others old (or zeros, where nothing was), and any size on the way.
fn torn(old: &[u8], new: &[u8], outcomes: &mut Outcomes) {
    let sectors = sectors_that_differ(old, new);
    let subsets: Vec<Vec<usize>> = if sectors.len() <= 4 {
        (0..1_usize << sectors.len())
            .map(|bits| sectors.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, s)| *s).collect())
            .collect()
    } else {
        let one = sectors.iter().map(|s| vec![*s]);
        let all_but_one = sectors.iter().map(|s| sectors.iter().copied().filter(|other| other != s).collect());
        let prefixes = (0..=sectors.len()).map(|n| sectors[..n].to_vec());
        one.chain(all_but_one).chain(prefixes).collect()
    };
    for written in subsets {
        let mut data = old.to_vec();
        data.resize(new.len().max(old.len()), 0);
        for sector in &written {
            let piece = sector_of(new, *sector);
            data[sector * SECTOR..sector * SECTOR + piece.len()].copy_from_slice(piece);
        }
        let mut sizes = vec![new.len(), old.len()];
        sizes.extend(sectors.iter().map(|sector| (sector * SECTOR).max(old.len())));
        // A byte is no unit of any drive, but a size may be any number.
        sizes.push(usize::midpoint(old.len(), new.len()));
        for size in sizes.into_iter().filter(|size| *size <= data.len()) {
            outcomes.add(data[..size].to_vec());
        }
    }
}

/// The disk behind a file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disk {
    pub model: Model,
    names: Names,
    pending_names: Vec<NameChange>,
    changes: u64,
    contents: BTreeMap<Ino, Content>,
}

/// The files that a machine finds when it is switched on again.
pub type Image = BTreeMap<PathBuf, Vec<u8>>;

impl Disk {
    /// A disk on which all of this is durable.
    pub fn holding(model: Model, files: impl IntoIterator<Item = (PathBuf, Ino, Vec<u8>)>) -> Self {
        let (mut names, mut contents) = (Names::default(), BTreeMap::new());
        for (path, ino, durable) in files {
            names.all.insert(path, (0, Some(ino)));
            contents.insert(ino, Content { durable, ..Content::default() });
        }
        Self { model, names, pending_names: Vec::new(), changes: 0, contents }
    }

    pub fn link(&mut self, path: &Path, ino: Ino) {
        self.contents.entry(ino).or_default();
        self.change_names(ino, vec![(path.to_owned(), Some(ino))]);
    }

    pub fn unlink(&mut self, path: &Path, ino: Ino) {
        self.change_names(ino, vec![(path.to_owned(), None)]);
    }

    pub fn rename(&mut self, from: &Path, to: &Path, ino: Ino) {
        self.change_names(ino, vec![(from.to_owned(), None), (to.to_owned(), Some(ino))]);
    }

    fn change_names(&mut self, ino: Ino, names: Vec<(PathBuf, Option<Ino>)>) {
        self.changes += 1;
        self.pending_names.push(NameChange { number: self.changes, ino, names });
    }

    pub fn write(&mut self, ino: Ino, at: usize, bytes: &[u8]) {
        self.contents.entry(ino).or_default().change(DataChange::Write(at, bytes.to_vec()));
    }

    pub fn truncate(&mut self, ino: Ino, len: usize) {
        self.contents.entry(ino).or_default().change(DataChange::Truncate(len));
    }

    pub fn flush(&mut self, ino: Ino) {
        self.contents.entry(ino).or_default().flush();
        match self.model {
            Model::Ext4 | Model::Xfs => self.flush_names(|_| true),
            Model::Btrfs => self.flush_names(|change| change.ino == ino),
            Model::Posix => {}
        }
    }

    pub fn fail_to_flush(&mut self, ino: Ino) {
        self.contents.entry(ino).or_default().fail_to_flush();
    }

    pub fn flush_directory(&mut self) {
        self.flush_names(|_| true);
    }

    fn flush_names(&mut self, which: impl Fn(&NameChange) -> bool) {
        let (flushed, pending) = std::mem::take(&mut self.pending_names).into_iter().partition(which);
        let flushed: Vec<NameChange> = flushed;
        for change in &flushed {
            self.names.apply(change);
        }
        self.pending_names = pending;
    }

    fn possible_names(&self) -> Vec<BTreeMap<PathBuf, Ino>> {
        let pending = &self.pending_names;
        let subsets: Vec<Vec<&NameChange>> = if self.model.keeps_names_in_order() || pending.len() > 8 {
            (0..=pending.len()).map(|n| pending[..n].iter().collect()).collect()
        } else {
            (0..1_usize << pending.len())
                .map(|bits| pending.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, c)| c).collect())
                .collect()
        };
        let mut possible = Vec::new();
        for subset in subsets {
            let mut names = self.names.clone();
            for change in subset {
                names.apply(change);
            }
            let names = names.present();
            if !possible.contains(&names) {
                possible.push(names);
            }
        }
        possible
    }

    /// What may be found after a power cut now. Where files have many outcomes
    /// each, one file at a time goes through all of them.
    pub fn images(&self) -> Vec<Image> {
        const TOGETHER: usize = 400;
        let mut images = Vec::new();
        for names in self.possible_names() {
            let files: Vec<(PathBuf, Vec<Vec<u8>>)> =
                names.into_iter().map(|(path, ino)| (path, self.contents[&ino].outcomes(self.model))).collect();
            let together = files.iter().map(|(_, outcomes)| outcomes.len()).product::<usize>();
            if together <= TOGETHER {
                images.extend((0..together).map(|n| nth_combination(&files, n)));
                continue;
            }
            for (first, last) in [(true, true), (false, false), (true, false), (false, true)] {
                for (i, (_, outcomes)) in files.iter().enumerate() {
                    for outcome in outcomes {
                        let mut image: Image = files
                            .iter()
                            .enumerate()
                            .map(|(j, (path, all))| (path.clone(), end_of(all, if j < i { first } else { last })))
                            .collect();
                        image.insert(files[i].0.clone(), outcome.clone());
                        images.push(image);
                    }
                }
            }
        }
        images
    }
}

/// What is durable, or else everything that was written.
fn end_of(outcomes: &[Vec<u8>], durable: bool) -> Vec<u8> {
    if durable { outcomes[0].clone() } else { outcomes[outcomes.len() - 1].clone() }
}

fn nth_combination(files: &[(PathBuf, Vec<Vec<u8>>)], n: usize) -> Image {
    let mut rest = n;
    files
        .iter()
        .map(|(path, outcomes)| {
            let outcome = outcomes[rest % outcomes.len()].clone();
            rest /= outcomes.len();
            (path.clone(), outcome)
        })
        .collect()
}
