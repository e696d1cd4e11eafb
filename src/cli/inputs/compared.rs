//! What `collect sync` needs: a new export, the book, and all events, compared with each other.

mod instalments;
mod left_out;
mod refusals;
mod statuses;

use super::blocks::shared_blocks;
use super::files::{is_stdin, unreadable};
use super::kept::{book_head, file_digest, kept_files, kept_paths};
use super::loader::Loader;
use super::project::Root;
use super::reading::LedgerReading;
use super::sources::{LedgerFile, export_source, is_same, project_export};
use super::{resolved_today, templates, workflow};
use crate::cli::arguments::Files;
use crate::cli::findings::{Findings, Verdict};
use crate::cli::log_file::locked;
use crate::cli::outcome::Failure;
use crate::cli::replacing::followed;
use crate::cli::shares::{Cores, cores};
use crate::cli::shell::Shell;
use crate::cli::today::{AsOf, today as today_in};
use anyhow::{Context, anyhow};
use collect::calendar::Day;
use collect::finding::{Code, Finding, Place};
use collect::ledger::reading::{BadRows, EventReader, InvoiceParser};
use collect::ledger::{Columns, Events, Snapshot};
use collect::plan::columns_read;
use collect::project::OpenOn;
use collect::record::{LogRow, log_rows};
use collect::sync::{
    BookColumns, BookHead, CommonTexts, Export, GoneAs, KnownBlock, KnownInvoices, OpenShare, OtherFiles, Rewriting, WatchedColumns,
};
use collect::workflow::Workflow;
use instalments::known_instalments;
use refusals::{day_of_rows, refuse_columns_of_the_book};
pub use statuses::NewStatus;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// A project with an export that is to be compared with the book.
pub struct Comparing {
    pub day: Day,
    pub book: PathBuf,
    pub synced: PathBuf,
    /// What the book says of itself, if there is one.
    pub last: Option<BookHead>,
    /// The digest of the export, before it is read.
    pub file: Option<u64>,
    /// What an invoice that has left the exports is taken for, by the project.
    pub gone: GoneAs,
    workflow: Workflow,
    kept: Option<LedgerFile>,
    loader: Loader,
    /// The payments and credits in the export itself, if it may have any.
    money: Option<Loader>,
    /// While this is there no other run changes the book.
    _lock: Option<File>,
}

/// What a book says of its invoices, which texts it has and where, and which of them the export has, too.
type KnownBook = (KnownInvoices, Vec<(String, usize)>, CommonTexts);

/// What is noticed of an export as a whole before anything is written.
pub struct NoticedExport {
    /// How much of what was open it still has.
    pub share: OpenShare,
    pub is_older: bool,
    pub statuses: Vec<NewStatus>,
    /// Invoices of which the instalments are others than before, with their lines.
    pub replanned: Vec<(String, u32)>,
    /// Columns by which the workflow chooses that the export does not have any more.
    pub lost_columns: Vec<String>,
    /// The export, as messages name it.
    pub file: String,
}

