//! `bangvang build`: makes every output that is not there yet, checks it, and swaps the new site in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bangvang::Project;
use bangvang::check::finished::{self, Facts, Ground};
use bangvang::files::Digest;
use bangvang::privacy::Allowed;
use bangvang::report::Problem;
use bangvang::site::{Class, Options, Output, Photos, Site};
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{Desk, End, Failure, Flags, Opened, takedown, why};
use crate::host::disk::FOLDERS;
use crate::host::folder::{self, Changes, Entry, Folder, Manifest, Stage, Survey};
use crate::host::takedowns::{LIST, Takedowns};

/// More warnings than this are for `check` to tell.
const WARNINGS: usize = 12;

/// Flags of `build`.
#[derive(Args)]
pub(super) struct Build {
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
    #[arg(long, value_name = "MEDIUM", value_enum)]
    only: Option<Medium>,
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    wait: u64,
    #[arg(long, value_name = "MIB", default_value_t = 2048)]
    cache_size: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Medium {
    Web,
    Print,
}

impl Medium {
    fn of(output: &Output) -> Self {
        if matches!(output, Output::Sheet(_)) { Self::Print } else { Self::Web }
    }

    /// The medium of something that was made before: print has a folder of its own.
    fn at(path: &str) -> Self {
        if path.starts_with("print/") { Self::Print } else { Self::Web }
    }
}

impl Build {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let screen = &desk.screen;
        let opened = desk.open()?;
        let mut options = desk.options(&opened, &self.flags)?;
        let output = self.output.unwrap_or_else(|| desk.root.join("public"));
        let shown = output.display().to_string();
        let rules = folder::Options {
            forbidden: vec![desk.root.clone()],
            sources: FOLDERS.iter().map(|folder| desk.root.join(folder)).collect(),
            wait: Duration::from_secs(self.wait),
        };
        let mut folder = Folder::open(&output, &rules)?;
        tell_set_aside(desk, folder.set_aside());
        let list = Takedowns::new(&desk.root, &output);
        settle(desk, &list, folder.manifest());
        let survey = folder.survey()?;
        let all_inputs = inputs(&opened, &options);
        let same = all_inputs.is_some() && all_inputs.as_ref() == Some(&folder.manifest().inputs);
        if self.only.is_none() && same && survey.is_whole() {
            opened.remember(false);
            screen.say("build.same", &[("folder", &shown)]);
            return Ok(End::Fine);
        }
        let mut only = self.only;
        let mut project = open(&opened, &mut options, only, folder.manifest(), &survey);
        // Whoever goes does so everywhere: half a site would still tell of them, and the list say otherwise.
        if let (Some(_), Some(board), Some(site)) = (only, &project.board, &project.site)
            && !project.report.has_errors()
            && takedown::is_due(folder.manifest(), site, &output, board, options.today)
        {
            screen.say("takedown.everywhere", &[]);
            only = None;
            project = open(&opened, &mut options, only, folder.manifest(), &survey);
        }
        // Half a site is not yet the site of these inputs.
        let inputs = all_inputs.filter(|_| only.is_none());
        let Project { board, site, mut report, reading, .. } = project;
        if let (Some(site), false) = (&site, only == Some(Medium::Web)) {
            site.proof(&mut report);
        }
        let mut done = None;
        if let (Some(board), Some(site), false) = (&board, &site, report.has_errors()) {
            let allowed = Allowed::new(board.settings.contact.texts());
            let wanted = |output: &&Output| only.is_none_or(|only| only == Medium::of(output));
            let entries = &folder.manifest().entries;
            let standing = |path: &String| entries.contains_key(path) && survey.is_intact(path);
            // A link to what was taken down leads nowhere, whatever stands there.
            let leads = |path: &str, output: &Output| site.class(path, output) != Class::Gone;
            let there = site.outputs().iter().filter(|(path, output)| wanted(output) || standing(path));
            let there = there.filter(|(path, output)| leads(path, output));
            let paths: FxHashSet<&str> = there.map(|(path, _)| path.as_str()).collect();
            let ground = Ground {
                base_path: site.base_path(),
                allowed: &allowed,
                clean: &reading.clean,
                exists: &|path| paths.contains(path),
            };
            let stage = folder.stage(survey)?;
            let bar = screen.progress("build.making", site.outputs().values().filter(wanted).count());
            let mut made = make(site, only, &stage, &ground, &|| bar.inc(1))?;
            bar.finish_and_clear();
            report.extend(check(&mut made, &stage, &output, &ground));
            report.extend(opened.disk.failures());
            if !report.has_errors() {
                let generator = format!("bangvang {}", env!("CARGO_PKG_VERSION"));
                let (entries, inputs) = (made.entries, inputs.unwrap_or_default());
                let gone =
                    takedown::takedowns(stage.manifest(), &entries, &output, board, &report, options.today);
                let manifest = Manifest { generator, inputs, entries };
                if !gone.is_empty() {
                    let lines = takedown::lines(&gone, options.today, &output, screen.words);
                    let noted = list.note(&manifest, &takedown::head(screen.words), lines);
                    noted.map_err(Failure::io("write", &desk.root.join(LIST)))?;
                }
                let changes = stage.commit(manifest)?;
                let pictures = site.outputs().values().filter(|o| matches!(o, Output::Picture { .. }));
                done = Some((changes, pictures.count(), gone));
            }
        }
        // What was not made did not ask for what it will need.
        opened.remember(done.is_some() && only.is_none());
        opened.cache.shrink(self.cache_size.saturating_mul(1 << 20));
        let end = End::of(&report);
        screen.report(&report, &*opened.disk, WARNINGS);
        match done {
            Some((changes, pictures, gone)) => {
                settle(desk, &list, folder.manifest());
                takedown::tell(desk, &gone);
                summary(desk, &changes, &shown);
                tell_pictures(desk, opened.cache.pictures_made(), pictures);
            }
            None => screen.fail(&screen.words.say("build.kept", &[("folder", &shown)])),
        }
        // The process ends here: taking ten thousand nouns apart piece by piece would serve nobody.
        std::mem::forget((board, site));
        Ok(end)
    }
}

