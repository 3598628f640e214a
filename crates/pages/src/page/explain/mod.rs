//! Explains where a page and the drawing of the contract part.
//!
//! The page is followed from its beginning to the first line that was not drawn. The line and what
//! was drawn in its place suggest edits of the operation; each is applied, the operation is drawn
//! again, and the page is followed again. Edits after which it can be followed further are kept,
//! and the search goes on from there, until the drawing is the page. What is found this way is
//! verified: the edited operation, drawn anew, is the page.
//!
//! Where a text does not show nesting, several edits draw the same page; all of them are given.

mod arrays;
mod candidates;
mod code;
mod edit;
mod heads;
mod items;
mod look;
mod nesting;
mod parts;
mod sections;
mod values;

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use contract::{Data, Dialect, Document, Node, Operation, Source, Span};

use super::Form;
use super::align::{self, Reach, Shown};
use super::draw::{self, Line};
use edit::{Edit, moved_to};
use look::Look;

/// How many lines are drawn at most, of all drawings together.
const MAX_DRAWN: usize = 500_000;
/// How many if the contract says nothing of the operation yet.
const MAX_DRAWN_OF_NEW: usize = 4_000_000;
/// How many ways to go on are kept after each step.
const MAX_KEPT: usize = 12;
/// How many of those are kept that differ only in what lies behind, where the contract says nothing
/// of the operation yet: much of it may be open to the end.
const MAX_ALIKE: usize = 2;
/// How many of them may lead less far than the others.
const MAX_BEHIND: usize = 3;
/// How many explanations of one page are told apart.
const MAX_EXPLANATIONS: usize = 8;

/// What came of explaining a page.
pub(super) enum Explained {
    /// Edits after which the page is the drawing; several where the form does not show which of them
    /// is meant.
    By(Vec<Explanation>),
    /// No edits lead beyond a line, by its number; with what was drawn in its place, and whether the
    /// page could end there.
    Until {
        line: usize,
        expected: String,
        may_end: bool,
    },
}

/// An edited operation whose drawing is a page, as a document that stands in the page.
pub(super) struct Explanation {
    pub(super) document: Document,
    /// Statuses that the page does not show, as they stand in the document in their place.
    pub(super) unnumbered: Vec<String>,
    pub(super) drawn: Vec<Line>,
    /// Which line of the drawing each line of the page is.
    pub(super) lines: Vec<usize>,
}

impl Explanation {
    /// What a status is called that the page does not show: the number of such a one.
    pub(super) fn number(&self, status: &str) -> Option<String> {
        let number = self.unnumbered.iter().position(|it| it == status)?;
        Some(format!("#{}", number + 1))
    }

    /// The document, without statuses that the page does not show.
    pub(super) fn stated(self) -> Document {
        if self.unnumbered.is_empty() {
            return self.document;
        }
        let mut root = self.document.root().clone();
        let paths = member_mut(&mut root, "paths");
        let items = paths.and_then(|paths| match &mut paths.data {
            Data::Mapping(items) => Some(items),
            _ => None,
        });
        for item in items.into_iter().flat_map(|it| it.values_mut()) {
            let Data::Mapping(operations) = &mut item.value.data else {
                continue;
            };
            for operation in operations.values_mut() {
                let Some(responses) = member_mut(&mut operation.value, "responses") else {
                    continue;
                };
                let Data::Mapping(responses) = &mut responses.data else {
                    continue;
                };
                let all = std::mem::take(responses);
                let named = all.into_iter().map(|(status, response)| {
                    let number = self.number(&status);
                    (number.unwrap_or(status), response)
                });
                *responses = named.collect();
            }
        }
        Document::from_tree(self.document.source().clone(), root)
    }
}

fn member_mut<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.data {
        Data::Mapping(members) => Some(&mut members.get_mut(key)?.value),
        _ => None,
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
    /// Parameters of the path that have another name in the page's URL: the old and the new name.
    pub(super) renamed: Vec<(String, String)>,
}

/// A way to the page, as far as it was gone.
#[derive(Clone)]
struct Way {
    item: Value,
    edits: Vec<Edit>,
    reach: Reach,
    /// How many lines are drawn that the page does not show, as far as it was followed.
    rest: usize,
    /// A hash of the drawn lines that are still to come, and of the one above them.
    ahead: u64,
}

impl Way {
    /// How much is changed, and how unlikely it is.
    fn weight(&self) -> usize {
        self.edits.iter().map(Edit::weight).sum()
    }
}

