//! The program's own words, apart from the code: messages of rules and what the commands say.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model::settings::Language;
use crate::privacy::veiled;
use crate::report::Problem;

/// The words of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What the commands say, by key.
    pub said: BTreeMap<String, String>,
    /// What rules say, by code.
    pub rules: BTreeMap<String, RuleWords>,
    /// Why there are rules, by code.
    #[serde(skip)]
    pub reasons: BTreeMap<String, Reason>,
    /// What the keys of the files mean, by the keys that lead to them.
    #[serde(skip)]
    pub keys: BTreeMap<String, String>,
}

/// The words of a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleWords {
    /// What is wrong.
    pub says: String,
    /// What to type; the first whose gaps can all be filled is shown.
    #[serde(default)]
    pub hints: Vec<String>,
}

/// Why there is a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The reason.
    pub why: String,
    /// What the plan or the law says, if it rests on that (`domain.md` §1, §5).
    pub clause: Option<String>,
}

/// What a rule is about, in its smallest form: lines of a file, or a listing, as they should not be, and as they should.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The end of the file's name, where an editor writes these very lines.
    pub file: Option<String>,
    /// Where it is seen otherwise: a folder that is listed, a page that was made.
    pub place: Option<String>,
    /// As they should not be.
    pub wrong: String,
    /// As they should.
    pub right: String,
}

static VI: LazyLock<Words> = LazyLock::new(|| Words {
    reasons: parse(include_str!("words/rules.vi.toml")),
    keys: parse(include_str!("words/keys.vi.toml")),
    ..parse(include_str!("words/vi.toml"))
});
static EN: LazyLock<Words> = LazyLock::new(|| Words {
    reasons: parse(include_str!("words/rules.en.toml")),
    keys: parse(include_str!("words/keys.en.toml")),
    ..parse(include_str!("words/en.toml"))
});
static FORMS: LazyLock<BTreeMap<String, Form>> = LazyLock::new(|| parse(include_str!("words/forms.toml")));

/// The words of a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::Vi => &VI,
        Language::En => &EN,
    }
}

fn parse<T: Default + DeserializeOwned>(text: &str) -> T {
    // The files are part of the program and a test reads them; without words, keys are shown.
    toml::from_str(text).unwrap_or_default()
}

/// The smallest form of each rule, by code: the same in every language, for so are the files.
#[must_use]
pub fn forms() -> &'static BTreeMap<String, Form> {
    &FORMS
}

impl Words {
    /// What a command says, with its gaps filled.
    #[must_use]
    pub fn say(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        let text = self.said.get(key).map_or(key, String::as_str);
        fill(text, gaps)
    }

    /// What a rule says of any board, and what to do in any case; `…` stands for what differs.
    #[must_use]
    pub fn in_general(&self, code: &str) -> (String, Option<String>) {
        let Some(rule) = self.rules.get(code) else { return (code.to_owned(), None) };
        let open = |text: &String| {
            let open = fill(text, &gaps_of(text).map(|gap| (gap, "…")).collect::<Vec<_>>());
            open.replace("….", "…")
        };
        (open(&rule.says), rule.hints.last().map(open))
    }

    /// What a key means: the words of the longest end of its path that has any.
    #[must_use]
    pub fn key(&self, path: &str) -> Option<&str> {
        let ends = std::iter::successors(Some(path), |path| Some(path.split_once('.')?.1));
        ends.filter_map(|end| self.keys.get(end)).map(String::as_str).next()
    }

    /// What a word of ours in a gap means, or a sentence of a library that reads for us; any other is what it says.
    #[must_use]
    pub fn meant<'w>(&'w self, gap: &str, value: &'w str) -> &'w str {
        let own = |value: &str| self.said.get(&format!("{gap}.{value}"));
        // What a sentence goes on with differs from case to case, and seldom says more.
        let ends = [value.len()]
            .into_iter()
            .chain([", expected", " of type"].iter().filter_map(|end| value.find(end)));
        let mut begins = ends.filter_map(|end| value.get(..end));
        begins.find_map(own).map_or(value, String::as_str)
    }

    /// What is wrong, and what to type.
    #[must_use]
    pub fn explain(&self, problem: &Problem) -> (String, Option<String>) {
        let Some(rule) = self.rules.get(&*problem.rule) else { return (problem.rule.to_string(), None) };
        // What an editor wrote may hold what those who read a report must not (`domain.md` P15).
        let veiled: Vec<(&str, String)> =
            problem.args.iter().map(|(gap, value)| (gap, shown(gap, value))).collect();
        // Some gaps are filled with words of ours (`expected = "date"`), which have their own entry.
        let gaps: Vec<(&str, &str)> =
            veiled.iter().map(|(gap, value)| (*gap, self.meant(gap, value))).collect();
        let hint = rule
            .hints
            .iter()
            .find(|hint| gaps_of(hint).all(|gap| gaps.iter().any(|(known, _)| *known == gap)));
        (fill(&rule.says, &gaps), hint.map(|hint| fill(hint, &gaps)))
    }
}

/// What may be told of a value. Which keys and ids there are is no secret, though keys of private answers are among them.
fn shown(gap: &str, value: &str) -> String {
    if matches!(gap, "known" | "inner") { value.to_owned() } else { veiled(value) }
}

/// Fills the gaps of a text, once: a filling that looks like a gap is an editor's word and stays. `{n}` is the value,
/// `{n:person|people}` the first of two words beside a value of one and the second beside any other, and `{n:1,234.5}` a
/// figure with the signs of English.
#[must_use]
pub fn fill(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let filling = gap_at(from).and_then(|(gap, choice, after)| {
            let value = gaps.iter().find(|(known, _)| *known == gap)?.1;
            let chosen = match choice {
                None => Cow::Borrowed(value),
                Some(IN_ENGLISH) => Cow::Owned(in_english(value)),
                Some(words) => {
                    let (one, more) = words.split_once('|')?;
                    Cow::Borrowed(if value == "1" { one } else { more })
                }
            };
            Some((chosen, after))
        });
        match filling {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = from;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// How a text asks for a figure as English writes it.
const IN_ENGLISH: &str = "1,234.5";

/// A figure written as in Vietnamese, with the signs of English: 1.234,5 is 1,234.5.
#[must_use]
pub fn in_english(figure: &str) -> String {
    let sign = |sign| match sign {
        '.' => ',',
        ',' => '.',
        other => other,
    };
    figure.chars().map(sign).collect()
}

/// The names of the gaps in a text, also of those that choose among words (`{n:person|people}`).
pub fn gaps_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| gap_at(rest).map(|(gap, ..)| gap))
}

/// The gap at the beginning of a text, the words it chooses among if it does, and what follows it.
fn gap_at(rest: &str) -> Option<(&str, Option<&str>, &str)> {
    let (inside, after) = rest.split_once('}')?;
    let (gap, choice) = inside.split_once(':').map_or((inside, None), |(gap, choice)| (gap, Some(choice)));
    is_gap(gap).then_some((gap, choice, after))
}

fn is_gap(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase())
}
