//! Explains where a page and the drawing of the contract part.
//!
//! The page is followed from its beginning to the first line that was not drawn. The line and what
//! was drawn in its place suggest edits of the operation; each is applied, the operation is drawn
//! again, and the page is followed again. Edits after which it can be followed further are kept,
//! and the search goes on from there, until the drawing is the page. What is found this way is
//! verified: the edited operation, drawn anew, is the page.
//!
//! Where a text does not show nesting, several edits draw the same page; all of them are given.

mod code;
mod edit;
mod heads;
mod items;
mod look;
mod parts;
mod values;

use serde_json::Value;

use contract::{Data, Dialect, Document, Operation, Source, Span};

use super::align::{self, Reach, Shown};
use super::draw::{self, Role, Says};
use super::{Form, Item, Page, align::Kind, expected};
use edit::{Edit, moved_to};
use look::{Look, Part, part, places};
use values::labelled;

/// How many edits lead to a page at most.
const MAX_STEPS: usize = 40;
/// How many lines are drawn at most, of all drawings together.
const MAX_DRAWN: usize = 200_000;
/// How many ways to go on are kept after each step.
const MAX_KEPT: usize = 12;
/// How many of them may lead less far than the others.
const MAX_BEHIND: usize = 3;
/// How many explanations of one page are told apart.
const MAX_EXPLANATIONS: usize = 8;

/// An edited operation whose drawing is a page, as a document that stands in the page.
pub(super) struct Explanation {
    pub(super) document: Document,
    /// Statuses that the page does not show, as they stand in the document in their place.
    pub(super) unnumbered: Vec<String>,
}

impl Explanation {
    /// The edited operation as a page of a form shows it.
    pub(super) fn page(&self, form: Form) -> Option<Page> {
        let operations = self.document.operations().ok()?;
        let mut page = expected::page(&self.document, operations.first()?, form);
        note_places(&mut page);
        if form == Form::Imported {
            for response in &mut page.responses {
                let status = response.status.as_mut();
                let number = |text: &str| self.unnumbered.iter().position(|it| it == text);
                if let Some(status) = status
                    && let Some(at) = number(&status.text)
                {
                    status.text = format!("#{}", at + 1);
                }
                let examples = response.media.iter_mut().flat_map(|it| &mut it.examples);
                examples.for_each(|example| example.label = None);
            }
        }
        Some(page)
    }
}

/// Notes in each item of a drawn page where the edited document states its keywords: where the edits
/// were found.
fn note_places(page: &mut Page) {
    fn note(items: &mut [Item]) {
        for item in items {
            if let Some(origin) = &item.origin {
                // A text that is made up from several keywords stands where the item does.
                item.label.span.clone_from(&item.name.span);
                item.places = Some(origin.clone());
            }
            note(&mut item.items);
        }
    }
    note(&mut page.parameters);
    let bodies = page.body.iter_mut().flat_map(|body| &mut body.media);
    bodies.for_each(|media| note(&mut media.schema));
    for response in &mut page.responses {
        note(&mut response.headers);
        let bodies = response.media.iter_mut();
        bodies.for_each(|media| note(&mut media.schema));
    }
}

/// A page, and the operation it is held against.
pub(super) struct Task<'t> {
    pub(super) contract: &'t Document,
    pub(super) operation: &'t Operation<'t>,
    pub(super) form: Form,
    pub(super) source: &'t Source,
    /// Where the page states its operation.
    pub(super) span: &'t Span,
    pub(super) shown: &'t [Shown],
}

/// A way to the page, as far as it was gone.
struct Way {
    item: Value,
    edits: Vec<(Edit, Span)>,
    reach: Reach,
}

impl Way {
    /// How much is changed, and how unlikely it is.
    fn weight(&self) -> usize {
        self.edits.iter().map(|(edit, _)| edit.weight()).sum()
    }
}

