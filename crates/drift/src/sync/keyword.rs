//! A keyword whose value is another.

use serde_json::{Value, json};

use super::build::{self, Builder, with_null};
use super::components::Components;
use super::edit::Edit;
use super::place::{Kind, Place};
use super::pointer::Pointer;
use super::task::{Edits, Task, fact, same};
use super::{choice, example};
use contract::facts::{Address, Step, is_example};
use contract::{Dialect, Node};

const OF_OPERATION: [&str; 5] = [
    "operationId",
    "tags",
    "summary",
    "description",
    "deprecated",
];
const OF_PARAMETER: [&str; 8] = [
    "name",
    "in",
    "required",
    "description",
    "deprecated",
    "style",
    "explode",
    "allowReserved",
];
const RANGE: [[&str; 2]; 2] = [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
];

pub(super) fn edits(task: &Task<'_>, keyword: &str) -> Edits {
    let place = task.place(&task.change.address)?;
    if is_example(keyword) {
        return example::edits(task, keyword, &place);
    }
    let by_hand = || Err(format!("`{keyword}` is moved by hand"));
    let after = || task.both(keyword).1;
    match place.kind {
        Kind::Operation if keyword == "security" || keyword.contains([' ', '/']) => by_hand(),
        Kind::Operation => {
            let edit = task.set(&place.node, keyword, after(), &OF_OPERATION);
            Ok(edit.into_iter().collect())
        }
        Kind::RequestBody if keyword == "required" => {
            let edit = task.set(&place.node, keyword, after(), &["description", "required"]);
            Ok(edit.into_iter().collect())
        }
        Kind::Server if keyword == "url" => {
            let edit = task.set(&place.node, "url", task.change.after.clone(), &["url"]);
            Ok(edit.into_iter().collect())
        }
        Kind::Document | Kind::Server | Kind::RequestBody | Kind::Response => by_hand(),
        Kind::Media if keyword == "schema" => media_schema(task, &place),
        Kind::Media if keyword == "encoding" => by_hand(),
        Kind::Parameter | Kind::Header if keyword == "content" => by_hand(),
        Kind::Parameter if keyword == "in" => moved(task, &place),
        Kind::Parameter | Kind::Header if is_of_holder(task, &place, keyword) => {
            let edits = of_holders(task, keyword)?;
            if edits.is_empty() {
                // The parameter says it already: it is its schema that does not.
                return task.set_in_schemas(&place.schemas, keyword, task.change.after.clone());
            }
            Ok(edits)
        }
        Kind::Schema if keyword == "required" => required(task, &place),
        Kind::Parameter | Kind::Header | Kind::Media | Kind::Schema => {
            of_schema(task, &place, keyword)
        }
    }
}

/// Sets a keyword of every parameter or header that the change is seen in: one change of a schema that
/// several operations share is one change of all their parameters.
fn of_holders(task: &Task<'_>, keyword: &str) -> Edits {
    let mut met = Vec::new();
    let mut edits = Vec::new();
    for address in task.change.places.iter().chain([&task.change.address]) {
        let node = task.place(address)?.node;
        if met.contains(&node) {
            continue;
        }
        edits.extend(task.set(&node, keyword, task.both(keyword).1, &OF_PARAMETER));
        met.push(node);
    }
    Ok(edits)
}

fn is_of_holder(task: &Task<'_>, place: &Place, keyword: &str) -> bool {
    OF_PARAMETER.contains(&keyword)
        && !place.schemas.iter().any(|at| {
            let node = at.node(task.root);
            node.is_some_and(|node| node.get(keyword).is_some())
        })
        || keyword == "allowEmptyValue"
}

