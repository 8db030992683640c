//! The verbs, one file each, and what they share: where the project is, what day it is, how to speak.

mod build;
mod check;
mod clean;
mod completions;
mod explain;
mod help;
mod init;
mod new;
mod schema;
mod serve;
mod speech;
mod takedown;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use bangvang::files::{Files, Memo};
use bangvang::model::settings::Language;
use bangvang::model::{Choice as _, Date};
use bangvang::report::Report;
use bangvang::site::Options;
use bangvang::words::{Words, words};
use clap::error::ErrorKind as Misunderstood;
use clap::{
    ArgAction, Args, Command, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum,
};

use crate::host::cache::Cache;
use crate::host::disk::{Disk, Index};
use crate::host::terminal::Screen;
use crate::host::write::names;
use crate::host::{clock, folder, reason};

const NAME: &str = "bangvang";

/// What can be asked of the program. What its help says is found in the words under `help.` and `flag.`.
#[derive(Parser)]
#[command(name = NAME, bin_name = NAME, version, propagate_version = true)]
#[command(disable_help_flag = true, disable_help_subcommand = true, disable_version_flag = true)]
pub(crate) struct Program {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// Flags of every verb.
#[derive(Args)]
struct Common {
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[arg(short, long, global = true)]
    quiet: bool,
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    #[arg(long, global = true, value_name = "LANG", value_parser = ["vi", "en"], default_value = "vi")]
    lang: String,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, global = true, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Verb {
    Build(build::Build),
    Serve(serve::Serve),
    Check(check::Check),
    Init(init::Init),
    New(new::New),
    Clean(clean::Clean),
    Explain(explain::Explain),
    Schema(schema::Schema),
    Completions(completions::Completions),
    Help(help::Help),
}

impl Program {
    /// What is asked for; without that, how the program ends. Who asks for nothing wants to see the board, if there is
    /// one here.
    pub(crate) fn asked() -> Result<Self, ExitCode> {
        let mut arguments: Vec<OsString> = std::env::args_os().collect();
        let asked = Self::understood(&arguments)?;
        if asked.verb.is_some() || !is_project(&asked.common.root) {
            return Ok(asked);
        }
        arguments.extend(["serve", "--open"].map(OsString::from));
        Self::understood(&arguments)
    }

    fn understood(arguments: &[OsString]) -> Result<Self, ExitCode> {
        let words = words(speech::language(arguments));
        let mut command = Self::spoken(words);
        let parsed = command.try_get_matches_from_mut(arguments);
        parsed.and_then(|matches| Self::from_arg_matches(&matches)).map_err(|error| match error.kind() {
            Misunderstood::DisplayHelp
            | Misunderstood::DisplayVersion
            | Misunderstood::DisplayHelpOnMissingArgumentOrSubcommand => {
                // A closed pipe is nobody's problem.
                let _ = error.print();
                ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
            }
            _ => {
                let screen = Screen { words, quiet: false, verbose: false };
                screen.fail(&speech::refusal(&error, &command, arguments, words));
                ExitCode::from(2)
            }
        })
    }

    /// The command line with its help in these words.
    fn spoken(words: &Words) -> Command {
        speech::spoken(Self::command(), NAME, words)
    }

    /// Runs the verb asked for.
    pub(crate) fn run(self) -> ExitCode {
        match self.common.color {
            Colour::Auto => {}
            Colour::Always => anstream::ColorChoice::Always.write_global(),
            Colour::Never => anstream::ColorChoice::Never.write_global(),
        }
        let language = Language::from_word(&self.common.lang).unwrap_or_default();
        let screen =
            Screen { words: words(language), quiet: self.common.quiet, verbose: self.common.verbose > 0 };
        let desk = Desk { root: self.common.root, screen };
        let Some(verb) = self.verb else {
            let _ = Self::spoken(screen.words).print_help();
            return ExitCode::from(2);
        };
        let ended = match verb {
            Verb::Build(verb) => verb.run(&desk),
            Verb::Serve(verb) => verb.run(&desk),
            Verb::Check(verb) => verb.run(&desk),
            Verb::Init(verb) => verb.run(&desk),
            Verb::New(verb) => verb.run(&desk),
            Verb::Clean(verb) => verb.run(&desk),
            Verb::Explain(verb) => verb.run(&desk),
            Verb::Schema(verb) => verb.run(&desk),
            Verb::Completions(verb) => verb.run(&desk),
            Verb::Help(verb) => verb.run(&desk),
        };
        match ended {
            Ok(end) => ExitCode::from(end.code()),
            Err(failure) => {
                screen.fail(&failure.text(&screen));
                ExitCode::from(failure.code())
            }
        }
    }
}

/// How a verb ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// All is well.
    Fine,
    /// The content must be mended.
    Problems,
    /// The settings or the theme must be mended.
    Settings,
}

impl End {
    fn of(report: &Report) -> Self {
        match (report.has_errors(), report.blames_settings()) {
            (false, _) => Self::Fine,
            (true, false) => Self::Problems,
            (true, true) => Self::Settings,
        }
    }

    fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Problems => 1,
            Self::Settings => 3,
        }
    }
}

