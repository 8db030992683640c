//! The booklet of a conference: what it tells, taken from the roll. Only those who agreed to print are in it.

use std::collections::BTreeMap;

use super::Print;
use super::plates::Plates;
use super::view::{
    AlbumView, BookletView, ConferenceView, EntryView, FigureView, KeynoteView, LetterView, PhotoView,
    PresidiumView, RowView, SectionView, SiteView, TableView, Text, UnitView,
};
use crate::model::board::{Chapter, Listed, OpenAlbum};
use crate::model::conference::Group;
use crate::model::honoree::{Honoree, Kind};
use crate::model::keynote::Keynote;
use crate::model::settings::Settings;
use crate::model::{Choice as _, statistics};
use crate::vietnamese::unbroken;
use crate::wording::{Tabulated, worth_showing};

/// A picture in a story may be as wide as the text.
const STORY: f64 = 1.0;
/// Two pictures of an album stand side by side.
const ALBUM: f64 = 0.5;
/// So many of them have room on the page that begins with its title, and on each that follows.
const ON_A_PAGE: (usize, usize) = (4, 6);

/// How many pictures of an album each of its pages has: about as many on one as on the other, mostly in pairs.
#[must_use]
pub fn album_pages(pictures: usize) -> Vec<usize> {
    let (first, full) = ON_A_PAGE;
    let pages = 1 + pictures.saturating_sub(first).div_ceil(full);
    let mut left = pictures;
    let of_page = |page: usize| {
        let even = left.div_ceil(pages - page).next_multiple_of(2);
        let some = even.min(if page == 0 { first } else { full }).min(left);
        // None is left alone.
        let some = if left - some == 1 { some - 1 } else { some };
        left -= some;
        some
    };
    (0..pages).map(of_page).collect()
}

/// Who of a chapter may be printed. What only waits to be let through is on no sheet, not even in the preview.
pub(super) fn printed(chapter: &Chapter) -> Vec<&Honoree> {
    chapter.listed().filter(|listed| is_printed(chapter, listed)).map(|listed| &*listed.honoree).collect()
}

/// May somebody of a chapter be printed?
pub(super) fn is_printed(chapter: &Chapter, listed: &Listed) -> bool {
    listed.print && !chapter.drafts.honorees.contains(&listed.honoree.id)
}

/// How many of a chapter may be printed.
pub(super) fn count_printed(chapter: &Chapter) -> usize {
    chapter.honorees.iter().filter(|listed| is_printed(chapter, listed)).count()
}

/// A keynote tells of its honourees by name, so it is printed only when all of them are.
pub(super) fn printed_keynotes<'c>(
    chapter: &'c Chapter,
    honorees: &'c [&Honoree],
) -> impl Iterator<Item = &'c Keynote> {
    let may = |keynote: &&Keynote| {
        !chapter.drafts.keynotes.contains(&keynote.id)
            && keynote.honorees.iter().all(|id| honorees.iter().any(|h| h.id == *id))
    };
    chapter.keynotes.iter().map(|keynote| &**keynote).filter(may)
}

/// The site as every sheet shows it.
pub(super) fn site(settings: &Settings, emblem: &str) -> SiteView {
    let contact = &settings.contact;
    SiteView {
        title: settings.title.clone(),
        publisher: settings.publisher.clone(),
        language: settings.language.word().to_owned(),
        url: settings.base_url.clone(),
        emblem: format!("/web/assets/{emblem}"),
        address: super::as_printed(&settings.base_url),
        notice: settings.notice.clone(),
        office: contact.address.clone(),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
    }
}

impl Print {
    pub(super) fn booklet(&self, chapter: &Chapter, plates: &mut Plates<'_>) -> BookletView {
        let conference = &chapter.conference;
        let honorees = printed(chapter);
        let placed = plates.placed(&[], &conference.placed, STORY, &conference.title);
        let figure = |(value, label)| FigureView { value, label };
        let presidium = conference.presidium.iter().map(|member| PresidiumView {
            name: member.name.clone(),
            role: member.role.clone(),
            fighter: member.emulation_fighter,
        });
        BookletView {
            conference: self.conference(chapter),
            foreword: Text::new(&conference.foreword, placed),
            // Counted over all who are published, as on the web: two totals that differ by one person would tell of
            // that person.
            figures: self.wording.figures(chapter.records()).into_iter().map(figure).collect(),
            more_online: honorees.len() < chapter.honorees.len(),
            tables: self.tables(chapter),
            presidium: presidium.collect(),
            sections: self.sections(chapter, &honorees, plates),
            keynotes: printed_keynotes(chapter, &honorees)
                .map(|keynote| self.keynote(chapter, keynote, plates))
                .collect(),
            albums: self.albums(chapter, plates),
            names: self.names(&honorees),
            collectives: honorees
                .iter()
                .filter(|h| h.kind == Kind::Collective)
                .map(|honoree| self.entry(honoree))
                .collect(),
            units: self.units(&honorees),
        }
    }

