//! Rules about a conference as a whole.

use std::collections::BTreeMap;

use super::Case;
use super::dossier::ahead;
use crate::files::FilePath;
use crate::model::Date;
use crate::model::honoree::Withheld;
use crate::report::{Problem, Report};
use crate::vietnamese;
use crate::web::routes;

pub(super) fn reserved_ids(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        let id = &dossiers.conference.id;
        if routes::RESERVED.contains(&&**id) {
            report.push(Problem::error("reserved-id").in_file(&dossiers.conference.file()).with("id", &**id));
        }
    }
}

/// A folder that somebody copied, to be safe, is one more conference with everybody in it.
pub(super) fn once(case: &Case<'_>, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for conference in case.board.conferences.iter().map(|dossiers| &dossiers.conference) {
        // Two works of one district may well call theirs the same.
        let held_by = conference.publisher.as_deref().map(vietnamese::fold);
        let what = (vietnamese::fold(&conference.title), conference.level, conference.term, held_by);
        let first = seen.entry(what).or_insert(&conference.id);
        if *first != &conference.id {
            let problem = Problem::warning("conference-twice").in_file(&conference.file());
            report.push(problem.with("id", &*conference.id).with("other", &***first));
        }
    }
}

/// Plan IV.2: the level that holds the conference decides the commendation.
pub(super) fn decision(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        let conference = &dossiers.conference;
        match &conference.decision {
            // One that could not be read has been told.
            None if conference.marks.get("decision").is_some() => {}
            None => report.push(Problem::warning("no-decision").in_file(&conference.file())),
            Some(decision) => {
                if let Some(day) = decision.date.filter(|day| *day > case.today) {
                    report.push(ahead(day).at(&conference.file(), conference.mark("decision")));
                }
            }
        }
    }
}

/// A conference looks back on its term, at its end or halfway: it is held within it or in one of the two years that follow.
pub(super) fn held_near_term(case: &Case<'_>, report: &mut Report) {
    for conference in case.board.conferences.iter().map(|dossiers| &dossiers.conference) {
        let Some(held) = conference.held_on else { continue };
        if !(conference.term.from..=conference.term.to.saturating_add(2)).contains(&held.year()) {
            let problem = Problem::warning("held-outside-term");
            let problem = problem.at(&conference.file(), conference.mark("held_on"));
            let problem = problem.with("held", held.strftime("%d/%m/%Y").to_string());
            report.push(problem.with("term", conference.term.to_string()));
        }
    }
}

/// `domain.md` P12: what is shown has a last day; proposed is the end of the next term, or of the one we are in.
pub(super) fn last_day(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        let conference = &dossiers.conference;
        let endless = dossiers.nominations.iter().filter(|nomination| {
            nomination.last_day(conference).is_none() && nomination.standing(conference, case.today).is_ok()
        });
        let count = endless.count();
        let years = conference.term.to - conference.term.from + 1;
        let ends = std::iter::successors(Some(conference.term.to), |end| end.checked_add(years)).skip(1);
        let mut ends = ends.filter_map(|year| Date::new(year, 12, 31).ok());
        if let Some(end) = ends.find(|end| *end >= case.today).filter(|_| count > 0) {
            let problem = Problem::info("no-last-day").in_file(&conference.file());
            report.push(problem.with("n", count.to_string()).with("day", end.to_string()));
        }
    }
}

/// So many days before a last day it is told: time enough to ask for more, or to plan a build.
const NEAR: i32 = 30;

