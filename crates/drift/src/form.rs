//! Detects the form of a source from its content, not from its name.

/// Whether a text is a YAML or JSON document, valid or not, and not a page.
pub(crate) fn is_document(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim_start().starts_with('{') {
        return true;
    }
    let mut lines = text.lines().filter(|line| {
        let line = line.trim_end();
        !(line.is_empty() || line == "---" || line.starts_with('#') || line.starts_with('%'))
    });
    let opens_with_key = lines.clone().next().is_some_and(|line| key(line).is_some());
    let is_telling = |line: &str| {
        key(line).is_some_and(|key| matches!(key, "openapi" | "swagger" | "paths" | "components"))
    };
    opens_with_key && lines.any(is_telling)
}

/// The key of a line that opens a member of the outermost mapping.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    let plain = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '$'));
    (plain && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::is_document;

    #[test]
    fn documents_are_told_from_pages() {
        let documents = [
            "openapi: 3.0.3\npaths: {}\n",
            "# ours\n---\n\"openapi\": 3.1.0\n",
            "\u{FEFF}info:\r\n  title: t\r\nopenapi: 3.0.3\r\n",
            "  {\"openapi\": \"3.0.3\"}",
            "{",
            "swagger: '2.0'\n",
            "paths:\n  /a: {}\n",
        ];
        for text in documents {
            assert!(is_document(text), "{text:?}");
        }
        let pages = [
            "",
            "Read a loan\nGET https://x.example/loans\n\nopenapi: is what we write\n",
            "Title\n\npaths: these\n",
            "<!doctype html>\n<html>",
            "  openapi: 3.0.3\n",
            "note: a page can begin so\nGET /loans",
        ];
        for text in pages {
            assert!(!is_document(text), "{text:?}");
        }
    }
}
