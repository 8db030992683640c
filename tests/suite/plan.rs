//! The plan's numbers at their edges, and what its clauses become on pages and on paper.

use std::fs;

use bangvang::files::{Files, Tree};
use bangvang::vietnamese::Spelling;

use crate::mistakes;
use crate::print::Paper;
use crate::workshop::{base, jpeg, open, page, rules, sheets, site};

fn fixture(rule: &str) -> Tree {
    mistakes::board(&fs::read_to_string(mistakes::folder().join(rule).join("board.txt")).unwrap())
}

/// A board with one text of one of its files in the place of another.
fn changed(tree: &Tree, from: &str, to: &str) -> Tree {
    let holds =
        |path: &&bangvang::files::FilePath| String::from_utf8_lossy(&tree.read(path).unwrap()).contains(from);
    let path = tree.paths().iter().find(holds).unwrap_or_else(|| panic!("nothing holds {from:?}")).clone();
    let text = String::from_utf8(tree.read(&path).unwrap().to_vec()).unwrap();
    tree.clone().with(&path, text.replacen(from, to, 1))
}

/// Is the rule told of its own fixture, with this change?
fn told(rule: &str, from: &str, to: &str) -> bool {
    rules(&open(changed(&fixture(rule), from, to))).iter().any(|code| code == rule)
}

#[test]
fn delegates_are_counted_to_the_last_one() {
    let leave = "large_unit_approval = { number = \"12/CV-LĐLĐ\", workers = 500 }";
    let told = |honorees: u64, workers: Option<u64>| {
        let workers = workers.map_or_else(String::new, |n| format!(", workers = {n}"));
        let board =
            changed(&fixture("too-many-delegates"), "honorees = 71", &format!("honorees = {honorees}"));
        let leave_of = format!("large_unit_approval = {{ number = \"12/CV-LĐLĐ\"{workers} }}");
        rules(&open(changed(&board, leave, &leave_of))).contains(&"too-many-delegates".to_owned())
    };
    assert!(
        !told(70, Some(500)) && told(71, Some(500)),
        "100 may come, 101 may not: 500 is not more than 500"
    );
    assert!(
        !told(71, Some(501)) && !told(220, Some(501)) && told(221, Some(501)),
        "250 may come, 251 may not"
    );
    assert!(told(71, None), "nobody knows how many work there");
    assert!(self::told("too-many-delegates", leave, ""), "no leave, no more");
}

#[test]
fn shares_and_numbers_keep_both_ends() {
    let share = |honorees: u64| {
        let to = format!("honorees = {honorees}, guests = {}", 100 - honorees);
        told("honoree-share", "honorees = 76, guests = 24", &to)
    };
    assert_eq!([64, 65, 70, 75, 76].map(share), [true, false, false, false, true]);
    let chair = |people: usize, fighters: usize| {
        let one = |at: usize| {
            let letter = char::from(b'A' + u8::try_from(at).unwrap());
            format!("{{ name = \"Trần Văn {letter}n\", emulation_fighter = {} }}", at < fighters)
        };
        let list = (0..people).map(one).collect::<Vec<_>>().join(", ");
        let from = "presidium = [ { name = \"Trần Văn An\", emulation_fighter = true }, { name = \"Lê Thị Bình\" } ]";
        let found =
            rules(&open(changed(&fixture("presidium-size"), from, &format!("presidium = [ {list} ]"))));
        ["presidium-size", "presidium-fighters"].map(|rule| found.iter().any(|code| code == rule))
    };
    assert_eq!([2, 3, 7, 8].map(|people| chair(people, 1)[0]), [true, false, false, true]);
    assert_eq!([0, 1, 2, 3].map(|fighters| chair(5, fighters)[1]), [true, false, false, true]);
}

#[test]
fn two_or_three_keynotes_are_read() {
    let board = |count: usize| {
        let story = |at: usize| {
            let field = ["cong-tac", "doi-song", "san-xuat-kinh-doanh"][at % 3];
            format!(
                "+++\ntitle = \"Chuyện {at}\"\nhonorees = [\"lan\"]\ndomain = \"{field}\"\npresented = true\n\
                 approval = {{ status = \"approved\", number = \"1\", date = 2020-05-08, by = \"BTV\" }}\n+++\nMay 45 áo.\n"
            )
        };
        (1..count).fold(fixture("keynotes-presented"), |tree, at| {
            tree.with(&format!("content/quan/keynotes/bai-{at}/index.md"), story(at))
        })
    };
    let told = |count: usize| rules(&open(board(count))).contains(&"keynotes-presented".to_owned());
    assert_eq!([1, 2, 3, 4].map(told), [true, false, false, true]);
}

