//! The site as a whole: who stands where, in what order, and whether every way leads somewhere.

use std::fmt::Write as _;

use bangvang::files::{Files, Tree};
use bangvang::site::Options;
use bangvang::vietnamese::slug;

use crate::finished::complaints;
use crate::print::Paper;
use crate::workshop::{BASE, OFFICE, TODAY, base, jpeg, open, outputs, page, rules, sheets, site};

/// A dossier that may be shown.
fn dossier(name: &str, extra: &str) -> String {
    format!(
        "+++\nname = \"{name}\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"phan-xuong-may\"\njob = \"Thợ\"\n{extra}\
         approval = {{ status = \"approved\" }}\nconsent = {{ web = true }}\n+++\nLàm 1 việc.\n"
    )
}

fn with_people(names: &[&str]) -> Tree {
    names.iter().fold(base(), |tree, name| {
        tree.with(&format!("content/quan/honorees/{}/index.md", slug(name)), dossier(name, ""))
    })
}

/// The names on a page, in the order of the page, by the class that holds them.
fn names<'p>(html: &'p str, before: &str) -> Vec<&'p str> {
    html.split(before).skip(1).map(|rest| rest.split('<').next().unwrap()).collect()
}

const CARD: &str = "<span class=\"nm\">";

#[test]
fn the_gallery_goes_by_given_name() {
    let people =
        ["Trần Văn Ánh", "Lê Thị An", "Đỗ Văn Ân", "Bùi Thị Đào", "Phạm Dung", "Nguyễn An", "Hồ Thị Ăn"];
    let built = site(with_people(&people));
    let html = page(&built, "quan/honorees/index.html");
    let wanted = [
        "Lê Thị An",
        "Nguyễn An",
        "Trần Văn Ánh",
        "Hồ Thị Ăn",
        "Đỗ Văn Ân",
        "Phạm Dung",
        "Bùi Thị Đào",
        "Nguyễn Thị Lan",
    ];
    assert_eq!(names(html, CARD), wanted);
    // The neighbours of a page are the neighbours of the gallery.
    let an = page(&built, "quan/honorees/nguyen-an/index.html");
    assert!(an.contains("rel=\"prev\" href=\"../../../quan/honorees/le-thi-an/index.html\""), "{an}");
    assert!(an.contains("rel=\"next\" href=\"../../../quan/honorees/tran-van-anh/index.html\""));
    let first = page(&built, "quan/honorees/le-thi-an/index.html");
    assert!(!first.contains("rel=\"prev\"") && first.contains("rel=\"next\""));
    let last = page(&built, "quan/honorees/lan/index.html");
    assert!(last.contains("rel=\"prev\"") && !last.contains("rel=\"next\""));
}

#[test]
fn collectives_come_first_in_the_gallery_and_last_in_the_index() {
    let criteria = "[[group]]\nid = \"quan-1\"\nlabel = \"A\"\nkind = \"individual\"\n[[group]]\nid = \"tt\"\nlabel = \"B\"\nkind = \"collective\"\n";
    let collective = dossier("Tổ may 1", "").replace("individual", "collective").replace("quan-1", "tt");
    let tree = with_people(&["Lê Thị An"]).with("content/quan/criteria.toml", criteria);
    let built = site(tree.with("content/quan/honorees/to-may/index.md", collective));
    assert_eq!(
        names(page(&built, "quan/honorees/index.html"), CARD),
        ["Tổ may 1", "Lê Thị An", "Nguyễn Thị Lan"]
    );
    let index = page(&built, "honorees/index.html");
    assert!(index.find("Lê Thị An").unwrap() < index.find("Tổ may 1").unwrap());
    // Two groups are a choice, each with a page of its own.
    assert_eq!(names(page(&built, "quan/honorees/group/tt/index.html"), CARD), ["Tổ may 1"]);
    let (all, some) =
        (page(&built, "quan/honorees/index.html"), page(&built, "quan/honorees/group/tt/index.html"));
    assert!(all.contains("quan/honorees/group/quan-1/index.html"));
    // And everyone is one more, marked where it is chosen.
    assert!(all.contains("honorees/index.html\" aria-current=\"true\">Tất cả <span>3</span>"), "{all}");
    assert!(some.contains("quan/honorees/index.html\">Tất cả <span>3</span>"), "{some}");
    assert!(some.contains("group/tt/index.html\" aria-current=\"true\">B <span>1</span>"), "{some}");
}

