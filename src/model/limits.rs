//! The limits a conference is held to, and whether a count keeps within them.

use jiff::Timestamp;

use super::Date;
use super::conference::Level;
use crate::vietnamese;

/// Limits a conference is held to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// To be held before this day, strictly.
    pub held_before: Option<Date>,
    /// Dossiers to arrive before this moment, strictly.
    pub dossier_before: Option<Timestamp>,
    /// At most so many delegates.
    pub delegates_max: Option<u64>,
    /// At most so many for a large unit with leave.
    pub delegates_max_large_unit: Option<u64>,
    /// A unit is large above, not at, this number.
    pub large_unit_workers: Option<u64>,
    /// The share of honourees among delegates, and how far it may differ.
    pub honoree_share: Option<Share>,
    /// How many keynotes are read.
    pub keynotes_presented: Option<Range>,
    /// How many sit in the chair.
    pub presidium: Option<PresidiumLimits>,
    /// How many A4 pages a summary may have.
    pub summary_a4_pages: Option<u64>,
    /// Not honoured before in this term at this level.
    pub not_honoured_in: Option<(String, Level)>,
}

/// How many there may be, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub min: u64,
    /// At most; none if only the least is given.
    pub max: Option<u64>,
}

impl Range {
    /// Is the count within?
    #[must_use]
    pub fn holds(&self, count: u64) -> bool {
        count >= self.min && self.max.is_none_or(|max| count <= max)
    }
}

/// A share of a whole, and how far it may differ ("khoảng 70%").
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// As wished, from 0 to 1.
    pub target: f64,
    /// By so much more or less.
    pub tolerance: f64,
}

impl Share {
    /// Is the share near enough?
    #[must_use]
    pub fn holds(&self, share: f64) -> bool {
        // 0.70 ± 0.05 is meant in whole points: 75 % is still within.
        (share - self.target).abs() <= self.tolerance + 1e-9
    }

    /// A share in per cent. Rounded towards the limit it misses, 64.97 % would be the 65 % it should be: so it is rounded
    /// away from the target.
    #[must_use]
    pub fn in_percent(&self, share: f64) -> String {
        let tenths = share * 1000.0;
        percent(if share < self.target { tenths.floor() } else { tenths.ceil() })
    }

    /// Target and tolerance in per cent.
    #[must_use]
    pub fn limits_in_percent(&self) -> [String; 2] {
        [self.target, self.tolerance].map(|part| percent((part * 1000.0).round()))
    }
}

fn percent(tenths: f64) -> String {
    let tenths = tenths as u64;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}{}{tenth}", vietnamese::DECIMAL_MARK),
    }
}

/// How many sit in the chair, and how many of them are emulation fighters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresidiumLimits {
    /// All of them.
    pub all: Range,
    /// The emulation fighters.
    pub fighters: Range,
}
