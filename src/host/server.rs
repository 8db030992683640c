//! A small server for this computer and its guests: it asks for the answer to a path and knows nothing of sites.

use std::io::{BufWriter, Write};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;

use tiny_http::{Method, Request, Server, StatusCode};

use super::door::Door;

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
    /// 200, 404, 500 or a redirect.
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
    /// What is written while the connection is open.
    Stream(Box<dyn FnOnce(&mut dyn Write) -> std::io::Result<()> + Send>),
}

/// Finds a free port, beginning with the one asked for.
pub(crate) fn listen(ip: IpAddr, port: u16) -> std::io::Result<TcpListener> {
    let mut last = None;
    for port in port..port.saturating_add(20) {
        match TcpListener::bind(SocketAddr::from((ip, port))) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| std::io::Error::from(std::io::ErrorKind::AddrInUse)))
}

/// Serves until the program ends.
pub(crate) fn serve(
    listener: TcpListener,
    door: Door,
    answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
) -> std::io::Result<()> {
    let server = Server::from_listener(listener, None).map_err(|e| std::io::Error::other(e.to_string()))?;
    let (answer, door) = (Arc::new(answer), Arc::new(door));
    for request in server.incoming_requests() {
        let (answer, door) = (Arc::clone(&answer), Arc::clone(&door));
        std::thread::spawn(move || respond(request, &door, &*answer));
    }
    Ok(())
}

fn respond(request: Request, door: &Door, answer: &dyn Fn(&Asked) -> Answer) {
    let is_head = *request.method() == Method::Head;
    let reply = if !is_our_host(&request, door) {
        plain(403, "403")
    } else if !is_head && *request.method() != Method::Get {
        plain(405, "405")
    } else {
        let headers = request.headers().iter().map(|h| (h.field.to_string(), h.value.to_string()));
        match Asked::new(request.url(), headers.collect()) {
            Some(asked) => {
                let from = request.remote_addr().map(SocketAddr::ip);
                door.admit(from, is_head, &asked).map_or_else(|instead| instead, |()| answer(&asked))
            }
            None => plain(400, "400"),
        }
    };
    let reason = StatusCode(reply.status).default_reason_phrase();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", reply.status);
    let mut headers = vec![
        ("Content-Type", reply.content_type.to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        // tiny_http gives each connection a thread, and now and then queues one behind connections that
        // only idle: a browser that keeps six of them open then waits for minutes. So none is kept open,
        // which its own responses cannot say.
        ("Connection", "close".to_owned()),
    ];
    headers.push(match &reply.body {
        Body::Whole(bytes) => ("Content-Length", bytes.len().to_string()),
        // tiny_http leaves the connection to the reader, who must hear that this was all.
        Body::Stream(_) => ("Transfer-Encoding", "chunked".to_owned()),
    });
    headers.extend(reply.headers);
    headers.iter().for_each(|(name, value)| head.extend([*name, ": ", value, "\r\n"]));
    head.push_str("\r\n");
    let mut writer = request.into_writer();
    let sent = match reply.body {
        Body::Whole(bytes) if !is_head => writer.write_all(&[head.as_bytes(), &bytes].concat()),
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
        Body::Whole(_) | Body::Stream(_) => writer.write_all(head.as_bytes()),
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

/// Only names of this computer: a page elsewhere whose name points here must not read drafts.
fn is_our_host(request: &Request, door: &Door) -> bool {
    let host = request.headers().iter().find(|h| h.field.equiv("Host")).map(|h| h.value.as_str());
    host.is_some_and(|host| door.is_name(host))
}

/// A part of an address with its `%41` made letters.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
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

/// Somewhere else.
pub(crate) fn elsewhere(location: String) -> Answer {
    Answer { headers: vec![("Location", location)], ..plain(302, "") }
}
