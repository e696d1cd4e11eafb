//! Random lists of stages.

use super::{conditions, owner};
use collect::channel::Channel;
use collect::workflow::{Action, Conditions, OwnerId, Repeat, Stage};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

/// The first day, and the stages.
#[derive(Clone, Debug)]
pub struct RawStages {
    first: i32,
    stages: Vec<RawStage>,
}

#[derive(Clone, Debug)]
struct RawStage {
    /// Days since the stage before.
    gap: i32,
    trigger: Conditions,
    owner: OwnerId,
    /// With its wait.
    required: Option<Option<u32>>,
    renamed: bool,
    actions: Vec<RawAction>,
}

#[derive(Clone, Debug)]
struct RawAction {
    channel: Channel,
    owner: Option<OwnerId>,
    templates: u8,
    after: u32,
    repeat: Option<Repeat>,
    within: Option<u32>,
    when: Conditions,
    renamed: bool,
}

/// One to four stages.
pub fn random() -> impl Strategy<Value = RawStages> {
    (-5..9, vec(stage().boxed(), 1..=4)).prop_map(|(first, stages)| RawStages { first, stages })
}

fn stage() -> impl Strategy<Value = RawStage> {
    let trigger = prop_oneof![3 => Just(Conditions::default()), 1 => conditions::few()];
    let required = weighted(0.3, weighted(0.5, 0..7_u32));
    (1..15, trigger.boxed(), owner(), required, weighted(0.4, Just(())), vec(action().boxed(), 1..=3)).prop_map(
        |(gap, trigger, owner, required, renamed, actions)| RawStage { gap, trigger, owner, required, renamed: renamed.is_some(), actions },
    )
}

fn action() -> impl Strategy<Value = RawAction> {
    let channel = prop_oneof![
        3 => Just(Channel::Email),
        2 => Just(Channel::Call),
        1 => Just(Channel::Letter),
        1 => Just(Channel::Sms),
        1 => Just(Channel::Task),
    ];
    let repeat = (1..8_u32, weighted(0.6, 1..4_u32)).prop_map(|(every, times)| Repeat { every, times });
    (
        channel,
        weighted(0.3, owner()),
        0..3_u8,
        prop_oneof![2 => Just(0_u32), 1 => 0..9_u32],
        weighted(0.4, repeat),
        weighted(0.25, 0..6_u32),
        conditions::of_action().boxed(),
        weighted(0.3, Just(())),
    )
        .prop_map(|(channel, owner, templates, after, repeat, within, when, renamed)| RawAction {
            channel,
            owner,
            templates,
            after,
            repeat,
            within,
            when,
            renamed: renamed.is_some(),
        })
}

impl RawStages {
    /// Every other stage is called as in the workflow's own list, `s0`, `s2`; the rest as the list says.
    pub fn resolve(&self, prefix: &str, with_money: bool) -> Vec<Stage> {
        let mut day = self.first;
        let mut stages = Vec::new();
        for (index, raw) in self.stages.iter().enumerate() {
            if index > 0 {
                day += raw.gap;
            }
            let id = if index % 2 == 0 { format!("s{index}") } else { format!("{prefix}{index}") };
            let mut trigger = conditions::without_money_unless(with_money, &raw.trigger, None);
            trigger.day = Some(day);
            let required = raw.required.is_some();
            stages.push(Stage {
                name: id.clone(),
                was: if raw.renamed { vec![format!("old-{id}")] } else { Vec::new() },
                id,
                day,
                trigger,
                owner: raw.owner,
                required,
                wait_days: raw.required.flatten(),
                approval: None,
                actions: raw.actions(with_money),
                line: 0,
            });
        }
        stages
    }
}

impl RawStage {
    fn actions(&self, with_money: bool) -> Vec<Action> {
        let mut actions: Vec<Action> = Vec::new();
        for (index, raw) in self.actions.iter().enumerate() {
            let taken = actions.iter().any(|other| other.id == raw.channel.name());
            let id = if taken { format!("{}-{index}", raw.channel) } else { raw.channel.name().to_owned() };
            actions.push(Action {
                was: if raw.renamed { vec![format!("old-{id}")] } else { Vec::new() },
                id,
                channel: raw.channel,
                owner: raw.owner.unwrap_or(self.owner),
                templates: ["first-overdue", "second-notice"][..usize::from(raw.templates)].iter().map(ToString::to_string).collect(),
                after: raw.after,
                repeat: raw.repeat,
                within: raw.within,
                when: conditions::without_money_unless(with_money, &raw.when, None),
                decision: vec![],
                recipients: collect::workflow::Recipients::default(),
                line: 0,
            });
        }
        actions
    }
}
