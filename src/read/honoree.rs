//! Reading an honouree: `honorees/<id>/index.md` and what lies beside it.

use std::sync::Arc;

use super::conference::decision;
use super::fields::Fields;
use super::leaf::{Desktop, Shape, leaf};
use super::subjects::INDEX;
use super::{folder_id, photos};
use crate::files::FilePath;
use crate::model::answers::Private;
use crate::model::conference::Decision;
use crate::model::honoree::{
    Approval, AwardWon, Consent, Dossier, EarlierHonour, Fragment, Honoree, Honour, Initiative, Kind, MARKED,
    Name, NameOrder, Nomination,
};
use crate::report::{Problem, Report};
use crate::vietnamese;

/// Reads one honouree; without a name, a kind, a group, a unit and a job there is none, but what else there is may be
/// wrong as well.
pub(super) fn nomination(
    world: &Desktop<'_>,
    folder: &FilePath,
    report: &mut Report,
) -> Result<Nomination, Option<Arc<Fragment>>> {
    let id = folder_id(folder, report).ok_or(None)?;
    let file = folder.join(INDEX);
    if !world.there.contains(&file) {
        report.push(no_index(world).in_file(&file));
        return Err(None);
    }
    let leaf = leaf(world, &file, Shape::Story, report).ok_or(None)?;
    let desk = world.desk(&file, report);
    let mut f = Fields::new(&desk, leaf.span, leaf.table);
    let marks = f.marks(&MARKED);
    let name = f.need_text("name");
    let kind = f.need_choice("kind");
    let group = f.need_id("group");
    let unit = f.need_id("unit");
    let job = f.need_text("job");
    let lead = f.text("lead");
    let quote = f.text("quote").map(|quote| vietnamese::unquoted(&quote).to_owned());
    let categories = once_each(f.choices("categories").into_iter().map(|(category, _)| category));
    let movements = once_each(f.ids("movements").into_iter().map(|(id, _)| id));
    let position = f.choice("position");
    let featured = f.flag("featured");
    let noindex = f.flag("noindex");
    let mentoring = f.text("mentoring");
    let sort = f.table("sort").map(sort).unwrap_or_default();
    let previously_honoured = f.tables("previously_honoured").into_iter().filter_map(earlier).collect();
    let initiatives = f.tables("initiatives").into_iter().filter_map(initiative).collect();
    let awards = f.tables("awards").into_iter().filter_map(award_won).collect();
    let honour = f.table("honour").and_then(honour);
    let photo = f.table("photo").and_then(|f| photos::photo(world, &desk, folder, f));
    let pictures: Vec<_> =
        f.tables("pictures").into_iter().filter_map(|f| photos::photo(world, &desk, folder, f)).collect();
    let placed = photos::placed(world, &desk, folder, &leaf.pictures);
    let unnamed_photo = photos::unnamed(world, folder, &pictures, &placed).filter(|_| photo.is_none());
    let dossier = Dossier {
        approval: f.table("approval").map(approval).unwrap_or_default(),
        consent: f.table("consent").map(consent).unwrap_or_default(),
        publish_until: f.date("publish_until"),
        received_at: f.moment("received_at"),
        previously_honoured,
        justification: f.text("justification"),
        total_benefit_vnd: f.number("total_benefit_vnd"),
        private: f.table("private").map(private).unwrap_or_default(),
        unnamed_photo,
        findings: leaf.findings,
    };
    f.below(&leaf.like_head);
    let marks = marks.iter().chain(f.finish()).collect();
    let (group, unit) = (group.map(|(id, _)| id), unit.map(|(id, _)| id));
    let (name, kind, group, unit, job) = match (name, kind, group, unit, job) {
        (Some(name), Some(kind), Some(group), Some(unit), Some(job)) => (name, kind, group, unit, job),
        (_, _, group, unit, _) => {
            let fragment = Fragment { file, marks, dossier, group, unit, awards, honour };
            return Err(Some(Arc::new(fragment)));
        }
    };
    let honoree = Honoree {
        id,
        name: named(name, kind, sort),
        kind,
        group,
        unit,
        job,
        lead,
        quote,
        categories,
        movements,
        position,
        featured,
        noindex,
        mentoring,
        initiatives,
        awards,
        honour,
        photo,
        pictures,
        summary: Arc::new(leaf.prose),
        placed,
        words: leaf.words,
        has_figure: leaf.has_figure,
    };
    Ok(Nomination::new(file, marks, dossier, honoree))
}

