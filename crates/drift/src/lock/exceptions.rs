//! Applies exceptions to changes, and finds exceptions that lapsed or match nothing.

use chrono::NaiveDate;

use super::{Exception, Lock};
use compat::change::Change;
use compat::report::{LockFinding, LockFindingKind};
use contract::Site;

/// What a run read: an exception counts as unused only in a run that read its source.
#[derive(Clone, Debug)]
pub struct Run {
    /// The day of the run.
    pub today: NaiveDate,
    /// The URLs, as in the lock, of the sources that were read and show no less than when they were
    /// accepted.
    pub sources: Vec<String>,
}

/// Changes, divided by the exceptions of the lock.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Changes without an exception.
    pub changes: Vec<Change>,
    /// Changes with an exception, each with its reason.
    pub held: Vec<(Change, String)>,
    /// Exceptions that lapsed or match nothing.
    pub findings: Vec<LockFinding>,
}

impl Lock {
    /// Divides changes, each with the URL of its source, into those with an exception and those
    /// without. No exception matches a change of a source that the lock does not list.
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
                    "the exception for `{}` at `{}` no longer matches a difference: remove it",
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
        let owner = owner.map_or_else(String::new, |owner| {
            format!("; {owner} is responsible for it")
        });
        format!(
            "the exception for `{}` at `{}` lapsed{until}{owner}: settle the difference, or give \
             it a later `until`",
            self.id, self.place
        )
    }
}
