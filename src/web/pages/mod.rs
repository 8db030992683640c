//! Which pages there are, and what each is made from.

mod absent;
mod archive;
mod board;
mod conference;
mod embed;
mod home;
mod honoree;
mod keynote;
mod lists;
mod statistics;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::chrome::{STYLE, Web};
use super::contract::{self, Template};
use super::draft::{Draft, Html, Shared, Written, fingerprint};
use super::facets::{self, Facet};
use super::html::{self, Setting};
use super::linked::{Linked, linked};
use super::pictures::{Shape, shown_beside, shown_of};
use super::view::{Card, Meta, PageView, PictureView, PrivacyView};
use super::{Page, Server, feeds, headers, machine, routes, search, sitemap};
use crate::files::{Digest, FilePath};
use crate::model::Id;
use crate::model::board::{Chapter, Entry, Listed, Roll};
use crate::model::honoree::Honoree;
use crate::model::keynote::Keynote;
use crate::model::photo::Photo;
use crate::model::prose::Prose;
use crate::report::Problem;
use crate::site::{Claims, Originals, Output};
use crate::theme::{Theme, references};

/// How many honourees a page of a gallery holds.
pub(super) const PER_PAGE: usize = 48;

/// Lays out the website: claims a path for every page, picture and file of the theme. Pages lead to these `sheets`.
pub fn plan(
    roll: Arc<Roll>,
    theme: &Theme,
    originals: &Arc<Originals>,
    sheets: BTreeSet<String>,
    before: Option<&Web>,
    claims: &mut Claims<'_>,
) -> Option<Web> {
    let assets = assets(theme, claims);
    let prepare = || Web::new(Arc::clone(&roll), theme, originals, &assets, sheets, before);
    let (prepared, honorees) = rayon::join(prepare, || honorees(&roll));
    let web = match prepared {
        Ok(web) => web,
        Err(problem) => {
            claims.report(*problem);
            return None;
        }
    };
    let mut page = |path: String, page: Page| claims.add(path, Output::Page(page));
    for (path, what) in [
        (routes::HOME, Page::Home),
        (routes::EVERYONE, Page::Everyone),
        (routes::UNITS, Page::Units),
        (routes::AWARDS, Page::Awards),
        (routes::ARCHIVE, Page::Archive),
        (routes::PRIVACY, Page::Privacy),
        (routes::NOT_FOUND, Page::NotFound),
        (routes::EMBED, Page::Embed),
        (routes::WIDGET, Page::Widget),
        (routes::ROBOTS, Page::Robots),
        (routes::SITEMAP, Page::Sitemap),
        (routes::ATOM, Page::Atom),
        (routes::JSON_FEED, Page::JsonFeed),
        (routes::WEB_MANIFEST, Page::WebManifest),
        (routes::BOARD_JSON, Page::BoardJson),
        (routes::APACHE, Page::Headers(Server::Apache)),
        (routes::IIS, Page::Headers(Server::Iis)),
        (routes::NGINX, Page::Headers(Server::Nginx)),
        (routes::PAGES_HOST, Page::Headers(Server::PagesHost)),
    ] {
        page(path.to_owned(), what);
    }
    for (path, what) in web.beside_honorees() {
        page(path, what);
    }
    claims.add_all(honorees);
    Some(web)
}

impl Web {
    /// The pages that are there as long as somebody or something is listed on them, without those of the honourees themselves.
    fn beside_honorees(&self) -> Vec<(String, Page)> {
        let mut pages: Vec<_> = self.over_all(|_| true, |_| true);
        for (at, chapter) in self.roll.chapters.iter().enumerate() {
            let id = &chapter.conference.id;
            pages.push((routes::conference(id), Page::Conference(at)));
            pages.extend(self.boards(at, |_| true));
            pages.push((routes::keynotes(id), Page::Keynotes(at)));
            let keynote = |(place, keynote): (usize, &Arc<Keynote>)| {
                (routes::keynote(id, &keynote.id), Page::Keynote(at, place))
            };
            pages.extend(chapter.keynotes.iter().enumerate().map(keynote));
            let honorees = chapter.gone.honorees.iter().map(|gone| routes::honoree(id, gone));
            let keynotes = chapter.gone.keynotes.iter().map(|gone| routes::keynote(id, gone));
            pages.extend(honorees.chain(keynotes).map(|path| (path, Page::Gone(at))));
            pages.push((routes::photos(id), Page::Photos(at)));
        }
        pages
    }

