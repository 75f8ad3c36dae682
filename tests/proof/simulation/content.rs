//! One file on the simulated disk: what is there, and what a power cut may make of it.

use std::collections::BTreeSet;

use super::model::Model;

/// The unit that a drive writes atomically.
const SECTOR: usize = 512;

/// The unit that a system keeps dirty or clean.
const PAGE: usize = 4096;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataChange {
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
pub struct Content {
    durable: Vec<u8>,
    pending: Vec<DataChange>,
    /// Pages that a failed flush marked clean without having written them: no
    /// later flush writes them, unless they are written to again.
    lost_track_of: BTreeSet<usize>,
}

impl Content {
    pub fn flushed(durable: Vec<u8>) -> Self {
        Self { durable, ..Self::default() }
    }

    pub fn cached(&self) -> Vec<u8> {
        let mut data = self.durable.clone();
        for change in &self.pending {
            change.apply(&mut data);
        }
        data
    }

    pub fn change(&mut self, change: DataChange) {
        match &change {
            DataChange::Write(at, bytes) => {
                let rewritten = at / PAGE..=(at + bytes.len()) / PAGE;
                self.lost_track_of.retain(|page| !rewritten.contains(page));
            }
            DataChange::Truncate(len) => self.lost_track_of.retain(|page| page * PAGE < *len),
        }
        self.pending.push(change);
    }

    pub fn flush(&mut self) {
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

    pub fn fail_to_flush(&mut self) {
        let cached = self.cached();
        let dirty = sectors_that_differ(&self.durable, &cached).into_iter().map(|sector| sector * SECTOR / PAGE);
        self.lost_track_of.extend(dirty);
    }

    /// Everything that may be read after a power cut.
    pub fn outcomes(&self, model: Model) -> Vec<Vec<u8>> {
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
