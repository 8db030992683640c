//! `bangvang build`: makes every output that is not there yet, checks it, and swaps the new site in.

mod make;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bangvang::Project;
use bangvang::check::finished::Ground;
use bangvang::files::Digest;
use bangvang::model::Date;
use bangvang::privacy::Allowed;
use bangvang::site::{Class, Options, Output, Photos, Site};
use clap::{Args, ValueEnum};
use rustc_hash::FxHashSet;

use self::make::{check, make};
use super::takedown::Takedown;
use super::{Desk, End, Failure, Flags, Opened, takedown, why};
use crate::host::disk::FOLDERS;
use crate::host::folder::{self, Changes, Folder, Manifest, Survey};
use crate::host::takedowns::{LIST, Takedowns};

/// More warnings than this are for `check` to tell.
const WARNINGS: usize = 12;

/// Where a site goes if nothing else is said.
pub(super) const OUTPUT: &str = "public";

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

    /// Is an output of what is asked for: one medium, or both?
    fn is_asked(only: Option<Self>, output: &Output) -> bool {
        only.is_none_or(|only| only == Self::of(output))
    }

    /// The medium of something that was made before: print has a folder of its own.
    fn at(path: &str) -> Self {
        if path.starts_with("print/") { Self::Print } else { Self::Web }
    }
}

impl Build {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let opened = desk.open()?;
        let mut options = desk.options(&opened, &self.flags)?;
        let output = self.output.unwrap_or_else(|| desk.root.join(OUTPUT));
        let rules = folder::Options {
            forbidden: vec![desk.root.clone()],
            sources: FOLDERS.iter().map(|folder| desk.root.join(folder)).collect(),
            wait: Duration::from_secs(self.wait),
        };
        let mut folder = Folder::open(&output, &rules)?;
        tell_set_aside(desk, folder.set_aside());
        let list = Takedowns::new(&desk.root, &output);
        let listed = list.settle(folder.manifest());
        let survey = folder.survey()?;
        let inputs = inputs(&opened, &options);
        let same = inputs.is_some() && inputs.as_ref() == Some(&folder.manifest().inputs);
        if self.only.is_none() && same && survey.is_whole() {
            is_listed(desk, &listed);
            opened.remember(false);
            desk.screen.say("build.same", &[("folder", &output.display().to_string())]);
            return Ok(End::Fine);
        }
        let mut work = Work { desk, opened: &opened, output: &output, only: self.only, inputs };
        let mut project = work.open(&mut options, folder.manifest(), &survey);
        let done = work.publish(&mut project, options.today, &list, &mut folder, survey)?;
        // What was not made did not ask for what it will need.
        opened.remember(done.is_some() && work.only.is_none());
        opened.cache.shrink(self.cache_size.saturating_mul(1 << 20));
        let end = End::of(&project.report);
        desk.screen.report(&project.report, &*opened.disk, WARNINGS);
        match done {
            Some(done) => work.tell(&done, is_listed(desk, &list.settle(folder.manifest()))),
            None => {
                is_listed(desk, &listed);
                let gaps = [("folder", &*output.display().to_string())];
                desk.screen.fail(&desk.screen.words.say("build.kept", &gaps));
            }
        }
        // The process ends here: taking ten thousand nouns apart piece by piece would serve nobody.
        std::mem::forget(project);
        Ok(end)
    }
}

/// A build under way.
struct Work<'w> {
    desk: &'w Desk,
    opened: &'w Opened,
    output: &'w Path,
    only: Option<Medium>,
    /// The identity of all that goes into the site, where that is known.
    inputs: Option<String>,
}

/// What a build that went well has to tell.
struct Done {
    changes: Changes,
    /// How many pictures the site has.
    pictures: usize,
    gone: Vec<Takedown>,
}

