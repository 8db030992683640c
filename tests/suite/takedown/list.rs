//! The list of what was taken down: what it says, and when.

use std::fs;

use super::{ID, INDEX, NAME, board, built, list, traces};
use crate::board::CONFERENCE;

#[test]
fn a_takedown_is_listed_when_the_new_site_stands_and_not_before() {
    let board = board();
    built(&board);
    assert_eq!(list(&board), None, "nobody has gone yet");
    board.edit(INDEX, "status = \"approved\"", "status = \"withdrawn\"");
    // Something else is wrong: the old site stays, and so there is nothing to list.
    board.edit("site/site.toml", "theme = \"sen\"", "theme = \"khong-co\"");
    assert!(!board.build().output().unwrap().status.success());
    assert_eq!(list(&board), None);
    board.edit("site/site.toml", "theme = \"khong-co\"", "theme = \"sen\"");
    // The list cannot be written: the site goes first, and the next run makes up for it.
    fs::create_dir(board.path("takedowns.md")).unwrap();
    let out = board.build().output().unwrap();
    assert!(out.status.success() && String::from_utf8_lossy(&out.stderr).contains("takedowns.md"), "{out:?}");
    assert_eq!(traces(&board), [""; 0]);
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(!said.contains("is noted in") && said.contains("Publish the site again"), "{said}");
    // Nor by that one, which makes another site and takes nobody down.
    board.edit("site/site.toml", "title = \"", "title = \"Nay ");
    let out = board.build().output().unwrap();
    assert!(out.status.success() && String::from_utf8_lossy(&out.stderr).contains("takedowns.md"), "{out:?}");
    fs::remove_dir(board.path("takedowns.md")).unwrap();
    built(&board);
    let once = list(&board).unwrap();
    assert_eq!(once.matches(ID).count(), 1, "{once}");
    built(&board);
    assert_eq!(list(&board).unwrap(), once);
    // A note of somebody's own, its line left open.
    fs::write(board.path("takedowns.md"), format!("{once}Đã báo gia đình")).unwrap();
    board.edit(INDEX, "status = \"withdrawn\"", "status = \"approved\"");
    built(&board);
    board.edit(INDEX, "status = \"approved\"", "status = \"revoked\"");
    built(&board);
    let twice = list(&board).unwrap();
    assert!(twice.starts_with(&format!("{once}Đã báo gia đình\n|")), "{twice}");
}

/// The list is evidence: it does not say that nothing is left where a text still names whoever went.
#[test]
fn a_name_that_is_left_in_a_text_is_in_the_list() {
    let board = board();
    board.edit(
        &format!("content/{CONFERENCE}/conference.md"),
        "decision = ",
        &format!("presidium = [ {{ name = \"{NAME}\", role = \"Thợ gốm\" }} ]\ndecision = "),
    );
    built(&board);
    board.edit(INDEX, "status = \"approved\"", "status = \"withdrawn\"");
    let told = built(&board);
    assert!(told.contains("still named in 1 place"), "{told}");
    assert!(list(&board).unwrap().contains("still named in 1 place"));
}

/// Of whoever stands in another dossier as well, neither the screen nor the list says that nothing is left.
#[test]
fn who_is_still_shown_by_another_dossier_is_told() {
    let board = board();
    let dossier = fs::read_to_string(board.path(INDEX)).unwrap();
    let photo = dossier.lines().find(|line| line.starts_with("photo = ")).unwrap();
    let twin = INDEX.replace(ID, "ngan-vy");
    board.write(&twin, dossier.replace(photo, ""));
    built(&board);
    board.write(INDEX, dossier.replace("{ web = true", "{ withdrawn_on = 2025-12-20, web = true"));
    let told = built(&board);
    assert!(told.contains(&format!("still shown by the dossier “{twin}”")), "{told}");
    let listed = list(&board).unwrap();
    assert!(listed.contains("another dossier of that name is still shown"), "{listed}");
    // Of a folder that is gone nobody knows the name, and so not where else it stands.
    fs::remove_dir_all(board.path(&twin).parent().unwrap()).unwrap();
    let told = built(&board);
    assert!(told.contains("Taken down: the page hoi-nghi/honorees/ngan-vy"), "{told}");
    let listed = list(&board).unwrap();
    assert!(listed.contains("/ngan-vy | dossier deleted or renamed | 1 page, 1 picture file |"), "{listed}");
}
