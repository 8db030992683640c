//! Texts that are read late and are not to be had any more: nothing is shown without them, and nothing remembered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bangvang::Project;
use bangvang::files::{Bytes, FilePath, Files, Memo, Tree, Unreadable};
use bangvang::site::{Options, render};

use crate::workshop::{Remembers, TODAY, base};

const LAN: &str = "content/quan/honorees/lan/index.md";

/// A folder in which one file changes after it was listed.
struct Fading {
    tree: Tree,
    has_changed: AtomicBool,
}

impl Files for Fading {
    fn paths(&self) -> &[FilePath] {
        self.tree.paths()
    }

    fn read(&self, path: &FilePath) -> Result<Bytes, Unreadable> {
        if self.has_changed.load(Ordering::Relaxed) && &**path == LAN {
            return Err(Unreadable("changed".to_owned()));
        }
        self.tree.read(path)
    }
}

fn open(has_changed: bool, memo: &Arc<Remembers>) -> Project {
    let fading = Arc::new(Fading { tree: base(), has_changed: AtomicBool::new(false) });
    let files: Arc<dyn Files> = Arc::clone(&fading) as Arc<dyn Files>;
    let memo: Arc<dyn Memo> = Arc::clone(memo) as Arc<dyn Memo>;
    let project = bangvang::open(&files, &memo, &Options::on(TODAY));
    fading.has_changed.store(has_changed, Ordering::Relaxed);
    project
}

/// What an output is, or the rule that keeps it from being made.
fn made(project: &Project, path: &str) -> Result<Vec<u8>, String> {
    let site = project.site.as_ref().unwrap();
    render(site, path, &site.outputs()[path]).map_err(|problem| problem.rule.to_string())
}

#[test]
fn what_lacks_its_text_is_not_made_and_not_remembered() {
    let memo = Arc::new(Remembers::default());
    drop(open(false, &memo));
    let shows_text = ["quan/honorees/lan/index.html", "print/quan/panels/lan.pdf", "print/quan/ky-yeu.pdf"];
    // Everything is known of it but the text, which is read when it is first shown.
    let project = open(true, &memo);
    assert!(!project.report.has_errors());
    for path in shows_text {
        assert_eq!(made(&project, path), Err("unreadable".to_owned()), "{path}");
    }
    // All others are there.
    for path in ["index.html", "quan/index.html"] {
        assert!(made(&project, path).is_ok(), "{path}");
    }
    let (after, fresh) = (open(false, &memo), open(false, &Arc::new(Remembers::default())));
    for path in shows_text {
        assert!(made(&after, path).unwrap() == made(&fresh, path).unwrap(), "{path}");
    }
}
