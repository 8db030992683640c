//! The preview keeps up with its files however they are saved, tells open pages so, and survives what is broken.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::serve::{HOME, PAGE, Reply, Served, Small, copy};

pub(crate) const OLD: &str = "job = \"Tổ trưởng Tổ sơ chế\"";

pub(crate) fn job(name: &str) -> String {
    format!("job = \"{name}\"")
}

pub(crate) fn has(words: &str) -> impl Fn(&Reply) -> bool + '_ {
    move |reply| reply.status == 200 && reply.body.contains(words)
}

/// The news for an open page, one event after the other.
struct News(BufReader<TcpStream>);

impl News {
    fn of(served: &Served, path: &str, page: &Reply) -> Self {
        let (id, now) = (page.mark("data-page"), page.mark("data-now"));
        let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let port = served.port;
        let line = format!("GET /_live/news?path={path}&page={id}&now={now} HTTP/1.1");
        write!(stream, "{line}\r\nHost: localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n\r\n").unwrap();
        Self(BufReader::new(stream))
    }

    /// The next event with its data; none when the server is done.
    fn next(&mut self) -> Option<(String, String)> {
        let (mut event, mut line) = (String::new(), String::new());
        loop {
            line.clear();
            // The piece without a length is the last.
            if self.0.read_line(&mut line).unwrap() == 0 || line == "0\r\n" {
                return None;
            }
            if let Some(name) = line.strip_prefix("event: ") {
                name.trim().clone_into(&mut event);
            } else if let Some(data) = line.strip_prefix("data: ") {
                return Some((event, data.trim().to_owned()));
            }
        }
    }
}

/// Editors save in many ways: over the file, beside it and renamed, or with the old one moved away first.
#[test]
fn every_way_of_saving_shows() {
    let small = Small::new();
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(OLD));
    let served = Served::start(small.root());
    served.until(PAGE, has("Tổ trưởng Tổ sơ chế"));

    let aside = file.with_file_name(".index.md.swp");
    fs::write(&aside, text.replace(OLD, &job("Đã đổi tên"))).unwrap();
    fs::rename(&aside, &file).unwrap();
    served.until(PAGE, has("Đã đổi tên"));

    fs::rename(&file, file.with_file_name("index.md~")).unwrap();
    fs::write(&file, text.replace(OLD, &job("Đã ghi mới"))).unwrap();
    fs::remove_file(file.with_file_name("index.md~")).unwrap();
    served.until(PAGE, has("Đã ghi mới"));

    // Twice the same size within the same moment.
    for name in ["Lần thứ mộtt", "Lần thứ haii"] {
        fs::write(&file, text.replace(OLD, &job(name))).unwrap();
    }
    served.until(PAGE, has("Lần thứ haii"));
}

/// A folder that goes and comes again is watched again: one person's, a conference's, all content.
#[test]
fn folders_come_back() {
    let small = Small::new();
    let content = small.root().join("content");
    let served = Served::start(small.root());
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    for (at, folder) in
        [file.parent().unwrap(), &content.join("quan-2010-2014"), &content].into_iter().enumerate()
    {
        let aside = small.root().join("aside");
        let before = served.get(PAGE).mark("data-now");
        fs::rename(folder, &aside).unwrap();
        // Without any content there is no new site, and the last one stays.
        served.until(
            PAGE,
            |reply| if at == 0 { reply.status == 404 } else { reply.mark("data-now") != before },
        );
        copy(&aside, folder);
        fs::remove_dir_all(&aside).unwrap();
        served.until(PAGE, |reply| reply.status == 200);
        let name = format!("Lần {at}");
        fs::write(&file, text.replace(OLD, &job(&name))).unwrap();
        served.until(PAGE, has(&name));
    }
}

