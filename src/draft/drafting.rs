//! The drafts of a plan in the making: composed in any order and by several threads at once, and called the same whoever composed them.

use super::Draft;
use super::bundle::{Bundle, add_accounts, bundles};
use super::compose::{self, Message};
use super::composer::Composer;
use super::incomplete::Lack;
use super::naming::{DraftNames, Naming, stem};
use crate::outbox::Listed;

pub struct Drafting<'p> {
    composer: Composer<'p>,
    bundles: Vec<Bundle<'p>>,
    names: DraftNames<'p>,
}

#[derive(Debug)]
pub struct Drafted {
    /// The message, or the sheet in its place. Its path is empty until it has a name.
    pub draft: Draft,
    pub page: Option<Box<Draft>>,
    ending: &'static str,
}

impl<'p> Drafting<'p> {
    /// What is to be drafted for a plan: every action that is due. For what is withheld there is nothing, but where nothing arrives at the
    /// address a sheet asks for another.
    pub fn new(composer: Composer<'p>) -> Drafting<'p> {
        Drafting::shared(composer, |bundles, naming| bundles.iter().map(naming).collect())
    }

    /// The same; `each` tells what is made of every bundle, in order, and may share that out.
    pub fn shared(
        composer: Composer<'p>,
        each: impl FnOnce(&[Bundle<'p>], &(dyn Fn(&Bundle<'p>) -> Naming<'p> + Sync)) -> Vec<Naming<'p>>,
    ) -> Drafting<'p> {
        let mut bundles = bundles(&composer);
        add_accounts(&composer, &mut bundles);
        let namings = each(&bundles, &|bundle| naming(&composer, bundle));
        Drafting { composer, bundles, names: DraftNames::new(namings) }
    }

    /// What goes into each message, in the order of the plan.
    pub fn bundles(&self) -> &[Bundle<'p>] {
        &self.bundles
    }

    /// What emails go without: files of invoices that cannot go with them, in words, for each such email.
    pub fn without_files(&self) -> Vec<String> {
        self.bundles.iter().filter_map(|bundle| self.composer.without_files(bundle)).collect()
    }

    /// The folder that the draft of the bundle at a place will lie in: `OWNER` or `review/OWNER`.
    pub fn folder(&self, place: usize) -> &str {
        self.names.folder(place)
    }

    /// What is sent for the bundle at a place. Only its name may have to wait until all are composed ([`Drafting::name_rest`]).
    pub fn compose(&self, place: usize) -> Drafted {
        let message = self.composer.compose(&self.bundles[place]);
        let path = self.names.path(place, message.ending);
        let mut drafted = self.drafted(place, message);
        path.into_iter().for_each(|path| drafted.name(path));
        drafted
    }

    /// What the file of the draft of the bundle at a place ends with, and whether a page goes with it: all that others need to know for
    /// [`Drafting::files`].
    pub fn foresee(&self, place: usize) -> (&'static str, bool) {
        self.composer.foresee(&self.bundles[place])
    }

    /// The paths of all drafts, in order, without composing them. There must be one foreseen for each bundle.
    pub fn files(&self, foreseen: &[(&'static str, bool)]) -> Vec<String> {
        let endings: Vec<&str> = foreseen.iter().map(|(ending, _)| *ending).collect();
        let mut files = Vec::with_capacity(foreseen.len());
        for (file, (_, has_page)) in self.names.paths(&endings).into_iter().zip(foreseen) {
            let page = has_page.then(|| page_of(&file));
            files.push(file);
            files.extend(page);
        }
        files
    }

    /// Names what could not be named before all were composed, and says where it stands. There must be one for each bundle, in order.
    pub fn name_rest(&self, all: &mut [Drafted]) -> Vec<usize> {
        let rest: Vec<usize> = (0..all.len()).filter(|place| !all[*place].is_named()).collect();
        if !rest.is_empty() {
            let endings: Vec<&str> = all.iter().map(|drafted| drafted.ending).collect();
            let mut paths = self.names.paths(&endings);
            rest.iter().for_each(|place| all[*place].name(std::mem::take(&mut paths[*place])));
        }
        rest
    }

    fn drafted(&self, place: usize, message: Message) -> Drafted {
        let (plan, workflow, bundle) = (self.composer.plan, self.composer.workflow, &self.bundles[place]);
        let action = bundle.lead;
        let invoice = plan.invoices.get(action.invoice);
        let listed = Listed {
            file: String::new(),
            // What asks for another address does not do the action: it is held back, and due as soon as there is one.
            action_ids: bundle.actions.iter().filter(|_| !bundle.bounced).map(|action| action.id.clone()).collect(),
            channel: action.channel,
            owner: action.owner.to_string(),
            customer: invoice.customer().to_owned(),
            to: message.to,
            subject: message.subject,
            approval: action.approver(workflow, &invoice).unwrap_or_default().into_owned(),
            digest: message.digest,
        };
        let draft = Draft { listed, missing: message.lacks.iter().map(Lack::name).collect(), bytes: message.bytes };
        let page = message.page.map(|page| {
            let bytes = page.into_bytes();
            let listed = Listed { action_ids: Vec::new(), digest: compose::digest_of(&bytes), ..draft.listed.clone() };
            Box::new(Draft { listed, bytes, missing: draft.missing.clone() })
        });
        Drafted { draft, page, ending: message.ending }
    }
}

impl Drafted {
    /// Has it its name, or does that depend on others?
    pub fn is_named(&self) -> bool {
        !self.draft.file.is_empty()
    }

    fn name(&mut self, path: String) {
        if let Some(page) = &mut self.page {
            page.listed.file = page_of(&path);
        }
        self.draft.listed.file = path;
    }
}

/// The path of the page to print of a sheet.
fn page_of(sheet: &str) -> String {
    format!("{}html", sheet.trim_end_matches("md"))
}

/// All drafts, in the order of the plan; each page follows its sheet.
pub fn in_order(all: Vec<Drafted>) -> Vec<Draft> {
    if all.iter().all(|drafted| drafted.page.is_none()) {
        // They are moved together where they lie.
        return all.into_iter().map(|drafted| drafted.draft).collect();
    }
    let mut drafts = Vec::with_capacity(all.len());
    for drafted in all {
        drafts.push(drafted.draft);
        drafts.extend(drafted.page.map(|page| *page));
    }
    drafts
}

fn naming<'p>(composer: &Composer<'p>, bundle: &Bundle<'p>) -> Naming<'p> {
    let action = bundle.lead;
    let invoice = composer.plan.invoices.get(action.invoice);
    let id = (bundle.actions.len() == 1).then(|| invoice.id());
    let parts = [Some(invoice.customer()), id, Some(action.id.task()), Some(action.channel.name())];
    let review = action.approver(composer.workflow, &invoice).is_some();
    Naming { owner: &action.owner, review, stem: stem(parts.into_iter().flatten()), id: &action.id }
}
