//! The site as a value: every path with what stands there, nothing rendered yet; and the rendering of one of them.

mod claims;
mod darkroom;
mod moved;
mod options;
mod spoken;
mod statics;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use imbl::OrdMap;

use crate::card::ShareCard;
use crate::draft::Draft;
use crate::files::{Bytes, Digest, FilePath, Files, Memo};
use crate::model::Id;
use crate::model::board::{Board, Roll};
use crate::model::settings::{Language, Settings};
use crate::photos::{Facts, Family, Recipe};
use crate::print::{self, Print, Sheet};
use crate::privacy::Allowed;
use crate::report::{Problem, Report};
use crate::theme::{self, Theme};
use crate::web::{self, Web};

pub use self::claims::Claims;
pub use self::darkroom::{Darkroom, Original, Originals};
pub use self::options::{Options, Photos};
pub use crate::web::headers::{content_type, guards};
pub use crate::web::routes::{PICTURES, RESERVED};

/// What stands at a path.
#[derive(Clone)]
pub enum Output {
    /// A page of the website, or a file for machines.
    Page(web::Page),
    /// One size of a photo.
    Picture {
        /// The original.
        original: FilePath,
        /// The size.
        recipe: Recipe,
        /// All sizes of this cut, which are made together.
        family: Family,
    },
    /// A share card.
    Card(ShareCard),
    /// Something to be printed.
    Sheet(Sheet),
    /// A file of the theme.
    Asset(Bytes),
    /// A file of `site/static/`, as it is.
    Static(FilePath),
}

/// Kinds of pages.
pub type Kinds = HashSet<Discriminant<web::Page>>;

/// The order in which an upload is safe (`research/ecosystem.md` §4.3): what others point at comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Named by content; never changes under its name.
    Asset,
    /// Data and feeds.
    Data,
    /// Pages.
    Page,
    /// What is left of a page that was taken down: nothing points there any more.
    Gone,
}

impl Class {
    /// Its word in `.bangvang.json`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Asset => "asset",
            Self::Data => "data",
            Self::Page => "page",
            Self::Gone => "gone",
        }
    }
}

/// Everything that will be published, as data.
#[derive(Clone)]
pub struct Site {
    outputs: Arc<OrdMap<String, Output>>,
    /// The paths that several have claimed.
    shared: Arc<BTreeSet<String>>,
    web: Web,
    looks: Looks,
    print: Print,
    darkroom: Arc<Darkroom>,
    files: Arc<dyn Files>,
}

/// A theme with what is wrong with it: of an unchanged one, the same.
#[derive(Clone)]
struct Looks {
    theme: Option<Arc<Theme>>,
    problems: Arc<[Problem]>,
    chosen: (String, Language),
}

impl Looks {
    fn load(files: &dyn Files, roll: &Roll) -> Self {
        let mut report = Report::default();
        let chosen = (roll.settings.theme.clone(), roll.settings.language);
        let theme = theme::load(files, &roll.settings, &mut report).map(Arc::new);
        Self { theme, problems: report.into_problems().into(), chosen }
    }

    /// These looks, if another loading would give no others.
    fn kept(&self, roll: &Roll, changed: &BTreeSet<FilePath>) -> Option<Self> {
        let chosen = (&roll.settings.theme, roll.settings.language) == (&self.chosen.0, self.chosen.1);
        // Problems of a theme's words stand in the settings as well.
        let same = |file: &FilePath| !file.starts_with("themes/") && !file.starts_with("site/");
        (chosen && changed.iter().all(same)).then(|| self.clone())
    }
}

