//! What the status of an invoice says: that it is open, that it is paid, or that it is none.

use super::answers::Answers;
use super::doubt::Doubt;
use super::survey::Survey;
use super::words::{lists, plain};
use crate::project::RowFilter;

/// What a status says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusMeans {
    /// It is owed, or its amounts say whether it is.
    Open,
    Paid,
    /// It is not in the ledger: void, a draft, written off.
    Skip,
}

impl StatusMeans {
    pub const ALL: [(&'static str, StatusMeans); 3] =
        [("open", StatusMeans::Open), ("paid", StatusMeans::Paid), ("skip", StatusMeans::Skip)];
}

const COLUMNS: &str = "status state invoicestatus paymentstatus financialstatus invoicestate paymentstate docstatus documentstatus statut \
                       etat statutdepaiement estado estadodepago situacao zahlungsstatus zahlstatus rechnungsstatus stato statodipagamento \
                       paid ispaid paye bezahlt pagado pagato betaald voided void deleted isdeleted cancelled";

const OPEN: &str = "open opened overdue sent unpaid partial partiallypaid partlypaid partpaid awaitingpayment authorised authorized approved \
                    outstanding due pastdue viewed posted active issued finalized finalised submitted inpayment pending notpaid late dunning \
                    unsettled current inprogress return creditnoteissued unpaidanddiscounted overdueanddiscounted partlypaidanddiscounted disputed scheduled processed delivered completed offen teilbezahlt teilweisebezahlt \
                    faellig fallig uberfallig ueberfallig versendet gesendet gebucht unbezahlt \
                    impaye impayee ouvert ouverte envoye envoyee partiellementpayee enretard pendiente vencida vencido abierta abierto \
                    parcial pendente emaberto atrasado aperta aperto dapagare scaduta scaduto openstaand verzonden vervallen \
                    no n false nein non 0";

const PAID: &str = "paid paidinfull fullypaid settled closed cleared complete reconciled bezahlt beglichen ausgeglichen erledigt \
                    paye payee paye regle reglee solde soldee pagado pagada pago paga pagata pagato saldata saldato cobrada cobrado \
                    betaald voldaan voldane yes y true ja oui si sim 1 bezahltvollstandig";

const SKIP: &str = "void voided draft drafts deleted cancelled canceled uncollectible writtenoff writeoff baddebt reversed rejected failed \
                    storniert entwurf geloscht annulliert abgeschrieben annulee annule brouillon anulada anulado borrador cancelada \
                    cancelado bozza annullata annullato concept geannuleerd refunded";

/// Columns of a yes or no that say that a row is none.
const VOIDING: &str = "voided void deleted isdeleted cancelled";

/// Is it the name of a column of statuses?
pub fn is_status_column(name: &str) -> bool {
    lists(COLUMNS, &plain(name))
}

/// What a word in a column says of the row; nothing where it is not known.
pub fn status_means(column: &str, word: &str) -> Option<StatusMeans> {
    known(column, word)
}

fn known(column: &str, word: &str) -> Option<StatusMeans> {
    let word = plain(word);
    let is_yes_or_no = lists("yes y true ja oui si sim 1 no n false nein non 0", &word);
    if lists(VOIDING, &plain(column)) {
        let means = if lists(OPEN, &word) { StatusMeans::Open } else { StatusMeans::Skip };
        return is_yes_or_no.then_some(means);
    }
    if is_yes_or_no && lists("status state", &plain(column)) {
        return None;
    }
    let found = [(OPEN, StatusMeans::Open), (PAID, StatusMeans::Paid), (SKIP, StatusMeans::Skip)];
    found.into_iter().find(|(list, _)| lists(list, &word)).map(|(_, means)| means)
}

/// What the statuses of a file come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StatusesRead {
    pub settled: Vec<RowFilter>,
    pub skip: Vec<RowFilter>,
}

/// Columns that are a status: of a name that means it, with words, of which one at least is known.
pub(super) fn columns(survey: &Survey, taken: impl Fn(usize) -> bool) -> Vec<usize> {
    let is_named = |place: &usize| lists(COLUMNS, &plain(&survey.header[*place])) && !taken(*place);
    let speaks = |place: &usize| survey.words(*place).any(|(word, _)| known(&survey.header[*place], word).is_some());
    (0..survey.header.len()).filter(is_named).filter(speaks).collect()
}

/// What each status means. An empty cell says nothing.
/// Error: a text that nobody has explained, each.
pub(super) fn read(survey: &Survey, places: &[usize], answers: &Answers) -> Result<StatusesRead, Vec<Doubt>> {
    let (mut found, mut doubts) = (StatusesRead::default(), Vec::new());
    for place in places {
        let column = &survey.header[*place];
        let (mut settled, mut skip) = (Vec::new(), Vec::new());
        for (word, count) in survey.words(*place).filter(|(word, _)| !word.is_empty()) {
            let answered = answers.statuses.iter().find(|(answered, _)| answered == word).map(|(_, means)| *means);
            match answered.or_else(|| known(column, word)) {
                Some(StatusMeans::Open) => {}
                Some(StatusMeans::Paid) => settled.push(word.to_owned()),
                Some(StatusMeans::Skip) => skip.push(word.to_owned()),
                None => doubts.push(Doubt::Status { column: column.clone(), word: word.to_owned(), count }),
            }
        }
        let filter = |texts: Vec<String>| (!texts.is_empty()).then(|| RowFilter { column: column.clone(), texts });
        found.settled.extend(filter(settled));
        found.skip.extend(filter(skip));
    }
    if doubts.is_empty() { Ok(found) } else { Err(doubts) }
}
