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

/// The counts of a conference (plan II.3, III.3, III.5). What nobody has written down yet is not held against it.
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
    let unwritten = || words.say("desk.unwritten", &[]);
    let (all, max) = (conference.delegates.map(|came| came.all()), conference.delegates_max());
    if all.is_some() || max.is_some() {
        let count = all.map_or_else(unwritten, |all| figure(vietnamese::thousands(all)));
        view("delegates", count, max.map(most), all.zip(max).is_none_or(|(all, max)| all <= max));
    }
    if let Some(wished) = limits.honoree_share {
        let share = conference.delegates.and_then(|came| came.share());
        let count = share.map_or_else(unwritten, |share| figure(wished.in_percent(share)) + "%");
        let [target, by] = wished.limits_in_percent();
        let about = words.say("desk.about", &[("n", &target), ("by", &by)]);
        view("share", count, Some(about), share.is_none_or(|share| wished.holds(share)));
    }
    let presented = dossiers.submissions.iter().filter(|s| s.for_check().presented);
    let shown =
        presented.filter(|s| Standing::of_keynote(s, dossiers, today) == Standing::Shown).count() as u64;
    let (all, fighters) = conference.chair();
    let of_chair = |count: u64| (all > 0).then_some(count);
    let chair = [
        ("presidium", of_chair(all), limits.presidium.map(|limits| limits.all)),
        ("fighters", of_chair(fighters), limits.presidium.map(|limits| limits.fighters)),
    ];
    let keynotes = ("keynotes", Some(shown), limits.keynotes_presented);
    // When its last day is past, nothing of it is shown.
    let keynotes = (!dossiers.is_over(today)).then_some(keynotes);
    for (key, count, range) in keynotes.into_iter().chain(chair) {
        let said = count.map_or_else(unwritten, |count| count.to_string());
        view(key, said, range.map(between), count.zip(range).is_none_or(|(count, range)| range.holds(count)));
    }
    views
}
