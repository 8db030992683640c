//! The house is kept tidy: who may import whom, how long a file may grow, and what no line may do.

use crate::sources::{code, sources};

/// The words of a text that could be names.
fn names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = |at: usize| at == 0 || !is_name(text.as_bytes()[at - 1]);
    let begins = move |(at, c): &(usize, char)| c.is_ascii() && is_name(*c as u8) && start(*at);
    text.char_indices().filter(begins).map(|(at, _)| {
        let length = text.as_bytes()[at..].iter().take_while(|b| is_name(**b)).count();
        (at, &text[at..at + length])
    })
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The floor a file of `src/` belongs to: its folder or its own name.
fn floor(path: &str) -> &str {
    let inner = path.strip_prefix("src/").unwrap();
    inner.split('/').next().unwrap().trim_end_matches(".rs")
}

/// What a file names after `crate::` or `bangvang::`: `model::board` for `crate::model::board::Board`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for root in ["crate::", "bangvang::"] {
        for (at, _) in code.match_indices(root) {
            if at > 0 && is_name(code.as_bytes()[at - 1]) {
                continue;
            }
            found.extend(spelled_out(&code[at + root.len()..]));
        }
    }
    found
}

/// `{a, b::c}` after a root is two paths; anything else is one.
fn spelled_out(rest: &str) -> Vec<String> {
    let path = |text: &str| {
        let end =
            text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
        text[..end].trim_matches(':').to_owned()
    };
    match rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        Some((inner, _)) => {
            inner.split(',').map(|part| path(part.trim())).filter(|p| !p.is_empty()).collect()
        }
        None => vec![path(rest)],
    }
}

/// Who may import whom, from the ground up. `host` and `commands` are the program; the rest is the engine.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("vietnamese", &[]),
    // Ground floor: paths and problems know each other, and nothing else.
    ("files", &["report", "vietnamese"]),
    ("report", &["files"]),
    ("schema", &["model", "read", "report", "words"]),
    ("privacy", &["vietnamese"]),
    ("model", &["files", "privacy", "report", "vietnamese"]),
    ("words", &["model", "privacy", "report"]),
    ("wording", &["model", "vietnamese", "words"]),
    ("draft", &["files", "report"]),
    ("card", &["draft", "files", "model", "photos"]),
    ("photos", &["files"]),
    ("theme", &["files", "model", "photos", "read", "report", "vietnamese", "words"]),
    ("read", &["files", "model", "privacy", "report", "vietnamese"]),
    ("check", &["files", "model", "photos", "privacy", "report", "vietnamese"]),
    ("web", &["card", "draft", "files", "model", "photos", "report", "theme", "vietnamese", "wording"]),
    ("print", &["card", "draft", "files", "model", "photos", "report", "theme", "vietnamese", "wording"]),
    (
        "site",
        &["card", "draft", "files", "model", "photos", "print", "privacy", "read", "report", "theme", "web"],
    ),
    // The office's own pages see everything, and are made for the preview alone.
    ("desk", &["files", "model", "report", "vietnamese", "words"]),
    ("findings", &["files", "model", "privacy", "report", "vietnamese", "words"]),
    ("lib", &["check", "files", "model", "read", "report", "site"]),
    ("host", &["files", "host", "privacy", "report", "words"]),
    (
        "commands",
        &[
            "Project",
            "check",
            "desk",
            "files",
            "findings",
            "host",
            "model",
            "privacy",
            "read",
            "report",
            "schema",
            "site",
            "vietnamese",
            "words",
        ],
    ),
    ("main", &[]),
];

