//! What was seen, kept without what is secret.

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
    /// Anything else, by its length.
    Bytes(usize),
}

/// Why a transcript cannot be judged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TranscriptError {
    /// It is none.
    #[error("expected what `--transcript` writes: {0}")]
    Format(#[from] serde_json::Error),
    /// Another version of the command wrote it.
    #[error("the transcript has version {0}, and this command reads version {VERSION}")]
    Version(u32),
    /// It holds the answer to a request that is not known.
    #[error("no probe is called `{0}`: another version of this command wrote the transcript")]
    Probe(String),
    /// The contract lacks an operation that is asked for.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

/// Writes answers as JSON, without the key, numbers, codes, and ids.
///
/// Texts keep their length and shape, so that a [`replay`] finds what the answers themselves show.
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
                        // Which error code comes with a status counts even if the status is new.
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

/// Reads answers that [`transcript`] wrote, for [`report`](super::report).
///
/// # Errors
///
/// A text that is no transcript, or holds the answer to a request that is not known.
pub fn replay(contract: &Document, text: &str) -> Result<Vec<(Probe, Received)>, TranscriptError> {
    let transcript: Transcript = serde_json::from_str(text)?;
    if transcript.version != VERSION {
        return Err(TranscriptError::Version(transcript.version));
    }
    // Whose sub-account and session it was, a transcript does not hold.
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
            // Of any length but none, this is no JSON.
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
            ("{}", "expected what `--transcript` writes"),
            (r#"{"version":2,"answers":[]}"#, "has version 2"),
            (
                r#"{"version":1,"answers":[{"probe":"end","nothing":{"other":"x"}}]}"#,
                "no probe is called `end`",
            ),
        ] {
            let error = replay(&contract, text).err().expect(text).to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
