//! What a conference counts against the limits of its criteria.

use serde::Serialize;

use super::standing::Standing;
use crate::model::Date;
use crate::model::board::Dossiers;
use crate::model::limits::Range;
use crate::vietnamese;
use crate::words::Words;

/// A count with its limit.
#[derive(Debug, Serialize)]
pub(super) struct LimitView {
    /// What is counted.
    pub(super) label: String,
    /// How much there is.
    pub(super) count: String,
    /// How much there may or should be; none where the criteria say nothing.
    pub(super) limit: Option<String>,
    /// Is it within?
    pub(super) kept: bool,
}

/// The counts of a conference (plan II.3, III.3, III.5).
pub(super) fn limits(dossiers: &Dossiers, today: Date, words: &Words) -> Vec<LimitView> {
    let conference = &dossiers.conference;
    let limits = &conference.criteria.limits;
    let mut views = Vec::new();
    let mut view = |key: &str, count: String, limit: Option<String>, kept: bool| {
        let label = words.say(&format!("desk.limit_{key}"), &[]);
        views.push(LimitView { label, count, limit, kept });
    };
    let most = |n: u64| words.say("desk.at_most", &[("n", &vietnamese::thousands(n))]);
    let figure = |n: String| words.say("desk.figure", &[("n", &n)]);
    let between = |Range { min, max }| match max.map(|max: u64| max.to_string()) {
        Some(max) => words.say("desk.from_to", &[("from", &min.to_string()), ("to", &max)]),
        None => words.say("desk.at_least", &[("n", &min.to_string())]),
    };
    if let Some(came) = conference.delegates {
        let (all, max) = (came.all(), conference.delegates_max());
        view(
            "delegates",
            figure(vietnamese::thousands(all)),
            max.map(most),
            max.is_none_or(|max| all <= max),
        );
        if let (Some(wished), Some(share)) = (limits.honoree_share, came.share()) {
            let [target, by] = wished.limits_in_percent();
            let about = words.say("desk.about", &[("n", &target), ("by", &by)]);
            view("share", figure(wished.in_percent(share)) + "%", Some(about), wished.holds(share));
        }
    }
    let presented = dossiers.submissions.iter().filter(|s| s.for_check().presented);
    let shown =
        presented.filter(|s| Standing::of_keynote(s, dossiers, today) == Standing::Shown).count() as u64;
    let (all, fighters) = conference.chair();
    for (key, count, range) in [
        ("keynotes", shown, limits.keynotes_presented),
        ("presidium", all, limits.presidium.map(|limits| limits.all)),
        ("fighters", fighters, limits.presidium.map(|limits| limits.fighters)),
    ] {
        view(key, count.to_string(), range.map(between), range.is_none_or(|range| range.holds(count)));
    }
    views
}
