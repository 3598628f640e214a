//! What the headers of answers must keep: one type for each name.

use std::collections::BTreeMap;

use contract::Operation;

use super::{Checker, is_scalar};
use crate::headers::kind_of;

/// Refuses headers that the client could not read.
pub(super) fn check<'d>(checker: &mut Checker<'d>, operations: &[Operation<'d>]) {
    let mut kinds = BTreeMap::new();
    for operation in operations {
        for response in &operation.responses {
            for header in &response.headers {
                let kind = kind_of(header.schema);
                let known = *kinds
                    .entry(header.name.to_ascii_lowercase())
                    .or_insert(kind);
                let (message, help) = if !is_scalar(header.schema) {
                    (
                        "only strings, numbers, and booleans are supported in headers",
                        "`crates/generator` would need a step that reads such values",
                    )
                } else if header.schema.is_sensitive() {
                    (
                        "a header cannot be kept from being shown",
                        "`crates/generator` would need a step that masks its value",
                    )
                } else if http_name(header.name) && known == kind {
                    continue;
                } else if known == kind {
                    (
                        "this is no name of a header",
                        "use letters, digits, and dashes",
                    )
                } else {
                    (
                        "another response documents it with another type",
                        "the client reads a header of one name in one way: give it one type",
                    )
                };
                let whose = format!(
                    "{}, response {}, header {}",
                    operation.key(),
                    response.status,
                    header.name
                );
                checker.problem_once(
                    checker
                        .document
                        .diagnostic(header.span.clone(), format!("{whose}: {message}"))
                        .with_help(help),
                );
            }
        }
    }
}

fn http_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