#[test]
fn forty_nine_people_take_two_pages() {
    let letters = "A B C D E G H I K L M N O P Q R S T U V X Y";
    let all: Vec<String> =
        letters.split(' ').flat_map(|l| ["n", "m", "p"].map(|e| format!("Lê {l}{e}"))).take(48).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let forty_eight = site(with_people(&all[..47]));
    assert!(!forty_eight.contains_key("quan/honorees/page/2/index.html"));
    let built = site(with_people(&all));
    let first = page(&built, "quan/honorees/index.html");
    let second = page(&built, "quan/honorees/page/2/index.html");
    assert_eq!((names(first, CARD).len(), names(second, CARD).len()), (48, 1));
    assert!(first.contains("rel=\"next\" href=\"../../quan/honorees/page/2/index.html#count\""), "{first}");
    assert!(second.contains("rel=\"prev\" href=\"../../../../quan/honorees/index.html#count\""), "{second}");
    assert!(!built.contains_key("quan/honorees/page/3/index.html"));
    assert_eq!(complaints(&built, &[OFFICE]), []);
}

#[test]
fn a_movement_is_a_choice_with_a_page() {
    let tree = base().with(
        "content/quan/honorees/an/index.md",
        dossier("Lê An", "movements = [\"lao-dong-gioi\", \"moi-truong\"]\n"),
    );
    let built = site(tree);
    assert_eq!(names(page(&built, "quan/honorees/movement/lao-dong-gioi/index.html"), CARD), ["Lê An"]);
    assert!(page(&built, "quan/honorees/movement/moi-truong/index.html").contains("moi truong"));
}

#[test]
fn a_position_is_a_choice_with_a_page() {
    let tree = base()
        .with("content/quan/honorees/an/index.md", dossier("Lê An", "position = \"quan-ly\"\n"))
        .with("content/quan/honorees/be/index.md", dossier("Lê Bé", "position = \"truc-tiep\"\n"))
        .with("content/quan/honorees/ca/index.md", dossier("Lê Ca", "position = \"cong-doan\"\n"));
    let built = site(tree);
    for (word, who) in [("direct", "Lê Bé"), ("manager", "Lê An"), ("union-officer", "Lê Ca")] {
        assert_eq!(names(page(&built, &format!("quan/honorees/position/{word}/index.html")), CARD), [who]);
    }
    assert!(!built.contains_key("quan/honorees/position/staff/index.html"));
    // From the workbench up; whoever has no position is under none.
    let html = page(&built, "quan/honorees/index.html");
    let offered: Vec<_> =
        html.split("honorees/position/").skip(1).map(|r| r.split('/').next().unwrap()).collect();
    assert_eq!(offered, ["direct", "manager", "union-officer"]);
    let an = page(&built, "quan/honorees/an/index.html");
    assert!(an.contains("quan/honorees/position/manager/index.html\">Cán bộ quản lý</a>"), "{an}");
    assert!(!page(&built, "quan/honorees/lan/index.html").contains("honorees/position/"));
}

/// A board with everything a page can lead to.
pub(crate) fn full() -> Tree {
    let extra = "featured = true\nawards = [{ year = 2018, award = \"giay-khen\" }]\nmovements = [\"lao-dong-gioi\"]\n";
    let picture = crate::workshop::jpeg(60, 40, [1, 2, 3]);
    base()
        .with("content/quan/honorees/an/index.md", dossier("Lê An", extra))
        .with("content/quan/keynotes/bai/index.md", "+++\ntitle = \"Bài\"\nhonorees = [\"an\", \"lan\"]\napproval = { status = \"approved\" }\n+++\nChuyện.\n")
        .with("content/quan/photos/photos.toml", "[[album]]\ntitle = \"Lễ\"\npictures = [{ file = \"a.jpg\", alt = \"Hội trường\", public_event = true }, { file = \"b.jpg\", alt = \"Kín\" }]\n")
        .with("content/quan/photos/a.jpg", picture.clone())
        .with("content/quan/photos/b.jpg", crate::workshop::jpeg(61, 40, [1, 2, 3]))
        .with("site/static/quyet-dinh.pdf", "%PDF")
}

