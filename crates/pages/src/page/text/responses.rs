//! Tells responses apart.
//!
//! The imported form shows no statuses: where one response ends and the next begins is decided by
//! the cheapest way of seeing the contract's responses in what the page shows.

mod stretch;

use stretch::{MAX_STATES, by_contract, by_statuses, cuts};

use super::blocks::{Block, Blocks};
use super::items::Flat;
use super::truncated;
use crate::page::refusal::Refusal;
use crate::page::{Example, Form, Media, Page, Prose, Response, Text, nest};
use contract::{Diagnostic, Source, Span};

/// Whether a line is a status as a tab shows it.
pub(super) fn is_status(text: &str) -> bool {
    text == "default"
        || (text.len() == 3
            && text.starts_with(|c: char| c.is_ascii_digit())
            && (text.chars().all(|c| c.is_ascii_digit()) || text[1..].eq_ignore_ascii_case("xx")))
}

/// One media type as the pieces show it.
struct Body<'b> {
    name: Option<Text>,
    flats: &'b [Flat],
    labels: &'b [Text],
    examples: Vec<Example>,
    span: &'b Span,
}

pub(super) fn arrange(
    source: &Source,
    found: Blocks,
    expected: &Page,
    unread: &mut Vec<(Span, String)>,
) -> Result<Vec<Response>, Refusal> {
    let Blocks { statuses, blocks } = found;
    let cuts = cuts(&blocks);
    let rows = expected.responses.len().max(statuses.len()) + 1;
    if cuts.len().saturating_mul(rows) > MAX_STATES {
        return Err(Refusal::TooLarge(
            Diagnostic::new(
                source,
                span_of(&blocks),
                format!("the page shows responses in {} pieces", blocks.len()),
            )
            .with_label("expected as many as the responses of one operation have")
            .with_help("give the page of one operation, without what stands around it"),
        ));
    }
    let parts = if statuses.is_empty() {
        by_contract(&blocks, &cuts, expected)
    } else {
        by_statuses(source, &statuses, &blocks, &cuts, expected)?
    };
    // One response may be gone; when several are, and the last of all, the page was cut off.
    let last = parts.iter().filter_map(|part| part.known).max();
    let gone = last.map_or(0, |last| expected.responses.len().saturating_sub(last + 1));
    if statuses.is_empty() && gone > 1 && parts.iter().all(|part| part.known.is_some()) {
        return Err(truncated(
            source,
            span_of(&blocks),
            &format!("the page ends in front of the contract's last {gone} responses"),
        ));
    }
    let mut responses = Vec::new();
    let mut unknown = 0;
    for part in parts {
        let known = part.known.and_then(|at| expected.responses.get(at));
        let status = part.status.or_else(|| {
            let span = span_of(&blocks[part.from..part.to]);
            known
                .and_then(|response| response.status.as_ref())
                .map(|status| Text {
                    text: status.text.clone(),
                    span: span.clone(),
                })
                .or_else(|| {
                    unknown += 1;
                    Some(Text {
                        text: format!("#{unknown}"),
                        span,
                    })
                })
        });
        let blocks = &blocks[part.from..part.to];
        responses.push(response(status, blocks, known, expected.form, unread));
    }
    if let (Some(Block::Schema(flats, span)), false) = (blocks.last(), responses.is_empty()) {
        let sampled = expected
            .responses
            .iter()
            .flat_map(|response| &response.media)
            .any(|media| media.sampled.is_some() && !media.schema.is_empty());
        if sampled && !flats.is_empty() {
            return Err(truncated(
                source,
                span.clone(),
                "the last response shows a schema and no example behind it",
            ));
        }
    }
    Ok(responses)
}

