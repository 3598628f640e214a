//! Values that hold a comma: markup shows where a value ends, a text does not.

use compat::compare;
use contract::Source;
use serde_json::json;

use crate::drawn::document;
use crate::drawn::draw::{Form, draw};
use crate::drawn::hold::{prose_off, read};

#[test]
fn two_values_are_told_from_one_with_a_comma_where_there_is_markup() {
    let (method, path) = ("post", "/v1/branches/{branchId}/loans");
    let value = document("tests/pages/lending.openapi.yaml");
    let tags = "/paths/~1v1~1branches~1{branchId}~1loans/post/parameters/3/schema/items/enum";
    let mut other = value.clone();
    *other.pointer_mut(tags).expect("`tags` has values") = json!(["school, holiday", "research"]);
    for (form, is_seen) in [
        (Form::Imported, false),
        (Form::Copied, false),
        (Form::Saved, true),
    ] {
        for (contract, page) in [(&value, &other), (&other, &value)] {
            let page = draw(page, method, path, form);
            let reading = pages::read(&read(contract), &Source::new(form.ending(), page))
                .unwrap_or_else(|refusal| panic!("{form}: {refusal}"));
            assert!(reading.unread.is_empty(), "{form}: {:?}", reading.unread);
            let changes = compare(&reading.expected, &reading.stated, &prose_off());
            let messages: Vec<_> = changes.iter().map(|it| &it.message).collect();
            let is_named = messages.iter().any(|it| it.contains("school, holiday"));
            assert_eq!(is_named, is_seen, "{form}: {messages:?}");
        }
    }
}
