//! What all pages share, prepared once: templates, the site's words, cards, choices, the menu.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use imbl::Vector;

use super::draft::{Html, Shared};
use super::facets::{self, Choices, Facet};
use super::headers;
use super::pictures::{Pictures, Shape, Sizes};
use super::routes;
use super::templates::Templates;
use super::view::{
    Card, Choice, DayView, FacetView, LinkView, MenuItem, Meta, PictureView, ShareView, SiteView, Strings,
};
use crate::PROGRAM;
use crate::card;
use crate::files::Digest;
use crate::model::board::{Chapter, Entry, Roll};
use crate::model::honoree::Honoree;
use crate::model::statistics::Table;
use crate::model::{Choice as _, Date, Id};
use crate::report::Problem;
use crate::site::{Originals, Output};
use crate::theme::{MenuEntry, Theme};
use crate::wording::Wording;

/// The website of a roll, ready to render any page of it.
#[derive(Clone)]
pub struct Web {
    pub(super) roll: Arc<Roll>,
    pub(super) templates: Arc<Templates>,
    pub(super) pictures: Pictures,
    /// The identity of program and theme: a part of every fingerprint.
    pub(super) press: Digest,
    /// The identity of what share cards are drawn with.
    pub(super) card_press: Digest,
    /// The share card of pages that have none of their own.
    pub(super) share: Option<ShareView>,
    /// The icon's file.
    pub(super) icon: String,
    pub(super) site: Shared<SiteView>,
    pub(super) t: Shared<Strings>,
    pub(super) conferences: Arc<Vec<Prepared>>,
    /// The paths of the sheets pages may lead to.
    pub(super) sheets: Arc<BTreeSet<String>>,
    pub(super) wording: Wording,
}

/// What the pages of one conference share.
#[derive(Clone)]
pub(super) struct Prepared {
    /// Its share card.
    pub(super) share: Option<ShareView>,
    /// Of each honouree, drawn up when a page first shows it.
    pub(super) cards: Vector<OnceLock<Shared<Card>>>,
    pub(super) choices: Arc<Choices>,
    /// What may be chosen, in full: on the gallery's first page.
    pub(super) facets: Shared<Vec<FacetView>>,
    /// What may be chosen, long lists left out: on all other pages.
    pub(super) brief: Shared<Vec<FacetView>>,
    /// Its figures, counted when they are first asked for.
    pub(super) statistics: OnceLock<Vec<Table>>,
}

/// A longer list of choices stands on the gallery's first page only: repeated on hundreds of pages it
/// would outweigh the people.
const LONG: usize = 30;

/// The style sheet of all pages.
pub(super) const STYLE: &str = "site.css";

/// The website speaks in the words of the site.
impl Deref for Web {
    type Target = Wording;
    fn deref(&self) -> &Wording {
        &self.wording
    }
}

impl Web {
    /// Prepares the website.
    pub(super) fn new(
        roll: Arc<Roll>,
        theme: &Theme,
        originals: &Arc<Originals>,
        assets: &BTreeMap<String, String>,
        sheets: BTreeSet<String>,
        before: Option<&Self>,
    ) -> Result<Self, Box<Problem>> {
        let press = Digest::of_parts([PROGRAM.as_bytes(), theme.digest.as_bytes()]);
        // Of one theme they are compiled once.
        let templates = match before.filter(|before| before.press == press) {
            Some(before) => Arc::clone(&before.templates),
            None => Arc::new(Templates::new(&theme.parts, &theme.templates)?),
        };
        let paper = theme.paper().unwrap_or_default();
        let sizes = Sizes::new(theme.pictures.clone(), roll.settings.cards);
        let pictures = Pictures { originals: Arc::clone(originals), sizes, paper };
        let mut web = Self {
            templates,
            pictures,
            press,
            card_press: card::press(PROGRAM, &theme.print_digest, &roll.settings),
            share: None,
            icon: assets.get(&theme.icon).cloned().unwrap_or_default(),
            site: Shared::new(SiteView::default()),
            t: Shared::new(theme.strings.clone()),
            conferences: Arc::default(),
            sheets: Arc::new(sheets),
            wording: Wording::new(Arc::clone(&roll.settings), theme.strings.clone()),
            roll: Arc::clone(&roll),
        };
        web.site = Shared::new(web.site_view(theme, assets));
        web.share = web.site_share_card().map(|card| web.share(&card));
        web.conferences = Arc::new(roll.chapters.iter().map(|chapter| web.prepare(chapter)).collect());
        Ok(web)
    }

    /// Whom it shows.
    pub(crate) fn roll(&self) -> &Roll {
        &self.roll
    }

    fn prepare(&self, chapter: &Chapter) -> Prepared {
        let share = self.conference_share_card(chapter).map(|card| self.share(&card));
        let cards = chapter.honorees.iter().map(|_| OnceLock::new()).collect();
        self.prepared(share, cards, facets::choices(chapter), chapter)
    }