/// Lays out the whole site of a roll. The theme of `since` is taken again unless its files have changed; `None` if settings
/// or theme cannot be used.
pub fn plan(
    files: &Arc<dyn Files>,
    memo: &Arc<dyn Memo>,
    mut roll: Roll,
    options: &Options,
    since: Option<(&Site, &BTreeSet<FilePath>)>,
    report: &mut Report,
) -> Option<Site> {
    if let Some(base_url) = &options.base_url {
        roll.settings = Arc::new(Settings { base_url: base_url.clone(), ..(*roll.settings).clone() });
    }
    let looks = since.and_then(|(site, changed)| site.looks.kept(&roll, changed));
    let looks = looks.unwrap_or_else(|| Looks::load(&**files, &roll));
    report.extend(looks.problems.iter().cloned());
    let theme = looks.theme.as_ref()?;
    let roll = Arc::new(roll);
    let darkroom = Arc::new(Darkroom::new(files, memo, theme.paper()?, &roll));
    let is_later = options.photos == Photos::Later;
    if !is_later {
        let pages = matches!(options.photos, Photos::Made { pages: true, .. });
        let pages = pages.then(|| web::wanted(&roll, theme));
        let sheets = matches!(options.photos, Photos::Made { sheets: true, .. });
        let sheets = sheets.then(|| print::wanted(&roll, theme));
        let wanted = |file: &FilePath, facts: &Facts| {
            let pages = pages.iter().flat_map(|of| of(file, facts));
            pages.chain(sheets.iter().flat_map(|of| of(file, facts))).collect()
        };
        darkroom.survey(&roll, &wanted, report);
    }
    let mut claims = Claims::new(report);
    let settings = Arc::clone(&roll.settings);
    let (web, print) = (since.map(|(site, _)| &site.web), since.map(|(site, _)| &site.print));
    let print = print::plan(Arc::clone(&roll), theme, &darkroom, memo, print, &mut claims);
    let sheets = claims.sheets(options.sheets.as_deref());
    let web = web::plan(roll, theme, darkroom.originals(), sheets, web, &mut claims)?;
    if !is_later {
        web.illustrate(&mut claims);
    }
    let statics = statics::meant(&**files);
    for path in &statics {
        if let Some(place) = statics::place(path) {
            claims.add(place.to_owned(), Output::Static((*path).clone()));
        }
    }
    let (outputs, shared) = claims.settled();
    claims::name_folders(&outputs, &statics, report);
    let (outputs, shared) = (Arc::new(outputs), Arc::new(shared));
    let allowed = Allowed::new(settings.contact.texts());
    spoken::look(theme, &allowed, report);
    statics::look(&**files, &**memo, &statics, &allowed, report);
    statics::named(&statics, report);
    statics::passed_over(&**files, report);
    Some(Site { outputs, shared, web, looks, print, darkroom, files: Arc::clone(files) })
}

impl Site {
    /// This site of the board `before` with what `board` tells of its honourees, at the same paths; none if more may differ.
    /// `changed` names every file that does.
    #[must_use]
    pub fn retold(
        &self,
        files: &Arc<dyn Files>,
        before: &Board,
        board: &Board,
        changed: &BTreeSet<FilePath>,
    ) -> Option<Self> {
        let (roll, entries) = self.web.roll().retold(before, board, changed)?;
        let roll = Arc::new(roll);
        let web = self.web.retold(Arc::clone(&roll), &entries)?;
        Some(Self {
            outputs: Arc::clone(&self.outputs),
            shared: Arc::clone(&self.shared),
            web,
            looks: self.looks.clone(),
            print: self.print.retold(roll),
            darkroom: Arc::clone(&self.darkroom),
            files: Arc::clone(files),
        })
    }

    /// Every path with what stands there.
    #[must_use]
    pub fn outputs(&self) -> &OrdMap<String, Output> {
        &self.outputs
    }

