//! From TOML to a table that remembers where everything stood, all its mistakes found at once.

mod brackets;

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{day, whole};
use super::text;
use crate::files::FilePath;
use crate::privacy::Private;
use crate::report::{Problem, Report, Span};
use crate::vietnamese;

/// A key with its value.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
}

/// A value with its place.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What TOML knows.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Value {
    Text(String),
    Whole(i64),
    Decimal(f64),
    Flag(bool),
    /// As written; [`date`] and [`moment`] read it.
    Time(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// A value with a mistake in it, which has been reported.
    Broken,
}

/// A whole file of TOML, with the place its problems as a whole point at; `None` if it is no text.
pub(crate) fn file(file: &FilePath, bytes: &[u8], report: &mut Report) -> Option<(Span, Vec<Entry>)> {
    let text::Source { text, skip } = text::source(file, bytes, report)?;
    Some((Span { from: skip, to: skip }, parse(file, text, skip, report)))
}

/// Parses `text`, which begins `base` bytes into `file`.
pub(crate) fn parse(file: &FilePath, text: &str, base: u32, report: &mut Report) -> Vec<Entry> {
    let as_written = DeTable::parse_recoverable(text);
    let (closed, unclosed) = match as_written.1.is_empty() {
        true => (Cow::Borrowed(text), Vec::new()),
        false => without_unclosed(file, text, base, report),
    };
    let (table, errors) = match &closed {
        Cow::Borrowed(_) => as_written,
        Cow::Owned(closed) => DeTable::parse_recoverable(closed),
    };
    let private = LazyCell::new(|| Private::of(text));
    let slips: Vec<usize> = errors.iter().filter_map(|e| Some(e.span()?.start)).collect();
    let (mut last, mut told) = (0, BTreeSet::new());
    for error in errors {
        let stretch = error.span().unwrap_or(0..0);
        let said = error.message();
        let (from, line) = line_at(text, stretch.start);
        // What else is wrong with a line is mostly so because of its first slip.
        if !told.insert(from) {
            continue;
        }
        // What is left over on the line of a slip is left over because of it.
        let between = text.get(last..stretch.start).filter(|_| last > 0);
        if said.starts_with("unexpected key or value") && between.is_some_and(|text| !text.contains('\n')) {
            continue;
        }
        last = stretch.end;
        let is_nothing = text.get(stretch.clone()).is_some_and(|written| written.trim().is_empty());
        let problem = if said.contains("date") || said.contains("time") {
            Problem::error("impossible-date")
        } else if is_nothing && said.starts_with("string values must be quoted") {
            Problem::error("toml-syntax").with("detail", "no value")
        } else {
            Problem::error("toml-syntax").with("detail", said)
        };
        let right = as_meant(line).filter(|_| !private.is_at(from + line.len() - 1));
        let twice = text.get(stretch.clone()).filter(|_| said == "duplicate key");
        let problem = problem.with_some("right", right).with_some("twice", twice);
        report.push(problem.at(file, Span::from(stretch).after(base)));
    }
    let mut entries = entries(table.into_inner(), base, &slips);
    if !slips.is_empty() {
        let lost = swallowed(text, base, &entries);
        entries.extend(lost);
    }
    entries.extend(unclosed);
    entries
}

/// The text without the lists and groups that nobody closed, which are told; and their keys, which are there all the same.
fn without_unclosed<'t>(
    file: &FilePath,
    text: &'t str,
    base: u32,
    report: &mut Report,
) -> (Cow<'t, str>, Vec<Entry>) {
    let (mut closed, mut entries) = (Cow::Borrowed(text), Vec::new());
    let private = LazyCell::new(|| Private::of(text));
    for brackets::Open { key, sign, is_list, stretch } in brackets::unclosed(text) {
        let detail = if is_list { "unclosed array" } else { "unclosed inline table" };
        let problem = Problem::error("toml-syntax").with("detail", detail);
        let (from, line) = line_at(text, sign);
        // Where all of it stands on one line, that line is what to type.
        let is_one_line =
            stretch.start == from && text.get(stretch.clone()).unwrap_or_default().trim() == line.trim();
        let is_plain = !line.contains('#') && !private.is_at(sign);
        let right = (!is_list && is_one_line && is_plain).then(|| format!("{} }}", line.trim()));
        let problem = problem.with_some("close", right);
        report.push(problem.at(file, Span::from(sign..sign + 1).after(base)));
        let blank = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
        let gone: String = text.get(stretch.clone()).unwrap_or_default().chars().map(blank).collect();
        closed.to_mut().replace_range(stretch, &gone);
        entries.extend(key.map(|key| {
            let span = Span::from(key.clone()).after(base);
            let node = Node { span, value: Value::Broken };
            Entry { key: text.get(key).unwrap_or_default().to_owned(), key_span: span, node }
        }));
    }
    (closed, entries)
}

/// The line something stands on, with where it begins.
fn line_at(text: &str, at: usize) -> (usize, &str) {
    let from = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    (from, text.get(from..).unwrap_or_default().lines().next().unwrap_or_default())
}

