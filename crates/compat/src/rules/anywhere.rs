//! Rules of parts and keywords that may occur anywhere.

use super::row::{Row, rows};
use super::rule::Direction::Neither;
use crate::change::Rust::Patch;
use crate::change::Wire::{Risky, Safe};

pub(super) const ROWS: &[Row] = rows! {
    "unused-schema-property-changed" Neither "component that no operation reaches" "properties": "a: {}" => "a: { deprecated: true }", mirror "unused-schema-property-changed";
        Safe Patch "No operation uses this component.";
    "part-added" Neither "anywhere" "any other": "type: object" => "not: { type: string }", mirror "part-removed";
        Risky Patch "The comparison does not model this keyword. It may make the service refuse values.";
    "part-removed" Neither "anywhere" "any other": "not: { type: string }" => "type: object", mirror "part-added";
        Risky Patch "The comparison does not model this keyword. It may have made the service refuse values.";
    "example-added" Neither "anywhere" "example": "type: string" => "example: a", mirror "example-removed";
        Safe Patch "An example illustrates the values and does not change which of them are allowed.";
    "example-removed" Neither "anywhere" "example": "example: a" => "type: string", mirror "example-added";
        Safe Patch "An example illustrates the values and does not change which of them are allowed.";
    "example-changed" Neither "anywhere" "example": "example: a" => "example: b", mirror "example-changed";
        Safe Patch "An example illustrates the values and does not change which of them are allowed.";
    "prose-added" Neither "anywhere" "description": "type: string" => "description: A name.", mirror "prose-removed";
        Safe Patch "The text is for people and never sent.";
    "prose-removed" Neither "anywhere" "description": "description: A name." => "type: string", mirror "prose-added";
        Safe Patch "The text is for people and never sent.";
    "prose-changed" Neither "anywhere" "description": "description: A name." => "description: The name.", mirror "prose-changed";
        Safe Patch "The text is for people and never sent.";
    "keyword-added" Neither "anywhere" "any other": "get: {}" => "get: { odd: 1 }", mirror "keyword-removed";
        Risky Patch "The comparison does not model this keyword, so its effect is unknown.";
    "keyword-removed" Neither "anywhere" "any other": "get: { odd: 1 }" => "get: {}", mirror "keyword-added";
        Risky Patch "The comparison does not model this keyword, so its effect is unknown.";
    "keyword-changed" Neither "anywhere" "any other": "get: { odd: 1 }" => "get: { odd: 2 }", mirror "keyword-changed";
        Risky Patch "The comparison does not model this keyword, so its effect is unknown.";
};
