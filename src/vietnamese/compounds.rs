//! Words of two syllables that a title must not break between.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// What unions write in titles. A word that is not here may be broken, as it may everywhere else.
const COMPOUNDS: [&str; 88] = [
    "an toàn",
    "bảo hiểm",
    "bảo vệ",
    "bằng khen",
    "bệnh viện",
    "biểu dương",
    "cá nhân",
    "cán bộ",
    "cải tiến",
    "chất lượng",
    "chiến sĩ",
    "chuyên môn",
    "cơ quan",
    "cơ sở",
    "công chức",
    "công đoàn",
    "công nghệ",
    "công nhân",
    "công tác",
    "công ty",
    "công trình",
    "danh dự",
    "danh hiệu",
    "danh sách",
    "dịch vụ",
    "doanh nghiệp",
    "dữ liệu",
    "đại biểu",
    "đại hội",
    "đề tài",
    "đảng viên",
    "điển hình",
    "đoàn viên",
    "đổi mới",
    "đơn vị",
    "gia đình",
    "giai đoạn",
    "giải pháp",
    "giáo dục",
    "gương mẫu",
    "hành chính",
    "hình ảnh",
    "hình thức",
    "hoạt động",
    "học tập",
    "hội nghị",
    "kết quả",
    "khen thưởng",
    "khoa học",
    "kinh doanh",
    "kinh tế",
    "kỷ niệm",
    "kỷ yếu",
    "kỹ thuật",
    "lao động",
    "liên đoàn",
    "nghiệp đoàn",
    "nhà nước",
    "nhân dân",
    "phong trào",
    "phụ nữ",
    "phục vụ",
    "quản lý",
    "sản xuất",
    "sáng kiến",
    "sáng tạo",
    "sự nghiệp",
    "tập thể",
    "tham luận",
    "thanh niên",
    "thành phố",
    "thành tích",
    "thi đua",
    "tiên tiến",
    "tiêu biểu",
    "toàn quốc",
    "tổ chức",
    "trực tiếp",
    "trung ương",
    "tuyên dương",
    "văn hoá",
    "viên chức",
    "xã hội",
    "xây dựng",
    "xuất sắc",
    "y tế",
    "ý tưởng",
    "yêu nước",
];

/// The same, for looking up.
static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| COMPOUNDS.into_iter().collect());

/// A title whose lines break between words, not within them: U+00A0 between the syllables of known ones.
pub fn unbroken(title: &str) -> Cow<'_, str> {
    let words: Vec<&str> = title.split(' ').collect();
    let mut whole = String::with_capacity(title.len() + 8);
    let mut bound = false;
    for (at, word) in words.iter().enumerate() {
        whole.push_str(word);
        let Some(next) = words.get(at + 1) else { break };
        // Of "công nhân viên chức" the middle is no word.
        bound = !bound && is_word(word, next);
        whole.push(if bound { '\u{a0}' } else { ' ' });
    }
    if whole.contains('\u{a0}') { Cow::Owned(whole) } else { Cow::Borrowed(title) }
}

/// Are these two syllables a known word, whatever signs stand around it?
pub(super) fn is_word(first: &str, second: &str) -> bool {
    let sign = |c: char| !c.is_alphanumeric();
    let pair = format!("{} {}", first.trim_start_matches(sign), second.trim_end_matches(sign)).to_lowercase();
    KNOWN.contains(&*pair)
}
