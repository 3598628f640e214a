//! Differences that are kept on purpose, and entries that keep nothing any more.

use chrono::NaiveDate;

use super::{Exception, Lock};
use compat::change::Change;
use compat::report::{LockFinding, LockFindingKind};
use contract::Site;

/// What was read in a run: an exception is judged only by a run that could have met it.
#[derive(Clone, Debug)]
pub struct Run {
    /// The day.
    pub today: NaiveDate,
    /// The sources that were read, and show no less than when they were accepted, as the lock names
    /// them.
    pub sources: Vec<String>,
}

/// Changes, parted by what the lock says of them.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Changes that the lock does not keep.
    pub changes: Vec<Change>,
    /// Changes that it keeps, each with the reason.
    pub held: Vec<(Change, String)>,
    /// Entries that lapsed or match nothing.
    pub findings: Vec<LockFinding>,
}

impl Lock {
    /// Parts changes, each with the source that shows it, into those that the lock keeps on purpose
    /// and those that it does not. An exception never matches a change of a source that the lock
    /// has no name for.
    #[must_use]
    pub fn apply_exceptions(&self, changes: Vec<(Option<String>, Change)>, run: &Run) -> Judged {
        let mut judged = Judged::default();
        let mut met = vec![false; self.exceptions.len()];
        for (source, change) in changes {
            let matching = self
                .exceptions
                .iter()
                .enumerate()
                .filter(|(_, exception)| exception.fits(source.as_deref(), &change));
            let mut holding = None;
            for (at, exception) in matching {
                met[at] = true;
                if holding.is_none() && !exception.has_lapsed(run.today) {
                    holding = Some(exception);
                }
            }
            match holding {
                Some(exception) => judged.held.push((change, exception.reason.clone())),
                None => judged.changes.push(change),
            }
        }
        for (exception, met) in self.exceptions.iter().zip(met) {
            let message = if exception.has_lapsed(run.today) {
                exception.lapsed()
            } else if !met && run.sources.contains(&exception.source) {
                format!(
                    "the exception for `{}` at `{}` matches nothing any more: remove it",
                    exception.id, exception.place
                )
            } else {
                continue;
            };
            judged.findings.push(LockFinding {
                kind: LockFindingKind::Exception,
                site: Site {
                    text: self.source.clone(),
                    span: exception.span.clone(),
                    exact: true,
                },
                message,
            });
        }
        judged
    }
}

impl Exception {
    fn fits(&self, source: Option<&str>, change: &Change) -> bool {
        let is_equal = |wanted: &Option<serde_json::Value>, found: &Option<serde_json::Value>| {
            wanted.is_none() || wanted == found
        };
        let at_place = change
            .places
            .iter()
            .chain([&change.address])
            .any(|place| self.place == place.to_string() || self.place == place.place());
        self.id == change.id
            && at_place
            && source == Some(self.source.as_str())
            && is_equal(&self.before, &change.before)
            && is_equal(&self.after, &change.after)
    }

    fn has_lapsed(&self, today: NaiveDate) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    fn lapsed(&self) -> String {
        let until = self
            .until
            .map_or_else(String::new, |day| format!(" on {day}"));
        let owner = self.owner.as_ref();
        let owner = owner.map_or_else(String::new, |owner| format!("; {owner} answers for it"));
        format!(
            "the exception for `{}` at `{}` lapsed{until}{owner}: settle the difference, or give \
             it a later `until`",
            self.id, self.place
        )
    }
}
