//! The Vietnamese language: names in the order of the people, by hand-written lists and for any spelling of them.

mod any_text;
mod texts;

use bangvang::vietnamese::{INDEX_LETTERS, NO_LETTER, SortKey, given_name, initial, name_key, text_key};
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::DecomposingNormalizerBorrowed;

pub(crate) fn nfd(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned()
}

fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

fn plain_key(name: &str) -> SortKey {
    name_key(name, None, None)
}

/// One row: a name with its overrides.
fn key_of(row: &str) -> SortKey {
    let mut cells = row.split('|');
    name_key(cells.next().unwrap(), cells.next(), cells.next())
}

/// The rows of the hand-written list with the number of the line each stands on.
fn names_in_order() -> Vec<(usize, String)> {
    let lines = include_str!("names_in_order.txt").lines().filter(|line| !line.starts_with('#'));
    let mut rows = Vec::new();
    for (place, line) in lines.enumerate() {
        for name in line.split('=') {
            rows.push((place, name.strip_prefix(' ').unwrap_or(name).to_owned()));
        }
    }
    rows
}

/// A fixed shuffle, so that a failure can be looked at twice.
fn shuffled<T>(mut rows: Vec<T>, mut seed: u64) -> Vec<T> {
    for end in (1..rows.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        rows.swap(end, usize::try_from(seed >> 33).unwrap() % (end + 1));
    }
    rows
}

#[test]
fn people_stand_as_written_by_hand() {
    let rows = names_in_order();
    assert!(rows.last().unwrap().0 >= 128);
    for seed in 0..20 {
        let mut sorted = shuffled(rows.clone(), seed);
        sorted.sort_by_cached_key(|(_, row)| key_of(row));
        let wrong: Vec<_> = sorted.windows(2).filter(|pair| pair[0].0 > pair[1].0).collect();
        assert!(wrong.is_empty(), "wrong neighbours: {wrong:?}");
    }
}

#[test]
fn spellings_of_one_name_tie_and_different_names_do_not() {
    for pair in names_in_order().windows(2) {
        let (left, right) = (key_of(&pair[0].1), key_of(&pair[1].1));
        if pair[0].0 == pair[1].0 {
            assert_eq!(left, right, "{pair:?}");
        } else {
            assert!(left < right, "{pair:?}");
        }
    }
}

#[test]
fn the_order_does_not_see_how_a_name_is_typed() {
    for (_, row) in names_in_order() {
        for typed in [nfd(&row), row.to_uppercase(), row.to_lowercase(), row.replace(' ', "\u{A0}")] {
            assert_eq!(key_of(&typed), key_of(&row), "{typed:?}");
        }
    }
    for typed in ["Vie\u{302}\u{323}t", "Vie\u{323}\u{302}t", "Vi\u{1EB9}\u{302}t", "Vi\u{EA}\u{323}t"] {
        assert_eq!(plain_key(typed), plain_key("Việt"));
    }
}

#[test]
fn tones_and_letters_have_the_order_of_cldr() {
    let letters = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z";
    let tones = "ha hà hả hã há hạ hă hằ hẳ hẵ hắ hặ hâ hầ hẩ hẫ hấ hậ";
    for list in [letters, tones] {
        let keys: Vec<_> = list.split(' ').map(plain_key).collect();
        assert!(keys.is_sorted_by(|a, b| a < b), "{list}");
    }
    let index: String = letters.replace(' ', "").to_uppercase();
    assert_eq!(INDEX_LETTERS.iter().collect::<String>(), index);
}

#[test]
fn overrides_take_their_words_out_of_the_rest() {
    // The clan stays as the surname, wherever the given name stands.
    assert!(key_of("H’Hen Niê|H’Hen") < key_of("H’Hen Rơ Ông|H’Hen"));
    assert!(key_of("H’Hen Êban|H’Hen") < key_of("H’Hen Niê|H’Hen"));
    // A given name that begins another one comes first.
    assert!(key_of("Thạch Thị Sa|Sa") < key_of("Thạch Thị Sa Rây|Sa Rây"));
    assert!(key_of("Thạch Thị Sa Rây|Sa Rây") < key_of("Sơn Sách"));
    // An override in other spelling finds its words; an empty one says nothing.
    assert_eq!(key_of("Lê Thị Hoà|Hòa"), key_of("Lê Thị Hòa"));
    assert_eq!(key_of("Lê Thị Hoà| | "), key_of("Lê Thị Hòa"));
    assert_eq!(key_of("Lê Thị Hoà|\u{200B}"), key_of("Lê Thị Hòa"));
    // What a hyphen joins counts as words.
    assert_eq!(key_of("Tôn Thất Minh||Tôn Thất"), key_of("Tôn-Thất Minh"));
    // A surname that looks like a title can be kept.
    assert_eq!(given_name("Ông Ích Khiêm"), "Khiêm");
    assert!(key_of("Ông Thị Bé") > key_of("Lê Thị Bé") && key_of("Ông Thị Bé") < key_of("Tô Thị Bé"));
    assert_eq!(key_of("Ông Lê Văn Bé"), key_of("Lê Văn Bé"));
    assert!(key_of("Ông Ích Khiêm||Ông") > key_of("Lê Khiêm"));
    assert!(key_of("Ông Văn Lan") > key_of("Ngô Văn Lan") && key_of("Ông Hữu Lan") < key_of("Phạm Lan"));
    assert_eq!(key_of("Ông Văn Tiến Dũng"), key_of("Văn Tiến Dũng"));
}

