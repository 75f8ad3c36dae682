//! Real processes on one context, many at a time: killed, stopped, starved; and
//! an oracle that compares every answer with a model of its own.

mod altered;
mod arena;
mod client;
mod command;
mod fairness;
mod holder;
pub mod locked;
mod model;
mod oracle;
mod patch;
mod random;
mod replay;
mod signals;
mod starvation;
mod witness;

use arena::{Arena, Ending, Observation, can_signal};
use client::{Client, Shared};
use oracle::{Judgement, judge};
use witness::Witness;

use crate::report::{Extent, Row};

/// How many clients there are, how many commands each runs, and whether somebody
/// kills and stops them.
struct Load {
    clients: usize,
    commands: usize,
    disturbed: bool,
    seed: u64,
}

pub fn prove(extent: Extent) -> Vec<Row> {
    if !can_signal() {
        return vec![Row::skipped("many clients at once", "processes have no descriptors on this system")];
    }
    let loads = extent.pick(&[(8, 250)][..], &[(8, 1000), (32, 250), (64, 125)][..]);
    let mut rows: Vec<Row> = loads.iter().flat_map(|&(clients, commands)| load_rows(clients, commands)).collect();
    let (sound, _) = Load { clients: 4, commands: 60, disturbed: false, seed: 4 }.run();
    rows.push(altered::prove(&sound));
    rows.extend(starvation::prove(extent));
    rows.push(fairness::prove(extent));
    rows.extend(holder::prove(extent));
    rows
}

fn load_rows(clients: usize, commands: usize) -> [Row; 3] {
    let seed = u64::try_from(clients).expect("a small number");
    let (witness, stops) = Load { clients, commands, disturbed: true, seed }.run();
    let judgement = judge(&witness);
    let mut rows = [
        format!("{clients} clients, killed and stopped at random: every answer is the log's"),
        format!("{clients} clients: a read prints the document of the revision that it names"),
        format!("{clients} clients: a command is killed, and done or not done"),
    ]
    .map(Row::new);
    let Judgement { violations, reads, killed_after_commit, commits } = judgement;
    let about_seed = |why: String| format!("seed {seed}: {why}");
    let is_read = |o: &&Observation| matches!(o.command.verb, command::Verb::GetAll);
    rows[0].tried = witness.observations.len();
    rows[0].violations = violations.into_iter().map(about_seed).collect();
    let refused = witness.ended_as(|ending| matches!(ending, Ending::Exited(code) if code != 0));
    rows[0].figures.push(format!("{commits} revisions, {refused} refused, {stops} stopped for a while"));
    rows[1].tried = witness.observations.iter().filter(is_read).count();
    rows[1].violations = reads.into_iter().map(about_seed).collect();
    rows[2].tried = witness.killed();
    rows[2].figures.push(format!("{killed_after_commit} of {} had committed", witness.killed()));
    if killed_after_commit > witness.killed() {
        rows[2].violations.push(about_seed(format!("{killed_after_commit} killed commands are in the log")));
    }
    rows
}

impl Load {
    /// What happened, and how often somebody was stopped.
    fn run(&self) -> (Witness, usize) {
        let (arena, shared) = (Arena::new(), Shared::default());
        let (observations, stops) = std::thread::scope(|scope| {
            let (arena, shared, seed) = (&arena, &shared, self.seed);
            let killer = self.disturbed.then(|| scope.spawn(move || signals::kill_some(arena, seed)));
            let stopper = self.disturbed.then(|| scope.spawn(move || signals::stop_some(arena, !seed)));
            let start = |number| {
                let mut client = Client::new(number, self.clients, seed, shared);
                scope.spawn(move || (0..self.commands).map(|_| step(arena, &mut client)).collect::<Vec<_>>())
            };
            let clients: Vec<_> = (0..self.clients).map(start).collect();
            let mut observations: Vec<_> = clients.into_iter().flat_map(|client| client.join().unwrap()).collect();
            arena.close();
            if let Some(killer) = killer {
                killer.join().unwrap();
            }
            let (stops, of_stopper) = stopper.map_or((0, Vec::new()), |stopper| stopper.join().unwrap());
            observations.extend(of_stopper);
            (observations, stops)
        });
        (Witness::gather(&arena, observations), stops)
    }
}

fn step(arena: &Arena, client: &mut Client<'_>) -> Observation {
    let observation = arena.observe(client.choose());
    client.learn(&observation);
    observation
}
