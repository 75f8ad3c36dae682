//! Checks the log and its size, and whether the clock is behind it.

use crate::commands::care::doctor::{Finding, Patient};
use crate::error::{Failure, Kind};
use crate::log::history::newest;
use crate::output::kind;
use crate::store::capability::verify::Verified;
use crate::text::timestamp::Timestamp;

const CHECK: &str = "log";
const CLOCK: &str = "clock";

/// The hint if another process holds the lock.
const IN_ANY_CASE: &str = "once it is free: ctx doctor; or without the lock: ctx --no-lock doctor";

/// A clock that is behind by more than this is wrong, in seconds.
const TOLERATED: i64 = 60;

pub fn clock(patient: &Patient<'_>) -> Vec<Finding> {
    let now = patient.context.session.now();
    vec![match newest(patient.context.store.as_ref()) {
        Ok(None) => Finding::fine(CLOCK, "no record to compare it with"),
        Err(error) if kind(&error) == Kind::TimedOut => {
            Finding::advice(CLOCK, "not compared: the lock is held", IN_ANY_CASE)
        }
        Err(_) => {
            Finding::advice(CLOCK, "not compared: the newest record cannot be read", "see the result for the log")
        }
        Ok(Some(entry)) => match entry.change.author.at.parse::<Timestamp>() {
            Err(_) => Finding::advice(CLOCK, "the newest record has no time", "ctx log -n 1"),
            Ok(at) => judge((at - now).num_milliseconds()),
        },
    }]
}

/// Judges the clock by how many milliseconds the newest record is ahead of it.
fn judge(ahead: i64) -> Finding {
    let hint = "set the clock, for example with NTP; until then leases and --ttl last longer";
    let behind = format!("{} seconds behind the newest record", (ahead.saturating_add(999)) / 1000);
    match ahead {
        ..=0 => Finding::fine(CLOCK, "not behind the newest record"),
        ahead if ahead <= TOLERATED * 1000 => Finding::advice(CLOCK, behind, hint),
        _ => Finding::wrong(CLOCK, behind, hint),
    }
}

pub fn chain(patient: &Patient<'_>) -> Vec<Finding> {
    let mut findings = vec![match patient.verify.verify(None) {
        Ok(verified) => sound(&verified),
        Err(error) if kind(&error) == Kind::No => Finding::fine(CHECK, "nothing has been recorded yet"),
        Err(error) if kind(&error) == Kind::TimedOut => {
            Finding::advice(CHECK, "not checked: the lock is held", IN_ANY_CASE)
        }
        Err(error)
            if is_of_document(&error) && patient.context.store.read().is_ok_and(|snapshot| snapshot.edited_since) =>
        {
            Finding::advice(CHECK, format!("{error:#}"), "the next change records the edit, as `external`")
        }
        Err(error) => Finding::failed(CHECK, &error),
    }];
    findings.extend(length(patient));
    findings
}

/// Returns whether the log is intact and only the document differs from it.
fn is_of_document(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Failure>().is_some_and(|failure| failure.facts().contains_key("document"))
}

fn sound(verified: &Verified) -> Finding {
    let text = format!("revisions {} to {} are sound", verified.first, verified.head.rev);
    if verified.behind {
        let why = format!("{text}; the document is not up to date, since its writer died");
        return Finding::advice(CHECK, why, "the next change repairs it; readers already see the right one");
    }
    if !verified.lost.is_empty() {
        let lost: Vec<String> = verified.lost.iter().map(ToString::to_string).collect();
        let why = format!("{text}; only hashes are left of redacted values at {}", lost.join(", "));
        return Finding::advice(CHECK, why, "to set them again: ctx set --redact PATH -");
    }
    if verified.hmac_since.is_some() && !verified.hmac_checked {
        return Finding::advice(
            CHECK,
            format!("{text}; the HMACs were not checked"),
            "set CTX_AUDIT_KEY, or CTX_AUDIT_KEY_FILE",
        );
    }
    Finding::fine(CHECK, text)
}

fn length(patient: &Patient<'_>) -> Option<Finding> {
    let log = patient.inspection.log()?;
    let limit = patient.context.log_max;
    let why = format!("{} has {} bytes, more than CTX_LOG_MAX, {limit}", log.path.display(), log.size);
    let hint = "the next change rotates it; if not, the file system does not support hard links";
    (log.size > limit.bytes()).then(|| Finding::advice(CHECK, why, hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::care::doctor::Verdict;

    #[test]
    fn a_clock_behind_the_log_is_told_and_by_more_than_a_minute_wrong() {
        let verdict = |ahead| judge(ahead).verdict;
        assert_eq!([verdict(-5), verdict(0)], [Verdict::Fine; 2]);
        assert_eq!([verdict(1), verdict(60_000)], [Verdict::Advice; 2]);
        assert_eq!([verdict(60_001), verdict(i64::MAX)], [Verdict::Wrong; 2]);
        assert_eq!(judge(61_500).text, "62 seconds behind the newest record");
    }
}
