//! Does a text fit its page? Small sheets that only measure, at the smallest type there may be, once for each text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use typst::foundations::Value;
use typst::introspection::MetadataElem;

use super::view::HonoreeView;
use super::{Print, world};
use crate::draft::fingerprint;
use crate::files::Digest;
use crate::report::Problem;

/// How many honourees one measuring sheet holds: enough for all cores to have work, few enough for what the typesetter
/// remembers of one sheet to be little.
const AT_ONCE: usize = 32;

/// How a text fits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Fit {
    /// What stays over, in millimetres; what is left, if negative.
    over: f64,
    /// The height of the page's text, in millimetres.
    room: f64,
    /// From line to line, in millimetres.
    line: f64,
}

impl Fit {
    /// What stays over on so many pages, in whole millimetres and lines; none if it fits.
    pub(super) fn over(&self, pages: u64) -> Option<(u64, u64)> {
        // A limit of more pages than these is none.
        let further = u32::try_from(pages.saturating_sub(1)).unwrap_or(u32::MAX);
        let over = self.over - self.room * f64::from(further);
        // Half a millimetre nobody sees.
        (over > 0.5).then(|| (whole(over), whole(over / self.line.max(1.0))))
    }
}

fn whole(number: f64) -> u64 {
    // Positive and small: lengths on paper.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = number.ceil().clamp(1.0, 1e6) as u64;
    whole
}

/// What measures.
pub(super) struct Rule<'r> {
    /// The template: `/print/fit.typ` for the booklet's page, `/form.typ` for the plan's form.
    pub(super) template: &'static str,
    pub(super) print: &'r Print,
}

impl Rule<'_> {
    /// The fit of each honouree, in their order.
    ///
    /// # Errors
    /// A template that fails.
    pub(super) fn fits(&self, honorees: &[HonoreeView]) -> Result<Vec<Fit>, Box<Problem>> {
        let keys: Vec<Digest> = honorees.iter().map(|honoree| self.key(honoree)).collect();
        let known: Vec<Option<Fit>> = keys.iter().map(|key| self.recall(key)).collect();
        let unknown: Vec<(usize, &HonoreeView)> = honorees
            .iter()
            .enumerate()
            .filter(|(at, _)| known.get(*at).is_some_and(Option::is_none))
            .collect();
        let are_many = unknown.len() > AT_ONCE;
        let mut measured = Vec::with_capacity(unknown.len());
        // One sheet after the other: all cores work at each. A change to a few leaves the typesetter what it remembers.
        for some in unknown.chunks(AT_ONCE) {
            measured.extend(self.measure(some)?);
            if are_many {
                world::forget();
            }
        }
        let mut fits = known;
        for (at, fit) in measured {
            if let (Some(key), Ok(bytes)) = (keys.get(at), postcard::to_stdvec(&fit)) {
                self.print.memo.keep(*key, &bytes);
            }
            if let Some(place) = fits.get_mut(at) {
                *place = Some(fit);
            }
        }
        let measured: Option<Vec<Fit>> = fits.into_iter().collect();
        measured.ok_or_else(|| self.print.press().problem(self.template))
    }

    fn key(&self, honoree: &HonoreeView) -> Digest {
        let view = fingerprint(honoree);
        Digest::of_parts([self.template.as_bytes(), self.print.digest.as_bytes().as_slice(), view.as_bytes()])
    }

    fn recall(&self, key: &Digest) -> Option<Fit> {
        postcard::from_bytes(&self.print.memo.recall(key)?).ok()
    }

    fn measure(&self, some: &[(usize, &HonoreeView)]) -> Result<Vec<(usize, Fit)>, Box<Problem>> {
        let this: Vec<&HonoreeView> = some.iter().map(|(_, honoree)| *honoree).collect();
        let press = self.print.press();
        let data = super::data(&self.print.sheet(&this), press)?;
        let document = world::Sheet::new(press, self.template, data, Arc::default())?.set()?;
        let found = world::said(&**document.introspector(), "fit");
        let said = found.iter().map(|content| match &content.to_packed::<MetadataElem>()?.value {
            Value::Str(json) => serde_json::from_str(json.as_str()).ok(),
            _ => None,
        });
        let fits: Option<Vec<Fit>> = said.collect();
        let fits = fits.filter(|fits| fits.len() == some.len());
        let fits = fits.ok_or_else(|| press.problem(self.template))?;
        Ok(some.iter().map(|(at, _)| *at).zip(fits).collect())
    }
}
