//! A client from the environment.

use std::ffi::OsString;

use verify_api::ApiKey;
use verify_api::types::SubAccountId;

use crate::build_error::{BuildError, Repr};
use crate::builder::ClientBuilder;

const SUB_ACCOUNT_ID: &str = "VERIFY_SUB_ACCOUNT_ID";
const API_KEY: &str = "VERIFY_API_KEY";
const REGION: &str = "VERIFY_REGION";
const BASE_URL: &str = "VERIFY_BASE_URL";

impl ClientBuilder {
    /// Starts from the environment variables that [`Client::from_env`](crate::Client::from_env)
    /// names.
    ///
    /// # Errors
    ///
    /// [`BuildError`] names the variable that is missing or not valid, never its value.
    pub fn from_env() -> Result<Self, BuildError> {
        Self::from_variables(|name| std::env::var_os(name))
    }

    fn from_variables(read: impl Fn(&str) -> Option<OsString>) -> Result<Self, BuildError> {
        let optional = |name| optional(name, read(name));
        let required = |name| match optional(name)? {
            Some(value) => Ok(value),
            None => Err(BuildError::from(Repr::MissingVariable(name))),
        };
        let sub_account = required(SUB_ACCOUNT_ID)?;
        SubAccountId::new(sub_account.as_str())
            .map_err(|error| Repr::SubAccount(error).of_variable(SUB_ACCOUNT_ID))?;
        let api_key = required(API_KEY)?;
        ApiKey::new(&api_key).map_err(|error| Repr::ApiKey(error).of_variable(API_KEY))?;
        let builder = Self::new().sub_account(sub_account).api_key(&api_key);
        match (optional(REGION)?, optional(BASE_URL)?) {
            (Some(_), Some(_)) => Err(Repr::TwoVariables(REGION, BASE_URL).into()),
            (Some(name), None) => match name.parse() {
                Ok(region) => Ok(builder.region(region)),
                Err(error) => Err(Repr::Region(error).of_variable(REGION)),
            },
            (None, Some(url)) => Ok(builder.base_url_of_variable(url, BASE_URL)),
            (None, None) => Ok(builder),
        }
    }
}

fn optional(name: &'static str, value: Option<OsString>) -> Result<Option<String>, BuildError> {
    match value {
        None => Ok(None),
        Some(value) if value.is_empty() => Ok(None),
        Some(value) => match value.into_string() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(Repr::NotUtf8(name).into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Client;

    fn client(variables: &[(&str, &str)]) -> Result<Client, BuildError> {
        let read = |name: &str| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| OsString::from(value))
        };
        ClientBuilder::from_variables(read)?.build()
    }

    #[test]
    fn the_variable_to_blame_is_named_and_its_value_is_not() {
        let account = (SUB_ACCOUNT_ID, "acme");
        let key = (API_KEY, "key-of-a-test");
        let table: &[(&[(&str, &str)], &str)] = &[
            (&[], SUB_ACCOUNT_ID),
            (&[(SUB_ACCOUNT_ID, ""), key], SUB_ACCOUNT_ID),
            (&[(SUB_ACCOUNT_ID, "<secret>"), key], SUB_ACCOUNT_ID),
            (&[account], API_KEY),
            (&[account, (API_KEY, "secret key")], API_KEY),
            (&[account, key, (REGION, "secret")], REGION),
            (&[account, key, (BASE_URL, "secret")], BASE_URL),
            (&[account, key, (BASE_URL, "http://secret.test")], BASE_URL),
            (
                &[account, key, (BASE_URL, "https://u:secret@a.test")],
                BASE_URL,
            ),
            (
                &[
                    account,
                    key,
                    (BASE_URL, "https://a.test"),
                    (REGION, "europe"),
                ],
                REGION,
            ),
        ];
        for (variables, blamed) in table {
            let error = client(variables).unwrap_err();
            assert_eq!(error.variable(), Some(*blamed), "{variables:?}");
            let printed = format!("{error} {error:?}");
            assert!(printed.contains(blamed), "{printed}");
            assert!(!printed.contains("secret"), "{printed}");
        }
    }

    #[test]
    fn what_is_set_is_what_the_client_uses() {
        let account = (SUB_ACCOUNT_ID, "acme");
        let key = (API_KEY, "key-of-a-test");
        let table: &[(&[(&str, &str)], &str)] = &[
            (&[account, key], "https://verify.8x8.com"),
            (&[account, key, (REGION, "")], "https://verify.8x8.com"),
            (&[account, key, (REGION, "europe")], "https://verify.8x8.uk"),
            (
                &[account, key, (BASE_URL, "http://[::1]:80")],
                "http://[::1]",
            ),
        ];
        for (variables, url) in table {
            let client = client(variables).unwrap();
            assert_eq!(client.shared().base_url.as_str(), *url);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_no_text_is_named() {
        use std::os::unix::ffi::OsStringExt;

        let error =
            ClientBuilder::from_variables(|_| Some(OsString::from_vec(vec![0xff]))).unwrap_err();
        assert_eq!(error.variable(), Some(SUB_ACCOUNT_ID));
    }
}
