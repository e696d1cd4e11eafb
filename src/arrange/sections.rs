//! Headings that name no customer: ages, statuses, currencies, periods. They part the rows of a report, and some say what the rows are.

use super::header::on_one_line;
use crate::ledger::reading::DateFormats;
use crate::money::Currency;

/// What a heading says of the rows below it, if it names no customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowSection {
    /// An age, a period, a status of open invoices: nothing that the rows do not say themselves.
    OfOpen,
    OfCurrency(Currency),
    /// The rows are paid.
    Paid,
    /// The rows are no invoices, or not owed: drafts, void, credit notes, payments, bills.
    NotOwed,
}

/// Words that stand in ages, beside numbers.
const AGES: &str = "à day days d or ou oder past due overdue over older than above below under more less to bis from von up until and al a und mehr als über \
                    ueber unter tag tage tagen seit überfällig fällig plus de du des le et jour jours retard échu échus échues moins más mas menos \
                    día días dia dias desde hasta y vencido vencidos vencidas giorni giorno oltre fino tot di da dal scaduto scaduti scadute e \
                    dagen dag meer dan vervallen te month months monat monate monaten mois mes meses mesi maand maanden week weeks wochen \
                    net netto nett terms zahlungsziel";

/// What is not due yet, and what is older than all ages.
const AGES_WITHOUT_NUMBERS: &str = "current, not due, not yet due, not due yet, future, upcoming, older, aktuell, nicht fällig, noch nicht fällig, \
     zukünftig, älter, non échu, non échue, non échus, non échues, à échoir, a echoir, courant, no vencido, no vencida, no vencidos, no vencidas, \
     por vencer, corriente, al corriente, non scaduto, non scaduta, non scaduti, non scadute, a scadere, corrente, niet vervallen, \
     nog niet vervallen, huidig, lopend, due on receipt";

/// What stands behind a status: `Paid invoices`.
const THINGS: &str = "invoice invoices item items document documents transactions balance balances receivables rechnung rechnungen posten op \
                      belege forderungen facture factures documentos factura facturas fattura fatture documenti factuur facturen posten \
                      partite partidas posts status faktury fakturor fakturaer laskut debts amounts";

const OPEN: &str = "open opened overdue past due due outstanding unpaid sent late unsettled disputed in dispute partial partially paid partly paid \
                    awaiting payment offen offene überfällig überfällige unbezahlt unbezahlte fällig fällige teilbezahlt teilbezahlte versendet \
                    gesendet ouvert ouverte ouverts ouvertes impayé impayée impayés impayées en retard échue échues envoyée envoyées pendiente \
                    pendientes vencida vencidas abierta abiertas impagada impagadas aperta aperte scaduta scadute da pagare non pagate inviata inviate \
                    openstaand openstaande vervallen verlopen onbetaald onbetaalde verzonden nieopłacone niezapłacone przeterminowane obetalda obetalt förfallna ubetalte \
                    forfaldne forfalte avoimet";

const PAID: &str = "paid, fully paid, paid in full, settled, closed, cleared, bezahlt, bezahlte, beglichen, beglichene, ausgeglichen, ausgeglichene, \
                    erledigt, erledigte, payé, payée, payés, payées, réglé, réglée, réglées, soldée, soldées, pagada, pagadas, pagado, pagados, \
                    cobrada, cobradas, pagata, pagate, saldata, saldate, betaald, betaalde, voldaan, voldane, \
                    already paid, bereits bezahlt, incassata, incassate, encaissée, encaissées, liquidada, liquidadas, zapłacone, opłacone, \
                    rozliczone, betald, betalda, betalt, betalte, maksetut, uhrazené";

