//! What programs read holds to its schema.

use compat::report::{FailOn, Format, Report};
use serde_json::Value;

use super::specimen::{clean, full};

fn written(report: &Report, format: Format) -> Value {
    let level: FailOn = "contract".parse().expect("it is a level");
    serde_json::from_str(&report.render(format, &level, false)).expect("it is JSON")
}

fn faults(schema: &str, value: &Value) -> Vec<String> {
    let mut schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    // In SARIF's schema these patterns have a bracket too many, which no strict reader takes; no
    // report of ours has the member.
    for definition in ["run", "toolComponent"] {
        let language = format!("/definitions/{definition}/properties/language");
        if let Some(Value::Object(language)) = schema.pointer_mut(&language) {
            language.remove("pattern");
        }
    }
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

const OURS: &str = include_str!("../../../../../docs/report.schema.json");
const SARIF: &str = include_str!("sarif-2.1.0.json");

#[test]
fn json_holds_to_its_schema() {
    for report in [clean(), full()] {
        let value = written(&report, Format::Json);
        assert_eq!(faults(OURS, &value), Vec::<String>::new());
    }
}

#[test]
fn the_schema_knows_every_member_and_demands_it() {
    let whole = written(&full(), Format::Json);
    for pointer in pointers(&whole, "") {
        let (parent, member) = pointer.rsplit_once('/').expect("it has a parent");
        let mut without = whole.clone();
        let object = without.pointer_mut(parent).expect("it is there");
        // The keys of these are data, which no schema can demand.
        let is_data = |it: &str| ["compared", "before", "after", "witness"].contains(&it);
        if parent.split('/').any(is_data) {
            continue;
        }
        object.as_object_mut().expect("an object").remove(member);
        assert_ne!(
            faults(OURS, &without),
            Vec::<String>::new(),
            "without {pointer}"
        );
        let mut more = whole.clone();
        let object = more.pointer_mut(parent).expect("it is there");
        object
            .as_object_mut()
            .expect("an object")
            .insert("unheard".into(), 1.into());
        assert_ne!(
            faults(OURS, &more),
            Vec::<String>::new(),
            "more in {parent}"
        );
    }
}

fn pointers(value: &Value, at: &str) -> Vec<String> {
    let mut all = Vec::new();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let below = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                all.extend(pointers(member, &below));
                all.push(below);
            }
        }
        Value::Array(elements) => {
            for (number, element) in elements.iter().enumerate() {
                all.extend(pointers(element, &format!("{at}/{number}")));
            }
        }
        _ => {}
    }
    all
}

#[test]
fn sarif_holds_to_the_standard() {
    for report in [clean(), full()] {
        let value = written(&report, Format::Sarif);
        assert_eq!(faults(SARIF, &value), Vec::<String>::new());
    }
}

#[test]
fn a_fingerprint_survives_moved_lines_and_tells_values_apart() {
    let fingerprint = |report: &Report| {
        let value = written(report, Format::Sarif);
        let path = "/runs/0/results/0/partialFingerprints/change~1v1";
        value.pointer(path).expect("it is there").clone()
    };
    let before = fingerprint(&full());
    let mut moved = full();
    let site = moved.changes[0].contract.as_mut().expect("it has a place");
    site.text = contract::Source::new("openapi/loans.yaml", format!("\n\n{}", site.text.text()));
    site.span = site.span.start + 2..site.span.end + 2;
    assert_eq!(fingerprint(&moved), before);
    let mut other = full();
    other.changes[0].after = Some(4.into());
    assert_ne!(fingerprint(&other), before);
}
