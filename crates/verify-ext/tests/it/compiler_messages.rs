//! What the compiler says to somebody who forgets the number of a check.

use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

const CODE: &str = "
    pub async fn login(
        client: &verify_ext::Client,
        id: &verify_ext::SessionId,
        code: &verify_ext::VerificationCode,
    ) {
        let _ = client.check(id, code).await;
    }
";

/// The library as this test was built with it: the newest of its builds.
fn library(folder: &std::path::Path) -> PathBuf {
    let is_library = |path: &PathBuf| {
        let name = path.file_stem().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with("libverify_ext-"))
            && path.extension().is_some_and(|it| it == "rlib")
    };
    let built = |path: &PathBuf| -> Option<SystemTime> { path.metadata().ok()?.modified().ok() };
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().path()).filter(is_library);
    files.max_by_key(built).expect("the library was built")
}

#[test]
fn a_check_without_a_number_is_told_to_claim_one() {
    let this = std::env::current_exe().unwrap();
    let folder = this.parent().unwrap();
    let source = folder.join("a_check_without_a_number.rs");
    std::fs::write(&source, CODE).unwrap();
    let output = Command::new("rustc")
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata"])
        .arg("--extern")
        .arg(format!("verify_ext={}", library(folder).display()))
        .arg("-L")
        .arg(format!("dependency={}", folder.display()))
        .arg("--out-dir")
        .arg(folder)
        .arg(&source)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "it compiles");
    assert!(said.contains("UnboundCheck<'_>` is not a future"), "{said}");
    let advice = "ClaimingComesBeforeAwait` is not implemented";
    assert!(said.contains(advice), "{said}");
}
