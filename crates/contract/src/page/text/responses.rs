//! Tells responses apart.
//!
//! The imported form shows no statuses: where one response ends and the next begins is decided by
//! the cheapest way of seeing the contract's responses in what the page shows.

use std::collections::BTreeSet;

use super::blocks::{Block, Blocks};
use super::items::Flat;
use super::known::plain;
use super::truncated;
use crate::diagnostic::Diagnostic;
use crate::page::refusal::Refusal;
use crate::page::{Example, Form, Media, Page, Prose, Response, Text, nest};
use crate::source::{Source, Span};

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

/// What is cheap: the contract's response is what these pieces show.
const MISSING: f64 = 3.0;
const EXTRA: f64 = 3.0;

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

/// A stretch of pieces that is one response.
#[derive(Clone, Debug)]
struct Stretch {
    from: usize,
    to: usize,
    known: Option<usize>,
    status: Option<Text>,
}

/// Where a response may begin.
fn cuts(blocks: &[Block]) -> Vec<usize> {
    let mut cuts: Vec<usize> = (0..blocks.len())
        .filter(|&at| {
            if at == 0 {
                return true;
            }
            match (&blocks[at - 1], &blocks[at]) {
                // A paragraph before an example is its summary.
                (_, Block::Paragraph(_)) => !matches!(blocks.get(at + 1), Some(Block::Code(_))),
                (
                    Block::Code(_) | Block::Schema(..) | Block::Headers(..),
                    Block::Headers(..) | Block::Schema(..) | Block::MediaTypes(_),
                ) => true,
                _ => false,
            }
        })
        .collect();
    cuts.push(blocks.len());
    cuts
}

fn is_response(blocks: &[Block]) -> bool {
    let mut stage = 0;
    for (at, block) in blocks.iter().enumerate() {
        let next = match block {
            Block::Paragraph(_) if stage == 0 => 0,
            Block::Paragraph(_) => {
                if stage < 2 || !matches!(blocks.get(at + 1), Some(Block::Code(_))) {
                    return false;
                }
                2
            }
            Block::Headers(..) if stage == 0 => 1,
            Block::Headers(..) => return false,
            _ => 2,
        };
        stage = next;
    }
    true
}

fn by_contract(blocks: &[Block], cuts: &[usize], expected: &Page) -> Vec<Stretch> {
    let (rows, columns) = (expected.responses.len() + 1, cuts.len());
    // cost[i][j]: the first i responses of the contract are seen in the pieces before cut j.
    let mut cost = vec![vec![f64::INFINITY; columns]; rows];
    let mut from = vec![vec![(0, 0); columns]; rows];
    cost[0][0] = 0.0;
    for row in 0..rows {
        for column in 0..columns {
            let here = cost[row][column];
            if here.is_infinite() {
                continue;
            }
            let mut reach = |to: (usize, usize), price: f64| {
                if here + price < cost[to.0][to.1] {
                    cost[to.0][to.1] = here + price;
                    from[to.0][to.1] = (row, column);
                }
            };
            let known = expected.responses.get(row);
            if let Some(known) = known {
                let shows_nothing = known.description.0.is_empty()
                    && known.headers.is_empty()
                    && known.media.is_empty();
                reach((row + 1, column), if shows_nothing { 0.0 } else { MISSING });
            }
            for next in column + 1..columns.min(column + MAX_CUTS) {
                let pieces = &blocks[cuts[column]..cuts[next]];
                if !is_response(pieces) {
                    continue;
                }
                reach((row, next), EXTRA + 0.1);
                if let Some(known) = known {
                    reach((row + 1, next), difference(known, pieces));
                }
            }
        }
    }
    let mut parts = Vec::new();
    let (mut row, mut column) = (rows - 1, columns - 1);
    while row > 0 || column > 0 {
        let (before_row, before_column) = from[row][column];
        if (before_row, before_column) == (row, column) {
            break;
        }
        if before_column < column {
            parts.push(Stretch {
                from: cuts[before_column],
                to: cuts[column],
                known: (before_row < row).then_some(before_row),
                status: None,
            });
        }
        (row, column) = (before_row, before_column);
    }
    parts.reverse();
    parts
}

/// How many ways to share pieces among responses are weighed; a large page has some hundred.
const MAX_STATES: usize = 5_000;

/// How many places to begin a response one response may span.
const MAX_CUTS: usize = 24;

