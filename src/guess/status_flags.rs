//! Columns of a yes or no, a day or a reason, whose names say what it is that happened to the invoice: voided, posted, paid.

use super::status_words::{StatusWord, meaning, yes_or_no};
use super::survey::Survey;
use super::words::{lists, names_one_of, plain, words_of};

/// That the row does not count.
const VOID: &str = "void voided cancel cancelled canceled cancellation deleted draft refunded reversed reversal uncollectible writeoff storno storniert \
                    stornierung stornodatum stornierungsdatum stornogrund stornierungsgrund loschdatum geloscht entwurf annulliert annule \
                    annulee annulation brouillon anulado anulada anulacion borrador cancelado cancelada rascunho annullato annullata \
                    annullamento bozza geannuleerd annulering concept anulowana anulowane anulowano anulowany anulacja usunieta \
                    szkic stornovano stornovana zruseno zrusena makulerad makulerade makulerat makulering annullerad annulleret annullert \
                    annullering utkast kladde slettet raderad avskriven mitatoity peruttu luonnos bad written abgeschrieben proforma forma";
/// That it is in the books or with the customer: what is not may be a draft.
const POSTED: &str = "posted sent approved finalized finalised issued final booked gebucht verbucht versendet gesendet freigegeben envoye envoyee \
                      valide validee comptabilise comptabilisee enviado enviada contabilizado contabilizada aprobado aprobada inviato \
                      inviata contabilizzato contabilizzata approvato approvata verzonden geboekt goedgekeurd zatwierdzona zaksiegowana wyslana bokford bokfort skickad sendt bogfort \
                      godkand godkendt zauctovano odeslano lahetetty";
const PAID: &str = "paid settled closed cleared bezahlt beglichen ausgeglichen erledigt paye payee regle reglee solde soldee pagado pagada \
                    cobrado cobrada liquidado pagato pagata saldato saldata pago paga betaald voldaan oplacona oplacone oplacono zaplacona zaplacone zaplacono rozliczona rozliczone uhrazeno uhrazena \
                    zaplaceno zaplacena betald betalda betalt slutbetald reglerad maksettu incassata incassato encaissee encaisse";
const OPEN: &str = "open unpaid outstanding offen unbezahlt impaye impayee ouvert ouverte pendiente abierto abierta impagado impagada \
                    aperto aperta insoluto insoluta openstaand onbetaald nieoplacona niezaplacona neuhrazeno nezaplaceno obetald obetalt \
                    ubetalt avoin";
/// That money was found for it; perhaps not all of it.
const MATCHED: &str = "reconciled allocated matched applied collected lettre lettree ausgeziffert";
/// Numbers of what cleared it.
const CLEARED_BY: &str = "clearingdocument clearingdoc clearingdocno clearingdocumentno clrngdoc clearingno ausgleichsbeleg ausgleichsbelegnummer \
                          ausgleichsbelnr lettrage codelettrage lettre documentodecompensacion doccompensacion";

/// Words that may stand beside these.
const ASIDE: &str = "is was has been the fully full invoice date on at time day am le la fecha data datum de del della il el yes no yn flag ist \
                     wurde rechnung facture est factura esta fattura factuur en off debt debts doubtful pro";
/// Why, or by whom.
const REASONS: &str = "reason by user comment note grund von motif raison par motivo razon por da reden door stornogrund stornierungsgrund";

/// What a yes or a no of an unknown name may be about without a word on what is owed.
const HARMLESS: &str = "sent send emailed mailed email emails mail printed print viewed seen reminder reminders reminded dunning mahnung mahnungen recurring \
                        subscription taxable tax vat gst mwst ust iva tva btw moms reverse charge active aktiv customer client kunde kunden cliente \
                        klant kund vip auto autopay automatic online portal web attachment attachments exported imported synced sync gdpr newsletter \
                        opt optin optout marketing private company business priority preferred domestic international eu foreign member insured \
                        insurance direct debit sepa lastschrift einvoice pdf statement discount skonto express shipped delivered fulfilled gift \
                        wholesale billable visible favorite favourite signed consent dispute disputed contract versendet gedruckt envoye enviado \
                        inviato verzonden skickad wyslana new neu credit note return gutschrift avoir";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flagged {
    /// What its texts mean; those without a meaning are to be asked about.
    Words(Vec<(String, u64, Option<StatusWord>)>),
    /// A cell with anything in it says that the row does not count; for certain, if there are others.
    Filled { is_certain: bool },
}

/// What the name of a column of a yes or no is about; nothing if it is no such name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FlagName {
    Void,
    Posted,
    Paid,
    Open,
    Matched,
}