/// A board with the longest names that unions, firms, conferences and people have, and longer.
pub(crate) fn longer(board: Tree) -> Tree {
    let longer = [
        (
            "Bảng vàng danh dự",
            "Bảng vàng danh dự công nhân, viên chức, lao động tiêu biểu các Khu chế xuất và Công nghiệp",
        ),
        (
            "Công đoàn cơ sở Ví Dụ",
            "Công đoàn các Khu chế xuất và Công nghiệp Thành phố Ví Dụ, Cụm thi đua số 12",
        ),
        ("tuyengiao@congdoan", "ban-tuyen-giao-cong-doan-cac-khu-che-xuat-va-cong-nghiep@congdoan"),
        (
            "Phân xưởng may",
            "Công ty Trách nhiệm hữu hạn Một thành viên Sản xuất Thương mại Xuất nhập khẩu Cơ khí Chính xác",
        ),
        (
            "Hội nghị tuyên dương",
            "Hội nghị tổng kết phong trào thi đua yêu nước và tuyên dương điển hình tiên tiến",
        ),
        (
            "trực tiếp sản xuất",
            "trực tiếp sản xuất, trực tiếp phục vụ, có sáng kiến mang lại hiệu quả thiết thực",
        ),
        ("Nguyễn Thị Lan", "Công Tằng Tôn Nữ Thị Huyền Trân Nguyễn Phước Diễm Quỳnh"),
        ("Công nhân may", "Tổ trưởng Tổ Bảo trì cơ điện và Cải tiến liên tục, kiêm Uỷ viên Ban Chấp hành"),
        ("\"Bài\"", "\"Bữa ăn ca 28.000 đồng và câu chuyện thương lượng của một công đoàn cơ sở nhỏ bé\""),
        ("\"Lễ\"", "\"Lễ tuyên dương điển hình tiên tiến và gặp mặt các thế hệ cán bộ công đoàn\""),
        (
            "May 45 áo mỗi ca.",
            "May 45 áo mỗi ca. https://congdoan.example.vn/mot-dia-chi-rat-dai-khong-co-cho-ngat-dong-nao-ca",
        ),
    ];
    let written = board.paths().iter().filter(|path| matches!(&*path.extension(), "md" | "toml"));
    written.fold(board.clone(), |tree, path| {
        let text = String::from_utf8(board.read(path).unwrap().to_vec()).unwrap();
        tree.with(path, longer.iter().fold(text, |text, (short, long)| text.replace(short, long)))
    })
}

#[test]
fn a_row_of_the_archive_is_filled_by_name() {
    let built = site(
        with_people(&["Lê Văn Bảo"])
            .with("content/quan/honorees/yen/index.md", dossier("Đỗ Hải Yến", "featured = true\n")),
    );
    let shown = names(page(&built, "terms/index.html"), CARD);
    assert_eq!(shown, ["Lê Văn Bảo", "Nguyễn Thị Lan", "Đỗ Hải Yến"]);
}

#[test]
fn every_way_leads_somewhere() {
    let built = site(full());
    assert_eq!(complaints(&built, &[OFFICE]), []);
    assert_eq!(built["quyet-dinh.pdf"], b"%PDF");
    let html = page(&built, "quan/photos/index.html");
    assert!(html.contains("Hội trường") && !html.contains("Kín"), "a picture that is not public is shown");
}

#[test]
fn another_address_changes_only_what_says_it() {
    use std::sync::Arc;
    let files: Arc<dyn bangvang::files::Files> = Arc::new(full());
    let memo: Arc<dyn bangvang::files::Memo> = Arc::new(bangvang::files::NoMemo);
    let options = Options { base_url: Some("https://khac.vn/".to_owned()), ..Options::on(TODAY) };
    let built = outputs(&bangvang::open(&files, &memo, &options));
    for (path, bytes) in built.iter().filter(|(path, _)| !path.starts_with("assets/")) {
        assert!(
            !String::from_utf8_lossy(bytes).contains("congdoan.example.vn/bang-vang"),
            "{path} still says the old address"
        );
    }
    assert!(page(&built, "sitemap.xml").contains("<loc>https://khac.vn/quan/honorees/an/</loc>"));
}

#[test]
fn the_same_twice_is_the_same() {
    let (one, two) = (site(full()), site(full()));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(*bytes == two[path], "{path} differs");
    }
}

#[test]
fn pages_ask_nobody_else_for_anything() {
    let ours = "https://congdoan.example.vn/bang-vang/";
    for (path, bytes) in site(full()).iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for attribute in ["src=\"", "srcset=\"", "url("] {
            for rest in html.split(attribute).skip(1) {
                let outside = rest.starts_with("http") && !rest.starts_with(ours) || rest.starts_with("//");
                assert!(!outside, "{path}: {}", &rest[..60]);
            }
        }
    }
}

