//! What stands in the text of a file and belongs into its head: nobody would read it there, and all would see it.

use super::{Fields, examples};
use crate::report::{Problem, Span};

impl Fields<'_, '_> {
    /// Names the first of some lines of the text that is one of this head, which has been asked for all its keys: who mends
    /// it sees those that follow it.
    pub(in crate::read) fn below(&self, lines: &[(String, Span)]) {
        let file = self.desk.file;
        let is_known = |(said, _): &&(String, Span)| {
            let key = said.trim_matches(['[', ']', '"', '\'', ' ']).split(['.', '"', '\'']).next();
            let is_of = |key| {
                self.asked.contains(&key)
                    || examples::home(file, key).is_some()
                    || examples::group(file, key).is_some()
            };
            said == "+++" || key.is_some_and(is_of)
        };
        if let Some((said, span)) = lines.iter().find(is_known) {
            let problem = Problem::error("front-matter-below").with("key", said);
            let fence = (said == "+++").then_some(said);
            self.desk.push(problem.with_some("fence", fence), *span);
        }
    }
}