    /// Pages over all conferences, of those units and awards.
    fn over_all(&self, unit: impl Fn(&Id) -> bool, award: impl Fn(&Id) -> bool) -> Vec<(String, Page)> {
        let roll = &self.roll;
        let mut pages = Vec::new();
        if search::is_apart(roll) {
            pages.push((routes::SEARCH.to_owned(), Page::Search));
        }
        let parts = 1..=sitemap::parts(self);
        pages.extend(parts.map(|part| (routes::sitemap_part(part), Page::SitemapPart(part))));
        let units = roll.by_unit.keys().filter(|id| unit(id));
        pages.extend(units.map(|id| (routes::unit(id), Page::Unit(id.clone()))));
        let awards = roll.by_award.keys().filter(|id| award(id));
        pages.extend(awards.map(|id| (routes::award(id), Page::Award(id.clone()))));
        pages
    }

    /// The galleries of a conference, by these choices, and its figures.
    fn boards(&self, at: usize, choice: impl Fn(&Facet) -> bool) -> Vec<(String, Page)> {
        let (Some(chapter), Some(prepared)) = (self.roll.chapters.get(at), self.conferences.get(at)) else {
            return Vec::new();
        };
        let id = &chapter.conference.id;
        let pages = |(facet, places): (&Facet, &Vec<usize>)| {
            let numbers = 1..=places.len().div_ceil(PER_PAGE).max(1);
            let page = |number| (routes::board(id, facet, number), Page::Board(at, facet.clone(), number));
            numbers.map(page).collect::<Vec<_>>()
        };
        let mut boards: Vec<_> =
            prepared.choices.iter().filter(|(facet, _)| choice(facet)).flat_map(pages).collect();
        if !chapter.honorees.is_empty() {
            boards.push((routes::statistics(id), Page::Statistics(at)));
        }
        boards
    }

    /// The pages that are there because of somebody, perhaps among others.
    pub(crate) fn around(&self, at: usize, honoree: &Honoree) -> Vec<(String, Page)> {
        let facets: Vec<Facet> = facets::of(honoree).map(Facet::owned).collect();
        let mut pages = self.over_all(|id| *id == honoree.unit, |id| honoree.held().any(|award| award == id));
        pages.extend(self.boards(at, |facet| facets.contains(facet)));
        pages
    }

    /// What stands where because of an honouree alone: their page, their pictures, their share card.
    pub(crate) fn of_honoree(&self, at: usize, honoree: &Honoree) -> Vec<(String, Output)> {
        let Some(chapter) = self.roll.chapters.get(at) else { return Vec::new() };
        let page = page_of(at, chapter, honoree);
        let pictures = shown_of(honoree);
        let pictures = pictures.iter().flat_map(|(photo, shape)| self.pictures.outputs(photo, *shape));
        let card = self.honoree_share_card(chapter, honoree);
        let card = card.map(|card| (self.share(&card).href, Output::Card(card)));
        std::iter::once(page).chain(pictures).chain(card).collect()
    }
}

/// The page of an honouree.
fn page_of(at: usize, chapter: &Chapter, honoree: &Honoree) -> (String, Output) {
    let path = routes::honoree(&chapter.conference.id, &honoree.id);
    (path, Output::Page(Page::Honoree(at, honoree.id.clone())))
}

/// The pages of all honourees.
fn honorees(roll: &Roll) -> Vec<(String, Output)> {
    let of_chapter = |(at, chapter): (usize, &Chapter)| {
        let page = |listed: &Listed| page_of(at, chapter, &listed.honoree);
        chapter.honorees.par_iter().map(page).collect::<Vec<_>>()
    };
    roll.chapters.iter().enumerate().flat_map(of_chapter).collect()
}

