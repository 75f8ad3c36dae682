//! Whether the oracle can fail: witnesses of a sound run that are altered, one
//! way at a time, as a broken store would have left them.

use serde_json::{Value, json};

use super::arena::Ending;
use super::command::Verb;
use super::oracle::judge;
use super::witness::Witness;
use crate::report::Row;

type Alteration = (&'static str, fn(&mut Witness) -> Option<()>);

const ALTERATIONS: [Alteration; 19] = [
    ("a record in the middle is lost", lose_a_record),
    ("the last change is lost from log and document", lose_the_last_change),
    ("two records are exchanged", exchange_records),
    ("a change is recorded twice", repeat_a_record),
    ("a record is nobody's", |w| set_record(w, "message", json!("nobody-1"))),
    ("a record is another one's", |w| set_record(w, "agent", json!("somebody"))),
    ("a change was made without ctx", |w| set_record(w, "op", json!("external"))),
    ("a record names another path", |w| set_record(w, "args", json!({"path": "elsewhere"}))),
    ("a patch changes something else", |w| set_record(w, "patch", json!([{"op": "add", "path": "/x", "value": 1}]))),
    ("a patch changes nothing", |w| set_record(w, "patch", json!([]))),
    ("the document has another value", |w| {
        w.document = w.document.replacen('}', " }", 1);
        Some(())
    }),
    ("a failure is recorded", |w| set_ending(w, Ending::Exited(3))),
    ("an increment prints another sum", print_another_sum),
    ("a failed guard answers as something else", answer_as_something_else),
    ("a failed guard was met all the time", meet_a_guard),
    ("a read sees another value", |w| alter_read(w, |meta| meta["value"]["n"] = json!(-1000))),
    ("a read names another revision", |w| alter_read(w, |meta| meta["rev"] = json!(meta["rev"].as_u64().unwrap() - 1))),
    ("a read sees the past", delay_a_read),
    ("a change is recorded in the past", delay_a_change),
];

/// Alters a witness in every way. Those it was blamed for already do not count.
pub fn prove(sound: &Witness) -> Row {
    let mut row = Row::new("a witness altered: noticed by the oracle");
    let all = |witness: &Witness| {
        let found = judge(witness);
        [found.violations, found.reads].concat()
    };
    let before = all(sound);
    for (what, alter) in ALTERATIONS {
        let mut altered = sound.clone();
        let result = match alter(&mut altered) {
            None => Err(format!("{what}: the run gave no occasion for it")),
            Some(()) if all(&altered).iter().all(|why| before.contains(why)) => Err(format!("{what}: not noticed")),
            Some(()) => Ok(()),
        };
        row.count(result);
    }
    row
}

fn middle(witness: &Witness) -> usize {
    witness.records.len() / 2
}

/// The observation of a record.
fn owner(witness: &Witness, record: usize) -> Option<usize> {
    let tag = witness.records.get(record)?["message"].as_str()?;
    witness.observations.iter().position(|o| o.command.tag == tag)
}

/// Numbers the records from 1, as a store would have done.
fn number(witness: &mut Witness) {
    for (record, rev) in witness.records.iter_mut().zip(1..) {
        record["rev"] = json!(rev);
    }
}

fn lose_a_record(witness: &mut Witness) -> Option<()> {
    let at = middle(witness);
    (at < witness.records.len()).then(|| drop(witness.records.remove(at)))?;
    number(witness);
    Some(())
}

fn lose_the_last_change(witness: &mut Witness) -> Option<()> {
    drop(witness.records.pop()?);
    let mut document = json!({});
    for record in &witness.records {
        super::patch::apply(&record["patch"], &mut document).ok()?;
    }
    witness.document = format!("{}\n", serde_json::to_string_pretty(&document).ok()?);
    Some(())
}

fn exchange_records(witness: &mut Witness) -> Option<()> {
    let at = middle(witness);
    (at + 1 < witness.records.len()).then(|| witness.records.swap(at, at + 1))?;
    number(witness);
    Some(())
}

fn repeat_a_record(witness: &mut Witness) -> Option<()> {
    let at = middle(witness);
    let again = witness.records.get(at)?.clone();
    witness.records.insert(at + 1, again);
    number(witness);
    Some(())
}

fn set_record(witness: &mut Witness, name: &str, value: Value) -> Option<()> {
    let at = middle(witness);
    witness.records.get_mut(at)?[name] = value;
    Some(())
}

fn set_ending(witness: &mut Witness, ending: Ending) -> Option<()> {
    let owner = owner(witness, middle(witness))?;
    witness.observations[owner].run.ending = ending;
    Some(())
}

fn print_another_sum(witness: &mut Witness) -> Option<()> {
    let is_sum = |verb: &Verb| matches!(verb, Verb::Incr { .. });
    let done = |o: &&mut super::arena::Observation| is_sum(&o.command.verb) && o.run.ending == Ending::Exited(0);
    witness.observations.iter_mut().find(done)?.run.stdout.insert(0, '7');
    Some(())
}

fn answer_as_something_else(witness: &mut Witness) -> Option<()> {
    witness.observations.iter_mut().find(|o| o.run.ending == Ending::Exited(3))?.run.ending = Ending::Exited(5);
    Some(())
}

/// The guard asks for what is always so.
fn meet_a_guard(witness: &mut Witness) -> Option<()> {
    let failed = |o: &&mut super::arena::Observation| o.run.ending == Ending::Exited(3) && !o.command.guards.is_empty();
    witness.observations.iter_mut().find(failed)?.command.guards.clear();
    Some(())
}

fn alter_read(witness: &mut Witness, alter: fn(&mut Value)) -> Option<()> {
    let reads = witness.observations.iter_mut().filter(|o| o.run.ending == Ending::Exited(0));
    let mut reads = reads.filter(|o| matches!(o.command.verb, Verb::GetAll));
    let run = &mut reads.find(|o| o.run.stdout.contains(r#""rev":"#))?.run;
    let mut meta: Value = serde_json::from_str(&run.stdout).ok()?;
    alter(&mut meta);
    run.stdout = meta.to_string();
    Some(())
}

/// The answer stands, but it came after everything else.
fn delay(witness: &mut Witness, index: usize) {
    let last = witness.observations.iter().map(|o| o.run.ended).max();
    let run = &mut witness.observations[index].run;
    (run.started, run.ended) = last.map_or((run.started, run.ended), |last| (last, last));
    run.started += std::time::Duration::from_nanos(1);
    run.ended += std::time::Duration::from_nanos(2);
}

fn delay_a_read(witness: &mut Witness) -> Option<()> {
    let is_read = |o: &super::arena::Observation| matches!(o.command.verb, Verb::GetAll);
    let index = witness.observations.iter().position(is_read)?;
    delay(witness, index);
    Some(())
}

fn delay_a_change(witness: &mut Witness) -> Option<()> {
    let index = owner(witness, middle(witness))?;
    delay(witness, index);
    Some(())
}
