//! Adding an operation from a text that does not show where its objects end.

use contract::Document;
use contract::facts::{Address, Step};

use crate::sync::adding::named;
use crate::sync::draw::{Form, draw};
use crate::sync::variant::{DOCUMENTS, operations, without_operation, without_unused};
use crate::sync::{read, synced, vendor};

/// Every property of an operation, but those of responses whose status a form does not show.
fn properties(document: &Document, operation: &str, form: Form) -> Vec<Address> {
    let facts = document.facts();
    let all = facts.all().into_iter().map(|(address, _)| address);
    let all = all.filter(|address| {
        let is_response = address.0.iter().any(|it| matches!(it, Step::Response(_)));
        address.operation().as_deref() == Some(operation)
            && matches!(address.0.last(), Some(Step::Property(_)))
            && !(is_response && form == Form::Imported)
    });
    let mut all: Vec<Address> = all.collect();
    all.sort();
    all.dedup();
    all
}

/// A property that `sync` writes into another object than the document has it in is left, with the
/// object of the document among the places that are named.
#[test]
fn a_property_that_may_belong_elsewhere_is_left_with_its_places() {
    let mut named_elsewhere = 0;
    for (name, text) in DOCUMENTS {
        let whole = read("document.yaml", text);
        let value = whole.root().to_json();
        for operation in operations(&whole) {
            let (method, path) = operation.split_once(' ').expect("a method and a path");
            let contract = without_unused(without_operation(text, &operation));
            let contract = read("contract.yaml", &contract);
            if contract.operations().is_ok_and(|it| it.is_empty()) {
                continue;
            }
            for form in [Form::Imported, Form::Copied, Form::Saved] {
                let page = draw(&value, &method.to_ascii_lowercase(), path, form);
                let vendor = vendor(form.ending(), &page).adding(named(&operation));
                let result = synced(&contract, &vendor);
                let is_open = |left: &&drift::sync::Left| left.reason.contains("which object");
                let open: Vec<_> = result.left.iter().filter(is_open).collect();
                if form == Form::Saved {
                    assert!(open.is_empty(), "{name}, {operation}, {form}: {open:?}");
                }
                let after = read("contract.yaml", &result.text);
                let found = properties(&after, &operation, form);
                let expected = properties(&whole, &operation, form);
                assert!(!found.is_empty() || expected.is_empty(), "{operation}");
                let elsewhere = expected.iter().filter(|it| !found.contains(it));
                for address in elsewhere {
                    // A property that moves takes the properties inside it along.
                    let place = format!("`{}`", address.place());
                    let inside = (1..address.0.len()).map(|end| Address(address.0[..end].to_vec()));
                    let mut places = inside.map(|it| format!("`{}`", it.place()));
                    let is_named = |it: &str| {
                        let mut left = result.left.iter();
                        left.any(|left| {
                            let is_choice = left.change.message.contains("options of");
                            left.reason.contains(it)
                                || is_choice && left.change.message.contains(it)
                        })
                    };
                    assert!(
                        is_named(&place) || places.any(|it| is_named(&it)),
                        "{name}, {operation}, {form}: {place} is written elsewhere, and only \
                         {open:#?} is left\n{}",
                        result.text
                    );
                    named_elsewhere += 1;
                }
            }
        }
    }
    assert!(named_elsewhere > 0, "no page leaves anything open");
}
