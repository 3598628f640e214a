//! Witnesses: values that are legal on one side only.
//!
//! A witness proves a breaking verdict. Candidates are generated from the schema that has to allow
//! them; a candidate is a witness if that schema allows it and the other does not.

mod legal;
mod sample;
#[cfg(test)]
mod tests;
mod work;

use serde_json::{Map, Value, json};

use self::legal::is_legal;
use self::sample::{candidates, sample};
use self::work::Known;
pub(crate) use self::work::Work;
use contract::facts::{Facts, Part, Step, SubjectId};
use contract::pattern;

/// One side of a place: its facts, and the subjects on the path to it, the outermost first.
pub(crate) struct Side<'f> {
    pub(crate) facts: &'f Facts,
    pub(crate) subjects: Vec<SubjectId>,
}

/// A value for the outermost subject that `legal` allows and `other` does not; `steps` lead from
/// each subject to the next.
pub(crate) fn find<'f>(
    legal: &Side<'f>,
    other: &Side<'f>,
    steps: &[Step],
    work: &'f Work,
) -> Option<Value> {
    let (&root, &other_root) = (legal.subjects.first()?, other.subjects.first()?);
    let (&leaf, &other_leaf) = (legal.subjects.last()?, other.subjects.last()?);
    let known = |side: &Side<'f>| Known::new(side.facts, work);
    let mut values = candidates(known(legal), leaf, known(other), other_leaf);
    for (side, around) in [(legal, leaf), (other, other_leaf)] {
        for option in options(side.facts, around) {
            values.extend(candidates(known(side), option, known(other), other_leaf));
        }
    }
    values
        .into_iter()
        .filter_map(|value| embed(legal, steps, value, work))
        .find(|value| {
            is_legal(Known::new(legal.facts, work), root, value) == Some(true)
                && is_legal(Known::new(other.facts, work), other_root, value) == Some(false)
        })
}

/// The alternatives of a schema; the first ones, where there are many.
fn options(facts: &Facts, id: SubjectId) -> impl Iterator<Item = SubjectId> {
    const MOST: usize = 8;
    let parts = facts.subject(id).parts.iter();
    let is_option = |part: &&Part| matches!(part.step, Step::Choice(..));
    parts.filter(is_option).map(|part| part.subject).take(MOST)
}

/// Places a value at its path in a sample of the outermost subject.
fn embed(side: &Side<'_>, steps: &[Step], mut value: Value, work: &Work) -> Option<Value> {
    let known = Known::new(side.facts, work);
    for (step, &around) in steps.iter().zip(&side.subjects).rev() {
        value = match step {
            Step::Property(name) => {
                let mut members = match sample(known, around)? {
                    Value::Object(members) => members,
                    _ => Map::new(),
                };
                members.insert(name.clone(), value);
                members.into()
            }
            Step::Items => {
                let mut elements = match sample(known, around)? {
                    Value::Array(elements) => elements,
                    _ => Vec::new(),
                };
                match elements.first_mut() {
                    Some(first) => *first = value,
                    None => elements.push(value),
                }
                elements.into()
            }
            Step::Values => json!({ "any": value }),
            Step::Choice(..) => value,
            Step::Other(keyword) => match keyword.split_once(' ') {
                Some(("patternProperties", pattern)) => {
                    json!({ pattern::sample(pattern, 1, None)?: value })
                }
                Some(("prefixItems", "1")) => json!([value]),
                _ => return None,
            },
            _ => return None,
        };
    }
    Some(value)
}
