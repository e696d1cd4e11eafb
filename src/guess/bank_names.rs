//! The names that banks and payment processors give to their columns, as [`plain`](super::words::plain) writes them, and words for signs.

use super::words::{lists, plain};
use crate::project::BankColumn;

/// A column of ours and lists of its names, the surest first.
pub struct BankNames {
    pub column: BankColumn,
    lists: &'static [&'static str],
}

pub const BANK_NAMES: [BankNames; 22] = [
    BankNames {
        column: BankColumn::Booked,
        lists: &[
            "buchungstag buchungsdatum bookingdate postingdate posteddate postdate dateposted datebooked dateoperation datedoperation datecomptable \
             datedecomptabilisation datedecriture dateecriture fechaoperacion fechadeoperacion fechacontable datacontabile dataoperazione \
             datadelloperazione boekingsdatum boekdatum datumboeking transactiedatum transactiondate datetransaction datadaoperacao \
             datamovimento dataoperacji dataksięgowania dataksiegowania bokforingsdag bokforingsdatum bokfort bokføringsdato bogføringsdato bogført \
             kirjauspaiva datecompleted completeddate createdutc accountingdate bookeddate buchungsdatumtag transactiondt dateofposting uitvoeringsdatum effectiveat dataregistrazione \
             transaktionsdatum transaktionsdag dataoperacjiksiegowania",
            "date datum data fecha dato pvm paivamaara created createdat buchung buchungam timestamp day jour effectivedate arrivaldate payoutdate paidat",
        ],
    },
    BankNames {
        column: BankColumn::Value,
        lists: &[
            "valutadatum wertstellung wertstellungsdatum valuedate valdate datedevaleur datevaleur fechavalor fechadevalor datavaluta datavalor \
             datadisponibile valutadato datawaluty rentedatum rantedatum rentedato arvopaiva valeur availableon availableonutc valutatag valutastellung \
             currencydate valutering fvalor fvaleur",
            "valuta value",
        ],
    },
    BankNames {
        column: BankColumn::Amount,
        lists: &[
            "amount betrag montant importe importo bedrag beløb belob belopp beløp belop kwota kwotaoperacji kwotatransakcji summa maara umsatz gross brutto \
             transactionamount transaktionsbetrag buchungsbetrag montantdeloperation montantoperation importooperazione importeoperacion valor \
             transactiebedrag transactionvalue grossamount amountgross bruttobetrag bedragtransactie montanttransaction betraginkontowahrung \
             accountamount amountinaccountcurrency summe importeeur",
            "value total net netto sum",
        ],
    },
    BankNames {
        column: BankColumn::Debit,
        lists: &[
            "debit soll debet debitamount amountdebit moneyout paidout withdrawal withdrawals withdrawn cargo cargos addebito addebiti dare uscite debito \
             debitos belastung lastschrift ausgang ausgaben montantdebit montantaudebit debitmontant sortie sorties depenses obciążenia obciążenie obciazenia \
             obciazenie wydatki betalingut utgaaende utav ut af uit out debiteur debitbetrag betragsoll sollbetrag umsatzsoll debits salidas gastos \
             utfrakonto paidoutamount moneyoutamount",
        ],
    },
    BankNames {
        column: BankColumn::Credit,
        lists: &[
            "credit haben creditamount amountcredit moneyin paidin deposit deposits deposited abono abonos accredito accrediti avere entrate credito creditos \
             gutschrift eingang einnahmen montantcredit montantaucredit creditmontant entree entrees recettes uznania uznanie wpływy wplywy inn in bij \
             crediteur creditbetrag betraghaben habenbetrag umsatzhaben credits entradas ingresos innpakonto innpåkonto paidinamount moneyinamount",
        ],
    },
    BankNames {
        column: BankColumn::Sign,
        lists: &[
            "afbij bijaf sollhaben sh dc drcr crdr debitcredit debetcredit creditdebit creditdebitindicator creditdebitmark debitcreditindicator \
             debitcreditmark debitorcredit sens cdtdbtind balanceimpact kennzeichen sollhabenkennzeichen vorzeichen debetcreditcode cd debcred dk debithaben \
             debitkredit winienma strona znak signo segno",
        ],
    },
    BankNames {
        column: BankColumn::Fee,
        lists: &[
            "fee fees gebuhr gebuehr gebuhren entgelt frais commission commissions transactionfee transactionfees processingfee feeamount comision \
                  commissione opłata prowizja totalfees",
        ],
    },
    BankNames {
        column: BankColumn::Currency,
        lists: &[
            "currency currencycode ccy curr waehrung wahrung wahr devise devisen munt muntsoort moneda divisa valuta valute waluta valuutta accountcurrency \
                  kontowahrung walutaoperacji walutarachunku currencyiso devisedecompte devies paymentcurrency",
        ],
    },
    BankNames {
        column: BankColumn::Balance,
        lists: &[
            "balance saldo solde saldonatrn saldonatransactie saldonachbuchung runningbalance saldodopo saldopooperacji saldopotransakcji kontostand \
                  balanceafter accountbalance closingbalance nachsaldo endsaldo eindsaldo nuevosaldo soldeapresoperation saldodisponible bokfortsaldo saldofinal \
                  saldorachunku newbalance saldonaboeking",
        ],
    },
    BankNames {
        column: BankColumn::Account,
        lists: &[
            "auftragskonto ibanauftragskonto eigenekonto eigeneskonto accountnumber accountno accountid ownaccount myaccount rekening rekeningnummer ibanbban \
             eigenrekening numerodecompte nodecompte compte numcompte cuenta numerodecuenta conto numeroconto rapporto tilinumero konto \
             kontobezeichnung numerrachunku accountiban ownaccountnumber rekeningnummeropdrachtgever kontonrauftraggeber ibandesauftragskontos",
            "bankaccount iban account kontonummer kontonr rachunek kontonummeriban ibankontonummer",
        ],
    },
    BankNames {
        column: BankColumn::Id,
        lists: &[
            "transactionid transaktionsid transaktionsnummer transactionnumber transactionno balancetransactionid id volgnr volgnummer operationnumber numerooperation \
             numerodoperation nummouvement numeromovimiento uniqueid fitid bankreference bankreferenz referenzderbank archivierungskennung arkistointitunnus \
             arkistokoodi entryreference accountservicerreference txid sourceid movementid idtransaccion numeroreferencia transactionreferencenumber \
             paymentid payoutid transaktionsnr transactienummer transferwiseid buchungsreferenz identyfikatortransakcji numertransakcji nrtransakcji",
        ],
    },
    BankNames {
        column: BankColumn::Text,
        lists: &[
            "verwendungszweck vwz verwendungszweckzeile zahlungsgrund zahlungszweck description transactiondescription details detail detailsoftransaction \
                  memo narrative narrative1 narrative2 narrative3 libelle libelleoperation libellecomplet libelledeloperation informationscomplementaires infoscomplementaires concepto \
                  concepto1 masdatos descripcion descrizione descrizioneoperazione causale causaledescrizione omschrijving omschrijving1 omschrijving2 omschrijving3 \
                  mededeling mededelingen vrijemededeling beschrijving tytuł tytul tytułoperacji tytuloperacji tytułprzelewu opis opisoperacji opistransakcji text tekst \
                  buchungsdetails remittanceinformation remittance remittanceinfo unstructuredremittanceinformation paymentdetails label communication communications \
                  message meddelande melding viesti selitys betreff transactiedetails particulars subject note notes tekstpakonto forklaring vermerk \
                  beschreibung buchungsinformation rubrik beskrivelse movimiento observaciones verwendungszweck1 verwendungszweck2 verwendungszweck3 verwendungszweck4 vorgangverwendungszweck bookingtext descricao additionalinformation \
                  transactiondetails transactiondetail motif motifoperation objet objetdupaiement szczegoly szczegóły",
        ],
    },
    BankNames {
        column: BankColumn::Note,
        lists: &[
            "buchungstext umsatzart mutatiesoort transactiontype transactionsubtype type typ tipo typeoperation typedoperation reportingcategory kategorie category rodzajoperacji \
                  rodzajtransakcji typtransakcji umsatztyp vorgang buchungsart tipooperacion tipomovimento soort transactie transactiesoort transaktionstyp",
        ],
    },
    BankNames {
        column: BankColumn::Name,
        lists: &[
            "beguenstigterzahlungspflichtiger begunstigterzahlungspflichtiger namezahlungsbeteiligter auftraggeberbegunstigter auftraggeberbegunstigster \
             begunstigterauftraggeber auftraggeberempfanger empfangerauftraggeber zahlungspflichtiger zahlungsempfanger zahlungspflichtigerempfanger zahlungsbeteiligter naamtegenpartij \
             nametegenpartij naamomschrijving counterparty counterpartyname counterpartname partnername payeename payername nomcontrepartie nomdelacontrepartie nomtiers \
             beneficiaryordering beneficiarypayer saajamaksaja danekontrahenta kontrahent nadawcaodbiorca odbiorcanadawca nazwaadresodbiorcynadawcy \
             afsendermodtager avsandarmottagare customername customerdescription senderrecipient recipientsender merchantname empfangername \
             auftraggeberzahlungsempfanger nomedisponente ordinantebeneficiario payerpayee payeepayer nomducontrepartie naamontvanger naamtegenpartijbevat namn zahlungspflichtige transactionparty otherparty",
            "begunstigter auftraggeber empfanger payee payer name naam beneficiary beneficiario ordenante controparte nadawca odbiorca modtager avsender \
             mottaker mottagare afsender tiers fromname sender recipient partner zahler nom gegenpartei tegenpartij",
        ],
    },
    BankNames {
        column: BankColumn::Ultimate,
        lists: &["naamuiteindelijkepartij ultimatedebtor ultimatepayer abweichenderauftraggeber abweichenderempfanger ultimatecreditor"],
    },
    BankNames {
        column: BankColumn::CounterAccount,
        lists: &[
            "tegenrekening tegenrekeningibanbban rekeningtegenpartij gegenkonto kontonummerzahlungsbeteiligter ibanzahlungsbeteiligter ibanzahlungsbeteiligten \
             counterpartyaccount counterpartyaccountnumber counterpartyiban counterpartiban partneriban partneraccountnumber partneraccount numerodecomptecontrepartie \
             comptecontrepartie comptetiers ibancontrepartie rachuneknadawcyodbiorcy rachunekkontrahenta numerrachunkukontrahenta nrrachunkukontrahenta \
             cuentadestino kontonummerempfanger beneficiaryaccount payeraccount payeraccountnumber beneficiaryiban numerrachunkunadawcyodbiorcy \
             rekeningnummertegenpartij saajantilinumero otheraccount senderaccount payeriban ibantegenpartij numerkonta rekeningtegenpartij ibandertegenpartei kontonummertegenpartei",
            "iban kontonummer kontonummeriban ibankontonummer kontonr account bankaccount rachunek accountnumber accountno konto rekening",
        ],
    },
    BankNames {
        column: BankColumn::CounterBank,
        lists: &[
            "bictegenpartij biczahlungsbeteiligter bicswiftcode blz bankleitzahl counterpartybic counterpartybankcode partnerbic bankcodeoderbic bicswift",
        ],
    },
    BankNames {
        column: BankColumn::EndToEnd,
        lists: &[
            "kundenreferenzendtoend endtoendreferenz endtoendid endtoendreference endtoend eref e2ereferenz e2eid transactiereferentie \
                  referenceendtoend",
        ],
    },
    BankNames {
        column: BankColumn::Mandate,
        lists: &["mandatsreferenz mandatereference mandateid machtigingskenmerk mandaatreferentie referencemandat mandat linksmandate"],
    },
    BankNames {
        column: BankColumn::CreditorReference,
        lists: &[
            "betalingskenmerk structuredreference creditorreference gestructureerdemededeling communicationstructuree viitenumero viite kid kidnummer \
                  ocr ocrnummer esrreferenz qrreferenz referencebvr structuredcommunication referencenumber",
        ],
    },
    BankNames {
        column: BankColumn::Reference,
        lists: &[
            "reference referenz referentie referencia riferimento kundenreferenz customerreference invoicenumber invoiceid invoiceno invoice \
                  rechnungsnummer paymentreference referencecode referencetxnid referencetransactionid chequenumber chequeno cheque checknumber customid \
                  customnumber referencedeloperation numeroreferencia2 referentienummer ref referens",
        ],
    },
    BankNames { column: BankColumn::Returned, lists: &["redenretour returnreason ruckgabegrund motifderejet rejectreason"] },
];

