//! Lists what each form of a page does not show.

use super::Form;

/// Returns what a page in a form cannot show, each with the reason.
pub(super) fn of(form: Form, has_callbacks: bool) -> Vec<(String, String)> {
    let always: [(&str, &str); 7] = [
        (
            "security",
            "the page does not show how requests are authenticated",
        ),
        (
            "all servers but the first",
            "the page lists them in a collapsed menu",
        ),
        (
            "the order of parameters, properties, values, and responses",
            "clients do not depend on it",
        ),
        (
            "`multipleOf`, `uniqueItems`, `minProperties`, `maxProperties`, `additionalProperties: false`",
            "the theme does not show them",
        ),
        (
            "types, constraints, and `required` of response headers",
            "the theme shows only their names and descriptions",
        ),
        (
            "defaults and examples of objects, and examples of request bodies",
            "the theme does not show them",
        ),
        (
            "`readOnly` and `writeOnly`",
            "the theme shows read-only properties in responses only, and write-only ones in requests only",
        ),
    ];
    let text: [(&str, &str); 2] = [
        (
            "whether a comma is part of a value in a list, and whether a default is a string or a number",
            "text does not show where a value begins and ends",
        ),
        (
            "which object a property belongs to",
            "text does not show nesting: the example decides where a new property belongs, or every possible place is named",
        ),
    ];
    let imported: [(&str, &str); 2] = [
        (
            "statuses, media types, and names of examples and choices",
            "the imported form has no tab labels: responses are matched by their content",
        ),
        (
            "whether a response without a description was added",
            "the imported form marks the beginning of a response only by its description",
        ),
    ];
    let fixed: [(&str, &str); 1] = [(
        "parameters, bodies, schemas, examples, and the server",
        "a page as served has placeholders instead: save it from a browser",
    )];
    let rows: Vec<(&str, &str)> = match form {
        Form::Static => fixed
            .into_iter()
            .chain(always.into_iter().take(1))
            .collect(),
        Form::Saved => always.to_vec(),
        Form::Copied => always.into_iter().chain(text).collect(),
        Form::Imported => always.into_iter().chain(text).chain(imported).collect(),
    };
    let mut rows: Vec<(String, String)> = rows
        .into_iter()
        .map(|(what, why)| (what.to_owned(), why.to_owned()))
        .collect();
    if has_callbacks {
        rows.push((
            "callbacks".to_owned(),
            "they are requests that the service sends, not requests of its clients".to_owned(),
        ));
    }
    rows
}
