//! One row of an events file: which cells its type needs, and what they say.

use super::amount::DecimalMark;
use super::cell::Cells;
use super::column::{Header, InputColumn};
use super::date::DateFormats;
use super::event_type::EventType;
use super::format::Format;
use super::report::Report;
use super::row::{Problem, Row};
use super::sheet::Sheet;
use crate::calendar::Day;
use crate::channel::Channel;
use crate::finding::{Code, Finding, quoted};
use crate::ledger::CallOutcome;
use crate::money::{Currency, Minor};
use crate::spreadsheet::unguarded;

/// The columns of an events file, and how its cells are written.
#[derive(Clone)]
pub(super) struct EventRow {
    date: InputColumn,
    type_column: Option<InputColumn>,
    invoice: Option<InputColumn>,
    customer: Option<InputColumn>,
    amount: Option<InputColumn>,
    currency: Option<InputColumn>,
    until: Option<InputColumn>,
    reason: Option<InputColumn>,
    channel: Option<InputColumn>,
    stage: Option<InputColumn>,
    address: Option<InputColumn>,
    by: Option<InputColumn>,
    note: Option<InputColumn>,
    id: Option<InputColumn>,
    reference: Option<InputColumn>,
    outcome: Option<InputColumn>,
    /// The type of every row, where the file has one only.
    fixed: Option<EventType>,
    /// Is it read who said what?
    pub with_notes: bool,
    /// Is any cell made of several fields?
    any_composite: bool,
    dates: DateFormats,
    decimal: DecimalMark,
}

/// What a row says, checked but for what only its invoice can tell. Texts that are not given are empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventCells<'a> {
    pub date: Day,
    pub kind: EventType,
    pub invoice: &'a str,
    pub customer: &'a str,
    pub amount: Option<AmountCell<'a>>,
    pub currency: Option<Currency>,
    pub until: Option<Day>,
    pub channel: Option<Channel>,
    pub outcome: Option<CallOutcome>,
    pub reason: &'a str,
    pub stage: &'a str,
    pub address: &'a str,
    pub by: &'a str,
    pub note: &'a str,
    pub id: &'a str,
    pub reference: &'a str,
}

/// So many texts has the row of an event.
pub(super) const TEXTS: usize = 10;

#[derive(Clone, Copy, Debug)]
pub(super) struct AmountCell<'a> {
    /// In minor units of the row's currency; without one, as [`super::Written::without_currency`] gives it.
    pub amount: Minor,
    /// How many decimals are written, where the currency is not known.
    pub decimals: Option<u8>,
    /// The currency sign that is written, where the currency is not known.
    pub sign: &'a str,
    /// The currency that the row names, by its own column or before the amount.
    pub currency: Option<Currency>,
}

impl<'a> EventCells<'a> {
    /// All texts, the invoice first.
    pub fn texts(&self) -> [&'a str; TEXTS] {
        let EventCells { invoice, customer, reason, stage, address, by, note, id, reference, .. } = *self;
        [invoice, customer, reason, stage, address, by, note, id, reference, self.amount.map_or("", |cell| cell.sign)]
    }

    /// The same with texts as they were before they were guarded against spreadsheets. The sign of an amount never was.
    pub fn unguarded(self) -> Self {
        let [invoice, customer, reason, stage, address, by, note, id, reference, _] = self.texts().map(unguarded);
        EventCells { invoice, customer, reason, stage, address, by, note, id, reference, ..self }
    }
}

fn channel_in(column: &InputColumn, cells: &mut Cells<'_, '_>) -> Option<Channel> {
    cells.word(column, Code::UnknownChannel, "a channel", &Channel::ALL, Channel::name)
}

/// Is a `ref` written as the id of an action of a stage is: `INVOICE/stage/action/n`?
fn is_an_action(reference: &str) -> bool {
    let mut parts = reference.rsplit('/');
    let is_number = parts.next().is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    is_number && parts.clone().count() >= 3 && parts.all(|part| !part.is_empty())
}

