//! What somebody meant who wrote a value of another kind: their own day, figure or term, in the way it is read.

use super::super::toml::Value;
use super::examples::example;
use crate::model::Date;
use crate::model::conference::Term;

/// Words that may stand behind a figure and leave it what it is.
const UNITS: [&str; 9] = ["", "đồng", "đ", "vnđ", "vnd", "người", "lao động", "công nhân", "đoàn viên"];

/// A value as it should have been written, where what was written can mean nothing else.
pub(super) fn meant(expected: &str, key: &str, value: &Value) -> Option<String> {
    match (expected, value) {
        ("date", Value::Text(text)) => day(text),
        ("number" | "count" | "money" | "year", Value::Text(text)) => whole(text),
        ("flag", Value::Text(text)) => match &*text.trim().to_lowercase() {
            "true" | "có" | "yes" => Some("true".to_owned()),
            "false" | "không" | "no" => Some("false".to_owned()),
            _ => None,
        },
        ("text", Value::Whole(number)) => Some(format!("\"{number}\"")),
        ("list", Value::Text(text)) if is_plain(text) && !holds_tables(key) => {
            Some(format!("[\"{}\"]", text.trim()))
        }
        ("table", Value::Text(text)) => match key {
            "period" => {
                let term = Term::written(text).filter(|term| (1900..term.to).contains(&term.from));
                term.map(|Term { from, to }| format!("{{ from = {from}, to = {to} }}"))
            }
            // What is in it only an editor can say; until then it counts as not written.
            "photo" if is_plain(text) => Some(format!("{{ file = \"{}\", alt = \"…\" }}", text.trim())),
            _ => None,
        },
        _ => None,
    }
}

fn holds_tables(key: &str) -> bool {
    example(key, true).is_none_or(|example| example.contains('{'))
}

fn is_plain(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['"', '\\', ',', ';'])
}

/// A day as it is written in Vietnam, or with its year first.
pub(in super::super) fn day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).map(str::trim).collect();
    let [one, month, other] = parts.as_slice() else { return None };
    let (year, day) = if one.len() == 4 { (one, other) } else { (other, one) };
    let is_short = |part: &&str| (1..=2).contains(&part.len());
    if year.len() != 4 || ![day, month].into_iter().all(is_short) {
        return None;
    }
    let day = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(day.strftime("%Y-%m-%d").to_string())
}

/// A whole number with points, commas or spaces between its thousands, or with a word behind it.
pub(in super::super) fn whole(text: &str) -> Option<String> {
    let text = text.trim();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | ' ' | '\u{a0}');
    let (figure, unit) = text.split_at(text.find(|c| !is_part(c)).unwrap_or(text.len()));
    let figure = figure.trim_end_matches(|c: char| !c.is_ascii_digit());
    let marks: Vec<char> = figure.chars().filter(|c| !c.is_ascii_digit()).collect();
    let groups: Vec<&str> = figure.split(|c: char| !c.is_ascii_digit()).collect();
    let (first, rest) = groups.split_first()?;
    let is_grouped = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || first.len() <= 3);
    // Two kinds of marks are thousands and decimals.
    let is_alike = marks.windows(2).all(|pair| pair.first() == pair.last());
    let is_sure = is_grouped && is_alike && (*first == "0" && rest.is_empty() || !first.starts_with('0'));
    (is_sure && !first.is_empty() && UNITS.contains(&&*unit.trim().to_lowercase())).then(|| groups.join("_"))
}
