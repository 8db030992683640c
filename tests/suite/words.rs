//! The words of the program and of the theme: the same keys and gaps in both languages, and none that is asked for in vain.

use std::collections::{BTreeMap, BTreeSet};

use bangvang::files::{FilePath, Files as _, Tree};
use bangvang::model::Choice;
use bangvang::model::conference::Level;
use bangvang::model::honoree::Position;
use bangvang::model::settings::Language;
use bangvang::wording::fill;
use bangvang::words::{Words, gaps_of, words};
use toml::{Table, Value};

use crate::sources::{Source, below, sources, strings};
use crate::workshop::{base, page, site};

fn gaps(text: &str) -> BTreeSet<&str> {
    gaps_of(text).collect()
}

fn both() -> [&'static Words; 2] {
    [words(Language::Vi), words(Language::En)]
}

#[test]
fn both_languages_say_the_same_things() {
    let [vi, en] = both();
    assert!(vi.said.len() > 50 && vi.rules.len() > 50, "the words could not be read");
    let only_vi: Vec<_> = vi.said.keys().filter(|key| !en.said.contains_key(*key)).collect();
    let only_en: Vec<_> = en.said.keys().filter(|key| !vi.said.contains_key(*key)).collect();
    assert!(only_vi.is_empty() && only_en.is_empty(), "only vi: {only_vi:?}, only en: {only_en:?}");
    for (key, text) in &vi.said {
        assert_eq!(gaps(text), gaps(&en.said[key]), "gaps of {key}");
    }
    assert_eq!(vi.rules.keys().collect::<Vec<_>>(), en.rules.keys().collect::<Vec<_>>());
    for (rule, in_vi) in &vi.rules {
        let in_en = &en.rules[rule];
        assert_eq!(gaps(&in_vi.says), gaps(&in_en.says), "gaps of {rule}");
        let all = |rule: &'static bangvang::words::RuleWords| {
            rule.hints.iter().map(|h| gaps(h)).collect::<Vec<_>>()
        };
        assert_eq!(all(in_vi), all(in_en), "gaps of the hints of {rule}");
        assert!(!in_vi.hints.is_empty(), "{rule} does not say what to do");
    }
}

#[test]
fn a_filling_that_looks_like_a_gap_stays_as_it_is() {
    let problem =
        bangvang::report::Problem::error("unknown-key").with("key", "{known} {near}").with("near", "{key}");
    let (says, hint) = words(Language::En).explain(&problem);
    assert!(says.contains("{known} {near}"), "{says}");
    assert!(hint.unwrap().contains("{key}"));
}

/// Every kind of value there is, with signs taken out and put in at every place: whatever the parser says of it is said in
/// words of ours.
#[test]
fn slips_of_the_pen_are_told_in_words_of_ours() {
    let whole = "title = \"Bảng vàng\"\nlong = \"\"\"a\\n\"\"\"\nlit = 'x'\nraw = '''y'''\nyear = 2020\nmoney = 60_000_000\n\
                 share = 0.7\nmany = 1e6\nflag = true\nnone = nan\nhex = 0x1F\nlist = [1, \"ba\"]\n\
                 photo = { file = \"a.jpg\", alt = \"Chân\" }\na.b = 1\n[contact]\nq = 1\n[[unit]]\nid = \"y\" # lời\n";
    let signs = [
        "", "\"", "'", "[", "]", "{", "}", "=", ",", ".", "#", "\n", "-", "_", "0", "0X", "x", "Z", " ",
        "\\", "\r", "“", "\"\"\"", "+", "\u{1}", "e", "inf", "true", "\\u12", "[[", "]]", "==",
    ];
    let places: Vec<usize> = whole.char_indices().map(|(at, _)| at).collect();
    let mut told = BTreeSet::new();
    for (n, at) in places.iter().enumerate() {
        for end in [n, n + 1, n + 5].into_iter().filter_map(|n| places.get(n)) {
            for sign in signs {
                let spoilt = format!("{}{sign}{}", &whole[..*at], &whole[*end..]);
                let (_, errors) = toml::de::DeTable::parse_recoverable(&spoilt);
                told.extend(errors.iter().map(|error| error.message().to_owned()));
            }
        }
    }
    told.extend(
        toml::de::DeTable::parse_recoverable(&format!("a = {}", "[".repeat(500)))
            .1
            .iter()
            .map(|e| e.message().to_owned()),
    );
    // Days and times have a rule of their own.
    told.retain(|text| !text.contains("date") && !text.contains("time"));
    assert!(told.len() > 50, "{told:?}");
    for text in told {
        for words in both() {
            assert_ne!(words.meant("detail", &text), text, "the program has no words for this");
        }
    }
}

