//! Edits of schemas.

use compat::change::{Action, Class};
use serde_json::{Value, json};

use super::{Edit, Expected, Spot, below, outside_parameters, renaming, setting, with, without};

pub(super) fn edits(document: &Value, spot: &Spot, schema: &Value, edits: &mut Vec<Edit>) {
    let mut sheet = Sheet {
        document,
        spot,
        schema,
        edits,
    };
    sheet.type_and_format();
    sheet.counts();
    sheet.range();
    sheet.pattern();
    sheet.values();
    sheet.default();
    sheet.flags();
    sheet.example();
    sheet.properties();
    sheet.choices();
}

struct Sheet<'s> {
    document: &'s Value,
    spot: &'s Spot,
    schema: &'s Value,
    edits: &'s mut Vec<Edit>,
}

impl Sheet<'_> {
    fn has(&self, keywords: &[&str]) -> bool {
        keywords.iter().any(|it| self.schema.get(*it).is_some())
    }

    fn is_of_parameter(&self) -> bool {
        outside_parameters(&self.spot.places).is_empty()
    }

    /// Whether it is the last of several options.
    fn is_last_option(&self) -> bool {
        let Some((list, at)) = self.spot.pointer.rsplit_once('/') else {
            return false;
        };
        let options = self.document.pointer(list).and_then(Value::as_array);
        list.ends_with("/oneOf") && options.is_some_and(|all| at.parse() == Ok(all.len() - 1))
    }

    fn kind(&self) -> &str {
        self.schema["type"].as_str().unwrap_or_default()
    }

    fn push(&mut self, kind: &str, document: Value, expected: Expected) {
        self.edits
            .push(Edit::new(kind, self.spot, document, expected));
    }

    /// One keyword with another value; `None` takes it away.
    fn keyword(&mut self, keyword: &str, value: Option<Value>) {
        let action = match (self.schema.get(keyword), &value) {
            (None, _) => Action::Added,
            (_, None) => Action::Removed,
            _ => Action::Changed,
        };
        let pointer = &self.spot.pointer;
        let edited = match value {
            Some(value) => setting(self.document, pointer, keyword, value),
            None => without(self.document, pointer, keyword),
        };
        let expected = Expected::keyword(action, keyword, &self.spot.places);
        let mut edit = Edit::new(format!("{keyword} {action}"), self.spot, edited, expected);
        // The title of a component stands where the type of a parameter would.
        let is_titled = keyword == "type" && self.spot.pointer.starts_with("/components");
        if matches!(keyword, "nullable" | "deprecated") || is_titled {
            let shown = outside_parameters(&self.spot.places);
            edit = edit.on_page(vec![Expected::keyword(action, keyword, &shown)]);
            if keyword == "deprecated" && shown.len() < self.spot.places.len() && !shown.is_empty()
            {
                // Of a parameter it is one thing, of a property another.
                let mut places = self.spot.places.clone();
                places.retain(|it| !shown.contains(it));
                edit.expected = vec![
                    Expected::keyword(action, keyword, &shown),
                    Expected::keyword(action, keyword, &places),
                ];
            }
        }
        self.edits.push(edit);
    }

    fn type_and_format(&mut self) {
        let bound = [
            "format",
            "enum",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "default",
            "example",
        ];
        if !self.has(&bound) {
            let others: &[&str] = match self.kind() {
                "string" => &["integer", "boolean"],
                "integer" => &["string", "number"],
                "number" => &["string", "integer"],
                "boolean" => &["string"],
                _ => &[],
            };
            for other in others {
                self.keyword("type", Some(json!(other)));
            }
        }
        let format = self.schema["format"].as_str();
        let formats: &[&str] = match (self.kind(), format) {
            ("string", None) if !self.has(&["enum", "default", "pattern"]) => {
                &["uuid", "date-time"]
            }
            ("string", Some("date-time")) => &["date"],
            ("string", Some("uri")) => &["uuid"],
            ("string", Some(_)) => &["uri"],
            ("number", Some("double")) => &["float"],
            ("number", None) => &["double"],
            _ => &[],
        };
        for other in formats {
            self.keyword("format", Some(json!(other)));
        }
        // A format of whole numbers is a range: taken from beside another, it says nothing new.
        if format.is_some() && self.kind() != "integer" {
            self.keyword("format", None);
        }
    }

    fn counts(&mut self) {
        let (lengths, floor) = match self.kind() {
            "string" if !self.has(&["enum", "format", "default"]) => {
                (["minLength", "maxLength"], 2)
            }
            "array" => (["minItems", "maxItems"], 2),
            _ => return,
        };
        for (keyword, added) in lengths.into_iter().zip([floor, 60]) {
            match self.schema[keyword].as_u64() {
                Some(now) => {
                    self.keyword(keyword, Some(json!(now + 1)));
                    if now > 1 {
                        self.keyword(keyword, Some(json!(now - 1)));
                    }
                    self.keyword(keyword, None);
                }
                None => self.keyword(keyword, Some(json!(added))),
            }
        }
    }

    fn range(&mut self) {
        if !matches!(self.kind(), "integer" | "number") {
            return;
        }
        for (keyword, open, added) in [
            ("minimum", "exclusiveMinimum", -3),
            ("maximum", "exclusiveMaximum", 300),
        ] {
            match self.schema[keyword].as_i64() {
                Some(now) if self.schema.get(open).is_none() => {
                    for by in [-1, 1] {
                        self.keyword(keyword, Some(json!(now + by)));
                    }
                    self.keyword(keyword, None);
                    let edited = setting(self.document, &self.spot.pointer, open, true);
                    let places = &self.spot.places;
                    let expected = Expected::keyword(Action::Changed, keyword, places);
                    self.push(&format!("{open} set"), edited, expected);
                }
                Some(_) => {
                    let edited = without(self.document, &self.spot.pointer, open);
                    let places = &self.spot.places;
                    let expected = Expected::keyword(Action::Changed, keyword, places);
                    self.push(&format!("{open} unset"), edited, expected);
                }
                None => self.keyword(keyword, Some(json!(added))),
            }
        }
    }

    fn pattern(&mut self) {
        if self.kind() != "string" || self.has(&["enum", "format", "default"]) {
            return;
        }
        match self.schema["pattern"].as_str() {
            Some(now) => {
                let other = now.replacen('{', "{2,3}x{", 1);
                self.keyword("pattern", Some(json!(other)));
                self.keyword("pattern", None);
            }
            None => self.keyword("pattern", Some(json!("^[a-z0-9]{1,9}$"))),
        }
    }

    fn values(&mut self) {
        let (document, pointer) = (self.document, &self.spot.pointer);
        let places = &self.spot.places;
        let added = || Expected::keyword(Action::Added, "enum", places);
        let removed = || Expected::keyword(Action::Removed, "enum", places);
        let Some(values) = self.schema["enum"].as_array() else {
            let plain = !self.has(&[
                "format",
                "pattern",
                "minLength",
                "maxLength",
                "default",
                "example",
            ]);
            if self.kind() == "string" && plain {
                let edited = setting(document, pointer, "enum", json!(["NEW", "OLD"]));
                self.push("enum came", edited, added());
            }
            return;
        };
        let list = format!("{pointer}/enum");
        for at in 0..=values.len() {
            let edited = with(document, &list, |it| {
                it.as_array_mut()
                    .expect("a list")
                    .insert(at, json!("SUSPENDED"));
            });
            self.push("enum value added", edited, added());
        }
        for at in 0..values.len() {
            let renamed = with(document, &list, |it| it[at] = json!("SUSPENDED"));
            let changed = Expected::keyword(Action::Changed, "enum", places);
            self.push("enum value renamed", renamed, changed);
            if values.len() > 1 {
                let edited = with(document, &list, |it| {
                    it.as_array_mut().expect("a list").remove(at);
                });
                self.push("enum value removed", edited, removed());
            }
        }
        let edited = without(document, pointer, "enum");
        self.push("enum went", edited, removed());
    }

    fn default(&mut self) {
        match (self.schema.get("default"), self.kind()) {
            (Some(now), _) => {
                let other = match now {
                    Value::Bool(now) => json!(!now),
                    Value::Number(now) => json!(now.as_i64().unwrap_or_default() + 1),
                    _ => json!("other"),
                };
                self.keyword("default", Some(other));
                self.keyword("default", None);
            }
            // A page shows the default of elements as that of a parameter only.
            _ if self.spot.pointer.ends_with("/items") && !self.is_of_parameter() => {}
            (None, "integer") => self.keyword("default", Some(json!(2))),
            (None, "boolean") => self.keyword("default", Some(json!(false))),
            (None, "string") if !self.has(&["format", "pattern", "example"]) => {
                let value = self.schema["enum"].get(0).cloned();
                self.keyword("default", Some(value.unwrap_or(json!("plain"))));
            }
            _ => {}
        }
    }

    fn flags(&mut self) {
        if self.spot.pointer.ends_with("/items") {
            // Nothing shows what the elements of a list are in this respect.
            return;
        }
        for keyword in ["nullable", "deprecated"] {
            let value = (!self.has(&[keyword])).then_some(json!(true));
            self.keyword(keyword, value);
        }
    }

    fn example(&mut self) {
        let Some(example) = self.schema.get("example") else {
            return;
        };
        let places = self.spot.places.clone();
        let expected =
            |action| Expected::keyword(action, "example", &places).of_class(Class::Example);
        let pointer = &self.spot.pointer;
        let edited = without(self.document, pointer, "example");
        self.push("schema example removed", edited, expected(Action::Removed));
        let edited = match example {
            Value::Object(members) => {
                let mut members = members.clone();
                let first = members.values_mut().next().expect("a member");
                *first = json!("something else");
                setting(self.document, pointer, "example", Value::Object(members))
            }
            _ => setting(self.document, pointer, "example", "other"),
        };
        self.push("schema example changed", edited, expected(Action::Changed));
    }

    fn properties(&mut self) {
        let Some(properties) = self.schema["properties"].as_object() else {
            return;
        };
        let (document, pointer) = (self.document, self.spot.pointer.clone());
        let places = self.spot.places.clone();
        let members = format!("{pointer}/properties");
        let is_required = |name: &str| {
            let required = self.schema["required"].as_array();
            required.is_some_and(|all| all.iter().any(|it| it == name))
        };
        let require = |document: &Value, name: &str, to_be: bool| {
            with(document, &pointer, |it| {
                let all = it["required"].as_array().cloned().unwrap_or_default();
                let mut all: Vec<Value> = all.into_iter().filter(|it| it != name).collect();
                all.extend(to_be.then(|| json!(name)));
                it["required"] = Value::Array(all);
            })
        };
        let mut found = Vec::new();
        let mut push = |kind: &str, document, expected: Expected| {
            let edit = Edit::new(kind, self.spot, document, expected.clone());
            found.push(
                if kind != "required added" && kind.ends_with("added") && self.is_last_option() {
                    let mut around = expected;
                    around.places = around_options(&around.places);
                    edit.in_text(vec![around])
                } else {
                    edit
                },
            );
        };
        for name in properties.keys() {
            let was_required = is_required(name);
            let here = below(&places, name);
            let action = if was_required {
                Action::Removed
            } else {
                Action::Added
            };
            push(
                &format!("required {action}"),
                require(document, name, !was_required),
                Expected::keyword(action, "required", &here),
            );
            if !is_last_of_option(&self.spot.pointer, properties.len()) {
                push(
                    "property removed",
                    require(&without(document, &members, name), name, false),
                    Expected::part(Action::Removed, here.clone()),
                );
            }
            let new = format!("{name}Now");
            let renamed = renaming(document, &members, name, &new);
            let renamed = if was_required {
                require(&require(&renamed, name, false), &new, true)
            } else {
                renamed
            };
            push(
                "property renamed",
                renamed,
                Expected::part(Action::Renamed, here),
            );
        }
        let extra = json!({ "type": "string", "description": "Something more." });
        for (kind, is_needed) in [("property added", false), ("required property added", true)] {
            let edited = setting(document, &members, "region", extra.clone());
            let edited = if is_needed {
                require(&edited, "region", true)
            } else {
                edited
            };
            let here = below(&places, "region");
            push(kind, edited, Expected::part(Action::Added, here));
        }
        // One property: where an object ends, a text does not show.
        let object = json!({ "type": "object", "description": "Several things more.", "properties": {
            "first": { "type": "integer", "minimum": 4, "description": "One of them." } } });
        let edited = setting(document, &members, "extras", object);
        push(
            "object added",
            edited,
            Expected::part(Action::Added, below(&places, "extras")),
        );
        self.edits.append(&mut found);
    }

    fn choices(&mut self) {
        let Some(options) = self.schema["oneOf"].as_array() else {
            return;
        };
        let list = format!("{}/oneOf", self.spot.pointer);
        for (at, option) in options.iter().enumerate() {
            let label = option["title"].as_str().unwrap_or_default();
            let here = below(&self.spot.places, &format!("oneOf {label}"));
            let edited = with(self.document, &list, |it| {
                it.as_array_mut().expect("a list").remove(at);
            });
            self.push(
                "choice removed",
                edited,
                Expected::part(Action::Removed, here),
            );
        }
        let option = json!({ "title": "Courier", "type": "object", "required": ["street"],
            "properties": { "street": { "type": "string", "description": "Where to." } } });
        let edited = with(self.document, &list, |it| {
            it.as_array_mut().expect("a list").push(option);
        });
        let here = below(&self.spot.places, "oneOf Courier");
        let expected = Expected::part(Action::Added, here);
        let around = below(
            &around_options(&below(&self.spot.places, "oneOf")),
            "street",
        );
        let edit = Edit::new("choice added", self.spot, edited, expected);
        let edit = edit.imported(vec![Expected::part(Action::Added, around)]);
        self.edits.push(edit);
    }
}

/// The places of what the last option gains, in a text without the labels of tabs: it does not show
/// where an option ends, so what is new there looks as if it stood around the options.
fn around_options(places: &[String]) -> Vec<String> {
    let around = |place: &String| {
        let (holder, rest) = place.split_once(" › oneOf").expect("an option");
        let (around, _) = holder.rsplit_once(" › ").expect("what holds the options");
        match rest.split_once(" › ") {
            Some((_, rest)) => format!("{around} › {rest}"),
            None => around.to_owned(),
        }
    };
    places.iter().map(around).collect()
}

/// Whether nothing would be left of an option, so that it would look like another kind of thing.
fn is_last_of_option(pointer: &str, properties: usize) -> bool {
    pointer.contains("/oneOf/") && properties == 1
}
