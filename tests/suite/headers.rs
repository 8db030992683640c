//! What four kinds of server are told to say, read back the way each of them reads it.

use std::collections::BTreeMap;

use bangvang::site::{content_type, guards};
use roxmltree::{Document, Node};

use crate::workshop::{BASE, base, open, outputs, page, site};

/// Headers by name.
type Said = BTreeMap<String, String>;

const TOP: &str = "/bang-vang/";

/// What is to be said of a file: what the preview says to guard its reader, and how long a copy is good.
fn wanted(guards: &[(&'static str, String)], path: &str) -> Said {
    let mut said: Said = guards.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let keep = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=300"
    };
    said.insert("Cache-Control".to_owned(), keep.to_owned());
    if path.starts_with("embed/") {
        said.insert("Access-Control-Allow-Origin".to_owned(), "*".to_owned());
    }
    said
}

/// `SetEnvIf Request_URI` with a pattern that is only an escaped beginning, and `Header always set`.
fn apache(file: &str, path: &str) -> Said {
    let mut said = Said::new();
    let mut variables = Vec::new();
    for line in file.lines() {
        if let Some(rest) = line.strip_prefix("SetEnvIf Request_URI \"^") {
            let (pattern, variable) = rest.split_once("\" ").unwrap();
            if format!("{TOP}{path}").starts_with(&pattern.replace('\\', "")) {
                variables.push(variable.to_owned());
            }
        } else if let Some(rest) = line.strip_prefix("Header always set ") {
            let (name, rest) = rest.split_once(" \"").unwrap();
            let (value, only) = rest.split_once('"').unwrap();
            let holds = only.is_empty() || variables.iter().any(|v| only == format!(" env={v}"));
            if holds {
                said.insert(name.to_owned(), value.to_owned());
            }
        }
    }
    said
}

/// The longest `location` that fits; what it says is all that is said.
fn nginx(file: &str, path: &str) -> Said {
    let address = format!("{TOP}{path}");
    let mut best: Option<(usize, Said)> = None;
    for block in file.split("location ").skip(1) {
        let (place, body) = block.split_once(" {\n").unwrap();
        let fits = match place.strip_prefix("= ") {
            Some(exact) => address == exact,
            None => address.starts_with(place.trim_start_matches("^~ ")),
        };
        if fits && best.as_ref().is_none_or(|(length, _)| place.len() > *length) {
            let headers = body.lines().filter_map(|line| line.trim().strip_prefix("add_header "));
            let said = headers.map(|header| {
                let (name, value) = header.split_once(" \"").unwrap();
                (name.to_owned(), value.strip_suffix("\" always;").unwrap().to_owned())
            });
            best = Some((place.len(), said.collect()));
        }
    }
    best.unwrap().1
}

/// The top of the file, then the `location` of the path; nothing may be added that was not removed before.
fn iis(file: &str, path: &str) -> Said {
    fn collect(parent: Node<'_, '_>, said: &mut Said) {
        let headers = parent.descendants().filter(|n| n.has_tag_name("customHeaders"));
        for header in headers.flat_map(|node| node.children()).filter(Node::is_element) {
            let name = header.attribute("name").unwrap().to_owned();
            if header.has_tag_name("remove") {
                said.remove(&name);
            } else {
                let twice = said.insert(name, header.attribute("value").unwrap().to_owned());
                assert_eq!(twice, None, "said twice, IIS fails");
            }
        }
    }
    let document = Document::parse(file).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "configuration");
    let mut said = Said::new();
    for part in root.children().filter(Node::is_element) {
        let fits = match part.attribute("path") {
            Some(folder) => path.starts_with(&format!("{folder}/")),
            None => true,
        };
        if fits {
            collect(part, &mut said);
        }
    }
    said
}

/// Every rule that fits adds its lines; two lines of one name would become one with both values.
fn pages_host(file: &str, path: &str) -> Said {
    let address = format!("{TOP}{path}");
    let mut said = Said::new();
    let mut fits = false;
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            None => {
                fits = match line.strip_suffix('*') {
                    Some(beginning) => address.starts_with(beginning),
                    None => address == line || address.strip_suffix("index.html") == Some(line),
                };
            }
            Some(header) if fits => {
                let (name, value) = header.split_once(": ").unwrap();
                let twice = said.insert(name.to_owned(), value.to_owned());
                assert!(twice.is_none() || path == "index.html", "{path}: {name} is said twice");
                assert!(line.len() < 2000, "longer than Cloudflare takes");
            }
            Some(_) => {}
        }
    }
    said
}

