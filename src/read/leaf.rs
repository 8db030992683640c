//! One file taken apart: its table and its text, remembered by content so that an unchanged file is not even opened.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use super::Texts;
use super::alike;
use super::fields::Desk;
use super::markdown::{self, Facts};
use super::outline::Sketch;
use super::personal;
use super::subjects::Since;
use super::text::{self, Source};
use super::toml::{self, Entry};
use crate::PROGRAM;
use crate::files::{Digest, FilePath, Files, Memo};
use crate::model::prose::{Block, Lost, Prose};
use crate::privacy::{Clean, Findings, Private};
use crate::report::{Problem, Report, Severity, Span};
use crate::vietnamese;

/// The world as the reader sees it.
pub(super) struct Desktop<'a> {
    pub(super) files: &'a Arc<dyn Files>,
    pub(super) memo: &'a dyn Memo,
    /// What was looked through and holds nothing personal.
    pub(super) clean: &'a Clean,
    /// What was read before, if anything was.
    pub(super) since: Option<Since<'a>>,
    /// The files of the folder that is read, and those below it.
    pub(super) there: &'a [FilePath],
    /// Are texts read that are not remembered?
    pub(super) texts: Texts,
    /// Who wants to know what readers ask for.
    pub(super) sketch: Option<&'a Sketch>,
}

impl<'a> Desktop<'a> {
    /// A desk for one file.
    pub(super) fn desk<'r>(&self, file: &'r FilePath, report: &'r mut Report) -> Desk<'r>
    where
        'a: 'r,
    {
        Desk::new(file, report).sketched(self.sketch)
    }
}

/// How a file is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// TOML from top to bottom.
    Settings,
    /// TOML between `+++` lines, then Markdown.
    Story,
}

/// The word for a story in keys.
const STORY: &str = "story";

/// A file taken apart.
#[derive(Default)]
pub(super) struct Leaf {
    pub(super) span: Span,
    pub(super) table: Vec<Entry>,
    /// Is it written as it should be? If not, more may be meant than could be read.
    pub(super) is_sound: bool,
    pub(super) prose: Prose,
    /// Lines of its text that look like some of its head.
    pub(super) like_head: Vec<(String, Span)>,
    pub(super) pictures: Vec<(String, Span)>,
    pub(super) words: u32,
    pub(super) has_figure: bool,
    /// What was found in what may be shown.
    pub(super) findings: Findings,
}

/// What the memo keeps of a leaf: all but the blocks of its text.
#[derive(Serialize, Deserialize)]
struct Kept {
    span: Span,
    table: Vec<Entry>,
    facts: Facts,
    findings: Findings,
}

/// The identity of what a file gives its reader. The folder is part of it: the pictures of a text are found beside it.
fn key(of: &str, kind: &str, file: &FilePath, digest: &Digest) -> Digest {
    let parts = [of, PROGRAM, kind, file];
    Digest::of_parts(parts.iter().map(|p| p.as_bytes()).chain([digest.as_bytes().as_slice()]))
}

/// The text of a story whose problems are known already, read when it is first looked at.
pub(super) fn text(world: &Desktop<'_>, file: &FilePath, digest: &Digest) -> Prose {
    prose(world, file, key("prose", STORY, file, digest))
}

fn prose(world: &Desktop<'_>, file: &FilePath, identity: Digest) -> Prose {
    let (files, file) = (Arc::clone(world.files), file.clone());
    Prose::new(identity, move || reread(&*files, &file))
}

/// Takes a file apart; `None` if nothing of it can be used.
pub(super) fn leaf(world: &Desktop<'_>, file: &FilePath, shape: Shape, report: &mut Report) -> Option<Leaf> {
    let digest = match world.files.digest(file) {
        Ok(digest) => digest,
        Err(why) => {
            report.push(why.problem(file));
            return None;
        }
    };
    if world.texts == Texts::Later
        && let Some(head) = head(world, file, &digest, report)
    {
        return Some(head);
    }
    let kind = match shape {
        Shape::Settings => "settings",
        Shape::Story => STORY,
    };
    let [kept_key, prose_digest] = ["kept", "prose"].map(|of| key(of, kind, file, &digest));
    // What is read again is read whole: a text to be read later would keep the listing of its time alive.
    let recalled = if world.since.is_none() { world.memo.recall(&kept_key) } else { None };
    let known = recalled.and_then(|bytes| postcard::from_bytes::<Kept>(&bytes).ok());
    if let Some(Kept { span, table, facts, findings }) = known {
        let is_sound = is_sound(&facts.problems);
        report.extend(facts.problems);
        let prose = prose(world, file, prose_digest);
        let Facts { like_head, pictures, words, has_figure, .. } = facts;
        return Some(Leaf { span, table, is_sound, prose, like_head, pictures, words, has_figure, findings });
    }
    let bytes = match world.files.read(file) {
        Ok(bytes) => bytes,
        Err(why) => {
            report.push(why.problem(file));
            return None;
        }
    };
    let source = text::source(file, &bytes, report)?;
    let Apart { span, table, blocks, facts, story } = take_apart(file, &source, shape, report)?;
    let findings = personal::findings(&source, &table, story, world.clean);
    let kept = Kept { span, table, facts, findings };
    if let Ok(bytes) = postcard::to_stdvec(&kept) {
        world.memo.keep(kept_key, &bytes);
    }
    let Kept { table, facts, findings, .. } = kept;
    let is_sound = is_sound(&facts.problems);
    report.extend(facts.problems);
    let Facts { like_head, pictures, words, has_figure, .. } = facts;
    let prose = Prose::new(prose_digest, move || Ok(blocks));
    Some(Leaf { span, table, is_sound, prose, like_head, pictures, words, has_figure, findings })
}

