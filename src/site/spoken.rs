//! Words of a project's own theme: what is personal in them would stand on many pages, and is told where it is written.

use crate::check::papers;
use crate::privacy::{self, Allowed, Finding, Kind};
use crate::report::Report;
use crate::theme::Theme;

/// Names what is personal in them.
pub(super) fn look(theme: &Theme, allowed: &Allowed, report: &mut Report) {
    for (file, place, text) in &theme.spoken {
        let place = place.from as usize..place.to as usize;
        let at_place = |finding| Finding { range: place.clone(), ..finding };
        // Words of a theme are of nobody: only what leads to somebody is refused on finished pages.
        let leads = |finding: &Finding| finding.kind != Kind::Sensitive;
        let found: Vec<Finding> = privacy::scan(text).into_iter().filter(leads).map(at_place).collect();
        if !found.is_empty() {
            report.extend(papers::told(file, &found, allowed));
        }
    }
}
