//! What it means that an operation, a parameter, a property, a response, or another part came, went,
//! or changed what it says of itself.

use super::rule::Direction::{self, Neither, Request, Response};
use super::rule::Rule;
use crate::change::Rust::{self, Major, Minor, Patch};
use crate::change::Wire::{self, Breaking, Risky, Safe};

/// One rule; `mirror` is the opposite change's id, or, after `-`, why there is none.
struct Row {
    id: &'static str,
    case: Option<&'static str>,
    place: &'static str,
    keyword: &'static str,
    before: &'static str,
    after: &'static str,
    mirror: &'static str,
    direction: Direction,
    wire: Wire,
    rust: Rust,
    why: &'static str,
}

macro_rules! rows {
    ($($id:literal $([$case:literal])? $direction:ident $place:literal $keyword:literal: $before:literal => $after:literal, mirror $mirror:literal; $wire:ident $rust:ident $why:literal;)+) => {
        &[$(Row {
            id: $id,
            case: rows!(@case $($case)?),
            place: $place,
            keyword: $keyword,
            before: $before,
            after: $after,
            mirror: $mirror,
            direction: $direction,
            wire: $wire,
            rust: $rust,
            why: $why,
        }),+]
    };
    (@case) => { None };
    (@case $case:literal) => { Some($case) };
}

