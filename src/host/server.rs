//! A small server for this computer and its guests: it asks for the answer to a path and knows nothing of sites.

use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tiny_http::{Method, Request, Server, StatusCode};

use super::door::{self, Door, TOKEN};
use super::gate::{self, Gate, Room};
use super::portion;
use super::stored::Stored;

/// What is asked for.
pub(crate) struct Asked {
    /// The path of the address, decoded once.
    pub(crate) path: String,
    /// What stands after the question mark, decoded: keys with their values.
    pub(crate) question: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

impl Asked {
    /// What an address asks for; none if it cannot be one of ours.
    pub(crate) fn new(address: &str, headers: Vec<(String, String)>) -> Option<Self> {
        let address = address.split('#').next().unwrap_or_default();
        let (path, question) = address.split_once('?').unwrap_or((address, ""));
        let path = decoded(path)?;
        let clean = path.starts_with('/') && !path.chars().any(|c| c.is_control() || c == '\\');
        let pair = |pair: &str| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(&key.replace('+', " "))?, decoded(&value.replace('+', " "))?))
        };
        // A part that cannot be read asks for nothing: pages are the same with any question.
        let question = question.split('&').filter(|pair| !pair.is_empty()).filter_map(pair).collect();
        clean.then_some(Self { path, question, headers })
    }

    /// The first value of a key of the question.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        self.question.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// What is sent back.
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The type of the content.
    pub(crate) content_type: &'static str,
    /// Further headers with their values.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The content.
    pub(crate) body: Body,
}

/// The content of an answer.
pub(crate) enum Body {
    /// All of it.
    Whole(Vec<u8>),
    /// So much of a file.
    Stored(Stored),
    /// What is written while the connection is open.
    Stream(Box<Telling>),
}

/// Writes as long as there is something to tell.
pub(crate) type Telling = dyn FnOnce(&mut dyn Write) -> std::io::Result<()> + Send;

/// Finds a free port, beginning with the one asked for.
pub(crate) fn listen(ip: IpAddr, port: u16) -> std::io::Result<TcpListener> {
    let mut last = None;
    for port in port..=port.saturating_add(19) {
        match TcpListener::bind(SocketAddr::from((ip, port))) {
            Ok(listener) if is_ours(ip, port) => return Ok(listener),
            Ok(_) => {}
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| std::io::Error::from(std::io::ErrorKind::AddrInUse)))
}

/// Does `localhost` lead to who listens here? Browsers try it by IPv6 first, and there another program may listen.
fn is_ours(ip: IpAddr, port: u16) -> bool {
    let is_taken = |error: std::io::Error| error.kind() == std::io::ErrorKind::AddrInUse;
    let is_called_localhost = ip == Ipv4Addr::LOCALHOST || ip == Ipv4Addr::UNSPECIFIED;
    !is_called_localhost || !TcpListener::bind((Ipv6Addr::LOCALHOST, port)).is_err_and(is_taken)
}

/// Serves until the program ends.
pub(crate) fn serve(
    listener: &TcpListener,
    door: Door,
    answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
) -> std::io::Result<()> {
    let inner = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let (room, door) = (Room::allowed(), Arc::new(door));
    let gate = Gate { door: Arc::clone(&door), server: inner.local_addr()?, word: door::secret()?, room };
    let counter = Counter { door, word: gate.word.clone(), streams: room.seats.div_ceil(2) };
    let server = Server::from_listener(inner, None).map_err(|e| std::io::Error::other(e.to_string()))?;
    let (answer, counter) = (Arc::new(answer), Arc::new(counter));
    let streams = Arc::new(AtomicUsize::new(0));
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            let (answer, counter, streams) =
                (Arc::clone(&answer), Arc::clone(&counter), Arc::clone(&streams));
            // Without a thread for it the request is dropped, and whoever asked may ask again.
            let respond = move || counter.respond(request, &*answer, &streams);
            let _ = std::thread::Builder::new().spawn(respond);
        }
    });
    gate.open(listener);
    Ok(())
}

/// Where requests are answered that the gate has let through.
struct Counter {
    door: Arc<Door>,
    word: String,
    /// So many may listen at a time: the other seats are for those who want something now.
    streams: usize,
}

