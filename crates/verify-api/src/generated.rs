// Written by `cargo xtask regen` from the contract; edit that, not this.
// Generator: progenitor 0.15.1. Contract: sha256 5767fbe3987b2bc0db806cd848ab5489a52b2f847405d6906008ff252e8e229b.

#[allow(unused_imports)]
use crate::runtime::{
    ClientHooks, ClientInfo, Error, OperationInfo, ResponseValue, encode_path,
};
/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    /// What the vendor answers when it refuses a request or fails.
    #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct ApiError {
        /// The reason as a number. The vendor publishes no closed list.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub code: ::std::option::Option<i64>,
        /// Names this one error. The vendor's support asks for it.
        #[serde(
            rename = "errorId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub error_id: ::std::option::Option<::std::string::String>,
        /// The reason in words. It may repeat what was sent.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<crate::types::ErrorMessage>,
        /// When the error happened.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub timestamp: ::std::option::Option<crate::Timestamp>,
        /// What else the answer held: members that are not documented or could not be read.
        #[serde(flatten)]
        pub other_members: crate::OtherMembers,
    }
    /// One phone number being verified, as it stands when the vendor answers.
    #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct Session {
        /// How many wrong codes this session has seen.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub attempt: ::std::option::Option<i64>,
        /// A phone number with its country code. The vendor writes it with and without a leading plus sign.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub destination: ::std::option::Option<crate::types::PhoneNumber>,
        /// When the session expires.
        #[serde(
            rename = "expiresAt",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub expires_at: ::std::option::Option<crate::Timestamp>,
        /// When a code may be sent again for this session. It says nothing about checking a code.
        #[serde(
            rename = "retryAfter",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub retry_after: ::std::option::Option<crate::Timestamp>,
        /// Names one verification session, from its creation to its end.
        ///
        /// Keep it: reading the session and checking a code both need it. A code that is sent again
        /// belongs to the same session. The vendor writes it with and without dashes, so treat it as
        /// opaque.
        #[serde(
            rename = "sessionId",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub session_id: ::std::option::Option<crate::types::SessionId>,
        /// What the silent mobile authentication channel adds to a session.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub sma: ::std::option::Option<Sma>,
        /// Where a session stands.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<crate::types::SessionStatus>,
        /// Where this session is found at the vendor, as a full URL or as its path alone.
        #[serde(
            rename = "verifyUri",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub verify_uri: ::std::option::Option<::std::string::String>,
        /// What else the answer held: members that are not documented or could not be read.
        #[serde(flatten)]
        pub other_members: crate::OtherMembers,
    }
    /// What the silent mobile authentication channel adds to a session.
    #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct Sma {
        /// The URL the person's device has to open in the background, over its mobile data connection.
        #[serde(
            rename = "verificationUrl",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub verification_url: ::std::option::Option<crate::types::VerificationUrl>,
        /// What else the answer held: members that are not documented or could not be read.
        #[serde(flatten)]
        pub other_members: crate::OtherMembers,
    }
    impl<'de> ::serde::Deserialize<'de> for ApiError {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::other_members::read_object(deserializer)
        }
    }
    impl crate::other_members::Object for ApiError {
        fn read_member<'de, A: ::serde::de::MapAccess<'de>>(
            &mut self,
            name: &str,
            members: &mut A,
        ) -> Result<Option<::serde_json::Value>, A::Error> {
            match name {
                "code" => crate::other_members::read_field(&mut self.code, members),
                "errorId" => {
                    crate::other_members::read_field(&mut self.error_id, members)
                }
                "message" => crate::other_members::read_field(&mut self.message, members),
                "timestamp" => {
                    crate::other_members::read_field(&mut self.timestamp, members)
                }
                _ => crate::other_members::keep(members),
            }
        }
        fn other_members(&mut self) -> &mut crate::OtherMembers {
            &mut self.other_members
        }
    }
    impl<'de> ::serde::Deserialize<'de> for Session {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::other_members::read_object(deserializer)
        }
    }
    impl crate::other_members::Object for Session {
        fn read_member<'de, A: ::serde::de::MapAccess<'de>>(
            &mut self,
            name: &str,
            members: &mut A,
        ) -> Result<Option<::serde_json::Value>, A::Error> {
            match name {
                "attempt" => crate::other_members::read_field(&mut self.attempt, members),
                "destination" => {
                    crate::other_members::read_field(&mut self.destination, members)
                }
                "expiresAt" => {
                    crate::other_members::read_field(&mut self.expires_at, members)
                }
                "retryAfter" => {
                    crate::other_members::read_field(&mut self.retry_after, members)
                }
                "sessionId" => {
                    crate::other_members::read_field(&mut self.session_id, members)
                }
                "sma" => crate::other_members::read_field(&mut self.sma, members),
                "status" => crate::other_members::read_field(&mut self.status, members),
                "verifyUri" => {
                    crate::other_members::read_field(&mut self.verify_uri, members)
                }
                _ => crate::other_members::keep(members),
            }
        }
        fn other_members(&mut self) -> &mut crate::OtherMembers {
            &mut self.other_members
        }
    }
    impl<'de> ::serde::Deserialize<'de> for Sma {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::other_members::read_object(deserializer)
        }
    }
    impl crate::other_members::Object for Sma {
        fn read_member<'de, A: ::serde::de::MapAccess<'de>>(
            &mut self,
            name: &str,
            members: &mut A,
        ) -> Result<Option<::serde_json::Value>, A::Error> {
            match name {
                "verificationUrl" => {
                    crate::other_members::read_field(&mut self.verification_url, members)
                }
                _ => crate::other_members::keep(members),
            }
        }
        fn other_members(&mut self) -> &mut crate::OtherMembers {
            &mut self.other_members
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for ApiError {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "ApiError".into()
        }
        fn json_schema(
            generator: &mut ::schemars::SchemaGenerator,
        ) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "What the vendor answers when it refuses a request or fails.",
  "required": [
    "code",
    "errorId",
    "timestamp"
  ],
  "properties": {
    "code": {
      "type": "integer",
      "description": "The reason as a number. The vendor publishes no closed list."
    },
    "message": {
      "$ref": "ErrorMessage"
    },
    "errorId": {
      "type": "string",
      "format": "uuid",
      "description": "Names this one error. The vendor's support asks for it."
    },
    "timestamp": {
      "type": "string",
      "format": "date-time",
      "description": "When the error happened."
    }
  }
}"#,
                &[("ErrorMessage", generator.subschema_for::<ErrorMessage>())],
            )
        }
    }
    /// The reason in words. It may repeat what was sent.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct ErrorMessage(String);
    crate::text::carried_text!(ErrorMessage);
    crate::text::sensitive_text!(ErrorMessage);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for ErrorMessage {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "ErrorMessage".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "description": "The reason in words. It may repeat what was sent."
}"#,
                &[],
            )
        }
    }
    /// A phone number with its country code. The vendor writes it with and without a leading plus sign.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct PhoneNumber(String);
    crate::text::carried_text!(PhoneNumber);
    crate::text::sensitive_text!(PhoneNumber);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for PhoneNumber {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "PhoneNumber".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "format": "phone",
  "description": "A phone number with its country code. The vendor writes it with and without a leading plus sign."
}"#,
                &[],
            )
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for Session {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "Session".into()
        }
        fn json_schema(
            generator: &mut ::schemars::SchemaGenerator,
        ) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "One phone number being verified, as it stands when the vendor answers.",
  "properties": {
    "sessionId": {
      "$ref": "SessionId"
    },
    "verifyUri": {
      "type": "string",
      "description": "Where this session is found at the vendor, as a full URL or as its path alone."
    },
    "destination": {
      "$ref": "PhoneNumber"
    },
    "status": {
      "$ref": "SessionStatus"
    },
    "attempt": {
      "type": "integer",
      "minimum": 0,
      "maximum": 255,
      "default": 0,
      "description": "How many wrong codes this session has seen."
    },
    "expiresAt": {
      "type": "string",
      "format": "date-time",
      "description": "When the session expires."
    },
    "retryAfter": {
      "type": "string",
      "format": "date-time",
      "description": "When a code may be sent again for this session. It says nothing about checking a code."
    },
    "sma": {
      "$ref": "Sma"
    }
  }
}"#,
                &[
                    ("PhoneNumber", generator.subschema_for::<PhoneNumber>()),
                    ("SessionId", generator.subschema_for::<SessionId>()),
                    ("SessionStatus", generator.subschema_for::<SessionStatus>()),
                    ("Sma", generator.subschema_for::<Sma>()),
                ],
            )
        }
    }
    /// Names one verification session, from its creation to its end.
    ///
    /// Keep it: reading the session and checking a code both need it. A code that is sent again
    /// belongs to the same session. The vendor writes it with and without dashes, so treat it as
    /// opaque.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct SessionId(String);
    static SESSION_ID_RULES: crate::text::Rules = crate::text::Rules {
        min_length: None,
        max_length: None,
        pattern: None,
        format: None,
        in_path: true,
    };
    crate::text::checked_text!(SessionId, SESSION_ID_RULES);
    crate::text::shown_text!(SessionId);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for SessionId {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "SessionId".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "description": "Names one verification session, from its creation to its end.\n\nKeep it: reading the session and checking a code both need it. A code that is sent again\nbelongs to the same session. The vendor writes it with and without dashes, so treat it as\nopaque."
}"#,
                &[],
            )
        }
    }
    /// Where a session stands.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum SessionStatus {
        /// `WAITING`, not final: no right code has come in and time is not up.
        Waiting,
        /// `VERIFIED`, final: the last code was right and in time.
        Verified,
        /// `FAILED`, final: five codes were wrong. This cannot be undone.
        Failed,
        /// `EXPIRED`, final: time ran out before a right code came in.
        Expired,
        /// A value that this version does not know.
        Unrecognized(crate::Unrecognized),
    }
    impl SessionStatus {
        /// The documented values, in the contract's order.
        pub const DOCUMENTED: &'static [&'static str] = &[
            "WAITING",
            "VERIFIED",
            "FAILED",
            "EXPIRED",
        ];
        /// The value as the vendor writes it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Waiting => "WAITING",
                Self::Verified => "VERIFIED",
                Self::Failed => "FAILED",
                Self::Expired => "EXPIRED",
                Self::Unrecognized(value) => value.as_str(),
            }
        }
    }
    impl<T: Into<String>> From<T> for SessionStatus {
        fn from(value: T) -> Self {
            let value = value.into();
            match value.as_str() {
                "WAITING" => Self::Waiting,
                "VERIFIED" => Self::Verified,
                "FAILED" => Self::Failed,
                "EXPIRED" => Self::Expired,
                _ => Self::Unrecognized(crate::Unrecognized::new(value)),
            }
        }
    }
    impl ::std::fmt::Display for SessionStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::serde::Serialize for SessionStatus {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SessionStatus {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::text::deserialize(deserializer, crate::text::Integers::Refused)
                .map(Self::from)
        }
    }
    crate::incoming::text_member!(SessionStatus);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for SessionStatus {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "SessionStatus".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "enum": [
    "WAITING",
    "VERIFIED",
    "FAILED",
    "EXPIRED"
  ],
  "description": "Where a session stands.\n\n- `WAITING`, not final: no right code has come in and time is not up.\n- `VERIFIED`, final: the last code was right and in time.\n- `FAILED`, final: five codes were wrong. This cannot be undone.\n- `EXPIRED`, final: time ran out before a right code came in."
}"#,
                &[],
            )
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for Sma {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "Sma".into()
        }
        fn json_schema(
            generator: &mut ::schemars::SchemaGenerator,
        ) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "What the silent mobile authentication channel adds to a session.",
  "properties": {
    "verificationUrl": {
      "$ref": "VerificationUrl"
    }
  }
}"#,
                &[("VerificationUrl", generator.subschema_for::<VerificationUrl>())],
            )
        }
    }
    /// Names the sub-account to act for. One is made when an account is opened; the vendor's console lists them.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct SubAccountId(String);
    static SUB_ACCOUNT_ID_RULES: crate::text::Rules = crate::text::Rules {
        min_length: Some(3),
        max_length: Some(50),
        pattern: Some(
            crate::text::Pattern::new(
                "^[A-Za-z0-9\\-._&]{3,50}$",
                || crate::text::Pattern::compile("^[A-Za-z0-9\\-._&]{3,50}$"),
            ),
        ),
        format: None,
        in_path: true,
    };
    crate::text::checked_text!(SubAccountId, SUB_ACCOUNT_ID_RULES);
    crate::text::shown_text!(SubAccountId);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for SubAccountId {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "SubAccountId".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "minLength": 3,
  "maxLength": 50,
  "pattern": "^[A-Za-z0-9\\-._&]{3,50}$",
  "description": "Names the sub-account to act for. One is made when an account is opened; the vendor's console lists them."
}"#,
                &[],
            )
        }
    }
    /// A one-time code as a person typed it in, to be compared with the one that was sent.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct VerificationCode(String);
    static VERIFICATION_CODE_RULES: crate::text::Rules = crate::text::Rules {
        min_length: Some(3),
        max_length: Some(10),
        pattern: None,
        format: None,
        in_path: false,
    };
    crate::text::checked_text!(VerificationCode, VERIFICATION_CODE_RULES);
    crate::text::sensitive_text!(VerificationCode);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for VerificationCode {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "VerificationCode".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "minLength": 3,
  "maxLength": 10,
  "description": "A one-time code as a person typed it in, to be compared with the one that was sent."
}"#,
                &[],
            )
        }
    }
    /// The URL the person's device has to open in the background, over its mobile data connection.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct VerificationUrl(String);
    crate::text::carried_text!(VerificationUrl);
    crate::text::sensitive_text!(VerificationUrl);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for VerificationUrl {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "VerificationUrl".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "description": "The URL the person's device has to open in the background, over its mobile data connection."
}"#,
                &[],
            )
        }
    }
}
#[derive(Clone, Debug)]
/// Client for 8x8 Verification API
///
/// One-time codes sent to a phone number. A session stands for one number being verified; this document covers reading a session and trying a code against it.
///
/// Version: 2
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: crate::hooks::Identity,
}
impl ClientInfo<crate::hooks::Identity> for Client {
    fn api_version() -> &'static str {
        "2"
    }
    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }
    fn client(&self) -> &reqwest::Client {
        &self.client
    }
    fn inner(&self) -> &crate::hooks::Identity {
        &self.inner
    }
}
const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<crate::hooks::Identity>,
    {}
};
impl Client {
    /// Read a session, or try a code against it
    ///
    /// Without `code` this reads where the session stands and changes nothing. With `code` it is a
    /// check: a right code makes the session `VERIFIED`, a wrong one uses up one of five attempts.
    ///
    /// An answer of `VERIFIED` says that somebody verified `destination`. It says so again on every
    /// later call, whatever code is sent, so compare `destination` with the number being claimed.
    ///
    /// Sends a `GET` request to `/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}`
    ///
    /// Arguments:
    /// - `sub_account_id`: The sub-account that owns the session.
    /// - `session_id`: The session, as named by the answer that created it.
    /// - `code`: The code the person typed in. Leave it out to read the session only.
    pub fn validate_verification(&self) -> builder::ValidateVerification<'_> {
        builder::ValidateVerification::new(self)
    }
}
/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::types;
    #[allow(unused_imports)]
    use super::{
        ClientHooks, ClientInfo, Error, OperationInfo, ResponseValue, encode_path,
    };
    /// Builder for [`Client::validate_verification`]
    ///
    /// [`Client::validate_verification`]: super::Client::validate_verification
    #[derive(Clone)]
    #[must_use = "a request is sent by `send`"]
    pub struct ValidateVerification<'a> {
        client: &'a super::Client,
        sub_account_id: Result<crate::types::SubAccountId, String>,
        session_id: Result<crate::types::SessionId, String>,
        code: Result<Option<crate::types::VerificationCode>, String>,
    }
    impl<'a> ValidateVerification<'a> {
        /// Starts a request; the method of the client does the same.
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                sub_account_id: Err(crate::runtime::missing("sub_account_id")),
                session_id: Err(crate::runtime::missing("session_id")),
                code: Ok(None),
            }
        }
        /// The sub-account that owns the session.
        pub fn sub_account_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::types::SubAccountId>,
            V::Error: Into<crate::InvalidValue>,
        {
            self.sub_account_id = value
                .try_into()
                .map_err(|reason| crate::runtime::refused("sub_account_id", reason));
            self
        }
        /// The session, as named by the answer that created it.
        pub fn session_id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::types::SessionId>,
            V::Error: Into<crate::InvalidValue>,
        {
            self.session_id = value
                .try_into()
                .map_err(|reason| crate::runtime::refused("session_id", reason));
            self
        }
        /// The code the person typed in. Leave it out to read the session only.
        pub fn code<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<crate::types::VerificationCode>,
            V::Error: Into<crate::InvalidValue>,
        {
            self.code = value
                .try_into()
                .map(Some)
                .map_err(|reason| crate::runtime::refused("code", reason));
            self
        }
        /// Sends a `GET` request to `/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Session>, Error<types::ApiError>> {
            let Self { client, sub_account_id, session_id, code } = self;
            let sub_account_id = sub_account_id.map_err(Error::InvalidRequest)?;
            let session_id = session_id.map_err(Error::InvalidRequest)?;
            let code = code.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/v2/subaccounts/{}/sessions/{}", client.baseurl, encode_path(&
                sub_account_id.to_string()), encode_path(& session_id.to_string()),
            );
            #[allow(unused_mut)]
            let mut request = client
                .client
                .get(url)
                .header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json"),
                )
                .query(&crate::runtime::QueryParam::new("code", &code))
                .build()?;
            let info = OperationInfo {
                operation_id: "validate_verification",
            };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                400u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                401u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                404u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                500u16 => {
                    Err(
                        Error::ErrorResponse(
                            ResponseValue::from_response(response).await?,
                        ),
                    )
                }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
    impl ::std::fmt::Debug for ValidateVerification<'_> {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("ValidateVerification").finish_non_exhaustive()
        }
    }
}
/// Headers of answers, with the types of their values.
pub mod headers {}
/// Whether the contract wants an operation authenticated with the API key.
pub(crate) fn requires_api_key(_: &str) -> bool {
    true
}
