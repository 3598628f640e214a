//! Where one response ends and the next begins.

use std::collections::BTreeSet;

use super::{Body, split_bodies};
use crate::page::refusal::Refusal;
use crate::page::text::blocks::Block;
use crate::page::text::items::Flat;
use crate::page::text::known::plain;
use crate::page::text::truncated;
use crate::page::{Media, Page, Response, Text, nest};
use contract::Source;

/// A stretch of pieces that is one response.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) known: Option<usize>,
    pub(super) status: Option<Text>,
}

/// Where a response may begin.
pub(super) fn cuts(blocks: &[Block]) -> Vec<usize> {
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

pub(super) fn by_contract(blocks: &[Block], cuts: &[usize], expected: &Page) -> Vec<Stretch> {
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
pub(super) const MAX_STATES: usize = 5_000;

/// How many places to begin a response one response may span.
const MAX_CUTS: usize = 24;

pub(super) fn by_statuses(
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

/// What is cheap: the contract's response is what these pieces show.
const MISSING: f64 = 3.0;

const EXTRA: f64 = 3.0;
