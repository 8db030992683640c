//! Reading what is said about pictures: in front matter, in albums, and where stories place them.

use std::collections::BTreeSet;

use super::fields::{Desk, Fields};
use super::is_litter;
use super::leaf::{Desktop, Shape, leaf};
use crate::files::FilePath;
use crate::model::photo::{Album, AlbumPicture, Photo};
use crate::privacy::Findings;
use crate::report::{Problem, Report, Span};
use crate::vietnamese;

/// A picture named in front matter; its file must lie in `folder`.
pub(super) fn photo(
    world: &Desktop<'_>,
    desk: &Desk<'_>,
    folder: &FilePath,
    mut f: Fields<'_, '_>,
) -> Option<Photo> {
    let photo = words(world, desk, folder, &mut f);
    f.finish();
    photo
}

fn words(world: &Desktop<'_>, desk: &Desk<'_>, folder: &FilePath, f: &mut Fields<'_, '_>) -> Option<Photo> {
    let file = f.need_spanned("file");
    let (alt, caption, credit, focus) =
        (f.text("alt"), f.text("caption"), f.text("credit").map(bare_credit), f.point("focus"));
    let (has_children, subjects_consented) = (f.flag("contains_children"), f.flag("subjects_consented"));
    let (name, span) = file?;
    let file = beside(world, desk, folder, &name, span)?;
    if alt.is_none() {
        desk.push(Problem::warning("photo-without-alt").with("file", &name), span);
    }
    let alt = alt.unwrap_or_default();
    let photo = Photo { file, alt, caption, credit, focus, has_children, subjects_consented };
    if !photo.may_be_shown() {
        desk.push(Problem::warning("photo-of-children").with("file", &name), span);
    }
    Some(photo)
}

/// Whose picture it is, without the word "Ảnh:", which the page sets itself (`domain.md` §2.3).
fn bare_credit(credit: String) -> String {
    let is_label = |label: &str| ["anh", "photo"].contains(&vietnamese::fold(label).trim());
    match credit.split_once(':') {
        Some((label, who)) if is_label(label) && !who.trim().is_empty() => who.trim().to_owned(),
        _ => credit,
    }
}

/// The file of this name in the folder, as it is really spelled there: names are compared in NFC and
/// without regard to case, since cameras write `.JPG` and people `.jpg` (`domain.md` §3d).
fn beside(
    world: &Desktop<'_>,
    desk: &Desk<'_>,
    folder: &FilePath,
    name: &str,
    span: Span,
) -> Option<FilePath> {
    let wanted = folder.join(name);
    if world.files.has(&wanted) && !name.contains('/') {
        return Some(wanted);
    }
    let there = world.files.under(folder);
    // Spaces that front matter is read without may be several, or special ones, in the name a phone gave.
    let plain = |path: &FilePath| vietnamese::clean(&path.to_lowercase()).into_owned();
    let wanted = plain(&wanted);
    let same = |p: &&FilePath| p.folder() == &**folder && plain(p) == wanted;
    if let Some(found) = there.iter().find(same) {
        return Some(found.clone());
    }
    let is_text = |name: &str| name.ends_with(".md") || name.ends_with(".toml") || is_litter(name);
    let beside = there.iter().filter(|path| path.folder() == &**folder);
    let names: Vec<&str> = beside.map(FilePath::name).filter(|name| !is_text(name)).collect();
    let problem = Problem::error("missing-file").with("file", name);
    let problem = match crate::model::nearest(name, names.iter().copied()) {
        Some(near) => problem.with("near", near),
        None if names.is_empty() => problem,
        None => problem.with("there", names.join(", ")),
    };
    desk.push(problem, span);
    None
}

/// The pictures a story places, which must lie beside it and be spelled as they are there: a story is
/// kept apart from the folder it was checked against.
pub(super) fn placed(
    world: &Desktop<'_>,
    desk: &Desk<'_>,
    folder: &FilePath,
    pictures: &[(String, Span)],
) -> Vec<FilePath> {
    let mut found = Vec::new();
    for (name, span) in pictures {
        let Some(file) = beside(world, desk, folder, name, *span) else { continue };
        if file == folder.join(name) {
            found.push(file);
        } else {
            desk.push(Problem::error("missing-file").with("file", name).with("near", file.name()), *span);
        }
    }
    found
}

