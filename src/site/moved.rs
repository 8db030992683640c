//! The site of a board on which somebody has come or gone: what it is for all others is not laid out again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;

use super::claims::name_folders;
use super::{Output, Site, statics};
use crate::files::{FilePath, Files};
use crate::model::Date;
use crate::model::board::Board;
use crate::model::honoree::Honoree;
use crate::report::{Batch, Problem, Report};
use crate::web::Page;

impl Site {
    /// This site of the board `before` for `board`, where nothing has changed but the files of one dossier, with what there
    /// is to report of it instead of `planned`; none if more may differ. `changed` names every file that does.
    #[must_use]
    pub fn moved(
        &self,
        files: &Arc<dyn Files>,
        (before, board): (&Board, &Board),
        changed: &BTreeSet<FilePath>,
        today: Date,
        planned: &Arc<Batch>,
    ) -> Option<(Self, Arc<Batch>)> {
        // What is wrong with a path may have been wrong because of whoever goes.
        let dossier = dossier(changed).filter(|_| !planned.has_errors())?;
        let (roll, moved) = self.web.roll().moved(before, board, &dossier, today)?;
        // A picture of theirs may be somebody's who is shown, or has been.
        let is_new_or_gone = [before, board].iter().any(|board| board.nomination_in(&dossier).is_none());
        if (moved.is_none() || !is_new_or_gone) && changed.iter().any(|file| *file != dossier) {
            return None;
        }
        let Some(moved) = moved else {
            let site = Self { files: Arc::clone(files), ..self.clone() };
            return Some((site, Arc::clone(planned)));
        };
        let roll = Arc::new(roll);
        let (darkroom, remarks) = self.darkroom.moved(files, &moved)?;
        let darkroom = Arc::new(darkroom);
        if moved.has_come && has_portrait_of_withheld(&**files, &moved.listed.honoree, board, today) {
            return None;
        }
        let (print, panel) = self.print.moved(Arc::clone(&roll), &darkroom, &moved)?;
        let sheets = self.web.sheets_with(panel.as_ref().map(|(path, _)| path), moved.has_come);
        let web = self.web.moved(roll, darkroom.originals(), sheets, &moved)?;
        let (at, honoree) = (moved.entry.chapter, &moved.listed.honoree);
        let of_them = if moved.has_come { &web } else { &self.web };
        let own: BTreeMap<String, Output> =
            of_them.of_honoree(at, honoree).into_iter().chain(panel).collect();
        let mut outputs = OrdMap::clone(&self.outputs);
        for (path, output) in own {
            let is_other = outputs.contains_key(&path) == moved.has_come || self.shared.contains(&path);
            if is_other {
                return None;
            }
            if moved.has_come {
                outputs.insert(path, output)
            } else {
                outputs.remove(&path)
            };
        }
        let mut gone: BTreeMap<String, Page> = self.web.around(at, honoree).into_iter().collect();
        for (path, page) in web.around(at, honoree) {
            match gone.remove(&path) {
                Some(same) if same == page => {}
                None if !outputs.contains_key(&path) => drop(outputs.insert(path, Output::Page(page))),
                _ => return None,
            }
        }
        for (path, page) in gone {
            let is_its = matches!(outputs.remove(&path), Some(Output::Page(known)) if known == page);
            if !is_its {
                return None;
            }
        }
        let mut taken = Report::default();
        name_folders(&outputs, &statics::meant(&**files), &mut taken);
        if taken.has_errors() {
            return None;
        }
        let beside = format!("{}/", dossier.folder());
        let is_of_other = |problem: &&Problem| !problem.file().is_some_and(|file| file.starts_with(&beside));
        let planned: Vec<_> = planned.iter().filter(is_of_other).cloned().chain(remarks).collect();
        let site = Self {
            outputs: Arc::new(outputs),
            shared: Arc::clone(&self.shared),
            web,
            looks: self.looks.clone(),
            print,
            darkroom,
            files: Arc::clone(files),
        };
        Some((site, Arc::new(planned.into())))
    }
}

/// Does somebody who is not shown have the same portrait?
fn has_portrait_of_withheld(files: &dyn Files, honoree: &Honoree, board: &Board, today: Date) -> bool {
    let Some(photo) = &honoree.photo else { return false };
    let own = files.digest(&photo.file);
    let mut withheld = board.portraits(today).filter(|(.., is_shown)| !is_shown);
    withheld.any(|(_, file, _)| *file != photo.file && files.digest(file) == own)
}

/// The file that tells of a dossier, if all these lie in the folder of one.
fn dossier(changed: &BTreeSet<FilePath>) -> Option<FilePath> {
    let first = changed.first()?;
    let mut parts = first.split('/');
    let folder: Vec<&str> = parts.by_ref().take(4).collect();
    let is_dossier = folder.first() == Some(&"content") && folder.get(2) == Some(&"honorees");
    let folder = folder.join("/");
    let below = format!("{folder}/");
    let are_inside =
        is_dossier && parts.next().is_some() && changed.iter().all(|file| file.starts_with(&below));
    are_inside.then(|| FilePath::new(&folder).join("index.md"))
}
