//! How a key is written that holds others, and where a key belongs that stands elsewhere: for whoever has to type it.

/// One that is right, by its key. What begins with a bracket is a list.
const EXAMPLES: &[(&str, &str)] = &[
    ("period", "{ from = 2015, to = 2019 }"),
    ("decision", r#"{ number = "45/QĐ-LĐLĐ", date = 2020-05-10, issuer = "LĐLĐ Quận" }"#),
    ("basis", r#"[ { number = "105/KH-LĐLĐ", date = 2019-12-03, issuer = "LĐLĐ Thành phố" } ]"#),
    ("delegates", "{ honorees = 140, guests = 60 }"),
    ("large_unit_approval", r#"{ number = "12/TB-LĐLĐ", workers = 820 }"#),
    ("presidium", r#"[ { name = "Lê Văn An", role = "Chủ tịch Công đoàn" } ]"#),
    ("presidium", "{ min = 3, max = 7 }"),
    ("events", r#"[ { title = "Giao lưu điển hình", date = 2020-05-14 } ]"#),
    ("signature", r#"{ name = "Lê Văn An", office = "Chủ tịch" }"#),
    ("occasions", r#"["Chào mừng Đại hội Công đoàn"]"#),
    ("imprint", r#"["Lưu hành nội bộ"]"#),
    ("honoree_share", "{ target = 0.70, tolerance = 0.05 }"),
    ("keynotes_presented", "{ min = 2, max = 3 }"),
    ("not_honoured_in", r#"{ period = "2010-2014", level = "quan" }"#),
    ("requires_award", r#"{ any = ["chien-si-thi-dua-co-so"], within_period = true }"#),
    ("sort", r#"{ given = "Hà", surname = "Nguyễn" }"#),
    ("previously_honoured", r#"[ { period = "2010-2014", level = "co-so" } ]"#),
    (
        "initiatives",
        r#"[ { title = "Đồ gá may cổ áo", year = 2018, scope = "co-so", benefit_vnd = 60_000_000 } ]"#,
    ),
    ("awards", r#"[ { year = 2018, award = "lao-dong-gioi", number = "12/QĐ-CĐ" } ]"#),
    ("honour", r#"{ award = "giay-khen", number = "45/QĐ-LĐLĐ", date = 2020-05-10 }"#),
    ("photo", r#"{ file = "chan-dung.jpg", alt = "Chân dung chị Hường" }"#),
    ("honorees", r#"["nguyen-thi-huong"]"#),
    ("movements", r#"["lao-dong-gioi"]"#),
    ("categories", r#"["nhan-to-moi"]"#),
    ("any", r#"["chien-si-thi-dua-co-so"]"#),
    ("roles", r#"["Quản đốc xưởng"]"#),
    ("aliases", r#"["CSTĐCS"]"#),
    ("pictures", r#"[ { file = "to-may.jpg", alt = "Chị Hường bên chuyền may" } ]"#),
    (
        "approval",
        r#"{ status = "approved", number = "38/TB-LĐLĐ", date = 2020-05-08, by = "Thường trực LĐLĐ Quận" }"#,
    ),
    (
        "consent",
        r#"{ web = true, photo = true, print = true, date = 2020-03-01, evidence = "Phiếu đồng ý số 05" }"#,
    ),
];

/// What is in the path of a file, and keys of it with the line of brackets they stand under.
const HOMES: &[(&str, &str, &[&str])] = &[
    (
        "/criteria.toml",
        "[limits]",
        &[
            "held_before",
            "dossier_before",
            "delegates_max",
            "delegates_max_large_unit",
            "large_unit_workers",
            "honoree_share",
            "keynotes_presented",
            "presidium",
            "summary_a4_pages",
            "not_honoured_in",
        ],
    ),
    ("/honorees/", "[private]", &["gender", "ethnic_minority", "party_member"]),
    ("site/site.toml", "[contact]", CONTACT),
    ("/photos/photos.toml", "[[album.pictures]]", &["public_event"]),
];

/// What is in the path of a file, and keys of it that stand in the curly brackets of another one.
const GROUPS: &[(&str, &str, &[&str])] = &[
    ("/honorees/", "consent", &["withdrawn_on", "evidence", "web", "print"]),
    ("/honorees/", "approval", &["status", "number", "by"]),
    ("/keynotes/", "approval", &["status", "number", "by"]),
];

/// How somebody is reached: told of the office alone (`domain.md` §0.5).
const CONTACT: &[&str] = &["address", "phone", "email"];

/// How a key is written that holds a list, or a table of its own.
pub(super) fn example(key: &str, is_list: bool) -> Option<&'static str> {
    let of_key = |(known, text): &&(&str, &str)| *known == key && text.starts_with('[') == is_list;
    EXAMPLES.iter().find(of_key).map(|(_, text)| *text)
}

/// The line of brackets a key belongs under in a file.
pub(super) fn home(file: &str, key: &str) -> Option<&'static str> {
    let is_home = |(part, _, keys): &&(&str, &str, &[&str])| file.contains(part) && keys.contains(&key);
    HOMES.iter().find(is_home).map(|(_, home, _)| *home)
}

/// The key in whose curly brackets another one belongs in a file.
pub(super) fn group(file: &str, key: &str) -> Option<&'static str> {
    let is_group = |(part, _, keys): &&(&str, &str, &[&str])| file.contains(part) && keys.contains(&key);
    GROUPS.iter().find(is_group).map(|(_, group, _)| *group)
}

/// Would a key of this file tell how a person is reached?
pub(super) fn is_a_persons(file: &str, key: &str) -> bool {
    CONTACT.contains(&key) && home(file, key).is_none()
}