#[test]
fn before_is_before_by_the_clock_of_the_place() {
    let came = |moment: &str| told("dossier-late", "2020-04-10T09:00:00Z", moment);
    assert!(came("2020-04-10T16:00:00+07:00") && !came("2020-04-10T15:59:59+07:00"));
    assert!(came("2020-04-10T17:00:00+08:00") && !came("2020-04-10T08:59:59Z"));
    let held = |day: &str| told("held-late", "held_on = 2020-05-19", &format!("held_on = {day}"));
    assert!(held("2020-05-20") && held("2020-05-19") && !held("2020-05-18"));
}

#[test]
fn what_counts_towards_a_group_is_of_the_term_and_recognised_far_enough() {
    let benefit = |dong: &str| told("benefit-too-small", "49_999_999", dong);
    assert!(benefit("49_999_999") && !benefit("50_000_000"), "the sum itself is enough");
    let third = |scope: &str, year: u16| {
        let line = format!("{{ title = \"Kệ hàng\", year = {year}{scope} }}");
        told("too-few-initiatives", "{ title = \"Kệ hàng\", year = 2017 }", &line)
    };
    assert!(third("", 2017), "nobody said how far it was recognised");
    assert!(!third(", scope = \"co-so\"", 2017) && !third(", scope = \"thanh-pho\"", 2017));
    assert!(!third(", scope = \"co-so\"", 2015) && !third(", scope = \"co-so\"", 2019));
    assert!(third(", scope = \"co-so\"", 2014) && third(", scope = \"co-so\"", 2020));
    let earlier = |period: &str, level: &str| {
        let to = format!("period = \"{period}\", level = \"{level}\"");
        told("honoured-before", "period = \"2010 – 2014\", level = \"quan\"", &to)
    };
    assert!(["2010-2014", "2010 - 2014", "2010–2014"].iter().all(|period| earlier(period, "quan")));
    assert!(!earlier("2010-2014", "thanh-pho") && !earlier("2005-2009", "quan"));
    // An earlier title counts only where the group does not ask for one of the term.
    let title = "awards = [ { year = 2014, award = \"chien-si-thi-dua-co-so\" } ]\njob =";
    assert!(told("award-required", "job =", title));
    assert!(!told("award-required", "job =", &title.replace("2014", "2015")));
}

/// Ex-officio delegates and guests: where nothing can be measured, somebody must say why.
#[test]
fn who_was_not_voted_for_is_measured_or_justified() {
    let told = |selection: &str| told("not-justified", "selection = \"guest\"", selection);
    assert!(told("selection = \"guest\"") && told("selection = \"ex-officio\""));
    assert!(!told("selection = \"elected\"") && !told(""));
    assert!(!told("selection = \"ex-officio\"\nrequires_award = { any = [\"bang-khen-thu-tuong\"] }"));
}

/// The base with this line in the dossier, and these files beside it.
fn with(line: &str) -> Tree {
    changed(&base(), "job = \"Công nhân may\"", &format!("job = \"Công nhân may\"\n{line}"))
}

