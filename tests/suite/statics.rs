//! Files of `site/static/`: films by the part that is asked for, under their own types, at the top of the host; and links
//! to what is not there.

use std::fs;

use crate::program::Desk;
use crate::serve::{Served, Small};

/// How much memory a preview has held at most, in kB.
#[cfg(target_os = "linux")]
fn peak(served: &Served) -> u64 {
    let text = fs::read_to_string(format!("/proc/{}/status", served.id())).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

/// A browser asks for a film part by part.
#[cfg(target_os = "linux")]
#[test]
fn a_film_is_not_taken_into_memory() {
    const SIZE: u64 = 400 << 20;
    let small = Small::new();
    let film = small.root().join("site/static/phim.mp4");
    fs::create_dir_all(film.parent().unwrap()).unwrap();
    fs::File::create(&film).unwrap().set_len(SIZE).unwrap();
    let served = Served::start(small.root());
    served.settled();
    let (port, before) = (served.port, peak(&served));
    let ask = |more: &str| {
        let line = "GET /bang-vang/phim.mp4 HTTP/1.1";
        served.ask(&format!("{line}\r\nHost: localhost:{port}\r\n{more}Connection: close\r\n\r\n"))
    };
    for (range, first) in [("bytes=0-99", 0), ("bytes=-100", SIZE - 100), ("bytes=7000-7099", 7000)] {
        let reply = ask(&format!("Range: {range}\r\n"));
        assert_eq!((reply.status, reply.body.len()), (206, 100), "{range}");
        assert_eq!(reply.header("content-type"), Some("video/mp4"));
        let place = format!("bytes {first}-{}/{SIZE}", first + 99);
        assert_eq!(reply.header("content-range"), Some(&*place));
    }
    let mark = ask("Range: bytes=0-0\r\n").header("etag").unwrap().to_owned();
    assert_eq!(ask(&format!("If-None-Match: {mark}\r\n")).status, 304);
    let grown = peak(&served).saturating_sub(before);
    assert!(grown < 32 << 10, "{grown} kB more");
    // Another film at the same place is another answer.
    fs::write(&film, "phim mới").unwrap();
    served.until("/bang-vang/phim.mp4", |reply| reply.status == 200 && reply.body == "phim mới");
    let reply = ask(&format!("If-None-Match: {mark}\r\n"));
    assert_eq!((reply.status, reply.header("content-length")), (200, Some("10")));
}

/// Browsers ask for this icon at the top of the host: there it is the site's own, if the site stands there and has one.
#[test]
fn an_icon_at_the_top_is_the_sites_own() {
    let small = Small::new();
    let settings = small.root().join("site/site.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("example.vn/bang-vang/", "example.vn/")).unwrap();
    let served = Served::start(small.root());
    assert_eq!(served.get("/favicon.ico").status, 204);
    let icon = small.root().join("site/static/favicon.ico");
    fs::create_dir_all(icon.parent().unwrap()).unwrap();
    fs::write(&icon, "icon").unwrap();
    let reply = served.until("/favicon.ico", |reply| reply.status == 200);
    assert_eq!((reply.header("content-type"), &*reply.body), (Some("image/x-icon"), "icon"));
}

/// A link to a file of one's own that is not there is told by every build, not only by the first.
#[test]
fn a_dead_address_of_the_site_is_told_each_time() {
    let desk = Desk::with_base();
    let link = "May 45 áo mỗi ca, theo [quyết định](https://congdoan.example.vn/bang-vang/quyet-dinh.pdf).";
    desk.edit("content/quan/honorees/lan/index.md", "May 45 áo mỗi ca.", link);
    let told = || desk.run(&["build", "--only", "web"]).with(0).matches("broken-link").count();
    assert_eq!((told(), told()), (1, 1));
    desk.write("site/static/quyet-dinh.pdf", b"%PDF-1.4\n");
    assert_eq!(told(), 0);
}
