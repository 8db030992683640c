//! The real program in a real folder: what it makes, what it says, and the number it ends with.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use bangvang::files::Files;
use bangvang::model::settings::Language;
use tempfile::TempDir;

use crate::serve::DAY;
use crate::workshop::base;

pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn empty() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// The base board on the disk.
    pub(crate) fn with_base() -> Self {
        let desk = Self::empty();
        let tree = base();
        for path in tree.paths() {
            desk.write(path, &tree.read(path).unwrap());
        }
        desk
    }

    pub(crate) fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(self.path(path), text.replace(from, to)).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        run(self.0.path(), arguments)
    }
}

pub(crate) struct Ended {
    code: i32,
    text: String,
}

fn run(root: &Path, arguments: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(arguments).current_dir(root).env("SOURCE_DATE_EPOCH", "1590969600").env("NO_COLOR", "1");
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    Ended { code: status.code().unwrap(), text }
}

impl Ended {
    /// What it said, however it ended.
    pub(crate) fn said(&self) -> &str {
        &self.text
    }

    #[track_caller]
    pub(crate) fn with(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}", self.text);
        self.text
    }
}

#[test]
fn a_new_board_builds_at_once_without_a_word_of_complaint() {
    let desk = Desk::empty();
    desk.run(&["init", "bang"]).with(0);
    let board = desk.path("bang");
    let said = run(&board, &["check", "--date", "2025-06-01"]).with(0);
    assert!(!said.contains("error[") && !said.contains("lỗi["), "{said}");
    run(&board, &["build", "--date", "2025-06-01"]).with(0);
    let page = fs::read_to_string(board.join("public/hoi-nghi-2020-2024/honorees/nguyen-thi-mau/index.html"))
        .unwrap();
    assert!(page.contains("Nguyễn Thị Mẫu"));
    // A second one does not write over the first.
    desk.run(&["init", "bang"]).with(2);
    // Its people are invented, which must be said as long as they are there.
    desk.edit("bang/site/site.toml", "notice =", "# notice =");
    let said = run(&board, &["check", "--date", "2025-06-01"]).with(0);
    assert_eq!(said.matches("[sample-left]").count(), 5, "{said}");
    // A board whose last conference has gone does not take the site away.
    desk.run(&["build", "--root", "bang", "--date", "2025-06-01"]).with(0);
    fs::remove_dir_all(board.join("content/hoi-nghi-2020-2024")).unwrap();
    assert!(run(&board, &["build", "--date", "2025-06-01"]).with(1).contains("[no-content]"));
    assert!(board.join("public/index.html").exists());
    assert!(run(&board, &["new", "honoree", "Lê Văn Ba"]).with(2).contains("new conference"));
}

#[test]
fn the_number_at_the_end_says_whose_turn_it_is() {
    let desk = Desk::with_base();
    desk.run(&["check"]).with(0);
    desk.run(&["build"]).with(0);
    let good = fs::read(desk.path("public/index.html")).unwrap();
    // 1: the content.
    desk.edit("content/quan/honorees/lan/index.md", "job =", "jobb =");
    desk.run(&["check"]).with(1);
    desk.run(&["build"]).with(1);
    assert_eq!(fs::read(desk.path("public/index.html")).unwrap(), good, "the last good site stays");
    desk.edit("content/quan/honorees/lan/index.md", "jobb =", "job =");
    // 2: what was typed.
    for wrong in [&["biuld"][..], &["build", "--date", "hôm nay"], &["build", "--base-url", "congdoan.vn"]] {
        desk.run(wrong).with(2);
    }
    run(&desk.path("content"), &["check"]).with(2);
    // 3: the settings, or the theme.
    desk.edit("site/site.toml", "publisher =", "theme = \"hoa-mai\"\npublisher =");
    desk.run(&["check"]).with(3);
    desk.edit("site/site.toml", "hoa-mai", "sen");
    desk.write("themes/sen/web/home.html", b"{{ this.nothing.at.all }}");
    desk.run(&["build"]).with(3);
    fs::remove_file(desk.path("themes/sen/web/home.html")).unwrap();
    desk.run(&["build"]).with(0);
    // A torn photo shows only when it is made into sizes: content again.
    let photo = fs::read(desk.path("content/quan/honorees/lan/anh.jpg")).unwrap();
    desk.write("content/quan/honorees/lan/anh.jpg", &photo[..photo.len() - 60]);
    let said = desk.run(&["build"]).with(1);
    assert!(said.contains("anh.jpg"), "{said}");
}

