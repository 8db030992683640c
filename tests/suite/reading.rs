//! What becomes of an editor's words: Markdown as HTML, and everything else as the text it is.

use bangvang::files::Tree;

use crate::workshop::{base, jpeg, open, page, rules, site};

const KEYNOTE: &str = "content/quan/keynotes/bai/index.md";
const PAGE: &str = "quan/keynotes/bai/index.html";

fn story(markdown: &str) -> Tree {
    let head = "+++\ntitle = \"Bài\"\nhonorees = [\"lan\"]\napproval = { status = \"approved\", number = \"38/TB\", date = 2020-05-08, by = \"Thường trực\" }\n+++\n";
    base().with(KEYNOTE, format!("{head}{markdown}"))
}

/// The story as it stands on its page.
fn html(markdown: &str) -> String {
    let tree = story(markdown).with("content/quan/keynotes/bai/hinh.jpg", jpeg(48, 32, [10, 90, 160]));
    let built = site(tree);
    let page = page(&built, PAGE);
    let (_, from) = page.split_once("MOC-DAU</p>").unwrap();
    let (inner, _) = from.split_once("<p>MOC-CUOI").unwrap();
    inner.trim().to_owned()
}

/// The story between two marks of ours; what names a picture by its content is left out.
fn between(markdown: &str) -> String {
    let html = html(&format!("MOC-DAU\n\n{markdown}\n\nMOC-CUOI\n"));
    let mut parts = html.split("assets/pictures/");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| format!("{text}assets/pictures/…{}", &part[16..]))
}

#[test]
fn markdown_becomes_html() {
    insta::assert_snapshot!(between(
        "# Chương\n\nLàm **tốt**, *bền*, ~~vội~~, `x < y`.\\\nDòng hai\ncùng đoạn.\n\n## Mục\n\n\
         - một\n- hai\n  1. nhỏ\n  2. hơn\n\n3. ba\n4. bốn\n\n> Lời kể\n>\n> và tiếp\n\n---\n\n\
         | Năm | Số | Giữa |\n|:---|---:|:---:|\n| 2018 | **45** | a |\n| 2019 |\n\n\
         ```\nmã < nguồn\n```\n\n[Tin](https://congdoan.vn/?a=1&b=\"2\") và <https://congdoan.vn>\n\n\
         ![Chị Lan](hinh.jpg \"Bên chuyền\")"
    ));
}

#[test]
fn raw_html_is_shown_and_never_obeyed() {
    insta::assert_snapshot!(between(
        "<script>alert(1)</script>\n\nmột <b onclick=\"x()\">hai</b> &lt;i&gt; &amp; ba\n\n<!-- ghi chú -->\n\n<div>\nkhối\n</div>"
    ));
}

const POISON: &str =
    r#"<img src=x onerror=alert(1)> {{ site.title }} {% include \"base.html\" %} {# c #} & ' ''"#;

#[test]
fn words_are_never_markup() {
    let text = std::str::from_utf8(&read(&base(), "content/quan/honorees/lan/index.md")).unwrap().to_owned();
    let fields = format!(
        "lead = \"{POISON}\"\nquote = \"{POISON}\"\nmentoring = \"{POISON}\"\nfeatured = true\n\
         initiatives = [{{ title = \"{POISON}\", year = 2018, recognised_by = \"{POISON}\", benefit_vnd = 5 }}]\n\
         awards = [{{ year = 2018, award = \"giay-khen\", number = \"{POISON}\", issuer = \"{POISON}\" }}]\n"
    );
    let text = text
        .replace("Nguyễn Thị Lan", POISON)
        .replace("Công nhân may", POISON)
        .replace("Chân dung chị Lan", POISON)
        .replace("approval =", &format!("{fields}approval ="))
        .replace("May 45", &format!("{} 45", POISON.replace('\\', "")));
    let tree = base().with("content/quan/honorees/lan/index.md", text);
    let settings =
        std::str::from_utf8(&read(&tree, "site/site.toml")).unwrap().replace("Công đoàn cơ sở Ví Dụ", POISON);
    let built = site(tree.with("site/site.toml", settings));
    let mut seen = 0;
    for (path, bytes) in built.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert!(!html.contains("<img src=x") && !html.contains("onerror=alert(1)>"), "{path} obeys");
        seen += html.matches("{{ site.title }} {% include").count();
    }
    assert!(seen > 20, "the words are shown as they were typed: {seen}");
    let json: serde_json::Value = serde_json::from_slice(&built["embed/board.json"]).unwrap();
    assert!(json.to_string().contains("<img src=x"));
}

