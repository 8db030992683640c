//! How much of an answer its reader still needs: all of it, one part, or nothing because it is there already.

use bangvang::files::Digest;

use super::server::{Answer, Asked, Body};
use super::stored::Stored;

/// The answer cut down to what was asked for, and marked so that parts of it can be asked for (RFC 9110 §13, §14).
pub(super) fn of(mut answer: Answer, asked: &Asked) -> Answer {
    if answer.status != 200 {
        return answer;
    }
    let (digest, len) = match &answer.body {
        Body::Whole(body) => (Digest::of(body), body.len() as u64),
        Body::Stored(stored) => (stored.digest, stored.size),
        Body::Stream(_) => return answer,
    };
    let mark = format!("\"{}\"", digest.hex(24));
    let known = asked.header("If-None-Match").unwrap_or_default();
    if known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == mark) {
        answer.body = Body::Whole(Vec::new());
        answer.status = 304;
    } else if asked.header("If-Range").is_none_or(|one| one == mark)
        && let Some(range) = asked.header("Range").and_then(|range| range.strip_prefix("bytes="))
        && let Some(part) = part(range, len)
    {
        if let Some((first, last)) = part {
            answer.body = cut(answer.body, first, last);
            answer.status = 206;
            answer.headers.push(("Content-Range", format!("bytes {first}-{last}/{len}")));
        } else {
            answer.body = Body::Whole(Vec::new());
            answer.status = 416;
            answer.headers.push(("Content-Range", format!("bytes */{len}")));
        }
    }
    answer.headers.push(("ETag", mark));
    answer.headers.push(("Accept-Ranges", "bytes".to_owned()));
    answer
}

/// From the first byte to the last, which are there.
fn cut(body: Body, first: u64, last: u64) -> Body {
    let size = last - first + 1;
    match body {
        Body::Whole(bytes) => {
            let wanted = usize::try_from(first).ok().zip(usize::try_from(last).ok());
            let wanted = wanted.and_then(|(first, last)| bytes.get(first..=last));
            Body::Whole(wanted.unwrap_or_default().to_vec())
        }
        Body::Stored(stored) => Body::Stored(Stored { from: first, size, ..stored }),
        Body::Stream(write) => Body::Stream(write),
    }
}

/// The first and the last byte of a range; none within if there is no such part, and none at all if it is
/// no single range, which is then as if nobody had asked for it.
#[expect(clippy::option_option, reason = "two kinds of nothing, each with its status")]
fn part(range: &str, len: u64) -> Option<Option<(u64, u64)>> {
    let (first, last) = range.trim().split_once('-')?;
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    let end = len.checked_sub(1);
    Some(match (first, last) {
        ("", last) => {
            let count = number(last)?;
            end.filter(|_| count > 0).map(|end| (len.saturating_sub(count), end))
        }
        (first, "") => {
            let first = number(first)?;
            end.filter(|end| first <= *end).map(|end| (first, end))
        }
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            end.filter(|end| first <= *end).map(|end| (first, last.min(end)))
        }
    })
}
