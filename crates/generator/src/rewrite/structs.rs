//! The structs of answers, opened: for members to come, and for members that cannot be read.

use quote::quote;
use syn::{Attribute, Expr, Fields, File, Item, ItemStruct, parse_quote};

use super::{Result, items_of};
use crate::documentation;
use crate::plan::Plan;

/// Opens every struct: room for fields to come, a place for members that are not documented or
/// cannot be read, and a reader that refuses no object.
pub(super) fn open_structs(file: &mut File, plan: &Plan<'_>) -> Result<()> {
    let types = items_of(file, "types")?;
    let mut readers: Vec<Item> = Vec::new();
    for item in types.iter_mut() {
        match item {
            Item::Struct(object) => readers.extend(open_struct(object, plan)?),
            other => {
                let other = quote!(#other).to_string();
                let start: String = other.chars().take(60).collect();
                return Err(format!("it wrote a type that is no struct: {start}"));
            }
        }
    }
    types.extend(readers);
    Ok(())
}

fn open_struct(object: &mut ItemStruct, plan: &Plan<'_>) -> Result<Vec<Item>> {
    let ident = object.ident.clone();
    let planned = plan
        .types
        .get(&ident.to_string())
        .ok_or_else(|| format!("it wrote a type `{ident}` that the contract does not lead to"))?;
    object
        .attrs
        .retain(|attribute| !attribute.path().is_ident("derive"));
    object.attrs.push(parse_quote! {
        #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
    });
    object.attrs.push(parse_quote!(#[non_exhaustive]));
    if !is_documented(&object.attrs) {
        let doc = documentation::of(&ident.to_string(), planned.schema);
        object.attrs.insert(0, parse_quote!(#[doc = #doc]));
    }
    let Fields::Named(fields) = &mut object.fields else {
        return Err(format!("`{ident}` has no named fields"));
    };
    let mut names = Vec::new();
    let mut members = Vec::new();
    for field in &mut fields.named {
        let name = field
            .ident
            .clone()
            .ok_or_else(|| format!("`{ident}` has a field without a name"))?;
        let member = serde_rename(&field.attrs)
            .unwrap_or_else(|| name.to_string().trim_start_matches("r#").to_owned());
        let property = planned
            .schema
            .properties()
            .find(|(property, _)| *property == member)
            .ok_or_else(|| format!("`{ident}` has a field `{name}` that is no property"))?;
        if !is_documented(&field.attrs) {
            let doc = documentation::of(&member, property.1);
            field.attrs.insert(0, parse_quote!(#[doc = #doc]));
        }
        names.push(name);
        members.push(member);
    }
    fields.named.push(parse_quote! {
        /// What else the answer held: members that are not documented or could not be read.
        #[serde(flatten)]
        pub other_members: crate::OtherMembers
    });
    let reader: File = parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                crate::other_members::read_object(deserializer)
            }
        }

        impl crate::other_members::Object for #ident {
            fn read_member<'de, A: ::serde::de::MapAccess<'de>>(
                &mut self,
                name: &str,
                members: &mut A,
            ) -> Result<Option<::serde_json::Value>, A::Error> {
                match name {
                    #(#members => crate::other_members::read_field(&mut self.#names, members),)*
                    _ => crate::other_members::keep(members),
                }
            }

            fn other_members(&mut self) -> &mut crate::OtherMembers {
                &mut self.other_members
            }
        }
    };
    Ok(reader.items)
}

fn is_documented(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("doc"))
}

fn serde_rename(attributes: &[Attribute]) -> Option<String> {
    let mut renamed = None;
    for attribute in attributes {
        if attribute.path().is_ident("serde") {
            // Other arguments of the attribute are passed over.
            let _ = attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename") {
                    let literal: syn::LitStr = meta.value()?.parse()?;
                    renamed = Some(literal.value());
                } else if meta.input.peek(syn::Token![=]) {
                    let _: Expr = meta.value()?.parse()?;
                }
                Ok(())
            });
        }
    }
    renamed
}
