//! The values of keys that are measured: numbers, lengths, points, days and moments.

use std::ops::RangeInclusive;

use jiff::Timestamp;

use super::super::outline::Holds;
use super::super::toml::{self, Node, Value};
use super::Fields;
use crate::model::Date;
use crate::model::conference::Term;

impl Fields<'_, '_> {
    /// A whole number, possibly below zero.
    pub(crate) fn signed(&mut self, key: &'static str) -> Option<i64> {
        self.note(key, || Holds::Signed);
        let node = self.take(key)?;
        match node.value {
            Value::Whole(number) => Some(number),
            _ => {
                self.mistyped(key, &node, "number");
                None
            }
        }
    }

    /// A whole number from 0.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<u64> {
        self.note(key, || Holds::Number);
        let node = self.take(key)?;
        match node.value {
            Value::Whole(number) if number >= 0 => u64::try_from(number).ok(),
            _ => {
                self.mistyped(key, &node, if key.ends_with("_vnd") { "money" } else { "count" });
                None
            }
        }
    }

    /// Two whole numbers from 0 between which something lies; neither where nothing could.
    pub(crate) fn bounds(&mut self, least: &'static str, most: &'static str) -> (Option<u64>, Option<u64>) {
        let place = self.marks(&[most]).get(most);
        let bounds = (self.number(least), self.number(most));
        if let ((Some(from), Some(to)), Some(place)) = (bounds, place)
            && from > to
        {
            self.wrong(most, place, "most");
            return (None, None);
        }
        bounds
    }

    /// A term as it is written in one text, as `2010-2014`.
    pub(crate) fn need_period(&mut self, key: &'static str) -> Option<String> {
        let (written, span) = self.need_spanned(key)?;
        if Term::written(&written).is_none() {
            self.wrong(key, span, "period");
            return None;
        }
        Some(written)
    }

    /// A list of whole numbers from 1.
    pub(crate) fn numbers(&mut self, key: &'static str) -> Vec<u32> {
        self.note(key, || Holds::List(Box::new(Holds::Count)));
        let mut numbers = Vec::new();
        for item in self.list(key) {
            match item.value {
                Value::Whole(number @ 1..=0xffff_ffff) => numbers.extend(u32::try_from(number)),
                _ => self.wrong(key, item.span, "count"),
            }
        }
        numbers
    }

    /// A whole number from 0 that must be there.
    pub(crate) fn need_number(&mut self, key: &'static str) -> Option<u64> {
        self.need(key, |fields| fields.number(key))
    }

    /// A year that must be there: four digits.
    pub(crate) fn need_year(&mut self, key: &'static str) -> Option<i16> {
        self.note(key, || Holds::Year);
        let span = self.entries.iter().find(|e| e.key == key).map(|e| e.node.span);
        let number = self.need_number(key)?;
        let year = i16::try_from(number).ok().filter(|y| (1900..=2200).contains(y));
        if let (None, Some(span)) = (year, span) {
            self.wrong(key, span, "year");
        }
        year
    }

    /// A number with or without decimals.
    pub(crate) fn decimal(&mut self, key: &'static str) -> Option<f64> {
        self.note(key, || Holds::Decimal);
        let node = self.take(key)?;
        let number = decimal(&node);
        if number.is_none() {
            self.wrong(key, node.span, "decimal");
        }
        number
    }

    /// A length on paper, or a size of type: no less than 0, no more than any sheet.
    pub(crate) fn length(&mut self, key: &'static str) -> Option<f64> {
        self.note(key, || Holds::Length);
        self.measured(key, "length", 0.0..=5000.0)
    }

    /// A share of a whole, from 0 to 1.
    pub(crate) fn share(&mut self, key: &'static str) -> Option<f64> {
        self.note(key, || Holds::Decimal);
        self.measured(key, "share", 0.0..=1.0)
    }

    fn measured(&mut self, key: &'static str, expected: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let node = self.take(key)?;
        let number = decimal(&node).filter(|number| range.contains(number));
        if number.is_none() {
            self.wrong(key, node.span, expected);
        }
        number
    }

    /// A point: two parts between 0 and 1.
    pub(crate) fn point(&mut self, key: &'static str) -> Option<(f64, f64)> {
        self.note(key, || Holds::Point);
        let node = self.take(key)?;
        let parts: Vec<Option<f64>> = match &node.value {
            Value::List(items) => items.iter().map(decimal).collect(),
            _ => Vec::new(),
        };
        match parts.as_slice() {
            [Some(x), Some(y)] if (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y) => Some((*x, *y)),
            _ => {
                self.wrong(key, node.span, "point");
                None
            }
        }
    }

    /// A day.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Date> {
        self.note(key, || Holds::Date);
        let node = self.take(key)?;
        let date = match &node.value {
            Value::Time(written) => toml::date(written),
            _ => None,
        };
        if date.is_none() {
            self.mistyped(key, &node, "date");
        }
        date
    }

    /// A moment with its offset.
    pub(crate) fn moment(&mut self, key: &'static str) -> Option<Timestamp> {
        self.note(key, || Holds::Moment);
        let node = self.take(key)?;
        let moment = match &node.value {
            Value::Time(written) => toml::moment(written),
            _ => None,
        };
        if moment.is_none() {
            self.wrong(key, node.span, "moment");
        }
        moment
    }
}

/// A number with or without decimals, if it is one.
fn decimal(node: &Node) -> Option<f64> {
    match node.value {
        Value::Decimal(number) => Some(number).filter(|number| number.is_finite()),
        Value::Whole(number) => i32::try_from(number).ok().map(f64::from),
        _ => None,
    }
}
