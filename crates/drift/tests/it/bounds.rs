//! Sources that are built to take a reader's stack, memory, or time: each is read or refused within
//! a bound on what it allocates.

use std::fmt::Write as _;

use contract::{Document, Source};
use drift::lock::Lock;
use drift::{Input, Options, check};

/// How many bytes may be allocated in all for one source: twice what the costliest of them takes.
/// Time depends on the machine, allocations do not.
const ALLOCATED_AT_MOST: u64 = 500_000_000;
const MANY: usize = 100_000;

fn contract() -> Document {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../pages/tests/pages/lending.openapi.yaml"
    );
    Document::read(Source::read(path.as_ref()).expect("the document is committed"))
        .expect("the document reads")
}

/// Holds a text against the contract as `drift` does, and gives how much was said of it.
fn hold(text: String) -> usize {
    let length = text.len();
    let contract = contract();
    let input = Input::new(Source::new("hostile", text));
    let lock = Lock::empty("lock.yaml");
    let mut options = Options::new("2026-03-01".parse().expect("it is a day"));
    options.lock = Some(&lock);
    let mut findings = 0;
    let allocated = allocation_counter::measure(|| {
        let report = check(&contract, &[input], &options).report;
        findings = report.refused.len() + report.unread.len() + report.changes.len();
    });
    assert!(
        allocated.bytes_total <= ALLOCATED_AT_MOST,
        "a source of {length} bytes made the reader allocate {} bytes in all, more than \
         {ALLOCATED_AT_MOST}: some of its work grows faster than the source",
        allocated.bytes_total,
    );
    findings
}

fn imported(rest: &str) -> String {
    format!(
        "Open a loan\n\nPOST https://lending.example.test/v1/branches/:branchId/loans\n\n{rest}"
    )
}

#[test]
fn nesting_of_documents_is_refused() {
    for open in ["[", "{\"a\":", "- ", "? ", "{a: [", "!!seq ["] {
        assert!(hold(format!("openapi: 3.0.3\npaths: {}", open.repeat(MANY))) > 0);
        assert!(
            hold(format!(
                "{{\"openapi\": \"3.0.3\", \"paths\": {}",
                open.repeat(MANY)
            )) > 0
        );
    }
    let indented: String = (0..2_000).fold(String::from("openapi: 3.0.3\n"), |mut text, at| {
        let _ = writeln!(text, "{}a:", " ".repeat(at));
        text
    });
    assert!(hold(indented) > 0);
}

#[test]
fn aliases_do_not_multiply_a_document() {
    let mut text =
        String::from("openapi: 3.0.3\nx-a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for at in 1..30 {
        let before = format!("*a{}, ", at - 1).repeat(9);
        let _ = writeln!(text, "x-a{at}: &a{at} [{before}]");
    }
    text += "paths: {}\n";
    assert!(Document::read(Source::new("bomb.yaml", text.clone())).is_err());
    assert!(hold(text) > 0);
}

fn schemas(count: usize, schema: impl Fn(usize) -> String) -> String {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /v1/branches/{branchId}/loans:\n    post:\n      responses:\n        '200':\n          description: d\n          content: { application/json: { schema: { $ref: '#/components/schemas/s0' } } }\ncomponents:\n  schemas:\n",
    );
    for at in 0..count {
        let _ = writeln!(text, "    s{at}: {}", schema(at));
    }
    let _ = writeln!(text, "    s{count}: {{ type: string }}");
    text
}

#[test]
fn references_may_lead_far() {
    let reference = |at: usize| format!("{{ $ref: '#/components/schemas/s{}' }}", at + 1);
    for count in [30, 1_000] {
        hold(schemas(count, reference));
        hold(schemas(count, |at| {
            format!("{{ type: object, properties: {{ a: {} }} }}", reference(at))
        }));
        hold(schemas(count, |at| {
            format!("{{ type: array, items: {} }}", reference(at))
        }));
    }
}

