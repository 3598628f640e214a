//! What may be shown of a body that was not expected.

use crate::answer::Secrets;

/// How much of a body is looked at, in bytes.
const READ: usize = 4096;
/// How much is shown, in characters.
const SHOWN: usize = 200;
/// Words longer than this are no words of a language but tokens.
const LONGEST_WORD: usize = 24;
const MASK: &str = "***";

/// The beginning of a body, with the key, the code, and every word that could be one or a phone
/// number masked. `None` if there is nothing to show.
pub(crate) fn excerpt(body: &[u8], secrets: Secrets<'_>) -> Option<String> {
    let cut = body.len() > READ;
    let text = String::from_utf8_lossy(&body[..body.len().min(READ)]);
    let mut text = secrets.key.mask_in(&text);
    if let Some(sent) = secrets.sent {
        text = text.replace(sent, MASK);
    }
    let mut words: Vec<&str> = text.split_inclusive(is_boundary).collect();
    if cut {
        // The last word may be the first half of a secret.
        words.pop();
    }
    let mut shown = String::new();
    for word in words {
        let bare = word.trim_end_matches(is_boundary);
        let end = &word[bare.len()..];
        shown.push_str(if is_harmless(bare) { bare } else { MASK });
        shown.extend(end.chars().map(|it| if it.is_control() { ' ' } else { it }));
    }
    let shown: String = shown.trim().chars().take(SHOWN).collect();
    (!shown.is_empty()).then_some(shown)
}

fn is_boundary(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '<' | '>'
                | '"'
                | '\''
                | '='
                | '&'
                | '?'
                | ','
                | ';'
                | ':'
                | '/'
                | '{'
                | '}'
                | '['
                | ']'
                | '('
                | ')'
        )
}

/// A code, a phone number, and most keys have digits; a replacement character hides what it was.
fn is_harmless(word: &str) -> bool {
    word.chars().count() <= LONGEST_WORD
        && !word
            .chars()
            .any(|it| it.is_numeric() || it.is_control() || it == char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use verify_api::ApiKey;

    use super::*;

    fn of(body: &[u8]) -> Option<String> {
        let secrets = Secrets {
            key: &ApiKey::new("opensesame").unwrap(),
            sent: Some("undefined"),
        };
        excerpt(body, secrets)
    }

    #[test]
    fn words_stay_and_secrets_do_not() {
        let table = [
            ("", None),
            (" \r\n", None),
            (
                "<html><h1>Bad Gateway</h1>\r\n</html>",
                Some("<html><***>Bad Gateway</***>  </html>"),
            ),
            ("GET /?code=undefined", Some("GET /?code=***")),
            ("Bearer opensesame", Some("Bearer ***")),
            (r#"{"to":"+65 9876 5432"}"#, Some(r#"{"to":"*** *** ***"}"#)),
            ("to \u{664}\u{665}", Some("to ***")),
            ("eyJhbGciOiJIUzIlNiJdfQabcdefghijk!", Some("***")),
        ];
        for (body, expected) in table {
            assert_eq!(of(body.as_bytes()).as_deref(), expected, "{body:?}");
        }
        assert_eq!(of(b"\xff\xfe!").as_deref(), Some("***"));
    }

    #[test]
    fn an_excerpt_is_short_and_never_ends_in_half_a_secret() {
        let long = "word ".repeat(10_000);
        assert!(of(long.as_bytes()).unwrap().chars().count() <= SHOWN);
        let mut split = "1".repeat(READ - 6);
        split.push_str(" opensesame");
        assert_eq!(of(split.as_bytes()).as_deref(), Some("***"));
        let whole = format!("{}word", " ".repeat(READ - 4));
        assert_eq!(of(whole.as_bytes()).as_deref(), Some("word"));
    }
}
