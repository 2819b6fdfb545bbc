//! The file of a catalogue, and all that is wrong with it, found before anybody needs what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Term};
use fluent_syntax::parser::ParserError;
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::escape;
use crate::error::MessageError;

/// A catalogue as it stands in its file.
pub(super) struct Draft {
    pub(super) file: String,
    pub(super) resource: Arc<FluentResource>,
    pub(super) messages: BTreeMap<String, Usage>,
}

/// What a message does with what it is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Usage {
    /// The variables it names.
    named: BTreeSet<String>,
    /// Where its link begins and ends, in each of its variants.
    links: Vec<Vec<String>>,
    /// What cannot be said.
    unsayable: Vec<String>,
}

/// Something wrong, and where.
pub(super) struct Fault {
    line: usize,
    problem: String,
}

/// What stands around the words of a link.
const LINK: [&str; 2] = ["link", "end"];

impl Draft {
    /// Parses it, or names all that keeps it from being one.
    pub(super) fn read(file: &str, text: &str) -> Result<Self, MessageError> {
        // Some editors put a byte order mark before the first letter.
        let text = text.trim_start_matches('\u{feff}');
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
            let fault = |error: &ParserError| Fault {
                // The parser notices where something else comes; the mistake is in the message before.
                line: lines_before(text, error.slice.as_ref().map_or(error.pos.start, |slice| slice.start))
                    + 1,
                problem: format!("the message that begins here does not parse: {error}"),
            };
            told(file, errors.iter().map(fault).collect())
        })?;
        let mut draft =
            Self { file: file.to_owned(), resource: Arc::new(resource), messages: BTreeMap::new() };
        draft.read_messages()?;
        Ok(draft)
    }

    fn read_messages(&mut self) -> Result<(), MessageError> {
        let resource = Arc::clone(&self.resource);
        let terms: BTreeSet<&str> =
            resource.entries().filter_map(|entry| term(entry)).map(|term| term.id.name).collect();
        let mut faults = Vec::new();
        for term in resource.entries().filter_map(|entry| term(entry)) {
            let mut usage = Usage::default();
            usage.pattern(&term.value, &terms);
            let id = format!("-{}", term.id.name);
            faults.extend(usage.unsayable.into_iter().next().map(|problem| self.fault(&id, false, problem)));
        }
        for message in resource.entries().filter_map(|entry| message(entry)) {
            let usage = Usage::of(message, &terms);
            let problem = usage.unsayable.first().cloned();
            let twice = self.messages.insert(message.id.name.to_owned(), usage).is_some();
            let problem = twice.then(|| format!("it says `{}` once more", message.id.name)).or(problem);
            faults.extend(problem.map(|problem| self.fault(message.id.name, twice, problem)));
        }
        self.refuse(faults)
    }

    /// A fault of a message, of its last mention if it has several.
    fn fault(&self, id: &str, last: bool, problem: String) -> Fault {
        let says = |(_, line): &(usize, &str)| {
            line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        let mut lines = self.resource.source().lines().enumerate();
        let found = if last { lines.filter(says).last() } else { lines.find(says) };
        Fault { line: found.map_or(1, |(index, _)| index + 1), problem }
    }

    /// Compares it with what there is to say: the variables of every message that is asked for.
    pub(super) fn examine(&self, asked_for: &BTreeMap<String, Usage>) -> Result<(), MessageError> {
        let fault = |(id, usage): (&String, &Usage)| {
            let problem = match asked_for.get(id) {
                None => Some(format!("nothing asks for its message `{id}`")),
                Some(asked_for) => usage.misfit(asked_for).map(|misfit| format!("`{id}` {misfit}")),
            };
            problem.map(|problem| self.fault(id, false, problem))
        };
        self.refuse(self.messages.iter().filter_map(fault).collect())
    }

    fn refuse(&self, faults: Vec<Fault>) -> Result<(), MessageError> {
        match faults.is_empty() {
            true => Ok(()),
            false => Err(told(&self.file, faults)),
        }
    }
}

