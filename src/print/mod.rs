//! Print, the mirror image of the web: what sheets there are, what each may know, and how it becomes a PDF.

mod bind;
mod booklet;
mod card;
mod draft;
mod fit;
mod guess;
mod honoree;
mod impose;
mod panel;
mod pdf;
mod plates;
mod press;
mod proof;
mod settle;
mod size;
pub mod view;
mod wall;
mod world;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use parking_lot::Mutex;
use serde::Serialize;
use typst_layout::PagedDocument;

use self::bind::Bound;
pub use self::booklet::album_pages;
use self::card::Grounds;
pub use self::impose::sides;
pub use self::panel::Subject;
use self::plates::Plate;
use self::press::Press;
use self::view::{SheetView, SiteView};
use crate::PROGRAM;
use crate::card::press as card_press;
use crate::files::{Digest, FilePath, Memo};
use crate::model::board::{Chapter, Move, Roll};
use crate::model::prose::Lost;
use crate::photos::{Facts, Family};
use crate::report::Problem;
use crate::site::{Claims, Darkroom, Output};
use crate::theme::{Paper, Theme};
use crate::web::routes;
use crate::wording::Wording;

/// Something to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The booklet of a conference.
    Booklet(usize, Edition),
    /// An exhibition panel of a conference.
    Panel(usize, Subject),
    /// All panels of a conference.
    Panels(usize),
}

/// Who a booklet is for. The pages of all editions agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Readers at a screen: links, an outline, tags for those who listen, small pictures.
    Screen,
    /// The print shop: bleed, marks, large pictures.
    Press,
    /// The office printer: two pages a side, for folding and stapling.
    Folded,
}

/// The print side of a roll, ready to set any sheet of it.
#[derive(Clone)]
pub struct Print {
    roll: Arc<Roll>,
    wording: Wording,
    paper: Paper,
    inks: BTreeMap<&'static str, String>,
    site: SiteView,
    darkroom: Arc<Darkroom>,
    memo: Arc<dyn Memo>,
    /// The identity of program, theme and paper: a part of every fingerprint.
    digest: Digest,
    /// Set up when the first sheet is asked for; while the theme stays the same, so does the press.
    press: Arc<SetUp>,
    /// The booklet that was set last, for its other editions.
    last: Arc<Mutex<Option<Set>>>,
    /// What lies under share cards.
    grounds: Arc<Grounds>,
    /// The identity of what share cards are drawn with.
    card_press: Digest,
}

/// A press that is set up when it is first used.
type SetUp = LazyLock<Press, Box<dyn FnOnce() -> Press + Send>>;

/// A setting by the identity of all that went into it.
type Set = (Digest, Arc<Typeset>);

/// A sheet that was set, with its pictures.
struct Typeset {
    document: PagedDocument,
    parts: Vec<Arc<Bound>>,
    plates: Vec<Plate>,
}

/// Is a conference small enough to be printed? The plan has 250 delegates at most; for thousands, setting takes minutes
/// that nobody asked for.
fn is_printed(chapter: &Chapter, paper: &Paper) -> bool {
    booklet::count_printed(chapter) <= paper.most as usize
}

/// What booklets want of each photo.
pub(crate) fn wanted(roll: &Roll, theme: &Theme) -> impl Fn(&FilePath, &Facts) -> Vec<Family> {
    let chapters = roll.chapters.iter().filter(|chapter| is_printed(chapter, &theme.paper));
    plates::wanted(chapters.flat_map(booklet::printed), &theme.paper)
}

/// Lays out the print side: claims a path for every sheet. Of `before` the press is kept while the theme is the same.
pub fn plan(
    roll: Arc<Roll>,
    theme: &Arc<Theme>,
    darkroom: &Arc<Darkroom>,
    memo: &Arc<dyn Memo>,
    before: Option<&Print>,
    claims: &mut Claims<'_>,
) -> Print {
    for (at, chapter) in roll.chapters.iter().enumerate() {
        let id = &chapter.conference.id;
        if booklet::count_printed(chapter) == 0 {
            // Of a conference that shows nobody, or shows them in the preview alone, that is said already.
            if chapter.honorees.len() > chapter.drafts.honorees.len() {
                claims.report(Problem::info("nobody-printed").in_file(&chapter.conference.file()));
            }
            continue;
        }
        if !is_printed(chapter, &theme.paper) {
            let problem = Problem::warning("booklet-too-large").in_file(&chapter.conference.file());
            claims.report(problem.with("most", theme.paper.most.to_string()));
            continue;
        }
        hang(at, chapter, claims);
        for (path, edition) in [
            (routes::booklet(id), Edition::Screen),
            (routes::booklet_for_press(id), Edition::Press),
            (routes::booklet_folded(id), Edition::Folded),
        ] {
            claims.add(path, Output::Sheet(Sheet::Booklet(at, edition)));
        }
    }
    let digest = Digest::of_parts([PROGRAM.as_bytes(), theme.digest.as_bytes().as_slice()]);
    let kept = before.filter(|before| before.digest == digest);
    let card_press = card_press(PROGRAM, &theme.print_digest, &roll.settings);
    // A ground may show the name of the site, which is no part of the theme.
    let grounds =
        before.filter(|before| before.card_press == card_press).map(|before| Arc::clone(&before.grounds));
    let (press, last) = kept.map_or_else(
        || {
            let theme = Arc::clone(theme);
            let set_up: Box<dyn FnOnce() -> Press + Send> =
                Box::new(move || Press::new(&theme.parts, &theme.print));
            (Arc::new(LazyLock::new(set_up)), Arc::default())
        },
        |before| (Arc::clone(&before.press), Arc::clone(&before.last)),
    );
    Print {
        wording: Wording::new(Arc::clone(&roll.settings), theme.strings.clone()),
        paper: theme.paper.clone(),
        inks: theme.inks(),
        site: booklet::site(&roll.settings, &theme.emblem),
        darkroom: Arc::clone(darkroom),
        memo: Arc::clone(memo),
        digest,
        press,
        last,
        grounds: grounds.unwrap_or_default(),
        card_press,
        roll,
    }
}

