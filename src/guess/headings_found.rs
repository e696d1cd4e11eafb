//! What headings above rows are: customers, or something else.

use super::answers::Suspicion;
use super::names::of_invoices;
use super::words::{lists, names_one_of, plain};
use crate::arrange::{ListLook, WhyLeftOut, section_of};
use crate::ledger::reading::{LooseRow, total_of};
use crate::project::GroupHeadings;
use std::collections::BTreeSet;

/// The headings of a report that are taken for customers, and what speaks against that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadingsFound {
    /// The first of them.
    pub customers: Vec<String>,
    /// The first that stands below another without a row between them, and that other.
    nested: Option<(String, String)>,
    /// A title or the name of a column that says what they are instead.
    against: Option<String>,
    /// How many rows stand below a heading of a currency.
    pub of_currency: u64,
    was_heading: bool,
    /// Titles above the list: they may stand on each page.
    titles: Vec<String>,
    /// Columns whose name says what a heading in them is.
    of_others: Vec<usize>,
    /// A line of a single text that went by last, and where; the first that has rows below it.
    last_line: Option<(u32, String)>,
    unexplained: Option<(u32, String)>,
}

const SHOWN: usize = 3;

/// Columns and titles that say by what a list is grouped, if not by customers.
const OTHERS: &str = "rep reps salesrep salesreps salesperson salespersons salespeople salesman seller accountowner accountmanager owner manager \
                      vertreter verkaufer aussendienst sachbearbeiter betreuer commercial commerciaux vendeur representant comercial \
                      vendedor agente venditore verkoper vertegenwoordiger accountmanagers region regions territory territories gebiet class \
                      classes department abteilung location locations branch filiale standort project projects projekt projekte projet \
                      proyecto progetto job jobs segment segments country land pays pais paese terms status age month monat mois mes";

/// Words in lines that stand on each page.
const PAGES: &str = "page pages seite seiten pagina sida side sivu strona stranka printed print gedruckt imprime impreso stampato afgedrukt continued \
                     continues fortsetzung suite continua vervolg report bericht rapport confidential vertraulich";

impl HeadingsFound {
    pub fn new(group: Option<&GroupHeadings>, above: &[LooseRow], names: &[String]) -> HeadingsFound {
        let column = match group {
            Some(GroupHeadings::Column(name)) => Some(name).filter(|name| lists(OTHERS, &plain(name))),
            _ => None,
        };
        let titles = above.iter().filter_map(|row| row.cells.iter().find(|cell| !cell.is_empty()));
        let by_column = column.map(|name| format!("column {name:?}"));
        let against = by_column.or_else(|| titles.filter(|title| is_of_others(title)).map(|title| format!("the title {title:?}")).next());
        let is_of_others = |name: &String| lists(OTHERS, &plain(name)) && plain(name) != "status";
        let of_others = names.iter().enumerate().filter(|(_, name)| is_of_others(name)).map(|(place, _)| place).collect();
        let titles = above.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_empty()).cloned().collect();
        HeadingsFound { against: against.filter(|_| group.is_some()), titles, of_others, ..HeadingsFound::default() }
    }

    /// A row went by; `why` is what it is if it is none of the list.
    pub fn add(&mut self, why: Option<WhyLeftOut>, row: &LooseRow, look: &ListLook) {
        let mut texts = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        match (why, texts.next(), texts.next()) {
            (Some(WhyLeftOut::Remark), Some((place, text)), None) => {
                let is_known = self.of_others.contains(&place) || self.is_of_a_page(text);
                self.last_line = (!is_known).then(|| (row.line, text.clone()));
            }
            (None, ..) => {
                // A heading that the rows repeat says nothing else.
                let line = self.last_line.take().filter(|(_, text)| !row.cells.iter().any(|cell| cell.eq_ignore_ascii_case(text)));
                self.unexplained = self.unexplained.take().or(line);
            }
            _ => self.last_line = None,
        }
        let customers = look.customers();
        match (why, customers.as_slice()) {
            (None, _) => self.of_currency += u64::from(look.currency().is_some()),
            (Some(WhyLeftOut::Heading), [.., outer, inner]) if self.was_heading && outer != inner => {
                self.nested.get_or_insert_with(|| ((*outer).to_owned(), (*inner).to_owned()));
            }
            _ => {}
        }
        if let Some(last) = customers.last()
            && self.customers.len() < SHOWN
            && !self.customers.iter().any(|known| known == last)
        {
            self.customers.push((*last).to_owned());
        }
        self.was_heading = why == Some(WhyLeftOut::Heading) || (self.was_heading && why == Some(WhyLeftOut::Section));
    }

    /// The texts above the list.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        self.titles.iter().map(String::as_str)
    }

    /// Is it a line that stands on each page, or only parts the rows?
    fn is_of_a_page(&self, text: &str) -> bool {
        self.titles.iter().any(|title| title == text) || !text.chars().any(char::is_alphanumeric) || names_one_of(PAGES, text)
    }

    /// Why the headings may be no customers, or not say that the rows below them are owed, if anything speaks for that.
    pub fn doubt(&self) -> Option<(Suspicion, String)> {
        let text = match (&self.against, &self.nested) {
            (Some(against), _) => format!("{against} says that the headings above the rows are no customers, such as {}", self.shown()),
            (None, Some((outer, inner))) => {
                format!("headings stand in headings, such as {inner:?} in {outer:?}: the inner ones would be the customers")
            }
            (None, None) => {
                let (line, text) = self.unexplained.as_ref()?;
                let text = format!(
                    "line {line} is {text:?}, and the rows below it are read as those above it; if they are paid, or no invoices of \
                     customers, remove them from the file"
                );
                return Some((Suspicion::Headings, text));
            }
        };
        let way_out = "export the list with a column of customers, or grouped by customers only";
        Some((Suspicion::Headings, format!("{text}; {way_out}")))
    }

    /// The first customers, in words.
    pub fn shown(&self) -> String {
        self.customers.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
    }
}

