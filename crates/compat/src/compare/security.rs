//! Security requirements and security schemes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::comparison::Comparison;
use super::finding::Finding;
use super::words::added_removed_changed;
use crate::change::{Action, Class, Wire};
use crate::rules::{self, Id, id};
use contract::facts::is_annotation;

/// The ids of the changes of a `security` list.
pub(super) struct SecurityIds {
    added: Id,
    removed: Id,
    scope_added: Id,
    scope_removed: Id,
}

/// The list of an operation.
pub(super) static OF_OPERATION: SecurityIds = SecurityIds {
    added: id!("api-security-added"),
    removed: id!("api-security-removed"),
    scope_added: id!("api-security-scope-added"),
    scope_removed: id!("api-security-scope-removed"),
};

/// The list of the document, for an operation without one.
pub(super) static GLOBAL: SecurityIds = SecurityIds {
    added: id!("api-global-security-added"),
    removed: id!("api-global-security-removed"),
    scope_added: id!("api-global-security-scope-added"),
    scope_removed: id!("api-global-security-scope-removed"),
};

/// Compares the lists of security requirements: one change for the list, with details for the
/// alternatives and scopes that were added or removed.
pub(super) fn security(
    comparison: &mut Comparison<'_>,
    ids: &SecurityIds,
    renamed: &HashMap<&str, &str>,
) {
    let (before, after) = comparison.take("security");
    if before == after {
        return;
    }
    let same_name = HashMap::new();
    let (Some(before), Some(after)) = (
        alternatives(before, renamed),
        alternatives(after, &same_name),
    ) else {
        return comparison.give_back("security");
    };
    let is_open = |ways: &Ways| ways.is_empty() || ways.keys().any(Vec::is_empty);
    let mut findings = Vec::new();
    for (way, scopes) in &after {
        match before.get(way) {
            Some(known) if known != scopes => {
                for (scopes, other, id, verb) in [
                    (scopes, known, ids.scope_added, "now requires"),
                    (known, scopes, ids.scope_removed, "no longer requires"),
                ] {
                    let other: BTreeSet<&String> = other.iter().collect();
                    for scope in scopes.iter().filter(|scope| !other.contains(scope)) {
                        let message = format!("{{}} {verb} the scope `{scope}`");
                        findings.push((id, None, message));
                    }
                }
            }
            Some(_) => {}
            None if way.is_empty() => {
                let message = "{} now accepts requests without credentials".to_owned();
                findings.push((ids.added, None, message));
            }
            None => {
                let case = if is_open(&after) {
                    None
                } else if is_open(&before) {
                    Some("no credential required before")
                } else {
                    let is_none_left = before.keys().all(|known| !after.contains_key(known));
                    is_none_left.then_some("all alternatives replaced")
                };
                let message = format!("{{}} now accepts `{}`", way.join(" and "));
                findings.push((ids.added, case, message));
            }
        }
    }
    for way in before.keys().filter(|way| !after.contains_key(*way)) {
        let (way, case) = if way.is_empty() {
            (
                "requests without credentials".to_owned(),
                Some("an alternative remains"),
            )
        } else {
            let case = (!is_open(&after)).then_some("an alternative remains");
            (format!("`{}`", way.join(" and ")), case)
        };
        let message = format!("{{}} no longer accepts {way}");
        findings.push((ids.removed, case, message));
    }
    // An edit of a list is one change with the worst verdict; the other findings are its details.
    let wire = |(id, case, _): &(Id, Option<&'static str>, String)| {
        rules::find(*id, *case).map_or(Wire::Risky, |rule| rule.wire)
    };
    let Some(worst) = (0..findings.len())
        .rev()
        .max_by_key(|&at| wire(&findings[at]))
    else {
        return;
    };
    let (id, case, message) = findings.remove(worst);
    let finding: &mut Finding = comparison.record_as(id, "security", message);
    finding.case = case;
    finding.action = Action::Changed;
    for (id, _, message) in findings {
        finding.details.push(message.replacen("{}", "it", 1));
        if id != finding.id && !finding.also.contains(&id) {
            finding.also.push(id);
        }
    }
}

/// One security requirement: the schemes that apply together, with their scopes.
type Ways = BTreeMap<Vec<String>, Vec<String>>;

