//! The contract's own schemas, given to whoever asks a type for its JSON Schema.

use std::collections::BTreeSet;

use contract::Schema;
use heck::ToPascalCase;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::{Value, json};

use crate::plan::Plan;

/// Implements `schemars::JsonSchema`, as strict as the contract, for one type.
pub(crate) fn implement(plan: &Plan<'_>, name: &str, schema: Schema<'_>) -> TokenStream {
    let ident = format_ident!("{name}");
    let mut json = schema.to_json_schema();
    let mut definitions = Value::Null;
    if let Value::Object(members) = &mut json {
        members.remove("$schema");
        definitions = members.remove("$defs").unwrap_or_default();
    }
    let mut inliner = Inliner {
        plan,
        definitions,
        referred: BTreeSet::new(),
        inside: Vec::new(),
    };
    inliner.visit(&mut json);
    let referred = inliner.referred;
    let subschemas = referred.iter().map(|name| {
        let ident = format_ident!("{name}");
        quote! { (#name, generator.subschema_for::<#ident>()) }
    });
    let generator = if referred.is_empty() {
        quote!(_)
    } else {
        quote!(generator)
    };
    let text = raw_string(&format!("{json:#}"));
    quote! {
        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for #ident {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                #name.into()
            }

            fn json_schema(#generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                crate::json_schema::of(#text, &[#(#subschemas),*])
            }
        }
    }
}

/// Leaves a reference standing where a generated type carries its schema, and writes the schema
/// out where none does.
struct Inliner<'p> {
    plan: &'p Plan<'p>,
    definitions: Value,
    referred: BTreeSet<String>,
    inside: Vec<String>,
}

impl Inliner<'_> {
    fn visit(&mut self, json: &mut Value) {
        match json {
            Value::Object(members) => {
                let target = members
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(|reference| reference.strip_prefix("#/$defs/"))
                    .map(ToOwned::to_owned);
                match target {
                    Some(component) => self.replace(json, component),
                    None => members.values_mut().for_each(|value| self.visit(value)),
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.visit(value)),
            _ => {}
        }
    }

    fn replace(&mut self, json: &mut Value, component: String) {
        let name = component.to_pascal_case();
        if self.plan.types.contains_key(&name) {
            *json = json!({ "$ref": name });
            self.referred.insert(name);
        } else if self.inside.contains(&component) {
            *json = Value::Bool(true);
        } else {
            *json = self.definitions[&component].clone();
            self.inside.push(component);
            self.visit(json);
            self.inside.pop();
        }
    }
}

/// A raw string, so that the schema stands in the code as it is read.
fn raw_string(text: &str) -> Literal {
    let mut fence = "#".to_owned();
    while text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    format!("r{fence}\"{text}\"{fence}")
        .parse()
        .unwrap_or_else(|_| Literal::string(text))
}
