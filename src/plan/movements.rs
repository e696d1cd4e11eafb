//! What moved a customer's account in one currency, day by day: the sum of all up to a day is what the customer owes on that day, less what
//! the customer has with us.

use super::account::{Account, Posted};
use super::cash::{cash, in_its_currency, is_cash};
use super::late_fee::paid_beyond_of;
use crate::calendar::Day;
use crate::ledger::{Event, Invoice, Kind, Ledger, OpenAmount};
use crate::money::{Balance, Currency, Fx};
use crate::workflow::Workflow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovementKind {
    Invoice,
    CreditNote,
    /// What was settled of an invoice before the day from which on the ledger knows its money.
    Earlier,
    Payment,
    Credit,
    Reversal,
    Fee,
    WriteOff,
    /// The invoice's row says that nothing is left.
    Settled,
    /// A rest that is too little to be asked for, or one that is asked for again.
    SmallRest,
    /// More cash was taken back than the customer had with us, or some of that came in again: it is not asked for.
    Uncovered,
}

impl MovementKind {
    pub const ALL: [MovementKind; 11] = [
        MovementKind::Invoice,
        MovementKind::CreditNote,
        MovementKind::Earlier,
        MovementKind::Payment,
        MovementKind::Credit,
        MovementKind::Reversal,
        MovementKind::Fee,
        MovementKind::WriteOff,
        MovementKind::Settled,
        MovementKind::SmallRest,
        MovementKind::Uncovered,
    ];

