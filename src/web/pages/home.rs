//! The home page, and the small page for other sites' frames.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::board::{Chapter, Entry, Record, count_kinds};
use crate::model::conference::Term;
use crate::model::honoree::{Honoree, Initiative, Kind};
use crate::vietnamese::inner_quotes;
use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::Draft;
use crate::web::routes;
use crate::web::view::{ConferenceLine, Figure, HomeView, InitiativeLine, LeadView, LinkView};

/// More names than this are not read on a wall; the A–Z page holds them.
const WALL: usize = 300;
/// Featured honourees on the home page, the first one at length.
const FEATURED: usize = 7;
/// Initiatives on the home page.
const INITIATIVES: usize = 5;
/// Keynotes on the home page.
const KEYNOTES: usize = 3;

impl Web {
    pub(super) fn home(&self, path: &str) -> Box<dyn Draft + '_> {
        let settings = &self.roll.settings;
        let mut page = self.meta(path, "home", &settings.title, String::new());
        page.crumbs.clear();
        let view = self.home_view();
        let gaps =
            [("publisher", settings.publisher.as_str()), ("persons", &view.persons), ("years", &view.years)];
        let is_of_collectives = view.persons == "0";
        page.description =
            self.phrase(if is_of_collectives { "home.description_units" } else { "home.description" }, &gaps);
        self.page(&contract::HOME, page, view)
    }

    pub(super) fn widget(&self, path: &str) -> Box<dyn Draft + '_> {
        let title = self.roll.settings.title.clone();
        let mut page = self.meta(path, "widget", &title, self.word("widget.description"));
        page.canonical = None;
        self.page(&contract::WIDGET, page, self.home_view())
    }

    fn home_view(&self) -> HomeView {
        let roll = &self.roll;
        let first = roll.chapters.iter().map(|c| c.conference.term.from).min();
        let last = roll.chapters.iter().map(|c| c.conference.term.to).max();
        let years = first.zip(last).map(|(from, to)| Term { from, to }.to_string()).unwrap_or_default();
        // Whoever is honoured again is one of them, and stands on the wall once.
        let once = roll.everyone_with_newest().filter(|(_, newest)| newest.is_none()).map(|(entry, _)| entry);
        let persons = once.filter(|entry| self.is_person(*entry)).collect::<Vec<_>>();
        let mut featured: Vec<Entry> =
            roll.everyone.iter().copied().filter(|e| self.is_featured(*e)).collect();
        // The newest conference first; within it the order of names stays.
        featured.sort_by_key(|entry| entry.chapter);
        featured.truncate(FEATURED);
        // In a preview that has just begun each photo is looked at here: all of them at once, while a reader waits.
        let first =
            || roll.chapters.iter().flat_map(|c| self.keynote_cards(c, KEYNOTES)).take(KEYNOTES).collect();
        let (_, keynotes) = rayon::join(|| self.cards(featured.clone()), first);
        let lead = featured.iter().position(|e| roll.get(*e).is_some_and(|(_, h)| h.quote.is_some()));
        let lead = (!featured.is_empty()).then(|| featured.remove(lead.unwrap_or(0)));
        let wall = if roll.everyone.len() <= WALL { self.wall(&persons) } else { Vec::new() };
        HomeView {
            years,
            board: roll.chapters.first().map(|newest| LinkView {
                href: routes::gallery(&newest.conference.id),
                label: self.word("home.see_board"),
            }),
            figures: self.figure_views(roll.records()),
            lead: lead.and_then(|entry| self.lead(entry)),
            featured: self.cards(featured),
            initiatives: self.greatest_initiatives(),
            keynotes,
            wall,
            persons: self.count(persons.len()),
            conferences: roll.chapters.iter().map(|c| self.conference_line(c)).collect(),
        }
    }

    /// Everybody's name; namesakes with their units, since they are two also for who hears them.
    fn wall(&self, persons: &[Entry]) -> Vec<LinkView> {
        let people: Vec<_> = persons.iter().filter_map(|entry| self.roll.get(*entry)).collect();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        people.iter().for_each(|(_, honoree)| *known.entry(&honoree.name.full).or_default() += 1);
        let link = |(chapter, honoree): &(&Chapter, &Arc<Honoree>)| {
            let LinkView { href, label } = self.honoree_link(chapter, honoree);
            match known.get(&*honoree.name.full) {
                Some(2..) => LinkView { href, label: format!("{label}, {}", self.unit_short(&honoree.unit)) },
                _ => LinkView { href, label },
            }
        };
        people.iter().map(link).collect()
    }

    fn honoree_at(&self, entry: Entry) -> Option<&Honoree> {
        self.roll.get(entry).map(|(_, honoree)| &**honoree)
    }

    fn is_person(&self, entry: Entry) -> bool {
        self.honoree_at(entry).is_some_and(|h| h.kind == Kind::Individual)
    }

    fn is_featured(&self, entry: Entry) -> bool {
        self.honoree_at(entry).is_some_and(|h| h.featured)
    }

    fn lead(&self, entry: Entry) -> Option<LeadView> {
        let (chapter, honoree) = self.roll.get(entry)?;
        Some(LeadView {
            card: self.shared_card(entry)?,
            group: self.group(chapter, &honoree.group),
            quote: honoree.quote.as_deref().map(inner_quotes),
        })
    }

    /// Counts over one conference or all.
    pub(super) fn figure_views<'r>(&self, records: impl Iterator<Item = Record<'r>> + Clone) -> Vec<Figure> {
        let figure = |(value, label)| Figure { value, label };
        self.figures(records).into_iter().map(figure).collect()
    }

    fn greatest_initiatives(&self) -> Vec<InitiativeLine> {
        type Found<'f> = (u64, usize, usize, &'f Chapter, &'f Honoree, &'f Initiative);
        let found = |(place, (entry, newest)): (usize, (Entry, Option<Entry>))| {
            let (chapter, honoree) = self.roll.get(entry)?;
            let worth = honoree.initiatives.iter().filter_map(|i| Some((i.benefit_vnd?, i)));
            let (benefit, initiative) = worth.max_by_key(|(benefit, _)| *benefit)?;
            let found: Found<'_> = (benefit, entry.chapter, place, chapter, honoree, initiative);
            Some((newest.unwrap_or(entry), found))
        };
        let mut all: Vec<_> = self.roll.everyone_with_newest().enumerate().filter_map(found).collect();
        // One line a person: this is no ranking of people but a look at what ideas are worth.
        all.sort_by_key(|(own, (benefit, _, place, ..))| (*own, std::cmp::Reverse(*benefit), *place));
        all.dedup_by_key(|(own, _)| *own);
        let mut all: Vec<Found<'_>> = all.into_iter().map(|(_, found)| found).collect();
        let rank = |(benefit, at, place, ..): &Found<'_>| (std::cmp::Reverse(*benefit), *at, *place);
        if all.len() > INITIATIVES {
            all.select_nth_unstable_by_key(INITIATIVES, rank);
            all.truncate(INITIATIVES);
        }
        all.sort_by_key(rank);
        let least = all.last().map_or(0, |(benefit, ..)| *benefit);
        let line = |(benefit, _, _, chapter, honoree, initiative): Found<'_>| {
            let (value, unit) = self.money_beside(benefit, least);
            InitiativeLine {
                title: initiative.title.clone(),
                href: self.honoree_link(chapter, honoree).href,
                who: format!("{} · {}", honoree.name.full, self.unit_short(&honoree.unit)),
                value,
                unit,
            }
        };
        all.into_iter().map(line).collect()
    }

    fn conference_line(&self, chapter: &Chapter) -> ConferenceLine {
        let (persons, collectives) = count_kinds(chapter.honorees.iter().map(|l| &l.honoree));
        ConferenceLine {
            href: routes::conference(&chapter.conference.id),
            title: chapter.conference.title.clone(),
            term: chapter.conference.term.to_string(),
            honoured: self.honoured(persons, collectives),
        }
    }
}