#[test]
fn other_lists_go_word_by_word() {
    let rightly = [
        ["Hà Nội", "Hạ Long"],
        ["Tổ 2", "Tổ 10"],
        ["Tổ 2", "Tổ 2A"],
        ["Công đoàn cơ sở", "Công đoàn phường"],
        ["Công ty An", "Công ty Ấn"],
        ["Đảng bộ", "Đạo đức"],
        ["Dân phòng", "Đại đội"],
        ["Quận 1", "Quận Ba"],
    ];
    for [first, second] in rightly {
        assert!(text_key(first) < text_key(second), "{first} < {second}");
    }
    assert_eq!(text_key("Khoẻ – đẹp"), text_key("khỏe, ĐẸP"));
    assert_eq!(text_key("  Tổ  2 "), text_key("TỔ\u{A0}2"));
    assert_eq!(text_key("Tổ 02"), text_key("Tổ 2"));
}

#[test]
fn index_letters() {
    let cases = [
        ("Ánh", 'A'),
        ("Ấn", 'Â'),
        ("ẩn", 'Â'),
        ("Ắng", 'Ă'),
        ("H’Hen", 'H'),
        ("Đạt", 'Đ'),
        ("Ðạt", 'Đ'),
        ("K’Brếp", 'K'),
        ("Ênuôl", 'Ê'),
        ("Ớt", 'Ơ'),
        ("Ổn", 'Ô'),
        ("Ước", 'Ư'),
        ("Ý", 'Y'),
        ("’Hen", 'H'),
        ("Zũng", 'Z'),
        ("Élise", 'E'),
        ("Öz", 'O'),
        ("3D", NO_LETTER),
        ("王伟", NO_LETTER),
        ("", NO_LETTER),
        ("…", NO_LETTER),
    ];
    for (given, letter) in cases {
        assert_eq!(initial(given), letter, "{given}");
        assert_eq!(initial(&nfd(given)), letter, "{given} in NFD");
    }
}

#[test]
fn the_index_letters_come_in_the_order_of_the_people() {
    let place = |row: &str| {
        let mut cells = row.split('|');
        let full = cells.next().unwrap();
        let letter =
            initial(cells.next().filter(|given| !given.trim().is_empty()).unwrap_or(given_name(full)));
        INDEX_LETTERS.iter().position(|listed| *listed == letter).unwrap_or(usize::MAX)
    };
    let places: Vec<_> = names_in_order().iter().map(|(_, row)| place(row)).collect();
    assert!(places.is_sorted());
}

#[test]
fn given_names() {
    let cases = [
        ("Nguyễn Thị Hà", "Hà"),
        ("Ông Nguyễn Văn An (tổ phó)", "An"),
        ("Hà", "Hà"),
        ("Anh", "Anh"),
        ("Nguyễn Thị Hà(tổ phó)", "Hà"),
        ("Nguyễn\u{A0}Hà", "Hà"),
        ("Nguyễn Văn An,", "An"),
        ("ThS.Hà", "Hà"),
        ("K’Brếp", "K’Brếp"),
        ("Nguyễn Văn An -", "An"),
        ("", ""),
    ];
    for (full, given) in cases {
        assert_eq!(given_name(full), given, "{full}");
    }
}

#[test]
fn sentences_end_where_they_end() {
    use bangvang::vietnamese::{is_whole, sentences};
    for (text, ends) in [
        ("Một. Hai! Ba? Bốn… Năm", "Một. |Hai! |Ba? |Bốn… |Năm"),
        (
            "Ở TP. Hồ Chí Minh, ThS. Lan làm 3.200 suất. Xong.",
            "Ở TP. Hồ Chí Minh, ThS. Lan làm 3.200 suất. |Xong.",
        ),
        ("“Bao giờ tới lượt?” Chị cười. 5 giờ sáng.", "“Bao giờ tới lượt?” |Chị cười. |5 giờ sáng."),
        ("Chờ… rồi làm. v.v. và thôi", "Chờ… rồi làm. v.v. và thôi"),
        ("Không dấu chấm", "Không dấu chấm"),
        ("", ""),
    ] {
        assert_eq!(sentences(text).join("|"), ends);
        assert_eq!(sentences(text).concat(), text);
    }
    for (text, whole) in
        [("Xong.", true), ("“Xong!” ", true), ("Kính thưa Hội nghị,", false), ("Ba việc:", false)]
    {
        assert_eq!(is_whole(text), whole, "{text}");
    }
}