impl Comparing {
    /// Reads the project, the workflow, the head of the book, and as much of the export as says of which day it is.
    /// A dry run leaves no lock behind.
    pub fn open(typed: &Files, as_of: Option<AsOf>, is_dry: bool, shell: &Shell) -> Result<Comparing, Failure> {
        let mut findings = Findings::default();
        let root = Root::find(&mut findings)?;
        let sources = templates::sources(&root, false, &mut findings);
        let workflow = workflow::load(typed.workflow.as_deref(), &root, &sources, &mut findings);
        let Some(workflow) = workflow.filter(|_| !findings.any_error()) else { return Err(findings.into()) };
        shell.tell(&findings, Verdict::Done);
        let [book, synced] = kept_paths(&root);
        if is_same(&export_source(typed, &root).path, &book) {
            return Err(anyhow!("{} is the book itself: name the export under ledger.invoices, or with --invoices", book.display()).into());
        }
        let export = export_source(typed, &root);
        if export.are_einvoices() {
            return Err(anyhow!("e-invoices are no export of open items: `collect plan` reads them as they are").into());
        }
        if is_stdin(&export.path) {
            if as_of.is_none() && export.csv.open_on.is_none() {
                return Err(anyhow!("standard input is read only once, so give the day of the export with --as-of").into());
            }
            if export.csv.layout.may_have_events() {
                return Err(anyhow!("an export that may have payments is read twice: save it, then name it with --invoices").into());
            }
        }
        let lock = if is_dry { None } else { Some(locked(&book, &followed(&book))?) };
        let today = || resolved_today(Some(&workflow), shell);
        let said = match (as_of, export_source(typed, &root).csv.open_on) {
            (Some(AsOf::Date(day)), _) | (None, Some(OpenOn::Day(day))) => Some(day),
            (Some(as_of), _) => Some(as_of.on(today()?).map_err(|wrong| anyhow!(wrong)).context("--as-of")?),
            (None, Some(OpenOn::AsOf)) => Some(today()?),
            (None, None) => None,
        };
        let loader = |day: Day| {
            let mut loader = Loader::of_export(typed, &root, day);
            // What a row itself says of its day comes first.
            let open_on = &mut loader.invoices.csv.open_on;
            *open_on = open_on.or(Some(OpenOn::AsOf));
            loader
        };
        let day = match said {
            Some(day) => day,
            None => day_of_rows(&loader(Day::FIRST))?,
        };
        // Where the zone had to be guessed, it may be tomorrow already where the export was made.
        let now = today_in(workflow.timezone)?;
        if day > now.day.plus(i32::from(now.note.is_some())) {
            let what_to_do = if as_of.is_some() { "correct --as-of" } else { "give the day of the export with --as-of" };
            return Err(
                anyhow!("the export is of {day}, which has not come: today is {}; nothing was written; {what_to_do}", now.day).into()
            );
        }
        let gone = root.project.ledger.gone.as_deref();
        let gone = GoneAs::ALL.into_iter().find(|word| Some(word.name()) == gone).unwrap_or_default();
        let loader = loader(day).in_zone_of(Some(&workflow));
        let kept = kept_files(&root).map(|[book, _]| book);
        let last = kept.as_ref().map(|book| book_head(&loader.open, &book.path)).transpose().map_err(Findings::from)?;
        if let Some(last) = last.filter(|last| day < last.day) {
            return Err(anyhow!(
                "the export is of {day}, but {} has seen that of {} already: nothing was written; a later export is needed",
                book.display(),
                last.day
            )
            .into());
        }
        let is_fixed = as_of.is_none() && matches!(export.csv.open_on, Some(OpenOn::Day(_)));
        if is_fixed && last.is_some_and(|last| last.day == day) {
            let replaced = "if you replace the file for every run, write open_on: as_of, or give --as-of";
            shell.note(&format!("the export is of {day} again, as ledger.invoices.open_on says in collect.yaml; {replaced}"));
        }
        let instalments = known_instalments(&loader, kept.as_ref());
        let loader = loader.with_instalments(instalments.clone());
        let money = Loader::of_money_in_export(typed, &root, day).map(|money| money.in_zone_of(Some(&workflow)));
        let money = money.map(|money| money.with_instalments(instalments));
        let file = Some(&export.path).filter(|path| is_same(path, &project_export(&root))).and_then(|path| file_digest(path));
        Ok(Comparing { day, book, synced, last, file, gone, workflow, kept, loader, money, _lock: lock })
    }

    /// The rows of the log, if there is one.
    pub fn log_rows(&self) -> Result<Vec<LogRow>, Failure> {
        let Some(log) = self.loader.events.iter().find(|source| source.is_log && source.path.exists()) else { return Ok(Vec::new()) };
        let mut bytes = Vec::new();
        self.loader
            .bytes(log)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(|error| Findings::from(unreadable(&log.path, &error)))?;
        Ok(log_rows(&bytes))
    }

    /// The book as it was opened, with its head.
    pub fn old_book(&self) -> io::Result<Option<(Box<dyn Read + Send>, BookHead)>> {
        let old = self.kept.as_ref().zip(self.last);
        old.map(|(book, head)| Ok((self.loader.bytes(book)?, head))).transpose()
    }

    /// Lets go of the book and its events, which are to be replaced.
    pub fn close(&self) {
        for loader in [Some(&self.loader), self.money.as_ref()].into_iter().flatten() {
            [&self.book, &self.synced]
                .into_iter()
                .chain(self.kept.as_ref().map(|book| &book.path))
                .for_each(|path| loader.open.close(path));
        }
    }

