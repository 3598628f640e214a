//! The edits, each a piece of the contract's text and what takes its place.

use anyhow::{Result, bail};

/// One edit of the contract.
pub(super) struct Edit {
    pub(super) name: &'static str,
    from: &'static str,
    to: &'static str,
    /// Why the two verdicts may differ; empty where they have to agree.
    pub(super) reason: &'static str,
}

impl Edit {
    /// The contract with the edit.
    pub(super) fn apply(&self, text: &str) -> Result<String> {
        if text.matches(self.from).count() == 0 {
            bail!(
                "the contract has no {:?} for the edit `{}`",
                self.from,
                self.name
            );
        }
        Ok(text.replacen(self.from, self.to, 1))
    }
}

const fn edit(
    name: &'static str,
    from: &'static str,
    to: &'static str,
    reason: &'static str,
) -> Edit {
    Edit {
        name,
        from,
        to,
        reason,
    }
}

/// The tool sees items, not values: a builder takes an argument or does without it by the same
/// method.
const AT_RUN_TIME: &str = "The call still compiles, and fails when it is sent without the argument. \
     The tool sees signatures, not what a builder demands.";
const CHECKED_TEXT: &str = "The type is the same, and takes other texts: what it refuses is said by \
     its constructor, when it runs.";
/// Rules hold for any OpenAPI client; the generated one may be more patient.
const PATIENT: &str = "The rule speaks of clients in general. Here the type is read so openly that \
     code written against it stays right.";
const UNSEEN_TYPE: &str = "The field or argument has another type, and code that names the old one does \
     not compile. The tool has no lint for the type of a field.";
const ADDITION: &str = "There is something new to use, which Cargo's rules for versions call a minor \
     step. The tool demands one only for what it has a lint for.";
const DOCS_ONLY: &str =
    "Only what rustdoc shows, or an item that the tool does not count, is other.";

