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
        fill(text, gaps.iter().copied())
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
        let filled = |text: &String| fill(text, gaps.iter().copied());
        let hint = rule.hints.iter().map(filled).find(|hint| !has_gap(hint));
        (filled(&rule.says), hint)
    }
}

fn fill<'g>(text: &str, gaps: impl IntoIterator<Item = (&'g str, &'g str)>) -> String {
    gaps.into_iter().fold(text.to_owned(), |text, (gap, value)| text.replace(&format!("{{{gap}}}"), value))
}

fn has_gap(text: &str) -> bool {
    text.split('{').skip(1).any(|rest| {
        rest.split_once('}')
            .is_some_and(|(gap, _)| !gap.is_empty() && gap.bytes().all(|b| b.is_ascii_lowercase()))
    })
}
