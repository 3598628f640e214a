//! Transcripts: the responses of a run without secrets.

use contract::Document;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{body_of, error_code, masked_body, without};
use super::{Answer, NoAnswer, PlanError, Probe, Received, Target, plan, spend};

/// The version of the format.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Transcript {
    version: u32,
    answers: Vec<Kept>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    probe: String,
    #[serde(flatten)]
    what: What,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Answer(KeptAnswer),
    Nothing(NoAnswer),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptAnswer {
    status: u16,
    /// The names, in order.
    headers: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content_type: Option<String>,
    body: Body,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Body {
    /// JSON, masked.
    Json(Value),
    /// The length of any other body.
    Bytes(usize),
}

/// Why a transcript cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TranscriptError {
    /// The text is not a transcript.
    #[error("expected a file that `--transcript` wrote: {0}")]
    Format(#[from] serde_json::Error),
    /// Another version of the command wrote the transcript.
    #[error("the transcript has version {0}, and this command reads version {VERSION}")]
    Version(u32),
    /// The transcript has a response to an unknown request.
    #[error("unknown probe `{0}`: another version of this command wrote the transcript")]
    Probe(String),
    /// The contract lacks an operation that a probe needs.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

/// Writes responses as JSON, without the key, numbers, codes, and ids.
///
/// Masked texts keep their length and format, so that a [`replay`] has the same findings.
#[must_use]
pub fn transcript(contract: &Document, answers: &[(Probe, Received)], api_key: &str) -> String {
    let facts = contract.facts();
    let keep = |(probe, received): &(Probe, Received)| Kept {
        probe: probe.name.to_owned(),
        what: match received {
            Received::Nothing(why) => What::Nothing(why.without(api_key)),
            Received::Answer(answer) => What::Answer(KeptAnswer {
                status: answer.status,
                headers: answer
                    .headers
                    .iter()
                    .map(|(name, _)| without(&name.to_ascii_lowercase(), api_key))
                    .collect(),
                content_type: answer.media_type().map(|it| without(&it, api_key)),
                body: match serde_json::from_slice(&answer.body) {
                    Ok(value) => {
                        let schema = body_of(&facts, probe, answer);
                        let mut masked = masked_body(&facts, schema, &value, api_key);
                        // The error code of an undocumented status is kept too.
                        if let Some(code) = error_code(answer.status, Some(&value)) {
                            masked["code"] = code.into();
                        }
                        Body::Json(masked)
                    }
                    Err(_) => Body::Bytes(answer.body.len()),
                },
            }),
        },
    };
    let transcript = Transcript {
        version: VERSION,
        answers: answers.iter().map(keep).collect(),
    };
    let text = serde_json::to_string_pretty(&transcript);
    text.unwrap_or_default() + "\n"
}

/// Reads responses that [`transcript`] wrote, for [`report`](super::report).
///
/// # Errors
///
/// The text is not a transcript, or has a response to an unknown request.
pub fn replay(contract: &Document, text: &str) -> Result<Vec<(Probe, Received)>, TranscriptError> {
    let transcript: Transcript = serde_json::from_str(text)?;
    if transcript.version != VERSION {
        return Err(TranscriptError::Version(transcript.version));
    }
    // A transcript does not name the sub-account and the session.
    let target = Target {
        sub_account: "replayed",
        session: Some("99999999999999999999999999999999"),
        over_tls: true,
    };
    let mut probes = plan(contract, &target)?;
    probes.extend(spend::replayed());
    let judged = transcript.answers.into_iter().map(|kept| {
        let probe = probes.iter().find(|it| it.name == kept.probe);
        let probe = probe.ok_or(TranscriptError::Probe(kept.probe))?;
        let received = match kept.what {
            What::Nothing(why) => Received::Nothing(why),
            What::Answer(answer) => Received::Answer(answered(answer)),
        };
        Ok((probe.clone(), received))
    });
    judged.collect()
}

fn answered(kept: KeptAnswer) -> Answer {
    let value = |name: &str| match &kept.content_type {
        Some(media) if name == "content-type" => media.clone(),
        _ => String::new(),
    };
    Answer {
        status: kept.status,
        headers: kept
            .headers
            .iter()
            .map(|name| (name.clone(), value(name)))
            .collect(),
        body: match kept.body {
            Body::Json(value) => value.to_string().into_bytes(),
            // Any nonempty text of this length that is not JSON.
            Body::Bytes(length) => vec![b'x'; length.min(1 << 20)],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Source;

    #[test]
    fn what_is_no_transcript_is_refused_with_what_was_expected() {
        let text = include_str!("../../../../openapi/verify.yaml");
        let contract = Document::read(Source::new("verify.yaml", text)).expect("the contract");
        for (text, says) in [
            ("{}", "expected a file that `--transcript` wrote"),
            (r#"{"version":2,"answers":[]}"#, "has version 2"),
            (
                r#"{"version":1,"answers":[{"probe":"end","nothing":{"other":"x"}}]}"#,
                "unknown probe `end`",
            ),
        ] {
            let error = replay(&contract, text).err().expect(text).to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
