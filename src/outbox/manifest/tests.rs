
use super::*;

#[test]
fn a_manifest_of_an_earlier_version_is_read() {
    let text = "file,action_ids,channel,owner,customer_id,to,subject,digest\n\
                    ar/a.eml,'=1/due/email/1;A;B/due/email/1,email,ar,'=C,x@y.example,s,00\n";
    let [listed] = read_manifest(text.as_bytes()).unwrap().try_into().unwrap();
    assert_eq!(listed.action_ids.iter().map(ActionId::invoice).collect::<Vec<_>>(), ["=1", "A;B"]);
    assert_eq!((listed.customer.as_str(), listed.channel, listed.file.as_str()), ("=C", Channel::Email, "ar/a.eml"));
    assert_eq!((listed.approval.as_str(), listed.digest.as_str()), ("", "00"));
}

#[test]
fn what_is_no_manifest_is_told() {
    let header = COLUMNS.join(",");
    for (text, wrong) in [
        ("a,b\n", "it has no column file"),
        ("", "it has no column file"),
        (&*format!("{header}\na,A/b/c/1,e-mail,,,,,,\n"), "row 1: \"e-mail\" is not a channel did you mean \"email\"?"),
        (&*format!("{header}\na,A/b/c/1,email,,,,,,\nb,A/b\n"), "row 2 was cut short"),
        (&*format!("{header}\na,A/b/c,email,,,,,,\n"), "row 1: \"A/b/c\" is not the id of an action"),
    ] {
        assert_eq!(read_manifest(text.as_bytes()).unwrap_err(), wrong);
    }
}
