//! `bangvang serve`: the site on this computer, each page made when it is asked for, and made anew when a file changes.

mod live;
mod pages;
mod shop;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use bangvang::files::Files as _;
use bangvang::read::Texts;
use bangvang::site::Options;
use clap::Args;

use self::shop::Shop;
use super::{Desk, End, Failure, Flags, why};
use crate::host::disk::FOLDERS;
use crate::host::door::{self, Door};
use crate::host::terminal::Screen;
use crate::host::{server, watch};

/// With more files than these, what there is to read would keep the first page waiting.
const MANY: usize = 5_000;

/// Flags of `serve`.
#[derive(Args)]
pub(super) struct Serve {
    #[arg(long, value_name = "N", default_value_t = 8020)]
    port: u16,
    #[arg(long, value_name = "ADDR")]
    host: Option<IpAddr>,
    #[arg(long)]
    lan: bool,
    #[command(flatten)]
    flags: Flags,
    #[arg(long)]
    open: bool,
    #[arg(long)]
    drafts: bool,
    #[arg(long)]
    still: bool,
    #[arg(long)]
    poll: bool,
}

impl Serve {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let screen = desk.screen;
        // A folder that is put back where it was is another one, and "." would still be the old.
        let root = std::path::absolute(&desk.root).map_err(Failure::io("read", &desk.root))?;
        let desk = &Desk { root, screen };
        let opened = desk.open()?;
        let options = desk.options(&opened, &self.flags)?;
        // Guests see what has been looked through.
        let is_large = opened.disk.under("content").len() > MANY && !self.lan;
        let texts = if is_large { Texts::Later } else { Texts::Read };
        let options = Options { texts, ..options };
        let ip = self.ip(&screen)?;
        let shop = Arc::new(Shop::open(opened, options, self.flags.date.is_none(), self.drafts, screen));
        let listener = server::listen(ip, self.port).map_err(|error| {
            let gaps = [("port", self.port.to_string()), ("why", why(&error, screen.words))];
            Failure::Usage(
                screen.words.say("error.port", &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()))),
            )
        })?;
        let address = listener.local_addr().map_err(Failure::io("serve", &desk.root))?;
        let port = address.port();
        // Who asks for port 0 asks for any.
        if port != self.port && self.port != 0 {
            let gaps = [("port", self.port.to_string()), ("next", port.to_string())];
            screen.say("serve.port-taken", &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str())));
        }
        let top = if ip.is_unspecified() || ip == IpAddr::V4(Ipv4Addr::LOCALHOST) {
            format!("http://localhost:{port}")
        } else {
            format!("http://{address}")
        };
        // Before it is said how to stop it.
        let kept = Arc::clone(&shop);
        screen
            .until_stopped("serve.stopped", move || kept.remember())
            .map_err(Failure::io("serve", &desk.root))?;
        let url = format!("{top}{}", shop.now().base_path());
        screen.say("serve.at", &[("url", &url)]);
        screen.say("serve.desk", &[("url", &format!("{top}{}", bangvang::desk::PATH))]);
        screen.say("serve.stop", &[]);
        let mut door = Door::new(address);
        if self.lan {
            door = self.invite(door, address, screen).map_err(Failure::io("serve", &desk.root))?;
        }
        if self.open {
            // A computer without a browser still has the address on its screen.
            let _ = open::that(&url);
        }
        let (root, kept) = (desk.root.clone(), Arc::clone(&shop));
        std::thread::spawn(move || {
            kept.give_way();
            watch::watch(&root, &FOLDERS, self.poll, |changed| kept.renew(changed))
        });
        server::serve(&listener, door, move |asked| live::answer(&shop, self.still, asked))
            .map_err(Failure::io("serve", &desk.root))?;
        Ok(End::Fine)
    }

    /// Where to listen. Beyond this computer only with a word that it is meant so.
    fn ip(&self, screen: &Screen) -> Result<IpAddr, Failure> {
        match self.host {
            Some(ip) if self.lan || ip.is_loopback() => Ok(ip),
            Some(ip) => {
                Err(Failure::Usage(screen.words.say("serve.host-needs-lan", &[("host", &ip.to_string())])))
            }
            None if self.lan => Ok(Ipv4Addr::UNSPECIFIED.into()),
            None => Ok(Ipv4Addr::LOCALHOST.into()),
        }
    }

    /// Says on the screen how others come in, now and each time a token has been used.
    fn invite(&self, door: Door, address: SocketAddr, screen: Screen) -> std::io::Result<Door> {
        let own = if address.ip().is_unspecified() { door::own_address() } else { Some(address.ip()) };
        let Some(own) = own else {
            screen.warn(&screen.words.say("lan.no-network", &[]));
            return Ok(door);
        };
        screen.hand_over(&screen.words.say("lan.means", &[]))?;
        let seen = SocketAddr::new(own, address.port());
        door.with_guests(seen, screen.words.say("lan.refused", &[]), move |token| {
            // Whoever approves comes by phone, and no page that is published leads to the desk.
            let url = format!("http://{seen}{}?token={token}", bangvang::desk::PATH);
            let picture = door::picture(&url).into_iter();
            // Where the screen is gone, nobody is there to be told so.
            let mut shown = picture.chain([screen.words.say("lan.at", &[("url", &url)])]);
            let _ = shown.try_for_each(|text| screen.hand_over(&text));
        })
    }
}
