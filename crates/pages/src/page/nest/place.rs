//! What is inside of what.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use super::align::{Mark, Outline, span};
use super::{Unread, name_examples};
use crate::page::text::Flat;
use crate::page::{Item, Kind, Text};

pub(super) struct Nest<'n> {
    pub(super) expected: &'n [Item],
    /// What stands at a path of the contract's tree.
    pub(super) placed: BTreeMap<Vec<usize>, Item>,
    /// The keyword of a choice, by the path of its first option.
    pub(super) badges: BTreeMap<Vec<usize>, String>,
    /// What the contract does not have, by the path of what it stands in.
    pub(super) added: BTreeMap<Vec<usize>, Vec<Item>>,
    /// The example made up from the contract, and the one on the page.
    pub(super) known: Option<&'n Value>,
    pub(super) sample: Option<&'n Value>,
    pub(super) unread: &'n mut Unread,
    /// How deep the item that is being taken is nested.
    pub(super) depth: usize,
}

/// How deep what the contract does not have may nest.
const MAX_DEPTH: usize = 60;

impl Nest<'_> {
    pub(super) fn place(
        &mut self,
        outline: &[Outline<'_>],
        flats: Vec<Flat>,
        pairs: &[Option<usize>],
    ) {
        let mut run: Vec<Flat> = Vec::new();
        let mut before: Option<usize> = None;
        for (flat, pair) in flats.into_iter().zip(pairs) {
            let Some(row) = *pair else {
                run.push(flat);
                continue;
            };
            self.add(outline, before, Some(row), std::mem::take(&mut run));
            before = Some(row);
            let path = outline[row].path.clone();
            match flat {
                Flat::Head(item) => match self.moved_to(&item, &path) {
                    Some(container) => self.added.entry(container).or_default().push(*item),
                    None => {
                        self.placed.insert(path, *item);
                    }
                },
                Flat::Badge(text) => {
                    self.badges.insert(path, text.text);
                }
                _ => {}
            }
        }
        self.add(outline, before, None, run);
    }

    /// Where the example shows a name, if that is not where the contract has it: in a text, what
    /// moves into the object before it, or out of it, moves in the example only.
    fn moved_to(&self, item: &Item, path: &[usize]) -> Option<Vec<usize>> {
        let steps = self.steps(path);
        let shown = self.sample_paths(&item.name.text);
        let known = self.known?;
        let is_shown = |value: &Value| {
            let mut paths = Vec::new();
            find(value, &item.name.text, &mut Vec::new(), &mut paths);
            paths.contains(&steps)
        };
        let [only] = shown.as_slice() else {
            return None;
        };
        // Of a choice the example shows the first option, whichever that is.
        let in_choice = (1..path.len()).any(|end| {
            self.item_at(&path[..end])
                .is_some_and(|outer| matches!(outer.kind, Kind::Choice(_)))
        });
        if *only == steps || in_choice || !is_shown(known) {
            return None;
        }
        self.container_at(&only[..only.len() - 1])
    }

    /// The object of the contract to which these steps lead.
    fn container_at(&self, steps: &[String]) -> Option<Vec<usize>> {
        fn search(items: &[Item], steps: &[String], path: &mut Vec<usize>) -> bool {
            if steps.is_empty() {
                return true;
            }
            for (at, item) in items.iter().enumerate() {
                path.push(at);
                let rest = match &item.kind {
                    Kind::Choice(_) => Some(steps),
                    Kind::Items if steps[0] == "[]" => Some(&steps[1..]),
                    Kind::Property if item.name.text == steps[0] => Some(&steps[1..]),
                    _ => None,
                };
                if rest.is_some_and(|rest| search(&item.items, rest, path)) {
                    return true;
                }
                path.pop();
            }
            false
        }
        let mut path = Vec::new();
        search(self.expected, steps, &mut path).then_some(path)
    }

    /// Places a run of lines that the contract does not have.
    fn add(
        &mut self,
        outline: &[Outline<'_>],
        before: Option<usize>,
        after: Option<usize>,
        run: Vec<Flat>,
    ) {
        if run.is_empty() {
            return;
        }
        let containers = self.containers(outline, before, after);
        let mut run = std::collections::VecDeque::from(run);
        while let Some(item) = self.take(&mut run) {
            // A type alone is the whole schema, or what an array or a choice holds.
            if item.kind == Kind::Root && item.label.text == "object" && item.items.is_empty() {
                let before = "a name in front of this type".to_owned();
                self.unread.push((item.label.span.clone(), before));
                continue;
            }
            let container = self.container_of(&item, &containers);
            self.added.entry(container).or_default().push(item);
        }
    }

    /// The next item of a run with what is nested in it.
    fn take(&mut self, run: &mut VecDeque<Flat>) -> Option<Item> {
        loop {
            match run.pop_front()? {
                Flat::Head(mut item) => {
                    if self.depth < MAX_DEPTH {
                        self.depth += 1;
                        item.items = self.nested(&item, run);
                        self.depth -= 1;
                    }
                    return Some(*item);
                }
                mark => self.unread.push((
                    span(&mark),
                    "no mark of an array or a choice here".to_owned(),
                )),
            }
        }
    }

    fn nested(&mut self, parent: &Item, run: &mut VecDeque<Flat>) -> Vec<Item> {
        match run.front() {
            Some(Flat::Open(_)) => {
                let open = run.pop_front().map_or(0..0, |flat| span(&flat));
                let mut items = Item::named(
                    Kind::Items,
                    Text {
                        text: String::new(),
                        span: open,
                    },
                );
                while let Some(next) = run.front() {
                    if matches!(next, Flat::Close(_)) {
                        run.pop_front();
                        break;
                    }
                    match self.take(run) {
                        Some(item) => items.items.push(item),
                        None => break,
                    }
                }
                vec![items]
            }
            Some(Flat::Badge(text)) => {
                let text = text.clone();
                run.pop_front();
                let mut option = Item::named(Kind::Choice(text.text.clone()), text);
                while matches!(run.front(), Some(Flat::Head(_))) {
                    option.items.extend(self.take(run));
                }
                vec![option]
            }
            Some(Flat::Head(_)) => {
                let mut nested = Vec::new();
                // A box is never empty; where its name and type are glued, it is no box.
                let boxed =
                    parent.label.text == "object" && parent.name.span.end < parent.label.span.start;
                while let Some(Flat::Head(next)) = run.front() {
                    let first = boxed && nested.is_empty();
                    let inside = (first && self.sample_paths(&next.name.text).is_empty())
                        || self.sample_paths(&next.name.text).iter().any(|path| {
                            path.len() > 1
                                && path[..path.len() - 1]
                                    .iter()
                                    .rev()
                                    .find(|step| *step != "[]")
                                    .is_some_and(|step| *step == parent.name.text)
                        });
                    if !inside {
                        break;
                    }
                    nested.extend(self.take(run));
                }
                nested
            }
            _ => Vec::new(),
        }
    }

    /// What a line between two lines of the outline may stand in, the likeliest last.
    fn containers(
        &self,
        outline: &[Outline<'_>],
        before: Option<usize>,
        after: Option<usize>,
    ) -> Vec<Vec<usize>> {
        let floor = after.map_or_else(Vec::new, |row| {
            let path = &outline[row].path;
            match outline[row].mark {
                // Before the end of an array, one is still in it.
                Mark::Close => path.clone(),
                Mark::Head(_) | Mark::Open | Mark::Badge => path[..path.len() - 1].to_vec(),
            }
        });
        let start = before.map_or_else(Vec::new, |row| {
            let path = &outline[row].path;
            match outline[row].mark {
                Mark::Open => path.clone(),
                Mark::Head(item) if !item.items.is_empty() => path.clone(),
                Mark::Head(_) | Mark::Close | Mark::Badge => path[..path.len() - 1].to_vec(),
            }
        });
        let mut containers = vec![start.clone()];
        let mut path = start.clone();
        // Outwards, but not out of what the next line is in, and not out of an array that is open.
        while path != floor && !path.is_empty() {
            let is_open_array = self
                .item_at(&path)
                .is_some_and(|item| item.kind == Kind::Items);
            path.pop();
            if is_open_array || (!floor.starts_with(&path) && path.len() < floor.len()) {
                break;
            }
            containers.push(path.clone());
        }
        if !containers.contains(&floor) {
            // Between the end of one object and the start of another.
            containers.reverse();
            containers.insert(0, floor);
        }
        containers
    }

    fn item_at(&self, path: &[usize]) -> Option<&Item> {
        let (first, rest) = path.split_first()?;
        let mut item = self.expected.get(*first)?;
        for at in rest {
            item = item.items.get(*at)?;
        }
        Some(item)
    }

    /// The steps of an example that lead into a container.
    fn steps(&self, path: &[usize]) -> Vec<String> {
        let mut steps = Vec::new();
        for end in 1..=path.len() {
            match self.item_at(&path[..end]) {
                Some(item) if item.kind == Kind::Items => steps.push("[]".to_owned()),
                Some(item) if matches!(item.kind, Kind::Choice(_)) => {}
                Some(item) => steps.push(item.name.text.clone()),
                None => {}
            }
        }
        steps
    }

    fn container_of(&self, item: &Item, containers: &[Vec<usize>]) -> Vec<usize> {
        let paths = self.sample_paths(&item.name.text);
        let shown = containers.iter().find(|container| {
            let steps = self.steps(container);
            paths.iter().any(|path| path[..path.len() - 1] == steps[..])
        });
        // Where the example shows the object and not the name, the name stands elsewhere.
        let hidden = containers
            .iter()
            .rfind(|container| item.deprecated.is_some() || !self.is_sampled(container));
        shown
            .or(hidden)
            .or_else(|| containers.last())
            .cloned()
            .unwrap_or_default()
    }

    /// Whether the example shows the members of a container.
    fn is_sampled(&self, container: &[usize]) -> bool {
        let mut value = self.sample;
        for step in self.steps(container) {
            value = value.and_then(|value| match step.as_str() {
                "[]" => value.get(0),
                name => value.get(name),
            });
        }
        value.is_some_and(Value::is_object)
    }

    fn sample_paths(&self, name: &str) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        if let Some(sample) = self.sample {
            find(sample, name, &mut Vec::new(), &mut paths);
        }
        paths
    }

    pub(super) fn build(&mut self, items: &[Item], path: &mut Vec<usize>) -> Vec<Item> {
        let mut built = Vec::new();
        let mut badge = None;
        for (at, known) in items.iter().enumerate() {
            path.push(at);
            badge = self.badges.get(path).cloned().or(badge);
            match &known.kind {
                Kind::Items | Kind::Choice(_) => {
                    let inner = self.build(&known.items, path);
                    let is_empty = inner.is_empty() && !known.items.is_empty();
                    if !is_empty {
                        let kind = match (&known.kind, &badge) {
                            (Kind::Choice(_), Some(shown)) => Kind::Choice(shown.clone()),
                            (kind, _) => kind.clone(),
                        };
                        let mut item = Item::named(kind, known.name.clone());
                        item.name.span =
                            inner.first().map_or(0..0, |first| first.name.span.clone());
                        item.items = inner;
                        if let Kind::Choice(keyword) = &known.kind
                            && badge.is_none()
                            && keyword != "discriminator"
                        {
                            let above = format!("`{keyword}` above this");
                            self.unread.push((item.name.span.clone(), above));
                        }
                        built.push(item);
                    }
                }
                _ => {
                    if let Some(mut item) = self.placed.remove(path) {
                        if item.name.text == known.name.text || known.kind == Kind::Root {
                            item.kind = known.kind.clone();
                            name_examples(known, &mut item);
                        }
                        item.origin.clone_from(&known.origin);
                        item.items = self.build(&known.items, path);
                        built.push(item);
                    }
                }
            }
            path.pop();
        }
        built.extend(self.added.remove(path).unwrap_or_default());
        built
    }
}

impl Nest<'_> {
    /// What is nested in something that the page does not show.
    pub(super) fn leave(&mut self) {
        let placed = std::mem::take(&mut self.placed).into_values();
        let added = std::mem::take(&mut self.added).into_values().flatten();
        for item in placed.chain(added) {
            self.unread.push((
                item.name.span,
                "the object it belongs to above it".to_owned(),
            ));
        }
    }
}

fn find(value: &Value, name: &str, path: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                path.push(key.clone());
                if key == name {
                    paths.push(path.clone());
                }
                find(member, name, path, paths);
                path.pop();
            }
        }
        Value::Array(elements) => {
            path.push("[]".to_owned());
            for element in elements {
                find(element, name, path, paths);
            }
            path.pop();
        }
        _ => {}
    }
}
