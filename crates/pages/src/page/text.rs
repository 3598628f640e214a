//! The page as text: imported through a tag stripper, or copied by a person.
//!
//! A text shows no nesting, and the imported form no status numbers either. What it leaves open is
//! decided by holding it against the contract's own view of the page.

mod blocks;
mod items;
mod known;
mod lines;
mod responses;

pub(super) use items::Flat;

use super::align::{Kind, Shown};
use super::draw::collapsed;
use super::refusal::Refusal;
use super::{Body, DEPRECATED, Form, Media, Page, Prose, Text, nest};
use contract::{Diagnostic, ParameterPlace, Source, Span};
use items::Run;
use known::Known;
use lines::{Article, Line};

/// The method and URL that a text shows, and its form, before anything else is read.
pub(super) fn endpoint(source: &Source) -> Result<(Form, Text, Text), Refusal> {
    let article = lines::article(source)?;
    Ok((article.form, article.method, article.url))
}

/// The lines of a text below its URL.
pub(super) fn shown(source: &Source) -> Result<Vec<Shown>, Refusal> {
    let article = lines::article(source)?;
    let mut shown = Vec::new();
    let mut is_apart = false;
    for line in &article.lines {
        if !line.is_blank() {
            shown.push(Shown {
                text: collapsed(line.text),
                kind: Kind::Any,
                depth: 0,
                is_indented: line.indent > 0,
                span: line.span.clone(),
                is_apart,
            });
        }
        is_apart = line.is_blank();
    }
    Ok(shown)
}

/// Reads a text as a page that is much like `expected`.
pub(super) fn read(source: &Source, expected: &Page) -> Result<Page, Refusal> {
    let article = lines::article(source)?;
    let known = Known::of(expected);
    Reader {
        source,
        expected,
        known,
        form: article.form,
        indented: is_indented(&article.lines),
        unread: Vec::new(),
    }
    .page(article)
}

/// Whether what belongs to a list is indented, so that what is not begins something new.
fn is_indented(lines: &[Line<'_>]) -> bool {
    let starts = |line: &&Line<'_>| {
        // Below the heading of a body its description stands first, which is not indented.
        parameters_title(line.text).is_some() || matches!(line.text, "Schema" | "Response Headers")
    };
    let body = |line: &&Line<'_>| body_title(line.text).is_some();
    let mut indented = 0_usize;
    let mut flush = 0_usize;
    for (at, line) in lines.iter().enumerate() {
        if starts(&line)
            && let Some(next) = lines[at + 1..].iter().find(|line| !line.is_blank())
            && !starts(&next)
        {
            if next.indent > line.indent {
                indented += 1;
            } else {
                flush += 1;
            }
        }
    }
    if indented + flush == 0 {
        return lines.iter().position(|line| body(&line)).is_some_and(|at| {
            lines[at + 1..]
                .iter()
                .any(|line| line.indent > lines[at].indent)
        });
    }
    indented > flush
}

fn parameters_title(text: &str) -> Option<ParameterPlace> {
    let place = match text.to_ascii_lowercase().as_str() {
        "path parameters" => ParameterPlace::Path,
        "query parameters" => ParameterPlace::Query,
        "header parameters" => ParameterPlace::Header,
        "cookie parameters" => ParameterPlace::Cookie,
        _ => return None,
    };
    Some(place)
}

/// The heading of a body, and whether it says that the body has to be there.
fn body_title(text: &str) -> Option<bool> {
    let rest = text
        .strip_prefix("Body")
        .or_else(|| text.strip_prefix("BODY"))?
        .trim_start()
        .to_ascii_lowercase();
    let rest = rest.strip_prefix("array").unwrap_or(&rest);
    match rest {
        "" => Some(false),
        "required" => Some(true),
        _ => None,
    }
}

fn is_media_type(text: &str) -> bool {
    let name = text.split(';').next().unwrap_or_default();
    name.split_once('/').is_some_and(|(kind, subtype)| {
        let word = |word: &str| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "!#$&^_.+-*".contains(c))
        };
        word(kind) && word(subtype)
    })
}

pub(super) struct Reader<'s> {
    source: &'s Source,
    expected: &'s Page,
    known: Known,
    form: Form,
    indented: bool,
    unread: Vec<(Span, String)>,
}

/// Where a section begins.
enum Section {
    Parameters(ParameterPlace),
    Body(bool),
    Responses,
}

