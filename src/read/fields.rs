//! Taking a table apart key by key: wrong types, missing and unknown keys become problems at their place.

mod below;
mod choices;
mod examples;
mod meant;
mod values;

pub(super) use self::meant::{day, whole};

use std::cell::RefCell;

use super::outline::{Holds, Sketch};
use super::toml::{Entry, Node, Value};
use crate::files::FilePath;
use crate::model::{Id, is_unwritten, nearest};
use crate::report::{Marks, Problem, Report, Span};
use crate::vietnamese;

/// The file being read and the problems found in it.
pub(crate) struct Desk<'r> {
    pub(crate) file: &'r FilePath,
    report: RefCell<&'r mut Report>,
    sketch: Option<&'r Sketch>,
}

impl<'r> Desk<'r> {
    pub(crate) fn new(file: &'r FilePath, report: &'r mut Report) -> Self {
        Self { file, report: RefCell::new(report), sketch: None }
    }

    /// The same, where somebody may want to know what is asked for.
    pub(super) fn sketched(self, sketch: Option<&'r Sketch>) -> Self {
        Self { sketch, ..self }
    }

    /// A problem that has its place already.
    pub(crate) fn pass_on(&self, problem: Problem) {
        self.report.borrow_mut().push(problem);
    }

    pub(crate) fn push(&self, problem: Problem, span: Span) {
        self.report.borrow_mut().push(problem.at(self.file, span));
    }
}

/// A table of which keys are taken one after the other; [`Fields::finish`] names what is left.
pub(crate) struct Fields<'d, 'r> {
    desk: &'d Desk<'r>,
    span: Span,
    entries: Vec<Entry>,
    asked: Vec<&'static str>,
    /// Those that must be there and are not.
    missing: Vec<&'static str>,
    /// The keys that lead to this table, for a sketch.
    path: String,
    /// Is what stands here not to be repeated?
    is_private: bool,
    /// Is it a table within another?
    is_inner: bool,
}

impl<'d, 'r> Fields<'d, 'r> {
    /// A table at a place.
    pub(crate) fn new(desk: &'d Desk<'r>, span: Span, entries: Vec<Entry>) -> Self {
        Self {
            desk,
            span,
            entries,
            asked: Vec::new(),
            missing: Vec::new(),
            path: String::new(),
            is_private: false,
            is_inner: false,
        }
    }

    /// The same, of which nothing may be said but where it is.
    pub(crate) fn private(self) -> Self {
        Self { is_private: true, ..self }
    }