const ROWS: &[Row] = rows! {
    "endpoint-added" Neither "operation" "paths": "paths: {}" => "/a: { get: {} }", mirror "api-removed-without-deprecation";
        Safe Minor "Nobody calls it yet.";
    "api-removed-without-deprecation" Neither "operation" "paths": "/a: { get: {}, put: {} }" => "/a: { put: {} }", mirror "endpoint-added";
        Breaking Major "Every call is refused. The method is gone.";
    "api-removed-with-deprecation" ["no date"] Neither "operation" "paths": "/a: { get: { deprecated: true }, put: {} }" => "/a: { put: {} }", mirror "endpoint-added";
        Risky Major "It was announced, but not until when it works. The method is gone.";
    "api-removed-with-deprecation" Neither "operation" "paths": "/a: { get: { deprecated: true }, put: {} }" => "/a: { put: {} }", mirror "endpoint-added";
        Safe Major "It was announced, and its time is over. The method is gone.";
    "api-removed-before-sunset" Neither "operation" "paths": "/a: { get: { deprecated: true, x-sunset: 9999-01-01 }, put: {} }" => "/a: { put: {} }", mirror "endpoint-added";
        Breaking Major "Every call is refused, earlier than was announced. The method is gone.";
    "api-path-removed-without-deprecation" Neither "operation" "paths": "/a: { get: {} }" => "paths: {}", mirror "endpoint-added";
        Breaking Major "Every call is refused. The method is gone.";
    "api-path-removed-with-deprecation" ["no date"] Neither "operation" "paths": "/a: { get: { deprecated: true } }" => "paths: {}", mirror "endpoint-added";
        Risky Major "It was announced, but not until when it works. The method is gone.";
    "api-path-removed-with-deprecation" Neither "operation" "paths": "/a: { get: { deprecated: true } }" => "paths: {}", mirror "endpoint-added";
        Safe Major "It was announced, and its time is over. The method is gone.";
    "api-path-removed-before-sunset" Neither "operation" "paths": "/a: { get: { deprecated: true, x-sunset: 9999-01-01 } }" => "paths: {}", mirror "endpoint-added";
        Breaking Major "Every call is refused, earlier than was announced. The method is gone.";
    "api-operation-id-added" Neither "operation" "operationId": "get: {}" => "operationId: a", mirror "api-operation-id-removed";
        Safe Major "The wire does not carry it. Methods are named after it.";
    "api-operation-id-removed" Neither "operation" "operationId": "operationId: a" => "operationId: b", mirror "api-operation-id-added";
        Safe Major "The wire does not carry it. Methods are named after it.";
    "api-tag-added" Neither "operation" "tags": "tags: []" => "tags: [a]", mirror "api-tag-removed";
        Safe Patch "Tags sort the documentation.";
    "api-tag-removed" Neither "operation" "tags": "tags: [a]" => "tags: []", mirror "api-tag-added";
        Safe Patch "Tags sort the documentation.";
    "endpoint-deprecated" Neither "operation" "deprecated": "get: {}" => "deprecated: true", mirror "endpoint-reactivated";
        Safe Patch "It still works.";
    "endpoint-deprecated-with-sunset" Neither "operation" "deprecated": "get: {}" => "deprecated: true, x-sunset: 9999-01-01", mirror "endpoint-reactivated";
        Safe Patch "It still works, until the day that is named.";
    "endpoint-reactivated" Neither "operation" "deprecated": "deprecated: true" => "get: {}", mirror "endpoint-deprecated";
        Safe Patch "It keeps working.";
    "api-deprecated-sunset-parse" Neither "operation" "x-sunset": "get: {}" => "deprecated: true, x-sunset: soon", mirror "-a day is named or it is not";
        Breaking Patch "When it ends cannot be read, so it may be now.";
    "api-sunset-date-too-small" Neither "operation" "x-sunset": "get: {}" => "deprecated: true, x-sunset: 2001-01-01", mirror "-a day that is over does not come back";
        Breaking Patch "The day it ends is over already.";
    "api-sunset-date-changed-too-small" Neither "operation" "x-sunset": "x-sunset: 9999-01-01" => "x-sunset: 2001-01-01", mirror "api-sunset-date-changed";
        Breaking Patch "The day it ends was moved forward, and is over already.";
    "api-sunset-date-changed" Neither "operation" "x-sunset": "x-sunset: 9999-01-01" => "x-sunset: 9999-12-31", mirror "api-sunset-date-changed";
        Safe Patch "The day it ends was moved, and is still to come.";
    "sunset-deleted" Neither "operation" "x-sunset": "deprecated: true, x-sunset: 9999-01-01" => "deprecated: true", mirror "sunset-added";
        Breaking Patch "Until when it works is no longer promised.";
    "sunset-added" Neither "operation" "x-sunset": "deprecated: true" => "deprecated: true, x-sunset: 9999-01-01", mirror "sunset-deleted";
        Safe Patch "It still works, until the day that is named.";
    "api-stability-decreased" Neither "operation" "x-stability-level": "x-stability-level: stable" => "x-stability-level: beta", mirror "api-stability-increased";
        Breaking Patch "What was promised is promised no longer.";
    "api-stability-increased" Neither "operation" "x-stability-level": "x-stability-level: beta" => "x-stability-level: stable", mirror "api-stability-decreased";
        Safe Patch "More is promised than before.";
    "api-invalid-stability-level" Neither "operation" "x-stability-level": "x-stability-level: beta" => "x-stability-level: often", mirror "-what cannot be read is not a level";
        Breaking Patch "What is promised cannot be read.";
    "api-security-added" Neither "operation" "security": "security: [{ a: [] }]" => "security: [{ a: [] }, { b: [] }]", mirror "api-security-removed";
        Safe Patch "There is one more way to be let in.";
    "api-security-added" ["none was needed"] Neither "operation" "security": "security: []" => "security: [{ a: [] }]", mirror "api-security-removed";
        Breaking Patch "A client that sends no credential is refused. The client generated here always sends its key.";
    "api-security-added" ["the only ways"] Neither "operation" "security": "security: []" => "security: [{ a: [] }]", mirror "api-security-removed";
        Risky Patch "A client that sends no such credential is refused. The client generated here always sends its key.";
    "api-security-removed" Neither "operation" "security": "security: [{ a: [] }]" => "security: []", mirror "api-security-added";
        Safe Patch "Fewer credentials are asked for.";
    "api-security-removed" ["another way is left"] Neither "operation" "security": "security: [{ a: [] }, { b: [] }]" => "security: [{ b: [] }]", mirror "api-security-added";
        Risky Patch "A client that is let in by this way is refused.";
    "api-security-scope-added" Neither "operation" "security": "a: []" => "a: [read]", mirror "api-security-scope-removed";
        Risky Patch "A credential without the scope is refused.";
    "api-security-scope-removed" Neither "operation" "security": "a: [read]" => "a: []", mirror "api-security-scope-added";
        Safe Patch "Fewer scopes are asked for.";
    "api-global-security-added" Neither "document" "security": "security: [{ a: [] }]" => "security: [{ a: [] }, { b: [] }]", mirror "api-global-security-removed";
        Safe Patch "There is one more way to be let in.";
    "api-global-security-added" ["none was needed"] Neither "document" "security": "security: []" => "security: [{ a: [] }]", mirror "api-global-security-removed";
        Breaking Patch "A client that sends no credential is refused. The client generated here always sends its key.";
    "api-global-security-added" ["the only ways"] Neither "document" "security": "security: []" => "security: [{ a: [] }]", mirror "api-global-security-removed";
        Risky Patch "A client that sends no such credential is refused. The client generated here always sends its key.";
    "api-global-security-removed" Neither "document" "security": "security: [{ a: [] }]" => "security: []", mirror "api-global-security-added";
        Safe Patch "Fewer credentials are asked for.";
    "api-global-security-removed" ["another way is left"] Neither "document" "security": "security: [{ a: [] }, { b: [] }]" => "security: [{ b: [] }]", mirror "api-global-security-added";
        Risky Patch "A client that is let in by this way is refused.";
    "api-global-security-scope-added" Neither "document" "security": "a: []" => "a: [read]", mirror "api-global-security-scope-removed";
        Risky Patch "A credential without the scope is refused.";
    "api-global-security-scope-removed" Neither "document" "security": "a: [read]" => "a: []", mirror "api-global-security-scope-added";
        Safe Patch "Fewer scopes are asked for.";
    "api-security-component-added" Neither "security scheme" "securitySchemes": "securitySchemes: {}" => "securitySchemes: { a: { type: http } }", mirror "api-security-component-removed";
        Safe Patch "A scheme asks for nothing until an operation names it.";
    "api-security-component-removed" Neither "security scheme" "securitySchemes": "securitySchemes: { a: { type: http } }" => "securitySchemes: {}", mirror "api-security-component-added";
        Safe Patch "A scheme asks for nothing unless an operation names it.";
    "api-security-component-renamed" Neither "security scheme" "securitySchemes": "securitySchemes: { a: { type: http } }" => "securitySchemes: { b: { type: http } }", mirror "api-security-component-renamed";
        Safe Patch "The wire does not carry the name.";
    "api-security-component-changed" Neither "security scheme" "any": "type: http" => "type: apiKey", mirror "api-security-component-changed";
        Risky Patch "A credential that is sent the old way is refused.";
    "api-security-component-type-changed" Neither "security scheme" "type": "type: http" => "type: apiKey", mirror "api-security-component-type-changed";
        Risky Patch "A credential that is sent the old way is refused.";
    "api-security-component-oauth-url-changed" Neither "security scheme" "flows": "authorizationUrl: /a" => "authorizationUrl: /b", mirror "api-security-component-oauth-url-changed";
        Risky Patch "A client that asks at the old address may get no credential. The client generated here is given its credential.";
    "api-security-component-oauth-token-url-changed" Neither "security scheme" "flows": "tokenUrl: /a" => "tokenUrl: /b", mirror "api-security-component-oauth-token-url-changed";
        Risky Patch "A client that asks at the old address may get no credential. The client generated here is given its credential.";
    "api-security-component-oauth-scope-added" Neither "security scheme" "flows": "scopes: {}" => "scopes: { read: Read. }", mirror "api-security-component-oauth-scope-removed";
        Safe Patch "A scope is asked for by an operation, or by nobody.";
    "api-security-component-oauth-scope-removed" Neither "security scheme" "flows": "scopes: { read: Read. }" => "scopes: {}", mirror "api-security-component-oauth-scope-added";
        Risky Patch "A client that asks for the scope may get no credential.";
    "api-security-component-oauth-scope-changed" Neither "security scheme" "flows": "scopes: { read: Read. }" => "scopes: { read: Look. }", mirror "api-security-component-oauth-scope-changed";
        Safe Patch "It is said to people.";
    "server-added" Neither "server" "servers": "servers: [{ url: /a }]" => "servers: [{ url: /a }, { url: /b }]", mirror "server-removed";
        Safe Patch "Nobody calls it yet.";
    "server-removed" Neither "server" "servers": "servers: [{ url: /a }, { url: /b }]" => "servers: [{ url: /b }]", mirror "server-added";
        Risky Patch "A client that calls this server may find nobody there. The client generated here knows its servers by name.";
    "server-changed" Neither "server" "variables": "variables: { a: { default: b } }" => "variables: { a: { default: c } }", mirror "server-changed";
        Risky Patch "The address that calls go to may be another.";
    "api-version-changed" Neither "document" "version": "version: '1'" => "version: '2'", mirror "api-version-changed";
        Safe Patch "A version is a name for the document.";
    "callback-added" Neither "operation" "callbacks": "post: {}" => "callbacks: { a: {} }", mirror "callback-removed";
        Safe Patch "Nobody waits for it yet.";
    "callback-removed" Neither "operation" "callbacks": "callbacks: { a: {} }" => "post: {}", mirror "callback-added";
        Risky Patch "A client that waits for it waits for ever.";
    "callback-changed" Neither "operation" "callbacks": "callbacks: { a: {} }" => "callbacks: { a: { b: {} } }", mirror "callback-changed";
        Risky Patch "It cannot be read as a callback, so what changed is not looked into.";
    "webhook-added" Neither "document" "webhooks": "webhooks: {}" => "webhooks: { a: {} }", mirror "webhook-removed";
        Safe Patch "Nobody waits for it yet.";
    "webhook-removed" Neither "document" "webhooks": "webhooks: { a: {} }" => "webhooks: {}", mirror "webhook-added";
        Risky Patch "A client that waits for it waits for ever.";
    "webhook-changed" Neither "document" "webhooks": "webhooks: { a: {} }" => "webhooks: { a: { post: {} } }", mirror "webhook-changed";
        Risky Patch "It cannot be read as a webhook, so what changed is not looked into.";
    "webhook-request-body-added" Response "body of a webhook or callback" "requestBody": "post: {}" => "requestBody: {}", mirror "webhook-request-body-removed";
        Safe Patch "A client that expects no body leaves it unread.";
    "webhook-request-body-removed" Response "body of a webhook or callback" "requestBody": "requestBody: {}" => "post: {}", mirror "webhook-request-body-added";
        Breaking Patch "A client that reads the body finds none.";
    "webhook-request-body-became-required" Response "body of a webhook or callback" "required": "requestBody: {}" => "required: true", mirror "webhook-request-body-became-optional";
        Safe Patch "The service always sends what it sent at times.";
    "webhook-request-body-became-optional" Response "body of a webhook or callback" "required": "required: true" => "requestBody: {}", mirror "webhook-request-body-became-required";
        Breaking Patch "A client that reads the body may find none.";
    "webhook-response-status-added" Request "answer to a webhook or callback" "responses": "responses: {}" => "responses: { '200': {} }", mirror "webhook-response-status-removed";
        Safe Patch "The service takes one more answer.";
    "webhook-response-status-removed" Request "answer to a webhook or callback" "responses": "responses: { '200': {} }" => "responses: {}", mirror "webhook-response-status-added";
        Breaking Patch "The service no longer takes this answer as a success.";
    "webhook-response-status-removed" ["no success"] Request "answer to a webhook or callback" "responses": "responses: { '410': {} }" => "responses: {}", mirror "webhook-response-status-added";
        Risky Patch "What the service does with this answer is no longer promised.";
    "api-schema-added" ["used indirectly"] Neither "component that a discriminator leads to" "schemas": "schemas: {}" => "schemas: { A: {} }", mirror "api-schema-removed";
        Risky Patch "An answer may be of a kind that clients were not told of.";
    "api-schema-removed" ["used indirectly"] Neither "component that a discriminator leads to" "schemas": "schemas: { A: {} }" => "schemas: {}", mirror "api-schema-added";
        Risky Patch "A request of this kind may be refused.";
    "api-schema-added" Neither "component that no operation reaches" "schemas": "schemas: {}" => "schemas: { A: {} }", mirror "api-schema-removed";
        Safe Patch "No operation uses it.";
    "api-schema-removed" Neither "component that no operation reaches" "schemas": "schemas: { A: {} }" => "schemas: {}", mirror "api-schema-added";
        Safe Patch "No operation used it.";

    "new-required-request-parameter" Request "parameter" "required": "parameters: []" => "{ name: a, in: query, required: true }", mirror "request-parameter-removed";
        Breaking Major "A call without it is refused. A call that compiles fails until it is set.";
    "new-optional-request-parameter" Request "parameter" "required": "parameters: []" => "{ name: a, in: query }", mirror "request-parameter-removed";
        Safe Minor "A call may leave it out. The builder has one more method.";
    "new-required-request-default-parameter-to-existing-path" Request "parameter of a whole path" "required": "/a: { get: {} }" => "/a: { parameters: [{ name: a, required: true }] }", mirror "request-parameter-removed";
        Breaking Major "A call without it is refused. A call that compiles fails until it is set.";
    "new-optional-request-default-parameter-to-existing-path" Request "parameter of a whole path" "required": "/a: { get: {} }" => "/a: { parameters: [{ name: a }] }", mirror "request-parameter-removed";
        Safe Minor "A call may leave it out. The builder has one more method.";
    "new-request-path-parameter" Request "parameter" "required": "parameters: []" => "{ name: a, in: path }", mirror "request-parameter-removed";
        Breaking Major "A call without it is refused. A call that compiles fails until it is set.";
    "request-parameter-removed" Request "parameter" "parameters": "{ name: a, in: query }" => "parameters: []", mirror "new-optional-request-parameter";
        Risky Major "What it asked for is not done; a strict service refuses the call. The builder's method is gone.";
    "request-parameter-removed-with-deprecation" ["no date"] Request "parameter" "parameters": "{ name: a, in: query, deprecated: true }" => "parameters: []", mirror "new-optional-request-parameter";
        Risky Major "It was announced, but not until when it works. The builder's method is gone.";
    "request-parameter-removed-with-deprecation" Request "parameter" "parameters": "{ name: a, in: query, deprecated: true }" => "parameters: []", mirror "new-optional-request-parameter";
        Safe Major "It was announced, and its time is over. The builder's method is gone.";
    "request-parameter-removed-before-sunset" Request "parameter" "parameters": "deprecated: true, x-sunset: 9999-01-01" => "parameters: []", mirror "new-optional-request-parameter";
        Breaking Major "It works no longer, earlier than was announced. The builder's method is gone.";
    "request-path-parameter-renamed" Request "parameter" "name": "/a/{b}" => "/a/{c}", mirror "request-path-parameter-renamed";
        Safe Major "The wire carries its value only. The builder's method has another name.";
    "request-parameter-became-required" Request "parameter" "required": "{ name: a, in: query }" => "required: true", mirror "request-parameter-became-optional";
        Breaking Major "A call without it is refused. A call that compiles fails until it is set.";
    "request-parameter-became-optional" Request "parameter" "required": "required: true" => "{ name: a, in: query }", mirror "request-parameter-became-required";
        Safe Patch "A call may leave it out.";
    "request-parameter-deprecated" Request "parameter" "deprecated": "{ name: a, in: query }" => "deprecated: true", mirror "request-parameter-reactivated";
        Safe Patch "It still works.";
    "request-parameter-deprecated-with-sunset" Request "parameter" "deprecated": "{ name: a, in: query }" => "deprecated: true, x-sunset: 9999-01-01", mirror "request-parameter-reactivated";
        Safe Patch "It still works, until the day that is named.";
    "request-parameter-reactivated" Request "parameter" "deprecated": "deprecated: true" => "{ name: a, in: query }", mirror "request-parameter-deprecated";
        Safe Patch "It keeps working.";
    "request-parameter-deprecated-sunset-parse" Request "parameter" "x-sunset": "{ name: a, in: query }" => "deprecated: true, x-sunset: soon", mirror "-a day is named or it is not";
        Breaking Patch "When it ends cannot be read, so it may be now.";
    "request-parameter-sunset-date-too-small" Request "parameter" "x-sunset": "{ name: a, in: query }" => "deprecated: true, x-sunset: 2001-01-01", mirror "-a day that is over does not come back";
        Breaking Patch "The day it ends is over already.";
    "request-parameter-sunset-date-changed-too-small" Request "parameter" "x-sunset": "x-sunset: 9999-01-01" => "x-sunset: 2001-01-01", mirror "request-parameter-sunset-date-changed";
        Breaking Patch "The day it ends was moved forward, and is over already.";
    "request-parameter-sunset-date-changed" Request "parameter" "x-sunset": "x-sunset: 9999-01-01" => "x-sunset: 9999-12-31", mirror "request-parameter-sunset-date-changed";
        Safe Patch "The day it ends was moved, and is still to come.";
    "request-parameter-sunset-deleted" Request "parameter" "x-sunset": "deprecated: true, x-sunset: 9999-01-01" => "deprecated: true", mirror "request-parameter-sunset-added";
        Breaking Patch "Until when it works is no longer promised.";
    "request-parameter-sunset-added" Request "parameter" "x-sunset": "deprecated: true" => "deprecated: true, x-sunset: 9999-01-01", mirror "request-parameter-sunset-deleted";
        Safe Patch "It still works, until the day that is named.";
    "request-parameter-style-changed" Request "parameter" "style": "style: form" => "style: deepObject", mirror "request-parameter-style-changed";
        Breaking Patch "Its value is written another way.";
    "request-parameter-explode-changed" Request "parameter" "explode": "explode: true" => "explode: false", mirror "request-parameter-explode-changed";
        Breaking Patch "A list or an object is written another way.";
    "request-parameter-explode-changed" ["a single value"] Request "parameter" "explode": "explode: true" => "explode: false", mirror "request-parameter-explode-changed";
        Safe Patch "A single value is written the same way.";
    "request-parameter-content-changed" Request "parameter" "content": "schema: {}" => "content: { application/json: {} }", mirror "request-parameter-content-changed";
        Breaking Patch "Its value is written another way.";
    "request-parameter-allow-empty-value-changed" Request "parameter" "allowEmptyValue": "allowEmptyValue: true" => "allowEmptyValue: false", mirror "request-parameter-allow-empty-value-changed";
        Risky Patch "A parameter without a value may be refused.";
    "request-parameter-allow-reserved-changed" Request "parameter" "allowReserved": "allowReserved: true" => "allowReserved: false", mirror "request-parameter-allow-reserved-changed";
        Safe Patch "It says how much is percent-encoded; either way decodes to the same.";

    "request-body-added-required" Request "request body" "requestBody": "post: {}" => "requestBody: { required: true }", mirror "request-body-removed";
        Breaking Major "A call without a body is refused. A call that compiles fails until it is set.";
    "request-body-added-optional" Request "request body" "requestBody": "post: {}" => "requestBody: {}", mirror "request-body-removed";
        Safe Minor "A call may leave it out. The builder has one more method.";
    "request-body-removed" Request "request body" "requestBody": "requestBody: {}" => "post: {}", mirror "request-body-added-optional";
        Breaking Major "What the body says is not done. The builder's method is gone.";
    "request-body-became-required" Request "request body" "required": "requestBody: {}" => "required: true", mirror "request-body-became-optional";
        Breaking Major "A call without a body is refused. A call that compiles fails until it is set.";
    "request-body-became-optional" Request "request body" "required": "required: true" => "requestBody: {}", mirror "request-body-became-required";
        Safe Patch "A call may leave it out.";
    "request-body-media-type-added" Request "request body" "content": "application/json: {}" => "application/xml: {}", mirror "request-body-media-type-removed";
        Safe Patch "What was taken before still is.";
    "request-body-media-type-removed" Request "request body" "content": "application/xml: {}" => "application/json: {}", mirror "request-body-media-type-added";
        Breaking Major "A body of this type is refused.";
    "request-body-media-type-name-generalized" Request "request body" "content": "application/vnd.a+json: {}" => "application/json: {}", mirror "request-body-media-type-name-specialized";
        Safe Patch "What was taken before still is.";
    "request-body-media-type-name-specialized" Request "request body" "content": "application/json: {}" => "application/vnd.a+json: {}", mirror "request-body-media-type-name-generalized";
        Breaking Patch "A body of the old type may be refused.";
    "request-body-media-type-schema-added" Request "request body" "schema": "application/json: {}" => "schema: { type: string }", mirror "request-body-media-type-schema-removed";
        Breaking Major "A body of another shape is refused.";
    "request-body-media-type-schema-removed" Request "request body" "schema": "schema: { type: string }" => "application/json: {}", mirror "request-body-media-type-schema-added";
        Safe Major "What was taken before still is. The body has no type any more.";
    "request-body-encoding-changed" Request "request body" "encoding": "encoding: { a: {} }" => "encoding: { a: { contentType: text/csv } }", mirror "request-body-encoding-changed";
        Risky Patch "A part of the body is written another way.";

    "new-required-request-property" Request "property of a request body" "required": "properties: {}" => "required: [a]", mirror "request-property-removed";
        Breaking Major "A body without it is refused. The constructor takes one argument more.";
    "new-required-request-header-property" Request "property of a header" "properties": "properties: {}" => "required: [a]", mirror "request-property-removed";
        Breaking Major "A request without it is refused. The type has one more field.";
    "request-header-property-became-required" Request "property of a header" "required": "properties: { a: {} }" => "required: [a]", mirror "request-property-became-optional";
        Breaking Major "A request without it is refused.";
    "request-header-property-became-enum" Request "property of a header" "enum": "a: { type: string }" => "a: { enum: [b] }", mirror "request-parameter-property-enum-removed";
        Breaking Major "A value that is not listed is refused.";
    "new-required-request-property-with-default" Request "property of a request body" "required": "properties: {}" => "required: [a], default: 1", mirror "request-property-removed";
        Breaking Major "A body without it is refused, its default notwithstanding: that is what required says.";
    "new-optional-request-property" Request "property of a request body" "properties": "properties: {}" => "properties: { a: {} }", mirror "request-property-removed";
        Safe Minor "A body may leave it out. The type has one more field.";
    "new-request-read-only-property" Request "read-only property of a request body" "properties": "properties: {}" => "a: { readOnly: true }", mirror "request-read-only-property-removed";
        Safe Minor "A read-only property is not part of a request.";
    "request-property-removed" Request "property of a request body" "properties": "properties: { a: {} }" => "properties: {}", mirror "new-optional-request-property";
        Risky Major "What it asked for is not done; a strict service refuses the body. The field is gone.";
    "request-read-only-property-removed" Request "read-only property of a request body" "properties": "a: { readOnly: true }" => "properties: {}", mirror "new-request-read-only-property";
        Safe Major "A read-only property is not part of a request. The field is gone.";
    "request-property-became-required" Request "property of a request body" "required": "properties: { a: {} }" => "required: [a]", mirror "request-property-became-optional";
        Breaking Major "A body without it is refused. The constructor takes it, and the setter is gone.";
    "request-property-became-required-with-default" Request "property of a request body" "required": "a: { default: 1 }" => "required: [a]", mirror "request-property-became-optional";
        Breaking Major "A body without it is refused, its default notwithstanding: that is what required says.";
    "request-property-became-optional" Request "property of a request body" "required": "required: [a]" => "properties: { a: {} }", mirror "request-property-became-required";
        Safe Major "A body may leave it out. The constructor no longer takes it, and a setter does.";
    "request-read-only-property-became-required" Request "read-only property of a request body" "required": "a: { readOnly: true }" => "required: [a]", mirror "request-read-only-property-became-optional";
        Safe Patch "A read-only property is not part of a request.";
    "request-read-only-property-became-optional" Request "read-only property of a request body" "required": "required: [a]" => "a: { readOnly: true }", mirror "request-read-only-property-became-required";
        Safe Patch "A read-only property is not part of a request.";
    "request-property-deprecated" Request "property of a request body" "deprecated": "a: {}" => "a: { deprecated: true }", mirror "request-property-reactivated";
        Safe Patch "It still works.";
    "request-property-reactivated" Request "property of a request body" "deprecated": "a: { deprecated: true }" => "a: {}", mirror "request-property-deprecated";
        Safe Patch "It keeps working.";
    "request-optional-property-became-read-only" Request "property of a request body" "readOnly": "a: {}" => "a: { readOnly: true }", mirror "request-optional-property-became-not-read-only";
        Risky Patch "What it asked for may not be done, or refused.";
    "request-optional-property-became-not-read-only" Request "property of a request body" "readOnly": "a: { readOnly: true }" => "a: {}", mirror "request-optional-property-became-read-only";
        Safe Patch "A body may leave it out.";
    "request-required-property-became-read-only" Request "property of a request body" "readOnly": "required: [a]" => "a: { readOnly: true }", mirror "request-required-property-became-not-read-only";
        Risky Patch "What it asked for may not be done, or refused.";
    "request-required-property-became-not-read-only" Request "property of a request body" "readOnly": "a: { readOnly: true }" => "required: [a]", mirror "request-required-property-became-read-only";
        Risky Patch "A body without it, as it was right to send, may be refused.";
    "request-optional-property-became-write-only" Request "property of a request body" "writeOnly": "a: {}" => "a: { writeOnly: true }", mirror "request-optional-property-became-not-write-only";
        Safe Patch "It concerns answers.";
    "request-optional-property-became-not-write-only" Request "property of a request body" "writeOnly": "a: { writeOnly: true }" => "a: {}", mirror "request-optional-property-became-write-only";
        Safe Patch "It concerns answers.";
    "request-required-property-became-write-only" Request "property of a request body" "writeOnly": "required: [a]" => "a: { writeOnly: true }", mirror "request-required-property-became-not-write-only";
        Safe Patch "It concerns answers.";
    "request-required-property-became-not-write-only" Request "property of a request body" "writeOnly": "a: { writeOnly: true }" => "required: [a]", mirror "request-required-property-became-write-only";
        Safe Patch "It concerns answers.";

    "response-success-status-added" Response "response" "responses": "'200': {}" => "'202': {}", mirror "response-success-status-removed";
        Safe Minor "A client may not know what it says. The client generated here carries a status it does not know.";
    "response-success-status-removed" Response "response" "responses": "'200': {}" => "'202': {}", mirror "response-success-status-added";
        Breaking Major "The answer that clients count on is promised no longer.";
    "response-non-success-status-added" Response "response" "responses": "'404': {}" => "'429': {}", mirror "response-non-success-status-removed";
        Safe Minor "A client has to take any failure. The client generated here carries a status it does not know.";
    "response-non-success-status-removed" Response "response" "responses": "'404': {}" => "'400': {}", mirror "response-non-success-status-added";
        Safe Patch "A failure that does not come any more breaks nobody.";
    "response-media-type-added" Response "response body" "content": "application/json: {}" => "application/xml: {}", mirror "response-media-type-removed";
        Safe Patch "It comes to those who ask for it.";
    "response-media-type-removed" Response "response body" "content": "application/xml: {}" => "application/json: {}", mirror "response-media-type-added";
        Breaking Major "A client that asks for it gets none.";
    "response-media-type-name-generalized" Response "response body" "content": "application/vnd.a+json: {}" => "application/json: {}", mirror "response-media-type-name-specialized";
        Breaking Patch "A client that asks for the old type may get another.";
    "response-media-type-name-specialized" Response "response body" "content": "application/json: {}" => "application/vnd.a+json: {}", mirror "response-media-type-name-generalized";
        Safe Patch "It is of the old type still.";
    "response-body-media-type-schema-added" Response "response body" "schema": "application/json: {}" => "schema: { type: string }", mirror "response-body-media-type-schema-removed";
        Safe Major "It says what was not said before. The body has a type.";
    "response-body-media-type-schema-removed" Response "response body" "schema": "schema: { type: string }" => "application/json: {}", mirror "response-body-media-type-schema-added";
        Risky Major "An answer may hold anything. The body has no type any more.";
    "response-body-encoding-changed" Response "response body" "encoding": "encoding: { a: {} }" => "encoding: { a: { contentType: text/csv } }", mirror "response-body-encoding-changed";
        Risky Patch "A part of the body is written another way.";
    "response-link-added" Response "response" "links": "links: {}" => "links: { a: {} }", mirror "response-link-removed";
        Safe Patch "A link says where to go on; the wire does not carry it.";
    "response-link-removed" Response "response" "links": "links: { a: {} }" => "links: {}", mirror "response-link-added";
        Safe Patch "A link says where to go on; the wire does not carry it.";
    "response-link-changed" Response "response" "links": "links: { a: {} }" => "links: { a: { operationId: b } }", mirror "response-link-changed";
        Safe Patch "A link says where to go on; the wire does not carry it.";

    "response-header-added" Response "header of a response" "headers": "headers: {}" => "headers: { A: {} }", mirror "optional-response-header-removed";
        Safe Patch "A client passes over headers that it does not know.";
    "optional-response-header-removed" Response "header of a response" "headers": "headers: { A: {} }" => "headers: {}", mirror "response-header-added";
        Risky Patch "A client that reads it finds nothing.";
    "required-response-header-removed" Response "header of a response" "headers": "A: { required: true }" => "headers: {}", mirror "response-header-added";
        Breaking Patch "A client that counts on it finds nothing.";
    "response-header-became-optional" Response "header of a response" "required": "A: { required: true }" => "A: {}", mirror "response-header-became-required";
        Breaking Patch "A client that counts on it may find nothing.";
    "response-header-became-required" Response "header of a response" "required": "A: {}" => "A: { required: true }", mirror "response-header-became-optional";
        Safe Patch "It comes always.";
    "response-header-deprecated" Response "header of a response" "deprecated": "A: {}" => "A: { deprecated: true }", mirror "response-header-reactivated";
        Safe Patch "It still comes.";
    "response-header-reactivated" Response "header of a response" "deprecated": "A: { deprecated: true }" => "A: {}", mirror "response-header-deprecated";
        Safe Patch "It keeps coming.";

    "response-required-property-added" Response "property of a response body" "properties": "properties: {}" => "required: [a]", mirror "response-required-property-removed";
        Safe Minor "A client passes over members that it does not know. The type has one more field, which no code has to name.";
    "response-optional-property-added" Response "property of a response body" "properties": "properties: {}" => "properties: { a: {} }", mirror "response-optional-property-removed";
        Safe Minor "A client passes over members that it does not know. The type has one more field, which no code has to name.";
    "response-required-property-removed" Response "property of a response body" "properties": "required: [a]" => "properties: {}", mirror "response-required-property-added";
        Breaking Major "A client that counts on it finds nothing. The field is gone.";
    "response-optional-property-removed" Response "property of a response body" "properties": "properties: { a: {} }" => "properties: {}", mirror "response-optional-property-added";
        Risky Major "A client that reads it finds nothing. The field is gone.";
    "response-required-write-only-property-added" Response "write-only property of a response body" "properties": "properties: {}" => "a: { writeOnly: true }", mirror "response-required-write-only-property-removed";
        Safe Minor "A write-only property is not part of a response.";
    "response-optional-write-only-property-added" Response "write-only property of a response body" "properties": "properties: {}" => "a: { writeOnly: true }", mirror "response-optional-write-only-property-removed";
        Safe Minor "A write-only property is not part of a response.";
    "response-required-write-only-property-removed" Response "write-only property of a response body" "properties": "a: { writeOnly: true }" => "properties: {}", mirror "response-required-write-only-property-added";
        Safe Major "A write-only property is not part of a response. The field is gone.";
    "response-optional-write-only-property-removed" Response "write-only property of a response body" "properties": "a: { writeOnly: true }" => "properties: {}", mirror "response-optional-write-only-property-added";
        Safe Major "A write-only property is not part of a response. The field is gone.";
    "response-property-became-optional" Response "property of a response body" "required": "required: [a]" => "properties: { a: {} }", mirror "response-property-became-required";
        Breaking Patch "A client that counts on it may find nothing. The client generated here counts on no field.";
    "response-property-became-required" Response "property of a response body" "required": "properties: { a: {} }" => "required: [a]", mirror "response-property-became-optional";
        Safe Patch "It comes always.";
    "response-write-only-property-became-optional" Response "write-only property of a response body" "required": "required: [a]" => "a: { writeOnly: true }", mirror "response-write-only-property-became-required";
        Safe Patch "A write-only property is not part of a response.";
    "response-write-only-property-became-required" Response "write-only property of a response body" "required": "a: { writeOnly: true }" => "required: [a]", mirror "response-write-only-property-became-optional";
        Safe Patch "A write-only property is not part of a response.";
    "response-property-deprecated" Response "property of a response body" "deprecated": "a: {}" => "a: { deprecated: true }", mirror "response-property-reactivated";
        Safe Patch "It still comes.";
    "response-property-reactivated" Response "property of a response body" "deprecated": "a: { deprecated: true }" => "a: {}", mirror "response-property-deprecated";
        Safe Patch "It keeps coming.";
    "response-optional-property-became-read-only" Response "property of a response body" "readOnly": "a: {}" => "a: { readOnly: true }", mirror "response-optional-property-became-not-read-only";
        Safe Patch "It concerns requests.";
    "response-optional-property-became-not-read-only" Response "property of a response body" "readOnly": "a: { readOnly: true }" => "a: {}", mirror "response-optional-property-became-read-only";
        Safe Patch "It concerns requests.";
    "response-required-property-became-read-only" Response "property of a response body" "readOnly": "required: [a]" => "a: { readOnly: true }", mirror "response-required-property-became-not-read-only";
        Safe Patch "It concerns requests.";
    "response-required-property-became-not-read-only" Response "property of a response body" "readOnly": "a: { readOnly: true }" => "required: [a]", mirror "response-required-property-became-read-only";
        Safe Patch "It concerns requests.";
    "response-optional-property-became-write-only" Response "property of a response body" "writeOnly": "a: {}" => "a: { writeOnly: true }", mirror "response-optional-property-became-not-write-only";
        Risky Patch "A client that reads it finds nothing.";
    "response-optional-property-became-not-write-only" Response "property of a response body" "writeOnly": "a: { writeOnly: true }" => "a: {}", mirror "response-optional-property-became-write-only";
        Safe Patch "A client passes over members that it does not know.";
    "response-required-property-became-write-only" Response "property of a response body" "writeOnly": "required: [a]" => "a: { writeOnly: true }", mirror "response-required-property-became-not-write-only";
        Risky Patch "A client that counts on it finds nothing.";
    "response-required-property-became-not-write-only" Response "property of a response body" "writeOnly": "a: { writeOnly: true }" => "required: [a]", mirror "response-required-property-became-write-only";
        Risky Patch "A client may not be made for what comes now.";

    "unused-schema-property-changed" Neither "component that no operation reaches" "properties": "a: {}" => "a: { deprecated: true }", mirror "unused-schema-property-changed";
        Safe Patch "No operation uses this component.";
    "part-added" Neither "anywhere" "any other": "type: object" => "not: { type: string }", mirror "part-removed";
        Risky Patch "This keyword is not understood here; it may refuse values.";
    "part-removed" Neither "anywhere" "any other": "not: { type: string }" => "type: object", mirror "part-added";
        Risky Patch "This keyword is not understood here; it may have refused values.";
    "example-added" Neither "anywhere" "example": "type: string" => "example: a", mirror "example-removed";
        Safe Patch "An example shows what may be sent, and changes nothing of it.";
    "example-removed" Neither "anywhere" "example": "example: a" => "type: string", mirror "example-added";
        Safe Patch "An example shows what may be sent, and changes nothing of it.";
    "example-changed" Neither "anywhere" "example": "example: a" => "example: b", mirror "example-changed";
        Safe Patch "An example shows what may be sent, and changes nothing of it.";
    "prose-added" Neither "anywhere" "description": "type: string" => "description: A name.", mirror "prose-removed";
        Safe Patch "It is said to people.";
    "prose-removed" Neither "anywhere" "description": "description: A name." => "type: string", mirror "prose-added";
        Safe Patch "It is said to people.";
    "prose-changed" Neither "anywhere" "description": "description: A name." => "description: The name.", mirror "prose-changed";
        Safe Patch "It is said to people.";
    "keyword-added" Neither "anywhere" "any other": "get: {}" => "get: { odd: 1 }", mirror "keyword-removed";
        Risky Patch "This keyword is not understood here.";
    "keyword-removed" Neither "anywhere" "any other": "get: { odd: 1 }" => "get: {}", mirror "keyword-added";
        Risky Patch "This keyword is not understood here.";
    "keyword-changed" Neither "anywhere" "any other": "get: { odd: 1 }" => "get: { odd: 2 }", mirror "keyword-changed";
        Risky Patch "This keyword is not understood here.";
};

pub(super) fn rules() -> Vec<Rule> {
    ROWS.iter().map(rule).collect()
}

fn rule(row: &Row) -> Rule {
    let no_mirror = row.mirror.strip_prefix('-');
    Rule {
        id: row.id.to_owned(),
        case: row.case,
        direction: row.direction,
        place: row.place,
        keyword: row.keyword,
        wire: row.wire,
        rust: row.rust,
        why: row.why.to_owned(),
        before: row.before,
        after: row.after,
        mirror: no_mirror.is_none().then(|| row.mirror.to_owned()),
        no_mirror,
    }
}
