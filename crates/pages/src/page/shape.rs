//! A schema the way the theme takes it: references followed, `allOf` merged away.

use indexmap::IndexMap;

use contract::{Data, Document, Member, Node, Span};

/// How deep schemas may nest in a view; a component that contains itself stops long before.
const MAX_DEPTH: usize = 64;

/// A schema with its references followed.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape<'d> {
    /// The name of the component, or the `title`.
    pub(super) title: Option<&'d str>,
    /// Every keyword but `properties` and `required`.
    pub(super) keywords: IndexMap<&'d str, &'d Member>,
    /// The properties, in order, with the place of their names.
    pub(super) properties: IndexMap<&'d str, &'d Member>,
    /// The names of the properties that have to be there.
    pub(super) required: Vec<(&'d str, Span)>,
    /// Where the schema stands.
    pub(super) span: Span,
    /// Whether the schema lists properties at all.
    pub(super) has_properties: bool,
    /// The component that contains itself here, if one does.
    pub(super) circular: bool,
}

/// Follows references, and knows which schemas it is inside of.
#[derive(Clone, Debug)]
pub(super) struct Walk<'d> {
    document: &'d Document,
    inside: Vec<*const Node>,
}

impl<'d> Walk<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            inside: Vec::new(),
        }
    }

    /// The schema at a node, not merged.
    pub(super) fn shape(&self, node: &'d Node) -> Shape<'d> {
        let mut shape = Shape::default();
        let (target, name) = match self.document.resolve(node) {
            Ok(resolved) => (resolved.node, resolved.name),
            Err(_) => (node, None),
        };
        if self.inside.contains(&std::ptr::from_ref(target)) || self.inside.len() > MAX_DEPTH {
            shape.circular = true;
            return shape;
        }
        shape.span = target.span.clone();
        shape.add(target);
        if !std::ptr::eq(target, node) {
            // What stands beside a reference wins over what the reference leads to.
            shape.add(node);
        }
        shape.keywords.shift_remove("$ref");
        shape.title = shape.text("title").or(name);
        shape
    }

    /// The same walk, inside a node.
    pub(super) fn enter(&self, node: &'d Node) -> Self {
        let target = self
            .document
            .resolve(node)
            .map_or(node, |resolved| resolved.node);
        let mut walk = self.clone();
        walk.inside.push(std::ptr::from_ref(target));
        walk
    }

    /// The schema at a node with its `allOf` merged into it.
    pub(super) fn merged(&self, node: &'d Node) -> Shape<'d> {
        self.merge(self.shape(node), 0)
    }

    /// A schema with its `allOf` merged into it: later parts win, what stands beside `allOf` wins
    /// over them, and of two bounds the narrower one stays.
    pub(super) fn merge(&self, shape: Shape<'d>, depth: usize) -> Shape<'d> {
        let Some(parts) = shape.keywords.get("allOf") else {
            return shape;
        };
        if depth > MAX_DEPTH {
            return shape;
        }
        let mut merged = Shape::default();
        for part in parts.value.elements() {
            let part = self.merge(self.shape(part), depth + 1);
            if !part.circular {
                merged.absorb(part);
            }
        }
        let mut own = shape;
        own.keywords.shift_remove("allOf");
        let title = own.title;
        merged.span = own.span.clone();
        merged.absorb(own);
        if title.is_some() {
            merged.title = title;
        }
        merged
    }
}

impl<'d> Shape<'d> {
    fn add(&mut self, node: &'d Node) {
        let Data::Mapping(members) = &node.data else {
            return;
        };
        for (keyword, member) in members {
            match keyword.as_str() {
                "properties" => {
                    self.has_properties = true;
                    self.properties
                        .extend(member.value.members().filter(|(_, member)| {
                            matches!(member.value.data, Data::Mapping(_) | Data::Bool(_))
                        }));
                }
                "required" if matches!(member.value.data, Data::Sequence(_)) => {
                    self.required.extend(
                        member
                            .value
                            .elements()
                            .filter_map(|name| Some((name.as_str()?, name.span.clone()))),
                    );
                }
                keyword => {
                    self.keywords.insert(keyword, member);
                }
            }
        }
    }

    fn absorb(&mut self, other: Self) {
        self.has_properties |= other.has_properties;
        for (name, member) in other.properties {
            self.properties.insert(name, member);
        }
        for (name, span) in other.required {
            if !self.requires(name) {
                self.required.push((name, span));
            }
        }
        if other.title.is_some() {
            self.title = other.title;
        }
        for (keyword, member) in other.keywords {
            if let Some(known) = self.keywords.get(keyword)
                && !is_narrower(keyword, &known.value, &member.value)
            {
                continue;
            }
            self.keywords.insert(keyword, member);
        }
    }

    pub(super) fn requires(&self, name: &str) -> bool {
        self.required.iter().any(|(required, _)| *required == name)
    }

    pub(super) fn node(&self, keyword: &str) -> Option<&'d Node> {
        self.keywords.get(keyword).map(|member| &member.value)
    }

    pub(super) fn text(&self, keyword: &str) -> Option<&'d str> {
        self.node(keyword)?.as_str()
    }

    pub(super) fn is_true(&self, keyword: &str) -> bool {
        self.node(keyword).and_then(Node::as_bool) == Some(true)
    }

    /// The types, as a list; none for a schema without.
    pub(super) fn types(&self) -> Vec<&'d str> {
        let Some(node) = self.node("type") else {
            return Vec::new();
        };
        node.as_str()
            .into_iter()
            .chain(node.elements().filter_map(Node::as_str))
            .collect()
    }

    /// The one type, written as a word and not as a list.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.text("type") == Some(kind)
    }

    /// The keyword of the choice this schema is, with its options.
    pub(super) fn choice(&self) -> Option<(&'static str, &'d Node)> {
        ["oneOf", "anyOf"]
            .into_iter()
            .find_map(|keyword| Some((keyword, self.node(keyword)?)))
            .filter(|(_, options)| options.elements().next().is_some())
    }

    /// What a map's values have to be: `None` for a schema that is no map, a boolean `true` or an
    /// empty schema included as they stand.
    pub(super) fn values(&self) -> Option<&'d Node> {
        self.node("additionalProperties")
            .filter(|node| node.as_bool() != Some(false))
    }
}

/// Whether a bound is to be taken instead of one already known.
fn is_narrower(keyword: &str, known: &Node, other: &Node) -> bool {
    let number = |node: &Node| match &node.data {
        Data::Number(number) => number.as_f64(),
        _ => None,
    };
    let (Some(known), Some(other)) = (number(known), number(other)) else {
        return true;
    };
    match keyword {
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" => other >= known,
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" => other <= known,
        _ => true,
    }
}
