//! The last look at a text before it is set: what belongs together stays on one line, and what no face has is shown
//! as missing instead of vanishing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use super::press::Press;
use crate::vietnamese;

/// What stands for characters no face has.
const MISSING: char = '\u{fffd}';

/// Where a word may be parted that no line can hold. No editor's text has it (`vietnamese::visible`).
pub(super) const GAP: char = '\u{200b}';

/// Goes over every text of a view; returns the characters that no face has.
pub(super) fn settle(value: &mut Value, press: &Press) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    walk(value, press, &mut missing);
    missing
}

fn walk(value: &mut Value, press: &Press, missing: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(mended) = mend(text, press, missing) {
                *text = mended;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| walk(value, press, missing)),
        Value::Object(fields) => fields.values_mut().for_each(|value| walk(value, press, missing)),
        _ => {}
    }
}

fn mend<'t>(text: &'t str, press: &Press, missing: &mut BTreeSet<char>) -> Cow<'t, str> {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control() && b != b'\n') {
        return vietnamese::keep_together(text);
    }
    let mut mended = String::with_capacity(text.len());
    for c in vietnamese::nfc(text).chars() {
        if matches!(c, '\n' | GAP) || !is_invisible(c) && press.has(c) {
            mended.push(c);
        } else if !is_invisible(c) {
            missing.insert(c);
            if !mended.ends_with(MISSING) {
                mended.push(MISSING);
            }
        }
    }
    Cow::Owned(vietnamese::keep_together(&mended).into_owned())
}

/// Characters that show nothing by themselves, and that a PDF may not hold: controls, joiners, direction marks, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e0fff}')
}
