//! Exhibition panels: one for each honouree and keynote that may be printed, and what it tells.

use super::booklet::{printed, printed_keynotes};
use super::plates::Plates;
use super::view::{Code, FigureView, HonourLine, Opening, PanelView};
use super::{Print, Sheet};
use crate::model::Id;
use crate::model::board::Chapter;
use crate::model::honoree::{Honoree, Kind};
use crate::model::keynote::Keynote;
use crate::model::prose::{Block, plain};
use crate::vietnamese::{initial, inner_quotes, unbroken, unquoted};
use crate::web::routes;

/// More panels than these are not put into one file: it is held in memory until it is written.
pub(super) const MOST_TOGETHER: usize = 500;

/// Whom a panel is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An honouree.
    Honoree(Id),
    /// A keynote, by its place in the chapter.
    Keynote(usize),
}

/// The panels of a conference, the honourees' before the keynotes', each with its path.
pub(super) fn panels(at: usize, chapter: &Chapter) -> Vec<(String, Sheet)> {
    let id = &chapter.conference.id;
    let honorees = printed(chapter);
    let of_honorees = honorees.iter().map(|honoree| of_honoree(at, chapter, &honoree.id));
    let of_keynotes = printed_keynotes(chapter, &honorees).filter_map(|keynote| {
        let place = chapter.keynotes.iter().position(|known| known.id == keynote.id)?;
        let taken = chapter.place(&keynote.id).is_some();
        let path = routes::keynote_panel(id, &keynote.id, taken);
        Some((path, Sheet::Panel(at, Subject::Keynote(place))))
    });
    of_honorees.chain(of_keynotes).collect()
}

/// The panel of an honouree, with its path.
pub(super) fn of_honoree(at: usize, chapter: &Chapter, id: &Id) -> (String, Sheet) {
    (routes::panel(&chapter.conference.id, id), Sheet::Panel(at, Subject::Honoree(id.clone())))
}

impl Print {
    /// What a panel tells; none of a place where nobody is, which no plan names.
    pub(super) fn panel(&self, at: usize, subject: &Subject, plates: &mut Plates<'_>) -> Option<PanelView> {
        let chapter = self.roll.chapters.get(at)?;
        Some(match subject {
            Subject::Honoree(id) => {
                let listed = chapter.honorees.get(chapter.place(id)?)?;
                self.honoree_panel(chapter, &listed.honoree, plates)
            }
            Subject::Keynote(place) => self.keynote_panel(chapter, chapter.keynotes.get(*place)?, plates),
        })
    }

    fn honoree_panel(&self, chapter: &Chapter, honoree: &Honoree, plates: &mut Plates<'_>) -> PanelView {
        let wording = &self.wording;
        let name = &honoree.name.full;
        let of = match honoree.kind {
            Kind::Individual => "person",
            Kind::Collective => "collective",
        };
        // On a wall there is room for all of a picture of many.
        let portrait = honoree.kind == Kind::Individual;
        let picture = honoree.photo.as_ref().and_then(|photo| plates.hung(photo, portrait, name));
        let figure = |(value, label)| FigureView { value, label };
        let conferred = honoree.honour.as_ref().map(|honour| HonourLine {
            award: wording.award_name(&honour.award),
            year: honour.decision.date.map(|date| date.year().to_string()).unwrap_or_default(),
        });
        let highest = wording
            .highest_award(honoree)
            .map(|won| HonourLine { award: wording.award_name(&won.award), year: won.year.to_string() });
        let mut honours: Vec<HonourLine> = conferred.into_iter().chain(highest).collect();
        honours.dedup_by(|one, other| one.award == other.award);
        let path = routes::honoree(&chapter.conference.id, &honoree.id);
        // A person's name has no compounds: "Nguyễn Thành Phố" is three words.
        let title = if portrait { name.clone() } else { unbroken(name).into_owned() };
        PanelView {
            above: wording.group(chapter, &honoree.group),
            initial: honoree.name.initial.to_string(),
            about: vec![honoree.job.clone(), wording.unit_name(&honoree.unit)],
            lead: honoree.lead.as_deref().map(|lead| unbroken(lead).into_owned()),
            quote: honoree.quote.as_deref().map(inner_quotes),
            figures: wording.honoree_figures(honoree).into_iter().map(figure).collect(),
            honours,
            picture,
            text: Opening::new(&honoree.summary),
            ..self.bare_panel(chapter, of, title, &path)
        }
    }

    fn keynote_panel(&self, chapter: &Chapter, keynote: &Keynote, plates: &mut Plates<'_>) -> PanelView {
        let wording = &self.wording;
        let told = wording.word(if keynote.presented { "keynote.presented" } else { "keynote.sent" });
        let domain = keynote.domain.map(|domain| wording.domain(domain));
        let quote = keynote.story.blocks().iter().find_map(|block| match block {
            Block::Quote(inner) => inner.iter().find_map(|block| match block {
                Block::Paragraph(words) => Some(inner_quotes(unquoted(&plain(words)))),
                _ => None,
            }),
            _ => None,
        });
        let path = routes::keynote(&chapter.conference.id, &keynote.id);
        let by = Some(wording.by(chapter, keynote)).filter(|by| !by.is_empty());
        let picture = keynote.pictures.first();
        PanelView {
            above: std::iter::once(told).chain(domain).collect::<Vec<_>>().join(" · "),
            initial: initial(&keynote.title).to_string(),
            about: by.into_iter().collect(),
            lead: keynote.lead.as_deref().map(|lead| unbroken(lead).into_owned()),
            quote,
            picture: picture.and_then(|photo| plates.hung(photo, false, &keynote.title)),
            text: Opening::new(&keynote.story),
            ..self.bare_panel(chapter, "keynote", unbroken(&keynote.title).into_owned(), &path)
        }
    }

    /// What every panel tells.
    fn bare_panel(&self, chapter: &Chapter, of: &'static str, title: String, path: &str) -> PanelView {
        let settings = &self.roll.settings;
        let url = format!("{}{}", settings.base_url, routes::public(path));
        let conference = &chapter.conference;
        PanelView {
            of,
            conference: unbroken(&conference.title).into_owned(),
            term: conference.term.to_string(),
            publisher: conference.publisher.as_ref().unwrap_or(&settings.publisher).clone(),
            above: String::new(),
            title,
            initial: String::new(),
            about: Vec::new(),
            lead: None,
            quote: None,
            figures: Vec::new(),
            honours: Vec::new(),
            picture: None,
            text: Opening::new(&conference.foreword),
            address: super::as_printed(&url),
            code: Code(url.clone()),
            url,
        }
    }
}
