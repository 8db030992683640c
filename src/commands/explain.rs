//! `bangvang explain`: why there is a rule, what it rests on, how it looks broken and kept; or all rules, one a line.

use bangvang::model::nearest;
use bangvang::report::Severity;
use bangvang::report::rulebook::{self, Entry};
use bangvang::words::{Words, forms};
use clap::Args;

use super::{Desk, End, Failure};

/// Flags of `explain`.
#[derive(Args)]
pub(super) struct Explain {
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

/// As wide as a text is easily read.
const WIDTH: usize = 88;

impl Explain {
    pub(super) fn run(self, desk: &Desk) -> Result<End, Failure> {
        let words = desk.screen.words;
        let text = match &self.rule {
            None => every(words),
            Some(asked) => {
                let code = code_in(asked);
                match rulebook::find(&code) {
                    Some(rule) => one(rule, words),
                    None => return Err(unknown(&code, words)),
                }
            }
        };
        desk.hand_over(&text)?;
        Ok(End::Fine)
    }
}

/// The code in what was asked for, as it may be copied from the screen: `cảnh báo[no-photo]`.
fn code_in(asked: &str) -> String {
    let inside = asked.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    inside.map_or(asked, |(code, _)| code).trim().to_ascii_lowercase()
}

fn unknown(code: &str, words: &Words) -> Failure {
    let near = nearest(code, rulebook::all().map(|rule| rule.code));
    Failure::Usage(match near {
        Some(near) => words.say("error.unknown-rule", &[("rule", code), ("near", near)]),
        None => words.say("error.no-such-rule", &[("rule", code)]),
    })
}

/// All rules by their rooms.
fn every(words: &Words) -> String {
    let longest = rulebook::all().map(|rule| rule.code.len()).max().unwrap_or(0);
    let severities = Severity::ALL.map(|severity| severity_word(severity, words));
    let widest = severities.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for room in rulebook::ROOMS {
        text.push_str(&words.say(&format!("room.{}", room.name), &[]));
        text.push('\n');
        for rule in room.rules {
            let (says, _) = words.in_general(rule.code);
            let severity = severity_word(rule.severity, words);
            text.push_str(&format!("  {:longest$}  {severity:widest$}  {says}\n", rule.code));
        }
        text.push('\n');
    }
    text.push_str(&words.say("explain.more", &[]));
    text
}

fn severity_word(severity: Severity, words: &Words) -> String {
    words.say(&format!("severity.{}", severity.word()), &[])
}

/// One rule, told in full.
fn one(rule: &Entry, words: &Words) -> String {
    let (says, hint) = words.in_general(rule.code);
    let reason = words.reasons.get(rule.code);
    let mut text = format!("{}[{}]: {says}\n", severity_word(rule.severity, words), rule.code);
    let mut part = |label: &str, body: &str| {
        text.push_str(&format!("\n{}\n", words.say(label, &[])));
        body.lines().for_each(|line| text.push_str(&wrapped(line)));
    };
    if let Some(reason) = reason {
        part("explain.why", &reason.why);
        if let Some(clause) = &reason.clause {
            part("explain.clause", clause);
        }
    }
    if let Some(hint) = hint {
        part("explain.hint", &hint);
    }
    part("explain.weight", &weight(rule, words));
    if let Some(form) = forms().get(rule.code) {
        let sides = [("explain.wrong", &form.wrong), ("explain.right", &form.right)];
        for (label, lines) in sides {
            let place = form.file.as_deref().or(form.place.as_deref()).unwrap_or_default();
            text.push_str(&format!("\n{}\n", words.say(label, &[("file", place)])));
            lines.lines().for_each(|line| text.push_str(&format!("    {line}\n")));
        }
    }
    text.trim_end().to_owned()
}

/// May a board weigh this rule otherwise, and how?
fn weight(rule: &Entry, words: &Words) -> String {
    match rule.guards {
        None => words.say("explain.free", &[("rule", rule.code)]),
        Some(guarded) => {
            let why = words.say(&format!("guarded.{}", guarded.word()), &[]);
            words.say("explain.guarded", &[("why", &why)])
        }
    }
}

/// A paragraph in lines, indented.
fn wrapped(paragraph: &str) -> String {
    let mut text = String::new();
    let mut width = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            text.push('\n');
            width = 0;
        }
        text.push_str(if width == 0 { "    " } else { " " });
        text.push_str(word);
        width += length + 1;
    }
    text.push('\n');
    text
}
