//! Words by which payers and banks say what a line is, folded, in the languages of the statements.

use super::folding::words;
use hashbrown::HashSet;
use std::sync::LazyLock;

/// The words of a text, for looking up.
pub struct Vocabulary {
    words: Vec<String>,
    /// All words with a blank around each.
    joined: String,
}

/// Words and phrases that mean one thing, folded as texts are.
struct Meaning {
    words: HashSet<String>,
    phrases: Vec<String>,
}

impl Meaning {
    fn new(list: &str, phrases: &[&str]) -> Meaning {
        let phrase = |phrase: &&str| format!(" {} ", words(phrase).join(" "));
        Meaning { words: list.split_whitespace().flat_map(words).collect(), phrases: phrases.iter().map(phrase).collect() }
    }
}

impl Vocabulary {
    pub fn new(text: &str) -> Vocabulary {
        let words = words(text);
        Vocabulary { joined: format!(" {} ", words.join(" ")), words }
    }

    fn says(&self, meaning: &Meaning) -> bool {
        self.words.iter().any(|word| meaning.words.contains(word)) || meaning.phrases.iter().any(|phrase| self.joined.contains(phrase))
    }

    pub fn is_part(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "rate raten teil teilzahlung teilbetrag anzahlung abschlag abschlagszahlung akonto partial part instalment installment deposit acompte \
             partiel partielle echeance parcial plazo anticipo acconto parziale rata deelbetaling termijn aanbetaling",
                &["a conto", "a cuenta", "on account"],
            )
        });
        self.says(&MEANING)
    }

    pub fn is_discount(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "skonto skontoabzug discount escompte sconto descuento korting betalingskorting kassarabatt",
                &["pronto pago", "cash discount"],
            )
        });
        self.says(&MEANING) || self.words.iter().any(|word| word.ends_with("skonto"))
    }

    pub fn is_prepayment(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "vorkasse vorauszahlung vorauskasse prepayment prepaid proforma anticipado prepago vooruitbetaling anticipato vorausrechnung auftragsbestatigung",
                &["advance payment", "payment in advance", "acompte commande", "pro forma", "pago anticipado"],
            )
        });
        self.says(&MEANING)
    }

    pub fn are_charges(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "charges charge sha ben our fee fees spesen gebuhr gebuhren entgelt frais commission commissioni spese gastos comision kosten bankkosten",
                &[],
            )
        });
        self.says(&MEANING)
    }

    pub fn is_returned(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "retoure retour retourniert rucklastschrift rucklastschriften ruckgabe rucklauf ruckuberweisung rucklaufer returned return rejected reject impaye \
             rejet devolucion devuelto insoluto storno stornierung gestorneerd chargeback refused unpaid bounced reversal stornata",
                &["mangels deckung", "konto erloschen", "kein konto", "insufficient funds"],
            )
        });
        self.says(&MEANING) || self.words.iter().any(|word| RETURN_CODES.contains(&word.as_str()))
    }

    pub fn is_interest(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "zinsen habenzinsen sollzinsen guthabenzinsen interest interets intereses interessi rente rentebaten zinsgutschrift",
                &[],
            )
        });
        self.says(&MEANING)
    }

    pub fn are_bank_charges(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "kontofuhrung kontofuhrungsgebuhr kontofuhrungsentgelt bankgebuhren rechnungsabschluss abschluss postenentgelt kontoabschluss",
                &[
                    "frais bancaires",
                    "bank charges",
                    "account fee",
                    "service charge",
                    "spese bancarie",
                    "gastos bancarios",
                    "frais de tenue",
                ],
            )
        });
        self.says(&MEANING)
    }

    pub fn is_tax(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "finanzamt finanzkasse steuererstattung umsatzsteuer vorsteuer ust usterstattung hmrc irs belastingdienst tresor dgfip skatteverket fisco \
             skat vero tva iva btw steuerkasse stadtkasse hauptzollamt bundeskasse landeskasse",
                &["agenzia delle entrate", "agencia tributaria", "tax refund", "vat refund", "impots des", "remboursement tva"],
            )
        });
        self.says(&MEANING)
    }

    pub fn is_own_transfer(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "umbuchung ubertrag kontoubertrag tagesgeld festgeld eigenubertrag umschichtung giroconto traspaso cashpool cashpooling",
                &["internal transfer", "own transfer", "virement interne", "own account", "eigenes konto"],
            )
        });
        self.says(&MEANING)
    }

    pub fn is_payout(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "stripe paypal adyen mollie sumup klarna worldline payone concardis gocardless nexi worldpay braintree shopify zettle izettle viva vivawallet \
             elavon checkoutcom ingenico amazon ebay payout kartenabrechnung kartenumsatze kartenzahlungen disagio acquirer acquiring",
                &["card payments", "card settlement", "merchant settlement", "global payments", "first data", "telecash"],
            )
        });
        self.says(&MEANING)
    }

    /// Refunds, wages, insurances, social funds: money that no customer pays.
    pub fn is_not_of_a_customer(&self) -> bool {
        static MEANING: LazyLock<Meaning> = LazyLock::new(|| {
            Meaning::new(
                "gehalt gehaltsvorschuss lohn lohne lohnzahlung salary wages payroll salaire salaires nomina stipendio salaris krankenkasse \
             versicherung versicherungen insurance assurance seguros assicurazioni verzekeringen schaden schadensfall sinistre berufsgenossenschaft \
             rentenversicherung knappschaft aok barmer minijob kurzarbeitergeld darlehen kredit darlehensauszahlung loan pret prestamo subvention \
             dividende dividend kaution mietkaution steuerberater",
                &["erstattung u1", "erstattung u2", "social security", "security deposit"],
            )
        });
        self.says(&MEANING)
    }
}

/// The codes of ISO 20022 for what comes back.
const RETURN_CODES: [&str; 40] = [
    "ac01", "ac03", "ac04", "ac06", "ac13", "ag01", "ag02", "am01", "am02", "am03", "am04", "am05", "am09", "am10", "be01", "be04", "be05",
    "be06", "be07", "bnor", "cnor", "cust", "dnor", "ed01", "ed05", "ff05", "focr", "md01", "md02", "md06", "md07", "ms02", "ms03", "rc01",
    "rr01", "rr02", "rr03", "rr04", "sl01", "tm01",
];
