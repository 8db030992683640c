//! Guests of the preview: nobody by default, and with `--lan` only who brings the token, once, and then the cookie.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::serve::{DAY, PROGRAM, Small};

/// A preview with guests, at an address of this computer that counts as foreign: it is not the usual one.
struct Open {
    child: Child,
    said: BufReader<ChildStdout>,
    port: u16,
    told: String,
}

const ADDRESS: &str = "127.0.0.2";

impl Open {
    fn start(root: &Path) -> Self {
        let mut child = Command::new(PROGRAM)
            .arg("--root")
            .arg(root)
            .args(["serve", "--port", "0", "--date", DAY, "--lan", "--host", ADDRESS])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        let mut open = Self { child, said, port: 0, told: String::new() };
        let (port, _) = open.invitation();
        open.port = port;
        open
    }

    /// The next token that is shown, with the port.
    fn invitation(&mut self) -> (u16, String) {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.said.read_line(&mut line).unwrap() > 0, "no invitation: {}", self.told);
            self.told.push_str(&line);
            if let Some((_, rest)) = line.split_once(&format!("http://{ADDRESS}:"))
                && let Some((port, token)) = rest.trim().split_once("/_desk/?token=")
            {
                return (port.parse().unwrap(), token.to_owned());
            }
        }
    }

    fn token(&self) -> String {
        let (_, rest) = self.told.rsplit_once("?token=").unwrap();
        rest.trim().to_owned()
    }

    /// Status, headers and body of an answer.
    fn ask(&self, method: &str, path: &str, more: &str) -> (u16, String) {
        let mut stream = TcpStream::connect((ADDRESS, self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let port = self.port;
        let host = if more.contains("Host:") { String::new() } else { format!("Host: {ADDRESS}:{port}\r\n") };
        write!(stream, "{method} {path} HTTP/1.1\r\n{host}{more}Connection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        (text.split(' ').nth(1).unwrap().parse().unwrap(), text)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cookie(answer: &str) -> String {
    let line = answer.lines().find_map(|line| line.strip_prefix("Set-Cookie: ")).unwrap();
    assert!(line.contains("; HttpOnly") && line.contains("; SameSite=Strict"), "{line}");
    line.split(';').next().unwrap().to_owned()
}

/// What a phone reads on the screen.
fn read(told: &str) -> String {
    let rows: Vec<Vec<char>> = told
        .lines()
        .filter(|line| line.contains(['█', '▀', '▄']))
        .map(|line| line.chars().collect())
        .collect();
    let (across, scale) = (rows[0].len(), 4);
    assert!(rows[..2].iter().all(|row| row.iter().all(|block| *block == '█')), "light all around: {told}");
    let is_light = |x: usize, y: usize| match rows[y / 2][x] {
        '█' => true,
        '▀' => y.is_multiple_of(2),
        '▄' => !y.is_multiple_of(2),
        _ => false,
    };
    let pixel = |x: usize, y: usize| if is_light(x / scale, y / scale) { 255 } else { 0 };
    let (width, height) = (across * scale, rows.len() * 2 * scale);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, pixel);
    image.detect_grids()[0].decode().unwrap().1
}

#[test]
fn a_token_lets_one_guest_in() {
    let small = Small::new();
    let mut open = Open::start(small.root());
    let first = open.token();
    // What it means is said, and the code is drawn.
    assert!(open.told.contains("Đường truyền không mã hoá"), "{}", open.told);
    let port = open.port;
    assert_eq!(read(&open.told), format!("http://{ADDRESS}:{port}/_desk/?token={first}"), "{}", open.told);
    let pages = ["/bang-vang/", "/_desk/", "/_live/live.js", "/_live/news?path=/&page=&now="];
    for path in pages {
        let (status, text) = open.ask("GET", path, "");
        assert_eq!(status, 403, "{path}");
        assert!(text.contains("Cần mã vào") && !text.contains("Bảng vàng"), "{text}");
    }
    for wrong in ["", "0", &first.to_uppercase().replace(|c: char| c.is_ascii_digit(), "x"), &first[1..]] {
        assert_eq!(open.ask("GET", &format!("/?token={wrong}"), "").0, 403, "{wrong}");
    }
    assert_eq!(open.ask("HEAD", &format!("/?token={first}"), "").0, 403, "looking uses nothing up");

    let (status, text) = open.ask("GET", &format!("//evil.example/%22%3E?token={first}"), "");
    assert_eq!(status, 200);
    assert!(text.contains("content=\"0;url=/evil.example/%22%3E\""), "it leads nowhere else: {text}");
    assert!(!text.contains(&first), "{text}");
    let pass = format!("Cookie: a=b; {}\r\n", cookie(&text));
    for path in ["/bang-vang/", "/_desk/"] {
        assert_eq!(open.ask("GET", path, &pass).0, 200, "{path}");
    }

    // It is worth nothing now; the next one is on the screen.
    assert_eq!(open.ask("GET", &format!("/?token={first}"), "").0, 403);
    let (_, second) = open.invitation();
    assert_ne!(first, second);
    let (status, text) = open.ask("GET", &format!("/_desk/?unit=a+b&token={second}&page=2"), "");
    assert!(status == 200 && text.contains("content=\"0;url=/_desk/?unit=a%20b&amp;page=2\""), "{text}");
    assert_eq!(open.ask("GET", "/bang-vang/", &pass).0, 200, "the first guest stays");
    assert_eq!(open.ask("GET", "/bang-vang/", "Cookie: bangvang-1=x\r\n").0, 403);
}

/// A name somebody else gave this address opens nothing, and neither does calling it one's own.
#[test]
fn guests_come_by_the_address_alone() {
    let small = Small::new();
    let open = Open::start(small.root());
    let (token, port) = (open.token(), open.port);
    for host in [format!("evil.example:{port}"), "evil.example".to_owned(), ADDRESS.to_owned()] {
        let (status, text) = open.ask("GET", &format!("/?token={token}"), &format!("Host: {host}\r\n"));
        assert_eq!(status, 403, "{host}");
        assert!(!text.contains("Set-Cookie"), "{text}");
    }
    assert_eq!(open.ask("POST", &format!("/?token={token}"), "").0, 405);
}

#[test]
fn nothing_is_opened_by_mistake() {
    let small = Small::new();
    for host in ["0.0.0.0", "192.0.2.7", "::"] {
        let run = Command::new(PROGRAM)
            .arg("--root")
            .arg(small.root())
            .args(["serve", "--port", "0", "--date", DAY, "--host", host])
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2), "{host}");
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.contains("--lan") && said.contains(host), "{said}");
    }
}