/// Why a verb could not be done.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// What was asked makes no sense; the words say what to ask instead.
    #[error("{0}")]
    Usage(String),
    /// The output folder refused.
    #[error(transparent)]
    Folder(#[from] folder::Error),
    /// The disk refused.
    #[error("{doing} {path}: {source}")]
    Io { path: PathBuf, doing: &'static str, source: std::io::Error },
}

impl Failure {
    fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_path_buf();
        move |source| Self::Io { path, doing, source }
    }

    fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Folder(error) => error.exit_code(),
            Self::Io { .. } => 4,
        }
    }

    fn text(&self, screen: &Screen) -> String {
        let words = screen.words;
        match self {
            Self::Usage(text) => text.clone(),
            Self::Folder(error) => folder_text(error, words),
            Self::Io { path, doing, source } => {
                let doing = words.say(&format!("doing.{doing}"), &[]);
                words.say(
                    "error.io",
                    &[("path", &path.display().to_string()), ("doing", &doing), ("why", &why(source, words))],
                )
            }
        }
    }
}

/// Why the system refused, in the user's words.
fn why(error: &std::io::Error, words: &Words) -> String {
    words.meant("why", &reason(error)).to_owned()
}

/// What an output folder's refusal is in the user's words.
fn folder_text(error: &folder::Error, words: &Words) -> String {
    use folder::Error;
    let path = |path: &Path| path.display().to_string();
    match error {
        Error::Forbidden { path: p } => words.say("error.output-is-project", &[("path", &path(p))]),
        Error::NotOurs { path: p, example } => {
            words.say("error.output-foreign", &[("path", &path(p)), ("example", &path(example))])
        }
        Error::NotAFolder { path: p } => words.say("error.output-not-a-folder", &[("path", &path(p))]),
        Error::Claimed { path: p } => words.say("error.output-foreign-file", &[("path", &path(p))]),
        Error::BadManifest { path: p, reason } => {
            words.say("error.manifest-broken", &[("path", &path(p)), ("reason", reason)])
        }
        Error::Locked { path: p } => words.say("error.locked", &[("folder", &path(p))]),
        Error::Io { path: p, source, .. }
            if matches!(source.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) =>
        {
            words.say("error.disk-full", &[("path", &path(p))])
        }
        Error::Io { path: p, doing, source } => {
            let doing = words.say(&format!("doing.{}", doing.code()), &[]);
            words.say("error.io", &[("path", &path(p)), ("doing", &doing), ("why", &why(source, words))])
        }
        // A fault of the program, not of the user: its own words, to be reported as they are.
        other => other.to_string(),
    }
}

/// What all verbs have before them.
struct Desk {
    root: PathBuf,
    screen: Screen,
}

/// A project on the disk with its caches.
struct Opened {
    disk: Arc<Disk>,
    cache: Arc<Cache>,
    now: i64,
}

/// Does a board stand in this folder?
fn is_project(root: &Path) -> bool {
    root.join("site/site.toml").exists()
}

/// Does a conference stand in this folder?
fn has_conference(root: &Path) -> bool {
    let content = root.join("content");
    names(&content).iter().any(|name| content.join(name).join("conference.md").exists())
}

impl Desk {
    /// Hands over what was asked for.
    fn hand_over(&self, text: &str) -> Result<(), Failure> {
        let there = PathBuf::from(self.screen.words.say("doing.there", &[]));
        self.screen.hand_over(text).map_err(Failure::io("write", &there))
    }

    /// Lists the project; its folder must hold `site/site.toml`.
    fn open(&self) -> Result<Opened, Failure> {
        // Without settings it is still a project, and is told what it lacks.
        if !is_project(&self.root) && !has_conference(&self.root) {
            return Err(self.no_project());
        }
        let now = clock::seconds().map_err(|asked| {
            Failure::Usage(self.screen.words.say("error.bad-epoch", &[("value", &asked)]))
        })?;
        let folder = self.cache_folder();
        let ((cache, index), disk) = rayon::join(
            || (Cache::open(&folder), Cache::note::<Index>(&folder, "index")),
            || Disk::open(&self.root, clock::nanoseconds()),
        );
        let bar = self.screen.progress("build.looking", 0);
        let disk = disk.recognised(index).watched(Box::new(move |done, all| {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
            if done == all {
                bar.finish_and_clear();
            }
        }));
        Ok(Opened { disk: Arc::new(disk), cache: Arc::new(cache), now })
    }

    fn no_project(&self) -> Failure {
        let path = self.root.display().to_string();
        Failure::Usage(self.screen.words.say("error.no-project", &[("path", &path)]))
    }

    fn cache_folder(&self) -> PathBuf {
        self.root.join(".bangvang").join("cache")
    }

    /// The options of a run, from its flags.
    fn options(&self, opened: &Opened, flags: &Flags) -> Result<Options, Failure> {
        let say =
            |key: &str, gap: &str, value: &str| Failure::Usage(self.screen.words.say(key, &[(gap, value)]));
        let today = match &flags.date {
            Some(date) => date.parse::<Date>().map_err(|_| say("error.bad-date", "date", date))?,
            None => clock::day(opened.now),
        };
        let base_url = match &flags.base_url {
            Some(url) => Some(
                bangvang::read::tidy_base_url(url).ok_or_else(|| say("error.bad-base-url", "url", url))?,
            ),
            None => None,
        };
        Ok(Options { base_url, ..Options::on(today) })
    }
}

impl Opened {
    fn files(&self) -> Arc<dyn Files> {
        Arc::clone(&self.disk) as Arc<dyn Files>
    }

    fn memo(&self) -> Arc<dyn Memo> {
        Arc::clone(&self.cache) as Arc<dyn Memo>
    }

    fn remember(&self, looked_at_everything: bool) {
        remember(&self.disk, &self.cache, looked_at_everything);
    }
}

/// Leaves for the next run what this one has learnt.
fn remember(disk: &Disk, cache: &Cache, looked_at_everything: bool) {
    cache.save(looked_at_everything);
    cache.leave_note("index", &disk.index());
}

/// Flags of the verbs that lay out a site.
#[derive(Args)]
struct Flags {
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
}
