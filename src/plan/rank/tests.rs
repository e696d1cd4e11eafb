use super::*;
use crate::ledger::{Columns, Terms};
use crate::store::{Backwards, Sequential};
use proptest::prelude::*;

#[test]
fn however_many_rank_them_the_order_is_the_same() {
    let columns = Columns::new(vec!["invoice_id".to_owned()]);
    let mut invoices = Invoices::new(columns);
    let (due_date, currencies) = (Day::FIRST, ["EUR", "USD"].map(|code| Currency::from_code(code).unwrap()));
    for number in 0..50 {
        let currency = currencies[number % 2];
        let terms = Terms { amount: 1, currency, issue_date: None, due_date, settled_date: None, open_amount: None };
        invoices.push_texts(terms, [(97 * number % 50).to_string().as_str()].into_iter());
    }
    // Few different scores and days, so that all that decides has to; and one score that is not exact.
    for (scale, by_currency) in [(2, false), (6, false), (2, true)] {
        let item = |number: i32| {
            let score = Decimal::new(i128::from(number.wrapping_mul(7919) % 40), if number == 7 { scale } else { 2 });
            let invoice = InvoiceId((number.wrapping_mul(31) % 50) as u32);
            let (days_past_due, scheduled_on) = (number.wrapping_mul(13) % 3, Day::from_number(number % 4));
            (number, Measure { days_past_due, score, invoice, scheduled_on })
        };
        let list: Vec<(i32, Measure)> = (0..20_000).map(item).collect();
        let ranked = |executor: &dyn Executor| {
            let measure = |of: &(i32, Measure)| Measure { ..of.1 };
            ranks(&list, measure, |a, b| a.0.cmp(&b.0), &invoices, executor, by_currency)
        };
        let one_by_one = ranked(&Sequential);
        assert_eq!(ranked(&Backwards), one_by_one);
        let currency = |of: &Measure| if by_currency { invoices.terms(of.invoice).currency.code() } else { "" };
        let wanted = |a: &u32, b: &u32| {
            let ((a, of), (b, to)) = (&list[*a as usize], &list[*b as usize]);
            currency(of).cmp(currency(to)).then_with(|| order(of, to, &invoices)).then(a.cmp(b)).is_lt()
        };
        assert!(one_by_one.is_sorted_by(wanted));
    }
}

proptest! {
    #[test]
    fn one_number_never_contradicts_the_order(
        digits in prop::array::uniform2(prop_oneof![-2000..2000_i128, any::<i128>()]),
        scales in prop::array::uniform2(0..7_u32),
        days in prop::array::uniform2(-2..3),
    ) {
        let score = |at: usize| Decimal::new(digits[at], scales[at]);
        let exactly = (days[1] > 0).cmp(&(days[0] > 0)).then_with(|| score(1).cmp(&score(0)));
        let ((one, is_one), (other, is_other)) = (urgency(days[0], score(0)), urgency(days[1], score(1)));
        prop_assert!(one.cmp(&other) == exactly || one == other && !(is_one && is_other), "{one:?} {other:?} {exactly:?}");
    }
}
