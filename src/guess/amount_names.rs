//! What the name of a column of numbers says: what is open, what was paid, a part of the total, or an amount in another currency.

use super::words::{lists, words_of};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AmountName {
    Open,
    Paid,
    /// With taxes: it may be what is owed.
    Gross,
    /// How much of it is open or paid, in per cent.
    Share,
    /// In the currency of the document, or in that of the company.
    OtherCurrency,
    /// A part of the amount, or no amount: a net amount, a tax, a price, days.
    Other,
    Unknown,
}

/// What is open, by language: English, German, French, Spanish and Portuguese, Italian, Dutch.
const OPEN: [&str; 7] = [
    "open openbal openbalance remaining remainder remain rest unpaid outstanding balance bal owed owing due uncollected unsettled residual \
     residue arrears amtdue balancedue amountdue openamt",
    "offen offene offener offenes rest restbetrag restforderung restschuld restsumme restsaldo saldo ausstehend ausstehender aussenstand ruckstand \
     rueckstand unbezahlt opbetrag opsaldo",
    "reste restant restante solde encours impaye impayee impayes ouvert",
    "pendiente pendientes restante resta saldo impagado impago deuda adeudado pendente aberto devido",
    "residuo residua saldo aperto aperta insoluto insoluta rimanente scoperto dapagare",
    "openstaand openstaande restant restbedrag resterend resterende saldo uitstaand uitstaande onbetaald onbetaalde",
    "restbelopp restbelob restbelop obetalt obetald ubetalt utestaende udestaende pozostalo pozostala dozaplaty zbyva avoinna",
];

const PAID: [&str; 7] = [
    "paid payment payments received receipt receipts collected settled applied cleared remitted prepaid deposit deposits allocated amtpaid",
    "bezahlt bezahlter gezahlt gezahlter zahlung zahlungen zahlbetrag zahlungsbetrag beglichen eingegangen erhalten ausgeglichen anzahlung \
     teilzahlung zahlungseingang",
    "paye payee payes regle reglee regles reglement reglements paiement paiements encaisse encaissee acompte acomptes recu percu verse",
    "pagado pagada pagos pago pagamento abonado cobrado cobrada cobros recibido recebido anticipo",
    "pagato pagata pagamenti incassato incassata incasso ricevuto acconto versato saldato saldata",
    "betaald betaalde betaling betalingen ontvangen voldaan aanbetaling",
    "betalt betald inbetalt inbetald betalningar zaplacono zaplacona oplacono wplacono wplaty wplata uhrazeno zaplaceno maksettu",
];

/// Beside a word for what was paid they make what is to be paid of it.
const TO_BE: &str = "to be te zu da a por";
/// Verbs of these: what is to be paid may be the total or its rest.
const PAYING: &str = "pay paid payer regler encaisser zahlen bezahlen begleichen pagar cobrar pagare incassare saldare betalen ontvangen";
/// Not the sum of all: `Last payment`.
const ONE_OF_MANY: &str = "last next letzte letzter nachste dernier derniere prochain ultimo ultima proximo prossimo laatste volgende";
const DENYING: &str = "not non nicht no nao niet un";

const GROSS: &str = "incl inkl including inclusive ttc gross brutto ivato ivata incluido incluida inclus bruto lordo lorda";

const OTHER_CURRENCY: &str = "foreign local home document doc transaction txn trx functional company reporting haus hauswahrung \
                              hauswaehrung belegwahrung belegwaehrung fremdwahrung fremdwaehrung leitwahrung locale local fc lc fcy lcy fx \
                              curr inlocalcurrency indoccurr indocumentcurrency betraginhauswahrung betraginbelegwahrung";

