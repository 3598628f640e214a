//! How the proof calls the client: by the names of the contract, so that what is added to the
//! contract is proven without a test being touched.

use contract::Parameter;
use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::{OperationPlan, Plan, Role, Shape};

/// Writes the functions that lead from names to the client's methods and types.
pub(crate) fn write(plan: &Plan<'_>) -> String {
    let calls = plan
        .operations
        .iter()
        .map(|operation| call(plan, operation));
    let schemas = plan.types.keys().map(|name| {
        let ident = format_ident!("{name}");
        quote! { #name => ::schemars::schema_for!(types::#ident), }
    });
    let names = plan.types.keys();
    let file = quote! {
        use serde_json::{Map, Value};
        use verify_api::{Client, types};

        #[allow(unused_imports)]
        use crate::outcome::{Outcome, number, text, truth, whole};

        /// The generated types that stand for schemas of the contract.
        pub(crate) const TYPES: &[&str] = &[#(#names),*];

        /// Calls an operation by its `operationId`, with parameters by their names on the wire;
        /// `None` for an operation that the client does not have.
        pub(crate) async fn call(
            client: &Client,
            operation: &str,
            parameters: &Map<String, Value>,
        ) -> Option<Outcome> {
            Some(match operation {
                #(#calls)*
                _ => return None,
            })
        }

        /// The JSON Schema that a type says it has.
        pub(crate) fn json_schema(schema: &str) -> Option<Value> {
            let schema = match schema {
                #(#schemas)*
                _ => return None,
            };
            Some(schema.to_value())
        }
    };
    match syn::parse2(file) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("compile_error!({:?});", error.to_string()),
    }
}

fn call(plan: &Plan<'_>, operation: &OperationPlan<'_>) -> TokenStream {
    let id = operation.id;
    let method = format_ident!("{}", operation.method());
    let setters = operation
        .operation
        .parameters
        .iter()
        .zip(&operation.parameters)
        .map(|(parameter, shape)| setter(plan, parameter, shape));
    quote! {
        #id => {
            #[allow(unused_mut)]
            let mut call = client.#method();
            #(#setters)*
            Outcome::of(call.send().await)
        }
    }
}

fn setter(plan: &Plan<'_>, parameter: &Parameter<'_>, shape: &Shape) -> TokenStream {
    let name = parameter.name;
    let method = format_ident!("{}", parameter.name.to_snake_case());
    let value = match shape {
        Shape::Integer => quote!(whole(value)),
        Shape::Number => quote!(number(value)),
        Shape::Boolean => quote!(truth(value)),
        Shape::Named(name) => match plan.types.get(name) {
            Some(planned) if matches!(planned.role, Role::CheckedNumber) => {
                if planned.schema.kind() == Some("integer") {
                    quote!(whole(value))
                } else {
                    quote!(number(value))
                }
            }
            _ => quote!(text(value)),
        },
        _ => quote!(text(value)),
    };
    quote! {
        if let Some(value) = parameters.get(#name) {
            call = call.#method(#value);
        }
    }
}
