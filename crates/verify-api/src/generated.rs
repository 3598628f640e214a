// Written by `cargo xtask regen` from the contract; edit that, not this.
// Generator: progenitor 0.15.1. Contract: sha256 17520c7558b7e6168f52466c1e26c989ce3726852d0b7914728d6a846987c011.

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
    /// Whether silent verification can work.
    #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct Coverage {
        /// True if it is available.
        #[serde(
            rename = "isAvailable",
            skip_serializing_if = "::std::option::Option::is_none"
        )]
        pub is_available: ::std::option::Option<bool>,
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
    impl<'de> ::serde::Deserialize<'de> for Coverage {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::other_members::read_object(deserializer)
        }
    }
    impl crate::other_members::Object for Coverage {
        fn read_member<'de, A: ::serde::de::MapAccess<'de>>(
            &mut self,
            name: &str,
            members: &mut A,
        ) -> Result<Option<::serde_json::Value>, A::Error> {
            match name {
                "isAvailable" => {
                    crate::other_members::read_field(&mut self.is_available, members)
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
    /// What only the channel `call` takes into account.
    #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct CallOptions {
        /// The caller that the phone shows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
        /// How fast the text is spoken. The vendor takes 0.8 if it is left out.
        ///
        /// Takes a number >= 0.5 and <= 2.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub speed: Option<f64>,
        /// How often the text is spoken. The vendor takes 2 if it is left out.
        ///
        /// Takes a whole number >= 1 and <= 3.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub repetition: Option<i64>,
        /// The voice that speaks.
        ///
        /// Takes 50 characters or fewer.
        #[serde(rename = "voiceProfile")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub voice_profile: Option<String>,
    }
    impl CallOptions {
        /// Starts with nothing set.
        #[must_use]
        pub fn new() -> Self {
            Self {
                source: None,
                speed: None,
                repetition: None,
                voice_profile: None,
            }
        }
        /// The caller that the phone shows.
        #[must_use]
        pub fn source(mut self, source: impl Into<String>) -> Self {
            self.source = Some(source.into());
            self
        }
        /// How fast the text is spoken. The vendor takes 0.8 if it is left out.
        ///
        /// Takes a number >= 0.5 and <= 2.
        #[must_use]
        pub fn speed(mut self, speed: f64) -> Self {
            self.speed = Some(speed);
            self
        }
        /// How often the text is spoken. The vendor takes 2 if it is left out.
        ///
        /// Takes a whole number >= 1 and <= 3.
        #[must_use]
        pub fn repetition(mut self, repetition: i64) -> Self {
            self.repetition = Some(repetition);
            self
        }
        /// The voice that speaks.
        ///
        /// Takes 50 characters or fewer.
        #[must_use]
        pub fn voice_profile(mut self, voice_profile: impl Into<String>) -> Self {
            self.voice_profile = Some(voice_profile.into());
            self
        }
        /// Checks every member against its documented constraints, as is done before anything
        /// is sent.
        /// # Errors
        /// [`InvalidValue`](crate::InvalidValue) names the first member that breaks a
        /// constraint, by its path.
        pub fn validate(&self) -> Result<(), crate::InvalidValue> {
            crate::check::number(
                "speed",
                self.speed,
                |number: f64| number >= 0.5 && number <= 2.0,
                "expected a number >= 0.5 and <= 2",
            )?;
            crate::check::integer(
                "repetition",
                self.repetition,
                |number: i64| {
                    number >= 1 && number <= 3 && i32::try_from(number).is_ok()
                },
                "expected a whole number >= 1 and <= 3",
            )?;
            {
                static RULES: crate::text::Rules = crate::text::Rules {
                    min_length: None,
                    max_length: Some(50),
                    pattern: None,
                    format: None,
                    in_path: false,
                };
                crate::check::text(
                    "voiceProfile",
                    self.voice_profile.as_ref().map(String::as_str),
                    &RULES,
                )?;
            }
            Ok(())
        }
    }
    impl crate::incoming::Object for CallOptions {
        fn read_members(
            members: crate::incoming::Members<'_>,
        ) -> Result<Self, crate::InvalidValue> {
            let read = Self {
                source: members.optional("source")?,
                speed: members.optional("speed")?,
                repetition: members.optional("repetition")?,
                voice_profile: members.optional("voiceProfile")?,
            };
            read.validate().map(|()| read)
        }
    }
    impl<'de> ::serde::Deserialize<'de> for CallOptions {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::incoming::deserialize(deserializer)
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for CallOptions {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "CallOptions".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "What only the channel `call` takes into account.",
  "properties": {
    "source": {
      "type": "string",
      "description": "The caller that the phone shows."
    },
    "speed": {
      "type": "number",
      "minimum": 0.5,
      "maximum": 2,
      "description": "How fast the text is spoken. The vendor takes 0.8 if it is left out."
    },
    "repetition": {
      "type": "integer",
      "format": "int32",
      "minimum": 1,
      "maximum": 3,
      "description": "How often the text is spoken. The vendor takes 2 if it is left out."
    },
    "voiceProfile": {
      "type": "string",
      "maxLength": 50,
      "description": "The voice that speaks."
    }
  }
}"#,
                &[],
            )
        }
    }
    /// The URL that is told of attempts. What it is told is not documented.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct CallbackUrl(String);
    crate::text::carried_text!(CallbackUrl);
    crate::text::sensitive_text!(CallbackUrl);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for CallbackUrl {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "CallbackUrl".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "format": "uri",
  "description": "The URL that is told of attempts. What it is told is not documented."
}"#,
                &[],
            )
        }
    }
    /// How the code reaches the person; `sma` verifies over the mobile network without a code. The vendor takes `sms` if it is left out.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Channel {
        /// `sms`.
        Sms,
        /// `call`.
        Call,
        /// `whatsapp`.
        Whatsapp,
        /// `viber`.
        Viber,
        /// `sma`.
        Sma,
        /// A value that this version does not know.
        Unrecognized(crate::Unrecognized),
    }
    impl Channel {
        /// The documented values, in the contract's order.
        pub const DOCUMENTED: &'static [&'static str] = &[
            "sms",
            "call",
            "whatsapp",
            "viber",
            "sma",
        ];
        /// The value as the vendor writes it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Sms => "sms",
                Self::Call => "call",
                Self::Whatsapp => "whatsapp",
                Self::Viber => "viber",
                Self::Sma => "sma",
                Self::Unrecognized(value) => value.as_str(),
            }
        }
    }
    impl<T: Into<String>> From<T> for Channel {
        fn from(value: T) -> Self {
            let value = value.into();
            match value.as_str() {
                "sms" => Self::Sms,
                "call" => Self::Call,
                "whatsapp" => Self::Whatsapp,
                "viber" => Self::Viber,
                "sma" => Self::Sma,
                _ => Self::Unrecognized(crate::Unrecognized::new(value)),
            }
        }
    }
    impl ::std::fmt::Display for Channel {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::serde::Serialize for Channel {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for Channel {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::text::deserialize(deserializer, crate::text::Integers::Refused)
                .map(Self::from)
        }
    }
    crate::incoming::text_member!(Channel);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for Channel {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "Channel".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "enum": [
    "sms",
    "call",
    "whatsapp",
    "viber",
    "sma"
  ],
  "description": "How the code reaches the person; `sma` verifies over the mobile network without a code. The vendor takes `sms` if it is left out."
}"#,
                &[],
            )
        }
    }
    /// The address of the person's device, by which the vendor limits rates.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct ClientIp(String);
    crate::text::carried_text!(ClientIp);
    crate::text::sensitive_text!(ClientIp);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for ClientIp {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "ClientIp".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "description": "The address of the person's device, by which the vendor limits rates."
}"#,
                &[],
            )
        }
    }
    /// Which characters a code is made of.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum CodeType {
        /// `NUMERIC`: digits.
        Numeric,
        /// `NUMERIC_WITH_DASH`: digits with a dash in the middle, or one left of it.
        NumericWithDash,
        /// `ALPHANUMERIC`: letters of both cases and digits.
        Alphanumeric,
        /// `ALPHANUMERIC_CAPITALS`: capital letters and digits.
        AlphanumericCapitals,
        /// `ALPHANUMERIC_EASY`: capital letters and digits without I, O, Q, S, and Z.
        AlphanumericEasy,
        /// A value that this version does not know.
        Unrecognized(crate::Unrecognized),
    }
    impl CodeType {
        /// The documented values, in the contract's order.
        pub const DOCUMENTED: &'static [&'static str] = &[
            "NUMERIC",
            "NUMERIC_WITH_DASH",
            "ALPHANUMERIC",
            "ALPHANUMERIC_CAPITALS",
            "ALPHANUMERIC_EASY",
        ];
        /// The value as the vendor writes it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Numeric => "NUMERIC",
                Self::NumericWithDash => "NUMERIC_WITH_DASH",
                Self::Alphanumeric => "ALPHANUMERIC",
                Self::AlphanumericCapitals => "ALPHANUMERIC_CAPITALS",
                Self::AlphanumericEasy => "ALPHANUMERIC_EASY",
                Self::Unrecognized(value) => value.as_str(),
            }
        }
    }
    impl<T: Into<String>> From<T> for CodeType {
        fn from(value: T) -> Self {
            let value = value.into();
            match value.as_str() {
                "NUMERIC" => Self::Numeric,
                "NUMERIC_WITH_DASH" => Self::NumericWithDash,
                "ALPHANUMERIC" => Self::Alphanumeric,
                "ALPHANUMERIC_CAPITALS" => Self::AlphanumericCapitals,
                "ALPHANUMERIC_EASY" => Self::AlphanumericEasy,
                _ => Self::Unrecognized(crate::Unrecognized::new(value)),
            }
        }
    }
    impl ::std::fmt::Display for CodeType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::serde::Serialize for CodeType {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for CodeType {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::text::deserialize(deserializer, crate::text::Integers::Refused)
                .map(Self::from)
        }
    }
    crate::incoming::text_member!(CodeType);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for CodeType {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "CodeType".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "enum": [
    "NUMERIC",
    "NUMERIC_WITH_DASH",
    "ALPHANUMERIC",
    "ALPHANUMERIC_CAPITALS",
    "ALPHANUMERIC_EASY"
  ],
  "description": "Which characters a code is made of.\n\n- `NUMERIC`: digits.\n- `NUMERIC_WITH_DASH`: digits with a dash in the middle, or one left of it.\n- `ALPHANUMERIC`: letters of both cases and digits.\n- `ALPHANUMERIC_CAPITALS`: capital letters and digits.\n- `ALPHANUMERIC_EASY`: capital letters and digits without I, O, Q, S, and Z."
}"#,
                &[],
            )
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for Coverage {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "Coverage".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "Whether silent verification can work.",
  "properties": {
    "isAvailable": {
      "type": "boolean",
      "description": "True if it is available."
    }
  }
}"#,
                &[],
            )
        }
    }
    /// Whose coverage to ask for.
    #[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct CoverageRequest {
        /// The address of the person's device, by which the vendor limits rates.
        #[serde(rename = "clientIp")]
        pub client_ip: ClientIp,
        /// The number to verify, in international form, or in national form beside `country`. Blanks, brackets, and dashes do not count.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub destination: Option<Destination>,
        /// The country of a number in national form, as two letters of ISO 3166-1.
        ///
        /// Takes 2 characters or fewer.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country: Option<String>,
    }
    impl CoverageRequest {
        /// Starts with the members that have to be there, and nothing else set.
        #[must_use]
        pub fn new(client_ip: impl Into<ClientIp>) -> Self {
            Self {
                client_ip: client_ip.into(),
                destination: None,
                country: None,
            }
        }
        /// The number to verify, in international form, or in national form beside `country`. Blanks, brackets, and dashes do not count.
        #[must_use]
        pub fn destination(mut self, destination: impl Into<Destination>) -> Self {
            self.destination = Some(destination.into());
            self
        }
        /// The country of a number in national form, as two letters of ISO 3166-1.
        ///
        /// Takes 2 characters or fewer.
        #[must_use]
        pub fn country(mut self, country: impl Into<String>) -> Self {
            self.country = Some(country.into());
            self
        }
        /// Checks every member against its documented constraints, as is done before anything
        /// is sent.
        /// # Errors
        /// [`InvalidValue`](crate::InvalidValue) names the first member that breaks a
        /// constraint, by its path.
        pub fn validate(&self) -> Result<(), crate::InvalidValue> {
            {
                static RULES: crate::text::Rules = crate::text::Rules {
                    min_length: None,
                    max_length: Some(2),
                    pattern: None,
                    format: None,
                    in_path: false,
                };
                crate::check::text(
                    "country",
                    self.country.as_ref().map(String::as_str),
                    &RULES,
                )?;
            }
            Ok(())
        }
    }
    impl crate::incoming::Object for CoverageRequest {
        fn read_members(
            members: crate::incoming::Members<'_>,
        ) -> Result<Self, crate::InvalidValue> {
            let read = Self {
                client_ip: members.required("clientIp")?,
                destination: members.optional("destination")?,
                country: members.optional("country")?,
            };
            read.validate().map(|()| read)
        }
    }
    impl<'de> ::serde::Deserialize<'de> for CoverageRequest {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::incoming::deserialize(deserializer)
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for CoverageRequest {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "CoverageRequest".into()
        }
        fn json_schema(
            generator: &mut ::schemars::SchemaGenerator,
        ) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "Whose coverage to ask for.",
  "required": [
    "clientIp"
  ],
  "properties": {
    "clientIp": {
      "allOf": [
        {
          "$ref": "ClientIp"
        }
      ]
    },
    "destination": {
      "allOf": [
        {
          "$ref": "Destination"
        }
      ]
    },
    "country": {
      "type": "string",
      "maxLength": 2,
      "description": "The country of a number in national form, as two letters of ISO 3166-1."
    }
  }
}"#,
                &[
                    ("ClientIp", generator.subschema_for::<ClientIp>()),
                    ("Destination", generator.subschema_for::<Destination>()),
                ],
            )
        }
    }
    /// The number to verify, in international form, or in national form beside `country`. Blanks, brackets, and dashes do not count.
    #[derive(Clone, PartialEq, Eq, Hash)]
    pub struct Destination(String);
    crate::text::carried_text!(Destination);
    crate::text::sensitive_text!(Destination);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for Destination {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "Destination".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "format": "phone",
  "description": "The number to verify, in international form, or in national form beside `country`. Blanks, brackets, and dashes do not count."
}"#,
                &[],
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
    /// The character set of the message. The vendor takes `AUTO` if it is left out.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum SmsEncoding {
        /// `AUTO`.
        Auto,
        /// `GSM7`.
        Gsm7,
        /// `UCS2`.
        Ucs2,
        /// A value that this version does not know.
        Unrecognized(crate::Unrecognized),
    }
    impl SmsEncoding {
        /// The documented values, in the contract's order.
        pub const DOCUMENTED: &'static [&'static str] = &["AUTO", "GSM7", "UCS2"];
        /// The value as the vendor writes it.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Auto => "AUTO",
                Self::Gsm7 => "GSM7",
                Self::Ucs2 => "UCS2",
                Self::Unrecognized(value) => value.as_str(),
            }
        }
    }
    impl<T: Into<String>> From<T> for SmsEncoding {
        fn from(value: T) -> Self {
            let value = value.into();
            match value.as_str() {
                "AUTO" => Self::Auto,
                "GSM7" => Self::Gsm7,
                "UCS2" => Self::Ucs2,
                _ => Self::Unrecognized(crate::Unrecognized::new(value)),
            }
        }
    }
    impl ::std::fmt::Display for SmsEncoding {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.write_str(self.as_str())
        }
    }
    impl ::serde::Serialize for SmsEncoding {
        fn serialize<S: ::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.as_str())
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SmsEncoding {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::text::deserialize(deserializer, crate::text::Integers::Refused)
                .map(Self::from)
        }
    }
    crate::incoming::text_member!(SmsEncoding);
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for SmsEncoding {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "SmsEncoding".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "string",
  "enum": [
    "AUTO",
    "GSM7",
    "UCS2"
  ],
  "description": "The character set of the message. The vendor takes `AUTO` if it is left out."
}"#,
                &[],
            )
        }
    }
    /// What only the channel `sms` takes into account.
    #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct SmsOptions {
        /// The sender that the message shows.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
        /// The character set of the message. The vendor takes `AUTO` if it is left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub encoding: Option<SmsEncoding>,
    }
    impl SmsOptions {
        /// Starts with nothing set.
        #[must_use]
        pub fn new() -> Self {
            Self {
                source: None,
                encoding: None,
            }
        }
        /// The sender that the message shows.
        #[must_use]
        pub fn source(mut self, source: impl Into<String>) -> Self {
            self.source = Some(source.into());
            self
        }
        /// The character set of the message. The vendor takes `AUTO` if it is left out.
        #[must_use]
        pub fn encoding(mut self, encoding: impl Into<SmsEncoding>) -> Self {
            self.encoding = Some(encoding.into());
            self
        }
        /// Checks every member against its documented constraints, as is done before anything
        /// is sent.
        /// # Errors
        /// [`InvalidValue`](crate::InvalidValue) names the first member that breaks a
        /// constraint, by its path.
        pub fn validate(&self) -> Result<(), crate::InvalidValue> {
            crate::check::documented(
                "encoding",
                self.encoding.as_ref().map(SmsEncoding::as_str),
                SmsEncoding::DOCUMENTED,
            )?;
            Ok(())
        }
    }
    impl crate::incoming::Object for SmsOptions {
        fn read_members(
            members: crate::incoming::Members<'_>,
        ) -> Result<Self, crate::InvalidValue> {
            let read = Self {
                source: members.optional("source")?,
                encoding: members.optional("encoding")?,
            };
            read.validate().map(|()| read)
        }
    }
    impl<'de> ::serde::Deserialize<'de> for SmsOptions {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::incoming::deserialize(deserializer)
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for SmsOptions {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "SmsOptions".into()
        }
        fn json_schema(
            generator: &mut ::schemars::SchemaGenerator,
        ) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "What only the channel `sms` takes into account.",
  "properties": {
    "source": {
      "type": "string",
      "description": "The sender that the message shows."
    },
    "encoding": {
      "$ref": "SmsEncoding"
    }
  }
}"#,
                &[("SmsEncoding", generator.subschema_for::<SmsEncoding>())],
            )
        }
    }
    /// Which number to verify, over which channel, and what the code looks like.
    #[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct StartRequest {
        /// The number to verify, in international form, or in national form beside `country`. Blanks, brackets, and dashes do not count.
        pub destination: Destination,
        /// The country of a number in national form, as two letters of ISO 3166-1.
        ///
        /// Takes 2 characters or fewer.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country: Option<String>,
        /// How the code reaches the person; `sma` verifies over the mobile network without a code. The vendor takes `sms` if it is left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub channel: Option<Channel>,
        /// The name that `{brand}` stands for in the template.
        ///
        /// Takes 30 characters or fewer.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub brand: Option<String>,
        /// How many characters the code has. The vendor takes 4 if it is left out.
        ///
        /// Takes a whole number >= 3 and <= 10.
        #[serde(rename = "codeLength")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub code_length: Option<i64>,
        /// How long the code is good for, in seconds. The vendor takes 300 if it is left out.
        ///
        /// Takes a whole number >= 30 and <= 7200.
        #[serde(rename = "codeValidity")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub code_validity: Option<i64>,
        /// Which characters a code is made of.
        #[serde(rename = "codeType")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub code_type: Option<CodeType>,
        /// The text of the message, for `sms` and `call` only. `{code}` and `{brand}` in it are filled in; without `{code}` the message holds no code.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub template: Option<String>,
        /// The language of a spoken message or of a WhatsApp template. Case counts. The vendor lists the values in prose only.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub language: Option<String>,
        /// True begins an open session anew, with another code. Otherwise the same code is sent again and stays valid for longer.
        #[serde(rename = "resetSession")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reset_session: Option<bool>,
        /// How many seconds must pass before the number is sent to again. The vendor takes 10 if it is left out.
        ///
        /// Takes a whole number >= 10 and <= 7200.
        #[serde(rename = "resendingInterval")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub resending_interval: Option<i64>,
        /// The URL that is told of attempts. What it is told is not documented.
        ///
        /// Takes a text of the format `uri`.
        #[serde(rename = "callbackUrl")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub callback_url: Option<CallbackUrl>,
        /// What only the channel `sms` takes into account.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sms: Option<SmsOptions>,
        /// What only the channel `call` takes into account.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub call: Option<CallOptions>,
        /// What only the channel `whatsapp` takes into account.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub whatsapp: Option<WhatsAppOptions>,
        /// The address of the person's device, by which the vendor limits rates.
        #[serde(rename = "clientIp")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub client_ip: Option<ClientIp>,
    }
    impl StartRequest {
        /// Starts with the members that have to be there, and nothing else set.
        #[must_use]
        pub fn new(destination: impl Into<Destination>) -> Self {
            Self {
                destination: destination.into(),
                country: None,
                channel: None,
                brand: None,
                code_length: None,
                code_validity: None,
                code_type: None,
                template: None,
                language: None,
                reset_session: None,
                resending_interval: None,
                callback_url: None,
                sms: None,
                call: None,
                whatsapp: None,
                client_ip: None,
            }
        }
        /// The country of a number in national form, as two letters of ISO 3166-1.
        ///
        /// Takes 2 characters or fewer.
        #[must_use]
        pub fn country(mut self, country: impl Into<String>) -> Self {
            self.country = Some(country.into());
            self
        }
        /// How the code reaches the person; `sma` verifies over the mobile network without a code. The vendor takes `sms` if it is left out.
        #[must_use]
        pub fn channel(mut self, channel: impl Into<Channel>) -> Self {
            self.channel = Some(channel.into());
            self
        }
        /// The name that `{brand}` stands for in the template.
        ///
        /// Takes 30 characters or fewer.
        #[must_use]
        pub fn brand(mut self, brand: impl Into<String>) -> Self {
            self.brand = Some(brand.into());
            self
        }
        /// How many characters the code has. The vendor takes 4 if it is left out.
        ///
        /// Takes a whole number >= 3 and <= 10.
        #[must_use]
        pub fn code_length(mut self, code_length: i64) -> Self {
            self.code_length = Some(code_length);
            self
        }
        /// How long the code is good for, in seconds. The vendor takes 300 if it is left out.
        ///
        /// Takes a whole number >= 30 and <= 7200.
        #[must_use]
        pub fn code_validity(mut self, code_validity: i64) -> Self {
            self.code_validity = Some(code_validity);
            self
        }
        /// Which characters a code is made of.
        #[must_use]
        pub fn code_type(mut self, code_type: impl Into<CodeType>) -> Self {
            self.code_type = Some(code_type.into());
            self
        }
        /// The text of the message, for `sms` and `call` only. `{code}` and `{brand}` in it are filled in; without `{code}` the message holds no code.
        #[must_use]
        pub fn template(mut self, template: impl Into<String>) -> Self {
            self.template = Some(template.into());
            self
        }
        /// The language of a spoken message or of a WhatsApp template. Case counts. The vendor lists the values in prose only.
        #[must_use]
        pub fn language(mut self, language: impl Into<String>) -> Self {
            self.language = Some(language.into());
            self
        }
        /// True begins an open session anew, with another code. Otherwise the same code is sent again and stays valid for longer.
        #[must_use]
        pub fn reset_session(mut self, reset_session: bool) -> Self {
            self.reset_session = Some(reset_session);
            self
        }
        /// How many seconds must pass before the number is sent to again. The vendor takes 10 if it is left out.
        ///
        /// Takes a whole number >= 10 and <= 7200.
        #[must_use]
        pub fn resending_interval(mut self, resending_interval: i64) -> Self {
            self.resending_interval = Some(resending_interval);
            self
        }
        /// The URL that is told of attempts. What it is told is not documented.
        ///
        /// Takes a text of the format `uri`.
        #[must_use]
        pub fn callback_url(mut self, callback_url: impl Into<CallbackUrl>) -> Self {
            self.callback_url = Some(callback_url.into());
            self
        }
        /// What only the channel `sms` takes into account.
        #[must_use]
        pub fn sms(mut self, sms: impl Into<SmsOptions>) -> Self {
            self.sms = Some(sms.into());
            self
        }
        /// What only the channel `call` takes into account.
        #[must_use]
        pub fn call(mut self, call: impl Into<CallOptions>) -> Self {
            self.call = Some(call.into());
            self
        }
        /// What only the channel `whatsapp` takes into account.
        #[must_use]
        pub fn whatsapp(mut self, whatsapp: impl Into<WhatsAppOptions>) -> Self {
            self.whatsapp = Some(whatsapp.into());
            self
        }
        /// The address of the person's device, by which the vendor limits rates.
        #[must_use]
        pub fn client_ip(mut self, client_ip: impl Into<ClientIp>) -> Self {
            self.client_ip = Some(client_ip.into());
            self
        }
        /// Checks every member against its documented constraints, as is done before anything
        /// is sent.
        /// # Errors
        /// [`InvalidValue`](crate::InvalidValue) names the first member that breaks a
        /// constraint, by its path.
        pub fn validate(&self) -> Result<(), crate::InvalidValue> {
            {
                static RULES: crate::text::Rules = crate::text::Rules {
                    min_length: None,
                    max_length: Some(2),
                    pattern: None,
                    format: None,
                    in_path: false,
                };
                crate::check::text(
                    "country",
                    self.country.as_ref().map(String::as_str),
                    &RULES,
                )?;
            }
            crate::check::documented(
                "channel",
                self.channel.as_ref().map(Channel::as_str),
                Channel::DOCUMENTED,
            )?;
            {
                static RULES: crate::text::Rules = crate::text::Rules {
                    min_length: None,
                    max_length: Some(30),
                    pattern: None,
                    format: None,
                    in_path: false,
                };
                crate::check::text(
                    "brand",
                    self.brand.as_ref().map(String::as_str),
                    &RULES,
                )?;
            }
            crate::check::integer(
                "codeLength",
                self.code_length,
                |number: i64| number >= 3 && number <= 10,
                "expected a whole number >= 3 and <= 10",
            )?;
            crate::check::integer(
                "codeValidity",
                self.code_validity,
                |number: i64| number >= 30 && number <= 7200,
                "expected a whole number >= 30 and <= 7200",
            )?;
            crate::check::documented(
                "codeType",
                self.code_type.as_ref().map(CodeType::as_str),
                CodeType::DOCUMENTED,
            )?;
            crate::check::integer(
                "resendingInterval",
                self.resending_interval,
                |number: i64| number >= 10 && number <= 7200,
                "expected a whole number >= 10 and <= 7200",
            )?;
            {
                static RULES: crate::text::Rules = crate::text::Rules {
                    min_length: None,
                    max_length: None,
                    pattern: None,
                    format: Some(crate::format::Format::Uri),
                    in_path: false,
                };
                crate::check::text(
                    "callbackUrl",
                    self.callback_url.as_ref().map(CallbackUrl::expose),
                    &RULES,
                )?;
            }
            crate::check::object("sms", self.sms.as_ref(), SmsOptions::validate)?;
            crate::check::object("call", self.call.as_ref(), CallOptions::validate)?;
            crate::check::object(
                "whatsapp",
                self.whatsapp.as_ref(),
                WhatsAppOptions::validate,
            )?;
            Ok(())
        }
    }
    impl crate::incoming::Object for StartRequest {
        fn read_members(
            members: crate::incoming::Members<'_>,
        ) -> Result<Self, crate::InvalidValue> {
            let read = Self {
                destination: members.required("destination")?,
                country: members.optional("country")?,
                channel: members.optional("channel")?,
                brand: members.optional("brand")?,
                code_length: members.optional("codeLength")?,
                code_validity: members.optional("codeValidity")?,
                code_type: members.optional("codeType")?,
                template: members.optional("template")?,
                language: members.optional("language")?,
                reset_session: members.optional("resetSession")?,
                resending_interval: members.optional("resendingInterval")?,
                callback_url: members.optional("callbackUrl")?,
                sms: members.optional("sms")?,
                call: members.optional("call")?,
                whatsapp: members.optional("whatsapp")?,
                client_ip: members.optional("clientIp")?,
            };
            read.validate().map(|()| read)
        }
    }
    impl<'de> ::serde::Deserialize<'de> for StartRequest {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::incoming::deserialize(deserializer)
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for StartRequest {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "StartRequest".into()
        }
        fn json_schema(
            generator: &mut ::schemars::SchemaGenerator,
        ) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "Which number to verify, over which channel, and what the code looks like.",
  "required": [
    "destination"
  ],
  "properties": {
    "destination": {
      "$ref": "Destination"
    },
    "country": {
      "type": "string",
      "maxLength": 2,
      "description": "The country of a number in national form, as two letters of ISO 3166-1."
    },
    "channel": {
      "$ref": "Channel"
    },
    "brand": {
      "type": "string",
      "maxLength": 30,
      "description": "The name that `{brand}` stands for in the template."
    },
    "codeLength": {
      "type": "integer",
      "minimum": 3,
      "maximum": 10,
      "description": "How many characters the code has. The vendor takes 4 if it is left out."
    },
    "codeValidity": {
      "type": "integer",
      "minimum": 30,
      "maximum": 7200,
      "description": "How long the code is good for, in seconds. The vendor takes 300 if it is left out."
    },
    "codeType": {
      "$ref": "CodeType"
    },
    "template": {
      "type": "string",
      "description": "The text of the message, for `sms` and `call` only. `{code}` and `{brand}` in it are filled in; without `{code}` the message holds no code."
    },
    "language": {
      "type": "string",
      "description": "The language of a spoken message or of a WhatsApp template. Case counts. The vendor lists the values in prose only."
    },
    "resetSession": {
      "type": "boolean",
      "description": "True begins an open session anew, with another code. Otherwise the same code is sent again and stays valid for longer."
    },
    "resendingInterval": {
      "type": "integer",
      "minimum": 10,
      "maximum": 7200,
      "description": "How many seconds must pass before the number is sent to again. The vendor takes 10 if it is left out."
    },
    "callbackUrl": {
      "$ref": "CallbackUrl"
    },
    "sms": {
      "$ref": "SmsOptions"
    },
    "call": {
      "$ref": "CallOptions"
    },
    "whatsapp": {
      "$ref": "WhatsAppOptions"
    },
    "clientIp": {
      "$ref": "ClientIp"
    }
  }
}"#,
                &[
                    ("CallOptions", generator.subschema_for::<CallOptions>()),
                    ("CallbackUrl", generator.subschema_for::<CallbackUrl>()),
                    ("Channel", generator.subschema_for::<Channel>()),
                    ("ClientIp", generator.subschema_for::<ClientIp>()),
                    ("CodeType", generator.subschema_for::<CodeType>()),
                    ("Destination", generator.subschema_for::<Destination>()),
                    ("SmsOptions", generator.subschema_for::<SmsOptions>()),
                    ("WhatsAppOptions", generator.subschema_for::<WhatsAppOptions>()),
                ],
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
    /// What only the channel `whatsapp` takes into account.
    #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
    #[non_exhaustive]
    pub struct WhatsAppOptions {
        /// The approved template to send. The vendor's text asks for it on this channel; its schema does not.
        #[serde(rename = "templateName")]
        #[serde(skip_serializing_if = "Option::is_none")]
        pub template_name: Option<String>,
    }
    impl WhatsAppOptions {
        /// Starts with nothing set.
        #[must_use]
        pub fn new() -> Self {
            Self { template_name: None }
        }
        /// The approved template to send. The vendor's text asks for it on this channel; its schema does not.
        #[must_use]
        pub fn template_name(mut self, template_name: impl Into<String>) -> Self {
            self.template_name = Some(template_name.into());
            self
        }
        /// Checks every member against its documented constraints, as is done before anything
        /// is sent.
        /// # Errors
        /// [`InvalidValue`](crate::InvalidValue) names the first member that breaks a
        /// constraint, by its path.
        pub fn validate(&self) -> Result<(), crate::InvalidValue> {
            Ok(())
        }
    }
    impl crate::incoming::Object for WhatsAppOptions {
        fn read_members(
            members: crate::incoming::Members<'_>,
        ) -> Result<Self, crate::InvalidValue> {
            let read = Self {
                template_name: members.optional("templateName")?,
            };
            read.validate().map(|()| read)
        }
    }
    impl<'de> ::serde::Deserialize<'de> for WhatsAppOptions {
        fn deserialize<D: ::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            crate::incoming::deserialize(deserializer)
        }
    }
    #[cfg(feature = "schemars")]
    impl ::schemars::JsonSchema for WhatsAppOptions {
        fn schema_name() -> ::std::borrow::Cow<'static, str> {
            "WhatsAppOptions".into()
        }
        fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
            crate::json_schema::of(
                r#"{
  "type": "object",
  "description": "What only the channel `whatsapp` takes into account.",
  "properties": {
    "templateName": {
      "type": "string",
      "description": "The approved template to send. The vendor's text asks for it on this channel; its schema does not."
    }
  }
}"#,
                &[],
            )
        }
    }
}
#[derive(Clone, Debug)]
/// Client for 8x8 Verification API
///
/// One-time codes sent to a phone number, and silent verification over the mobile network. A session stands for one number being verified: it is opened, read, and a code is tried against it.
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
    /// Send a code, or begin a silent verification
    ///
    /// Sends a one-time code over the chosen channel, or begins a silent verification, and opens a
    /// session for it. Each message that goes out is billed.
    ///
    /// The same request again meets the session that is still open: within `resendingInterval`
    /// nothing is sent, and the vendor's text names 403 for it without declaring that status.
    ///
    /// Sends a `POST` request to `/api/v2/subaccounts/{subAccountId}/sessions`
    ///
    /// Arguments:
    /// - `sub_account_id`: The sub-account that sends and pays.
    /// - `body`
    pub fn start_verification(&self) -> builder::StartVerification<'_> {
        builder::StartVerification::new(self)
    }
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
    /// Ask whether a silent verification can work
    ///
    /// Tells whether silent mobile authentication is available to a device, by its address and, where it is given, its number. It needs a mobile data connection, and not every number is covered.
    ///
    /// Sends a `POST` request to `/api/v2/subaccounts/{subAccountId}/sma/coverage`
    ///
    /// Arguments:
    /// - `sub_account_id`: The sub-account that asks.
    /// - `body`
    pub fn check_silent_coverage(&self) -> builder::CheckSilentCoverage<'_> {
        builder::CheckSilentCoverage::new(self)
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
    /// Builder for [`Client::start_verification`]
    ///
    /// [`Client::start_verification`]: super::Client::start_verification
    #[derive(Clone)]
    #[must_use = "a request is sent by `send`"]
    pub struct StartVerification<'a> {
        client: &'a super::Client,
        sub_account_id: Result<crate::types::SubAccountId, String>,
        body: Result<crate::types::StartRequest, String>,
    }
    impl<'a> StartVerification<'a> {
        /// Starts a request; the method of the client does the same.
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                sub_account_id: Err(crate::runtime::missing("sub_account_id")),
                body: Err(crate::runtime::missing("body")),
            }
        }
        /// The sub-account that sends and pays.
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
        /// Sets the body, of which members that were not set are not sent.
        pub fn body(mut self, body: crate::types::StartRequest) -> Self {
            self.body = body
                .validate()
                .map(|()| body)
                .map_err(|refused| refused.to_string());
            self
        }
        /// Sends a `POST` request to `/api/v2/subaccounts/{subAccountId}/sessions`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Session>, Error<types::ApiError>> {
            let Self { client, sub_account_id, body } = self;
            let sub_account_id = sub_account_id.map_err(Error::InvalidRequest)?;
            let body = body.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/v2/subaccounts/{}/sessions", client.baseurl, encode_path(&
                sub_account_id.to_string()),
            );
            #[allow(unused_mut)]
            let mut request = crate::runtime::with_body(
                    client
                        .client
                        .post(url)
                        .header(
                            ::reqwest::header::ACCEPT,
                            ::reqwest::header::HeaderValue::from_static(
                                "application/json",
                            ),
                        ),
                    Some(&body),
                )
                .build()?;
            let info = OperationInfo {
                operation_id: "start_verification",
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
                426u16 => {
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
    /// Builder for [`Client::check_silent_coverage`]
    ///
    /// [`Client::check_silent_coverage`]: super::Client::check_silent_coverage
    #[derive(Clone)]
    #[must_use = "a request is sent by `send`"]
    pub struct CheckSilentCoverage<'a> {
        client: &'a super::Client,
        sub_account_id: Result<crate::types::SubAccountId, String>,
        body: Result<crate::types::CoverageRequest, String>,
    }
    impl<'a> CheckSilentCoverage<'a> {
        /// Starts a request; the method of the client does the same.
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                sub_account_id: Err(crate::runtime::missing("sub_account_id")),
                body: Err(crate::runtime::missing("body")),
            }
        }
        /// The sub-account that asks.
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
        /// Sets the body, of which members that were not set are not sent.
        pub fn body(mut self, body: crate::types::CoverageRequest) -> Self {
            self.body = body
                .validate()
                .map(|()| body)
                .map_err(|refused| refused.to_string());
            self
        }
        /// Sends a `POST` request to `/api/v2/subaccounts/{subAccountId}/sma/coverage`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::Coverage>, Error<types::ApiError>> {
            let Self { client, sub_account_id, body } = self;
            let sub_account_id = sub_account_id.map_err(Error::InvalidRequest)?;
            let body = body.map_err(Error::InvalidRequest)?;
            let url = format!(
                "{}/api/v2/subaccounts/{}/sma/coverage", client.baseurl, encode_path(&
                sub_account_id.to_string()),
            );
            #[allow(unused_mut)]
            let mut request = crate::runtime::with_body(
                    client
                        .client
                        .post(url)
                        .header(
                            ::reqwest::header::ACCEPT,
                            ::reqwest::header::HeaderValue::from_static(
                                "application/json",
                            ),
                        ),
                    Some(&body),
                )
                .build()?;
            let info = OperationInfo {
                operation_id: "check_silent_coverage",
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
    impl ::std::fmt::Debug for StartVerification<'_> {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("StartVerification").finish_non_exhaustive()
        }
    }
    impl ::std::fmt::Debug for ValidateVerification<'_> {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("ValidateVerification").finish_non_exhaustive()
        }
    }
    impl ::std::fmt::Debug for CheckSilentCoverage<'_> {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            f.debug_struct("CheckSilentCoverage").finish_non_exhaustive()
        }
    }
}
/// Headers of answers, with the types of their values.
pub mod headers {
    /// The header `upgrade`; documented for 426 of [`start_verification`](crate::Client::start_verification).
    pub const UPGRADE: crate::Header<::std::string::String> = crate::Header::new(
        "upgrade",
        crate::header::read::text,
    );
}
/// Whether the contract wants an operation authenticated with the API key.
pub(crate) fn requires_api_key(_: &str) -> bool {
    true
}
