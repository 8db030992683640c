//! Tera at work: the templates of a theme compiled once, each page rendered from its view alone.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value, escape_html};

use crate::model::prose::Lost;
use crate::report::{Problem, Span};
use crate::theme::Parts;
use crate::{vietnamese, wording};

/// The templates of a theme.
pub(super) struct Templates {
    tera: Tera,
    parts: Arc<Parts>,
}

impl Templates {
    /// Compiles them all; every one that cannot be is a problem.
    pub(super) fn new<'t>(
        parts: &Arc<Parts>,
        templates: impl IntoIterator<Item = (&'t String, &'t String)>,
    ) -> Result<Self, Box<Problem>> {
        let mut tera = Tera::default();
        tera.register_filter("fill", fill);
        tera.register_filter("whole", whole);
        // What a page may hold as HTML comes as such; nothing an editor wrote becomes it.
        tera.register_filter("safe", as_it_is);
        // Every text a template shows comes by here: a number never stands at the end of a line without its unit.
        tera.set_escape_fn(|text, page| escape_html(&vietnamese::keep_together(text), page));
        tera.add_raw_templates(templates).map_err(|error| problem(parts, &error))?;
        Ok(Self { tera, parts: Arc::clone(parts) })
    }

    /// Renders a view.
    pub(super) fn render<V: Serialize>(&self, template: &str, view: &V) -> Result<Vec<u8>, Box<Problem>> {
        let lost = |error: tera::Error| {
            Lost::problem(&error.to_string()).map_or_else(|| problem(&self.parts, &error), Box::new)
        };
        let context = Context::from_serialize(view).map_err(lost)?;
        let mut bytes = Vec::with_capacity(16 << 10);
        self.tera.render_to(template, &context, &mut bytes).map_err(|error| problem(&self.parts, &error))?;
        Ok(bytes)
    }
}

/// `{{ t.board.total | fill(n=this.total) }}` puts values into the gaps of the site's words.
fn fill(text: &str, gaps: Kwargs, _: &State<'_>) -> String {
    let gaps: Vec<(String, String)> =
        gaps.iter().map(|(gap, value)| (gap.to_string(), value.to_string())).collect();
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (gap.as_str(), value.as_str())).collect();
    wording::fill(text, &gaps)
}

/// `{{ this.story | safe }}` changes nothing: texts are escaped, and what is HTML is so without it.
fn as_it_is(value: Value, _: Kwargs, _: &State<'_>) -> Value {
    value
}

/// `{{ this.title | whole }}` keeps the two syllables of a word on one line, for the large type of titles.
fn whole(title: &str, _: Kwargs, _: &State<'_>) -> String {
    vietnamese::unbroken(title).into_owned()
}

fn problem(parts: &Parts, error: &tera::Error) -> Box<Problem> {
    let file = |name: &str| parts.file(&format!("web/{name}"));
    let problem = Problem::error("template-failed");
    Box::new(match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = Span::from(report.span().range.clone());
            problem.at(&file(report.filename()), span).with("detail", report.message().trim_end_matches('.'))
        }
        other => problem.in_file(&file("")).with("detail", other.to_string()),
    })
}
