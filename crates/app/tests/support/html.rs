//! A tolerant reader of pages: tags, text, forms, links.

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The start of an element.
    Open(Tag),
    /// The end of an element.
    Close(String),
    /// Text that people see, character references resolved.
    Text(String),
}

/// The start of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Its name.
    pub(crate) name: String,
    /// Its attributes; one without a value has an empty one.
    pub(crate) attributes: Vec<(String, String)>,
}

/// A form, with what its fields hold when nobody touches them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// Where it goes; empty for the page's own address.
    pub(crate) action: String,
    /// `GET` or `POST`.
    pub(crate) method: String,
    /// Name and value of each field.
    pub(crate) fields: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(attribute, _)| attribute == name).map(|(_, value)| value.as_str())
    }
}

impl Form {
    /// Whether it has a field of each of these names.
    pub(crate) fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.fields.iter().any(|(field, _)| field == name))
    }
}

/// Takes a page to pieces.
pub(crate) fn pieces(mut html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    while let Some((text, rest)) = html.split_once('<') {
        if !text.trim().is_empty() {
            pieces.push(Piece::Text(resolved(text)));
        }
        let (inside, rest) = match rest.strip_prefix("!--") {
            Some(comment) => ("!", comment.split_once("-->").unwrap_or_default().1),
            None => until_end_of_tag(rest),
        };
        html = rest;
        match inside.as_bytes().first() {
            Some(b'/') => pieces.push(Piece::Close(inside.trim_start_matches('/').trim().to_lowercase())),
            Some(b'!') | None => {}
            Some(_) => {
                let tag = tag(inside.trim_end_matches('/'));
                if matches!(tag.name.as_str(), "script" | "style") {
                    let end = format!("</{}", tag.name);
                    html = html.find(&end).map_or("", |at| html.split_at(at).1);
                }
                pieces.push(Piece::Open(tag));
            }
        }
    }
    pieces
}

/// The forms of a page.
pub(crate) fn forms(pieces: &[Piece]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut inside = false;
    for piece in pieces {
        match piece {
            Piece::Open(tag) if tag.name == "form" => {
                inside = true;
                forms.push(Form {
                    action: tag.attribute("action").unwrap_or_default().to_owned(),
                    method: tag.attribute("method").unwrap_or("get").to_uppercase(),
                    fields: Vec::new(),
                });
            }
            Piece::Close(name) if name == "form" => inside = false,
            Piece::Open(tag) if inside && matches!(tag.name.as_str(), "input" | "textarea" | "select") => {
                if let (Some(form), Some(name)) = (forms.last_mut(), tag.attribute("name")) {
                    let value = tag.attribute("value").unwrap_or_default();
                    form.fields.push((name.to_owned(), value.to_owned()));
                }
            }
            _ => {}
        }
    }
    forms
}

/// The text within each element of a name, with its tag.
pub(crate) fn elements(pieces: &[Piece], name: &str) -> Vec<(Tag, String)> {
    let mut found: Vec<(Tag, String)> = Vec::new();
    let mut inside = false;
    for piece in pieces {
        match piece {
            Piece::Open(tag) if tag.name == name => {
                inside = true;
                found.push((tag.clone(), String::new()));
            }
            Piece::Close(closed) if closed == name => inside = false,
            Piece::Text(text) if inside => {
                if let Some((_, words)) = found.last_mut() {
                    words.push_str(text);
                }
            }
            _ => {}
        }
    }
    for (_, words) in &mut found {
        *words = one_line(words);
    }
    found
}

/// All text that people see, on one line.
pub(crate) fn text(pieces: &[Piece]) -> String {
    let texts: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Open(_) | Piece::Close(_) => None,
        })
        .collect();
    one_line(&texts.join(" "))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between the brackets of a tag, and what follows; brackets in quotes end nothing.
fn until_end_of_tag(html: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, letter) in html.char_indices() {
        match (quote, letter) {
            (None, '>') => {
                let (inside, rest) = html.split_at(at);
                return (inside, rest.strip_prefix('>').unwrap_or(rest));
            }
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    (html, "")
}

fn tag(inside: &str) -> Tag {
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Tag { name: name.to_lowercase(), attributes };
        }
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            None => ("", after),
            Some(after) => value(after.trim_start()),
        };
        attributes.push((attribute.to_lowercase(), resolved(value)));
        rest = after;
    }
}

fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// The text with its character references resolved.
fn resolved(text: &str) -> String {
    let mut parts = text.split('&');
    let mut resolved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let reference = part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        let (character, rest) = reference.unwrap_or(('&', part));
        resolved.push(character);
        resolved.push_str(rest);
    }
    resolved
}

fn character(name: &str) -> Option<char> {
    match (name, name.strip_prefix('#')) {
        ("amp", _) => Some('&'),
        ("lt", _) => Some('<'),
        ("gt", _) => Some('>'),
        ("quot", _) => Some('"'),
        ("nbsp", _) => Some('\u{a0}'),
        (_, Some(number)) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok().and_then(char::from_u32),
            None => number.parse().ok().and_then(char::from_u32),
        },
        _ => None,
    }
}

#[test]
fn forms_are_read_as_browsers_read_them() {
    let page = pieces(
        "<!doctype html><!-- <form> --><script>if (1 < 2) '<form>'</script>\
         <form method=post action='/a?b=1&amp;c=2'><INPUT type=\"hidden\" name=token value=\"x > y &#x2f; &quot;\">\
         <input name=\"empty\" required><button>Send</button></form><p>Mind &amp; matter</p>",
    );
    let fields = vec![("token".to_owned(), "x > y / \"".to_owned()), ("empty".to_owned(), String::new())];
    let form = Form { action: "/a?b=1&c=2".to_owned(), method: "POST".to_owned(), fields };
    assert_eq!(forms(&page), [form]);
    assert_eq!(text(&page), "Send Mind & matter");
}
