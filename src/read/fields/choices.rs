//! The values of keys that take one of a fixed set of words.

use super::super::outline::Holds;
use super::Fields;
use crate::model::{Choice, nearest};
use crate::report::{Problem, Span};
use crate::vietnamese;

impl Fields<'_, '_> {
    /// One of a fixed set of words.
    pub(crate) fn choice<C: Choice>(&mut self, key: &'static str) -> Option<C> {
        self.note(key, || choice::<C>());
        let (word, span) = self.spanned_text(key)?;
        self.choice_from(key, &word, span)
    }

    /// Several of a fixed set of words, with their places.
    pub(crate) fn choices<C: Choice>(&mut self, key: &'static str) -> Vec<(C, Span)> {
        self.note(key, || Holds::List(Box::new(choice::<C>())));
        let words = self.spanned_texts(key);
        words.iter().filter_map(|(word, span)| Some((self.choice_from(key, word, *span)?, *span))).collect()
    }

    fn choice_from<C: Choice>(&self, key: &str, word: &str, span: Span) -> Option<C> {
        let choice = C::from_word(word);
        if choice.is_none() {
            let known: Vec<&str> = C::WORDS.iter().map(|(word, _)| *word).collect();
            // What is private is not repeated, nor what is like it (`domain.md` P15).
            let is_private = self.is_private;
            let problem = Problem::error("unknown-choice").with("key", key);
            let problem = problem.with("word", if is_private { "…" } else { word });
            let said = vietnamese::fold(&word.replace(['_', '-'], " "));
            let meant = C::SAID.iter().find(|(other, _)| *other == said).map(|(_, word)| *word);
            let near = meant.or_else(|| nearest(word, known.iter().copied()));
            let problem = problem.with_some("near", near.filter(|_| !is_private));
            self.desk.push(problem.with("known", known.join(", ")), span);
        }
        choice
    }

    /// One of a fixed set of words that must be there; nothing is none of them.
    pub(crate) fn need_choice<C: Choice>(&mut self, key: &'static str) -> Option<C> {
        match self.blank(key) {
            Some(span) => self.choice_from(key, "", span),
            None => self.need(key, |fields| fields.choice(key)),
        }
    }
}

fn choice<C: Choice>() -> Holds {
    Holds::Choice(C::WORDS.iter().map(|(word, _)| *word).collect())
}
