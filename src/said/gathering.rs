//! The events of a text together: what belongs to one, what contradicts, and what is certain in the end.

use super::events::EventDraft;
use super::frames::Frame;
use super::{Asked, Said, SaidKind};

/// The drafts of a text, as they come.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub drafts: Vec<EventDraft>,
    corrected: bool,
}

impl Gathered {
    /// What follows takes back what was said before of the same invoices.
    pub(super) fn correct(&mut self) {
        self.corrected = true;
    }

    pub(super) fn add(&mut self, draft: EventDraft) {
        if std::mem::take(&mut self.corrected) {
            self.drafts.retain(|old| !(old.kind == draft.kind && shares(old, &draft)));
        }
        match self.partner(&draft) {
            Some(at) => absorb(&mut self.drafts[at], draft),
            None => self.drafts.push(draft),
        }
    }

    /// An event that says the same, or to which this one adds something.
    fn partner(&self, draft: &EventDraft) -> Option<usize> {
        let same = |old: &EventDraft| {
            if old.invoices != draft.invoices && !(draft.invoices.is_empty() || old.invoices.is_empty()) && !within(draft, old) {
                return false;
            }
            match (old.kind, draft.kind) {
                (SaidKind::Promise, SaidKind::Promise) => {
                    !(old.part || draft.part) && (old.day.is_none() || draft.day.is_none() || old.day == draft.day)
                }
                (SaidKind::PaidClaim, SaidKind::PaidClaim) => old.day.is_none() || draft.day.is_none() || old.day == draft.day,
                (SaidKind::PaidClaim, SaidKind::Promise) => draft.arrival || draft.day.is_none(),
                (SaidKind::Dispute, SaidKind::Refusal) => true,
                (SaidKind::Dispute, SaidKind::Promise) => draft.day.is_none(),
                (SaidKind::Promise, SaidKind::PlanRequest) => false,
                (one, other) => one == other,
            }
        };
        self.drafts.iter().rposition(same)
    }

    /// Is only a part promised, or paid?
    pub(super) fn has_a_part(&self) -> bool {
        self.drafts.iter().any(|draft| draft.part && matches!(draft.kind, SaidKind::Promise | SaidKind::PaidClaim))
    }

    /// Two events for one invoice make neither certain.
    fn contradicts(&self, at: usize) -> bool {
        let about =
            |kind| matches!(kind, SaidKind::Promise | SaidKind::PaidClaim | SaidKind::Dispute | SaidKind::PlanRequest | SaidKind::Refusal);
        let draft = &self.drafts[at];
        about(draft.kind) && self.drafts.iter().enumerate().any(|(other, old)| other != at && about(old.kind) && shares(old, draft))
    }

    /// The events as they are told. `doubt`: what makes none of them certain.
    pub(super) fn said(
        mut self,
        text_of: impl Fn(&EventDraft) -> String,
        asked: &Asked,
        doubt: impl Fn(SaidKind) -> Option<&'static str>,
    ) -> Vec<Said> {
        self.settle();
        let contradicting: Vec<bool> = (0..self.drafts.len()).map(|at| self.contradicts(at)).collect();
        let told = |(draft, contradicts): (EventDraft, bool)| {
            let missing = draft.doubt.or_else(|| doubt(draft.kind)).or(contradicts.then_some("another event for the same invoice"));
            let certain =
                missing.is_none() && matches!(draft.kind, SaidKind::Promise | SaidKind::PaidClaim | SaidKind::Dispute | SaidKind::OptOut);
            let quote = text_of(&draft);
            let is_promise = draft.kind == SaidKind::Promise;
            Said {
                kind: draft.kind,
                invoices: draft.invoices.iter().map(|&which| asked.invoices[which].id.clone()).collect(),
                until: if is_promise { draft.day } else { None },
                date: if draft.kind == SaidKind::PaidClaim { draft.day } else { None },
                amount: draft.amount,
                reason: draft.reason,
                address: draft.address,
                channel: draft.channel,
                reference: draft.reference,
                certain,
                quote,
                why: missing.unwrap_or("clear").to_owned(),
            }
        };
        self.drafts.into_iter().zip(contradicting).map(told).collect()
    }