/// The first picture of a dossier's folder that neither its list nor its text names.
pub(super) fn unnamed(
    world: &Desktop<'_>,
    folder: &FilePath,
    pictures: &[Photo],
    placed: &[FilePath],
) -> Option<String> {
    let is_picture = |path: &&FilePath| ["jpg", "jpeg", "png", "webp", "heic"].contains(&&*path.extension());
    let is_named =
        |path: &FilePath| placed.contains(path) || pictures.iter().any(|photo| photo.file == *path);
    let mut there = world.there.iter().filter(|path| path.folder() == &**folder);
    there.find(|path| is_picture(path) && !is_named(path)).map(|path| path.name().to_owned())
}

/// The file that says what the pictures of a conference are.
pub(super) const ALBUMS: &str = "photos.toml";

/// The albums of a conference; a conference may have none.
pub(super) fn albums(world: &Desktop<'_>, folder: &FilePath, report: &mut Report) -> (Vec<Album>, Findings) {
    let file = folder.join(ALBUMS);
    if !world.files.has(&file) {
        let mut there = world.files.under(folder).iter().filter(|path| path.folder() == &**folder);
        // `Photos.toml`, `photos.toml.txt`: it would be told as a picture of no album, and so would all it names.
        let misnamed = there.find(|path| path.name().to_lowercase().contains(".toml"));
        report.extend(match misnamed {
            Some(other) => Some(Problem::warning("file-not-read").in_file(other).with("right", ALBUMS)),
            None => unlisted(world, folder, &[]).map(|told| told.in_file(&file)),
        });
        return Default::default();
    }
    let Some(leaf) = leaf(world, &file, Shape::Settings, report) else { return Default::default() };
    let desk = world.desk(&file, report);
    let mut f = Fields::new(&desk, leaf.span, leaf.table);
    let (tables, mut is_whole) = f.all_tables("album");
    let written = tables.len();
    let albums: Vec<Album> = tables.into_iter().filter_map(|f| album(world, &desk, folder, f)).collect();
    f.finish();
    is_whole &= leaf.is_sound && albums.len() == written;
    // What could not be read may name any of them.
    let unlisted = unlisted(world, folder, &albums).filter(|_| is_whole);
    report.extend(unlisted.map(|told| told.in_file(&file)));
    (albums, leaf.findings)
}

/// The pictures of a folder that no album names, if there are any.
fn unlisted(world: &Desktop<'_>, folder: &FilePath, albums: &[Album]) -> Option<Problem> {
    let listed: BTreeSet<&FilePath> =
        albums.iter().flat_map(|album| &album.pictures).map(|picture| &picture.photo.file).collect();
    let there = world.files.under(folder).iter().filter(|path| path.folder() == &**folder);
    let pictures = there.filter(|path| path.name() != ALBUMS && !is_litter(path.name()));
    let unlisted: Vec<&str> = pictures.filter(|path| !listed.contains(path)).map(FilePath::name).collect();
    let first = unlisted.first()?;
    let problem = Problem::warning("no-album").with("files", unlisted.join(", "));
    let gap = if world.files.has(&folder.join(ALBUMS)) { "file" } else { "first" };
    Some(problem.with(gap, *first))
}

fn album(world: &Desktop<'_>, desk: &Desk<'_>, folder: &FilePath, mut f: Fields<'_, '_>) -> Option<Album> {
    let (title, date) = (f.need_text("title"), f.date("date"));
    let mut pictures = Vec::new();
    for mut picture in f.tables("pictures") {
        let span = picture.span();
        let photo = words(world, desk, folder, &mut picture);
        let public_event = picture.flag("public_event");
        picture.finish();
        let Some(photo) = photo else { continue };
        if !public_event {
            desk.push(Problem::warning("photo-not-public").with("file", photo.file.name()), span);
        }
        pictures.push(AlbumPicture { photo, public_event });
    }
    f.finish();
    Some(Album { title: title?, date, pictures })
}