impl Task<'_> {
    /// The edits of the operation whose drawing is the page.
    pub(super) fn explain(&self) -> Explained {
        let Some(mut item) = draw::item(self.contract, self.operation) else {
            return self.ended(&[]);
        };
        let mut drawn = 0;
        let edits = self.renaming(&item);
        if edits.iter().any(|edit| edit.apply(&mut item).is_none()) {
            return self.ended(&[]);
        }
        let mut ways = vec![self.way(item, edits, &mut drawn)];
        // Every step leads further down the page.
        while !ways.iter().any(|way| way.reach.is_whole) {
            let further = self.further(&ways, &mut drawn);
            if further.is_empty() {
                return self.ended(&ways);
            }
            ways = further;
        }
        let all = ways.clone();
        ways.retain(|way| way.reach.is_whole);
        let weight = |way: &Way| (self.misdescribed(way), way.weight());
        let least = ways.iter().map(weight).min();
        ways.retain(|way| Some(weight(way)) == least);
        if self.is_new() {
            // What the search preferred is one of many; the others are found from it.
            ways.truncate(1);
            ways = ways
                .iter()
                .flat_map(|way| self.nested_otherwise(way))
                .collect();
        } else {
            ways.truncate(MAX_EXPLANATIONS);
        }
        let verified: Vec<Explanation> = ways.iter().filter_map(|way| self.verified(way)).collect();
        if verified.is_empty() {
            return self.ended(&all);
        }
        Explained::By(verified)
    }

    /// The edits that rename parameters of the path.
    fn renaming(&self, item: &Value) -> Vec<Edit> {
        let operation = format!("/{}", self.operation.method.to_ascii_lowercase());
        let mut edits = Vec::new();
        for holder in [operation.as_str(), ""] {
            let list = format!("{holder}/parameters");
            let parameters = item.pointer(&list).and_then(Value::as_array);
            for (at, parameter) in parameters.into_iter().flatten().enumerate() {
                let renamed = self.renamed.iter();
                let mut renamed = renamed.filter(|(old, _)| parameter["name"] == **old);
                if let Some((_, new)) = renamed.next().filter(|_| parameter["in"] == "path") {
                    let edit = Edit::set(&format!("{list}/{at}"), "name", new.as_str());
                    edits.push(edit);
                }
            }
        }
        edits
    }

    /// Where no way leads on.
    fn ended(&self, ways: &[Way]) -> Explained {
        let way = ways.iter().max_by_key(|way| way.reach.lines);
        let Some(way) = way else {
            let expected = "an operation that can be drawn".to_owned();
            return Explained::Until {
                line: 0,
                expected,
                may_end: true,
            };
        };
        let drawn = draw::lines_of(&way.item, self.operation, self.form);
        if let Some(line) = align::doubtful(&drawn, self.shown, self.form) {
            let expected = "a description that looks like nothing else".to_owned();
            return Explained::Until {
                line,
                expected,
                may_end: true,
            };
        }
        let mut texts: Vec<String> = Vec::new();
        for &at in &way.reach.expected {
            let text = match drawn.get(at) {
                None => "the end of the page".to_owned(),
                Some(line) if line.text.is_empty() => continue,
                Some(line) => format!("`{}`", line.text),
            };
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.truncate(3);
        let expected = if texts.is_empty() {
            "a description".to_owned()
        } else {
            texts.join(" or ")
        };
        Explained::Until {
            line: way.reach.lines,
            expected,
            may_end: way.reach.expected.contains(&drawn.len()),
        }
    }

    /// Whether the contract says nothing of the operation yet.
    fn is_new(&self) -> bool {
        let responses = self.operation.node.get("responses");
        responses.is_none_or(|it| it.members().next().is_none())
    }

    /// The names of the properties of the contract's objects, where the page shows another operation
    /// than those that it has: it is likely to show the same objects.
    fn objects(&self) -> Vec<BTreeSet<&str>> {
        if !self.is_new() {
            return Vec::new();
        }
        let components = self.contract.root().get("components");
        let schemas = components.and_then(|it| it.get("schemas"));
        let schemas = schemas.into_iter().flat_map(Node::members);
        let properties = schemas.filter_map(|(_, schema)| schema.value.get("properties"));
        properties
            .map(|properties| properties.members().map(|(name, _)| name).collect())
            .collect()
    }

    /// The ways on from some, the best first.
    fn further(&self, ways: &[Way], drawn: &mut usize) -> Vec<Way> {
        let mut further: Vec<Way> = Vec::new();
        let objects = self.objects();
        let most = if self.is_new() {
            MAX_DRAWN_OF_NEW
        } else {
            MAX_DRAWN
        };
        for way in ways {
            for candidates in self.candidates(way, &objects) {
                let known = further.len();
                for edits in candidates {
                    if *drawn > most {
                        return Vec::new();
                    }
                    let Some(next) = self.follow(way, edits, drawn) else {
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
            // What is drawn and not shown takes another edit, in all likelihood.
            let weight = way.weight() + 2 * way.rest;
            (!way.reach.is_whole, left, weight)
        });
        if self.is_new() {
            let mut alike: HashMap<u64, usize> = HashMap::new();
            further.retain(|way| {
                let count = alike.entry(way.ahead).or_default();
                *count += 1;
                *count <= MAX_ALIKE
            });
        }
        // A way that leads less far may be the right one all the same.
        let furthest = further.first().map(|way| way.reach.lines);
        let is_furthest = |way: &Way| Some(way.reach.lines) == furthest;
        let ahead = further.partition_point(is_furthest).min(MAX_KEPT);
        let behind = further.partition_point(is_furthest);
        let behind = further.drain(behind..).take(MAX_BEHIND).collect::<Vec<_>>();
        further.truncate(ahead);
        further.extend(behind);
        further
    }

    /// A way, and the same with one property in another object where the page does not show which
    /// object has it.
    fn nested_otherwise(&self, way: &Way) -> Vec<Way> {
        let drawing = |item: &Value| -> Vec<(String, usize)> {
            let lines = draw::lines_of(item, self.operation, self.form).into_iter();
            lines.map(|line| (line.text, line.depth)).collect()
        };
        let drawn = drawing(&way.item);
        let mut all = vec![way.clone()];
        for edits in nesting::moves(&way.item) {
            let mut item = way.item.clone();
            let is_applied = edits.iter().all(|edit| edit.apply(&mut item).is_some());
            if is_applied && drawing(&item) == drawn {
                let edits = [&way.edits[..], &edits].concat();
                let way = way.clone();
                all.push(Way { item, edits, ..way });
            }
        }
        all
    }

    /// How many responses show another description than theirs, in a text that shows no statuses:
    /// such a response is rather another one.
    fn misdescribed(&self, way: &Way) -> usize {
        if self.form != Form::Imported {
            return 0;
        }
        let drawn = draw::lines_of(&way.item, self.operation, self.form);
        let method = self.operation.method.to_ascii_lowercase();
        let new = self.unnumbered(way).into_iter();
        let new: Vec<String> = new
            .map(|status| format!("/{method}/responses/{status}"))
            .collect();
        align::misdescribed(&drawn, self.shown, self.form, &new)
    }

    /// How far some edits lead.
    fn way(&self, item: Value, edits: Vec<Edit>, drawn: &mut usize) -> Way {
        let lines = draw::lines_of(&item, self.operation, self.form);
        *drawn += lines.len();
        let reach = align::reach(&lines, self.shown, self.form);
        let next = reach.expected.iter().min().copied();
        let next = next.unwrap_or(lines.len()).min(lines.len());
        let mut ahead = DefaultHasher::new();
        for line in &lines[next.saturating_sub(1)..] {
            (&line.text, &line.at).hash(&mut ahead);
        }
        // Where statuses are shown, a page shows all parts of its responses in their order.
        let is_imported = self.form == Form::Imported;
        Way {
            rest: if is_imported { lines.len() - next } else { 0 },
            ahead: ahead.finish(),
            item,
            edits,
            reach,
        }
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
        let mut all = way.edits.clone();
        all.extend(edits);
        let next = self.way(item, all, drawn);
        let is_further = next.reach.lines > way.reach.lines || next.reach.is_whole;
        is_further.then_some(next)
    }

    /// What the first line that was not drawn may mean, the likely first.
    fn candidates(&self, way: &Way, objects: &[BTreeSet<&str>]) -> [Vec<Vec<Edit>>; 2] {
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
            objects,
        };
        let mut likely = Vec::new();
        likely.extend(look.new_sections());
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
        let edits = way.edits.iter().filter_map(Edit::new_status);
        edits.map(str::to_owned).collect()
    }

    /// The contract with these edits, as a document that stands in the page; `None` if its drawing
    /// is not the page after all.
    fn verified(&self, way: &Way) -> Option<Explanation> {
        let path = self.operation.path;
        let root = self.contract.root();
        let mut edited = root.clone();
        let paths = member_mut(&mut edited, "paths")?;
        let Data::Mapping(items) = &mut paths.data else {
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
        let item = member_mut(member_mut(&mut edited, "paths")?, path)?;
        for edit in &way.edits {
            edit.apply_to(self.contract, item, self.span)?;
        }
        let document = Document::from_tree(self.source.clone(), edited);
        let operations = document.operations().ok()?;
        let method = &self.operation.method;
        let operation = operations.iter().find(|it| it.method == *method)?;
        let drawn = draw::lines(&document, operation, self.form)?;
        let lines = align::agreement(&drawn, self.shown, self.form)?;
        drop(operations);
        Some(Explanation {
            document,
            unnumbered: self.unnumbered(way),
            drawn,
            lines,
        })
    }
}
