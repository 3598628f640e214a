//! JSON Schemas of the contract, handed to `schemars`.

use schemars::Schema;
use serde_json::Value;

/// Reads a schema of the contract and puts the schemas of other types in place of their names.
pub(crate) fn of(text: &str, subschemas: &[(&str, Schema)]) -> Schema {
    let mut schema: Value =
        serde_json::from_str(text).expect("`cargo xtask regen` writes JSON objects");
    for (name, subschema) in subschemas {
        substitute(&mut schema, name, subschema);
    }
    Schema::try_from(schema).expect("`cargo xtask regen` writes JSON objects")
}

fn substitute(schema: &mut Value, name: &str, subschema: &Schema) {
    match schema {
        Value::Object(members) if members.get("$ref").and_then(Value::as_str) == Some(name) => {
            *schema = subschema.clone().to_value();
        }
        Value::Object(members) => members
            .values_mut()
            .for_each(|value| substitute(value, name, subschema)),
        Value::Array(values) => values
            .iter_mut()
            .for_each(|value| substitute(value, name, subschema)),
        _ => {}
    }
}
