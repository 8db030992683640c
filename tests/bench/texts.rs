//! What invented people say: names, trades, sentences, and files made of them; the same for the same number.

use std::fmt::Write as _;

const SURNAMES: [&str; 20] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đoàn", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đào",
    "Đinh", "Mai", "Lương", "Thái", "Tạ", "Châu",
];
const MIDDLES: [&str; 24] = [
    "Thanh", "Minh", "Ngọc", "Kim", "Hồng", "Xuân", "Thuỳ", "Bảo", "Gia", "Hoài", "Khánh", "Quang", "Thiên",
    "Nhật", "Hải", "Anh", "Mỹ", "Tường", "Duy", "Diệu", "Đăng", "Phước", "Thái", "Trúc",
];
const GIVEN: [&str; 40] = [
    "An", "Ân", "Bách", "Bình", "Cẩm", "Châu", "Diễm", "Duyên", "Đạt", "Đông", "Giang", "Hà", "Hạnh", "Hiếu",
    "Hoà", "Huệ", "Hưng", "Khoa", "Kiên", "Lam", "Lâm", "Lộc", "Luân", "Mẫn", "My", "Nghi", "Nguyên", "Nhân",
    "Oanh", "Phúc", "Quế", "Quỳnh", "Sang", "Thảo", "Thuận", "Trâm", "Trí", "Uyên", "Vinh", "Ý",
];
const TRADES: [&str; 12] = [
    "Công ty May",
    "Xưởng Cơ khí",
    "Công ty Nhựa",
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
const PLACES: [&str; 20] = [
    "Rạch Mây",
    "Đồi Sim",
    "Bến Lau",
    "Cầu Trăng",
    "Gò Sen",
    "Suối Ngà",
    "Bãi Dứa",
    "Hòn Én",
    "Xóm Tre",
    "Vàm Sậy",
    "Núi Chuông",
    "Đầm Vạc",
    "Truông Gió",
    "Cồn Bần",
    "Ngõ Dâu",
    "Lũng Chè",
    "Đồng Rơm",
    "Hồ Cát",
    "Bàu Súng",
    "Mũi Chài",
];
const GROUPS: [&str; 6] = [
    "Công nhân lao động trực tiếp sản xuất",
    "Cán bộ kỹ thuật",
    "Cán bộ, công chức, viên chức",
    "Cán bộ công đoàn cơ sở",
    "Người quản lý tổ, đội",
    "Lao động trẻ",
];
const AWARDS: [&str; 6] = [
    "lao-dong-gioi",
    "chien-si-thi-dua-co-so",
    "giay-khen",
    "lao-dong-tien-tien",
    "bang-khen-ldld-thanh-pho",
    "doan-vien-cong-doan-xuat-sac",
];
const JOBS: [&str; 5] =
    ["Tổ trưởng chuyền may", "Thợ hàn bậc 5", "Nhân viên kho", "Điều dưỡng trưởng", "Công nhân vận hành bơm"];
const IDEAS: [&str; 6] = [
    "Giá xoay xếp khuôn theo thứ tự ca",
    "Phiếu bàn giao một trang có ô đánh dấu",
    "Đồ gá kẹp nhanh cho máy cắt góc",
    "Bảng màu báo hết vật tư trước một giờ",
    "Xe đẩy hai tầng vừa lối đi hẹp",
    "Lịch rửa lưới lọc chia theo tuần",
];
const SENTENCES: [&str; 14] = [
    "Đầu ca nào cũng vậy, {who} đi một vòng {a} máy, nghe tiếng trước rồi mới mở sổ ghi lại chỗ nào lạ.",
    "Cái khó là lối đi hẹp: mỗi lần chuyển hàng phải dừng {a} phút, cả tổ đứng chờ mà không ai có lỗi.",
    "Bản vẽ đầu tiên làm bằng phấn trên nền xưởng, sửa {a} lần mới đem lên phòng kỹ thuật xin vật tư.",
    "Sau một quý, giờ dừng máy bớt {b}%, còn hàng phải làm lại thì gần như không thấy nữa.",
    "{who} không giữ nghề: {a} người mới vào đều được kèm cho tới khi tự đứng máy được một ca trọn.",
    "Hội đồng sáng kiến của đơn vị xuống tận nơi, bấm giờ {a} lượt rồi mới ký biên bản công nhận.",
    "Có tuần mưa lớn, nước vào kho, {who} ở lại cùng bảo vệ kê cao từng kiện, sáng ra không kiện nào ướt.",
    "Tiền thưởng lần ấy tổ góp mua một tủ thuốc và {a} cái quạt, treo đúng chỗ nóng nhất.",
    "Người trong tổ nói gọn: việc gì {who} nhận thì cuối tuần khỏi phải hỏi lại.",
    "Cách làm được chép thành một tờ hướng dẫn, nay dán ở {a} phân xưởng và thêm hai đơn vị bạn.",
    "Lượng điện dùng cho mỗi nghìn sản phẩm giảm {b}%, số đo do tổ cơ điện ghi độc lập.",
    "Buổi tối {who} học thêm đọc bản vẽ; ở nhà hai con thay phiên nấu cơm, coi đó là phần việc của mình.",
    "Khi chuyền đổi mẫu, {who} đề nghị thử trước trên {a} máy, nhờ vậy lỗi đường kim lộ ra sớm một ngày.",
    "Chưa phải lúc nào cũng suôn sẻ: lần thử thứ hai hỏng mất {b} tấm, và điều đó cũng được ghi vào sổ.",
];

/// Numbers that look thrown and are the same every time (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.throw(from.len())]
    }

    fn sentences(&mut self, how_many: usize, who: &str, between: &str) -> String {
        // Neighbours on the list, so that no sentence comes twice in a row.
        let first = self.throw(SENTENCES.len());
        let mut said = Vec::new();
        for at in 0..how_many {
            let sentence = SENTENCES[(first + at * 5) % SENTENCES.len()].replace("{who}", who);
            let sentence = sentence.replace("{a}", &(2 + self.throw(8)).to_string());
            said.push(sentence.replace("{b}", &(8 + self.throw(30)).to_string()));
        }
        said.join(between)
    }
}