/// Puts the theme's files under names that tell their content, and the style sheet's references with them.
fn assets(theme: &Theme, claims: &mut Claims<'_>) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let (sheets, others): (Vec<_>, Vec<_>) =
        theme.assets.iter().partition(|(name, _)| name.ends_with(".css"));
    for (name, bytes) in others {
        let path = format!("assets/{}", fingerprinted(name, bytes));
        claims.add(path.clone(), Output::Asset(Arc::clone(bytes)));
        names.insert(name.clone(), path);
    }
    // Style sheets lie at the top of assets/, so a reference is the path below it.
    let beside = |name: &str| names.get(name).map(|path| path.trim_start_matches("assets/").to_owned());
    let mut dressed = BTreeMap::new();
    for (name, bytes) in sheets {
        let mut css = String::from_utf8_lossy(bytes).into_owned();
        let found: Vec<_> =
            references(&css).filter_map(|(range, plain)| Some((range, beside(plain)?))).collect();
        // From the end, so that places before it stay.
        found.into_iter().rev().for_each(|(range, name)| css.replace_range(range, &name));
        if name == STYLE {
            css.insert_str(0, &theme.style(beside));
        }
        let path = format!("assets/{}", fingerprinted(name, css.as_bytes()));
        claims.add(path.clone(), Output::Asset(css.into_bytes().into()));
        dressed.insert(name.clone(), path);
    }
    names.extend(dressed);
    names
}

fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let hash = Digest::of(bytes).hex(10);
    match name.rsplit_once('.') {
        // A licence is looked for by its name.
        Some((_, "txt")) | None => name.to_owned(),
        Some((stem, end)) => format!("{stem}.{hash}.{end}"),
    }
}

impl Web {
    /// Claims the paths of all pictures and share cards.
    pub(crate) fn illustrate(&self, claims: &mut Claims<'_>) {
        let made = |(photo, shape): &(Cow<'_, Photo>, Shape)| self.pictures.outputs(photo, *shape);
        let honorees = self.roll.chapters.par_iter().flat_map(|chapter| chapter.honorees.par_iter());
        let of_honoree =
            |listed: &Listed| shown_of(&listed.honoree).iter().flat_map(made).collect::<Vec<_>>();
        claims.add_all(honorees.flat_map_iter(of_honoree));
        claims.add_all(shown_beside(&self.roll).par_iter().flat_map_iter(made));
        claims.add_all(self.share_cards().map(|card| (self.share(&card).href, Output::Card(card))));
    }

    /// A page about to be made.
    pub(crate) fn draft<'s>(&'s self, path: &str, page: &'s Page) -> Box<dyn Draft + 's> {
        match page {
            Page::Home => self.home(path),
            Page::Conference(at) => self.of(*at, |chapter| self.conference(path, *at, chapter)),
            Page::Board(at, facet, number) => {
                self.of(*at, |chapter| self.board(path, *at, chapter, facet, *number))
            }
            Page::Honoree(at, id) => self.of(*at, |chapter| self.honoree(path, *at, chapter, id)),
            Page::Keynotes(at) => self.of(*at, |chapter| self.keynotes(path, chapter)),
            Page::Keynote(at, place) => self.of(*at, |chapter| self.keynote(path, *at, chapter, *place)),
            Page::Gone(at) => self.of(*at, |chapter| self.gone(path, chapter)),
            Page::Photos(at) => self.of(*at, |chapter| self.photos(path, *at, chapter)),
            Page::Statistics(at) => self.of(*at, |chapter| self.statistics_file(*at, chapter)),
            Page::Everyone => self.everyone(path),
            Page::Search => Box::new(Written(search::index(self))),
            Page::Units => self.units(path),
            Page::Unit(id) => self.unit(path, id),
            Page::Awards => self.awards(path),
            Page::Archive => self.archive(path),
            Page::Award(id) => self.award(path, id),
            Page::Privacy => self.privacy(path),
            Page::NotFound => self.not_found(path),
            Page::Embed => self.embed(path),
            Page::Widget => self.widget(path),
            Page::Robots => Box::new(Written(machine::robots(self))),
            Page::Sitemap => Box::new(Written(sitemap::whole(self))),
            Page::SitemapPart(number) => Box::new(Written(sitemap::part(self, *number))),
            Page::WebManifest => Box::new(Written(machine::manifest(self))),
            Page::BoardJson => Box::new(Written(machine::board(self))),
            Page::Atom => Box::new(Written(feeds::atom(self))),
            Page::JsonFeed => Box::new(Written(feeds::json_feed(self))),
            Page::Headers(Server::Apache) => Box::new(Written(headers::apache(self))),
            Page::Headers(Server::Iis) => Box::new(Written(headers::iis(self))),
            Page::Headers(Server::Nginx) => Box::new(Written(headers::nginx(self))),
            Page::Headers(Server::PagesHost) => Box::new(Written(headers::pages_host(self))),
        }
    }

    /// Is a page about what only waits to be shown?
    pub(crate) fn is_draft(&self, page: &Page) -> bool {
        let chapter = |at: usize| self.roll.chapters.get(at);
        match page {
            Page::Honoree(at, id) => chapter(*at).is_some_and(|chapter| chapter.drafts.honorees.contains(id)),
            Page::Keynote(at, place) => chapter(*at).is_some_and(|chapter| {
                chapter.keynotes.get(*place).is_some_and(|k| chapter.drafts.keynotes.contains(&k.id))
            }),
            _ => false,
        }
    }

    /// A page of a chapter. The plan names only chapters there are; the other arm cannot be reached
    /// from it, and is an empty file rather than a panic.
    fn of<'s>(
        &'s self,
        chapter: usize,
        draft: impl FnOnce(&'s Chapter) -> Box<dyn Draft + 's>,
    ) -> Box<dyn Draft + 's> {
        self.roll.chapters.get(chapter).map_or_else(|| Box::new(Written(Vec::new())), draft)
    }