/// There is no text in a folder, or it has another name.
pub(super) fn no_index(world: &Desktop<'_>) -> Problem {
    let there = world.there;
    // People sorted into folders of their own.
    if let Some(index) = there.iter().find(|path| path.name() == INDEX) {
        let inner = index.folder().rsplit('/').next().unwrap_or_default();
        return Problem::error("no-index").with("inner", inner);
    }
    let is_text = |path: &&FilePath| {
        let name = path.name().to_lowercase();
        [".md", ".txt", ".markdown"].iter().any(|end| name.ends_with(end))
    };
    let problem = Problem::error("no-index");
    problem.with_some("found", there.iter().find(is_text).map(|path| path.name()))
}

/// What is listed, in its order; what is said twice is meant once.
fn once_each<T: PartialEq>(listed: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in listed {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

/// The parts an editor names where "last word" is wrong.
#[derive(Default)]
struct Sort {
    given: Option<String>,
    surname: Option<String>,
}

fn sort(mut f: Fields<'_, '_>) -> Sort {
    let sort = Sort { given: f.text("given"), surname: f.text("surname") };
    f.finish();
    sort
}

fn named(full: String, kind: Kind, sort: Sort) -> Name {
    let (given, key) = match kind {
        Kind::Individual => {
            let given = sort.given.as_deref();
            let key = vietnamese::name_key(&full, given, sort.surname.as_deref());
            (vietnamese::given_name(&full).to_owned(), NameOrder::Person(key))
        }
        Kind::Collective => {
            let key = vietnamese::text_key(sort.given.as_deref().unwrap_or(&full));
            (full.clone(), NameOrder::Collective(key))
        }
    };
    let given = sort.given.filter(|_| kind == Kind::Individual).unwrap_or(given);
    let sound = match kind {
        Kind::Individual => vietnamese::sound(&full),
        Kind::Collective => vietnamese::tone_key(&full),
    };
    let plain = vietnamese::fold(&full);
    Name { initial: vietnamese::initial(&given), given, key, sound, plain, full }
}

fn initiative(mut f: Fields<'_, '_>) -> Option<Initiative> {
    let (title, year) = (f.need_text("title"), f.need_year("year"));
    let (scope, recognised_by, benefit_vnd) =
        (f.choice("scope"), f.text("recognised_by"), f.number("benefit_vnd"));
    f.finish();
    Some(Initiative { title: title?, year: year?, scope, recognised_by, benefit_vnd })
}

fn award_won(mut f: Fields<'_, '_>) -> Option<AwardWon> {
    let (year, award) = (f.need_year("year"), f.need_id("award"));
    let (number, issuer) = (f.text("number"), f.text("issuer"));
    f.finish();
    Some(AwardWon { year: year?, award: award?.0, number, issuer })
}

fn honour(mut f: Fields<'_, '_>) -> Option<Honour> {
    let award = f.need_id("award");
    let Decision { number, date, issuer } = decision(f)?;
    Some(Honour { award: award?.0, decision: Decision { number, date, issuer } })
}

/// An approval, here and at a keynote.
pub(super) fn approval(mut f: Fields<'_, '_>) -> Approval {
    let approval = Approval {
        status: f.need_choice("status"),
        number: f.text("number"),
        date: f.date("date"),
        by: f.text("by"),
    };
    f.finish();
    approval
}

fn consent(mut f: Fields<'_, '_>) -> Consent {
    let consent = Consent {
        web: f.flag("web"),
        photo: f.flag("photo"),
        print: f.flag("print"),
        date: f.date("date"),
        evidence: f.text("evidence"),
        withdrawn_on: f.date("withdrawn_on"),
    };
    f.finish();
    consent
}

fn private(f: Fields<'_, '_>) -> Private {
    let mut f = f.private();
    let private = Private {
        gender: f.choice("gender"),
        ethnic_minority: f.maybe_flag("ethnic_minority"),
        party_member: f.maybe_flag("party_member"),
    };
    f.finish();
    private
}

fn earlier(mut f: Fields<'_, '_>) -> Option<EarlierHonour> {
    let (period, level) = (f.need_text("period"), f.choice("level"));
    f.finish();
    Some(EarlierHonour { period: period?, level })
}