/// The help of a command and of those beneath it, each with the words that lead to it.
fn help(desk: &Desk, path: &[&str], language: &str, all: &mut Vec<(String, String)>) {
    let said = desk.run(&[path, &["--help", "--lang", language]].concat()).with(0);
    let heading = if language == "vi" { "Các lệnh:" } else { "Commands:" };
    let listed = said.split(heading).nth(1).map_or("", |rest| rest.split("\n\n").next().unwrap());
    for inner in listed.lines().filter_map(|line| line.split_whitespace().next()) {
        help(desk, &[path, &[inner]].concat(), language, all);
    }
    all.push((path.join(" "), said));
}

#[test]
fn help_is_in_the_language_asked_for() {
    let desk = Desk::empty();
    for language in ["vi", "en"] {
        let mut all = Vec::new();
        help(&desk, &[], language, &mut all);
        assert!(all.len() > 12 && all.iter().any(|(path, _)| path == "new honoree"), "{all:?}");
        for (path, said) in all {
            let is_foreign = |word: &&str| said.contains(*word);
            let theirs = ["Usage", "Options", "Commands", "Arguments", "Print", "default", "possible values"];
            let found = match language {
                "vi" => theirs.into_iter().find(is_foreign),
                _ => said
                    .split_whitespace()
                    .find(|word| word.chars().any(|c| c.is_alphabetic() && !c.is_ascii())),
            };
            assert_eq!(found, None, "{path}: {said}");
            for family in ["help.", "flag.", "value."] {
                assert!(!said.contains(family), "{path} has no words: {said}");
            }
            assert!(said.contains(format!("bangvang {path}").trim()), "{path}: {said}");
            // The same by the other way to ask.
            let asked: Vec<&str> = path.split_whitespace().collect();
            let other = desk.run(&[&["help"], &asked[..], &["--lang", language]].concat()).with(0);
            assert_eq!(other.trim(), said.trim(), "help {path}");
        }
    }
}

#[test]
fn what_is_not_understood_is_named_with_what_to_type() {
    let desk = Desk::empty();
    for (asked, named) in [
        ("biuld", &["biuld", "build"][..]),
        ("help biuld", &["biuld", "“build”", "bangvang --help"]),
        ("build --dtae 2020-05-15", &["--dtae", "--date"]),
        ("build --only giay", &["giay", "--only", "web, print"]),
        ("build --only", &["--only", "web, print"]),
        ("build --output a --output b", &["--output"]),
        ("serve --port tam", &["tam", "--port", "bangvang serve --help"]),
        ("--lang fr", &["fr", "vi, en"]),
        ("new honoree", &["<TÊN>", "bangvang new honoree --help"]),
    ] {
        let said = desk.run(&asked.split(' ').collect::<Vec<_>>()).with(2);
        assert!(said.starts_with("lỗi: ") && said.lines().count() == 1, "{asked}: {said}");
        for word in named {
            assert!(said.contains(word), "{asked}: {said}");
        }
    }
    let said = desk.run(&["biuld", "--lang=en"]).with(2);
    assert!(said.starts_with("error: ") && said.contains("build"), "{said}");
    // A command that is none without another says what there is.
    assert!(desk.run(&["new"]).with(2).contains("keynote"));
}

