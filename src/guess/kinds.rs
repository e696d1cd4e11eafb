//! What the rows of a file are: invoices, credits, payments, or nothing that is owed.

use super::answers::Answers;
use super::doubt::Doubt;
use super::survey::Survey;
use super::words::plain;
use crate::project::DocumentKinds;

/// What a kind of document is in a ledger of what customers owe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    Invoice,
    Credit,
    Payment,
    /// Not in the ledger: a bill of a supplier, an order, a quote.
    Skip,
}

impl RowKind {
    pub const ALL: [(&'static str, RowKind); 4] =
        [("invoice", RowKind::Invoice), ("credit", RowKind::Credit), ("payment", RowKind::Payment), ("skip", RowKind::Skip)];
}

/// Columns that say what a row is.
const COLUMNS: &str = "type transactiontype trantype transtype doctype documenttype documentkind kind invoicetype movetype vouchertype \
                       vchtype belegart belegtyp buchungsart typ art tipo tipodocumento tipodedocumento tipodoc tipodoccumento \
                       typededocument typepiece typedepiece nature soort documentsoort";

const INVOICES: &str = "invoice invoices inv si salesinvoice salesinv customerinvoice taxinvoice outinvoice outboundinvoice accrec custinvc \
                        ar arinvoice rechnung rechnungen ausgangsrechnung re facture factureclient fac factura facturadeventa fatt fattura \
                        factuur verkoopfactuur rv dr debitinvoice standardinvoice salesinvoices";

const CREDITS: &str = "creditnote creditnotes creditmemo creditmemos credit cn cm sc salescredit salescreditnote salescreditmemo \
                       customercreditnote customercredit customerrefund outrefund accreccredit arcreditmemo custcred gutschrift gutschriften \
                       rechnungskorrektur stornorechnung gs avoir facturedavoir notedecredit abono notadecredito notacredito notadicredito \
                       creditnota creditfactuur dg taxcreditnote";

const PAYMENTS: &str = "payment payments customerpayment receipt receipts customerreceipt bankreceipt cashreceipt paymentreceived arpayment \
                        custpymt zahlung zahlungen zahlungseingang paiement reglement encaissement pago cobro pagamento incasso betaling \
                        ontvangst dz rct pmt pay arprepayment aroverpayment prepayment overpayment paymentonaccount sa";

const SKIPPED: &str = "bill bills vendorbill supplierbill purchaseinvoice supplierinvoice vendorinvoice ininvoice inrefund accpay accpaycredit \
                       appinvoice apinvoice vendorcredit supplierscredit suppliercredit billpayment eingangsrechnung lieferantenrechnung \
                       facturefournisseur facturadecompra facturaproveedor fatturapassiva inkoopfactuur quote quotes quotation estimate \
                       angebot devis presupuesto preventivo offerte proforma proformainvoice order salesorder auftrag commande pedido ordine \
                       deliverynote lieferschein draftinvoice kr kg";

/// Columns that name the invoice of a credit or payment.
const REFERENCES: &str = "appliedto appliedtoinvoice appliestoinvoice applyto relatedinvoice linkedinvoice originalinvoice originaldocument \
                          againstinvoice invoiceref invoicereference paidinvoice bezugsrechnung rechnungsbezug bezugsbeleg facturedorigine \
                          facturaorigen";

/// What the word is, if it is known.
fn known(word: &str) -> Option<RowKind> {
    let word = plain(word);
    let lists = [(INVOICES, RowKind::Invoice), (CREDITS, RowKind::Credit), (PAYMENTS, RowKind::Payment), (SKIPPED, RowKind::Skip)];
    lists.into_iter().find(|(list, _)| super::words::lists(list, &word)).map(|(_, kind)| kind)
}

/// The column of the kinds: of a name that means it, and with at least one word that is known.
pub(super) fn column(survey: &Survey) -> Option<usize> {
    let is_named = |place: &usize| super::words::lists(COLUMNS, &plain(&survey.header[*place]));
    let speaks = |place: &usize| survey.words(*place).any(|(word, _)| known(word).is_some());
    (0..survey.header.len()).filter(is_named).find(speaks)
}

/// Which texts of the column are which kind. Empty cells are a kind, too.
/// Error: a text that nobody has explained, each.
pub(super) fn read(survey: &Survey, answers: &Answers) -> Result<Option<DocumentKinds>, Vec<Doubt>> {
    let Some(place) = column(survey) else { return Ok(None) };
    let mut kinds = DocumentKinds { column: survey.header[place].clone(), ..DocumentKinds::default() };
    let mut doubts = Vec::new();
    for (word, count) in survey.words(place) {
        let answered = answers.kinds.iter().find(|(answered, _)| answered == word).map(|(_, kind)| *kind);
        let Some(kind) = answered.or_else(|| known(word)) else {
            doubts.push(Doubt::Kind { column: kinds.column.clone(), word: word.to_owned(), count });
            continue;
        };
        let list = match kind {
            RowKind::Invoice => &mut kinds.invoice,
            RowKind::Credit => &mut kinds.credit,
            RowKind::Payment => &mut kinds.payment,
            RowKind::Skip => &mut kinds.skip,
        };
        list.push(word.to_owned());
    }
    if !kinds.credit.is_empty() || !kinds.payment.is_empty() {
        let names_invoices =
            |place: &usize| super::words::lists(REFERENCES, &plain(&survey.header[*place])) && survey.columns[*place].filled > 0;
        kinds.reference = (0..survey.header.len()).find(names_invoices).map(|place| survey.header[place].clone());
    }
    if doubts.is_empty() { Ok(Some(kinds)) } else { Err(doubts) }
}
