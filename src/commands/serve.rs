//! `bangvang serve`: the site on this computer, each page made when it is asked for.

use std::sync::{Arc, Mutex, PoisonError};

use bangvang::files::Digest;
use bangvang::report::counts;
use bangvang::site::{Options, Site, render};
use clap::Args;

use super::{Desk, End, Failure, Flags, Opened};
use crate::host::server::{self, Answer};

/// Flags of `serve`.
#[derive(Args)]
pub(super) struct Serve {
    /// Cổng; nếu đã có chương trình khác dùng thì lấy cổng kế tiếp
    #[arg(long, value_name = "N", default_value_t = 8020)]
    port: u16,
    #[command(flatten)]
    flags: Flags,
    /// Mở luôn trong trình duyệt
    #[arg(long)]
    open: bool,
}

impl Serve {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let screen = desk.screen;
        let opened = desk.open()?;
        let options = desk.options(&opened, &self.flags)?;
        let shop = Arc::new(Shop { root: desk.root.clone(), screen, options, shown: Mutex::default() });
        shop.look(opened);
        let listener = server::listen(self.port).map_err(|error| {
            let gaps = [("port", self.port.to_string()), ("why", error.to_string())];
            Failure::Usage(
                screen.words.say("error.port", &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()))),
            )
        })?;
        let port = listener.local_addr().map_or(self.port, |address| address.port());
        // Who asks for port 0 asks for any.
        if port != self.port && self.port != 0 {
            let gaps = [("port", self.port.to_string()), ("next", port.to_string())];
            screen.say("serve.port-taken", &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str())));
        }
        let url = format!("http://localhost:{port}{}", shop.base_path());
        screen.say("serve.at", &[("url", &url)]);
        screen.say("serve.stop", &[]);
        if self.open {
            // A computer without a browser still has the address on its screen.
            let _ = open::that(&url);
        }
        server::serve(listener, move |path| shop.answer(path)).map_err(Failure::io("serve", &desk.root))?;
        Ok(End::Fine)
    }
}

/// The project as it is now.
struct Shop {
    root: std::path::PathBuf,
    screen: crate::host::terminal::Screen,
    options: Options,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    inputs: Option<Digest>,
    site: Option<Arc<Site>>,
}

impl Shop {
    fn desk(&self) -> Desk {
        Desk { root: self.root.clone(), screen: self.screen }
    }

    /// Lays the site out anew if anything has changed, and shows what is wrong.
    fn look(&self, opened: Opened) -> Option<Arc<Site>> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let inputs = opened.disk.inputs().ok();
        if inputs.is_some() && shown.inputs == inputs && shown.site.is_some() {
            return shown.site.clone();
        }
        let project = bangvang::open(&opened.files(), &opened.memo(), &self.options);
        opened.remember(false);
        self.screen.report(&project.report, &*opened.disk, 0);
        let [errors, ..] = counts(&project.report.problems());
        if errors > 0 {
            self.screen.say("serve.problems", &[("n", &errors.to_string())]);
        }
        // While settings or theme are broken, the last site there was is still shown.
        if let Some(site) = project.site {
            shown.site = Some(Arc::new(site));
        }
        shown.inputs = inputs;
        shown.site.clone()
    }

    fn base_path(&self) -> String {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.site.as_ref().map_or_else(|| "/".to_owned(), |site| site.base_path().to_owned())
    }

    fn answer(&self, path: &str) -> Answer {
        let site = match self.desk().open() {
            Ok(opened) => self.look(opened),
            Err(failure) => return server::plain(500, &failure.text(&self.screen)),
        };
        let Some(site) = site else {
            return server::plain(500, &self.screen.words.say("serve.nothing", &[]));
        };
        let Some(inner) = path.strip_prefix(site.base_path()) else {
            // The site stands below a path; the bare host and the path without its slash lead there.
            let base = site.base_path();
            return if path == "/" || path == base.trim_end_matches('/') {
                server::elsewhere(base.to_owned())
            } else {
                server::plain(404, "404")
            };
        };
        let inner = if inner.is_empty() || inner.ends_with('/') {
            format!("{inner}index.html")
        } else {
            inner.to_owned()
        };
        if let Some(output) = site.outputs().get(&inner) {
            return self.page(&site, &inner, output, 200);
        }
        if site.outputs().contains_key(&format!("{inner}/index.html")) {
            return server::elsewhere(format!("{path}/"));
        }
        match site.outputs().get("404.html") {
            Some(output) => self.page(&site, "404.html", output, 404),
            None => server::plain(404, "404"),
        }
    }

    fn page(&self, site: &Site, path: &str, output: &bangvang::site::Output, status: u16) -> Answer {
        match render(site, path, output) {
            Ok(body) => {
                Answer { status, content_type: site.content_type(path), headers: site.guards(path), body }
            }
            Err(problem) => {
                let (says, hint) = self.screen.words.explain(&problem);
                let place =
                    problem.place.as_ref().map_or_else(String::new, |place| format!("{}: ", place.file));
                server::plain(500, &format!("{place}{says}\n{}", hint.unwrap_or_default()))
            }
        }
    }
}
