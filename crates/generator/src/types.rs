//! The types that are ours to write: texts, numbers, and enums.

use contract::{Node, Schema};
use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use crate::plan::{Plan, Role, TypePlan, UNRECOGNIZED, variant_name};
use crate::{constraints, documentation, json_schema, sent};

/// Writes every type of the plan that progenitor does not write.
pub(crate) fn write(plan: &Plan<'_>) -> TokenStream {
    let types = plan.types.iter().map(|(name, planned)| {
        let ident = format_ident!("{name}");
        let code = match planned.role {
            Role::CheckedText { in_path } => checked_text(&ident, planned, in_path),
            Role::CarriedText => carried_text(&ident, planned),
            Role::CheckedNumber => checked_number(&ident, planned.schema),
            Role::ClosedEnum => closed_enum(&ident, planned.schema),
            Role::OpenEnum => open_enum(&ident, planned.schema),
            Role::Object => TokenStream::new(),
            Role::SentObject => sent::object(plan, &ident, planned.schema),
        };
        let schema = json_schema::implement(plan, name, planned.schema);
        quote! { #code #schema }
    });
    quote! { #(#types)* }
}

fn checked_text(ident: &Ident, planned: &TypePlan<'_>, in_path: bool) -> TokenStream {
    let schema = planned.schema;
    let doc = documented(ident, schema);
    let written = constraints::text(schema, in_path);
    let visibility = visibility(ident, planned);
    let rules = format_ident!("{}_RULES", ident.to_string().to_shouty_snake_case());
    quote! {
        #doc
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct #ident(String);

        static #rules: crate::text::Rules = #written;
        crate::text::checked_text!(#ident, #rules);
        #visibility
    }
}

fn carried_text(ident: &Ident, planned: &TypePlan<'_>) -> TokenStream {
    let doc = documented(ident, planned.schema);
    let visibility = visibility(ident, planned);
    quote! {
        #doc
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct #ident(String);

        crate::text::carried_text!(#ident);
        #visibility
    }
}

fn visibility(ident: &Ident, planned: &TypePlan<'_>) -> TokenStream {
    if planned.schema.is_sensitive() {
        quote! { crate::text::sensitive_text!(#ident); }
    } else {
        quote! { crate::text::shown_text!(#ident); }
    }
}

fn checked_number(ident: &Ident, schema: Schema<'_>) -> TokenStream {
    let doc = documented(ident, schema);
    let integer = schema.kind() == Some("integer");
    let (inner, derives) = if integer {
        (
            quote!(i64),
            quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord),
        )
    } else {
        (
            quote!(f64),
            quote!(Clone, Copy, Debug, PartialEq, PartialOrd),
        )
    };
    // JSON and people know no infinity, and nothing that is no number.
    let finite = (!integer).then(|| quote!(number.is_finite() &&));
    let constraints::Number {
        conditions,
        expected,
    } = constraints::number(schema);
    quote! {
        #doc
        #[derive(#derives)]
        pub struct #ident(#inner);

        impl #ident {
            /// Takes a number that keeps the documented bounds.
            ///
            /// # Errors
            ///
            /// [`InvalidValue`](crate::InvalidValue) names the bounds.
            pub fn new(number: #inner) -> Result<Self, crate::InvalidValue> {
                if #finite #conditions {
                    Ok(Self(number))
                } else {
                    Err(crate::InvalidValue::new(stringify!(#ident), #expected))
                }
            }

            /// The number.
            #[must_use]
            pub fn get(self) -> #inner {
                self.0
            }
        }

        impl TryFrom<#inner> for #ident {
            type Error = crate::InvalidValue;

            fn try_from(number: #inner) -> Result<Self, crate::InvalidValue> {
                Self::new(number)
            }
        }

        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }
    }
}

struct Variants {
    idents: Vec<Ident>,
    values: Vec<String>,
    docs: Vec<String>,
}

impl Variants {
    fn of(schema: Schema<'_>) -> Self {
        let values: Vec<String> = schema
            .enum_values()
            .filter_map(Node::as_str)
            .map(ToOwned::to_owned)
            .collect();
        Self {
            idents: values
                .iter()
                .map(|value| format_ident!("{}", variant_name(value)))
                .collect(),
            docs: values
                .iter()
                .map(|value| documentation::of_value(value, schema))
                .collect(),
            values,
        }
    }
}

fn closed_enum(ident: &Ident, schema: Schema<'_>) -> TokenStream {
    let doc = documented(ident, schema);
    let Variants {
        idents,
        values,
        docs,
    } = Variants::of(schema);
    let expected = format!("expected one of {}", values.join(", "));
    quote! {
        #doc
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#[doc = #docs] #idents,)*
        }

        impl #ident {
            /// The value as the contract writes it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    #(Self::#idents => #values,)*
                }
            }
        }

        impl TryFrom<&str> for #ident {
            type Error = crate::InvalidValue;

            fn try_from(value: &str) -> Result<Self, crate::InvalidValue> {
                match value {
                    #(#values => Ok(Self::#idents),)*
                    _ => Err(crate::InvalidValue::new(stringify!(#ident), #expected)),
                }
            }
        }

        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    }
}

fn open_enum(ident: &Ident, schema: Schema<'_>) -> TokenStream {
    let doc = documented(ident, schema);
    let Variants {
        idents,
        values,
        docs,
    } = Variants::of(schema);
    let unrecognized = format_ident!("{UNRECOGNIZED}");
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ident {
            #(#[doc = #docs] #idents,)*
            /// A value that this version does not know.
            #unrecognized(crate::Unrecognized),
        }

        impl #ident {
            /// The documented values, in the contract's order.
            pub const DOCUMENTED: &'static [&'static str] = &[#(#values),*];

            /// The value as the vendor writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #values,)*
                    Self::#unrecognized(value) => value.as_str(),
                }
            }
        }

        impl<T: Into<String>> From<T> for #ident {
            fn from(value: T) -> Self {
                let value = value.into();
                match value.as_str() {
                    #(#values => Self::#idents,)*
                    _ => Self::#unrecognized(crate::Unrecognized::new(value)),
                }
            }
        }

        impl ::std::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for #ident {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                crate::text::deserialize(deserializer, crate::text::Integers::Refused)
                    .map(Self::from)
            }
        }

        crate::incoming::text_member!(#ident);
    }
}

pub(crate) fn documented(ident: &Ident, schema: Schema<'_>) -> TokenStream {
    let description = documentation::of(&ident.to_string(), schema);
    quote! { #[doc = #description] }
}
