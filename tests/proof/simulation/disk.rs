//! What a power cut leaves: what was flushed is there, and of the rest anything
//! that the file system may have written by itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::content::{Content, DataChange};
use super::model::Model;

/// The number of a file; a rename keeps it.
pub type Ino = u64;

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

/// The disk behind a file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disk {
    pub model: Model,
    names: Names,
    pending_names: Vec<NameChange>,
    changes: u64,
    contents: BTreeMap<Ino, Content>,
    /// When each file was modified and changed, which its name brings along: a file system
    /// that keeps names in order keeps these with them.
    times: BTreeMap<Ino, (i64, i64)>,
}

/// What processes see: names and data.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The files that a machine finds when it is switched on again.
pub type Image = BTreeMap<PathBuf, Found>;

/// One of them; times in nanoseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    pub data: Vec<u8>,
    pub ino: Ino,
    pub mtime: i64,
    pub ctime: i64,
}

impl Disk {
    /// A disk on which all of this is durable.
    pub fn holding(model: Model, image: &Image) -> Self {
        let (mut names, mut contents, mut times) = (Names::default(), BTreeMap::new(), BTreeMap::new());
        for (path, Found { data, ino, mtime, ctime }) in image {
            names.all.insert(path.clone(), (0, Some(*ino)));
            contents.insert(*ino, Content::flushed(data.clone()));
            times.insert(*ino, (*mtime, *ctime));
        }
        Self { model, names, pending_names: Vec::new(), changes: 0, contents, times }
    }

    pub fn set_times(&mut self, ino: Ino, mtime: i64, ctime: i64) {
        self.times.insert(ino, (mtime, ctime));
    }

    /// All that may be found of a file.
    fn outcomes(&self, ino: Ino) -> Vec<Found> {
        let (mtime, ctime) = self.times.get(&ino).copied().unwrap_or_default();
        let found = |data| Found { data, ino, mtime, ctime };
        self.contents[&ino].outcomes(self.model).into_iter().map(found).collect()
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
            let files: Vec<(PathBuf, Vec<Found>)> =
                names.into_iter().map(|(path, ino)| (path, self.outcomes(ino))).collect();
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
fn end_of(outcomes: &[Found], durable: bool) -> Found {
    if durable { outcomes[0].clone() } else { outcomes[outcomes.len() - 1].clone() }
}

fn nth_combination(files: &[(PathBuf, Vec<Found>)], n: usize) -> Image {
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
