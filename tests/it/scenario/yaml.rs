//! A story's workflow and project as the files that a user would write.

use super::story::Story;
use collect::channel::Channel;
use collect::workflow::*;
use std::fmt::Display;

impl Story {
    /// The project file, which has the rates.
    pub fn collect_yaml(&self) -> String {
        let Some((base, rates)) = &self.fx else { return "ledger: {}\n".to_owned() };
        let rates: Vec<String> = rates.iter().map(|(currency, rate)| format!("{currency}: {rate}")).collect();
        format!("ledger: {{ fx: {{ base: {base}, rates: {{ {} }} }} }}\n", rates.join(", "))
    }

    /// The workflow file.
    pub fn workflow_yaml(&self) -> String {
        let workflow = &self.workflow;
        let owner = |id: OwnerId| workflow.owner(id).id.clone();
        let mut text = format!("version: 1\nname: {}\n", workflow.name);
        if workflow.sequential {
            text += "catch_up: sequential\n";
        }
        let week: Vec<String> = self.week.iter().map(|day| day.to_string().to_lowercase()).collect();
        let holidays: Vec<String> = self.holidays.iter().map(ToString::to_string).collect();
        let rolls = if workflow.calendar.rolls_due_dates() { "next" } else { "none" };
        text += &format!("calendar: {{ working_days: [{}], holidays: [{}], roll_due: {rolls} }}\n", week.join(", "), holidays.join(", "));
        text += "owners:\n";
        for one in &workflow.owners {
            text += &format!("  {}: {}\n", one.id, owner_source(one, &owner));
        }
        text += &stages("", &workflow.stages, &owner);
        text += &overrides(&workflow.overrides, &owner);
        if !workflow.escalate.is_empty() {
            text += "escalate:\n";
        }
        for rule in &workflow.escalate {
            text += &format!("  - {{ id: {}, trigger: {}, to: {} }}\n", rule.id, conditions(&rule.trigger), rule.to);
        }
        if !workflow.tracks.is_empty() {
            text += "tracks:\n";
        }
        for track in &workflow.tracks {
            let mut matches: Vec<String> = track.matches.columns.iter().map(column).collect();
            matches.extend(range("amount", &track.matches.amount));
            text += &format!("  - id: {}\n    match: {{ {} }}\n", track.id, matches.join(", "));
            text += &stages("    ", &track.stages, &owner);
        }
        if workflow.limits.min_days_between_contacts > 0 {
            text += &format!("limits: {{ min_days_between_contacts: {} }}\n", workflow.limits.min_days_between_contacts);
        }
        if let Some(fee) = &workflow.late_fee {
            let flat = fee.flat.as_ref().map(ToString::to_string).unwrap_or_default();
            text += &format!("late_fee: {{ from_stage: {}, flat: {flat} }}\n", fee.from_stage);
        }
        text + &priority(&workflow.priority)
    }
}

fn owner_source(owner: &Owner, name: &impl Fn(OwnerId) -> String) -> String {
    match &owner.source {
        OwnerSource::Declared { kind: OwnerKind::Person, name, email } => format!("{{ name: {name}, email: {email} }}"),
        OwnerSource::Declared { kind: OwnerKind::Automated, name, email } => {
            format!("{{ kind: automated, name: {name}, email: {email} }}")
        }
        OwnerSource::FromColumn { column, fallback } => format!("{{ from_column: {column}, fallback: {} }}", name(*fallback)),
    }
}

fn stages(indent: &str, stages: &[Stage], owner: &impl Fn(OwnerId) -> String) -> String {
    let mut text = format!("{indent}stages:\n");
    for stage in stages {
        text += &format!("{indent}  - id: {}\n{indent}    name: {}\n", stage.id, stage.name);
        if !stage.was.is_empty() {
            text += &format!("{indent}    was: [{}]\n", stage.was.join(", "));
        }
        text += &format!("{indent}    trigger: {}\n", conditions(&stage.trigger));
        text += &format!("{indent}    owner: {}\n", owner(stage.owner));
        if stage.required {
            text += &format!("{indent}    required: true\n");
        }
        if let Some(days) = stage.wait_days {
            text += &format!("{indent}    wait_days: {days}\n");
        }
        text += &format!("{indent}    actions:\n");
        for one in &stage.actions {
            text += &format!("{indent}      - {}\n", action(one, stage, owner));
        }
    }
    text
}

fn action(action: &Action, stage: &Stage, owner: &impl Fn(OwnerId) -> String) -> String {
    let mut keys = vec![format!("channel: {}", action.channel)];
    if action.id != action.channel.name() {
        keys.push(format!("id: {}", action.id));
    }
    if !action.was.is_empty() {
        keys.push(format!("was: [{}]", action.was.join(", ")));
    }
    if action.owner != stage.owner {
        keys.push(format!("owner: {}", owner(action.owner)));
    }
    match action.templates.as_slice() {
        [] => {}
        [one] => keys.push(format!("template: {one}")),
        several => keys.push(format!("template: [{}]", several.join(", "))),
    }
    if action.after > 0 {
        keys.push(format!("after: {}", action.after));
    }
    if let Some(repeat) = action.repeat {
        keys.push(format!("every: {}", repeat.every));
        keys.extend(repeat.times.map(|times| format!("times: {times}")));
    }
    keys.extend(action.within.map(|within| format!("within: {within}")));
    if action.when != Conditions::default() {
        keys.push(format!("when: {}", conditions(&action.when)));
    }
    format!("{{ {} }}", keys.join(", "))
}