/// `Open invoices by sales rep`, `Offene Posten nach Vertreter`
fn is_of_others(title: &str) -> bool {
    let title = title.to_lowercase();
    let by = ["by", "nach", "par", "por", "per", "je", "pro"];
    let mut words = title.split(|c: char| !c.is_alphanumeric()).skip_while(|word| !by.contains(word)).skip(1);
    words.any(|word| lists(OTHERS, &plain(word)))
}

/// A look at a list with columns of these names.
pub(super) fn list_look(group: Option<&GroupHeadings>, names: &[String]) -> ListLook {
    let places = |columns: &[&str]| {
        let named = columns.iter().filter_map(|column| of_invoices(column)).flat_map(|column| column.places(names, |_| true));
        named.collect::<BTreeSet<usize>>().into_iter().collect::<Vec<_>>()
    };
    let amounts = places(&["amount", "open_amount"]);
    ListLook::new(group, names, places(&["invoice_id", "issue_date", "due_date"]), amounts)
}

/// The column in which customers stand above their rows, where they leave it empty and no other column has customers.
pub(super) fn heading_column(rows: &[LooseRow], names: &[String]) -> Option<GroupHeadings> {
    if names.len() < 3 {
        return None;
    }
    let mut look = list_look(None, names);
    let (mut columns, mut list): (Vec<usize>, Vec<&LooseRow>) = (Vec::new(), Vec::new());
    for row in rows {
        let why = look.why(&row.cells);
        let mut texts = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let Some((column, text)) = texts.next() else { continue };
        let is_alone = texts.next().is_none();
        let may_be =
            total_of(text).is_none() && section_of(text).is_none() && (is_alone || look.has_only_numbers_beside(&row.cells, column));
        if may_be && !look.is_row_but(&row.cells, column) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        } else if why.is_none() {
            list.push(row);
        }
    }
    let filled = |column: usize| list.iter().filter(|row| row.cells.get(column).is_some_and(|cell| !cell.is_empty())).count();
    let column = columns.into_iter().find(|column| 2 * filled(*column) < list.len())?;
    let customers = ["customer_id", "customer_name"].into_iter().filter_map(of_invoices).flat_map(|column| column.places(names, |_| true));
    let has_customers = customers.into_iter().any(|place| place != column && 2 * filled(place) > list.len());
    (!has_customers).then(|| GroupHeadings::Column(names.get(column).cloned().unwrap_or_default()))
}
