//! Payments of a hidden truth, written as statement lines with noise, must lead back to it.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// How a ledger writes its ids.
const SHAPES: [fn(u32) -> String; 6] = [
    |number| format!("INV/2026/{number:04}"),
    |number| format!("F24-{number:05}"),
    |number| (100_000 + number).to_string(),
    |number| format!("RE2026{number:05}"),
    |number| format!("R-{number}"),
    |number| format!("26.{number:06}"),
];

/// What a payer makes of an id.
fn noisy(id: &str, noise: u8) -> String {
    match noise {
        0 => id.replace(['/', '-', '.'], " "),
        1 => id.to_lowercase(),
        2 => id.replacen('0', "O", 1),
        3 => id.trim_start_matches(|char: char| !char.is_ascii_digit()).to_owned(),
        4 => format!("x{id}"),
        _ => String::new(),
    }
}

#[derive(Clone, Debug)]
struct HiddenPayment {
    item: usize,
    /// In hundredths of what is open: 100 is all, 40 a part, 130 too much.
    share: i64,
    /// How the reference was changed; nothing if it is as it is.
    noise: Option<u8>,
    is_stranger: bool,
}

fn paid(items: usize) -> impl Strategy<Value = HiddenPayment> {
    let share = prop_oneof![6 => Just(100_i64), 1 => Just(40), 1 => Just(130)];
    (0..items, share, proptest::option::of(0_u8..6), prop::bool::weighted(0.2))
        .prop_map(|(item, share, noise, is_stranger)| HiddenPayment { item, share, noise, is_stranger })
}

fn ledger(shape: usize, amounts: &[i64]) -> Vec<LedgerItem> {
    let customers = ["C-1 Acme GmbH", "C-2 Beta Ltd", "C-3 Gamma SA", "C-4 Acme Bau GmbH", "C-5 Delta"];
    let one = |(number, amount): (usize, &i64)| {
        let mut item = item(&SHAPES[shape](number as u32 * 3 + 7), customers[number % customers.len()], "1.00");
        (item.amount, item.balance) = (*amount, *amount);
        item
    };
    amounts.iter().enumerate().map(one).collect()
}

fn lines(items: &[LedgerItem], paid: &[HiddenPayment]) -> Vec<BankLine> {
    let mut lines = Vec::new();
    for (number, paid) in paid.iter().enumerate() {
        let item = &items[paid.item];
        let reference = paid.noise.map_or_else(|| item.id.clone(), |noise| noisy(&item.id, noise));
        let payer = if paid.is_stranger { "Jane Doe" } else { &item.customer_name };
        let mut line = line(payer, "1.00", &format!("payment {reference} of 03.03.2026"));
        line.amount = item.amount * paid.share / 100;
        line.date = line.date.plus(number as i32 % 7);
        line.bank_id = number.to_string();
        lines.push(line);
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_is_closed_that_was_not_paid_and_intact_references_are_booked(
        shape in 0..SHAPES.len(),
        amounts in prop::collection::vec(500_i64..2_000_000, 30),
        payments in prop::collection::btree_map(0_usize..30, paid(30), 1..30),
        seed in any::<u64>(),
    ) {
        let items = ledger(shape, &amounts);
        // Each item is paid once at most.
        let payments: Vec<HiddenPayment> = payments.into_iter().map(|(item, paid)| HiddenPayment { item, ..paid }).collect();
        let lines = lines(&items, &payments);
        let decided = Story::of(items.clone()).matched(&lines);
        let mut booked: BTreeMap<&str, i64> = BTreeMap::new();
        for (decision, paid) in decided.iter().zip(&payments) {
            if decision.outcome() != LineOutcome::Matched {
                continue;
            }
            let own = &items[paid.item];
            for event in &decision.events {
                // Money of an item never goes to another, and of a customer never to another.
                prop_assert_eq!(&event.customer, &own.customer);
                if let Some(invoice) = &event.invoice {
                    prop_assert_eq!(invoice, &own.id, "{:?}", decision);
                    *booked.entry(&own.id).or_default() += event.amount;
                }
            }
            let sum: i64 = decision.events.iter().map(|event| event.amount).sum();
            prop_assert_eq!(sum, own.amount * paid.share / 100);
        }
        for item in &items {
            prop_assert!(booked.get(item.id.as_str()).copied().unwrap_or(0) <= item.amount);
        }
        // Who is known, and names the invoice as it is, is booked without a question if the amount is right.
        let intact = |paid: &&HiddenPayment| paid.noise.is_none() && paid.share == 100 && !paid.is_stranger;
        let count = payments.iter().filter(intact).count();
        let by_themselves = decided.iter().zip(&payments).filter(|(decision, paid)| intact(paid) && decision.outcome() == LineOutcome::Matched).count();
        prop_assert!(by_themselves * 100 >= count * 95, "{by_themselves} of {count}");
        // The order of the lines makes no difference.
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by_key(|place| (*place as u64).wrapping_mul(seed | 1));
        let shuffled: Vec<BankLine> = order.iter().map(|place| lines[*place].clone()).collect();
        for (place, decision) in order.into_iter().zip(Story::of(items).matched(&shuffled)) {
            prop_assert_eq!(&decision, &decided[place]);
        }
    }

    #[test]
    fn any_text_is_read_without_a_fault(text in ".{0,80}", id in "[\\PC]{1,12}", amount in -5000_i64..5000) {
        let mut line = line("Äcme \u{301}", "1.00", &format!("{text} {id}"));
        line.amount = amount;
        line.creditor_references = vec![text];
        let story = Story::of(vec![item(&id, "C-1 Acme", "10.00"), item("INV-1", "C-1 Acme", "20.00")]);
        story.matched(&[line]);
    }
}
