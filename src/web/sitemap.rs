//! Every page worth finding, with its pictures. Without `lastmod`: the content knows when somebody was honoured,
//! not when a page was last changed, and a false date is worse than none.

use super::chrome::Web;
use super::html::escape;
use super::pictures::Shape;
use super::routes;
use crate::model::board::Chapter;
use crate::model::photo::Photo;

/// The most addresses one file may hold (sitemaps.org).
const MOST: usize = 50_000;

/// Pages there always are.
const FIXED: [&str; 6] =
    [routes::HOME, routes::EVERYONE, routes::UNITS, routes::AWARDS, routes::ARCHIVE, routes::PRIVACY];

/// A page with its pictures.
struct Place<'w> {
    path: String,
    pictures: Vec<(&'w Photo, Shape)>,
}

/// Pictures as they are.
fn whole_pictures(pictures: &[Photo]) -> Vec<(&Photo, Shape)> {
    pictures.iter().map(|photo| (photo, Shape::Whole)).collect()
}

/// Hands out every page worth finding, to be made where it is wanted: a large board is counted far more often than listed.
fn each<'w>(web: &'w Web, visit: &mut impl FnMut(&dyn Fn() -> Place<'w>)) {
    let plain = |path: String| Place { path, pictures: Vec::new() };
    let is_empty = |path: &str| path == routes::AWARDS && web.roll.by_award.is_empty();
    for path in FIXED.into_iter().filter(|path| !is_empty(path)) {
        visit(&|| plain(path.to_owned()));
    }
    for chapter in &web.roll.chapters {
        let id = &chapter.conference.id;
        visit(&|| plain(routes::conference(id)));
        visit(&|| plain(routes::gallery(id)));
        for honoree in chapter.listed().map(|l| &l.honoree).filter(|honoree| !honoree.noindex) {
            visit(&|| {
                let portrait = honoree.photo.iter().map(|photo| (photo, Shape::on_own_page(honoree)));
                let pictures = portrait.chain(whole_pictures(&honoree.pictures)).collect();
                Place { path: routes::honoree(id, &honoree.id), pictures }
            });
        }
        if !chapter.keynotes.is_empty() {
            visit(&|| plain(routes::keynotes(id)));
        }
        for keynote in &chapter.keynotes {
            let pictures = || whole_pictures(&keynote.pictures);
            visit(&|| Place { path: routes::keynote(id, &keynote.id), pictures: pictures() });
        }
        if !chapter.albums.is_empty() {
            let pictures =
                || chapter.albums.iter().flat_map(|album| whole_pictures(&album.pictures)).collect();
            visit(&|| Place { path: routes::photos(id), pictures: pictures() });
        }
    }
    web.roll.by_unit.keys().for_each(|id| visit(&|| plain(routes::unit(id))));
    web.roll.by_award.keys().for_each(|id| visit(&|| plain(routes::award(id))));
}

fn places(web: &Web) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    each(web, &mut |place| places.push(place()));
    places
}

/// How many files it takes beside `sitemap.xml`: none while that holds all.
pub(super) fn parts(web: &Web) -> usize {
    let roll = &web.roll;
    let of_chapter = |chapter: &Chapter| 4 + chapter.honorees.len() + chapter.keynotes.len();
    let beside = FIXED.len() + roll.by_unit.len() + roll.by_award.len();
    if beside + roll.chapters.iter().map(of_chapter).sum::<usize>() <= MOST {
        return 0;
    }
    let mut count = 0_usize;
    each(web, &mut |_| count += 1);
    if count > MOST { count.div_ceil(MOST) } else { 0 }
}

/// `sitemap.xml`: every page, or the list of the files that hold them.
pub(super) fn whole(web: &Web) -> Vec<u8> {
    let parts = parts(web);
    if parts == 0 {
        return file(web, &places(web));
    }
    let mut xml = opening("sitemapindex", "");
    for part in 1..=parts {
        xml.push_str("<sitemap>");
        element(web, "loc", &routes::sitemap_part(part), &mut xml);
        xml.push_str("</sitemap>\n");
    }
    xml.push_str("</sitemapindex>\n");
    xml.into_bytes()
}

/// One file of several; they count from 1.
pub(super) fn part(web: &Web, number: usize) -> Vec<u8> {
    let places = places(web);
    file(web, places.chunks(MOST).nth(number.saturating_sub(1)).unwrap_or_default())
}

fn opening(root: &str, more: &str) -> String {
    let name = "http://www.sitemaps.org/schemas/sitemap/0.9";
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} xmlns=\"{name}\"{more}>\n")
}

fn element(web: &Web, name: &str, path: &str, xml: &mut String) {
    xml.extend(["<", name, ">"]);
    escape(&web.roll.settings.base_url, xml);
    escape(routes::public(path), xml);
    xml.extend(["</", name, ">"]);
}

fn file(web: &Web, places: &[Place<'_>]) -> Vec<u8> {
    let images = " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\"";
    let mut xml = opening("urlset", images);
    for place in places {
        xml.push_str("<url>");
        element(web, "loc", &place.path, &mut xml);
        for (photo, shape) in &place.pictures {
            let Some(picture) = web.pictures.view(photo, *shape) else { continue };
            xml.push_str("\n<image:image>");
            element(web, "image:loc", &picture.src, &mut xml);
            xml.push_str("</image:image>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}
