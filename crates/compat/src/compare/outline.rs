//! The parts of one subject, indexed for questions about parts that it lacks.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use contract::facts::{Fact, Facts, Part, Step, Subject};
use contract::pattern::Matcher;

/// The facts that decide whether a subject allows a part that it does not name.
pub(super) struct Outline<'f> {
    subject: &'f Subject,
    /// The keywords of the subject's choices, such as `oneOf`.
    choices: HashSet<&'f str>,
    /// The schema of additional properties.
    values: Option<&'f Part>,
    /// The schema of elements.
    items: Option<&'f Part>,
    patterns: OnceCell<Vec<(Matcher, &'f Part)>>,
    /// The properties that the alternatives name.
    optional: OnceCell<HashMap<&'f Step, &'f Part>>,
}

impl<'f> Outline<'f> {
    pub(super) fn of(subject: &'f Subject) -> Self {
        let mut outline = Self {
            subject,
            choices: HashSet::new(),
            values: None,
            items: None,
            patterns: OnceCell::new(),
            optional: OnceCell::new(),
        };
        for part in &subject.parts {
            match &part.step {
                Step::Choice(keyword, _) => {
                    outline.choices.insert(keyword);
                }
                Step::Values => outline.values = Some(part),
                Step::Items => outline.items = Some(part),
                _ => {}
            }
        }
        outline
    }

    /// Whether the subject has a choice under this keyword.
    pub(super) fn has_choice(&self, keyword: &str) -> bool {
        self.choices.contains(keyword)
    }

    /// Whether the subject forbids what it does not name, by `keyword: false`.
    pub(super) fn forbids(&self, keyword: &str) -> bool {
        let is_forbidden = |fact: &Fact| fact.keyword == keyword && fact.value == false;
        self.subject.facts.iter().any(is_forbidden)
    }

    /// The schema of the properties or the elements that the subject does not name.
    pub(super) fn others(&self, step: &Step) -> Option<&'f Part> {
        match step {
            Step::Values => self.values,
            Step::Items => self.items,
            _ => None,
        }
    }

    /// What the subject states about every property that matches the name of this one, or about the
    /// property in one of its alternatives.
    pub(super) fn covering(&self, facts: &'f Facts, property: &Part) -> Option<&'f Part> {
        let Step::Property(name) = &property.step else {
            return None;
        };
        let patterns = self.patterns.get_or_init(|| {
            let compiled = |part: &'f Part| match &part.step {
                Step::Other(keyword) => {
                    let pattern = keyword.strip_prefix("patternProperties ")?;
                    Some((Matcher::new(pattern)?, part))
                }
                _ => None,
            };
            self.subject.parts.iter().filter_map(compiled).collect()
        });
        let mut patterns = patterns.iter();
        let by_pattern = patterns.find(|(pattern, _)| pattern.takes(name));
        by_pattern
            .map(|(_, part)| *part)
            .or(self.values)
            .or_else(|| self.of_options(facts).get(&property.step).copied())
    }

    fn of_options(&self, facts: &'f Facts) -> &HashMap<&'f Step, &'f Part> {
        self.optional.get_or_init(|| {
            let is_option = |part: &&'f Part| matches!(part.step, Step::Choice(..));
            let options = self.subject.parts.iter().filter(is_option);
            let mut found = HashMap::new();
            for part in options.flat_map(|option| &facts.subject(option.subject).parts) {
                if matches!(part.step, Step::Property(_)) {
                    found.entry(&part.step).or_insert(part);
                }
            }
            found
        })
    }
}
