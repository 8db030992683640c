//! How a site says things, on paper as on the screen: the theme's words, days, numbers, the names of groups and awards.

mod statistics;

use std::cmp::Reverse;
use std::sync::Arc;

use serde_json::Value;

use crate::model::board::{Chapter, Record, count_kinds};
use crate::model::conference::{Decision, FORMS, SideEvent};
use crate::model::honoree::{AwardWon, Category, Honoree, Initiative, Position, benefit};
use crate::model::keynote::{Domain, Keynote};
use crate::model::settings::{Language, Settings};
use crate::model::{Choice as _, Date, Id};
use crate::vietnamese::{self, bare_name};

pub use crate::words::fill;
use crate::words::in_english;

pub use self::statistics::{Line, Tabulated, worth_showing};

/// The words of a site, with what is needed to choose among them.
#[derive(Clone)]
pub struct Wording {
    settings: Arc<Settings>,
    strings: Value,
}

impl Wording {
    /// The words `strings` of a theme, for a site with these settings.
    #[must_use]
    pub fn new(settings: Arc<Settings>, strings: Value) -> Self {
        Self { settings, strings }
    }

    /// All words as they stand in the theme.
    #[must_use]
    pub fn strings(&self) -> &Value {
        &self.strings
    }

    /// A word of the site by its key in the theme's strings, or the key itself.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        let found = key.split('.').try_fold(&self.strings, |table, part| table.get(part));
        found.and_then(Value::as_str).unwrap_or(key).to_owned()
    }

    /// A word with its gaps filled.
    #[must_use]
    pub fn phrase(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        fill(&self.word(key), gaps)
    }

    /// A day in words.
    #[must_use]
    pub fn day(&self, date: Date) -> String {
        let (year, month, day) =
            (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs());
        match self.settings.language {
            Language::Vi => vietnamese::date_in_words(year, month, day),
            Language::En => date.strftime("%-d\u{a0}%B %Y").to_string(),
        }
    }

    /// A number with its thousands apart.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        self.signed(vietnamese::thousands(number))
    }

    /// Figures with the signs of the site's language: 1.234,5 is 1,234.5 in English.
    fn signed(&self, written: String) -> String {
        match self.settings.language {
            Language::Vi => written,
            Language::En => in_english(&written),
        }
    }

    /// A count of things as text.
    #[must_use]
    pub fn count(&self, count: usize) -> String {
        self.number(count as u64)
    }

    /// An amount in its largest unit: number and unit apart.
    #[must_use]
    pub fn money(&self, dong: u64) -> (String, String) {
        self.money_beside(dong, dong)
    }

    /// An amount of a list in the unit of the least of them, so that the greatest looks it.
    #[must_use]
    pub fn money_beside(&self, dong: u64, least: u64) -> (String, String) {
        let (value, unit) = vietnamese::money_short(dong, least);
        let unit = match self.settings.language {
            Language::Vi => unit.to_owned(),
            Language::En => self.word(&format!("money.{}", vietnamese::slug(unit))),
        };
        (self.signed(value), unit)
    }

    /// A group's label.
    #[must_use]
    pub fn group(&self, chapter: &Chapter, id: &Id) -> String {
        chapter.conference.criteria.group(id).map_or_else(|| id.to_string(), |g| g.label.clone())
    }

    /// Where somebody stands at work, in words.
    #[must_use]
    pub fn position(&self, position: Position) -> String {
        self.word(&format!("position.{}", position.key()))
    }

    /// A movement's name: as the settings have it, the four core movements by the site's words, others as written.
    #[must_use]
    pub fn movement(&self, id: &Id) -> String {
        let key = format!("movement.{id}");
        let word = self.word(&key);
        let own = self.settings.movements.get(id).cloned();
        own.unwrap_or_else(|| if word == key { id.replace('-', " ") } else { word })
    }

    /// As what somebody is honoured, in words.
    #[must_use]
    pub fn category(&self, category: Category) -> String {
        self.word(&format!("category.{}", category.word()))
    }

    /// The form of a conference: the plan's own by the site's words, others as written.
    #[must_use]
    pub fn form(&self, form: &str) -> String {
        if FORMS.contains(&form) { self.word(&format!("form.{form}")) } else { form.to_owned() }
    }

    /// What else belonged to a conference: what it was, when and where.
    #[must_use]
    pub fn side_event(&self, event: &SideEvent) -> String {
        let day = event.date.map(|date| self.day(date));
        let parts = [Some(event.title.clone()), day, event.place.clone()];
        parts.into_iter().flatten().collect::<Vec<String>>().join(", ")
    }

    /// A unit's name as lists show it.
    #[must_use]
    pub fn unit_short(&self, id: &Id) -> String {
        let unit = self.settings.units.get(id);
        unit.map_or_else(|| id.to_string(), |u| u.short.as_ref().unwrap_or(&u.name).clone())
    }

    /// An award's name in the site's language.
    #[must_use]
    pub fn award_name(&self, id: &Id) -> String {
        self.settings.awards.get(id).map_or_else(
            || id.to_string(),
            |award| match (&award.english, self.settings.language) {
                (Some(english), Language::En) => english.clone(),
                _ => award.name.clone(),
            },
        )
    }

    /// A unit's registered name.
    #[must_use]
    pub fn unit_name(&self, id: &Id) -> String {
        self.settings.units.get(id).map_or_else(|| id.to_string(), |unit| unit.name.clone())
    }

    /// A numbered document in words: number, day, issuer.
    #[must_use]
    pub fn document(&self, document: &Decision) -> String {
        let mut words = document.number.clone();
        if let Some(date) = document.date {
            words = self.phrase("document.dated", &[("document", &words), ("date", &self.day(date))]);
        }
        if let Some(issuer) = &document.issuer {
            words = self.phrase("document.issued", &[("document", &words), ("issuer", issuer)]);
        }
        words
    }

    /// How amounts are written in million đồng that stand in one column: all with as many decimals as the finest needs.
    pub fn millions(&self, column: impl IntoIterator<Item = u64>) -> impl Fn(u64) -> String {
        let decimals = |dong: u64| format!("{:06}", dong % 1_000_000);
        let needed = column.into_iter().map(|dong| decimals(dong).trim_end_matches('0').len());
        let finest = needed.max().unwrap_or(0);
        let comma = match self.settings.language {
            Language::Vi => vietnamese::DECIMAL_MARK,
            Language::En => '.',
        };
        move |dong| {
            let mut written = self.number(dong / 1_000_000);
            if let Some(shown) = decimals(dong).get(..finest).filter(|shown| !shown.is_empty()) {
                written.push(comma);
                written.push_str(shown);
            }
            written
        }
    }

    /// How the benefits of an honouree's initiatives and their sum are written.
    pub fn benefits(&self, honoree: &Honoree) -> impl Fn(u64) -> String {
        self.millions(honoree.initiatives.iter().filter_map(|i| i.benefit_vnd))
    }

    /// The initiatives of an honouree, the newest first.
    #[must_use]
    pub fn initiatives_in_order<'h>(&self, honoree: &'h Honoree) -> Vec<&'h Initiative> {
        let mut sorted: Vec<_> = honoree.initiatives.iter().collect();
        sorted.sort_by_key(|initiative| Reverse(initiative.year));
        sorted
    }

    /// How far an initiative was recognised.
    #[must_use]
    pub fn scope(&self, initiative: &Initiative) -> Option<String> {
        initiative.scope.map(|level| self.word(&format!("scope.{}", level.word())))
    }

    /// The field of life a keynote speaks of.
    #[must_use]
    pub fn domain(&self, domain: Domain) -> String {
        self.word(match domain {
            Domain::Business => "domain.business",
            Domain::Work => "domain.work",
            Domain::Life => "domain.life",
        })
    }

    /// Who told a keynote and whose story it is, in words; whoever told their own is named once.
    #[must_use]
    pub fn by(&self, chapter: &Chapter, keynote: &Keynote) -> String {
        // A speaker comes with a title before the name, and with what they are behind it.
        let signs = [',', ';', ':', '/', '(', '–', '—'];
        let parts = keynote.speaker.iter().flat_map(|speaker| speaker.split(signs));
        let parts = parts.flat_map(|part| part.split(" - "));
        let speaker: Vec<String> = parts.map(bare_name).collect();
        let names = keynote.honorees.iter().filter_map(|id| {
            let name = &chapter.honorees.get(chapter.place(id)?)?.honoree.name;
            (!speaker.contains(&bare_name(&name.full))).then(|| name.full.clone())
        });
        let names: Vec<String> = keynote.speaker.iter().cloned().chain(names).collect();
        names.join(", ")
    }

    /// "45 cá nhân, 8 tập thể"; what is none is left out.
    #[must_use]
    pub fn honoured(&self, persons: usize, collectives: usize) -> String {
        let parts = [(persons, "count.persons"), (collectives, "count.collectives")];
        let said =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, key)| self.phrase(key, &[("n", &self.count(*n))]));
        said.collect::<Vec<_>>().join(", ")
    }

    /// Counts over some conferences, each with what it counts: persons, collectives, initiatives, benefit;
    /// what is none is left out. Whoever is honoured again is one person, and an initiative told again one initiative.
    #[must_use]
    pub fn figures<'r>(&self, records: impl Iterator<Item = Record<'r>> + Clone) -> Vec<(String, String)> {
        let once = records.clone().filter(|(_, newest)| newest.is_none());
        let (persons, collectives) = count_kinds(once.map(|(honoree, _)| honoree));
        let initiatives: Vec<&Initiative> = records
            .flat_map(|(honoree, newest)| {
                let told = newest.map_or(&[][..], |newest| &newest.initiatives);
                let is_told = |i: &Initiative| told.iter().any(|o| o.title == i.title && o.year == i.year);
                honoree.initiatives.iter().filter(move |initiative| !is_told(initiative))
            })
            .collect();
        let benefit = benefit(initiatives.iter().copied()).unwrap_or(0);
        let counts = [
            (persons, "figures.persons"),
            (collectives, "figures.collectives"),
            (initiatives.len(), "figures.initiatives"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let mut figures: Vec<_> = counts.map(|(count, label)| self.counted(*count, label)).collect();
        if benefit > 0 {
            let (value, unit) = self.money(benefit);
            figures.push((value, self.phrase("figures.benefit", &[("unit", &unit)])));
        }
        figures
    }

    /// What an honouree has done in numbers, each with what it counts; what is none is left out.
    #[must_use]
    pub fn honoree_figures(&self, honoree: &Honoree) -> Vec<(String, String)> {
        let counts = [
            (honoree.initiatives.len(), "figures.initiatives_short"),
            (honoree.awards.len(), "figures.awards"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let mut figures: Vec<_> = counts.map(|(count, label)| self.counted(*count, label)).collect();
        if let Some(dong) = honoree.benefit() {
            let (value, unit) = self.money(dong);
            figures.push((value, self.phrase("figures.benefit", &[("unit", &unit)])));
        }
        figures
    }

    /// A count, and what it counts.
    fn counted(&self, count: usize, label: &str) -> (String, String) {
        let count = self.count(count);
        let label = self.phrase(label, &[("n", &count)]);
        (count, label)
    }

    /// The awards of an honouree by year, the newest first, and by rank within a year (`domain.md` §2.1).
    #[must_use]
    pub fn awards_in_order<'h>(&self, honoree: &'h Honoree) -> Vec<&'h AwardWon> {
        let mut sorted: Vec<_> = honoree.awards.iter().collect();
        sorted.sort_by_key(|won| (Reverse((won.year, self.rank(won))), won.award.clone()));
        sorted
    }

    /// The highest award of an honouree; of those as high, the newest.
    #[must_use]
    pub fn highest_award<'h>(&self, honoree: &'h Honoree) -> Option<&'h AwardWon> {
        let first = |won: &&AwardWon| (Reverse((self.rank(won), won.year)), won.award.clone());
        honoree.awards.iter().min_by_key(first)
    }

    fn rank(&self, won: &AwardWon) -> i64 {
        self.settings.awards.get(&won.award).map_or(0, |award| award.rank)
    }
}
