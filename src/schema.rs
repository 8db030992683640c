//! JSON Schemas of the files editors write, from what their readers ask for: an editor completes and checks as they type.

use serde_json::{Map, Value, json};

use crate::model::Choice as _;
use crate::read::outline::{Holds, Key, Subject, outline};
use crate::report::rulebook;
use crate::words::Words;

/// The schema of a kind of file, as text: JSON Schema of the draft 2020-12.
#[must_use]
pub fn schema(subject: Subject, words: &Words) -> String {
    let name = subject.word();
    let keys = outline(subject);
    let described = Described { name, keys: &keys, words };
    let mut schema = described.table("");
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(words.say(&format!("schema.{name}"), &[])));
    let text = serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default();
    format!("{text}\n")
}

/// The keys of a kind of file with their words.
struct Described<'w> {
    name: &'w str,
    keys: &'w [Key],
    words: &'w Words,
}

impl Described<'_> {
    /// The table whose keys begin with these.
    fn table(&self, before: &str) -> Map<String, Value> {
        let own = self.keys.iter().filter_map(|key| {
            let name = key.path.strip_prefix(before)?;
            (!name.contains('.')).then_some((name, key))
        });
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for (name, key) in own {
            let mut property = self.value(&key.holds, &key.path);
            if let Some(description) = self.description(&key.path) {
                property.insert("description".to_owned(), json!(description));
            }
            if key.needed {
                required.push(json!(name));
                if key.holds == Holds::Text {
                    property.insert("minLength".to_owned(), json!(1));
                }
            }
            properties.insert(name.to_owned(), Value::Object(property));
        }
        let mut table = object(json!({ "type": "object", "additionalProperties": false }));
        table.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            table.insert("required".to_owned(), Value::Array(required));
        }
        table
    }

    /// What a key means; the weight of a rule, what the rule says.
    fn description(&self, path: &str) -> Option<String> {
        match path.strip_prefix("rules.") {
            Some(code) => Some(self.words.in_general(code).0),
            None => self.words.key(&format!("{}.{path}", self.name)).map(str::to_owned),
        }
    }

    fn value(&self, holds: &Holds, path: &str) -> Map<String, Value> {
        object(match holds {
            Holds::Table => return self.table(&format!("{path}.")),
            Holds::List(inner) => json!({ "type": "array", "items": self.value(inner, path) }),
            Holds::Text => json!({ "type": "string" }),
            Holds::Id => json!({ "type": "string", "pattern": "^[a-z0-9-]{1,100}$" }),
            Holds::Choice(words) => {
                // The weights of a rule stand from the strictest on; what guards anything is not made weaker.
                let rule = path.strip_prefix("rules.").and_then(rulebook::find);
                let guarded = rule.filter(|rule| rule.guards.is_some());
                let most = guarded.map_or(words.len(), |rule| rule.severity as usize + 1);
                json!({ "enum": words.iter().take(most).collect::<Vec<_>>() })
            }
            Holds::Flag => json!({ "type": "boolean" }),
            Holds::Signed => json!({ "type": "integer" }),
            Holds::Number => json!({ "type": "integer", "minimum": 0 }),
            Holds::Count => json!({ "type": "integer", "minimum": 1 }),
            Holds::Year => json!({ "type": "integer", "minimum": 1900, "maximum": 2200 }),
            Holds::Decimal => json!({ "type": "number" }),
            Holds::Length => json!({ "type": "number", "minimum": 0, "maximum": 5000 }),
            Holds::Point => {
                let part = json!({ "type": "number", "minimum": 0, "maximum": 1 });
                json!({ "type": "array", "items": part, "minItems": 2, "maxItems": 2 })
            }
            // JSON has no days: readers of TOML hand them over as texts.
            Holds::Date => json!({ "type": "string", "format": "date" }),
            Holds::Moment => json!({ "type": "string", "format": "date-time" }),
        })
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