/// The few stairs that go elsewhere, each with its reason: file, path.
const STAIRS: &[(&str, &str)] = &[
    // Addresses are decided in one place, and a conference must not take one of them.
    ("src/check/frame.rs", "web::routes"),
    // Documents that are published as they are, and words of themes, say what is wrong with them before they are, like
    // pictures.
    ("src/site/statics.rs", "check::papers"),
    ("src/site/spoken.rs", "check::papers"),
    // A medium answers in the words of the site: outputs, claims and originals are its vocabulary.
    ("src/web/again.rs", "site::Originals"),
    ("src/web/chrome.rs", "site"),
    ("src/web/pages/mod.rs", "site"),
    ("src/web/pictures.rs", "site"),
    ("src/print/mod.rs", "site"),
    ("src/print/plates.rs", "site::Darkroom"),
    // Paper leads to the website, and both media lie in one folder.
    ("src/print/mod.rs", "web::routes"),
    ("src/print/honoree.rs", "web::routes"),
    ("src/print/panel.rs", "web::routes"),
    // What file managers leave behind is litter in `content/` and in `site/static/` alike.
    ("src/site/statics.rs", "read::is_litter"),
    // The identity of the program is set by the build and lives at the root.
    ("src/web/chrome.rs", "PROGRAM"),
    ("src/print/mod.rs", "PROGRAM"),
    ("src/read/kept.rs", "PROGRAM"),
    ("src/read/leaf.rs", "PROGRAM"),
    ("src/site/statics.rs", "PROGRAM"),
    ("src/commands/build/mod.rs", "PROGRAM"),
    // The program says `bangvang::open(…)`.
    ("src/commands/build/mod.rs", "open"),
    ("src/commands/check.rs", "open"),
    ("src/commands/serve/shop.rs", "open"),
    ("src/commands/serve/shop.rs", "open_with_drafts"),
    ("src/commands/serve/shop.rs", "reopen"),
    // The desk leads to the pages of the site.
    ("src/desk/rows.rs", "web::routes"),
    // A terminal obeys signs that nobody sees.
    ("src/host/terminal.rs", "vietnamese"),
];

#[test]
fn nobody_imports_from_above() {
    for source in sources("src") {
        let own = floor(&source.path);
        let (_, allowed) = MAY_IMPORT.iter().find(|(f, _)| *f == own).unwrap_or_else(|| {
            panic!("{}: a new floor; say in MAY_IMPORT what it stands on", source.path);
        });
        for path in imports(&code(&source.text)) {
            let target = path.split("::").next().unwrap();
            let stairs = STAIRS.iter().any(|(file, way)| {
                *file == source.path && (path == *way || path.starts_with(&format!("{way}::")))
            });
            let fine = target == own || allowed.contains(&target) || stairs;
            assert!(fine, "{} must not import {path}", source.path);
        }
    }
}

#[test]
fn every_stair_is_used() {
    for (file, way) in STAIRS {
        let source = sources("src").into_iter().find(|source| source.path == *file).unwrap();
        let used = imports(&code(&source.text))
            .iter()
            .any(|path| path == way || path.starts_with(&format!("{way}::")));
        assert!(used, "{file} does not import {way} any more: take it off the list");
    }
}

#[test]
fn nobody_asks_super_for_everything() {
    for source in sources("src") {
        // Rayon is meant to be used so; one file is two systems' versions of itself.
        let text = source.text.replace("rayon::prelude::*;", "");
        if source.path == "src/host/folder/os.rs" {
            continue;
        }
        assert!(!text.contains("::*;"), "{} imports with *", source.path);
    }
}

/// Crates that live on one floor: crate, the beginnings of the paths it may be named in.
const CRATES: &[(&str, &[&str])] = &[
    ("tera", &["src/web/", "src/desk/", "src/findings/"]),
    ("csv", &["src/web/"]),
    ("typst", &["src/print/"]),
    ("lopdf", &["src/print/", "src/check/texts.rs", "src/check/papers.rs"]),
    ("regex", &["src/privacy/", "src/theme/references.rs"]),
    ("fast_qr", &["src/print/", "src/host/"]),
    ("image", &["src/photos/"]),
    ("fast_image_resize", &["src/photos/"]),
    ("jpeg_decoder", &["src/photos/"]),
    ("mozjpeg_rs", &["src/photos/"]),
    ("moxcms", &["src/photos/"]),
    ("ndarray", &["src/photos/"]),
    ("webpx", &["src/photos/"]),
    ("pulldown_cmark", &["src/read/"]),
    ("toml", &["src/read/", "src/words.rs"]),
    ("wuff", &["src/theme/"]),
    ("ttf_parser", &["src/theme/"]),
    ("icu_collator", &["src/vietnamese/"]),
    ("icu_locale_core", &["src/vietnamese/"]),
    ("icu_normalizer", &["src/vietnamese/"]),
    ("encoding_rs", &["src/read/", "src/check/"]),
    ("tiny_http", &["src/host/"]),
    ("notify", &["src/host/"]),
    ("getrandom", &["src/host/"]),
    ("walkdir", &["src/host/"]),
    ("annotate_snippets", &["src/host/"]),
    ("indicatif", &["src/host/"]),
    ("clap", &["src/main.rs", "src/commands/"]),
    ("clap_complete", &["src/commands/"]),
    (
        "serde",
        &[
            "src/files.rs",
            "src/report",
            "src/words.rs",
            "src/card.rs",
            "src/draft.rs",
            "src/privacy/",
            "src/theme/panel.rs",
            "src/theme/paper.rs",
            "src/read/",
            "src/photos/",
            "src/web/",
            "src/print/",
            "src/desk/",
            "src/findings/",
            "src/host/",
        ],
    ),
];

