//! Sources that cannot be read, and arguments that cannot be meant.

use super::folder::{CONTRACT, Folder, VENDOR};
use crate::run::run;

#[test]
fn what_cannot_be_read_is_never_no_drift() {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    folder.write("prose.txt", "Welcome to our help centre.\n");
    folder.write("latin.txt", b"caf\xe9 GET /loans");
    folder.write("other.yaml", CONTRACT.replace("/loans:", "/books:"));
    folder.write(
        "cut.yaml",
        &CONTRACT[..CONTRACT.find("paths").expect("it has paths")],
    );
    folder.write("bad.json", "{\"openapi\": ");
    for name in [
        "empty.txt",
        "prose.txt",
        "latin.txt",
        "other.yaml",
        "cut.yaml",
        "bad.json",
    ] {
        let run = folder.drift(&[name, "vendor.yaml"]);
        assert_eq!(run.status, 3, "{name}: {run:?}");
        assert!(
            run.stdout
                .contains(&format!("error: {name} cannot be read: ")),
            "{run:?}"
        );
        assert!(
            run.stdout
                .contains("unreadable: 1 source could not be read"),
            "{run:?}"
        );
        // Nor can it be accepted.
        let run = folder.drift(&[name, "--as", VENDOR, "--accept"]);
        assert_eq!(run.status, 3, "{run:?}");
        assert!(!folder.read("loans.lock.yaml").contains(VENDOR));
    }
    assert!(
        folder
            .drift(&["other.yaml"])
            .stdout
            .contains("operation not found")
    );
}

