//! Rules about one dossier.

use std::collections::BTreeMap;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Case;
use crate::model::board::Dossiers;
use crate::model::conference::Term;
use crate::model::honoree::{Approval, Kind, Nomination, Status, Withheld};
use crate::model::{Choice as _, Date, is_unwritten};
use crate::report::{Problem, Report, Severity};

pub(super) fn is_approved(nomination: &Nomination) -> bool {
    nomination.approval.status == Some(Status::Approved)
}

/// An approved honouree who is not shown is either meant so or a slip of the pen: the clerk says it.
pub(super) fn withheld(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination) in case.nominations() {
        let (rule, key) = match nomination.standing(&dossiers.conference, case.today) {
            Ok(()) => continue,
            Err(Withheld::NotApproved(status)) => {
                report.push(not_approved(status).at(&nomination.file, nomination.mark("approval")));
                continue;
            }
            Err(Withheld::NoConsent) => ("no-consent", "consent"),
            Err(Withheld::ConsentWithdrawn) => ("consent-withdrawn", "consent"),
            // The day of a whole conference is told there.
            Err(Withheld::Expired) if nomination.publish_until.is_none() => continue,
            Err(Withheld::Expired) => {
                let problem =
                    Problem::warning("expired").with("next", format!("{}-12-31", case.today.year() + 5));
                report.push(problem.at(&nomination.file, nomination.mark("publish_until")));
                continue;
            }
        };
        report.push(Problem::info(rule).at(&nomination.file, nomination.mark(key)));
    }
}

/// Approval has not come; or it was decided otherwise, and then nothing is waited for.
pub(super) fn not_approved(status: Option<Status>) -> Problem {
    let problem = Problem::info("not-approved");
    problem.with_some("settled", status.filter(|status| status.is_against()).map(|settled| settled.word()))
}

/// `domain.md` §0.2: approval is a recorded fact, with number, date and body.
pub(super) fn approval(case: &Case<'_>, report: &mut Report) {
    for (_, nomination) in case.nominations().filter(|(_, n)| is_approved(n)) {
        let missing = missing(&nomination.approval);
        if !missing.is_empty() {
            let problem =
                Problem::warning("approval-incomplete").at(&nomination.file, nomination.mark("approval"));
            report.push(problem.with("missing", missing.join(", ")));
        }
    }
}

/// What an approval does not say that must be told of it.
pub(super) fn missing(approval: &Approval) -> Vec<&'static str> {
    let told = [
        ("number", approval.number.is_none()),
        ("date", approval.date.is_none()),
        ("by", approval.by.is_none()),
    ];
    told.into_iter().filter_map(|(key, missing)| missing.then_some(key)).collect()
}

/// `domain.md` P4: consent is provable, by its day and its paper.
pub(super) fn consent(case: &Case<'_>, report: &mut Report) {
    for (_, nomination) in case.nominations().filter(|(_, n)| n.consent.web && is_approved(n)) {
        let consent = &nomination.consent;
        let missing = [("date", consent.date.is_none()), ("evidence", consent.evidence.is_none())];
        let missing: Vec<&str> =
            missing.into_iter().filter_map(|(key, missing)| missing.then_some(key)).collect();
        if consent.withdrawn_on.is_none() && !missing.is_empty() {
            let problem =
                Problem::warning("consent-incomplete").at(&nomination.file, nomination.mark("consent"));
            report.push(problem.with("missing", missing.join(", ")));
        }
    }
}

/// What is recorded has happened: a day that has not come yet is mostly a wrong year.
pub(super) fn days(case: &Case<'_>, report: &mut Report) {
    for (_, nomination) in case.nominations() {
        let honour = nomination.for_check().honour.as_ref();
        let recorded = [
            ("approval", nomination.approval.date),
            ("consent", nomination.consent.date),
            ("honour", honour.and_then(|honour| honour.decision.date)),
        ];
        for (key, day) in recorded.into_iter().filter_map(|(key, day)| Some((key, day?))) {
            if day > case.today {
                report.push(ahead(day).at(&nomination.file, nomination.mark(key)));
            }
        }
        if let Some(day) = nomination.consent.withdrawn_on.filter(|day| *day > case.today) {
            let problem = ahead(day).with("withdrawn", "withdrawn_on");
            report.push(problem.at(&nomination.file, nomination.mark("consent")));
        }
    }
}

