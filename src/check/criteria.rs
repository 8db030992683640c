//! Rules about a dossier against the criteria of its group: what is declared is compared, and nobody decides here (plan V).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Case;
use super::dossier::is_approved;
use crate::model::Id;
use crate::model::board::Dossiers;
use crate::model::conference::{Conference, Group, Level, Selection, Term};
use crate::model::honoree::{Honoree, Initiative, Kind, Nomination, Status, benefit};
use crate::report::{Problem, Report};
use crate::vietnamese;

/// Is it in the running, or through, and nobody has taken consent back?
fn is_open(nomination: &Nomination) -> bool {
    let is_against = nomination.approval.status.is_some_and(Status::is_against);
    !is_against && nomination.consent.withdrawn_on.is_none()
}

/// The dossiers that are, with their conference.
fn open<'c>(case: &'c Case<'_>) -> impl Iterator<Item = (&'c Dossiers, &'c Nomination)> {
    case.nominations().filter(|(_, nomination)| is_open(nomination))
}

/// The same with the group, where there is one.
fn grouped<'c>(case: &'c Case<'_>) -> impl Iterator<Item = (&'c Dossiers, &'c Nomination, &'c Group)> {
    open(case).filter_map(|(dossiers, nomination)| {
        let group = dossiers.conference.criteria.group(&nomination.for_check().group)?;
        Some((dossiers, nomination, group))
    })
}

fn problem(nomination: &Nomination, rule: &'static str, key: &str) -> Problem {
    // What is missing altogether is told where the group is named that asks for it.
    let place = nomination.marks.get(key).unwrap_or_else(|| nomination.mark("group"));
    Problem::warning(rule).at(&nomination.file, place)
}

/// The initiatives that count: of the term, and recognised far enough.
fn counted<'h>(honoree: &'h Honoree, group: &Group, term: Term) -> Vec<&'h Initiative> {
    let far_enough = |i: &&Initiative| group.initiative_scope.is_none_or(|least| i.scope >= Some(least));
    honoree.initiatives.iter().filter(|i| term.holds(i.year)).filter(far_enough).collect()
}

/// Plan V: so many initiatives, worth so much in all ("từ … đồng trở lên" includes the sum itself).
pub(super) fn initiatives(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination, group) in grouped(case) {
        let Some(term) = dossiers.term else { continue };
        let counted = counted(nomination.for_check(), group, term);
        let count = counted.len() as u64;
        if let Some(least) = group.min_initiatives
            && count < least
        {
            let told = problem(nomination, "too-few-initiatives", "initiatives").with("n", count.to_string());
            report.push(told.with("least", least.to_string()).with("term", term.to_string()));
        }
        let worth = benefit(counted).unwrap_or(0);
        if let Some(least) = group.min_benefit_vnd
            && worth < least
        {
            let told = problem(nomination, "benefit-too-small", "initiatives");
            report.push(
                told.with("sum", vietnamese::thousands(worth)).with("least", vietnamese::thousands(least)),
            );
        }
    }
}

/// `domain.md` §1.5, 38: the total a dossier names is that of its initiatives.
pub(super) fn total(case: &Case<'_>, report: &mut Report) {
    for (_, nomination) in open(case) {
        let Some(said) = nomination.total_benefit_vnd else { continue };
        let sum = nomination.for_check().benefit().unwrap_or(0);
        if sum != said {
            let told = problem(nomination, "benefit-sum-differs", "total_benefit_vnd");
            report
                .push(told.with("sum", vietnamese::thousands(sum)).with("said", vietnamese::thousands(said)));
        }
    }
}

/// Plan V: "có đóng góp trong việc đào tạo, bồi dưỡng, giúp đỡ đồng nghiệp".
pub(super) fn mentoring(case: &Case<'_>, report: &mut Report) {
    for (_, nomination, group) in grouped(case).filter(|(.., group)| group.requires_mentoring) {
        if nomination.for_check().mentoring.is_none() {
            report.push(problem(nomination, "no-mentoring", "mentoring").with("group", &*group.label));
        }
    }
}

/// Plan V: one of the titles the group asks for, received within the term.
pub(super) fn required_award(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination, group) in grouped(case) {
        let (Some(required), Some(term)) = (&group.requires_award, dossiers.term) else { continue };
        let counts = |year: i16| !required.within_period || term.holds(year);
        let mut awards = nomination.for_check().awards.iter();
        if !awards.any(|won| required.any.contains(&won.award) && counts(won.year)) {
            // An award that is in no vocabulary has been reported where it is named.
            let known = || required.any.iter().filter_map(|id| case.board.settings.awards.get(id));
            let names: Vec<&str> = known().map(|award| &*award.name).collect();
            let Some(first) = known().next() else { continue };
            let told = problem(nomination, "award-required", "awards").with("awards", names.join(" / "));
            report.push(told.with("term", term.to_string()).with("id", &*first.id));
        }
    }
}

/// Plan V, group 4 of the city: "liên tục … từ năm 2015 - 2019" is every year of the term.
pub(super) fn award_each_year(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination, group) in grouped(case).filter(|(.., g)| !g.requires_each_year.is_empty()) {
        let Some(term) = dossiers.term else { continue };
        let awards = &nomination.for_check().awards;
        let has =
            |year: i16| awards.iter().any(|w| w.year == year && group.requires_each_year.contains(&w.award));
        let missing: Vec<String> =
            (term.from..=term.to).filter(|year| !has(*year)).map(|year| year.to_string()).collect();
        let known = || group.requires_each_year.iter().filter_map(|id| case.board.settings.awards.get(id));
        let Some(first) = known().next().filter(|_| !missing.is_empty()) else { continue };
        let names: Vec<&str> = known().map(|award| &*award.name).collect();
        let told = problem(nomination, "award-each-year", "awards").with("awards", names.join(" / "));
        let year = missing.first().map(String::as_str).unwrap_or_default();
        let told = told.with("years", missing.join(", ")).with("term", term.to_string());
        report.push(told.with("id", &*first.id).with("year", year));
    }
}

