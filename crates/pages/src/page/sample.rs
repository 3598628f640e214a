//! The example that the theme makes up from a schema and shows as `Example (auto)`.
//!
//! It is no example of the vendor's, except for what it takes from an `example` of the schema.

use serde_json::{Map, Value};

use super::shape::{Shape, Walk};
use contract::{Data, Node, Span};

/// What the theme calls the example.
pub(super) const LABEL: &str = "Example (auto)";

/// The texts that the theme fills in.
const PLACEHOLDERS: [&str; 9] = [
    "string",
    "user@example.com",
    "2024-07-29",
    "2024-07-29T15:51:28.071Z",
    "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "example.com",
    "198.51.100.42",
    "2001:0db8:5b96:0000:0000:426f:8e17:642a",
    "null",
];

/// A made-up example.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(super) value: Value,
    /// Where the schema's own `example` stands, if the whole was taken from it.
    pub(super) span: Option<Span>,
    /// The parts that were taken from an `example` below, as JSON pointers.
    pub(super) stated: Vec<(String, Span)>,
}

/// What the theme shows for a response; `None` for no example at all.
pub(super) fn of_response<'d>(walk: &Walk<'d>, node: &'d Node) -> Option<Sample> {
    let shape = walk.shape(node);
    let mut sampler = Sampler {
        // A schema that leads back to itself is shown once.
        walk: walk.enter(node),
        stated: Vec::new(),
    };
    let span = shape
        .keywords
        .get("example")
        .map(|member| member.key_span.clone());
    let value = sampler.schema(&shape, "")?;
    let shown = matches!(
        value,
        Value::Object(_) | Value::Array(_) | Value::String(_) | Value::Null
    );
    if span.is_some() {
        sampler.stated.clear();
    }
    shown.then_some(Sample {
        value,
        span,
        stated: sampler.stated,
    })
}

/// Whether a value could be made up: every text in it is a filling word, or one of `known`.
pub(super) fn looks_made_up(value: &Value, known: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => number.as_f64() == Some(0.0) || known(&number.to_string()),
        Value::String(text) => {
            PLACEHOLDERS.contains(&text.as_str())
                || text.starts_with("Unknown Type: ")
                || known(text)
        }
        Value::Array(elements) => elements.iter().all(|element| looks_made_up(element, known)),
        Value::Object(members) => members.values().all(|member| looks_made_up(member, known)),
    }
}

struct Sampler<'d> {
    walk: Walk<'d>,
    stated: Vec<(String, Span)>,
}

impl<'d> Sampler<'d> {
    fn inside<T>(&mut self, node: &'d Node, run: impl FnOnce(&mut Self, Shape<'d>) -> T) -> T {
        let shape = self.walk.shape(node);
        let inner = self.walk.enter(node);
        let outer = std::mem::replace(&mut self.walk, inner);
        let result = run(self, shape);
        self.walk = outer;
        result
    }

    fn at(&mut self, node: &'d Node, pointer: &str) -> Option<Value> {
        self.inside(node, |sampler, shape| sampler.schema(&shape, pointer))
    }

    fn schema(&mut self, shape: &Shape<'d>, pointer: &str) -> Option<Value> {
        if shape.circular {
            return None;
        }
        if let Some(member) = shape.keywords.get("example") {
            self.stated
                .push((pointer.to_owned(), member.key_span.clone()));
            return Some(member.value.to_json());
        }
        if let Some((keyword, options)) = shape.choice() {
            let first = options.elements().next()?;
            if !shape.has_properties {
                return self.at(first, pointer);
            }
            let mut combined = shape.clone();
            combined.keywords.shift_remove(keyword);
            let option = self.walk.merged(first);
            combined.properties.extend(option.properties);
            for (keyword, member) in option.keywords {
                combined.keywords.insert(keyword, member);
            }
            return self.schema(&combined, pointer);
        }
        if shape.node("allOf").is_some() {
            let merged = self.walk.merge(shape.clone(), 0);
            return self.schema(&merged, pointer);
        }
        let types = shape.types();
        let is = |kind: &str| shape.is(kind);
        if is("object") || (types.is_empty() && shape.has_properties) {
            return Some(self.object(shape, pointer));
        }
        if is("array") || (types.is_empty() && shape.node("items").is_some()) {
            return Some(self.array(shape, pointer));
        }
        if types.is_empty() {
            return None;
        }
        if let Some(values) = shape.node("enum") {
            let default = shape.node("default").filter(|node| is_truthy(node));
            return default
                .or_else(|| values.elements().next())
                .map(Node::to_json);
        }
        if is_left_out(shape) {
            return None;
        }
        Some(primitive(shape, types[0]))
    }

    fn object(&mut self, shape: &Shape<'d>, pointer: &str) -> Value {
        let mut object = Map::new();
        let names: Vec<&str> = shape.properties.keys().copied().collect();
        for name in names {
            let node = &shape.properties[name].value;
            let below = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            let value = self.inside(node, |sampler, property| {
                if is_left_out(&property) {
                    return None;
                }
                if property.keywords.is_empty() && !property.has_properties && !property.circular {
                    return Some(Value::Object(Map::new()));
                }
                let first = property
                    .choice()
                    .and_then(|(_, options)| options.elements().next());
                match first {
                    Some(first) => sampler.at(first, &below),
                    None => sampler.schema(&property, &below),
                }
            });
            if let Some(value) = value {
                object.insert(name.to_owned(), value);
            }
        }
        object.into()
    }

    fn array(&mut self, shape: &Shape<'d>, pointer: &str) -> Value {
        let Some(items) = shape.node("items") else {
            return Value::Array(vec![Value::Null]);
        };
        let below = format!("{pointer}/0");
        let options = self
            .walk
            .shape(items)
            .choice()
            .map(|(_, options)| options.elements().collect::<Vec<_>>());
        if let Some(options) = options {
            return options
                .into_iter()
                .enumerate()
                .map(|(at, option)| {
                    self.at(option, &format!("{pointer}/{at}"))
                        .unwrap_or(Value::Null)
                })
                .collect();
        }
        match self.at(items, &below) {
            Some(Value::Array(elements)) => Value::Array(elements),
            Some(element) => Value::Array(vec![element]),
            None => Value::Array(vec![Value::Null]),
        }
    }
}

fn is_left_out(shape: &Shape<'_>) -> bool {
    shape.is_true("deprecated") || shape.is_true("writeOnly")
}

fn is_truthy(node: &Node) -> bool {
    match &node.data {
        Data::Null => false,
        Data::Bool(value) => *value,
        Data::Number(number) => number.as_f64() != Some(0.0),
        Data::Text(text) => !text.is_empty(),
        Data::Sequence(_) | Data::Mapping(_) => true,
    }
}

fn primitive(shape: &Shape<'_>, kind: &str) -> Value {
    if let Some(default) = shape.node("default") {
        return default.to_json();
    }
    match kind {
        "number" | "integer" => 0.into(),
        "boolean" => true.into(),
        "null" => "null".into(),
        "string" => match shape.text("format") {
            Some("email") => "user@example.com",
            Some("date") => "2024-07-29",
            Some("date-time") => "2024-07-29T15:51:28.071Z",
            Some("uuid") => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
            Some("hostname") => "example.com",
            Some("ipv4") => "198.51.100.42",
            Some("ipv6") => "2001:0db8:5b96:0000:0000:426f:8e17:642a",
            _ => "string",
        }
        .into(),
        _ => format!("Unknown Type: {}", shape.types().join(",")).into(),
    }
}
