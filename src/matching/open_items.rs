//! The open items with all that they are looked up by.

use super::folding::name_and_stem;
use super::shapes::{IdKeys, Places, unpadded};
use crate::calendar::Day;
use crate::money::{Currency, Decimal, Minor};
use hashbrown::{HashMap, HashSet};

/// An invoice or a credit note of the ledger, open or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerItem {
    pub id: String,
    pub customer: String,
    pub customer_name: String,
    pub currency: Currency,
    pub issued: Option<Day>,
    pub due: Day,
    pub amount: Minor,
    /// What is left to pay; negative of a credit note; 0 once it is closed.
    pub balance: Minor,
    /// The day of an export that says what is open.
    pub open_on: Option<Day>,
    /// A structured reference or another text by which payers name it.
    pub reference: String,
    /// A discount in percent for what is paid by a day.
    pub discount: Option<(Decimal, Day)>,
}

/// A payment that the ledger has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastPayment {
    /// The place of its item.
    pub item: u32,
    pub date: Day,
    pub amount: Minor,
}

/// Items and what leads to them. Balances fall as lines are matched.
pub(super) struct ItemIndex {
    pub items: Vec<LedgerItem>,
    pub keys: IdKeys,
    pub by_reference: HashMap<String, Places>,
    /// The keys of customers' ids, and each customer's items and ids in the order of the keys.
    pub customer_keys: IdKeys,
    pub customers: Vec<String>,
    by_customer: HashMap<String, Places>,
    by_amount: HashMap<(Currency, Minor), Places>,
    by_name: HashMap<String, Vec<u32>>,
    by_stem: HashMap<String, Vec<u32>>,
    /// Stems in order, for names that a bank has cut.
    stems: Vec<(String, u32)>,
    pub payments: HashMap<u32, Vec<PastPayment>>,
    /// The places of items with payments, by amount.
    pub paid_amounts: HashMap<Minor, Vec<u32>>,
}

impl ItemIndex {
    pub fn new(items: Vec<LedgerItem>, payments: Vec<PastPayment>) -> ItemIndex {
        let mut by_customer: HashMap<String, Places> = HashMap::new();
        let mut by_amount: HashMap<(Currency, Minor), Places> = HashMap::new();
        let mut by_reference: HashMap<String, Places> = HashMap::new();
        let mut customers = Vec::new();
        let mut names: HashSet<(u32, &str)> = HashSet::new();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        for (place, item) in (0..).zip(&items) {
            by_customer.entry_ref(item.customer.as_str()).or_default().push(place);
            if item.balance != 0 {
                by_amount.entry((item.currency, item.balance)).or_default().push(place);
            }
            let reference: String =
                item.reference.chars().filter(|char| char.is_ascii_alphanumeric()).map(|char| char.to_ascii_uppercase()).collect();
            if !reference.is_empty() {
                by_reference.entry(unpadded(&reference).to_owned()).or_default().push(place);
            }
            let number = *numbers.entry(&item.customer).or_insert_with(|| {
                customers.push(item.customer.clone());
                u32::try_from(customers.len() - 1).unwrap_or(u32::MAX)
            });
            if !item.customer_name.is_empty() {
                names.insert((number, &item.customer_name));
            }
        }
        let (mut by_name, mut by_stem): (HashMap<String, Vec<u32>>, HashMap<String, Vec<u32>>) = Default::default();
        let mut stems = Vec::new();
        let mut names: Vec<(u32, String)> = names.into_iter().map(|(number, name)| (number, name.to_owned())).collect();
        names.sort_unstable();
        for (number, name) in names {
            let (name, stem) = name_and_stem(&name);
            stems.push((name.clone(), number));
            push_new(by_name.entry(name).or_default(), number);
            push_new(by_stem.entry(stem).or_default(), number);
        }
        stems.sort();
        let mut by_item: HashMap<u32, Vec<PastPayment>> = HashMap::new();
        let mut paid_amounts: HashMap<Minor, Vec<u32>> = HashMap::new();
        for payment in payments {
            paid_amounts.entry(payment.amount).or_default().push(payment.item);
            by_item.entry(payment.item).or_default().push(payment);
        }
        drop(numbers);
        ItemIndex {
            keys: IdKeys::new(items.iter().map(|item| item.id.as_str())),
            customer_keys: IdKeys::new(customers.iter().map(String::as_str)),
            by_reference,
            by_customer,
            by_amount,
            by_name,
            by_stem,
            stems,
            customers,
            payments: by_item,
            paid_amounts,
            items,
        }
    }

    pub fn item(&self, place: u32) -> &LedgerItem {
        &self.items[place as usize]
    }

    /// The items of a customer that are open in a currency, credit notes among them, oldest due first.
    pub fn open_of(&self, customer: &str, currency: Currency) -> Vec<u32> {
        let places = self.by_customer.get(customer).map_or(&[][..], Vec::as_slice);
        let is_open = |place: &&u32| self.item(**place).balance != 0 && self.item(**place).currency == currency;
        let mut open: Vec<u32> = places.iter().filter(is_open).copied().collect();
        open.sort_by_key(|place| (self.item(*place).due, &self.item(*place).id));
        open
    }

    /// The open items of just this amount, of whomever.
    pub fn of_amount(&self, currency: Currency, amount: Minor) -> Vec<u32> {
        let places = self.by_amount.get(&(currency, amount)).map_or(&[][..], Vec::as_slice);
        places.iter().filter(|place| self.item(**place).balance == amount).copied().collect()
    }

    /// The customers who have just this name.
    pub fn named(&self, name: &str) -> Vec<&str> {
        self.of(self.by_name.get(name))
    }

    /// The customers whose name is this without legal forms, or begins with it where a bank may have cut it.
    pub fn with_stem(&self, name: &str, stem: &str) -> Vec<&str> {
        const CUT: usize = 18;
        if stem.len() < 3 {
            return Vec::new();
        }
        let exact = self.of(self.by_stem.get(stem));
        if !exact.is_empty() || name.len() < CUT {
            return exact;
        }
        let from = self.stems.partition_point(|(known, _)| known.as_str() < name);
        let mut found: Vec<u32> = Vec::new();
        for (_, number) in self.stems[from..].iter().take_while(|(known, _)| known.starts_with(name)).take(3) {
            push_new(&mut found, *number);
        }
        self.of(Some(&found))
    }

    fn of(&self, numbers: Option<&Vec<u32>>) -> Vec<&str> {
        numbers.into_iter().flatten().map(|number| self.customers[*number as usize].as_str()).collect()
    }

    /// Changes what is open on an item.
    pub fn post(&mut self, place: u32, change: Minor) {
        let item = &mut self.items[place as usize];
        item.balance += change;
        let key = (item.currency, item.balance);
        if item.balance != 0 {
            push_new(self.by_amount.entry(key).or_default(), place);
        }
    }
}

fn push_new(list: &mut Vec<u32>, number: u32) {
    if !list.contains(&number) {
        list.push(number);
    }
}