/// Every path of the site, as an editor might draw it.
/// A conference that looks back on one year says so, and not "from 2019 to 2019".
#[test]
fn a_term_of_one_year_is_that_year() {
    let text = BASE.replace("period = { from = 2015, to = 2019 }", "period = { from = 2019, to = 2019 }");
    assert_ne!(text, BASE);
    let project =
        open(Tree::parse(&text).with("content/quan/honorees/lan/anh.jpg", jpeg(64, 80, [150, 60, 40])));
    let pages = outputs(&project);
    assert!(page(&pages, "quan/honorees/lan/index.html").contains("Điển hình tiên tiến 2019<"));
    assert!(page(&pages, "index.html").contains("Năm\u{a0}2019<"));
    for (path, bytes) in &pages {
        let words = String::from_utf8_lossy(bytes).replace('\u{a0}', " ");
        assert!(!words.contains("2019–2019") && !words.contains("Giai đoạn 2019"), "{path}");
    }
    let booklet = Paper::of(&sheets(&project)["print/quan/ky-yeu.pdf"]).words().replace('\u{a0}', " ");
    assert!(booklet.contains("Năm 2019") && !booklet.contains("2019–2019"), "{booklet}");
}

/// A board with no more than what must be there has no headings over nothing and no ways to nothing.
#[test]
fn what_there_is_not_is_not_spoken_of() {
    let pages = site(base());
    let conference = page(&pages, "quan/index.html");
    for nothing in ["Lời nói đầu", "Sáng kiến</th>", "Triệu đồng"] {
        assert!(!conference.contains(nothing), "{nothing}: {conference}");
    }
    assert!(
        conference.contains("Các nhóm được tuyên dương") && conference.contains("quan/honorees/index.html")
    );
    assert!(!page(&pages, "index.html").contains("awards/index.html"));
    assert!(!page(&pages, "sitemap.xml").contains("/awards/"));
    assert!(page(&pages, "privacy/index.html").contains("theo địa chỉ sau"));

    let text = BASE.replace("email = \"tuyengiao@congdoan.example.vn\"\n", "");
    let text = text.replace(
        "issuer = \"Liên đoàn Lao động Quận\" }\n+++\n",
        "issuer = \"Liên đoàn Lao động Quận\" }\n+++\nLời chào của Ban Thường vụ.\n",
    );
    let text = text.replace(
        "job = \"Công nhân may\"\n",
        "job = \"Công nhân may\"\nawards = [ { year = 2018, award = \"lao-dong-gioi\" } ]\ninitiatives = [ { title = \"Gá\", year = 2018 } ]\n",
    );
    let photo = jpeg(64, 80, [150, 60, 40]);
    let pages = site(Tree::parse(&text).with("content/quan/honorees/lan/anh.jpg", photo));
    let conference = page(&pages, "quan/index.html");
    assert!(conference.contains("Lời nói đầu") && conference.contains("Lời chào của"), "{conference}");
    assert!(conference.contains("kiến</th>") && !conference.contains("Triệu đồng"), "{conference}");
    assert!(page(&pages, "index.html").contains("awards/index.html"));
    assert!(!page(&pages, "privacy/index.html").contains("theo địa chỉ sau"));
}

#[test]
fn the_map_of_a_small_site() {
    let mut map = String::new();
    for path in site(full()).keys().filter(|path| !path.starts_with("assets/")) {
        writeln!(map, "{path}").unwrap();
    }
    insta::assert_snapshot!(map);
}

#[test]
fn files_that_begin_with_a_dot_are_published_where_servers_look_for_them() {
    let known = [".well-known/security.txt", ".nojekyll", ".htaccess"];
    let left = [".DS_Store", "tai-lieu/._anh.jpg", ".gitignore", "Thumbs.db", "~$Don.docx", "~lock.Don.odt#"];
    let board = known.iter().chain(&left).chain(&[".bi-mat"]);
    let project = open(board.fold(base(), |board, path| board.with(&format!("site/static/{path}"), "x")));
    assert_eq!(rules(&project), ["file-not-read"], "what somebody hides is told");
    let site = project.site.unwrap();
    assert!(known.iter().all(|path| site.outputs().contains_key(*path)));
    assert!(!left.iter().chain(&[".bi-mat"]).any(|path| site.outputs().contains_key(*path)));
}

