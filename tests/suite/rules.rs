//! The rulebook: every rule is in it with its reason, a board weighs what is its own to weigh, and `docs/rules.md` says what is.
//!
//! `UPDATE=1 cargo test rulebook` writes the second half of the page anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use bangvang::files::{FilePath, Files, NoMemo, Tree};
use bangvang::model::settings::Language;
use bangvang::report::rulebook::{self, Guarded};
use bangvang::report::{Problem, Report, Severity, Weights};
use bangvang::words::{forms, words};

use crate::mistakes;
use crate::workshop::{base, open, rules, site};

const PAGE: &str = "docs/rules.md";
/// Above this line the page is written by hand.
const MARK: &str = "<!-- Below this line tests/suite/rules.rs writes: UPDATE=1 cargo test rulebook -->\n";

#[test]
fn every_rule_stands_once_in_the_rulebook_with_its_reason_in_both_languages() {
    let [vi, en] = [Language::Vi, Language::En].map(words);
    let codes: Vec<&str> = rulebook::all().map(|rule| rule.code).collect();
    let known: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes.len(), known.len(), "a rule stands twice");
    assert!(known.len() > 90);
    for (which, keys) in [
        ("words", vi.rules.keys().collect::<BTreeSet<_>>()),
        ("reasons in Vietnamese", vi.reasons.keys().collect()),
        ("reasons in English", en.reasons.keys().collect()),
    ] {
        let keys: BTreeSet<&str> = keys.into_iter().map(String::as_str).collect();
        let lacking: Vec<_> = known.difference(&keys).collect();
        let idle: Vec<_> = keys.difference(&known).collect();
        assert!(lacking.is_empty() && idle.is_empty(), "{which}: no {lacking:?}, idle {idle:?}");
    }
    for code in known {
        let [in_vi, in_en] = [&vi.reasons[code], &en.reasons[code]];
        assert_eq!(in_vi.clause.is_some(), in_en.clause.is_some(), "the clause of {code}");
        for text in [&in_vi.why, &in_en.why].into_iter().chain(&in_vi.clause).chain(&in_en.clause) {
            assert!(text.ends_with('.') && text.len() > 20 && !text.contains('{'), "{code}: {text}");
        }
    }
    for room in rulebook::ROOMS {
        assert!(vi.said.contains_key(&format!("room.{}", room.name)), "{}", room.name);
    }
    for guarded in [Guarded::People, Guarded::Site] {
        assert!(vi.said.contains_key(&format!("guarded.{}", guarded.word())));
    }
    for severity in Severity::ALL {
        assert!(vi.said.contains_key(&format!("severity.{}", severity.word())));
    }
}

#[test]
fn problems_are_raised_as_the_rulebook_says() {
    let mut raised = 0;
    for file in crate::sources::sources("src") {
        let squeezed = file.text.split_whitespace().collect::<Vec<_>>().join(" ").replace("( \"", "(\"");
        for (call, severity) in [
            ("Problem::error(\"", Severity::Error),
            ("Problem::warning(\"", Severity::Warning),
            ("Problem::info(\"", Severity::Info),
        ] {
            for rest in squeezed.split(call).skip(1) {
                let code = rest.split('"').next().unwrap();
                let rule = rulebook::find(code).unwrap_or_else(|| panic!("{code} is not in the rulebook"));
                assert_eq!(rule.severity, severity, "{code} in {}", file.path);
                raised += 1;
            }
        }
    }
    assert!(raised > 60, "{raised}");
}

/// What keeps a page from being made, or a person safe, is not weaker than an error or guarded.
#[test]
fn consent_and_privacy_are_guarded() {
    for code in [
        "no-consent",
        "consent-withdrawn",
        "not-approved",
        "expired",
        "keynote-withheld",
        "private-in-output",
        "private-in-text",
        "name-withheld-in-text",
        "picture-with-metadata",
        "photo-not-public",
        "photo-position",
        "static-picture-hidden",
        "static-document-hidden",
        "static-unread",
        "static-dossier",
        "photo-of-children",
        "consent-incomplete",
        "no-last-day",
        "no-contact",
        "min-cell",
    ] {
        assert_eq!(rulebook::find(code).unwrap().guards, Some(Guarded::People), "{code}");
    }
}

fn problems_of(tree: &Tree, rule: &str) -> usize {
    rules(&open(tree.clone())).iter().filter(|code| *code == rule).count()
}