fn of_schema(task: &Task<'_>, place: &Place, keyword: &str) -> Edits {
    let schemas = &place.schemas;
    match keyword {
        "type" | "format" => kind(task, schemas),
        "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" => range(task, schemas),
        "enum" | "const" | "x-extensible-enum" => values(task, schemas, keyword),
        "nullable" if task.dialect == Dialect::V3_1 => nullable(task, schemas),
        "discriminator" => discriminator(task, schemas),
        "oneOf" | "anyOf" => choice::renamed(task, &task.change.address),
        "allOf" => Err("which schemas hold together, or are offered, is changed by hand".into()),
        _ if keyword.starts_with("required/") => undeclared(task, schemas, keyword),
        _ if keyword.contains(['/', ' ']) => Err(format!("`{keyword}` is moved by hand")),
        _ => task.set_in_schemas(schemas, keyword, task.both(keyword).1),
    }
}

/// Type and format are compared as one, and a format may stand for a range.
fn kind(task: &Task<'_>, schemas: &[Pointer]) -> Edits {
    let mut edits = Vec::new();
    let (before, after) = task.both("type");
    if before != after {
        if task.dialect == Dialect::V3_0 && after.as_ref().is_some_and(Value::is_array) {
            return Err("OpenAPI 3.0 has no lists of types".into());
        }
        let is_nullable = task.both("nullable").1.is_some();
        let after = match task.dialect {
            Dialect::V3_1 if is_nullable => after.map(with_null),
            _ => after,
        };
        edits.extend(task.set_in_schemas(schemas, "type", after)?);
    }
    let (before, after) = task.both("format");
    if before != after {
        edits.extend(task.set_in_schemas(schemas, "format", after)?);
    }
    Ok(edits)
}

fn range(task: &Task<'_>, schemas: &[Pointer]) -> Edits {
    let mut edits = Vec::new();
    let mut removed = Vec::new();
    for [bound, exclusive] in RANGE {
        let (plain, open) = (task.both(bound), task.both(exclusive));
        if plain.0 == plain.1 && open.0 == open.1 {
            continue;
        }
        let wanted = match (task.dialect, plain.1, open.1) {
            (Dialect::V3_1, plain, open) => [plain, open],
            (_, Some(_), Some(_)) => return Err(format!("OpenAPI 3.0 has one `{bound}`")),
            (_, None, Some(open)) => [Some(open), Some(true.into())],
            (_, plain, None) => [plain, None],
        };
        for (keyword, value) in [bound, exclusive].into_iter().zip(wanted) {
            // What is new is placed by what is there, so that goes last.
            let list = if value.is_none() {
                &mut removed
            } else {
                &mut edits
            };
            list.extend(task.set_in_schemas(schemas, keyword, value)?);
        }
    }
    let (before, after) = task.both("format");
    if before != after {
        edits.extend(task.set_in_schemas(schemas, "format", after)?);
    }
    edits.append(&mut removed);
    Ok(edits)
}

