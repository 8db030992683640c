//! The JSON Schemas of what editors write, and of the report: tried by a validator that is not ours, on the real content.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bangvang::model::Choice as _;
use bangvang::model::settings::Language;
use bangvang::read::outline::{Subject, outline};
use bangvang::schema::schema;
use bangvang::words::words;
use boon::{Compiler, Draft, Schemas};
use serde_json::Value;

/// A schema, ready to be asked.
pub(crate) struct Judge {
    schemas: Schemas,
    index: boon::SchemaIndex,
}

impl Judge {
    /// A schema that keeps to the draft's own.
    pub(crate) fn new(schema: Value) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.set_default_draft(Draft::V2020_12);
        compiler.enable_format_assertions();
        compiler.add_resource("https://example.vn/schema.json", schema).unwrap();
        let index = compiler.compile("https://example.vn/schema.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    /// What is wrong with a value; none if nothing is.
    pub(crate) fn complaint(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| error.to_string())
    }
}

fn judge(subject: Subject) -> Judge {
    Judge::new(serde_json::from_str(&schema(subject, words(Language::Vi))).unwrap())
}

/// TOML as editors of JSON Schemas see it: days are texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
    }
}

fn table(text: &str) -> Value {
    json(toml::Value::Table(toml::from_str(text).unwrap()))
}

fn front(text: &str) -> &str {
    text.split("+++\n").nth(1).unwrap()
}

/// The files of the sample content, each with what it is.
fn sample() -> Vec<(Subject, PathBuf)> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, files) } else { files.push(path) }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("site/site.toml")];
    walk(&root.join("content"), &mut files);
    let subject = |path: &Path| {
        let path = path.to_str().unwrap().replace('\\', "/");
        let ends = |end: &str| path.ends_with(end);
        Some(match () {
            () if ends("/site.toml") => Subject::Site,
            () if ends("/conference.md") => Subject::Conference,
            () if ends("/criteria.toml") => Subject::Criteria,
            () if ends("/photos.toml") => Subject::Photos,
            () if ends("/index.md") && path.contains("/honorees/") => Subject::Honoree,
            () if ends("/index.md") && path.contains("/keynotes/") => Subject::Keynote,
            () => return None,
        })
    };
    files.into_iter().filter_map(|path| Some((subject(&path)?, path))).collect()
}

#[test]
fn the_sample_keeps_to_the_schemas() {
    let judges: Vec<(Subject, Judge)> = Subject::WORDS.iter().map(|(_, s)| (*s, judge(*s))).collect();
    let mut seen = BTreeSet::new();
    for (subject, path) in sample() {
        let text = fs::read_to_string(&path).unwrap();
        let text = if path.extension().is_some_and(|end| end == "md") { front(&text) } else { &text };
        let (_, judge) = judges.iter().find(|(own, _)| *own == subject).unwrap();
        assert_eq!(judge.complaint(&table(text)), None, "{}", path.display());
        seen.insert(format!("{subject:?}"));
    }
    assert_eq!(seen.len(), Subject::WORDS.len(), "{seen:?}");
}