fn read(tree: &Tree, path: &str) -> bangvang::files::Bytes {
    bangvang::files::Files::read(tree, &bangvang::files::FilePath::new(path)).unwrap()
}

#[test]
fn links_are_addresses_of_the_web_or_problems() {
    for bad in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "vbscript:x",
        "/trang",
        "tệp.pdf",
        "mailto:hoi",
        "https://",
        &format!("https://congdoan.vn/{}", "a".repeat(9000)),
    ] {
        let project = open(story(&format!("Xem [đây](<{bad}>).")));
        assert_eq!(rules(&project), ["link-scheme"], "{bad}");
        let built = crate::workshop::outputs(&project);
        assert!(!page(&built, PAGE).contains(&format!("href=\"{bad}\"")), "{bad}");
    }
    for good in ["https://congdoan.vn/", "HTTP://congdoan.vn"] {
        assert!(rules(&open(story(&format!("Xem [đây]({good}).")))).is_empty(), "{good}");
    }
    // A browser takes a space for the end of an address, or for another one.
    let spaced = between("Xem [đây](<https://congdoan.vn/phim 5 phút>).");
    assert!(spaced.contains("href=\"https://congdoan.vn/phim%205%20phút\""), "{spaced}");
}

/// A heading without words would be read out as one, and no PDF may have it.
#[test]
fn what_nobody_sees_is_no_heading() {
    for nothing in
        ["##", "# \u{AD}", "> ##", "- #", "![x](hinh.jpg)\n---", "## [](https://a.vn)", "## \u{200B}\u{FE0F}"]
    {
        let html = between(&format!("Trước.\n\n{nothing}\n\nSau."));
        assert!(!html.contains("<h") && html.contains("Sau."), "{nothing:?}: {html}");
    }
}

/// On a screen a sign that turns the line around would show other words than on paper.
#[test]
fn signs_nobody_sees_stay_away() {
    let turned = between("Tiết kiệm \u{202E}05\u{202C} triệu\u{200B} `a\u{2066}b` \u{FEFF}đồng.");
    assert_eq!(turned, "<p>Tiết kiệm 05\u{a0}triệu <code>ab</code> đồng.</p>");
}

