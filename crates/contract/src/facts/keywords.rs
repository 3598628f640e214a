//! Kinds of keywords, by their names.

/// Whether a keyword holds the value of an example.
#[must_use]
pub fn is_example(keyword: &str) -> bool {
    keyword.starts_with("examples/") || matches!(keyword, "example" | "examples")
}

/// Whether a keyword is an annotation: a text for people, or something that does not limit values.
#[must_use]
pub fn is_annotation(keyword: &str) -> bool {
    // Names of examples may hold anything.
    if is_example(keyword) {
        return false;
    }
    if keyword.starts_with("examples ") {
        return true;
    }
    // The rest is the name of a required member.
    if keyword.starts_with("required/") {
        return false;
    }
    let last = keyword.rsplit(['/', ' ']).next().unwrap_or(keyword);
    if keyword.starts_with("x-") || last.starts_with("x-") {
        return !matches!(last, "x-extensible-enum" | "x-sunset" | "x-stability-level");
    }
    matches!(
        last,
        "description"
            | "summary"
            | "title"
            | "externalDocs"
            | "contact"
            | "license"
            | "termsOfService"
            | "xml"
            | "$comment"
            | "tags"
            | "bearerFormat"
            | "jsonSchemaDialect"
            | "$id"
            | "$anchor"
    )
}
