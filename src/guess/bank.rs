//! How the table of a bank is to be read, from the table itself.

use super::amounts::{AmountEvidence, DecimalRead};
use super::bank_doubt::{BankAnswers, BankDoubt};
use super::bank_names::{BANK_NAMES, CREDIT_WORDS, DEBIT_WORDS, PAYEE, PAYER, SORT_CODE, STATUS, is_title, known, names_of};
use super::dates::{DateEvidence, DatesRead, Patterns};
use super::words::{lists, plain};
use crate::bank::{self, SheetRow, sheet_rows};
use crate::ledger::reading::{DecimalMark, Written};
use crate::money::Currency;
use crate::project::{BankColumn, BankSheet};
use std::collections::BTreeSet;

/// The mapping of a table. Error: all that it leaves open.
pub fn bank_sheet(text: &str, answers: &BankAnswers) -> Result<BankSheet, Vec<BankDoubt>> {
    let (delimiter, rows, header) = table(text, answers).ok_or_else(|| vec![BankDoubt::NoHeader])?;
    let titles = rows[header].cells.clone();
    let named: Vec<String> = titles.iter().filter(|title| !title.is_empty()).cloned().collect();
    if let Some((_, name)) = answers.columns.iter().find(|(_, name)| !titles.contains(name)) {
        return Err(vec![BankDoubt::UnknownColumn(name.clone())]);
    }
    let patterns = Patterns::new();
    let look = TableLook { titles: &titles, rows: &rows[header + 1..], patterns: &patterns };
    let columns = look.columns(answers);
    let has = |column: BankColumn| columns.iter().any(|(own, _)| *own == column);
    let mut doubts = Vec::new();
    if !has(BankColumn::Booked) && !has(BankColumn::Value) {
        doubts.push(BankDoubt::NoDate(named.clone()));
    }
    let has_amount = has(BankColumn::Amount) || has(BankColumn::Debit) && has(BankColumn::Credit);
    if !has_amount {
        doubts.push(BankDoubt::NoAmount(named));
    }
    let date_formats = look.date_formats(&columns, answers).unwrap_or_else(|doubt| {
        doubts.push(doubt);
        Vec::new()
    });
    let decimal = look.decimal(&columns, answers).unwrap_or_else(|doubt| {
        doubts.push(doubt);
        DecimalMark::Point
    });
    // A column without a title is named by its number.
    let name = |place: &usize| if titles[*place].is_empty() { format!("column {}", place + 1) } else { titles[*place].clone() };
    let names = columns.iter().map(|(column, places)| (*column, places.iter().map(name).collect()));
    let (debit_words, credit_words) = look.sign_words(&columns);
    let sheet = BankSheet {
        delimiter,
        date_formats,
        decimal: decimal.mark(),
        currency: answers.currency,
        account: None,
        columns: names.collect(),
        debit_words,
        credit_words,
    };
    if doubts.is_empty() && answers.currency.is_none() {
        let reading = bank::read("", text.as_bytes(), std::slice::from_ref(&sheet));
        let mut entries = reading.statements.iter().flat_map(|statement| &statement.entries);
        if entries.any(|entry| entry.currency.is_none()) {
            doubts.push(BankDoubt::Currency);
        }
    }
    if doubts.is_empty() { Ok(sheet) } else { Err(doubts) }
}

/// The delimiter under which some row names most columns, the rows, and the place of that row.
fn table(text: &str, answers: &BankAnswers) -> Option<(u8, Vec<SheetRow>, usize)> {
    /// Titles stand near the top.
    const HEAD: usize = 60;
    let answered = |row: &SheetRow| answers.columns.iter().filter(|(_, name)| row.cells.contains(name)).count();
    let mut best: Option<(usize, u8, Vec<SheetRow>, usize)> = None;
    for delimiter in [b';', b',', b'\t', b'|'] {
        let rows = sheet_rows(text, delimiter);
        let scored = rows.iter().take(HEAD).enumerate().map(|(place, row)| (known(&row.cells) + answered(row), place));
        // The first of those that name as many.
        let found = scored.fold((0, 0), |best, next| if next.0 > best.0 { next } else { best });
        if found.0 >= 2 && best.as_ref().is_none_or(|(score, ..)| found.0 > *score) {
            best = Some((found.0, delimiter, rows, found.1));
        }
    }
    best.map(|(_, delimiter, rows, place)| (delimiter, rows, place))
}