    /// Is there such a key?
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|e| e.key == key)
    }

    /// The place of the table.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// Where these keys stand, for rules that point at them later.
    pub(crate) fn marks(&self, keys: &[&'static str]) -> Marks {
        let place = |key: &&'static str| Some((*key, self.entries.iter().find(|e| e.key == *key)?.node.span));
        keys.iter().filter_map(place).collect()
    }

    /// Tells whoever sketches this table what a key holds.
    fn note(&self, key: &str, holds: impl FnOnce() -> Holds) {
        if let Some(sketch) = self.desk.sketch {
            sketch.note(format!("{}{key}", self.path), holds());
        }
    }

    /// An empty table at a key, for whoever sketches it to see what is asked of it.
    fn sketched(&mut self, key: &'static str) -> Option<Self> {
        self.desk.sketch?;
        self.asked.push(key);
        let path = format!("{}{key}.", self.path);
        Some(Self { path, ..Self::new(self.desk, self.span, Vec::new()) })
    }

    fn take(&mut self, key: &'static str) -> Option<Node> {
        self.asked.push(key);
        let at = self.entries.iter().position(|e| e.key == key)?;
        let node = self.entries.remove(at).node;
        // What could not be read was named where it stands; to say more of it is noise.
        (!matches!(node.value, Value::Broken)).then_some(node)
    }

    /// A value of another kind than is `expected`.
    fn mistyped(&self, key: &str, node: &Node, expected: &str) {
        match meant::meant(expected, key, &node.value).filter(|_| !self.is_private) {
            Some(right) => {
                let problem = Problem::error("wrong-type").with("key", key).with("right", right);
                self.desk.push(problem, node.span);
            }
            None => self.wrong(key, node.span, expected),
        }
    }

    fn wrong(&self, key: &str, span: Span, expected: &str) {
        let problem = Problem::error("wrong-type").with("key", key).with("expected", expected);
        let example = match expected {
            "table" => examples::example(key, false),
            "list" | "item" => examples::example(key, true),
            _ => None,
        };
        let problem = problem.with_some("example", example);
        self.desk.push(problem, span);
    }

    fn need<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.has(key) {
            return read(self);
        }
        if let Some(sketch) = self.desk.sketch {
            let asked = read(self);
            sketch.need(&format!("{}{key}", self.path));
            return asked;
        }
        self.asked.push(key);
        self.missing.push(key);
        None
    }

    /// A text, cleaned of stray white space; one that nobody has written yet counts as absent.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<String> {
        self.spanned_text(key).map(|(text, _)| text).filter(|text| !is_unwritten(text))
    }

    /// A text with its place.
    pub(crate) fn spanned_text(&mut self, key: &'static str) -> Option<(String, Span)> {
        self.note(key, || Holds::Text);
        let node = self.take(key)?;
        match node.value {
            Value::Text(text) => {
                let text = vietnamese::clean(&text).into_owned();
                (!vietnamese::is_blank(&text)).then_some((text, node.span))
            }
            _ => {
                self.mistyped(key, &node, "text");
                None
            }
        }
    }

    /// A text that must be there.
    pub(crate) fn need_text(&mut self, key: &'static str) -> Option<String> {
        self.need_spanned(key).map(|(text, _)| text)
    }

    /// A text that must be there, with its place.
    pub(crate) fn need_spanned(&mut self, key: &'static str) -> Option<(String, Span)> {
        if let Some(span) = self.blank(key) {
            self.desk.push(Problem::error("empty-text").with("key", key), span);
            return None;
        }
        self.need(key, |fields| fields.spanned_text(key))
    }

    /// The place of a text in which nothing stands, which is taken.
    fn blank(&mut self, key: &'static str) -> Option<Span> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        let is_blank = matches!(&entry.node.value, Value::Text(text) if vietnamese::is_blank(text));
        is_blank.then(|| self.take(key)).flatten().map(|node| node.span)
    }

    /// An id that must be there, with its place.
    pub(crate) fn need_id(&mut self, key: &'static str) -> Option<(Id, Span)> {
        self.note(key, || Holds::Id);
        let (text, span) = self.need_spanned(key)?;
        Some((self.id_from("key", key, &text, span)?, span))
    }

    /// An id of a `key`, or of one that holds a `list`.
    fn id_from(&self, held: &'static str, key: &str, text: &str, span: Span) -> Option<Id> {
        let id = Id::new(text);
        if id.is_none() {
            let problem = Problem::error("not-an-id").with(held, key).with("id", text);
            let problem = problem.with("near", vietnamese::slug(text));
            self.desk.push(problem.with("most", Id::LONGEST.to_string()), span);
        }
        id
    }

    /// A list of ids with their places.
    pub(crate) fn ids(&mut self, key: &'static str) -> Vec<(Id, Span)> {
        self.note(key, || Holds::List(Box::new(Holds::Id)));
        let texts = self.spanned_texts(key);
        let id = |(text, span): (String, Span)| Some((self.id_from("list", key, &text, span)?, span));
        texts.into_iter().filter_map(id).collect()
    }

    /// A list that must be there, with one id at least.
    pub(crate) fn need_ids(&mut self, key: &'static str) -> Vec<(Id, Span)> {
        let written = self.entries.iter().find(|e| e.key == key).map(|e| (e.node.span, &e.node.value));
        if let Some((span, Value::List(items))) = written
            && items.is_empty()
        {
            self.wrong(key, span, "ids");
        }
        self.need(key, |fields| Some(fields.ids(key))).unwrap_or_default()
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_texts(key).into_iter().map(|(text, _)| text).collect()
    }

    /// A list of texts with their places.
    pub(crate) fn spanned_texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
        self.note(key, || Holds::List(Box::new(Holds::Text)));
        let mut texts = Vec::new();
        for item in self.list(key) {
            match item.value {
                Value::Text(text) if !text.is_empty() && is_unwritten(&text) => {}
                Value::Text(text) => texts.push((vietnamese::clean(&text).into_owned(), item.span)),
                _ => self.wrong(key, item.span, "text"),
            }
        }
        texts
    }

    fn list(&mut self, key: &'static str) -> Vec<Node> {
        let Some(node) = self.take(key) else { return Vec::new() };
        match node.value {
            Value::List(items) => {
                items.into_iter().filter(|item| !matches!(item.value, Value::Broken)).collect()
            }
            _ => {
                self.mistyped(key, &node, "list");
                Vec::new()
            }
        }
    }

    /// Yes or no; no if absent.
    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        self.maybe_flag(key).unwrap_or(false)
    }

    /// Yes, no, or not said.
    pub(crate) fn maybe_flag(&mut self, key: &'static str) -> Option<bool> {
        self.note(key, || Holds::Flag);
        let node = self.take(key)?;
        match node.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                self.mistyped(key, &node, "flag");
                None
            }
        }
    }

    /// A table within this one.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Self> {
        self.note(key, || Holds::Table);
        if let Some(empty) = self.sketched(key) {
            return Some(empty);
        }
        let node = self.take(key)?;
        self.table_from(key, node, "table")
    }

    /// A table by itself, or an `item` of a list.
    fn table_from(&self, key: &str, node: Node, expected: &str) -> Option<Self> {
        match node.value {
            Value::Table(entries) => {
                Some(Self { is_inner: true, ..Self::new(self.desk, node.span, entries) })
            }
            _ => {
                self.mistyped(key, &node, expected);
                None
            }
        }
    }

    /// A table within this one that must be there.
    pub(crate) fn need_table(&mut self, key: &'static str) -> Option<Self> {
        self.need(key, |fields| fields.table(key))
    }

    /// A problem of this table.
    pub(crate) fn report(&self, problem: Problem, span: Span) {
        self.desk.push(problem, span);
    }

    /// A list of tables.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<Self> {
        self.note(key, || Holds::List(Box::new(Holds::Table)));
        if let Some(empty) = self.sketched(key) {
            return vec![empty];
        }
        let list = self.list(key).into_iter();
        list.filter_map(|node| self.table_from(key, node, "item")).collect()
    }

    /// A list of tables, and whether all that is written there is one.
    pub(crate) fn all_tables(&mut self, key: &'static str) -> (Vec<Self>, bool) {
        let written =
            self.entries.iter().find(|entry| entry.key == key).map(|entry| match &entry.node.value {
                Value::List(items) => items.len(),
                _ => 0,
            });
        let tables = self.tables(key);
        // `[[groups]]` may be meant to be some of them.
        let is_misspelt = self.entries.iter().any(|entry| nearest(&entry.key, [key]).is_some());
        let is_whole = written.is_none_or(|written| written > 0 && written == tables.len()) && !is_misspelt;
        (tables, is_whole)
    }

    /// The keys nobody has asked for, which are somebody's own matter.
    pub(crate) fn rest(&mut self) -> Vec<(String, Span)> {
        self.entries.drain(..).map(|entry| (entry.key, entry.key_span)).collect()
    }

    /// Names every key nobody asked for, and every key that is missing and not meant by one of those. Says which keys
    /// were meant, and where: what stands there is not missing.
    pub(crate) fn finish(mut self) -> Vec<(&'static str, Span)> {
        let mut misspelt = Vec::new();
        // What could not be read was named where it stands.
        for entry in self.entries.iter().filter(|entry| !matches!(entry.node.value, Value::Broken)) {
            let meant = nearest(&entry.key, self.missing.iter().copied());
            self.missing.retain(|key| Some(*key) != meant);
            let problem = Problem::error("unknown-key").with("key", &entry.key);
            let problem = match meant.or_else(|| nearest(&entry.key, self.asked.iter().copied())) {
                Some(near) => {
                    misspelt.push((near, Span { from: entry.key_span.from, to: entry.node.span.to }));
                    problem.with("near", near)
                }
                None if examples::is_a_persons(self.desk.file, &entry.key) => {
                    problem.with("mine", &entry.key)
                }
                None => {
                    let (home, group) = (
                        examples::home(self.desk.file, &entry.key),
                        examples::group(self.desk.file, &entry.key).filter(|_| !self.is_inner),
                    );
                    match (home, group) {
                        (Some(home), _) => problem.with("home", home),
                        (None, Some(group)) => problem.with("group", group),
                        (None, None) => {
                            problem.with(if self.is_inner { "inner" } else { "known" }, self.asked.join(", "))
                        }
                    }
                }
            };
            self.desk.push(problem, entry.key_span);
        }
        for key in self.missing {
            self.desk.push(Problem::error("missing-key").with("key", key), self.span);
        }
        misspelt
    }
}