pub(crate) fn id(person: usize) -> String {
    format!("guong-{:05}", person + 1)
}

/// 19,200 names before one comes again.
pub(crate) fn name(person: usize) -> String {
    let at = person * 7919;
    let (surname, middle, given) = (at % 20, at / 20 % 24, at / 480 % 40);
    format!("{} {} {}", SURNAMES[surname], MIDDLES[middle], GIVEN[given])
}

pub(crate) const FOREWORD: &str = r#"+++
title = "Hội nghị tuyên dương điển hình tiên tiến"
level = "quan"
period = { from = 2015, to = 2019 }
held_on = 2020-05-15
place = "Hội trường Gò Sen"
decision = { number = "01/QĐ-LĐLĐ", date = 2020-05-10, issuer = "Liên đoàn Lao động Quận Gò Sen" }
+++
Bảng này chỉ để đo tốc độ: người, đơn vị và con số đều không có thật.
"#;

pub(crate) fn site(units: usize) -> String {
    let mut site = String::from(
        r#"title = "Bảng vàng danh dự"
publisher = "Liên đoàn Lao động Quận Gò Sen"
base_url = "https://gosen.example.vn/bang-vang/"
theme = "sen"
language = "vi"

[contact]
address = "Số 1 đường Ví Dụ, Quận Gò Sen"
phone = "028 0000 0000"
email = "vanphong@gosen.example.vn"
"#,
    );
    for unit in 0..units {
        let (trade, place) = (TRADES[unit % 12], PLACES[unit / 12 % 20]);
        let again = if unit < 240 { String::new() } else { format!(" {}", unit / 240 + 1) };
        let _ = write!(site, "\n[[unit]]\nid = \"don-vi-{unit:03}\"\nname = \"{trade} {place}{again}\"\n");
        let _ = writeln!(site, "workers = {}", 40 + unit * 17 % 900);
    }
    site
}

