//! The clock: "today" in Vietnam, read once a run.

use std::time::{SystemTime, UNIX_EPOCH};

/// Vietnam is at UTC+7 all year (`domain.md` §3f).
const OFFSET_SECONDS: i64 = 7 * 3600;

/// Seconds since 1970 as the clock has them, or as `SOURCE_DATE_EPOCH` says.
pub(crate) fn seconds() -> i64 {
    let asked = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.trim().parse().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    asked.unwrap_or_else(|| i64::try_from(clock()).unwrap_or(0))
}

/// The day it is in Vietnam, `seconds` after 1970.
pub(crate) fn day(seconds: i64) -> jiff::civil::Date {
    let moment = jiff::Timestamp::from_second(seconds.saturating_add(OFFSET_SECONDS));
    moment.unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Nanoseconds since 1970 by the clock, for telling which files changed a moment ago.
pub(crate) fn nanoseconds() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    i64::try_from(now).unwrap_or(i64::MAX)
}
