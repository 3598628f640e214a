//! JSON that `serde_json` refuses, although the refused part need not concern anybody.
//!
//! One bad member must not hide the rest of an answer, so a body that cannot be read is repaired
//! and read once more. A repair never touches what is valid, and never makes two values of one.

use std::borrow::Cow;

/// How deep lists and objects may nest; `serde_json` stops at 128.
const DEEPEST: usize = 100;
/// Stands for what is no character.
const REPLACEMENT: &str = "\\ufffd";

/// The text with these parts replaced:
///
/// - a byte order mark at its start: by nothing;
/// - a byte that is not UTF-8, and half a surrogate pair: by the replacement character;
/// - a control character in a string: by its escape;
/// - a number that no float can hold: by its text as a string;
/// - a list or an object that nests too deep: by `null`.
///
/// What is no JSON for another reason stays so.
pub(crate) fn repaired(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text;
    let mut depth = 0_usize;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '-' | '0'..='9' => number_length(rest),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        if matches!(first, '[' | '{') {
            depth += 1;
            if depth == DEEPEST + 1 {
                repaired.push_str("null");
            }
        }
        if depth <= DEEPEST {
            repaired.push_str(&match first {
                '"' => repaired_string(token),
                '-' | '0'..='9' => repaired_number(token),
                _ => Cow::Borrowed(token),
            });
        }
        if matches!(first, ']' | '}') {
            depth = depth.saturating_sub(1);
        }
    }
    repaired
}

/// How long the string is that the text starts with, its quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn number_length(text: &str) -> usize {
    let in_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let end = text.bytes().position(|byte| !in_number(byte));
    end.unwrap_or(text.len())
}

fn repaired_number(number: &str) -> Cow<'_, str> {
    match number.parse::<f64>() {
        Ok(value) if value.is_infinite() => Cow::Owned(format!("\"{number}\"")),
        _ => Cow::Borrowed(number),
    }
}

fn repaired_string(string: &str) -> Cow<'_, str> {
    let has_surrogate = string.contains("\\ud") || string.contains("\\uD");
    if !has_surrogate && !string.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(string);
    }
    let mut repaired = String::with_capacity(string.len());
    let mut rest = string;
    while let Some(first) = rest.chars().next() {
        let (length, piece) = match (first, surrogate(rest)) {
            (_, Some(Surrogate::High)) => match surrogate(&rest[ESCAPE..]) {
                Some(Surrogate::Low) => (2 * ESCAPE, Cow::Borrowed(&rest[..2 * ESCAPE])),
                _ => (ESCAPE, Cow::Borrowed(REPLACEMENT)),
            },
            (_, Some(Surrogate::Low)) => (ESCAPE, Cow::Borrowed(REPLACEMENT)),
            // The character after a backslash does not start another escape.
            ('\\', None) => {
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                (length, Cow::Borrowed(&rest[..length]))
            }
            (control, None) if control.is_ascii_control() => {
                (1, Cow::Owned(format!("\\u{:04x}", u32::from(control))))
            }
            (other, None) => (other.len_utf8(), Cow::Borrowed(&rest[..other.len_utf8()])),
        };
        repaired.push_str(&piece);
        rest = &rest[length..];
    }
    Cow::Owned(repaired)
}

/// The length of an escape such as `\ud83d`.
const ESCAPE: usize = 6;

#[derive(Clone, Copy)]
enum Surrogate {
    High,
    Low,
}

/// Which half of a surrogate pair the text starts with, as an escape.
fn surrogate(text: &str) -> Option<Surrogate> {
    let digits = text.get(..ESCAPE)?.strip_prefix("\\u")?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xd800..=0xdbff => Some(Surrogate::High),
        0xdc00..=0xdfff => Some(Surrogate::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(body: &[u8]) -> Option<Value> {
        serde_json::from_str(&repaired(body)).ok()
    }

    #[test]
    fn what_is_harmless_is_read_and_the_rest_stays_refused() {
        let table: &[(&[u8], Option<Value>)] = &[
            (b"\xef\xbb\xbf{\"a\":1}", Some(json!({"a": 1}))),
            (b"{\"a\":\"x\xffy\"}", Some(json!({"a": "x\u{fffd}y"}))),
            (br#"{"a":"\ud83d"}"#, Some(json!({"a": "\u{fffd}"}))),
            (br#"{"a":"\ude00!"}"#, Some(json!({"a": "\u{fffd}!"}))),
            (br#"{"a":"\ud83d\u0041"}"#, Some(json!({"a": "\u{fffd}A"}))),
            (br#"{"a":"\uD83D\uDE00"}"#, Some(json!({"a": "\u{1f600}"}))),
            (br#"{"a":"\\ud83d"}"#, Some(json!({"a": "\\ud83d"}))),
            (br#"{"\ud83d":1}"#, Some(json!({"\u{fffd}": 1}))),
            (b"{\"a\":\"x\ty\"}", Some(json!({"a": "x\ty"}))),
            (
                br#"{"a":1e400,"b":-1E+400}"#,
                Some(json!({"a": "1e400", "b": "-1E+400"})),
            ),
            (br#"{"a":1e-400}"#, Some(json!({"a": 0.0}))),
            (
                br#"{"a":"1e400 [ { \" "}"#,
                Some(json!({"a": "1e400 [ { \" "})),
            ),
            (br#"{"a":"\" 1e400 \\"}"#, Some(json!({"a": "\" 1e400 \\"}))),
            (
                br#"{"a":"\\","b":1e400}"#,
                Some(json!({"a": "\\", "b": "1e400"})),
            ),
            (br#"{"a":01}"#, None),
            (br#"{"a":"\x"}"#, None),
            (br#"{"a":1"#, None),
            (br#"{"a":"\ud83"#, None),
            (b"<html>", None),
            (b"", None),
        ];
        for (body, expected) in table {
            assert_eq!(read(body), *expected, "{:?}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn what_nests_too_deep_is_left_out() {
        for (open, close) in [("[", "]"), ("{\"x\":", "}")] {
            for depth in [DEEPEST - 1, DEEPEST, 200, 50_000] {
                let deep = format!("{}0{}", open.repeat(depth), close.repeat(depth));
                let body = format!("{{\"deep\":{deep},\"a\":1}}");
                let value = read(body.as_bytes()).expect("it is an object");
                assert_eq!(value["a"], 1, "{depth} times {open}");
            }
        }
    }

    #[test]
    fn what_is_valid_stays_as_it_is() {
        let body = r#"{"a":[1,-2.5e3,"\u00e9\ud83d\ude00\\\"",{"b":null,"":[[],{}]}],"c":true}"#;
        assert_eq!(repaired(body.as_bytes()), body);
    }
}