impl Reader<'_> {
    fn page(mut self, article: Article<'_>) -> Result<Page, Refusal> {
        let lines = &article.lines;
        let (deprecated, start) = deprecation(lines);
        let request = self.request(lines, start);
        let starts = self.sections(lines, start, request);
        let responses = starts
            .last()
            .filter(|(_, section)| matches!(section, Section::Responses))
            .map_or(lines.len(), |(at, _)| *at);
        let described = request.unwrap_or_else(|| starts.first().map_or(responses, |(at, _)| *at));
        let mut page = Page {
            source: self.source.clone(),
            form: self.form,
            title: article.title,
            method: article.method,
            url: article.url,
            deprecated,
            description: Prose(paragraphs(&lines[start..described])),
            request: request.map(|at| lines[at].span.clone()),
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            callbacks: Vec::new(),
            unread: Vec::new(),
        };
        let mut flats = Vec::new();
        let mut bodies = Vec::new();
        for (index, (at, section)) in starts.iter().enumerate() {
            let mut end = starts.get(index + 1).map_or(lines.len(), |(at, _)| *at);
            if self.form == Form::Copied
                && matches!(starts.get(index + 1), Some((_, Section::Body(_))))
            {
                // The tabs of the body's media types stand before its heading.
                while end > *at + 1
                    && (lines[end - 1].is_blank() || is_media_type(lines[end - 1].text))
                {
                    end -= 1;
                }
            }
            match section {
                Section::Parameters(place) => {
                    let read = self.items(&lines[at + 1..end], Run::Parameters(*place));
                    flats.push((*place, read));
                }
                Section::Body(required) => {
                    let required = required.then(|| lines[*at].span.clone());
                    bodies.push((required, *at, end));
                }
                Section::Responses => {
                    let mut unread = Vec::new();
                    let found = blocks::read(
                        self.source,
                        &lines[*at..end],
                        self.form,
                        self.indented,
                        &self.known,
                        self.expected,
                        &mut unread,
                    )?;
                    self.unread.extend(unread);
                    page.responses =
                        responses::arrange(self.source, found, self.expected, &mut self.unread)?;
                }
            }
        }
        page.parameters = nest::parameters(&self.expected.parameters, flats, &mut self.unread);
        page.body = self.body(lines, bodies);
        page.unread = self.unread;
        Ok(page)
    }

    /// Where `Request` stands as a heading: what follows it is a section, or nothing more.
    fn request(&self, lines: &[Line<'_>], start: usize) -> Option<usize> {
        let next = |at: usize| lines[at + 1..].iter().find(|line| !line.is_blank());
        let headings: Vec<usize> = (start..lines.len())
            .filter(|&at| lines[at].text.eq_ignore_ascii_case("Request"))
            .collect();
        let opens = |at: &usize| {
            next(*at).is_none_or(|next| {
                parameters_title(next.text).is_some()
                    || body_title(next.text).is_some()
                    || is_media_type(next.text)
                    || next.text == "Responses"
            })
        };
        let found = headings.iter().copied().find(opens);
        found.or_else(|| {
            headings
                .first()
                .copied()
                .filter(|_| self.form == Form::Imported)
        })
    }

    /// Where the sections begin, in order; the responses last.
    ///
    /// What looks like one of parameters or a body and has no `Request` above it is prose.
    fn sections(
        &self,
        lines: &[Line<'_>],
        start: usize,
        request: Option<usize>,
    ) -> Vec<(usize, Section)> {
        let start = request.unwrap_or(start);
        let mut starts: Vec<(usize, Section)> = Vec::new();
        let outside =
            |at: usize| !self.indented || lines[at].indent == 0 || self.form == Form::Copied;
        let mut at = start;
        while at < lines.len() {
            let line = &lines[at];
            let free =
                at == 0 || lines[at - 1].is_blank() || self.form == Form::Copied || at == start + 1;
            if !line.is_blank() && outside(at) {
                if let (Some(place), Some(_)) = (parameters_title(line.text), request)
                    && starts.iter().all(|(_, section)| match section {
                        Section::Parameters(known) => *known < place,
                        _ => false,
                    })
                {
                    starts.push((at, Section::Parameters(place)));
                } else if let (Some(required), Some(_)) = (body_title(line.text), request)
                    && (free || self.form == Form::Copied)
                {
                    starts.push((at, Section::Body(required)));
                } else if self.begins_responses(lines, at, start, &starts) {
                    starts.push((at, Section::Responses));
                    return starts;
                }
            }
            at += 1;
        }
        starts
    }

    fn begins_responses(
        &self,
        lines: &[Line<'_>],
        at: usize,
        start: usize,
        sections: &[(usize, Section)],
    ) -> bool {
        if self.form == Form::Copied {
            return lines[at].text.eq_ignore_ascii_case("Responses")
                && lines[at + 1..]
                    .iter()
                    .find(|line| !line.is_blank())
                    .is_some_and(|line| responses::is_status(line.text));
        }
        let opens = |text: &str| matches!(text, "Schema" | "Response Headers");
        if opens(lines[at].text) {
            return true;
        }
        if lines[at].text.eq_ignore_ascii_case("Request") && at == start {
            return false;
        }
        let next = lines[at + 1..].iter().find(|line| !line.is_blank());
        let before_schema = next.is_some_and(|line| opens(line.text));
        let Some((section, kind)) = sections.last() else {
            // Without parameters the description of the operation may run into a response.
            return before_schema && lines.get(at + 1).is_none_or(Line::is_blank);
        };
        let nearest = lines[section + 1..at].iter().any(|line| !line.is_blank());
        match kind {
            // Below the heading of a body its own description may stand, not indented.
            Section::Body(_) if !nearest => {
                let indented = next.is_some_and(|line| line.indent > lines[at].indent);
                self.indented && !indented
            }
            _ if self.indented => nearest,
            _ => before_schema && lines[at - 1].is_blank(),
        }
    }

    fn items(&mut self, lines: &[Line<'_>], run: Run) -> Vec<Flat> {
        let read = items::read(lines, self.form, run, &self.known);
        self.unread.extend(read.unread);
        for text in read.before {
            self.unread
                .push((text.span, "a name and a type".to_owned()));
        }
        read.flats
    }

    fn body(
        &mut self,
        lines: &[Line<'_>],
        found: Vec<(Option<Span>, usize, usize)>,
    ) -> Option<Body> {
        let first = found.first()?.clone();
        let mut names = Vec::new();
        let mut at = first.1;
        while at > 0 {
            at -= 1;
            if lines[at].is_blank() {
                continue;
            }
            if self.form != Form::Copied || !is_media_type(lines[at].text) {
                break;
            }
            names.insert(0, lines[at].to_text());
        }
        if self.form == Form::Copied && names.len() != found.len() {
            let why = "one media type for each body behind it".to_owned();
            self.unread.push((lines[first.1].span.clone(), why));
        }
        let expected = self.expected.body.as_ref();
        let mut body = Body {
            required: first.0,
            description: Prose::default(),
            media: Vec::new(),
            span: lines[first.1].span.clone(),
        };
        for (index, (_, start, end)) in found.into_iter().enumerate() {
            let mut inner = &lines[start + 1..end];
            while let Some(last) = inner.last()
                && last.is_blank()
            {
                inner = &inner[..inner.len() - 1];
            }
            let read = items::read(inner, self.form, Run::Properties, &self.known);
            self.unread.extend(read.unread);
            body.description = Prose(read.before);
            let name = names
                .get(index)
                .cloned()
                .or_else(|| expected.and_then(|body| body.media.get(index)?.name.clone()));
            let matching = expected.and_then(|body| {
                body.media
                    .iter()
                    .find(|media| {
                        media.name.as_ref().map(|name| &name.text)
                            == name.as_ref().map(|name| &name.text)
                    })
                    .or_else(|| body.media.get(index))
            });
            body.media.push(Media {
                schema: nest::schema(
                    matching.map_or(&[], |media| media.schema.as_slice()),
                    read.flats,
                    (None, None),
                    &mut self.unread,
                ),
                name,
                examples: Vec::new(),
                span: lines[start].span.clone(),
                sampled: None,
            });
        }
        Some(body)
    }
}

/// The mark of a deprecated operation, and where the description begins.
fn deprecation(lines: &[Line<'_>]) -> (Option<Span>, usize) {
    let Some(at) = lines.iter().position(|line| !line.is_blank()) else {
        return (None, lines.len());
    };
    if !lines[at].text.eq_ignore_ascii_case("deprecated") {
        return (None, at);
    }
    // The sentence in the box follows the mark; if it is not the theme's own, it says something.
    let found = |from: usize, blank: bool| {
        let rest = from..lines.len();
        rest.into_iter()
            .find(|&at| lines[at].is_blank() == blank)
            .unwrap_or(lines.len())
    };
    let sentence = found(at + 1, false);
    let after = found(sentence, true);
    let shown: Vec<&str> = lines[sentence..after]
        .iter()
        .map(|line| line.text)
        .collect();
    let own = shown.join(" ") == DEPRECATED;
    (
        Some(lines[at].span.clone()),
        if own { after } else { sentence },
    )
}

/// The paragraphs of a run of lines.
fn paragraphs(lines: &[Line<'_>]) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.is_blank() {
            open = false;
        } else if open
            && !line.text.starts_with('•')
            && let Some(last) = texts.last_mut()
        {
            last.text.push(' ');
            last.text.push_str(line.text);
            last.span.end = line.span.end;
        } else {
            texts.push(line.to_text());
            open = true;
        }
    }
    texts
}

/// A page that stops before its end.
fn truncated(source: &Source, span: Span, message: &str) -> Refusal {
    Refusal::Truncated(
        Diagnostic::new(source, span, message)
            .with_label("the page breaks off here")
            .with_help("fetch the whole page again"),
    )
}
