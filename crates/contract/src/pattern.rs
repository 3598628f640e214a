//! What two patterns take, compared by proof.
//!
//! A pattern of OpenAPI is a regular expression of ECMAScript that has to be found somewhere in the
//! text. What is regular in it becomes an automaton, and of two automata it can be said for all
//! texts at once whether one takes what the other does. Look-around and back-references are not
//! regular here: for them nothing is claimed.

mod automaton;
mod dialect;

use self::automaton::Automaton;

/// How the texts that a second pattern takes relate to those that a first one takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same texts.
    Equal,
    /// All of them and more, such as this one.
    Wider(String),
    /// Some of them, and not this one.
    Narrower(String),
    /// Neither: some are lost and others won.
    Different {
        /// A text that only the first takes.
        lost: String,
        /// A text that only the second takes.
        won: String,
    },
    /// Not decided, for this reason.
    Undecided(String),
}

/// Says how what `after` takes relates to what `before` takes.
///
/// ```
/// use contract::pattern::{Relation, compare};
///
/// assert_eq!(compare("^[0-9]+$", r"^\d+$"), Relation::Equal);
/// assert_eq!(compare("^[0-9]+$", "^[0-9]*$"), Relation::Wider(String::new()));
/// assert!(matches!(compare("^a(?=b)", "^a"), Relation::Undecided(_)));
/// ```
#[must_use]
pub fn compare(before: &str, after: &str) -> Relation {
    match relate(before, after) {
        Ok(relation) => relation,
        Err(why) => Relation::Undecided(why),
    }
}

fn relate(before: &str, after: &str) -> Result<Relation, String> {
    if before == after {
        return Ok(Relation::Equal);
    }
    let (one, other) = (Automaton::new(before)?, Automaton::new(after)?);
    let (lost, won) = (one.text_not_in(&other)?, other.text_not_in(&one)?);
    Ok(match (lost, won) {
        (None, None) => Relation::Equal,
        (None, Some(won)) => Relation::Wider(won),
        (Some(lost), None) => Relation::Narrower(lost),
        (Some(lost), Some(won)) => Relation::Different { lost, won },
    })
}

/// Whether a text matches; `None` if the pattern is not regular.
#[must_use]
pub fn takes(pattern: &str, text: &str) -> Option<bool> {
    Some(Matcher::new(pattern)?.takes(text))
}

/// A pattern that many texts are held against.
pub struct Matcher(Automaton);

impl Matcher {
    /// Compiles a pattern; `None` if it is not regular.
    #[must_use]
    pub fn new(pattern: &str) -> Option<Self> {
        Some(Self(Automaton::new(pattern).ok()?))
    }

    /// Whether a text matches.
    #[must_use]
    pub fn takes(&self, text: &str) -> bool {
        self.0.takes_text(text)
    }
}

/// A short text that matches and is at least and at most so long; `None` if there is none, or the
/// pattern is not regular.
#[must_use]
pub fn sample(pattern: &str, shortest: u64, longest: Option<u64>) -> Option<String> {
    /// Counting further makes automata that are too large to be worth it.
    const COUNTED: u64 = 300;
    let longest = match longest {
        Some(longest) if longest <= COUNTED => longest.to_string(),
        _ => String::new(),
    };
    let shortest = shortest.min(COUNTED);
    let length = Automaton::new(&format!(r"^[\s\S]{{{shortest},{longest}}}$")).ok()?;
    Automaton::new(pattern).ok()?.text_in_both(&length).ok()?
}