/// What is pasted from a word processor comes out as it was meant there.
#[test]
fn pasted_lines_are_lists_and_paragraphs() {
    assert_eq!(
        between("\tAnh Ðức thụt vào.\n\n    Và\n    nữa."),
        "<p>Anh Đức thụt vào.</p>\n<p>Và nữa.</p>"
    );
    for bullet in ["•", "•\t", "● ", "\u{F0B7}   ", "•     ", "  ▪ "] {
        let lines = format!("Kết quả:\n{bullet}Năm 2022\n{bullet}Năm 2023");
        let html = "<p>Kết quả:</p>\n<ul>\n<li>Năm 2022</li>\n<li>Năm 2023</li>\n</ul>";
        assert_eq!(between(&lines).replace('\u{A0}', " "), html, "{bullet:?}");
    }
    assert_eq!(between("3 • 4 và 5·6"), "<p>3 • 4 và 5·6</p>");
    let list = "<ul>\n<li>Một</li>\n<li>Hai</li>\n</ul>";
    assert_eq!(between("    • Một\n    • Hai"), list);
    assert_eq!(between("\t\t• Một\n\t\t• Hai"), list);
    assert_eq!(between("\t1. Một\n\t2. Hai"), list.replace("ul>", "ol>"));
    assert_eq!(between("\tĐoạn **đậm**"), "<p>Đoạn <strong>đậm</strong></p>");
    assert_eq!(between("•   **Đậm** sau"), "<ul>\n<li><strong>Đậm</strong> sau</li>\n</ul>");
    // Real lists stay as they are, and so does what stands in fences, or alone.
    let nested = "<ol>\n<li><p>Một</p>\n<ul>\n<li>con</li>\n</ul>\n</li>\n<li>Hai</li>\n</ol>";
    assert_eq!(between("1. Một\n\t• con\n2. Hai"), nested);
    assert_eq!(between("1. Một\n    - con\n2. Hai"), nested);
    assert!(between("```\n• mã\n```").contains("• mã"));
    // Signs Markdown knows nothing of keep their lines, and only where they begin items.
    assert_eq!(
        between("Dòng một\\\ndòng hai, chị Hoa\n– tổ trưởng."),
        "<p>Dòng một<br>dòng hai, chị Hoa – tổ trưởng.</p>"
    );
    for [one, two] in [
        ["– Một", "– Hai"],
        ["—\tMột", "—\tHai"],
        ["a) Một", "b) Hai"],
        ["1/ Một", "12/ Hai"],
        ["II) Một", "III) Hai"],
    ] {
        let lines = between(&format!("Kết quả:\n{one}\ndài\n{two}"));
        assert_eq!(lines, format!("<p>Kết quả:<br>{one} dài<br>{two}</p>").replace('\t', " "));
        assert_eq!(between(&format!("{one}\n{two}")), format!("<p>{one}<br>{two}</p>").replace('\t', " "));
    }
    // Items of several kinds, and after a sentence.
    assert_eq!(
        between("Đã làm được nhiều.\n– Hai\na) Ba\n1/ Bốn"),
        "<p>Đã làm được nhiều.<br>– Hai<br>a) Ba<br>1/ Bốn</p>"
    );
    for prose in ["Tổng cộng.\n12/ 5 là ngày hội.", "Tổ nghe.\n– nói như anh Ưng – cũng đúng."]
    {
        assert!(!between(prose).contains("<br>"), "{prose}");
    }
    // Columns of a spreadsheet: on paper a tab would be nothing at all.
    assert_eq!(between("2022\t31.200"), "<p>2022 31.200</p>");
    assert_eq!(between("Chị Hoa\n– tổ trưởng – nói."), "<p>Chị Hoa – tổ trưởng – nói.</p>");
    assert_eq!(between("Năm\n2019) và"), "<p>Năm\u{A0}2019) và</p>");
    assert_eq!(between("Rất tốt.\n•"), "<p>Rất tốt. •</p>");
    assert!(between("```\n  mã\n```").contains("  mã"));
}

