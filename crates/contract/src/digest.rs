//! Short names for long texts.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The first 32 hexadecimal digits of the SHA-256 of some parts, which are kept apart.
#[must_use]
pub fn digest<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let mut state = Sha256::new();
    for part in parts {
        state.update(part.as_bytes());
        state.update([0]);
    }
    let mut hex = String::with_capacity(32);
    for byte in &state.finalize()[..16] {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(digest(["a", "b"]), digest(["ab"]));
        assert_ne!(digest(["a", "b"]), digest(["a", "b", ""]));
        assert_eq!(digest([]), "e3b0c44298fc1c149afbf4c8996fb924");
    }
}
