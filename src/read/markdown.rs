//! From Markdown to [`Prose`](crate::model::prose): the only place that knows Markdown.

mod head;
mod line;
mod pasted;
mod slips;
mod unspaced;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use self::line::{count, is_blank, keep_together, push_text, seen, tells_items, trimmed};
use super::address::web_address;
use crate::files::FilePath;
use crate::model::prose::{Align, Block, Inline, plain};
use crate::report::{Problem, Span};
use crate::vietnamese;

/// Longer stories are split by people; and a bound here bounds the parser's worst case
/// (pulldown-cmark has super-linear inputs).
pub(super) const LONGEST: usize = 256 << 10;

/// Quotations in lists in quotations…: nobody reads deeper, and whoever takes a text apart or sets it
/// goes as deep as the text does, so a text of nothing but `>` would take all of the stack.
const DEEPEST: u32 = 16;

/// What is known of a text without keeping it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Facts {
    /// Problems in it.
    pub(super) problems: Vec<Problem>,
    /// Its lines that look like some of a head: what each says, and its place.
    pub(super) like_head: Vec<(String, Span)>,
    /// The pictures it places: file name and place.
    pub(super) pictures: Vec<(String, Span)>,
    /// How many words.
    pub(super) words: u32,
    /// Does it hold a figure at all (plan III.2: "có số liệu dẫn chứng cụ thể")?
    pub(super) has_figure: bool,
}

/// Takes a text apart. `base` is where `text` begins in `file`.
pub(super) fn read(file: &FilePath, text: &str, base: u32) -> (Vec<Block>, Facts) {
    let mut facts = Facts::default();
    if text.len() > LONGEST {
        let limit = format!("{} KiB", LONGEST >> 10);
        let problem = Problem::error("text-too-long").with("limit", limit);
        facts.problems.push(problem.at(file, Span::from(0..text.len()).after(base)));
        // It is not taken apart, but it is not "no summary" either.
        facts.words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
        facts.has_figure = text.bytes().any(|b| b.is_ascii_digit());
        return (Vec::new(), facts);
    }
    let (mut blocks, mut facts) = take_apart(file, text, base, 0);
    facts.like_head = head::lines(text, base);
    level_headings(&mut blocks);
    let facts = count(facts, &blocks);
    (blocks, facts)
}

/// The blocks of a text that lies so deep in another.
fn take_apart(file: &FilePath, text: &str, base: u32, depth: u32) -> (Vec<Block>, Facts) {
    let spaced = unspaced::spaced(text);
    let text = &*pasted::mended(&spaced.text);
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let events = parser.into_offset_iter().map(|(event, range)| (event, Span::from(range).after(base)));
    let facts = Facts::default();
    let mut reader = Reader { file, text, base, facts, depth, misspelt_to: 0, events: events.peekable() };
    let blocks = reader.blocks(None);
    let mut facts = reader.facts;
    let places = facts.problems.iter_mut().filter_map(|problem| problem.place.as_mut()?.span.as_mut());
    for span in places.chain(facts.pictures.iter_mut().map(|(_, span)| span)) {
        *span = spaced.written(*span, base);
    }
    (blocks, facts)
}

struct Reader<'f, I: Iterator> {
    file: &'f FilePath,
    text: &'f str,
    base: u32,
    facts: Facts,
    depth: u32,
    /// Where the last picture that is none ends.
    misspelt_to: u32,
    events: std::iter::Peekable<I>,
}

