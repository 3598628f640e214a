//! Candidates for a keyword whose value changed.

use serde_json::{Value, json};

use super::edit::Edit;
use super::example;
use super::place::{self, Kind, Place, is_reference};
use super::pointer::{Pointer, Token};
use super::task::{Candidates, Task};
use compat::change::Action;
use contract::Node;
use contract::facts::{Address, Step, is_example};

/// The members that may state a keyword: first the usual ones, then those with alternatives.
const MEMBERS: [(&str, &[&[&str]]); 9] = [
    ("type", &[&["type"], &["type", "format"]]),
    ("format", &[&["format"], &["type", "format"], &NUMBER]),
    ("minimum", &[&["minimum", "exclusiveMinimum"], &NUMBER]),
    (
        "exclusiveMinimum",
        &[&["minimum", "exclusiveMinimum"], &NUMBER],
    ),
    ("maximum", &[&["maximum", "exclusiveMaximum"], &NUMBER]),
    (
        "exclusiveMaximum",
        &[&["maximum", "exclusiveMaximum"], &NUMBER],
    ),
    ("enum", &[&["enum", "const"]]),
    ("const", &[&["enum", "const"]]),
    // In 3.1, `null` is one of the types, and one of the values where those are listed.
    ("nullable", &[&["nullable"], &["type"], &["type", "enum"]]),
];
/// A format such as `int32` may stand for a range.
const NUMBER: [&str; 5] = [
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "format",
];

pub(super) fn candidates(task: &Task<'_>, keyword: &str) -> Candidates {
    let place = task.place(&task.change.address)?;
    if is_example(keyword) {
        return example::candidates(task, keyword, &place);
    }
    if let Some(name) = keyword.strip_prefix("required/") {
        return without_required(task, &place.schemas, name)
            .filter(|_| task.change.action == Action::Removed)
            .map(|edit| vec![vec![edit]])
            .ok_or_else(|| "the contract does not declare the required property".into());
    }
    let last = task.change.address.0.last();
    match (keyword, last) {
        ("required", Some(Step::Property(name))) => return required(task, &place, name),
        // The address is the old URL, which a page does not show.
        ("url", Some(Step::Server(_))) => {
            let edit = task.set(&place.node, "url", task.change.after.clone());
            return Ok(vec![edit.into_iter().collect()]);
        }
        ("oneOf" | "anyOf", _) => return renamed_choice(task, &task.change.address),
        ("enum" | "const" | "x-extensible-enum", _) if is_one_value(task) => {
            if let Some(edits) = value(task, &place, keyword)? {
                return Ok(vec![edits]);
            }
        }
        ("discriminator", _) => return Ok(vec![discriminator(task, &place)]),
        _ => {}
    }
    let known = MEMBERS.iter().find(|(known, _)| *known == keyword);
    let own: [&[&str]; 1] = [&[keyword]];
    let mut all = Vec::new();
    for members in known.map_or(&own[..], |(_, members)| members) {
        all.extend(set_members(task, members)?);
    }
    Ok(all)
}

/// Candidates that set these members as in the source, at every place of the change.
fn set_members(task: &Task<'_>, members: &[&str]) -> Candidates {
    let mut all: Vec<Vec<Edit>> = Vec::new();
    let mut met: Vec<Pointer> = Vec::new();
    for address in [&task.change.address]
        .into_iter()
        .chain(&task.change.places)
    {
        let Ok(place) = task.place(address) else {
            continue;
        };
        let bases = bases(task, &place, address, members);
        let Some(first) = bases.first().filter(|first| !met.contains(first)) else {
            continue;
        };
        met.push(first.clone());
        for (number, base) in bases.iter().enumerate() {
            let mut edits = Vec::new();
            for (index, member) in members.iter().enumerate() {
                let has = |at: &&Pointer| task.has(at, &[member]);
                match stated(task, &place, address, member) {
                    Some(value) => {
                        let known = bases.iter().find(has).filter(|_| index > 0);
                        let at = known.unwrap_or(base);
                        edits.extend(task.set(at, member, Some(value)));
                    }
                    None => edits.extend(bases.iter().filter_map(|at| task.set(at, member, None))),
                }
            }
            // The place of a new member is relative to others, so removals come last.
            edits.sort_by_key(|edit| matches!(edit, Edit::Remove { .. }));
            match all.get_mut(number) {
                Some(known) => known.extend(edits),
                None => all.push(edits),
            }
        }
    }
    if all.is_empty() {
        return Err("the contract has no schema in this place".into());
    }
    Ok(all)
}

