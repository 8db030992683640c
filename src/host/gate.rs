//! The gate before the server: whole, small, well-formed requests that only read come in, a bounded number at a time, and nobody may dawdle.
//!
//! tiny_http has no deadlines, no limits of size, and ends for good when files run out; so it listens on an
//! address of this computer that only the gate knows the word for, and gets nothing but requests written here.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use super::clock::Patience;
use super::door::Door;

/// The largest head of a request, in bytes, and the most headers in it.
const HEAD: usize = 16 * 1024;
const HEADERS: usize = 64;

/// How long a reader may take to ask, to find a seat, to take one piece of an answer, and all of it. Whoever takes
/// nothing must be gone before somebody else has waited for a seat in vain.
const ASKING: Duration = Duration::from_secs(5);
const PIECE: Duration = Duration::from_secs(3);
const ANSWER: Duration = Duration::from_secs(120);

/// Whoever has come this moment may be about to ask.
const MOMENT: Duration = Duration::from_millis(100);

/// How long the server may take to notice that nobody takes its answer any more.
const LETTING_GO: Duration = Duration::from_millis(20);

/// The header that shows the server who sends a request on, and the one that says for whom.
pub(super) const WORD: &str = "X-Gate-Word";
pub(super) const FROM: &str = "X-Gate-From";

/// What of a request is sent on: what answers depend on.
const PASSED: [&str; 7] =
    ["Host", "Cookie", "Range", "If-Range", "If-None-Match", "Last-Event-ID", "Sec-Fetch-Site"];

/// How many may be inside.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Those who have not yet said what they want, and those who wait for a seat: each holds one open file.
    waiting: usize,
    /// Those who are answered: each holds four, and may read one more.
    pub(super) seats: usize,
}

impl Room {
    /// As much as the open files allow that the system grants this program, most of which a preview never
    /// needs.
    pub(super) fn allowed() -> Self {
        let left = open_files().saturating_sub(24);
        Self { waiting: (left / 3).clamp(4, 128), seats: (left / 8).clamp(2, 32) }
    }
}

#[cfg(unix)]
fn open_files() -> usize {
    let granted = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    granted.map_or(usize::MAX, |files| usize::try_from(files).unwrap_or(usize::MAX))
}

#[cfg(not(unix))]
fn open_files() -> usize {
    512
}

/// The gate.
pub(super) struct Gate {
    pub(super) door: Arc<Door>,
    /// Where the server listens, and the word it knows the gate by.
    pub(super) server: SocketAddr,
    pub(super) word: String,
    pub(super) room: Room,
}

/// What the threads of the gate share.
struct Inside {
    gate: Gate,
    /// Everyone who has come and not gone, each with a thread and an open file at least.
    present: Mutex<usize>,
    left: Condvar,
    /// Those of them who have not yet said what they want, each with the moment that is theirs.
    waiting: Mutex<VecDeque<(Patience, Arc<TcpStream>)>>,
    taken: Mutex<usize>,
    free: Condvar,
}

/// Somebody who has come, until they go.
struct Reader {
    inside: Arc<Inside>,
    stream: Arc<TcpStream>,
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.has_asked();
        *self.inside.present.lock() -= 1;
        self.inside.left.notify_one();
    }
}

/// A seat, given back when its reader has gone.
struct Seat<'i>(&'i Inside);

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock() -= 1;
        self.0.free.notify_one();
    }
}

