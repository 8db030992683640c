//! Signs that are written in others: `%20` in the address of a link, `&#64;` and `&commat;` in Markdown and HTML, digits
//! of other scripts.

/// No reference to a character that says something personal is longer, without its `&`.
const LONGEST: usize = 10;

/// References by name to what stands in numbers and addresses.
const NAMED: [(&str, char); 15] = [
    ("amp", '&'),
    ("quot", '"'),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("Tab", ' '),
    ("NewLine", ' '),
    ("commat", '@'),
    ("period", '.'),
    ("plus", '+'),
    ("lpar", '('),
    ("rpar", ')'),
    ("colon", ':'),
    ("dash", '-'),
    ("ndash", '-'),
];

/// Where the digits of other scripts begin: Arabic, Persian, Thai, Lao, Khmer.
const ZEROS: [u32; 5] = [0x660, 0x6f0, 0xe50, 0xed0, 0x17e0];

/// What a text that begins with a sign of escape means by it, and how many signs after that one belong to it.
pub(super) fn meant(text: &str) -> Option<(char, usize)> {
    match text.as_bytes().first()? {
        b'%' => {
            let character = match text.get(1..3)? {
                "20" => ' ',
                "2B" | "2b" => '+',
                "40" => '@',
                _ => return None,
            };
            Some((character, 2))
        }
        b'&' => {
            let end = text.bytes().skip(1).take(LONGEST).position(|byte| byte == b';')?;
            Some((referred(text.get(1..=end)?)?, end + 1))
        }
        // A letter where the zero stands on the keys beside it: `o912345678`.
        b'o' | b'O' => {
            let is_number = text.bytes().skip(1).take(3).filter(u8::is_ascii_digit).count() == 3;
            is_number.then_some(('0', 0))
        }
        _ => None,
    }
}

/// The character a reference names.
fn referred(name: &str) -> Option<char> {
    let Some(digits) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character);
    };
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    number.ok().and_then(char::from_u32)
}

/// A digit of another script as ours.
pub(super) fn digit(character: char) -> Option<char> {
    let place = |zero: &u32| u32::from(character).checked_sub(*zero).filter(|place| *place < 10);
    ZEROS.iter().find_map(place).and_then(|place| char::from_digit(place, 10))
}

/// Does it show nothing but takes room: fillers of Korean, the empty sign of Braille?
pub(super) fn is_filler(character: char) -> bool {
    matches!(character, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}')
}
