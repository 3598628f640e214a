//! The commands that run cargo, with a script as cargo.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

/// A project with a script as cargo. The script runs in the project's folder with cargo's arguments, and
/// records them in the file `asked`.
struct Project(tempfile::TempDir);

impl Project {
    fn new(script: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let cargo = folder.path().join("cargo");
        let script = format!("#!/bin/sh\nset -eu\necho \"$*\" >>asked\n{script}");
        std::fs::write(&cargo, script).expect("a file can be written");
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&cargo, executable).expect("a file can be made executable");
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .env("CARGO_MANIFEST_DIR", self.0.path().join("xtask"))
            .env("CARGO", self.0.path().join("cargo"))
            .output()
            .expect("the command starts");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).expect("the command prints UTF-8");
        (output.status.code().expect("the command ends"), said)
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.path().join(file)).expect("the file is there")
    }

    /// The calls of cargo since the last time.
    fn asked(&self) -> Vec<String> {
        let asked = self.read("asked").lines().map(str::to_owned).collect();
        std::fs::remove_file(self.0.path().join("asked")).expect("the file can be removed");
        asked
    }
}

const PACKAGES: &str = r#"
case "$*" in
metadata*)
    cat <<'END'
{"packages": [
    {"name": "client", "publish": null, "features": {"default": [], "rustls": [], "native-tls": [], "extra": []}},
    {"name": "simulator", "publish": null, "features": {"program": []}},
    {"name": "internal", "publish": [], "features": {"never": []}}
]}
END
    ;;
*extra*) exit 101 ;;
esac
"#;

#[test]
fn each_feature_of_a_published_package_is_tested_alone_and_all_together() {
    let project = Project::new(PACKAGES);
    let alone = |package: &str, features: &str| {
        format!("test --quiet --package {package} --no-default-features --features {features}")
    };
    let all = |package: &str| format!("test --quiet --package {package} --all-features");
    let (status, said) = project.run(&["features"]);
    assert_eq!(status, 1, "{said}");
    let failed =
        "failed: cargo test --package client --no-default-features --features rustls,extra";
    let failures: Vec<_> = said.lines().filter(|it| it.starts_with("failed")).collect();
    assert_eq!(failures, [failed], "{said}");
    let mut asked = project.asked().split_off(1);
    asked.sort();
    let mut expected = [
        all("client"),
        alone("client", "rustls"),
        alone("client", "native-tls"),
        alone("client", "rustls,extra"),
        all("simulator"),
        alone("simulator", "program"),
    ];
    expected.sort();
    assert_eq!(asked, expected);

    let (status, said) = project.run(&["features", "--all"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(
        project.asked().split_off(1),
        [all("client"), all("simulator")]
    );
}

/// Four mutants: in the first run `b` is missed, `c` does not compile, and `d` never ends; the second run catches
/// the rest, unless there is a file `keep`.
const MUTANTS: &str = r#"
case "$*" in
*--list*)
    for name in a b c d; do echo "src/lib.rs:1:1: replace $name"; done
    exit ;;
esac
out=target/mutants.out
[ ! -e caught ] || touch second
cp $out/previously_caught.txt passed-over
: >$out/missed.txt; : >$out/unviable.txt; : >$out/timeout.txt
if [ -e second ]; then
    [ ! -e keep ] || cp first/missed.txt $out
else
    echo 'src/lib.rs:1:1: replace b' >$out/missed.txt
    echo 'src/lib.rs:1:1: replace c' >$out/unviable.txt
    echo 'src/lib.rs:1:1: replace d' >$out/timeout.txt
    mkdir first; cp $out/missed.txt first; touch second
fi
exit 2
"#;

#[test]
fn what_a_packages_own_tests_miss_meets_those_of_all_packages_and_everything_is_counted() {
    for (kept, status, counts) in [
        (
            false,
            0,
            "3 of 4 mutants are viable: 3 caught, 1 of them by a test that never ended; 0 missed",
        ),
        (
            true,
            1,
            "3 of 4 mutants are viable: 2 caught, 1 of them by a test that never ended; 1 missed",
        ),
    ] {
        let project = Project::new(MUTANTS);
        if kept {
            std::fs::write(project.0.path().join("keep"), "").expect("a file can be written");
        }
        let (found, said) = project.run(&["mutants", "--package", "verify-api"]);
        assert_eq!(found, status, "{said}");
        assert!(said.contains(counts), "{said}");
        assert_eq!(said.contains("missed.txt"), kept, "{said}");
        let asked = project.asked();
        let judged: Vec<_> = asked
            .iter()
            .map(|it| it.contains("--test-package"))
            .collect();
        assert_eq!(judged, [false, false, true], "{asked:#?}");
        for judge in ["verify-api", "verify-ext", "verify-sim", "contract-tests"] {
            let judge = format!("--test-package {judge}");
            assert!(asked[2].contains(&judge), "{asked:#?}");
        }
        for features in ["verify-api/schemars", "verify-sim/wiremock"] {
            let given = format!("--features {features}");
            assert_eq!(asked[2].matches(&given).count(), 1, "{asked:#?}");
        }
        assert!(asked[2].ends_with("-- --tests"), "{asked:#?}");
        // The mutant that never ends is not tested again.
        assert!(project.read("passed-over").contains("replace d"));
    }
}

#[test]
fn what_the_own_tests_catch_meets_no_others() {
    let project = Project::new(MUTANTS);
    std::fs::write(project.0.path().join("caught"), "").expect("a file can be written");
    let (status, said) = project.run(&["mutants", "--package", "verify-api"]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains("4 of 4 mutants are viable: 4 caught, 0 of them"),
        "{said}"
    );
    let asked = project.asked();
    assert_eq!(asked.len(), 2, "{asked:#?}");
}

#[test]
fn a_sample_and_a_shard_pass_over_all_other_mutants() {
    for (arguments, tried) in [
        (&["--sample", "3"][..], 3),
        (&["--sample", "9"], 4),
        (&["--shard", "0/3"], 2),
        (&["--shard", "1/3"], 1),
    ] {
        let project = Project::new(MUTANTS);
        let listed = [&["mutants", "--list"], arguments].concat();
        let (status, listed) = project.run(&listed);
        assert_eq!((status, listed.lines().count()), (0, tried), "{listed}");
        let (_, said) = project.run(&[&["mutants"], arguments].concat());
        assert!(
            said.contains(&format!(" of {tried} mutants are viable")),
            "{said}"
        );
        let passed_over = project.read("passed-over");
        for name in ["a", "b", "c", "d"] {
            let name = format!("src/lib.rs:1:1: replace {name}");
            // `d` never ended in the first run, and is skipped in the others.
            let passed = passed_over.lines().any(|it| it == name);
            assert!(
                passed != listed.contains(&name) || name.ends_with('d'),
                "{arguments:?} {passed_over}"
            );
        }
    }
    for wrong in ["2/2", "1", "a/b", "1/0"] {
        let (status, said) = Project::new(MUTANTS).run(&["mutants", "--shard", wrong]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("such as `0/8`"), "{said}");
    }
}

#[test]
fn a_cargo_that_fails_is_not_taken_for_a_result() {
    let project = Project::new("echo no such subcommand >&2; exit 101");
    for arguments in [&["features"][..], &["mutants"], &["mutants", "--list"]] {
        let (status, said) = project.run(arguments);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("no such subcommand"), "{said}");
    }
}
