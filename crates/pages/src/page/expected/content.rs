//! What the theme shows of a schema.

use std::collections::BTreeMap;

use super::origin::{Origin, origin};
use super::{Direction, displayed, possible_values};
use crate::page::label::{self, Label};
use crate::page::shape::{Shape, Walk};
use crate::page::{Example, Item, Kind, Prose, Text, possible};
use contract::{Data, Node, Span};

/// What the theme shows of a schema: its properties, options, and elements.
pub(super) struct Content<'w, 'd> {
    walk: &'w Walk<'d>,
    direction: Direction,
}

impl<'w, 'd> Content<'w, 'd> {
    pub(super) fn new(walk: &'w Walk<'d>, direction: Direction) -> Self {
        Self { walk, direction }
    }

    /// The content of a whole schema: of a body, of an option, of a box.
    pub(super) fn of(&self, node: &'d Node) -> Vec<Item> {
        let shape = self.walk.shape(node);
        let inside = self.walk.enter(node);
        let content = Content::new(&inside, self.direction);
        content.of_shape(&shape)
    }

    fn of_shape(&self, shape: &Shape<'d>) -> Vec<Item> {
        if shape.circular || self.direction.hides(shape) {
            return Vec::new();
        }
        if shape.node("discriminator").is_some() {
            return self.discriminated(shape);
        }
        if shape.node("allOf").is_some() {
            let merged = self.walk.merge(shape.clone(), 0);
            if self.direction.hides(&merged) {
                return Vec::new();
            }
            let mut items = self.choices(&merged);
            items.extend(self.properties(&merged));
            items.extend(self.elements(&merged));
            return items;
        }
        let plain = shape.choice().is_none()
            && !shape.has_properties
            && shape.node("items").is_none()
            && shape.values().is_none();
        if plain && shape.node("type").is_some() {
            return vec![self.root(shape)];
        }
        self.children(shape)
    }

    fn children(&self, shape: &Shape<'d>) -> Vec<Item> {
        let mut items = self.choices(shape);
        items.extend(self.properties(shape));
        items.extend(self.values(shape));
        items.extend(self.elements(shape));
        items
    }

    /// A whole schema that is no object, named after its type.
    pub(super) fn root(&self, shape: &Shape<'d>) -> Item {
        let mut item = self.leaf(Kind::Root, shape, Text::default());
        item.name.text = shape.types().concat();
        item
    }

    fn leaf(&self, kind: Kind, shape: &Shape<'d>, name: Text) -> Item {
        let mut item = Item::named(kind, name);
        let text = |keyword: &str| {
            shape.keywords.get(keyword).map(|member| Text {
                text: displayed(&member.value),
                span: member.key_span.clone(),
            })
        };
        item.label.text = label::of_property(self.walk, shape);
        item.nullable = nullable(shape, true);
        item.deprecated = mark(shape, "deprecated");
        item.description = described(shape);
        item.possible_values = possible::of(self.walk, shape).map(possible_values);
        item.constant = text("const");
        item.default = text("default");
        item.examples = text("example").map(Example::from).into_iter().collect();
        item.origin = Some(Box::new(self.origin(shape)));
        item
    }

    fn origin(&self, shape: &Shape<'d>) -> Origin {
        let mut origin = origin(self.walk, shape, &EMPTY);
        shape
            .text("description")
            .unwrap_or_default()
            .clone_into(&mut origin.description);
        origin
    }

    fn boxed(&self, kind: Kind, shape: &Shape<'d>, name: Text, content: Vec<Item>) -> Item {
        let mut item = self.leaf(kind, shape, name);
        item.nullable = nullable(shape, false);
        item.constant = None;
        item.default = None;
        item.examples.clear();
        item.items = content;
        item
    }