fn lines_before(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// All of them in one error, in the order of their lines.
fn told(file: &str, mut faults: Vec<Fault>) -> MessageError {
    faults.sort_by_key(|fault| fault.line);
    let told: Vec<_> =
        faults.iter().map(|Fault { line, problem }| format!("line {line}: {problem}")).collect();
    MessageError::Broken { file: file.to_owned(), problem: told.join("; ") }
}

impl Usage {
    fn of(message: &Message<&str>, terms: &BTreeSet<&str>) -> Self {
        let mut usage = Self { links: vec![Vec::new()], ..Self::default() };
        match &message.value {
            Some(pattern) => usage.links = usage.pattern(pattern, terms),
            None => usage.unsayable.push(format!("`{}` says nothing", message.id.name)),
        }
        usage
    }

    /// Takes note of what is named, and gives the beginnings and ends of links in each variant.
    fn pattern(&mut self, pattern: &Pattern<&str>, terms: &BTreeSet<&str>) -> Vec<Vec<String>> {
        let mut variants = vec![Vec::new()];
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let placed = self.expression(expression, terms);
            variants = variants
                .iter()
                .flat_map(|before| placed.iter().map(|placed| [before.as_slice(), placed].concat()))
                .collect();
            // Most variants are alike; all their combinations would be too many to count.
            variants.sort();
            variants.dedup();
        }
        variants
    }

    fn expression(&mut self, expression: &Expression<&str>, terms: &BTreeSet<&str>) -> Vec<Vec<String>> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, terms),
            Expression::Select { selector, variants } => {
                self.inline(selector, terms);
                variants.iter().flat_map(|variant| self.pattern(&variant.value, terms)).collect()
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>, terms: &BTreeSet<&str>) -> Vec<Vec<String>> {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.named.insert(id.name.to_owned());
                if LINK.contains(&id.name) {
                    return vec![vec![id.name.to_owned()]];
                }
            }
            InlineExpression::Placeable { expression } => return self.expression(expression, terms),
            // Unlike other words, what stands in quotes would not be escaped.
            InlineExpression::StringLiteral { value } if is_markup(value) => {
                self.unsayable.push(format!("write what stands in {{ \"{value}\" }} without the quotes"));
            }
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::TermReference { id, .. } if terms.contains(id.name) => {}
            InlineExpression::TermReference { id, .. } => {
                self.unsayable.push(format!("there is no term `-{}` in this file", id.name));
            }
            InlineExpression::MessageReference { id, .. } => {
                self.unsayable.push(format!("only terms can stand in a message: call `{0}` `-{0}`", id.name));
            }
            InlineExpression::FunctionReference { id, .. } => {
                self.unsayable.push(format!("there is no function `{}`", id.name));
            }
        }
        vec![Vec::new()]
    }

    /// What is wrong with it where messages are asked for as this one is.
    fn misfit(&self, asked_for: &Self) -> Option<String> {
        if let Some(unknown) = self.named.difference(&asked_for.named).next() {
            let given: Vec<_> = asked_for.named.iter().map(|name| format!("${name}")).collect();
            let given = if given.is_empty() { "nothing".to_owned() } else { given.join(", ") };
            return Some(format!("is not given ${unknown}; it is given {given}"));
        }
        let link = if asked_for.named.contains("link") { &LINK[..] } else { &[] };
        let fits = self.links.iter().all(|found| found.iter().eq(link));
        (!fits).then(|| "has to say the words of its link between { $link } and { $end }".to_owned())
    }

    /// With what another language names besides.
    pub(super) fn and(&mut self, other: &Self) {
        self.named.extend(other.named.iter().cloned());
    }
}

/// Whether the text of a literal needs to be escaped in HTML.
fn is_markup(literal: &str) -> bool {
    let text = unescape_unicode_to_string(literal);
    escape(&text) != text
}

