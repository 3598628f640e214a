//! What follows when the contract grows: additions, and nothing but additions.

use std::collections::BTreeSet;

use contract::{Document, Source};
use quote::ToTokens;
use syn::{Fields, ImplItem, Item, Visibility};

use crate::CONTRACT;

fn client(text: &str) -> String {
    let document = Document::read(Source::new("verify.yaml", text)).expect("the contract reads");
    generator::generate(&document)
        .expect("the contract is taken")
        .client
}

/// The public items of generated code: fields, variants, methods, and implementations, each with
/// all that a user's code could depend on.
fn public_items(code: &str) -> BTreeSet<String> {
    fn collect(items: &[Item], prefix: &str, found: &mut BTreeSet<String>) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        collect(items, &format!("{prefix}{}::", module.ident), found);
                    }
                }
                Item::Struct(item) if is_public(&item.vis) => {
                    let name = format!("{prefix}{}", item.ident);
                    let is_open = item
                        .attrs
                        .iter()
                        .any(|it| it.path().is_ident("non_exhaustive"));
                    found.insert(format!("struct {name}, open: {is_open}"));
                    let Fields::Named(fields) = &item.fields else {
                        continue;
                    };
                    for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                        let ty = field.ty.to_token_stream();
                        found.insert(format!("field {name}.{:?}: {ty}", field.ident));
                    }
                }
                Item::Enum(item) => {
                    let name = format!("{prefix}{}", item.ident);
                    let is_open = item
                        .attrs
                        .iter()
                        .any(|it| it.path().is_ident("non_exhaustive"));
                    found.insert(format!("enum {name}, open: {is_open}"));
                    for variant in &item.variants {
                        let fields = variant.fields.to_token_stream();
                        found.insert(format!("variant {name}::{}{fields}", variant.ident));
                    }
                }
                Item::Const(item) if is_public(&item.vis) => {
                    let ty = item.ty.to_token_stream();
                    found.insert(format!("const {prefix}{}: {ty}", item.ident));
                }
                Item::Impl(block) => {
                    let ty = block.self_ty.to_token_stream();
                    if let Some((of, _)) = &block.trait_ {
                        found.insert(format!("impl {} for {prefix}{ty}", of.to_token_stream()));
                    }
                    for item in &block.items {
                        if let ImplItem::Fn(method) = item
                            && is_public(&method.vis)
                        {
                            let signature = method.sig.to_token_stream();
                            found.insert(format!("method {prefix}{ty}: {signature}"));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    let file = syn::parse_file(code).expect("generated code is Rust");
    let mut found = BTreeSet::new();
    collect(&file.items, "", &mut found);
    found
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

#[test]
fn an_addition_to_the_contract_only_adds_to_the_client() {
    let table = [
        (
            "an enum value",
            "        - EXPIRED\n",
            "        - EXPIRED\n        - CANCELLED\n",
            "variant types::SessionStatus::Cancelled",
        ),
        (
            "an enum value in the middle",
            "        - FAILED\n",
            "        - CANCELLED\n        - FAILED\n",
            "variant types::SessionStatus::Cancelled",
        ),
        (
            "an optional property",
            "        verifyUri:\n",
            "        colour: { type: string }\n        verifyUri:\n",
            "field types::Session.Some(Ident(colour))",
        ),
        (
            "an optional query parameter",
            "      responses:\n        \"200\":\n          description: The session.\n          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Session\"\n        \"404\":",
            "        - { name: locale, in: query, schema: { type: string, maxLength: 5 } }\n      responses:\n        \"200\":\n          description: The session.\n          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Session\"\n        \"404\":",
            "method builder::ValidateVerification < 'a >: fn locale",
        ),
        (
            "an optional member of a body",
            "        brand:\n",
            "        language: { type: string, minLength: 2 }\n        brand:\n",
            "method types::StartRequest: fn language",
        ),
        (
            "a bound of a member of a body",
            "          minimum: 3\n",
            "          minimum: 3\n          maximum: 10\n",
            "",
        ),
        (
            "a format of a member of a body",
            "          maxLength: 30\n",
            "          maxLength: 30\n          format: uri\n",
            "",
        ),
        (
            "an enum value of a member of a body",
            "            - GSM7\n",
            "            - GSM7\n            - UCS2\n",
            "variant types::SmsOptionsEncoding::Ucs2",
        ),
        (
            "a header of an answer",
            "          headers:\n",
            "          headers:\n            Retry-After: { schema: { type: integer } }\n",
            "const headers::RETRY_AFTER: crate :: Header < i64 >",
        ),
        (
            "an operation",
            "components:\n  securitySchemes:",
            "  /ping:\n    get: { operationId: ping, responses: { \"204\": { description: d } } }\ncomponents:\n  securitySchemes:",
            "method Client: fn ping",
        ),
    ];
    let base = public_items(&client(CONTRACT));
    for (what, from, to, gained) in table {
        assert!(
            CONTRACT.contains(from),
            "{what}: the contract has no `{from}`"
        );
        let grown = public_items(&client(&CONTRACT.replacen(from, to, 1)));
        let lost: Vec<&String> = base.difference(&grown).collect();
        assert_eq!(lost, [""; 0], "{what} took something away");
        let added: Vec<&String> = grown.difference(&base).collect();
        assert!(
            gained.is_empty() || added.iter().any(|item| item.starts_with(gained)),
            "{what} did not give `{gained}`, it gave {added:?}"
        );
    }
}

#[test]
fn a_component_with_a_description_at_its_place_is_the_same_type() {
    let base = public_items(&client(CONTRACT));
    let mut seen = 0;
    for (number, line) in CONTRACT.lines().enumerate() {
        let Some((indent, reference)) = line.split_once("$ref: ") else {
            continue;
        };
        seen += 1;
        let annotated = format!(
            "{indent}allOf:\n{indent}  - $ref: {reference}\n{indent}description: What it is here."
        );
        let lines: Vec<&str> = CONTRACT
            .lines()
            .enumerate()
            .map(|(at, other)| if at == number { &annotated } else { other })
            .collect();
        let code = client(&lines.join("\n"));
        assert_eq!(public_items(&code), base, "line {}: {line}", number + 1);
    }
    assert!(seen > 5, "the contract has {seen} references");
}

#[test]
fn every_struct_and_enum_that_answers_hold_is_open() {
    for item in public_items(&client(CONTRACT)) {
        let is_answer = item.starts_with("enum types::")
            || item.contains("types::Session,")
            || item.contains("types::ApiError,");
        assert!(!is_answer || item.ends_with("open: true"), "{item}");
    }
}

#[test]
fn what_a_description_says_of_a_value_stands_on_its_variant() {
    let code = client(CONTRACT);
    for lines in [
        "    /// Where a session stands.\n    ///\n    /// - `unheard`: not a value.\n    ///\n    /// It can change at any time.\n    #[derive",
        "/// `WAITING`: time is not up, and no right code has come in.\n        Waiting,",
        "/// `VERIFIED`: the code was right.\n        Verified,",
        "/// `FAILED`.\n        Failed,",
    ] {
        assert!(code.contains(lines), "there is no `{lines}` in:\n{code}");
    }
}

#[test]
fn what_a_member_takes_stands_on_its_field_and_its_setter() {
    let code = client(CONTRACT);
    for (line, times) in [
        ("/// Takes 30 characters or fewer.\n", 2),
        ("/// Takes a whole number >= 3.\n", 2),
    ] {
        assert_eq!(code.matches(line).count(), times, "{line}");
    }
}

#[test]
fn the_same_contract_gives_the_same_bytes_and_layout_does_not_count() {
    let code = client(CONTRACT);
    assert_eq!(code, client(CONTRACT));
    let relaid = format!(
        "# another comment\n{}",
        CONTRACT
            .replace("maxLength: 10", "maxLength:   10   # ten")
            .replace("type: integer", "\"type\": 'integer'")
    );
    assert_eq!(code, client(&relaid));
}

#[test]
fn the_committed_client_follows_from_the_contract() {
    let contract = include_str!("../../../../openapi/verify.yaml");
    let committed = include_str!("../../../verify-api/src/generated.rs");
    assert!(
        committed == client(contract),
        "crates/verify-api/src/generated.rs is stale; run: cargo xtask regen"
    );
}
