//! The headers of answers that the contract documents.

use std::collections::{BTreeMap, BTreeSet};

use contract::Schema;
use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::plan::{Plan, format_of};

/// Writes the module `headers`.
pub(crate) fn write(plan: &Plan<'_>) -> TokenStream {
    let mut headers: BTreeMap<String, (Schema<'_>, Vec<String>)> = BTreeMap::new();
    for operation in &plan.operations {
        for response in &operation.operation.responses {
            for header in &response.headers {
                let (_, places) = headers
                    .entry(header.name.to_ascii_lowercase())
                    .or_insert_with(|| (header.schema, Vec::new()));
                places.push(format!(
                    "{} of [`{}`](crate::Client::{})",
                    response.status,
                    operation.method(),
                    operation.method()
                ));
            }
        }
    }
    let constants = headers.iter().map(|(name, (schema, places))| {
        let ident = constant(name);
        let kind = kind_of(*schema);
        let (ty, read) = (type_of(kind), format_ident!("{kind}"));
        let doc = schema
            .description()
            .map_or_else(String::new, |text| format!("{text}\n\n"));
        let doc = format!(
            "{doc}The header `{name}`; documented for {}.",
            places.join(", ")
        );
        quote! {
            #[doc = #doc]
            pub const #ident: crate::Header<#ty> =
                crate::Header::new(#name, crate::header::read::#read);
        }
    });
    quote! {
        /// Headers of answers, with the types of their values.
        pub mod headers {
            #(#constants)*
        }
    }
}

/// The names of all headers in lower case, with their constants.
pub(crate) fn names(plan: &Plan<'_>) -> Vec<(String, Ident)> {
    let operations = plan.operations.iter();
    let responses = operations.flat_map(|operation| &operation.operation.responses);
    let headers = responses.flat_map(|response| &response.headers);
    let names: BTreeSet<String> = headers
        .map(|header| header.name.to_ascii_lowercase())
        .collect();
    names
        .into_iter()
        .map(|name| {
            let constant = constant(&name);
            (name, constant)
        })
        .collect()
}

fn constant(name: &str) -> Ident {
    format_ident!("{}", name.to_shouty_snake_case())
}

/// The name of the function that reads a header's value, which says of what kind it is.
pub(crate) fn kind_of(schema: Schema<'_>) -> &'static str {
    match schema.kind() {
        Some("integer") => "integer",
        Some("number") => "number",
        Some("boolean") => "boolean",
        _ if format_of(schema) == Some("date-time") => "timestamp",
        _ => "text",
    }
}

fn type_of(kind: &str) -> TokenStream {
    match kind {
        "integer" => quote!(i64),
        "number" => quote!(f64),
        "boolean" => quote!(bool),
        "timestamp" => quote!(crate::Timestamp),
        _ => quote!(::std::string::String),
    }
}