impl Gate {
    /// Lets readers in as long as the program runs.
    pub(super) fn open(self, listener: &TcpListener) {
        let inside = Arc::new(Inside {
            gate: self,
            present: Mutex::default(),
            left: Condvar::new(),
            waiting: Mutex::default(),
            taken: Mutex::default(),
            free: Condvar::new(),
        });
        loop {
            let Ok((stream, from)) = listener.accept() else {
                // The reader has left already, or files have run out all the same: neither lasts.
                thread::sleep(Duration::from_millis(20));
                continue;
            };
            // Not before: nobody has to go for somebody who may never come.
            inside.make_room();
            let reader = inside.enter(stream);
            if thread::Builder::new().spawn(move || reader.receive(from.ip())).is_err() {
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

impl Inside {
    /// Waits until one more may come. Where too many are there, whoever has waited longest without a word must go: real
    /// readers ask at once.
    fn make_room(&self) {
        let mut present = self.present.lock();
        while *present >= self.gate.room.waiting + self.gate.room.seats {
            let is_late = |(moment, _): &mut (Patience, _)| moment.left().is_none();
            if let Some((_, oldest)) = self.waiting.lock().pop_front_if(is_late) {
                let _ = oldest.shutdown(Shutdown::Both);
            }
            self.left.wait_for(&mut present, MOMENT);
        }
    }

    fn enter(self: &Arc<Self>, stream: TcpStream) -> Reader {
        let stream = Arc::new(stream);
        *self.present.lock() += 1;
        self.waiting.lock().push_back((Patience::of(MOMENT), Arc::clone(&stream)));
        Reader { inside: Arc::clone(self), stream }
    }

    /// A seat, as soon as one is free.
    fn seat(&self) -> Option<Seat<'_>> {
        let mut taken = self.taken.lock();
        let full = |taken: &mut usize| *taken >= self.gate.room.seats;
        if self.free.wait_while_for(&mut taken, full, ASKING).timed_out() {
            return None;
        }
        *taken += 1;
        Some(Seat(self))
    }
}

impl Reader {
    fn receive(&self, from: IpAddr) {
        let (inside, stream) = (&*self.inside, &*self.stream);
        let asked = head(stream);
        self.has_asked();
        let answered = asked.and_then(|head| inside.gate.rewritten(&head, from)).and_then(|request| {
            let _seat = inside.seat().ok_or(Refusal(503))?;
            inside.gate.pass_on(&request, stream).map_err(|()| Refusal(503))
        });
        if let Err(refusal) = answered {
            refusal.tell(stream);
        }
    }

    /// Notes that nobody waits for a word of theirs any more.
    fn has_asked(&self) {
        self.inside.waiting.lock().retain(|(_, other)| !Arc::ptr_eq(other, &self.stream));
    }
}

/// A status instead of an answer; 0 says nothing, to somebody who is not there any more.
struct Refusal(u16);

impl Refusal {
    fn tell(&self, stream: &TcpStream) {
        let reason = tiny_http::StatusCode(self.0).default_reason_phrase();
        let more = if self.0 == 405 { "Allow: GET, HEAD\r\n" } else { "" };
        let text = self.0.to_string();
        let reply = format!(
            "HTTP/1.1 {text} {reason}\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n{more}Connection: close\r\nContent-Length: {}\r\n\r\n{text}",
            text.len()
        );
        if self.0 != 0 && stream.set_write_timeout(Some(PIECE)).is_ok() {
            let mut stream = stream;
            let _ = stream.write_all(reply.as_bytes());
            farewell(stream);
        }
    }
}

/// Gives a reader a piece, all of it within some time: a little that is taken now and then keeps no seat.
fn hand_on(mut reader: &TcpStream, mut piece: &[u8], most: Duration) -> std::io::Result<()> {
    let patience = Patience::of(most);
    while !piece.is_empty() {
        reader.set_write_timeout(Some(patience.left().ok_or(ErrorKind::TimedOut)?))?;
        match reader.write(piece) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(taken) => piece = piece.get(taken..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Ends a connection so that what was said last arrives: one closed with words unread is torn down.
fn farewell(mut stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
    let mut rest = [0; 4096];
    for _ in 0..16 {
        if !matches!(stream.read(&mut rest), Ok(1..)) {
            return;
        }
    }
}

/// The head of a request, with its empty line.
fn head(mut stream: &TcpStream) -> Result<Vec<u8>, Refusal> {
    let patience = Patience::of(ASKING);
    let mut head = Vec::new();
    let mut piece = [0; 2048];
    loop {
        let left = patience.left().ok_or(Refusal(408))?;
        stream.set_read_timeout(Some(left)).map_err(|_| Refusal(0))?;
        let came = match stream.read(&mut piece) {
            Ok(0) => return Err(Refusal(0)),
            Ok(came) => piece.get(..came).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return Err(Refusal(408));
            }
            Err(_) => return Err(Refusal(0)),
        };
        // The empty line may have begun in the piece before.
        let known = head.len().saturating_sub(3);
        head.extend_from_slice(came);
        let found = head.get(known..).and_then(|new| memchr::memmem::find(new, b"\r\n\r\n"));
        if let Some(at) = found {
            head.truncate(known + at + 4);
        }
        if head.len() > HEAD {
            return Err(Refusal(431));
        }
        if found.is_some() {
            return Ok(head);
        }
    }
}

impl Gate {
    /// The request as the server gets it: of the reader's words only those that were understood.
    fn rewritten(&self, head: &[u8], from: IpAddr) -> Result<String, Refusal> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut request = httparse::Request::new(&mut headers);
        match request.parse(head) {
            Ok(httparse::Status::Complete(_)) => {}
            Err(httparse::Error::TooManyHeaders) => return Err(Refusal(431)),
            Ok(httparse::Status::Partial) | Err(_) => return Err(Refusal(400)),
        }
        let (method, target) = (request.method.unwrap_or_default(), request.path.unwrap_or_default());
        if method != "GET" && method != "HEAD" {
            return Err(Refusal(405));
        }
        if !target.starts_with('/') || !target.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Refusal(400));
        }
        let values = |name: &str| {
            let named = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
            named.map(|header| header.value).collect::<Vec<_>>()
        };
        // A request that brings something: where it ends, two readers may see differently.
        match values("Content-Length").as_slice() {
            [] | [b"0"] => {}
            [length] if length.iter().all(u8::is_ascii_digit) && !length.is_empty() => {
                return Err(Refusal(413));
            }
            _ => return Err(Refusal(400)),
        }
        if !values("Transfer-Encoding").is_empty() {
            return Err(Refusal(413));
        }
        // Only names of ours: a page elsewhere whose name is made to point here must not read drafts.
        let host = match values("Host").as_slice() {
            [host] => std::str::from_utf8(host).unwrap_or_default(),
            _ => "",
        };
        if !self.door.is_name(host) {
            return Err(Refusal(403));
        }
        let mut told = format!("{method} {target} HTTP/1.1\r\n");
        let passed = request.headers.iter().filter(|header| {
            PASSED.iter().any(|name| header.name.eq_ignore_ascii_case(name))
                && header.value.iter().all(|byte| matches!(byte, b' '..=b'~'))
        });
        for header in passed {
            let value = String::from_utf8_lossy(header.value);
            told.extend([header.name, ": ", &*value, "\r\n"]);
        }
        told.push_str(&format!("{WORD}: {}\r\n{FROM}: {from}\r\nConnection: close\r\n\r\n", self.word));
        Ok(told)
    }

    /// Asks the server and hands its answer on. An error is one before the reader has heard anything.
    fn pass_on(&self, request: &str, reader: &TcpStream) -> Result<(), ()> {
        let mut server = TcpStream::connect(self.server).map_err(drop)?;
        server.write_all(request.as_bytes()).map_err(drop)?;
        // An answer takes the time it needs to be made, and a reader that of a page to take it.
        let mut patience = None;
        let mut piece = vec![0; 64 * 1024];
        let mut has_heard = false;
        loop {
            let came = match server.read(&mut piece) {
                Ok(0) | Err(_) => break,
                Ok(came) => piece.get(..came).unwrap_or_default(),
            };
            let left = patience.get_or_insert_with(|| Patience::of(ANSWER)).left();
            if left.is_none_or(|left| hand_on(reader, came, left.min(PIECE)).is_err()) {
                drop(server);
                // The seat is free when the server has noticed, and let go of the files its answer held.
                thread::sleep(LETTING_GO);
                return Ok(());
            }
            has_heard = true;
        }
        if has_heard {
            farewell(reader);
        }
        has_heard.then_some(()).ok_or(())
    }
}
