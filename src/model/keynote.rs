//! Keynotes: the stories told at the conference or sent to it (plan III.3, tham luận).

use std::sync::Arc;

use super::honoree::{Approval, Withheld};
use super::photo::Photo;
use super::prose::Prose;
use super::{Choice, Id};
use crate::files::FilePath;
use crate::privacy::Findings;
use crate::report::Span;

/// The field of life a keynote speaks of (plan III.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Domain {
    /// Sản xuất, kinh doanh.
    Business,
    /// Công tác.
    Work,
    /// Đời sống.
    Life,
}

impl Choice for Domain {
    const WORDS: &'static [(&'static str, Self)] =
        &[("san-xuat-kinh-doanh", Self::Business), ("cong-tac", Self::Work), ("doi-song", Self::Life)];
}

/// The public side of a keynote.
#[derive(Clone)]
pub struct Keynote {
    /// Its folder's name.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Whose story it is: ids of honourees of the same conference.
    pub honorees: Vec<Id>,
    /// Who told it, when that is not an honouree.
    pub speaker: Option<String>,
    /// The field it speaks of.
    pub domain: Option<Domain>,
    /// Read at the conference, rather than only sent to it.
    pub presented: bool,
    /// Its place in the conference's order.
    pub order: Option<i64>,
    /// The opening lines.
    pub lead: Option<String>,
    /// Its pictures, in the order of the front matter.
    pub pictures: Vec<Photo>,
    /// The address of a recording.
    pub video: Option<String>,
    /// The story.
    pub story: Arc<Prose>,
    /// The pictures the story places.
    pub placed: Vec<FilePath>,
    /// How many words the story has.
    pub words: u32,
}

/// Where in its file a keynote says what; all of the front matter where it does not.
pub struct Places {
    /// Each of its `honorees`.
    pub honorees: Vec<Span>,
    /// Its `speaker`.
    pub speaker: Span,
    /// Its `approval`.
    pub approval: Span,
    /// The front matter.
    pub whole: Span,
}

impl Places {
    /// The place of one of its honourees.
    #[must_use]
    pub fn honoree(&self, number: usize) -> Span {
        self.honorees.get(number).copied().unwrap_or(self.whole)
    }
}

/// A keynote with what decides about publishing it.
pub struct Submission {
    /// Where it was read from.
    pub file: FilePath,
    /// Where in it what stands.
    pub places: Places,
    /// The approval.
    pub approval: Approval,
    /// What was found in what may be shown.
    pub findings: Findings,
    pub(super) keynote: Arc<Keynote>,
}

impl Submission {
    /// A keynote as it was read.
    #[must_use]
    pub fn new(
        file: FilePath,
        places: Places,
        approval: Approval,
        findings: Findings,
        keynote: Keynote,
    ) -> Self {
        Self { file, places, approval, findings, keynote: Arc::new(keynote) }
    }

    /// The same with this story.
    #[must_use]
    pub fn with_story(mut self, story: Prose) -> Self {
        Arc::make_mut(&mut self.keynote).story = Arc::new(story);
        self
    }

    /// The keynote for checking; what may be shown is in [`super::board::Roll`].
    #[must_use]
    pub fn for_check(&self) -> &Keynote {
        &self.keynote
    }

    /// May it be shown, as far as its own approval goes?
    ///
    /// # Errors
    /// The reason why not.
    pub fn standing(&self) -> Result<(), Withheld> {
        self.approval.standing()
    }
}