    fn properties(&self, shape: &Shape<'d>) -> Vec<Item> {
        if shape.has_properties && shape.properties.is_empty() {
            let mut item = Item::named(Kind::Root, Text::default());
            "object".clone_into(&mut item.label.text);
            return vec![item];
        }
        in_order(shape.properties.keys().copied())
            .into_iter()
            .filter_map(|name| self.property(shape, name))
            .collect()
    }

    fn property(&self, parent: &Shape<'d>, name: &str) -> Option<Item> {
        let (key, member) = parent.properties.get_key_value(name)?;
        let required = parent
            .required
            .iter()
            .find(|(required, _)| required == key)
            .map(|(_, span)| span.clone());
        let name = Text {
            text: name.to_owned(),
            span: member.key_span.clone(),
        };
        let node = &member.value;
        let shape = self.walk.shape(node);
        if shape.circular {
            let mut item = Item::named(Kind::Property, name);
            item.required = required;
            return Some(item);
        }
        if self.direction.hides(&shape) {
            return None;
        }
        let inside = self.walk.enter(node);
        let content = Content::new(&inside, self.direction);
        let mut item = content.edge(name, &shape)?;
        let merged_away = shape.node("allOf").is_some() && !item.items.is_empty();
        item.required = if merged_away && !is_boxed(&content, &shape) {
            // The theme looks for the name in the object's own list here.
            let merged = content.walk.merge(shape, 0);
            required.filter(|_| merged.requires(&item.name.text))
        } else {
            required
        };
        Some(item)
    }

    /// One property, as a box if something is nested in it, else as a leaf.
    fn edge(&self, name: Text, shape: &Shape<'d>) -> Option<Item> {
        if is_boxed(self, shape) {
            let content = self.of_shape(shape);
            return Some(self.boxed(Kind::Property, shape, name, content));
        }
        if let Some(parts) = shape.node("allOf") {
            let only_itself = parts.elements().count() == 1
                && parts.elements().all(|part| self.walk.shape(part).circular);
            if only_itself {
                return Some(Item::named(Kind::Property, name));
            }
            let merged = self.walk.merge(shape.clone(), 0);
            if self.direction.hides(&merged) {
                return None;
            }
            if merged.choice().is_some() || merged.has_properties {
                let content = self.of_shape(&merged);
                return Some(self.boxed(Kind::Property, &merged, name, content));
            }
            return Some(self.leaf(Kind::Property, &merged, name));
        }
        Some(self.leaf(Kind::Property, shape, name))
    }

    fn choices(&self, shape: &Shape<'d>) -> Vec<Item> {
        let Some((keyword, options)) = shape.choice() else {
            return Vec::new();
        };
        options
            .elements()
            .enumerate()
            .map(|(at, option)| self.option(keyword, at, option))
            .collect()
    }

    fn option(&self, keyword: &str, at: usize, node: &'d Node) -> Item {
        let shape = self.walk.shape(node);
        let types = shape.types();
        let label = shape
            .title
            .map(str::to_owned)
            .filter(|_| !shape.circular)
            .or_else(|| (!types.is_empty()).then(|| types.concat()))
            .unwrap_or_else(|| format!("{at}-item-properties"));
        let mut item = Item::named(
            Kind::Choice(keyword.to_owned()),
            Text {
                text: label,
                span: node.span.clone(),
            },
        );
        if shape.circular {
            return item;
        }
        let inside = self.walk.enter(node);
        let content = Content::new(&inside, self.direction);
        let primitive = ["string", "number", "integer", "boolean", "null"]
            .iter()
            .any(|kind| shape.is(kind));
        let composed = ["allOf", "oneOf", "anyOf"]
            .iter()
            .any(|keyword| shape.node(keyword).is_some());
        if primitive || shape.node("const").is_some() {
            item.items.push(content.nameless(&shape));
        }
        if shape.is("object") && !shape.has_properties && !composed {
            item.items.push(content.nameless(&shape));
        }
        if shape.is("object") && shape.has_properties {
            item.items.extend(content.properties(&shape));
        }
        if composed {
            item.items.extend(content.of_shape(&shape));
        }
        if shape.node("items").is_some() {
            item.items.extend(content.elements(&shape));
        }
        item
    }

