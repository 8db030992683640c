//! Who is let in: this computer by its own names, others by a token that works once and then by a cookie.

use std::net::{IpAddr, SocketAddr};

use parking_lot::Mutex;

use bangvang::files::Digest;

use super::server::{Answer, Asked, Body, address, plain};

/// The key of a token in an address.
pub(super) const TOKEN: &str = "token";

/// More guests than these at a time nobody invites; the first goes when one too many comes.
const MOST: usize = 16;

/// The way in.
pub(crate) struct Door {
    /// What this computer calls its address: a name that somebody else gave it is none (DNS rebinding).
    names: Vec<String>,
    guests: Option<Guests>,
}

/// How others than this computer are let in.
struct Guests {
    /// What they call the address.
    name: String,
    cookie: String,
    /// Only digests are kept: comparing them tells nothing of what they were made from.
    token: Mutex<Digest>,
    known: Mutex<Vec<Digest>>,
    /// Shows the next token to whoever sits at this computer.
    invite: Box<dyn Fn(&str) + Send + Sync>,
    /// What those hear who bring none.
    refusal: String,
}

impl Door {
    /// Lets this computer in, where the server listens at `address`.
    pub(crate) fn new(address: SocketAddr) -> Self {
        let port = address.port();
        let names = [format!("localhost:{port}"), format!("127.0.0.1:{port}"), address.to_string()];
        Self { names: names.map(|name| called(&name).to_owned()).into(), guests: None }
    }

    /// Lets guests in who come to `address` with a token; `invite` is given one at once, and another each
    /// time one has been used.
    pub(crate) fn with_guests(
        mut self,
        address: SocketAddr,
        refusal: String,
        invite: impl Fn(&str) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let token = secret()?;
        invite(&token);
        let name = called(&address.to_string()).to_owned();
        self.names.retain(|own| *own != name);
        self.guests = Some(Guests {
            name,
            cookie: format!("bangvang-{}", address.port()),
            token: Mutex::new(Digest::of(token.as_bytes())),
            known: Mutex::default(),
            invite: Box::new(invite),
            refusal,
        });
        Ok(self)
    }

    /// Is this what the address may be called?
    pub(crate) fn is_name(&self, host: &str) -> bool {
        let mut names = self.names.iter().chain(self.guests.as_ref().map(|guests| &guests.name));
        names.any(|name| name == called(host))
    }

    /// Lets `from` in, or says what else it gets.
    pub(crate) fn admit(&self, from: Option<IpAddr>, is_head: bool, asked: &Asked) -> Result<(), Answer> {
        let name = called(asked.header("Host").unwrap_or_default());
        let is_here = from.is_some_and(|from| from.to_canonical().is_loopback());
        if is_here && self.names.iter().any(|own| own == name) {
            return Ok(());
        }
        let Some(guests) = self.guests.as_ref().filter(|guests| guests.name == name) else {
            return Err(plain(403, "403"));
        };
        if guests.knows(asked) {
            return Ok(());
        }
        // A program that only looks whether something is there must not use the token up.
        let brought = asked.value(TOKEN).filter(|_| !is_head).map(|token| Digest::of(token.as_bytes()));
        let entered = brought.and_then(|token| guests.enter(&token));
        Err(entered.map_or_else(|| plain(403, &guests.refusal), |pass| welcome(&guests.cookie, &pass, asked)))
    }
}

/// An address as browsers say it: they leave the usual port out.
fn called(address: &str) -> &str {
    address.strip_suffix(":80").unwrap_or(address)
}

impl Guests {
    fn knows(&self, asked: &Asked) -> bool {
        let cookies =
            asked.header("Cookie").unwrap_or_default().split("; ").filter_map(|c| c.split_once('='));
        let known = self.known.lock();
        let mut ours = cookies.filter(|(name, _)| *name == self.cookie);
        ours.any(|(_, pass)| known.contains(&Digest::of(pass.as_bytes())))
    }

    /// Takes a token for a pass; the token is worth nothing from then on.
    fn enter(&self, brought: &Digest) -> Option<String> {
        let mut token = self.token.lock();
        if *brought != *token {
            return None;
        }
        let (pass, next) = (secret().ok()?, secret().ok()?);
        *token = Digest::of(next.as_bytes());
        drop(token);
        let mut known = self.known.lock();
        if known.len() >= MOST {
            known.remove(0);
        }
        known.push(Digest::of(pass.as_bytes()));
        drop(known);
        (self.invite)(&next);
        Some(pass)
    }
}

/// A page that leads on at once. Were it a redirect, a browser that came from another site would not bring the
/// new cookie along; and the address with the token stays in no history.
fn welcome(cookie: &str, pass: &str, asked: &Asked) -> Answer {
    // Two slashes would begin the name of another host.
    let place = address(asked.path.trim_start_matches('/'), asked).replace('&', "&amp;");
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>…</title><meta http-equiv=refresh content=\"0;url=/{place}\">"
    );
    Answer {
        status: 200,
        content_type: "text/html; charset=utf-8",
        headers: vec![
            ("Set-Cookie", format!("{cookie}={pass}; HttpOnly; SameSite=Strict; Path=/")),
            ("Content-Security-Policy", "default-src 'none'".to_owned()),
            ("Referrer-Policy", "no-referrer".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
        ],
        body: Body::Whole(page.into_bytes()),
    }
}

/// 128 bits that nobody guesses.
pub(super) fn secret() -> std::io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// An address as a picture of blocks for the screen; none if it is too long for one.
pub(crate) fn picture(url: &str) -> Option<String> {
    // As much light around it as the standard asks for: on a light screen nothing else would set it off.
    const QUIET: usize = 4;
    let code = fast_qr::QRBuilder::new(url).build().ok()?;
    let across = code.size + 2 * QUIET;
    let is_light = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < code.size);
        let module = inside(y).zip(inside(x)).and_then(|(y, x)| code[y].get(x));
        !module.is_some_and(|module| module.value())
    };
    let block = |x: usize, y: usize| match (is_light(x, y), is_light(x, y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    // White on black, whatever the screen's own colours are.
    let line =
        |y: usize| format!("\u{1b}[97;40m{}\u{1b}[0m", (0..across).map(|x| block(x, y)).collect::<String>());
    Some((0..across).step_by(2).map(line).collect::<Vec<_>>().join("\n"))
}

/// This computer's address in its network. Nothing is sent: the system is asked which way it would go.
pub(crate) fn own_address() -> Option<IpAddr> {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_loopback() && !ip.is_unspecified()).then_some(ip)
}
