//! `cargo xtask features`: the tests of the published crates, with each feature alone and with all.
//!
//! Every selection is a build of its own: all of them take about 500 seconds of processor time, so that
//! `cargo xtask ci` runs those with all features only, and a job of the workflow runs the rest.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use xtask::{Verdict, project};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Runs only the tests with all features.
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    let mut failed = Vec::new();
    for package in published_packages()? {
        for features in package.selections(arguments.all) {
            let mut cargo = project::cargo(&["test", "--quiet", "--package", &package.name]);
            cargo.args(&features);
            let command = format!(
                "cargo test --package {} {}",
                package.name,
                features.join(" ")
            );
            anstream::println!("=== {command}");
            let status = cargo.status().context("cargo cannot be started")?;
            if !status.success() {
                failed.push(command);
            }
        }
    }
    for command in &failed {
        anstream::println!("failed: {command}");
    }
    Ok(if failed.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Found
    })
}

/// The features that select a TLS implementation.
const TLS: [&str; 2] = ["rustls", "native-tls"];

/// A crate that others depend on, and its features.
struct Package {
    name: String,
    features: Vec<String>,
}

impl Package {
    /// The arguments of one run for each selection of features.
    fn selections(&self, only_all: bool) -> Vec<Vec<String>> {
        let all = vec![String::from("--all-features")];
        if only_all {
            return vec![all];
        }
        let has_tls = self.features.iter().any(|it| it == "rustls");
        let alone = |feature: &String| {
            // Without TLS a client for the vendor's servers cannot be built.
            let features = if has_tls && !TLS.contains(&feature.as_str()) {
                format!("rustls,{feature}")
            } else {
                feature.clone()
            };
            let arguments = ["--no-default-features", "--features", &features];
            arguments.map(str::to_owned).to_vec()
        };
        let features = self.features.iter().filter(|it| *it != "default");
        features.map(alone).chain([all]).collect()
    }
}

/// Reads from `cargo metadata` which members of the workspace may be published.
fn published_packages() -> Result<Vec<Package>> {
    let output = project::cargo(&["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("cargo cannot be started")?;
    ensure!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value =
        serde_json::from_slice(&output.stdout).context("cargo metadata prints JSON")?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    // `publish` is null where a crate may go to any registry, and empty where to none.
    let published = packages.filter(|package| package["publish"].is_null());
    let package = |package: &Value| {
        let name = package["name"].as_str()?.to_owned();
        let features = package["features"].as_object()?.keys().cloned().collect();
        Some(Package { name, features })
    };
    let published: Vec<Package> = published.filter_map(package).collect();
    ensure!(
        !published.is_empty(),
        "no member of the workspace is published"
    );
    Ok(published)
}
