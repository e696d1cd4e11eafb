//! The names that systems give the columns of a ledger, in several languages.

use super::words::{lists, plain};

/// The names of one column of the ledger's format, strongest first: where a file has names of a stronger list, those of the weaker
/// ones are not looked at. Within a list no name is better than another.
pub struct ColumnNames {
    pub column: &'static str,
    /// The names of each list, with spaces between them.
    lists: &'static [&'static str],
}

/// Is it the name of a column of the currency in which an invoice is?
pub fn is_currency_column(name: &str) -> bool {
    let named = INVOICES.iter().find(|names| names.column == "currency");
    named.is_some_and(|names| names.lists[..2].iter().any(|list| lists(list, &plain(name))))
}

/// How invoices' columns are called. Amounts are gross: a net amount is not one of these.
pub const INVOICES: [ColumnNames; 17] = [
    ColumnNames {
        column: "invoice_id",
        lists: &[
            "invoice_id",
            "invoicenumber invoiceno invoicenum invoicenr invoice invoicenbr invoiceref invoicereference rechnungsnummer rechnungsnr rechnung \
             belegnummer belegnr belegfeld1 numerofacture nfacture nofacture numfacture facture numerodefacture numerofactura \
             nfactura nofactura numfactura numerodefactura factura fattura nfattura fatturanumero numerofattura factuurnummer faktuurnummer factuurnr \
             fakturanummer fakturanr faktnr nrfaktury numerfaktury cislofaktury laskunumero laskunro numerodafatura nfatura 請求書番号 請求番号",
            "num number docno docnumber documentnumber documentno billingdocument vchno voucherno vouchernumber piece npiece reference ref refno \
             referenceno referencenumber no nr beleg ordernumber ordername numer faktura billno billnumber",
            "name",
            "id invoiceid",
        ],
    },
    ColumnNames {
        column: "customer_id",
        lists: &[
            "customer_id",
            "customerid customernumber customerno customercode customeraccount customerref accountref accountnumber \
             clientid clientcode clientnumber debtorid debtornumber kundennummer kundennr kundenid kdnummer kdnr debitorennummer debitorennr \
             debitorenkonto codeclient nclient numeroclient compteclient codigocliente ncliente numerocliente codcliente idcliente \
             codicecliente klantnummer klantcode klantnr debiteurnummer debiteurnr relatiecode kundnummer kundnr kundenummer kundenr \
             asiakasnumero numerklienta numerkontrahenta soldto soldtoparty payer 得意先コード 顧客コード 取引先コード",
            "customer client account debtor kunde debitor konto cliente compte klant party contactid accountcode partnerid kund asiakas kontrahent nabywca odberatel",
        ],
    },
    ColumnNames {
        column: "customer_name",
        lists: &[
            "customer_name",
            "customername customerfullname contactname clientname accountname debtorname kundenname raisonsociale nomclient nomduclient \
             nombrecliente nombredelcliente razonsocial ragionesociale klantnaam billto billtoname billingname debitorenname partnername invoicepartnerdisplayname \
             buyer buyername partyname partysname kundnamn kundenavn asiakkaannimi nazwakontrahenta nazwaklienta relatienaam 得意先名 顧客名 取引先名 得意先 顧客 取引先",
            "customer client kunde debitor cliente kund asiakas kontrahent nabywca odberatel name nom nombre klant name1 company companyname firma firmenname",
        ],
    },
    ColumnNames {
        column: "due_date",
        lists: &[
            "due_date",
            "duedate netduedate paymentdue nextpaymentdueat nextpaymentdue invoiceduedate duedatereceiveby paymentduedate datedue duedateutc dueon dueby faelligkeit falligkeit faelligkeitsdatum \
             falligkeitsdatum faelligam falligam faellig fallig faelligk falligk nettofalligkeit nettofaelligkeit zahlbarbis echeance dateecheance \
             datedecheance vencimiento fechavencimiento fechadevencimiento fvencimiento scadenza datascadenza vervaldatum vervaldag forfallodatum forfallodag forfallsdato forfaldsdato forfaldsdag terminplatnosci datasplatnosti splatnost \
             erapaiva datadevencimento datavencimento \
             支払期限 支払期日 入金期日 お支払期限",
            "due",
        ],
    },
    ColumnNames {
        column: "amount",
        lists: &[
            "amount",
            "total totalsigned betragbrutto invoiceamount invoicetotal totalamount grossamount gross grosstotal grandtotal amountgross brutto bruttobetrag \
             rechnungsbetrag gesamtbetrag montantttc totalttc ttc importetotal totalfactura importefactura totalconiva importolordo \
             totalefattura factuurbedrag fakturabelopp totaltbelopp totalbelopp fakturabelob kwotabrutto wartoscbrutto celkem lordo amountinlocalcurrency amountinlocalcurr amtinloccurr amountlc betraginhauswahrung betraginhauswaehrung invoiceamt amounttotalsigned \
             totalincurrencysigned amounttotalincurrencysigned 請求金額 合計金額 請求額 税込金額",
            "amount amt originalamount betrag umsatz montant importe importo bedrag belopp totalt belob belop kwota wartosc castka summa valor amountindoccurr amountindocumentcurrency \
             linetotal lineamount itemtotal",
        ],
    },
    ColumnNames {
        column: "open_amount",
        lists: &[
            "open_amount",
            "openbalance openamount amountremaining invoiceamountdue balancedue outstanding outstandingamount amountoutstanding \
             remainingamount openitem offen offenerbetrag opbetrag restbetrag restdu restedu resteapayer resteadu montantdu soldedu \
             outstandingbalance balanceamount pendingamount amountopen openbal amtdue importependiente pendiente saldopendiente importoresiduo openstaand openstaandbedrag restbelopp restbelob restbelop attbetala udestaende utestaende pozostalo pozostalodozaplaty dozaplaty \
             valoremdivida emdivida dasaldare avoinna avoinsumma \
             amountduesigned amountresidualsigned amountresidual 未収金額 未収残高 請求残高 売掛残高",
            "balance saldo solde amountdue",
        ],
    },
    ColumnNames { column: "open_on", lists: &["open_on", "balanceasof asof asofdate keydate stichtag"] },
    ColumnNames {
        column: "currency",
        lists: &[
            "currency",
            "currencycode currency curr waehrung wahrung wkz whrg devise monnaie moneda moeda divisa valuta waluta mena valuutta documentcurrency doccurrency \
             invoicecurrency",
            "localcurrency lcurr localcurr hauswahrung hauswaehrung",
        ],
    },
    ColumnNames {
        column: "issue_date",
        lists: &[
            "issue_date",
            "invoicedate invoicebilldate dateissued issuedate issuedon documentdate docdate billingdate belegdatum rechnungsdatum datefacture \
             datedefacture datedefacturation dateemission datedemission fechafactura fechadefactura fechaemision fechadeemision \
             datafattura dataemissione factuurdatum fakturadatum fakturadato datawystawienia datavystaveni laskupaiva datadeemissao 請求日 発行日",
            "date datum fecha data created postingdate",
        ],
    },
    ColumnNames {
        column: "settled_date",
        lists: &[
            "settled_date",
            "settleddate settlementdate paiddate datepaid paidon paidat fullypaidon fullypaidondate clearingdate clrngdate \
             ausgleichsdatum bezahltam datereglement datedereglement datepaiement datedepaiement payele fechapago \
             fechadepago fechacobro fechadecobro datapagamento datadepagamento betaaldatum zahlungsdatum",
            "paymentdate",
        ],
    },
    ColumnNames {
        column: "contact",
        lists: &["contact", "contact contactperson ansprechpartner interlocuteur contacto personadecontacto attention"],
    },
    ColumnNames {
        column: "email",
        lists: &[
            "email",
            "email emailaddress customeremail clientemail mail courriel correo correoelectronico billemail emailadresse adressemail",
        ],
    },
    ColumnNames {
        column: "phone",
        lists: &["phone", "phone phonenumber telephone tel telefon telefonnummer telefono telefoon customerphone"],
    },
    ColumnNames { column: "language", lists: &["language", "language sprache langue idioma lingua taal locale"] },
    ColumnNames { column: "segment", lists: &["segment", "segment customergroup customersegment kundengruppe segmento"] },
    ColumnNames {
        column: "account_owner",
        lists: &[
            "account_owner",
            "accountowner accountmanager salesperson salespersonname rep salesrep sachbearbeiter vertreter commercial comercial \
             vendedor",
        ],
    },
    ColumnNames { column: "payment_link", lists: &["payment_link", "paymentlink invoiceurl hostedinvoiceurl paymenturl"] },
];

