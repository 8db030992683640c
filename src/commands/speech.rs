//! The command line in the words of the language that is asked for: its help, and what it does not understand.

use std::ffi::OsString;

use bangvang::model::settings::Language;
use bangvang::model::{Choice as _, nearest};
use bangvang::words::Words;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command};

/// The language asked for, which must be known before anything else is understood.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let mut rest = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(argument) = rest.next() {
        let word = match argument.strip_prefix("--lang") {
            Some("") => rest.next().map(|word| word.to_string()),
            Some(word) => word.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        if let Some(language) = word.and_then(|word| Language::from_word(&word)) {
            return language;
        }
    }
    Language::default()
}

/// The command line with its help in these words; `path` are the commands that lead to it.
pub(super) fn spoken(command: Command, path: &str, words: &Words) -> Command {
    let say = |key: &str| words.say(key, &[]);
    let verb = path.split_once(' ').map_or(path, |(_, verbs)| verbs).replace(' ', "-");
    let usage = usage(&command, path, words);
    let template = format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}", say("help.usage"));
    let command = command
        .about(say(&format!("help.{verb}")))
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(say("help.commands"))
        .mut_args(|arg| flag(arg, &verb, words));
    command.mut_subcommands(|inner| {
        let path = format!("{path} {}", inner.get_name());
        spoken(inner, &path, words)
    })
}

/// `bangvang init [flags] <FOLDER>`.
fn usage(command: &Command, path: &str, words: &Words) -> String {
    let mut usage = path.to_owned();
    if command.has_subcommands() {
        let word = words.say("help.command", &[]);
        usage +=
            &if command.is_subcommand_required_set() { format!(" <{word}>") } else { format!(" [{word}]") };
    }
    usage += &format!(" [{}]", words.say("help.flags", &[]));
    for arg in command.get_positionals() {
        let value = value(arg, words);
        usage += &if arg.is_required_set() { format!(" <{value}>") } else { format!(" [{value}]") };
    }
    usage
}

/// What stands for a value.
fn value(arg: &Arg, words: &Words) -> String {
    let name = arg.get_value_names().and_then(|names| names.first());
    words.say(&format!("value.{}", name.map_or(arg.get_id().as_str(), |name| name.as_str())), &[])
}

/// A flag or a value in these words.
fn flag(arg: Arg, verb: &str, words: &Words) -> Arg {
    let id = arg.get_id().as_str();
    let own = format!("flag.{verb}.{id}");
    let key = if words.said.contains_key(&own) { own } else { format!("flag.{id}") };
    let mut help = words.say(&key, &[]);
    if !arg.get_action().takes_values() {
        let heading = heading(&arg, words);
        return arg.help(help).help_heading(heading);
    }
    let choices: Vec<String> =
        arg.get_possible_values().iter().map(|choice| choice.get_name().to_owned()).collect();
    let default: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    for (key, list) in [("help.choices", choices.join(", ")), ("help.default", default.join(", "))] {
        if !list.is_empty() {
            help += &format!(" [{}]", words.say(key, &[("list", &list)]));
        }
    }
    let (value, heading) = (value(&arg, words), heading(&arg, words));
    arg.help(help).help_heading(heading).value_name(value).hide_default_value(true).hide_possible_values(true)
}

/// Under which words it is listed.
fn heading(arg: &Arg, words: &Words) -> String {
    let key = match (arg.is_positional(), arg.is_global_set()) {
        (true, _) => "help.values",
        (false, false) => "help.flags-here",
        (false, true) => "help.flags-everywhere",
    };
    words.say(key, &[])
}

/// What was not understood, and what to type.
pub(super) fn refusal(error: &Error, command: &Command, arguments: &[OsString], words: &Words) -> String {
    let told = |kind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
    let flag = told(ContextKind::InvalidArg).unwrap_or_default();
    let value = told(ContextKind::InvalidValue);
    let mut text = match (error.kind(), value, told(ContextKind::ValidValue)) {
        (ErrorKind::InvalidSubcommand, ..) => {
            let word = told(ContextKind::InvalidSubcommand).unwrap_or_default();
            words.say("usage.command", &[("word", &word)])
        }
        (ErrorKind::UnknownArgument, ..) => words.say("usage.flag", &[("flag", &flag)]),
        (ErrorKind::MissingRequiredArgument, ..) => {
            words.say("usage.missing", &[("what", flag.trim_end_matches("..."))])
        }
        (ErrorKind::ArgumentConflict, ..) => words.say("usage.twice", &[("flag", &flag)]),
        (ErrorKind::InvalidValue, Some(value), Some(choices)) => {
            words.say("usage.choice", &[("value", &value), ("flag", &flag), ("choices", &choices)])
        }
        (ErrorKind::InvalidValue, None, choices) => {
            let choices = choices.map(|choices| words.say("usage.choices", &[("choices", &choices)]));
            words.say("usage.no-value", &[("flag", &flag)]) + &choices.unwrap_or_default()
        }
        (ErrorKind::ValueValidation | ErrorKind::InvalidValue, Some(value), _) => {
            words.say("usage.value", &[("value", &value), ("flag", &flag)])
        }
        _ => words.say("usage.other", &[]),
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    // The best of several comes last.
    let best = |kind| match error.get(kind)? {
        ContextValue::Strings(all) => all.last().cloned(),
        other => Some(other.to_string()).filter(|text| !text.is_empty()),
    };
    if let Some(near) = near.into_iter().find_map(best) {
        text += &words.say("usage.near", &[("near", &near)]);
    }
    text + &words.say("usage.help", &[("command", &called(command, arguments))])
}

/// What `help` was asked about and is no command: to the parser of the command line it is only a text.
pub(super) fn unknown(name: &str, command: &Command, words: &Words) -> String {
    let near = nearest(name, command.get_subcommands().map(Command::get_name));
    let near = near.map(|near| words.say("usage.near", &[("near", near)]));
    let path = command.get_bin_name().unwrap_or_else(|| command.get_name());
    words.say("usage.command", &[("word", name)])
        + &near.unwrap_or_default()
        + &words.say("usage.help", &[("command", path)])
}

/// The commands that were understood: `bangvang new honoree`.
fn called(command: &Command, arguments: &[OsString]) -> String {
    let mut path = command.get_name().to_owned();
    let mut at = command;
    for argument in arguments.iter().skip(1) {
        if let Some(inner) = at.find_subcommand(argument) {
            path += &format!(" {}", inner.get_name());
            at = inner;
        }
    }
    path
}
