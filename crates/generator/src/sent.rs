//! The objects that are sent: bodies, and the objects inside of them.

use contract::Schema;
use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use crate::plan::{Plan, Role, Shape};
use crate::types::documented;
use crate::{constraints, documentation};

/// The methods that every such type has.
const METHODS: [&str; 2] = ["new", "validate"];

/// A member of an object that is sent.
pub(crate) struct Member<'d> {
    /// Its name on the wire.
    pub(crate) name: &'d str,
    /// The name of its field, and of the method that sets it.
    pub(crate) field: Ident,
    pub(crate) schema: Schema<'d>,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

impl Member<'_> {
    /// Whether a method sets it: it may be left out, and no other method has its name.
    pub(crate) fn has_setter(&self) -> bool {
        !self.required && !METHODS.contains(&self.field.to_string().as_str())
    }
}

/// The members of an object, in the contract's order.
pub(crate) fn members<'d>(plan: &Plan<'d>, schema: Schema<'d>) -> Vec<Member<'d>> {
    let required: Vec<&str> = schema.required().collect();
    schema
        .properties()
        .filter_map(|(name, value)| {
            Some(Member {
                name,
                // `requirements` has refused those that make no name.
                field: field_name(name)?,
                schema: value,
                shape: plan.shape(value).clone(),
                required: required.contains(&name),
            })
        })
        .collect()
}

/// The name of the field that a member is in; `None` for a member that makes no name.
pub(crate) fn field_name(member: &str) -> Option<Ident> {
    let name = member.to_snake_case();
    // A few of Rust's words, such as `self`, cannot be names even so.
    [name.clone(), format!("r#{name}"), format!("{name}_")]
        .iter()
        .find_map(|name| syn::parse_str(name).ok())
}

/// Writes the type of an object that is sent.
pub(crate) fn object(plan: &Plan<'_>, ident: &Ident, schema: Schema<'_>) -> TokenStream {
    let members = members(plan, schema);
    let doc = documented(ident, schema);
    let fields = members.iter().map(field);
    let (required, optional): (Vec<_>, Vec<_>) = members.iter().partition(|it| it.required);
    let default = required.is_empty().then(|| quote!(Default,));
    let arguments = required.iter().map(|member| {
        let (field, ty) = (&member.field, argument(&member.shape));
        quote!(#field: #ty)
    });
    let taken = required.iter().map(|member| {
        let (field, value) = (&member.field, converted(member));
        quote!(#field: #value)
    });
    let unset = optional.iter().map(|member| &member.field);
    let new_doc = if required.is_empty() {
        "Starts with nothing set."
    } else {
        "Starts with the members that have to be there, and nothing else set."
    };
    let setters = optional
        .iter()
        .filter(|member| member.has_setter())
        .map(|member| {
            let (doc, field) = (member_documentation(member), &member.field);
            let (ty, value) = (argument(&member.shape), converted(member));
            quote! {
                #[doc = #doc]
                #[must_use]
                pub fn #field(mut self, #field: #ty) -> Self {
                    self.#field = Some(#value);
                    self
                }
            }
        });
    let checks = members.iter().filter_map(|member| check(plan, member));
    let reads = members.iter().map(|member| {
        let (field, name) = (&member.field, member.name);
        let read = if member.required {
            quote!(required)
        } else {
            quote!(optional)
        };
        quote!(#field: members.#read(#name)?)
    });
    let members_ident = if members.is_empty() {
        quote!(_)
    } else {
        quote!(members)
    };
    quote! {
        #doc
        #[derive(Clone, Debug, #default PartialEq, ::serde::Serialize)]
        #[non_exhaustive]
        pub struct #ident {
            #(#fields,)*
        }

        impl #ident {
            #[doc = #new_doc]
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self {
                    #(#taken,)*
                    #(#unset: None,)*
                }
            }

            #(#setters)*

            /// Checks every member against its documented constraints, as is done before anything
            /// is sent.
            ///
            /// # Errors
            ///
            /// [`InvalidValue`](crate::InvalidValue) names the first member that breaks a
            /// constraint, by its path.
            pub fn validate(&self) -> Result<(), crate::InvalidValue> {
                #(#checks)*
                Ok(())
            }
        }

        impl crate::incoming::Object for #ident {
            fn read_members(
                #members_ident: crate::incoming::Members<'_>,
            ) -> Result<Self, crate::InvalidValue> {
                let read = Self { #(#reads,)* };
                read.validate().map(|()| read)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                crate::incoming::deserialize(deserializer)
            }
        }
    }
}

