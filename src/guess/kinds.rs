//! What the rows of a file are: invoices, credits, payments, or nothing that is owed.

use super::answers::Answers;
use super::doubt::Doubt;
use super::sides::{are_sides, is_credit_word};
use super::survey::Survey;
use super::words::{names_one_of, plain};
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
                       typededocument typepiece typedepiece nature soort documentsoort rodzaj rodzajdokumentu typdokumentu fakturatyp bilagstype tyyppi \
                       tipologia tipodedocumento";

const INVOICES: &str = "invoice invoices inv sinv si salesinvoice salesinv customerinvoice taxinvoice outinvoice outboundinvoice accrec custinvc \
                        ar arinvoice rechnung rechnungen ausgangsrechnung re facture factureclient fac factura facturadeventa fatt fattura \
                        factuur verkoopfactuur rv dr debitinvoice standardinvoice salesinvoices \
                        faktura fakturavat fakturasprzedazy fakturakoncowa kundfaktura lasku myyntilasku fatura";

const CREDITS: &str = "crn scn creditnote creditnotes creditmemo creditmemos credit cn cm sc salescredit salescreditnote salescreditmemo \
                       customercreditnote customercredit customerrefund outrefund accreccredit arcreditmemo custcred gutschrift gutschriften \
                       rechnungskorrektur stornorechnung gs avoir facturedavoir notedecredit nc avoirs abono notadecredito notacredito notadicredito \
                       creditnota creditfactuur dg taxcreditnote kreditfaktura kreditnota kreditering korekta fakturakorygujaca dobropis hyvityslasku";

const PAYMENTS: &str = "payment payments customerpayment receipt receipts customerreceipt bankreceipt cashreceipt paymentreceived arpayment \
                        custpymt zahlung zahlungen zahlungseingang paiement reglement encaissement pago cobro pagamento incasso betaling \
                        ontvangst dz rct pmt pay arprepayment aroverpayment prepayment overpayment paymentonaccount sa inbetalning betaling indbetaling innbetaling wplata uhrada suoritus";

const SKIPPED: &str = "bill bills vendorbill supplierbill purchaseinvoice supplierinvoice vendorinvoice ininvoice inrefund accpay accpaycredit \
                       appinvoice apinvoice vendorcredit supplierscredit suppliercredit billpayment eingangsrechnung lieferantenrechnung \
                       facturefournisseur facturadecompra facturaproveedor fatturapassiva inkoopfactuur quote quotes quotation estimate \
                       angebot devis presupuesto preventivo offerte proforma proformainvoice order salesorder auftrag commande pedido ordine \
                       deliverynote lieferschein draftinvoice kr kg offert tilbud tarjous fakturaproforma zamowienie ordrebekraeftelse \
                       leverantorsfaktura leverandorfaktura fakturazakupu ostolasku auftragsbestatigung orderconfirmation orderbevestiging \
                       presupuestos orcamento preventivi";

/// Columns that name the invoice of a credit or payment.
const REFERENCES: &str = "appliedto appliedtoinvoice appliestoinvoice applyto relatedinvoice linkedinvoice originalinvoice originaldocument \
                          againstinvoice invoiceref invoicereference paidinvoice bezugsrechnung rechnungsbezug bezugsbeleg facturedorigine \
                          facturaorigen";

/// Words in the names of columns that say what a row is.
const ABOUT_KINDS: &str = "type typ tipo class klasse classe clase kind art doc document documento dokument beleg belegart journal category \
                           kategorie categorie categoria transaction entry record source voucher nature naturaleza natura soort vorgang \
                           buchung piece";

/// Words in the names of columns that say another thing in the same words: `CN` is a country, `Credit` a card, `Order` a status.
const ABOUT_OTHERS: &str = "country land pays pais paese region state province language lang sprache langue idioma lingua taal currency wahrung \
                            segment group gruppe groupe grupo gruppo industry branche city ort method methode metodo zahlungsart zahlart card \
                            customer kunde client cliente klant debtor debitor account terms product produkt producto prodotto item artikel \
                            service unit status template name email dispute tax";

/// Single letters for kinds: only together with one for an invoice.
const INVOICE_LETTERS: &str = "i f r";
const OTHER_LETTERS: &str = "c p a g z n";

/// Which way a document or its money went.
const DIRECTIONS: &str = "incoming outgoing inbound outbound in out ein aus eingehend ausgehend eingang ausgang entrante sortante saliente emitida \
                          recibida emessa ricevuta inkomend uitgaand vente achat venta compra vendita acquisto verkoop inkoop sale sales purchase \
                          purchases verkauf einkauf";

