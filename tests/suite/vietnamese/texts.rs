//! Texts in Vietnamese: cleaned, folded, searched, shortened, spelled in two ways, with dates and money.

use std::borrow::Cow;

use bangvang::vietnamese::{
    Garbled, clean, date_in_words, fold, garbled, has_tone_elsewhere, keep_together, money_short, nfc, slug,
    thousands, tone_key, unbroken,
};

use super::{nfd, plain_key};

#[test]
fn titles_break_between_words() {
    let cases = [
        ("Hội nghị tuyên dương điển hình", "Hội_nghị tuyên_dương điển_hình"),
        ("CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC", "CÁN_BỘ, CÔNG_CHỨC, VIÊN_CHỨC"),
        ("Công nhân viên chức “lao động”", "Công_nhân viên_chức “lao_động”"),
        ("Cán, bộ", "Cán, bộ"),
        ("học tập Chủ tịch Hồ Chí Minh vĩ đại", "học_tập Chủ_tịch Hồ_Chí_Minh vĩ đại"),
        ("Công đoàn cơ sở Công ty TNHH May An", "Công_đoàn cơ_sở Công_ty TNHH May An"),
        ("Công ty TNHH MTV Dịch vụ", "Công_ty TNHH_MTV Dịch_vụ"),
        ("Một giờ mỗi tuần", "Một giờ mỗi tuần"),
        ("", ""),
    ];
    for (title, whole) in cases {
        assert_eq!(unbroken(title).replace('\u{a0}', "_"), whole);
    }
    assert!(matches!(unbroken("Một giờ"), Cow::Borrowed(_)));
}

#[test]
fn cleaning() {
    let cases = [
        (" An", "An"),
        ("An\u{A0}B", "An B"),
        ("An\u{202F}\u{2007}\u{3000} B", "An B"),
        ("An\t\r\nB", "An B"),
        ("A\u{200B}n\u{FEFF}\u{2060}", "An"),
        ("A\u{1}n\u{7F}\u{9C} \u{FFFE}B\u{B}C", "An B C"),
        ("Ðỗ ð Ɖ ɖ", "Đỗ đ Đ đ"),
        ("a\u{200B}\u{301}", "á"),
        ("so\u{AD}n", "so\u{AD}n"),
        ("Vie\u{323}\u{302}t", "Việt"),
        ("   ", ""),
        ("", ""),
    ];
    for (raw, tidy) in cases {
        assert_eq!(clean(raw), tidy, "{raw:?}");
    }
    assert!(matches!(clean("Nguyễn Thị Hà"), Cow::Borrowed(_)));
    assert!(matches!(nfc("Nguyễn Thị Hà"), Cow::Borrowed(_)));
    assert_eq!(nfc(" Ho\u{300}a Ð"), " Hòa Ð");
}

#[test]
fn folding() {
    let cases = [
        ("Nguyễn Thị Hoà", "nguyen thi hoa"),
        ("ĐẶNG Ðức", "dang duc"),
        ("H’Hen Niê", "hhen nie"),
        ("K'Brếp", "kbrep"),
        ("  Tổ 10 – P.2 ", "to 10 p 2"),
        ("ﬁ½", "fi1 2"),
        ("Café", "cafe"),
        ("so\u{AD}n\u{200B}g", "song"),
        ("王伟", "王伟"),
        ("...", ""),
        ("Ở Ưu Ơn", "o uu on"),
    ];
    for (text, folded) in cases {
        assert_eq!(fold(text), folded, "{text}");
        assert_eq!(fold(&nfd(text)), folded, "{text} in NFD");
    }
}

#[test]
fn tone_keys() {
    let cases = [
        ("hường", "hương1"),
        ("hoà", "hoa1"),
        ("hòa", "hoa1"),
        ("Hỏa", "hoa2"),
        ("Nguyễn", "nguyên3"),
        ("thuý", "thuy4"),
        ("Thị", "thi5"),
        ("Lan", "lan"),
        ("Đặng", "đăng5"),
        ("K’Brếp", "kbrêp4"),
        ("Nguyễn Thị Hà", "nguyên3 thi5 ha1"),
        ("’", ""),
        ("Mu\u{308}ller", "müller"),
    ];
    for (word, key) in cases {
        assert_eq!(tone_key(word), key, "{word}");
        assert_eq!(tone_key(&nfd(word)), key, "{word} in NFD");
    }
}