/// Parts of an amount, and what is none, by language as above.
const OTHER: [&str; 8] = [
    "net subtotal sub tax taxes taxable vat gst hst pst sst cess igst cgst sgst discount discounts rebate price rate exchange quantity qty unit \
     units shipping freight fee fees charge charges interest cost costs margin commission provision tip gratuity surcharge base untaxed excl excluding \
     exclusive before without percent pct ratio share",
    "netto nettobetrag steuer steuern mwst ust umsatzsteuer mehrwertsteuer steuerbetrag mwstbetrag skonto skontobetrag rabatt preis kurs menge \
     versand porto fracht gebuhr gebuehr zinsen kosten marge ohne prozent",
    "ht horstaxe hors tva taxe taxes remise escompte prix taux quantite livraison frais interet interets cout",
    "iva impuesto impuestos imposto base neto descuento desconto precio preco tasa cantidad quantidade envio intereses coste",
    "iva imposta imponibile netto sconto prezzo tasso quantita spedizione interessi costo",
    "moms netto nettobelopp exkl rabatt vat wartoscnetto kwotanetto dph",
    "btw belasting korting prijs koers aantal verzendkosten rente excl exclusief",
    "days day age aging ageing term terms weight hours level reminder reminders dunning limit budget forecast line item items lines \
     position pos year month week quarter period code center centre project projekt number no nr nummer numero num \
     id ids ref reference order po zip postcode plz phone score risk probability stock tage jours dias giorni dagen mahnstufe count \
     anzahl index seq sequence row rank version disputed date rating",
];

/// Words that make a percentage of it.
const SHARES: &str = "percent pct percentage prozent pourcentage porcentaje percentuale";

/// Does a name speak of what was paid, or when? `Payment terms` and `Next payment` do not.
pub(super) fn speaks_of_payment(name: &str) -> bool {
    const NOT_MADE: &str = "expected promised due planned scheduled terms term promise erwartet geplant prevu prevue previsto prevista verwacht \
                            method methode reference id number no link url status type run reminder";
    let words = words_of(name);
    let has = |list: &str| words.iter().any(|word| lists(list, word));
    PAID.iter().any(|list| has(list)) && ![ONE_OF_MANY, DENYING, TO_BE, NOT_MADE].iter().any(|list| has(list))
}

pub(super) fn said_by(name: &str) -> AmountName {
    let words = words_of(name);
    let has = |list: &str| words.iter().any(|word| lists(list, word));
    let has_any = |list: &[&str]| list.iter().any(|list| has(list));
    let whole = words.concat();
    let is_any = |list: &[&str]| list.iter().any(|list| lists(list, &whole));
    if name.contains('%') || has(SHARES) {
        // How much of it was paid is told, whatever it is written in.
        return if has_any(&OPEN) || has_any(&PAID) { AmountName::Share } else { AmountName::Other };
    }
    let is_paid = has_any(&PAID) || is_any(&PAID);
    let is_open = has_any(&OPEN) || is_any(&OPEN);
    let is_other = has_any(&OTHER) || is_any(&OTHER);
    match () {
        () if has(TO_BE) && has(PAYING) => {
            if is_open {
                AmountName::Open
            } else {
                AmountName::Unknown
            }
        }
        () if is_paid && has(DENYING) => AmountName::Open,
        () if (is_paid || is_open) && (is_other || has(ONE_OF_MANY)) => AmountName::Unknown,
        () if is_other && !has(GROSS) => AmountName::Other,
        () if has(OTHER_CURRENCY) || is_any(&[OTHER_CURRENCY]) => AmountName::OtherCurrency,
        () if is_open => AmountName::Open,
        () if is_paid => AmountName::Paid,
        () if has(GROSS) => AmountName::Gross,
        () => AmountName::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_amounts_say_what_they_are() {
        for (names, wanted) in [
            (
                "Remaining,Unpaid,Nicht bezahlt,Amount Due Signed,DueAmount,Restbetrag,Reste dû,Reste à payer,Saldo pendiente,Importo residuo,Nog openstaand",
                AmountName::Open,
            ),
            ("Payments,Cash received,Bereits gezahlt,Montant réglé,Importe cobrado,Totale incassato,Ontvangen", AmountName::Paid),
            ("Net amount,VAT,Betrag netto,Montant HT,Base imponible,Unit price,Days overdue,Korting,PO number", AmountName::Other),
            ("Foreign Amount,Amount (FC),Amount in doc. curr.,Home Open Balance", AmountName::OtherCurrency),
            ("Amount incl. VAT,Summe brutto,Total ivato,Betrag inkl. MwSt", AmountName::Gross),
            ("% paid,Paid (%),Bezahlt in Prozent", AmountName::Share),
            ("Reserve,Sum,Valor,Last payment,To be paid,Net à payer,Nog te betalen,Overdue amount,Order balance", AmountName::Unknown),
        ] {
            for name in names.split(',') {
                assert_eq!(said_by(name), wanted, "{name}");
            }
        }
    }
}