impl FlagName {
    fn of(name: &str) -> Option<FlagName> {
        let names = words_of(name);
        let is_about =
            |list: &str| names.iter().any(|word| lists(list, word)) && names.iter().all(|word| lists(list, word) || lists(ASIDE, word));
        let all = [
            (VOID, FlagName::Void),
            (POSTED, FlagName::Posted),
            (PAID, FlagName::Paid),
            (OPEN, FlagName::Open),
            (MATCHED, FlagName::Matched),
        ];
        all.into_iter().find(|(list, _)| is_about(list)).map(|(_, flag)| flag)
    }

    /// What a yes or a no says; nothing where it is to be asked about.
    fn means(self, yes: bool) -> Option<StatusWord> {
        match (self, yes) {
            (FlagName::Void, true) => Some(StatusWord::Skip),
            (FlagName::Paid, true) | (FlagName::Open, false) => Some(StatusWord::Paid),
            (FlagName::Posted, false) | (FlagName::Matched, true) => None,
            _ => Some(StatusWord::Open),
        }
    }
}

pub(super) fn is_flag(name: &str) -> bool {
    FlagName::of(name).is_some()
}

/// Is it a name that says, of whatever stands below it, that the invoice is paid, open or void?
pub(super) fn speaks_of_what_is_owed(name: &str) -> bool {
    FlagName::of(name).is_some_and(|flag| flag != FlagName::Posted)
}

/// Has a column of an unknown name a yes in some rows and none in others, as a mark of paid or void rows has?
fn is_unknown_mark(name: &str, words: &[(&str, u64)]) -> bool {
    let says = |wanted: bool| words.iter().any(|(word, _)| yes_or_no(word) == Some(wanted));
    let is_letter = |word: &str| word.chars().count() == 1 && !word.eq_ignore_ascii_case("x");
    // A letter or a number alone may be a code.
    let is_word = words.iter().any(|(word, _)| !word.is_empty() && !is_letter(word));
    let has_both = says(true) && (says(false) || words.iter().any(|(word, _)| word.is_empty()));
    has_both
        && (is_word || says(false) && !words.iter().any(|(word, _)| matches!(*word, "0" | "1")))
        && !name.is_empty()
        && !names_one_of(HARMLESS, name)
}

/// What a yes or no says in a column of this name.
pub(super) fn flag_means(name: &str, text: &str) -> Option<StatusWord> {
    FlagName::of(name)?.means(yes_or_no(text)?)
}

/// What a column says by its name and by cells of a yes or no, a day or a reason; nothing if it is no such column.
pub(super) fn read(survey: &Survey, place: usize) -> Option<Flagged> {
    let (name, facts) = (&survey.header[place], &survey.columns[place]);
    let flag = FlagName::of(name);
    if facts.filled == 0 {
        return None;
    }
    let words: Vec<(&str, u64)> = survey.words(place).collect();
    let says_yes_or_no = words.iter().any(|(word, _)| yes_or_no(word).is_some());
    if says_yes_or_no && words.iter().all(|(word, _)| word.is_empty() || yes_or_no(word).is_some() || meaning(word).is_some()) {
        let means = |flag: FlagName, word: &str| match yes_or_no(word) {
            Some(yes) => flag.means(yes),
            None if !word.is_empty() => meaning(word).map(|(means, _)| means),
            None if flag == FlagName::Posted => None,
            None => Some(StatusWord::Open),
        };
        let means = |word: &str| match flag {
            Some(flag) => means(flag, word),
            None if word.is_empty() => Some(StatusWord::Open),
            None => meaning(word).map(|(means, _)| means),
        };
        let is_read = flag.is_some() || is_unknown_mark(name, &words);
        return is_read.then(|| Flagged::Words(words.into_iter().map(|(word, count)| (word.to_owned(), count, means(word))).collect()));
    }
    let are_texts = !facts.amounts.is_plausible() && !facts.dates.is_plausible();
    if says_yes_or_no && are_texts && flag.is_some_and(|flag| flag != FlagName::Posted) {
        let means = |flag: FlagName, word: &str| match yes_or_no(word) {
            Some(yes) => flag.means(yes),
            None if word.is_empty() => Some(StatusWord::Open),
            None => meaning(word).map(|(means, _)| means),
        };
        return flag
            .map(|flag| Flagged::Words(words.into_iter().map(|(word, count)| (word.to_owned(), count, means(flag, word))).collect()));
    }
    if lists(CLEARED_BY, &plain(name)) && facts.filled < survey.rows {
        return Some(Flagged::Filled { is_certain: false });
    }
    let names = words_of(name);
    let speaks_of_void = names.iter().any(|word| lists(VOID, word));
    let are_dates = facts.dates.dates() * 2 >= facts.filled;
    let are_reasons = names.iter().any(|word| lists(REASONS, word));
    let is_certain = flag == Some(FlagName::Void) && are_dates && facts.filled < survey.rows;
    (speaks_of_void && (are_dates || are_reasons) && !facts.amounts.are_numbers()).then_some(Flagged::Filled { is_certain })
}
