//! Where people work: an address with one of these words before it is that of a firm, a school, a site, and no home.

use std::sync::LazyLock;

use regex::{Match, Regex};

use super::plain::Plain;

/// The office of a firm, a school, a building site: an address before which one of these stands is no home.
const OFFICES: &str = "cong ty|tru so|nha may|xuong|hoi truong|van phong|truong (?:tieu hoc|thcs|thpt|mam non|mau giao|\
    cao dang|dai hoc|trung cap|nghe)|benh vien|co quan|chi nhanh|cua hang|tram y te|tram|cong vien|thi cong|cong trinh|\
    khu cong nghiep|kcn|khu che xuat|nha van hoa|trung tam|hoi nghi|to chuc|dia diem|giang duong|cong doan|sieu thi|\
    nha tre|uy ban|ubnd|tuyen|phong kham|nha hang|don vi|hop tac xa|xi nghiep|kho (?:o|tai|so|hang|bai|lanh|vat tu)|\
    bai (?:xe|do)|ben xe|nha (?:ga|tho|thi dau|sach|thuoc|kho|xuong|an|khach)|khach san|thu vien|bao tang|toa soan|\
    noi lam viec|buu cuc|buu dien|diem (?:giao dich|ban|thu|tap ket|hien mau)|cay xang|cong an (?:phuong|xa|quan|huyen|tinh|thanh pho|tp)|quan (?:com|an|nuoc|ca phe)|\
    tru atm|dien ke|cot den";

struct Patterns {
    named: Regex,
    begins: Regex,
    /// "là trụ sở", of what stands before it.
    serves: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let serves = format!("^[^.;]{{0,60}} (?:la|lam|thanh) (?:noi dat )?(?:{OFFICES})(?:[^a-z0-9]|$)");
    Some(Patterns {
        named: Regex::new(&format!("(?:{OFFICES})(?:[^a-z0-9]|$)")).ok()?,
        begins: Regex::new(&format!("^(?:{OFFICES})(?:[^a-z0-9]|$)")).ok()?,
        serves: Regex::new(&serves).ok()?,
    })
});

/// The last word for an office in a plain reading.
pub(super) fn last_in(plain: &str) -> Option<Match<'_>> {
    PATTERNS.as_ref()?.named.find_iter(plain).last()
}

/// Is there a word for an office in a plain reading?
pub(super) fn are_in(plain: &str) -> bool {
    PATTERNS.as_ref().is_some_and(|patterns| patterns.named.is_match(plain))
}

/// Does a plain reading begin with such a word?
pub(super) fn begin(plain: &str) -> bool {
    PATTERNS.as_ref().is_some_and(|patterns| patterns.begins.is_match(plain))
}

/// Does what stands after an address tell that it is an office's?
pub(super) fn are_there(after: &str) -> bool {
    PATTERNS.as_ref().is_some_and(|patterns| patterns.serves.is_match(after))
}

/// Do these words name where people work?
pub(super) fn name_one(words: &str) -> bool {
    are_in(&Plain::of(words).text)
}