impl EventRow {
    /// Finds the columns; nothing, and errors told, where one is missing.
    pub fn new(sheet: &Sheet, format: &Format, report: &mut Report) -> Option<EventRow> {
        let mut header = Header::new(sheet, format);
        let fixed = format.kind;
        let date = header.need("date");
        let type_column = if fixed.is_none() { header.need("type") } else { None };
        let (invoice, customer) = (header.find("invoice_id"), header.find("customer_id"));
        let mapped = |name: &str| format.columns.contains_key(name);
        let customer_is_enough = fixed.is_none_or(EventType::may_name_a_customer);
        if invoice.is_none() && !mapped("invoice_id") && !(customer_is_enough && (customer.is_some() || mapped("customer_id"))) {
            let wanted = if customer_is_enough { "column \"invoice_id\" or \"customer_id\"" } else { "column \"invoice_id\"" };
            let hint = "if it has another name in the file, set `columns: { invoice_id: … }` in the project file";
            header.add(Finding::new(Code::MissingColumn, format!("{wanted} is missing")).hint(hint));
        }
        let mut optional = |name: &str| match fixed.and_then(EventType::needs) {
            Some(needed) if needed == name => header.need(name),
            _ => header.find(name),
        };
        let mut row = EventRow {
            // Without this column the header is no good, and the row is not used.
            date: date.unwrap_or_default(),
            type_column,
            invoice,
            customer,
            amount: optional("amount"),
            currency: optional("currency"),
            until: optional("until"),
            reason: optional("reason"),
            channel: optional("channel"),
            stage: optional("stage"),
            address: optional("address"),
            by: optional("by"),
            note: optional("note"),
            id: optional("id"),
            reference: optional("ref"),
            outcome: optional("outcome"),
            fixed,
            with_notes: true,
            any_composite: false,
            dates: format.dates.clone(),
            decimal: format.decimal,
        };
        header.tell(report).then_some(())?;
        row.any_composite = row.composites_mut().count() > 0;
        Some(row)
    }

    /// The field of a row that holds its `ref`.
    pub fn reference_field(&self) -> Option<usize> {
        self.reference.as_ref().and_then(InputColumn::field)
    }

    /// Puts composite ids of the row together; the other functions speak of the row that was prepared last.
    pub fn prepare(&mut self, row: &Row<'_>) {
        if self.any_composite {
            self.composites_mut().for_each(|column| column.prepare(row));
        }
    }

    fn composites_mut(&mut self) -> impl Iterator<Item = &mut InputColumn> {
        let ids = [&mut self.invoice, &mut self.customer, &mut self.id, &mut self.reference];
        let others = [&mut self.amount, &mut self.currency, &mut self.until, &mut self.reason, &mut self.channel, &mut self.stage];
        let texts = [&mut self.address, &mut self.by, &mut self.note, &mut self.outcome, &mut self.type_column];
        let all = ids.into_iter().chain(others).chain(texts).flatten().chain([&mut self.date]);
        all.filter(|column| column.is_composite())
    }

    /// The invoices and the customer that a row names which is not to be trusted; empty where they cannot be read. May it be money that came
    /// in, so that it may count for more than these invoices?
    pub fn names(&self, row: &Row<'_>) -> (Vec<String>, String, bool) {
        let read = |column: &Option<InputColumn>| column.as_ref().map(|column| column.cell_alone(row)).unwrap_or_default();
        let (invoice, reference) = (read(&self.invoice), read(&self.reference));
        let mut invoices = vec![invoice];
        if is_an_action(unguarded(&reference)) {
            let mut parts = unguarded(&reference).rsplitn(4, '/');
            invoices.extend(parts.nth(3).map(str::to_owned));
        }
        let kind = self.fixed.or_else(|| EventType::from_name(&read(&self.type_column)));
        let may_be_payment = kind.is_none_or(|kind| matches!(kind, EventType::Payment | EventType::Credit));
        (invoices, read(&self.customer), may_be_payment)
    }

