//! What is found on finished pages: dead links, doubled anchors, what is private, what hides in pictures.

use std::collections::BTreeMap;

use bangvang::check::finished::{Facts, Ground, look, look_at_picture, problems};
use bangvang::files::Tree;
use bangvang::privacy::{Allowed, Clean};
use bangvang::report::{Problem, Severity};

use crate::colours::fixture;
use crate::workshop::{BASE, base, jpeg, jpeg_of, open, sheets};

const BASE_URL: &str = "https://congdoan.vn/bang-vang/";

/// What is wrong with these files as a site at `/bang-vang/`.
pub(crate) fn complaints(files: &BTreeMap<String, Vec<u8>>, allowed: &[&str]) -> Vec<Problem> {
    // Sheets are seldom made where pages are looked at; who leads to them has tests of its own.
    let exists = |path: &str| files.contains_key(path) || path.starts_with("print/");
    let allowed = Allowed::new(allowed.iter().copied());
    let clean = Clean::default();
    let ground = Ground {
        base_url: BASE_URL,
        base_path: "/bang-vang/",
        allowed: &allowed,
        clean: &clean,
        exists: &exists,
    };
    let looked = |(path, bytes): (&String, &Vec<u8>)| {
        let facts = match bangvang::site::is_picture(path) {
            true => look_at_picture(path, bytes),
            false if path.starts_with("assets/") => Facts::default(),
            false => look(path, bytes, None, &ground),
        };
        (path.clone(), facts)
    };
    problems(&files.iter().map(looked).collect())
}

