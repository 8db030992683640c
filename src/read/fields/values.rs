//! The values of keys that are measured: numbers, lengths, points, days and moments.

use jiff::Timestamp;

use super::super::outline::Holds;
use super::super::toml::{self, Node, Value};
use super::Fields;
use crate::model::Date;

impl Fields<'_, '_> {
    /// A whole number, possibly below zero.
    pub(crate) fn signed(&mut self, key: &'static str) -> Option<i64> {
        self.note(key, || Holds::Signed);
        let node = self.take(key)?;
        match node.value {
            Value::Whole(number) => Some(number),
            _ => {
                self.wrong(key, node.span, "number");
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
                self.wrong(key, node.span, "number");
                None
            }
        }
    }

    /// A list of whole numbers from 1.
    pub(crate) fn numbers(&mut self, key: &'static str) -> Vec<u32> {
        self.note(key, || Holds::List(Box::new(Holds::Count)));
        let mut numbers = Vec::new();
        for item in self.list(key) {
            match item.value {
                Value::Whole(number @ 1..=0xffff_ffff) => numbers.extend(u32::try_from(number)),
                _ => self.wrong(key, item.span, "number"),
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
        self.decimal_from(key, &node)
    }

    /// A length on paper, or a size of type: no less than 0, no more than any sheet.
    pub(crate) fn length(&mut self, key: &'static str) -> Option<f64> {
        self.note(key, || Holds::Length);
        let span = self.entries.iter().find(|e| e.key == key)?.node.span;
        let length = self.decimal(key)?;
        let fits = (0.0..=5000.0).contains(&length);
        if !fits {
            self.wrong(key, span, "length");
        }
        fits.then_some(length)
    }

    fn decimal_from(&self, key: &str, node: &Node) -> Option<f64> {
        match node.value {
            Value::Decimal(number) if number.is_finite() => Some(number),
            Value::Whole(number) => i32::try_from(number).ok().map(f64::from),
            _ => {
                self.wrong(key, node.span, "decimal");
                None
            }
        }
    }

    /// A point: two parts between 0 and 1.
    pub(crate) fn point(&mut self, key: &'static str) -> Option<(f64, f64)> {
        self.note(key, || Holds::Point);
        let span = self.entries.iter().find(|e| e.key == key)?.node.span;
        let parts: Vec<f64> = self.list(key).iter().filter_map(|n| self.decimal_from(key, n)).collect();
        match parts.as_slice() {
            [x, y] if (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y) => Some((*x, *y)),
            _ => {
                self.wrong(key, span, "point");
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
            self.wrong(key, node.span, "date");
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