    /// Compares the export with the book and hands over what came of it, with what was found on the way. Error: something cannot be
    /// read, or the export is refused.
    pub fn compare<T>(
        &self,
        typed: Option<GoneAs>,
        shell: &Shell,
        then: impl FnOnce(&Rewriting<'_>, NoticedExport, Findings) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut reading = LedgerReading::new(&self.loader, BadRows::Stop).without_digest();
        let shown = reading.progress.shown(shell);
        let events = reading.events(EventReader::new(false)).finish();
        let synced = self.synced.display().to_string();
        let others = OtherFiles {
            events: &events,
            rules: &self.workflow.overrides.payment,
            fx: self.loader.fx.as_ref(),
            day: self.day,
            synced: &synced,
        };
        let opened = reading.open(&self.loader.invoices);
        let Some((file, name, format)) = opened else { return Err(found(&reading)) };
        let Some((blocks, parser)) = InvoiceParser::open(file, &name, &format, &mut reading.report) else { return Err(found(&reading)) };
        let columns = parser.columns().clone();
        refuse_columns_of_the_book(&columns, &name, &mut reading);
        let statuses = self.status_columns(&columns);
        let watched: Vec<String> = statuses.iter().map(|status| status.name.clone()).collect();
        let (known, of_book, texts) = self.known(&mut reading, &columns, &others, &watched)?;
        let of_export = self.money_of_export(&mut reading);
        let of_export = of_export.as_ref().map(|events| OtherFiles { events, ..others });
        let export =
            Export::new(&known, &of_book, texts, &columns, (self.last.map(|last| last.day), self.day)).with_money(of_export.as_ref());
        let names = |column: &str| self.loader.invoices.csv.columns.iter().find(|(known, _)| known == column).map(|(_, names)| names);
        let export = export.with_one_column(names("amount").is_some() && names("amount") == names("open_amount"));
        let export = export.with_balances(self.has_balances(&columns));
        let is_void = |column: usize, word: &str| statuses.get(column).is_some_and(|status| status.is_void(word));
        let export = if self.last.is_some() { export.watching(WatchedColumns::new(&watched, &columns), &is_void) } else { export };
        let worker = || (parser.share(BadRows::Stop, BTreeSet::new()), export.share(), reading.progress.clone());
        let workers = shared_blocks(
            blocks,
            || cores().get(),
            worker,
            |(share, found, progress), number, block| {
                progress.rows(share.read_with_lines(block, |invoices, lines| found.read(&export, number, invoices, lines)));
                !share.is_over()
            },
        );
        let (mut all, mut read) = (export.share(), parser.share(BadRows::Stop, BTreeSet::new()));
        for (share, found, _) in workers {
            read.join(share);
            all.join(found);
        }
        drop(shown);
        self.loader.tell_left_out(shell);
        let count = read.count();
        read.tell(&Cores, &mut reading.report, || reading_again(&self.loader));
        all.finish(self.last.is_none());
        self.refuse(&name, &all, &mut reading);
        reading.sound()?;
        let nothing = self.loader.nothing(0);
        if count == 0 && !nothing.is_fine() {
            return Err(Findings::from(nothing.finding()).into());
        }
        let mut matched: Vec<String> = columns_read(&self.workflow).map(str::to_owned).collect();
        matched.sort_unstable();
        matched.dedup();
        let (left_out, replanned) = self.loader.rows_left_out();
        let mut left_out = self.left_out(&known, &left_out, typed);
        for (row, column, word) in &all.void {
            left_out.add_void(*row, statuses[*column].because(word));
        }
        let rewriting = Rewriting::new(export, all, typed.unwrap_or(self.gone), matched).with_left_out(left_out);
        let noticed = NoticedExport {
            share: rewriting.open_share(),
            is_older: rewriting.is_older(),
            statuses: self.new_statuses(&statuses, &known.words, &rewriting),
            replanned,
            lost_columns: rewriting.lost_columns().map(str::to_owned).collect(),
            file: name,
        };
        let mut findings = Findings::default();
        findings.absorb(&reading.report);
        then(&rewriting, noticed, findings)
    }

    /// Has the file itself a column of what is open, and is it not worked out?
    fn has_balances(&self, columns: &Columns) -> bool {
        let csv = &self.loader.invoices.csv;
        let is_worked_out = csv.layout.paid_amount.is_some() || !csv.layout.settled_when.is_empty();
        columns.snapshot() != Snapshot::None && (csv.columns.iter().any(|(column, _)| column == "open_amount") || !is_worked_out)
    }

    /// The payments and credits in the export itself. One that names no invoice would be lost.
    fn money_of_export(&self, reading: &mut LedgerReading<'_>) -> Option<Events> {
        let mut own = LedgerReading::new(self.money.as_ref()?, BadRows::Stop).without_digest();
        let events = own.events(EventReader::new(false)).finish();
        if let Some(subject) = events.customers().into_iter().next() {
            let first = events.of(subject).next().map(|event| events.place(&event));
            let message = format!("a payment of customer {} names no invoice: in the book it would be lost", events.id(subject));
            let hint = "list its kind under ledger.invoices.documents.credit, so that it is an open credit; or do not use `collect sync`";
            let finding = Finding::new(Code::ConflictingCells, message).hint(hint);
            reading.report.add(first.into_iter().fold(finding, Finding::at));
        }
        Some(events).filter(|events| !events.is_empty())
    }

    /// What the book says, which texts it has, and which of them the export has, too.
    fn known(
        &self,
        reading: &mut LedgerReading<'_>,
        export: &Columns,
        others: &OtherFiles<'_>,
        watched: &[String],
    ) -> Result<KnownBook, Failure> {
        let Some(book) = &self.kept else { return Ok((KnownInvoices::default(), Vec::new(), CommonTexts::default())) };
        let Some((file, name, format)) = reading.open(book) else { return Err(found(reading)) };
        let Some((blocks, parser)) = InvoiceParser::open(file, &name, &format, &mut reading.report) else { return Err(found(reading)) };
        let columns = match BookColumns::find(parser.columns()) {
            Ok(columns) => columns,
            Err(wrong) => {
                let finding = Finding::new(Code::UnreadableFile, wrong.to_string()).hint("take it from a backup");
                reading.report.add(finding.at(Place::line(&name, 1)));
                return Err(found(reading));
            }
        };
        let texts = CommonTexts::new(&columns, export);
        let watched = WatchedColumns::new(watched, parser.columns());
        let worker = || (parser.share(BadRows::Stop, BTreeSet::new()), Vec::new(), reading.progress.clone());
        let workers = shared_blocks(
            blocks,
            || cores().get(),
            worker,
            |(share, known, progress), number, block| {
                let mut of_block = KnownBlock::watching(watched.clone());
                let read =
                    |invoices: &[collect::ledger::Invoice<'_>], lines: &[u32]| of_block.read(invoices, lines, &columns, &texts, others);
                progress.rows(share.read_with_lines(block, read));
                known.push((number, of_block));
                !share.is_over()
            },
        );
        let mut read = parser.share(BadRows::Stop, BTreeSet::new());
        let mut blocks: Vec<(u64, KnownBlock)> = Vec::new();
        for (share, known, _) in workers {
            read.join(share);
            blocks.extend(known);
        }
        read.tell(&Cores, &mut reading.report, || {
            let (file, _, format) = LedgerReading::new(&self.loader, BadRows::Stop).without_digest().open(book)?;
            Some((file, format))
        });
        blocks.sort_unstable_by_key(|(number, _)| *number);
        for (line, wrong) in blocks.iter().flat_map(|(_, block)| &block.faults) {
            let finding = Finding::new(Code::ConflictingCells, wrong.to_string()).hint("correct the cell, or take the book from a backup");
            reading.report.add(finding.at(Place::line(&name, *line)));
        }
        reading.sound()?;
        let known = KnownInvoices::new(blocks.into_iter().map(|(_, block)| block).collect());
        Ok((known, columns.texts().to_vec(), texts))
    }
}

fn found(reading: &LedgerReading<'_>) -> Failure {
    let mut findings = Findings::default();
    findings.absorb(&reading.report);
    findings.into()
}

fn reading_again(loader: &Loader) -> Option<(Box<dyn Read + Send>, collect::ledger::reading::Format)> {
    let (file, _, format) = LedgerReading::new(loader, BadRows::Stop).without_digest().open(&loader.invoices)?;
    Some((file, format))
}
