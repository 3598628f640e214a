//! How the proof calls the client: by the names of the contract, so that what is added to the
//! contract is proven without a test being touched.

use contract::{Parameter, Schema};
use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::plan::{OperationPlan, Plan, Role, Shape};
use crate::sent::{Member, members};

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
    let bodies = plan
        .types
        .iter()
        .filter(|(_, planned)| matches!(planned.role, Role::SentObject))
        .map(|(name, planned)| body(plan, name, planned.schema));
    let reads = plan.operations.iter().filter_map(|operation| {
        let (id, ident) = (operation.id, format_ident!("{}", operation.body.as_ref()?));
        Some(quote! {
            #id => Some(incoming::read_body::<types::#ident>(body).map(|read| json(&read))),
        })
    });
    let headers = crate::headers::names(plan)
        .into_iter()
        .map(|(name, constant)| {
            quote! {
                if let Some(value) = answer.header(headers::#constant) {
                    read.insert(#name.to_owned(), json(&value));
                }
            }
        });
    let file = quote! {
        use serde_json::{Map, Value};
        #[allow(unused_imports)]
        use verify_api::{Client, InvalidValue, ResponseValue, headers, incoming, types};

        #[allow(unused_imports)]
        use crate::outcome::{Outcome, json, number, text, truth, whole};

        /// The generated types that stand for schemas of the contract.
        pub(crate) const TYPES: &[&str] = &[#(#names),*];

        /// Calls an operation by its `operationId`, with parameters by their names on the wire and
        /// with a body; `None` for an operation that the client does not have.
        pub(crate) async fn call(
            client: &Client,
            operation: &str,
            parameters: &Map<String, Value>,
            body: Option<&Value>,
        ) -> Option<Outcome> {
            Some(match operation {
                #(#calls)*
                _ => return None,
            })
        }

        /// Reads a body as a server would, and writes what was read; `None` for an operation that
        /// has no body.
        pub(crate) fn read_body(
            operation: &str,
            body: &[u8],
        ) -> Option<Result<Value, InvalidValue>> {
            match operation {
                #(#reads)*
                _ => None,
            }
        }

        #(#bodies)*

        /// The documented headers of an answer, by their names in lower case.
        pub(crate) fn headers<T>(answer: &ResponseValue<T>) -> Map<String, Value> {
            #[allow(unused_mut)]
            let mut read = Map::new();
            #(#headers)*
            read
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
    let body = operation.body.as_ref().map(|name| {
        let function = function_of(name);
        quote! {
            if let Some(body) = body {
                let Some(body) = #function(body) else {
                    return Some(Outcome::cannot_be_made());
                };
                shown = format!("{body:?} {body:#?}");
                call = call.body(body);
            }
        }
    });
    let has_body = operation.body.is_some();
    let shown = has_body.then(|| quote!(let mut shown = String::new();));
    let with_shown = has_body.then(|| quote!(.with_shown(&shown)));
    quote! {
        #id => {
            #[allow(unused_mut)]
            let mut call = client.#method();
            #shown
            #(#setters)*
            #body
            Outcome::of(call.send().await)#with_shown
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

/// The name of the function that makes an object that is sent.
fn function_of(ty: &str) -> proc_macro2::Ident {
    format_ident!("make_{}", ty.to_snake_case())
}

/// The function that makes an object from JSON by its constructor and its setters; it gives
/// nothing where the constructor wants a member that is not there.
fn body(plan: &Plan<'_>, name: &str, schema: Schema<'_>) -> TokenStream {
    let (function, ident) = (function_of(name), format_ident!("{name}"));
    let members = members(plan, schema);
    let value = |member: &Member<'_>| match &member.shape {
        Shape::Integer => quote!(whole(value)),
        Shape::Number => quote!(number(value)),
        Shape::Boolean => quote!(truth(value)),
        Shape::Named(ty) => match plan.types.get(ty).map(|planned| &planned.role) {
            Some(Role::SentObject) => {
                let function = function_of(ty);
                quote!(#function(value)?)
            }
            Some(Role::CheckedText { .. }) => {
                let ident = format_ident!("{ty}");
                quote!(types::#ident::new(text(value)).ok()?)
            }
            _ => quote!(text(value)),
        },
        _ => quote!(text(value)),
    };
    let required = members.iter().filter(|it| it.required).map(|member| {
        let (name, value) = (member.name, value(member));
        quote! {{ let value = json.get(#name)?; #value }}
    });
    let setters = members.iter().filter(|it| !it.required).map(|member| {
        let (name, field, value) = (member.name, &member.field, value(member));
        let set = if member.has_setter() {
            quote!(made = made.#field(#value);)
        } else {
            quote!(made.#field = Some(#value.into());)
        };
        quote! {
            if let Some(value) = json.get(#name) {
                #set
            }
        }
    });
    quote! {
        fn #function(json: &Value) -> Option<types::#ident> {
            #[allow(unused_mut)]
            let mut made = types::#ident::new(#(#required),*);
            #(#setters)*
            Some(made)
        }
    }
}