fn conditions(conditions: &Conditions) -> String {
    let mut keys = Vec::new();
    keys.extend(conditions.day.map(|day| format!("day: {day}")));
    keys.extend(range("balance", &conditions.balance));
    if !conditions.matches.is_empty() {
        keys.push(format!("match: {{ {} }}", conditions.matches.iter().map(column).collect::<Vec<_>>().join(", ")));
    }
    keys.extend(conditions.broken_promises.map(|count| format!("broken_promises: {count}")));
    keys.extend(numbers("unanswered", conditions.unanswered.at_least, conditions.unanswered.below));
    keys.extend(conditions.responded.map(|responded| format!("responded: {responded}")));
    keys.extend(customer(&conditions.customer));
    format!("{{ {} }}", keys.join(", "))
}

fn customer(conditions: &CustomerConditions) -> Option<String> {
    let mut keys = Vec::new();
    keys.extend(range("overdue", &conditions.overdue));
    keys.extend(range("open", &conditions.open));
    keys.extend(numbers("oldest", conditions.oldest.at_least, conditions.oldest.below));
    keys.extend(numbers("invoices", conditions.invoices.at_least, conditions.invoices.below));
    (!keys.is_empty()).then(|| format!("customer: {{ {} }}", keys.join(", ")))
}

fn column(matched: &ColumnMatch) -> String {
    format!("{}: [{}]", matched.column, matched.values.join(", "))
}

fn range(name: &str, range: &AmountRange) -> Option<String> {
    numbers(name, range.at_least.as_ref(), range.below.as_ref())
}

fn numbers<T: Display>(name: &str, at_least: Option<T>, below: Option<T>) -> Option<String> {
    let least = at_least.map(|least| format!("at_least: {least}"));
    let bounds: Vec<String> = least.into_iter().chain(below.map(|below| format!("below: {below}"))).collect();
    (!bounds.is_empty()).then(|| format!("{name}: {{ {} }}", bounds.join(", ")))
}

fn overrides(overrides: &Overrides, owner: &impl Fn(OwnerId) -> String) -> String {
    let clock = |clock: BlockClock| if clock == BlockClock::Stop { "clock: stop" } else { "clock: run" };
    let owned = |id: Option<OwnerId>| id.map(|id| format!("owner: {}", owner(id)));
    let mut payment = vec![format!("close_at: {}", overrides.payment.close_at)];
    if let Some(rule) = &overrides.payment.short_pay {
        let keys: Vec<String> = owned(rule.owner).into_iter().chain([format!("at_most_percent: {}", rule.at_most_percent)]).collect();
        payment.push(format!("short_pay: {{ {} }}", keys.join(", ")));
    }
    if let Some(rule) = &overrides.payment.returned {
        let keys: Vec<String> = owned(rule.owner).into_iter().chain([format!("channel: {}", rule.channel)]).collect();
        payment.push(format!("returned: {{ {} }}", keys.join(", ")));
    }
    if overrides.payment.closed_clock == BlockClock::Run {
        payment.push("closed_clock: run".to_owned());
    }
    let mut dispute = vec![clock(overrides.dispute.clock).to_owned(), format!("cooldown_days: {}", overrides.dispute.cooldown_days)];
    dispute.extend(owned(overrides.dispute.owner));
    if !overrides.dispute.routes.is_empty() {
        let routes = overrides.dispute.routes.iter().map(|(reason, id)| format!("{reason}: {}", owner(*id)));
        dispute.push(format!("routes: {{ {} }}", routes.collect::<Vec<_>>().join(", ")));
    }
    if let Some(sla) = overrides.dispute.sla {
        dispute.push(format!("sla_days: {}, sla_owner: {}", sla.days, owner(sla.owner)));
    }
    let mut promise = vec![format!("grace_days: {}", overrides.promise.grace_days)];
    promise.extend(overrides.promise.honour.map(|count| format!("honour: {count}")));
    promise.extend(broken(&overrides.promise.broken, owned(overrides.promise.broken.owner)));
    let mut reply = vec![format!("pause_days: {}", overrides.reply.pause_days)];
    reply.extend(owned(overrides.reply.owner));
    let pause = clock(overrides.pause.clock);
    let again = |rule: &NoAnswer| format!("  no_answer: {{ retry_days: {}, times: {} }}\n", rule.retry_days, rule.times);
    let no_answer = overrides.no_answer.as_ref().map(again).unwrap_or_default();
    format!(
        "overrides:\n  payment: {{ {} }}\n  dispute: {{ {} }}\n  pause: {{ {pause} }}\n  promise: {{ {} }}\n  reply: {{ {} }}\n{no_answer}",
        payment.join(", "),
        dispute.join(", "),
        promise.join(", "),
        reply.join(", ")
    )
}

fn broken(broken: &BrokenPromise, owned: Option<String>) -> Option<String> {
    let mut keys: Vec<String> = owned.into_iter().collect();
    if broken.channel != Channel::Call {
        keys.push(format!("channel: {}", broken.channel));
    }
    keys.extend(broken.template.as_ref().map(|template| format!("template: {template}")));
    keys.extend(broken.advance_to.as_ref().map(|stage| format!("advance_to: {stage}")));
    (!keys.is_empty()).then(|| format!("broken: {{ {} }}", keys.join(", ")))
}

fn priority(priority: &Priority) -> String {
    format!(
        "priority:\n  silent_after: {}\n  weights: {{ silent: {}, broken_promise: {}, worsening: {}, disputed: {}, unapplied_cash: {} }}\n",
        priority.silent_after, priority.silent, priority.broken_promise, priority.worsening, priority.disputed, priority.unapplied_cash
    )
}