fn by_statuses(
    source: &Source,
    statuses: &[Text],
    blocks: &[Block],
    cuts: &[usize],
    expected: &Page,
) -> Result<Vec<Stretch>, Refusal> {
    let known = |status: &Text| {
        expected
            .responses
            .iter()
            .position(|response| response.status.as_ref().map(|s| &s.text) == Some(&status.text))
    };
    // What another status may have become.
    let unclaimed: Vec<usize> = (0..expected.responses.len())
        .filter(|&at| !statuses.iter().any(|status| known(status) == Some(at)))
        .collect();
    let (rows, columns) = (statuses.len() + 1, cuts.len());
    let mut cost = vec![vec![f64::INFINITY; columns]; rows];
    let mut from = vec![vec![0; columns]; rows];
    cost[0][0] = 0.0;
    for row in 0..rows - 1 {
        let response = known(&statuses[row]).map(|at| &expected.responses[at]);
        let may_be_empty = response
            .is_none_or(|response| response.description.0.is_empty() && response.media.is_empty());
        for column in 0..columns {
            let here = cost[row][column];
            if here.is_infinite() {
                continue;
            }
            for next in column..columns.min(column + MAX_CUTS) {
                let pieces = &blocks[cuts[column]..cuts[next]];
                if !is_response(pieces) {
                    continue;
                }
                let emptied = if pieces.is_empty() && !may_be_empty {
                    2.0
                } else {
                    0.0
                };
                let price = emptied
                    + response.map_or_else(
                        || {
                            // One description and one body, unless more is there.
                            let paragraphs = leading_paragraphs(pieces);
                            0.5 * f64::from(
                                u32::try_from(paragraphs.abs_diff(1)).unwrap_or(u32::MAX),
                            )
                        },
                        |response| difference(response, pieces),
                    );
                if here + price < cost[row + 1][next] {
                    cost[row + 1][next] = here + price;
                    from[row + 1][next] = column;
                }
            }
        }
    }
    let mut column = columns - 1;
    if cost[rows - 1][column].is_infinite() {
        let last = statuses.last().map_or(0..0, |status| status.span.clone());
        return Err(truncated(
            source,
            last,
            &format!(
                "the page announces {} statuses and does not show as many responses",
                statuses.len()
            ),
        ));
    }
    let mut parts = Vec::new();
    for row in (1..rows).rev() {
        let before = from[row][column];
        let pieces = &blocks[cuts[before]..cuts[column]];
        let renamed = || {
            unclaimed.iter().copied().find(|&at| {
                let response = &expected.responses[at];
                !response.media.is_empty() && difference(response, pieces) < 1.0
            })
        };
        parts.push(Stretch {
            from: cuts[before],
            to: cuts[column],
            known: known(&statuses[row - 1]).or_else(renamed),
            status: Some(statuses[row - 1].clone()),
        });
        column = before;
    }
    parts.reverse();
    Ok(parts)
}

fn leading_paragraphs(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .take_while(|block| matches!(block, Block::Paragraph(_)))
        .count()
}

/// How unlike a response of the contract the pieces are.
fn difference(expected: &Response, blocks: &[Block]) -> f64 {
    let shown: String = blocks
        .iter()
        .map_while(|block| match block {
            Block::Paragraph(text) => Some(plain(&text.text)),
            _ => None,
        })
        .collect();
    let said: String = expected
        .description
        .0
        .iter()
        .map(|text| text.text.lines().map(plain).collect::<String>())
        .collect();
    let mut cost = if shown == said { 0.0 } else { 0.3 };
    let paragraphs = leading_paragraphs(blocks);
    let expects = usize::from(!said.is_empty());
    if paragraphs == 0 && expects == 1 || paragraphs > 0 && expects == 0 {
        cost += 1.0;
    } else if shown != said && paragraphs > 1 {
        // What the contract says, and more: more likely another response.
        cost += if shown.contains(&said) {
            EXTRA + 1.0
        } else {
            0.2
        };
    }
    let headers = blocks
        .iter()
        .any(|block| matches!(block, Block::Headers(..)));
    if headers == expected.headers.is_empty() {
        cost += 1.0;
    }
    let bodies: Vec<Body<'_>> = split_bodies(blocks);
    let pairs = bodies.len().max(expected.media.len());
    for at in 0..pairs {
        cost += match (bodies.get(at), expected.media.get(at)) {
            (Some(body), Some(media)) => body_difference(body, media),
            _ => 1.2,
        };
    }
    cost
}

fn body_difference(body: &Body<'_>, media: &Media) -> f64 {
    let mut expected = BTreeSet::new();
    nest::names(&media.schema, &mut expected);
    let shown: BTreeSet<&str> = body
        .flats
        .iter()
        .filter_map(|flat| match flat {
            Flat::Head(item) => Some(item.name.text.as_str()),
            _ => None,
        })
        .collect();
    let both = shown
        .iter()
        .filter(|name| expected.contains(**name))
        .count();
    let all = shown.len() + expected.len() - both;
    let names = if all == 0 {
        0.0
    } else {
        1.0 - ratio(both, all)
    };
    let compact = |text: &str| plain(text);
    let examples: BTreeSet<String> = media
        .examples
        .iter()
        .map(|example| compact(&example.code.text))
        .collect();
    let missed = body
        .examples
        .iter()
        .filter(|example| !examples.contains(&compact(&example.code.text)))
        .count();
    let shown = body.examples.len();
    let counts = shown.abs_diff(media.examples.len());
    names * 2.0 + 0.4 * ratio(missed, shown.max(1)) + 0.1 * ratio(counts.min(3), 3)
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole)
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
