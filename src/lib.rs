//! # bảng vàng: the golden board
//!
//! A board is a pure function from one folder to another.
//!
//! 1. **Files** come from outside ([`files::Files`]): a disk, or a folder in a string.
//! 2. [`read`] makes nouns of them ([`model`]) and reports every problem with its place.
//! 3. [`check`] says what a careful colleague would say.
//! 4. The **gate** ([`model::board::Roll::open`]) lets through what may be shown today.
//! 5. [`site::plan`] lays out the site: a map from path to [`site::Output`], nothing rendered yet.
//! 6. [`site::render`] makes the bytes of one output: `build` asks for all, the preview for one.
//!
//! Beside it all grows one [`report::Report`]. The machine (disk, clock, network, screen) is not in here:
//! it stands at the two ends, in `host/`, and knows only bytes and problems.

pub mod card;
pub mod check;
pub mod desk;
pub mod draft;
pub mod files;
pub mod findings;
pub mod model;
pub mod photos;
pub mod print;
pub mod privacy;
pub mod read;
pub mod report;
pub mod schema;
pub mod site;
pub mod theme;
pub mod vietnamese;
pub mod web;
pub mod wording;
pub mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use check::Checked;
use files::{FilePath, Files, Memo};
use model::Date;
use model::board::{Board, Roll};
use read::{Reading, Since};
use report::{Batch, Report};
use site::{Options, Photos, Site};

/// The identity of this program: pages made by another build of it are made again.
pub const PROGRAM: &str = env!("BANGVANG_SOURCE_DIGEST");

/// A project, read and laid out.
pub struct Project {
    /// Everything that was read; none without usable settings.
    pub board: Option<Board>,
    /// Everything that will be published; none without a board and a theme.
    pub site: Option<Site>,
    /// Everything that is wrong.
    pub report: Report,
    /// What was read, and what of it holds nothing personal.
    pub reading: Reading,
    checked: Checked,
    /// What laying out the site had to report.
    planned: Arc<Batch>,
    gate: Gate,
    photos: Photos,
}

/// Reads a project, checks it and lays out its site.
#[must_use]
pub fn open(files: &Arc<dyn Files>, memo: &Arc<dyn Memo>, options: &Options) -> Project {
    opened(files, memo, options, Roll::open, None)
}

/// The same with those who wait for approval or consent: for the preview alone, where every page of theirs
/// is marked.
#[must_use]
pub fn open_with_drafts(files: &Arc<dyn Files>, memo: &Arc<dyn Memo>, options: &Options) -> Project {
    opened(files, memo, options, Roll::with_drafts, None)
}

/// Opens a project again of which some files have changed since `before`: it comes out as if it were opened
/// for the first time, and what did not change is not read again. `changed` names every file that has come,
/// gone or changed; the options are those of before, but for photos that have been looked at by now.
#[must_use]
pub fn reopen(
    before: &Project,
    changed: &BTreeSet<FilePath>,
    files: &Arc<dyn Files>,
    memo: &Arc<dyn Memo>,
    options: &Options,
) -> Project {
    opened(files, memo, options, before.gate, Some(Before { project: before, changed }))
}

/// Who of a board is shown on a day.
type Gate = fn(&Board, Date) -> Roll;

/// A project that was opened before, and every file that has come, gone or changed since.
#[derive(Clone, Copy)]
struct Before<'p> {
    project: &'p Project,
    changed: &'p BTreeSet<FilePath>,
}

impl<'p> Before<'p> {
    fn reading(self) -> Since<'p> {
        Since { reading: &self.project.reading, changed: self.changed }
    }

    fn checked(self) -> Option<check::Since<'p>> {
        let board = self.project.board.as_ref()?;
        Some(check::Since { board, checked: &self.project.checked, changed: self.changed })
    }

    fn site(self) -> Option<(&'p Site, &'p BTreeSet<FilePath>)> {
        Some((self.project.site.as_ref()?, self.changed))
    }

    /// Its site with what there is to report of it, if nothing is another on `board` but what is told of honourees, or that
    /// one of them has come or gone.
    fn known(
        self,
        files: &Arc<dyn Files>,
        board: &Board,
        options: &Options,
    ) -> Option<(Option<Site>, Arc<Batch>)> {
        let Self { project, changed } = self;
        let (site, before) = (project.site.as_ref()?, project.board.as_ref()?);
        // Without its photos it was not laid out in full.
        if project.photos != options.photos {
            return None;
        }
        if let Some(site) = site.retold(files, before, board, changed) {
            return Some((Some(site), Arc::clone(&project.planned)));
        }
        let is_whole = project.photos == Photos::Looked && options.sheets.is_none();
        let moved =
            is_whole.then(|| site.moved(files, (before, board), changed, options.today, &project.planned));
        moved?.map(|(site, planned)| (Some(site), planned))
    }
}

fn opened(
    files: &Arc<dyn Files>,
    memo: &Arc<dyn Memo>,
    options: &Options,
    gate: Gate,
    before: Option<Before<'_>>,
) -> Project {
    // From what was not read in full nothing can be concluded.
    let before = before.filter(|before| before.project.reading.is_whole());
    let known = before.map(Before::reading);
    let (board, mut report, reading) = read::board_since(files, &**memo, options.texts, known);
    let (mut site, mut checked, mut planned) = (None, Checked::default(), Arc::default());
    if let Some(board) = &board {
        let known = before.and_then(Before::checked);
        let look = || check::board_since(board, options.today, known);
        let found;
        ((found, checked), (site, planned)) = rayon::join(
            || if reading.is_whole() { look() } else { Default::default() },
            || laid_out(files, memo, board, options, gate, before),
        );
        // What a warning is worth is known before an error explains it away.
        report.weigh(&board.settings.weights);
        report.join_unexplained(found);
        report.share(Arc::clone(&planned));
    }
    let board = board.filter(|board| board.settings.usable);
    Project { board, site, report, reading, checked, planned, gate, photos: options.photos }
}

/// The site of those who may be shown, with what there is to report of it; none without usable settings.
fn laid_out(
    files: &Arc<dyn Files>,
    memo: &Arc<dyn Memo>,
    board: &Board,
    options: &Options,
    gate: Gate,
    before: Option<Before<'_>>,
) -> (Option<Site>, Arc<Batch>) {
    if !board.settings.usable {
        return (None, Arc::default());
    }
    if let Some(known) = before.and_then(|before| before.known(files, board, options)) {
        return known;
    }
    let (roll, mut report) = (gate(board, options.today), Report::default());
    let site = site::plan(files, memo, roll, options, before.and_then(Before::site), &mut report);
    if site.is_some() && options.photos != Photos::Later {
        check::portraits::twice(&**files, board, options.today, &mut report);
    }
    (site, Arc::new(report.into_problems().into()))
}

impl Project {
    /// Its site with those who wait as well, and none of its photos looked at: for whoever judges a dossier before it is
    /// approved. Nothing of it is to be published.
    #[must_use]
    pub fn drafted(&self, files: &Arc<dyn Files>, memo: &Arc<dyn Memo>, options: &Options) -> Option<Site> {
        let board = self.board.as_ref()?;
        let (roll, unchanged) = (Roll::with_drafts(board, options.today), BTreeSet::new());
        let options = Options { photos: Photos::Later, ..options.clone() };
        let laid_out = self.site.as_ref().map(|site| (site, &unchanged));
        site::plan(files, memo, roll, &options, laid_out, &mut Report::default())
    }
}
