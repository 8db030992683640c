//! Words of two syllables that a title must not break between.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// What unions write in titles. A word that is not here may be broken, as it may everywhere else.
const COMPOUNDS: [&str; 149] = [
    "an toàn",
    "bằng khen",
    "bảo hiểm",
    "bảo vệ",
    "bệnh viện",
    "bí thư",
    "biểu dương",
    "cá nhân",
    "cải tiến",
    "cán bộ",
    "cao đẳng",
    "cấp nước",
    "cây xanh",
    "chấp hành",
    "chất lượng",
    "chế xuất",
    "chiến sĩ",
    "chiếu sáng",
    "chủ tịch",
    "chuyên môn",
    "cơ khí",
    "cổ phần",
    "cơ quan",
    "cơ sở",
    "công chức",
    "công đoàn",
    "công ích",
    "công nghệ",
    "công nghiệp",
    "công nhân",
    "công tác",
    "công trình",
    "công ty",
    "công viên",
    "danh dự",
    "danh hiệu",
    "danh sách",
    "dệt may",
    "dịch vụ",
    "doanh nghiệp",
    "du lịch",
    "dữ liệu",
    "đại biểu",
    "đại học",
    "đại hội",
    "đảng uỷ",
    "đảng viên",
    "đề tài",
    "điển hình",
    "điện lực",
    "điện tử",
    "đô thị",
    "đoàn viên",
    "đổi mới",
    "đơn vị",
    "gia đình",
    "giai đoạn",
    "giải pháp",
    "giám đốc",
    "giáo dục",
    "giao thông",
    "gương mẫu",
    "hành chính",
    "hiệu trưởng",
    "hình ảnh",
    "hình thức",
    "hoạt động",
    "học tập",
    "hội nghị",
    "hội trường",
    "hợp tác",
    "kết quả",
    "khách sạn",
    "khen thưởng",
    "khoa học",
    "kiểm tra",
    "kinh doanh",
    "kinh tế",
    "kỷ niệm",
    "kỹ thuật",
    "kỷ yếu",
    "lao động",
    "liên đoàn",
    "mầm non",
    "mặt trận",
    "may mặc",
    "môi trường",
    "năng suất",
    "ngân hàng",
    "nghiệp đoàn",
    "nghiệp vụ",
    "nhà máy",
    "nhà nước",
    "nhà văn",
    "nhân dân",
    "phân xưởng",
    "phổ thông",
    "phong trào",
    "phụ nữ",
    "phục vụ",
    "quản đốc",
    "quản lý",
    "quảng trường",
    "sản xuất",
    "sáng kiến",
    "sáng tạo",
    "sự nghiệp",
    "tập thể",
    "tham luận",
    "thành lập",
    "thanh niên",
    "thành phố",
    "thành tích",
    "thi đua",
    "thoát nước",
    "thư ký",
    "thương mại",
    "thường trực",
    "thường vụ",
    "tiên tiến",
    "tiết kiệm",
    "tiêu biểu",
    "tiểu học",
    "tổ chức",
    "tổ quốc",
    "tổ trưởng",
    "toàn quốc",
    "trực tiếp",
    "trung học",
    "trung tâm",
    "trung ương",
    "tuyên dương",
    "tuyên giáo",
    "uỷ ban",
    "uỷ viên",
    "văn hoá",
    "vận tải",
    "vệ sinh",
    "viên chức",
    "viễn thông",
    "việt nam",
    "xã hội",
    "xây dựng",
    "xây lắp",
    "xí nghiệp",
    "xuất sắc",
    "y tế",
    "ý tưởng",
    "yêu nước",
];

/// Names that are one, of more than two syllables; and the form of a firm, which belongs to what it is.
const NAMES: [&str; 7] =
    ["Hồ Chí Minh", "Tôn Đức Thắng", "Nhà Văn hoá", "Nhà văn hoá", "Hợp tác xã", "TNHH MTV", "Công ty CP"];

/// The same, for looking up.
static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| COMPOUNDS.into_iter().collect());

/// A title whose lines break between words, not within them: U+00A0 between the syllables of known ones.
pub fn unbroken(title: &str) -> Cow<'_, str> {
    let named =
        NAMES.iter().filter(|name| title.contains(**name)).fold(Cow::Borrowed(title), |title, name| {
            Cow::Owned(title.replace(name, &name.replace(' ', "\u{a0}")))
        });
    let words: Vec<&str> = named.split(' ').collect();
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