#[test]
fn slugs() {
    let long = "Công ty Cổ phần ".repeat(12);
    let cases = [
        ("Nguyễn Thị Hà", "nguyen-thi-ha"),
        ("Hà", "ha"),
        ("Hạ", "ha"),
        ("Thủy", "thuy"),
        ("H’Hen Niê", "hhen-nie"),
        ("Đổi mới, sáng tạo!", "doi-moi-sang-tao"),
        ("王伟", "muc"),
        ("...", "muc"),
        ("", "muc"),
        ("Con", "con-muc"),
        ("AUX", "aux-muc"),
        ("Nul", "nul-muc"),
        ("prn", "prn-muc"),
        ("Com1", "com1-muc"),
        ("lpt9", "lpt9-muc"),
        ("COM¹", "com1-muc"),
        ("Com", "com"),
        ("com10", "com10"),
        ("Cồn", "con-muc"),
        ("Index", "index-muc"),
        ("Søren Straße", "soren-strasse"),
        ("2015 – 2019", "2015-2019"),
        ("a王b", "a-b"),
        (&long, "cong-ty-co-phan-cong-ty-co-phan-cong-ty-co-phan-cong-ty-co-phan-cong-ty-co-phan"),
        (&"x".repeat(100), &"x".repeat(80)),
        (&format!("{} đuôi", "x".repeat(80)), &"x".repeat(80)),
        (&format!("{} đuôi", "x".repeat(77)), &"x".repeat(77)),
    ];
    for (text, name) in cases {
        assert_eq!(slug(text), name, "{text}");
        assert_eq!(slug(&nfd(text)), name, "{text} in NFD");
    }
}

#[test]
fn places_of_tones() {
    let pairs = [
        ("hòa", "hoà"),
        ("khỏe", "khoẻ"),
        ("thủy", "thuỷ"),
        ("ủy", "uỷ"),
        ("HÒA", "HOÀ"),
        ("Thúy", "Thuý"),
        ("họa", "hoạ"),
        ("Lòe", "Loè"),
        ("túy", "tuý"),
        ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà"),
        ("òa", "oà"),
    ];
    for (old, new) in pairs {
        assert_eq!(plain_key(old), plain_key(new));
        assert_eq!(tone_key(&nfd(old)), tone_key(new));
        assert!(has_tone_elsewhere(old, new), "{old} {new}");
    }
}

#[test]
fn dates_and_money() {
    assert_eq!(date_in_words(2020, 5, 15), "ngày 15 tháng 5 năm 2020");
    assert_eq!(date_in_words(2019, 12, 3), "ngày 03 tháng 12 năm 2019");
    assert_eq!(date_in_words(2020, 2, 28), "ngày 28 tháng 02 năm 2020");
    for (number, written) in [(0, "0"), (999, "999"), (1_000, "1.000"), (1_234_567, "1.234.567")] {
        assert_eq!(thousands(number), written);
    }
    assert_eq!(thousands(u64::MAX), "18.446.744.073.709.551.615");
    let short = [
        (0, "0", "đồng"),
        (28_000, "28.000", "đồng"),
        (999_999, "999.999", "đồng"),
        (1_000_000, "1", "triệu đồng"),
        (1_004_999, "1", "triệu đồng"),
        (1_005_000, "1,01", "triệu đồng"),
        (620_000_000, "620", "triệu đồng"),
        (1_250_000, "1,25", "triệu đồng"),
        (1_200_000_000, "1,2", "tỉ đồng"),
        (1_250_000_000, "1,25", "tỉ đồng"),
        (999_994_999, "999,99", "triệu đồng"),
        (999_995_000, "1", "tỉ đồng"),
        (999_999_999, "1", "tỉ đồng"),
        (1_050_000_000, "1,05", "tỉ đồng"),
        (1_234_567_000_000, "1.234,57", "tỉ đồng"),
        (u64::MAX, "18.446.744.073,71", "tỉ đồng"),
    ];
    for (dong, number, unit) in short {
        assert_eq!(money_short(dong, dong), (number.to_owned(), unit));
    }
    // Beside a smaller one, in its unit.
    assert_eq!(money_short(1_250_000_000, 310_000_000), ("1.250".to_owned(), "triệu đồng"));
    assert_eq!(money_short(1_250_000_000, 2_000_000_000), ("1,25".to_owned(), "tỉ đồng"));
    assert_eq!(money_short(3_500_000, 500), ("3.500.000".to_owned(), "đồng"));
}

