//! Files as other programs save them: with a mark, in old encodings, decomposed, endless, or not to be read at all.

use std::sync::Arc;

use bangvang::files::{Bytes, FilePath, Files, Tree, Unreadable};
use bangvang::model::settings::Language;
use bangvang::report::Position;
use bangvang::words::words;
use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::workshop::{BASE, TODAY, base, jpeg, open, page, rules, site};

const LAN: &str = "content/quan/honorees/lan/index.md";

fn lan() -> String {
    let bytes = base().read(&FilePath::new(LAN)).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What is said of a board with only one mistake in it: the rule, its place and the words.
fn only(tree: Tree) -> (String, Option<(usize, usize)>, String) {
    let project = open(tree.clone());
    let problems: Vec<_> =
        project.report.problems().into_iter().filter(|p| p.rule != "nobody-shown").collect();
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    let place = problem.place.as_ref().unwrap();
    let at = place.span.map(|span| Position::of(&tree.read(&place.file).unwrap(), span.from));
    (problem.rule.to_string(), at.map(|at| (at.line, at.column)), words(Language::Vi).explain(problem).0)
}

#[test]
fn a_byte_order_mark_is_not_seen() {
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(lan().into_bytes());
    assert!(rules(&open(base().with(LAN, marked))).is_empty());
    // And does not shift what is said of the first line.
    let (rule, at, _) = only(base().with(LAN, "\u{feff}+++\nname = 1"));
    assert_eq!((rule.as_str(), at), ("front-matter-unclosed", Some((1, 1))));
}

#[test]
fn lines_may_end_as_on_windows() {
    let tree = base();
    let over = tree.paths().iter().filter(|path| !path.ends_with(".jpg")).map(|path| {
        let text = String::from_utf8(tree.read(path).unwrap().to_vec()).unwrap();
        (path.clone(), Bytes::from(text.replace('\n', "\r\n").into_bytes()))
    });
    let over: Vec<_> = over.collect();
    let photo = FilePath::new("content/quan/honorees/lan/anh.jpg");
    let windows = Tree::new(over.into_iter().chain([(photo.clone(), tree.read(&photo).unwrap())]));
    assert_eq!(site(windows), site(base()));
    let (rule, at, _) =
        only(base().with(LAN, lan().replace("job =", "jobb = 1\njob =").replace('\n', "\r\n")));
    assert_eq!((rule.as_str(), at), ("unknown-key", Some((6, 1))));
}

#[test]
fn other_encodings_are_named_with_their_first_words() {
    // A whole line as an old program writes it.
    let mut bytes = b"+++\nname = \"Nguy\xea\xden Thi\xf2 Lan\"\n".to_vec();
    bytes.extend(b"kind = \"individual\"\n+++\n");
    let (rule, at, says) = only(base().with(LAN, bytes));
    assert_eq!((rule.as_str(), at), ("not-utf8", Some((2, 13))));
    assert!(says.contains("Windows-1258") && says.contains("Nguyễn Thị Lan"), "{says}");
    for (mark, big) in [([0xff, 0xfe], false), ([0xfe, 0xff], true)] {
        let wide = lan()
            .encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect();
        let (rule, _, says) = only(base().with(LAN, [mark.to_vec(), wide].concat()));
        assert_eq!(rule, "not-utf8");
        assert!(says.contains("UTF-16"), "{says}");
    }
}

#[test]
fn decomposed_names_are_the_same_names() {
    let nfd = |text: &str| DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned();
    let text = lan().replace("anh.jpg", "ảnh chị Lan.jpg");
    let photo = jpeg(64, 80, [150, 60, 40]);
    let plain =
        base().with("content/quan/honorees/lan/ảnh chị Lan.jpg", photo.clone()).with(LAN, text.clone());
    // A Mac hands out the file's name decomposed; an editor on Windows types it composed; and the other way round.
    let of_a_mac =
        base().with(&nfd("content/quan/honorees/lan/ảnh chị Lan.jpg"), photo.clone()).with(LAN, text.clone());
    let typed_on_a_mac =
        base().with("content/quan/honorees/lan/ảnh chị Lan.jpg", photo).with(LAN, nfd(&text));
    assert_ne!(nfd(&text), text);
    let expected = site(plain);
    assert_eq!(site(of_a_mac), expected);
    let other = site(typed_on_a_mac);
    assert_eq!(other.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    assert_eq!(page(&other, "quan/honorees/lan/index.html"), page(&expected, "quan/honorees/lan/index.html"));
}

#[test]
fn a_letter_that_only_looks_like_another_is_read_as_meant() {
    // Ð (eth, as Windows-1258 and some keyboards write it) and Đ (D with stroke) look the same.
    let eth = site(base().with(LAN, lan().replace("Nguyễn Thị Lan", "Ðỗ Thị Lan")));
    let stroke = site(base().with(LAN, lan().replace("Nguyễn Thị Lan", "Đỗ Thị Lan")));
    assert_eq!(page(&eth, "honorees/index.html"), page(&stroke, "honorees/index.html"));
}

#[test]
fn a_text_without_end_is_refused() {
    let long = format!("{}{}", lan(), "chữ ".repeat(80_000));
    let (rule, at, _) = only(base().with(LAN, long));
    assert_eq!((rule.as_str(), at), ("text-too-long", Some((11, 1))));
    let (rule, at, _) = only(base().with(LAN, vec![b'x'; (4 << 20) + 1]));
    assert_eq!((rule.as_str(), at), ("text-too-long", None));
}

/// A folder in which one file can be listed but not read.
struct Locked(Tree);

impl Files for Locked {
    fn paths(&self) -> &[FilePath] {
        self.0.paths()
    }
    fn read(&self, path: &FilePath) -> Result<Bytes, Unreadable> {
        if &**path == LAN {
            Err(Unreadable("in use by another program".to_owned()))
        } else {
            self.0.read(path)
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let project = open(Locked(base()));
    let problems = project.report.problems();
    let unreadable = problems.iter().find(|p| p.rule == "unreadable").unwrap();
    let (_, hint) = words(Language::En).explain(unreadable);
    assert!(hint.unwrap().contains("in use by another program"));
}

#[test]
fn a_name_of_nothing_but_invisible_letters_is_empty() {
    let (rule, ..) = only(base().with(LAN, lan().replace("Nguyễn Thị Lan", "\u{200b}\u{feff}")));
    assert_eq!(rule, "empty-text");
}

/// Whatever happens to the bytes of the sample, reading it ends, and says something if it must.
#[test]
fn damaged_files_never_break_the_reader() {
    let files: Vec<_> =
        crate::sources::below("content").into_iter().chain(crate::sources::below("site")).collect();
    let text = |path: &str| path.ends_with(".md") || path.ends_with(".toml");
    let files: Vec<_> =
        files.into_iter().filter(|f| text(&f.path) && !f.path.ends_with("README.md")).collect();
    let mut seed: u64 = 20_200_515;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..300 {
        let file = &files[random(files.len())];
        let mut bytes = file.text.clone().into_bytes();
        match random(4) {
            0 => bytes.truncate(random(bytes.len())),
            1 => {
                let at = random(bytes.len());
                bytes[at] ^= 1 << random(8);
            }
            2 => {
                let at = random(bytes.len());
                let signs = b"+\"'[]{}#=,\\\n\r>`*_|!<&\0";
                bytes.splice(at..at, std::iter::repeat_n(signs[random(signs.len())], 1 + random(2000)));
            }
            _ => {
                let (a, b) = (random(bytes.len()), random(bytes.len()));
                bytes.drain(a.min(b)..a.max(b));
            }
        }
        let tree: Arc<dyn Files> = Arc::new(base().with(&file.path, bytes));
        let (board, mut report) = bangvang::read::board(&tree, &bangvang::files::NoMemo);
        if let Some(board) = board {
            report.extend(bangvang::check::board(&board, TODAY).into_problems());
        }
        for problem in report.problems() {
            if let Some(span) = problem.place.as_ref().and_then(|place| place.span) {
                let length = tree.read(&problem.place.as_ref().unwrap().file).unwrap().len();
                assert!(span.from <= span.to && span.to as usize <= length, "{problem:?}");
            }
        }
    }
}

#[test]
fn texts_as_deep_as_they_are_long_are_passed_over() {
    for deep in ["> ", "- ", "1. ", "*_", "**~~", "[", "![", "|a", "<b>", "`"] {
        let text = format!("{}{}", lan(), deep.repeat(100_000 / deep.len()));
        let tree: Arc<dyn Files> = Arc::new(base().with(LAN, text));
        let _ = bangvang::read::board(&tree, &bangvang::files::NoMemo);
    }
    // A description of a picture of a picture, each of them closed again.
    let text = format!("{}{}a{}", lan(), "![".repeat(14_000), "](b)".repeat(14_000));
    let tree: Arc<dyn Files> = Arc::new(base().with(LAN, text));
    let (_, report) = bangvang::read::board(&tree, &bangvang::files::NoMemo);
    assert!(report.problems().iter().any(|problem| problem.rule == "markdown-unsupported"));
    for deep in ["[", "{a=", "a.", "[["] {
        let text = format!("x = {}", deep.repeat(50_000));
        let tree: Arc<dyn Files> = Arc::new(base().with("site/site.toml", text));
        let _ = bangvang::read::board(&tree, &bangvang::files::NoMemo);
    }
}

/// Nothing after the sign is another slip than a text without its quotes, and is told as such.
#[test]
fn a_value_that_is_not_there_is_missed() {
    for (line, wanted) in
        [("job =", "no value"), ("job = ", "no value"), ("job = Công nhân", "string values")]
    {
        let text = BASE.replace("job = \"Công nhân may\"", line);
        let files: Arc<dyn Files> = Arc::new(Tree::parse(&text));
        let (_, report) = bangvang::read::board(&files, &bangvang::files::NoMemo);
        let slip = report.problems().into_iter().find(|p| p.rule == "toml-syntax").unwrap();
        assert!(slip.args.get("detail").unwrap().starts_with(wanted), "{line}: {slip:?}");
    }
}