/// A place in a file, none of which is longer than this can say.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Is nothing of this wrong in its very writing?
fn is_sound(problems: &[Problem]) -> bool {
    problems.iter().all(|problem| problem.severity != Severity::Error)
}

/// A file taken apart, its text in blocks.
struct Apart {
    span: Span,
    table: Vec<Entry>,
    blocks: Vec<Block>,
    facts: Facts,
    /// Where its text is in the file.
    story: Range<usize>,
}

fn take_apart(file: &FilePath, source: &Source<'_>, shape: Shape, report: &mut Report) -> Option<Apart> {
    let mut problems = Report::default();
    let (front, story, blocks, mut facts) = match shape {
        Shape::Settings => (0..source.text.len(), 0..0, Vec::new(), Facts::default()),
        Shape::Story => {
            let parts = text::parts(file, source, report)?;
            let body = source.text.get(parts.body.clone()).unwrap_or_default();
            let (blocks, facts) = markdown::read(file, body, source.skip + narrow(parts.body.start));
            (parts.front, parts.body, blocks, facts)
        }
    };
    let base = source.skip + narrow(front.start);
    let above = source.text.get(front).unwrap_or_default();
    let table = toml::parse(file, above, base, &mut problems);
    let text = source.text.get(story.clone()).unwrap_or_default();
    garbled(file, above, base, &mut problems);
    garbled(file, text, source.skip + narrow(story.start), &mut problems);
    alike::own_name(file, text, source.skip + narrow(story.start), &table, &mut problems);
    facts.problems.extend(problems.problems().into_iter().cloned());
    let skip = source.skip as usize;
    let story = skip + story.start..skip + story.end;
    // Problems of the file as a whole point at its first line.
    Some(Apart { span: Span { from: base, to: base }, table, blocks, facts, story })
}

/// The head of a file alone, if its text places no picture: which pictures there are has to be known before any page is
/// laid out. What may only be odd in it is told with its text.
fn head(world: &Desktop<'_>, file: &FilePath, digest: &Digest, report: &mut Report) -> Option<Leaf> {
    // What is wrong with the file as a whole is told by taking it apart.
    let mut problems = Report::default();
    let bytes = world.files.read(file).ok()?;
    let (above, below) = text::at_fence(&bytes)?;
    if memmem::find(below, b"![").is_some() {
        return None;
    }
    let source = text::source(file, above, &mut problems)?;
    let front = text::parts(file, &source, &mut problems)?.front;
    let base = source.skip + narrow(front.start);
    let table = toml::parse(file, source.text.get(front)?, base, &mut problems);
    let problems = problems.into_problems();
    let (is_sound, span) = (is_sound(&problems), Span { from: base, to: base });
    report.extend(problems);
    Some(Leaf { span, table, is_sound, prose: text(world, file, digest), ..Leaf::default() })
}

/// Names the first word of a text that is no Vietnamese any more: where there is one, all are.
fn garbled(file: &FilePath, text: &str, base: u32, problems: &mut Report) {
    if let Some((range, what)) = vietnamese::garbled(text)
        && !Private::of(text).is_at(range.start)
    {
        let word = text.get(range.clone()).unwrap_or_default();
        let problem = Problem::warning("garbled-text").at(file, Span::from(range).after(base));
        problems.push(problem.with("word", word).with("legacy", what.word()));
    }
}

/// The text of a file whose problems are known already.
fn reread(files: &dyn Files, file: &FilePath) -> Result<Vec<Block>, Lost> {
    let lost = || Lost(file.clone());
    let (bytes, told) = (files.read(file).map_err(|_| lost())?, &mut Report::default());
    let source = text::source(file, &bytes, told).ok_or_else(lost)?;
    take_apart(file, &source, Shape::Story, told).map(|apart| apart.blocks).ok_or_else(lost)
}
