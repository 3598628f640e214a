//! Draws schemas, edits of them, and values, all from a small world, so that they meet.

use serde_json::{Map, Value, json};

/// A generator of numbers that is the same everywhere (xorshift).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self(seed ^ 0x9e37_79b9_7f4a_7c15);
        random.0 = random.0.max(1);
        (0..8).for_each(|_| {
            random.below(2);
        });
        random
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % end.max(1) as u64).unwrap_or(0)
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

const NAMES: [&str; 3] = ["a", "b", "c"];
const TYPES: [&str; 7] = [
    "string", "integer", "number", "boolean", "array", "object", "null",
];

/// A value that stands alone.
fn leaf(random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => true.into(),
        2 => false.into(),
        3 => json!(0.5),
        4 => json!(1.5),
        5 => "".into(),
        6 => "a".into(),
        7 => "b".into(),
        8 => "aab".into(),
        9 => "ab".into(),
        _ => {
            let number = i64::try_from(random.below(9)).unwrap_or(0) - 2;
            number.into()
        }
    }
}

fn small(random: &mut Random) -> Value {
    random.below(4).into()
}

fn of_type(random: &mut Random, kind: &str, depth: usize) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".into(), kind.into());
    for _ in 0..random.below(3) {
        let (key, value) = keyword(random, kind, depth);
        schema.insert(key.into(), value);
    }
    schema
}

/// A keyword that says something of values of a type.
fn keyword(random: &mut Random, kind: &str, depth: usize) -> (&'static str, Value) {
    if random.one_in(6) {
        return match random.below(3) {
            0 => (
                "enum",
                (0..=random.below(3)).map(|_| leaf(random)).collect(),
            ),
            1 => ("const", leaf(random)),
            _ => ("not", schema(random, depth.saturating_sub(1))),
        };
    }
    let inner = |random: &mut Random| schema(random, depth.saturating_sub(1));
    match kind {
        "string" => match random.below(5) {
            0 => ("minLength", small(random)),
            1 => ("maxLength", small(random)),
            2 => ("format", random.of(&["uuid", "date"]).into()),
            _ => (
                "pattern",
                random.of(&["^a", "b$", "^[ab]+$", "^a*$"]).into(),
            ),
        },
        "integer" | "number" => match random.below(6) {
            0 => ("minimum", small(random)),
            1 => ("maximum", small(random)),
            2 => ("exclusiveMinimum", small(random)),
            3 => ("exclusiveMaximum", small(random)),
            4 => ("multipleOf", random.of(&[&1, &2, &3]).to_owned().into()),
            _ => ("minimum", json!(0.5)),
        },
        "array" => match random.below(7) {
            0 => ("minItems", small(random)),
            1 => ("maxItems", small(random)),
            2 => ("uniqueItems", true.into()),
            3 => (
                "prefixItems",
                (0..=random.below(2)).map(|_| inner(random)).collect(),
            ),
            4 => ("contains", inner(random)),
            _ => ("items", inner(random)),
        },
        "object" => match random.below(9) {
            0 => ("required", json!([random.of(&NAMES)])),
            1 => ("additionalProperties", random.one_in(2).into()),
            2 => ("additionalProperties", inner(random)),
            3 => ("minProperties", small(random)),
            4 => ("maxProperties", small(random)),
            5 => ("propertyNames", json!({ "enum": [random.of(&NAMES), "d"] })),
            6 => ("patternProperties", json!({ "^a": inner(random) })),
            7 => (
                "dependentRequired",
                json!({ random.of(&NAMES): [random.of(&NAMES)] }),
            ),
            _ => ("properties", properties(random, depth)),
        },
        _ => ("enum", json!([leaf(random), leaf(random)])),
    }
}

fn properties(random: &mut Random, depth: usize) -> Value {
    let mut members = Map::new();
    for _ in 0..=random.below(2) {
        let inner = schema(random, depth.saturating_sub(1));
        members.insert(random.of(&NAMES).to_owned(), inner);
    }
    members.into()
}

/// A schema of JSON Schema 2020-12, as far down as `depth`.
pub(crate) fn schema(random: &mut Random, depth: usize) -> Value {
    if depth == 0 {
        let kind = random.of(&TYPES[..4]);
        return json!({ "type": kind });
    }
    match random.below(16) {
        0 => json!({}),
        1 => Value::Bool(true),
        2 if random.one_in(4) => Value::Bool(false),
        3 => json!({ "$ref": random.of(&[
            "#/components/schemas/Cat", "#/components/schemas/Dog", "#/components/schemas/Name",
        ]) }),
        4 | 5 => {
            let keyword = random.of(&["oneOf", "anyOf", "allOf"]);
            let options: Vec<Value> = (0..=random.below(3))
                .map(|_| schema(random, depth - 1))
                .collect();
            json!({ keyword: options })
        }
        6 => json!({ "type": [random.of(&TYPES[..3]), random.of(&TYPES[3..])] }),
        7 => json!({ "enum": [leaf(random), leaf(random)] }),
        8 => {
            let kind = random.of(&TYPES);
            let mut schema = of_type(random, kind, depth);
            schema.shift_remove("type");
            schema.into()
        }
        9..=11 => of_type(random, "object", depth).into(),
        12 => of_type(random, "array", depth).into(),
        _ => {
            let kind = random.of(&TYPES);
            of_type(random, kind, depth).into()
        }
    }
}

