//! Arguments that are refused before anything is sent.

use super::{probe, service};
use crate::run::{command, run};

/// The message for a base URL that has more than a scheme and a host.
const BARE: &str = "a scheme and a host only";

#[test]
fn nothing_is_sent_with_arguments_that_are_wrong_and_the_message_says_what_is_expected() {
    let bare: &[&str] = &[];
    let table = [
        (
            "http://verify.example",
            bare,
            "has to begin with `https://`",
        ),
        ("https://u:p@verify.example", bare, BARE),
        ("https://u@verify.example", bare, BARE),
        ("https://:p@verify.example", bare, BARE),
        ("https://verify.example?q", bare, BARE),
        ("https://verify.example#f", bare, BARE),
        ("https://verify.example/v2", bare, BARE),
        (
            "https://verify.example",
            &["--session", "x?code=1234"],
            "a session id is 1 to 100 letters",
        ),
    ];
    for (url, arguments, expected) in table {
        let run = probe(url, arguments);
        assert_eq!(run.status, 2, "{url}: {run:?}");
        assert!(run.stderr.contains(expected), "{url}: {run:?}");
        assert!(!run.stderr.contains("1234"), "{run:?}");
    }

    let url = service::start(|_| unreachable!("nothing is sent"));
    let table = [
        // Nobody can answer the prompt here.
        (
            "--spend",
            "+6598765432",
            "there is no terminal: nothing was sent",
        ),
        ("--spend", "98765432", "in international form"),
        ("--deadline", "0s", "a time up to 5 min"),
        ("--deadline", "301s", "a time up to 5 min"),
        ("--deadline", "soon", "a time up to 5 min"),
        ("--ca-file", "Cargo.toml", "has no PEM certificate"),
    ];
    for (option, value, expected) in table {
        let run = probe(&url, &[option, value]);
        assert_eq!(run.status, 2, "{option} {value}: {run:?}");
        assert!(run.stderr.contains(expected), "{option} {value}: {run:?}");
    }

    let mut command = command(&["probe", &url, "--sub-account", "acme"]);
    let run = run(command.env_remove("VERIFY_API_KEY"));
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("set VERIFY_API_KEY"), "{run:?}");
}