#[test]
fn children_are_not_shown_unless_that_was_agreed_to() {
    let red = [200, 30, 30];
    let shows = |keys: &str| {
        let line = format!("pictures = [ {{ file = \"con.jpg\", alt = \"Hai mẹ con\"{keys} }} ]");
        let tree =
            changed(&with(&line), "May 45 áo mỗi ca.", "May 45 áo mỗi ca.\n\n![Hai mẹ con](con.jpg)\n");
        let keynote = "+++\ntitle = \"Chuyện\"\nhonorees = [\"lan\"]\npictures = [ { file = \"con.jpg\", alt = \"Hai mẹ con\"KEYS } ]\n\
                       approval = { status = \"approved\" }\n+++\nMay 45 áo.\n\n![Hai mẹ con](con.jpg)\n";
        let album = "[[album]]\ntitle = \"Lễ\"\npictures = [ { file = \"con.jpg\", alt = \"Hai mẹ con\", public_event = trueKEYS } ]\n";
        let tree = tree
            .with("content/quan/keynotes/chuyen/index.md", keynote.replace("KEYS", keys))
            .with("content/quan/photos/photos.toml", album.replace("KEYS", keys))
            .with("content/quan/honorees/lan/con.jpg", jpeg(300, 200, red))
            .with("content/quan/keynotes/chuyen/con.jpg", jpeg(300, 200, red))
            .with("content/quan/photos/con.jpg", jpeg(300, 200, red));
        let told = rules(&open(tree.clone())).iter().filter(|code| *code == "photo-of-children").count();
        let pages = site(tree);
        let says = pages.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Hai mẹ con"));
        let is_red = |bytes: &[u8]| {
            let picture = image::load_from_memory(bytes).unwrap().into_rgb8();
            picture.pixels().any(|pixel| pixel.0.iter().zip(red).all(|(a, b)| a.abs_diff(b) < 12))
        };
        let pictures = pages.iter().filter(|(path, bytes)| path.ends_with(".jpg") && is_red(bytes));
        (told, says.count() > 0, pictures.count() > 0)
    };
    assert_eq!(shows(""), (0, true, true));
    assert_eq!(shows(", contains_children = true"), (3, false, false));
    assert_eq!(shows(", contains_children = true, subjects_consented = true"), (0, true, true));
    // What is said of a file once counts wherever it is named.
    let again =
        ", contains_children = true }, { file = \"con.jpg\", alt = \"Hai mẹ con\", public_event = true";
    let twice = again.replace(", public_event = true", "");
    assert_eq!(shows(&twice), (3, false, false));
    // A portrait is a picture too.
    let portrait = changed(
        &base(),
        "alt = \"Chân dung chị Lan\"",
        "alt = \"Chân dung chị Lan\", contains_children = true",
    );
    let pages = site(portrait);
    assert!(!page(&pages, "quan/honorees/lan/index.html").contains("<picture"));
}

#[test]
fn a_conference_has_a_last_day_for_those_who_have_none() {
    let last = |conference: &str, own: &str| {
        let tree = changed(&base(), "publish_until = 2024-12-31", &format!("publish_until = {conference}"));
        let tree = if own.is_empty() {
            tree
        } else {
            changed(&tree, "job =", &format!("publish_until = {own}\njob ="))
        };
        let shown = site(tree.clone()).contains_key("quan/honorees/lan/index.html");
        let told = rules(&open(tree)).into_iter().find(|rule| rule.ends_with("expired")).unwrap_or_default();
        (shown, told)
    };
    let is = |shown: bool, told: &str| (shown, told.to_owned());
    assert_eq!(last("2020-06-01", ""), is(true, ""), "the day itself is still one");
    // Of all that is over with it, nothing is told but that.
    assert_eq!(last("2020-05-31", ""), is(false, "conference-expired"));
    assert_eq!(
        rules(&open(changed(&base(), "until = 2024-12-31", "until = 2020-05-31"))),
        ["conference-expired"]
    );
    assert_eq!(last("2020-05-31", "2020-12-31"), is(true, ""));
    assert_eq!(last("2024-12-31", "2020-05-31"), is(false, "expired"));
    // With the day go its stage, its albums, and stories of nobody's dossier.
    let album = "[[album]]\ntitle = \"Lễ tuyên dương\"\npictures = [ { file = \"le.jpg\", alt = \"Trên sân khấu\", public_event = true } ]\n";
    let speech = "+++\ntitle = \"Bài chưa kể\"\napproval = { status = \"approved\", number = \"1\", date = 2020-05-08, by = \"TT\" }\n+++\nChuyện.\n";
    let on_stage = |until: &str| {
        let stage = format!(
            "presidium = [ {{ name = \"Đinh Thị Sân Khấu\", role = \"Chủ toạ\" }} ]\npublish_until = {until}"
        );
        let tree = changed(&base(), "publish_until = 2024-12-31", &stage)
            .with("content/quan/photos/photos.toml", album)
            .with("content/quan/photos/le.jpg", jpeg(60, 40, [1, 2, 3]))
            .with("content/quan/keynotes/bai/index.md", speech);
        let pages = site(tree);
        let own = page(&pages, "quan/index.html");
        [own.contains("Đinh Thị Sân Khấu"), own.contains("Trên sân khấu"), own.contains("Bài chưa kể")]
    };
    assert_eq!(on_stage("2020-06-01"), [true; 3]);
    assert_eq!(on_stage("2020-05-31"), [false; 3]);
    // What is proposed is the end of the next term, or of the one we are in.
    for (term, day) in
        [((2015, 2019), "2024-12-31"), ((2005, 2009), "2024-12-31"), ((2020, 2020), "2021-12-31")]
    {
        let tree = changed(
            &fixture("no-last-day"),
            "from = 2015, to = 2019",
            &format!("from = {}, to = {}", term.0, term.1),
        );
        let project = open(tree);
        let problem =
            project.report.problems().into_iter().find(|problem| problem.rule == "no-last-day").unwrap();
        assert_eq!((problem.args.get("day").unwrap(), problem.args.get("n").unwrap()), (day, "1"));
    }
}

