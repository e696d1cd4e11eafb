use super::*;
use crate::channel::Channel;

fn draft(file: &str, ids: &[ActionId]) -> Listed {
    let texts = || String::new();
    Listed {
        file: file.to_owned(),
        action_ids: ids.to_vec(),
        channel: Channel::Email,
        owner: texts(),
        customer: texts(),
        to: texts(),
        subject: texts(),
        digest: texts(),
        approval: texts(),
    }
}

#[test]
fn a_word_means_an_action_an_invoice_or_a_file() {
    let [one, two, three] =
        [("A-1", "first"), ("A-2", "first"), ("A-2", "second")].map(|(of, stage)| ActionId::of_stage(of, 1, stage, "email", 1));
    let listed = [draft("ar/one.eml", &[one, two]), draft("ar/two.eml", &[three])];
    let named = NamedDrafts::new(&listed, "outbox/2026-03-31".to_owned());
    let meant = |typed: &str| {
        let meant = named.meant([typed]).unwrap();
        (meant.actions.into_iter().collect::<Vec<_>>(), meant.drafts.into_iter().collect::<Vec<_>>())
    };
    assert_eq!(meant("A-1/first/email/1"), (vec![0], vec![0]));
    assert_eq!(meant("A-2"), (vec![1, 2], vec![0, 1]));
    assert_eq!(meant("one.eml"), (vec![0, 1], vec![0]));
    assert_eq!(meant("ar/two.eml"), (vec![2], vec![1]));
    assert!(
        named
            .meant(["A-1", "A-3"])
            .unwrap_err()
            .starts_with("\"A-3\" is not an action, invoice, customer or file of outbox/2026-03-31: did you mean")
    );
}

#[test]
fn an_id_that_two_invoices_share_is_that_of_neither() {
    // Both are shown as `A;@2/first/email/1`.
    let (later, at) = (ActionId::of_stage("A;", 2, "first", "email", 1), ActionId::of_stage("A;@2", 1, "first", "email", 1));
    assert_eq!(later.as_str(), at.as_str());
    let listed = [draft("ar/one.eml", std::slice::from_ref(&later)), draft("ar/two.eml", std::slice::from_ref(&at))];
    let named = NamedDrafts::new(&listed, "outbox/2026-03-31".to_owned());
    assert_eq!(named.meant([&*later.unmistakable()]).unwrap().drafts, BTreeSet::from([0]));
    assert_eq!(named.meant([&*at.unmistakable()]).unwrap().drafts, BTreeSet::from([1]));
    let told = named.meant([later.as_str()]).unwrap_err();
    assert!(told.contains(&later.unmistakable()) && told.contains(&at.unmistakable()), "{told}");
}