/// The same schema with one edit somewhere: one of the small world, or one that any document gets.
pub(crate) fn edited(random: &mut Random, before: &Value) -> Value {
    if random.one_in(4) {
        let document = json!({ "components": { "schemas": { "A": before } } });
        let all = edits::edits(&document);
        let in_schema = |it: &&edits::Edit| it.role == edits::Role::Schema;
        let all: Vec<_> = all.iter().filter(in_schema).collect();
        if !all.is_empty() {
            let edited = all[random.below(all.len())].apply(&document);
            return edited["components"]["schemas"]["A"].clone();
        }
    }
    let mut after = before.clone();
    let places = edits::subschemas(before);
    let place = &places[random.below(places.len())];
    let edited = after.pointer_mut(place).expect("a schema is there");
    match edited {
        Value::Object(members) => edit_members(random, members),
        _ => *edited = schema(random, 2),
    }
    after
}

fn edit_members(random: &mut Random, members: &mut Map<String, Value>) {
    let lists = ["oneOf", "anyOf", "allOf", "prefixItems"];
    match random.below(5) {
        0 if !members.is_empty() => {
            let key = members.keys().nth(random.below(members.len())).cloned();
            members.shift_remove(&key.unwrap_or_default());
        }
        1 => {
            members.insert("type".into(), random.of(&TYPES).into());
        }
        2 => {
            let keyword = random.of(&lists[..3]);
            let whole: Value = std::mem::take(members).into();
            members.insert(keyword.into(), json!([whole, schema(random, 2)]));
        }
        3 if lists.iter().any(|it| members.contains_key(*it)) => {
            let mut listed = members.iter_mut();
            let list = listed.find(|(key, _)| lists.contains(&key.as_str()));
            let Some((_, Value::Array(options))) = list else {
                return;
            };
            if options.len() > 1 && random.one_in(2) {
                options.remove(random.below(options.len()));
            } else {
                options.push(schema(random, 2));
            }
        }
        _ => {
            let kind = members.get("type").and_then(Value::as_str);
            let kind = kind.map_or_else(|| random.of(&TYPES).to_owned(), str::to_owned);
            let (key, value) = keyword(random, &kind, 2);
            members.insert(key.into(), value);
        }
    }
}

/// A value that is more or less what a schema asks for; `true` asks for nothing.
pub(crate) fn value(random: &mut Random, schema: &Value, depth: usize) -> Value {
    let of = |key: &str| schema.get(key);
    if let Some(reference) = of("$ref").and_then(Value::as_str) {
        return match reference.rsplit('/').next() {
            Some("Cat") => json!({ "a": random.of(&["", "a", "bb"]) }),
            Some("Dog") => json!({ "b": random.below(4) }),
            _ => random.of(&["", "a", "bb", "ccc"]).into(),
        };
    }
    if random.one_in(8) {
        return leaf(random);
    }
    if let Some(one) = of("const") {
        return one.clone();
    }
    if let Some(listed) = of("enum").and_then(Value::as_array)
        && !listed.is_empty()
    {
        return listed[random.below(listed.len())].clone();
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        if let Some(options) = of(keyword).and_then(Value::as_array)
            && !options.is_empty()
        {
            let at = random.below(options.len());
            return value(random, &options[at], depth);
        }
    }
    let kind = match of("type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) if !kinds.is_empty() => kinds[random.below(kinds.len())]
            .as_str()
            .unwrap_or("null")
            .to_owned(),
        _ if [
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
        ]
        .iter()
        .any(|key| of(key).is_some()) =>
        {
            "object".to_owned()
        }
        _ if ["items", "prefixItems", "contains", "maxItems"]
            .iter()
            .any(|key| of(key).is_some()) =>
        {
            "array".to_owned()
        }
        _ => random.of(&TYPES).to_owned(),
    };
    match kind.as_str() {
        "null" => Value::Null,
        "boolean" => random.one_in(2).into(),
        "string" => random
            .of(&[
                "",
                "a",
                "b",
                "ab",
                "aab",
                "bbb",
                "aaaa",
                "2026-01-31",
                "9f2c1f4e-7d3b-4a6e-8f10-2b7c5d9e0a11",
            ])
            .into(),
        "integer" => (i64::try_from(random.below(9)).unwrap_or(0) - 2).into(),
        "number" => match random.below(3) {
            0 => json!(0.5),
            1 => json!(2.5),
            _ => random.below(5).into(),
        },
        "array" if depth > 0 => {
            let prefix = of("prefixItems").and_then(Value::as_array);
            (0..random.below(5))
                .map(|at| {
                    let inner = prefix
                        .and_then(|prefix| prefix.get(at))
                        .or(of("items"))
                        .or(of("contains"))
                        .unwrap_or(&Value::Bool(true));
                    value(random, inner, depth - 1)
                })
                .collect()
        }
        "object" if depth > 0 => {
            let mut members = Map::new();
            for name in ["a", "b", "c", "d"] {
                let listed = of("properties").and_then(|all| all.get(name));
                let matched = of("patternProperties")
                    .and_then(|all| all.get("^a"))
                    .filter(|_| name == "a");
                let inner = listed.or(matched).or(of("additionalProperties"));
                let is_wanted = if inner.is_some() {
                    !random.one_in(3)
                } else {
                    random.one_in(3)
                };
                if is_wanted {
                    let inner = value(random, inner.unwrap_or(&Value::Bool(true)), depth - 1);
                    members.insert(name.into(), inner);
                }
            }
            members.into()
        }
        "array" => json!([]),
        _ => json!({}),
    }
}
