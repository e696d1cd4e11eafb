//! The words that a status has, by language: English, German, French, Spanish and Portuguese, Italian, Dutch,
//! Polish and Czech, Swedish, Danish and Norwegian, Finnish.

use super::words::{lists, plain};

/// What a word of a status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatusWord {
    Open,
    /// Paid in part: open, and not as much as the total.
    Partly,
    Paid,
    Skip,
}

/// Words that say it under any name of the column.
const OPEN: [&str; 9] = [
    "open unpaid overdue outstanding pastdue notpaid unsettled late awaitingpayment notyetpaid",
    "offen unbezahlt uberfallig ueberfallig fallig faellig nichtbezahlt",
    "impaye impayee nonpaye nonpayee enretard echue",
    "pendiente vencida vencido abierta abierto impagada impagado nopagada nopagado pendente emaberto atrasado naopago",
    "aperta aperto dapagare scaduta scaduto insoluta insoluto nonpagata nonpagato",
    "openstaand vervallen onbetaald nietbetaald",
    "nieoplacona nieoplacone nieoplacony niezaplacona niezaplacone niezaplacono niezaplacony przeterminowana przeterminowane przeterminowany \
     nierozliczona nierozliczone dozaplaty neuhrazeno neuhrazena nezaplaceno nezaplacena posplatnosti",
    "obetald obetalda obetalt ejbetald ejbetalt forfallen forfallna forfallet ubetalt ubetalte ikkebetalt forfalden forfaldne forfalt forfalte",
    "avoin avoinna maksamatta maksamaton eraantynyt",
];
const PARTLY: [&str; 9] = [
    "partial partially partiallypaid partlypaid partpaid paidinpart paidpartly paidpartially partialpayment partlypaidanddiscounted \
     partiallysettled",
    "teilbezahlt teilweisebezahlt teilgezahlt teilzahlung anbezahlt teilweisebeglichen",
    "partiellementpaye partiellementpayee partiellementregle partiellementreglee payepartiellement payeepartiellement acompteverse",
    "parcial pagoparcial parcialmentepagada parcialmentepagado pagadaparcialmente pagadoparcialmente cobroparcial parcialmentepago",
    "parziale parzialmentepagata parzialmentepagato pagataparzialmente pagatoparzialmente parzialmenteincassata",
    "gedeeltelijkbetaald deelsbetaald deelbetaald deelbetaling",
    "czesciowooplacona czesciowooplacone czesciowozaplacona czesciowozaplacone oplaconaczesciowo zaplaconaczesciowo czesciowo \
     castecneuhrazeno castecneuhrazena castecnezaplaceno",
    "delbetald delbetalda delbetalt delvisbetald delvisbetalt delvistbetalt",
    "osittainmaksettu osamaksettu",
];
const PAID: [&str; 9] = [
    "paid paidinfull fullypaid settled",
    "bezahlt beglichen ausgeglichen bezahltvollstandig vollstandigbezahlt",
    "paye payee regle reglee soldee acquittee",
    "pagado pagada cobrada cobrado pago paga",
    "pagata pagato saldata saldato incassata",
    "betaald voldaan voldane",
    "oplacona oplacone oplacony oplacono zaplacona zaplacone zaplacony zaplacono rozliczona rozliczone uregulowana uhrazeno uhrazena uhrazeny \
     zaplaceno zaplacena zaplaceny",
    "betald betalda betalt betalte slutbetald slutbetalda reglerad fuldtbetalt",
    "maksettu suoritettu",
];
const SKIP: [&str; 9] = [
    "void voided draft drafts deleted cancelled canceled uncollectible writtenoff writeoff baddebt",
    "storniert entwurf geloscht annulliert abgeschrieben",
    "annulee annule brouillon supprimee supprime",
    "anulada anulado borrador cancelada cancelado rascunho eliminada",
    "bozza annullata annullato stornata eliminata",
    "concept geannuleerd verwijderd",
    "anulowana anulowane anulowany szkic wersjarobocza usunieta stornowana stornovano stornovana zruseno zrusena smazano",
    "makulerad makulerade makulerat annullerad utkast raderad avskriven annulleret annullert kladde slettet makuleret",
    "mitatoity luonnos peruttu poistettu",
];

/// Words that say it of an invoice, and other things elsewhere.
const ALSO_OPEN: &str = "opened sent partial authorised authorized approved due viewed posted active issued finalized finalised \
                         submitted inpayment pending dunning current inprogress return creditnoteissued unpaidanddiscounted \
                         overdueanddiscounted disputed unallocated unapplied unmatched unreconciled notreconciled scheduled processed delivered completed versendet gesendet gebucht ouvert ouverte \
                         envoye envoyee verzonden";
const ALSO_PAID: &str = "closed cleared complete reconciled collected fullyallocated fullyapplied fullymatched ausgeziffert erledigt encaissee encaisse \
                         incassato cobrada cobrado liquidada liquidado solde";
const ALSO_SKIP: &str = "reversed rejected failed refunded chargedoff";

const YES: &str = "yes y true ja j oui si sim s 1 x t wahr vrai verdadero vero waar tak ano kylla";
const NO: &str = "no n false nein non nao 0 f falsch faux falso onwaar nee nie ne nej nei ei";

/// What a word says, and whether it says so under any name of the column.
pub(super) fn meaning(text: &str) -> Option<(StatusWord, bool)> {
    let word = plain(text);
    let has = |list: &[&str]| list.iter().any(|list| lists(list, &word));
    let sure = [(&PARTLY, StatusWord::Partly), (&OPEN, StatusWord::Open), (&PAID, StatusWord::Paid), (&SKIP, StatusWord::Skip)];
    let also = [(ALSO_OPEN, StatusWord::Open), (ALSO_PAID, StatusWord::Paid), (ALSO_SKIP, StatusWord::Skip)];
    let sure = sure.into_iter().find(|(list, _)| has(&list[..])).map(|(_, means)| (means, true));
    sure.or_else(|| also.into_iter().find(|(list, _)| lists(list, &word)).map(|(_, means)| (means, false)))
}

/// Is it a yes or a no? A mark alone is a yes.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    let word = plain(text);
    let is_mark = word.is_empty() && !text.is_empty() && matches!(text, "✓" | "✔" | "*");
    (is_mark || lists(YES, &word)).then_some(true).or_else(|| lists(NO, &word).then_some(false))
}