/// An open page is loaded anew when it would be another page, and not when somebody else's changed.
#[test]
fn open_pages_are_told_what_concerns_them() {
    let small = Small::new();
    let served = Served::start(small.root());
    served.settled();
    let privacy = "/bang-vang/privacy/";
    let (page, other) = (served.get(PAGE), served.get(privacy));
    let (mut news, mut quiet) = (News::of(&served, PAGE, &page), News::of(&served, privacy, &other));
    for open in [&mut news, &mut quiet] {
        let (event, sheets) = open.next().unwrap();
        assert!(event == "sheets" && sheets.contains("/bang-vang/assets/site."), "{event}: {sheets}");
        assert_eq!(open.next(), Some(("problems".to_owned(), "{\"problems\":[]}".to_owned())));
    }
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace(OLD, &job("Việc mới"))).unwrap();
    assert_eq!(news.next(), Some(("reload".to_owned(), "null".to_owned())));
    assert_eq!(news.next(), None, "a page that goes needs no more news");
    assert!(has("Việc mới")(&served.get(PAGE)), "the new page is there before it is told of");
    assert_eq!(quiet.next().unwrap().0, "sheets", "the other page stays");

    // Whoever comes back is told what happened meanwhile.
    assert_eq!(News::of(&served, PAGE, &page).next().unwrap().0, "reload");
}

/// A style sheet is put on without loading the page anew.
#[test]
fn a_new_style_is_no_new_page() {
    let small = Small::new();
    let sheet = small.root().join("themes/sen/web/assets/site.css");
    copy(&Path::new(HOME).join("themes/sen/web/assets"), sheet.parent().unwrap());
    let served = Served::start(small.root());
    let page = served.get(PAGE);
    let mut news = News::of(&served, PAGE, &page);
    let before = news.next().unwrap();
    assert_eq!(news.next().unwrap().0, "problems");
    fs::write(&sheet, fs::read_to_string(&sheet).unwrap() + "h1{color:#123456}\n").unwrap();
    // A file may be looked at twice, and then the old sheets are named once more.
    let after = loop {
        let told = news.next().unwrap();
        assert_ne!(told.0, "reload");
        if told.0 == "sheets" && told.1 != before.1 {
            break told;
        }
    };
    let path = after.1.trim_matches(['[', ']', '"']).to_owned();
    assert!(has("#123456")(&served.get(&path)));
}

/// While files have errors the last good page stays, and what is wrong is told beside it.
#[test]
fn errors_leave_the_last_good_page() {
    let small = Small::new();
    let served = Served::start(small.root());
    served.settled();
    let page = served.get(PAGE);
    let mut news = News::of(&served, PAGE, &page);
    let _ = (news.next(), news.next());
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("position = \"", "position = \"<b>")).unwrap();
    assert_eq!(news.next().unwrap().0, "sheets", "no reload");
    let (event, problems) = news.next().unwrap();
    assert_eq!(event, "problems");
    let problems: serde_json::Value = serde_json::from_str(&problems).unwrap();
    let first = &problems["problems"][0];
    let place = first["place"].as_str().unwrap();
    assert!(place.starts_with("content/quan-2010-2014/honorees/bui-thi-ut/index.md:"), "{place}");
    assert_eq!(place.rsplit(':').take(2).filter(|n| n.parse::<u32>().is_ok()).count(), 2, "{place}");
    assert!(first["says"].as_str().unwrap().contains("<b>"), "as it is; the page shows it as text: {first}");
    assert!(first["hint"].is_string());
    assert_eq!(problems["desk"]["href"], "/_desk/");
    assert!(has("Tổ trưởng Tổ sơ chế")(&served.get(PAGE)));
    // The desk is no older page, and lists them itself.
    let desk = served.get("/_desk/");
    assert!(desk.body.contains("bui-thi-ut/index.md:"), "{}", desk.body);
    let mut beside = News::of(&served, "/_desk/", &desk);
    assert_eq!(beside.next().unwrap().0, "sheets");
    assert_eq!(beside.next(), Some(("problems".to_owned(), "{\"problems\":[]}".to_owned())));
    fs::write(&file, &text).unwrap();
    assert_eq!(news.next().unwrap().0, "sheets");
    assert_eq!(news.next(), Some(("problems".to_owned(), "{\"problems\":[]}".to_owned())));
}

