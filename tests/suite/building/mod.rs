//! `bangvang build` on a disk: whatever happens, the old site or the new one stands, and strangers' files stay.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr
)]

mod faults;
mod foreign;
mod kill;
mod mistakes;
mod refuse;
mod remembered;
mod same;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::panic::{UnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::board::{Board, done, page_of, text_of};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Thing {
    Folder,
    File(Vec<u8>),
    Link(PathBuf),
}

/// A folder as a value.
type Tree = BTreeMap<PathBuf, Thing>;

/// Everything beneath `root`, without following links.
fn tree(root: &Path) -> Tree {
    let mut found = Tree::new();
    let mut todo = vec![PathBuf::new()];
    while let Some(folder) = todo.pop() {
        let Ok(entries) = fs::read_dir(root.join(&folder)) else { continue };
        for entry in entries {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            let kind = entry.file_type().unwrap();
            let thing = if kind.is_dir() {
                todo.push(path.clone());
                Thing::Folder
            } else if kind.is_symlink() {
                Thing::Link(fs::read_link(entry.path()).unwrap())
            } else {
                Thing::File(fs::read(entry.path()).unwrap())
            };
            found.insert(path, thing);
        }
    }
    found
}

fn difference(a: &Tree, b: &Tree) -> String {
    let short = |tree: &Tree, path: &PathBuf| match tree.get(path) {
        Some(Thing::File(bytes)) => format!("file of {} bytes", bytes.len()),
        other => format!("{other:?}"),
    };
    let paths: BTreeSet<&PathBuf> =
        a.keys().chain(b.keys()).filter(|path| a.get(*path) != b.get(*path)).collect();
    paths
        .iter()
        .map(|path| format!("  {}: {} / {}\n", path.display(), short(a, path), short(b, path)))
        .collect()
}

fn same(a: &Tree, b: &Tree, what: &str) {
    assert!(a == b, "{what}:\n{}", difference(a, b));
}

/// Two boards that take turns in one output: the second lacks a person, has another, and says some things differently.
struct Scene {
    boards: [Board; 2],
    beside: tempfile::TempDir,
    output: PathBuf,
    foreign: Tree,
    wanted: [Tree; 2],
}

impl Scene {
    /// The first board stands, among things of others.
    fn new() -> Self {
        Self::unlike([Board::unprinted(5), Board::unprinted(6)])
    }

    /// The same with everything a build makes.
    fn with_sheets() -> Self {
        Self::unlike([Board::of(5), Board::of(6)])
    }

    fn unlike(boards: [Board; 2]) -> Self {
        boards[1].remove(1);
        boards[1].edit(&text_of(2), "việc có ích", "việc rất có ích");
        Self::of(boards)
    }

    /// Two boards of one site, so that a build writes the list of files and nothing else. Its calls are all of one
    /// thread: no call of the making of pages stands before those of the swap in strace's count.
    fn of_one_site() -> Self {
        let boards = [Board::of(2), Board::of(2)];
        boards[1].edit("content/hoi-nghi/criteria.toml", "[[group]]", "# A remark\n[[group]]");
        Self::of(boards)
    }

    fn of(boards: [Board; 2]) -> Self {
        let wanted = [0, 1].map(|n: usize| {
            done(&mut boards[n].build());
            tree(&boards[n].output())
        });
        let beside = tempfile::tempdir().unwrap();
        let output = beside.path().join("public");
        let mut scene = Self { boards, beside, output, foreign: Tree::new(), wanted };
        scene.ok(0);
        scene.foreign = add_foreign(&scene.output);
        scene.wanted.iter_mut().for_each(|wanted| wanted.extend(scene.foreign.clone()));
        scene.ok(0);
        scene
    }

    /// The build of one of the boards into the common output, ready to be run.
    fn build(&self, side: usize) -> Command {
        let mut command = self.boards[side].build();
        command.arg("--output").arg(&self.output);
        command
    }

    /// Builds one of the boards; it must succeed, stand whole and leave nothing beside it.
    fn ok(&self, side: usize) {
        done(&mut self.build(side));
        self.stands(side, "after a build");
    }

    fn stands(&self, side: usize, what: &str) {
        if !self.foreign.is_empty() {
            same(&tree(&self.output), &self.wanted[side], what);
        }
        tidy_beside(&self.output);
    }

