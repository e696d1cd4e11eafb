//! Mails that no standard allows. Each is read as far as it goes, and none is lost.

use collect::mail::{LARGEST, Mail, MailFault, Mbox, is_mbox, read_mail};

fn read(bytes: &[u8]) -> Mail {
    read_mail(bytes).unwrap_or_else(|fault| panic!("{fault}: {}", String::from_utf8_lossy(bytes)))
}

/// The text of each mail, without spaces around it.
#[test]
fn what_is_broken_is_read_as_far_as_it_goes() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("line ends of a Mac", b"From: a@b.example\rSubject: s\r\rWe pay.\r", "We pay."),
        ("line ends of two kinds", b"From: a@b.example\r\nSubject: s\n\r\nWe pay.\n", "We pay."),
        ("no end of line at all", b"From: a@b.example\n\nWe pay.", "We pay."),
        ("a mark of UTF-8 before the headers", b"\xef\xbb\xbfFrom: a@b.example\n\nWe pay.", "We pay."),
        ("no body", b"From: a@b.example\nSubject: s\n", ""),
        ("no blank line", b"From: a@b.example\nSubject: s", ""),
        ("windows-1252 without a charset", b"From: a@b.example\n\nWir zahlen n\xe4chste Woche.", "Wir zahlen n\u{e4}chste Woche."),
        ("UTF-8 without a charset", "From: a@b.example\n\nWir zahlen n\u{e4}chste Woche.".as_bytes(), "Wir zahlen n\u{e4}chste Woche."),
        ("a charset that says less than there is", b"From: a@b.example\nContent-Type: text/plain; charset=iso-8859-1\n\n\x80 500 \x96 paid", "\u{20ac} 500 \u{2013} paid"),
        ("a charset in quotes and capitals", b"From: a@b.example\nContent-Type: text/plain; charset=\"WINDOWS-1252\"\n\n\x80 500", "\u{20ac} 500"),
        ("a charset that nobody knows", b"From: a@b.example\nContent-Type: text/plain; charset=x-none\n\nWe pay.", "We pay."),
        ("quoted-printable that is cut", b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nWe pay=20on=2", "We pay on"),
        ("quoted-printable in small letters", b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: Quoted-Printable\n\nn=c3=a4chste", "n\u{e4}chste"),
        ("an encoding that is none", b"From: a@b.example\nContent-Transfer-Encoding: 8bits\n\nWe pay.", "We pay."),
        ("base64 without its end", b"From: a@b.example\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nV2UgcGF5Lg", "We pay"),
        ("base64 on lines of any length", b"From: a@b.example\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nV2Ug\ncGF5\nLg==\n", "We pay."),
        ("a part without its end", b"From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nWe pay.", "We pay."),
        ("parts without a boundary", b"From: a@b.example\nContent-Type: multipart/mixed\n\nWe pay.", "We pay."),
        ("a boundary that never comes", b"From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\nWe pay.", "We pay."),
        ("a boundary within a boundary", b"From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: multipart/alternative; boundary=BB\n\n--BB\nContent-Type: text/plain\n\nWe pay.\n--BB--\n--B--\n", "We pay."),
        ("a header that goes on without a space", b"From: a@b.example\nSubject: one\ntwo\n\nWe pay.", "We pay."),
        ("a header without a name", b"From: a@b.example\n: nothing\n\nWe pay.", "We pay."),
        ("a header twice", b"From: a@b.example\nSubject: one\nSubject: two\n\nWe pay.", "We pay."),
        ("an empty From", b"From:\nSubject: s\n\nWe pay.", "We pay."),
        ("bytes of zero", b"From: a@b.example\n\nWe\0 pay.", "We pay."),
        ("a page alone", b"From: a@b.example\nContent-Type: text/html\n\n<p>We pay.</p>", "We pay."),
        ("an empty text beside a page", b"From: a@b.example\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\n\n--B\nContent-Type: text/html\n\n<p>We pay.</p>\n--B--\n", "We pay."),
        ("a note beside a page", b"From: a@b.example\nContent-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nYour mail client does not support HTML.\n--B\nContent-Type: text/html\n\n<p>We pay.</p>\n--B--\n", "We pay."),
        ("a text in two parts, a picture between them", b"From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nWe pay\n--B\nContent-Type: image/png; name=p.png\nContent-Transfer-Encoding: base64\n\nAAAA\n--B\nContent-Type: text/plain\n\non Friday.\n--B--\n", "We pay\non Friday."),
        ("an attached text is no part of the message", b"From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSee the list.\n--B\nContent-Type: text/plain; name=list.txt\nContent-Disposition: attachment; filename=list.txt\n\nR-7301 paid\n--B--\n", "See the list."),
        ("characters of no width", "From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nWe\u{200b} p\u{ad}ay\u{2060}.".as_bytes(), "We pay."),
        ("letters that turn the direction", "From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nWe \u{202e}pay\u{202c}.".as_bytes(), "We pay."),
        ("UTF-16 in base64", b"From: a@b.example\nContent-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64\n\nVwBlACAAcABhAHkALgA=", "We pay."),
    ];
    let mut wrong = String::new();
    for (name, bytes, expected) in cases {
        let found = read(bytes).text;
        let lines: Vec<&str> = found.trim().lines().map(str::trim_end).collect();
        if lines.join("\n") != *expected {
            wrong += &format!("\n{name}: {found:?}, expected {expected:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_no_mail_is_told() {
    let fault = |bytes: &[u8]| read_mail(bytes).err();
    assert_eq!(fault(b""), Some(MailFault::Empty));
    assert_eq!(fault(b" \r\n\n"), Some(MailFault::Empty));
    assert_eq!(fault(b"\x89PNG\r\n\x1a\n\0\0\0"), Some(MailFault::NoHeaders));
    assert_eq!(fault(b"invoice_id,amount\nR-7301,12.00\n"), Some(MailFault::NoHeaders));
    assert_eq!(fault(b"note: this is a list\n\nof things"), Some(MailFault::NoHeaders));
    assert_eq!(fault(&vec![b'a'; LARGEST + 1]), Some(MailFault::TooLarge));
}

#[test]
fn names_and_subjects_are_decoded() {
    let mail = read(b"From: =?iso-8859-1?Q?Anneli_T=F6rn?= <ANNELI@Tolvanen.example>\nTo: \"Lind, Nora\" <nora@birchlowe.example>, <ar@birchlowe.example>\nSubject: =?utf-8?B?UsO8Y2tmcmFnZQ==?= zu\n R-7301\n\nx");
    assert_eq!((mail.from.name.as_str(), mail.from.address.as_str()), ("Anneli T\u{f6}rn", "anneli@tolvanen.example"));
    assert_eq!(mail.subject, "R\u{fc}ckfrage zu R-7301");
    assert_eq!(read(b"From: a@b.example\nSubject: R\xfcckfrage\n\nx").subject, "R\u{fc}ckfrage");
    assert_eq!(mail.to.iter().map(|to| to.address.as_str()).collect::<Vec<_>>(), ["nora@birchlowe.example", "ar@birchlowe.example"]);
}

#[test]
fn ids_are_found_however_they_are_written() {
    let mail = read(b"From: a@b.example\nMessage-ID: < one@b.example >\nIn-Reply-To: Your mail of Monday <two@c.example>\nReferences: <three@c.example><four@c.example>\n\t<five@c.example\n .more>\n\nx");
    assert_eq!(mail.message_id, "one@b.example");
    assert_eq!(mail.in_reply_to, ["two@c.example"]);
    assert_eq!(mail.references, ["three@c.example", "four@c.example", "five@c.example.more"]);
    assert_eq!(read(b"From: a@b.example\nIn-Reply-To: two@c.example\n\nx").in_reply_to, ["two@c.example"]);
}

#[test]
fn the_day_is_the_senders_unless_the_clock_is_wrong() {
    let of = |headers: &str| read(format!("From: a@b.example\n{headers}\n\nx").as_bytes()).sent.map(|day| day.to_string());
    let received = "Received: from x by y; Fri, 20 Mar 2026 11:13:06 +0000";
    assert_eq!(of("Date: Tue, 31 Mar 2026 23:30:00 -0700").as_deref(), Some("2026-03-31"));
    assert_eq!(of(&format!("{received}\nDate: Thu, 01 Jan 1970 00:00:00 +0000")).as_deref(), Some("2026-03-20"));
    assert_eq!(of(&format!("{received}\nDate: Fri, 20 Mar 2037 11:13:00 +0000")).as_deref(), Some("2026-03-20"));
    assert_eq!(of(&format!("{received}\nDate: Thu, 19 Mar 2026 20:00:00 -0800")).as_deref(), Some("2026-03-19"));
    assert_eq!(of(received).as_deref(), Some("2026-03-20"));
    assert_eq!(of("Date: yesterday"), None);
    assert_eq!(of("Subject: no date"), None);
}

#[test]
fn a_mail_is_the_same_wherever_it_lies() {
    let plain =
        "Message-ID: <1@b.example>\nFrom: a@b.example\nDate: Tue, 31 Mar 2026 09:00:00 +0000\nSubject: s\n\nSee:\n\nFrom here on we pay.\n";
    let digest = |bytes: &[u8]| read(bytes).digest;
    let own = digest(plain.as_bytes());
    assert_eq!(digest(plain.replace('\n', "\r\n").as_bytes()), own);
    assert_eq!(
        digest(
            format!("Delivered-To: other@birchlowe.example\nReceived: from x by y; Tue, 31 Mar 2026 09:00:01 +0000\n{plain}").as_bytes()
        ),
        own
    );
    let mbox = format!("From MAILER Tue Mar 31 09:00:00 2026\n{}\n", plain.replace("\nFrom here", "\n>From here"));
    let mails: Vec<Vec<u8>> = Mbox::new(mbox.as_bytes()).map(|mail| mail.expect("in memory").1).collect();
    assert_eq!(mails.len(), 1);
    assert_eq!(digest(&mails[0]), own);
    assert_ne!(digest(plain.replace("we pay", "we do not pay").as_bytes()), own, "the same id does not hide another text");
}

#[test]
fn an_mbox_is_cut_at_its_separators_only() {
    let mbox = b"From a@b.example Tue Mar 31 09:00:00 2026\nSubject: one\n\nFrom today on we pay.\n\nFrom March 2026 at 10:00 on\nSubject: is no separator?\n>From us.\n>>From them.\n\nFrom c@d.example Wed Apr  1 10:00:00 2026 +0200\nSubject: two\n\nx\n";
    assert!(is_mbox(mbox));
    assert!(!is_mbox(b"From: a@b.example\nSubject: one\n\nx"));
    let found: Vec<(usize, String)> = Mbox::new(&mbox[..])
        .map(|mail| mail.expect("in memory"))
        .map(|(line, bytes)| (line, String::from_utf8_lossy(&bytes).into_owned()))
        .collect();
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    // Nobody can tell the sentence of line 6 from a separator: it stands behind a blank line, with a year and a time of day.
    assert_eq!(lines, [2, 7, 12]);
    assert!(found[1].1.contains("\nFrom us.\n>From them.\n"));
    assert_eq!(Mbox::new(&b"no mail here\n"[..]).count(), 0);
    assert_eq!(Mbox::new(&b""[..]).count(), 0);
}

#[test]
fn parts_in_parts_come_to_an_end() {
    let mut mail = b"From: a@b.example\n".to_vec();
    for depth in 0..3_000 {
        mail.extend_from_slice(format!("Content-Type: multipart/mixed; boundary=B{depth}\n\n--B{depth}\n").as_bytes());
    }
    mail.extend_from_slice(b"Content-Type: text/plain\n\nWe pay.\n");
    read(&mail);
    let mut inner = b"From: a@b.example\nContent-Type: text/plain\n\nWe pay.\n".to_vec();
    for _ in 0..60 {
        inner = [b"From: a@b.example\nContent-Type: message/rfc822\n\n".as_slice(), &inner].concat();
    }
    read(&inner);
}