/// What `explain` shows as right mends what it shows as wrong: tried on the board that makes the mistake.
#[test]
fn the_right_form_mends_the_wrong_one() {
    let with_file = forms().iter().filter_map(|(code, form)| Some((code, form, form.file.as_ref()?)));
    let with_file: Vec<_> = with_file.collect();
    assert!(with_file.len() > 60, "{}", with_file.len());
    for (code, form, file) in with_file {
        let text = fs::read_to_string(mistakes::folder().join(code).join("board.txt"))
            .unwrap_or_else(|_| panic!("{code} has a form and no fixture to try it on"));
        let tree = mistakes::board(&text);
        let holds = |path: &&bangvang::files::FilePath| {
            let text = String::from_utf8_lossy(&tree.read(path).unwrap()).into_owned();
            path.ends_with(file.as_str()) && text.contains(&form.wrong)
        };
        let path = tree.paths().iter().find(holds).cloned();
        let path = path.unwrap_or_else(|| panic!("{code}: no {file} of its fixture is wrong so"));
        let wrong = String::from_utf8(tree.read(&path).unwrap().to_vec()).unwrap();
        let mended = tree.clone().with(&path, wrong.replacen(&form.wrong, &form.right, 1));
        let (before, after) = (problems_of(&tree, code), problems_of(&mended, code));
        assert!(after < before, "{code}: {before} problems before and {after} after {}", form.right);
    }
}

#[test]
fn every_rule_has_a_form() {
    for rule in rulebook::all() {
        let form = forms().get(rule.code).unwrap_or_else(|| panic!("{} has no form", rule.code));
        assert!(form.file.is_some() != form.place.is_some(), "{}", rule.code);
        assert!(form.wrong != form.right && !form.right.trim().is_empty(), "{}", rule.code);
    }
    assert_eq!(forms().len(), rulebook::all().count());
}

/// The base with these lines in the settings' `[rules]`.
fn weighed(tree: Tree, lines: &str) -> Tree {
    let path = bangvang::files::FilePath::new("site/site.toml");
    let settings = String::from_utf8(tree.read(&path).unwrap().to_vec()).unwrap();
    tree.with("site/site.toml", settings.replacen("[[unit]]", &format!("[rules]\n{lines}\n[[unit]]"), 1))
}

fn fixture(rule: &str) -> Tree {
    mistakes::board(&fs::read_to_string(mistakes::folder().join(rule).join("board.txt")).unwrap())
}

#[test]
fn a_board_makes_of_a_rule_what_it_wishes() {
    let severity = |weight: &str| {
        let project = open(weighed(fixture("no-photo"), &format!("no-photo = \"{weight}\"")));
        let problems = project.report.problems().into_iter().cloned().collect::<Vec<Problem>>();
        problems.into_iter().find(|problem| problem.rule == "no-photo").map(|problem| problem.severity)
    };
    assert_eq!(severity("error"), Some(Severity::Error));
    assert_eq!(severity("warning"), Some(Severity::Warning));
    assert_eq!(severity("info"), Some(Severity::Info));
    assert_eq!(severity("off"), None);
    // What guards people may weigh more.
    let stricter = open(weighed(fixture("no-consent"), "no-consent = \"error\""));
    assert!(stricter.report.has_errors());
}

#[test]
fn nobody_makes_less_of_what_guards_people_or_the_site() {
    let weights = [("error", 0), ("warning", 1), ("info", 2), ("off", 3)];
    for rule in rulebook::all() {
        let usual = Severity::ALL.iter().position(|severity| *severity == rule.severity).unwrap();
        for (word, weight) in weights {
            let files: Arc<dyn Files> = Arc::new(weighed(base(), &format!("{} = \"{word}\"", rule.code)));
            let (_, report) = bangvang::read::board(&files, &NoMemo);
            let refused = report.problems().iter().any(|problem| problem.rule == "rule-guarded");
            assert_eq!(refused, rule.guards.is_some() && weight > usual, "{} = {word}", rule.code);
        }
    }
}

/// An error that may weigh less keeps nobody from making the whole site.
#[test]
fn errors_that_may_weigh_less_still_leave_a_site() {
    let free = rulebook::all().filter(|rule| rule.severity == Severity::Error && rule.guards.is_none());
    let mut tried = 0;
    for rule in free {
        // Those of finished pages have no board in a text; the pages are made before they are looked at.
        if mistakes::ELSEWHERE.iter().any(|(code, _)| *code == rule.code) {
            continue;
        }
        let built = site(weighed(fixture(rule.code), &format!("{} = \"warning\"", rule.code)));
        assert!(built.contains_key("index.html"), "{}", rule.code);
        tried += 1;
    }
    assert!(tried >= 2, "{tried}");
}

#[test]
fn what_is_reported_later_is_weighed_as_well() {
    let weights: Weights = BTreeMap::from([("broken-link", Some(Severity::Warning)), ("no-photo", None)]);
    let mut report = Report::default();
    report.push(Problem::warning("no-photo"));
    report.weigh(&weights);
    report.extend([Problem::error("broken-link"), Problem::warning("no-photo"), Problem::error("no-theme")]);
    let told: Vec<(&str, Severity)> =
        report.problems().iter().map(|problem| (&*problem.rule, problem.severity)).collect();
    assert_eq!(told, [("no-theme", Severity::Error), ("broken-link", Severity::Warning)]);
}

