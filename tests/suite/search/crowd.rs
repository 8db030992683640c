//! Boards of many people for the search: invented, different enough to weigh what real ones would.

use std::fmt::Write as _;

use bangvang::files::{FilePath, Tree};

const SURNAMES: &str = "Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đinh Mai Lương Tạ Châu";
const MIDDLES: &str = "Thị Văn Thanh Minh Ngọc Kim Hồng Xuân Thuỳ Bảo Gia Hoài Khánh Quang Thiên Nhật Hải Anh Mỹ \
                       Tường Duy Diệu Đăng";
const GIVEN: &str = "An Ân Bách Bình Cẩm Châu Diễm Duyên Đạt Đông Giang Hà Hạnh Hiếu Hoà Huệ Hưng Khoa Kiên Lam Lâm \
                     Lộc Luân Mẫn My Nghi Nguyên Nhân Oanh Phúc Quế Quỳnh Sang Thảo Thuận Trâm Trí Uyên Vinh Ý Ưng";
const TRADES: [&str; 12] = [
    "Công ty TNHH May",
    "Xưởng Cơ khí",
    "Công ty CP Nhựa",
    "Công ty Giày",
    "Trạm Cấp nước",
    "Trường Tiểu học",
    "Trạm Y tế",
    "Công ty Thực phẩm",
    "Xí nghiệp Bao bì",
    "Công ty Môi trường",
    "Hợp tác xã Vận tải",
    "Bưu cục",
];
const PLACES: &str = "Mây Sim Lau Trăng Sen Ngà Dứa Én Tre Sậy Chuông Vạc Gió Bần Dâu Chè Rơm Cát Súng Chài";
const JOBS: [&str; 10] = [
    "Tổ trưởng chuyền may",
    "Thợ hàn bậc 5",
    "Nhân viên kho",
    "Điều dưỡng trưởng",
    "Công nhân vận hành bơm",
    "Giáo viên dạy toán",
    "Lái xe buýt",
    "Kỹ sư bảo trì",
    "Nhân viên một cửa",
    "Đội trưởng đội vệ sinh",
];
const AWARDS: [&str; 8] = [
    "lao-dong-gioi",
    "chien-si-thi-dua-co-so",
    "giay-khen",
    "lao-dong-tien-tien",
    "bang-khen-ldld-thanh-pho",
    "bang-khen-thu-tuong",
    "bang-lao-dong-sang-tao",
    "doan-vien-cong-doan-xuat-sac",
];
const THINGS: [&str; 18] = [
    "Giá xoay xếp khuôn",
    "Phiếu bàn giao một trang",
    "Đồ gá kẹp nhanh",
    "Bảng màu báo hết vật tư",
    "Xe đẩy hai tầng",
    "Lịch rửa lưới lọc",
    "Khay chia linh kiện",
    "Cữ chặn đầu cắt",
    "Sổ điện tử theo dõi mẫu",
    "Nắp chụp chống bụi",
    "Van xả hai nấc",
    "Bộ thẻ học vần",
    "Máng hứng phoi",
    "Tủ thuốc chia ngăn",
    "Biển chỉ dẫn chữ lớn",
    "Đèn soi đường kim",
    "Ống nối mềm",
    "Mẫu đơn điền sẵn",
];
const MANNERS: [&str; 16] = [
    "theo thứ tự ca",
    "có ô đánh dấu",
    "cho máy cắt góc",
    "trước một giờ",
    "vừa lối đi hẹp",
    "chia theo tuần",
    "làm từ nhôm vụn",
    "thay cho ghi tay",
    "ở kho lạnh",
    "cho người mới vào nghề",
    "của tổ cơ điện",
    "tại quầy tiếp nhận",
    "trên chuyền số chẵn",
    "khi mất điện",
    "giảm nửa giờ chờ",
    "không cần dụng cụ",
];

/// Which of these a number means; neighbours mean different ones.
fn pick<'a>(from: &[&'a str], number: usize) -> &'a str {
    from[number % from.len()]
}

fn word(list: &'static str, number: usize) -> &'static str {
    pick(&list.split_whitespace().collect::<Vec<_>>(), number)
}

/// The files of a board of so many people.
pub(crate) fn files(people: usize) -> Vec<(String, String)> {
    let units = (people / 12).max(1);
    let mut site = String::from(
        "title = \"Bảng vàng danh dự\"\npublisher = \"Liên đoàn Lao động Quận Gò Sen\"\n\
         base_url = \"https://gosen.example.vn/bang-vang/\"\n",
    );
    for unit in 0..units {
        let short = format!("{} {}", word(PLACES, unit), word(PLACES, unit / 20 + 3));
        let name = format!("{} {short}", pick(&TRADES, unit));
        let _ = write!(site, "\n[[unit]]\nid = \"don-vi-{unit}\"\nname = \"{name}\"\nshort = \"{short}\"\n");
    }
    let conference =
        "+++\ntitle = \"Hội nghị\"\nlevel = \"quan\"\nperiod = { from = 2015, to = 2019 }\n+++\n";
    let criteria = "[[group]]\nid = \"quan-1\"\nlabel = \"Công nhân\"\nkind = \"individual\"\n";
    let mut files = vec![
        ("site/site.toml".to_owned(), site),
        ("content/ky/conference.md".to_owned(), conference.to_owned()),
        ("content/ky/criteria.toml".to_owned(), criteria.to_owned()),
    ];
    files.extend((0..people).map(|at| (format!("content/ky/honorees/p{at:05}/index.md"), person(at, units))));
    files
}

fn person(at: usize, units: usize) -> String {
    let name = format!(
        "{} {} {}",
        word(SURNAMES, at * 7),
        word(MIDDLES, at * 5 + at / 19),
        word(GIVEN, at * 3 + at / 41)
    );
    let awards: Vec<String> = (0..=at % 4)
        .map(|n| format!("{{ year = {}, award = \"{}\" }}", 2015 + n, pick(&AWARDS, at * 3 + n)))
        .collect();
    let ideas: Vec<String> = (0..at * 7 % 3)
        .map(|n| {
            let (thing, manner) = (pick(&THINGS, at * 5 + n), pick(&MANNERS, at * 11 / 3 + n));
            format!("{{ title = \"{thing} {} {manner}\", year = 2018 }}", word(PLACES, at * 13 / 7 + n))
        })
        .collect();
    format!(
        "+++\nname = \"{name}\"\nkind = \"individual\"\ngroup = \"quan-1\"\nunit = \"don-vi-{}\"\njob = \"{}\"\n\
         awards = [{}]\ninitiatives = [{}]\napproval = {{ status = \"approved\" }}\nconsent = {{ web = true }}\n+++\nLàm 1 việc.\n",
        at * 7 % units,
        pick(&JOBS, at * 3 / 2),
        awards.join(", "),
        ideas.join(", "),
    )
}

/// A board of so many people in memory.
pub(crate) fn tree(people: usize) -> Tree {
    let file = |(path, text): (String, String)| (FilePath::new(&path), text.into_bytes().into());
    Tree::new(files(people).into_iter().map(file))
}