#[rustfmt::skip]
pub(super) const EDITS: &[Edit] = &[
    edit("an operation is called otherwise", "operationId: validateVerification", "operationId: readVerification", ""),
    edit("a server is gone", "  - url: https://verify.8x8.id\n    description: Indonesia.\n", "", PATIENT),
    edit("a server is added", "  - url: https://verify.8x8.id\n", "  - url: https://verify.8x8.example\n    description: A new region.\n  - url: https://verify.8x8.id\n", PATIENT),
    edit("an optional query parameter is added", "      responses:\n        \"200\":", "        - name: locale\n          in: query\n          description: A language.\n          schema:\n            type: string\n            minLength: 2\n      responses:\n        \"200\":", ADDITION),
    edit("a required query parameter is added", "      responses:\n        \"200\":", "        - name: locale\n          in: query\n          required: true\n          description: A language.\n          schema:\n            type: string\n            minLength: 2\n      responses:\n        \"200\":", AT_RUN_TIME),
    edit("an optional query parameter is gone", "        - name: code\n          in: query\n          description: The code the person typed in. Leave it out to read the session only.\n          schema:\n            $ref: \"#/components/schemas/VerificationCode\"\n", "", ""),
    edit("a query parameter has another name", "        - name: code\n          in: query\n", "        - name: pin\n          in: query\n", ""),
    edit("a query parameter becomes required", "        - name: code\n          in: query\n", "        - name: code\n          in: query\n          required: true\n", AT_RUN_TIME),
    edit("a path parameter has another name", "{sessionId}:", "{session}:", ""),
    edit("a parameter is deprecated", "        - name: code\n          in: query\n", "        - name: code\n          in: query\n          deprecated: true\n", DOCS_ONLY),
    edit("a parameter's longest text is shorter", "maxLength: 10\n      x-sensitive", "maxLength: 8\n      x-sensitive", CHECKED_TEXT),
    edit("a parameter's shortest text is longer", "minLength: 3\n      maxLength: 10", "minLength: 4\n      maxLength: 10", CHECKED_TEXT),
    edit("a parameter's limit is gone", "      minLength: 3\n      maxLength: 10\n", "      minLength: 3\n", CHECKED_TEXT),
    edit("a parameter's pattern is other", "      pattern: ^[A-Za-z0-9\\-._&]{3,50}$\n", "      pattern: ^[A-Za-z0-9]{3,50}$\n", CHECKED_TEXT),
    edit("a parameter's pattern is gone", "      pattern: ^[A-Za-z0-9\\-._&]{3,50}$\n", "", CHECKED_TEXT),
    edit("a parameter gets a pattern", "minLength: 3\n      maxLength: 10", "minLength: 3\n      pattern: ^[0-9]+$\n      maxLength: 10", CHECKED_TEXT),
    edit("a parameter becomes an enum", "      minLength: 3\n      maxLength: 50\n      pattern: ^[A-Za-z0-9\\-._&]{3,50}$\n", "      enum: [one, two]\n", UNSEEN_TYPE),
    edit("a parameter's type is other", "      type: string\n      minLength: 3\n      maxLength: 50\n      pattern: ^[A-Za-z0-9\\-._&]{3,50}$\n", "      type: integer\n      minimum: 0\n      maximum: 9999\n", UNSEEN_TYPE),
    edit("an enum value is added to an answer", "        - EXPIRED\n", "        - EXPIRED\n        - CANCELLED\n", ADDITION),
    edit("an enum value is gone from an answer", "        - FAILED\n", "", ""),
    edit("an answer's text becomes an enum", "        verifyUri:\n          type: string\n", "        verifyUri:\n          type: string\n          enum: [one, two]\n", UNSEEN_TYPE),
    edit("an optional property is added to an answer", "        sma:\n", "        channel:\n          type: string\n          description: How the code is sent.\n        sma:\n", ADDITION),
    edit("a required property is added to an answer", "      properties:\n        code:\n", "      properties:\n        hint:\n          type: string\n          description: What to do.\n        code:\n", ADDITION),
    edit("an optional property is gone from an answer", "        attempt:\n          type: integer\n          minimum: 0\n          maximum: 255\n          default: 0\n          description: How many wrong codes this session has seen.\n", "", ""),
    edit("a property has another name", "        retryAfter:\n          type: string\n", "        retryAt:\n          type: string\n", ""),
    edit("a property becomes required", "      properties:\n        sessionId:\n", "      required: [status]\n      properties:\n        sessionId:\n", PATIENT),
    edit("a property becomes optional", "        - errorId\n", "", PATIENT),
    edit("a property may be null", "        attempt:\n          type: integer\n", "        attempt:\n          nullable: true\n          type: integer\n", PATIENT),
    edit("a property's type is other", "        code:\n          type: integer\n", "        code:\n          type: string\n", UNSEEN_TYPE),
    edit("a property's type is wider", "        code:\n          type: integer\n", "        code:\n          type: number\n", UNSEEN_TYPE),
    edit("a time becomes a text", "          type: string\n          format: date-time\n          description: When the session expires.", "          type: string\n          description: When the session expires.", UNSEEN_TYPE),
    edit("a property's format is other", "          format: uuid\n", "", PATIENT),
    edit("a property's range is wider", "          maximum: 255\n", "          maximum: 65535\n", PATIENT),
    edit("a property's range is gone", "          minimum: 0\n          maximum: 255\n", "", PATIENT),
    edit("a property gets a longest text", "        verifyUri:\n          type: string\n", "        verifyUri:\n          type: string\n          maxLength: 99\n", PATIENT),
    edit("a property gets a pattern", "        verifyUri:\n          type: string\n", "        verifyUri:\n          type: string\n          pattern: ^h\n", PATIENT),
    edit("a default is gone", "          default: 0\n", "", PATIENT),
    edit("a property is deprecated", "        verifyUri:\n          type: string\n", "        verifyUri:\n          deprecated: true\n          type: string\n", DOCS_ONLY),
    edit("a property becomes write-only", "        verifyUri:\n          type: string\n", "        verifyUri:\n          writeOnly: true\n          type: string\n", PATIENT),
    edit("a property becomes read-only", "        verifyUri:\n          type: string\n", "        verifyUri:\n          readOnly: true\n          type: string\n", PATIENT),
    edit("other members are forbidden", "    Sma:\n      type: object\n", "    Sma:\n      type: object\n      additionalProperties: false\n", PATIENT),
    edit("a property becomes a list", "        verifyUri:\n          type: string\n", "        verifyUri:\n          type: array\n          items:\n            type: string\n", UNSEEN_TYPE),
    edit("a failure is added", "        \"404\":\n", "        \"429\":\n          description: Too many calls.\n          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/ApiError\"\n        \"404\":\n", ADDITION),
    edit("a text is said otherwise", "description: No such session.", "description: There is no such session.", ""),
    edit("the version is other", "version: \"2\"", "version: \"3\"", ""),
];