impl Work<'_> {
    /// Opens the project for what is asked for; for both media if somebody goes.
    fn open(&mut self, options: &mut Options, stands: &Manifest, survey: &Survey) -> Project {
        let project = open(self.opened, options, self.only, stands, survey);
        // Whoever goes does so everywhere: half a site would still tell of them, and the list say otherwise.
        if let (Some(_), Some(board), Some(site)) = (self.only, &project.board, &project.site)
            && !project.report.has_errors()
            && takedown::is_due(stands, site, self.output, board, options.today)
        {
            self.desk.screen.say("takedown.everywhere", &[]);
            self.only = None;
            return open(self.opened, options, None, stands, survey);
        }
        project
    }

    /// Makes the site, checks it, and swaps it in for the one that stands; does nothing of the kind, but reports, if
    /// anything is wrong.
    fn publish(
        &self,
        project: &mut Project,
        today: Date,
        list: &Takedowns,
        folder: &mut Folder,
        survey: Survey,
    ) -> Result<Option<Done>, Failure> {
        let Project { board: Some(board), site: Some(site), report, reading, .. } = project else {
            return Ok(None);
        };
        if self.only != Some(Medium::Web) {
            site.proof(report);
        }
        if report.has_errors() {
            return Ok(None);
        }
        let allowed = Allowed::new(board.settings.contact.texts());
        let paths = self.paths(site, folder.manifest(), &survey);
        let ground = Ground {
            base_url: site.base_url(),
            base_path: site.base_path(),
            allowed: &allowed,
            clean: &reading.clean,
            exists: &|path| paths.contains(path),
        };
        let stage = folder.stage(survey)?;
        let asked = site.outputs().values().filter(|output| Medium::is_asked(self.only, output));
        let bar = self.desk.screen.progress("build.making", asked.count());
        let mut made = make(site, self.only, &stage, &ground, &|| bar.inc(1))?;
        bar.finish_and_clear();
        report.extend(check(&mut made, &stage, self.output, &ground));
        report.extend(self.opened.disk.failures());
        if report.has_errors() {
            return Ok(None);
        }
        let gone = takedown::takedowns(stage.manifest(), &made.entries, self.output, board, report, today);
        // Half a site is not yet the site of these inputs.
        let inputs = self.inputs.clone().filter(|_| self.only.is_none()).unwrap_or_default();
        let generator = format!("bangvang {}", env!("CARGO_PKG_VERSION"));
        let manifest = Manifest { generator, inputs, entries: made.entries };
        if !gone.is_empty() {
            let words = self.desk.screen.words;
            let lines = takedown::lines(&gone, today, self.output, words);
            let noted = list.note(&manifest, &takedown::head(words), lines);
            noted.map_err(Failure::io("write", &self.desk.root.join(LIST)))?;
        }
        let changes = stage.commit(manifest)?;
        let pictures = site.outputs().values().filter(|o| matches!(o, Output::Picture { .. })).count();
        Ok(Some(Done { changes, pictures, gone }))
    }

    /// Every path a page may lead to: of what is made now, and of what stands of the other medium.
    fn paths<'s>(&self, site: &'s Site, stands: &Manifest, survey: &Survey) -> FxHashSet<&'s str> {
        let standing = |path: &str| stands.entries.contains_key(path) && survey.is_intact(path);
        // A link to what was taken down leads nowhere, whatever stands there.
        let leads = |path: &str, output: &Output| site.class(path, output) != Class::Gone;
        let there = site.outputs().iter().filter(|(path, output)| {
            (Medium::is_asked(self.only, output) || standing(path)) && leads(path, output)
        });
        there.map(|(path, _)| path.as_str()).collect()
    }

    fn tell(&self, done: &Done, is_listed: bool) {
        takedown::tell(self.desk, &done.gone, is_listed);
        summary(self.desk, &done.changes, &self.output.display().to_string());
        tell_pictures(self.desk, self.opened.cache.pictures_made(), done.pictures);
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

/// Is the list of takedowns written? The site is what matters: a list that cannot be written is told, and tried again
/// by the next build.
fn is_listed(desk: &Desk, settled: &io::Result<()>) -> bool {
    if let Err(error) = settled {
        let gaps = [("file", LIST), ("why", &*why(error, desk.screen.words))];
        desk.screen.warn(&desk.screen.words.say("takedown.not-listed", &gaps));
    }
    settled.is_ok()
}

/// Names what somebody else put into the output in the moment of the swap, and where it is now.
fn tell_set_aside(desk: &Desk, paths: &[PathBuf]) {
    for path in paths {
        desk.screen.warn(&desk.screen.words.say("build.set-aside", &[("path", &path.display().to_string())]));
    }
}