fn site(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn said(files: &[(&str, &str)]) -> Vec<String> {
    let args = |p: &Problem| p.args.iter().map(|(_, filling)| filling).collect::<Vec<_>>().join(" ");
    complaints(&site(files), &["028 3863 0000", "tuyengiao@congdoan.vn"])
        .iter()
        .map(|p| format!("{} {}", p.rule, args(p)))
        .collect()
}

#[test]
fn a_link_that_leads_nowhere() {
    let links = r##"<a href="b/index.html">1</a> <a href="/bang-vang/b/index.html#x">2</a> <a href="#y" id="y">3</a>
        <a href="https://nơi.khác/">4</a> <a href="mailto:x">5</a> <img src="c.jpg" srcset="c.jpg 1w, d.jpg 2w">
        <a href="../e.html">6</a> <a href="/khac/">7</a> <a href="b/index.html?q=1#z">8</a>"##;
    let found = said(&[
        ("a.html", links),
        ("b/index.html", r#"<p id="x"><a href="../a.html">a</a></p>"#),
        ("c.jpg", ""),
    ]);
    let mut names: Vec<&str> = found.iter().map(|line| line.rsplit(' ').nth(1).unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["../e.html", "/khac/", "b/index.html#z", "d.jpg"], "{found:#?}");
}

/// In a text only whole addresses are links, also those of files of one's own.
#[test]
fn an_address_of_the_site_is_one_of_its_files() {
    let links = r##"<a href="https://congdoan.vn/bang-vang/b.pdf#page=2">1</a> <a href="https://congdoan.vn/bang-vang/">2</a>
        <a href="https://congdoan.vn/bang-vang/c%20d.pdf">3</a> <a href="https://congdoan.vn/tin/x">4</a>
        <a href="https://congdoan.vn/bang-vang/quyet-dinh.pdf">5</a>"##;
    let files = site(&[("index.html", links), ("b.pdf", ""), ("c d.pdf", "")]);
    let found = complaints(&files, &[]);
    let [dead] = found.as_slice() else { panic!("{found:#?}") };
    // The host may have there what nobody here knows: the site is built all the same.
    assert_eq!((&*dead.rule, dead.severity), ("broken-link", Severity::Warning));
    assert!(dead.args.iter().any(|(_, value)| value.ends_with("/quyet-dinh.pdf")), "{dead:#?}");
}

/// Pages of the editors' own, in `site/static`, are written as people write them.
#[test]
fn a_link_is_followed_as_a_browser_follows_it() {
    let links = r##"<a href="m%E1%BA%ABu%201.pdf">1</a> <a href="./">2</a> <a href="/bang-vang/">3</a> <a href="b/">4</a>
        <a href="b">5</a> <a href="../a/?q=1#x">6</a> <img src="data:image/png;base64,iVBORw0KGgo=">
        <a href="javascript:print()">7</a> <a href="//nơi.khác/b/">8</a> <a href=" b/index.html ">9</a>
        <a href="zalo://x">10</a> <a href="c/">11</a> <a href="%ff.pdf">12</a> <a href="../d">13</a>"##;
    let found = said(&[
        ("a/index.html", links),
        ("a/mẫu 1.pdf", ""),
        ("a/b/index.html", r#"<a href="..">1</a> <a href="../../">2</a>"#),
        ("index.html", r#"<p id="x">"#),
    ]);
    let mut names: Vec<&str> = found.iter().map(|line| line.rsplit(' ').nth(1).unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["%ff.pdf", "../d", "a/index.html#x", "c/"], "{found:#?}");
}

#[test]
fn two_anchors_of_one_name() {
    assert_eq!(said(&[("a.html", r#"<p id="x"><p id="y"><p id="x">"#)]), ["page-double-id x a.html"]);
}

#[test]
fn phones_and_mails_of_others() {
    let found = |text: &str| {
        let files = [("a.html", text)];
        said(&files).into_iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for private in [
        "gọi 0903 123 456",
        "ĐT: 0903123456",
        "số +84 903 123 456",
        "0903.123.456",
        "(028) 3863 1111, máy bàn 028 3863 1111",
        "viết cho lan.nguyen@gmail.com nhé",
    ] {
        assert!(found(private).contains(&"private-in-output".to_owned()), "{private}");
    }
    for public in [
        "văn phòng 028 3863 0000",
        "tuyengiao@congdoan.vn",
        "quyết định số 0345/QĐ-LĐLĐ ngày 08.05.2020",
        "làm lợi 60.000.000 đồng, 0,5 giây, 2015-2019",
        "mã số thuế 0301234567",
        "lúc 07:30, ngày 05-09-2019",
        "@congdoan",
    ] {
        assert_eq!(found(public), Vec::<String>::new(), "{public}");
    }
}

/// Whatever a file is, what it says is read: attributes, data, rows of tables, comments, names of files.
#[test]
fn what_is_private_is_found_in_every_kind_of_file() {
    let found = |path: &str, text: &str| {
        said(&[(path, text)]).into_iter().filter(|line| line.starts_with("private-in-output")).count()
    };
    let table = |head: &str, cell: &str| {
        format!(
            "<table><thead><tr><th>Tên</th><th>{head}</th></tr></thead><tr><td>Lan</td><td>{cell}</td></tr></table>"
        )
    };
    for (path, text) in [
        ("a.html", r#"<img src="a.html" alt="gọi 0903 123 456">"#),
        ("a.html", "<p title='gọi 0903 123 456'>a</p>"),
        ("a.html", "<p>gọi <b>0903</b> 123&nbsp;456</p>"),
        ("a.html", "<li><span>Công nhân</span><span>0903123456</span></li>"),
        ("a.html", "<li><a href='a.html'>Lan</a>0903123456<small>may</small></li>"),
        ("a.html", "<p>gọi 09<b>03</b>12<em>3456</em></p>"),
        ("a.html", "<!-- gọi 0903 123 456 -->"),
        (
            "a.html",
            r#"<script type="application/ld+json">{"name":"Lan","telephone":"+84903123456"}</script>"#,
        ),
        ("a.html", &table("Ngày sinh", "12/3/1985")),
        ("feed.xml", "<entry><content><![CDATA[gọi 0903 123 456]]></content></entry>"),
        ("feed.xml", "<entry>&lt;p&gt;sinh ngày 12/3/1985&lt;/p&gt;</entry>"),
        ("board.json", r#"{"people":[{"name":"Lan","lead":"gọi \"Lan\": 0903 123 456"}]}"#),
        ("a.csv", "tên;số\nLan;0903 123 456\n"),
        ("robots.txt", "# lan@example.com"),
        ("lan-0903123456.txt", "chào"),
        ("lan.svg", "<svg><path d='M0'/><text>0903 123 456</text></svg>"),
    ] {
        assert_eq!(found(path, text), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("a.html", r#"<svg viewBox="0 903 123 456"><path d="M0903 123 456"/></svg>"#),
        ("a.html", r#"<a href="https://example.vn/tin/0903123456">tin</a>"#),
        ("a.html", "<td>0903</td><td>123 456</td>"),
        ("a.html", &table("Mã số", "0901234567")),
        ("a.json", r#"{"year":2019,"number":"0345/QĐ-LĐLĐ","id":"0903"}"#),
        ("quyet-dinh-2020-05-08.txt", "12/QĐ"),
    ] {
        assert_eq!(found(path, text), 0, "{path}: {text}");
    }
}

/// A PDF of somebody else, in `site/static`: its text is packed, and read all the same.
#[test]
fn what_is_private_is_found_in_a_finished_pdf() {
    let found = |summary: &str| {
        let text = BASE.replace("May 45 áo mỗi ca.", summary);
        let photo = jpeg(64, 80, [150, 60, 40]);
        let project = open(Tree::parse(&text).with("content/quan/honorees/lan/anh.jpg", photo));
        let pdf = sheets(&project).remove("print/quan/ky-yeu.pdf").unwrap();
        let files = BTreeMap::from([("tai-ve.pdf".to_owned(), pdf)]);
        complaints(&files, &["tuyengiao@congdoan.example.vn"])
            .iter()
            .map(|p| p.args.get("what").unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("May 45 áo mỗi ca."), [""; 0]);
    assert_eq!(found("Gọi 0903 123 456 để học, thư lan@example.com."), ["phone", "email"]);
}

/// A PDF of one page with this text and these properties.
fn pdf(words: &str, author: Option<&str>) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let content = format!("BT /F1 12 Tf 72 720 Td ({words}) Tj ET").into_bytes();
    let content = document.add_object(Stream::new(dictionary! {}, content));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    if let Some(author) = author {
        let info = document.add_object(dictionary! { "Author" => Object::string_literal(author) });
        document.trailer.set("Info", info);
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn documents_published_as_they_are_are_looked_through() {
    let told = |name: &str, bytes: Vec<u8>| {
        let project = open(base().with(&format!("site/static/{name}"), bytes));
        let problems = project.report.problems().into_iter();
        let said = problems.map(|p| format!("{} {}", p.rule, p.args.get("what").unwrap_or_default()));
        said.collect::<Vec<String>>().join(", ")
    };
    assert_eq!(told("a.pdf", pdf("Quyet dinh 87", None)), "");
    assert_eq!(told("a.pdf", pdf("Quyet dinh 87", Some("Le Thi Diem"))), "static-document-hidden author");
    assert_eq!(told("a.pdf", pdf("", None)), "static-unread scan");
    assert_eq!(told("a.pdf", b"%PDF-1.7 ...".to_vec()), "static-unread locked");
    assert_eq!(told("a.DOCX", b"PK".to_vec()), "static-document-hidden office");
    assert_eq!(told("a.zip", b"PK".to_vec()), "static-unread archive");
    assert_eq!(
        told("a.txt", "chào".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "static-unread encoding"
    );
    assert_eq!(told("a.txt", "chào".into()), "");
    // A spreadsheet saved as "Unicode text".
    let sheet = "\u{feff}Tên\tĐiện thoại\nLan\t0908 123 456\n";
    assert!(told("a.txt", sheet.encode_utf16().flat_map(u16::to_le_bytes).collect()).contains("phone"));
    assert!(told("a.csv", sheet.encode_utf16().flat_map(u16::to_be_bytes).collect()).contains("phone"));
}

/// What is not written as a page of ours is, as browsers read it.
#[test]
fn markup_of_others_hides_nothing() {
    for page in [
        "<p>Chào</p><!-- 0903 123 456",
        "<script>1</SCRIPT><p>0903 123 456</p>",
        "<script>var tel = '0903 123 456'</script>",
        "<p>lan&#64;vidu.vn</p>",
        "<p>lan&#x40;vidu&period;vn</p>",
        "<p>&#48;903 123 456</p>",
    ] {
        let found = said(&[("a.html", page)]);
        assert!(found.len() == 1 && found[0].starts_with("private-in-output"), "{page}: {found:?}");
    }
    assert_eq!(said(&[("a.html", "<p>A &#64 B &khac; &#1114112; &; & C</p>")]), [""; 0]);
}

/// A link to a file of the site is not read as a text: the name of the file is.
#[test]
fn what_a_link_says_is_found_with_its_file() {
    let page = ("a/index.html", r#"<main><a href="../tep/lan@cong-ty.vn.pdf">Tệp</a></main>"#);
    let found = said(&[page, ("tep/lan@cong-ty.vn.pdf", "")]);
    assert!(matches!(&*found, [one] if one.contains("tep/lan@cong-ty.vn.pdf")), "{found:?}");
}

#[test]
fn a_picture_that_tells_more_than_it_shows() {
    let picture = image::RgbImage::new(8, 8);
    let exif = b"II*\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    let files = BTreeMap::from([
        ("assets/pictures/a.jpg".to_owned(), jpeg_of(&picture, Some(exif))),
        ("assets/pictures/b.jpg".to_owned(), jpeg_of(&picture, None)),
        ("assets/pictures/c.jpg".to_owned(), [jpeg_of(&picture, None), b"and more".to_vec()].concat()),
        ("assets/pictures/d.webp".to_owned(), fixture("lossy.webp")),
        ("assets/pictures/e.webp".to_owned(), fixture("turned.webp")),
    ]);
    let found: Vec<String> = complaints(&files, &[])
        .iter()
        .map(|p| format!("{} {}", p.rule, p.args.get("path").unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            "picture-with-metadata assets/pictures/a.jpg",
            "picture-with-metadata assets/pictures/c.jpg",
            "picture-with-metadata assets/pictures/e.webp",
        ]
    );
}
