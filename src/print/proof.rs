//! What a proofreader says of the sheets: summaries that do not fit, photos too small, characters that no face has.

use std::collections::BTreeMap;

use serde::Serialize;

use super::booklet::printed;
use super::plates::Plates;
use super::settle::settle;
use super::world::{self, Pictures};
use super::{Print, is_printed};
use crate::draft::fingerprint;
use crate::files::{Digest, FilePath};
use crate::model::Id;
use crate::model::board::Chapter;
use crate::model::honoree::Honoree;
use crate::report::{Problem, Report};

/// More characters than these are not named one by one.
const NAMED: usize = 20;

impl Print {
    /// Reads the proofs of all sheets.
    pub(crate) fn proof(&self, report: &mut Report) {
        let blank = world::Sheet::new(self.press(), "/form.typ", Vec::new(), Pictures::default());
        let misspelt = blank.map(|sheet| sheet.misspelt()).unwrap_or_default();
        if !misspelt.is_empty() {
            report.extend(misspelt);
            return;
        }
        for chapter in self.roll.chapters.iter().filter(|chapter| is_printed(chapter, &self.paper)) {
            if let Err(problem) = self.fitting(chapter, report) {
                report.push(*problem);
                return;
            }
            self.sharp(chapter, report);
            self.legible(chapter, report);
        }
    }

    /// By how many lines the summaries of some honourees go over the plan's form; by none where they fit. Who is not
    /// shown is left out.
    pub(crate) fn over_form(&self, conference: &str, ids: &[&Id]) -> BTreeMap<Id, u64> {
        let chapter = self.roll.chapters.iter().find(|chapter| *chapter.conference.id == *conference);
        let Some(chapter) = chapter else { return BTreeMap::new() };
        let listed = ids.iter().filter_map(|id| chapter.honorees.get(chapter.place(id)?));
        let honorees: Vec<&Honoree> = listed.map(|listed| &*listed.honoree).collect();
        let pages = chapter.conference.criteria.limits.summary_a4_pages.unwrap_or(1);
        let fits = self.fits("/form.typ", chapter, &honorees).unwrap_or_default();
        let lines = fits.iter().map(|fit| fit.over(pages).map_or(0, |(_, lines)| lines));
        honorees.iter().map(|honoree| honoree.id.clone()).zip(lines).collect()
    }

    fn fitting(&self, chapter: &Chapter, report: &mut Report) -> Result<(), Box<Problem>> {
        let mut told = |rule: &'static str, honoree: &Honoree, (over, lines): (u64, u64), pages: u64| {
            let problem = Problem::warning(rule).in_file(&file(chapter, "honorees", &honoree.id));
            let problem = problem.with("over", over.to_string()).with("lines", lines.to_string());
            report.push(problem.with("pages", pages.to_string()));
        };
        let printed = printed(chapter);
        for (honoree, fit) in printed.iter().zip(self.fits("/print/fit.typ", chapter, &printed)?) {
            if let Some(over) = fit.over(1) {
                told("print-overflow", honoree, over, 1);
            }
        }
        // The plan asks for one A4 page of everyone, printed or not.
        if let Some(pages) = chapter.conference.criteria.limits.summary_a4_pages {
            let all: Vec<&Honoree> = chapter.listed().map(|listed| &*listed.honoree).collect();
            for (honoree, fit) in all.iter().zip(self.fits("/form.typ", chapter, &all)?) {
                if let Some(over) = fit.over(pages) {
                    told("summary-over-page", honoree, over, pages);
                }
            }
        }
        Ok(())
    }

    /// `domain.md` §4.4: a portrait has pixels enough for the dots of the print shop.
    fn sharp(&self, chapter: &Chapter, report: &mut Report) {
        let plates = Plates::blind(&self.darkroom, &self.paper);
        for honoree in printed(chapter) {
            let few = honoree.photo.as_ref().and_then(|photo| plates.too_few(photo, honoree.kind));
            if let Some((have, need)) = few {
                let problem = Problem::warning("photo-small-for-print");
                let problem = problem.in_file(&file(chapter, "honorees", &honoree.id));
                report.push(problem.with("have", have.to_string()).with("need", need.to_string()));
            }
        }
    }

    fn legible(&self, chapter: &Chapter, report: &mut Report) {
        let mut blind = Plates::blind(&self.darkroom, &self.paper);
        let booklet = self.booklet(chapter, &mut blind);
        let conference = FilePath::new(&format!("content/{}/conference.md", chapter.conference.id));
        let albums = FilePath::new(&format!("content/{}/photos/photos.toml", chapter.conference.id));
        let settings = FilePath::new("site/site.toml");
        let mut look = |file: &FilePath, missing: String| {
            if !missing.is_empty() {
                report.push(Problem::warning("missing-glyph").in_file(file).with("letters", missing));
            }
        };
        look(&settings, self.missing(&self.site));
        look(&conference, self.missing(&(&booklet.conference, &booklet.foreword, &booklet.presidium)));
        look(&albums, self.missing(&booklet.albums));
        for honoree in booklet.sections.iter().flat_map(|section| &section.honorees) {
            look(&file(chapter, "honorees", &honoree.id), self.missing(honoree));
            // A booklet that stands is not set again: what is known of it would be forgotten if nobody asked.
            let _ = self.known_size(honoree);
        }
        for keynote in &booklet.keynotes {
            look(&file(chapter, "keynotes", &keynote.id), self.missing(keynote));
        }
    }

    /// The characters of a view that no face has, as `😀 U+1F600`.
    fn missing<V: Serialize>(&self, view: &V) -> String {
        let seen = fingerprint(view);
        let key = Digest::of_parts([b"missing".as_slice(), self.digest.as_bytes(), seen.as_bytes()]);
        if let Some(known) = self.memo.recall(&key) {
            return String::from_utf8_lossy(&known).into_owned();
        }
        // A text that is lost is told by whoever shows it.
        let Ok(mut value) = serde_json::to_value(view) else { return String::new() };
        let missing = settle(&mut value, self.press());
        let named = missing.iter().take(NAMED).map(|c| format!("{c} U+{:04X}", u32::from(*c)));
        let mut said = named.collect::<Vec<_>>().join(", ");
        if missing.len() > NAMED {
            said.push_str(", …");
        }
        self.memo.keep(key, said.as_bytes());
        said
    }
}

fn file(chapter: &Chapter, folder: &str, id: &str) -> FilePath {
    FilePath::new(&format!("content/{}/{folder}/{id}/index.md", chapter.conference.id))
}
