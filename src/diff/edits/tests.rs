use super::*;

#[test]
fn who_approves_drafts_is_an_edit() {
    let workflow = |approval: &str| {
        let text = format!(
            "version: 1\nowners: {{ ar: {{ name: AR }}, boss: {{ name: Boss }} }}\n\
             stages: [{{ id: due, trigger: {{ day: 1 }}, owner: ar, {approval}actions: [{{ channel: call }}] }}]\n"
        );
        crate::workflow::read(&text, "w.yaml", &Default::default()).value.unwrap()
    };
    let [none, anybody, boss] = ["", "approval: required, ", "approval: boss, "].map(workflow);
    let told = |old, new| edits(old, new).iter().map(Edit::told).collect::<Vec<_>>();
    assert_eq!(told(&none, &anybody), ["due: approval none → by anybody (w.yaml:3, was w.yaml:3)"]);
    assert_eq!(told(&anybody, &boss), ["due: approval by anybody → by boss (w.yaml:3, was w.yaml:3)"]);
    assert_eq!(told(&boss, &boss), [""; 0]);
}
