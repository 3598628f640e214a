//! Bodies: checked before anything is sent, and left out where the contract lets them be.

use quote::{format_ident, quote};
use syn::visit_mut::VisitMut;
use syn::{Expr, Fields, File, ImplItem, Item, parse_quote};

use super::{Result, items_of, operation_of};
use crate::plan::{OperationPlan, Plan};

/// Lets the builder of an operation with a body take one that it has checked, and send it.
pub(super) fn check_before_sending(file: &mut File, plan: &Plan<'_>) -> Result<()> {
    let builders = items_of(file, "builder")?;
    let mut optional = Vec::new();
    let mut done = 0;
    for item in builders.iter_mut() {
        let Item::Impl(block) = item else { continue };
        let Some(operation) = operation_of(block, plan)? else {
            continue;
        };
        let Some(body) = &operation.body else {
            continue;
        };
        let is_needed = is_needed(operation);
        if !is_needed {
            optional.push(block.self_ty.clone());
        }
        let mut steps = 0;
        for item in &mut block.items {
            let ImplItem::Fn(method) = item else { continue };
            match method.sig.ident.to_string().as_str() {
                "body" => {
                    *item = setter(operation, body, is_needed);
                    steps += 1;
                }
                "new" if !is_needed => {
                    LeftOut.visit_block_mut(&mut method.block);
                }
                "send" => {
                    let mut send = Send { is_needed, done: 0 };
                    send.visit_block_mut(&mut method.block);
                    steps += send.done;
                }
                _ => {}
            }
        }
        if steps != 2 {
            return Err(format!(
                "`{}` does not send its body as it did",
                operation.id
            ));
        }
        done += 1;
    }
    for builder in optional {
        make_field_optional(builders, &builder)?;
    }
    let expected = plan
        .operations
        .iter()
        .filter(|it| it.body.is_some())
        .count();
    if done == expected {
        Ok(())
    } else {
        Err("it wrote no builder of an operation with a body".into())
    }
}

fn is_needed(operation: &OperationPlan<'_>) -> bool {
    let body = operation.operation.body.as_ref();
    body.is_some_and(contract::RequestBody::is_needed)
}

fn setter(operation: &OperationPlan<'_>, body: &str, is_needed: bool) -> ImplItem {
    let ident = format_ident!("{body}");
    let description = operation
        .operation
        .body
        .as_ref()
        .and_then(|body| body.node.get("description")?.as_str())
        .unwrap_or("Sets the body, of which members that were not set are not sent.");
    let some = (!is_needed).then(|| quote!(.map(Some)));
    parse_quote! {
        #[doc = #description]
        pub fn body(mut self, body: crate::types::#ident) -> Self {
            self.body = body
                .validate()
                .map(|()| body)
                #some
                .map_err(|refused| refused.to_string());
            self
        }
    }
}

/// Sends the body as JSON, or not at all if there is none.
struct Send {
    is_needed: bool,
    done: usize,
}

impl VisitMut for Send {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        if let Expr::MethodCall(call) = expression
            && call.method == "json"
        {
            let request = &call.receiver;
            *expression = if self.is_needed {
                parse_quote!(crate::runtime::with_body(#request, Some(&body)))
            } else {
                parse_quote!(crate::runtime::with_body(#request, body.as_ref()))
            };
            self.done += 1;
        }
        syn::visit_mut::visit_expr_mut(self, expression);
    }
}

/// Starts a builder without a body.
struct LeftOut;

impl VisitMut for LeftOut {
    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        if matches!(&field.member, syn::Member::Named(name) if name == "body") {
            field.expr = parse_quote!(Ok(None));
        }
    }
}

fn make_field_optional(builders: &mut [Item], builder: &syn::Type) -> Result<()> {
    let syn::Type::Path(builder) = builder else {
        return Err("a builder is no path".into());
    };
    let name = builder.path.segments.last().map(|last| &last.ident);
    let fields = builders.iter_mut().find_map(|item| match item {
        Item::Struct(object) if Some(&object.ident) == name => Some(&mut object.fields),
        _ => None,
    });
    let field = match fields {
        Some(Fields::Named(fields)) => fields
            .named
            .iter_mut()
            .find(|field| field.ident.as_ref().is_some_and(|name| name == "body")),
        _ => None,
    };
    let field = field.ok_or("a builder has no field for its body")?;
    let syn::Type::Path(ty) = &field.ty else {
        return Err("the field of a body is no path".into());
    };
    let inner = ty
        .path
        .segments
        .last()
        .and_then(|last| match &last.arguments {
            syn::PathArguments::AngleBracketed(arguments) => arguments.args.first(),
            _ => None,
        });
    let inner = inner.ok_or("the field of a body is no `Result`")?;
    field.ty = parse_quote!(Result<Option<#inner>, String>);
    Ok(())
}