const NOT_OWED: &str = "void, voided, draft, drafts, cancelled, canceled, deleted, written off, write-offs, bad debt, bad debts, credit notes, \
     credit note, credit memos, credits, payments, receipts, unapplied payments, unapplied receipts, unapplied credits, unapplied cash, prepayments, \
     overpayments, refunds, deposits, quotes, estimates, bills, purchase, supplier, vendor, orders, purchase orders, sales orders, gutschriften, \
     zahlungen, zahlungseingänge, entwurf, entwürfe, storniert, stornierte, angebote, aufträge, eingangs, brouillon, brouillons, annulée, annulées, \
     avoirs, paiements, règlements, devis, commandes, borrador, borradores, anulada, anuladas, abonos, notas de crédito, pagos, cobros, presupuestos, \
     bozza, bozze, annullata, annullate, note di credito, pagamenti, incassi, preventivi, concept, concepten, geannuleerd, geannuleerde, \
     creditnota's, creditnotas, betalingen, ontvangsten, offertes, payables, accounts payable, suppliers, vendors, proforma, pro forma, \
     pro-forma, verbindlichkeiten, lieferanten, kreditoren, fournisseurs, dettes fournisseurs, proveedores, fornitori, leveranciers, crediteuren, \
     anulowane, korekty, wpłaty, makulerade, kreditfakturor, inbetalningar, utkast, annullerede, kladder, kreditnotaer, betalinger";

/// Labels with something else than a customer behind them: `Sales rep: Jane Doe`.
const OTHER_LABELS: &str = "rep, sales rep, salesrep, salesperson, sales person, sales representative, account manager, account owner, owner, \
     vertreter, verkäufer, sachbearbeiter, commercial, vendeur, comercial, vendedor, agente, venditore, verkoper, vertegenwoordiger, status, age, \
     aging, terms, payment terms, zahlungsbedingung, zahlungsziel, period, month, periode, monat, region, territory, area, gebiet, class, \
     department, location, branch, filiale, segment, group, customer group, kundengruppe, country, land, project, projekt, type, typ, art";

/// Labels before a customer or a currency: `Customer: Alpha LLC`.
const VALUE_LABELS: &str = "customer, customer name, customer no, customer no., customer id, client, client name, account, account name, debtor, \
     bill to, a/c, party, kunde, kundenname, kundennummer, kunden-nr., kundennr., debitor, konto, client n°, compte, cliente, nombre, ragione sociale, \
     klant, klantnaam, debiteur, currency, währung, devise, moneda, divisa, valuta";

/// Signs and names of currencies, beside their codes. A code that is a word in capitals is none: `ALL`, `TOP`.
const CODES: &str = "USD EUR GBP JPY CNY CAD AUD NZD SGD HKD MXN BRL ARS CLP INR CHF SEK NOK DKK ISK PLN CZK HUF RON ILS KRW THB VND PHP UAH \
                     ZAR NGN AED SAR QAR KWD EGP KES MAD TWD MYR IDR BGN RSD PEN UYU";
const NAMES: &str = "EUR euro, EUR euros, EUR €, GBP £, GBP pound sterling, GBP pounds sterling, GBP british pound, GBP british pounds, USD us dollar, \
     USD us dollars, USD u.s. dollar, USD us$, USD us-dollar, USD dollar us, USD dólar estadounidense, USD amerikaanse dollar, USD dollaro usa, \
     CHF swiss franc, CHF swiss francs, CHF schweizer franken, CHF franc suisse, CHF francs suisses, CAD canadian dollar, CAD canadian dollars, \
     AUD australian dollar, AUD australian dollars, JPY japanese yen, SEK swedish krona, NOK norwegian krone, DKK danish krone, PLN polish zloty, \
     INR indian rupee";

fn has(list: &str, text: &str) -> bool {
    list.split(',').any(|words| words.split_whitespace().eq(text.split_whitespace()))
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|known| known == word)
}

/// What a heading says, if it names no customer; nothing where it may.
pub fn section_of(heading: &str) -> Option<RowSection> {
    let text = on_one_line(heading);
    if let Some((label, value)) = label_of(&text) {
        return if has(OTHER_LABELS, &label) { Some(status(value).unwrap_or(RowSection::OfOpen)) } else { section_of(value) };
    }
    if let Some(currency) = currency(&text) {
        return Some(RowSection::OfCurrency(currency));
    }
    status(&text).or_else(|| (is_age(&text) || is_period(&text)).then_some(RowSection::OfOpen))
}

