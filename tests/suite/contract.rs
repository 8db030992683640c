//! The contract with themes: what each template may see, read from the view types; `docs/theme.md` says it, the built-in templates keep it.
//!
//! `UPDATE=1 cargo test contract` writes the second half of the page anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use syn::{Attribute, Expr, GenericArgument, Item, Lit, Meta, PathArguments, Type};

use crate::sources::below;

const PAGE: &str = "docs/theme.md";
/// Above this line the page is written by hand.
const MARK: &str = "<!-- Below this line tests/suite/contract.rs writes: UPDATE=1 cargo test contract -->\n";

/// What the built-in theme does not show, and why it is there.
const KEPT: &[(&str, &str)] = &[
    ("KeynoteView.whose", "the program tells it to search engines, from the page's own view"),
    ("WhoView", "what that is made of"),
];

/// What a field is, as a template sees it.
#[derive(Clone, PartialEq)]
enum Kind {
    Plain(&'static str),
    View(String),
    List(Box<Kind>),
    Maybe(Box<Kind>),
}

struct Field {
    name: String,
    kind: Kind,
    says: String,
}

struct View {
    name: String,
    says: String,
    fields: Vec<Field>,
}

fn text_of(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default()
}

/// The words of a doc comment, as one paragraph; links to other items lose their brackets.
fn says(attributes: &[Attribute]) -> String {
    let mut words = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(meta) = &attribute.meta
            && meta.path.is_ident("doc")
            && let Expr::Lit(literal) = &meta.value
            && let Lit::Str(text) = &literal.lit
        {
            words.push(text.value().trim().to_owned());
        }
    }
    words.join(" ").replace("[`", "`").replace("`]", "`")
}

/// The last name of a path type, and the type in its angle brackets.
fn named(kind: &Type) -> (String, Option<&Type>) {
    let Type::Path(path) = kind else { panic!("a field of a view has a type this page cannot explain") };
    let last = path.path.segments.last().unwrap();
    let inner = match &last.arguments {
        PathArguments::AngleBracketed(list) => list.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(kind) => Some(kind),
            _ => None,
        }),
        _ => None,
    };
    (last.ident.to_string(), inner)
}

fn kind(of: &Type) -> Kind {
    if let Type::Reference(reference) = of {
        return kind(&reference.elem);
    }
    let (name, inner) = named(of);
    match (name.as_str(), inner) {
        // What pages share looks to a template like what it is.
        ("Shared", Some(inner)) => kind(inner),
        ("Vec", Some(inner)) => Kind::List(Box::new(kind(inner))),
        ("Option", Some(inner)) => Kind::Maybe(Box::new(kind(inner))),
        ("String" | "str", None) => Kind::Plain("text"),
        ("Html", None) => Kind::Plain("HTML"),
        ("Strings", None) => Kind::Plain("words"),
        ("bool", None) => Kind::Plain("yes or no"),
        ("u32" | "u64" | "usize" | "i16" | "f64", None) => Kind::Plain("number"),
        // The one type parameter: what the page is about.
        ("C", None) => Kind::Plain("one of the views below"),
        _ => Kind::View(name),
    }
}

fn views() -> Vec<View> {
    let mut views = Vec::new();
    let mut files = below("src/web/view");
    files.insert(0, crate::sources::Source { path: String::new(), text: text_of("src/web/view.rs") });
    for source in files {
        for item in syn::parse_file(&source.text).unwrap().items {
            if let Item::Struct(item) = item {
                let fields = item.fields.iter().map(|field| Field {
                    name: field.ident.as_ref().unwrap().to_string(),
                    kind: kind(&field.ty),
                    says: says(&field.attrs),
                });
                views.push(View {
                    name: item.ident.to_string(),
                    says: says(&item.attrs),
                    fields: fields.collect(),
                });
            }
        }
    }
    assert!(views.len() > 20, "the views could not be read");
    views
}

/// Template, what it is, the name of its view: the constants of `src/web/contract.rs`.
fn templates() -> Vec<(String, String, String)> {
    let items = syn::parse_file(&text_of("src/web/contract.rs")).unwrap().items;
    let templates = items.into_iter().filter_map(|item| {
        let Item::Const(item) = item else { return None };
        let Expr::Call(call) = &*item.expr else { panic!("{} is no template", item.ident) };
        let Some(Expr::Lit(file)) = call.args.first() else { panic!("{} has no file", item.ident) };
        let Lit::Str(file) = &file.lit else { panic!("{} has no file", item.ident) };
        let (_, view) = named(&item.ty);
        Some((file.value(), says(&item.attrs), named(view.unwrap()).0))
    });
    let templates: Vec<_> = templates.collect();
    assert!(templates.len() > 10, "the templates could not be read");
    templates
}