/// Texts after `say(` and its like, with the file they stand in.
fn asked(call: &str) -> Vec<(String, String)> {
    let mut asked = Vec::new();
    for Source { path, text } in sources("src") {
        let squeezed =
            text.replace("(\n", "(").split_whitespace().collect::<Vec<_>>().join(" ").replace("( \"", "(\"");
        for rest in squeezed.split(&format!("{call}(\"")).skip(1) {
            asked.push((path.clone(), rest.split('"').next().unwrap().to_owned()));
        }
        for rest in squeezed.split(&format!("{call}(&format!(\"")).skip(1) {
            asked.push((path.clone(), rest.split('"').next().unwrap().to_owned()));
        }
    }
    assert!(!asked.is_empty(), "nobody calls {call}");
    asked
}

#[test]
fn the_program_never_asks_for_words_there_are_not() {
    let [vi, _] = both();
    let mut keys = asked("say");
    keys.extend(asked("progress"));
    for (path, key) in keys {
        match key.split_once('{') {
            // `doing.{doing}`: at least the family is there; its members are looked at below.
            Some((family, _)) => assert!(vi.said.keys().any(|k| k.starts_with(family)), "{path}: {key}"),
            None => assert!(vi.said.contains_key(&key), "{path} says {key}"),
        }
    }
    let family = |family: &str, file: &str, after: &str| {
        let source = sources("src").into_iter().find(|source| source.path == file).unwrap();
        let words: Vec<String> = source
            .text
            .split(after)
            .skip(1)
            .filter_map(|rest| Some(rest.split('"').next()?.to_owned()))
            .collect();
        assert!(!words.is_empty(), "{file} has no {after}");
        for word in words {
            assert!(vi.said.contains_key(&format!("{family}.{word}")), "{file} says {family}.{word}");
        }
    };
    for file in ["new", "init", "clean", "serve/mod"] {
        family("doing", &format!("src/commands/{file}.rs"), "::io(\"");
    }
    for word in ["text", "flag", "number", "year", "decimal", "point", "date", "moment", "list", "table"] {
        assert!(vi.said.contains_key(&format!("expected.{word}")), "expected.{word}");
    }
    family("what", "src/privacy/mod.rs", "=> \"");
    family("why", "src/host/reason.rs", "=> \"");
    family("takedown", "src/commands/takedown.rs", "=> \"");
}

fn theme(language: &str) -> BTreeMap<String, String> {
    let files = below("themes/sen/strings");
    let file = files.iter().find(|file| file.path.ends_with(&format!("{language}.toml"))).unwrap();
    let mut flat = BTreeMap::new();
    flatten("", &toml::from_str::<Table>(&file.text).unwrap(), &mut flat);
    flat
}

fn flatten(before: &str, table: &Table, flat: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        match value {
            Value::Table(inner) => flatten(&format!("{before}{key}."), inner, flat),
            other => drop(flat.insert(format!("{before}{key}"), other.as_str().unwrap().to_owned())),
        }
    }
}

#[test]
fn the_theme_says_the_same_in_both_languages() {
    let (vi, en) = (theme("vi"), theme("en"));
    let only = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    assert_eq!((only(&vi, &en), only(&en, &vi)), (Vec::new(), Vec::new()));
    // English has another word beside one than beside many; Vietnamese has not.
    let choices = regex::Regex::new(r"\{[a-z]+:[^}]*\}").unwrap();
    for (key, text) in &vi {
        assert_eq!(gaps(text), gaps(&choices.replace_all(&en[key], "")), "gaps of {key}");
    }
}