pub const PAYMENTS: [ColumnNames; 6] = [
    ColumnNames {
        column: "date",
        lists: &[
            "paymentdate datepaid paidon receiptdate datereceived zahlungsdatum datereglement datepaiement fechapago fechadepago \
             fechacobro",
            "date datum fecha data buchungsdatum valuta created",
        ],
    },
    ColumnNames { column: "invoice_id", lists: INVOICES[0].lists },
    ColumnNames { column: "customer_id", lists: INVOICES[1].lists },
    ColumnNames {
        column: "amount",
        lists: &[
            "amountapplied amountpaid paymentamount amountreceived zahlbetrag montantregle montantpaye importepagado importecobrado",
            "amount amt betrag montant importe total",
        ],
    },
    ColumnNames { column: "currency", lists: INVOICES[7].lists },
    ColumnNames { column: "id", lists: &["paymentid paymentnumber paymentno transactionid receiptnumber receiptno zahlungsnummer", "id"] },
];

/// Words by which a file of payments is known, in its name or its header.
pub const OF_PAYMENTS: [&str; 12] =
    ["payment", "receipt", "received", "applied", "zahlung", "zahlbetrag", "paiement", "reglement", "pago", "cobro", "incasso", "betaling"];

impl ColumnNames {
    /// The places in a header that may be the column, by the strongest list that has any, of those that `fits` does not rule out.
    pub fn places(&self, header: &[String], fits: impl Fn(usize) -> bool) -> Vec<usize> {
        let found = self.lists.iter().map(|list| {
            // The ledger's own name is taken to the letter.
            let is_named = |name: &String| if *list == self.column { list == name } else { has(list, name) };
            let places = header.iter().enumerate().filter(|(place, name)| is_named(name) && fits(*place));
            places.map(|(place, _)| place).collect::<Vec<_>>()
        });
        found.into_iter().find(|places| !places.is_empty()).unwrap_or_default()
    }
}

impl ColumnNames {
    /// Is it one of the column's names?
    pub fn has(&self, name: &str) -> bool {
        self.lists.iter().any(|list| has(list, name))
    }
}

fn has(list: &str, name: &str) -> bool {
    lists(list, &plain(name))
}

pub fn of_invoices(column: &str) -> Option<&'static ColumnNames> {
    INVOICES.iter().find(|names| names.column == column)
}

/// How many columns of a header have a known name. A row has hardly any.
pub fn known(header: &[String]) -> usize {
    let lists = || INVOICES.iter().chain(&PAYMENTS).flat_map(|names| names.lists);
    header.iter().filter(|name| lists().any(|list| has(list, name))).count()
}

#[cfg(test)]
mod tests;
