//! A program of one's own that reads what was not understood. It chooses among numbers that it is given, so it cannot bring in anything that
//! the mail does not have.

use super::listing::ListedMail;
use crate::cli::inputs::Books;
use crate::cli::proposals::FOLDER;
use crate::cli::replacing::replace;
use crate::cli::shell::Shell;
use anyhow::{Context, Result, anyhow, bail};
use collect::calendar::Day;
use collect::inbox::{KnownCustomer, KnownCustomers, ModelEvent, ModelQuestion, model_question, with_model};
use fs_err as fs;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Its answers, a line for each mail.
const ANSWERS: &str = "inbox-answers.jsonl";
/// A program that has not answered by then is ended.
const LONGEST: Duration = Duration::from_secs(120);
const BETWEEN: Duration = Duration::from_millis(20);
/// The longest answer, in bytes.
const LARGEST: u64 = 1 << 20;

pub struct Model<'m> {
    command: &'m [String],
    path: PathBuf,
    kept: BTreeMap<String, Value>,
    is_changed: bool,
    is_dry: bool,
}

impl<'m> Model<'m> {
    pub fn open(command: &'m [String], books: &Books, is_dry: bool) -> Result<Model<'m>> {
        let path = books.in_project(FOLDER).join(ANSWERS);
        let text = match fs::read_to_string(&path) {
            _ if command.is_empty() => String::new(),
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            read => read?,
        };
        let mut kept = BTreeMap::new();
        for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let mut row: Value =
                serde_json::from_str(line).map_err(|error| anyhow!("{}:{}: {error}: delete the line", path.display(), place + 1))?;
            if let (Some(mail), answer) = (row["mail"].as_str().map(str::to_owned), row["answer"].take()) {
                kept.insert(mail, answer);
            }
        }
        Ok(Model { command, path, kept, is_changed: false, is_dry })
    }

    /// Asks about a mail, if something in it is unclear. What goes wrong is told, and the mail stays as it is.
    pub fn ask(&mut self, one: &mut ListedMail, debtors: &KnownCustomers, as_of: Day, shell: &Shell) {
        if self.command.is_empty() {
            return;
        }
        let debtor: Option<&KnownCustomer> = one.heard.customer.as_deref().and_then(|id| debtors.get(id));
        let Some(question) = debtor.and_then(|debtor| model_question(&one.heard, debtor, one.heard.on.unwrap_or(as_of))) else { return };
        let answered = match self.kept.get(&one.mail.digest) {
            Some(answer) => events_of(answer, &question),
            None => self.answer(&question).and_then(|answer| {
                let events = events_of(&answer, &question)?;
                self.kept.insert(one.mail.digest.clone(), answer);
                self.is_changed = true;
                Ok(events)
            }),
        };
        match answered {
            Ok(events) => with_model(&mut one.heard, &question, &events),
            Err(error) => shell.warn(&format!("{}: inbox.command: {error:#}; the mail is left as it was understood", one.place)),
        }
    }

    /// Keeps the answers, so that a second run is the same.
    pub fn keep(&self) -> Result<()> {
        if !self.is_changed || self.is_dry {
            return Ok(());
        }
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let lines = self
            .kept
            .iter()
            .map(|(mail, answer)| format!("{}\n", serde_json::json!({ "mail": mail, "answer": answer })))
            .collect::<String>();
        replace(&self.path, |out| out.write_all(lines.as_bytes())).with_context(|| format!("cannot write {}", self.path.display()))
    }

    fn answer(&self, question: &ModelQuestion) -> Result<Value> {
        let (program, arguments) = self.command.split_first().ok_or_else(|| anyhow!("it names no program"))?;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        let text = question.json();
        let input = child.stdin.take();
        // It may answer before it has read all: both ends are served at once.
        let writing = std::thread::spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
        let output = child.stdout.take();
        let reading = std::thread::spawn(move || {
            let mut answer = String::new();
            output.map(|output| output.take(LARGEST).read_to_string(&mut answer)).transpose().map(|_| answer)
        });
        ended(&mut child, program)?;
        drop(writing.join());
        let answer = reading.join().map_err(|_| anyhow!("its answer cannot be read"))?.context("its answer cannot be read")?;
        serde_json::from_str(&answer).with_context(|| format!("{program} did not answer in JSON"))
    }
}

fn ended(child: &mut Child, program: &str) -> Result<()> {
    let mut waited = Duration::ZERO;
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => bail!("{program} failed: {status}"),
            None if waited >= LONGEST => {
                child.kill()?;
                child.wait()?;
                bail!("{program} did not answer in {} seconds", LONGEST.as_secs());
            }
            None => {
                std::thread::sleep(BETWEEN);
                waited += BETWEEN;
            }
        }
    }
}

/// The events of an answer. Each names numbers of the question, or the answer is none.
fn events_of(answer: &Value, question: &ModelQuestion) -> Result<Vec<ModelEvent>> {
    let events = answer["events"].as_array().ok_or_else(|| anyhow!("the answer has no list `events`"))?;
    events.iter().map(|event| event_of(event, question)).collect()
}

fn event_of(event: &Value, question: &ModelQuestion) -> Result<ModelEvent> {
    let number = |name: &str, count: usize| -> Result<Option<usize>> {
        match &event[name] {
            Value::Null => Ok(None),
            value => match value.as_u64().and_then(|number| usize::try_from(number).ok()).filter(|number| (1..=count).contains(number)) {
                Some(number) => Ok(Some(number - 1)),
                None => bail!("`{name}` is {value}, and not one of the numbers 1 to {count}"),
            },
        }
    };
    let mut invoices = Vec::new();
    for value in event["invoices"].as_array().into_iter().flatten() {
        let place =
            value.as_u64().and_then(|number| usize::try_from(number).ok()).filter(|number| (1..=question.invoices.len()).contains(number));
        invoices.push(place.ok_or_else(|| anyhow!("`invoices` has {value}, and not only numbers 1 to {}", question.invoices.len()))? - 1);
    }
    let kind = event["type"].as_str().unwrap_or_default().to_owned();
    if !ModelQuestion::KINDS.contains(&kind.as_str()) {
        bail!("`type` is {}, and not one of {}", event["type"], ModelQuestion::KINDS.join(", "));
    }
    let clause = number("clause", question.clauses.len())?.ok_or_else(|| anyhow!("an event has no `clause`"))?;
    Ok(ModelEvent {
        kind,
        clause,
        invoices,
        date: number("date", question.dates.len())?,
        amount: number("amount", question.amounts.len())?,
    })
}