#[test]
fn problems_are_told_to_programs_too() {
    let desk = Desk::with_base();
    desk.edit("content/quan/honorees/lan/index.md", "job =", "jobb =");
    let said = desk.run(&["check", "--format", "json", "--lang", "en"]).with(1);
    let problems: serde_json::Value = serde_json::from_str(&said).unwrap();
    let rules: Vec<&str> = problems.as_array().unwrap().iter().map(|p| p["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["unknown-key"], "a slip is told once");
    assert_eq!(problems[0]["file"], "content/quan/honorees/lan/index.md");
    assert_eq!((&problems[0]["line"], &problems[0]["column"]), (&6.into(), &1.into()));
}

#[cfg(unix)]
#[test]
fn names_that_are_one_on_windows_are_named() {
    let desk = Desk::with_base();
    let photo = fs::read(desk.path("content/quan/honorees/lan/anh.jpg")).unwrap();
    desk.write("content/quan/honorees/lan/Anh.jpg", &photo);
    if fs::read_dir(desk.path("content/quan/honorees/lan")).unwrap().count() == 2 {
        return; // This disk keeps them as one name itself.
    }
    let said = desk.run(&["check"]).with(1);
    assert!(said.contains("name-clash"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_not_followed() {
    let desk = Desk::with_base();
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("bi-mat.jpg"), "…").unwrap();
    std::os::unix::fs::symlink(
        outside.path().join("bi-mat.jpg"),
        desk.path("content/quan/honorees/lan/la.jpg"),
    )
    .unwrap();
    std::os::unix::fs::symlink(outside.path(), desk.path("content/quan/ngoai")).unwrap();
    let said = desk.run(&["check"]).with(1);
    assert_eq!(said.matches("[link-outside]").count(), 2, "{said}");
    assert!(!said.contains("bi-mat"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_within_the_project_are_followed_but_not_in_circles() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with_base();
    let dossiers = |path: &str| desk.path(&format!("content/quan/honorees/{path}"));
    // One file and one folder, shared by a link; what is hidden stays so behind links, at any depth.
    fs::create_dir_all(dossiers("lan/.luu")).unwrap();
    fs::rename(dossiers("lan/anh.jpg"), dossiers("lan/.luu/anh.jpg")).unwrap();
    symlink(".luu/anh.jpg", dossiers("lan/anh.jpg")).unwrap();
    symlink("lan", dossiers("lan-hai")).unwrap();
    symlink(".luu", dossiers("lan/.an")).unwrap();
    fs::create_dir_all(desk.path("content/.git/hooks")).unwrap();
    fs::write(desk.path("content/.git/hooks/tep.md"), "…").unwrap();
    let said = desk.run(&["check", "--format", "json"]).with(0);
    assert!(!said.contains(".luu") && !said.contains(".an") && !said.contains(".git"), "{said}");
    assert!(!said.contains("no-photo"), "{said}");
    // The same dossier stands there twice now.
    assert!(said.contains("\"namesake\""), "{said}");
    fs::remove_file(dossiers("lan-hai")).unwrap();

    // To a folder in which it lies, and two folders each to the other.
    symlink("../..", dossiers("lan/tren")).unwrap();
    for (folder, other) in [("mot", "hai"), ("hai", "mot")] {
        fs::create_dir_all(dossiers(folder)).unwrap();
        symlink(format!("../{other}"), dossiers(&format!("{folder}/kia"))).unwrap();
    }
    let said = desk.run(&["check", "--format", "json"]).with(1);
    let problems: serde_json::Value = serde_json::from_str(&said).unwrap();
    let unreadable = problems.as_array().unwrap().iter().filter(|p| p["rule"] == "unreadable");
    let files: Vec<&str> = unreadable.map(|p| p["file"].as_str().unwrap()).collect();
    let circles = ["hai/kia", "lan/tren", "mot/kia"].map(|path| format!("content/quan/honorees/{path}"));
    assert!(
        files.len() == 3 && files.iter().zip(&circles).all(|(file, circle)| file.starts_with(circle)),
        "{said}"
    );
}

#[test]
fn the_real_board_has_neither_errors_nor_warnings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = crate::workshop::disk(root);
    let project = crate::workshop::open_on(DAY.parse().unwrap(), files);
    let bad: Vec<_> = project
        .report
        .problems()
        .into_iter()
        .filter(|p| p.severity != bangvang::report::Severity::Info)
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn rules_are_explained_one_by_one_and_all_together() {
    let desk = Desk::empty();
    let all = desk.run(&["explain"]).with(0);
    for rule in bangvang::report::rulebook::all() {
        assert_eq!(all.matches(&format!("\n  {} ", rule.code)).count(), 1, "{}", rule.code);
        for lang in ["vi", "en"] {
            let words = bangvang::words::words(if lang == "vi" { Language::Vi } else { Language::En });
            let reason = &words.reasons[rule.code];
            if rule.code.starts_with("no-") {
                let said = desk.run(&["explain", rule.code, "--lang", lang]).with(0);
                // Lines are broken where they are long.
                let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
                for text in std::iter::once(&reason.why).chain(&reason.clause) {
                    assert!(said.contains(text), "{said}");
                }
            }
        }
    }
    let told = desk.run(&["explain", "benefit-too-small"]).with(0);
    for part in
        ["cảnh báo[benefit-too-small]", "100.000.000", "benefit_vnd = 49_999_999", "benefit_vnd = 50_000_000"]
    {
        assert!(told.contains(part), "no {part} in {told}");
    }
    let guarded = desk.run(&["explain", "no-consent"]).with(0);
    assert!(guarded.contains("Không hạ được") && guarded.contains("91/2025/QH15"), "{guarded}");
    let said = desk.run(&["explain", "no-foto"]).with(2);
    assert!(said.contains("no-photo"), "{said}");
    desk.run(&["explain", "xyz"]).with(2);
}

#[test]
fn a_new_board_leads_an_editor_to_its_schemas() {
    let desk = Desk::empty();
    desk.run(&["schema"]).with(2);
    desk.run(&["init", "."]).with(0);
    for (file, first) in [
        ("site/site.toml", "../schema/site.json"),
        ("content/hoi-nghi-2020-2024/criteria.toml", "../../schema/criteria.json"),
    ] {
        let text = fs::read_to_string(desk.path(file)).unwrap();
        assert_eq!(text.lines().next(), Some(&*format!("#:schema {first}")), "{file}");
        let path = desk.path(file);
        let schema = fs::read(path.parent().unwrap().join(first)).unwrap();
        let schema: serde_json::Value = serde_json::from_slice(&schema).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    // They are not content: the check passes over them, and a new run writes them anew.
    desk.write("schema/site.json", b"{}");
    desk.run(&["schema", "--lang", "en"]).with(0);
    let site = fs::read_to_string(desk.path("schema/site.json")).unwrap();
    assert_eq!(desk.run(&["schema", "site", "--lang", "en"]).with(0), site);
    assert!(site.contains("The title of the site."), "{site}");
    desk.run(&["check", "--date", "2025-06-01"]).with(0);
    desk.run(&["schema", "trang"]).with(2);
}

#[test]
fn shells_complete_every_command() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.run(&["completions", shell]).with(0);
        for verb in ["build", "serve", "check", "init", "new", "clean", "explain", "schema", "completions"] {
            assert!(script.contains(verb), "{shell} does not know {verb}");
        }
    }
    desk.run(&["completions", "cmd"]).with(2);
}

/// Who asked for something and did not get it is told so.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_handed_over_is_no_success() {
    let desk = Desk::with_base();
    for asked in
        [&["check", "--format", "json"][..], &["schema", "site"], &["completions", "bash"], &["explain"]]
    {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
        let out = command.args(asked).arg("--root").arg(desk.path(".")).stdout(full).output().unwrap();
        assert_eq!(out.status.code(), Some(4), "{asked:?}: {out:?}");
        // Whoever has read enough was not failed.
        let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
        command.args(asked).arg("--root").arg(desk.path(".")).stdout(std::process::Stdio::piped());
        let mut ended = command.spawn().unwrap();
        drop(ended.stdout.take());
        assert!(matches!(ended.wait().unwrap().code(), Some(0 | 1)), "{asked:?}");
    }
}

/// Archives of other systems leave names that are no text: no address can be made of them.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::with_base();
    desk.write("site/static/a.txt", b"a");
    desk.run(&["check"]).with(0);
    for name in [&b"b\xe1o.txt"[..], b"b\xe0o.txt"] {
        fs::write(desk.path("site/static").join(std::ffi::OsStr::from_bytes(name)), b"b").unwrap();
    }
    fs::write(desk.path("site/static").join(std::ffi::OsStr::from_bytes(b".b\xe1o.swp")), b"b").unwrap();
    let told = desk.run(&["check", "--lang", "en"]).with(0);
    assert_eq!((told.matches("[file-name]").count(), told.contains("capital")), (1, false), "{told}");
}
