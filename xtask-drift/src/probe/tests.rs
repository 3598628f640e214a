//! `--spend` against the simulator, with a simulated person.

use std::cell::RefCell;

use anyhow::Result;
use clap::Parser as _;
use contract::{Document, Source};
use drift::probe::{self, Context, Cost, OpenAnswer, Outcome, Probe, Received};
use tokio::runtime::Runtime;
use verify_sim::{Call, Scenario, Simulator};

use super::terminal::{CONSENT, Terminal};
use super::{Arguments, ask};

const KEY: &str = "k3y-th4t-is-s3cret";
const NUMBER: &str = "+6598765432";
const SESSION: &str = "a44a91be5ea5ea118169020897df5459";

#[derive(clap::Parser)]
struct Command {
    #[command(flatten)]
    arguments: Arguments,
}

fn contract() -> Document {
    let text = include_str!("../../../openapi/verify.yaml");
    Document::read(Source::new("openapi/verify.yaml", text)).expect("the contract")
}

/// What the person does.
#[derive(Clone, Copy)]
struct Person {
    /// Types this at the prompt.
    consent: &'static str,
    /// Types this for the code that was received.
    types: fn(&str) -> std::io::Result<String>,
}

const WILLING: Person = Person {
    consent: CONSENT,
    types: |code| Ok(code.to_owned()),
};

struct Typing<'t> {
    person: Person,
    sim: &'t Simulator,
    shown: &'t RefCell<String>,
}

impl Terminal for Typing<'_> {
    fn show(&mut self, text: &str) {
        self.shown.borrow_mut().push_str(text);
    }

    fn line(&mut self) -> std::io::Result<String> {
        Ok(format!("{}\n", self.person.consent))
    }

    fn hidden_line(&mut self) -> std::io::Result<String> {
        let outbox = self.sim.outbox();
        (self.person.types)(&outbox.last().expect("a message").code)
    }
}

/// A simulator with some assumptions, and a run against it.
struct Trial {
    // The simulator needs the runtime for as long as it lives.
    sim: Simulator,
    _runtime: Runtime,
    shown: RefCell<String>,
}

impl Trial {
    fn new(assumed: &[(&str, &str)]) -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let mut builder = Simulator::builder().api_key(KEY).sub_account("acme");
        for (name, value) in assumed {
            builder = builder.assume(*name, *value);
        }
        let sim = runtime.block_on(builder.start()).expect("a simulator");
        sim.session(SESSION).sub_account("acme");
        Self {
            sim,
            _runtime: runtime,
            shown: RefCell::default(),
        }
    }

    fn ask(&self, person: Person) -> Result<Vec<(Probe, Received)>> {
        let url = self.sim.base_url();
        let arguments = ["probe", url, "--sub-account", "acme", "--session", SESSION];
        let arguments = arguments.into_iter().chain(["--spend", NUMBER]);
        let arguments = Command::parse_from(arguments).arguments;
        let typing = Typing {
            person,
            sim: &self.sim,
            shown: &self.shown,
        };
        ask(&arguments, &contract(), KEY, || Ok(Box::new(typing)))
    }

    /// How many requests carried a code, and how many started a session.
    fn costly(&self) -> [usize; 2] {
        let record = self.sim.record();
        let codes = record.requests().filter(|it| it.code.is_some()).count();
        let starts = record.requests().filter(|it| it.call == Some(Call::Start));
        [codes, starts.count()]
    }
}

fn judged(answers: &[(Probe, Received)]) -> Outcome {
    let context = Context {
        today: chrono::NaiveDate::default(),
        command: "cargo xtask probe".into(),
        api_key: KEY,
    };
    probe::report(&contract(), answers, &context)
}

fn settled<'o>(open: &'o [OpenAnswer], name: &str) -> Option<&'o str> {
    let mut open = open.iter();
    let found = open.find(|it| it.assumption == Some(name))?;
    Some(&found.answer)
}

/// Assumptions of the simulator that a probe decides, each with a value that is not the default.
const SETTLED: &[(&str, &str)] = &[
    ("wrong-code", "400/1000"),
    ("code-after-verified", "404/1404"),
    ("right-code-again", "400/1000"),
    ("illegal-code", "counted"),
    ("code-comparison", "ignore-case"),
    ("session-ids", "exact"),
    ("unknown-sub-account", "401/1201"),
    ("wrong-key", "400/1201"),
    ("unknown-session", "400/1008"),
    ("resend-too-soon", "400/1400"),
    ("illegal-body", "400/1010"),
    ("illegal-number", "400/1003"),
];

/// Those that it does not decide, each with the reason.
const UNSETTLED: &[(&str, &str)] = &[
    (
        "fifth-wrong-code",
        "a session that fails is a second one, with a message of its own",
    ),
    (
        "check-after-failed",
        "a session that fails is a second one, with a message of its own",
    ),
    (
        "check-after-expiry",
        "a session that expires is a second one, with a message of its own",
    ),
    (
        "keep-finished",
        "takes as long as the service keeps a session",
    ),
    (
        "lifetime",
        "is about sessions that a test makes: a start says how long its session is open",
    ),
    (
        "resend-after",
        "is about sessions that a test makes: a start says its interval",
    ),
    (
        "resend-attempts",
        "a start after its interval is another message",
    ),
    ("reset-session", "a reset is another message"),
    ("reset-too-soon", "a reset may be another message"),
    (
        "start-after-final",
        "a start after the session is verified is another message",
    ),
    (
        "same-session",
        "a start over another channel is another message",
    ),
    (
        "whatsapp-without-template",
        "a start that may be sent is another message",
    ),
    (
        "code-type",
        "the start names a type, since only letters have a case",
    ),
    (
        "message-text",
        "only the person who received the message has seen it",
    ),
    ("silent-start", "needs a device in a covered mobile network"),
];

