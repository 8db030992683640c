//! A small server for this computer alone: it asks for the answer to a path and knows nothing of sites.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use tiny_http::{Method, Request, Server, StatusCode};

/// What is sent back.
pub(crate) struct Answer {
    /// 200, 404, 500 or a redirect.
    pub(crate) status: u16,
    /// The type of the content.
    pub(crate) content_type: &'static str,
    /// Further headers with their values.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The content.
    pub(crate) body: Vec<u8>,
}

/// Finds a free port, beginning with the one asked for.
pub(crate) fn listen(port: u16) -> std::io::Result<TcpListener> {
    let mut last = None;
    for port in port..port.saturating_add(20) {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| std::io::Error::from(std::io::ErrorKind::AddrInUse)))
}

/// Serves until the program ends. `answer` gets the path of the address, decoded once, without the
/// question part.
pub(crate) fn serve(
    listener: TcpListener,
    answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
) -> std::io::Result<()> {
    let port = listener.local_addr()?.port();
    let server = Server::from_listener(listener, None).map_err(|e| std::io::Error::other(e.to_string()))?;
    let answer = Arc::new(answer);
    for request in server.incoming_requests() {
        let answer = Arc::clone(&answer);
        std::thread::spawn(move || respond(request, port, &*answer));
    }
    Ok(())
}

fn respond(request: Request, port: u16, answer: &dyn Fn(&str) -> Answer) {
    let is_head = *request.method() == Method::Head;
    let reply = if !is_our_host(&request, port) {
        plain(403, "403")
    } else if !is_head && *request.method() != Method::Get {
        plain(405, "405")
    } else {
        match path(request.url()) {
            Some(path) => answer(&path),
            None => plain(400, "400"),
        }
    };
    let reason = StatusCode(reply.status).default_reason_phrase();
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", reply.status);
    let mut headers = vec![
        ("Content-Type", reply.content_type.to_owned()),
        ("Content-Length", reply.body.len().to_string()),
        ("Cache-Control", "no-store".to_owned()),
        // tiny_http gives each connection a thread, and now and then queues one behind connections that
        // only idle: a browser that keeps six of them open then waits for minutes. So none is kept open,
        // which its own responses cannot say.
        ("Connection", "close".to_owned()),
    ];
    headers.extend(reply.headers);
    headers.iter().for_each(|(name, value)| head.extend([*name, ": ", value, "\r\n"]));
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    if !is_head {
        bytes.extend_from_slice(&reply.body);
    }
    let mut writer = request.into_writer();
    // A reader who leaves early is no error.
    let _ = writer.write_all(&bytes).and_then(|()| writer.flush());
}

/// Only names of this computer: a page elsewhere whose name points here must not read drafts.
fn is_our_host(request: &Request, port: u16) -> bool {
    let host = request.headers().iter().find(|h| h.field.equiv("Host")).map(|h| h.value.as_str());
    let ours = [format!("localhost:{port}"), format!("127.0.0.1:{port}")];
    host.is_some_and(|host| ours.iter().any(|our| our == host))
}

/// The path of an address, decoded once; none if it cannot be one of ours.
fn path(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    let clean = path.starts_with('/') && !path.chars().any(|c| c.is_control() || c == '\\');
    clean.then_some(path)
}

/// A few words instead of a page.
pub(crate) fn plain(status: u16, text: &str) -> Answer {
    Answer {
        status,
        content_type: "text/plain; charset=utf-8",
        headers: vec![("X-Content-Type-Options", "nosniff".to_owned())],
        body: text.as_bytes().to_vec(),
    }
}

/// Somewhere else.
pub(crate) fn elsewhere(location: String) -> Answer {
    Answer { headers: vec![("Location", location)], ..plain(302, "") }
}
