//! What is changed in the code that progenitor writes, step by step.
//!
//! Each step fails when it finds nothing to do: a progenitor that writes otherwise is noticed when
//! it is raised, not when a service is hurt.

mod bodies;
mod structs;

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Expr, File, GenericParam, ImplItem, Item, Meta, Pat, Path, Stmt, WherePredicate,
    parse_quote,
};

use crate::plan::{OperationPlan, Plan};
use crate::{headers, types};

type Result<T> = std::result::Result<T, String>;

/// Applies every step.
pub(crate) fn apply(mut file: File, plan: &Plan<'_>) -> Result<File> {
    stand_on_our_runtime(&mut file)?;
    drop_unsafe_constructors(&mut file)?;
    drop_what_is_replaced(&mut file)?;
    structs::open_structs(&mut file, plan)?;
    add_our_types(&mut file, plan)?;
    bodies::check_before_sending(&mut file, plan)?;
    mask_operation_builders(&mut file)?;
    say_why_a_value_is_refused(&mut file)?;
    say_what_is_missing(&mut file)?;
    send_no_api_version(&mut file)?;
    document_operation_builders(&mut file, plan)?;
    state_which_operations_need_the_key(&mut file, plan);
    tidy_documentation(&mut file);
    Ok(file)
}

/// Points every name of `progenitor_client` at `crate::runtime`, whose errors keep the status and
/// print neither URLs nor bodies.
fn stand_on_our_runtime(file: &mut File) -> Result<()> {
    struct Redirect(usize);
    impl VisitMut for Redirect {
        fn visit_path_mut(&mut self, path: &mut Path) {
            if path
                .segments
                .first()
                .is_some_and(|first| first.ident == "progenitor_client")
            {
                let rest = path.segments.iter().skip(1);
                *path = parse_quote!(crate::runtime::#(#rest)::*);
                self.0 += 1;
            }
            syn::visit_mut::visit_path_mut(self, path);
        }
    }
    let before = file.items.len();
    file.items.retain(|item| !matches!(item, Item::Use(_)));
    let uses = before - file.items.len();
    file.items.insert(
        0,
        parse_quote! {
            #[allow(unused_imports)]
            use crate::runtime::{
                ClientHooks, ClientInfo, Error, OperationInfo, ResponseValue, encode_path,
            };
        },
    );
    for item in items_of(file, "builder")? {
        if let Item::Use(import) = item
            && quote!(#import).to_string().contains("ByteStream")
        {
            *import = parse_quote! {
                #[allow(unused_imports)]
                use super::{
                    ClientHooks, ClientInfo, Error, OperationInfo, ResponseValue, encode_path,
                };
            };
        }
    }
    Redirect(0).visit_file_mut(file);
    let left = quote!(#file).to_string().contains("progenitor_client");
    if uses == 0 || left {
        return Err("the imports of `progenitor_client` are not where they were".into());
    }
    Ok(())
}

/// Drops the constructors that follow redirects, panic without TLS, and take any base URL.
fn drop_unsafe_constructors(file: &mut File) -> Result<()> {
    drop_items(file, "the client's constructors", |item| {
        matches!(item, Item::Impl(block) if block.trait_.is_none()
            && block.items.iter().any(|item| matches!(item,
                ImplItem::Fn(method) if method.sig.ident == "new_with_client")))
    })
}

/// Drops what our types make unnecessary: builders of answers, their error, and the prelude.
fn drop_what_is_replaced(file: &mut File) -> Result<()> {
    drop_items(
        file,
        "`prelude`",
        |item| matches!(item, Item::Mod(module) if module.ident == "prelude"),
    )?;
    let types = items_of(file, "types")?;
    types.retain(|item| match item {
        Item::Mod(_) => false,
        Item::Impl(block) => !block
            .items
            .iter()
            .any(|item| matches!(item, ImplItem::Fn(method) if method.sig.ident == "builder")),
        _ => true,
    });
    Ok(())
}

/// Adds the types that are ours, the JSON Schemas of all types, and the names of headers.
fn add_our_types(file: &mut File, plan: &Plan<'_>) -> Result<()> {
    let ours: File = syn::parse2(types::write(plan)).map_err(|error| error.to_string())?;
    items_of(file, "types")?.extend(ours.items);
    let headers: Item = syn::parse2(headers::write(plan)).map_err(|error| error.to_string())?;
    file.items.push(headers);
    Ok(())
}

/// Keeps parameters, and so codes, out of the `Debug` of a request that is being put together.
fn mask_operation_builders(file: &mut File) -> Result<()> {
    let builders = items_of(file, "builder")?;
    let mut masks: Vec<Item> = Vec::new();
    for item in builders.iter_mut() {
        let Item::Struct(builder) = item else {
            continue;
        };
        builder
            .attrs
            .retain(|attribute| !attribute.path().is_ident("derive"));
        builder.attrs.push(parse_quote!(#[derive(Clone)]));
        builder.attrs.push(parse_quote! {
            #[must_use = "a request is sent by `send`"]
        });
        let ident = &builder.ident;
        let name = ident.to_string();
        masks.push(parse_quote! {
            impl ::std::fmt::Debug for #ident<'_> {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    f.debug_struct(#name).finish_non_exhaustive()
                }
            }
        });
    }
    if masks.is_empty() {
        return Err("it wrote no builders of operations".into());
    }
    builders.extend(masks);
    Ok(())
}

/// Lets a builder say which constraint a value breaks, and only that.
fn say_why_a_value_is_refused(file: &mut File) -> Result<()> {
    struct Explain {
        parameter: String,
        done: usize,
    }
    impl VisitMut for Explain {
        fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
            if call.method == "map_err"
                && let Some(Expr::Closure(closure)) = call.args.first()
                && matches!(closure.inputs.first(), Some(Pat::Wild(_)))
            {
                let parameter = &self.parameter;
                call.args = parse_quote! {
                    |reason| crate::runtime::refused(#parameter, reason)
                };
                self.done += 1;
            }
            syn::visit_mut::visit_expr_method_call_mut(self, call);
        }
    }
    for item in items_of(file, "builder")? {
        let Item::Impl(block) = item else { continue };
        for item in &mut block.items {
            let ImplItem::Fn(setter) = item else { continue };
            let takes_anything = setter
                .sig
                .generics
                .params
                .iter()
                .any(|parameter| matches!(parameter, GenericParam::Type(_)));
            if !takes_anything {
                continue;
            }
            let mut explain = Explain {
                parameter: setter.sig.ident.to_string(),
                done: 0,
            };
            explain.visit_block_mut(&mut setter.block);
            if explain.done != 1 {
                return Err(format!(
                    "the setter `{}` is not what it was",
                    setter.sig.ident
                ));
            }
            let bound: WherePredicate = parse_quote!(V::Error: Into<crate::InvalidValue>);
            setter
                .sig
                .generics
                .make_where_clause()
                .predicates
                .push(bound);
        }
    }
    Ok(())
}

/// Lets a builder say what is missing as it says what is refused.
fn say_what_is_missing(file: &mut File) -> Result<()> {
    struct Explain;
    impl VisitMut for Explain {
        fn visit_expr_mut(&mut self, expression: &mut Expr) {
            if let Expr::MethodCall(call) = expression
                && call.method == "to_string"
                && let Expr::Lit(literal) = &*call.receiver
                && let syn::Lit::Str(text) = &literal.lit
                && let Some(name) = text.value().strip_suffix(" was not initialized")
            {
                *expression = parse_quote!(crate::runtime::missing(#name));
            }
            syn::visit_mut::visit_expr_mut(self, expression);
        }
    }
    for item in items_of(file, "builder")? {
        Explain.visit_item_mut(item);
    }
    let written = quote!(#file).to_string();
    if written.contains("was not initialized") {
        return Err("it says otherwise that a parameter is missing".into());
    }
    Ok(())
}

/// Takes out the header `api-version`, which progenitor sends with every request and the vendor
/// documents nowhere; where no parameter is a header, the map of headers goes with it.
fn send_no_api_version(file: &mut File) -> Result<()> {
    let is_version = |statement: &Stmt| quote!(#statement).to_string().contains("api_version");
    for item in items_of(file, "builder")? {
        let Item::Impl(block) = item else { continue };
        for item in &mut block.items {
            let ImplItem::Fn(send) = item else { continue };
            if send.sig.ident != "send" {
                continue;
            }
            let statements = &mut send.block.stmts;
            let before = statements.len();
            statements.retain(|statement| !is_version(statement));
            if statements.len() + 1 != before {
                return Err("it does not send the header `api-version` where it did".into());
            }
            let body = quote!(#(#statements)*).to_string();
            if body.matches("header_map").count() == 2 {
                statements.retain(|statement| {
                    !matches!(statement, Stmt::Local(local)
                        if matches!(&local.pat, Pat::Ident(name) if name.ident == "header_map"))
                });
                WithoutHeaders.visit_block_mut(&mut send.block);
            }
        }
    }
    Ok(())
}

struct WithoutHeaders;

impl VisitMut for WithoutHeaders {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        if let Expr::MethodCall(call) = expression
            && call.method == "headers"
        {
            *expression = (*call.receiver).clone();
        }
        syn::visit_mut::visit_expr_mut(self, expression);
    }
}

/// Documents what starts a request and what sets its parameters.
fn document_operation_builders(file: &mut File, plan: &Plan<'_>) -> Result<()> {
    for item in items_of(file, "builder")? {
        let Item::Impl(block) = item else { continue };
        let Some(operation) = operation_of(block, plan)? else {
            continue;
        };
        for item in &mut block.items {
            let ImplItem::Fn(method) = item else { continue };
            let ident = method.sig.ident.to_string();
            let parameter = operation
                .operation
                .parameters
                .iter()
                .find(|parameter| parameter.name.to_snake_case() == ident)
                .and_then(|parameter| parameter.node.get("description")?.as_str());
            let doc = match (ident.as_str(), parameter) {
                ("new", _) => "Starts a request; the method of the client does the same.",
                ("body", None) if operation.body.is_some() => continue,
                (_, Some(description)) => description,
                ("send", _) => continue,
                _ => "Sets a parameter that the contract does not describe.",
            };
            method.attrs.insert(0, parse_quote!(#[doc = #doc]));
        }
    }
    Ok(())
}

/// The operation that a builder's own methods belong to; `None` for another block.
fn operation_of<'p, 'd>(
    block: &syn::ItemImpl,
    plan: &'p Plan<'d>,
) -> Result<Option<&'p OperationPlan<'d>>> {
    let (syn::Type::Path(builder), None) = (&*block.self_ty, &block.trait_) else {
        return Ok(None);
    };
    let name = builder.path.segments.last();
    let name = name.map(|last| last.ident.to_string());
    plan.operations
        .iter()
        .find(|operation| Some(operation.id.to_pascal_case()) == name)
        .map(Some)
        .ok_or_else(|| "it wrote a builder of no operation".to_owned())
}

/// States for the hooks which operations the contract wants authenticated.
fn state_which_operations_need_the_key(file: &mut File, plan: &Plan<'_>) {
    let open: Vec<String> = plan
        .operations
        .iter()
        .filter(|operation| operation.operation.security.is_empty())
        .map(OperationPlan::method)
        .collect();
    let body: TokenStream = if open.is_empty() {
        quote!(true)
    } else {
        quote!(!matches!(operation_id, #(#open)|*))
    };
    let parameter = if open.is_empty() {
        quote!(_)
    } else {
        quote!(operation_id)
    };
    file.items.push(parse_quote! {
        /// Whether the contract wants an operation authenticated with the API key.
        pub(crate) fn requires_api_key(#parameter: &str) -> bool {
            #body
        }
    });
}

/// Writes documentation as line comments, and drops the examples that nobody can compile.
fn tidy_documentation(file: &mut File) {
    struct Tidy;
    impl VisitMut for Tidy {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
            let mut tidied = Vec::new();
            for attribute in attributes.drain(..) {
                match doc_text(&attribute) {
                    Some(text) => {
                        let text = text.split("```ignore").next().unwrap_or_default();
                        for line in text.trim_matches(['\n', ' ']).lines() {
                            let line = if line.is_empty() {
                                String::new()
                            } else {
                                format!(" {}", line.trim_end())
                            };
                            tidied.push(parse_quote!(#[doc = #line]));
                        }
                    }
                    None => tidied.push(attribute),
                }
            }
            *attributes = tidied;
        }
    }
    Tidy.visit_file_mut(file);
}

fn doc_text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    match &meta.value {
        Expr::Lit(literal) if meta.path.is_ident("doc") => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn items_of<'f>(file: &'f mut File, name: &str) -> Result<&'f mut Vec<Item>> {
    file.items
        .iter_mut()
        .find_map(|item| match item {
            Item::Mod(module) if module.ident == name => module.content.as_mut(),
            _ => None,
        })
        .map(|(_, items)| items)
        .ok_or_else(|| format!("it wrote no module `{name}`"))
}

fn drop_items(
    file: &mut File,
    what: &str,
    mut is_dropped: impl FnMut(&Item) -> bool,
) -> Result<()> {
    let before = file.items.len();
    file.items.retain(|item| !is_dropped(item));
    if file.items.len() == before {
        return Err(format!("{what} are not where they were"));
    }
    Ok(())
}