    /// What a later event made needless.
    fn settle(&mut self) {
        self.plan_of_parts();
        let promised: Vec<Vec<usize>> = self
            .drafts
            .iter()
            .filter(|draft| draft.kind == SaidKind::Promise && draft.day.is_some())
            .map(|draft| draft.invoices.clone())
            .collect();
        // `60 days are agreed, so it is due today, and you will have it tomorrow`
        self.drafts.retain(|draft| draft.reason.as_deref() != Some("terms") || !promised.contains(&draft.invoices));
        let disputes: Vec<Vec<usize>> =
            self.drafts.iter().filter(|draft| draft.kind == SaidKind::Dispute).map(|draft| draft.invoices.clone()).collect();
        let disputed = |draft: &EventDraft| disputes.iter().any(|invoices| draft.invoices.iter().any(|which| invoices.contains(which)));
        let planned = self.drafts.iter().any(|draft| draft.kind == SaidKind::PlanRequest);
        self.drafts.retain(|draft| match draft.kind {
            SaidKind::Refusal => !disputed(draft),
            SaidKind::Promise => !(draft.day.is_none() && (disputed(draft) || planned)),
            _ => true,
        });
        let other = self.drafts.iter().any(|draft| draft.kind != SaidKind::Thanks);
        self.drafts.retain(|draft| draft.kind != SaidKind::Thanks || !other);
    }
    /// Three parts, or two that are asked for, are a plan.
    fn plan_of_parts(&mut self) {
        let asks = self.drafts.iter().any(|draft| matches!(draft.kind, SaidKind::Question | SaidKind::PlanRequest));
        let parts = |draft: &EventDraft| draft.kind == SaidKind::Promise && draft.day.is_some() && (draft.part || draft.amount.is_some());
        let Some(first) = self.drafts.iter().position(parts) else { return };
        let invoices = self.drafts[first].invoices.clone();
        let count = self.drafts.iter().filter(|draft| parts(draft) && draft.invoices == invoices).count();
        if count >= 3 || count == 2 && asks {
            let plan = &mut self.drafts[first];
            (plan.kind, plan.day, plan.amount) = (SaidKind::PlanRequest, None, None);
            plan.doubt = Some("a person has to answer");
            self.drafts.retain(|draft| !(parts(draft) && draft.invoices == invoices));
        }
    }
}

fn shares(one: &EventDraft, other: &EventDraft) -> bool {
    one.invoices.iter().any(|which| other.invoices.contains(which))
}

fn within(draft: &EventDraft, old: &EventDraft) -> bool {
    !draft.invoices.is_empty() && draft.invoices.iter().all(|which| old.invoices.contains(which)) && draft.kind == SaidKind::Refusal
}

fn absorb(old: &mut EventDraft, new: EventDraft) {
    let is_of_it = old.kind == new.kind;
    if old.invoices.is_empty() {
        old.invoices = new.invoices;
    }
    if is_of_it {
        // The one with a day says it; a day brings its own certainty.
        if old.day.is_none() && new.day.is_some() {
            // `Not paid yet; it goes out on Friday`
            old.doubt = new.doubt.or(old.doubt.filter(|doubt| !matches!(*doubt, "no day" | "a negation")));
            old.quote = new.quote;
        } else if old.kind == SaidKind::Dispute && old.reason.as_deref() == Some("refusal") {
            // The reason comes after it.
            old.doubt = new.doubt;
        } else if old.kind == SaidKind::Dispute {
            // What follows a dispute explains it, or says on which condition it ends.
            let serious = new.doubt.filter(|doubt| matches!(*doubt, "odd words" | "a question" | "which invoice is meant"));
            old.doubt = old.doubt.or(serious);
        } else if new.day.is_some() || old.day.is_none() || new.doubt.is_some_and(|doubt| doubt != "no day") {
            old.doubt = old.doubt.or(new.doubt);
        }
        old.day = old.day.or(new.day);
        old.amount = old.amount.or(new.amount);
        old.part |= new.part;
    }
    old.reference = old.reference.take().or(new.reference);
    // The later address is the one to write to.
    old.address = new.address.or(old.address.take());
    if matches!(old.reason.as_deref(), Some("other" | "refusal")) && new.reason.is_some() {
        old.reason = new.reason;
    }
}

/// Has somebody to read the message for this?
pub(super) fn asks_for_a_person(frame: Frame) -> bool {
    matches!(
        frame,
        Frame::Vague
            | Frame::Refusal
            | Frame::Plan
            | Frame::Copy(_)
            | Frame::Question
            | Frame::WrongContact(_)
            | Frame::Legal(_)
            | Frame::InOrder
            | Frame::NotUnderstood
    )
}
