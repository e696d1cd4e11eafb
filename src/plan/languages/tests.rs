use super::*;
use crate::calendar::Day;
use crate::ledger::Terms;
use crate::money::Currency;

fn invoices(rows: &[(&str, &str)]) -> Invoices {
    let columns = Columns::new([Field::InvoiceId, Field::CustomerId, Field::Language].map(|field| field.name().to_owned()).into());
    let (due_date, currency) = (Day::from_number(0), Currency::from_code("EUR").unwrap());
    let terms = Terms { amount: 1, currency, issue_date: None, due_date, settled_date: None, open_amount: None };
    let mut invoices = Invoices::new(columns);
    for (customer, language) in rows {
        invoices.push_texts(terms, ["F-1", customer, language].into_iter());
    }
    invoices
}

#[test]
fn the_first_row_that_names_a_language_counts_for_all_of_a_customer() {
    let invoices = invoices(&[("A", ""), ("B", "de"), ("A", "n/a"), ("A", "FR"), ("B", "fr"), ("A", "de"), ("C", "")]);
    let languages = Languages::of_rows(&invoices);
    let all: Vec<&str> = (0..7).map(|index| languages.of(InvoiceId(index))).collect();
    assert_eq!(all, ["fr", "de", "fr", "fr", "de", "fr", ""]);
}

#[test]
fn whoever_read_a_block_the_first_row_is_that_of_the_file() {
    let invoices = invoices(&[("A", "de"), ("A", "fr"), ("A", "es")]);
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let mut all = LanguageGathering::new(invoices.columns());
        for block in order {
            let mut one = LanguageGathering::new(invoices.columns());
            one.begin(block);
            one.meet(CustomerId(7), &invoices.get(InvoiceId(block as u32)));
            all.join(one, |customer| customer);
        }
        assert_eq!(all.finish(&invoices, |_| Some(CustomerId(7))).of(InvoiceId(0)), "de");
    }
}