/// The column of a bank's own route, which is part of its account.
pub const SORT_CODE: &str = "sortcode";

/// The column of what became of an entry.
pub const STATUS: &str = "status state info statut stato estado zustand buchungsstatus statustransakcji transactionstatus";

/// Words of a column for signs.
pub const DEBIT_WORDS: &str = "d dr db debit debet debito débit dbit s soll af dt - debe dare afschrijving belastung cargo addebito out withdrawal debited ausgang lastschrift \
                               wydatek obciążenie obciazenie uscita salida sortie moneyout ut n negative";
pub const CREDIT_WORDS: &str = "c cr credit credito crédit crdt h haben bij ct k kt kredit + haber avere bijschrijving gutschrift abono accredito in deposit credited eingang \
                                uznanie wpływ wplyw entrata entrada entree entrée moneyin inn p positive";

impl BankNames {
    /// The places in a header that may be the column, by the surest list that has any.
    pub fn places(&self, header: &[String], fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let of_list = |list: &str| -> Vec<usize> {
            let named =
                header.iter().enumerate().filter(|(place, name)| title_words(name).iter().any(|word| lists(list, word)) && fits(*place));
            named.map(|(place, _)| place).collect()
        };
        self.lists.iter().map(|list| of_list(list)).find(|places| !places.is_empty()).unwrap_or_default()
    }