    /// The address the site will stand at, ending in `/`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.web.roll().settings.base_url
    }

    /// The path part of the address the site will stand at, beginning and ending in `/`.
    #[must_use]
    pub fn base_path(&self) -> &str {
        self.web.base_path()
    }

    /// Reads the proofs of what will be printed: too long texts, characters no face has.
    pub fn proof(&self, report: &mut Report) {
        self.print.proof(report);
    }

    /// Makes the first page of each kind that is not `known`, so that a template that fails is named where nothing is
    /// built; then these are known as well.
    pub fn rehearse(&self, known: &mut Kinds, report: &mut Report) {
        for (path, output) in self.outputs.iter() {
            if let Output::Page(page) = output
                && known.insert(discriminant(page))
                && let Err(problem) = self.web.draft(path, page).render()
            {
                report.push(*problem);
            }
        }
    }

    /// By how many lines the summaries of some honourees of a conference go over the plan's form.
    #[must_use]
    pub fn over_form(&self, conference: &str, ids: &[&Id]) -> BTreeMap<Id, u64> {
        self.print.over_form(conference, ids)
    }

    /// Does a page tell of what is only shown to the office itself?
    #[must_use]
    pub fn is_draft(&self, path: &str) -> bool {
        matches!(self.outputs.get(path), Some(Output::Page(page)) if self.web.is_draft(page))
    }

    /// The smallest portrait on an honouree's page: where it stands, and what it is.
    #[must_use]
    pub fn portrait(&self, path: &str) -> Option<(String, Output)> {
        match self.outputs.get(path)? {
            Output::Page(web::Page::Honoree(at, id)) => self.web.smallest_portrait(*at, id),
            _ => None,
        }
    }

    /// How an output is published.
    #[must_use]
    pub fn class(&self, path: &str, output: &Output) -> Class {
        match output {
            Output::Picture { .. } | Output::Card(_) | Output::Asset(_) => Class::Asset,
            Output::Page(web::Page::Gone(_)) => Class::Gone,
            Output::Page(_) if path.ends_with(".html") => Class::Page,
            Output::Page(_) | Output::Sheet(_) | Output::Static(_) => Class::Data,
        }
    }

    /// An output about to be made: fingerprint first, bytes if they are wanted. Everything that is ever
    /// written or served comes from here.
    #[must_use]
    pub fn draft<'s>(&'s self, path: &str, output: &'s Output) -> Box<dyn Draft + 's> {
        match output {
            Output::Page(page) => self.web.draft(path, page),
            Output::Picture { original, recipe, family } => {
                Box::new(PictureDraft { darkroom: &self.darkroom, original, recipe, family })
            }
            Output::Card(card) => self.print.card(card),
            Output::Sheet(sheet) => self.print.draft(path, sheet),
            Output::Asset(bytes) => Box::new(Plain(Arc::clone(bytes))),
            Output::Static(file) => Box::new(StaticDraft { files: &*self.files, file }),
        }
    }
}

/// Where an honouree of a conference has a page, and where an exhibition panel.
#[must_use]
pub fn places(conference: &str, id: &str) -> [String; 2] {
    [web::routes::honoree(conference, id), web::routes::panel(conference, id)]
}

/// Is this the path of a picture or a share card?
#[must_use]
pub fn is_picture(path: &str) -> bool {
    [PICTURES, web::routes::CARDS].iter().any(|folder| path.starts_with(folder))
}

/// Renders one output.
///
/// # Errors
/// The problem that keeps this output, and no other, from being made.
pub fn render(site: &Site, path: &str, output: &Output) -> Result<Vec<u8>, Box<Problem>> {
    site.draft(path, output).render()
}

struct Plain(Bytes);

impl Draft for Plain {
    fn fingerprint(&self) -> Digest {
        Digest::of(&self.0)
    }
    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        Ok(self.0.to_vec())
    }
}

struct StaticDraft<'s> {
    files: &'s dyn Files,
    file: &'s FilePath,
}

impl Draft for StaticDraft<'_> {
    fn fingerprint(&self) -> Digest {
        self.files.digest(self.file).unwrap_or_else(|_| Digest::of(b"unreadable"))
    }
    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        self.files.read(self.file).map(|bytes| bytes.to_vec()).map_err(|why| Box::new(why.problem(self.file)))
    }
}

struct PictureDraft<'s> {
    darkroom: &'s Darkroom,
    original: &'s FilePath,
    recipe: &'s Recipe,
    family: &'s [Recipe],
}

impl Draft for PictureDraft<'_> {
    fn fingerprint(&self) -> Digest {
        self.darkroom.key(self.original, self.recipe)
    }

    fn render(self: Box<Self>) -> Result<Vec<u8>, Box<Problem>> {
        self.darkroom.develop(self.original, self.recipe, self.family).map(|bytes| bytes.to_vec())
    }
}
