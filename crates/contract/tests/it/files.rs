//! References that lead to other files.

use std::collections::BTreeMap;

use contract::{Diagnostic, Document, Files, Folder, Source};

/// Files in memory.
struct Memory(BTreeMap<&'static str, String>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Source, String> {
        let text = self.0.get(path).ok_or("there is no such file")?;
        Ok(Source::new(format!("api/{path}"), text))
    }
}

fn document(reference: &str, files: &[(&'static str, &str)]) -> Document {
    let files = files.iter().map(|(path, text)| (*path, (*text).to_owned()));
    let text = format!(
        "openapi: 3.1.0
info: {{ title: t, version: '1' }}
paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content: {{ application/json: {{ schema: {{ $ref: '{reference}' }} }} }}
components:
  schemas:
    Own: {{ type: string, maxLength: 7 }}
"
    );
    let source = Source::new("api/openapi.yaml", text);
    let read = Document::read_with(source, "openapi.yaml", &Memory(files.collect()));
    read.unwrap_or_else(|problem| panic!("{}", problem.render(false)))
}

/// Every fact about a length, with its place.
fn lengths(document: &Document) -> Vec<String> {
    let facts = document.facts();
    let all = facts.all().into_iter();
    let lengths = all.filter(|(_, fact)| fact.keyword == "maxLength");
    lengths
        .map(|(address, fact)| {
            format!(
                "{} {} {}",
                address.place(),
                fact.value,
                facts.location(&fact.span)
            )
        })
        .collect()
}

#[test]
fn a_reference_to_a_file_is_followed_and_its_places_are_those_of_the_file() {
    let pet = "# A pet.
Pet:
  type: object
  properties:
    name: { type: string, maxLength: 5 }
    owner: { $ref: './people.json' }
    own: { $ref: '../openapi.yaml#/components/schemas/Own' }
    parent: { $ref: '#/Pet' }
";
    let person = r#"{ "type": "object", "properties": { "first": { "maxLength": 3 } } }"#;
    let files = [("schemas/pet.yaml", pet), ("schemas/people.json", person)];
    let document = document("./schemas/pet.yaml#/Pet", &files);
    assert_eq!(document.check().map_err(|it| it.to_string()), Ok(()));
    assert_eq!(
        lengths(&document),
        [
            "response 200 › name 5 api/schemas/pet.yaml:5:27",
            "response 200 › owner › first 3 api/schemas/people.json:1:48",
            "response 200 › own 7 api/openapi.yaml:12:26",
        ]
    );
}

#[test]
fn what_is_not_read_is_refused_where_it_is_referred_to() {
    let broken = [
        ("b.yaml", "A: ["),
        ("c.yaml", "A: { $ref: 'd.yaml' }"),
        ("e.yaml", "A: 1"),
    ];
    for (reference, place, message) in [
        (
            "x.yaml#/A",
            "api/openapi.yaml:9:58",
            "there is no such file",
        ),
        (
            "../x.yaml",
            "api/openapi.yaml:9:58",
            "leads out of the document's folder",
        ),
        (
            "/etc/passwd",
            "api/openapi.yaml:9:58",
            "leads out of the document's folder",
        ),
        (
            "https://a.example/b.yaml",
            "api/openapi.yaml:9:58",
            "is a URL",
        ),
        ("b.yaml#/A", "api/b.yaml:1:5", "this is not YAML"),
        // The reference is in the file that is referred to.
        ("c.yaml#/A", "api/c.yaml:1:12", "there is no such file"),
        ("e.yaml#/B", "api/openapi.yaml:9:58", "leads nowhere"),
        ("e.yaml#A", "api/openapi.yaml:9:58", "names an anchor"),
    ] {
        let problem: Diagnostic = document(reference, &broken).check().expect_err(reference);
        assert_eq!(problem.location().to_string(), place, "{reference}");
        let drawn = problem.render(false);
        assert!(drawn.contains(message), "{reference}: {drawn}");
        // The message shows the line of the file that it is about.
        assert!(drawn.contains(place), "{reference}: {drawn}");
        assert!(problem.help().is_some(), "{reference}");
    }
}

#[test]
fn files_that_nothing_leads_to_may_be_as_they_are() {
    // `B` refers to a file that is not there, and nothing refers to `B`.
    let files = [("a.yaml", "A: { maxLength: 1 }\nB: { $ref: 'gone.yaml' }")];
    let document = document("a.yaml#/A", &files);
    assert_eq!(document.check().map_err(|it| it.to_string()), Ok(()));
}

#[test]
fn files_that_refer_to_one_another_end() {
    let files = [
        ("a.yaml", "{ $ref: 'b.yaml' }"),
        ("b.yaml", "{ $ref: 'a.yaml' }"),
    ];
    let problem = document("a.yaml", &files).check().expect_err("a circle");
    assert!(
        problem.message().contains("leads back to itself"),
        "{problem}"
    );
}

#[test]
fn the_number_of_files_is_bounded() {
    struct Endless;
    impl Files for Endless {
        fn read(&self, path: &str) -> Result<Source, String> {
            Ok(Source::new(path, format!("items: {{ $ref: 'x{path}' }}")))
        }
    }
    let text = "openapi: 3.1.0\npaths: {}\ncomponents: { schemas: { A: { $ref: 'x' } } }";
    let document = Document::read_with(Source::new("a", text), "a", &Endless).expect("it reads");
    let problem = document.check().expect_err("it has no end");
    assert!(
        problem.message().contains("more than 1000 files"),
        "{problem}"
    );
}

#[test]
fn a_folder_reads_its_files_and_nothing_else() {
    let root = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("folder");
    std::fs::create_dir_all(root.join("api/inner")).expect("the folder can be made");
    for (path, text) in [
        ("api/pet.yaml", "A: 1"),
        ("api/inner/b.yaml", "B: 2"),
        ("out.yaml", ""),
    ] {
        std::fs::write(root.join(path), text).expect("the file can be written");
    }
    let folder = Folder::of(&root.join("api/openapi.yaml")).expect("there is such a folder");
    for (path, text) in [("pet.yaml", "A: 1"), ("inner/b.yaml", "B: 2")] {
        assert_eq!(folder.read(path).expect(path).text(), text);
    }
    for (path, why) in [
        ("gone.yaml", "there is no such file"),
        ("inner", "it is not a file"),
        ("../out.yaml", "leads out of the document's folder"),
    ] {
        let refused = folder.read(path).expect_err(path);
        assert!(refused.contains(why), "{path}: {refused}");
    }
}