#[test]
fn references_do_not_multiply_a_schema() {
    let both = |keyword: &str, at: usize| {
        let next = format!("{{ $ref: '#/components/schemas/s{}' }}", at + 1);
        format!("{{ {keyword}: [{next}, {next}] }}")
    };
    for keyword in ["allOf", "oneOf", "anyOf"] {
        hold(schemas(40, |at| both(keyword, at)));
    }
    hold(schemas(40, |at| {
        let next = format!("{{ $ref: '#/components/schemas/s{}' }}", at + 1);
        format!("{{ type: object, properties: {{ a: {next}, b: {next} }} }}")
    }));
}

#[test]
fn nesting_of_pages_is_refused() {
    let rest = [
        format!(
            "Request\n\nBody\n\n{}",
            "    a object[]\n    • Array [\n".repeat(1_000)
        ),
        format!("Request\n\nBody\n\n{}", "    a object\n\n".repeat(1_000)),
        format!("Request\n\nBody\n\n{}", "    oneOf\n".repeat(1_000)),
        format!("Opened\n\nSchema\n\n    aobject\n\n{}", "[\n".repeat(1_000)),
        format!("Opened\n\nSchema\n\n    aobject\n\n{}", "[".repeat(MANY)),
        format!(
            "Opened\n\nSchema\n\n    aobject\n\n{}",
            "{\"a\":".repeat(MANY)
        ),
    ];
    for rest in rest {
        assert!(hold(imported(&rest)) > 0);
    }
    for tag in ["<div>", "<ul><li>", "<details><summary>", "<b><i>", "<svg>"] {
        let column = "<div class=\"openapi-left-panel__container\">";
        assert!(hold(format!("<!DOCTYPE html><html>{column}{}", tag.repeat(MANY))) > 0);
        assert!(hold(format!("<!DOCTYPE html><html>{column}{}", tag.repeat(190))) > 0);
    }
}

#[test]
fn large_pages_are_read_or_refused() {
    let rest = [
        format!("Request\n\nBody\n\n{}", "    astring\n\n".repeat(9_000)),
        format!(
            "Opened\n\n{}",
            "Schema\n\n    astring\n\n{}\nOpened\n\n".repeat(2_000)
        ),
        format!(
            "Opened\n\nSchema\n\n    astring\n\n{}",
            "{\"a\":1}\n".repeat(15_000)
        ),
        format!("Opened\n\n{}", "Opened\n\n".repeat(9_000)),
        "word ".repeat(MANY),
        "\n".repeat(1_000_000),
        "a".repeat(5_000_000),
    ];
    for rest in rest {
        assert!(hold(imported(&rest)) > 0);
    }
    let copied = [
        format!("200\n{}", "400\n".repeat(9_000)),
        format!(
            "200\n\nOpened\n\n{}",
            "application/json\nSchema\nExample\nSchema\na\nstring\n{}\n".repeat(1_500)
        ),
    ];
    for rest in copied {
        let head = "Open a loan\n\nPOST\n\nhttps://lending.example.test/v1/branches/:branchId/loans\n\nResponses\n";
        assert!(hold(format!("{head}{rest}")) > 0);
    }
    let items = "<div class=\"openapi-schema__list-item\"><div><span class=\"openapi-schema__container\"><strong class=\"openapi-schema__property\">a</strong></span></div></div>".repeat(20_000);
    assert!(
        hold(format!(
            "<!DOCTYPE html><html><div class=\"openapi-left-panel__container\"><ul>{items}</ul></div></html>"
        )) > 0
    );
}

#[test]
fn locks_are_read_or_refused() {
    let locks = [
        format!("version: 1\nsources: {}", "[".repeat(MANY)),
        format!("version: 1\nexceptions: {}", "{a: ".repeat(MANY)),
        "[".repeat(MANY),
    ];
    for lock in locks {
        assert!(Lock::read(Source::new("lock.yaml", lock)).is_err());
    }
}
