//! What editors publish as it is, and how folders are called: looked through where it lies, before anything is made.

use bangvang::files::{Files, Tree};
use bangvang::report::Position;

use crate::program::Desk;
use crate::workshop::{BASE, base, jpeg, open};

/// What `check` finds of personal data in a board: severity, kind and place.
fn told(tree: &Tree) -> Vec<String> {
    let project = open(tree.clone());
    let problems = project.report.problems().into_iter().filter(|problem| problem.rule == "private-in-text");
    let said = problems.map(|problem| {
        let place = problem.place.as_ref().unwrap();
        let at = place.span.map(|span| Position::of(&tree.read(&place.file).unwrap(), span.from));
        let at = at.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
        let file = place.file.trim_start_matches("site/static/");
        format!("{:?} {} {file}{at}", problem.severity, problem.args.get("what").unwrap())
    });
    said.collect()
}

fn told_of(name: &str, text: &str) -> Vec<String> {
    told(&base().with(&format!("site/static/{name}"), text))
}

#[test]
fn what_is_published_as_it_is_is_told_where_it_stands() {
    let mail = "Chào.\n\nThư: lan@example.com\n";
    assert_eq!(told_of("a.txt", mail), ["Error email a.txt:3:6"]);
    assert_eq!(told_of("a.md", mail), ["Error email a.md:3:6"]);
    assert_eq!(told_of("a.json", "{\n \"so\": \"0903 123 456\"\n}"), ["Error phone a.json:2:9"]);
    assert_eq!(told_of("a.html", "<p>\n<b>gọi</b> 0903 123 456</p>"), ["Error phone a.html:2:12"]);
    assert_eq!(told_of("a.xml", "<a>\n<b>0903 123 456</b></a>"), ["Error phone a.xml:2:4"]);
    assert_eq!(told_of("assets/a.csv", "a\n0903 123 456"), ["Error phone assets/a.csv:2:1"]);
    assert_eq!(told_of("a.vcf", "TEL:0903123456"), ["Error phone a.vcf:1:5"]);
    // Written in another way than it is read: the file is named.
    assert_eq!(told_of("a.html", "<p>gọi <b>0903</b>&nbsp;123 456</p>"), ["Error phone a.html"]);
    // The office may say how it is reached.
    assert_eq!(told_of("a.txt", "Thư: tuyengiao@congdoan.example.vn"), [""; 0]);
    // Where it lies and how its name ends makes no difference.
    for name in ["assets/a.js", "assets/a.txt", "assets/A.HTML", "assets/pictures/ds.CSV", "assets/a.vcf"] {
        assert_eq!(told_of(name, "0903123456"), [format!("Error phone {name}:1:1")]);
    }
}

#[test]
fn the_head_of_a_column_says_what_stands_under_it() {
    let sheet = "DANH SÁCH 2019;;\nHọ tên;Ngày sinh;Địa chỉ\nLan;12/5/1985;45 Trần Hưng Đạo\n";
    let both = ["Error birth a.csv:3:5", "Error address a.csv:3:15"];
    assert_eq!(told_of("a.csv", sheet), both);
    assert_eq!(told_of("a.csv", &sheet.replace(';', ",")), both);
    assert_eq!(told_of("a.csv", "\"Họ\ntên\",CMND\n\"Lan, may\",023456789\n"), ["Error id a.csv:3:12"]);
    assert_eq!(told_of("a.tsv", "Họ tên\tSĐT\nLan\t908123456\n"), ["Error phone a.tsv:2:5"]);
    let rows = |first: &str, second: &str| format!("<table>\n<tr>{first}</tr>\n<tr>{second}</tr>\n</table>");
    let people = rows("<td>Tên</td><td>Ngày sinh</td>", "<td>Lan</td><td>12/5/1985</td>");
    assert_eq!(told_of("a.html", &people), ["Error birth a.html:3:21"]);
    let people = rows("<th>CCCD</th><td>123456789012</td>", "<th>Ngày sinh</th><td>12/5/1985</td>");
    assert_eq!(told_of("a.html", &people), ["Error id a.html:2:22", "Error birth a.html:3:27"]);
    let list = "<dl><dt>Ngày sinh</dt>\n<dd>12/5/1985</dd></dl>";
    assert_eq!(told_of("a.html", list), ["Error birth a.html:2:5"]);
    let json = "[{\"Ngày sinh\": \"12/5/1985\",\n\"CMND\": 123456789, \"Năm\": 2019}]";
    assert_eq!(told_of("a.json", json), ["Error birth a.json:1:17", "Error id a.json:2:9"]);
}

#[test]
fn a_head_without_values_tells_nothing() {
    let heads = ["Họ tên", "Ngày sinh", "CCCD", "Số điện thoại", "Địa chỉ", "Nơi ở", "Quê quán", "Dân tộc"];
    assert_eq!(told_of("a.csv", &heads.join(";")), [""; 0]);
    assert_eq!(told_of("a.csv", &format!("{}\nLan;;;;;;;\n", heads.join(","))), [""; 0]);
    let cells = heads.map(|head| format!("<th>{head}</th>")).concat();
    assert_eq!(told_of("a.html", &format!("<table><tr>{cells}</tr></table>")), [""; 0]);
    let units = "Đơn vị;Địa chỉ\nCông ty May Ví Dụ;45 Trần Hưng Đạo\n";
    assert_eq!(told_of("a.csv", units), [""; 0]);
    let figures = "Dân tộc;Số người\nChăm;12\n";
    assert_eq!(told_of("a.csv", figures), [""; 0]);
}

