//! The places in a document that an address names.

use super::pointer::{Pointer, Token};
use contract::facts::{Address, Step};
use contract::{Data, Node, ParameterPlace};

/// The kind of object in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    /// A path item.
    Item,
    Operation,
    Server,
    Parameter,
    RequestBody,
    Response,
    Header,
    Media,
    Example,
    Schema,
}

/// The place of an address in a document.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) kind: Kind,
    /// The member or element that declares it.
    pub(super) written: Pointer,
    /// Other declarations: several schemas of an `allOf` may declare one property.
    pub(super) also: Vec<Pointer>,
    /// The object itself, where references lead.
    pub(super) node: Pointer,
    /// The path item that it is in.
    pub(super) item: Option<Pointer>,
    /// The schemas that apply here, the outermost first, with those that are references.
    pub(super) schemas: Vec<Pointer>,
}

/// Whether two steps name the same operation; the names of path parameters do not matter.
pub(super) fn is_same_operation(one: &Step, other: &Step) -> bool {
    let (
        Step::Operation { method, path },
        Step::Operation {
            method: other,
            path: theirs,
        },
    ) = (one, other)
    else {
        return false;
    };
    method == other && is_same_path(path, theirs)
}

/// Finds the place of an address.
pub(super) fn find(root: &Node, address: &Address) -> Option<Place> {
    let mut place = Place {
        kind: Kind::Document,
        written: Pointer::default(),
        also: Vec::new(),
        node: Pointer::default(),
        item: None,
        schemas: Vec::new(),
    };
    for step in &address.0 {
        place = below(root, &place, step)?;
    }
    Some(place)
}

fn below(root: &Node, place: &Place, step: &Step) -> Option<Place> {
    let node = place.node.node(root)?;
    let child = |kind, written: Pointer| {
        let node = written.resolved(root)?;
        let schemas = match kind {
            Kind::Parameter | Kind::Header | Kind::Media => {
                held_schema(root, &node).map_or_else(Vec::new, |schema| schemas(root, &schema))
            }
            Kind::Schema => schemas(root, &written),
            _ => Vec::new(),
        };
        Some(Place {
            kind,
            written,
            also: Vec::new(),
            node,
            item: place.item.clone(),
            schemas,
        })
    };
    match step {
        Step::Operation { method, path } => {
            let path = same_path(node.get("paths")?, path)?;
            let item = Pointer::default().key("paths").key(path).resolved(root)?;
            let written = item.key(method.to_ascii_lowercase());
            let node = written.resolved(root)?;
            node.node(root)?;
            Some(Place {
                kind: Kind::Operation,
                written,
                also: Vec::new(),
                node,
                item: Some(item),
                schemas: Vec::new(),
            })
        }
        Step::Webhook { method, name } => {
            let item = Pointer::default().key("webhooks").key(name);
            let item = item.resolved(root)?;
            child(Kind::Operation, item.key(method.to_ascii_lowercase()))
        }
        Step::Callback { method, name, url } => {
            let callback = place.node.key("callbacks").key(name).resolved(root)?;
            let item = callback.key(url).resolved(root)?;
            child(Kind::Operation, item.key(method.to_ascii_lowercase()))
        }
        Step::Server(url) => {
            let holders = [Some(place.node.clone()), place.item.clone()];
            let at = holders.into_iter().flatten().find_map(|holder| {
                let list = holder.key("servers");
                let index = list.node(root)?.elements().position(|server| {
                    server.get("url").and_then(Node::as_str) == Some(url.as_str())
                })?;
                Some(list.index(index))
            })?;
            child(Kind::Server, at)
        }
        Step::Parameter(kind, name) => {
            let holders = [Some(place.node.clone()), place.item.clone()];
            let at = holders.into_iter().flatten().find_map(|holder| {
                let list = holder.key("parameters");
                let index = (0..list.node(root)?.elements().count()).find(|&index| {
                    let node = list.index(index).resolved(root);
                    let node = node.as_ref().and_then(|at| at.node(root));
                    node.is_some_and(|node| is_parameter(node, *kind, name))
                })?;
                Some(list.index(index))
            })?;
            child(Kind::Parameter, at)
        }
        Step::RequestBody => child(Kind::RequestBody, place.node.key("requestBody")),
        Step::Response(status) => {
            let responses = node.get("responses")?;
            let key = responses
                .members()
                .map(|(key, _)| key)
                .find(|key| key.eq_ignore_ascii_case(status))?;
            child(Kind::Response, place.node.key("responses").key(key))
        }
        Step::Header(name) => {
            let key = node
                .get("headers")?
                .members()
                .map(|(key, _)| key)
                .find(|key| key.eq_ignore_ascii_case(name))?;
            child(Kind::Header, place.node.key("headers").key(key))
        }
        Step::MediaType(media) => {
            let keys: Vec<&str> = node.get("content")?.members().map(|(key, _)| key).collect();
            let key = match (media.as_str(), keys.as_slice()) {
                ("*", [only]) | (_, [only @ "*"]) => only,
                _ => keys.iter().find(|key| same_media(key, media))?,
            };
            child(Kind::Media, place.node.key("content").key(*key))
        }
        Step::Property(name) => in_schemas(root, place, &["properties", name]),
        Step::Items => in_schemas(root, place, &["items"]),
        Step::Values => in_schemas(root, place, &["additionalProperties"]),
        Step::Choice(keyword, label) => choice(root, place, keyword, label),
        Step::Other(name) => match name.split_once(' ') {
            Some(("schema", name)) if place.kind == Kind::Document => {
                let at = Pointer::default().key("components").key("schemas");
                in_places(root, place, vec![at.key(name)])
            }
            Some(("prefixItems", number)) => {
                let index: usize = number.parse().ok()?;
                let holder = place
                    .schemas
                    .iter()
                    .map(|schema| schema.key("prefixItems"))
                    .find(|list| list.node(root).is_some())?;
                in_places(root, place, vec![holder.index(index.checked_sub(1)?)])
            }
            Some((keyword, name)) => in_schemas(root, place, &[keyword, name]),
            None => in_schemas(root, place, &[name]),
        },
        Step::SecurityScheme(_) => None,
    }
}