/// What the word is, if it is known.
fn known(word: &str) -> Option<RowKind> {
    let word = plain(word);
    let lists = [(INVOICES, RowKind::Invoice), (CREDITS, RowKind::Credit), (PAYMENTS, RowKind::Payment), (SKIPPED, RowKind::Skip)];
    lists.into_iter().find(|(list, _)| super::words::lists(list, &word)).map(|(_, kind)| kind)
}

/// Is it the name of a column that says whether a row is an invoice, a credit note or a payment?
pub fn is_kinds_column(name: &str) -> bool {
    super::words::lists(COLUMNS, &plain(name))
}

/// Says the word in such a column that the row is no invoice?
pub fn is_no_invoice(column: &str, word: &str) -> bool {
    is_kinds_column(column) && known(word).is_some_and(|kind| kind != RowKind::Invoice)
}

/// A column of kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KindsColumn {
    pub place: usize,
    /// Do its words mean it for certain? Else each is asked about.
    is_certain: bool,
}

/// The column of the kinds: of a name that means it, and with at least one word that is known; or of words that are kinds, under any name.
pub(super) fn column(survey: &Survey, is_free: impl Fn(usize) -> bool) -> Option<KindsColumn> {
    let places = || (0..survey.header.len()).filter(|place| is_free(*place) && !are_sides(survey, *place));
    let is_named = |place: &usize| super::words::lists(COLUMNS, &plain(&survey.header[*place]));
    let speaks = |place: &usize| survey.words(*place).any(|(word, _)| known(word).is_some());
    let by_name = places().filter(is_named).find(speaks).map(|place| KindsColumn { place, is_certain: true });
    by_name.or_else(|| places().find_map(|place| by_words(survey, place)))
}

fn by_words(survey: &Survey, place: usize) -> Option<KindsColumn> {
    let name = &survey.header[place];
    let words: Vec<(String, u64)> =
        survey.words(place).filter(|(word, _)| !word.is_empty()).map(|(word, count)| (plain(word), count)).collect();
    if words.is_empty() || names_one_of(ABOUT_OTHERS, name) {
        return None;
    }
    let is_letter = |list: &str| words.iter().any(|(word, _)| super::words::lists(list, word));
    if words.iter().all(|(word, _)| word.len() == 1) {
        return (is_letter(INVOICE_LETTERS) && is_letter(OTHER_LETTERS)).then_some(KindsColumn { place, is_certain: false });
    }
    if words.len() > 1 && words.iter().all(|(word, _)| super::words::lists(DIRECTIONS, word)) {
        return Some(KindsColumn { place, is_certain: false });
    }
    let kinds: Vec<(&str, u64, Option<RowKind>)> = words.iter().map(|(word, count)| (word.as_str(), *count, known(word))).collect();
    let rows: u64 = kinds.iter().filter(|(_, _, kind)| kind.is_some()).map(|(_, count, _)| count).sum();
    let others = |(_, _, kind): &&(&str, u64, Option<RowKind>)| kind.is_some_and(|kind| kind != RowKind::Invoice);
    let is_word = |(word, _, kind): &(&str, u64, Option<RowKind>)| kind.is_some() && word.len() >= 3;
    let is_long = |(word, _, kind): &(&str, u64, Option<RowKind>)| kind.is_some() && word.len() >= 6;
    let all_known = kinds.iter().all(|(_, _, kind)| kind.is_some());
    match kinds.iter().any(|kind| others(&kind)) {
        true if all_known => {
            let is_certain = kinds.iter().any(is_word) || names_one_of(ABOUT_KINDS, name);
            Some(KindsColumn { place, is_certain })
        }
        true if rows * 2 >= survey.columns[place].filled && kinds.iter().any(is_word) => Some(KindsColumn { place, is_certain: true }),
        // There are only invoices so far; a text that comes later must not be taken for one.
        false if all_known && survey.columns[place].filled == survey.rows && kinds.iter().any(is_long) => {
            Some(KindsColumn { place, is_certain: true })
        }
        _ => None,
    }
}

/// Which texts of the column are which kind. Empty cells are a kind, too.
/// Error: a text that nobody has explained, each.
pub(super) fn read(survey: &Survey, found: Option<KindsColumn>, answers: &Answers) -> Result<Option<DocumentKinds>, Vec<Doubt>> {
    let Some(KindsColumn { place, is_certain }) = found else { return Ok(None) };
    let mut kinds = DocumentKinds { column: survey.header[place].clone(), ..DocumentKinds::default() };
    let mut doubts = Vec::new();
    for (word, count) in survey.words(place) {
        let Some(kind) = answers.kind(word).or_else(|| known(word).filter(|_| is_certain)) else {
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

/// Is it a word for a credit, a payment or a bill that says it in any column?
pub(super) fn is_odd(word: &str) -> bool {
    is_credit_word(word) || known(word).is_some_and(|kind| kind != RowKind::Invoice) && plain(word).len() >= 7
}