#[test]
fn outside_crates_stay_on_their_floor() {
    for source in sources("src") {
        let code = code(&source.text);
        for (at, name) in names(&code) {
            let is_crate = code[at + name.len()..].starts_with("::") && !code[..at].ends_with("::");
            let home = CRATES
                .iter()
                .find(|(krate, _)| *krate == name || name.starts_with("typst") && *krate == "typst");
            if let (true, Some((krate, homes))) = (is_crate, home) {
                let fits = homes.iter().any(|home| source.path.starts_with(home));
                assert!(fits, "{} names {krate}, which lives in {homes:?}", source.path);
            }
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for source in sources("src").into_iter().chain(sources("tests/suite")).chain(sources("tests/bench")) {
        let lines = source.text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines", source.path);
        let opening: Vec<&str> = source
            .text
            .lines()
            .map_while(|line| line.strip_prefix("//!"))
            .take_while(|line| !line.is_empty())
            .collect();
        let opening = opening.join(" ");
        let is_sentence = opening.ends_with(['.', '?']) || opening.trim_start().starts_with('#');
        assert!(is_sentence, "{} does not open with a sentence: {opening:?}", source.path);
    }
}

#[test]
fn no_file_is_called_after_nothing() {
    for source in sources("src").into_iter().chain(sources("tests/suite")) {
        let nothing = ["utils", "util", "common", "types", "helpers", "helper", "prelude", "misc"];
        let mut parts = source.path.split(['/', '.']);
        assert!(!parts.any(|part| nothing.contains(&part)), "{} says nothing", source.path);
    }
}

#[test]
fn the_engine_never_gives_up() {
    let words = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!(", "dbg!("];
    for source in sources("src") {
        let code = code(&source.text);
        let said: Vec<_> = words.iter().filter(|word| code.contains(**word)).collect();
        assert!(said.is_empty(), "{} says {said:?}", source.path);
        assert!(!code.contains("#[test]") && !code.contains("cfg(test)"), "{} holds tests", source.path);
    }
}

/// The gate: what makes output has the roll, and cannot even name what the gate withholds.
#[test]
fn what_makes_output_does_not_know_what_is_withheld() {
    for source in sources("src/web").into_iter().chain(sources("src/print")) {
        let code = code(&source.text);
        for (_, name) in names(&code) {
            let withheld =
                ["Nomination", "Submission", "Private", "Board", "Dossiers", "Dossier"].contains(&name);
            // A page of the gallery is called `Board` in the plan of the site.
            let page = name == "Board" && !code.contains("board::Board") && !code.contains("Board}");
            assert!(!withheld || page, "{} names {name}", source.path);
        }
    }
}

/// Drafts are for the preview alone: nothing else can ask for a roll that has them.
#[test]
fn only_the_preview_knows_drafts() {
    for source in sources("src") {
        let code = code(&source.text);
        let asks = names(&code).any(|(_, name)| name == "with_drafts" || name == "open_with_drafts");
        let may = ["src/model/board.rs", "src/lib.rs", "src/commands/serve/shop.rs"];
        assert!(!asks || may.contains(&&*source.path), "{} asks for drafts", source.path);
    }
}

/// The desk names whom the gate withholds, so nothing that is built, or checked for building, knows it.
#[test]
fn only_the_preview_knows_the_desk() {
    for source in sources("src") {
        let knows = imports(&code(&source.text)).iter().any(|path| path.split("::").next() == Some("desk"));
        let may = source.path.starts_with("src/commands/serve/") || source.path.starts_with("src/desk/");
        assert!(!knows || may, "{} imports the desk", source.path);
    }
}
