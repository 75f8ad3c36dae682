//! `ctx task progress`: show the progress.

use anyhow::{Context as _, Result};

use crate::commands::together::task::all::Removed;
use crate::commands::together::task::{Answer, QueueArgs};
use crate::kept::task::Progress;
use crate::session::Context;

/// Show how many tasks are done, running, failed and pending
///
/// Prints a progress bar on a terminal, JSON otherwise.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task progress
  ctx task progress --queue pages")]
pub struct Args {
    #[command(flatten)]
    queue: QueueArgs,

    /// Print JSON, even on a terminal
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let document = context.store.read()?.document;
    let all = Removed::default().with_all(&document, context.store.as_ref(), context.session.now());
    let tasks = all.with_context(|| context.could_not("count the tasks"))?;
    args.queue.say_unknown(&document, context)?;
    let progress = Progress::of(tasks.iter().filter(|task| args.queue.includes(task)), context.session.now());
    match context.out.columns().filter(|_| !args.json) {
        Some(columns) => context.out.line(&bar(&progress, columns))?,
        None => context.out.line(&serde_json::to_string(&progress)?)?,
    }
    Ok(Answer::Yes)
}

/// Returns the numbers, and a bar as long as fits: `=` done, `x` failed or cancelled, `>` running.
pub(super) fn bar(progress: &Progress, columns: usize) -> String {
    let Progress { done, running, failed, pending, total, cancelled } = *progress;
    let gone = if cancelled > 0 { format!(", {cancelled} cancelled") } else { String::new() };
    let numbers = format!("{done}/{total} done, {running} running, {failed} failed, {pending} pending{gone}");
    let width = columns.saturating_sub(numbers.len() + 3).min(40);
    if width < 10 {
        return numbers;
    }
    // Any progress shows, and the bar is never full before the end.
    let share = |count: usize| (count * width).checked_div(total).unwrap_or_default();
    let (done, failed, running) = (share(done), share(failed + cancelled), share(running));
    let rest = width - done - failed - running;
    format!("[{}{}{}{}] {numbers}", "=".repeat(done), "x".repeat(failed), ">".repeat(running), ".".repeat(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_takes_the_room_that_the_numbers_leave() {
        let progress = Progress { done: 5, running: 2, failed: 1, pending: 2, total: 10, cancelled: 0 };
        let numbers = "5/10 done, 2 running, 1 failed, 2 pending";
        assert_eq!(bar(&progress, 64), format!("[==========xx>>>>....] {numbers}"));
        assert_eq!(bar(&progress, 50), numbers);
        assert_eq!(
            bar(&Progress::default(), 60),
            format!("[{}] 0/0 done, 0 running, 0 failed, 0 pending", ".".repeat(17))
        );
    }
}