#[test]
fn slips_of_the_pen_are_refused() {
    let lan = crate::workshop::BASE.split("honorees/lan/index.md --\n").nth(1).unwrap();
    let honoree = front(lan);
    let site =
        crate::workshop::BASE.split("site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let group = "[[group]]\nid = \"a\"\nlabel = \"A\"\nkind = \"individual\"\n";
    let fine = [(Subject::Honoree, honoree), (Subject::Site, site), (Subject::Criteria, group)];
    for (subject, text) in fine {
        assert_eq!(judge(subject).complaint(&table(text)), None, "{text}");
    }
    for (subject, from, to) in [
        (Subject::Honoree, "job =", "jobb ="),
        (Subject::Honoree, "name = \"Nguyễn Thị Lan\"\n", ""),
        (Subject::Honoree, "name = \"Nguyễn Thị Lan\"", "name = \"\""),
        (Subject::Honoree, "\"individual\"", "\"nhóm\""),
        (Subject::Honoree, "\"phan-xuong-may\"", "\"Phân xưởng may\""),
        (Subject::Honoree, "status = \"approved\"", "status = \"aproved\""),
        (Subject::Honoree, "web = true", "web = \"có\""),
        (Subject::Honoree, "2020-05-08", "\"08/05/2020\""),
        (Subject::Honoree, "job =", "featured = 1\njob ="),
        (Subject::Honoree, "job =", "initiatives = [ { title = \"Đồ gá\", year = 18 } ]\njob ="),
        (
            Subject::Honoree,
            "job =",
            "initiatives = [ { title = \"Đồ gá\", year = 2018, benefit_vnd = \"60 triệu\" } ]\njob =",
        ),
        (Subject::Honoree, "Chân dung chị Lan\"", "Chân dung chị Lan\", focus = [0.5, 3]"),
        (Subject::Site, "base_url", "base_urls"),
        (Subject::Site, "[[unit]]", "[rules]\nno-foto = \"off\"\n[[unit]]"),
        (Subject::Site, "[[unit]]", "[rules]\nno-photo = \"tắt\"\n[[unit]]"),
        (Subject::Site, "[[unit]]", "[rules]\nno-consent = \"off\"\n[[unit]]"),
        (Subject::Criteria, "kind", "min_initiatives = -1\nkind"),
        (Subject::Criteria, "[[group]]", "[limits]\nhonoree_share = 0.7\n[[group]]"),
    ] {
        let (_, text) = fine.iter().find(|(own, _)| *own == subject).unwrap();
        assert!(text.contains(from), "{from}");
        assert!(judge(subject).complaint(&table(&text.replacen(from, to, 1))).is_some(), "{from} → {to}");
    }
}

/// The keys of a schema are those its reader takes, for the reader is asked; that it asks for all it
/// reads is seen here: what it was never asked for, it names as unknown.
#[test]
fn the_schemas_have_the_keys_of_the_readers() {
    for (word, subject) in Subject::WORDS {
        let value: Value = serde_json::from_str(&schema(*subject, words(Language::En))).unwrap();
        let mut paths = BTreeSet::new();
        walk(&value, "", &mut paths);
        let asked: BTreeSet<String> = outline(*subject).into_iter().map(|key| key.path).collect();
        assert_eq!(paths, asked, "{word}");
        assert!(asked.len() >= 8, "{word}: {asked:?}");
    }
    let honoree: BTreeSet<String> = outline(Subject::Honoree).into_iter().map(|key| key.path).collect();
    let board = fs::read_to_string(crate::mistakes::folder().join("unknown-key/expected.txt")).unwrap();
    let known = board.lines().find(|line| line.contains("The keys that can be used here: name")).unwrap();
    let known = known.split("here: ").nth(1).unwrap().split('.').next().unwrap();
    let known: BTreeSet<String> = known.split(", ").map(str::to_owned).collect();
    assert_eq!(known, honoree.into_iter().filter(|path| !path.contains('.')).collect());
}

fn walk(schema: &Value, before: &str, paths: &mut BTreeSet<String>) {
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{before}{key}");
        let inner = inner.get("items").unwrap_or(inner);
        walk(inner, &format!("{path}."), paths);
        paths.insert(path);
    }
}

#[test]
fn every_key_has_words_and_every_word_has_a_key() {
    let [vi, en] = [Language::Vi, Language::En].map(words);
    assert_eq!(vi.keys.keys().collect::<Vec<_>>(), en.keys.keys().collect::<Vec<_>>());
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/README.md")).unwrap();
    let mut used = BTreeSet::new();
    for (word, subject) in Subject::WORDS {
        assert!(vi.said.contains_key(&format!("schema.{word}")));
        for key in outline(*subject).into_iter().filter(|key| !key.path.starts_with("rules.")) {
            let path = format!("{word}.{}", key.path);
            let says = vi.key(&path).unwrap_or_else(|| panic!("no words for {path}"));
            used.insert(says);
            // The editors' own guide knows it too.
            let name = key.path.rsplit('.').next().unwrap();
            let told = [format!("`{name}`"), format!("{name} = "), format!("[{name}]")];
            assert!(
                told.iter().any(|form| guide.contains(form)),
                "content/README.md does not tell of {path}"
            );
        }
    }
    for (end, says) in &vi.keys {
        assert!(used.contains(says.as_str()), "the words of {end} are nobody's");
    }
}