/// A space that is missing behind a sign makes no paragraph of a list, and what is no list stays as it is.
#[test]
fn items_without_a_space_are_a_list() {
    let list = |items: &str| format!("<ul>\n<li>{}</li>\n</ul>", items.replace('|', "</li>\n<li>"));
    for sign in ["-", "+", "§", "§ ", "§  ", "§\t", "§\u{A0}"] {
        assert_eq!(between(&format!("{sign}Một\n{sign}Hai")), list("Một|Hai"), "{sign:?}");
        let below = between(&format!("Kết quả\n{sign}Một\n{sign}hai"));
        assert_eq!(below, format!("<p>Kết quả</p>\n{}", list("Một|hai")), "{sign:?}");
    }
    let numbered = |items: &str| list(items).replace("ul>", "ol>");
    assert_eq!(between("1.Một\n2.Hai"), numbered("Một|Hai"));
    assert_eq!(between("1)Một\n2)“Hai”"), numbered("Một|“Hai”"));
    assert_eq!(between("- Một\n-Hai\n- Ba"), list("Một|Hai|Ba"));
    assert_eq!(between("-Một\ndài\n-**Hai**: ba"), list("Một dài|<strong>Hai</strong>: ba"));
    assert_eq!(between("Kết quả:\n-Một"), format!("<p>Kết quả:</p>\n{}", list("Một")));
    assert_eq!(between("Kết quả:\n1.Một"), format!("<p>Kết quả:</p>\n{}", numbered("Một")));
    assert_eq!(between("    -Một\n    -Hai"), list("Một|Hai"));
    assert_eq!(between("Gồm\n–Một\n–Hai"), "<p>Gồm<br>– Một<br>– Hai</p>");
    assert_eq!(between("Gồm\na) Một\nb) Hai\nc) ba"), "<p>Gồm<br>a) Một<br>b) Hai<br>c) ba</p>");
    assert_eq!(between("Gồm\na)Một\nb)Hai"), "<p>Gồm<br>a) Một<br>b) Hai</p>");
    for prose in [
        "Kho lạnh\n-5 độ\n-18 độ",
        "Kho lạnh:\n-5 độ",
        "Làm lợi\n1.5 triệu\n2.5 triệu",
        "Một câu\n-Một",
        "Sách của\nV.I.Lênin\nT.Lan",
        "Thiết bị:\nI/O",
        "Gồm\nĐ/c Hải, trưởng\nĐ/c Hai, phó",
        "Số nhà\n12/Nguyễn Trãi\n14/Lê Lợi",
        "Bị\n*nói",
        "Bị\n*nói\n*làm",
    ] {
        let html = between(prose).replace('\u{A0}', " ");
        assert_eq!(html, format!("<p>{}</p>", prose.replace('\n', " ")), "{prose}");
    }
    let emphasis = "<p>Chị nói: <em>Tôi làm vì chị em.</em></p>";
    assert_eq!(between("Chị nói:\n*Tôi làm\nvì chị em.*"), emphasis);
    assert_eq!(between("*Một*\n*Hai*"), "<p><em>Một</em> <em>Hai</em></p>");
    assert_eq!(between("**Một**\n**Hai**"), "<p><strong>Một</strong> <strong>Hai</strong></p>");
    assert!(between("```\n-Một\n-Hai\n```").contains("-Một\n-Hai"));
    let verse = "<p><em>Câu một câu hai</em> <em>Câu ba câu bốn</em></p>";
    assert_eq!(between("*Câu một\ncâu hai*\n*Câu ba\ncâu bốn*"), verse);
    assert!(between("Năm | Số\n--- | ---\n-Không | 5\n-Có | 6").contains("-Không</td>"));
    // What is told stands where it was typed.
    let tree = story("-Một\n-Hai [đây](javascript:1)\n-Ba ![](a.jpg)");
    let report = open(tree.clone()).report;
    let text = String::from_utf8(read(&tree, KEYNOTE).to_vec()).unwrap();
    let told = |rule: &str| {
        let problem = report.problems().into_iter().find(|problem| problem.rule == rule).unwrap();
        let span = problem.place.as_ref().unwrap().span.unwrap();
        text[span.from as usize..span.to as usize].to_owned()
    };
    assert_eq!(told("link-scheme"), "[đây](javascript:1)");
    assert_eq!(told("photo-without-alt"), "![](a.jpg)");
    assert_eq!(told("missing-file"), "![](a.jpg)");
}