type Places = Vec<(BankColumn, Vec<usize>)>;

struct TableLook<'t> {
    titles: &'t [String],
    rows: &'t [SheetRow],
    patterns: &'t Patterns,
}

impl TableLook<'_> {
    /// The filled cells of a column.
    fn cells(&self, place: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cell(place)).filter(|cell| !cell.is_empty())
    }

    /// Do most of its cells pass? True where it has none.
    fn mostly(&self, place: usize, passes: impl Fn(&str) -> bool) -> bool {
        let (mut yes, mut no) = (0, 0);
        self.cells(place).for_each(|cell| *(if passes(cell) { &mut yes } else { &mut no }) += 1);
        yes >= no
    }

    fn is_date(&self, text: &str) -> bool {
        let mut evidence = DateEvidence::default();
        evidence.add(text, self.patterns);
        evidence.dates() > 0 || is_yearless(text)
    }

    fn fits(&self, column: BankColumn, place: usize) -> bool {
        match column {
            BankColumn::Booked | BankColumn::Value => self.mostly(place, |cell| self.is_date(cell)),
            BankColumn::Amount | BankColumn::Debit | BankColumn::Credit | BankColumn::Fee | BankColumn::Balance => {
                self.mostly(place, is_amount)
            }
            BankColumn::Currency => self.mostly(place, |cell| Currency::from_code(&cell.to_uppercase()).is_some()),
            BankColumn::Sign => self.cells(place).next().is_some() && self.cells(place).all(is_sign_word),
            _ => true,
        }
    }

    /// Which columns stand where.
    fn columns(&self, answers: &BankAnswers) -> Places {
        let mut found: Places = Vec::new();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for (column, name) in &answers.columns {
            let place = self.titles.iter().position(|title| title == name).unwrap_or_default();
            taken.insert(place);
            match found.iter_mut().find(|(own, _)| own == column) {
                Some((_, places)) => places.push(place),
                None => found.push((*column, vec![place])),
            }
        }
        for names in &BANK_NAMES {
            let column = names.column;
            if found.iter().any(|(own, _)| *own == column) || self.is_needless(column, &found) {
                continue;
            }
            let may_be = |place: usize| !taken.contains(&place) && self.fits(column, place);
            let places = match column {
                BankColumn::Account => self.own_account(&taken),
                BankColumn::Name => self.names(names.places(self.titles, may_be), &taken),
                BankColumn::Text => {
                    let says_something = |place: usize| may_be(place) && !self.fits(BankColumn::Sign, place);
                    names.places(self.titles, says_something)
                }
                _ => names.places(self.titles, may_be),
            };
            // Texts may have several columns, all others one.
            let several =
                matches!(column, BankColumn::Text | BankColumn::Note | BankColumn::Name | BankColumn::Reference | BankColumn::Account);
            let places: Vec<usize> = places.into_iter().take(if several { 12 } else { 1 }).collect();
            if !places.is_empty() {
                taken.extend(&places);
                found.push((column, places));
            }
        }
        let status = |place: &usize| !taken.contains(place) && lists(STATUS, &plain(&self.titles[*place]));
        if let Some(place) = (0..self.titles.len()).find(status) {
            found.push((BankColumn::Status, vec![place]));
        }
        self.add_signs(&mut found);
        // Where nothing else is the text, the words of the bank are.
        if !found.iter().any(|(column, _)| *column == BankColumn::Text)
            && let Some(note) = found.iter_mut().find(|(column, _)| *column == BankColumn::Note)
        {
            let length = |place: &usize| self.cells(*place).map(str::len).sum::<usize>();
            let longest = note.1.iter().copied().max_by_key(length).unwrap_or_default();
            note.1.retain(|place| *place != longest);
            found.push((BankColumn::Text, vec![longest]));
        }
        found.retain(|(_, places)| !places.is_empty());
        found.sort_by_key(|(column, _)| *column);
        found
    }

    /// A column for both sides goes before one for each.
    fn is_needless(&self, column: BankColumn, found: &Places) -> bool {
        let has = |wanted: BankColumn| found.iter().any(|(own, _)| *own == wanted);
        match column {
            BankColumn::Amount => {
                let has_side =
                    |column| names_of(column).is_some_and(|names| !names.places(self.titles, |place| self.fits(column, place)).is_empty());
                has_side(BankColumn::Debit) && has_side(BankColumn::Credit)
            }
            BankColumn::Debit | BankColumn::Credit => has(BankColumn::Amount),
            BankColumn::Sign => !has(BankColumn::Amount),
            _ => false,
        }
    }

    /// The account of the file: its sure names, or a number that is the same in every row. With the sort code, where that has a column.
    fn own_account(&self, taken: &BTreeSet<usize>) -> Vec<usize> {
        let Some(names) = names_of(BankColumn::Account) else { return Vec::new() };
        let is_number = |cell: &str| cell.bytes().any(|byte| byte.is_ascii_digit());
        let may_be = |place: usize| !taken.contains(&place) && self.cells(place).all(is_number);
        let is_constant = |place: usize| self.cells(place).collect::<BTreeSet<_>>().len() == 1 && self.rows.len() > 1;
        // A number that changes is the other side's, unless that has a column of its own.
        let other = names_of(BankColumn::CounterAccount).map(|names| names.sure_places(self.titles, |_| true)).unwrap_or_default();
        let is_generic = |place: usize| is_title("accountnumber accountno account konto rekening compte cuenta conto", &self.titles[place]);
        let is_own = |place: usize| is_constant(place) || self.rows.len() < 2 || !other.is_empty() || !is_generic(place);
        let sure = names.sure_places(self.titles, |place| may_be(place) && is_own(place));
        let place =
            sure.first().copied().or_else(|| names.places(self.titles, |place| may_be(place) && is_constant(place)).first().copied());
        let sort_code = self.titles.iter().position(|title| plain(title) == SORT_CODE);
        sort_code.filter(|_| place.is_some()).into_iter().chain(place).collect()
    }

    /// The other side's name: one column, or one of who pays and one of who is paid. A name that never changes is our own.
    fn names(&self, places: Vec<usize>, taken: &BTreeSet<usize>) -> Vec<usize> {
        let free = (0..self.titles.len()).filter(|place| !taken.contains(place));
        let titled = |list: &str| free.clone().find(|place| is_title(list, &self.titles[*place]));
        if let (Some(payer), Some(payee)) = (titled(PAYER), titled(PAYEE)) {
            return vec![payer, payee];
        }
        let changes = |place: &usize| self.cells(*place).collect::<BTreeSet<_>>().len() > 1;
        let first = places.iter().copied().find(changes).or(places.first().copied());
        first.into_iter().collect()
    }

    /// Where amounts have no sign, a column of words has it, whatever its name.
    fn add_signs(&self, found: &mut Places) {
        let places = |column: BankColumn| found.iter().find(|(own, _)| *own == column).map(|(_, places)| places[0]);
        let Some(amount) = places(BankColumn::Amount).filter(|_| places(BankColumn::Sign).is_none()) else { return };
        let has_sign = |cell: &str| cell.contains(['-', '\u{2212}', '(']) || cell.ends_with(|c: char| c.is_ascii_uppercase());
        if self.cells(amount).any(has_sign) {
            return;
        }
        let used: BTreeSet<usize> =
            found.iter().filter(|(column, _)| *column != BankColumn::Note).flat_map(|(_, places)| places.iter().copied()).collect();
        let free = (0..self.titles.len()).filter(|place| !used.contains(place));
        // Both words have to be there: what only says "Gutschrift" is the kind of booking.
        let has_both = |place: usize| {
            let is_of = |list: &str| self.cells(place).any(|cell| lists(list, &sign_word(cell)));
            is_of(DEBIT_WORDS) && is_of(CREDIT_WORDS)
        };
        let is_full = |place: usize| self.cells(place).count() == self.cells(amount).count();
        let mut words = free.filter(|place| self.fits(BankColumn::Sign, *place) && has_both(*place) && is_full(*place));
        if let Some(place) = words.next() {
            found.push((BankColumn::Sign, vec![place]));
        }
    }

    fn sign_words(&self, columns: &Places) -> (Vec<String>, Vec<String>) {
        let Some((_, places)) = columns.iter().find(|(column, _)| *column == BankColumn::Sign) else { return Default::default() };
        let words: BTreeSet<&str> = self.cells(places[0]).collect();
        let of = |list: &str| words.iter().filter(|word| lists(list, &sign_word(word))).map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (mut debit, mut credit) = (of(DEBIT_WORDS), of(CREDIT_WORDS));
        // A side that the file does not have is there all the same, for files to come.
        if debit.is_empty() {
            debit.push("D".to_owned());
        }
        if credit.is_empty() {
            credit.push("C".to_owned());
        }
        (debit, credit)
    }

    fn date_formats(&self, columns: &Places, answers: &BankAnswers) -> Result<Vec<String>, BankDoubt> {
        if let Some(format) = &answers.date_format {
            return Ok(vec![format.clone()]);
        }
        let places = columns.iter().filter(|(column, _)| matches!(column, BankColumn::Booked | BankColumn::Value));
        let mut evidence = DateEvidence::default();
        let cells: Vec<&str> = places.flat_map(|(_, places)| places).flat_map(|place| self.cells(*place)).collect();
        cells.iter().filter(|cell| !is_yearless(cell)).for_each(|cell| evidence.add(cell, self.patterns));
        if let Some((example, _)) = evidence.foreign() {
            return Err(BankDoubt::UnknownDates(example.to_owned()));
        }
        match evidence.read(self.patterns) {
            DatesRead::Plain => Ok(Vec::new()),
            DatesRead::In { formats, .. } => Ok(formats),
            DatesRead::Ambiguous { example, readings, .. } => Err(BankDoubt::DateFormat { example, readings }),
        }
    }

    fn decimal(&self, columns: &Places, answers: &BankAnswers) -> Result<DecimalMark, BankDoubt> {
        if let Some(mark) = answers.decimal {
            return Ok(mark);
        }
        let is_money = |column: &BankColumn| {
            matches!(column, BankColumn::Amount | BankColumn::Debit | BankColumn::Credit | BankColumn::Fee | BankColumn::Balance)
        };
        let mut evidence = AmountEvidence::default();
        for place in columns.iter().filter(|(column, _)| is_money(column)).flat_map(|(_, places)| places) {
            self.cells(*place).for_each(|cell| evidence.add(bare_amount(cell)));
        }
        match evidence.read() {
            DecimalRead::Sure(mark) => Ok(mark),
            DecimalRead::NoneNeeded => Ok(DecimalMark::Point),
            DecimalRead::Ambiguous { example } => Err(BankDoubt::Decimal { example }),
            DecimalRead::Mixed { point, .. } => Err(BankDoubt::Decimal { example: point }),
        }
    }
}

/// An amount without a plus and without letters for debit and credit.
fn bare_amount(text: &str) -> &str {
    let text = text.trim_start_matches(['+', '\'']).trim();
    let sides = ["CR", "DR", "DB", "S", "H", "C", "D"];
    let side = sides.iter().find_map(|side| text.strip_suffix(side)).map(str::trim_end);
    side.filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(text)
}

fn is_amount(text: &str) -> bool {
    let text = bare_amount(text);
    Written::parse(text, DecimalMark::Point).is_ok() || Written::parse(text, DecimalMark::Comma).is_ok()
}

fn sign_word(text: &str) -> String {
    let word = text.trim().to_lowercase();
    if matches!(word.as_str(), "+" | "-") { word } else { plain(&word) }
}

fn is_sign_word(text: &str) -> bool {
    let word = sign_word(text);
    lists(DEBIT_WORDS, &word) || lists(CREDIT_WORDS, &word)
}

/// `09.03`, `09.03.`, `27/1`
fn is_yearless(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let parts = text.split_once('.').or_else(|| text.split_once('/'));
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    parts.is_some_and(|(first, second)| is_number(first) && is_number(second))
}