impl Kind {
    fn words(&self) -> String {
        match self {
            Self::Plain(word) => (*word).to_owned(),
            Self::View(name) => format!("[{name}](#{})", name.to_lowercase()),
            Self::List(inner) => format!("list of {}", inner.words()),
            Self::Maybe(inner) => format!("{}, or none", inner.words()),
        }
    }
}

/// The part of the page that is not written by hand.
fn written() -> String {
    let mut page = String::from("\n## The templates\n\nEach gets `site`, `t`, `page` and `this`.\n\n");
    page.push_str("| file | is | `this` |\n|---|---|---|\n");
    for (file, what, view) in templates() {
        let view = Kind::View(view).words();
        writeln!(page, "| `{file}` | {what} | {view} |").unwrap();
    }
    page.push_str("\n## The components of `parts.html`\n\n");
    for signature in text_of("themes/sen/web/parts.html").split("{% component ").skip(1) {
        writeln!(page, "- `{}`", signature.split(" %}").next().unwrap()).unwrap();
    }
    page.push_str("\n## The views\n");
    for View { name, says, fields } in views() {
        writeln!(page, "\n### {name}\n\n{says}").unwrap();
        if !fields.is_empty() {
            page.push_str("\n| field | is | |\n|---|---|---|\n");
        }
        for field in fields {
            writeln!(page, "| `{}` | {} | {} |", field.name, field.kind.words(), field.says).unwrap();
        }
    }
    page.push_str("\n## `theme.toml` of the built-in theme\n\n```toml\n");
    page.push_str(&text_of("themes/sen/theme.toml"));
    page.push_str("```\n");
    page
}

#[test]
fn the_page_for_theme_authors_says_what_is() {
    let page = text_of(PAGE);
    let (by_hand, generated) = page.split_once(MARK).expect("the page has its mark");
    let written = written();
    if std::env::var_os("UPDATE").is_some() {
        let path = format!("{}/{PAGE}", env!("CARGO_MANIFEST_DIR"));
        return fs::write(path, format!("{by_hand}{MARK}{written}")).unwrap();
    }
    assert!(generated == written, "{PAGE} is out of date: UPDATE=1 cargo test contract");
    for key in toml::from_str::<toml::Table>(&text_of("themes/sen/theme.toml")).unwrap().keys() {
        assert!(by_hand.contains(&format!("`{key}`")) || by_hand.contains(&format!("`[{key}]`")), "{key}");
    }
    for (entry, _) in <bangvang::theme::MenuEntry as bangvang::model::Choice>::WORDS {
        assert!(by_hand.contains(&format!("`{entry}`")), "the entry {entry} of the menu");
    }
}

#[test]
fn the_built_in_theme_names_every_colour_and_no_reader_fails_to_tell_them_apart() {
    let toml: toml::Table = toml::from_str(&text_of("themes/sen/theme.toml")).unwrap();
    let colors = toml["colors"].as_table().unwrap();
    for token in bangvang::theme::TOKENS {
        assert!(colors.contains_key(token), "{token}");
        let css = text_of("themes/sen/web/assets/site.css");
        assert!(css.contains(&format!("var(--{token})")), "nothing is {token}");
    }
    // As a theme of a project the same colours are looked at as anybody's.
    let tree = crate::workshop::base().with("themes/sen/theme.toml", text_of("themes/sen/theme.toml"));
    assert!(crate::workshop::rules(&crate::workshop::open(tree)).is_empty());
}

/// What a name means within a template, the innermost last.
type Scope = Vec<(String, Kind)>;

/// Walks one template: every path in it is looked up, every field it passes is noted in `seen`.
struct Reader<'v> {
    views: &'v BTreeMap<String, Vec<(String, Kind)>>,
    file: String,
    scope: Scope,
    seen: &'v mut BTreeSet<(String, String)>,
}