/// Word has a line for each paragraph; Markdown goes on in the one above.
#[test]
fn lines_that_were_paragraphs_are_told() {
    let told = |text: &str| rules(&open(story(text)));
    let long =
        "Chị Lan vào nghề năm 2012, từ người thợ phụ ở cuối chuyền đến tổ trưởng, và năm nào cũng dạy nghề.";
    for pasted in [
        &*format!("{long}\nNăm 2018 chị làm đồ gá.\nHàng lỗi giảm 38%."),
        "I. Hoàn cảnh\nMẹ mất sớm.\nChị nuôi hai em.\nNay các em đã lớn.",
        "1/ Tăng năng suất\nNăm 2018 chị làm đồ gá.",
        "- Năm 2022: 31.200 áo.\nNăm 2023 chị dạy nghề.",
        "- Được tặng Giấy khen năm 2022\n- Được tặng Giấy khen năm 2023\nVới những thành tích trên, chị là điển hình.",
        "- Van tự ngắt, làm lợi 20 triệu đồng\nKết quả: giảm 12 phút mỗi ca",
        "• Một\n– Hai",
        "| Năm | Áo |\n|---|--:|\n| 2022 | 310 |\nSau bảng.",
    ] {
        assert_eq!(told(pasted), ["lines-joined"], "{pasted}");
    }
    for typed in [
        "Chị Lan vào nghề năm 2012, làm ở tổ của chị\nHoa. Năm sau chị\nlàm đồ gá.",
        "Năm 2018 chị làm đồ gá.\nHàng lỗi giảm 38%.",
        "- Năm 2022: 31.200 áo.\n  Năm 2023: 40.100 áo.",
        "- Chị Lan và chị\nHoa.",
        "- Chị làm việc tại bệnh viện\nTừ Dũ và dạy nghề.",
        "- Được tặng danh hiệu\nAnh hùng Lao động.",
        "- Nhờ sự giúp đỡ của\nChị Hoa, anh Nam.",
        "Đọc nhiều sách.\nV. I. Lênin là tác giả chị thích.",
        "Kết quả:\n– Năm 2022\n– Năm 2023",
        "Sáng ra bờ suối,  \nTối vào hang.  \nCháo bẹ rau măng.  \nVẫn sẵn sàng.",
        "Tính 2**3 = 8, và \\*\\*không\\*\\*.",
        &*format!("{long}\nNăm 2018 chị làm đồ gá."),
        "> Chị Lan nói.\n> Chị Hoa nói.\n> Chị Ba nói.\n> Chị Tư nói.",
    ] {
        assert!(told(typed).is_empty(), "{typed}: {:?}", told(typed));
    }
}

/// Photos side by side in a table follow it: none is lost.
#[test]
fn pictures_in_a_table_follow_it() {
    let text = "+++\ntitle = \"Bài\"\npictures = [{ file = \"a.jpg\", alt = \"A\" }, { file = \"b.jpg\", alt = \"B\" }]\napproval = { status = \"approved\" }\n+++\n| Trước | Sau |\n|---|---|\n| ![Máy cũ](a.jpg) | **![Máy mới](b.jpg)** 12 |\n";
    let picture = || crate::workshop::jpeg(60, 40, [1, 2, 3]);
    let folder = KEYNOTE.trim_end_matches("index.md");
    let tree = base().with(KEYNOTE, text).with(&format!("{folder}a.jpg"), picture());
    let built = site(tree.with(&format!("{folder}b.jpg"), crate::workshop::jpeg(60, 40, [3, 2, 1])));
    let html = page(&built, PAGE);
    let [table, old, new] = ["</table>", "alt=\"Máy cũ\"", "alt=\"Máy mới\""].map(|part| html.find(part));
    assert!(table.is_some() && table < old && old < new, "{html}");
}

#[test]
fn headings_fit_below_the_title_whatever_level_they_begin_at() {
    for first in ["#", "##", "###"] {
        let html = between(&format!("{first} Một\n\nđoạn\n\n{first}# Hai\n\nđoạn"));
        assert!(html.contains("<h2>Một</h2>") && html.contains("<h3>Hai</h3>"), "{html}");
    }
    // Who passes over a level, or goes back to one there was not, leaves no gap for who listens to the page.
    let html =
        between("## Một\n\n#### Hai\n\n#### Hai nữa\n\n### Hai thôi\n\n###### Ba\n\n# Một nữa\n\nđoạn");
    for heading in ["<h2>Một<", "<h3>Hai<", "<h3>Hai nữa<", "<h3>Hai thôi<", "<h4>Ba<", "<h2>Một nữa<"]
    {
        assert!(html.contains(heading), "{heading}: {html}");
    }
}

#[test]
fn a_video_is_a_link_and_never_embedded() {
    let text = "+++\ntitle = \"Bài\"\nvideo = \"https://www.youtube.com/watch?v=1&t=2\"\napproval = { status = \"approved\" }\n+++\nx\n";
    let built = site(base().with(KEYNOTE, text));
    let html = page(&built, PAGE);
    assert!(html.contains("href=\"https://www.youtube.com/watch?v=1&amp;t=2\""), "{html}");
    assert!(!html.contains("<iframe") && !html.contains("<video"));
    let spaced = text.replace("watch?v=1&t=2", "phim năm 2019");
    let built = site(base().with(KEYNOTE, spaced));
    assert!(page(&built, PAGE).contains("href=\"https://www.youtube.com/phim%20năm%202019\""));
}