    /// What the row says, or problems.
    pub fn read<'a>(&'a self, cells: &mut Cells<'a, '_>) -> Option<EventCells<'a>> {
        let before = cells.problems.len();
        let date = cells.filled(&self.date).and_then(|text| cells.day_of(&self.date, text, &self.dates));
        let kind = match (&self.type_column, self.fixed) {
            (_, Some(fixed)) => Some(fixed),
            (Some(column), None) => EventType::from_name(cells.text(Some(column)))
                .or_else(|| cells.word(column, Code::UnknownEventType, "a type of event", &EventType::ALL, EventType::name)),
            (None, None) => None,
        };
        let (invoice, customer) = self.named(kind, cells);
        let currency = cells.currency(self.currency.as_ref());
        let text = |column: &'a Option<InputColumn>| cells.text(column.as_ref());
        let (id, reference) = (text(&self.id), text(&self.reference));
        let (by, note) = if self.with_notes { (text(&self.by), text(&self.note)) } else { ("", "") };
        let kind = kind?;
        let is_money_or_promise = kind.is_money() || kind == EventType::Promise;
        // Cells that the type does not have.
        let unless = |is_without: bool, column| if is_without { "" } else { text(column) };
        let reason = unless(is_money_or_promise && kind != EventType::Credit, &self.reason);
        let (mut stage, mut address) = (unless(kind != EventType::Touch, &self.stage), unless(kind != EventType::OptOut, &self.address));
        let (mut until, mut channel, mut outcome) = (None, None, None);
        match kind {
            EventType::Pause => until = cells.day(self.until.as_ref(), &self.dates),
            EventType::Bounce => address = self.needed(kind, "address", self.address.as_ref(), cells).unwrap_or_default(),
            EventType::OptOut => {
                until = cells.day(self.until.as_ref(), &self.dates);
                channel = self
                    .channel
                    .as_ref()
                    .filter(|column| !cells.text(Some(column)).is_empty())
                    .and_then(|column| channel_in(column, cells));
            }
            EventType::Promise | EventType::Extend => {
                let given = self.needed(kind, "until", self.until.as_ref(), cells);
                until = given.zip(self.until.as_ref()).and_then(|(text, column)| cells.day_of(column, text, &self.dates));
            }
            EventType::Touch => {
                let given = self.needed(kind, "channel", self.channel.as_ref(), cells);
                channel = given.and(self.channel.as_ref()).and_then(|column| channel_in(column, cells));
                outcome = CallOutcome::from_cell(cells.text(self.outcome.as_ref().filter(|_| channel == Some(Channel::Call))));
            }
            EventType::Escalate => stage = self.needed(kind, "stage", self.stage.as_ref(), cells).unwrap_or_default(),
            EventType::Undo => _ = self.needed(kind, "ref", self.reference.as_ref(), cells),
            _ => {}
        }
        let amount = self.amount(kind, invoice.is_empty(), currency, cells);
        if matches!(kind, EventType::Touch | EventType::Note) {
            self.same_invoice(invoice, reference, cells);
        }
        let date = date?;
        let read = EventCells {
            date,
            kind,
            invoice,
            customer,
            amount,
            currency,
            until,
            channel,
            outcome,
            reason,
            stage,
            address,
            by,
            note,
            id,
            reference,
        };
        (cells.problems.len() == before).then_some(read)
    }

    /// A `ref` that is an action of another invoice than the row names: one of the two is wrong, and the touch would be nobody's.
    fn same_invoice(&self, invoice: &str, reference: &str, cells: &mut Cells<'_, '_>) {
        let (invoice, reference) = (unguarded(invoice), unguarded(reference));
        let of_this = |rest: &str| rest.starts_with(['/', '@']);
        if invoice.is_empty() || !is_an_action(reference) || reference.strip_prefix(invoice).is_some_and(of_this) {
            return;
        }
        let whole = reference.split('/').next().unwrap_or_default();
        let zeros = whole.strip_suffix(invoice).is_some_and(|zeros| zeros.bytes().all(|byte| byte == b'0'));
        let hint = if zeros {
            format!("the leading zeros of the invoice's id are gone; probably a spreadsheet has saved the file: write {}", quoted(whole))
        } else {
            "correct one of the two; a spreadsheet may have changed the invoice's id".to_owned()
        };
        let message = format!("the ref {} is an action of another invoice than {}", quoted(reference), quoted(invoice));
        cells.problems.push(Problem::new(Code::ConflictingCells, self.reference_field(), message).hint(hint));
    }

    fn named<'a>(&'a self, kind: Option<EventType>, cells: &mut Cells<'a, '_>) -> (&'a str, &'a str) {
        let (invoice, customer) = (cells.text(self.invoice.as_ref()), cells.text(self.customer.as_ref()));
        for column in [&self.invoice, &self.customer].into_iter().flatten() {
            cells.whole(column);
        }
        let field = self.invoice.as_ref().or(self.customer.as_ref()).and_then(InputColumn::field);
        let name = self.invoice.as_ref().map_or("invoice_id", |column| column.name.as_str());
        let missing = match kind.filter(|kind| !kind.may_name_a_customer()) {
            // What it is about, the row that it takes back says.
            Some(EventType::Undo) => None,
            Some(kind) if invoice.is_empty() => Some(format!("{name} is empty, and a row of type {} needs an invoice", kind.name())),
            None if invoice.is_empty() && customer.is_empty() => Some("the row names neither an invoice nor a customer".to_owned()),
            _ => None,
        };
        if let Some(message) = missing {
            cells.problems.push(Problem::new(Code::EmptyCell, field, message));
        }
        (invoice, customer)
    }

    fn needed<'a>(&self, kind: EventType, name: &str, column: Option<&'a InputColumn>, cells: &mut Cells<'a, '_>) -> Option<&'a str> {
        let text = cells.text(column);
        if !text.is_empty() {
            return Some(text);
        }
        let empty = column.map_or("the file has no such column", |_| "it is empty");
        let message = format!("a row of type {} needs `{name}`: {empty}", kind.name());
        cells.problems.push(Problem::new(Code::EmptyCell, column.and_then(InputColumn::field), message));
        None
    }

    fn amount<'a>(
        &'a self,
        kind: EventType,
        of_customer: bool,
        currency: Option<Currency>,
        cells: &mut Cells<'a, '_>,
    ) -> Option<AmountCell<'a>> {
        if !kind.has_amount() {
            return None;
        }
        let must = kind.needs() == Some("amount") || (of_customer && kind.is_money());
        if must {
            self.needed(kind, "amount", self.amount.as_ref(), cells)?;
        }
        let (column, text) = cells.given(self.amount.as_ref())?;
        let written = cells.amount_of(column, text, self.decimal)?;
        if of_customer && kind == EventType::Promise && written.digits != 0 {
            let hint = "name the invoice of the amount, or leave the amount out: a customer's promise is for all invoices due by then";
            let message = format!("{} is given, but a promise of a whole customer has no amount", column.name);
            cells.problem(Code::ConflictingCells, column, message, Some(hint.to_owned()));
            return None;
        }
        if written.digits < 0 {
            let is_ours = matches!(kind, EventType::Payment | EventType::Credit);
            let hint = is_ours.then(|| "use a row of type reversal for money that goes back".to_owned());
            let message = format!("{} {} is negative, and a {} cannot be", column.name, quoted(column.cell(&cells.row)), kind.name());
            cells.problem(Code::NegativeAmount, column, message, hint);
            return None;
        }
        let currency = currency.or_else(|| Currency::from_code(written.unit));
        let sign = if currency.is_some() { "" } else { written.unit };
        let amount = match currency {
            Some(known) => written.minor(known).map(|amount| (amount, None)),
            None => written.without_currency().map(|(amount, decimals)| (amount, Some(decimals))),
        };
        let read = amount.map(|(amount, decimals)| AmountCell { amount, decimals, sign, currency });
        read.map_err(|error| cells.bad_amount(column, error)).ok()
    }
}
