//! The clock: "today" in Vietnam, and stretches of time that run out.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Vietnam is at UTC+7 all year (`domain.md` §3f).
const OFFSET_SECONDS: i64 = 7 * 3600;

/// Seconds since 1970 as the clock has them, or as `SOURCE_DATE_EPOCH` says.
///
/// # Errors
/// What it says, if that is no number of seconds.
pub(crate) fn seconds() -> Result<i64, String> {
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    match std::env::var_os("SOURCE_DATE_EPOCH").filter(|asked| !asked.is_empty()) {
        None => Ok(i64::try_from(clock()).unwrap_or(0)),
        Some(asked) => {
            let asked = asked.to_string_lossy().into_owned();
            asked.trim().parse::<u32>().map(i64::from).map_err(|_| asked)
        }
    }
}

/// The day it is in Vietnam, `seconds` after 1970.
pub(crate) fn day(seconds: i64) -> jiff::civil::Date {
    let moment = jiff::Timestamp::from_second(seconds.saturating_add(OFFSET_SECONDS));
    moment.unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Now, for the stamp of a file.
pub(crate) fn moment() -> SystemTime {
    SystemTime::now()
}

/// Nanoseconds since 1970 by the clock, for telling which files changed a moment ago.
pub(crate) fn nanoseconds() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    i64::try_from(now).unwrap_or(i64::MAX)
}

/// What something makes, and how long that took.
pub(crate) fn timed<T>(make: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    (make(), begun.elapsed())
}

/// A stretch of time that runs out.
pub(crate) struct Patience {
    end: Instant,
}

impl Patience {
    /// Begins now.
    pub(crate) fn of(time: Duration) -> Self {
        Self { end: Instant::now() + time }
    }

    /// What is left of it; none when it has run out.
    pub(crate) fn left(&self) -> Option<Duration> {
        let left = self.end.saturating_duration_since(Instant::now());
        (!left.is_zero()).then_some(left)
    }
}