    /// The word in outputs and templates.
    pub fn name(self) -> &'static str {
        match self {
            MovementKind::Invoice => "invoice",
            MovementKind::CreditNote => "credit_note",
            MovementKind::Earlier => "earlier",
            MovementKind::Payment => "payment",
            MovementKind::Credit => "credit",
            MovementKind::Reversal => "reversal",
            MovementKind::Fee => "fee",
            MovementKind::WriteOff => "write_off",
            MovementKind::Settled => "settled",
            MovementKind::SmallRest => "small_rest",
            MovementKind::Uncovered => "uncovered",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// When it counts; `None` for what an invoice without an issue date began with: it was always there.
    pub day: Option<Day>,
    pub kind: MovementKind,
    /// The invoice; `None` for money of the customer that is on no invoice.
    pub invoice: Option<String>,
    /// What it adds to what the customer owes.
    pub change: Balance,
}

/// All that moved a customer's account in a currency up to a day, by day; on one day invoice by invoice in the order of the ledger. `own` are
/// all invoices of the customer.
pub fn movements(workflow: &Workflow, ledger: &Ledger, own: &[Invoice<'_>], currency: Currency, as_of: Day) -> Vec<Movement> {
    let mut moved = MovedAccount::default();
    for invoice in own.iter().filter(|invoice| invoice.terms.currency == currency) {
        if invoice.terms.issue_date.is_none_or(|issued| issued <= as_of) {
            moved.invoice(workflow, ledger, invoice, as_of);
        }
    }
    let first = own.first().map(|first| (first.customer(), first.terms.currency));
    let common = first.map(|(_, currency)| currency).filter(|one| own.iter().all(|invoice| invoice.terms.currency == *one));
    if let Some(subject) = first.and_then(|(customer, _)| ledger.events.customer(customer)) {
        for event in ledger.events.of(subject).filter(|event| event.date <= as_of && is_cash(event)) {
            // What does not fit is told when the day is planned.
            if let Ok((of, event)) = in_its_currency(&ledger.events, subject, &event, common)
                && of == currency
            {
                moved.cash(&event);
            }
        }
    }
    moved.finish()
}

#[derive(Default)]
struct MovedAccount {
    movements: Vec<Movement>,
    /// What changes of the cash that is on no invoice: payments on account, and what was paid too much.
    on_account: Vec<(Option<Day>, Balance)>,
}

impl MovedAccount {
    fn add(&mut self, day: Option<Day>, kind: MovementKind, invoice: Option<&Invoice<'_>>, change: Balance) {
        if change != 0 {
            self.movements.push(Movement { day, kind, invoice: invoice.map(|invoice| invoice.id().to_owned()), change });
        }
    }

    fn cash(&mut self, event: &Event) {
        let amount = cash(event);
        self.add(Some(event.date), kind_of(&event.kind), None, -amount);
        self.on_account.push((Some(event.date), amount));
    }

    fn invoice(&mut self, workflow: &Workflow, ledger: &Ledger, invoice: &Invoice<'_>, as_of: Day) {
        let terms = invoice.terms;
        let (mut scratch, fx): (Vec<Event>, Option<&Fx>) = (Vec::new(), ledger.fx.as_ref());
        let own = ledger.events.own(invoice, &mut scratch).events;
        let mut account = Account::new(terms, &workflow.overrides.payment, fx);
        let issued = terms.issue_date;
        // Before it is issued it is in no account, so what came in by then counts on that day.
        let counted = |day: Day| issued.map_or(Some(day), |issued| Some(day.max(issued)));
        let kind = if terms.amount < 0 { MovementKind::CreditNote } else { MovementKind::Invoice };
        let amount = Balance::from(terms.amount);
        self.add(issued, kind, Some(invoice), amount);
        if let Some(OpenAmount { amount: open, .. }) = terms.open_amount {
            self.add(issued, MovementKind::Earlier, Some(invoice), Balance::from(open) - amount);
        }
        let mut shown = ShownBalance::of(&account);
        self.add(issued, MovementKind::SmallRest, Some(invoice), shown.owed - account.balance);
        self.on_account.push((issued, shown.overpaid));

        let mut settled = terms.settled_date.filter(|day| *day <= as_of);
        let known = &own[..own.partition_point(|event| event.date <= as_of)];
        let mut ahead = known.iter().filter(|event| event.kind.is_money()).peekable();
        while let Some(day) = [ahead.peek().map(|event| event.date), settled].into_iter().flatten().min() {
            let (morning, on) = (account.balance, counted(day));
            while let Some(event) = ahead.next_if(|event| event.date == day) {
                let before = account.balance;
                let posted = account.post(day, &event.kind);
                let change = account.balance - before;
                // What was written off is owed again by as much as is paid of it.
                let recovered = if let Posted::Recovered(amount) = posted { change + amount } else { 0 };
                self.add(on, MovementKind::WriteOff, Some(invoice), recovered);
                self.add(on, kind_of(&event.kind), Some(invoice), change - recovered);
            }
            if settled == Some(day) {
                settled = None;
                let before = account.balance;
                account.settle(day);
                self.add(on, MovementKind::Settled, Some(invoice), account.balance - before);
            }
            account.end_money(day);
            let now = ShownBalance::of(&account);
            self.add(on, MovementKind::SmallRest, Some(invoice), (now.owed - shown.owed) - (account.balance - morning));
            self.on_account.push((on, now.overpaid - shown.overpaid));
            shown = now;
        }
        // What was paid beyond the balance because a message had asked for the late fee.
        for (day, change) in paid_beyond_of(workflow, ledger, invoice, as_of) {
            self.add(counted(day), MovementKind::Fee, Some(invoice), change);
            self.on_account.push((counted(day), -change));
        }
    }

    /// By day, with what keeps the cash on account from being less than nothing.
    fn finish(mut self) -> Vec<Movement> {
        self.on_account.sort_by_key(|(day, _)| *day);
        let (mut on_account, mut uncovered): (Balance, Balance) = (0, 0);
        for day in self.on_account.chunk_by(|one, other| one.0 == other.0).map(<[_]>::to_vec).collect::<Vec<_>>() {
            on_account += day.iter().map(|(_, change)| change).sum::<Balance>();
            let now = (-on_account).max(0);
            self.add(day[0].0, MovementKind::Uncovered, None, uncovered - now);
            uncovered = now;
        }
        self.movements.sort_by_key(|movement| movement.day);
        self.movements
    }
}

/// What an invoice adds to the account.
#[derive(Clone, Copy)]
struct ShownBalance {
    /// What is left to pay, or below zero what the customer has on it.
    owed: Balance,
    /// What was paid too much; nothing of it is on a credit note.
    overpaid: Balance,
}

impl ShownBalance {
    fn of(account: &Account<'_>) -> ShownBalance {
        let is_owed = account.closed.is_none() && !account.is_credit;
        let owed = if is_owed { account.balance } else { account.balance.min(0) };
        ShownBalance { owed, overpaid: if account.is_credit { 0 } else { (-owed).max(0) } }
    }
}

fn kind_of(kind: &Kind) -> MovementKind {
    match kind {
        Kind::Credit { .. } => MovementKind::Credit,
        Kind::Reversal { .. } => MovementKind::Reversal,
        Kind::Fee { .. } => MovementKind::Fee,
        Kind::WriteOff { .. } => MovementKind::WriteOff,
        _ => MovementKind::Payment,
    }
}
