//! An honouree as a sheet shows it, with the way to the page on the web.

use super::Print;
use super::plates::Plates;
use super::view::{AwardView, Code, HonoreeView, HonourView, InitiativeView, Text, breakable};
use crate::model::board::Chapter;
use crate::model::honoree::{Honoree, Kind};
use crate::vietnamese::{inner_quotes, unbroken};
use crate::web::routes;

/// A picture in a summary leaves room for the text.
const SUMMARY: f64 = 0.7;

impl Print {
    pub(super) fn honoree(
        &self,
        chapter: &Chapter,
        honoree: &Honoree,
        plates: &mut Plates<'_>,
    ) -> HonoreeView {
        let wording = &self.wording;
        let path = routes::honoree(&chapter.conference.id, &honoree.id);
        let url = format!("{}{}", self.roll.settings.base_url, routes::public(&path));
        let name = &honoree.name.full;
        let written = wording.benefits(honoree);
        let initiatives =
            wording.initiatives_in_order(honoree).into_iter().map(|initiative| InitiativeView {
                title: initiative.title.clone(),
                year: initiative.year,
                scope: wording.scope(initiative),
                benefit: initiative.benefit_vnd.map(&written),
            });
        let awards = wording.awards_in_order(honoree).into_iter().map(|won| AwardView {
            year: won.year,
            award: wording.award_name(&won.award),
            number: won.number.clone(),
            issuer: won.issuer.clone(),
        });
        HonoreeView {
            id: honoree.id.to_string(),
            name: match honoree.kind {
                Kind::Individual => name.clone(),
                Kind::Collective => unbroken(name).into_owned(),
            },
            person: honoree.kind == Kind::Individual,
            initial: honoree.name.initial.to_string(),
            job: honoree.job.clone(),
            unit: unbroken(&wording.unit_name(&honoree.unit)).into_owned(),
            group: wording.group(chapter, &honoree.group),
            lead: honoree.lead.as_deref().map(|lead| breakable(lead).into_owned()),
            quote: honoree.quote.as_deref().map(|quote| breakable(&inner_quotes(quote)).into_owned()),
            mentoring: honoree.mentoring.clone(),
            picture: honoree.photo.as_ref().and_then(|photo| plates.portrait(photo, honoree.kind, name)),
            summary: Text::new(
                &honoree.summary,
                plates.placed(&honoree.pictures, &honoree.placed, SUMMARY, name),
            ),
            initiatives: initiatives.collect(),
            benefit: honoree.benefit().map(&written),
            awards: awards.collect(),
            honour: honoree.honour.as_ref().map(|honour| HonourView {
                award: wording.award_name(&honour.award),
                decision: wording.document(&honour.decision),
            }),
            address: super::as_printed(&url),
            code: Code(url.clone()),
            url,
        }
    }
}