/// A template that fails only when a page is made of it is told as any other error, and the last good page stays until it is
/// mended, whatever else is saved meanwhile.
#[test]
fn a_template_that_fails_leaves_the_last_good_page() {
    let small = Small::new();
    let template = small.root().join("themes/sen/web/honoree.html");
    let good =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/sen/web/honoree.html")).unwrap();
    fs::create_dir_all(template.parent().unwrap()).unwrap();
    fs::write(&template, &good).unwrap();
    let served = Served::start(small.root());
    served.settled();
    let page = served.get(PAGE);
    let mut news = News::of(&served, PAGE, &page);
    let _ = (news.next(), news.next());
    fs::write(&template, good.replace("{% block main %}", "{% block main %}{{ this.nmae }}")).unwrap();
    assert_eq!(news.next().unwrap().0, "sheets", "no reload");
    assert!(news.next().unwrap().1.contains("themes/sen/web/honoree.html:"));
    assert_eq!(served.get(PAGE).status, 200);
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("lead = \"", "lead = \"Nay: ")).unwrap();
    assert_eq!(news.next().unwrap().0, "sheets", "no reload");
    assert!(news.next().unwrap().1.contains("themes/sen/web/honoree.html:"), "it is forgotten");
    fs::write(&template, &good).unwrap();
    assert_eq!(news.next().unwrap().0, "reload");
    assert!(has("Nay: ")(&served.get(PAGE)));
}

/// A board that is broken from the beginning shows what is wrong, and becomes the site when it is mended.
#[test]
fn a_broken_board_shows_what_is_wrong() {
    let small = Small::new();
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("position = \"", "position = \"<b>")).unwrap();
    let served = Served::start(small.root());
    let broken = served.get("/");
    assert_eq!(broken.status, 503);
    assert_eq!(broken.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(broken.header("content-security-policy").unwrap().contains("default-src 'none'"));
    assert!(
        broken.body.contains("bui-thi-ut/index.md:") && broken.body.contains("&lt;b&gt;"),
        "{}",
        broken.body
    );
    assert!(!broken.body.contains("<b>"), "{}", broken.body);
    let mut news = News::of(&served, "/", &broken);
    let _ = (news.next(), news.next());
    fs::write(&file, &text).unwrap();
    assert_eq!(news.next().unwrap().0, "reload");
    served.until("/", |reply| reply.header("location") == Some("/bang-vang/"));
    assert_eq!(served.get(PAGE).status, 200);
}

#[test]
fn news_are_for_our_own_pages() {
    let small = Small::new();
    let served = Served::start(small.root());
    let port = served.port;
    let ask = |more: &str| {
        let line = "GET /_live/news?path=/&page=&now= HTTP/1.1";
        served.ask(&format!("{line}\r\nHost: localhost:{port}\r\n{more}Connection: close\r\n\r\n"))
    };
    for site in ["cross-site", "same-site"] {
        assert_eq!(ask(&format!("Sec-Fetch-Site: {site}\r\n")).status, 403, "{site}");
    }
    let begun = Instant::now();
    let reply = ask("Sec-Fetch-Site: same-origin\r\n");
    assert_eq!(reply.header("content-type"), Some("text/event-stream; charset=utf-8"));
    assert_eq!(reply.header("access-control-allow-origin"), None);
    assert!(begun.elapsed() < Duration::from_secs(25), "it is held for a while only");
    assert_eq!(served.get("/_live/news?path=nowhere").status, 400);
}

/// The script is the server's: what is built has never heard of it.
#[test]
fn what_is_built_is_not_alive() {
    for (path, bytes) in crate::workshop::site(crate::workshop::base()) {
        assert!(memchr::memmem::find(&bytes, b"_live").is_none(), "{path}");
    }
}

