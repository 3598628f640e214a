"""What a `phone` is, which JSON Schema does not know: without it no start would succeed."""

import schemathesis
from hypothesis import strategies

schemathesis.openapi.format(
    "phone", strategies.from_regex(r"\+[1-9][0-9]{7,13}", fullmatch=True)
)