pub(crate) fn criteria() -> String {
    let mut criteria = String::new();
    for (at, label) in (1..).zip(GROUPS) {
        let _ = write!(criteria, "[[group]]\nid = \"quan-{at}\"\nnumber = {at}\nlabel = \"{label}\"\n");
        let _ = write!(criteria, "kind = \"individual\"\nselection = \"elected\"\n\n");
    }
    criteria
}

pub(crate) fn front_matter(dice: &mut Dice, person: usize, unit: usize) -> String {
    let (name, job, idea) = (name(person), dice.pick(&JOBS), dice.pick(&IDEAS));
    let (group, minutes) = (1 + dice.throw(GROUPS.len()), 5 + dice.throw(40));
    let mut front = format!(
        r#"name = "{name}"
kind = "individual"
group = "quan-{group}"
unit = "don-vi-{unit:03}"
job = "{job}"
lead = "{idea}, bớt {minutes} phút mỗi ca"
movements = ["lao-dong-gioi", "lao-dong-sang-tao"]
position = "truc-tiep"
"#
    );
    front.push_str("initiatives = [\n");
    for _ in 0..=dice.throw(2) {
        let (idea, year, benefit) = (dice.pick(&IDEAS), 2015 + dice.throw(5), 20 + dice.throw(180));
        let _ = write!(front, "  {{ title = \"{idea}\", year = {year}, scope = \"co-so\", ");
        let _ = writeln!(front, "benefit_vnd = {benefit}_000_000 }},");
    }
    front.push_str("]\nawards = [\n");
    let first = dice.throw(AWARDS.len());
    for at in 0..=dice.throw(3) {
        let (award, number) = (AWARDS[(first + at) % AWARDS.len()], 10 + dice.throw(80));
        let _ = write!(front, "  {{ year = {}, award = \"{award}\", ", 2015 + at);
        let _ = writeln!(front, "number = \"{number}/QĐ\", issuer = \"Liên đoàn Lao động Quận Gò Sen\" }},");
    }
    front.push_str(
        r#"]
honour = { award = "giay-khen", number = "01/QĐ-LĐLĐ", date = 2020-05-10, issuer = "Liên đoàn Lao động Quận Gò Sen" }
received_at = 2020-04-08T10:30:00+07:00
approval = { status = "approved", number = "05/TB-LĐLĐ", date = 2020-05-09, by = "Thường trực" }
consent = { web = true, photo = true, print = true, date = 2020-03-01, evidence = "Phiếu đồng ý kèm hồ sơ" }

[private]
"#,
    );
    let _ = writeln!(front, "gender = \"{}\"", dice.pick(&["nam", "nu"]));
    front
}

/// About two kilobytes: headings, a list, a table, a quotation, a link.
pub(crate) fn body(dice: &mut Dice, person: usize) -> String {
    let name = name(person);
    let who = format!("{} {}", dice.pick(&["anh", "chị"]), name.rsplit(' ').next().unwrap_or_default());
    let mut body = format!("**{name}** được tổ bình chọn. {}\n", dice.sentences(3, &who, " "));
    let _ = write!(body, "\n## Chuyện bắt đầu\n\n{}\n", dice.sentences(3, &who, " "));
    let _ = write!(body, "\n## Cách làm\n\n- {}\n", dice.sentences(3, &who, "\n- "));
    body.push_str("\n## Kết quả\n\n| Năm | Sáng kiến | Giờ dừng máy | Làm lợi |\n|---|---:|---:|---:|\n");
    for year in 2017..=2019 {
        let (ideas, hours, benefit) = (1 + dice.throw(4), 20 + dice.throw(60), 15 + dice.throw(200));
        let _ = writeln!(body, "| {year} | {ideas} | {hours} giờ | {benefit} triệu |");
    }
    let _ = write!(body, "\n### Lan ra các tổ khác\n\n{} ", dice.sentences(2, &who, " "));
    let _ = writeln!(body, "Xem thêm [tờ hướng dẫn](https://gosen.example.vn/huong-dan/{}).", person + 1);
    let _ = write!(body, "\n> {}\n", dice.sentences(1, &who, " "));
    body
}
