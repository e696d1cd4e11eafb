//! What the status of an invoice says: that it is open, that it is paid, or that it is none. A column of statuses is known by its name, and by its
//! words under any other.

use super::answers::Answers;
use super::beginnings::{TellingText, lead, said_in};
use super::doubt::Doubt;
use super::status_flags::{self, Flagged};
use super::status_words::{StatusWord, meaning, yes_or_no};
use super::survey::Survey;
use super::words::{lists, names_one_of, plain};
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
                       etat statutdepaiement estado estadodepago situacion situacao zahlungsstatus zahlstatus rechnungsstatus stato statodipagamento \
                       betalningsstatus betalingsstatus betaalstatus fakturastatus statusplatnosci stanplatnosci statusfaktury stavuhrady stan stav \
                       lage tilstand tila";

/// Names of those that are a place, too.
const PLACES: &str = "state etat estado stato situacao situacion stan stav lage tilstand tila";

/// A status of something else than the invoice: what it says is asked about.
const OF_OTHERS: &str = "customer client kunde cliente klant subscription contract abo vertrag order auftrag commande pedido ordine shipping \
                         shipment delivery fulfillment fulfilment versand lieferung livraison envio email mail print sync dispute project \
                         approval credit memo note notes notiz notizen comment comments bemerkung bemerkungen remark remarks remarque \
                         remarques observaciones observacion nota notas commento opmerking text description beschreibung descripcion \
                         descrizione omschrijving libelle buchungstext";

/// So many texts below a name such as `Allocated` are statuses; more are references.
const FEW: usize = 6;

/// Texts that are statuses in no case: lists of these are names, not what is said of an invoice.
const NO_STATUS: &str = "name city town ort ville ciudad citta plaats street address adresse email phone url link product item sku artikel country \
                         land region currency language tag tags label labels method";

/// Is it the name of a column that says whether an invoice is open, paid or void?
pub fn is_status_column(name: &str) -> bool {
    lists(COLUMNS, &plain(name)) || status_flags::is_flag(name)
}

/// What a word in a column says of the row; nothing where it is not known.
pub fn status_means(column: &str, word: &str) -> Option<StatusMeans> {
    let begun = || lead(word).and_then(|lead| meaning(&said_in(&lead)));
    let found = status_flags::flag_means(column, word).or_else(|| known(column, word).or_else(begun).map(|(means, _)| means));
    found.map(|means| match means {
        StatusWord::Open | StatusWord::Partly => StatusMeans::Open,
        StatusWord::Paid => StatusMeans::Paid,
        StatusWord::Skip => StatusMeans::Skip,
    })
}

/// What the statuses of a file come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StatusesRead {
    pub settled: Vec<RowFilter>,
    pub skip: Vec<RowFilter>,
    /// Texts that mean paid in part; that mean open, whatever the name of the column; and that mean paid.
    pub partly: Vec<RowFilter>,
    pub open: Vec<RowFilter>,
    pub paid: Vec<RowFilter>,
}

impl StatusesRead {
    fn add(&mut self, column: &str, text: &str, means: StatusWord, is_sure: bool) {
        let lists = match means {
            StatusWord::Open if is_sure => vec![&mut self.open],
            StatusWord::Open => Vec::new(),
            StatusWord::Partly => vec![&mut self.partly],
            StatusWord::Paid if is_sure => vec![&mut self.settled, &mut self.paid],
            StatusWord::Paid => vec![&mut self.settled],
            StatusWord::Skip => vec![&mut self.skip],
        };
        for list in lists {
            match list.iter_mut().find(|filter| filter.column == column) {
                Some(filter) => filter.texts.push(text.to_owned()),
                None => list.push(RowFilter { column: column.to_owned(), texts: vec![text.to_owned()] }),
            }
        }
    }
}

/// A text of a column of statuses, how many rows have it, what it says, and whether it says so in any column.
type Said = (String, u64, Option<(StatusWord, bool)>);

/// What each status means, in columns that `is_free` does not rule out. An empty cell says nothing.
/// Error: a text that nobody has explained, each.
pub(super) fn read(survey: &Survey, is_free: impl Fn(usize) -> bool, answers: &Answers) -> Result<StatusesRead, Vec<Doubt>> {
    let (mut found, mut doubts) = (StatusesRead::default(), Vec::new());
    for place in (0..survey.header.len()).filter(|place| is_free(*place) && survey.columns[*place].filled > 0) {
        let column = &survey.header[place];
        for (text, count, means) in said(survey, place, &mut doubts) {
            match (answers.status(column, &text), means) {
                (Some(StatusMeans::Open), _) => {}
                (Some(StatusMeans::Paid), _) => found.add(column, &text, StatusWord::Paid, true),
                (Some(StatusMeans::Skip), _) => found.add(column, &text, StatusWord::Skip, true),
                (None, Some((means, is_sure))) => found.add(column, &text, means, is_sure),
                (None, None) => doubts.push(Doubt::Status { column: column.clone(), word: text, count }),
            }
        }
    }
    if doubts.is_empty() { Ok(found) } else { Err(doubts) }
}