#[test]
fn search_engines_are_asked_to_pass_by() {
    let pages = site(with("noindex = true"));
    let own = page(&pages, "quan/honorees/lan/index.html");
    assert!(own.contains("<meta name=\"robots\" content=\"noindex\">") && own.contains("Nguyễn Thị Lan"));
    assert!(!own.contains("application/ld+json") && !own.contains("og:title"));
    assert!(
        !own.contains("class=\"share\"") && !own.contains("href=\"\""),
        "shared without an address: {own}"
    );
    assert!(!page(&pages, "sitemap.xml").contains("honorees/lan/"));
    assert!(page(&pages, "honorees/index.html").contains("Nguyễn Thị Lan"));
    let usual = site(base());
    let own = page(&usual, "quan/honorees/lan/index.html");
    assert!(!own.contains("content=\"noindex\"") && own.contains("class=\"share\""));
    assert!(page(&usual, "sitemap.xml").contains("honorees/lan/"));
}

#[test]
fn categories_are_pages_and_figures() {
    let tree = with("categories = [\"nhan-to-moi\", \"lao-dong-sang-tao\"]");
    let pages = site(tree);
    let own = page(&pages, "quan/honorees/lan/index.html");
    assert!(own.contains("honorees/category/nhan-to-moi/index.html\">Nhân tố mới</a>"), "{own}");
    assert!(page(&pages, "quan/honorees/category/lao-dong-sang-tao/index.html").contains("Nguyễn Thị Lan"));
    assert!(page(&pages, "quan/statistics.csv").contains("Diện tuyên dương;Nhân tố mới;"));
}

#[test]
fn a_movement_of_ones_own_has_its_name() {
    let tree = with("movements = [\"chuyen-may-xanh\"]");
    assert!(rules(&open(tree.clone())).contains(&"unknown-movement".to_owned()));
    let named = changed(
        &tree,
        "[[unit]]",
        "[[movement]]\nid = \"chuyen-may-xanh\"\nname = \"Chuyền may xanh\"\n\n[[unit]]",
    );
    assert_eq!(rules(&open(named.clone())), [""; 0]);
    let pages = site(named);
    assert!(page(&pages, "quan/honorees/lan/index.html").contains(">Chuyền may xanh</a>"));
}

