//! Where in a contract an edit can be made.

use serde_json::{Map, Value};

pub(crate) type Members = Map<String, Value>;

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

pub(crate) fn components(document: &mut Value) -> impl Iterator<Item = &mut Members> {
    document["components"]["schemas"]
        .as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut)
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Members> {
    document["paths"]
        .as_object_mut()
        .into_iter()
        .flat_map(Map::values_mut)
        .filter_map(Value::as_object_mut)
        .flatten()
        .filter(|(method, _)| METHODS.contains(&method.as_str()))
        .filter_map(|(_, operation)| operation.as_object_mut())
}

pub(crate) fn first_operation(document: &mut Value) -> Option<&mut Members> {
    operations(document).next()
}

/// The first operation of which something is found.
pub(crate) fn operation_where(
    document: &mut Value,
    mut is_it: impl FnMut(&Value) -> Option<()>,
) -> Option<&mut Members> {
    operations(document).find(|operation| is_it(&Value::Object((*operation).clone())).is_some())
}

pub(crate) fn parameters(document: &mut Value) -> Option<&mut Vec<Value>> {
    first_operation(document)?
        .get_mut("parameters")?
        .as_array_mut()
}

pub(crate) fn responses(document: &mut Value) -> Option<&mut Members> {
    first_operation(document)?
        .get_mut("responses")?
        .as_object_mut()
}

/// Takes away the first documented error.
pub(crate) fn take_error(document: &mut Value) -> Option<Value> {
    let responses = responses(document)?;
    let status = responses
        .keys()
        .find(|status| !status.starts_with('2'))?
        .clone();
    responses.shift_remove(&status)
}

/// The first media type of the first response.
pub(crate) fn first_media_type(document: &mut Value) -> Option<&mut Value> {
    let response = responses(document)?.values_mut().next()?;
    response["content"].as_object_mut()?.values_mut().next()
}

/// The first named example of the first response.
pub(crate) fn example(document: &mut Value) -> Option<&mut Members> {
    let examples = first_media_type(document)?.get_mut("examples")?;
    let first = examples.as_object_mut()?.values_mut().next()?;
    first.get_mut("value")?.as_object_mut()
}

/// The component that a parameter refers to and that has a keyword, which nothing else in it says
/// in other words.
pub(crate) fn parameter_with<'d>(
    document: &'d mut Value,
    keyword: &str,
) -> Option<&'d mut Members> {
    let names: Vec<String> = operations(document)
        .filter_map(|operation| operation.get("parameters")?.as_array())
        .flatten()
        .filter_map(|parameter| component_of(&parameter["schema"]))
        .collect();
    let schemas = &mut document["components"]["schemas"];
    let name = names.into_iter().rfind(|name| {
        let says = |keyword: &str| schemas[name].get(keyword).is_some();
        says(keyword) && (keyword == "pattern" || !says("pattern"))
    })?;
    schemas[&name].as_object_mut()
}

/// A string property of the first response's component, written in place and not formatted.
pub(crate) fn plain_property(document: &mut Value) -> Option<&mut Members> {
    let name = component_of(&first_media_type(document)?["schema"])?;
    let properties = &mut document["components"]["schemas"][name]["properties"];
    properties
        .as_object_mut()?
        .values_mut()
        .filter_map(Value::as_object_mut)
        .find(|property| is_plain(property))
}

fn is_plain(schema: &Members) -> bool {
    schema.get("type") == Some(&"string".into())
        && schema
            .keys()
            .all(|key| matches!(key.as_str(), "type" | "description" | "example"))
}

/// The media type of the first body.
pub(crate) fn body(document: &mut Value) -> Option<&mut Value> {
    let operation = operations(document).find(|it| it.contains_key("requestBody"))?;
    operation["requestBody"]["content"]
        .as_object_mut()?
        .values_mut()
        .next()
}

/// The schema of the first body, a component.
pub(crate) fn body_schema(document: &mut Value) -> Option<&mut Members> {
    let name = component_of(&body(document)?["schema"])?;
    document["components"]["schemas"][name].as_object_mut()
}

/// A member of the first body that has a keyword, written in place or a component.
pub(crate) fn body_member_with<'d>(
    document: &'d mut Value,
    keyword: &str,
) -> Option<&'d mut Members> {
    let properties = body_schema(document)?
        .get("properties")?
        .as_object()?
        .clone();
    for (property, schema) in properties {
        if schema.get(keyword).is_some() {
            return body_schema(document)?["properties"][property].as_object_mut();
        }
        if let Some(name) = component_of(&schema)
            && document["components"]["schemas"][&name]
                .get(keyword)
                .is_some()
        {
            return document["components"]["schemas"][name].as_object_mut();
        }
    }
    None
}

/// A text of the first body that is written in place and of which nothing is stated.
pub(crate) fn plain_body_member(document: &mut Value) -> Option<&mut Members> {
    body_schema(document)?
        .get_mut("properties")?
        .as_object_mut()?
        .values_mut()
        .filter_map(Value::as_object_mut)
        .find(|member| is_plain(member))
}

/// The first named example of the first body.
pub(crate) fn body_example(document: &mut Value) -> Option<&mut Members> {
    let examples = body(document)?.get_mut("examples")?.as_object_mut()?;
    let first = examples.values_mut().next()?;
    first.get_mut("value")?.as_object_mut()
}

/// A response that documents headers.
pub(crate) fn response_with_headers(document: &mut Value) -> Option<&mut Members> {
    operations(document)
        .filter_map(|operation| operation.get_mut("responses")?.as_object_mut())
        .flat_map(Map::values_mut)
        .find_map(|response| response.get_mut("headers")?.as_object_mut())
}

pub(crate) fn shift(schema: &mut Members, keyword: &str, by: i64) -> Option<()> {
    let value = schema.get(keyword)?.as_i64()?;
    schema.insert(keyword.to_owned(), (value + by).into());
    Some(())
}

fn component_of(schema: &Value) -> Option<String> {
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    Some(name.to_owned())
}