/// The texts of a column that is a status; none of another.
fn said(survey: &Survey, place: usize, doubts: &mut Vec<Doubt>) -> Vec<Said> {
    let (name, facts) = (&survey.header[place], &survey.columns[place]);
    match status_flags::read(survey, place) {
        Some(Flagged::Words(words)) => {
            return words.into_iter().map(|(word, count, means)| (word, count, means.map(|means| (means, true)))).collect();
        }
        Some(Flagged::Filled { is_certain }) => {
            return vec![("*".to_owned(), facts.filled, is_certain.then_some((StatusWord::Skip, true)))];
        }
        None => {}
    }
    let are_texts =
        !facts.amounts.is_plausible() && !facts.dates.is_plausible() && facts.words.as_ref().is_some_and(|words| words.len() <= FEW);
    let is_named = lists(COLUMNS, &plain(name)) || (are_texts && status_flags::speaks_of_what_is_owed(name));
    let is_of_others = names_one_of(OF_OTHERS, name) || name.is_empty();
    let words: Vec<Said> =
        survey.words(place).filter(|(word, _)| !word.is_empty()).map(|(word, count)| (word.to_owned(), count, known(name, word))).collect();
    if words.is_empty() {
        return if is_named && !facts.amounts.are_numbers() { by_beginnings(survey, place, doubts) } else { told_in(survey, place) };
    }
    let knows = words.iter().any(|(_, _, means)| means.is_some());
    if is_named {
        let is_place = lists(PLACES, &plain(name));
        return if knows || !is_place { words } else { Vec::new() };
    }
    if names_one_of(NO_STATUS, name) {
        return Vec::new();
    }
    let tells = |(_, _, means): &&Said| means.is_some_and(|(means, _)| means != StatusWord::Open);
    let is_sure = |(_, _, means): &&Said| means.is_some_and(|(_, is_sure)| is_sure);
    let known: u64 = words.iter().filter(|(_, _, means)| means.is_some()).map(|(_, count, _)| count).sum();
    let all_known = words.iter().all(|(_, _, means)| means.is_some());
    // Beside a word that means open in any column, the others are statuses, too.
    let says_open = words.iter().any(|word| is_sure(&word) && !tells(&word));
    let is_beside_open = !is_of_others && says_open && known * 3 >= facts.filled;
    if !words.iter().any(|word| tells(&word)) {
        return if is_beside_open && !all_known { words } else { told_in(survey, place) };
    }
    let is_sure_of_both = !is_of_others && known * 2 >= facts.filled && words.iter().any(|word| tells(&word) && is_sure(&word));
    let is_status = is_sure_of_both || is_beside_open;
    match () {
        () if is_status && (all_known || words.len() > 1) => words,
        // One word here and there: it is asked about, and the others say nothing.
        () => {
            let doubtful = words.iter().filter(|word| tells(word)).filter(|word| is_sure(word) || all_known);
            doubtful.map(|(word, count, _)| (word.clone(), *count, None)).collect()
        }
    }
}

/// A column of statuses with too many texts to list: by how they begin.
fn by_beginnings(survey: &Survey, place: usize, doubts: &mut Vec<Doubt>) -> Vec<Said> {
    let (column, facts) = (&survey.header[place], &survey.columns[place]);
    let Some(leads) = facts.leads.as_ref() else {
        doubts.push(Doubt::ManyStatuses { column: column.clone(), first: facts.first.clone() });
        return Vec::new();
    };
    let meant = |lead: &str| meaning(&said_in(lead));
    let said = leads.iter().filter_map(|(lead, count)| {
        let means = meant(lead);
        // A pattern must mean the same for all that begin so.
        let is_shared = leads.keys().any(|other| other.len() > lead.len() && other.starts_with(lead.as_str()) && meant(other) != means);
        match means {
            Some((StatusWord::Open, _)) => None,
            // What it is follows a number.
            _ if lead.starts_with('#') => {
                doubts.push(Doubt::ManyStatuses { column: column.clone(), first: vec![lead.clone()] });
                None
            }
            _ => Some((format!("{lead}*"), *count, means.filter(|_| !is_shared))),
        }
    });
    said.collect()
}

/// Texts of any column that begin as those of void rows do.
fn told_in(survey: &Survey, place: usize) -> Vec<Said> {
    if names_one_of(NO_STATUS, &survey.header[place]) {
        return Vec::new();
    }
    let told = survey.columns[place].telling.iter().filter(|((telling, _), _)| *telling == TellingText::Void);
    told.map(|((_, beginning), count)| (format!("{beginning}*"), *count, None)).collect()
}

fn known(column: &str, word: &str) -> Option<(StatusWord, bool)> {
    if yes_or_no(word).is_some() && lists("status state", &plain(column)) {
        return None;
    }
    meaning(word)
}