/// Opens the project for one medium or both, beside what stands of the other.
fn open(
    opened: &Opened,
    options: &mut Options,
    only: Option<Medium>,
    stands: &Manifest,
    survey: &Survey,
) -> Project {
    let asks = |medium: Medium| only.is_none_or(|only| only == medium);
    options.photos = Photos::Made { pages: asks(Medium::Web), sheets: asks(Medium::Print) };
    // Pages lead to the sheets of an earlier build, and to none that nobody has made.
    options.sheets = (only == Some(Medium::Web)).then(|| {
        let ours = stands.entries.keys().filter(|path| Medium::at(path) == Medium::Print);
        Arc::new(ours.filter(|path| survey.is_intact(path)).cloned().collect())
    });
    bangvang::open(&opened.files(), &opened.memo(), options)
}

/// The identity of all that goes into the site: files, options and the program.
fn inputs(opened: &Opened, options: &Options) -> Option<String> {
    let files = opened.disk.inputs().ok()?;
    let options = format!("{options:?}");
    let parts = [files.as_bytes().as_slice(), options.as_bytes(), bangvang::PROGRAM.as_bytes()];
    Some(Digest::of_parts(parts).hex(64))
}

/// What was made of a site.
#[derive(Default)]
struct Made {
    entries: BTreeMap<String, Entry>,
    /// What the pages made in this run say.
    pages: BTreeMap<String, Facts>,
    /// Pages that stay as they were.
    kept: Vec<String>,
    problems: Vec<Problem>,
}

