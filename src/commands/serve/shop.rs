//! The project as it is now, opened anew behind the counter whenever a file has changed.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use bangvang::files::{FilePath, Files, Memo};
use bangvang::model::Date;
use bangvang::read::Texts;
use bangvang::report::{Problem, Report, Severity, counts, rulebook};
use bangvang::site::{Kinds, Options, Photos, Site};
use bangvang::{Project, desk};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::commands::{Opened, remember};
use crate::host::cache::Cache;
use crate::host::clock;
use crate::host::disk::Disk;
use crate::host::terminal::Screen;
use crate::host::watch::Changed;

/// So long is waited for what comes a moment after the first page: pictures, and what is wrong with very many texts.
const PATIENCE: Duration = Duration::from_secs(100);

/// So long the first page is waited for before all photos are looked at, which would slow it down.
const HEAD_START: Duration = Duration::from_secs(1);

/// So often what was saved while very many texts were read is looked at again.
const AGAIN: usize = 2;

/// What is served from.
pub(super) struct Shop {
    pub(super) screen: Screen,
    /// Is "today" the day it is? Otherwise it is one that was asked for.
    follows_clock: bool,
    /// Are those shown who wait for approval or consent?
    pub(super) drafts: bool,
    cache: Arc<Cache>,
    now: Mutex<Arc<Now>>,
    came: Condvar,
    /// One state is made after the other: none is made from a state that is not the last.
    turn: Mutex<()>,
    /// Has a page been asked for, and was it answered?
    begun: Mutex<bool>,
    began: Condvar,
    /// Where the project is opened anew: a page that is asked for meanwhile does not stand behind thousands of dossiers
    /// and all photos. None where the system gives no more threads.
    back: Option<ThreadPool>,
    /// Tells this run from the last one, whose states were counted from 1 as well.
    born: i64,
}

/// The project between two changes.
pub(super) struct Now {
    /// The name of this state of the project: no other has had it.
    pub(super) name: String,
    number: u64,
    /// As its files are.
    pub(super) last: Arc<State>,
    /// As it was when its files had no errors, or, if they always had some, none but those of photos.
    pub(super) good: Option<Arc<State>>,
    /// With those who wait, for the desk; laid out when it first asks.
    drafted: OnceLock<Option<Site>>,
}

/// A project with the files it was read from.
pub(super) struct State {
    pub(super) disk: Arc<Disk>,
    pub(super) project: Project,
    pub(super) options: Options,
    /// Were no photos looked at yet but those of pages that were asked for, nor very many texts?
    is_hasty: bool,
    /// The pages that the project's own theme is known to make.
    rehearsed: Kinds,
}

impl Now {
    /// The site that is shown: that of the files, or the last one without errors.
    pub(super) fn site(&self) -> Option<(&Site, &Disk)> {
        let good = self.good.as_ref()?;
        Some((good.project.site.as_ref()?, &good.disk))
    }

    /// Is the site that is shown that of the files, with all that is wrong with them?
    pub(super) fn is_as_files_are(&self) -> bool {
        self.good.as_ref().is_some_and(|good| Arc::ptr_eq(good, &self.last))
    }

    /// The path part of the address the site stands at.
    pub(super) fn base_path(&self) -> &str {
        self.site().map_or("/", |(site, _)| site.base_path())
    }
}

impl Shop {
    /// Opens the project for the first time, in haste: the first [`Shop::renew`] looks at the photos, and reads the texts that
    /// the options leave for later.
    /// "Today" is that of the options, or of the clock.
    pub(super) fn open(
        opened: Opened,
        options: Options,
        follows_clock: bool,
        drafts: bool,
        screen: Screen,
    ) -> Self {
        let hasty = Options { photos: Photos::Later, ..options };
        let project = open(drafts, &opened.files(), &opened.memo(), &hasty);
        let options = Options { texts: Texts::Read, photos: Photos::Looked, ..hasty };
        let born = clock::nanoseconds();
        let Opened { disk, cache, .. } = opened;
        let now = Arc::new(next(
            State { disk, project, options, is_hasty: true, rehearsed: Kinds::default() },
            None,
            born,
        ));
        Self {
            screen,
            follows_clock,
            drafts,
            cache,
            now: Mutex::new(now),
            came: Condvar::new(),
            turn: Mutex::default(),
            begun: Mutex::default(),
            began: Condvar::new(),
            back: ThreadPoolBuilder::new().build().ok(),
            born,
        }
    }

