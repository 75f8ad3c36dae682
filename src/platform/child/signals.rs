//! The signals that are passed on to a command.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGALRM, SIGCHLD, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM};
use signal_hook::iterator::SignalsInfo;
use signal_hook::iterator::exfiltrator::WithRawSiginfo;

/// The signals that ask a process to end.
pub const ENDING: [i32; 4] = [SIGINT, SIGQUIT, SIGTERM, SIGHUP];

/// The signals that are passed on: those that end a process that does not know them, and that somebody may send.
const CAUGHT: [i32; 9] = [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF];

/// The `si_code` of a signal that the kernel sent, for a terminal (`siginfo_t(3type)`).
const SI_KERNEL: i32 = 0x80;

/// A signal that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub number: i32,
    /// A terminal sent it, to all processes of its foreground group.
    pub by_terminal: bool,
}

/// Calls `receive` for each signal that arrives while a command runs, in a thread, from now on. What was ignored when this process began
/// stays ignored, also by the commands that it starts.
///
/// # Errors
/// Fails if the system cannot start threads, or wait for signals.
pub fn catch(receive: impl Fn(Arrived) + Send + 'static) -> io::Result<()> {
    let ignored = ignored();
    if ignored.contains(SIGCHLD) {
        // Otherwise nobody is told how a child ended.
        signal_hook::flag::register(SIGCHLD, Arc::default())?;
    }
    let caught = CAUGHT.into_iter().filter(|number| !ignored.contains(*number));
    for number in caught.clone() {
        // At the moment when it arrives, not when the thread gets to it: the command may have ended by then.
        if is_first_process() {
            signal_hook::flag::register_conditional_shutdown(number, 128 + number, Arc::clone(idle()))?;
        } else {
            signal_hook::flag::register_conditional_default(number, Arc::clone(idle()))?;
        }
    }
    for (number, arrived) in unreceived() {
        if !ignored.contains(*number) {
            signal_hook::flag::register(*number, Arc::clone(arrived))?;
        }
    }
    let mut signals = SignalsInfo::<WithRawSiginfo>::new(caught)?;
    if let Some(sleeps) = SLEEPS.get() {
        sleeps.store(false, Ordering::SeqCst);
    }
    let receiving = move || {
        for signal in signals.forever() {
            receive(Arrived { number: signal.si_signo, by_terminal: signal.si_code == SI_KERNEL });
            if let Some((_, arrived)) = unreceived().iter().find(|(number, _)| *number == signal.si_signo) {
                arrived.store(false, Ordering::SeqCst);
            }
        }
    };
    std::thread::Builder::new().spawn(receiving).map(drop)
}

/// Some signals, a bit each.
struct Mask(u64);

impl Mask {
    fn contains(&self, number: i32) -> bool {
        self.0 >> (number - 1) & 1 == 1
    }
}

/// The signals that are ignored (proc(5)).
fn ignored() -> Mask {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    Mask(mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default())
}

/// The signals that are caught, each with whether it has arrived and the thread has not got to it.
fn unreceived() -> &'static [(i32, Arc<AtomicBool>)] {
    static UNRECEIVED: OnceLock<Vec<(i32, Arc<AtomicBool>)>> = OnceLock::new();
    UNRECEIVED.get_or_init(|| CAUGHT.into_iter().map(|number| (number, Arc::default())).collect())
}

/// Whether a signal has arrived that was not received yet.
#[must_use]
pub fn is_one_unreceived() -> bool {
    unreceived().iter().any(|(_, arrived)| arrived.load(Ordering::SeqCst))
}

/// Whether no command runs: then the signals that are caught end this process.
pub fn idle() -> &'static Arc<AtomicBool> {
    static IDLE: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    IDLE.get_or_init(|| Arc::new(AtomicBool::new(true)))
}

/// Whether the first process of a container sleeps: then signals end it.
static SLEEPS: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Lets signals end this process while it sleeps, even if it is the first process of a container, which
/// the system protects from signals that it does not handle (`pid_namespaces(7)`).
pub fn end_first_process_too() {
    SLEEPS.get_or_init(|| {
        let sleeps = Arc::new(AtomicBool::new(true));
        let ignored = if is_first_process() { ignored() } else { Mask(u64::MAX) };
        for number in ENDING.into_iter().filter(|number| !ignored.contains(*number)) {
            // If this fails, the process is as deaf as it would be without it.
            drop(signal_hook::flag::register_conditional_shutdown(number, 128 + number, Arc::clone(&sleeps)));
        }
        sleeps
    });
}

fn is_first_process() -> bool {
    std::process::id() == 1
}
