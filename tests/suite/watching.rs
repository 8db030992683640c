//! How the preview learns that something was saved: by the system's notices, or by looking again and again.

use std::fs;

use crate::live::{OLD, has, job};
use crate::serve::{PAGE, Served, Small, copy};

/// Where no notices come, as from a folder on another computer, it looks again and again.
#[test]
fn without_notices_it_looks_again() {
    let small = Small::new();
    let served = Served::start_with(small.root(), &["--poll"]);
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    for name in ["Lần một", "Lần hai"] {
        fs::write(&file, text.replace(OLD, &job(name))).unwrap();
        served.until(PAGE, has(name));
    }
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
    served.until(PAGE, |reply| reply.status == 404);
}

/// To be told when a file is only looked at would make looking through a very large board news of its own, without end.
#[cfg(target_os = "linux")]
#[test]
fn to_look_is_no_news() {
    // inotify(7): IN_ACCESS, IN_CLOSE_NOWRITE, IN_OPEN.
    const LOOKS: u32 = 0x01 | 0x10 | 0x20;
    let small = Small::new();
    let served = Served::start(small.root());
    served.settled();
    let told = watched(&served);
    let masks = told.iter().map(|line| line.split("mask:").nth(1).unwrap().split(' ').next().unwrap());
    let masks: Vec<u32> = masks.map(|mask| u32::from_str_radix(mask, 16).unwrap()).collect();
    assert!(masks.len() > 10, "every folder is watched: {told:?}");
    assert!(masks.iter().all(|mask| mask & LOOKS == 0), "{told:?}");
}

/// A project on a stick that is pulled out and put in again is listened to again.
#[cfg(target_os = "linux")]
#[test]
fn a_project_comes_back() {
    let small = Small::new();
    let (root, aside) = (small.root().join("du-an"), small.root().join("noi-khac"));
    for part in ["content", "site"] {
        copy(&small.root().join(part), &root.join(part));
    }
    let served = Served::start(&root);
    served.settled();
    fs::rename(&root, &aside).unwrap();
    served.until("/_desk/", |reply| reply.body.contains("site/site.toml"));
    assert!(watched(&served).is_empty(), "it looks again and again");
    assert_eq!(served.get(PAGE).status, 200, "the last good page stays");
    fs::rename(&aside, &root).unwrap();
    served.until("/_desk/", |_| !watched(&served).is_empty());
    let file = root.join("content/quan-2010-2014/honorees/bui-thi-ut/index.md");
    fs::write(&file, fs::read_to_string(&file).unwrap().replace(OLD, &job("Việc mới"))).unwrap();
    served.until(PAGE, has("Việc mới"));
}

/// What the system tells a preview of, as `/proc` names it.
#[cfg(target_os = "linux")]
fn watched(served: &Served) -> Vec<String> {
    let told = fs::read_dir(format!("/proc/{}/fdinfo", served.id())).unwrap();
    let told = told.filter_map(|file| fs::read_to_string(file.unwrap().path()).ok());
    let lines = told.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|line| line.starts_with("inotify ")).collect()
}