#[test]
fn a_text_that_is_no_page_any_more_is_refused_and_not_read_as_removals() {
    let folder = Folder::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/pages/tests/pages");
    let read = |name: &str| std::fs::read_to_string(format!("{pages}/{name}")).expect("committed");
    folder.write("loans.yaml", read("check-session.openapi.yaml"));
    let page = read("check-session.imported.txt");
    // A converter that keeps names together at the end.
    let names = [
        "subAccountId",
        "sessionId",
        "verifyUri",
        "destination",
        "status",
        "attempt",
        "expiresAt",
        "retryAfter",
        "errorId",
        "timestamp",
        "message",
        "verificationUrl",
    ];
    let mut gathered = page.clone();
    for name in names {
        gathered = gathered.replace(&format!("    {name}"), "    ");
    }
    gathered.push_str(&names.join("\n"));
    // One that knows no lines.
    let (head, rest) = page.split_at(page.find("Path Parameters").expect("it has some"));
    let glued = format!(
        "{head}{}",
        rest.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    let mdx = "---\nid: check-session\napi: eJzNVUtv2zAM\n---\n\nimport ParamsDetails from \
               \"@theme/ParamsDetails\";\n\n<MethodEndpoint method={\"get\"} path={\"/loans\"}>\n";
    let shell = "<!doctype html><html><head><meta http-equiv=\"refresh\" content=\"0; \
                 url=/connect/reference/page\"></head><body></body></html>";
    let script = "<!doctype html><html><head><script>window.location.href = '/page'</script></head>\
                  <body></body></html>";
    for (name, text, reason, help) in [
        (
            "gathered.txt",
            gathered.as_str(),
            "",
            "saved or copied from a browser",
        ),
        ("glued.txt", &glued, "", ""),
        (
            "page.mdx",
            mdx,
            "this is the MDX source of a page",
            "the OpenAPI document",
        ),
        // Each mark of MDX by itself, and what only looks like one.
        (
            "operation.mdx",
            "---\napi: eJz\n---\n\nText.\n",
            "this is the MDX source of a page",
            "",
        ),
        (
            "theme.mdx",
            "import A from \"@theme/A\";\n\nText.\n",
            "this is the MDX source of a page",
            "",
        ),
        (
            "import.mdx",
            "---\nid: a\n---\n\nimport A from \"./a\";\n",
            "this is the MDX source of a page",
            "",
        ),
        (
            "marks.txt",
            "---\nid: a\n---\n\nText.\n",
            "this is not the page of an operation",
            "",
        ),
        (
            "text.txt",
            "Text.\n\napi: a line\nimport goods from abroad\n",
            "this is not the page of an operation",
            "",
        ),
        (
            "shell.html",
            shell,
            "one that redirects to another page",
            "give the page that it redirects to",
        ),
        (
            "error.txt",
            "Page not found\n\nGo back to the start.",
            "this is an error page",
            "where the operation is documented now",
        ),
        // A text that speaks of errors further down is no page of an error.
        (
            "readme.txt",
            "A client\n\nIt sends codes.\n\n## Use\n\nMake one.\n\n## Errors\n\nAn error says why.",
            "this is not the page of an operation",
            "saved or copied from a browser",
        ),
        (
            "script.html",
            script,
            "one whose script redirects to another page",
            "give the page that it redirects to",
        ),
    ] {
        folder.write(name, text);
        let run = folder.drift(&[name]);
        assert_eq!(run.status, 3, "{name}: {run:?}");
        assert!(run.stdout.contains(reason), "{name}: {}", run.stdout);
        assert!(run.stdout.contains(help), "{name}: {}", run.stdout);
        assert!(!run.stdout.contains("error["), "{name}: {}", run.stdout);
    }
}

#[test]
fn a_source_is_refused_whole_when_it_is_too_large() {
    let folder = Folder::new();
    folder.write("large.txt", " ".repeat((32 << 20) + 1));
    let input = std::fs::File::open(folder.path().join("large.txt")).expect("it was written");
    let mut from_input = folder.command(&["-", "--as", VENDOR]);
    from_input.stdin(input);
    for run in [folder.drift(&["large.txt"]), run(&mut from_input)] {
        assert_eq!(run.status, 3, "{run:?}");
        assert!(run.stdout.contains("larger than 32 MiB"), "{run:?}");
    }
}

#[test]
fn the_command_that_follows_is_one_to_be_typed() {
    let folder = Folder::new();
    folder.vendor("maximum: 10", "maximum: 5");
    folder.write("new page.yaml", folder.read("vendor.yaml"));
    let run = folder.drift(&["new page.yaml", "--as", VENDOR, "--lock", "none"]);
    assert_eq!(run.status, 1, "{run:?}");
    let command = format!(
        "`cargo xtask sync 'new page.yaml' --as {VENDOR} --contract loans.yaml --lock none`"
    );
    assert!(run.stdout.contains(&command), "{}", run.stdout);
}

#[test]
fn a_missing_file_does_not_lose_the_report_of_the_others() {
    let folder = Folder::new();
    folder.vendor("maximum: 10", "maximum: 5");
    let run = folder.drift(&["nothing.txt", "vendor.yaml"]);
    assert_eq!(run.status, 3, "{run:?}");
    for part in [
        "error: nothing.txt cannot be read: the file cannot be opened",
        "error[request-parameter-max-decreased]",
    ] {
        assert!(run.stdout.contains(part), "{part}: {run:?}");
    }
    // A path is not looked for at another URL.
    assert!(!run.stdout.contains("new URL"), "{run:?}");
}

#[test]
fn wrong_use_ends_with_two() {
    let folder = Folder::new();
    let table: [(&[&str], &str); 18] = [
        (&[], "loans.lock.yaml names none yet"),
        (&["--lock", "none"], "give a source"),
        (
            &["vendor.yaml", "--lock", "nothing.yaml"],
            "the lock nothing.yaml: the file cannot be opened",
        ),
        (&["--as", VENDOR], "needs a file that is a copy"),
        (&["vendor.yaml", "--as", "page"], "`--as page` is not a URL"),
        (&[VENDOR, "--as", VENDOR], "is a URL"),
        (
            &["vendor.yaml", "loans.yaml", "--as", VENDOR],
            "one `--as` for each file",
        ),
        (&["vendor.yaml", "--browser"], "vendor.yaml is a file"),
        (
            &[VENDOR, "--browser", "--header", "A: secret"],
            "a browser cannot send `--header`",
        ),
        (
            &[VENDOR, "https://other.example/", "--header", "A: secret"],
            "`--header` is for one host, and the sources have 2: https://",
        ),
        (
            &["http://loans.example/", "--header", "A: secret"],
            "`--header` is sent under TLS only, and http://loans.example/ is not",
        ),
        (
            &[VENDOR, "--header", "@nothing.txt"],
            "the file of `--header @nothing.txt` cannot be read",
        ),
        (&["vendor.yaml", "--accept"], "add `--as URL`"),
        (
            &["vendor.yaml", "--lock", "none", "--accept"],
            "--lock none",
        ),
        (&["vendor.yaml", "--format", "xml"], "invalid value 'xml'"),
        (&["vendor.yaml", "--output", "sarif"], "sarif=report.sarif"),
        (
            &["https://user:secret@loans.example/"],
            "a user or a password",
        ),
        (
            &["vendor.yaml", "--header", "Bearer secret"],
            "number 1 is not `Name: value`",
        ),
    ];
    for (arguments, message) in table {
        let run = folder.drift(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {run:?}");
        assert!(run.stderr.contains(message), "{arguments:?}: {run:?}");
        assert!(!run.stderr.contains("secret"), "{arguments:?}: {run:?}");
    }
    folder.write("loans.lock.yaml", "version: 1\nsauces: []\n");
    let run = folder.drift(&["vendor.yaml"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("loans.lock.yaml:2:1"), "{run:?}");
}
