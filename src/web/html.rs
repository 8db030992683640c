//! From [`Prose`](crate::model::prose::Prose) to HTML; every word of an editor is escaped here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::view::PictureView;
use crate::files::FilePath;
use crate::model::prose::{Align, Block, Inline};
use crate::vietnamese;

/// What the text needs of its surroundings.
pub(super) struct Setting {
    /// Leads from the page to the top of the site.
    pub(super) root: String,
    /// The level of a first heading: 3 below a section's `h2`.
    pub(super) heading: u8,
    /// The pictures it may place.
    pub(super) pictures: BTreeMap<FilePath, PictureView>,
    /// "Ảnh:" before a credit.
    pub(super) credit: String,
}

/// Writes blocks as HTML.
pub(super) fn write(blocks: &[Block], setting: &Setting) -> String {
    let mut out = String::with_capacity(blocks.len() * 400);
    for block in blocks {
        block_html(block, setting, &mut out);
    }
    out
}

fn block_html(block: &Block, setting: &Setting, out: &mut String) {
    match block {
        Block::Heading { level, words } => {
            let level = (setting.heading + level - 1).min(6);
            let _ = write!(out, "<h{level}>");
            line(words, out);
            let _ = writeln!(out, "</h{level}>");
        }
        Block::Paragraph(words) => {
            out.push_str("<p>");
            line(words, out);
            out.push_str("</p>\n");
        }
        Block::List { start, items } => {
            let end = match start {
                None => {
                    out.push_str("<ul>\n");
                    "</ul>\n"
                }
                Some(1) => {
                    out.push_str("<ol>\n");
                    "</ol>\n"
                }
                Some(first) => {
                    let _ = writeln!(out, "<ol start=\"{first}\">");
                    "</ol>\n"
                }
            };
            for item in items {
                out.push_str("<li>");
                match item.as_slice() {
                    [Block::Paragraph(words)] => line(words, out),
                    blocks => blocks.iter().for_each(|b| block_html(b, setting, out)),
                }
                out.push_str("</li>\n");
            }
            out.push_str(end);
        }
        Block::Quote(blocks) => {
            out.push_str("<blockquote>\n");
            blocks.iter().for_each(|b| block_html(b, setting, out));
            out.push_str("</blockquote>\n");
        }
        Block::Table { columns, head, rows } => table(columns, head, rows, out),
        Block::Picture { file, alt, caption } => {
            if let Some(picture) = setting.pictures.get(file) {
                figure(picture, alt, caption.as_deref(), setting, out);
            }
        }
        Block::Code(code) => {
            out.push_str("<pre tabindex=\"0\"><code>");
            escape(code, out);
            out.push_str("</code></pre>\n");
        }
        Block::Rule => out.push_str("<hr>\n"),
    }
}

fn table(columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], out: &mut String) {
    let class = |at: usize| match columns.get(at) {
        Some(Align::End) => " class=\"end\"",
        Some(Align::Centre) => " class=\"centre\"",
        _ => "",
    };
    out.push_str("<div class=\"table\" tabindex=\"0\" role=\"group\"><table>\n<thead><tr>");
    for (at, words) in head.iter().enumerate() {
        // The corner above row names is often left empty, and a heading that says nothing is none.
        if words.is_empty() {
            let _ = write!(out, "<td{}></td>", class(at));
            continue;
        }
        let _ = write!(out, "<th scope=\"col\"{}>", class(at));
        line(words, out);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (at, words) in row.iter().enumerate() {
            let _ = write!(out, "<td{}>", class(at));
            line(words, out);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn figure(picture: &PictureView, alt: &str, caption: Option<&str>, setting: &Setting, out: &mut String) {
    // As wide as the text, one that is higher than wide would fill more than a screen.
    let class = if picture.height > picture.width { " class=\"tall\"" } else { "" };
    let _ = write!(out, "<figure{class}><picture><source type=\"image/webp\" srcset=\"");
    for (at, size) in picture.sizes.iter().enumerate() {
        let comma = if at > 0 { ", " } else { "" };
        escape(&format!("{comma}{}{} {}w", setting.root, size.href, size.width), out);
    }
    out.push_str("\" sizes=\"(min-width: 44rem) 40rem, 100vw\"><img src=\"");
    escape(&format!("{}{}", setting.root, picture.src), out);
    let PictureView { tints, width, height, .. } = picture;
    let _ = write!(
        out,
        "\" class=\"{tints}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" decoding=\"async\" alt=\""
    );
    escape(if alt.is_empty() { &picture.alt } else { alt }, out);
    out.push_str("\"></picture>");
    let caption = caption.or(picture.caption.as_deref());
    if caption.is_some() || picture.credit.is_some() {
        out.push_str("<figcaption>");
        if let Some(caption) = caption {
            escape(&vietnamese::keep_together(caption), out);
        }
        if let Some(credit) = &picture.credit {
            out.push_str(" <small>");
            escape(&setting.credit.replace("{name}", credit), out);
            out.push_str("</small>");
        }
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>\n");
}

fn line(words: &[Inline], out: &mut String) {
    for word in words {
        match word {
            Inline::Text(text) => escape(text, out),
            Inline::Strong(inner) => wrap("strong", inner, out),
            Inline::Emphasis(inner) => wrap("em", inner, out),
            Inline::Strike(inner) => wrap("s", inner, out),
            Inline::Code(code) => {
                out.push_str("<code>");
                escape(code, out);
                out.push_str("</code>");
            }
            Inline::Link { href, words } => {
                out.push_str("<a rel=\"noopener nofollow\" href=\"");
                escape(href, out);
                out.push_str("\">");
                line(words, out);
                out.push_str("</a>");
            }
            Inline::Break => out.push_str("<br>"),
        }
    }
}

fn wrap(tag: &str, words: &[Inline], out: &mut String) {
    let _ = write!(out, "<{tag}>");
    line(words, out);
    let _ = write!(out, "</{tag}>");
}

/// Escapes for text and for attribute values in double quotes, in HTML and XML; control characters, which neither
/// allows, are left out.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            0..=8 | 0x0b | 0x0c | 0x0e..=0x1f | 0x7f => "",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
}
