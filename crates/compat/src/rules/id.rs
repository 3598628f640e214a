//! Ids that have a rule.

use super::tables::TABLES;

/// The id of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id(&'static str);

impl Id {
    /// The id of a rule in [`TABLES`].
    ///
    /// # Panics
    ///
    /// If no rule has the id; `id!` asks at compile time.
    #[track_caller]
    pub(crate) const fn of(id: &'static str) -> Self {
        let mut table = 0;
        while table < TABLES.len() {
            let mut row = 0;
            while row < TABLES[table].len() {
                if is_same(TABLES[table][row].id, id) {
                    return Self(id);
                }
                row += 1;
            }
            table += 1;
        }
        panic!(
            "no rule has this id: correct its spelling (`cargo xtask rules` lists all), or add a row to a \
             table in `crates/compat/src/rules`"
        );
    }

    /// The id of a rule of schemas.
    pub(super) const fn of_schema(id: &'static str) -> Self {
        Self(id)
    }

    pub(crate) const fn as_str(self) -> &'static str {
        self.0
    }
}

/// Whether two texts are the same; `==` is not for constants.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = one.len();
    while at > 0 {
        at -= 1;
        if one[at] != other[at] {
            return false;
        }
    }
    true
}

/// The id of a rule, which has to have a row in a table of `rules`.
macro_rules! id {
    ($id:literal) => {{
        // A named constant: `cargo check` does not evaluate a `const` block.
        const ID: $crate::rules::id::Id = $crate::rules::id::Id::of($id);
        ID
    }};
}
pub(crate) use id;
