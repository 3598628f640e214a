//! Collects the candidates of every kind for the first difference.

use std::collections::BTreeSet;

use serde_json::Value;

use contract::Dialect;

use super::difference::{self, Difference, Part, part, places};
use super::edit::{self, Edit};
use super::values::labelled;
use super::{Partial, Search};
use crate::page::align::{Kind, is_label_of_values};
use crate::page::draw::{Aspect, DrawnLine, Role};
use crate::page::label;

/// The candidates for a difference, each a list of edits.
pub(super) struct Candidates {
    pub(super) likely: Vec<Vec<Edit>>,
    pub(super) unlikely: Vec<Vec<Edit>>,
    /// Those that remove a drawn mark or value of an item. They need not match more lines of the
    /// page: the next line may differ too.
    pub(super) removals: Vec<Vec<Edit>>,
}

impl Search<'_> {
    /// Returns the candidates for the first difference.
    pub(super) fn candidates(&self, partial: &Partial, objects: &[BTreeSet<&str>]) -> Candidates {
        let drawn = self.lines_of(&partial.item, &partial.edits);
        let operation = format!("/{}", self.operation.method.to_ascii_lowercase());
        let difference = Difference {
            item: &partial.item,
            operation: &operation,
            drawn: &drawn,
            shown: self.shown,
            form: self.form,
            is_3_0: self.contract.dialect() == Dialect::V3_0,
            first: partial.matched.lines,
            expected: &partial.matched.expected,
            objects,
        };
        let mut likely = Vec::new();
        likely.extend(difference.new_sections());
        for &at in difference.expected {
            difference.candidates(at, &mut likely);
        }
        let mut unlikely = Vec::new();
        if difference.is_imported() {
            likely.extend(difference.response_removals());
            let begins = self
                .shown
                .get(difference.first)
                .is_none_or(|it| it.is_after_blank && !it.is_indented);
            let all = if begins { &mut likely } else { &mut unlikely };
            all.extend(difference.new_unnumbered_responses());
        }
        let mut seen: Vec<Vec<Edit>> = Vec::new();
        for edits in likely {
            if !seen.contains(&edits) {
                seen.push(edits);
            }
        }
        let expected = difference.expected.iter();
        let removals = expected
            .flat_map(|at| difference.line_removals(*at))
            .collect();
        Candidates {
            likely: seen,
            unlikely,
            removals,
        }
    }
}