    /// The same where its cards and its choices are known.
    pub(super) fn prepared(
        &self,
        share: Option<ShareView>,
        cards: Vector<OnceLock<Shared<Card>>>,
        choices: Choices,
        chapter: &Chapter,
    ) -> Prepared {
        let choices = Arc::new(choices);
        let mut views = self.facet_views(chapter, &choices);
        let facets = Shared::new(views.clone());
        for view in views.iter_mut().filter(|view| view.choices.len() > LONG) {
            view.choices.clear();
            view.elsewhere = Some(routes::gallery(&chapter.conference.id));
        }
        Prepared { share, cards, choices, facets, brief: Shared::new(views), statistics: OnceLock::new() }
    }

    fn facet_views(&self, chapter: &Chapter, choices: &Choices) -> Vec<FacetView> {
        let mut views = Vec::new();
        for label in facets::KINDS {
            let offered = facets::offered(&self.roll, chapter, choices, label);
            let choice = |(facet, count): &(&Facet, usize)| Choice {
                href: routes::board(&chapter.conference.id, facet, 1),
                label: self.facet_label(chapter, facet),
                count: *count,
            };
            // A choice that leaves everyone, or only one to choose, is none.
            if offered.len() > 1 {
                let choices = offered.iter().map(choice).collect();
                views.push(FacetView { label: self.word(label), choices, elsewhere: None });
            }
        }
        // The way back from every choice stands where choosing begins.
        if let Some(first) = views.first_mut() {
            let href = routes::gallery(&chapter.conference.id);
            let all = Choice { href, label: self.word("board.all"), count: chapter.honorees.len() };
            first.choices.insert(0, all);
        }
        views
    }

    /// What a choice is called.
    pub(super) fn facet_label(&self, chapter: &Chapter, facet: &Facet) -> String {
        match facet {
            Facet::All => self.word("board.all"),
            Facet::Group(id) => self.group(chapter, id),
            Facet::Position(position) => self.position(*position),
            Facet::Category(category) => self.category(*category),
            Facet::Unit(id) => self.unit_short(id),
            Facet::Movement(id) => self.movement(id),
        }
    }

    fn site_view(&self, theme: &Theme, assets: &BTreeMap<String, String>) -> SiteView {
        let settings = &self.roll.settings;
        let asset = |name: &str| assets.get(name).cloned().unwrap_or_default();
        let colour = theme.colour("son3").map(|both| both.map(|colour| colour.to_string()));
        let [color, color_dark] = colour.unwrap_or_default();
        SiteView {
            title: settings.title.clone(),
            publisher: settings.publisher.clone(),
            language: settings.language.word().to_owned(),
            base_url: settings.base_url.clone(),
            policy: Html::ready(headers::POLICY.to_owned()),
            notice: settings.notice.clone(),
            address: settings.contact.address.clone(),
            phone: settings.contact.phone.clone(),
            call: settings.contact.dialled(),
            write: settings.contact.mailed(),
            email: settings.contact.email.clone(),
            style: asset(STYLE),
            search: asset("search.js"),
            icon: self.icon.clone(),
            emblem: asset(&theme.emblem),
            color,
            color_dark,
            preload: theme.preload().map(|font| asset(&font)).collect(),
            menu: theme.menu.iter().filter_map(|entry| self.menu_item(*entry)).collect(),
            conferences: self.roll.chapters.iter().map(|c| self.conference_among_others(c)).collect(),
        }
    }

    /// An entry of the menu; none where there is nothing to lead to.
    fn menu_item(&self, entry: MenuEntry) -> Option<MenuItem> {
        let newest = self.roll.chapters.first();
        let id = newest.map(|chapter| &chapter.conference.id);
        let href = match entry {
            MenuEntry::Home => routes::HOME.to_owned(),
            MenuEntry::Board => routes::gallery(id?),
            MenuEntry::Keynotes => {
                newest.filter(|chapter| !chapter.keynotes.is_empty())?;
                routes::keynotes(id?)
            }
            // One conference is its own archive.
            MenuEntry::Conference if self.roll.chapters.len() > 1 => routes::ARCHIVE.to_owned(),
            MenuEntry::Conference => routes::conference(id?),
            MenuEntry::Everyone => routes::EVERYONE.to_owned(),
            MenuEntry::Units => routes::UNITS.to_owned(),
            MenuEntry::Awards if self.roll.by_award.is_empty() => return None,
            MenuEntry::Awards => routes::AWARDS.to_owned(),
        };
        let section = entry.word().to_owned();
        Some(MenuItem { label: self.word(&format!("menu.{section}")), section, href })
    }

    /// The path part of the site's address.
    #[must_use]
    pub fn base_path(&self) -> &str {
        self.roll.settings.base_path()
    }