impl Reader<'_> {
    /// The kind a path such as `this.lead.card` leads to; none for names that are not views.
    fn follow(&mut self, path: &str) -> Option<Kind> {
        let mut parts = path.split('.');
        let root = parts.next()?;
        let mut kind = self.scope.iter().rev().find(|(name, _)| name == root)?.1.clone();
        for part in parts {
            while let Kind::Maybe(inner) = kind {
                kind = *inner;
            }
            let Kind::View(view) = &kind else {
                assert!(matches!(kind, Kind::Plain("words")), "{}: {path}: .{part} of no view", self.file);
                return Some(kind);
            };
            let field = self.views[view].iter().find(|(name, _)| name == part);
            let (_, next) = field.unwrap_or_else(|| panic!("{}: {path}: {view} has no {part}", self.file));
            self.seen.insert((view.clone(), part.to_owned()));
            kind = next.clone();
        }
        Some(kind)
    }

    /// A tag: `{{ … }}` or `{% … %}`, without its braces.
    fn tag(&mut self, tag: &str) {
        let tag = tag.trim_matches('-').trim();
        let paths = paths(tag);
        match tag.split_whitespace().next() {
            Some("for") => {
                let [name, .., list] = &*paths else { panic!("{}: {tag}", self.file) };
                let mut kind = self.follow(list).unwrap_or(Kind::Plain("loop"));
                while let Kind::Maybe(inner) | Kind::List(inner) = kind {
                    kind = *inner;
                }
                self.scope.push((name.clone(), kind));
            }
            Some("endfor" | "endcomponent") => drop(self.scope.pop()),
            Some("component") => {
                let name = tag.split(['(', ':']).nth(1).unwrap();
                let view = |view: &str| Kind::View(view.to_owned());
                let kind = match name {
                    "card" => view("Card"),
                    "picture" => view("PictureView"),
                    "talk" => view("KeynoteCard"),
                    "person" => view("PersonLine"),
                    "table" => view("TableView"),
                    "prints" => view("LinkView"),
                    "term" => Kind::Plain("text"),
                    other => panic!("{}: what is {other}?", self.file),
                };
                self.scope.push((name.to_owned(), kind));
            }
            _ => paths.iter().for_each(|path| drop(self.follow(path))),
        }
    }
}

/// The paths in a tag, its texts and keywords left out.
fn paths(tag: &str) -> Vec<String> {
    let code: String = tag.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let path = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let words = code.split(|c: char| !path(c)).filter(|word| !word.is_empty());
    words.filter(|word| !["for", "in", "if", "else", "not"].contains(word)).map(str::to_owned).collect()
}

#[test]
fn the_built_in_templates_use_every_field_and_none_there_is_not() {
    let views: BTreeMap<String, Vec<(String, Kind)>> = views()
        .into_iter()
        .map(|view| (view.name, view.fields.into_iter().map(|f| (f.name, f.kind)).collect()))
        .collect();
    let mut seen = BTreeSet::new();
    let shown = templates();
    for source in below("themes/sen/web").into_iter().filter(|source| source.path.ends_with(".html")) {
        let file = source.path.rsplit('/').next().unwrap();
        let mut scope: Scope = views["PageView"].iter().filter(|(name, _)| name != "this").cloned().collect();
        if let Some((_, _, view)) = shown.iter().find(|(name, ..)| name == file) {
            scope.push(("this".to_owned(), Kind::View(view.clone())));
        }
        let depth = scope.len();
        let mut reader = Reader { views: &views, file: file.to_owned(), scope, seen: &mut seen };
        for rest in source.text.split('{').skip(1) {
            if let Some(tag) = rest.strip_prefix('%').and_then(|rest| rest.split("%}").next()) {
                reader.tag(tag);
            } else if !rest.is_empty() && !rest.starts_with('#') {
                // `{{ path | filter }}`, and `{path}` in the call of a component.
                reader.tag(rest.split('}').next().unwrap());
            }
        }
        assert_eq!(reader.scope.len(), depth, "{file}: a loop is not closed");
    }
    for (file, ..) in &shown {
        assert!(below("themes/sen/web").iter().any(|s| s.path.ends_with(&format!("/{file}"))), "no {file}");
    }
    let unused: Vec<String> = views
        .iter()
        .filter(|(view, _)| *view != "PageView")
        .flat_map(|(view, fields)| fields.iter().map(move |(field, _)| (view.clone(), field.clone())))
        .filter(|pair| !seen.contains(pair))
        .map(|(view, field)| format!("{view}.{field}"))
        .filter(|field| !KEPT.iter().any(|(kept, _)| field.starts_with(kept)))
        .collect();
    assert!(unused.is_empty(), "no template shows {unused:#?}");
}
