//! Reading a keynote: `keynotes/<id>/index.md` and the pictures beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::address::web_address;
use super::fields::{Desk, Fields};
use super::honoree::approval;
use super::leaf::{Desktop, Shape, leaf};
use super::subjects::INDEX;
use super::{folder_id, photos};
use crate::files::FilePath;
use crate::model::honoree::Status;
use crate::model::keynote::{Keynote, Places, Submission};
use crate::report::{Problem, Report, Span};

/// Reads one keynote; without a title it waits like one that nobody has approved.
pub(super) fn submission(world: &Desktop<'_>, folder: &FilePath, report: &mut Report) -> Option<Submission> {
    let id = folder_id(folder, report)?;
    let file = folder.join(INDEX);
    if !world.there.contains(&file) {
        report.push(super::honoree::no_index(world).in_file(&file));
        return None;
    }
    let leaf = leaf(world, &file, Shape::Story, report)?;
    let desk = world.desk(&file, report);
    let mut f = Fields::new(&desk, leaf.span, leaf.table);
    let title = f.need_text("title");
    let mut honorees = f.ids("honorees");
    // Whoever is named twice is one of those it is about all the same.
    let mut known = BTreeSet::new();
    honorees.retain(|(id, _)| known.insert(id.clone()));
    let marks = f.marks(&["speaker", "approval"]);
    let speaker = f.spanned_text("speaker");
    let domain = f.choice("domain");
    let presented = f.flag("presented");
    let order = f.signed("order");
    let lead = f.text("lead");
    let pictures =
        f.tables("pictures").into_iter().filter_map(|f| photos::photo(world, &desk, folder, f)).collect();
    let video = f.spanned_text("video").and_then(|url| link(&desk, url));
    let mut approval = f.table("approval").map(approval).unwrap_or_default();
    approval.status = approval.status.filter(|status| title.is_some() || *status != Status::Approved);
    f.below(&leaf.like_head);
    f.finish();
    let placed = photos::placed(world, &desk, folder, &leaf.pictures);
    let mark = |key: &str| marks.get(key).unwrap_or(leaf.span);
    let places = Places {
        honorees: honorees.iter().map(|(_, span)| *span).collect(),
        speaker: mark("speaker"),
        approval: mark("approval"),
        whole: leaf.span,
    };
    let keynote = Keynote {
        id,
        title: title.unwrap_or_default(),
        honorees: honorees.into_iter().map(|(id, _)| id).collect(),
        speaker: speaker.map(|(name, _)| name),
        domain,
        presented,
        order,
        lead,
        pictures,
        video,
        story: Arc::new(leaf.prose),
        placed,
        words: leaf.words,
    };
    Some(Submission::new(file, places, approval, leaf.findings, keynote))
}

/// An address of the web, here and wherever else front matter names one.
pub(super) fn link(desk: &Desk<'_>, (url, span): (String, Span)) -> Option<String> {
    let address = web_address(&url);
    if address.is_none() {
        desk.push(Problem::error("link-scheme").with("link", url), span);
    }
    address
}