/// Languages have a word for one and another for more; a text that has neither stays as it is.
#[test]
fn one_is_not_spoken_of_as_many() {
    for (value, wanted) in
        [("1", "1 person, {x:a|b}"), ("2", "2 people, {x:a|b}"), ("1,001", "1,001 people, {x:a|b}")]
    {
        assert_eq!(fill("{n} {n:person|people}, {x:a|b}", &[("n", value)]), wanted);
    }
    assert_eq!(fill("{n:person} {n}", &[("n", "1")]), "{n:person} 1");
    // What an editor writes is no gap.
    assert_eq!(fill("{job}, {unit}", &[("job", "Thợ {unit}"), ("unit", "May")]), "Thợ {unit}, May");
    let settings = |board: Tree| {
        let text = String::from_utf8(board.read(&FilePath::new("site/site.toml")).unwrap().to_vec()).unwrap();
        board.with("site/site.toml", format!("language = \"en\"\n{text}"))
    };
    let one = site(settings(base()));
    assert!(page(&one, "index.html").contains("person honoured"), "{}", page(&one, "index.html"));
    assert!(page(&one, "quan/honorees/index.html").contains("1 honouree."));
    let more = site(settings(crate::site::full()));
    assert!(page(&more, "index.html").contains("people honoured"));
    for (path, bytes) in one.iter().chain(&more).filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for wrong in ["1 people", "1 honourees", "1 collectives", "1 workers", "{n:"] {
            let said = text.split("<body").nth(1).unwrap_or_default();
            assert!(!said.contains(wrong), "{path} says {wrong}");
        }
    }
}

#[test]
fn templates_use_only_words_there_are() {
    let words = theme("vi");
    let mut used = 0;
    for file in below("themes/sen/web").into_iter().filter(|file| file.path.ends_with(".html")) {
        for (at, _) in file.text.match_indices("t.") {
            let before = file.text[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == '.' || before == '-' {
                continue;
            }
            let rest = &file.text[at + 2..];
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
                .unwrap_or(rest.len());
            let key = rest[..end].trim_end_matches('.');
            if key.contains('.') {
                assert!(words.contains_key(key), "{} uses t.{key}", file.path);
                used += 1;
            }
        }
    }
    assert!(used > 50);
}

#[test]
fn pages_use_only_words_there_are() {
    let words = theme("vi");
    let mut keys = asked("word");
    keys.extend(asked("phrase"));
    // A label that travels before it is looked up: `count(n, "figures.awards")`.
    for source in sources("src/web") {
        let is_key = |text: &&&str| {
            let parts: Vec<&str> = text.split('.').collect();
            let plain = |p: &&str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            let file =
                ["html", "xml", "json", "txt", "css", "svg", "jpg", "webmanifest", "js", "config", "conf"]
                    .contains(parts.last().unwrap());
            parts.len() == 2 && parts.iter().all(plain) && !file
        };
        keys.extend(
            strings(&source.text).iter().filter(is_key).map(|key| (source.path.clone(), (*key).to_owned())),
        );
    }
    for (path, key) in keys.into_iter().filter(|(path, _)| path.starts_with("src/web")) {
        match key.split_once('{') {
            Some((before, after)) => {
                let after = after.split_once('}').unwrap().1;
                let fits = |word: &String| word.starts_with(before) && word.ends_with(after);
                assert!(words.keys().any(fits), "{path} uses {key}");
            }
            None => assert!(words.contains_key(&key), "{path} uses {key}"),
        }
    }
    for (_, position) in Position::WORDS {
        assert!(words.contains_key(&format!("position.{}", position.key())), "{position:?}");
    }
    for (word, _) in Level::WORDS {
        for family in ["level", "scope"] {
            assert!(words.contains_key(&format!("{family}.{word}")), "{family}.{word}");
        }
    }
}