fn values(task: &Task<'_>, schemas: &[Pointer], keyword: &str) -> Edits {
    let keyword = if keyword == "const" { "enum" } else { keyword };
    let (_, after) = task.both(keyword);
    let (_, only) = task.both("const");
    let list = schemas
        .iter()
        .map(|at| at.key(keyword))
        .find(|at| at.node(task.root).is_some());
    let change = task.change;
    let one = change.after.as_ref().or(change.before.as_ref());
    let (Some(list), Some(one)) = (&list, one.filter(|one| !one.is_array())) else {
        let has_const = schemas.iter().find(|at| {
            let node = at.node(task.root);
            node.is_some_and(|node| node.get("const").is_some())
        });
        let mut edits = match (after, &only) {
            (Some(after), _) => task.set_in_schemas(
                schemas,
                keyword,
                Some(in_order_of_source(task, keyword, after)),
            )?,
            (None, Some(only)) if task.dialect == Dialect::V3_0 && has_const.is_none() => {
                task.set_in_schemas(schemas, "enum", Some(json!([only])))?
            }
            (None, Some(only)) => {
                return task.set_in_schemas(schemas, "const", Some(only.clone()));
            }
            (None, None) => task.set_in_schemas(schemas, keyword, None)?,
        };
        if let (Some(at), true) = (has_const, keyword == "enum") {
            edits.push(task.remove(&at.key("const")));
        }
        return Ok(edits);
    };
    let known: Vec<Value> = list
        .node(task.root)
        .into_iter()
        .flat_map(Node::elements)
        .map(Node::to_json)
        .collect();
    let position = |value: &Value| known.iter().position(|known| same(known, value));
    let replaced = change.before.as_ref().filter(|_| change.after.is_some());
    if let Some(before) = replaced {
        let index = position(before).ok_or("the value is not in the contract's list")?;
        return Ok(vec![Edit::Replace {
            at: list.index(index),
            value: one.clone(),
        }]);
    }
    if change.after.is_none() {
        let index = position(one).ok_or("the value is not in the contract's list")?;
        return Ok(vec![task.remove(&list.index(index))]);
    }
    let after = after.map_or_else(|| json!([one]), |it| in_order_of_source(task, keyword, it));
    let ordered = after.as_array().map_or(&[][..], Vec::as_slice);
    let at = ordered
        .iter()
        .position(|value| same(value, one))
        .unwrap_or(0);
    let previous = ordered[..at].iter().rev().find_map(position);
    let index = previous.map_or(0, |previous| previous + 1);
    Ok(vec![Edit::Insert {
        to: list.clone(),
        index,
        value: one.clone(),
    }])
}

/// The values of a list in the order in which the source shows them.
fn in_order_of_source(task: &Task<'_>, keyword: &str, values: Value) -> Value {
    match fact(task.stated, &task.change.address, keyword) {
        Some(fact) => build::in_order_of_source(task.stated, fact, values),
        None => values,
    }
}

/// In 3.1, `null` is one of the types, and has to be one of the values where those are listed.
fn nullable(task: &Task<'_>, schemas: &[Pointer]) -> Edits {
    let becomes = task.both("nullable").1.is_some();
    let has_type = |at: &&Pointer| {
        at.node(task.root)
            .is_some_and(|node| node.get("type").is_some())
    };
    let at = schemas
        .iter()
        .find(has_type)
        .ok_or("the contract names no type here that could be `null` as well")?;
    let node = at.node(task.root).map(Node::to_json).unwrap_or_default();
    let kinds = node.get("type").cloned().unwrap_or_default();
    let kinds = if becomes {
        with_null(kinds)
    } else {
        let Value::Array(mut kinds) = kinds else {
            return Err("`null` is offered in another schema".into());
        };
        kinds.retain(|kind| kind != "null" && !kind.is_null());
        match kinds.as_slice() {
            [only] => only.clone(),
            _ => kinds.into(),
        }
    };
    let mut edits = vec![Edit::Replace {
        at: at.key("type"),
        value: kinds,
    }];
    let values = node.get("enum").and_then(Value::as_array);
    let null = values.and_then(|values| values.iter().position(Value::is_null));
    match (becomes, values, null) {
        (true, Some(values), None) => edits.push(Edit::Insert {
            to: at.key("enum"),
            index: values.len(),
            value: Value::Null,
        }),
        (false, Some(_), Some(null)) => edits.push(task.remove(&at.key("enum").index(null))),
        _ => {}
    }
    Ok(edits)
}

fn discriminator(task: &Task<'_>, schemas: &[Pointer]) -> Edits {
    let says = |at: &&Pointer| {
        at.node(task.root)
            .is_some_and(|node| node.get("discriminator").is_some())
    };
    match (schemas.iter().find(says), task.both("discriminator").1) {
        (Some(at), Some(name)) => Ok(vec![Edit::Replace {
            at: at.key("discriminator").key("propertyName"),
            value: name,
        }]),
        (_, name) => {
            let value = name.map(|name| json!({ "propertyName": name }));
            task.set_in_schemas(schemas, "discriminator", value)
        }
    }
}