impl Task<'_> {
    /// The edits of the operation whose drawing is the page, the first by which it can be; none
    /// where no such edits were found.
    pub(super) fn explain(&self) -> Vec<Explanation> {
        let Some(item) = draw::item(self.contract, self.operation) else {
            return Vec::new();
        };
        let mut drawn = 0;
        let reach = self.reach(&item, &mut drawn);
        let mut ways = vec![Way {
            item,
            edits: Vec::new(),
            reach,
        }];
        for _ in 0..MAX_STEPS {
            if ways.iter().any(|way| way.reach.is_whole) {
                break;
            }
            let mut further: Vec<Way> = Vec::new();
            for way in &ways {
                for candidates in self.candidates(way) {
                    let known = further.len();
                    for edits in candidates {
                        if drawn > MAX_DRAWN {
                            return Vec::new();
                        }
                        let Some(next) = self.follow(way, edits, &mut drawn) else {
                            continue;
                        };
                        if !further.iter().any(|known| known.item == next.item) {
                            further.push(next);
                        }
                    }
                    // What is less likely is tried only where nothing else leads on.
                    if further.len() > known {
                        break;
                    }
                }
            }
            further.sort_by_key(|way| {
                let left = self.shown.len() - way.reach.lines;
                (!way.reach.is_whole, left, way.weight())
            });
            // A way that leads less far may be the right one all the same.
            let furthest = further.first().map(|way| way.reach.lines);
            let mut behind = 0;
            further.retain(|way| {
                behind += usize::from(Some(way.reach.lines) != furthest);
                behind <= MAX_BEHIND
            });
            further.truncate(MAX_KEPT);
            if further.is_empty() {
                return Vec::new();
            }
            ways = further;
        }
        ways.retain(|way| way.reach.is_whole);
        let weight = |way: &Way| (self.swapped(way), way.weight());
        let least = ways.iter().map(weight).min();
        ways.retain(|way| Some(weight(way)) == least);
        let ways = ways.iter().take(MAX_EXPLANATIONS);
        ways.filter_map(|way| self.verified(way)).collect()
    }

    /// How many responses have the description that another response has in the contract, in a text
    /// that shows no statuses: such a response is rather that other one.
    fn swapped(&self, way: &Way) -> usize {
        if self.form != Form::Imported {
            return 0;
        }
        let drawn = draw::lines_of(&way.item, self.operation, self.form);
        align::swapped(&drawn, self.shown, self.form)
    }

    fn reach(&self, item: &Value, drawn: &mut usize) -> Reach {
        let lines = draw::lines_of(item, self.operation, self.form);
        *drawn += lines.len();
        align::reach(&lines, self.shown, self.form)
    }

    /// A way with more edits, if the page can be followed further on it.
    fn follow(&self, way: &Way, edits: Vec<Edit>, drawn: &mut usize) -> Option<Way> {
        let mut item = way.item.clone();
        for edit in &edits {
            edit.apply(&mut item)?;
        }
        // Two mappings are equal in whatever order.
        let is_ordered = |edit: &Edit| matches!(edit, Edit::Order(..));
        if item == way.item && !edits.iter().any(is_ordered) {
            return None;
        }
        let reach = self.reach(&item, drawn);
        if reach.lines <= way.reach.lines && !reach.is_whole {
            return None;
        }
        let line = self.shown.get(way.reach.lines).or(self.shown.last());
        let span = line.map_or(self.span, |line| &line.span);
        let mut all = way.edits.clone();
        all.extend(edits.into_iter().map(|edit| (edit, span.clone())));
        Some(Way {
            item,
            edits: all,
            reach,
        })
    }

    /// What the first line that was not drawn may mean, the likely first.
    fn candidates(&self, way: &Way) -> [Vec<Vec<Edit>>; 2] {
        let drawn = draw::lines_of(&way.item, self.operation, self.form);
        let operation = format!("/{}", self.operation.method.to_ascii_lowercase());
        let look = Look {
            item: &way.item,
            operation: &operation,
            drawn: &drawn,
            shown: self.shown,
            form: self.form,
            is_3_0: self.contract.dialect() == Dialect::V3_0,
            at: way.reach.lines,
            expected: &way.reach.expected,
        };
        let mut likely = Vec::new();
        for &at in look.expected {
            look.candidates(at, &mut likely);
        }
        let mut unlikely = Vec::new();
        if look.is_imported() {
            likely.extend(look.without_responses());
            let begins = self
                .shown
                .get(look.at)
                .is_none_or(|it| it.is_apart && !it.is_indented);
            let all = if begins { &mut likely } else { &mut unlikely };
            all.extend(look.unnumbered());
        }
        let mut seen: Vec<Vec<Edit>> = Vec::new();
        for edits in likely {
            if !seen.contains(&edits) {
                seen.push(edits);
            }
        }
        [seen, unlikely]
    }

    /// The statuses that were made up to have a place for a response.
    fn unnumbered(&self, way: &Way) -> Vec<String> {
        if self.form != Form::Imported {
            return Vec::new();
        }
        let edits = way.edits.iter().filter_map(|(edit, _)| edit.new_status());
        edits.map(str::to_owned).collect()
    }

    /// The contract with these edits, as a document that stands in the page; `None` if its drawing
    /// is not the page after all.
    fn verified(&self, way: &Way) -> Option<Explanation> {
        let path = self.operation.path;
        let root = self.contract.root();
        let mut edited = root.clone();
        let Data::Mapping(members) = &mut edited.data else {
            return None;
        };
        let paths = members.get_mut("paths")?;
        let Data::Mapping(items) = &mut paths.value.data else {
            return None;
        };
        items.retain(|known, _| known == path);
        if let Data::Mapping(item) = &mut items.get_mut(path)?.value.data {
            let method = self.operation.method.to_ascii_lowercase();
            item.retain(|key, _| {
                *key == method || matches!(key.as_str(), "parameters" | "servers")
            });
        }
        moved_to(&mut edited, self.span);
        let Data::Mapping(members) = &mut edited.data else {
            return None;
        };
        let Data::Mapping(items) = &mut members.get_mut("paths")?.value.data else {
            return None;
        };
        let item = &mut items.get_mut(path)?.value;
        for (edit, span) in &way.edits {
            edit.apply_to(self.contract, item, span, self.span)?;
        }
        let document = Document::from_tree(self.source.clone(), edited);
        let operations = document.operations().ok()?;
        let method = &self.operation.method;
        let operation = operations.iter().find(|it| it.method == *method)?;
        let drawn = draw::lines(&document, operation, self.form)?;
        if !align::agrees(&drawn, self.shown, self.form) {
            return None;
        }
        drop(operations);
        Some(Explanation {
            document,
            unnumbered: self.unnumbered(way),
        })
    }
}