fn message<'a>(entry: &'a Entry<&'a str>) -> Option<&'a Message<&'a str>> {
    match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    }
}

fn term<'a>(entry: &'a Entry<&'a str>) -> Option<&'a Term<&'a str>> {
    match entry {
        Entry::Term(term) => Some(term),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED_FOR: &str = "\
a = Hello { $name }
b = You can { $link }reset it{ $end }.
c = { $count ->
    [one] { $link }one{ $end }
   *[other] { $link }{ $count }{ $end }
 }
";

    fn refusal(text: &str) -> String {
        let asked_for = Draft::read("en.ftl", ASKED_FOR).unwrap().messages;
        let examined = Draft::read("x.ftl", text).and_then(|draft| draft.examine(&asked_for));
        examined.map_or_else(|error| error.to_string(), |()| "fine".to_owned())
    }

    #[test]
    fn takes_what_says_the_same_in_other_words() {
        assert_eq!(refusal(ASKED_FOR), "fine");
        assert_eq!(refusal(&format!("\u{feff}{ASKED_FOR}")), "fine");
        assert_eq!(refusal("-brand = Acme\na = Hello from { -brand }{ \"\\u00A0\" }"), "fine");
        assert_eq!(refusal("c = { $link }{ $count ->\n [one] it\n *[other] all\n }{ $end }"), "fine");
    }

    #[test]
    fn names_the_line_of_every_fault() {
        assert_eq!(
            refusal("a = Hi\nx = 1\nb = { $link }now{ $end }\ny = 2"),
            "x.ftl: line 2: nothing asks for its message `x`; line 4: nothing asks for its message `y`"
        );
        let syntax = refusal("a = Hi\n\nb = { $link\nc = { $x }\nd\n");
        assert!(syntax.starts_with("x.ftl: line 3: ") && syntax.contains("; line 5: "), "{syntax}");
        assert_eq!(refusal("a = 1\nb = { $link }2{ $end }\na = 3"), "x.ftl: line 3: it says `a` once more");
    }

    #[test]
    fn takes_any_number_of_variants() {
        let select = "{ $count ->\n [one] 1\n *[other] 2\n }";
        assert_eq!(refusal(&format!("c = {{ $link }}{{ $end }}{}", select.repeat(64))), "fine");
    }

    #[test]
    fn refuses_what_it_is_not_given() {
        assert_eq!(refusal("a = Hello { $nme }"), "x.ftl: line 1: `a` is not given $nme; it is given $name");
    }

    #[test]
    fn refuses_half_a_link_in_any_variant() {
        let half = "`b` has to say the words of its link between { $link } and { $end }";
        for text in
            ["b = Reset it.", "b = { $link }Reset it", "b = { $end }Reset{ $link } it", "b = Reset{ $end }"]
        {
            assert_eq!(refusal(text), format!("x.ftl: line 1: {half}"), "{text}");
        }
        let one = refusal("c = { $count ->\n [one] one\n *[other] { $link }{ $count }{ $end }\n }");
        assert!(one.starts_with("x.ftl: line 1: `c` has to say the words of its link"), "{one}");
    }

    #[test]
    fn refuses_what_cannot_be_said() {
        for (text, problem) in [
            ("a = { \"<\" }b", "write what stands in { \"<\" } without the quotes"),
            ("a = { \"\\u003C\" }b", "write what stands in { \"\\u003C\" } without the quotes"),
            ("a = { NUMBER($name) }", "there is no function `NUMBER`"),
            ("a = { -brand }", "there is no term `-brand` in this file"),
            ("-brand = { \"<b>\" }\na = { -brand }", "write what stands in { \"<b>\" } without the quotes"),
            ("a = { b }", "only terms can stand in a message: call `b` `-b`"),
            ("a =\n .title = x", "`a` says nothing"),
        ] {
            assert_eq!(refusal(text), format!("x.ftl: line 1: {problem}"), "{text}");
        }
    }
}
