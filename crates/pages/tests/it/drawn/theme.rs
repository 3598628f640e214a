//! Pages that the theme made of a document that is hard to read by: they say what it says.

use crate::drawn::file;
use crate::drawn::hold::hold;
use contract::{Document, Source};

#[test]
fn pages_of_the_theme_are_silent_against_their_document() {
    let name = "tests/pages/garden.openapi.yaml";
    let document = Document::read(Source::new(name, file(name))).expect("the document reads");
    for page in ["plant", "list-beds"] {
        for form in ["imported.txt", "copied.txt", "saved.html", "static.html"] {
            let held = hold(&document, &file(&format!("tests/pages/{page}.{form}")));
            assert!(held.is_silent(), "{page}.{form}: {held:#?}");
        }
    }
}
