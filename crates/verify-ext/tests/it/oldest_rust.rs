//! The oldest Rust that each published crate says it works with, against what it depends on.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// `1.88` and `1.88.0` are the same.
fn version(text: &str) -> Vec<u32> {
    let mut parts: Vec<u32> = text.split('.').map(|part| part.parse().unwrap()).collect();
    parts.resize(3, 0);
    parts
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_its_crate_promises() {
    let rustc = output(Command::new("rustc").arg("-vV"));
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let metadata = output(
        Command::new(cargo)
            .args([
                "metadata",
                "--format-version=1",
                "--all-features",
                "--locked",
            ])
            .args(["--filter-platform", host.unwrap()])
            .current_dir(env!("CARGO_MANIFEST_DIR")),
    );
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let packages: BTreeMap<String, &Value> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (text(&package["id"]).unwrap(), package))
        .collect();
    let nodes: BTreeMap<String, &Value> = metadata["resolve"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (text(&node["id"]).unwrap(), node))
        .collect();
    let normal = |node: &Value| -> Vec<String> {
        let of_users = |dependency: &&Value| {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            kinds.iter().any(|kind| kind["kind"] != "dev")
        };
        let dependencies = node["deps"].as_array().unwrap().iter();
        dependencies
            .filter(of_users)
            .filter_map(|dependency| text(&dependency["pkg"]))
            .collect()
    };
    let published = |package: &Value| package["source"].is_null() && package["publish"].is_null();
    let mut checked = BTreeSet::new();
    for (id, package) in packages.iter().filter(|(_, package)| published(package)) {
        let promised = text(&package["rust_version"]).unwrap();
        let mut seen = BTreeSet::from([id.clone()]);
        let mut open = vec![id.clone()];
        while let Some(id) = open.pop() {
            if let Some(asked) = text(&packages[&id]["rust_version"]) {
                assert!(
                    version(&asked) <= version(&promised),
                    "{} promises Rust {promised}, and its dependency {} {} asks for {asked}: raise \
                     `rust-version` in its Cargo.toml and in its README, or hold the dependency back",
                    package["name"],
                    packages[&id]["name"],
                    packages[&id]["version"]
                );
            }
            let fresh = normal(nodes[&id]).into_iter();
            open.extend(fresh.filter(|id| seen.insert(id.clone())));
        }
        assert!(
            seen.len() > 50,
            "dependencies of {} were not found",
            package["name"]
        );
        checked.insert(text(&package["name"]).unwrap());
    }
    for name in ["verify-api", "verify-ext", "verify-sim"] {
        assert!(checked.contains(name), "{name} was not checked");
    }
}

#[test]
fn the_readmes_name_the_rust_of_the_manifest() {
    let crates = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    for name in ["verify-api", "verify-ext", "verify-sim"] {
        let read = |file: &str| std::fs::read_to_string(format!("{crates}/{name}/{file}")).unwrap();
        let manifest = read("Cargo.toml");
        let promised = manifest
            .lines()
            .find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'))
            .expect("a version of its own");
        let expected = format!("Rust {promised} or newer");
        assert!(
            read("README.md").contains(&expected),
            "{name}: no `{expected}`"
        );
    }
}