/// What a board calls an error no other error explains away.
#[test]
fn a_warning_that_is_made_an_error_is_told_beside_a_slip() {
    let told = |weight: &str| {
        let tree = weighed(fixture("no-photo"), &format!("no-photo = \"{weight}\""));
        let mut files = tree.paths().iter().filter(|path| path.ends_with("/index.md"));
        let path = files.find(|path| path.contains("/honorees/")).unwrap().clone();
        let text = String::from_utf8(tree.read(&path).unwrap().to_vec()).unwrap();
        // A line that loses its key.
        rules(&open(tree.with(&path, text.replacen("\n+++\n", "\nquote = “Việc nhỏ”\n+++\n", 1))))
    };
    assert_eq!(told("warning"), ["toml-syntax"]);
    assert_eq!(told("error"), ["no-photo", "toml-syntax"]);
}

fn written() -> String {
    let en = words(Language::En);
    let mut page = String::new();
    for room in rulebook::ROOMS {
        writeln!(page, "\n## {}\n", en.say(&format!("room.{}", room.name), &[])).unwrap();
        page.push_str("| rule | usually | may weigh less | says | because |\n|---|---|---|---|---|\n");
        for rule in room.rules {
            let free = match rule.guards {
                None => "yes",
                Some(Guarded::People) => "no: people",
                Some(Guarded::Site) => "no: the site",
            };
            let reason = &en.reasons[rule.code];
            let clause = reason.clause.as_ref().map_or_else(String::new, |clause| format!(" *{clause}*"));
            let severity = en.say(&format!("severity.{}", rule.severity.word()), &[]);
            let says = en.in_general(rule.code).0;
            writeln!(page, "| `{}` | {severity} | {free} | {says} | {}{clause} |", rule.code, reason.why)
                .unwrap();
        }
    }
    page
}

#[test]
fn the_page_of_the_rulebook_says_what_is() {
    let path = format!("{}/{PAGE}", env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(&path).unwrap();
    let (by_hand, generated) = page.split_once(MARK).expect("the page has its mark");
    let written = written();
    if std::env::var_os("UPDATE").is_some() {
        return fs::write(path, format!("{by_hand}{MARK}{written}")).unwrap();
    }
    assert!(generated == written, "{PAGE} is out of date: UPDATE=1 cargo test rulebook");
}

/// What cannot be read is named once, and not called unknown wherever something leads to it.
#[test]
fn what_cannot_be_read_is_not_called_unknown() {
    let whole = crate::site::full().with(
        "site/site.toml",
        format!(
            "{}\n[[award]]\nid = \"cua-nha\"\nname = \"Giải của nhà\"\n",
            text(&crate::site::full(), "site/site.toml")
        ),
    );
    let an = "content/quan/honorees/an/index.md";
    let won = text(&whole, an).replace("giay-khen", "cua-nha");
    let whole = whole.with(an, won);
    assert!(errors(&whole).is_empty(), "{:?}", errors(&whole));
    let (site, criteria) = ("site/site.toml", "content/quan/criteria.toml");
    let lan = "content/quan/honorees/lan/index.md";
    for (file, right, wrong, rules) in [
        (criteria, "id = \"quan-1\"", "id = ", &["toml-syntax"][..]),
        (criteria, "id = \"quan-1\"", "idd = \"quan-1\"", &["unknown-key"]),
        (criteria, "[[group]]", "[[group]", &["toml-syntax", "unknown-key"]),
        (site, "id = \"phan-xuong-may\"", "id = \"Phân xưởng\"", &["not-an-id"]),
        (site, "id = \"cua-nha\"", "id = cua-nha", &["toml-syntax"]),
        (lan, "name = \"Nguyễn Thị Lan\"", "name = \"Nguyễn Thị Lan", &["toml-syntax"]),
    ] {
        let spoilt = text(&whole, file).replace(right, wrong);
        assert_ne!(spoilt, text(&whole, file), "{file} has no {right}");
        assert_eq!(errors(&whole.clone().with(file, spoilt)), rules, "{wrong}");
    }
    // What stands beside it whole is still looked through.
    let lost = text(&whole, lan).replace("phan-xuong-may", "khong-co");
    let spoilt = text(&whole, criteria).replace("id = \"quan-1\"", "id = ");
    let two = whole.with(lan, lost).with(criteria, spoilt);
    assert_eq!(errors(&two), ["toml-syntax", "unknown-unit"]);
}

fn text(board: &Tree, file: &str) -> String {
    String::from_utf8(board.read(&FilePath::new(file)).unwrap().to_vec()).unwrap()
}

/// The rules that errors of a board are of, each once, by their names.
fn errors(board: &Tree) -> Vec<String> {
    let project = open(board.clone());
    let errors = project.report.problems().into_iter().filter(|p| p.severity == Severity::Error);
    errors.map(|p| p.rule.to_string()).collect::<BTreeSet<_>>().into_iter().collect()
}
