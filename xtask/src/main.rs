//! probe
fn main() {
    let document = contract::Document::read(
        contract::Source::read("openapi/verify.yaml".as_ref()).expect("file"),
    )
    .unwrap_or_else(|e| panic!("{}", e.render(true)));
    match generator::generate(&document) {
        Ok(generated) => {
            std::fs::create_dir_all("tests/src").expect("dir");
            std::fs::write("crates/verify-api/src/generated.rs", generated.client).expect("write");
            std::fs::write("tests/src/generated.rs", generated.dispatch).expect("write");
        }
        Err(problems) => {
            for p in problems {
                eprintln!("{}", p.render(true));
            }
        }
    }
}
