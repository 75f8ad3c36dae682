//! `ctx brief`: tell an agent what it needs to know when it starts.

mod news;
mod problems;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::commands::Answer;
use crate::commands::start::brief::news::{CHANGES, News, news};
use crate::commands::start::brief::problems::problems;
use crate::kept::collection::Kept as _;
use crate::kept::read_position::{BRIEFED, ReadPosition, Reader};
use crate::kept::work;
use crate::kept::work::Section;
use crate::log::entry::{Action, Revision};
use crate::options::max_bytes::MaxBytesArgs;
use crate::output::{escape, fit, framed};
use crate::session::Context;
use crate::session::transaction::Request;

/// What a frame takes beside its lines, in bytes, and then for each line.
const FRAME: (usize, usize) = (80, 2);

/// Tell an agent what it needs to know when it starts
///
/// Prints problems, the handoffs that you hold or can accept, your unread messages, your tasks, leases and votes,
/// and what changed since your last brief, newest first; then records that you have seen that. Messages stay
/// unread. Each agent has its own last brief, and so has each of its sessions that the environment names.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx brief
  ctx brief --agent reviewer --peek
  ctx brief --json --max-bytes 4k")]
pub struct Args {
    #[command(flatten)]
    bound: MaxBytesArgs,

    /// Do not record that you have seen the changes
    #[arg(long)]
    peek: bool,

    /// Print a JSON object, within the same bound
    #[arg(long)]
    json: bool,
}

/// What there is to tell.
struct Brief {
    agent: String,
    rev: Revision,
    since: Option<Revision>,
    problems: Vec<String>,
    sections: Vec<Section>,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    let (reader, now) = (context.session.reader()?, context.session.now());
    let snapshot = context.store.read()?;
    let document = &snapshot.document;
    let (read, since) = (reader.position(document)?, reader.briefed(document)?);
    let mut problems = problems(&snapshot, &reader.agent, context);
    let mut sections = work::open(document, Some(&reader.agent), now);
    let mut is_any = false;
    match news(context.store.as_ref(), &reader, (read, since, snapshot.revision), now) {
        Ok(News { messages, changes, is_any: is_new }) => {
            sections.insert(1, messages);
            sections.push(changes);
            is_any = is_new;
        }
        Err(error) => problems.insert(0, format!("the log: {error:#}: ctx doctor")),
    }
    let brief = Brief { agent: reader.agent.to_string(), rev: snapshot.revision, since, problems, sections };
    let most = args.bound.bytes();
    if args.json {
        let data = brief.data(most);
        // What was left out is still to be seen.
        is_any &= data.get(CHANGES).is_some();
        context.out.line(&data.to_string())?;
    } else {
        let columns = context.out.columns().map(|columns| columns.saturating_sub(FRAME.1));
        let (text, sections) = brief.text((most, columns), &|hint| context.session.command(hint));
        is_any &= sections.iter().any(|line| line.starts_with(&format!("{CHANGES}: ")));
        context.out.text(&text)?;
    }
    context.out.flush()?;
    if is_any && !args.peek && !context.out.is_closed() {
        record(context, &reader, snapshot.revision)?;
    }
    Ok(Answer::Yes)
}

/// Records that the agent was briefed, unless it was briefed on more meanwhile.
fn record(context: &mut Context<'_>, reader: &Reader, rev: Revision) -> Result<()> {
    let request = Request::plain("record the brief".to_owned(), ReadPosition::collection());
    let done = request.run(context, |draft| {
        if reader.briefed(draft.document())?.is_none_or(|briefed| briefed < rev) {
            reader.advance_brief(draft, rev)?;
        }
        Ok((Action { op: BRIEFED, args: json!({"rev": rev}) }, ()))
    })?;
    done.print(context.out, []);
    Ok(())
}

impl Brief {
    /// The brief in words, with the lines of its sections, in at most `most` bytes with its final line break, its lines cut to `columns`.
    fn text(&self, (most, columns): (usize, Option<usize>), command: &dyn Fn(&str) -> String) -> (String, Vec<String>) {
        let since = self.since.map(|since| format!(", last brief at {since}")).unwrap_or_default();
        let head = format!("{} at revision {}{since}", self.agent, self.rev);
        let mut lines = vec![escape(&head, false).into_owned()];
        let mut left = most.saturating_sub(head.len() + 1);
        for (i, problem) in self.problems.iter().enumerate() {
            let line = format!("problem: {}", escape(&command(&work::clipped(problem)), false));
            if line.len() + 1 > left / 2 {
                let rest = format!("problems: {} more: ctx doctor", self.problems.len() - i);
                left = left.saturating_sub(rest.len() + 1);
                lines.push(rest);
                break;
            }
            left -= line.len() + 1;
            lines.push(line);
        }
        // A frame escapes what is left unescaped here: nothing.
        let mut within = left.saturating_sub(FRAME.0);
        loop {
            let told = work::lines(&self.sections, within);
            let told: Vec<String> = told.iter().map(|line| fit(line, columns)).collect();
            let size: usize = told.iter().map(|line| line.len() + 1 + FRAME.1).sum();
            if told.is_empty() {
                break;
            }
            if size + FRAME.0 <= left {
                lines.push(framed("brief", "other agents", told.iter().map(String::as_str)));
                return (lines.join("\n"), told);
            }
            within = within.saturating_sub((size + FRAME.0).saturating_sub(left).max(1));
        }
        if self.sections.iter().all(Section::is_empty) {
            lines.push("nothing is open, and nothing is new".to_owned());
        }
        (lines.join("\n"), Vec::new())
    }

    /// The brief as data, in at most `most` bytes with its final line break.
    fn data(&self, most: usize) -> Value {
        let mut all = Map::from_iter([
            ("agent".to_owned(), self.agent.as_str().into()),
            ("rev".to_owned(), self.rev.number().into()),
            ("since".to_owned(), self.since.map(Revision::number).into()),
        ]);
        let size = |all: &Map<String, Value>| escape(&Value::from(all.clone()).to_string(), false).len() + 1;
        let problems: Vec<Value> = self.problems.iter().map(|problem| work::clipped(problem).into()).collect();
        all.insert("problems".to_owned(), problems.into());
        if size(&all) > most / 2 {
            let rest = format!("{} problems: ctx doctor", self.problems.len());
            all.insert("problems".to_owned(), vec![rest].into());
        }
        let mut within = most.saturating_sub(size(&all));
        loop {
            let mut whole = all.clone();
            whole.extend(work::data(&self.sections, within));
            let over = size(&whole).saturating_sub(most);
            if over == 0 || within == 0 {
                return whole.into();
            }
            within = within.saturating_sub(over);
        }
    }
}