impl Difference<'_> {
    /// Adds the edits after which the drawing may show the line of the page instead of, or before,
    /// the drawn line `at`.
    pub(super) fn candidates(&self, at: usize, all: &mut Vec<Vec<Edit>>) {
        let text = self.line(0);
        let drawn = self.drawn.get(at);
        let above = self.above(at);
        let is_prose = drawn.is_some_and(|line| matches!(line.role, Role::Prose(_)));
        // The line of the page shows a constraint, a default, or an example of the item above it.
        if let Some((aspect, rest)) = labelled(text) {
            if let Some(owner) = self.owner(at) {
                for place in places(owner) {
                    all.extend(self.with_value(place, aspect, rest));
                }
            }
            if let Some(line) = drawn.filter(|line| line.aspect == Aspect::DocumentedExample)
                && let Some((holder, key)) = edit::split(&line.pointers)
            {
                let value: Value = serde_json::from_str(rest).unwrap_or_else(|_| rest.into());
                all.push(vec![Edit::set(holder, &key, value)]);
                all.push(vec![Edit::set(holder, &key, rest)]);
            }
        }
        if let ("required" | "nullable" | "deprecated", Some(owner)) = (text, self.owner(at)) {
            for place in places(owner) {
                all.extend(self.with_mark(place, text, true));
            }
        }
        let is_of_operation = |at: &str| at == self.operation;
        if text == "deprecated" && above.is_none_or(|line| is_of_operation(&line.pointers)) {
            all.push(vec![Edit::set(self.operation, "deprecated", true)]);
        }
        if let Some(line) = drawn.filter(|_| !is_prose) {
            self.replaced(at, line, all);
            all.extend(self.arrays(line));
        }
        let pointer = |line: Option<&DrawnLine>| {
            line.and_then(|line| places(line).first().map(|at| (*at).to_owned()))
        };
        let (before, above_at) = (pointer(drawn), pointer(above));
        let (before, above_at) = (before.as_deref(), above_at.as_deref());
        let is_item = |at: Option<&str>| {
            at.is_some_and(|at| matches!(part(at), Part::Parameter | Part::Property(..)))
        };
        let is_below_item = above.is_some_and(|line| line.aspect.is_of_item());
        if !is_prose || is_below_item || is_item(above_at) || is_item(before) {
            all.extend(self.new_properties(before, above_at));
            all.extend(self.new_parameters(before, above_at, 0, None));
        }
        // A response may have been drawn with nothing but its description so far.
        let last = at.min(self.drawn.len()).checked_sub(1);
        let last = pointer(last.map(|last| &self.drawn[last]));
        let mut near: Vec<&str> = Vec::new();
        for at in [last.as_deref(), above_at, before].into_iter().flatten() {
            if !near.contains(&at) {
                near.push(at);
            }
        }
        if near.iter().any(|at| matches!(part(at), Part::Header(_))) {
            all.extend(self.new_headers(&near, 0));
        }
        all.extend(self.new_section(&near));
        if drawn.is_some_and(|line| line.role == Role::Heading)
            && let Some(last) = above_at.filter(|at| part(at) == Part::Parameter)
            && let Some(location) = self.value(last)["in"].as_str()
        {
            all.extend(self.moved_parameters(0, location));
        }
        for line in [above, drawn].into_iter().flatten() {
            for place in places(line) {
                all.extend(self.new_choice(&difference::schema_of(place)));
            }
        }
        all.extend(self.changed_tab(drawn, above, &near));
        all.extend(self.changed_example(at));
        all.extend(self.unnamed_example(above_at));
        if let Some(line) = drawn.or(self.drawn.last()) {
            all.extend(self.content_of_response_before(line));
            all.extend(self.unnumbered_response_before(line));
        }
        if let Some(line) = drawn {
            for place in places(line) {
                all.extend(self.reorderings(place));
                all.extend(self.part_removals(place));
            }
        }
    }

    /// Returns whether the page shows values under another label than the theme's. Then they did not
    /// go, and what they are has to be read by a person.
    fn follows_other_label(&self) -> bool {
        let lines = self.shown.iter().take(self.first + 1).rev().take(2);
        lines.into_iter().any(|line| is_label_of_values(&line.text))
    }

    /// Returns the edits that remove the drawn line `at`, a mark or a value of an item.
    pub(super) fn line_removals(&self, at: usize) -> Vec<Vec<Edit>> {
        let Some(line) = self.drawn.get(at) else {
            return Vec::new();
        };
        let places = places(line).into_iter();
        places
            .flat_map(|place| match line.aspect {
                Aspect::Mark => self.with_mark(place, &line.text, false),
                Aspect::PossibleValues if self.follows_other_label() => Vec::new(),
                aspect => self.without_value(place, aspect),
            })
            .collect()
    }

    /// Adds the edits that change what the drawn line `line` shows to what the page shows instead.
    fn replaced(&self, at: usize, line: &DrawnLine, all: &mut Vec<Vec<Edit>>) {
        let text = self.line(0);
        let kind = self.shown.get(self.first).map(|line| line.kind);
        for place in places(line) {
            match line.aspect {
                Aspect::PossibleValues if self.follows_other_label() => {}
                Aspect::PossibleValues | Aspect::Constant | Aspect::Default | Aspect::Example => {
                    all.extend(self.without_value(place, line.aspect));
                }
                Aspect::Head => {
                    for (head, length) in self.heads(0) {
                        let edits = self.with_head(place, &head);
                        let rest = edits.as_deref().unwrap_or_default();
                        all.extend(self.with_first_property(place, &head.label, length, rest));
                        all.extend(self.without_properties(place, rest));
                        all.extend(edits);
                    }
                }
                Aspect::Name => {
                    // The name, the type, and each mark have lines of their own.
                    all.extend(self.with_name(place, text));
                    let edits = self.with_type(&difference::schema_of(place), self.line(1), false);
                    all.extend(self.with_first_property(place, self.line(1), 2, &edits));
                    all.extend(self.without_properties(place, &edits));
                    // Nothing is shown of a map's values without a type.
                    all.push(self.with_type(&difference::schema_of(place), "", false));
                    // The name is unchanged: what differs is whether the item is collapsible.
                    if part(place) == Part::Schema || text == line.text {
                        all.push(edits);
                    }
                }
                Aspect::Type => {
                    let is_parameter = part(place) == Part::Parameter;
                    let schema = difference::schema_of(place);
                    let edits = self.with_type(&schema, text, is_parameter);
                    all.extend(self.with_first_property(place, text, 1, &edits));
                    all.extend(self.without_properties(place, &edits));
                    all.push(edits);
                    // A schema without a type may show none.
                    all.push(self.with_type(&schema, "", is_parameter));
                }
                Aspect::Mark => all.extend(self.with_mark(place, &line.text, false)),
                Aspect::Other | Aspect::DocumentedExample | Aspect::GeneratedExample => {}
            }
        }
        // The object that lists the property became a type alone.
        if label::is_type(text) {
            for place in places(line) {
                if let Part::Property(holder, _) = part(place) {
                    let edits = self.with_type(holder, text, false);
                    all.extend(self.without_properties(holder, &edits));
                }
            }
        }
        // The page shows another type, or other marks, below the name of the item.
        if let Some(owner) = self.owner(at)
            && owner.aspect == Aspect::Name
            && matches!(kind, Some(Kind::Any | Kind::Head))
        {
            for place in places(owner) {
                let is_parameter = part(place) == Part::Parameter;
                let schema = difference::schema_of(place);
                all.push(self.with_type(&schema, text, is_parameter));
            }
        }
        if line.text == "deprecated" && *line.pointers == *self.operation {
            all.push(vec![Edit::remove(self.operation, "deprecated")]);
        }
        if line.role == Role::Heading && line.text.starts_with("Body") && text.starts_with("Body") {
            let is_required = text.ends_with("required");
            all.push(vec![difference::flag(
                &line.pointers,
                "required",
                is_required,
            )]);
        }
    }
}
