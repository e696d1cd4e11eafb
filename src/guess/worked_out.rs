//! Columns of the ledger that a file does not have, and that follow from others: due dates from terms, amounts from debit and credit, what is
//! open from what was paid.

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
    /// What is needed of what the file has: `has` says which columns of the ledger were found already.
    pub fn of(survey: &Survey, has: impl Fn(&str) -> bool, is_free: impl Fn(usize) -> bool, answers: &Answers) -> WorkedOut {
        let named = |list: &str| {
            let mut places = (0..survey.header.len()).filter(|place| is_free(*place) && lists(list, &plain(&survey.header[*place])));
            places.next().filter(|_| places.next().is_none())
        };
        let amounts = |list: &str| named(list).filter(|place| survey.columns[*place].amounts.is_plausible());
        let mut found = WorkedOut::default();
        if !has("due_date") && has("issue_date") {
            let column = || named(TERMS).map(|place| TermsSource::Column(survey.header[place].clone()));
            let terms = answers.terms.clone().or_else(column);
            found.due_date = terms.map(|terms| DueByTerms { from: "issue_date".to_owned(), terms });
        }
        if !has("amount")
            && !has("open_amount")
            && let (Some(debit), Some(credit)) = (named(DEBITS), named(CREDITS))
        {
            found.amount = Some(DebitCredit { debit: survey.header[debit].clone(), credit: survey.header[credit].clone() });
        }
        if !has("open_amount") {
            found.paid_amount = amounts(PAID_AMOUNTS);
            if found.paid_amount.is_some() {
                found.paid_on = (0..survey.header.len())
                    .find(|place| lists(PAID_DATES, &plain(&survey.header[*place])) && survey.columns[*place].dates.is_plausible());
            }
        }
        found
    }
}

/// The bands of a list that has nothing but sums by age: at least two, and neither an invoice's number nor a date.
pub(super) fn bands(survey: &Survey) -> Vec<String> {
    let bands: Vec<String> = survey.header.iter().filter(|name| is_age_band(name)).cloned().collect();
    if bands.len() < 2 { Vec::new() } else { bands }
}