/// The mappings of the contract that may have these members, the likely ones first.
fn bases(task: &Task<'_>, place: &Place, address: &Address, members: &[&str]) -> Vec<Pointer> {
    let theirs = task.theirs(address).and_then(|theirs| {
        let node = theirs.node.node(task.source.root())?;
        Some(members.iter().any(|key| node.get(key).is_some()))
    });
    let is_theirs = theirs.unwrap_or(task.change.keyword.as_deref() == Some("in"));
    let is_own = match place.kind {
        Kind::Schema => false,
        Kind::Parameter | Kind::Header | Kind::Media => is_theirs || task.has(&place.node, members),
        _ => true,
    };
    let own = Some(&place.node).filter(|_| is_own);
    let schemas = place.schemas.iter();
    let schemas = schemas.filter(|at| !is_reference(task.root(), at));
    let mut bases: Vec<Pointer> = own.into_iter().chain(schemas).cloned().collect();
    bases.sort_by_key(|at| !task.has(at, members));
    bases
}

/// The value of a member in the source; where the source has another name for the place, the value
/// that the change reports.
fn stated(task: &Task<'_>, place: &Place, address: &Address, member: &str) -> Option<Value> {
    let Some(theirs) = task.theirs(address) else {
        if task.change.keyword.as_deref() == Some(member) {
            return task.change.after.clone();
        }
        let ours = [&place.node].into_iter().chain(&place.schemas);
        let mut ours = ours.filter_map(|at| at.node(task.root())?.get(member));
        return ours.next().map(Node::to_json);
    };
    let own = theirs.node.node(task.source.root());
    let own = own.filter(|_| theirs.kind != Kind::Schema);
    let own = own.and_then(|node| node.get(member)).map(Node::to_json);
    own.or_else(|| {
        let mut schemas = theirs.schemas.iter();
        schemas.find_map(|at| task.translated(at).shift_remove(member))
    })
}

/// Whether the change is about one value of a list.
fn is_one_value(task: &Task<'_>) -> bool {
    let value = task.change.after.as_ref().or(task.change.before.as_ref());
    value.is_some_and(|value| !value.is_array())
}

/// The edit of one value of a list; `None` where the contract has no such list.
fn value(task: &Task<'_>, place: &Place, keyword: &str) -> Result<Option<Vec<Edit>>, String> {
    let keyword = if keyword == "const" { "enum" } else { keyword };
    let Some(at) = place.schemas.iter().find(|at| task.has(at, &[keyword])) else {
        return Ok(None);
    };
    let theirs = stated(task, place, &task.change.address, keyword);
    let theirs = theirs.as_ref().and_then(Value::as_array);
    let edit = task.edit_list(
        &at.key(keyword),
        task.change.before.as_ref(),
        task.change.after.as_ref(),
        theirs.map_or(&[], Vec::as_slice),
    )?;
    Ok(Some(vec![edit]))
}

