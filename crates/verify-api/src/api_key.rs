//! The key that authenticates an account.

use std::fmt;

use http::HeaderValue;

const SCHEME: &str = "Bearer ";

/// The API key of an account, which never shows in `Debug`.
///
/// The vendor documents it as the bearer token of `Authorization` (security scheme `apiKey`).
///
/// ```
/// use verify_api::ApiKey;
///
/// let key = ApiKey::new("3f9a-not-a-real-key")?;
/// assert_eq!(format!("{key:?}"), "ApiKey(***)");
/// # Ok::<(), verify_api::InvalidApiKey>(())
/// ```
#[derive(Clone)]
pub struct ApiKey(HeaderValue);

impl ApiKey {
    /// Takes a key as the vendor's console shows it, without the word `Bearer`.
    ///
    /// # Errors
    ///
    /// [`InvalidApiKey`] if the key is empty or has a character that a header cannot carry, such as
    /// the line break that often ends a key read from a file.
    pub fn new(key: &str) -> Result<Self, InvalidApiKey> {
        let visible = |byte: u8| byte.is_ascii_graphic();
        if key.is_empty() || !key.bytes().all(visible) {
            return Err(InvalidApiKey);
        }
        let mut header =
            HeaderValue::try_from(format!("{SCHEME}{key}")).map_err(|_| InvalidApiKey)?;
        header.set_sensitive(true);
        Ok(Self(header))
    }

    /// The text with `***` wherever it shows the key, for a server that answers with what it was
    /// sent.
    ///
    /// ```
    /// # use verify_api::ApiKey;
    /// let key = ApiKey::new("3f9a")?;
    /// assert_eq!(key.mask_in("Bearer 3f9a was refused"), "Bearer *** was refused");
    /// # Ok::<(), verify_api::InvalidApiKey>(())
    /// ```
    #[must_use]
    pub fn mask_in(&self, text: &str) -> String {
        match self.0.to_str().ok().and_then(|it| it.strip_prefix(SCHEME)) {
            Some(key) => text.replace(key, "***"),
            None => text.to_owned(),
        }
    }

    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(***)")
    }
}

/// A key that cannot be sent; says nothing of what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an API key is one or more visible ASCII characters, without spaces or line breaks")]
pub struct InvalidApiKey;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_a_header_cannot_carry_are_refused() {
        for key in ["", " ", "a b", "key\n", "ké", "a\u{7f}"] {
            assert!(ApiKey::new(key).is_err(), "{key:?} was taken");
        }
        let key = ApiKey::new("abc-._~+/=123").expect("it is a key");
        assert_eq!(format!("{key:?}"), "ApiKey(***)");
        assert_eq!(key.mask_in("not abc-._~+/=123!"), "not ***!");
    }
}
