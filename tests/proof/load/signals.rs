//! Those who disturb: one kills processes at random, another stops them and
//! lets them go on.

use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::arena::{Arena, Observation, signal};
use super::command::{Command, Verb};
use super::random::Random;

/// Longer than most commands take, in microseconds.
const MOMENT: usize = 10_000;

/// Kills about one in eight of all processes, half of them while they hold the
/// lock, until the arena is closed; sometimes several in succession, so that who
/// recovers is killed too.
pub fn kill_some(arena: &Arena, seed: u64) {
    let mut random = Random::new(seed);
    let mut in_succession = 0;
    loop {
        let pause = if in_succession > 0 { 1 } else { 1 + random.below(20) };
        if !arena.await_starts(arena.starts() + pause) {
            return;
        }
        in_succession = if in_succession > 0 { in_succession - 1 } else { random.below(4) * random.below(2) };
        wait_somewhat(&mut random);
        if let Some(victim) = choose(arena, &mut random) {
            signal(&victim, Signal::KILL);
        }
    }
}

/// Kills most of those who get the lock, at some moment while they hold it.
pub fn kill_holders(arena: &Arena, seed: u64) {
    let mut random = Random::new(seed);
    let mut last = None;
    while !arena.is_closed() {
        let holder = arena.holder();
        if holder.is_none() || holder == last {
            std::thread::yield_now();
            continue;
        }
        last = holder;
        if random.is_one_in(8) {
            continue;
        }
        wait_somewhat(&mut random);
        if let Some((_, handle)) = arena.running().into_iter().find(|(pid, _)| Some(*pid) == holder) {
            signal(&handle, Signal::KILL);
        }
    }
}

/// Stops a process, runs commands of its own that do not wait for the lock, and
/// lets the process go on; until the arena is closed.
pub fn stop_some(arena: &Arena, seed: u64) -> (usize, Vec<Observation>) {
    let mut random = Random::new(seed);
    let (mut stops, mut observed) = (0, Vec::new());
    while arena.await_starts(arena.starts() + 1 + random.below(30)) {
        wait_somewhat(&mut random);
        let Some(stopped) = choose(arena, &mut random) else { continue };
        signal(&stopped, Signal::STOP);
        stops += 1;
        for _ in 0..=random.below(6) {
            let path = "passed".to_owned();
            let verb = if random.is_one_in(3) { Verb::GetAll } else { Verb::Incr { path, by: 1 } };
            let mut command = Command::new("bystander", observed.len(), verb);
            command.patient = false;
            observed.push(arena.observe(command));
        }
        signal(&stopped, Signal::CONT);
    }
    (stops, observed)
}

fn choose(arena: &Arena, random: &mut Random) -> Option<Arc<OwnedFd>> {
    let running = arena.running();
    let holder = if random.is_one_in(2) { arena.holder() } else { None };
    let held = running.iter().find(|(pid, _)| Some(*pid) == holder);
    let any = (!running.is_empty()).then(|| random.pick(&running));
    held.or(any).map(|(_, handle)| Arc::clone(handle))
}

/// Not a synchronisation: where in its run a process is hit is meant to differ, and
/// short runs are to be hit as well as long ones.
pub fn wait_somewhat(random: &mut Random) {
    let most = 1 + random.below(MOMENT);
    let pause = Duration::from_micros(u64::try_from(random.below(most)).expect("a small number"));
    let start = Instant::now();
    while start.elapsed() < pause {
        std::hint::spin_loop();
    }
}