#[test]
fn every_assumption_is_settled_or_has_a_reason_not_to_be() {
    let mut listed: Vec<&str> = SETTLED.iter().map(|(name, _)| *name).collect();
    listed.extend(UNSETTLED.iter().map(|(name, _)| *name));
    listed.sort_unstable();
    let all = Simulator::assumptions();
    let mut names: Vec<&str> = all.iter().map(|it| it.name).collect();
    names.sort_unstable();
    assert_eq!(listed, names, "ask for it in a probe, or say why none does");

    let trial = Trial::new(&[]);
    let answers = trial.ask(WILLING).expect("it is asked");
    let by_default = judged(&answers).open;
    for (name, other) in SETTLED {
        let default = all.iter().find(|it| it.name == *name);
        let default = default.expect("it is listed").value.as_str();
        assert_ne!(default, *other, "{name}");
        assert_eq!(settled(&by_default, name), Some(default), "{name}");
        let trial = Trial::new(&[(name, other)]);
        let answers = trial.ask(WILLING).expect("it is asked");
        let outcome = judged(&answers);
        assert_eq!(settled(&outcome.open, name), Some(*other), "{name}");
        // The simulator reads the written scenario.
        let text = probe::scenario(&outcome.open);
        assert!(text.contains(&format!("  {name}: {other}\n")), "{text}");
        Scenario::parse("assumed.yaml", &text).expect("a scenario");
    }
}

#[test]
fn a_verification_stays_within_what_was_announced_and_shows_nothing_secret() {
    let trial = Trial::new(&[]);
    let answers = trial.ask(WILLING).expect("it is asked");
    let outcome = judged(&answers);
    assert!(
        outcome.report.changes.is_empty(),
        "{:?}",
        outcome.report.changes
    );
    assert!(outcome.report.refused.is_empty());
    let silent = |what: &str| outcome.report.not_compared.iter().any(|it| it.what == what);
    assert!(
        !silent("checking a code") && !silent("POST /api/v2/subaccounts/{subAccountId}/sessions")
    );
    assert!(silent("status 403"));
    let messages = trial.sim.outbox();
    let [message] = &messages[..] else {
        panic!("{} messages", messages.len());
    };
    assert_eq!(message.to, NUMBER);
    let [codes, starts] = trial.costly();
    assert_eq!((codes, starts), (7, 2));
    trial.sim.assert_attempts(&message.session, 3);
    trial
        .sim
        .assert_state(&message.session, verify_sim::State::Verified);
    // The existing session was only read.
    trial.sim.assert_attempts(SESSION, 0);
    let kept = probe::transcript(&contract(), &answers, KEY);
    let context = format!("{:?} {:?}", outcome.open, outcome.report);
    let shown = trial.shown.borrow();
    for text in [&kept, &context, &*shown] {
        for secret in [KEY, &NUMBER[1..], &message.code, &message.session] {
            assert!(!text.contains(secret), "{secret} shows: {text}");
        }
    }
    for part in [
        "+********32",
        "1; 2 if",
        "sub-account acme pays",
        "127.0.0.1",
        "12 that cost",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let again = probe::replay(&contract(), &kept).expect("a transcript");
    let replayed = judged(&again);
    assert_eq!(
        probe::scenario(&replayed.open),
        probe::scenario(&outcome.open)
    );
}

#[test]
fn a_refusal_at_the_prompt_sends_nothing() {
    for consent in ["", "y", "yes", "no", "SPEND", "spend it"] {
        let trial = Trial::new(&[]);
        let person = Person { consent, ..WILLING };
        let refused = trial.ask(person).err().expect("no consent").to_string();
        assert_eq!(refused, "nothing was sent");
        assert_eq!(trial.sim.record().requests().count(), 0, "{consent}");
    }
}

#[test]
fn without_a_code_none_is_sent() {
    let silent: [fn(&str) -> std::io::Result<String>; 3] = [
        |_| Ok(String::new()),
        |code| Ok(format!("{code}{code}")),
        |_| Err(std::io::ErrorKind::Interrupted.into()),
    ];
    for types in silent {
        let trial = Trial::new(&[]);
        let person = Person { types, ..WILLING };
        let answers = trial.ask(person).expect("it is asked");
        assert_eq!(trial.costly(), [0, 2]);
        let paid = |cost| {
            answers
                .iter()
                .filter(|(probe, _)| probe.cost == cost)
                .count()
        };
        assert_eq!([paid(Cost::Message), paid(Cost::Attempt)], [2, 0]);
        let open = judged(&answers).open;
        assert_eq!(settled(&open, "resend-too-soon"), Some("403/1400"));
    }
}