/// A line as it was meant: with `=` where other ways of writing have a colon, without signs that nobody sees.
fn as_meant(line: &str) -> Option<String> {
    let seen: String = line
        .chars()
        .map(|c| if c.is_whitespace() && c != '\t' { ' ' } else { c })
        .filter(|c| *c == '\t' || !vietnamese::is_invisible(*c))
        .collect();
    // A space before the key that is none to TOML.
    let seen = seen.trim_start();
    let (key, rest) = seen.split_at(bare_key(seen)?);
    let rest = rest.trim_start();
    let value = rest.strip_prefix([':', '：', '＝', '=']).filter(|value| !value.starts_with('='))?.trim();
    let meant = quoted(key, value);
    let right = format!("{key} = {meant}");
    let is_other = seen != line || !rest.starts_with('=') || meant != value;
    (is_other && !value.is_empty()).then_some(right)
}

/// Keys whose values are texts.
const TEXTS: [&str; 17] = [
    "name",
    "job",
    "lead",
    "quote",
    "title",
    "kind",
    "group",
    "unit",
    "level",
    "place",
    "publisher",
    "speaker",
    "mentoring",
    "domain",
    "position",
    "label",
    "short",
];

/// Keys whose values are days.
const DAYS: [&str; 4] = ["date", "held_on", "publish_until", "withdrawn_on"];

/// Keys whose values are whole numbers.
const FIGURES: [&str; 8] = [
    "benefit_vnd",
    "delegates_max",
    "min_benefit_vnd",
    "order",
    "rank",
    "total_benefit_vnd",
    "workers",
    "year",
];

/// A value in straight quotation marks, or a day or number as it is read, if the key takes a text and this one has no quotation marks, or others around it.
fn quoted<'v>(key: &str, value: &'v str) -> Cow<'v, str> {
    const MARKS: [char; 5] = ['"', '“', '”', '„', '‟'];
    let inside = value.strip_prefix(MARKS).and_then(|rest| rest.strip_suffix(MARKS)).unwrap_or(value);
    let measured = match key {
        _ if DAYS.contains(&key) => day(value),
        _ if FIGURES.contains(&key) => whole(value),
        _ if TEXTS.contains(&key) => None,
        _ => match value {
            "True" | "TRUE" => Some("true".to_owned()),
            "False" | "FALSE" => Some("false".to_owned()),
            _ => None,
        },
    };
    if let Some(measured) = measured {
        return Cow::Owned(measured);
    }
    let is_plain =
        inside.starts_with(char::is_alphanumeric) && !inside.contains(MARKS) && !inside.contains(['\\', '#']);
    if is_plain && TEXTS.contains(&key) { Cow::Owned(format!("\"{inside}\"")) } else { Cow::Borrowed(value) }
}

/// Where the key ends that a line begins with.
fn bare_key(line: &str) -> Option<usize> {
    let end =
        line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(line.len());
    (end > 0).then_some(end)
}

/// The keys of the whole file that a slip has swallowed: they are written, and so not missing.
fn swallowed(text: &str, base: u32, found: &[Entry]) -> Vec<Entry> {
    let mut from = 0;
    let mut lost = Vec::new();
    for whole in text.split_inclusive('\n').take_while(|line| !line.starts_with('[')) {
        let line = whole.trim_start_matches(|c| vietnamese::is_invisible(c) || c == '\u{a0}');
        let at = from + whole.len() - line.len();
        from += whole.len();
        if let Some(key) = bare_key(line).and_then(|end| line.get(..end))
            && line.get(key.len()..).is_some_and(|rest| rest.trim_start().starts_with(['=', ':', '：', '＝']))
            && !found.iter().any(|entry| entry.key == key)
        {
            let span = Span::from(at..at + key.len()).after(base);
            lost.push(Entry {
                key: key.to_owned(),
                key_span: span,
                node: Node { span, value: Value::Broken },
            });
        }
    }
    lost
}

fn entries(table: DeTable<'_>, base: u32, slips: &[usize]) -> Vec<Entry> {
    // Where a key is missing the slip has been told, and the key that is none need not be.
    let is_there = |span: std::ops::Range<usize>| {
        slips.is_empty() || !span.is_empty() && !slips.iter().any(|slip| span.contains(slip))
    };
    let mut entries: Vec<Entry> = table
        .into_iter()
        .filter(|(key, _)| is_there(key.span()))
        .map(|(key, value)| Entry {
            key_span: Span::from(key.span()).after(base),
            key: key.into_inner().into_owned(),
            node: node(value, base, slips),
        })
        .collect();
    entries.sort_by_key(|e| e.key_span);
    entries
}

fn node(value: Spanned<DeValue<'_>>, base: u32, slips: &[usize]) -> Node {
    let stretch = value.span();
    let span = Span::from(stretch.clone()).after(base);
    let value = match value.into_inner() {
        DeValue::Array(list) => Value::List(list.into_iter().map(|item| node(item, base, slips)).collect()),
        DeValue::Table(table) => Value::Table(entries(table, base, slips)),
        // What was never written stands nowhere.
        _ if stretch.is_empty() && !slips.is_empty() => Value::Broken,
        _ if slips.iter().any(|slip| (stretch.start..=stretch.end).contains(slip)) => Value::Broken,
        DeValue::String(text) => Value::Text(vietnamese::nfc(&text).into_owned()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(whole) => Value::Whole(whole),
            Err(_) => Value::Decimal(f64::INFINITY),
        },
        DeValue::Float(number) => Value::Decimal(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(time) => Value::Time(time.to_string()),
    };
    Node { span, value }
}

/// A day without a time.
pub(crate) fn date(written: &str) -> Option<Date> {
    written.parse().ok().filter(|_| written.len() == 10)
}

/// A moment with its offset from UTC.
pub(crate) fn moment(written: &str) -> Option<Timestamp> {
    written.parse().ok()
}
