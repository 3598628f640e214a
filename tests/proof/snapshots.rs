//! What the examples became and what was sent, as it was last reviewed.

use contract_tests::{Contract, Coverage, checks};

#[test]
fn examples_became_what_was_reviewed() {
    let texts = checks::examples(&Contract::of_the_project(), &Coverage::default()).1;
    compare("examples", &texts);
}

#[test]
fn requests_are_what_was_reviewed() {
    compare("wire", &checks::wire(&Contract::of_the_project()).1);
}

fn compare(check: &str, texts: &[(String, String)]) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (operation, text) in texts {
            insta::assert_snapshot!(format!("{check}__{operation}"), text);
        }
    });
}