/// A day that has not come.
pub(super) fn ahead(day: Date) -> Problem {
    Problem::warning("day-ahead").with("day", day.strftime("%d/%m/%Y").to_string())
}

/// Plan V: each dossier has a picture and a summary; III.2: "có số liệu dẫn chứng cụ thể".
pub(super) fn complete(case: &Case<'_>, report: &mut Report) {
    // Of whoever has taken consent back, or whose last day is past, nobody asks for more.
    let is_over = |dossiers: &Dossiers, n: &Nomination| {
        let standing = n.standing(&dossiers.conference, case.today);
        matches!(standing, Err(Withheld::ConsentWithdrawn | Withheld::Expired))
    };
    for (_, nomination) in case.nominations().filter(|(d, n)| is_approved(n) && !is_over(d, n)) {
        let honoree = nomination.for_check();
        let problem =
            |rule: &'static str| Problem::warning(rule).at(&nomination.file, nomination.mark("name"));
        // A photo that is named but cannot be used has been reported where it is named.
        if honoree.photo.is_none() && nomination.marks.get("photo").is_none() {
            let problem = problem("no-photo").with("name", honoree.name.full.replace(['"', '\\'], ""));
            report.push(problem.with_some("file", nomination.unnamed_photo.as_ref()));
        }
        if honoree.words == 0 {
            report.push(problem("no-summary"));
        } else if !honoree.has_figure {
            report.push(problem("no-figure"));
        }
    }
}

/// What stands in a new file until somebody writes is not published.
pub(super) fn written(case: &Case<'_>, report: &mut Report) {
    for (_, nomination) in case.nominations().filter(|(_, n)| is_approved(n)) {
        let honoree = nomination.for_check();
        let told = [
            ("name", "name", &honoree.name.full, "Nguyễn Thị Hường"),
            ("job", "job", &honoree.job, "Công nhân may"),
        ];
        let titles = honoree.initiatives.iter().map(|initiative| &initiative.title);
        let titles = titles.map(|title| ("initiatives", "title", title, "Đồ gá đổi khuôn nhanh"));
        for (at, key, text, example) in told.into_iter().chain(titles) {
            if is_unwritten(text) {
                let problem = Problem::error("not-written").at(&nomination.file, nomination.mark(at));
                report.push(problem.with("key", key).with("example", example));
            }
        }
    }
}

/// Plan III.3: keynotes are told to others, and one without a story has nothing to tell.
pub(super) fn told(case: &Case<'_>, report: &mut Report) {
    let submissions = case.board.conferences.iter().flat_map(|dossiers| &dossiers.submissions);
    let empty =
        submissions.filter(|s| s.approval.status == Some(Status::Approved) && s.for_check().words == 0);
    report.extend(empty.map(|s| Problem::warning("no-story").in_file(&s.file)));
}

/// Plan, "giai đoạn": what is told of a term lies inside it.
pub(super) fn inside_term(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination) in case.nominations() {
        let Some(term) = dossiers.term else { continue };
        let honoree = nomination.for_check();
        let initiatives = honoree.initiatives.iter().map(|i| ("initiatives", i.year));
        let awards = honoree.awards.iter().map(|a| ("awards", a.year));
        let mut outside: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (key, year) in initiatives.chain(awards).filter(|(_, year)| !term.holds(*year)) {
            outside.entry(key).or_default().push(year.to_string());
        }
        for (key, years) in outside {
            let problem = Problem::warning("outside-term").at(&nomination.file, nomination.mark(key));
            report.push(problem.with("years", years.join(", ")).with("term", term.to_string()));
        }
    }
}

/// `domain.md` §3a: names where "last word" may not be the given name.
pub(super) fn order_of_name(case: &Case<'_>, report: &mut Report) {
    for (_, nomination) in case.nominations() {
        let honoree = nomination.for_check();
        let has_sort = nomination.marks.get("sort").is_some();
        if honoree.kind == Kind::Individual && !has_sort && is_unusual(&honoree.name.full) {
            let problem = Problem::info("name-order").at(&nomination.file, nomination.mark("name"));
            report.push(problem.with("name", &honoree.name.full).with("given", &honoree.name.given));
        }
    }
}