/// The first page does not wait for photos; its pictures do, and come. A photo that is none is told as soon as it has
/// been looked at, and is missing on a site that is shown all the same, and follows its texts.
#[test]
fn photos_come_after_the_first_page() {
    let small = Small::new();
    let served = Served::start(small.root());
    let page = served.get(PAGE);
    assert_eq!(page.status, 200);
    let at = page.body.find("assets/pictures/").unwrap();
    let picture = page.body.get(at..).unwrap().split(['"', ' ']).next().unwrap();
    let picture = served.get(&format!("/bang-vang/{picture}"));
    assert_eq!((picture.status, picture.header("content-type")), (200, Some("image/jpeg")));
    served.settled();
    assert_eq!(served.get(PAGE).mark("data-page"), page.mark("data-page"), "the page is the same page");

    let broken = Small::new();
    let folder = broken.honoree("bui-thi-ut");
    fs::write(folder.with_file_name("chan-dung.jpg"), "no photo").unwrap();
    let served = Served::start(broken.root());
    served.settled();
    let page = served.get(PAGE);
    assert!(page.status == 200 && !page.body.contains("assets/pictures/"), "{}", page.body);
    let mut news = News::of(&served, PAGE, &page);
    let (_, problems) = (news.next(), news.next().unwrap().1);
    assert!(problems.contains("chan-dung.jpg") && problems.contains("thiếu các ảnh"), "{problems}");
    fs::write(&folder, fs::read_to_string(&folder).unwrap().replace(OLD, &job("Việc mới"))).unwrap();
    served.until(PAGE, has("Việc mới"));
}

/// What a preview has learnt since it began is there for the next one.
#[test]
fn a_stopped_preview_leaves_what_it_learnt() {
    let small = Small::new();
    let mut served = Served::start(small.root());
    served.settled();
    let file = small.honoree("bui-thi-ut");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace(OLD, &job("Việc mới"))).unwrap();
    served.until(PAGE, has("Việc mới"));
    let pack = || fs::read(small.root().join(".bangvang/cache/pack")).unwrap();
    let before = pack();
    served.signal("-INT");
    assert_eq!(served.ended().0, Some(0));
    assert!(pack().len() > before.len());
    // Stopped by the system, it says as much.
    let mut served = Served::start(small.root());
    served.signal("-TERM");
    let (code, said) = served.ended();
    assert_eq!(code, Some(0));
    assert!(said.contains("Đã dừng"), "{said}");
}

/// A photo that is replaced by something else before its pictures were made: they are missing, and the last good page
/// stays all the same.
#[test]
fn a_picture_that_cannot_be_made_keeps_no_page_away() {
    let small = Small::new();
    let served = Served::start(small.root());
    served.settled();
    let page = served.get(PAGE);
    let at = page.body.find("assets/pictures/").unwrap();
    let picture = page.body.get(at..).unwrap().split(['"', ' ']).next().unwrap();
    fs::write(small.honoree("bui-thi-ut").with_file_name("chan-dung.jpg"), "no photo").unwrap();
    served.until(PAGE, |reply| reply.mark("data-now") != page.mark("data-now"));
    assert_eq!(served.get(&format!("/bang-vang/{picture}")).status, 503);
    assert!(has("Tổ trưởng Tổ sơ chế")(&served.get(PAGE)));
}

/// Of very many the first page is shown before their texts are read; what is wrong in them is told a moment later.
#[test]
fn the_first_page_does_not_wait_for_thousands_of_texts() {
    let small = Small::new();
    let text = fs::read_to_string(small.honoree("bui-thi-ut")).unwrap();
    // Their tables, without the photo that only she has.
    let (above, below) = text.rsplit_once("+++\n").unwrap().0.split_once("photo = {").unwrap();
    let head = format!("{above}{}", below.split_once('\n').unwrap().1);
    let folder = small.honoree("bui-thi-ut").parent().unwrap().parent().unwrap().to_owned();
    for n in 0..5_000 {
        let one = folder.join(format!("nguoi-{n}"));
        fs::create_dir(&one).unwrap();
        let story = if n == 4_321 { "Gọi anh theo số 0912 345 678." } else { "Làm 5 việc." };
        fs::write(one.join("index.md"), format!("{head}+++\n{story}\n")).unwrap();
    }
    let served = Served::start(small.root());
    let first = served.get("/bang-vang/");
    assert_eq!(first.status, 200);
    assert!(first.mark("data-now").ends_with("-1"), "{}", first.mark("data-now"));
    // Whoever asks for the desk wants to know.
    let desk = served.get("/_desk/");
    assert!(desk.body.contains("nguoi-4321/index.md"), "{}", desk.body);
    let instead = served.get("/bang-vang/");
    assert_eq!(instead.status, 503);
    assert!(instead.body.contains("nguoi-4321/index.md"), "{}", instead.body);
}