    /// A leaf without a name, whose label is its type alone.
    fn nameless(&self, shape: &Shape<'d>) -> Item {
        let mut item = self.leaf(Kind::Root, shape, Text::default());
        item.label.text = shape.types().join(" | ");
        if let Some(origin) = &mut item.origin {
            origin.label.format = None;
        }
        item
    }

    fn values(&self, shape: &Shape<'d>) -> Vec<Item> {
        let Some(node) = shape.values() else {
            return Vec::new();
        };
        let name = Text {
            text: VALUES_NAME.to_owned(),
            span: shape.keywords["additionalProperties"].key_span.clone(),
        };
        let values = self.walk.shape(node);
        if node.as_bool() == Some(true) || (values.keywords.is_empty() && !values.has_properties) {
            let mut item = self.leaf(Kind::Values, shape, name);
            "any".clone_into(&mut item.label.text);
            return vec![item];
        }
        let complex = values.has_properties
            || ["items", "allOf", "additionalProperties", "oneOf", "anyOf"]
                .iter()
                .any(|keyword| {
                    values
                        .node(keyword)
                        .is_some_and(|node| node.as_bool() != Some(false))
                });
        let inside = self.walk.enter(node);
        let content = Content::new(&inside, self.direction);
        if complex {
            let nested = content.of_shape(&values);
            let mut item = content.boxed(Kind::Values, &values, name, nested);
            item.required = shape
                .required
                .iter()
                .find(|(required, _)| *required == VALUES_NAME)
                .map(|(_, span)| span.clone());
            if let Some(title) = values.title {
                title.clone_into(&mut item.label.text);
            }
            return vec![item];
        }
        let primitive = ["string", "boolean", "integer", "number", "object"]
            .iter()
            .any(|kind| values.is(kind));
        if !primitive {
            return Vec::new();
        }
        let mut item = content.leaf(Kind::Values, &values, name);
        // The theme takes the constraints of the map and not of its values.
        item.possible_values = possible::of(self.walk, shape).map(possible_values);
        vec![item]
    }

    fn elements(&self, shape: &Shape<'d>) -> Vec<Item> {
        let Some(node) = shape.node("items") else {
            return Vec::new();
        };
        let mut item = Item::named(
            Kind::Items,
            Text {
                text: String::new(),
                span: shape.keywords["items"].key_span.clone(),
            },
        );
        let items = self.walk.merged(node);
        if items.circular {
            return vec![item];
        }
        let inside = self.walk.enter(node);
        let content = Content::new(&inside, self.direction);
        let nested = items.choice().is_some() || items.has_properties || items.values().is_some();
        if nested {
            item.items = content.choices(&items);
            item.items.extend(content.properties(&items));
            item.items.extend(content.values(&items));
        } else if ["string", "number", "integer", "boolean", "object"]
            .iter()
            .any(|kind| items.is(kind))
        {
            item.items
                .push(content.leaf(Kind::Root, &items, Text::default()));
        }
        vec![item]
    }