#[test]
fn the_form_the_side_events_and_who_signs_are_told() {
    let lines = "form = \"gap-mat\"\nevents = [ { title = \"Giao lưu với thợ trẻ\", date = 2020-05-14, place = \"Sân vận động\", \
                 link = \"https://example.vn/giao-luu\" }, { title = \"Đêm nhạc\" } ]\n\
                 signature = { body = \"TM. BAN THƯỜNG VỤ\", office = \"CHỦ TỊCH\", name = \"Lương Thị Ví Dụ\" }\nlevel =";
    let tree = changed(&base(), "level =", lines);
    let tree = changed(
        &tree,
        "issuer = \"Liên đoàn Lao động Quận\" }\n+++\n",
        "issuer = \"Liên đoàn Lao động Quận\" }\n+++\nLời nói đầu.\n",
    );
    let project = open(tree.clone());
    assert_eq!(rules(&project), [""; 0]);
    let pages = site(tree.clone());
    let conference = page(&pages, "quan/index.html");
    for part in [
        "<dd>Gặp mặt, giao lưu với các điển hình tiêu biểu</dd>",
        "<a href=\"https://example.vn/giao-luu\" rel=\"noopener\">Giao lưu với thợ trẻ, ",
        "<dd>Đêm nhạc</dd>",
    ] {
        assert!(conference.contains(part), "no {part}");
    }
    let other = site(changed(&tree, "\"gap-mat\"", "\"Tổng kết công tác cuối năm\""));
    assert!(page(&other, "quan/index.html").contains("<dd>Tổng kết công tác cuối năm</dd>"));
    let booklet = Paper::of(&sheets(&project)["print/quan/ky-yeu.pdf"]).words();
    for part in ["Gặp mặt, giao lưu", "Đêm nhạc", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Lương Thị Ví Dụ"]
    {
        assert!(booklet.contains(part), "no {part} in {booklet}");
    }
}

#[test]
fn names_are_found_however_they_are_marked() {
    let found = |text: &str, name: &str| -> Vec<String> {
        Spelling::new(name).otherwise(text).into_iter().map(|at| text[at].to_owned()).collect()
    };
    let name = "Nguyễn Thị Hoà";
    for other in ["Nguyễn Thị Hòa", "Nguyên Thị Hoà", "nguyen thi hoa", "NGUYỄN THỊ HÒA", "Nguyễn  Thị Hoa"]
    {
        assert_eq!(found(&format!("Chị {other}, may 45 áo."), name), [other], "{other}");
    }
    for same in [
        "Nguyễn Thị Hoà",
        "NGUYỄN THỊ HOÀ",
        "Nguye\u{302}\u{303}n Thị Hoa\u{300}",
        "Nguyễn Thị Hoàn",
        "Nguyễn, Thị Hòa",
    ] {
        assert_eq!(found(&format!("Chị {same}, may 45 áo."), name), [""; 0], "{same}");
    }
    assert_eq!(found("Hà Anh là hạ ánh", "Hà Anh"), [""; 0], "two words are like too many others");
}

/// One name in the dossier, its text, the chair, at the lectern, under the foreword; one unit wherever it is named.
#[test]
fn names_and_units_are_alike_wherever_they_stand() {
    let told = |tree: Tree| -> Vec<String> {
        let project = open(tree.clone());
        let problems = project.report.problems().into_iter();
        let of_names = problems.filter(|p| ["tone-placement", "name-differs"].contains(&&*p.rule));
        let said = of_names.map(|problem| {
            let place = problem.place.as_ref().unwrap();
            let text = tree.read(&place.file).unwrap();
            let line = bangvang::report::Position::of(&text, place.span.unwrap().from).line;
            format!("{} {}:{line} {}", problem.rule, place.file, problem.args.get("name").unwrap())
        });
        said.collect()
    };
    assert_eq!(told(base()), [""; 0]);
    let lan = "content/quan/honorees/lan/index.md";
    let text = changed(&base(), "May 45 áo", "Chị Nguyễn Thi Lan may 45 áo");
    assert_eq!(told(text), [format!("name-differs {lan}:11 Nguyễn Thi Lan")]);
    let council = with(
        "initiatives = [ { title = \"Giá\", year = 2018, recognised_by = \"Hội đồng Phân xưỡng may\" } ]",
    );
    assert_eq!(told(council), [format!("name-differs {lan}:5 Phân xưỡng may")]);
    let conference = "content/quan/conference.md";
    let chair = |lines: &str| changed(&base(), "level =", &format!("{lines}\nlevel ="));
    let office = chair("presidium = [ { name = \"Lê Văn An\", role = \"Quản đốc phân xường may\" } ]");
    assert_eq!(told(office), [format!("name-differs {conference}:3 phân xường may")]);
    let signer = chair("presidium = [ { name = \"Lê Văn Hòa\" } ]\nsignature = { name = \"Lê Văn Hoà\" }");
    assert_eq!(told(signer), [format!("tone-placement {conference}:4 Lê Văn Hoà")]);
    let keynote = |speaker: &str, story: &str| {
        let text = format!(
            "+++\ntitle = \"Chuyện\"\nhonorees = [\"lan\"]\nspeaker = \"{speaker}\"\napproval = {{ status = \"approved\" }}\n+++\n{story}\n"
        );
        base().with("content/quan/keynotes/chuyen/index.md", text)
    };
    let file = "content/quan/keynotes/chuyen/index.md";
    assert_eq!(told(keynote("Trần Văn Bình", "Chị Nguyễn Thị Lan may 45 áo.")), [""; 0]);
    assert_eq!(told(keynote("Nguyễn Thị Lân", "45 áo.")), [format!("name-differs {file}:4 Nguyễn Thị Lân")]);
    assert_eq!(
        told(keynote("Trần Văn Bình", "Chị Nguyễn Thị Lán may 45 áo.")),
        [format!("name-differs {file}:3 Nguyễn Thị Lán")]
    );
}

#[test]
fn the_level_of_who_confers_is_that_of_the_conference_or_above() {
    let told = |issuer: &str| {
        let line = format!("honour = {{ award = \"giay-khen\", number = \"9/QĐ\", issuer = \"{issuer}\" }}");
        rules(&open(with(&line))).contains(&"issuer-level".to_owned())
    };
    assert!(told("Công đoàn cơ sở Công ty May"));
    assert!(
        !told("Liên đoàn Lao động Quận Tân Hoà")
            && !told("Liên đoàn Lao động Thành phố")
            && !told("Ban Giám đốc")
    );
}
