//! Markup taken off a text: Markdown, the HTML that people put into it, and what a page leaves of
//! both.

/// Elements that part words.
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
/// Elements that stand within words.
const INLINE: [&str; 14] = [
    "b", "i", "em", "strong", "code", "a", "span", "sub", "sup", "u", "kbd", "small", "mark", "del",
];

/// The paragraphs, headings, list entries, and table rows of a text, each on one line and without
/// markup other than emphasis and code.
pub(super) fn blocks(text: &str) -> Vec<String> {
    let text = decode(text);
    let mut blocks: Vec<String> = Vec::new();
    let mut state = Around::default();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            state = Around::default();
            continue;
        }
        if is_fence(line) || is_rule(line) {
            state = Around::default();
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
        state = Around {
            fresh: false,
            listed: opens || state.listed,
            announced: line.ends_with(':'),
        };
    }
    blocks.iter().map(|block| inline(block)).collect()
}

/// What stands before a line.
struct Around {
    /// A blank line, or nothing.
    fresh: bool,
    /// An entry of a list, in the same paragraph.
    listed: bool,
    /// A colon.
    announced: bool,
}

impl Default for Around {
    fn default() -> Self {
        Self {
            fresh: true,
            listed: false,
            announced: false,
        }
    }
}

/// A line without the marks it begins with, and whether one of them opens a block.
///
/// A wrap can put a number or a `>` first that belongs to its sentence, so those are marks only
/// where a block can begin.
fn without_marks<'t>(line: &'t str, around: &Around) -> (&'t str, bool) {
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

/// `3.` or `3)`.
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

/// The line under a heading, or across the page.
fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && ["-", "=", "*", "_"]
            .iter()
            .any(|mark| line.replace(mark, "").trim().is_empty())
}

/// A block without links, pictures, and elements.
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

/// The text of `[text](url "title")`, and what follows it.
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

/// Where what the text opens with is closed again.
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

/// What an element or comment that the text opens with leaves, and what follows it.
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

/// A text without emphasis, marks of code, and escapes.
pub(super) fn without_emphasis(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let dropped = match c {
            '*' | '`' | '\\' => true,
            '~' => before == '~' || chars.peek() == Some(&'~'),
            // Within a word it is part of a name.
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

/// The text with the commonest entities read, and what has no width left out.
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

/// The character of an entity that the text opens with, and how long the entity is.
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