/// `domain.md` P12: nothing that is published goes by itself, it has to be built and published again.
pub(super) fn last_day_near(case: &Case<'_>, report: &mut Report) {
    let told = |last: Date, count: usize| {
        let day = last.strftime("%d/%m/%Y").to_string();
        Problem::warning("last-day-near").with("n", count.to_string()).with("day", day)
    };
    for dossiers in &case.board.conferences {
        let conference = &dossiers.conference;
        let mut count = 0;
        for nomination in &dossiers.nominations {
            let last = nomination.last_day(conference);
            let is_near = |last: &Date| (0..=NEAR).contains(&(*last - case.today).get_days());
            let shown = nomination.standing(conference, case.today).is_ok();
            let Some(last) = last.filter(|last| shown && is_near(last)) else { continue };
            if nomination.publish_until.is_some() {
                report.push(told(last, 1).at(&nomination.file, nomination.mark("publish_until")));
            } else {
                count += 1;
            }
        }
        if let Some(last) = conference.publish_until.filter(|_| count > 0) {
            report.push(told(last, count).in_file(&conference.file()));
        }
    }
}

/// `domain.md` P12: what all of them have in common is told once, where it is written.
pub(super) fn expired(case: &Case<'_>, report: &mut Report) {
    for dossiers in &case.board.conferences {
        let conference = &dossiers.conference;
        let expired = dossiers.nominations.iter().filter(|nomination| {
            nomination.publish_until.is_none()
                && nomination.standing(conference, case.today) == Err(Withheld::Expired)
        });
        let count = expired.count();
        if count > 0 {
            let problem = Problem::warning("conference-expired").in_file(&conference.file());
            let next = format!("{}-12-31", case.today.year() + 5);
            report.push(problem.with("n", count.to_string()).with("next", next));
        }
    }
}

/// `domain.md` P11: whoever wants to be taken down must know whom to ask.
pub(super) fn contact(case: &Case<'_>, report: &mut Report) {
    if case.board.settings.contact.texts().next().is_none() {
        report.push(Problem::warning("no-contact").in_file(&FilePath::new("site/site.toml")));
    }
}

pub(super) fn nobody_shown(case: &Case<'_>, report: &mut Report) {
    // A slip that keeps somebody from being shown has been told.
    let sound = case.board.conferences.iter().filter(|dossiers| dossiers.sound);
    for dossiers in sound.filter(|dossiers| !dossiers.conference.is_past(case.today)) {
        if !dossiers.nominations.iter().any(|n| n.standing(&dossiers.conference, case.today).is_ok()) {
            report.push(Problem::warning("nobody-shown").in_file(&dossiers.conference.file()));
        }
    }
}

/// What a new project shows until somebody writes their own: it says so in its notice.
const SAMPLE: [&str; 7] = [
    "Công đoàn cơ sở Mẫu",
    "Lê Thí Điểm",
    "Một bài tham luận mẫu",
    "Nguyễn Thị Mẫu",
    "Nguyễn Văn Mẫu",
    "Số 1 đường Ví Dụ",
    "Trần Thị Ví Dụ",
];

/// Where the notice is gone, so are the invented people.
pub(super) fn sample(case: &Case<'_>, report: &mut Report) {
    if case.board.settings.notice.is_some() {
        return;
    }
    let left = |name: &str| Problem::warning("sample-left").with("name", name);
    let settings = &case.board.settings;
    let own = std::iter::once(&*settings.publisher).chain(settings.contact.texts());
    let invented = own.filter(|text| SAMPLE.contains(text));
    report.extend(invented.map(|text| left(text).in_file(&FilePath::new("site/site.toml"))));
    for dossiers in &case.board.conferences {
        let conference = &dossiers.conference;
        let member = conference.presidium.iter().find(|member| SAMPLE.contains(&&*member.name));
        let place = conference.mark("presidium");
        report.extend(member.map(|member| left(&member.name).at(&conference.file(), place)));
        for nomination in &dossiers.nominations {
            let name = &nomination.for_check().name.full;
            if SAMPLE.contains(&&**name) {
                report.push(left(name).at(&nomination.file, nomination.mark("name")));
            }
        }
        for submission in &dossiers.submissions {
            let title = &submission.for_check().title;
            if SAMPLE.contains(&&**title) {
                report.push(left(title).in_file(&submission.file));
            }
        }
    }
}