/// Claims the paths of the panels of a conference; of no one, there is no file of all.
fn hang(at: usize, chapter: &Chapter, claims: &mut Claims<'_>) {
    let panels = panel::panels(at, chapter);
    let (count, most) = (panels.len(), panel::MOST_TOGETHER);
    for (path, panel) in panels {
        claims.add(path, Output::Sheet(panel));
    }
    if count > most {
        let problem = Problem::warning("panels-too-many").in_file(&chapter.conference.file());
        claims.report(problem.with("most", most.to_string()));
    } else if count > 0 {
        claims.add(routes::panels(&chapter.conference.id), Output::Sheet(Sheet::Panels(at)));
    }
}

impl Print {
    /// The print side of a roll in which something else is told of some honourees.
    pub(crate) fn retold(&self, roll: Arc<Roll>) -> Self {
        Self { roll, ..self.clone() }
    }

    /// The print side of a roll into which somebody has come, or from which somebody has gone, with what stands where because
    /// of them alone; none if there are other sheets then than before.
    pub(crate) fn moved(
        &self,
        roll: Arc<Roll>,
        darkroom: &Arc<Darkroom>,
        moved: &Move,
    ) -> Option<(Self, Option<(String, Output)>)> {
        let (at, honoree) = (moved.entry.chapter, &moved.listed.honoree);
        let (before, after) = (self.roll.chapters.get(at)?, roll.chapters.get(at)?);
        // Where a keynote's panel hangs depends on who is called so.
        let is_namesake = after.keynotes.iter().any(|keynote| keynote.id == honoree.id);
        if is_namesake || self.amounts(at, before) != self.amounts(at, after) {
            return None;
        }
        let hangs = is_printed(after, &self.paper) && booklet::is_printed(after, &moved.listed);
        let panel = hangs.then(|| panel::of_honoree(at, after, &honoree.id));
        let panel = panel.map(|(path, sheet)| (path, Output::Sheet(sheet)));
        Some((Self { roll, darkroom: Arc::clone(darkroom), ..self.clone() }, panel))
    }

    /// What decides about which sheets of a conference there are, and what is told of them.
    fn amounts(&self, at: usize, chapter: &Chapter) -> [bool; 4] {
        let fits = is_printed(chapter, &self.paper);
        let together = fits && panel::panels(at, chapter).len() <= panel::MOST_TOGETHER;
        [chapter.honorees.is_empty(), booklet::count_printed(chapter) == 0, fits, together]
    }

    fn press(&self) -> &Press {
        &self.press
    }

    /// A view as the templates read it.
    fn sheet<'v, C: ?Sized>(&'v self, this: &'v C) -> SheetView<'v, C> {
        SheetView {
            site: &self.site,
            t: self.wording.strings(),
            colors: &self.inks,
            paper: &self.paper,
            this,
        }
    }
}

/// The file the templates read.
fn data<C: Serialize + ?Sized>(view: &SheetView<'_, C>, press: &Press) -> Result<Vec<u8>, Box<Problem>> {
    // Our own structs of texts and numbers cannot fail to serialise, unless a text is not to be had any more.
    let lost = |error: serde_json::Error| {
        let said = error.to_string();
        Lost::problem(&said).map_or_else(|| press.problem(&said), Box::new)
    };
    let mut value = serde_json::to_value(view).map_err(lost)?;
    settle::settle(&mut value, press);
    serde_json::to_vec(&value).map_err(lost)
}

/// An address as people read it: without `https://` and without the last slash.
fn as_printed(url: &str) -> String {
    url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/').to_owned()
}