    /// A page from a template and a view.
    pub(super) fn page<'s, C: Serialize + Linked + Send + 's>(
        &'s self,
        template: &Template<C>,
        page: Meta,
        this: C,
    ) -> Box<dyn Draft + 's> {
        let view = PageView { site: self.site.clone(), t: self.t.clone(), page, linked: None, this };
        Box::new(TemplateDraft { web: self, template: template.file, view })
    }

    fn privacy(&self, path: &str) -> Box<dyn Draft + '_> {
        let publisher = &self.roll.settings.publisher;
        let description = self.phrase("privacy.description", &[("publisher", publisher)]);
        let page = self.meta(path, "privacy", &self.word("privacy.title"), description);
        let until = |chapter: &Chapter| {
            let conference = &chapter.conference;
            let (term, day) = (conference.term.to_string(), self.day(conference.publish_until?));
            let gaps = [("conference", conference.title.as_str()), ("term", &term), ("day", &day)];
            Some(self.phrase("privacy.kept_until", &gaps))
        };
        let kept = self.roll.chapters.iter().filter_map(until).collect();
        self.page(&contract::PRIVACY, page, PrivacyView { kept })
    }

    /// A text as HTML, its first headings at `level`.
    pub(super) fn html(
        &self,
        path: &str,
        prose: &Arc<Prose>,
        level: u8,
        photos: &[&Photo],
        placed: &[FilePath],
    ) -> Html {
        let mut pictures: BTreeMap<FilePath, PictureView> = BTreeMap::new();
        for file in placed {
            let named = photos.iter().find(|photo| photo.file == *file);
            let photo = named.map_or_else(|| Photo::unnamed(file), |photo| (*photo).clone());
            if let Some(view) = self.pictures.view(&photo, Shape::Whole) {
                pictures.insert(file.clone(), view);
            }
        }
        let views: Vec<&PictureView> = pictures.values().collect();
        let surroundings = fingerprint(&(level, views));
        let digest = Digest::of_parts([prose.digest().as_bytes().as_slice(), surroundings.as_bytes()]);
        let setting =
            Setting { root: routes::root(path), heading: level, pictures, credit: self.word("photo.credit") };
        let prose = Arc::clone(prose);
        Html::new(digest, move || prose.read().map(|blocks| html::write(blocks, &setting)))
    }

    /// Prepared cards. By turns they would be slow in a preview, where a photo is looked at when it is first shown.
    pub(super) fn cards(&self, entries: Vec<Entry>) -> Vec<Shared<Card>> {
        entries.into_par_iter().filter_map(|entry| self.shared_card(entry)).collect()
    }

    /// Those of some honourees of one conference.
    pub(super) fn cards_of(
        &self,
        chapter: usize,
        places: impl IntoIterator<Item = usize>,
    ) -> Vec<Shared<Card>> {
        self.cards(places.into_iter().map(|honoree| Entry { chapter, honoree }).collect())
    }
}

struct TemplateDraft<'s, C> {
    web: &'s Web,
    template: &'static str,
    view: PageView<C>,
}

impl<C: Serialize + Linked + Send> Draft for TemplateDraft<'_, C> {
    fn fingerprint(&self) -> Digest {
        let view = fingerprint(&self.view);
        Digest::of_parts([self.web.press.as_bytes().as_slice(), self.template.as_bytes(), view.as_bytes()])
    }

    fn render(mut self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        self.view.linked = linked(self.web, &self.view.page, &self.view.this);
        self.web.templates.render(self.template, &self.view)
    }
}
