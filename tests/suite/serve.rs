//! `bangvang serve`, asked over a socket: what it answers, whom it answers, and that it shows what was saved.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The folder of the sources, with the sample board.
pub(crate) const HOME: &str = env!("CARGO_MANIFEST_DIR");
/// The program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_bangvang");
/// The day of all tests: what a board may show must not depend on when it is tested.
pub(crate) const DAY: &str = "2026-07-01";

/// Copies a folder of the sources; files that are already there and the same are left alone.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            let bytes = fs::read(entry.path()).unwrap();
            if fs::read(&target).ok().as_ref() != Some(&bytes) {
                fs::write(&target, bytes).unwrap();
            }
        }
    }
}

/// A running `bangvang serve`, ended with the test.
pub(crate) struct Served {
    child: Child,
    /// Held open: a program whose words nobody takes must not be told so.
    said: BufReader<ChildStdout>,
    pub(crate) port: u16,
    pub(crate) url: String,
}

impl Served {
    /// Starts it on a free port.
    pub(crate) fn start(root: &Path) -> Self {
        Self::start_with(root, &[])
    }

    /// Starts it with pages as they will be published: nothing of the preview's own in them.
    pub(crate) fn still(root: &Path) -> Self {
        Self::start_with(root, &["--still"])
    }

    /// Starts it with more flags.
    pub(crate) fn start_with(root: &Path, flags: &[&str]) -> Self {
        Self::of(Self::command(root).args(flags).spawn().unwrap())
    }

