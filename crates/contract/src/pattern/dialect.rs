//! From the regular expressions of ECMAScript to those that automata are built from.

/// What `.` leaves out in ECMAScript.
const NOT_A_LINE_END: &str = r"[^\n\r\x{2028}\x{2029}]";
/// What `\s` takes in ECMAScript.
const SPACE: &str = r"\t\n\x0B\x0C\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// Writes a pattern in the other dialect, or says what in it has no counterpart there.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let mut written = String::with_capacity(pattern.len() * 2);
    let mut characters = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let next = characters.next().ok_or("it ends in a backslash")?;
                escape(next, &mut characters, in_class, &mut written)?;
            }
            '[' if in_class => written.push_str(r"\["),
            '[' => {
                in_class = true;
                written.push('[');
                if characters.next_if_eq(&'^').is_some() {
                    written.push('^');
                }
                if characters.peek() == Some(&']') {
                    return Err("it has an empty class".into());
                }
            }
            ']' if in_class => {
                in_class = false;
                written.push(']');
            }
            // Twice in a row, these combine classes in the other dialect.
            '&' | '~' if in_class => {
                written.push('\\');
                written.push(character);
            }
            '.' if !in_class => written.push_str(NOT_A_LINE_END),
            '(' if !in_class => {
                written.push('(');
                if characters.next_if_eq(&'?').is_some() {
                    written.push('?');
                    match characters.next() {
                        Some(':') => written.push(':'),
                        Some('<') if !matches!(characters.peek(), Some('=' | '!')) => {
                            written.push('<');
                        }
                        _ => return Err("look-around is not regular here".into()),
                    }
                }
            }
            _ => written.push(character),
        }
    }
    Ok(written)
}

fn escape(
    next: char,
    rest: &mut std::iter::Peekable<std::str::Chars<'_>>,
    in_class: bool,
    written: &mut String,
) -> Result<(), String> {
    let class = |inner: &str, negated: bool| match (in_class, negated) {
        (true, false) => inner.to_owned(),
        (_, true) => format!("[^{inner}]"),
        (false, false) => format!("[{inner}]"),
    };
    match next {
        'd' => written.push_str(&class("0-9", false)),
        'D' => written.push_str(&class("0-9", true)),
        'w' => written.push_str(&class("A-Za-z0-9_", false)),
        'W' => written.push_str(&class("A-Za-z0-9_", true)),
        's' => written.push_str(&class(SPACE, false)),
        'S' => written.push_str(&class(SPACE, true)),
        'b' if in_class => written.push_str(r"\x08"),
        'b' => written.push_str(r"(?-u:\b)"),
        'B' if !in_class => written.push_str(r"(?-u:\B)"),
        'n' | 'r' | 't' | 'f' | 'v' => {
            written.push('\\');
            written.push(next);
        }
        'p' | 'P' if rest.peek() == Some(&'{') => {
            written.push('\\');
            written.push(next);
        }
        'u' if rest.peek() == Some(&'{') => written.push_str(r"\x"),
        'u' | 'x' => {
            let length = if next == 'u' { 4 } else { 2 };
            let digits: String = rest.by_ref().take(length).collect();
            if digits.len() != length || !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
                return Err(format!("`\\{next}` is not followed by {length} hex digits"));
            }
            written.push_str(r"\x{");
            written.push_str(&digits);
            written.push('}');
        }
        '0' if !rest.peek().is_some_and(char::is_ascii_digit) => written.push_str(r"\x00"),
        '1'..='9' => return Err("back-references are not regular".into()),
        letter if letter.is_ascii_alphanumeric() => {
            return Err(format!("`\\{letter}` is not known here"));
        }
        other => {
            if other.is_ascii_punctuation() {
                written.push('\\');
            }
            written.push(other);
        }
    }
    Ok(())
}
