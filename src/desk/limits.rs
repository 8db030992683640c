//! What a conference counts against the limits of its criteria.

use serde::Serialize;

use super::standing::Standing;
use crate::model::Date;
use crate::model::board::Dossiers;
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
    let between = |(least, most): (u64, u64)| {
        words.say("desk.from_to", &[("from", &least.to_string()), ("to", &most.to_string())])
    };
    if let Some(came) = conference.delegates {
        let all = came.honorees.saturating_add(came.guests);
        let is_large = conference.large_unit_approval.as_ref().is_some_and(|leave| {
            leave.workers.is_none_or(|n| limits.large_unit_workers.is_none_or(|large| n > large))
        });
        let large = limits.delegates_max_large_unit.filter(|_| is_large);
        let max = large.or(limits.delegates_max);
        view("delegates", vietnamese::thousands(all), max.map(most), max.is_none_or(|max| all <= max));
        if let (Some((target, tolerance)), true) = (limits.honoree_share, all > 0) {
            let share = came.honorees as f64 / all as f64;
            let percent = |part: f64| format!("{:.0}", part * 100.0);
            let gaps = [("n", percent(target)), ("by", percent(tolerance))];
            let about = words.say("desk.about", &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str())));
            // A share written as 0.70 ± 0.05 is meant in whole points: 75 % is still within.
            let kept = (share - target).abs() <= tolerance + 1e-9;
            view("share", format!("{}%", percent(share)), Some(about), kept);
        }
    }
    let presented = dossiers.submissions.iter().filter(|s| s.for_check().presented);
    let shown =
        presented.filter(|s| Standing::of_keynote(s, dossiers, today) == Standing::Shown).count() as u64;
    let keynotes = limits.keynotes_presented;
    let kept = keynotes.is_none_or(|(least, most)| (least..=most).contains(&shown));
    view("keynotes", shown.to_string(), keynotes.map(between), kept);
    let chair = conference.presidium.len() as u64;
    let fighters = conference.presidium.iter().filter(|member| member.emulation_fighter).count() as u64;
    let all = limits.presidium.map(|p| (p.min, p.max));
    let some = limits.presidium.map(|p| (p.fighters_min, p.fighters_max));
    for (key, count, range) in [("presidium", chair, all), ("fighters", fighters, some)] {
        let kept = range.is_none_or(|(least, most)| (least..=most).contains(&count));
        view(key, count.to_string(), range.map(between), kept);
    }
    views
}