    /// Starts it where no more than so many files may be open.
    pub(crate) fn limited(root: &Path, files: u64) -> Self {
        let served = Self::command(root);
        let words = served.get_args().map(|word| word.to_owned());
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {files}; exec \"$0\" \"$@\""), PROGRAM]).args(words);
        Self::of(shell.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap())
    }

    fn command(root: &Path) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--root").arg(root).args(["serve", "--port", "0", "--date", DAY]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }

    /// A program that has been started, as soon as it has said its address.
    pub(crate) fn of(mut child: Child) -> Self {
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        let url = loop {
            line.clear();
            let read = said.read_line(&mut line).unwrap();
            assert!(read > 0, "serve ended without an address");
            if let Some(at) = line.find("http://localhost:") {
                break line.get(at..).unwrap().trim().to_owned();
            }
        };
        let rest = url.strip_prefix("http://localhost:").unwrap();
        let port = rest.split('/').next().unwrap().parse().unwrap();
        Self { child, said, port, url }
    }

    /// Waits until all photos have been looked at, which comes after the first page.
    pub(crate) fn settled(&self) {
        self.until(PAGE, |reply| !reply.mark("data-now").ends_with("-1"));
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal: `-INT` is what Ctrl-C does.
    pub(crate) fn signal(&self, signal: &str) {
        let told = Command::new("kill").args([signal, &self.id().to_string()]).status().unwrap();
        assert!(told.success());
    }

    /// Waits for its end: the exit code and what it said since.
    pub(crate) fn ended(&mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.said.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }

    /// Asks with a line and headers as they are: no client tidies the path.
    pub(crate) fn ask(&self, request: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Reply { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn method(&self, method: &str, path: &str) -> Reply {
        let port = self.port;
        self.ask(&format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"))
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.method("GET", path)
    }

    /// Asks until the answer is as wanted: what is saved shows a moment later.
    pub(crate) fn until(&self, path: &str, wanted: impl Fn(&Reply) -> bool) -> Reply {
        let begun = std::time::Instant::now();
        loop {
            let reply = self.get(path);
            if wanted(&reply) {
                return reply;
            }
            let late = begun.elapsed() > Duration::from_secs(30);
            assert!(!late, "{path} stays as it was: {}\n{}", reply.status, reply.body);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Status line and headers in small letters.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// What a page says of itself to the server.
    pub(crate) fn mark(&self, name: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

/// A small board of its own: the settings of the sample and its oldest conference.
pub(crate) struct Small {
    folder: tempfile::TempDir,
}

impl Small {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let part = "content/quan-2010-2014";
        copy(&Path::new(HOME).join("site"), &folder.path().join("site"));
        copy(&Path::new(HOME).join(part), &folder.path().join(part));
        Self { folder }
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn honoree(&self, id: &str) -> PathBuf {
        self.root().join("content/quan-2010-2014/honorees").join(id).join("index.md")
    }
}

pub(crate) const PAGE: &str = "/bang-vang/quan-2010-2014/honorees/bui-thi-ut/";

#[test]
fn pages_and_their_files_are_answered() {
    let small = Small::new();
    let served = Served::start(small.root());
    let home = served.get("/bang-vang/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.header("cache-control"), Some("no-store"));
    assert_eq!(home.header("x-content-type-options"), Some("nosniff"));
    // What guards readers later guards them here; that others may read the board is for later.
    let policy = home.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && policy.ends_with("frame-ancestors 'self'"),
        "{policy}"
    );
    let widget = served.get("/bang-vang/embed/widget.html");
    assert!(widget.header("content-security-policy").unwrap().ends_with("frame-ancestors *"));
    assert_eq!(served.get("/bang-vang/embed/board.json").header("access-control-allow-origin"), None);
    // A browser's idle connections once held up others for minutes.
    assert_eq!(home.header("connection"), Some("close"));
    // The two syllables of a word stay on one line.
    assert!(home.body.contains("<h1>Bảng vàng danh\u{a0}dự</h1>"), "{}", home.body);
    let page = served.get(PAGE);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Bùi Thị Út"), "{}", page.body);
    assert_eq!(
        served.get(&format!("{PAGE}index.html?from=zalo")).status,
        200,
        "a question part is no part of the path"
    );
    for (mark, content_type) in
        [("stylesheet\" href=\"", "text/css; charset=utf-8"), ("icon\" href=\"", "image/svg+xml")]
    {
        let at = home.body.find(mark).unwrap() + mark.len();
        let href = home.body.get(at..).unwrap().split('"').next().unwrap();
        let file = served.get(&format!("/bang-vang/{href}"));
        assert_eq!((file.status, file.header("content-type")), (200, Some(content_type)), "{href}");
    }
}

#[test]
fn addresses_beside_the_site_lead_into_it() {
    let small = Small::new();
    let served = Served::start(small.root());
    for (path, to) in
        [("/", "/bang-vang/"), ("/bang-vang", "/bang-vang/"), ("/bang-vang/units", "/bang-vang/units/")]
    {
        let reply = served.get(path);
        assert_eq!((reply.status, reply.header("location")), (302, Some(to)), "{path}");
    }
}

#[test]
fn unknown_addresses_get_the_page_for_them() {
    let small = Small::new();
    let served = Served::start(small.root());
    for path in ["/bang-vang/khong-co", "/bang-vang/a/b/c/", "/bang-vang/units/khong-co/index.html"] {
        let reply = served.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        // At any depth its links must hold, so they begin at the top of the host.
        assert!(reply.body.contains("href=\"/bang-vang/index.html\""), "{path}: {}", reply.body);
    }
    assert_eq!(served.get("/khac/").status, 404);
    assert_eq!(served.get("/bang-vangx/").status, 404);
}

#[test]
fn only_reading_is_served() {
    let small = Small::new();
    let served = Served::start(small.root());
    let get = served.get("/bang-vang/");
    let head = served.method("HEAD", "/bang-vang/");
    assert_eq!(head.status, 200);
    assert_eq!(head.body, "");
    assert_eq!(head.header("content-length"), get.header("content-length"));
    assert!(get.header("content-length").is_some());
    assert_eq!(served.method("HEAD", "/bang-vang/khong-co").status, 404);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        assert_eq!(served.method(method, "/bang-vang/").status, 405, "{method}");
    }
}

/// A page elsewhere whose name is made to point at this computer must not read drafts.
#[test]
fn only_names_of_this_computer_are_answered() {
    let small = Small::new();
    let served = Served::start(small.root());
    let port = served.port;
    let host = |host: &str| {
        served.ask(&format!("GET /bang-vang/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status
    };
    assert_eq!(host(&format!("Host: localhost:{port}\r\n")), 200);
    assert_eq!(host(&format!("Host: 127.0.0.1:{port}\r\n")), 200);
    for foreign in [
        "evil.example",
        "localhost",
        "localhost:1",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "0.0.0.0",
    ] {
        assert_eq!(host(&format!("Host: {foreign}\r\n")), 403, "{foreign}");
        assert_eq!(
            host(&format!("Host: {foreign}:{port}\r\n")),
            if foreign == "localhost" { 200 } else { 403 }
        );
    }
    assert_eq!(host(""), 403, "no name at all");
    // Nothing but the first loopback address listens.
    for other in ["127.0.0.2", "::1"] {
        assert!(TcpStream::connect((other, port)).is_err(), "{other} answers");
    }
}

#[test]
fn no_path_leads_out_of_the_site() {
    let small = Small::new();
    fs::write(small.root().join("bi-mat.txt"), "BI MAT").unwrap();
    let served = Served::start(small.root());
    for path in [
        "/bang-vang/../site/site.toml",
        "/bang-vang/../../bi-mat.txt",
        "/bang-vang/%2e%2e/bi-mat.txt",
        "/bang-vang/%2E%2E/%2E%2E/bi-mat.txt",
        "/bang-vang/..%2fbi-mat.txt",
        "/bang-vang/%252e%252e/bi-mat.txt",
        "/bang-vang/..\\bi-mat.txt",
        "/bang-vang/..%5cbi-mat.txt",
        "/bang-vang/bi-mat.txt",
        "/bang-vang/index.html%00.txt",
        "/bang-vang/%00",
        "/bang-vang/%0d%0aX:%20y",
        "/bang-vang/%",
        "/bang-vang/%zz",
        "/bang-vang/%ff",
        "/bang-vang//index.html",
        "/bang-vang/./index.html",
        "/bang-vang/.bangvang.json",
        "//evil.example/",
        "bang-vang/",
    ] {
        let reply = served.get(path);
        assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
        assert!(!reply.body.contains("BI MAT") && !reply.body.contains("base_url"), "{path}: {}", reply.body);
    }
    assert_eq!(served.get("/bang-vang/").status, 200, "and it still serves");
}

#[test]
fn what_is_saved_shows_on_reload() {
    let small = Small::new();
    let served = Served::start(small.root());
    let file = small.honoree("bui-thi-ut");
    let before = fs::read_to_string(&file).unwrap();
    assert!(!served.get(PAGE).body.contains("Tổ trưởng Tổ đóng gói"));
    fs::write(&file, before.replace("Tổ trưởng Tổ sơ chế\"", "Tổ trưởng Tổ đóng gói\"")).unwrap();
    served.until(PAGE, |page| page.body.contains("Tổ trưởng Tổ đóng gói"));

    // Gone from the content, gone from the site, and the page for wrong addresses instead.
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
    served.until(PAGE, |page| page.status == 404);
    assert!(!served.get("/bang-vang/quan-2010-2014/honorees/").body.contains("Bùi Thị Út"));

    // A slip in the settings leaves the last site standing.
    let settings = small.root().join("site/site.toml");
    let whole = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{whole}\n[[unit")).unwrap();
    served.until("/_desk/", |desk| desk.body.contains("site/site.toml:"));
    assert_eq!(served.get("/bang-vang/").status, 200);
    fs::write(&settings, whole.replace("Bảng vàng danh dự", "Bảng vàng mới")).unwrap();
    served.until("/bang-vang/", |home| home.body.contains("<h1>Bảng vàng mới</h1>"));
}