/// What old fonts and wrong encodings leave is told apart from Vietnamese and from names of other languages.
#[test]
fn garbled_words_are_known_by_what_became_of_them() {
    for (text, word, what) in [
        ("Chị Nguyeãn Thò Haø", "Nguyeãn", Garbled::Vni),
        ("Coâng ñoaøn", "Coâng", Garbled::Vni),
        ("ÑÖÔÏC", "ÑÖÔÏC", Garbled::Vni),
        ("lao ñoäng", "ñoäng", Garbled::Vni),
        ("NguyÔn ThÞ", "NguyÔn", Garbled::Tcvn3),
        ("c«ng ®oµn", "c«ng", Garbled::Tcvn3),
        ("mét ®êi", "®êi", Garbled::Tcvn3),
        ("§oµn", "§oµn", Garbled::Tcvn3),
        ("Hµ", "Hµ", Garbled::Tcvn3),
        ("Nguyá»…n Thá»‹", "Nguyá»…n", Garbled::Misread),
        ("Ä‘oÃ\u{a0}n", "Ä‘oÃ\u{a0}n", Garbled::Misread),
        ("CÃ´ng", "CÃ´ng", Garbled::Misread),
        ("Nguy\u{fffd}n", "Nguy\u{fffd}n", Garbled::Lost),
    ] {
        let (range, became) = garbled(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((text.get(range).unwrap(), became), (word, what), "{text}");
    }
    for text in [
        "Hoàn Toàn Café 50 µm Điều 5 § 2 m² 40µm “XONG RỒI ĐÃ”, «quá», khoẻ khoé, giặt giũ, HOÀ, quý, xoã, goá",
        "Müller, Noël, Citroën, Raúl, Øre, naïve, Ayun, H’Hen Niê, K’Brếp, Y Thâm, Kbuôr, Aê, Gore®, A·B, 1½",
        "Đ/c Nguyễn Thị Mỹ Hường, Ban Thường trực LĐLĐ Quận Tân Hoà; được ƯU TIÊN: ĂN CA, ỐM ĐAU, ẤM NO, ÂU CƠ.",
    ] {
        assert_eq!(garbled(text), None, "{text}");
    }
}

#[test]
fn spaces_that_do_not_break() {
    // "~" stands for U+00A0.
    let cases = [
        "làm lợi 300~triệu đồng",
        "làm lợi 300~triệu.",
        "ở Quận~1, quận~3",
        "từ năm~2019 đến nay",
        "Huân chương Lao động hạng~Ba",
        "Quyết định số~12/QĐ-LĐLĐ",
        "ăn 28.000~đồng/suất",
        "đạt (38~%)",
        "ngày~15 tháng~5 năm~2020",
        "Đại hội lần thứ~IX",
        "khóa~XII",
        "tổng số~300~triệu",
        "lúc 16~giờ 00~phút",
        "“500~người”",
        "Công đoàn cơ sở, 3.085~đoàn~viên",
        "Kế hoạch số:~105/KH-LĐLĐ",
        "tháng~3, 2~triệu~đồng",
        "trên 500~lao~động",
        "8~tập~thể và 32~cá~nhân.",
        "45~sáng~kiến; 3~kết~quả, 6~cuộc họp",
        "năm~2019 tập thể",
    ];
    for case in cases {
        let kept = case.replace('~', "\u{A0}").replace("triệu đồng", "triệu\u{A0}đồng");
        let plain = kept.replace('\u{A0}', " ");
        assert_eq!(keep_together(&plain), kept);
        assert_eq!(keep_together(&kept), kept, "a second run changes nothing");
    }
    for same in ["năm người", "Ban Thường vụ", "38  %", "số đông", "đồng chí", "", " ", "2019, năm"]
    {
        assert!(matches!(keep_together(same), Cow::Borrowed(text) if text == same), "{same}");
    }
}

#[test]
fn quotations_within_a_quotation_have_single_marks() {
    for (said, shown) in [
        ("Làm cho đến nơi.", "Làm cho đến nơi."),
        ("“Đỡ một đường may” là đỡ mỏi tay", "‘Đỡ một đường may’ là đỡ mỏi tay"),
        ("Gọi là «tổ mẫu», màn hình 21\"", "Gọi là ‘tổ mẫu’, màn hình 21\""),
    ] {
        assert_eq!(bangvang::vietnamese::inner_quotes(said), shown);
    }
}
