//! Lists over all conferences: everyone by name, units, awards.

use std::collections::BTreeMap;

use crate::model::Id;
use crate::model::board::{Entry, count_kinds};
use crate::model::honoree::Kind;
use crate::vietnamese;
use crate::web::chrome::Web;
use crate::web::contract;
use crate::web::draft::Draft;
use crate::web::routes;
use crate::web::search;
use crate::web::view::{
    Choice, EveryoneView, HoldersView, LetterView, LinkView, ListView, PersonLine, TermView,
};

impl Web {
    pub(super) fn everyone(&self, path: &str) -> Box<dyn Draft + '_> {
        let roll = &self.roll;
        let mut letters: Vec<LetterView> = Vec::new();
        let mut groups = Vec::new();
        let apart = search::is_apart(roll);
        for (chapter, honoree) in roll.everyone.iter().filter_map(|e| roll.get(*e)) {
            let line = PersonLine {
                href: routes::honoree(&chapter.conference.id, &honoree.id),
                name: honoree.name.full.clone(),
                about: format!("{}, {}", honoree.job, self.unit_short(&honoree.unit)),
                term: chapter.conference.term.to_string(),
                words: if apart { Vec::new() } else { search::words(self, honoree) },
            };
            if honoree.kind == Kind::Collective {
                groups.push(line);
                continue;
            }
            let letter = honoree.name.initial.to_string();
            match letters.last_mut().filter(|last| last.letter == letter) {
                Some(last) => last.people.push(line),
                None => letters.push(LetterView {
                    anchor: anchor(honoree.name.initial),
                    letter,
                    people: vec![line],
                }),
            }
        }
        let persons = self.count(count_kinds(roll.once_each()).0);
        let title = self.word("everyone.title");
        let description = self.phrase("everyone.description", &[("n", &persons)]);
        let page = self.meta(path, "everyone", &title, description);
        let index = apart.then(|| routes::SEARCH.to_owned());
        self.page(&contract::EVERYONE, page, EveryoneView { persons, letters, groups, index })
    }

    pub(super) fn units(&self, path: &str) -> Box<dyn Draft + '_> {
        let roll = &self.roll;
        let mut units: Vec<_> = roll.by_unit.iter().collect();
        units.sort_by_cached_key(|(id, _)| roll.settings.units.get(*id).map(|unit| unit.key.clone()));
        let entry = |(id, entries): (&Id, &Vec<Entry>)| {
            let LinkView { href, label } = self.unit_link(id);
            Choice { href, label, count: entries.len() }
        };
        let page = self.meta(path, "units", &self.word("units.title"), self.word("units.description"));
        self.page(&contract::UNITS, page, ListView { entries: units.into_iter().map(entry).collect() })
    }

    pub(super) fn awards(&self, path: &str) -> Box<dyn Draft + '_> {
        let roll = &self.roll;
        let mut awards: Vec<_> = roll.by_award.iter().collect();
        awards
            .sort_by_key(|(id, _)| std::cmp::Reverse(roll.settings.awards.get(*id).map(|award| award.rank)));
        let entry = |(id, entries): (&Id, &Vec<Entry>)| {
            let LinkView { href, label } = self.award_link(id);
            Choice { href, label, count: entries.len() }
        };
        let page = self.meta(path, "awards", &self.word("awards.title"), self.word("awards.description"));
        self.page(&contract::AWARDS, page, ListView { entries: awards.into_iter().map(entry).collect() })
    }

    pub(super) fn unit(&self, path: &str, id: &Id) -> Box<dyn Draft + '_> {
        let roll = &self.roll;
        let name = self.unit_link(id).label;
        let entries = roll.by_unit.get(id).map_or(&[][..], Vec::as_slice);
        let workers = roll.settings.units.get(id).and_then(|unit| unit.workers);
        let facts =
            workers.map(|n| self.phrase("unit.workers", &[("n", &self.number(n))])).into_iter().collect();
        let view = self.holders(&name, facts, entries);
        let gaps = [("name", name.as_str()), ("n", &view.total)];
        let mut page = self.meta(path, "units", &name, self.phrase("unit.description", &gaps));
        page.crumbs.push(LinkView { href: routes::UNITS.to_owned(), label: self.word("units.title") });
        self.page(&contract::UNIT, page, view)
    }

    pub(super) fn award(&self, path: &str, id: &Id) -> Box<dyn Draft + '_> {
        let name = self.award_name(id);
        let entries = self.roll.by_award.get(id).map_or(&[][..], Vec::as_slice);
        let view = self.holders(&name, Vec::new(), entries);
        let gaps = [("name", name.as_str()), ("n", &view.total)];
        let mut page = self.meta(path, "awards", &name, self.phrase("award.description", &gaps));
        page.crumbs.push(LinkView { href: routes::AWARDS.to_owned(), label: self.word("awards.title") });
        self.page(&contract::AWARD, page, view)
    }

    fn holders(&self, name: &str, facts: Vec<String>, entries: &[Entry]) -> HoldersView {
        let mut terms: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
        for entry in entries {
            terms.entry(entry.chapter).or_default().push(*entry);
        }
        let honorees = entries.iter().filter_map(|e| self.roll.get(*e)).map(|(_, honoree)| honoree);
        let (persons, collectives) = count_kinds(honorees);
        let term = |(chapter, entries): (usize, Vec<Entry>)| {
            let content = self.roll.chapters.get(chapter)?;
            Some(TermView {
                conference: self.conference_link(content),
                term: content.conference.term.to_string(),
                cards: self.cards(entries),
            })
        };
        HoldersView {
            name: name.to_owned(),
            facts,
            total: self.honoured(persons, collectives),
            terms: terms.into_iter().filter_map(term).collect(),
        }
    }
}

/// An anchor of its own for every letter: Ă, Â and A are three.
fn anchor(letter: char) -> String {
    if letter == vietnamese::NO_LETTER {
        return "khac".to_owned();
    }
    let place = vietnamese::INDEX_LETTERS.iter().position(|l| *l == letter).unwrap_or(0);
    format!("{}-{place}", vietnamese::fold(&letter.to_string()))
}