fn split_bodies(blocks: &[Block]) -> Vec<Body<'_>> {
    let mut names: &[Text] = &[];
    let mut labels: &[Text] = &[];
    let mut bodies: Vec<Body<'_>> = Vec::new();
    let mut summary = Vec::new();
    for block in blocks {
        match block {
            Block::MediaTypes(found) => names = found,
            Block::Labels(found) => labels = found,
            Block::Schema(flats, span) => bodies.push(Body {
                name: names.get(bodies.len()).cloned(),
                flats,
                labels: std::mem::take(&mut labels),
                examples: Vec::new(),
                span,
            }),
            Block::Code(code) => {
                if let Some(body) = bodies.last_mut() {
                    body.examples.push(Example {
                        label: body.labels.get(body.examples.len()).cloned(),
                        description: Prose(std::mem::take(&mut summary)),
                        code: code.clone(),
                    });
                }
            }
            // Behind a schema a paragraph is the summary of the example that follows.
            Block::Paragraph(text) if !bodies.is_empty() => summary.push(text.clone()),
            Block::Paragraph(_) | Block::Headers(..) => {}
        }
    }
    bodies
}

/// In a copied page each media type and each example has a tab.
fn check_tabs(blocks: &[Block], bodies: &[Body<'_>], unread: &mut Vec<(Span, String)>) {
    let names = blocks.iter().find_map(|block| match block {
        Block::MediaTypes(names) => Some(names.as_slice()),
        _ => None,
    });
    let names = names.unwrap_or_default();
    if names.len() != bodies.len() {
        let span = names
            .first()
            .map_or_else(|| span_of(blocks), |name| name.span.clone());
        unread.push((span, "one media type for each schema behind it".to_owned()));
    }
    for body in bodies {
        if body.labels.len() != body.examples.len() {
            let span = body.labels.first().map_or(body.span, |label| &label.span);
            unread.push((
                span.clone(),
                "one tab for each example behind it".to_owned(),
            ));
        }
    }
}

fn span_of(blocks: &[Block]) -> Span {
    blocks.first().map_or(0..0, |block| match block {
        Block::Paragraph(text) | Block::Code(text) => text.span.clone(),
        Block::Headers(_, span) | Block::Schema(_, span) => span.clone(),
        Block::MediaTypes(names) | Block::Labels(names) => {
            names.first().map_or(0..0, |name| name.span.clone())
        }
    })
}

fn response(
    status: Option<Text>,
    blocks: &[Block],
    expected: Option<&Response>,
    form: Form,
    unread: &mut Vec<(Span, String)>,
) -> Response {
    let description = blocks
        .iter()
        .map_while(|block| match block {
            Block::Paragraph(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    let headers = blocks.iter().find_map(|block| match block {
        Block::Headers(flats, _) => Some(flats.clone()),
        _ => None,
    });
    let mut media = Vec::new();
    let bodies = split_bodies(blocks);
    if form == Form::Copied {
        check_tabs(blocks, &bodies, unread);
    }
    for (at, body) in bodies.into_iter().enumerate() {
        let known = expected.and_then(|response| {
            let named = body.name.as_ref().and_then(|name| {
                response
                    .media
                    .iter()
                    .find(|media| media.name.as_ref().map(|n| &n.text) == Some(&name.text))
            });
            named.or_else(|| response.media.get(at))
        });
        media.push(read_body(body, known, unread));
    }
    Response {
        span: span_of(blocks),
        status,
        description: Prose(description),
        headers: nest::headers(
            expected.map_or(&[], |response| response.headers.as_slice()),
            headers.unwrap_or_default(),
            unread,
        ),
        media,
    }
}

fn read_body(body: Body<'_>, known: Option<&Media>, unread: &mut Vec<(Span, String)>) -> Media {
    let examples = body.examples;
    let sample = examples
        .first()
        .and_then(|example| serde_json::from_str(&example.code.text).ok());
    let known_sample = known
        .and_then(|media| media.sampled.as_ref())
        .filter(|sample| sample.span.is_none())
        .map(|sample| &sample.value);
    Media {
        name: body
            .name
            .or_else(|| known.and_then(|media| media.name.clone())),
        schema: nest::schema(
            known.map_or(&[], |media| media.schema.as_slice()),
            body.flats.to_vec(),
            (known_sample, sample.as_ref()),
            unread,
        ),
        examples,
        span: body.span.clone(),
        sampled: None,
    }
}
