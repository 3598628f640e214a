//! What the forms of a page do not show.

use super::Form;

/// What a page in a form cannot show: what, and why.
pub(super) fn of(form: Form, has_callbacks: bool) -> Vec<(String, String)> {
    let always: [(&str, &str); 7] = [
        (
            "security",
            "the page does not say how a request is authenticated",
        ),
        ("servers but the first", "the others are in a closed list"),
        (
            "the order of parameters, properties, values, and responses",
            "it means nothing to a client",
        ),
        (
            "`multipleOf`, `uniqueItems`, `minProperties`, `maxProperties`, `additionalProperties: false`",
            "the theme does not show them",
        ),
        (
            "types, constraints, and `required` of response headers",
            "the theme shows their names and descriptions only",
        ),
        (
            "defaults and examples of objects, and examples of request bodies",
            "the theme does not show them",
        ),
        (
            "`readOnly` and `writeOnly`",
            "the theme leaves out what does not belong to the direction",
        ),
    ];
    let text: [(&str, &str); 2] = [
        (
            "whether a value of a list holds a comma, and whether a default is text or number",
            "a text does not show where a value begins and ends",
        ),
        (
            "where an object ends",
            "a text does not show nesting: what the contract does not have is placed by the example",
        ),
    ];
    let imported: [(&str, &str); 2] = [
        (
            "status numbers, media types, and names of examples and choices",
            "the imported form drops the labels of tabs: responses are told apart by what they show",
        ),
        (
            "whether a response without a description was added",
            "the imported form shows nothing where it begins",
        ),
    ];
    let fixed: [(&str, &str); 1] = [(
        "parameters, bodies, schemas, examples, and the server",
        "the page as it is served has placeholders in their places: save it from a browser",
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
            "they are requests of the service, not of its clients".to_owned(),
        ));
    }
    rows
}