    /// Those of the surest list only.
    pub fn sure_places(&self, header: &[String], fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let sure = BankNames { column: self.column, lists: &self.lists[..1] };
        sure.places(header, fits)
    }
}

/// A title as it is compared: as it is, without a number at its end, and without what belongs to a currency or a time zone that follows.
fn title_words(title: &str) -> Vec<String> {
    let word = plain(title);
    let shorter = ["in", "en", "eur", "euro", "euros", "utc"].iter().filter_map(|ending| word.strip_suffix(ending));
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut words: Vec<String> = shorter.chain([bare]).filter(|word| word.len() > 2).map(str::to_owned).collect();
    words.push(word);
    words
}

/// Titles of who pays and of who is paid, in files that have a column for each.
pub const PAYER: &str = "zahlungspflichtiger payer payername ordenante nadawca avsender sender fromname";
pub const PAYEE: &str = "zahlungsempfanger payee payeename beneficiario odbiorca mottaker recipient toname";

/// Is it one of these titles?
pub fn is_title(list: &str, title: &str) -> bool {
    title_words(title).iter().any(|word| lists(list, word))
}

pub fn names_of(column: BankColumn) -> Option<&'static BankNames> {
    BANK_NAMES.iter().find(|names| names.column == column)
}

/// How many columns of ours a row names.
pub fn known(row: &[String]) -> usize {
    /// Titles are short.
    const LONGEST: usize = 60;
    let titles = row.iter().filter(|cell| !cell.is_empty() && cell.len() <= LONGEST);
    let words: Vec<String> = titles.flat_map(|cell| title_words(cell)).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return 0;
    }
    BANK_NAMES.iter().filter(|names| names.lists.iter().any(|list| words.iter().any(|word| lists(list, word)))).count()
}