    fn discriminated(&self, shape: &Shape<'d>) -> Vec<Item> {
        let Some(member) = shape.keywords.get("discriminator") else {
            return Vec::new();
        };
        let Some(property) = member.value.get("propertyName").and_then(Node::as_str) else {
            return Vec::new();
        };
        let merged = self.walk.merge(shape.clone(), 0);
        let options: Vec<&'d Node> = merged
            .choice()
            .map(|(_, options)| options.elements().collect())
            .unwrap_or_default();
        let mapped: Vec<(String, Option<&'d Node>)> = match member.value.get("mapping") {
            Some(mapping) => mapping
                .members()
                .map(|(key, target)| (key.to_owned(), mapped(&options, &target.value)))
                .collect(),
            None => options
                .iter()
                .enumerate()
                .map(|(at, option)| {
                    let title = self.walk.shape(option).title;
                    (
                        title.map_or_else(|| format!("PROP{at}"), str::to_owned),
                        Some(*option),
                    )
                })
                .collect(),
        };
        let own = shape
            .properties
            .get(property)
            .map(|own| self.walk.shape(&own.value));
        let mut item = Item::named(
            Kind::Property,
            Text {
                text: property.to_owned(),
                span: member.key_span.clone(),
            },
        );
        if let Some(own) = &own {
            item.label.text = label::of_property(self.walk, own);
        }
        item.required = shape
            .required
            .iter()
            .find(|(required, _)| *required == property)
            .map(|(_, span)| span.clone());
        item.description = described(shape);
        item.possible_values =
            possible::of_mapping(mapped.iter().map(|(key, _)| key.as_str())).map(possible_values);
        item.origin = Some(Box::new(Origin {
            keywords: BTreeMap::from([("enum".to_owned(), member.key_span.clone())]),
            label: Label::parse(&item.label.text, None, false),
            values: mapped.iter().map(|(key, _)| key.clone()).collect(),
            ..self.origin(shape)
        }));
        for (key, target) in &mapped {
            let mut option = Item::named(
                Kind::Choice("discriminator".to_owned()),
                Text {
                    text: key.clone(),
                    span: target.map_or(member.key_span.clone(), |node| node.span.clone()),
                },
            );
            if let Some(target) = target {
                option.items = self.of(target);
                option.items.retain(|nested| nested.name.text != property);
            }
            item.items.push(option);
        }
        let mut items = vec![item];
        let others: Vec<&str> = in_order(shape.properties.keys().copied())
            .into_iter()
            .filter(|name| *name != property)
            .collect();
        items.extend(
            others
                .into_iter()
                .filter_map(|name| self.property(shape, name)),
        );
        items
    }
}

/// The name under which the theme shows the values of a map.
pub(in crate::page) const VALUES_NAME: &str = "property name*";

const EMPTY: Node = Node {
    data: Data::Null,
    span: 0..0,
    end: 0,
};

fn mark(shape: &Shape<'_>, keyword: &str) -> Option<Span> {
    shape
        .is_true(keyword)
        .then(|| shape.keywords[keyword].key_span.clone())
}

fn described(shape: &Shape<'_>) -> Prose {
    Prose(
        shape
            .keywords
            .get("description")
            .and_then(|member| {
                Some(Text {
                    text: member.value.as_str()?.to_owned(),
                    span: member.key_span.clone(),
                })
            })
            .into_iter()
            .collect(),
    )
}

/// Whether the theme shows a property as a box, before it looks into `allOf`.
fn is_boxed(content: &Content<'_, '_>, shape: &Shape<'_>) -> bool {
    let items = shape.node("items").map(|items| content.walk.shape(items));
    shape.choice().is_some()
        || shape.has_properties
        || shape.values().is_some()
        || items.is_some_and(|items| items.has_properties || items.choice().is_some())
}

/// JavaScript puts names that look like an index first, by number.
fn in_order<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_by_key(|name| {
        let index = name.parse::<u32>().ok();
        index
            .filter(|index| index.to_string() == **name)
            .unwrap_or(u32::MAX)
    });
    names
}

fn nullable(shape: &Shape<'_>, leaf: bool) -> Option<Span> {
    mark(shape, "nullable").or_else(|| {
        let listed = leaf && shape.types().len() > 1 && shape.types().contains(&"null");
        listed.then(|| shape.keywords["type"].key_span.clone())
    })
}

/// The option that a value of a discriminator's mapping names.
fn mapped<'d>(options: &[&'d Node], target: &Node) -> Option<&'d Node> {
    let reference = target.as_str().filter(|text| text.starts_with('#'))?;
    options
        .iter()
        .copied()
        .find(|option| option.get("$ref").and_then(Node::as_str) == Some(reference))
}