impl Look<'_> {
    /// What the line of the page may mean, if the drawn line `at` could stand in its place.
    fn candidates(&self, at: usize, all: &mut Vec<Vec<Edit>>) {
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
        }
        let pointer = |line: Option<&draw::Line>| {
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
        if [before, above_at]
            .into_iter()
            .flatten()
            .any(|at| matches!(part(at), Part::Header(_)))
        {
            all.extend(self.new_headers(before, above_at, 0));
        }
        all.extend(self.headed(before, above_at));
        all.extend(self.tab(drawn, above));
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
    fn instead(&self, at: usize, line: &draw::Line, all: &mut Vec<Vec<Edit>>) {
        let text = self.line(0);
        let kind = self.shown.get(self.at).map(|line| line.kind);
        for place in places(line) {
            match line.says {
                Says::Values | Says::Constant | Says::Default | Says::Example => {
                    all.extend(self.not_stating(place, line.says));
                }
                Says::Head => {
                    for (head, _) in self.heads(0) {
                        all.extend(self.with_head(place, &head));
                    }
                }
                // An empty text is the end of the page, and no name.
                Says::Name if !text.is_empty() => {
                    // The type and the marks have lines of their own.
                    all.extend(self.named(place, text));
                    if part(place) == Part::Schema {
                        all.push(self.with_type(place, self.line(1), false));
                    }
                }
                Says::Type => {
                    let is_parameter = part(place) == Part::Parameter;
                    let schema = look::schema_of(place);
                    all.push(self.with_type(&schema, text, is_parameter));
                }
                Says::Mark => all.extend(self.marking(place, &line.text, false)),
                Says::Name | Says::Nothing | Says::Given | Says::Automatic => {}
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
