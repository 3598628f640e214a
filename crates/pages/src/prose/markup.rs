//! Removes markup from a text: Markdown, HTML inside it, and what the rendering of both leaves on a
//! page.

/// Elements that separate words.
const BLOCKS: [&str; 21] = [
    "br",
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "pre",
    "hr",
    "details",
    "summary",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
];
/// Elements that do not separate words.
const INLINE: [&str; 14] = [
    "b", "i", "em", "strong", "code", "a", "span", "sub", "sup", "u", "kbd", "small", "mark", "del",
];

/// Returns the paragraphs, headings, list entries, and table rows of a text, each on one line,
/// without markup other than emphasis and code.
pub(super) fn blocks(text: &str) -> Vec<String> {
    let text = decode(text);
    let mut blocks: Vec<String> = Vec::new();
    let mut state = Context::default();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            state = Context::default();
            continue;
        }
        if is_fence(line) || is_rule(line) {
            state = Context::default();
            continue;
        }
        let (rest, opens) = without_marks(line, &state);
        match blocks.last_mut() {
            Some(block) if !opens && !state.fresh => {
                block.push(' ');
                block.push_str(rest);
            }
            _ => blocks.push(rest.to_owned()),
        }
        state = Context {
            fresh: false,
            listed: opens || state.listed,
            announced: line.ends_with(':'),
        };
    }
    blocks.iter().map(|block| inline(block)).collect()
}

/// What precedes a line.
struct Context {
    /// A blank line, or the beginning of the text.
    fresh: bool,
    /// A list entry in the same paragraph.
    listed: bool,
    /// A colon at the end of the line before.
    announced: bool,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            fresh: true,
            listed: false,
            announced: false,
        }
    }
}

/// Removes the block markers at the beginning of a line. Returns the rest, and whether a marker
/// begins a new block.
///
/// A line break may move a number or a `>` of a sentence to the beginning of a line, so those are
/// markers only where a block can begin.
fn without_marks<'t>(line: &'t str, around: &Context) -> (&'t str, bool) {
    let may_open = around.fresh || around.listed || around.announced;
    let mut rest = line;
    let mut opens = false;
    loop {
        let (first, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let is_mark = match first {
            "-" | "*" | "•" | "◦" | "▪" | "‣" | "·" => true,
            "+" | ">" => may_open || opens,
            _ if !first.is_empty() && first.len() <= 6 && first.chars().all(|c| c == '#') => true,
            _ => (may_open || opens) && is_number_mark(first),
        };
        if !is_mark {
            break;
        }
        opens = true;
        rest = after.trim_start();
    }
    if let Some(admonition) = rest.strip_prefix(":::") {
        return (admonition.trim_start_matches(':'), true);
    }
    if rest.starts_with('|') {
        opens = true;
    }
    (rest, opens)
}

/// Returns whether a word is a marker of a numbered list: `3.` or `3)`.
fn is_number_mark(word: &str) -> bool {
    let digits = word.strip_suffix(['.', ')']).unwrap_or_default();
    !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_fence(line: &str) -> bool {
    ["```", "~~~"].iter().any(|fence| {
        line.strip_prefix(fence)
            .is_some_and(|info| !info.contains('`') && info.split_whitespace().count() <= 1)
    })
}

/// Returns whether a line underlines a heading, or is a thematic break.
fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && ["-", "=", "*", "_"]
            .iter()
            .any(|mark| line.replace(mark, "").trim().is_empty())
}

/// Removes links, images, and HTML elements from a block.
fn inline(block: &str) -> String {
    let mut plain = String::with_capacity(block.len());
    let mut rest = block;
    while let Some(at) = rest.find(['[', '!', '<', '|']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("![") {
            if let Some((_, after)) = link(&rest[1..]) {
                rest = after;
                continue;
            }
        } else if rest.starts_with('[') {
            if let Some((text, after)) = link(rest) {
                plain.push_str(&inline(text));
                rest = after;
                continue;
            }
        } else if rest.starts_with('|') && block.starts_with('|') {
            plain.push(' ');
            rest = &rest[1..];
            continue;
        } else if let Some((shown, after)) = element(rest) {
            plain.push_str(shown);
            rest = after;
            continue;
        }
        let mut chars = rest.chars();
        plain.extend(chars.next());
        rest = chars.as_str();
    }
    plain.push_str(rest);
    plain
}

/// Parses `[text](url "title")`: returns the text and the rest.
fn link(text: &str) -> Option<(&str, &str)> {
    let close = closing(text, '[', ']')?;
    let target = &text[close + 1..];
    if !target.starts_with('(') {
        return None;
    }
    let end = closing(target, '(', ')')?;
    let url = target[1..end].trim();
    let (url, title) = url.split_once(char::is_whitespace).unwrap_or((url, ""));
    let titled = title.is_empty() || title.trim_start().starts_with(['"', '\'']);
    (titled && !url.is_empty()).then(|| (&text[1..close], &target[end + 1..]))
}

/// Returns the offset of the bracket that closes the one at the beginning of the text.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Parses an HTML tag or comment at the beginning of the text: returns what it shows, and the rest.
fn element(text: &str) -> Option<(&str, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map(|(_, after)| ("", after));
    }
    let (inside, after) = text.strip_prefix('<')?.split_once('>')?;
    if ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| inside.starts_with(scheme))
    {
        return Some((inside, after));
    }
    let name = inside.trim_start_matches('/').trim_end_matches('/');
    let name = name.split_whitespace().next()?.to_ascii_lowercase();
    if BLOCKS.contains(&name.as_str()) {
        Some((" ", after))
    } else if INLINE.contains(&name.as_str()) {
        Some(("", after))
    } else {
        None
    }
}

/// Removes emphasis, backticks, and backslash escapes.
pub(super) fn without_emphasis(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let dropped = match c {
            '*' | '`' | '\\' => true,
            '~' => before == '~' || chars.peek() == Some(&'~'),
            // An underscore inside a word is part of a name.
            '_' => {
                let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '_');
                !(word(Some(&before)) && word(chars.peek()))
            }
            _ => false,
        };
        if !dropped {
            plain.push(c);
        }
        before = c;
    }
    plain
}

/// Decodes the most common entities and removes zero-width characters.
fn decode(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = entity(rest).unwrap_or(('&', 1));
        plain.push(c);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain.retain(|c| {
        !matches!(
            c,
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
        )
    });
    plain
}

/// Decodes an entity at the beginning of the text: returns the character, and the length of the
/// entity.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let c = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, end + 1))
}