    fn last(&self) -> Arc<Now> {
        Arc::clone(&self.now.lock())
    }

    /// The project as it is now, and on this day: who may be shown until yesterday is not shown today.
    pub(super) fn now(&self) -> Arc<Now> {
        let now = self.last();
        if self.today(&now) == now.last.options.today {
            return now;
        }
        drop(now);
        self.renew(Changed::At(BTreeSet::new()));
        self.last()
    }

    fn today(&self, now: &Now) -> Date {
        let clock = self.follows_clock.then(clock::seconds).and_then(Result::ok);
        clock.map_or(now.last.options.today, clock::day)
    }

    /// The project when it is another than `known`, or after some time.
    pub(super) fn news(&self, known: &Now, patience: Duration) -> Arc<Now> {
        let same = |now: &mut Arc<Now>| now.number == known.number;
        let mut now = self.now.lock();
        self.came.wait_while_for(&mut now, same, patience);
        Arc::clone(&now)
    }

    /// Notes that a page has been answered.
    pub(super) fn answered(&self) {
        *self.begun.lock() = true;
        self.began.notify_all();
    }

    /// Waits for the first page, but not for long.
    pub(super) fn give_way(&self) {
        self.began.wait_while_for(&mut self.begun.lock(), |begun| !*begun, HEAD_START);
    }

    /// The site with those who wait, for the desk.
    pub(super) fn drafted<'n>(&self, now: &'n Now) -> Option<&'n Site> {
        let memo = Arc::clone(&self.cache) as Arc<dyn Memo>;
        let laid_out = |state: &Arc<State>| {
            let files = Arc::clone(&state.disk) as Arc<dyn Files>;
            state.project.drafted(&files, &memo, &state.options)
        };
        // While settings or theme cannot be used, as it was before.
        let site = || laid_out(&now.last).or_else(|| now.good.as_ref().and_then(laid_out));
        now.drafted.get_or_init(site).as_ref()
    }

    /// The project looked at in full, if `known` was opened in haste.
    pub(super) fn whole(&self, known: Arc<Now>) -> Arc<Now> {
        if known.last.is_hasty { self.news(&known, PATIENCE) } else { known }
    }

    /// Opens the project anew if files have changed. It is asked for again only when the new one is ready. Tells how long it
    /// took to look which have.
    pub(super) fn renew(&self, changed: Changed) -> Duration {
        let _turn = self.turn.lock();
        let before = self.last();
        let (looked, mut state) = self.look(&before, changed);
        let was_hasty = before.last.is_hasty;
        for _ in 0..AGAIN {
            if was_hasty && state.as_ref().is_some_and(|state| !state.disk.failed().is_empty()) {
                (_, state) = self.look(&before, Changed::Anywhere);
            }
        }
        let Some(state) = state else { return looked };
        let now = Arc::new(next(state, Some(&before), self.born));
        *self.now.lock() = Arc::clone(&now);
        self.came.notify_all();
        // A screen may be full, or held by a hand: pages do not wait for it.
        tell(&self.screen, &now, (!was_hasty).then_some(&*before));
        if was_hasty {
            self.remember();
        }
        looked
    }

    /// The project as its files are now, if they are not what they were; and how long it took to look which are not.
    fn look(&self, before: &Now, changed: Changed) -> (Duration, Option<State>) {
        let options = Options { today: self.today(before), ..before.last.options.clone() };
        let is_same_day = options.today == before.last.options.today;
        let places = match &changed {
            Changed::At(places) => Some(places),
            Changed::Anywhere => None,
        };
        let look = || before.last.disk.renewed(places, clock::nanoseconds());
        let ((disk, mut changed), looked) = clock::timed(look);
        let same_faults = disk.faults() == before.last.disk.faults();
        // What was made of a file that could not be read has forgotten that it failed.
        changed.extend(before.last.disk.failed());
        if same_faults && changed.is_empty() && !before.last.is_hasty && is_same_day {
            return (looked, None);
        }
        let disk = Arc::new(disk);
        let files = Arc::clone(&disk) as Arc<dyn Files>;
        let memo = Arc::clone(&self.cache) as Arc<dyn Memo>;
        let reopen = || match is_same_day {
            true => bangvang::reopen(&before.last.project, &changed, &files, &memo, &options),
            false => open(self.drafts, &files, &memo, &options),
        };
        let mut project = self.back.as_ref().map_or_else(reopen, |back| back.install(reopen));
        // A template that fails is an error of the board, before its first reader meets it.
        let is_of_theme = |file: &FilePath| file.starts_with("themes/") || &**file == "site/site.toml";
        let is_other = changed.iter().any(is_of_theme);
        let known = if is_other { Kinds::default() } else { before.last.rehearsed.clone() };
        // A page of a kind there was none of may come with any file.
        let is_built_in = disk.under("themes").is_empty();
        let rehearsed = if is_built_in { known } else { rehearse(&mut project, known) };
        (looked, Some(State { disk, project, options, is_hasty: false, rehearsed }))
    }

    /// Leaves for the next run what this one has learnt.
    pub(super) fn remember(&self) {
        remember(&self.last().last.disk, &self.cache, false);
    }
}