/// Plan IV.1: guests, and those who come by their office, are commended only for deeds of their own.
pub(super) fn justified(case: &Case<'_>, report: &mut Report) {
    for (_, nomination, group) in grouped(case) {
        let is_chosen = !matches!(group.selection, Some(Selection::ExOfficio | Selection::Guest));
        if !is_chosen && !group.asks_something() && nomination.justification.is_none() {
            report.push(problem(nomination, "not-justified", "group").with("group", &*group.label));
        }
    }
}

/// Plan III.4: "phân bổ số lượng": no more persons of a unit than it was asked to send.
pub(super) fn allocations(case: &Case<'_>, report: &mut Report) {
    if case.board.conferences.iter().all(|d| d.conference.criteria.allocations.is_empty()) {
        return;
    }
    let mut sent: BTreeMap<(&Id, &Id), u64> = BTreeMap::new();
    for (dossiers, nomination) in open(case) {
        let honoree = nomination.for_check();
        if honoree.kind == Kind::Individual {
            *sent.entry((&dossiers.conference.id, &honoree.unit)).or_default() += 1;
        }
    }
    for conference in case.board.conferences.iter().map(|dossiers| &dossiers.conference) {
        let file = conference.criteria_file();
        for allocation in &conference.criteria.allocations {
            let unit = case.board.settings.units.get(&allocation.unit);
            let count = sent.get(&(&conference.id, &allocation.unit)).copied().unwrap_or(0);
            if let Some(unit) = unit.filter(|_| count > allocation.people) {
                let told = Problem::warning("over-allocation").at(&file, allocation.place);
                let told = told.with("unit", &*unit.name).with("n", count.to_string());
                report.push(told.with("most", allocation.people.to_string()));
            }
        }
    }
}

/// Plan V: "chưa được tuyên dương trong Hội nghị … giai đoạn trước", by what the dossier says itself.
pub(super) fn declared_before(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination) in open(case) {
        let Some((period, level)) = &dossiers.conference.criteria.limits.not_honoured_in else { continue };
        let is_same = |earlier: &str| Term::written(earlier) == Term::written(period);
        // A level that is not told may be this one.
        let may_be = |earlier: Option<Level>| earlier.is_none_or(|earlier| earlier == *level);
        if nomination.previously_honoured.iter().any(|e| may_be(e.level) && is_same(&e.period)) {
            let told = problem(nomination, "honoured-before", "previously_honoured");
            report.push(told.with("term", period));
        }
    }
}

/// The same by the archive: somebody of that name and unit was honoured in that term at that level.
pub(super) fn found_before(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        let Some((period, level)) = &dossiers.conference.criteria.limits.not_honoured_in else { continue };
        let is_earlier =
            |other: &Conference| other.level == *level && Term::written(period) == Some(other.term);
        let archive = case.board.conferences.iter().filter(|other| is_earlier(&other.conference));
        let honoured = archive.flat_map(|other| &other.nominations).filter(|n| is_approved(n));
        let (mut here, mut elsewhere) = (FxHashMap::default(), FxHashMap::default());
        for nomination in honoured {
            let Honoree { name, unit, job, .. } = nomination.for_check();
            for name in [&name.plain, &name.sound] {
                here.entry((&**name, unit)).or_insert(nomination);
            }
            elsewhere.entry((&*name.sound, vietnamese::fold(job))).or_insert(nomination);
        }
        for nomination in dossiers.nominations.iter().filter(|n| is_open(n)) {
            let Honoree { name, unit, job, .. } = nomination.for_check();
            let told = problem(nomination, "honoured-before-here", "name").with("term", period);
            if let Some(other) =
                [&name.plain, &name.sound].iter().find_map(|name| here.get(&(&***name, unit)))
            {
                report.push(told.with("other", &*other.file));
            } else if let Some(other) = elsewhere.get(&(&*name.sound, vietnamese::fold(job))) {
                // Whoever does the same work in another unit may have changed to it since; a name alone is of many.
                let earlier = case.board.settings.units.get(&other.for_check().unit);
                let earlier = earlier.map_or(&*other.for_check().unit, |unit| &*unit.name);
                report.push(told.with("other", &*other.file).with("unit", earlier));
            }
        }
    }
}

/// Plan V: "chậm nhất trước 16g00 ngày …" is strictly before that moment, wherever the clock stood.
pub(super) fn in_time(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination) in open(case) {
        if let (Some(came), Some(before)) =
            (nomination.received_at, dossiers.conference.criteria.limits.dossier_before)
            && came >= before
        {
            // Both as clocks in Vietnam show them (UTC+7 all year).
            let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
            let [came, before] = [came, before].map(|moment| moment.to_zoned(zone.clone()));
            let day = |moment: &jiff::Zoned| moment.strftime("%d/%m/%Y").to_string();
            let clock = |moment: &jiff::Zoned| moment.strftime("%H:%M").to_string();
            let told = problem(nomination, "dossier-late", "received_at");
            let told = told.with("clock", clock(&came)).with("came", day(&came));
            report.push(told.with("until", clock(&before)).with("before", day(&before)));
        }
    }
}