    /// Which of the two boards stands; a mixture of both is the end of the test.
    fn which(&self, what: &str) -> usize {
        let now = tree(&self.output);
        let found = self.wanted.iter().position(|wanted| *wanted == now);
        let [a, b] = [0, 1].map(|side: usize| difference(&now, &self.wanted[side]));
        found.unwrap_or_else(|| panic!("{what}: mixed\nbeside the first:\n{a}beside the second:\n{b}"))
    }
}

/// Puts things of others into an output, and gives them back as a tree.
fn add_foreign(output: &Path) -> Tree {
    let files = [
        ("desktop.ini", "[x]"),
        ("mine/deep/ghi-chú.txt", "của tôi"),
        ("honorees/mine.txt", "x"),
        ("cgi/a", "b"),
    ];
    let links = [("etc", "/etc"), ("mine/dangling", "nowhere")];
    let folders = ["mine", "mine/deep", "mine/deep/empty", "honorees", "cgi"];
    let mut foreign = Tree::new();
    for path in folders {
        fs::create_dir_all(output.join(path)).unwrap();
        foreign.insert(path.into(), Thing::Folder);
    }
    for (path, text) in files {
        fs::write(output.join(path), text).unwrap();
        foreign.insert(path.into(), Thing::File(text.into()));
    }
    for (path, to) in links {
        std::os::unix::fs::symlink(to, output.join(path)).unwrap();
        foreign.insert(path.into(), Thing::Link(to.into()));
    }
    foreign
}

/// Nothing but the lock, the caches and a clean stage is left beside the output.
fn tidy_beside(output: &Path) {
    let side = output.parent().unwrap().join(".bangvang");
    let name = output.file_name().unwrap().to_str().unwrap();
    let allowed =
        [format!("{name}.lock"), format!("stage-{name}"), format!("stage-{name}.json"), "cache".to_owned()];
    for entry in fs::read_dir(&side).unwrap() {
        let found = entry.unwrap().file_name().into_string().unwrap();
        assert!(allowed.contains(&found), "{found} is left beside the output");
    }
    // Every file of the stage is a second name of one that stands: nothing withdrawn stays on the disk.
    let stage = side.join(format!("stage-{name}"));
    for (path, _) in tree(&stage).into_iter().filter(|(_, thing)| *thing != Thing::Folder) {
        let inode = |root: &Path| fs::symlink_metadata(root.join(&path)).map(|meta| meta.ino()).ok();
        assert_eq!(inode(&stage), inode(output), "{} lingers in the stage", path.display());
    }
}

/// A command under strace, with these faults: for instance `write:error=ENOSPC:when=3`.
fn faulty(command: &Command, faults: &[String]) -> Output {
    let calls = faults.iter().map(|fault| fault.split(':').next().unwrap().to_owned());
    let faults = faults.iter().flat_map(|fault| ["-e".to_owned(), format!("inject={fault}")]);
    traced(command, &calls.collect::<Vec<_>>().join(","), Path::new("/dev/null"), faults)
}

/// Every one of these calls that a command makes, one a line, after the number of the thread.
fn calls(command: &Command, calls: &str) -> Vec<String> {
    let log = tempfile::NamedTempFile::new().unwrap();
    let out = traced(command, calls, log.path(), []);
    assert!(out.status.success(), "{out:?}");
    fs::read_to_string(log.path())
        .unwrap()
        .lines()
        // A call during which another thread had its turn stands on two lines.
        .filter(|line| line.contains('(') && !line.contains(" resumed>"))
        .map(str::to_owned)
        .collect()
}

fn traced(command: &Command, calls: &str, log: &Path, more: impl IntoIterator<Item = String>) -> Output {
    let mut strace = Command::new("strace");
    // Without --seccomp-bpf, which is faster, but loses signals that are injected.
    strace.args(["-f", "-qq", "-o"]).arg(log).args(["-e", &format!("trace={calls}")]);
    strace.args(more).arg(command.get_program()).args(command.get_args());
    // Few threads, so that the n-th call is the same one each time.
    strace
        .envs(command.get_envs().filter_map(|(key, value)| Some((key, value?))))
        .env("RAYON_NUM_THREADS", "1");
    strace
        .output()
        .expect("these tests need strace: install it (apt-get install strace), then run them again")
}

/// Does some work while a small disk is mounted at a folder; tells whether that was permitted.
fn mounted(at: &Path, size: &str, work: impl FnOnce() + UnwindSafe) -> bool {
    let out =
        Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(at).output();
    match out {
        Ok(out) if out.status.success() => {}
        other => {
            eprintln!(
                "left out: mounting a small disk is not permitted here, which takes an administrator ({other:?})"
            );
            return false;
        }
    }
    let result = catch_unwind(work);
    assert!(Command::new("umount").arg("-l").arg(at).status().unwrap().success());
    result.unwrap_or_else(|panic| resume_unwind(panic));
    true
}

/// A page of the first board that differs in the second.
fn edited_page() -> String {
    page_of(2)
}