impl Counter {
    fn respond(&self, request: Request, answer: &dyn Fn(&Asked) -> Answer, streams: &AtomicUsize) {
        let is_head = *request.method() == Method::Head;
        let headers = request.headers().iter().map(|h| (h.field.to_string(), h.value.to_string()));
        let reply = match Asked::new(request.url(), headers.collect()) {
            // Somebody on this computer who has found the server behind the gate.
            Some(asked) if asked.header(gate::WORD) != Some(&self.word) => plain(403, "403"),
            Some(asked) => {
                let from = asked.header(gate::FROM).and_then(|from| from.parse().ok());
                let reply = self
                    .door
                    .admit(from, is_head, &asked)
                    .map_or_else(|instead| instead, |()| answer(&asked));
                portion::of(reply, &asked)
            }
            None => plain(400, "400"),
        };
        let is_stream = matches!(reply.body, Body::Stream(_));
        if is_stream && streams.fetch_add(1, Ordering::Relaxed) >= self.streams {
            send(request, plain(503, "503"), is_head);
        } else {
            send(request, reply, is_head);
        }
        if is_stream {
            streams.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// Writes an answer. By hand, as tiny_http's own responses cannot be written piece by piece.
fn send(request: Request, reply: Answer, is_head: bool) {
    let reason = StatusCode(reply.status).default_reason_phrase();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", reply.status);
    let mut headers = vec![
        ("Content-Type", reply.content_type.to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("X-Robots-Tag", "noindex".to_owned()),
        // Every connection is one request: then nobody holds a seat who wants nothing.
        ("Connection", "close".to_owned()),
    ];
    match &reply.body {
        Body::Whole(_) if matches!(reply.status, 204 | 304) => {}
        Body::Whole(bytes) => headers.push(("Content-Length", bytes.len().to_string())),
        Body::Stored(stored) => headers.push(("Content-Length", stored.size.to_string())),
        Body::Stream(_) => headers.push(("Transfer-Encoding", "chunked".to_owned())),
    }
    headers.extend(reply.headers);
    headers.iter().for_each(|(name, value)| head.extend([*name, ": ", value, "\r\n"]));
    head.push_str("\r\n");
    let mut writer = request.into_writer();
    let sent = match reply.body {
        // A page goes out in one piece; a film is not copied for that.
        Body::Whole(bytes) if !is_head && bytes.len() < 1 << 20 => {
            writer.write_all(&[head.as_bytes(), &bytes].concat())
        }
        Body::Whole(bytes) if !is_head => {
            writer.write_all(head.as_bytes()).and_then(|()| writer.write_all(&bytes))
        }
        Body::Stored(stored) if !is_head => {
            writer.write_all(head.as_bytes()).and_then(|()| stored.write(&mut writer))
        }
        Body::Stream(write) if !is_head => {
            let mut chunks = BufWriter::new(Chunks(&mut writer));
            chunks
                .get_mut()
                .0
                .write_all(head.as_bytes())
                .and_then(|()| write(&mut chunks))
                .and_then(|()| chunks.flush())
                .and_then(|()| chunks.get_mut().0.write_all(b"0\r\n\r\n"))
        }
        Body::Whole(_) | Body::Stored(_) | Body::Stream(_) => writer.write_all(head.as_bytes()),
    };
    // A reader who leaves early is no error.
    let _ = sent.and_then(|()| writer.flush());
}

/// Each piece with its length before it.
struct Chunks<'w>(&'w mut dyn Write);

impl Write for Chunks<'_> {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        if !piece.is_empty() {
            self.0.write_all(format!("{:x}\r\n", piece.len()).as_bytes())?;
            self.0.write_all(piece)?;
            self.0.write_all(b"\r\n")?;
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// A part of an address with its `%41` made letters; none if they are no text.
fn decoded(part: &str) -> Option<String> {
    percent_decode_str(part).decode_utf8().ok().map(Cow::into_owned)
}

/// A few words instead of a page.
pub(crate) fn plain(status: u16, text: &str) -> Answer {
    Answer {
        status,
        content_type: "text/plain; charset=utf-8",
        headers: vec![("X-Content-Type-Options", "nosniff".to_owned())],
        body: Body::Whole(text.as_bytes().to_vec()),
    }
}

/// What stays as it is in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A path as it stands in an address, with the question that was asked; without a token, which opens nothing twice.
pub(super) fn address(path: &str, asked: &Asked) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, PLAIN).to_string();
    let pairs = asked.question.iter().filter(|(key, _)| key != TOKEN);
    let pairs: Vec<_> = pairs.map(|(key, value)| format!("{}={}", encoded(key), encoded(value))).collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{}{mark}{}", encoded(path), pairs.join("&"))
}

/// Somewhere else on this server: a path, with the same question.
pub(crate) fn elsewhere(path: &str, asked: &Asked) -> Answer {
    Answer { headers: vec![("Location", address(path, asked))], ..plain(302, "") }
}