    /// What every page says about itself.
    pub(super) fn meta(&self, path: &str, section: &str, title: &str, description: String) -> Meta {
        Meta {
            root: routes::root(path),
            title: title.to_owned(),
            context: None,
            description,
            canonical: Some(format!("{}{}", self.roll.settings.base_url, routes::public(path))),
            kind: "website",
            share: self.share.clone(),
            section: section.to_owned(),
            crumbs: vec![LinkView { href: routes::HOME.to_owned(), label: self.word("menu.home") }],
        }
    }

    /// A day for readers and for machines.
    pub(super) fn day_view(&self, date: Date) -> DayView {
        DayView { words: self.day(date), iso: date.to_string() }
    }

    /// A unit with its page.
    pub(super) fn unit_link(&self, id: &Id) -> LinkView {
        LinkView { href: routes::unit(id), label: self.unit_name(id) }
    }

    /// An award with its page.
    pub(super) fn award_link(&self, id: &Id) -> LinkView {
        LinkView { href: routes::award(id), label: self.award_name(id) }
    }

    /// A conference with its page.
    pub(super) fn conference_link(&self, chapter: &Chapter) -> LinkView {
        let conference = &chapter.conference;
        LinkView { href: routes::conference(&conference.id), label: conference.title.clone() }
    }

    /// The same beside others: one of every five years has the title of the one before.
    pub(super) fn conference_among_others(&self, chapter: &Chapter) -> LinkView {
        let conference = &chapter.conference;
        let is_alike = |other: &Chapter| {
            other.conference.title == conference.title && other.conference.id != conference.id
        };
        let LinkView { href, label } = self.conference_link(chapter);
        match self.roll.chapters.iter().any(is_alike) {
            true => LinkView { href, label: format!("{label}, {}", conference.term) },
            false => LinkView { href, label },
        }
    }

    /// A conference in the line that tells the way here: titles are long, phones narrow.
    pub(super) fn conference_crumb(&self, chapter: &Chapter) -> LinkView {
        let conference = &chapter.conference;
        let level = self.word(&format!("level.{}", conference.level.word()));
        LinkView { href: routes::conference(&conference.id), label: format!("{level} {}", conference.term) }
    }

    /// An honouree with its page.
    pub(super) fn honoree_link(&self, chapter: &Chapter, honoree: &Honoree) -> LinkView {
        let href = routes::honoree(&chapter.conference.id, &honoree.id);
        LinkView { href, label: honoree.name.full.clone() }
    }

    /// An honouree's portrait; of a collective the picture is cut as a portrait too.
    pub(super) fn portrait(&self, honoree: &Honoree) -> Option<PictureView> {
        honoree.photo.as_ref().and_then(|photo| self.pictures.view(photo, Shape::on_board(honoree)))
    }

    /// The smallest size of it.
    pub(crate) fn smallest_portrait(&self, at: usize, id: &Id) -> Option<(String, Output)> {
        let chapter = self.roll.chapters.get(at)?;
        let honoree = &chapter.honorees.get(chapter.place(id)?)?.honoree;
        let sizes = self.pictures.outputs(honoree.photo.as_ref()?, Shape::on_board(honoree));
        // Before the modern ones stands one for whoever knows nothing else.
        sizes.into_iter().nth(1)
    }

    /// The sheets that are there, of some with the keys of their words.
    pub(super) fn prints<const N: usize>(&self, sheets: [(String, &str); N]) -> Vec<LinkView> {
        let there = sheets.into_iter().filter(|(href, _)| self.sheets.contains(href));
        there.map(|(href, word)| LinkView { href, label: self.word(word) }).collect()
    }

    /// The page in the booklet of a conference, by its name there, and the panel. Who is printed has a panel, so without
    /// one there is no such page either.
    pub(super) fn prints_of(&self, conference: &Id, name: &str, panel: String) -> Vec<LinkView> {
        let panel = self.prints([(panel, "print.panel")]);
        let mut prints = self.prints([(routes::booklet(conference), "print.in_booklet")]);
        prints.retain(|_| !panel.is_empty());
        prints.iter_mut().for_each(|booklet| booklet.href = routes::in_booklet(conference, name));
        prints.extend(panel);
        prints
    }

    fn card(&self, chapter: &Chapter, honoree: &Honoree) -> Card {
        Card {
            href: routes::honoree(&chapter.conference.id, &honoree.id),
            name: honoree.name.full.clone(),
            job: honoree.job.clone(),
            unit: self.unit_short(&honoree.unit),
            term: chapter.conference.term.to_string(),
            lead: honoree.lead.clone(),
            picture: self.portrait(honoree),
            initial: honoree.name.initial.to_string(),
        }
    }

    /// The prepared card of an honouree.
    pub(super) fn shared_card(&self, entry: Entry) -> Option<Shared<Card>> {
        let card = self.conferences.get(entry.chapter)?.cards.get(entry.honoree)?;
        let (chapter, honoree) = self.roll.get(entry)?;
        Some(card.get_or_init(|| Shared::new(self.card(chapter, honoree))).clone())
    }
}