/// The customer that a heading names: behind its label, if it has one.
pub(super) fn customer_of(heading: &str) -> &str {
    label_of(heading).map_or(heading, |(_, value)| value)
}

/// A label that is known, in small letters, and what stands behind it.
fn label_of(text: &str) -> Option<(String, &str)> {
    let (label, value) = text.split_once(':')?;
    let (label, value) = (on_one_line(label).to_lowercase(), value.trim());
    (!value.is_empty() && (has(VALUE_LABELS, &label) || has(OTHER_LABELS, &label))).then_some((label, value))
}

/// `USD`, `Euro`, `EUR - Euro`
fn currency(text: &str) -> Option<Currency> {
    let first = text.split([' ', '-', '–', '(']).next().unwrap_or_default();
    let named = |text: &str| {
        let text = text.trim_matches([' ', '-', '–', '(', ')']).to_lowercase();
        NAMES.split(',').find_map(|name| name.trim().split_once(' ').filter(|(_, name)| *name == text)).map(|(code, _)| code)
    };
    let code = if is_in(CODES, first) && (text == first || named(&text[first.len()..]) == Some(first)) { first } else { named(text)? };
    Currency::from_code(code)
}

/// `Open`, `Paid invoices`, `Bezahlte Rechnungen`, `Factures payées`
fn status(text: &str) -> Option<RowSection> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(['(', ')', '.', ':'])).collect();
    let kept: Vec<&str> = words.iter().copied().filter(|word| !is_in(THINGS, word)).collect();
    if kept.is_empty() {
        return (!words.is_empty()).then_some(RowSection::OfOpen);
    }
    let whole = kept.join(" ");
    if has(PAID, &whole) {
        return Some(RowSection::Paid);
    }
    if has(NOT_OWED, &whole) {
        return Some(RowSection::NotOwed);
    }
    kept.iter().all(|word| is_in(OPEN, word)).then_some(RowSection::OfOpen)
}

/// `Current`, `1 - 30`, `31-60 days past due`, `> 90`, `über 90 Tage`, `Net 30`
fn is_age(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.trim_end_matches('.');
    if has(AGES_WITHOUT_NUMBERS, text) {
        return true;
    }
    let is_word = |c: char| c.is_alphanumeric();
    let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
    let (numbers, names): (Vec<&str>, Vec<&str>) = words.into_iter().partition(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let days: Vec<u32> = numbers.iter().filter(|number| number.len() <= 3).filter_map(|number| number.parse().ok()).collect();
    if days.len() != numbers.len() || !names.iter().all(|name| is_in(AGES, name)) {
        return false;
    }
    let is_marked = !names.is_empty() || text.contains(['>', '<', '+', '≥']);
    match days[..] {
        [_] => is_marked,
        [from, to] => from < to && (is_marked || to % 5 == 0 || to % 7 == 0),
        _ => false,
    }
}

/// `March 2026`, `2026-03`, `31.03.2026`, `Q1 2026`, `KW 12 2026`
fn is_period(text: &str) -> bool {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let text = text.to_lowercase();
    let text = ["due in ", "due on ", "due ", "fällig am ", "fällig im ", "week of "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(&text);
    let days = DateFormats::new(&["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%B %d, %Y"]);
    let months = DateFormats::new(&["%d %B %Y", "%d %B, %Y", "%d %m/%Y", "%d %m.%Y", "%d %m-%Y", "%d %Y-%m", "%d %Y/%m"]);
    let reads = |formats: Result<DateFormats, _>, text: &str| formats.is_ok_and(|formats| formats.parse(text).is_ok());
    let is_part = |word: &str| {
        let number = word.trim_start_matches(|c: char| c.is_alphabetic());
        let name = &word[..word.len() - number.len()];
        (name.is_empty() || is_in("q kw week woche semaine semana settimana weeknr t quarter quartal", name))
            && number.len() <= 4
            && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_of_parts = text.starts_with(char::is_alphabetic) && text.split([' ', '/', '-']).all(is_part);
    reads(days, text) || reads(months, &format!("1 {text}")) || is_of_parts
}

#[cfg(test)]
mod tests;
