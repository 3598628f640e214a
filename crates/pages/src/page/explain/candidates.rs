//! What the first line that was not drawn may mean: the edits of every kind, gathered.

use serde_json::Value;

use super::edit::{self, Edit};
use super::look::{self, Look, Part, part, places};
use super::values::labelled;
use crate::page::align::Kind;
use crate::page::draw::{Line, Role, Says};

impl Look<'_> {
    /// What the line of the page may mean, if the drawn line `at` could stand in its place.
    pub(super) fn candidates(&self, at: usize, all: &mut Vec<Vec<Edit>>) {
        let text = self.line(0);
        let drawn = self.drawn.get(at);
        let above = self.above(at);
        let is_prose = drawn.is_some_and(|line| matches!(line.role, Role::Prose(_)));
        // The page says something of the item above.
        if let Some((says, rest)) = labelled(text) {
            if let Some(owner) = self.owner(at) {
                for place in places(owner) {
                    all.extend(self.stating(place, says, rest));
                }
            }
            if let Some(line) = drawn.filter(|line| line.says == Says::Given)
                && let Some((holder, key)) = edit::split(&line.at)
            {
                let value: Value = serde_json::from_str(rest).unwrap_or_else(|_| rest.into());
                all.push(vec![Edit::set(holder, &key, value)]);
                all.push(vec![Edit::set(holder, &key, rest)]);
            }
        }
        if let ("required" | "nullable" | "deprecated", Some(owner)) = (text, self.owner(at)) {
            for place in places(owner) {
                all.extend(self.marking(place, text, true));
            }
        }
        let is_of_operation = |at: &str| at == self.operation;
        if text == "deprecated" && above.is_none_or(|line| is_of_operation(&line.at)) {
            all.push(vec![Edit::set(self.operation, "deprecated", true)]);
        }
        if let Some(line) = drawn.filter(|_| !is_prose) {
            self.instead(at, line, all);
            all.extend(self.arrays(line));
        }
        let pointer = |line: Option<&Line>| {
            line.and_then(|line| places(line).first().map(|at| (*at).to_owned()))
        };
        let (before, above_at) = (pointer(drawn), pointer(above));
        let (before, above_at) = (before.as_deref(), above_at.as_deref());
        let is_item = |at: Option<&str>| {
            at.is_some_and(|at| matches!(part(at), Part::Parameter | Part::Property(..)))
        };
        let is_below_item = above.is_some_and(|line| line.says.is_of_item());
        if !is_prose || is_below_item || is_item(above_at) || is_item(before) {
            all.extend(self.new_properties(before, above_at));
            all.extend(self.new_parameters(before, above_at, 0, None));
        }
        // A response may show nothing but its description yet.
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
        all.extend(self.headed(&near));
        if let Some(above) = above {
            for place in places(above) {
                all.extend(self.new_choice(&look::schema_of(place)));
            }
        }
        all.extend(self.tab(drawn, above, &near));
        all.extend(self.example(at));
        all.extend(self.unnamed_example(above_at));
        if let Some(line) = drawn {
            for place in places(line) {
                all.extend(self.reordered(place));
                all.extend(self.without_parts(place));
            }
        }
    }

    /// What it means that something else stands in the place of a drawn line.
    fn instead(&self, at: usize, line: &Line, all: &mut Vec<Vec<Edit>>) {
        let text = self.line(0);
        let kind = self.shown.get(self.at).map(|line| line.kind);
        for place in places(line) {
            match line.says {
                Says::Values | Says::Constant | Says::Default | Says::Example => {
                    all.extend(self.not_stating(place, line.says));
                }
                Says::Head => {
                    for (head, length) in self.heads(0) {
                        let edits = self.with_head(place, &head);
                        let rest = edits.as_deref().unwrap_or_default();
                        all.extend(self.as_object(place, &head.label, length, rest));
                        all.extend(self.as_no_object(place, rest));
                        all.extend(edits);
                    }
                }
                Says::Name => {
                    // The type and the marks have lines of their own.
                    all.extend(self.named(place, text));
                    let edits = self.with_type(&look::schema_of(place), self.line(1), false);
                    all.extend(self.as_object(place, self.line(1), 2, &edits));
                    all.extend(self.as_no_object(place, &edits));
                    // The name is the drawn one, and its item is folded otherwise.
                    if part(place) == Part::Schema || text == line.text {
                        all.push(edits);
                    }
                }
                Says::Type => {
                    let is_parameter = part(place) == Part::Parameter;
                    let schema = look::schema_of(place);
                    let edits = self.with_type(&schema, text, is_parameter);
                    all.extend(self.as_object(place, text, 1, &edits));
                    all.extend(self.as_no_object(place, &edits));
                    all.push(edits);
                }
                Says::Mark => all.extend(self.marking(place, &line.text, false)),
                Says::Nothing | Says::Given | Says::Automatic => {}
            }
        }
        // The type or a mark of the item above is not what was drawn.
        if let Some(owner) = self.owner(at)
            && owner.says == Says::Name
            && matches!(kind, Some(Kind::Any | Kind::Head))
        {
            for place in places(owner) {
                let is_parameter = part(place) == Part::Parameter;
                let schema = look::schema_of(place);
                all.push(self.with_type(&schema, text, is_parameter));
            }
        }
        if line.text == "deprecated" && *line.at == *self.operation {
            all.push(vec![Edit::remove(self.operation, "deprecated")]);
        }
        if line.role == Role::Heading && line.text.starts_with("Body") && text.starts_with("Body") {
            let is_required = text.ends_with("required");
            all.push(vec![look::flag(&line.at, "required", is_required)]);
        }
    }
}