#[test]
fn two_outputs_for_one_path_are_a_problem() {
    assert_eq!(rules(&open(base().with("site/static/404.html", "x"))), ["path-taken"]);
    assert_eq!(rules(&open(base().with("site/static/quan/honorees/lan", "x"))), ["path-taken"]);
    // Where capitals are no other letters these are ours.
    for capital in ["INDEX.html", "Quan/Index.html", "Units", "quan/honorees/LAN"] {
        let tree = base().with(&format!("site/static/{capital}"), "x");
        assert_eq!(rules(&open(tree)), ["path-taken"], "{capital}");
    }
    assert!(rules(&open(base().with("site/static/Mau/Don.TXT", "x"))).is_empty());
    assert!(rules(&open(base().with("site/static/quan/them.txt", "x"))).is_empty());
}

#[test]
fn a_theme_is_laid_over_the_built_in_one_file_by_file() {
    let words = "[menu]\nunits = \"Nơi làm việc\"\n";
    let tree = base()
        .with("themes/sen/web/privacy.html", "<p>{{ site.title }} {{ t.menu.units }} {{ t.menu.awards }}</p>")
        .with("themes/sen/strings/vi.toml", words);
    let built = site(tree);
    assert_eq!(page(&built, "privacy/index.html"), "<p>Bảng vàng danh dự Nơi làm việc Khen thưởng</p>");
    assert!(page(&built, "index.html").contains("Nơi làm việc"));
    // A theme of another name needs only what it does differently.
    let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
    let tree = base()
        .with("site/site.toml", settings.replacen('\n', "\ntheme = \"mai\"\n", 1))
        .with("themes/mai/web/404.html", "<p>Không có trang này.</p>");
    assert_eq!(page(&site(tree), "404.html"), "<p>Không có trang này.</p>");
}

#[test]
fn a_theme_for_another_program_is_refused_and_no_page_is_made_with_it() {
    let project = open(base().with("themes/sen/theme.toml", "api = 2\n"));
    assert_eq!(rules(&project), ["theme-api"]);
    assert!(project.site.is_none() && project.report.blames_settings());
}

/// Who was honoured by two conferences has a page in each, and a way from one to the other (plan III.4).
#[test]
fn honours_of_one_person_lead_to_each_other() {
    let conference =
        "+++\ntitle = \"Hội nghị trước\"\nlevel = \"quan\"\nperiod = { from = 2010, to = 2014 }\n+++\n";
    let group = "[[group]]\nid = \"quan-1\"\nlabel = \"Công nhân\"\nkind = \"individual\"\n";
    let built = site(
        with_people(&["Bùi Văn Hòa", "Lê Thị An", "Hồ Thị Én"])
            .with("content/truoc/conference.md", conference)
            .with("content/truoc/criteria.toml", group)
            // The same name, its tone put elsewhere; and one that is only like hers.
            .with("content/truoc/honorees/hoa/index.md", dossier("Bùi Văn Hoà", ""))
            .with("content/truoc/honorees/an/index.md", dossier("Lê Thị Ân", ""))
            // Another person, told apart by a note.
            .with("content/truoc/honorees/en/index.md", dossier("Hồ Thị Én (Tổ 2)", "")),
    );
    let leads = |from: &str, to: &str| page(&built, from).contains(&format!("href=\"../../../{to}\""));
    let [now, before] = ["quan/honorees/bui-van-hoa/index.html", "truoc/honorees/hoa/index.html"];
    assert!(leads(now, before) && leads(before, now));
    assert!(!leads("quan/honorees/le-thi-an/index.html", "truoc/honorees/an/index.html"));
    assert!(!leads("quan/honorees/ho-thi-en/index.html", "truoc/honorees/en/index.html"));
}

#[test]
fn a_folder_is_passed_over_with_all_that_it_holds() {
    let files = Tree::parse(
        "-- content/README.md --\n-- content/a-b/x --\n-- content/a/y/z --\n-- content/a/y/zz --\n-- content/ấ/y --\n-- site/x --\n",
    );
    assert_eq!(files.names_in("content"), ["README.md", "a-b", "a", "ấ"]);
    assert_eq!(files.names_in("content/a"), ["y"]);
    assert!(files.names_in("content/a-b/x").is_empty() && files.names_in("themes").is_empty());
}
