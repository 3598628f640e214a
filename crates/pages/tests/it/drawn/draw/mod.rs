//! Draws pages from documents, the way the documentation theme does.
//!
//! It knows nothing of how the crate itself sees a page: what it draws is there to check that.

mod html;
mod label;
mod page;
mod sample;
mod text;
mod words;

use std::fmt;

use serde_json::Value;

/// The forms a page is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Form {
    Imported,
    Copied,
    Saved,
    Static,
}

impl Form {
    pub(crate) const ALL: [Self; 4] = [Self::Imported, Self::Copied, Self::Saved, Self::Static];

    pub(crate) fn is_text(self) -> bool {
        matches!(self, Self::Imported | Self::Copied)
    }

    /// How files in this form end.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Imported => "imported.txt",
            Self::Copied => "copied.txt",
            Self::Saved => "saved.html",
            Self::Static => "static.html",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.ending())
    }
}

/// Draws the page of an operation, given as method and path.
pub(crate) fn draw(document: &Value, method: &str, path: &str, form: Form) -> String {
    let page = page::of(document, method, path);
    match form {
        Form::Imported => text::write(&page, true),
        Form::Copied => text::write(&page, false),
        Form::Saved => html::write(&page, true),
        Form::Static => html::write(&page, false),
    }
}

/// Follows references, and gives every component the title that the theme gives it: its name.
pub(crate) fn resolved(document: &Value, value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(pointer)) = members.get("$ref") {
                let target = document
                    .pointer(pointer.trim_start_matches('#'))
                    .expect("the references of these documents lead somewhere");
                let mut target = resolved(document, target);
                if let (Some(name), Some(schema)) = (
                    pointer.strip_prefix("#/components/schemas/"),
                    target.as_object_mut(),
                ) && !schema.contains_key("title")
                {
                    schema.insert("title".to_owned(), name.into());
                }
                return target;
            }
            let members = members.iter();
            members
                .map(|(key, value)| (key.clone(), resolved(document, value)))
                .collect()
        }
        Value::Array(elements) => elements
            .iter()
            .map(|value| resolved(document, value))
            .collect(),
        plain => plain.clone(),
    }
}