/// Whether a property has to be there is said in a list around it.
fn required(task: &Task<'_>, place: &Place) -> Edits {
    let Some((Step::Property(name), around)) = task.change.address.0.split_last() else {
        return Err("`required` is moved by hand".into());
    };
    let holder = task.place(&Address(around.to_vec()))?;
    if task.both("required").1.is_none() {
        return without_required(task, &holder.schemas, name)
            .map(|edit| vec![edit])
            .ok_or_else(|| "the contract does not list it as required".into());
    }
    // Past `properties` and the name.
    let (properties, _) = place.written.split().ok_or("the place is none")?;
    let (schema, _) = properties.split().ok_or("the place is none")?;
    Ok(vec![with_required(task, &schema, &properties, name)])
}

/// A parameter that is the same in another part of the request.
fn moved(task: &Task<'_>, place: &Place) -> Edits {
    let (before, after) = (&task.change.before, &task.change.after);
    if [before, after].into_iter().flatten().any(|it| it == "path") {
        return Err("a parameter of the path comes and goes with the path".into());
    }
    let edit = task.set(&place.node, "in", after.clone(), &OF_PARAMETER);
    Ok(edit.into_iter().collect())
}

fn undeclared(task: &Task<'_>, schemas: &[Pointer], keyword: &str) -> Edits {
    let name = &keyword["required/".len()..];
    if task.both(keyword).1.is_some() {
        return Err("it is required and declared nowhere".into());
    }
    without_required(task, schemas, name)
        .map(|edit| vec![edit])
        .ok_or_else(|| "the contract does not list it as required".into())
}

/// The edit that takes a name out of the list of what is required.
pub(super) fn without_required(task: &Task<'_>, schemas: &[Pointer], name: &str) -> Option<Edit> {
    schemas.iter().find_map(|schema| {
        let list = schema.key("required");
        let index = list
            .node(task.root)?
            .elements()
            .position(|element| element.as_str() == Some(name))?;
        Some(task.remove(&list.index(index)))
    })
}

/// The edit that lists a name as required, after the properties in front of it.
pub(super) fn with_required(
    task: &Task<'_>,
    schema: &Pointer,
    properties: &Pointer,
    name: &str,
) -> Edit {
    let list = schema.key("required");
    let names: Vec<&str> = properties
        .node(task.root)
        .into_iter()
        .flat_map(Node::members)
        .map(|(name, _)| name)
        .collect();
    let Some(known) = list.node(task.root) else {
        let node = schema.node(task.root);
        let before = node.into_iter().flat_map(Node::members);
        let after = before
            .map(|(key, _)| key)
            .take_while(|key| *key != "properties")
            .last();
        return Edit::Add {
            to: schema.clone(),
            key: "required".into(),
            value: json!([name]),
            after: after.map(str::to_owned),
        };
    };
    let known: Vec<&str> = known.elements().filter_map(Node::as_str).collect();
    let at = names
        .iter()
        .position(|it| *it == name)
        .unwrap_or(names.len());
    let previous = names[..at]
        .iter()
        .rev()
        .find_map(|name| known.iter().position(|known| known == name));
    Edit::Insert {
        to: list,
        index: match previous {
            Some(previous) => previous + 1,
            None if at == names.len() => known.len(),
            None => 0,
        },
        value: name.into(),
    }
}

fn media_schema(task: &Task<'_>, place: &Place) -> Edits {
    let Some(part) = super::task::find(task.stated, &task.change.address) else {
        return Err("the source calls this place otherwise".into());
    };
    if task.change.action == compat::change::Action::Removed {
        return Ok(vec![task.remove(&place.node.key("schema"))]);
    }
    let components = Components::new(task);
    let builder = Builder {
        facts: task.stated,
        dialect: task.dialect,
        media: None,
        is_page: task.is_page,
        components: &components,
    };
    let built = builder.part(part)?;
    let schema = built.get("schema").cloned();
    let mut edits = components.edits(&builder)?;
    edits.extend(task.set(&place.node, "schema", schema, &["schema"]));
    Ok(edits)
}