#[test]
fn names_of_files_and_folders_are_looked_through() {
    assert_eq!(told_of("lan-0903123456.txt", "chào"), ["Error phone lan-0903123456.txt"]);
    assert_eq!(told_of("0903123456/a.jpg", "…"), ["Error phone 0903123456/a.jpg"]);
    let text = BASE.replace("honorees/lan/", "honorees/lan-0903123456/");
    let photo = jpeg(64, 80, [150, 60, 40]);
    let folder = "content/quan/honorees/lan-0903123456";
    let board = |text: &str| Tree::parse(text).with(&format!("{folder}/anh.jpg"), photo.clone());
    assert_eq!(told(&board(&text)), [format!("Error phone {folder}")]);
    assert_eq!(told(&board(&text.replace("web = true", "web = false"))), [format!("Warning phone {folder}")]);
    let text = BASE.replace("content/quan/", "content/quan-0903123456/");
    assert_eq!(told(&Tree::parse(&text))[0], "Error phone content/quan-0903123456");
}

/// A build that stops says it once, with the place and what to do.
#[test]
fn a_build_says_it_as_check_does() {
    let desk = Desk::with_base();
    let list = "Tên;SĐT;Ngày sinh\nLan;0903123456;12/5/1985\n";
    desk.write("site/static/danh-sach.csv", list.as_bytes());
    desk.write("site/static/assets/pictures/goi.txt", b"Lan 0903123456");
    for command in ["check", "build"] {
        let said = desk.run(&[command]).with(1);
        assert_eq!(said.matches("[private-in-").count(), 3, "{said}");
        assert!(said.contains("site/static/danh-sach.csv:2:5"), "{said}");
        // By itself the line does not tell that this is a day of birth; the head of its column does.
        assert!(!said.contains("123456") && !said.contains("/1985"), "{said}");
    }
    desk.run(&["check", "--output", "bao-cao.html"]).with(1);
    let page = std::fs::read_to_string(desk.path("bao-cao.html")).unwrap();
    assert!(page.contains("danh-sach.csv") && !page.contains("123456") && !page.contains("/1985"), "{page}");
}

/// A people, a faith, a party: where a form asks. Organisations and names are none of it.
#[test]
fn answers_of_a_form_are_a_warning_and_stop_nothing() {
    let board = |words: &str| {
        let text = BASE.replace("May 45 áo mỗi ca.", words);
        told(&Tree::parse(&text).with("content/quan/honorees/lan/anh.jpg", jpeg(64, 80, [150, 60, 40])))
    };
    let file = "content/quan/honorees/lan/index.md";
    assert_eq!(board("May 45 áo.\n\nDân tộc: Chăm"), [format!("Warning sensitive {file}:13:10")]);
    assert_eq!(board("Đảng viên Chi bộ 4, Công đoàn; chị Kinh dạy chữ Khmer, 45 áo."), [""; 0]);
    // Nor as a sentence tells it of somebody; of nobody it tells nothing.
    for told in
        ["Anh Đức là đảng viên.", "là người dân tộc Khmer", "nhà theo đạo Phật", "được 98% phiếu tín nhiệm"]
    {
        assert_eq!(board(&format!("May 45 áo, {told}")).len(), 1, "{told}");
    }
    for told in [
        "dạy 3 lớp cho đồng bào dân tộc Khmer",
        "là đảng bộ quận",
        "theo đạo đức nghề",
        "lấy phiếu tín nhiệm mỗi năm",
    ] {
        assert_eq!(board(&format!("May 45 áo. Chị {told}.")), [""; 0], "{told}");
    }
    let desk = Desk::with_base();
    desk.edit(file, "May 45 áo mỗi ca.", "May 45 áo.\n\nTôn giáo: Phật giáo");
    let said = desk.run(&["build"]).with(0);
    assert!(!said.contains("private-in-output"), "{said}");
}

/// Who reads a report reads no phone and no number of a paper, whatever rule tells of it (`domain.md` P15).
#[test]
fn no_message_shows_what_is_personal() {
    let desk = Desk::with_base();
    let file = "content/quan/honorees/lan/index.md";
    desk.edit(file, "unit = \"phan-xuong-may\"", "unit = \"0903123456\"");
    desk.edit(file, "group = \"quan-1\"", "group = \"079185012345\"");
    desk.edit(
        file,
        "job =",
        "ngay_sinh = \"12/5/1985\"\ndan_toc = \"Chăm\"\nsdt_0908123456 = 1\ndien_thoai = \"3822 4567\"\njob =",
    );
    desk.edit(file, "May 45 áo mỗi ca.", "May 45 áo, [gọi](tel:0903123456), ![](0903123456.jpg).");
    for format in ["text", "json", "html"] {
        let output = format!("bao-cao.{format}");
        let said = match format {
            "text" => desk.run(&["check", "--verbose"]).with(1),
            _ => {
                desk.run(&["check", "--output", &output]).with(1);
                std::fs::read_to_string(desk.path(&output)).unwrap()
            }
        };
        for rule in ["unknown-unit", "unknown-group", "unknown-key", "link-scheme", "missing-file"] {
            assert!(said.contains(rule), "{rule} is not in {said}");
        }
        for private in ["123456", "185012345", "5/1985", "Chăm\"", "4567"] {
            assert!(!said.contains(private), "{private} is in {said}");
        }
    }
    let tree = base().with(file, "+++\nname = \"Lan\"\nunit = \"0903123456\"\n+++\n");
    let problems = open(tree.clone()).report;
    let page = bangvang::desk::problems_page(
        &problems,
        &tree,
        bangvang::desk::Instead::Site,
        bangvang::words::words(bangvang::model::settings::Language::Vi),
    );
    assert!(!String::from_utf8(page).unwrap().contains("123456"));
}