fn field(member: &Member<'_>) -> TokenStream {
    let (doc, field, name) = (member_documentation(member), &member.field, member.name);
    let ty = field_type(&member.shape);
    let rename = (name != field.to_string().trim_start_matches("r#"))
        .then(|| quote!(#[serde(rename = #name)]));
    if member.required {
        return quote! {
            #[doc = #doc]
            #rename
            pub #field: #ty
        };
    }
    quote! {
        #[doc = #doc]
        #rename
        #[serde(skip_serializing_if = "Option::is_none")]
        pub #field: Option<#ty>
    }
}

/// What is said of a member, and which values it takes.
fn member_documentation(member: &Member<'_>) -> String {
    let text = documentation::of(member.name, member.schema);
    match constraints::words(member.schema) {
        Some(words) => format!("{text}\n\nTakes {words}."),
        None => text,
    }
}

fn field_type(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Named(name) => {
            let ident = format_ident!("{name}");
            quote!(#ident)
        }
        Shape::Integer => quote!(i64),
        Shape::Number => quote!(f64),
        Shape::Boolean => quote!(bool),
        Shape::Timestamp => quote!(crate::Timestamp),
        Shape::Text | Shape::List(_) | Shape::Json => quote!(String),
    }
}

/// What a caller hands over: a text in whatever form it is held, anything else as it is.
fn argument(shape: &Shape) -> TokenStream {
    let ty = field_type(shape);
    match shape {
        Shape::Integer | Shape::Number | Shape::Boolean => ty,
        _ => quote!(impl Into<#ty>),
    }
}

fn converted(member: &Member<'_>) -> TokenStream {
    let field = &member.field;
    match member.shape {
        Shape::Integer | Shape::Number | Shape::Boolean => quote!(#field),
        _ => quote!(#field.into()),
    }
}

/// The statement that checks a member; `None` if its type says it all.
fn check(plan: &Plan<'_>, member: &Member<'_>) -> Option<TokenStream> {
    let (name, field, schema) = (member.name, &member.field, member.schema);
    // A member that has to be there is seen as one that may be left out, and is there.
    let by_reference = if member.required {
        quote!(Some(&self.#field))
    } else {
        quote!(self.#field.as_ref())
    };
    let by_value = if member.required {
        quote!(Some(self.#field))
    } else {
        quote!(self.#field)
    };
    Some(match &member.shape {
        Shape::Integer | Shape::Number => {
            let constraints::Number {
                conditions,
                expected,
            } = constraints::number(schema);
            let (check, ty) = if member.shape == Shape::Integer {
                if !constraints::is_constrained(schema) {
                    return None;
                }
                (quote!(integer), quote!(i64))
            } else {
                (quote!(number), quote!(f64))
            };
            let argument = if constraints::is_constrained(schema) {
                quote!(number: #ty)
            } else {
                quote!(_: #ty)
            };
            quote! {
                crate::check::#check(#name, #by_value, |#argument| #conditions, #expected)?;
            }
        }
        Shape::Boolean | Shape::List(_) | Shape::Json => return None,
        Shape::Named(ty) => match plan.types.get(ty).map(|planned| &planned.role) {
            Some(Role::SentObject) => {
                let ident = format_ident!("{ty}");
                quote! { crate::check::object(#name, #by_reference, #ident::validate)?; }
            }
            Some(Role::OpenEnum) => {
                let ident = format_ident!("{ty}");
                quote! {
                    crate::check::documented(
                        #name,
                        #by_reference.map(#ident::as_str),
                        #ident::DOCUMENTED,
                    )?;
                }
            }
            // A text that exists has kept its constraints.
            Some(Role::CheckedText { .. }) => return None,
            _ => {
                let ident = format_ident!("{ty}");
                text(member, &quote!(#by_reference.map(#ident::expose)))?
            }
        },
        Shape::Timestamp => text(member, &quote!(#by_reference.map(crate::Timestamp::as_str)))?,
        Shape::Text => text(member, &quote!(#by_reference.map(String::as_str)))?,
    })
}

fn text(member: &Member<'_>, text: &TokenStream) -> Option<TokenStream> {
    if !constraints::is_constrained(member.schema) {
        return None;
    }
    let name = member.name;
    let rules = constraints::text(member.schema, false);
    Some(quote! {
        {
            static RULES: crate::text::Rules = #rules;
            crate::check::text(#name, #text, &RULES)?;
        }
    })
}