/// Sets the property that selects an option; its mapping from values to options stays.
fn discriminator(task: &Task<'_>, place: &Place) -> Vec<Edit> {
    let theirs = stated(task, place, &task.change.address, "discriminator");
    let name = theirs.and_then(|it| it.get("propertyName").cloned());
    let name = name.or_else(|| task.change.after.clone());
    let known = place.schemas.iter();
    let mut known = known.filter(|at| task.has(at, &["discriminator"]));
    let edit = match (known.next(), name) {
        (Some(at), Some(name)) => task.set(&at.key("discriminator"), "propertyName", Some(name)),
        (Some(at), None) => task.set(at, "discriminator", None),
        (None, name) => {
            let value = name.map(|name| json!({ "propertyName": name }));
            let bases = bases(task, place, &task.change.address, &["discriminator"]);
            bases
                .first()
                .and_then(|at| task.set(at, "discriminator", value))
        }
    };
    edit.into_iter().collect()
}

/// Candidates for whether a property is required, which the object around it states.
fn required(task: &Task<'_>, place: &Place, name: &str) -> Candidates {
    let (_, around) = task
        .change
        .address
        .0
        .split_last()
        .ok_or("the change concerns the whole document")?;
    let around = Address(around.to_vec());
    if task.change.action == Action::Removed {
        let edit = without_required(task, &task.place(&around)?.schemas, name);
        let edit = edit.ok_or("the contract does not list it as required")?;
        return Ok(vec![vec![edit]]);
    }
    let properties = place.written.split().map(|(properties, _)| properties);
    let schema = properties.and_then(|it| Some(it.split()?.0));
    let schema = schema.ok_or("the contract declares the property in another place")?;
    Ok(vec![vec![with_required(task, &schema, &around, name)?]])
}

/// The edit that removes a name from the list of required properties.
pub(super) fn without_required(task: &Task<'_>, schemas: &[Pointer], name: &str) -> Option<Edit> {
    let name = Value::from(name);
    let mut lists = schemas.iter().map(|schema| schema.key("required"));
    lists.find_map(|list| task.edit_list(&list, Some(&name), None, &[]).ok())
}

/// The edit that adds a name to the list of required properties, in the order of the source.
pub(super) fn with_required(
    task: &Task<'_>,
    schema: &Pointer,
    holder: &Address,
    name: &str,
) -> Result<Edit, String> {
    let name = Value::from(name);
    let list = schema.key("required");
    if list
        .node(task.root())
        .is_none_or(|list| list.elements().next().is_none())
    {
        let edit = task.set(schema, "required", Some(json!([name])));
        return edit.ok_or_else(|| "the contract has no schema in this place".into());
    }
    let theirs = required_by_source(task, holder);
    task.edit_list(&list, None, Some(&name), &theirs)
}

/// The properties of an object that the source requires.
pub(super) fn required_by_source(task: &Task<'_>, holder: &Address) -> Vec<Value> {
    let root = task.source.root();
    let schemas = place::find(root, holder).map(|place| place.schemas);
    let lists = schemas
        .iter()
        .flatten()
        .filter_map(|at| at.node(root)?.get("required"));
    lists.flat_map(Node::elements).map(Node::to_json).collect()
}

/// The candidate for the same options under another keyword; other changes of options are left to
/// a person.
pub(super) fn renamed_choice(task: &Task<'_>, around: &Address) -> Candidates {
    let options = |root: &Node, schemas: &[Pointer]| {
        let lists = schemas
            .iter()
            .flat_map(|at| [at.key("oneOf"), at.key("anyOf")]);
        let mut lists = lists.filter_map(|at| Some((at.node(root)?.elements().count(), at)));
        lists.next()
    };
    let ours = options(task.root(), &task.place(around)?.schemas);
    let theirs = task.theirs(around);
    let theirs = theirs.and_then(|place| options(task.source.root(), &place.schemas));
    if let (Some((count, at)), Some((their_count, their_at))) = (ours, theirs)
        && count == their_count
        && at.0.last() != their_at.0.last()
        && let Some(Token::Key(key)) = their_at.0.last()
    {
        let key = key.clone();
        return Ok(vec![vec![Edit::Rename { at, key }]]);
    }
    Err("options are added and removed by hand".into())
}