/// Makes every output of a medium, or of both, whose fingerprint is new. Pages are made one at a time on each core,
/// none held after it is written. Whatever is typeset, sheets and share cards, comes one after the other beside them:
/// editions share a setting, setting takes all cores by itself, and a thread that waits for a part of one must not
/// begin another on top of it. What belongs to the other medium is kept as it stands.
fn make(
    site: &Site,
    only: Option<Medium>,
    stage: &Stage<'_>,
    ground: &Ground<'_>,
    tick: &(dyn Fn() + Sync),
) -> Result<Made, Failure> {
    let made = Mutex::new(Made::default());
    let one = |(path, output): (&String, &Output)| -> Result<(), Failure> {
        let draft = site.draft(path, output);
        let from = draft.fingerprint().hex(32);
        let class = site.class(path, output).word().to_owned();
        if stage.standing(path).is_some_and(|entry| entry.from == from)
            && let Some(entry) = stage.keep(path)?.cloned()
        {
            let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
            made.entries.insert(path.clone(), entry);
            if path.ends_with(".html") {
                made.kept.push(path.clone());
            }
            tick();
            return Ok(());
        }
        let plain = draft.plain();
        match draft.render() {
            Ok(bytes) => {
                let facts = match output {
                    Output::Picture { .. } | Output::Card(_) => finished::look_at_picture(path, &bytes),
                    // Files of the theme tell of nobody.
                    Output::Asset(_) => Facts::default(),
                    // Editors write anchors in more ways than are read here.
                    Output::Static(_) => {
                        Facts { anchored: Vec::new(), ..finished::look(path, &bytes, None, ground) }
                    }
                    _ => finished::look(path, &bytes, plain.as_deref(), ground),
                };
                let written = stage.write(path, &bytes)?;
                let entry = Entry { size: written.size, sha256: written.sha256, class, from };
                let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
                made.entries.insert(path.clone(), entry);
                made.pages.insert(path.clone(), facts);
            }
            Err(problem) => {
                let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
                made.problems.push(*problem);
            }
        }
        tick();
        Ok(())
    };
    let wanted = site.outputs().iter().filter(|(_, o)| only.is_none_or(|only| only == Medium::of(o)));
    let is_set = |output: &Output| matches!(output, Output::Sheet(_) | Output::Card(_));
    let (set, pages): (Vec<_>, Vec<_>) = wanted.partition(|(_, output)| is_set(output));
    std::thread::scope(|scope| {
        let set = scope.spawn(|| set.into_iter().try_for_each(one));
        let pages = pages.into_par_iter().try_for_each(one);
        // A panic there is one here.
        pages.and(set.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    if let Some(only) = only {
        let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
        // The sheet of somebody who is printed no more does not wait for the next time sheets are made.
        let stays = |path: &&String| {
            Medium::at(path) != only && (only == Medium::Print || site.outputs().contains_key(*path))
        };
        for path in stage.manifest().entries.keys().filter(stays) {
            if let Some(entry) = stage.keep(path)? {
                made.entries.insert(path.clone(), entry.clone());
            }
        }
    }
    Ok(made.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Checks what was made. Pages that stay were checked when they were made and need it again only when
/// something they may lead to has gone.
fn check(made: &mut Made, stage: &Stage<'_>, output: &Path, ground: &Ground<'_>) -> Vec<Problem> {
    if !made.kept.is_empty() && something_went(made, stage, output, ground) {
        let looked = made.kept.par_iter().filter_map(|path| {
            let bytes = stage.read(path).ok()?;
            Some((path.clone(), finished::look(path, &bytes, None, ground)))
        });
        let looked: Vec<(String, Facts)> = looked.collect();
        made.pages.extend(looked);
    }
    let mut problems = std::mem::take(&mut made.problems);
    problems.extend(finished::problems(&made.pages));
    problems
}

/// Has a path or an anchor of the old site gone?
fn something_went(made: &Made, stage: &Stage<'_>, output: &Path, ground: &Ground<'_>) -> bool {
    if takedown::gone(stage.manifest(), &made.entries).next().is_some() {
        return true;
    }
    // Only pages have anchors.
    made.pages.iter().filter(|(path, _)| path.ends_with(".html")).any(|(path, new)| {
        stage.standing(path).is_some()
            && crate::host::write::read(&output.join(path))
                .is_ok_and(|old| !finished::look(path, &old, None, ground).ids.is_subset(&new.ids))
    })
}

fn summary(desk: &Desk, changes: &Changes, folder: &str) {
    let screen = &desk.screen;
    for path in changes.removed.iter().filter(|path| path.ends_with(".html")) {
        screen.say("build.removed", &[("path", path)]);
    }
    let gaps = [
        ("written", changes.written.len().to_string()),
        ("unchanged", changes.unchanged.to_string()),
        ("removed", changes.removed.len().to_string()),
        ("folder", folder.to_owned()),
    ];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
    screen.say("build.done", &gaps);
    tell_set_aside(desk, &changes.set_aside);
    if let Some(error) = &changes.untidy {
        screen.warn(&screen.words.say("build.untidy", &[("why", &super::folder_text(error, screen.words))]));
    }
}

/// How many pictures had to be made and how many were there, in the site or in the cache.
fn tell_pictures(desk: &Desk, made: usize, all: usize) {
    if all > 0 {
        let [made, remembered] = [made, all.saturating_sub(made)].map(|n| n.to_string());
        desk.screen.say("build.pictures", &[("made", &made), ("remembered", &remembered)]);
    }
}

/// Writes into the list of takedowns what the site that stands has taken down. The site is what matters: a list that
/// cannot be written is told, and tried again by the next build.
fn settle(desk: &Desk, list: &Takedowns, stands: &Manifest) {
    if let Err(error) = list.settle(stands) {
        let gaps = [("file", LIST), ("why", &*why(&error, desk.screen.words))];
        desk.screen.warn(&desk.screen.words.say("takedown.not-listed", &gaps));
    }
}

/// Names what somebody else put into the output in the moment of the swap, and where it is now.
fn tell_set_aside(desk: &Desk, paths: &[PathBuf]) {
    for path in paths {
        desk.screen.warn(&desk.screen.words.say("build.set-aside", &[("path", &path.display().to_string())]));
    }
}
