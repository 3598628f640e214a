//! Ways to spoil a page.

/// A page with one thing spoilt.
pub(crate) struct Damage {
    /// What was done, and where.
    pub(crate) what: String,
    /// The line it was done to.
    pub(crate) line: String,
    pub(crate) page: String,
    /// The number of the line, from 1.
    pub(crate) number: usize,
}

/// Spoils a line.
type Way = (&'static str, fn(&str) -> Option<String>);

/// How a line can be spoilt; `None` where that would change nothing.
const WAYS: [Way; 8] = [
    ("deleted", |_| Some(String::new())),
    ("doubled", |line| Some(format!("{line}{line}"))),
    ("two letters swapped", |line| {
        let (at, first) = letters(line).next()?;
        let next = line[at..].chars().nth(1)?;
        let end = at + first.len_utf8() + next.len_utf8();
        (first != next).then(|| format!("{}{next}{first}{}", &line[..at], &line[end..]))
    }),
    ("a word dropped", |line| {
        let start = line.len() - line.trim_start().len();
        let (word, _) = line.trim_start().split_once(' ')?;
        Some(line[..start].to_owned() + &line[start + word.len() + 1..])
    }),
    ("its last word dropped", |line| {
        let (rest, _) = line.trim_end().rsplit_once(' ')?;
        (!rest.trim().is_empty()).then(|| format!("{rest}\n"))
    }),
    ("noise for letters", |line| {
        let noisy: String = line
            .chars()
            .enumerate()
            .map(|(at, char)| {
                if at % 3 == 1 && char.is_alphanumeric() {
                    '§'
                } else {
                    char
                }
            })
            .collect();
        (noisy != line).then_some(noisy)
    }),
    ("noise for the line", |line| {
        (!line.trim().is_empty()).then(|| "%#x!0 ~~q\n".to_owned())
    }),
    ("a digit changed", |line| {
        let at = line.find(|char: char| char.is_ascii_digit())?;
        let other = if &line[at..=at] == "7" { "4" } else { "7" };
        Some(format!("{}{other}{}", &line[..at], &line[at + 1..]))
    }),
];

fn letters(line: &str) -> impl Iterator<Item = (usize, char)> {
    line.char_indices()
        .filter(|(_, char)| char.is_alphanumeric())
}

/// Every line spoilt in every way, and the page cut after every line and inside it: of all of
/// that one in so many, from one of them on.
pub(crate) fn some(page: &str, from: usize, one_in: usize) -> Vec<Damage> {
    let lines = lines(page);
    let mut all = Vec::new();
    let mut count = from;
    let mut start = 0;
    for (number, line) in lines.iter().enumerate() {
        let end = start + line.len();
        // A page is only copied where it is asked for: most of the time it is not.
        let mut push = |what: &str, head: &str, new: &str, tail: &str| {
            if count.is_multiple_of(one_in) {
                all.push(Damage {
                    what: format!("line {} {what}", number + 1),
                    line: (*line).to_owned(),
                    page: format!("{head}{new}{tail}"),
                    number: number + 1,
                });
            }
            count += 1;
        };
        for (what, spoil) in WAYS {
            if let Some(spoilt) = spoil(line) {
                push(what, &page[..start], &spoilt, &page[end..]);
            }
        }
        if let Some(next) = lines.get(number + 1)
            && next != line
        {
            let after = &page[end + next.len()..];
            let (swapped, glued) = (
                format!("{next}{line}"),
                format!("{}{next}", line.trim_end()),
            );
            push("swapped with the next", &page[..start], &swapped, after);
            push("glued to the next", &page[..start], &glued, after);
        }
        let middle = page.floor_char_boundary(start + line.len() / 2);
        push("cut in two", &page[..middle], "\n", &page[middle..]);
        push("cut off behind", &page[..end], "", "");
        push("cut off in its midst", &page[..middle], "", "");
        start = end;
    }
    all
}

/// The lines of a text; of HTML, a line for each element or text.
fn lines(page: &str) -> Vec<&str> {
    if !page.trim_start().starts_with("<!") {
        return page.split_inclusive('\n').collect();
    }
    let mut lines = Vec::new();
    let mut rest = page;
    while !rest.is_empty() {
        let end = match rest[1..].find('<') {
            Some(at) => at + 1,
            None => rest.len(),
        };
        let (line, after) = rest.split_at(end);
        lines.push(line);
        rest = after;
    }
    lines
}