impl<'t, I: Iterator<Item = (Event<'t>, Span)>> Reader<'_, I> {
    fn problem(&mut self, problem: Problem, span: Span) {
        self.facts.problems.push(problem.at(self.file, span));
    }

    /// Blocks up to the end of `inside`, or of the text.
    fn blocks(&mut self, inside: Option<TagEnd>) -> Vec<Block> {
        let mut blocks = if inside.is_some() { Vec::with_capacity(1) } else { Vec::new() };
        let mut loose: Vec<Inline> = Vec::new();
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::End(end) if Some(end) == inside => break,
                Event::Start(tag) if is_block(&tag) => {
                    flush(&mut loose, &mut blocks);
                    self.deeper(span, |deeper| deeper.block(tag, span, &mut blocks));
                }
                Event::Rule => {
                    flush(&mut loose, &mut blocks);
                    blocks.push(Block::Rule);
                }
                // Raw HTML is shown as the text it is; the items of a tight list hold bare lines.
                Event::Html(html) => loose.push(Inline::Text(trimmed(&html))),
                other => self.inline(other, span, &mut loose, &mut blocks),
            }
        }
        flush(&mut loose, &mut blocks);
        blocks.shrink_to_fit();
        blocks
    }

    /// Goes one level down with `read`; what lies too deep is named and passed over.
    fn deeper(&mut self, span: Span, read: impl FnOnce(&mut Self)) {
        if self.depth < DEEPEST {
            self.depth += 1;
            read(self);
            self.depth -= 1;
            return;
        }
        self.problem(Problem::error("markdown-unsupported"), span);
        let mut open = 1;
        while open > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }

    fn block(&mut self, tag: Tag<'t>, span: Span, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => {
                self.lines_of_words(span);
                let (words, pictures) = self.line(TagEnd::Paragraph);
                if !is_blank(&words) {
                    blocks.push(Block::Paragraph(words));
                }
                blocks.extend(pictures);
            }
            Tag::Heading { level, .. } => {
                let (words, pictures) = self.line(TagEnd::Heading(level));
                // A line of dashes below a picture makes a heading of it, and so does a sign without words.
                if !is_blank(&words) {
                    blocks.push(Block::Heading { level: depth(level), words });
                }
                blocks.extend(pictures);
            }
            Tag::BlockQuote(kind) => blocks.push(Block::Quote(self.blocks(Some(TagEnd::BlockQuote(kind))))),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => blocks.push(Block::Code(self.listing())),
            // Nobody writes a program here: so do letters begin a paragraph, and what is pasted from them. What is in it
            // is told at its beginning.
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                let (inner, facts) =
                    take_apart(self.file, &pasted::moved_left(&self.listing()), span.from, self.depth);
                blocks.extend(inner);
                let told = facts.problems.into_iter().map(|problem| problem.at(self.file, span));
                self.facts.problems.extend(told);
                self.facts.pictures.extend(facts.pictures.into_iter().map(|(name, _)| (name, span)));
            }
            Tag::List(start) => {
                let end = TagEnd::List(start.is_some());
                let mut items = Vec::new();
                while let Some((event, span)) = self.events.next() {
                    match event {
                        Event::End(e) if e == end => break,
                        Event::Start(Tag::Item) => {
                            self.lines_of_item(span);
                            items.push(self.blocks(Some(TagEnd::Item)));
                        }
                        _ => {}
                    }
                }
                blocks.push(Block::List { start, items });
            }
            Tag::Table(columns) => {
                let (table, pictures) = self.table(&columns);
                blocks.push(table);
                blocks.extend(pictures);
            }
            Tag::HtmlBlock => blocks.extend(self.blocks(Some(TagEnd::HtmlBlock))),
            _ => self.problem(Problem::error("markdown-unsupported"), span),
        }
    }

    /// The lines of a listing.
    fn listing(&mut self) -> String {
        let mut listing = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::End(TagEnd::CodeBlock) => break,
                Event::Text(text) => listing.push_str(&seen(&text)),
                _ => {}
            }
        }
        listing
    }

    /// A table, and the pictures in its cells, which follow it.
    fn table(&mut self, columns: &[Alignment]) -> (Block, Vec<Block>) {
        let (mut head, mut pictures) = (Vec::new(), Vec::new());
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableRow) => {
                    self.line_as_row(span);
                    rows.push(Vec::new());
                }
                Event::Start(Tag::TableCell) => {
                    let (words, found) = self.line(TagEnd::TableCell);
                    pictures.extend(found);
                    rows.last_mut().unwrap_or(&mut head).push(words);
                }
                _ => {}
            }
        }
        let columns = columns.iter().map(|c| match c {
            Alignment::Right => Align::End,
            Alignment::Center => Align::Centre,
            Alignment::Left | Alignment::None => Align::Start,
        });
        (Block::Table { columns: columns.collect(), head, rows }, pictures)
    }

    /// The words up to `end`, and the pictures placed among them.
    fn line(&mut self, end: TagEnd) -> (Vec<Inline>, Vec<Block>) {
        // Most lines are one run of words; a board holds very many of them at once.
        let (mut words, mut pictures) = (Vec::with_capacity(1), Vec::new());
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::End(e) if e == end => break,
                other => self.inline(other, span, &mut words, &mut pictures),
            }
        }
        keep_together(&mut words);
        (words, pictures)
    }

    fn inline(&mut self, event: Event<'t>, span: Span, words: &mut Vec<Inline>, pictures: &mut Vec<Block>) {
        match event {
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                // The parser hands out these two alone where no picture follows them.
                if &*text == "![" {
                    self.misspelt_picture(span);
                }
                push_text(words, &text);
                if text.contains('*')
                    && matches!(words.last(), Some(Inline::Text(line)) if line.contains("**"))
                {
                    self.misspelt_bold(span);
                }
            }
            Event::Code(code) => words.push(Inline::Code(seen(&code).into_owned())),
            Event::SoftBreak => {
                let below = self.text.get(span.to.saturating_sub(self.base) as usize..).unwrap_or_default();
                let mut below = below.lines();
                let next = below.next().unwrap_or_default();
                let is_list = below.next().is_some_and(pasted::is_item);
                if pasted::is_item(next) && (is_list || tells_items(words, next)) {
                    words.push(Inline::Break);
                } else {
                    push_text(words, " ");
                }
            }
            Event::HardBreak => words.push(Inline::Break),
            Event::Start(Tag::Strong) => self.wrap(words, pictures, span, TagEnd::Strong, Inline::Strong),
            Event::Start(Tag::Emphasis) => {
                self.wrap(words, pictures, span, TagEnd::Emphasis, Inline::Emphasis)
            }
            Event::Start(Tag::Strikethrough) => {
                self.wrap(words, pictures, span, TagEnd::Strikethrough, Inline::Strike);
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.deeper(span, |deeper| {
                let (inner, found) = deeper.line(TagEnd::Link);
                pictures.extend(found);
                if let Some(href) = web_address(&dest_url) {
                    words.push(Inline::Link { href, words: inner });
                } else {
                    deeper.problem(Problem::error("link-scheme").with("link", &*dest_url), span);
                    words.extend(inner);
                }
            }),
            // A picture may be described by pictures, without end.
            Event::Start(Tag::Image { dest_url, title, .. }) => self.deeper(span, |deeper| {
                let (alt, within) = deeper.line(TagEnd::Image);
                pictures.extend(within);
                let picture = deeper.picture(&dest_url, &title, &plain(&alt), span);
                pictures.push(picture);
            }),
            _ => {}
        }
    }

    fn wrap(
        &mut self,
        words: &mut Vec<Inline>,
        pictures: &mut Vec<Block>,
        span: Span,
        end: TagEnd,
        make: fn(Vec<Inline>) -> Inline,
    ) {
        self.deeper(span, |deeper| {
            let (inner, found) = deeper.line(end);
            words.push(make(inner));
            pictures.extend(found);
        });
    }

    fn picture(&mut self, name: &CowStr<'t>, title: &CowStr<'t>, alt: &str, span: Span) -> Block {
        if alt.trim().is_empty() {
            self.problem(Problem::warning("photo-without-alt").with("file", &**name), span);
        }
        let name = vietnamese::nfc(name).into_owned();
        let file = FilePath::new(self.file.folder()).join(&name);
        self.facts.pictures.push((name, span));
        let caption = vietnamese::clean(title).into_owned();
        Block::Picture {
            file,
            alt: vietnamese::clean(alt).into_owned(),
            caption: (!caption.is_empty()).then_some(caption),
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        _ => 4,
    }
}

/// Editors begin with `#` or with `##`, and some pass over a level: a text's first level is 1 either way, and each heading is
/// one level below the one it stands under.
fn level_headings(blocks: &mut [Block]) {
    let mut above: Vec<u8> = Vec::new();
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            above.retain(|other| other < level);
            above.push(*level);
            *level = u8::try_from(above.len()).unwrap_or(*level);
        }
    }
}

fn flush(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    let mut words = std::mem::take(loose);
    keep_together(&mut words);
    if !is_blank(&words) {
        blocks.push(Block::Paragraph(words));
    }
}
