//! A file on the simulated machine: its calls are those of the process that opened it.

use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use ctxfile::internals::platform::filesystem::{OpenFile, Sharing, Stat, Waiting, nanoseconds};
use rustix::io::Errno;

use super::disk::Ino;
use super::fault::{Mutant, RESERVED, STAND_IN};
use super::process::{Extent, Process, is_temporary};
use super::state::Opened;
use crate::witness::sha256;

/// A file that a simulated process has open.
pub struct SimulatedFile {
    pub(super) process: Process,
    pub(super) ino: Ino,
    pub(super) opened: Opened,
}

impl Drop for SimulatedFile {
    fn drop(&mut self) {
        self.process.state().close(self.ino, self.opened);
    }
}

impl SimulatedFile {
    fn path(&self) -> Option<PathBuf> {
        let state = self.process.state();
        state.names.iter().find(|(_, ino)| **ino == self.ino).map(|(path, _)| path.clone())
    }

    fn begin(&self, call: &str) -> io::Result<Extent> {
        self.process.begin(call, self.path().as_deref())
    }

    fn write(&self, extent: Extent, at: usize, bytes: &[u8]) -> io::Result<usize> {
        let len = if extent == Extent::Whole { bytes.len() } else { bytes.len() / 2 };
        self.process.state().write(self.ino, at, &bytes[..len]);
        if extent == Extent::HalfThenDeath { Err(self.process.die()) } else { Ok(len) }
    }
}

/// What a store writes that admits every key: the stand-in is the key that is reserved, in the
/// document and in a record of it that is sound in itself.
impl SimulatedFile {
    fn unchecked(&self, bytes: &[u8]) -> Vec<u8> {
        if !self.process.has(Mutant::NoCheck) {
            return bytes.to_vec();
        }
        let text = String::from_utf8_lossy(bytes).replace(STAND_IN, RESERVED).into_bytes();
        self.process.plan().unchecked = (text != bytes).then(|| (sha256(bytes), sha256(&text)));
        text
    }

    fn unchecked_record(&self, line: &[u8]) -> Vec<u8> {
        let Some((checked, unchecked)) = self.process.plan().unchecked.take() else { return line.to_vec() };
        let text = String::from_utf8_lossy(line).replace(STAND_IN, RESERVED).replace(&checked, &unchecked);
        let Some((body, _)) = text.rsplit_once(",\"h\":") else { return line.to_vec() };
        format!("{body},\"h\":\"{}\"}}\n", sha256(body.as_bytes())).into_bytes()
    }
}

impl OpenFile for SimulatedFile {
    fn stat(&self) -> io::Result<Stat> {
        self.begin("fstat")?;
        let stat = self.process.state().stat(self.ino);
        Ok(self.process.as_told(stat))
    }

    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        let extent = self.begin("read")?;
        let state = self.process.state();
        let data = &state.inodes[&self.ino].data;
        let start = usize::try_from(offset).unwrap().min(data.len());
        let mut len = into.len().min(data.len() - start);
        if extent == Extent::Half && len > 1 {
            len /= 2;
        }
        into[..len].copy_from_slice(&data[start..start + len]);
        Ok(len)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let extent = self.begin("write")?;
        let bytes =
            if self.path().is_some_and(|path| is_temporary(&path)) { self.unchecked(bytes) } else { bytes.to_vec() };
        self.write(extent, usize::try_from(offset).unwrap(), &bytes)
    }

    fn append(&self, bytes: &[u8]) -> io::Result<usize> {
        let extent = self.begin("append")?;
        if self.process.has(Mutant::RenameBeforeLog) {
            let document = self.path().map(|log| log.with_file_name("context.json"));
            let temporary = self.path().map(|log| log.with_file_name(".context.json.tmp"));
            if let (Some(document), Some(temporary)) = (document, temporary) {
                let renamed = self.process.state().rename(&temporary, &document);
                self.process.plan().renamed_early = renamed.is_ok();
            }
        }
        let end = self.process.state().inodes[&self.ino].data.len();
        self.write(extent, end, &self.unchecked_record(bytes))
    }

    fn truncate(&self, len: u64) -> io::Result<()> {
        self.begin("truncate")?;
        if !self.process.has(Mutant::TornTailStays) {
            self.process.state().truncate(self.ino, usize::try_from(len).unwrap());
        }
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        if let Err(e) = self.begin("flush") {
            if !self.process.is_dead() {
                self.process.state().disk.fail_to_flush(self.ino);
            }
            return Err(e);
        }
        let temporary = self.path().is_some_and(|path| is_temporary(&path));
        let left_out = if temporary { Mutant::NoTemporaryFlush } else { Mutant::NoLogFlush };
        if !temporary && self.process.has(Mutant::AnsweredBeforeFlush) {
            self.process.state().flush_late(self.ino);
        } else if !self.process.has(left_out) {
            self.process.state().flush(self.ino);
        }
        Ok(())
    }

    // At each point of the two, each part of what neither has flushed may be on the disk: one order is as good
    // as the other.
    fn flush_both(&self, other: &Self) -> (io::Result<()>, io::Result<()>) {
        (self.flush(), other.flush())
    }

    fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.begin("chmod")?;
        self.process.state().set_mode(self.ino, mode);
        Ok(())
    }

    fn set_owner(&self, _: Option<u32>, _: Option<u32>) -> io::Result<()> {
        self.begin("chown").map(drop)
    }

    fn set_modified(&self, time: SystemTime) -> io::Result<()> {
        self.begin("utimens")?;
        self.process.state().set_modified(self.ino, nanoseconds(time));
        Ok(())
    }

    fn extended_attributes(&self) -> io::Result<Vec<(Vec<u8>, Vec<u8>)>> {
        Ok(Vec::new())
    }

    fn set_extended_attribute(&self, _: &[u8], _: Option<&[u8]>) -> io::Result<()> {
        self.begin("setxattr").map(drop)
    }

    fn is_owned(&self) -> bool {
        true
    }

    fn unlock(&self) -> io::Result<()> {
        self.begin("unlock")?;
        self.process.state().unlock(self.ino, self.opened);
        Ok(())
    }

    fn is_turn_taken(&self) -> io::Result<bool> {
        self.begin("is turn taken")?;
        Ok(self.process.state().is_turn_taken(self.ino, self.opened))
    }

    fn announce_waiting(&self, _: bool) -> io::Result<()> {
        self.begin("announce").map(drop)
    }

    fn is_awaited(&self) -> io::Result<bool> {
        self.begin("is awaited")?;
        Ok(self.process.plan().is_awaited)
    }

    fn lead(&self, _: Waiting) -> io::Result<()> {
        self.begin("lead")?;
        self.process.state().lead(self.ino, self.opened)
    }

    fn pass_on(&self) -> io::Result<u32> {
        Err(Errno::NOSYS.into())
    }

    fn lock(&self, sharing: Sharing, _: Waiting) -> io::Result<()> {
        self.begin("lock")?;
        if self.process.has(Mutant::NoLock) {
            return Ok(());
        }
        self.process.state().lock(self.ino, self.opened, sharing)
    }

    fn take_turn(&self, sharing: Sharing, _: Waiting) -> io::Result<()> {
        self.begin("turn")?;
        if self.process.has(Mutant::NoTurn) {
            return Ok(());
        }
        self.process.state().take_turn(self.ino, self.opened, sharing)
    }
}
