//! Rules about a conference against the limits of its criteria (plan II.3, III.3, III.5, IV.2).

use std::collections::BTreeSet;

use super::Case;
use crate::model::board::{Dossiers, standing_of};
use crate::model::conference::{Conference, Level};
use crate::model::keynote::Keynote;
use crate::model::limits::Range;
use crate::report::{Problem, Report};
use crate::vietnamese;

fn conferences<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Conference> {
    case.board.conferences.iter().map(|dossiers| &*dossiers.conference)
}

fn problem(conference: &Conference, rule: &'static str, key: &str) -> Problem {
    Problem::warning(rule).at(&conference.file(), conference.mark(key))
}

fn ranged(problem: Problem, count: u64, range: Range) -> Problem {
    let most = range.max.map_or_else(|| "∞".to_owned(), |max| max.to_string());
    problem.with("n", count.to_string()).with("from", range.min.to_string()).with("to", most)
}

/// Plan II.2: "hoàn thành trước 19/5/2020" is before that day, not on it.
pub(super) fn held_in_time(case: &Case<'_>, report: &mut Report) {
    for conference in conferences(case) {
        if let (Some(held), Some(before)) = (conference.held_on, conference.criteria.limits.held_before)
            && held >= before
        {
            let told = problem(conference, "held-late", "held_on");
            let day = |day: crate::model::Date| day.strftime("%d/%m/%Y").to_string();
            report.push(told.with("held", day(held)).with("before", day(before)));
        }
    }
}

/// Plan II.3: at most so many delegates, about 70 % of them honourees.
pub(super) fn delegates(case: &Case<'_>, report: &mut Report) {
    for conference in conferences(case) {
        let Some(came) = conference.delegates else { continue };
        if let Some(max) = conference.delegates_max()
            && came.all() > max
        {
            let told = problem(conference, "too-many-delegates", "delegates");
            let told = told.with("n", vietnamese::thousands(came.all()));
            let told = told.with("most", vietnamese::thousands(max));
            // Leave for a large unit is for the grass roots, and given it is no longer the answer.
            let limits = &conference.criteria.limits;
            let may_ask =
                conference.level == Level::GrassRoots && limits.delegates_max_large_unit > Some(max);
            report.push(told.with_some(
                "large",
                limits.large_unit_workers.filter(|_| may_ask).map(vietnamese::thousands),
            ));
        }
        if let (Some(wished), Some(share)) = (conference.criteria.limits.honoree_share, came.share())
            && !wished.holds(share)
        {
            let [target, by] = wished.limits_in_percent();
            let told = problem(conference, "honoree-share", "delegates").with("n", wished.in_percent(share));
            report.push(told.with("target", target).with("by", by));
        }
    }
}

/// Plan III.5: "Đoàn Chủ tịch từ 03 - 07 người", with one or two emulation fighters.
pub(super) fn presidium(case: &Case<'_>, report: &mut Report) {
    for conference in conferences(case) {
        let (Some(limits), (all, fighters)) = (conference.criteria.limits.presidium, conference.chair())
        else {
            continue;
        };
        // Before anybody is named there is nothing to count.
        if all == 0 {
            continue;
        }
        for (rule, count, range) in
            [("presidium-size", all, limits.all), ("presidium-fighters", fighters, limits.fighters)]
        {
            if !range.holds(count) {
                report.push(ranged(problem(conference, rule, "presidium"), count, range));
            }
        }
    }
}

/// The keynotes that are read and may be shown.
fn read_aloud<'c>(dossiers: &'c Dossiers, case: &'c Case<'_>) -> Vec<&'c Keynote> {
    let shown = dossiers.submissions.iter().filter(|s| standing_of(s, dossiers, case.today).is_ok());
    shown.map(|s| s.for_check()).filter(|keynote| keynote.presented).collect()
}

