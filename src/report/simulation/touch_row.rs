//! A simulated touch as a row of an output.

use super::SimulationView;
use crate::ledger::{Field, Invoice};
use crate::plan::{Contact, ContactWords};
use crate::report::Cell;
use crate::report::action_row::{action_kinds, statuses};
use crate::report::column::{columns, objects};
use crate::simulate::SimulatedTouch;

/// A simulated touch with everything that its row says.
#[derive(Clone, Copy, Debug)]
pub struct TouchRow<'a> {
    touch: &'a SimulatedTouch,
    words: ContactWords<'a>,
}

columns! { TouchRow<'a> {
    date: Day, "the day on which it is done" => |row| row.contact().day.into();
    action_id: Text, "as in the plan" => |row| row.words.action_id(row.contact()).to_string().into();
    kind: Word(action_kinds), "as in the plan" => |row| row.contact().kind.name().into();
    channel: Channel, "as in the plan" => |row| row.contact().channel.name().into();
    owner: Text, "as in the plan" => |row| row.words.owner(row.contact()).into();
    invoice_id: Text, "as in the ledger" => |row| row.invoice().id().into();
    customer_id: Text, "as in the ledger" => |row| row.invoice().customer().into();
    customer_name: Maybe(&Text), "empty if the ledger has none" => |row| row.invoice().field(Field::CustomerName).into();
    currency: Currency, "of the balance" => |row| row.invoice().terms.currency.code().into();
    balance: Exact, "as in the plan" => |row| Cell::amount(row.invoice().terms.currency, row.touch.balance());
    due_date: Day, "after extensions" => |row| row.touch.due_date.into();
    days_past_due: Number, "as in the plan" => |row| row.contact().day.since(row.touch.due_date).into();
    clock: Number, "as in the plan" => |row| row.touch.clock.into();
    status: Word(statuses), "as in the plan" => |row| row.touch.status.name().into();
    track: Maybe(&Text), "as in the plan" => |row| row.contact().track.map(|track| row.words.workflow.track(track).id.as_str()).into();
    stage: Maybe(&Text), "as in the plan" => |row| row.contact().stage.map(|_| row.words.stage(row.contact())).into();
    template: Maybe(&Text), "as in the plan" => |row| row.words.template(row.contact()).into();
    scheduled_on: Day, "the day since which it was due" => |row| row.touch.scheduled_on.into();
    days_late: Count, "days since `scheduled_on`" => |row| row.contact().day.since(row.touch.scheduled_on).into();
} }

objects!(TouchRow<'_>);

impl<'a> TouchRow<'a> {
    fn contact(&self) -> &'a Contact {
        &self.touch.contact
    }

    fn invoice(&self) -> Invoice<'a> {
        self.words.invoice(self.contact())
    }
}

impl<'a> SimulationView<'a> {
    pub fn rows(&self) -> impl Iterator<Item = TouchRow<'a>> {
        let words = ContactWords { workflow: self.workflow, invoices: &self.ledger.invoices };
        self.touches.iter().map(move |touch| TouchRow { touch, words })
    }
}