/// A project with or without those who wait.
fn open(drafts: bool, files: &Arc<dyn Files>, memo: &Arc<dyn Memo>, options: &Options) -> Project {
    let open = if drafts { bangvang::open_with_drafts } else { bangvang::open };
    open(files, memo, options)
}

/// Does every kind of page come out? What does not is told, each time anew.
fn rehearse(project: &mut Project, mut known: Kinds) -> Kinds {
    let Project { site: Some(site), report, .. } = project else { return Kinds::default() };
    let mut found = Report::default();
    site.rehearse(&mut known, &mut found);
    let is_sound = !found.has_errors();
    report.extend(found.into_problems());
    if is_sound { known } else { Kinds::default() }
}

fn next(state: State, before: Option<&Now>, born: i64) -> Now {
    let number = before.map_or(1, |now| now.number + 1);
    let last = Arc::new(state);
    let shown = |may_be: bool| (may_be && last.project.site.is_some()).then(|| Arc::clone(&last));
    // What was not looked at is not known to be good.
    let kept = before.and_then(|now| now.good.clone()).filter(|state| !state.is_hasty);
    // One photo that cannot be used must not hide the whole site from whoever begins: it is only missing.
    let are_of_photos = || desk::errors(&last.project.report).into_iter().all(is_of_photo);
    let is_clean = |state: &Arc<State>| !state.project.report.has_errors();
    let good = shown(is_clean(&last)).or_else(|| kept.clone().filter(is_clean));
    let good = good.or_else(|| shown(are_of_photos())).or(kept);
    Now { name: format!("{born:x}-{number}"), number, last, good, drafted: OnceLock::new() }
}

/// Does it say that a photo cannot be used? What a board itself calls an error of a photo leaves it on its page.
fn is_of_photo(problem: &Problem) -> bool {
    let stops = || rulebook::find(&problem.rule).is_some_and(|rule| rule.severity == Severity::Error);
    problem.rule.starts_with("photo-") && stops()
}

/// Shows on the screen what is wrong, and when nothing is any more.
fn tell(screen: &Screen, now: &Now, before: Option<&Now>) {
    let State { project: Project { report, .. }, disk, .. } = &*now.last;
    if report.has_errors() {
        screen.report(report, &**disk, 0);
        let [errors, ..] = counts(&report.problems());
        let key = match &now.good {
            Some(_) if now.is_as_files_are() => "serve.without",
            Some(_) => "serve.problems",
            None => "serve.broken",
        };
        screen.say(key, &[("n", &errors.to_string())]);
    } else if before.is_some_and(|now| now.last.project.report.has_errors()) {
        screen.say("serve.mended", &[]);
    }
}
