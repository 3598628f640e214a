//! Constraints of the contract as code that checks them.

use contract::{Node, Schema};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::plan::format_of;

/// The formats that refuse some texts, with their names in `verify_api`.
const TEXT_FORMATS: [(&str, &str); 6] = [
    ("date", "Date"),
    ("date-time", "DateTime"),
    ("ipv4", "Ipv4"),
    ("ipv6", "Ipv6"),
    ("uri", "Uri"),
    ("uuid", "Uuid"),
];
/// Formats that refuse no value that the type takes.
const FREE_FORMATS: [&str; 5] = ["phone", "password", "int64", "float", "double"];

/// Whether a format can be honoured.
pub(crate) fn is_known_format(format: &str) -> bool {
    format == "int32"
        || FREE_FORMATS.contains(&format)
        || TEXT_FORMATS.iter().any(|(name, _)| *name == format)
}

/// Whether a schema says anything about which of its type's values are legal.
pub(crate) fn is_constrained(schema: Schema<'_>) -> bool {
    const KEYWORDS: [&str; 5] = ["minLength", "maxLength", "pattern", "minimum", "maximum"];
    let is_free = format_of(schema).is_none_or(|format| FREE_FORMATS.contains(&format));
    !is_free || KEYWORDS.iter().any(|key| schema.keyword(key).is_some())
}

/// The rules of a text.
pub(crate) fn text(schema: Schema<'_>, in_path: bool) -> TokenStream {
    let min_length = optional(length(schema, "minLength"));
    let max_length = optional(length(schema, "maxLength"));
    let pattern = schema.keyword("pattern").and_then(Node::as_str);
    let pattern = optional(pattern.map(|pattern| {
        quote! { crate::text::Pattern::new(#pattern, || crate::text::Pattern::compile(#pattern)) }
    }));
    let format = TEXT_FORMATS
        .iter()
        .find(|(name, _)| Some(*name) == format_of(schema))
        .map(|(_, variant)| {
            let variant = quote::format_ident!("{variant}");
            quote!(crate::format::Format::#variant)
        });
    let format = optional(format);
    quote! {
        crate::text::Rules {
            min_length: #min_length,
            max_length: #max_length,
            pattern: #pattern,
            format: #format,
            in_path: #in_path,
        }
    }
}

/// What a value is that keeps its constraints, for people; `None` if nothing bounds it.
pub(crate) fn words(schema: Schema<'_>) -> Option<String> {
    if !is_constrained(schema) {
        return None;
    }
    if matches!(schema.kind(), Some("integer" | "number")) {
        let Number { expected, .. } = number(schema);
        return expected.strip_prefix("expected ").map(ToOwned::to_owned);
    }
    let count = |keyword| schema.keyword(keyword).and_then(Node::as_u64);
    let length = match (count("minLength"), count("maxLength")) {
        (Some(min), Some(max)) => Some(format!("{min} to {max} characters")),
        (Some(min), None) => Some(format!("{min} characters or more")),
        (None, Some(max)) => Some(format!("{max} characters or fewer")),
        (None, None) => None,
    };
    let pattern = schema.keyword("pattern").and_then(Node::as_str);
    let pattern = pattern.map(|pattern| format!("a text that matches `{pattern}`"));
    let format = format_of(schema).filter(|it| TEXT_FORMATS.iter().any(|(name, _)| name == it));
    let format = format.map(|format| format!("a text of the format `{format}`"));
    let parts: Vec<String> = [length, pattern, format].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The bounds of a number.
pub(crate) struct Number {
    /// What `number` keeps if it is legal; `true` if nothing bounds it.
    pub(crate) conditions: TokenStream,
    /// What is expected, for a message.
    pub(crate) expected: String,
}

/// The bounds of a number, `int32` among them.
pub(crate) fn number(schema: Schema<'_>) -> Number {
    let integer = schema.kind() == Some("integer");
    let mut conditions = Vec::new();
    let mut words = Vec::new();
    for (bound, exclusive, open, closed) in [
        ("minimum", "exclusiveMinimum", quote!(>), quote!(>=)),
        ("maximum", "exclusiveMaximum", quote!(<), quote!(<=)),
    ] {
        let Some(limit) = schema.keyword(bound) else {
            continue;
        };
        let is_exclusive = schema.keyword(exclusive).and_then(Node::as_bool) == Some(true);
        let sign = if is_exclusive { open } else { closed };
        let json = limit.to_json();
        let literal = number_literal(&json, integer);
        conditions.push(quote! { number #sign #literal });
        words.push(format!("{sign} {json}"));
    }
    if integer && format_of(schema) == Some("int32") {
        conditions.push(quote! { i32::try_from(number).is_ok() });
        if words.len() < 2 {
            words.push("that 32 bits hold".to_owned());
        }
    }
    let kind = if integer {
        "a whole number"
    } else {
        "a number"
    };
    if conditions.is_empty() {
        return Number {
            conditions: quote!(true),
            expected: format!("expected {kind}"),
        };
    }
    Number {
        conditions: quote!(#(#conditions)&&*),
        expected: format!("expected {kind} {}", words.join(" and ")),
    }
}

fn number_literal(json: &serde_json::Value, integer: bool) -> TokenStream {
    if integer {
        let literal = Literal::i64_unsuffixed(
            json.as_i64()
                .unwrap_or_else(|| json.as_f64().map_or(0, saturating_integer)),
        );
        quote!(#literal)
    } else {
        let literal = Literal::f64_unsuffixed(json.as_f64().unwrap_or_default());
        quote!(#literal)
    }
}

/// The nearest whole number that `i64` holds.
#[allow(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, which is what is wanted"
)]
fn saturating_integer(number: f64) -> i64 {
    number as i64
}

fn length(schema: Schema<'_>, keyword: &str) -> Option<TokenStream> {
    let length = schema.keyword(keyword)?.as_u64()?;
    let literal = Literal::u64_unsuffixed(length);
    Some(quote!(#literal))
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
