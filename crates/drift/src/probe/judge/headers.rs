//! Reports headers of a response that the contract does not document.

use contract::Response;
use contract::facts::{Address, Step};

use super::Judge;
use super::shown::Shown;
use crate::probe::Answer;
use crate::probe::answer::without;

/// Headers that HTTP, a server, or a proxy sets; they are not part of the API.
const USUAL_HEADERS: [&str; 40] = [
    "accept-ranges",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "age",
    "allow",
    "alt-svc",
    "cache-control",
    "cf-cache-status",
    "cf-ray",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "etag",
    "expires",
    "keep-alive",
    "last-modified",
    "location",
    "nel",
    "permissions-policy",
    "pragma",
    "referrer-policy",
    "report-to",
    "server",
    "server-timing",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
    "via",
    "www-authenticate",
    "x-content-type-options",
    "x-frame-options",
];

impl Judge<'_, '_> {
    pub(super) fn headers(&mut self, at: &Address, response: &Response<'_>, answer: &Answer) {
        for (name, _) in &answer.headers {
            let name = name.to_ascii_lowercase();
            let mut documented = response.headers.iter();
            if USUAL_HEADERS.contains(&name.as_str())
                || documented.any(|it| it.name.eq_ignore_ascii_case(&name))
            {
                continue;
            }
            let place = self.evidence.header(&name);
            let shown = without(&name, self.context.api_key);
            let step = Step::Header(shown);
            self.shows(at, Shown::Added(step, Some("string")), place);
        }
    }
}
