//! What a web server says with each file: one table, for the preview and for the four servers a site may stand on.

use std::fmt::Write as _;

use super::chrome::Web;
use super::html::escape;
use super::routes;

/// What a page may load and do, in the page itself and in front of it: our own files, no script or style
/// between the tags, nothing of anybody else.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// What guards every file alike.
const GUARDS: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// The parts of a site that are said different things of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Pages, feeds, files of `site/static/`.
    Pages,
    /// Files named by their content.
    Assets,
    /// What other sites show inside their own pages.
    Embed,
}

impl Part {
    fn of(path: &str) -> Self {
        let within = |part: &Self| path.starts_with(part.folder());
        [Self::Assets, Self::Embed].into_iter().find(within).unwrap_or(Self::Pages)
    }

    /// The beginning of its paths.
    fn folder(self) -> &'static str {
        match self {
            Self::Pages => "",
            Self::Assets => "assets/",
            Self::Embed => "embed/",
        }
    }

    /// The policy, with what only a header can say: who may show the page in a frame.
    fn policy(self) -> (&'static str, String) {
        let framed_by = if self == Self::Embed { "*" } else { "'self'" };
        ("Content-Security-Policy", format!("{POLICY}; frame-ancestors {framed_by}"))
    }

    /// How long a copy is good, and whether other sites' scripts may read it. A page is asked for again
    /// after minutes: what was withdrawn must go (`domain.md` P5).
    fn delivery(self) -> Vec<(&'static str, String)> {
        let keep =
            if self == Self::Assets { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
        let mut said = vec![("Cache-Control", keep.to_owned())];
        if self == Self::Embed {
            said.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
        said
    }

    fn all(self) -> Vec<(&'static str, String)> {
        let mut said = guards(self.folder());
        said.extend(self.delivery());
        said
    }
}

/// What guards a file's reader: the preview says this too, while it keeps and shares nothing.
#[must_use]
pub fn guards(path: &str) -> Vec<(&'static str, String)> {
    let fixed = GUARDS.iter().map(|(name, value)| (*name, (*value).to_owned()));
    fixed.chain([Part::of(path).policy()]).collect()
}

/// The types of files by the ends of their names.
const TYPES: [(&str, &str); 31] = [
    ("avif", "image/avif"),
    ("conf", "text/plain; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("gif", "image/gif"),
    ("heic", "image/heic"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("m4a", "audio/mp4"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("webm", "video/webm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "application/xml; charset=utf-8"),
    ("zip", "application/zip"),
];

/// The type of a file by its name.
#[must_use]
pub fn content_type(path: &str) -> &'static str {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(end))
        .map_or("application/octet-stream", |(_, kind)| kind)
}

/// Where the words about these files are.
fn see(web: &Web) -> String {
    format!("{}{}", web.roll.settings.base_url, routes::public(routes::EMBED))
}

/// `.htaccess`: for Apache and those that read its files. `SetEnvIf` and not `<If>`, which fewer of them know.
pub(super) fn apache(web: &Web) -> Vec<u8> {
    let top = web.base_path();
    let mut file = format!("# {}\nAddDefaultCharset utf-8\n", see(web));
    for (end, kind) in TYPES {
        let _ = writeln!(file, "AddType \"{kind}\" .{end}");
    }
    let _ = writeln!(file, "ErrorDocument 404 {top}{}", routes::NOT_FOUND);
    let _ = writeln!(file, "RedirectMatch 404 \"/\\.bangvang\"\n<IfModule mod_headers.c>");
    for part in [Part::Pages, Part::Assets, Part::Embed] {
        let mut only = String::new();
        if part != Part::Pages {
            let word = part.folder().trim_end_matches('/');
            let _ = writeln!(
                file,
                "SetEnvIf Request_URI \"^{}\" bangvang_{word}",
                pattern(&format!("{top}{}", part.folder()))
            );
            only = format!(" env=bangvang_{word}");
        }
        for (name, value) in beyond(part) {
            let _ = writeln!(file, "Header always set {name} \"{value}\"{only}");
        }
    }
    file.push_str("</IfModule>\n");
    file.into_bytes()
}

/// A path as a regular expression that is itself.
fn pattern(path: &str) -> String {
    let letter =
        |c: char| if c.is_ascii_punctuation() && c != '/' { format!("\\{c}") } else { c.to_string() };
    path.chars().map(letter).collect()
}

/// What a part says that pages do not; of pages, all.
fn beyond(part: Part) -> Vec<(&'static str, String)> {
    let pages = Part::Pages.all();
    part.all().into_iter().filter(|said| part == Part::Pages || !pages.contains(said)).collect()
}

/// `web.config`: for IIS. What may stand above is removed first: said twice, the whole folder fails.
pub(super) fn iis(web: &Web) -> Vec<u8> {
    let mut file =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n<system.webServer>\n");
    iis_headers(Part::Pages, &mut file);
    file.push_str("<staticContent>\n");
    for (end, kind) in TYPES {
        let _ = writeln!(
            file,
            "<remove fileExtension=\".{end}\"/><mimeMap fileExtension=\".{end}\" mimeType=\"{kind}\"/>"
        );
    }
    file.push_str("</staticContent>\n<httpErrors errorMode=\"Custom\">\n<remove statusCode=\"404\"/><error statusCode=\"404\" responseMode=\"ExecuteURL\" path=\"");
    escape(&format!("{}{}", web.base_path(), routes::NOT_FOUND), &mut file);
    file.push_str("\"/>\n</httpErrors>\n<security><requestFiltering><hiddenSegments>\n");
    file.push_str("<remove segment=\".bangvang.json\"/><add segment=\".bangvang.json\"/>\n");
    file.push_str("</hiddenSegments></requestFiltering></security>\n</system.webServer>\n");
    for part in [Part::Assets, Part::Embed] {
        let folder = part.folder().trim_end_matches('/');
        let _ = writeln!(file, "<location path=\"{folder}\">\n<system.webServer>");
        iis_headers(part, &mut file);
        file.push_str("</system.webServer>\n</location>\n");
    }
    file.push_str("</configuration>\n");
    file.into_bytes()
}

fn iis_headers(part: Part, file: &mut String) {
    file.push_str("<httpProtocol><customHeaders>\n");
    for (name, value) in beyond(part) {
        let _ = write!(file, "<remove name=\"{name}\"/><add name=\"{name}\" value=\"");
        escape(&value, file);
        file.push_str("\"/>\n");
    }
    file.push_str("</customHeaders></httpProtocol>\n");
}

/// `_headers`: for Cloudflare Pages, Netlify and their like. They join what several lines say of one address, so
/// no header is said twice of any; and pages have the host's own good answer to how long a copy is good.
pub(super) fn pages_host(web: &Web) -> Vec<u8> {
    let top = web.base_path();
    let mut file = format!("# {}\n", see(web));
    let mut rule = |place: &str, said: &[(&str, String)]| {
        let _ = writeln!(file, "{top}{place}");
        for (name, value) in said {
            let _ = writeln!(file, "  {name}: {value}");
        }
    };
    let fixed: Vec<_> = GUARDS.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    rule("*", &fixed);
    rule("assets/*", &Part::Assets.delivery());
    let mut embed = vec![Part::Embed.policy()];
    embed.extend(Part::Embed.delivery());
    rule("embed/*", &embed);
    let rooms = [routes::EVERYONE, routes::UNITS, routes::AWARDS, routes::ARCHIVE, routes::PRIVACY]
        .map(routes::public);
    let conferences = web.roll.chapters.iter().map(|c| format!("{}/", c.conference.id));
    let folders =
        rooms.iter().map(|room| (*room).to_owned()).chain(conferences).map(|folder| format!("{folder}*"));
    let single = ["", routes::HOME, routes::NOT_FOUND].map(str::to_owned);
    for place in single.into_iter().chain(folders) {
        rule(&place, &[Part::Pages.policy()]);
    }
    file.into_bytes()
}

/// `embed/nginx.conf`: lines for the `server` block of nginx, where a header said in one place forgets those said
/// above it, so each place says all.
pub(super) fn nginx(web: &Web) -> Vec<u8> {
    let top = web.base_path();
    let mut file = format!("# {}\n", see(web));
    let mut place = |which: &str, part: Part, more: &str| {
        let _ = writeln!(file, "location {which} {{");
        for (name, value) in part.all() {
            let _ = writeln!(file, "    add_header {name} \"{value}\" always;");
        }
        let _ =
            writeln!(file, "{more}    charset utf-8;\n    error_page 404 {top}{};\n}}", routes::NOT_FOUND);
    };
    for part in [Part::Pages, Part::Assets, Part::Embed] {
        place(&format!("{top}{}", part.folder()), part, "");
    }
    // Too new for the list of types that most of them have.
    let kind = content_type(routes::WEB_MANIFEST);
    let own = format!("    types {{ }}\n    default_type {kind};\n");
    place(&format!("= {top}{}", routes::WEB_MANIFEST), Part::Pages, &own);
    let _ = writeln!(file, "location ^~ {top}.bangvang {{\n    return 404;\n}}");
    file.into_bytes()
}