/// Plan III.3: two or three keynotes are read, and not all of one field of life.
pub(super) fn keynotes(case: &Case<'_>, report: &mut Report) {
    // When its last day is past, nothing of it is shown.
    let lasting = |dossiers: &&Dossiers| !dossiers.is_over(case.today);
    for dossiers in case.board.conferences.iter().filter(lasting) {
        let (conference, read) = (&*dossiers.conference, read_aloud(dossiers, case));
        let count = read.len() as u64;
        if let Some(range) = conference.criteria.limits.keynotes_presented
            && !range.holds(count)
        {
            report.push(ranged(
                Problem::warning("keynotes-presented").in_file(&conference.file()),
                count,
                range,
            ));
        }
        let fields: BTreeSet<_> = read.iter().map(|keynote| keynote.domain).collect();
        if count > 1 && fields.len() == 1 && !fields.contains(&None) {
            report.push(Problem::warning("keynotes-one-field").in_file(&conference.file()));
        }
    }
}

/// Plan IV.2: "Cấp nào tổ chức Hội nghị thì cấp đó xem xét và quyết định khen thưởng".
pub(super) fn issuer(case: &Case<'_>, report: &mut Report) {
    for conference in conferences(case) {
        let issuer = conference.decision.as_ref().and_then(|decision| decision.issuer.as_ref());
        if let Some(issuer) = issuer
            && let Some(level) = level_of(issuer)
            && level != conference.level
        {
            report.push(problem(conference, "issuer-level", "decision").with("issuer", issuer));
        }
    }
}

/// A higher level may confer more (plan VI.3), a lower one cannot confer this.
pub(super) fn honour_issuer(case: &Case<'_>, report: &mut Report) {
    for (dossiers, nomination) in case.nominations() {
        let honour = nomination.for_check().honour.as_ref();
        if let Some(issuer) = honour.and_then(|honour| honour.decision.issuer.as_ref())
            && level_of(issuer).is_some_and(|level| level < dossiers.conference.level)
        {
            let problem = Problem::warning("issuer-level").at(&nomination.file, nomination.mark("honour"));
            report.push(problem.with("issuer", issuer));
        }
    }
}

/// Cities with no province above them.
const GREAT_CITIES: [&str; 7] = ["ho chi minh", "hcm", "ha noi", "hai phong", "da nang", "can tho", "hue"];

/// The level an issuer's name tells, if it tells one (`domain.md` §2.2).
fn level_of(issuer: &str) -> Option<Level> {
    let folded = format!(" {} ", vietnamese::fold(issuer));
    // What follows is the name of a unit, in which a city or a commune may well be named.
    let units = ["cong ty", "cty", "xi nghiep", "nha may", "benh vien", "truong", "ngan hang", "hop tac xa"];
    let unit = units.iter().filter_map(|word| folded.find(&format!(" {word} "))).min();
    let office = unit.map_or(&*folded, |at| folded.get(..=at).unwrap_or_default());
    let levels = [
        ("tong lien doan", Level::National),
        ("co so", Level::GrassRoots),
        ("cdcs", Level::GrassRoots),
        ("phuong", Level::Ward),
        ("xa", Level::Ward),
        ("dac khu", Level::Ward),
        ("quan", Level::District),
        ("huyen", Level::District),
        ("thi xa", Level::District),
        // What stands over the unions of grass roots there.
        ("khu che xuat", Level::District),
        ("khu cong nghiep", Level::District),
        ("nganh", Level::Sector),
        // A city within a province or a city.
        ("thanh pho thu duc", Level::District),
        ("tp thu duc", Level::District),
        ("thanh pho", Level::City),
        ("tinh", Level::City),
        ("tp", Level::City),
    ];
    // "Quận 1, Thành phố …" is a district: the first word that tells is the one that counts.
    let found = levels.iter().filter_map(|(word, level)| Some((office.find(&format!(" {word} "))?, *level)));
    let (at, level) = found.min_by_key(|(at, _)| *at)?;
    let rest = office.get(at..).unwrap_or_default();
    let name = [" thanh pho ", " tp "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or_default();
    let goes_on = ["va ", "khoa ", "nhiem ky ", "lan ", "nam ", "tang ", "ve "]
        .iter()
        .any(|word| name.starts_with(word));
    if level == Level::City
        && !name.is_empty()
        && !goes_on
        && !GREAT_CITIES.iter().any(|city| name.starts_with(city))
    {
        // A province above it makes it a district; otherwise it may be either.
        return name.contains(" tinh ").then_some(Level::District);
    }
    // The union of a whole city is called a federation; what is called a union there is that of a sector.
    let is_of_sector =
        level == Level::City && office.contains(" cong doan ") && !office.contains(" lien doan ");
    Some(if is_of_sector { Level::Sector } else { level })
}
