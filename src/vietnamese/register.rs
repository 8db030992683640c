//! A unit's name as its register has it, however much of it was shortened: two entries of one unit have the same.

use super::fold::tone_key;

/// What offices shorten in the names of units (`domain.md` §3f).
const SHORT: &[(&str, &str)] = &[
    ("cty", "công ty"),
    ("c ty", "công ty"),
    ("tnhh", "trách nhiệm hữu hạn"),
    ("mtv", "một thành viên"),
    ("cp", "cổ phần"),
    ("tmcp", "thương mại cổ phần"),
    ("dntn", "doanh nghiệp tư nhân"),
    ("htx", "hợp tác xã"),
    ("bv", "bệnh viện"),
    ("ubnd", "uỷ ban nhân dân"),
    ("cđcs", "công đoàn cơ sở"),
    ("tp", "thành phố"),
    ("thpt", "trung học phổ thông"),
    ("thcs", "trung học cơ sở"),
];

/// The name for comparing: `Cty TNHH An Hoà` = `Công ty Trách nhiệm hữu hạn An Hòa`, but not `… Ân Hoà`.
pub fn register_key(name: &str) -> String {
    let key = format!(" {} ", tone_key(name));
    let whole = |key: String, (short, long): &(&str, &str)| {
        key.replace(&format!(" {short} "), &format!(" {} ", tone_key(long)))
    };
    SHORT.iter().fold(key, whole).trim().to_owned()
}
