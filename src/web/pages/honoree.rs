//! The page of an honouree.

use std::sync::Arc;

use crate::model::Id;
use crate::model::board::{Chapter, Entry};
use crate::model::honoree::{AwardWon, Honoree, Initiative, Kind};
use crate::vietnamese::{self, inner_quotes};
use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::{Draft, Written};
use crate::web::facets::Facet;
use crate::web::pictures::Shape;
use crate::web::routes;
use crate::web::view::{AwardView, Figure, HonoreeView, HonourView, InitiativeView, LinkView};

impl Web {
    pub(super) fn honoree<'s>(
        &'s self,
        path: &str,
        at: usize,
        chapter: &'s Chapter,
        id: &Id,
    ) -> Box<dyn Draft + 's> {
        let place = chapter.place(id);
        let Some((place, listed)) = place.and_then(|place| Some((place, chapter.honorees.get(place)?)))
        else {
            return Box::new(Written(Vec::new()));
        };
        let (entry, honoree) = (Entry { chapter: at, honoree: place }, &listed.honoree);
        let id = &chapter.conference.id;
        let unit = self.unit_link(&honoree.unit);
        let term = chapter.conference.term.to_string();
        let gaps = [
            ("name", honoree.name.full.as_str()),
            ("job", &honoree.job),
            ("unit", &unit.label),
            ("term", &term),
        ];
        let mut description = self.phrase("honoree.description", &gaps);
        if let Some(lead) = &honoree.lead {
            description = format!("{description}: {lead}");
        }
        if !vietnamese::is_whole(&description) {
            description.push('.');
        }
        let title = format!("{}, {}", honoree.name.full, honoree.job);
        let mut page = self.meta(path, "board", &title, description);
        let conference = self.conference_link(chapter);
        let board = LinkView { href: routes::gallery(id), label: self.word("board.title") };
        page.crumbs.extend([self.conference_crumb(chapter), board]);
        page.kind = if honoree.kind == Kind::Individual { "profile" } else { "website" };
        if honoree.noindex {
            page.canonical = None;
        }
        page.share = self.honoree_share(entry.chapter, chapter, honoree);
        let neighbours = chapter.neighbours(entry.honoree);
        let [previous, next] = neighbours.map(|other| Some(self.honoree_link(chapter, &other?.honoree)));
        let photos: Vec<_> = honoree.pictures.iter().collect();
        let unplaced = honoree.pictures.iter().filter(|p| !honoree.placed.contains(&p.file));
        let categories = honoree.categories.iter().map(|category| LinkView {
            href: routes::board(id, &Facet::Category(*category), 1),
            label: self.category(*category),
        });
        let movements = honoree.movements.iter().map(|movement| LinkView {
            href: routes::board(id, &Facet::Movement(movement.clone()), 1),
            label: self.movement(movement),
        });
        let figures = self.honoree_figures(honoree).into_iter();
        let view = HonoreeView {
            name: honoree.name.full.clone(),
            person: honoree.kind == Kind::Individual,
            initial: honoree.name.initial.to_string(),
            job: honoree.job.clone(),
            unit,
            group: LinkView {
                href: routes::board(id, &Facet::Group(honoree.group.clone()), 1),
                label: self.group(chapter, &honoree.group),
            },
            conference,
            term,
            lead: honoree.lead.clone(),
            quote: honoree.quote.as_deref().map(inner_quotes),
            position: honoree.position.map(|position| LinkView {
                href: routes::board(id, &Facet::Position(position), 1),
                label: self.position(position),
            }),
            categories: categories.collect(),
            movements: movements.collect(),
            mentoring: honoree.mentoring.clone(),
            figures: figures.map(|(value, label)| Figure { value, label }).collect(),
            picture: honoree
                .photo
                .as_ref()
                .and_then(|photo| self.pictures.view(photo, Shape::on_own_page(honoree))),
            pictures: unplaced.filter_map(|p| self.pictures.view(p, Shape::Whole)).collect(),
            summary: self.html(path, &honoree.summary, 3, &photos, &honoree.placed),
            initiatives: self.initiatives(honoree),
            benefit: honoree.benefit().map(self.benefits(honoree)),
            awards: self.awards_won(honoree),
            honour: honoree.honour.as_ref().map(|honour| HonourView {
                award: self.award_link(&honour.award),
                decision: self.document(&honour.decision),
            }),
            also: self.also(entry),
            keynotes: chapter
                .keynotes
                .iter()
                .filter(|k| k.honorees.contains(&honoree.id))
                .map(|k| LinkView { href: routes::keynote(id, &k.id), label: k.title.clone() })
                .collect(),
            prints: self.prints_of(id, &format!("honoree-{}", honoree.id), routes::panel(id, &honoree.id)),
            previous,
            next,
        };
        self.page(&contract::HONOREE, page, view)
    }

    /// The pages of the same person, or collective, in other conferences (plan III.4).
    fn also(&self, entry: Entry) -> Vec<LinkView> {
        let link = |(chapter, other): (&Chapter, &Arc<Honoree>)| LinkView {
            href: routes::honoree(&chapter.conference.id, &other.id),
            label: self.conference_among_others(chapter).label,
        };
        self.roll.elsewhere(entry).filter_map(|other| self.roll.get(other)).map(link).collect()
    }

    fn initiatives(&self, honoree: &Honoree) -> Vec<InitiativeView> {
        let greatest = honoree.initiatives.iter().filter_map(|i| i.benefit_vnd).max().unwrap_or(0).max(1);
        let written = self.benefits(honoree);
        let view = |i: &Initiative| InitiativeView {
            title: i.title.clone(),
            year: i.year,
            scope: self.scope(i),
            recognised_by: i.recognised_by.clone(),
            benefit: i.benefit_vnd.map(&written),
            bar: i.benefit_vnd.unwrap_or(0).saturating_mul(100) / greatest,
        };
        self.initiatives_in_order(honoree).into_iter().map(view).collect()
    }

    fn awards_won(&self, honoree: &Honoree) -> Vec<AwardView> {
        let view = |won: &AwardWon| AwardView {
            year: won.year,
            award: self.award_link(&won.award),
            number: won.number.clone(),
            issuer: won.issuer.clone(),
        };
        self.awards_in_order(honoree).into_iter().map(view).collect()
    }
}
