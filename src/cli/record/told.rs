//! What became of an outbox, in words.

use collect::calendar::Day;
use collect::record::DraftedAction;
use collect::report::{counted, one_line};
use std::path::Path;

pub struct Recorded<'r> {
    pub folder: &'r Path,
    pub log: &'r Path,
    pub date: Day,
    pub new: &'r [&'r DraftedAction],
    pub before: &'r [&'r DraftedAction],
    pub disputes: &'r [&'r DraftedAction],
    /// How many actions are not recorded, neither now nor before.
    pub left: usize,
    pub is_dry: bool,
}

impl Recorded<'_> {
    pub fn each(&self) -> String {
        self.new.iter().map(|action| format!("+ {}\n", one_line(action.id.as_str()))).collect()
    }

    pub fn told(&self, none: bool) -> String {
        let folder = self.folder.display();
        let recorded = if self.is_dry { "to be recorded" } else { "recorded" };
        let mut told = match self.new.len() {
            0 => format!("{folder}: nothing to record.\n"),
            1 => format!("{folder}: 1 touch {recorded} in {}, dated {}.\n", self.log.display(), self.date),
            count => format!("{folder}: {count} touches {recorded} in {}, dated {}.\n", self.log.display(), self.date),
        };
        match self.before {
            [] => {}
            [one] => told.push_str(&format!("Recorded before: {}.\n", one.id)),
            several => told.push_str(&format!("Recorded before: {}.\n", counted(several.len(), "action"))),
        }
        for DraftedAction { id, .. } in self.disputes {
            let invoice = id.invoice();
            told.push_str(&format!("{id} is not done by a touch. When the dispute is settled: collect log resolved {invoice}\n"));
        }
        let left = counted(self.left, "action");
        match (self.left, none) {
            (0, _) => {}
            (_, true) => told.push_str(&format!("Not sent: {left}. `collect draft` writes again what is still due.\n")),
            (_, false) => {
                told.push_str(&format!("Not recorded: {left}. If they will not be sent: collect record {folder} --none\n"));
            }
        }
        told
    }
}