#[test]
fn four_servers_and_the_preview_say_the_same() {
    let project = open(base());
    let built = outputs(&project);
    let read = |name: &str| page(&built, name).to_owned();
    let (htaccess, config, nginx_conf, headers) =
        (read(".htaccess"), read("web.config"), read("embed/nginx.conf"), read("_headers"));
    for path in built.keys().filter(|path| !path.starts_with('.')) {
        let guards = guards(path);
        let all = wanted(&guards, path);
        assert_eq!(apache(&htaccess, path), all, "Apache, {path}");
        assert_eq!(nginx(&nginx_conf, path), all, "nginx, {path}");
        assert_eq!(iis(&config, path), all, "IIS, {path}");
        // These hosts guard pages, and have their own good answer to how long a page is kept.
        let said = pages_host(&headers, path);
        let needed = all.iter().filter(|(name, _)| match name.as_str() {
            "Content-Security-Policy" => path.ends_with(".html"),
            "Cache-Control" => path.starts_with("assets/"),
            _ => true,
        });
        for (name, value) in needed {
            assert_eq!(said.get(name), Some(value), "_headers, {path}, {name}");
        }
    }
}

#[test]
fn the_policy_is_one_and_forbids_what_is_between_the_tags() {
    let project = open(base());
    let mut pages = 0;
    for (path, bytes) in outputs(&project).iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let policy =
            html.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        let in_front =
            guards(path).into_iter().find(|(name, _)| *name == "Content-Security-Policy").unwrap().1;
        let (before, frames) = in_front.split_once("; frame-ancestors ").unwrap();
        assert_eq!(policy, before, "{path}");
        assert_eq!(frames, if path.starts_with("embed/") { "*" } else { "'self'" }, "{path}");
        for loose in ["unsafe", "http", "data:", "blob:", " *"] {
            assert!(!policy.contains(loose), "{path}: {policy}");
        }
        assert!(policy.starts_with("default-src 'none';") && policy.contains("base-uri 'none'"));
        // What the policy would block must not be there to be blocked.
        assert!(
            !html.contains("<style") && !html.contains(" style=\""),
            "{path} has a style between its tags"
        );
        let scripts = html.split("<script").skip(1);
        for script in scripts {
            let is_data = script.starts_with(" type=\"application/ld+json\">");
            assert!(
                is_data || script.contains("src=\"") && script.contains("></script>"),
                "{path}: {script}"
            );
        }
        pages += 1;
    }
    assert!(pages > 10);
}

/// A name with two hyphens ends a comment in XML; a dot is any letter in a pattern.
#[test]
fn odd_addresses_spoil_no_file() {
    for (url, top) in [("https://xn--cngon-ova.vn/a.b/c--d/", "/a.b/c--d/"), ("https://vi.du/", "/")] {
        let settings = BASE.split("-- site/site.toml --\n").nth(1).unwrap().split("-- ").next().unwrap();
        let tree =
            base().with("site/site.toml", settings.replace("https://congdoan.example.vn/bang-vang/", url));
        let built = site(tree);
        let config = page(&built, "web.config");
        let document = Document::parse(config).unwrap();
        let error = document.descendants().find(|n| n.has_tag_name("error")).unwrap();
        assert_eq!(error.attribute("path"), Some(&*format!("{top}404.html")));
        let htaccess = page(&built, ".htaccess");
        assert!(htaccess.contains(&format!("ErrorDocument 404 {top}404.html\n")));
        let escaped = top.replace('.', "\\.").replace('-', "\\-");
        assert!(htaccess.contains(&format!("\"^{escaped}assets/\"")), "{htaccess}");
        assert!(page(&built, "embed/nginx.conf").contains(&format!("location {top}assets/ {{")));
        assert!(page(&built, "_headers").contains(&format!("\n{top}quan/*\n")));
    }
}

#[test]
fn every_file_of_the_site_has_a_type_the_servers_are_told() {
    let project = open(base());
    let built = outputs(&project);
    let (htaccess, config) = (page(&built, ".htaccess"), page(&built, "web.config"));
    let own = [".htaccess", "_headers", "web.config"];
    for path in built.keys().filter(|path| !own.contains(&path.as_str())) {
        let kind = content_type(path);
        assert_ne!(kind, "application/octet-stream", "{path}");
        let end = path.rsplit('.').next().unwrap();
        assert!(htaccess.contains(&format!("AddType \"{kind}\" .{end}\n")), "{path}");
        assert!(
            config.contains(&format!("<mimeMap fileExtension=\".{end}\" mimeType=\"{kind}\"/>")),
            "{path}"
        );
    }
}

#[test]
fn a_file_for_the_server_of_ones_own_is_taken_instead() {
    for name in [".htaccess", "web.config", "_headers"] {
        let built = site(base().with(&format!("site/static/{name}"), "# của tôi\n"));
        assert_eq!(page(&built, name), "# của tôi\n");
    }
    // Other files whose names begin with a dot are left behind by file managers.
    assert!(!site(base().with("site/static/.DS_Store", "x")).contains_key(".DS_Store"));
}
