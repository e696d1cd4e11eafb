//! Columns of the ledger that a file does not have, and that follow from others: due dates from terms, amounts from debit and credit, what is
//! open from what was paid.

use super::amount_names::{AmountName, said_by};
use super::answers::Answers;
use super::survey::Survey;
use super::words::{lists, plain};
use crate::arrange::is_age_band;
use crate::project::{DebitCredit, DueByTerms, TermsSource};

const TERMS: &str = "terms paymentterms termsname paymenttermsname termsofpayment netdays creditdays creditterms paymentdays duedays days \
                     zahlungsziel zahlungszieltage zahlungsbedingung zahlungsbedingungen zieltage conditions conditionsdepaiement \
                     conditionspaiement delaidepaiement condiciones condicionesdepago plazodepago plazo terminidipagamento condizionidipagamento \
                     betalingstermijn betaaltermijn betalingsvoorwaarden";

const PAID_AMOUNTS: &str = "paid amountpaid paidamount paidtodate amountpaidtodate invoiceamountpaid totalpaid paymentstotal payments \
                            paymentsreceived amountreceived received applied amountapplied bezahlt bezahltbetrag bezahlterbetrag gezahlt \
                            zahlbetrag montantpaye paye montantregle regle pagado importepagado cobrado pagato importopagato betaald";

const PAID_DATES: &str = "paymentdate datepaid paidon paidat paiddate lastpaymentdate lastpayment zahlungsdatum bezahltam datepaiement \
                          datedepaiement datereglement fechapago fechadepago datapagamento betaaldatum";

const DEBITS: &str = "debit debits debitamount dr soll sollbetrag debe cargo dare addebito";
const CREDITS: &str = "credit credits creditamount cr haben habenbetrag haber abonos avere accredito";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WorkedOut {
    pub due_date: Option<DueByTerms>,
    pub amount: Option<DebitCredit>,
    /// The places of what was paid, and of the day of it.
    pub paid_amount: Option<usize>,
    pub paid_on: Option<usize>,
}

impl WorkedOut {
    /// What is needed of what the file has: `has` says which columns of the ledger were found already; `paid` is the column of what was paid.
    pub fn of(
        survey: &Survey,
        has: impl Fn(&str) -> bool,
        is_free: impl Fn(usize) -> bool,
        paid: Option<usize>,
        answers: &Answers,
    ) -> WorkedOut {
        let named = |list: &str| only_named(survey, &is_free, list);
        let mut found = WorkedOut::default();
        if !has("due_date") && has("issue_date") {
            let column = || named(TERMS).map(|place| TermsSource::Column(survey.header[place].clone()));
            let terms = answers.terms.clone().or_else(column);
            found.due_date = terms.map(|terms| DueByTerms { from: "issue_date".to_owned(), terms });
        }
        if !has("amount")
            && !has("open_amount")
            && let Some((debit, credit)) = debit_and_credit(survey, &is_free)
        {
            found.amount = Some(DebitCredit { debit: survey.header[debit].clone(), credit: survey.header[credit].clone() });
        }
        if !has("open_amount") {
            found.paid_amount = paid;
            if found.paid_amount.is_some() {
                found.paid_on = (0..survey.header.len())
                    .find(|place| lists(PAID_DATES, &plain(&survey.header[*place])) && survey.columns[*place].dates.is_plausible());
            }
        }
        found
    }
}

fn only_named(survey: &Survey, is_free: impl Fn(usize) -> bool, list: &str) -> Option<usize> {
    let mut places = (0..survey.header.len()).filter(|place| is_free(*place) && lists(list, &plain(&survey.header[*place])));
    places.next().filter(|_| places.next().is_none())
}

/// The columns of debits and of credits, if there is one of each.
pub(super) fn debit_and_credit(survey: &Survey, is_free: impl Fn(usize) -> bool) -> Option<(usize, usize)> {
    only_named(survey, &is_free, DEBITS).zip(only_named(survey, &is_free, CREDITS))
}

/// The columns that are named as what was paid is.
pub(super) fn paid_amounts(survey: &Survey, is_free: impl Fn(usize) -> bool) -> Vec<usize> {
    let is_named = |place: &usize| {
        let name = &survey.header[*place];
        lists(PAID_AMOUNTS, &plain(name)) && said_by(name) != AmountName::Share
    };
    let are_numbers = |place: &usize| survey.columns[*place].filled > 0 && survey.columns[*place].amounts.is_plausible();
    (0..survey.header.len()).filter(|place| is_free(*place)).filter(is_named).filter(are_numbers).collect()
}

/// The bands of a list that has nothing but sums by age: at least two, and neither an invoice's number nor a date.
pub(super) fn bands(survey: &Survey) -> Vec<String> {
    let bands: Vec<String> = survey.header.iter().filter(|name| is_age_band(name)).cloned().collect();
    if bands.len() < 2 { Vec::new() } else { bands }
}
