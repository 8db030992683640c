//! Every rule there is, by its code: the room it looks at, how much it matters, and whether a board may weigh it otherwise.

use super::Severity;

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its stable code, for example `unknown-key`.
    pub code: &'static str,
    /// How much a problem of this rule matters where nobody has said otherwise.
    pub severity: Severity,
    /// What it guards, if a board may not make less of it.
    pub guards: Option<Guarded>,
}

/// What is not for a board to give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guarded {
    /// People: their consent and their personal data (`domain.md` §5).
    People,
    /// The site: without this it could not be made, or something an editor wrote would be lost without a word.
    Site,
}

impl Guarded {
    /// Its word, as words of the program know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Site => "site",
        }
    }
}

/// Rules that look at one thing.
pub struct Room {
    /// Its word.
    pub name: &'static str,
    /// Its rules.
    pub rules: &'static [Entry],
}

const fn entry(code: &'static str, severity: Severity) -> Entry {
    Entry { code, severity, guards: None }
}

/// Without this there is no site.
const fn stop(code: &'static str) -> Entry {
    Entry { guards: Some(Guarded::Site), ..entry(code, Severity::Error) }
}

const fn error(code: &'static str) -> Entry {
    entry(code, Severity::Error)
}

const fn warning(code: &'static str) -> Entry {
    entry(code, Severity::Warning)
}

const fn info(code: &'static str) -> Entry {
    entry(code, Severity::Info)
}

const fn people(rule: Entry) -> Entry {
    Entry { guards: Some(Guarded::People), ..rule }
}

/// All rules, in the order an editor meets them.
pub const ROOMS: &[Room] = &[
    Room {
        name: "files",
        rules: &[
            stop("unreadable"),
            stop("not-utf8"),
            stop("text-too-long"),
            stop("front-matter-missing"),
            stop("front-matter-unclosed"),
            people(error("front-matter-below")),
            stop("toml-syntax"),
            stop("impossible-date"),
            stop("name-clash"),
            stop("link-outside"),
            warning("file-not-read"),
        ],
    },
    Room {
        name: "keys",
        rules: &[
            stop("unknown-key"),
            stop("missing-key"),
            stop("empty-text"),
            stop("wrong-type"),
            stop("unknown-choice"),
            stop("not-an-id"),
            stop("folder-not-an-id"),
            stop("duplicate-id"),
        ],
    },
    Room {
        name: "site",
        rules: &[
            stop("no-settings"),
            stop("base-url"),
            people(error("min-cell")),
            people(warning("no-contact")),
            stop("unknown-rule"),
            stop("rule-guarded"),
            stop("no-theme"),
            stop("theme-api"),
            stop("theme-circle"),
            stop("not-a-colour"),
            warning("low-contrast"),
            stop("no-theme-file"),
            stop("theme-file-kind"),
            warning("font-lacks-letters"),
            warning("theme-file-not-read"),
            stop("unknown-gap"),
            stop("template-failed"),
            stop("no-content"),
            stop("path-taken"),
            stop("file-name"),
        ],
    },
    Room {
        name: "conference",
        rules: &[
            stop("no-conference"),
            stop("no-criteria"),
            stop("term-backwards"),
            stop("reserved-id"),
            warning("no-decision"),
            warning("issuer-level"),
            warning("held-late"),
            warning("held-outside-term"),
            warning("too-many-delegates"),
            warning("honoree-share"),
            warning("presidium-size"),
            warning("presidium-fighters"),
            warning("nobody-shown"),
            warning("sample-left"),
            people(info("no-last-day")),
            people(warning("last-day-near")),
            warning("conference-expired"),
            warning("group-number-twice"),
            warning("conference-twice"),
        ],
    },
    Room {
        name: "dossier",
        rules: &[
            error("no-index"),
            stop("unknown-group"),
            stop("unknown-unit"),
            stop("unknown-award"),
            error("wrong-kind"),
            warning("award-wrong-kind"),
            warning("unknown-movement"),
            people(info("not-approved")),
            people(info("no-consent")),
            people(info("consent-withdrawn")),
            people(warning("still-shown")),
            people(warning("expired")),
            people(error("private-in-text")),
            people(warning("name-withheld-in-text")),
            warning("approval-incomplete"),
            people(warning("approval-of-before")),
            people(warning("consent-incomplete")),
            warning("day-ahead"),
            stop("not-written"),
            warning("no-photo"),
            warning("no-summary"),
            warning("no-figure"),
            warning("outside-term"),
            info("name-order"),
            warning("name-letters"),
            warning("namesake"),
            warning("garbled-text"),
            warning("tone-placement"),
            warning("name-differs"),
            warning("unit-twice"),
            warning("job-differs"),
        ],
    },
    Room {
        name: "criteria",
        rules: &[
            warning("too-few-initiatives"),
            warning("benefit-too-small"),
            warning("benefit-sum-differs"),
            warning("no-mentoring"),
            warning("award-required"),
            warning("award-each-year"),
            warning("not-justified"),
            warning("over-allocation"),
            warning("honoured-before"),
            warning("honoured-before-here"),
            warning("dossier-late"),
        ],
    },
    Room {
        name: "keynotes",
        rules: &[
            stop("unknown-honoree"),
            people(warning("keynote-withheld")),
            people(warning("keynote-of-nobody")),
            warning("no-story"),
            warning("keynotes-presented"),
            warning("keynotes-one-field"),
            stop("link-scheme"),
            stop("picture-misspelt"),
            warning("lines-joined"),
            warning("table-lost"),
            warning("marks-shown"),
            stop("markdown-unsupported"),
        ],
    },
    Room {
        name: "photos",
        rules: &[
            stop("missing-file"),
            warning("photo-without-alt"),
            warning("photo-twice"),
            warning("no-album"),
            people(warning("photo-not-public")),
            people(warning("photo-of-children")),
            stop("photo-heic"),
            stop("photo-other-format"),
            stop("photo-in-document"),
            stop("photo-video"),
            stop("photo-unfinished"),
            stop("photo-unknown-format"),
            stop("photo-too-large"),
            stop("photo-broken"),
            info("photo-contained"),
            info("photo-no-face"),
            warning("photo-small-for-print"),
            people(info("photo-position")),
            people(warning("static-picture-hidden")),
            people(warning("static-document-hidden")),
            people(info("static-unread")),
            people(error("static-dossier")),
        ],
    },
    Room {
        name: "pages",
        rules: &[
            people(error("private-in-output")),
            people(error("picture-with-metadata")),
            error("broken-link"),
            error("page-double-id"),
        ],
    },
    Room {
        name: "print",
        rules: &[
            stop("print-failed"),
            info("nobody-printed"),
            warning("booklet-too-large"),
            warning("panels-too-many"),
            warning("print-overflow"),
            warning("summary-over-page"),
            warning("missing-glyph"),
        ],
    },
];

/// All rules, room after room.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    ROOMS.iter().flat_map(|room| room.rules)
}

/// The rule of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Entry> {
    all().find(|rule| rule.code == code)
}
