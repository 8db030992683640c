//! The program's own words, apart from the code: messages of rules and what the commands say.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::settings::Language;
use crate::report::Problem;

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What the commands say, by key.
    pub said: BTreeMap<String, String>,
    /// What rules say, by code.
    pub rules: BTreeMap<String, RuleWords>,
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

static VI: LazyLock<Words> = LazyLock::new(|| parse(include_str!("words/vi.toml")));
static EN: LazyLock<Words> = LazyLock::new(|| parse(include_str!("words/en.toml")));

/// The words of a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::Vi => &VI,
        Language::En => &EN,
    }
}

fn parse(text: &str) -> Words {
    // The files are part of the program and a test reads them; without words, keys are shown.
    toml::from_str(text).unwrap_or(Words { said: BTreeMap::new(), rules: BTreeMap::new() })
}

impl Words {
    /// What a command says, with its gaps filled.
    #[must_use]
    pub fn say(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        let text = self.said.get(key).map_or(key, String::as_str);
        fill(text, gaps)
    }

    /// What is wrong, and what to type.
    #[must_use]
    pub fn explain(&self, problem: &Problem) -> (String, Option<String>) {
        let Some(rule) = self.rules.get(&problem.rule) else { return (problem.rule.clone(), None) };
        // Some gaps are filled with words of ours (`expected = "date"`), which have their own entry.
        let gaps: Vec<(&str, &str)> = problem
            .args
            .iter()
            .map(|(gap, value)| {
                let own = self.said.get(&format!("{gap}.{value}"));
                (gap.as_str(), own.map_or(value.as_str(), String::as_str))
            })
            .collect();
        let hint = rule
            .hints
            .iter()
            .find(|hint| gaps_of(hint).all(|gap| gaps.iter().any(|(known, _)| *known == gap)));
        (fill(&rule.says, &gaps), hint.map(|hint| fill(hint, &gaps)))
    }
}

/// Fills the gaps of a text, once: a filling that looks like a gap is an editor's word and stays.
fn fill(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let known = gap_at(from).and_then(|gap| Some((gap, gaps.iter().find(|(known, _)| *known == gap)?.1)));
        match known {
            Some((gap, value)) => {
                filled.push_str(value);
                rest = from.get(gap.len() + 1..).unwrap_or_default();
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

/// The names of the gaps in a text.
pub fn gaps_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(gap_at)
}

fn gap_at(rest: &str) -> Option<&str> {
    let (gap, _) = rest.split_once('}')?;
    (!gap.is_empty() && gap.bytes().all(|b| b.is_ascii_lowercase())).then_some(gap)
}