/// The alternatives of a list, with the names of the schemes in the revision.
fn alternatives(value: Option<&Value>, renamed: &HashMap<&str, &str>) -> Option<Ways> {
    let name = |scheme: &str| (*renamed.get(scheme).unwrap_or(&scheme)).to_owned();
    let Some(value) = value else {
        return Some(Ways::new());
    };
    let mut ways = Ways::new();
    for alternative in value.as_array()? {
        let schemes = alternative.as_object()?;
        let mut scopes: Vec<String> = schemes
            .iter()
            .flat_map(|(scheme, scopes)| {
                let scopes = scopes.as_array().into_iter().flatten();
                scopes
                    .filter_map(Value::as_str)
                    .map(move |scope| format!("{}:{scope}", name(scheme)))
            })
            .collect();
        let mut names: Vec<String> = schemes.keys().map(|scheme| name(scheme)).collect();
        scopes.sort();
        names.sort();
        ways.insert(names, scopes);
    }
    Some(ways)
}

/// Compares a security scheme: its type and the members of its flows have separate ids.
pub(super) fn scheme(comparison: &mut Comparison<'_>, prose: bool) {
    let (before, after) = comparison.take("type");
    if before != after {
        let (_, message) = added_removed_changed("type", before, after);
        comparison.record_as(id!("api-security-component-type-changed"), "type", message);
    }
    let (before, after) = comparison.take("flows");
    if let (Some(Value::Object(before)), Some(Value::Object(after))) = (before, after) {
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let mut said = Vec::new();
        for name in names {
            let verb = match (before.get(name), after.get(name)) {
                (Some(before), Some(after)) => {
                    flow(name, before, after, prose, &mut said);
                    continue;
                }
                (None, _) => "added",
                (_, None) => "removed",
            };
            said.push((
                id!("api-security-component-changed"),
                format!("the flow `{name}` of {{}} was {verb}"),
            ));
        }
        for (id, message) in said {
            let finding = comparison.record_as(id, "flows", message);
            if id == SCOPE_CHANGED {
                finding.class = Class::Prose;
            }
        }
    } else {
        comparison.give_back("flows");
    }
    for keyword in ["type", "flows"] {
        if comparison.is_done(keyword) {
            comparison.base.remove(keyword);
            comparison.revision.remove(keyword);
        }
    }
    changed_as(comparison, id!("api-security-component-changed"));
}

/// The description of a scope changed, which is a text for people.
const SCOPE_CHANGED: Id = id!("api-security-component-oauth-scope-changed");

/// Compares a flow of OAuth 2; descriptions of scopes only with `prose`.
fn flow(name: &str, before: &Value, after: &Value, prose: bool, said: &mut Vec<(Id, String)>) {
    for (member, id) in [
        (
            "authorizationUrl",
            id!("api-security-component-oauth-url-changed"),
        ),
        (
            "tokenUrl",
            id!("api-security-component-oauth-token-url-changed"),
        ),
        ("refreshUrl", id!("api-security-component-changed")),
    ] {
        if before.get(member) != after.get(member) {
            said.push((
                id,
                format!("`{member}` of the flow `{name}` of {{}} changed"),
            ));
        }
    }
    let scopes = |flow: &Value| flow.get("scopes").and_then(Value::as_object).cloned();
    let (before, after) = (
        scopes(before).unwrap_or_default(),
        scopes(after).unwrap_or_default(),
    );
    for (scope, text) in &before {
        match after.get(scope) {
            None => said.push((
                id!("api-security-component-oauth-scope-removed"),
                format!("the flow `{name}` of {{}} no longer defines the scope `{scope}`"),
            )),
            Some(other) if prose && other != text => said.push((
                SCOPE_CHANGED,
                format!("the scope `{scope}` of the flow `{name}` of {{}} has another description"),
            )),
            Some(_) => {}
        }
    }
    for scope in after.keys().filter(|scope| !before.contains_key(*scope)) {
        said.push((
            id!("api-security-component-oauth-scope-added"),
            format!("the flow `{name}` of {{}} now defines the scope `{scope}`"),
        ));
    }
}

/// Compares every keyword except descriptions, under one id.
pub(super) fn changed_as(comparison: &mut Comparison<'_>, id: Id) {
    let mut keywords: Vec<String> = comparison
        .base
        .keys()
        .chain(comparison.revision.keys())
        .filter(|keyword| !is_annotation(keyword))
        .map(|keyword| (*keyword).to_owned())
        .collect();
    keywords.sort();
    keywords.dedup();
    for keyword in keywords {
        let (before, after) = comparison.both(&keyword);
        if before != after {
            let (_, message) = added_removed_changed(&keyword, before, after);
            comparison.record_as(id, &keyword, message);
        }
        comparison.base.remove(keyword.as_str());
        comparison.revision.remove(keyword.as_str());
    }
}