fn is_parameter(node: &Node, place: ParameterPlace, name: &str) -> bool {
    let word = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
    let same_name = match place {
        ParameterPlace::Header => word("name").eq_ignore_ascii_case(name),
        _ => word("name") == name,
    };
    same_name && word("in") == place.to_string()
}

/// Whether two names are the same media type.
pub(super) fn same_media(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace(' ', "").to_ascii_lowercase();
    plain(one) == plain(other)
}

/// The schema of a parameter, a header, or a media type.
pub(super) fn held_schema(root: &Node, holder: &Pointer) -> Option<Pointer> {
    let own = holder.key("schema");
    if own.node(root).is_some() {
        return Some(own);
    }
    let content = holder.key("content");
    let (media, _) = content.node(root)?.members().next()?;
    let schema = content.key(media).key("schema");
    schema.node(root).map(|_| schema.clone())
}

/// The schemas that apply where a schema does, itself included.
fn schemas(root: &Node, at: &Pointer) -> Vec<Pointer> {
    let mut all = Vec::new();
    collect_schemas(root, at, &mut all);
    all
}

fn collect_schemas(root: &Node, at: &Pointer, all: &mut Vec<Pointer>) {
    let Some(node) = at.node(root) else { return };
    if all.contains(at) {
        return;
    }
    all.push(at.clone());
    if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
        if let Some(target) = Pointer::of_reference(root, reference) {
            collect_schemas(root, &target, all);
        }
        return;
    }
    for index in 0..node.get("allOf").map_or(0, |list| list.elements().count()) {
        collect_schemas(root, &at.key("allOf").index(index), all);
    }
    for keyword in ["oneOf", "anyOf"] {
        let Some(list) = node.get(keyword) else {
            continue;
        };
        let is_null = |node: &Node| {
            node.get("type").is_some_and(|kind| {
                matches!(kind.data, Data::Null) || kind.as_str() == Some("null")
            })
        };
        let (nulls, others): (Vec<_>, Vec<_>) =
            list.elements().enumerate().partition(|(_, it)| is_null(it));
        if let ([_], [(only, _)]) = (nulls.as_slice(), others.as_slice()) {
            collect_schemas(root, &at.key(keyword).index(*only), all);
        }
    }
}

/// Whether the schema in this place is a reference.
pub(super) fn is_reference(root: &Node, at: &Pointer) -> bool {
    at.node(root).is_some_and(|node| node.get("$ref").is_some())
}

/// A schema that is declared in these places, which all apply.
fn in_places(root: &Node, place: &Place, mut written: Vec<Pointer>) -> Option<Place> {
    written.retain(|at| at.node(root).is_some());
    let node = written.first()?.resolved(root)?;
    let mut all = Vec::new();
    for at in &written {
        collect_schemas(root, at, &mut all);
    }
    let first = written.remove(0);
    Some(Place {
        kind: Kind::Schema,
        written: first,
        also: written,
        node,
        item: place.item.clone(),
        schemas: all,
    })
}

fn in_schemas(root: &Node, place: &Place, keys: &[&str]) -> Option<Place> {
    let below = |schema: &Pointer| keys.iter().fold(schema.clone(), |at, key| at.key(*key));
    in_places(root, place, place.schemas.iter().map(below).collect())
}

/// The key of `paths` that is this path, with other names of parameters if need be.
pub(super) fn same_path<'n>(paths: &'n Node, path: &str) -> Option<&'n str> {
    let known = || paths.members().map(|(known, _)| known);
    let mut alike = known().filter(|known| is_same_path(known, path));
    known()
        .find(|known| *known == path)
        .or_else(|| alike.next())
}

fn is_same_path(one: &str, other: &str) -> bool {
    let shape = |path: &str| {
        let segment = |it: &str| if it.starts_with('{') { "{}" } else { it }.to_owned();
        path.split('/').map(segment).collect::<Vec<_>>()
    };
    shape(one) == shape(other)
}

fn choice(root: &Node, place: &Place, keyword: &str, label: &str) -> Option<Place> {
    let list = place
        .schemas
        .iter()
        .map(|schema| schema.key(keyword))
        .find(|list| list.node(root).is_some())?;
    let mut taken: Vec<String> = Vec::new();
    for index in 0..list.node(root)?.elements().count() {
        let at = list.index(index);
        let own = choice_label(root, &at).unwrap_or_else(|| (index + 1).to_string());
        let mut unique = own.clone();
        let mut number = 2;
        while taken.contains(&unique) {
            unique = format!("{own} {number}");
            number += 1;
        }
        if unique == label {
            return in_places(root, place, vec![at]);
        }
        taken.push(unique);
    }
    None
}

fn choice_label(root: &Node, at: &Pointer) -> Option<String> {
    let node = at.node(root)?;
    if node.get("$ref").is_some() {
        let target = at.resolved(root)?;
        return match target.0.as_slice() {
            [Token::Key(components), _, Token::Key(name)] if components == "components" => {
                Some(name.clone())
            }
            _ => None,
        };
    }
    let word = |key| node.get(key).and_then(Node::as_str);
    word("title").or_else(|| word("type")).map(str::to_owned)
}
