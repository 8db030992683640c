//! What must hold for any text, Vietnamese or not.

use bangvang::vietnamese::{clean, fold, initial, keep_together, slug, text_key, tone_key};
use proptest::prelude::*;

use super::{composed, nfd, plain_key};

/// Texts near to ours, with the odd character, beside wholly foreign ones.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        r"\PC{0,24}",
        r"[a-yđĐÐăâêôơưáàảãạốồẫặệựỷýoauydqhtlHTUOA'’ʼ`\-., ()0-9\u{a0}\u{200b}\u{301}\u{300}\u{323}\u{302}\u{31b}\u{306}]{0,24}",
        r"([A-Z]?(h|th|q|ng|l|đ|)(oà|òa|uỷ|ủy|oẻ|ỏe|oan|uy|ươn|y|i)(n|c|) ?){1,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_twice_is_cleaning_once(text in any_text()) {
        let tidy = clean(&text).into_owned();
        prop_assert_eq!(clean(&tidy), tidy.as_str());
        let decomposed = nfd(&text);
        prop_assert_eq!(clean(&decomposed), tidy.as_str());
    }

    #[test]
    fn folding_twice_is_folding_once(text in any_text()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.as_str());
        prop_assert_eq!(fold(&nfd(&text)), folded.as_str());
        prop_assert_eq!(fold(&composed(&text)), folded.as_str());
    }

    #[test]
    fn keys_do_not_see_the_unicode_form(text in any_text()) {
        prop_assert_eq!(plain_key(&nfd(&text)), plain_key(&composed(&text)));
        prop_assert_eq!(text_key(&nfd(&text)), text_key(&composed(&text)));
        prop_assert_eq!(tone_key(&nfd(&text)), tone_key(&composed(&text)));
        prop_assert_eq!(initial(&nfd(&text)), initial(&text));
    }

    #[test]
    fn numbers_go_by_value(a in 0_u64.., b in 0_u32..1000, c in 0_u32..1000) {
        prop_assert_eq!(
            text_key(&format!("Tổ {b}")).cmp(&text_key(&format!("Tổ {c}"))), b.cmp(&c));
        prop_assert_eq!(
            text_key(&format!("Tổ {a} A")).cmp(&text_key(&format!("Tổ {b} B"))), a.cmp(&u64::from(b)).then(std::cmp::Ordering::Less));
    }

    #[test]
    fn a_slug_has_its_shape(text in any_text()) {
        let slug = slug(&text);
        prop_assert!(slug.len() <= 84);
        prop_assert!(slug.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        }), "{}", slug);
    }

    #[test]
    fn keeping_together_changes_only_spaces(text in any_text()) {
        let kept = keep_together(&text).into_owned();
        prop_assert_eq!(kept.replace('\u{A0}', " "), text.replace('\u{A0}', " "));
        prop_assert_eq!(keep_together(&kept), kept.as_str());
    }
}

/// The quick way asks the same of every letter there is.
#[test]
fn letters_and_digits_are_those_of_unicode() {
    for c in '\0'..=char::MAX {
        assert_eq!(bangvang::vietnamese::is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
    }
}