    fn conference(&self, chapter: &Chapter) -> ConferenceView {
        let (conference, wording) = (&chapter.conference, &self.wording);
        let publisher = conference.publisher.as_ref().unwrap_or(&self.roll.settings.publisher);
        ConferenceView {
            title: unbroken(&conference.title).into_owned(),
            form: conference.form.as_deref().map(|form| wording.form(form)),
            level: wording.word(&format!("level.{}", conference.level.word())),
            term: conference.term.to_string(),
            held_on: conference.held_on.map(|date| wording.day(date)),
            place: conference.place.as_deref().map(|place| unbroken(place).into_owned()),
            publisher: publisher.clone(),
            signature: conference.signature.as_ref().map_or_else(Vec::new, |signature| {
                let above = [&signature.body, &signature.office].into_iter().flatten();
                above.chain([&signature.name]).cloned().collect()
            }),
            occasions: conference.occasions.iter().map(|words| unbroken(words).into_owned()).collect(),
            imprint: conference.imprint.clone(),
            events: conference.events.iter().map(|event| wording.side_event(event)).collect(),
            basis: conference.basis.iter().map(|document| wording.document(document)).collect(),
            decision: conference.decision.as_ref().map(|decision| wording.document(decision)),
        }
    }

    fn tables(&self, chapter: &Chapter) -> Vec<TableView> {
        let view = |table: &statistics::Table| {
            let Tabulated { title, note, columns, lines } = self.wording.table(chapter, table);
            let by_year = matches!(table.columns.first(), Some(statistics::Column::Year(_)));
            let row = |line: crate::wording::Line<'_>| RowView {
                label: line.label,
                cells: line.cells,
                // Of years the first is no more than the others.
                bar: line.bar.filter(|_| !by_year),
            };
            TableView { title, note, columns, rows: lines.into_iter().map(row).collect() }
        };
        let tables = statistics::tables(&self.roll.settings, chapter);
        tables.iter().filter(|table| worth_showing(table)).map(view).collect()
    }

    fn sections(
        &self,
        chapter: &Chapter,
        honorees: &[&Honoree],
        plates: &mut Plates<'_>,
    ) -> Vec<SectionView> {
        let mut groups: Vec<&Group> = chapter.conference.criteria.groups.iter().collect();
        groups.sort_by_key(|group| group.kind);
        let mut sections = Vec::new();
        for group in groups {
            let members: Vec<&Honoree> = honorees.iter().copied().filter(|h| h.group == group.id).collect();
            if members.is_empty() {
                continue;
            }
            let (persons, collectives) = match group.kind {
                Kind::Individual => (members.len(), 0),
                Kind::Collective => (0, members.len()),
            };
            sections.push(SectionView {
                id: group.id.to_string(),
                title: unbroken(&group.label).into_owned(),
                count: self.wording.honoured(persons, collectives),
                honorees: members.iter().map(|honoree| self.honoree(chapter, honoree, plates)).collect(),
            });
        }
        sections
    }

    fn keynote(&self, chapter: &Chapter, keynote: &Keynote, plates: &mut Plates<'_>) -> KeynoteView {
        let placed = plates.placed(&keynote.pictures, &keynote.placed, STORY, &keynote.title);
        let unplaced = keynote.pictures.iter().filter(|photo| !keynote.placed.contains(&photo.file));
        KeynoteView {
            id: keynote.id.to_string(),
            title: unbroken(&keynote.title).into_owned(),
            lead: keynote.lead.clone(),
            by: self.wording.by(chapter, keynote),
            domain: keynote.domain.map(|domain| self.wording.domain(domain)),
            presented: keynote.presented,
            story: Text::new(&keynote.story, placed),
            pictures: unplaced.filter_map(|photo| plates.whole(photo, STORY, &keynote.title)).collect(),
        }
    }

    fn albums(&self, chapter: &Chapter, plates: &mut Plates<'_>) -> Vec<AlbumView> {
        let mut view = |album: &OpenAlbum| {
            let mut photos = album.pictures.iter();
            let mut pictures = Vec::new();
            for page in album_pages(album.pictures.len()) {
                for (at, photo) in photos.by_ref().take(page).enumerate() {
                    // Where few are left for a page they are large, and so is one that has nobody beside it.
                    let wide = page <= 2 || page % 2 == 1 && at == 0;
                    let part = if wide { STORY } else { ALBUM };
                    let picture = plates.whole(photo, part, &album.title);
                    pictures.extend(picture.map(|picture| PhotoView { picture, wide }));
                }
            }
            AlbumView {
                title: album.title.clone(),
                date: album.date.map(|date| self.wording.day(date)),
                pictures,
            }
        };
        let albums = chapter.albums.iter().map(&mut view);
        albums.filter(|album| !album.pictures.is_empty()).collect()
    }

    fn entry(&self, honoree: &Honoree) -> EntryView {
        EntryView {
            id: honoree.id.to_string(),
            name: honoree.name.full.clone(),
            unit: self.wording.unit_short(&honoree.unit),
        }
    }

    /// The index of persons: the roll has them by given name already (`domain.md` §3a).
    fn names(&self, honorees: &[&Honoree]) -> Vec<LetterView> {
        let mut letters: Vec<LetterView> = Vec::new();
        for honoree in honorees.iter().filter(|h| h.kind == Kind::Individual) {
            let letter = honoree.name.initial.to_string();
            match letters.last_mut() {
                Some(last) if last.letter == letter => last.people.push(self.entry(honoree)),
                _ => letters.push(LetterView { letter, people: vec![self.entry(honoree)] }),
            }
        }
        letters
    }

    fn units(&self, honorees: &[&Honoree]) -> Vec<UnitView> {
        let mut by_unit: BTreeMap<_, UnitView> = BTreeMap::new();
        for honoree in honorees {
            let known = self.roll.settings.units.get(&honoree.unit);
            let place = (known.is_none(), known.map(|unit| &unit.key), &honoree.unit);
            let unit = by_unit.entry(place).or_insert_with(|| UnitView {
                name: self.wording.unit_name(&honoree.unit),
                people: Vec::new(),
            });
            unit.people.push(self.entry(honoree));
        }
        by_unit.into_values().collect()
    }
}