/// Phones give names with two spaces, and with special ones.
#[test]
fn a_picture_is_found_whatever_spaces_its_name_has() {
    for name in ["IMG  1.jpg", "Ảnh 9.41.00\u{202F}SA.jpg", "Ảnh\u{A0}1.JPG"] {
        let text = format!(
            "+++\ntitle = \"Bài\"\npictures = [{{ file = \"{name}\", alt = \"Máy\", credit = \"Ảnh: Tổ truyền thông\" }}]\napproval = {{ status = \"approved\" }}\n+++\nx\n"
        );
        let folder = "content/quan/keynotes/bai";
        let tree = base()
            .with(KEYNOTE, text)
            .with(&format!("{folder}/{name}"), crate::workshop::jpeg(60, 40, [1, 2, 3]));
        let project = open(tree);
        assert!(!rules(&project).contains(&"missing-file".to_owned()), "{name}");
        let html = crate::workshop::outputs(&project);
        let html = page(&html, PAGE);
        assert!(html.contains("Ảnh: Tổ truyền thông") && !html.contains("Ảnh: Ảnh"), "{html}");
    }
}

#[test]
fn a_number_and_its_unit_stay_on_one_line() {
    let kept =
        "<p>Làm lợi <strong>300</strong>\u{a0}triệu\u{a0}đồng, giảm 38\u{a0}% <em>năm</em>\u{a0}2019.</p>";
    assert_eq!(between("Làm lợi **300** triệu đồng, giảm 38 % *năm* 2019."), kept);
    // What is typed as code, or stands on another line, is not drawn along.
    assert_eq!(between("300 `triệu` đồng"), "<p>300 <code>triệu</code> đồng</p>");
    assert_eq!(between("năm\\\n2019"), "<p>năm<br>2019</p>");
}

/// Not only in stories: in leads, captions, titles, quotations and the site's own words as well.
#[test]
fn a_number_and_its_unit_stay_on_one_line_wherever_they_are_shown() {
    let extra = "featured = true\nlead = \"Làm lợi 300 triệu đồng\"\nquote = \"Mỗi ca 45 phút\"\n";
    let picture = crate::workshop::jpeg(60, 40, [1, 2, 3]);
    let path = "content/quan/honorees/lan/index.md";
    let lan = read(&base(), path);
    let lan = std::str::from_utf8(&lan).unwrap().replacen("job =", &format!("{extra}job ="), 1);
    let tree = base()
        .with(path, lan)
        .with("content/quan/keynotes/bai/index.md", "+++\ntitle = \"Từ 12 tuổi\"\nhonorees = [\"lan\"]\npictures = [{ file = \"a.jpg\", alt = \"Quận 1\", caption = \"Quận 1\" }]\napproval = { status = \"approved\" }\n+++\nChuyện.\n\n![Sân 5 m](a.jpg \"Sân 5 m\")\n")
        .with("content/quan/keynotes/bai/a.jpg", picture);
    let built = crate::workshop::site(tree);
    for (path, kept) in [
        ("index.html", "300\u{a0}triệu\u{a0}đồng"),
        ("index.html", "“Mỗi ca 45\u{a0}phút”"),
        ("index.html", "Từ 12\u{a0}tuổi"),
        ("index.html", "đọc 1\u{a0}phút"),
        ("quan/honorees/lan/index.html", "300\u{a0}triệu\u{a0}đồng"),
        ("quan/keynotes/bai/index.html", "<h1>Từ 12\u{a0}tuổi</h1>"),
        ("quan/keynotes/bai/index.html", "<figcaption>Sân 5\u{a0}m"),
    ] {
        let html = crate::workshop::page(&built, path);
        assert!(html.contains(kept), "{path}: {kept}");
    }
}
