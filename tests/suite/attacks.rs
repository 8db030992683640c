//! The preview against clients that mean no good, or cannot do better: it answers others meanwhile and afterwards.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::serve::{PAGE, PROGRAM, Served, Small};

const HOME: &str = "/bang-vang/";

fn connect(served: &Served) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

/// A well-meaning reader is answered.
fn serves(served: &Served) {
    assert_eq!(served.get(HOME).status, 200);
    assert_eq!(served.get(PAGE).status, 200);
}

/// A number of the running program's `/proc/…/status`.
fn status(served: &Served, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{}/status", served.id())).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_start_matches(':').split_whitespace().next().unwrap().parse().unwrap()
}

fn files(served: &Served) -> usize {
    fs::read_dir(format!("/proc/{}/fd", served.id())).unwrap().count()
}

/// Sends as much as is taken; a server that has heard enough may hang up.
fn pour(stream: &mut TcpStream, bytes: &[u8]) {
    for piece in bytes.chunks(64 * 1024) {
        if stream.write_all(piece).is_err() {
            return;
        }
    }
}

/// What came back, however it ended.
fn heard(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn half_open_clients_keep_nobody_out() {
    let small = Small::new();
    let served = Served::start(small.root());
    serves(&served);
    let mut half: Vec<TcpStream> = (0..400)
        .map(|n| {
            let mut stream = connect(&served);
            if n % 2 == 0 {
                stream.write_all(b"GET /bang-vang/ HTTP/1.1\r\nHost: loc").unwrap();
            }
            stream
        })
        .collect();
    serves(&served);
    assert!(files(&served) < 300, "{} files", files(&served));
    assert!(status(&served, "Threads") < 250, "{} threads", status(&served, "Threads"));
    // Whoever has not asked after some seconds is told to go.
    let last = half.last_mut().unwrap();
    assert!(heard(last).starts_with("HTTP/1.1 408 "));
    drop(half);
    serves(&served);
}

#[test]
fn one_who_asks_letter_by_letter_is_cut_off() {
    let small = Small::new();
    let served = Served::start(small.root());
    let mut slow = connect(&served);
    let begun = Instant::now();
    slow.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let mut reply = Vec::new();
    for byte in b"GET /bang-vang/ HTTP/1.1\r\nX-Long: ".iter().chain(std::iter::repeat(&b'a')) {
        let mut piece = [0; 512];
        match slow.read(&mut piece) {
            Ok(0) => break,
            Ok(came) => reply.extend_from_slice(&piece[..came]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            Err(_) => break,
        }
        let _ = slow.write_all(&[*byte]);
        assert!(begun.elapsed() < Duration::from_secs(60), "still listened to");
    }
    assert!(String::from_utf8_lossy(&reply).starts_with("HTTP/1.1 408 "), "{reply:?}");
}

#[test]
fn a_head_without_an_end_is_not_kept() {
    let small = Small::new();
    let served = Served::start(small.root());
    served.settled();
    serves(&served);
    let before = status(&served, "VmRSS");
    let host = format!("Host: localhost:{}\r\n", served.port);
    for _ in 0..4 {
        let mut stream = connect(&served);
        pour(&mut stream, format!("GET {HOME} HTTP/1.1\r\n{host}X: ").as_bytes());
        pour(&mut stream, &vec![b'a'; 40 << 20]);
    }
    let grown = status(&served, "VmRSS").saturating_sub(before);
    assert!(grown < 8 * 1024, "{grown} kB more");
    let long = format!("GET {HOME} HTTP/1.1\r\n{host}X: {}\r\n\r\n", "a".repeat(16 * 1024));
    assert_eq!(served.ask(&long).status, 431);
    let many = format!("GET {HOME} HTTP/1.1\r\n{host}{}\r\n", "X: a\r\n".repeat(80));
    assert_eq!(served.ask(&many).status, 431);
    serves(&served);
}

/// What two servers could read differently is read by none.
#[test]
fn doubtful_requests_are_refused() {
    let small = Small::new();
    let served = Served::start(small.root());
    let host = format!("Host: localhost:{}\r\n", served.port);
    let ask = |line: &str, more: &str| served.ask(&format!("{line}\r\n{more}\r\n"));
    let line = format!("GET {HOME} HTTP/1.1");
    let smuggled = format!(
        "{host}Content-Length: 9\r\nContent-Length: 40\r\n\r\nGET /bang-vang/ HTTP/1.1\r\nHost: a\r\n"
    );
    for (line, more, status) in [
        (&*line, format!("{host}Content-Length: abc\r\n"), 400),
        (&*line, format!("{host}Content-Length: -1\r\n"), 400),
        (&*line, format!("{host}Content-Length: +5\r\n"), 400),
        (&*line, format!("{host}Content-Length: \r\n"), 400),
        (&*line, smuggled, 400),
        (&*line, format!("{host}Content-Length: 5\r\n\r\nhello"), 413),
        (&*line, format!("{host}Content-Length: 0\r\n"), 200),
        (&*line, format!("{host}Transfer-Encoding: chunked\r\n\r\n0\r\n"), 413),
        (&*line, format!("{host}{host}"), 403),
        (&*line, format!("{host}Host: evil.example\r\n"), 403),
        (&*line, format!("{host}X : a\r\n"), 400),
        (&*line, format!("{host} folded\r\n"), 400),
        (&*line, format!("{host}X: a\0b\r\n"), 400),
        ("GET http://localhost/bang-vang/ HTTP/1.1", host.clone(), 400),
        ("GET /bang-vang/gương HTTP/1.1", host.clone(), 400),
        ("GET * HTTP/1.1", host.clone(), 400),
        ("GET /bang-vang/", host.clone(), 400),
        ("GET /bang-vang/ HTTP/2.0", host.clone(), 400),
        ("TRACE /bang-vang/ HTTP/1.1", host.clone(), 405),
        ("CONNECT localhost:80 HTTP/1.1", host.clone(), 405),
        ("get /bang-vang/ HTTP/1.1", host.clone(), 405),
        ("\x16\x03\x01\x02", String::new(), 400),
    ] {
        let reply = ask(line, &more);
        assert_eq!(reply.status, status, "{line:?} {more:?}: {}", reply.head);
        // One answer, and nothing of what came after.
        assert_eq!(reply.body.matches("HTTP/1.1").count(), 0, "{line:?} {more:?}");
    }
    serves(&served);
}

/// Readers who take nothing of what they asked for.
#[test]
fn clients_that_do_not_read_keep_nobody_out() {
    let small = Small::new();
    fs::create_dir_all(small.root().join("site/static")).unwrap();
    fs::write(small.root().join("site/static/lon.txt"), vec![b'a'; 24 << 20]).unwrap();
    let served = Served::start(small.root());
    let request = format!("GET {HOME}lon.txt HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port);
    // More than there are seats: the server outlasts them before somebody else has waited in vain.
    let deaf: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = connect(&served);
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    served.until(HOME, |reply| reply.status == 200);
    std::thread::sleep(Duration::from_secs(1));
    served.until(HOME, |reply| reply.status == 200);
    drop(deaf);
    assert_eq!(served.ask(&request).body.len(), 24 << 20);
}

/// So few files that the server alone would end for good.
#[test]
fn few_open_files_are_enough() {
    let small = Small::new();
    let served = Served::limited(small.root(), 64);
    serves(&served);
    let half: Vec<TcpStream> = (0..100).map(|_| connect(&served)).collect();
    serves(&served);
    assert!(files(&served) <= 64);
    drop(half);
    let readers: Vec<_> = (0..40)
        .map(|_| {
            let mut stream = connect(&served);
            let port = served.port;
            std::thread::spawn(move || {
                let _ = write!(stream, "GET {PAGE} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
                heard(&mut stream)
            })
        })
        .collect();
    let answered = readers.into_iter().map(|reader| reader.join().unwrap());
    let answered = answered.filter(|reply| reply.starts_with("HTTP/1.1 200 ")).count();
    assert!(answered > 0);
    serves(&served);
}

/// More than there are files for, who all ask as they should and take nothing: they wait outside.
#[test]
fn a_crowd_that_asks_and_does_not_read_is_outlived() {
    let small = Small::new();
    fs::create_dir_all(small.root().join("site/static")).unwrap();
    fs::write(small.root().join("site/static/lon.txt"), vec![b'a'; 24 << 20]).unwrap();
    let served = Served::limited(small.root(), 96);
    let request = format!("GET {HOME}lon.txt HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port);
    let address = ([127, 0, 0, 1], served.port).into();
    let asks = |_| {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_millis(200)).ok()?;
        stream.write_all(request.as_bytes()).ok()?;
        Some(stream)
    };
    let crowd: Vec<TcpStream> = (0..300).map_while(asks).collect();
    assert!(crowd.len() > 96, "{} came", crowd.len());
    assert!(files(&served) <= 96);
    drop(crowd);
    served.until(HOME, |reply| reply.status == 200);
    served.until(PAGE, |reply| reply.status == 200);
}

/// Pages elsewhere may neither listen nor show ours as theirs.
#[test]
fn pages_elsewhere_learn_nothing() {
    let small = Small::new();
    let served = Served::start(small.root());
    let page = served.get(PAGE);
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(page.header("cross-origin-resource-policy"), Some("same-origin"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let port = served.port;
    let news = |from: &str| {
        let line = format!("GET /_live/news?path={PAGE} HTTP/1.1\r\nHost: localhost:{port}\r\n");
        served.ask(&format!("{line}Sec-Fetch-Site: {from}\r\n\r\n")).status
    };
    assert_eq!((news("cross-site"), news("same-site"), news("none")), (403, 403, 403));
}

/// Many open pages do not keep the next reader waiting.
#[test]
fn listeners_leave_room_for_readers() {
    let small = Small::new();
    let served = Served::start(small.root());
    let port = served.port;
    let listeners: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut stream = connect(&served);
            let host = format!("Host: localhost:{port}\r\nSec-Fetch-Site: same-origin\r\n\r\n");
            write!(stream, "GET /_live/news?path={PAGE}&page=x&now=x HTTP/1.1\r\n{host}").unwrap();
            stream
        })
        .collect();
    serves(&served);
    drop(listeners);
    serves(&served);
}

/// The server behind the gate answers nobody but the gate.
#[test]
fn nobody_comes_in_beside_the_gate() {
    let small = Small::new();
    let served = Served::start(small.root());
    serves(&served);
    let table = fs::read_to_string(format!("/proc/{}/net/tcp", served.id())).unwrap();
    let held: Vec<String> = fs::read_dir(format!("/proc/{}/fd", served.id()))
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.unwrap().path()).ok())
        .map(|link| link.display().to_string())
        .collect();
    // Listening sockets (state 0A) that are this program's.
    let ports = table.lines().skip(1).filter_map(|line| {
        let field: Vec<&str> = line.split_whitespace().collect();
        let own = held.contains(&format!("socket:[{}]", field[9]));
        (own && field[3] == "0A").then(|| u16::from_str_radix(&field[1][9..], 16).unwrap())
    });
    let inner: Vec<u16> = ports.filter(|port| *port != served.port).collect();
    assert_eq!(inner.len(), 1, "{inner:?}");
    for word in ["", "X-Gate-Word: \r\n", "X-Gate-Word: 0\r\nX-Gate-From: 127.0.0.1\r\n"] {
        let mut stream = TcpStream::connect(("127.0.0.1", inner[0])).unwrap();
        let host = format!("Host: localhost:{}\r\n{word}Connection: close\r\n\r\n", served.port);
        write!(stream, "GET {HOME} HTTP/1.1\r\n{host}").unwrap();
        let reply = heard(&mut stream);
        assert!(reply.starts_with("HTTP/1.1 403 ") && !reply.contains("<h1"), "{reply}");
    }
}

/// PDF readers and Safari ask for parts; a browser that has a page asks whether it is still the same.
#[test]
fn parts_of_a_file_are_answered() {
    let small = Small::new();
    fs::create_dir_all(small.root().join("site/static")).unwrap();
    fs::write(small.root().join("site/static/muoi.txt"), "0123456789").unwrap();
    let served = Served::start(small.root());
    let port = served.port;
    let ask = |more: &str| {
        served.ask(&format!("GET {HOME}muoi.txt HTTP/1.1\r\nHost: localhost:{port}\r\n{more}\r\n"))
    };
    let whole = ask("");
    assert_eq!((whole.status, &*whole.body), (200, "0123456789"));
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    let mark = whole.header("etag").unwrap().to_owned();
    for (range, part, place) in [
        ("bytes=0-3", "0123", "bytes 0-3/10"),
        ("bytes=8-", "89", "bytes 8-9/10"),
        ("bytes=-3", "789", "bytes 7-9/10"),
        ("bytes=-30", "0123456789", "bytes 0-9/10"),
        ("bytes=4-400", "456789", "bytes 4-9/10"),
    ] {
        let reply = ask(&format!("Range: {range}\r\n"));
        assert_eq!((reply.status, &*reply.body), (206, part), "{range}");
        assert_eq!(reply.header("content-range"), Some(place));
        assert_eq!(reply.header("content-length"), Some(&*part.len().to_string()));
    }
    for range in ["bytes=10-", "bytes=99-100", "bytes=-0"] {
        let reply = ask(&format!("Range: {range}\r\n"));
        assert_eq!((reply.status, reply.header("content-range")), (416, Some("bytes */10")), "{range}");
    }
    for range in ["bytes=3-1", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "bytes=+1-2", "bytes=-"] {
        assert_eq!(ask(&format!("Range: {range}\r\n")).status, 200, "{range}");
    }
    assert_eq!(ask("Range: bytes=0-3\r\nIf-Range: \"other\"\r\n").status, 200);
    assert_eq!(ask(&format!("Range: bytes=0-3\r\nIf-Range: {mark}\r\n")).status, 206);
    let same = ask(&format!("If-None-Match: {mark}\r\n"));
    assert_eq!((same.status, &*same.body), (304, ""));
    assert_eq!(ask("If-None-Match: \"other\"\r\n").status, 200);
}

/// Ctrl-C is how it ends: with a word, and well.
#[test]
fn it_stops_when_told_to() {
    let small = Small::new();
    let mut served = Served::start(small.root());
    served.signal("-INT");
    let (code, said) = served.ended();
    assert_eq!(code, Some(0));
    assert!(said.contains("Đã dừng xem thử"), "{said}");
}

/// Without a word it shows the board of the folder, which may be called as people call folders.
#[test]
fn without_arguments_the_preview_opens() {
    let small = Small::new();
    let folder = small.root().join("Hồ sơ điển hình 2020 (bản mới)");
    fs::create_dir(&folder).unwrap();
    for part in ["site", "content"] {
        fs::rename(small.root().join(part), folder.join(part)).unwrap();
    }
    let begin = |folder: &std::path::Path| {
        let mut command = Command::new(PROGRAM);
        // No browser is to be found here.
        command.current_dir(folder).env("PATH", "").stdout(Stdio::piped()).stderr(Stdio::null());
        command.process_group(0).spawn().unwrap()
    };
    let served = Served::of(begin(&folder));
    assert_eq!(served.get(PAGE).status, 200);
    let elsewhere = tempfile::tempdir().unwrap();
    let mut told = begin(elsewhere.path());
    assert_eq!(told.wait().unwrap().code(), Some(2));
    let mut help = String::new();
    told.stdout.take().unwrap().read_to_string(&mut help).unwrap();
    assert!(help.contains("serve") && help.contains("build"), "{help}");
}