/// `domain.md` §3f: names are shown as people write them, not as a list for sorting has them.
pub(super) fn letters_of_name(case: &Case<'_>, report: &mut Report) {
    for (_, nomination) in case.nominations() {
        let honoree = nomination.for_check();
        let name = &honoree.name.full;
        let is_one_case = !(name.contains(char::is_lowercase) && name.contains(char::is_uppercase));
        if honoree.kind == Kind::Individual && is_one_case && name.contains(' ') {
            let mut is_first = true;
            let mut right = String::with_capacity(name.len());
            for letter in name.chars().filter(|letter| !matches!(letter, '"' | '\\')) {
                if is_first {
                    right.extend(letter.to_uppercase());
                } else {
                    right.extend(letter.to_lowercase());
                }
                // Also within `H’Hen`, `K’Brếp`.
                is_first = !letter.is_alphanumeric();
            }
            if right != *name {
                let problem = Problem::warning("name-letters").at(&nomination.file, nomination.mark("name"));
                report.push(problem.with("name", name).with("right", right));
            }
        }
    }
}

/// `domain.md` §3a: two of one name in one unit.
pub(super) fn namesakes(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        // Only looked up, so its order is nobody's.
        let most = dossiers.nominations.len();
        let mut seen: FxHashMap<(&str, &str), &Nomination> =
            FxHashMap::with_capacity_and_hasher(most, FxBuildHasher);
        // Whoever took consent back in one of them is to stay in it: `still-shown` tells of the other.
        let agree = dossiers.nominations.iter().filter(|n| n.consent.withdrawn_on.is_none());
        for nomination in agree {
            let honoree = nomination.for_check();
            if let Some(other) = seen.insert((&honoree.name.sound, &honoree.unit), nomination) {
                let problem = Problem::warning("namesake").at(&nomination.file, nomination.mark("name"));
                report.push(problem.with("name", &honoree.name.full).with("other", &*other.file));
            }
        }
    }
}

/// Who takes consent back does not ask in how many dossiers they stand (`domain.md` P5).
pub(super) fn still_shown(case: &Case<'_>, report: &mut Report) {
    let gone = case.nominations().filter(|(_, nomination)| nomination.consent.withdrawn_on.is_some());
    for (_, nomination) in gone {
        for other in case.board.shown_as(nomination, case.today) {
            let unit = &other.for_check().unit;
            // Of another unit it is more often another person.
            let severity =
                if *unit == nomination.for_check().unit { Severity::Warning } else { Severity::Info };
            let problem = Problem { severity, ..Problem::warning("still-shown") };
            let problem = problem.at(&nomination.file, nomination.mark("consent"));
            let name = &nomination.for_check().name.full;
            let unit = case.board.settings.units.get(unit).map_or(&**unit, |unit| &*unit.name);
            report.push(problem.with("name", name).with("other", &*other.file).with("unit", unit));
        }
    }
}

/// `domain.md` §0.2: a dossier that was copied for the next term has yet to be approved for it.
pub(super) fn approved_before(case: &Case<'_>, report: &mut Report) {
    type Approved<'n> = (Kind, &'n str, String, Date);
    fn approved(nomination: &Nomination) -> Option<Approved<'_>> {
        let Approval { number, date, .. } = &nomination.approval;
        let honoree = nomination.for_check();
        let number = number.as_deref()?.split_whitespace().collect::<String>().to_lowercase();
        is_approved(nomination).then_some((honoree.kind, &*honoree.name.sound, number, (*date)?))
    }
    let mut first: FxHashMap<Approved<'_>, (i16, &Nomination)> = FxHashMap::default();
    let mut conferences: Vec<&Dossiers> = case.board.conferences.iter().collect();
    conferences.sort_by_key(|dossiers| dossiers.conference.term.to);
    let newest = conferences.iter().map(|dossiers| dossiers.conference.term.from).max();
    // Of one term there is none before.
    if conferences.first().is_none_or(|first| Some(first.conference.term.to) >= newest) {
        return;
    }
    for dossiers in conferences {
        let Term { from, to } = dossiers.conference.term;
        for nomination in &dossiers.nominations {
            let Some(approved) = approved(nomination) else { continue };
            let (earlier, other) = *first.entry(approved).or_insert((to, nomination));
            if earlier < from {
                let problem = Problem::warning("approval-of-before").with("other", &*other.file);
                report.push(problem.at(&nomination.file, nomination.mark("approval")));
            }
        }
    }
}

fn is_unusual(name: &str) -> bool {
    let words = name.split_whitespace().count();
    !(2..=5).contains(&words) || name.chars().any(|c| "'’ʼ.()[]".contains(c) || c.is_ascii_digit())
}
