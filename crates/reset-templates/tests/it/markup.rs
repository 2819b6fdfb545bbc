//! As much of an HTML reader as the checks need: strict, so that sloppy markup fails.

const VOID: &[&str] = &["br", "img", "input", "link", "meta"];

/// An opening tag.
pub(crate) struct Tag {
    /// Its name.
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; empty for one without a value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// All attributes' names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_str())
    }
}

/// Reads every opening tag, and fails where elements do not nest or an attribute comes twice.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").unwrap().1;
            continue;
        }
        let (inside, after) = split_tag(after);
        rest = after;
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "</{name}> closes something else");
        } else if !inside.starts_with('!') {
            let tag = read(inside);
            if !VOID.contains(&tag.name.as_str()) {
                open.push(tag.name.clone());
            }
            tags.push(tag);
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    tags
}

/// Splits at the `>` that ends a tag; one inside a quoted value does not.
fn split_tag(html: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in html.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return (html.get(..at).unwrap(), html.get(at + 1..).unwrap()),
            _ => {}
        }
    }
    ("", "")
}

fn read(inside: &str) -> Tag {
    let (name, mut rest) = inside.split_once([' ', '\n']).unwrap_or((inside, ""));
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (attribute, after) = rest.split_at(end);
        let value = if let Some(quoted) = after.strip_prefix("=\"") {
            let (value, after) = quoted.split_once('"').unwrap();
            rest = after;
            value
        } else {
            assert!(!after.starts_with('='), "the value of {attribute} in <{name}> is not quoted");
            rest = after;
            ""
        };
        assert!(!attributes.iter().any(|(given, _)| given == attribute), "<{name}> has two of {attribute}");
        attributes.push((attribute.to_owned(), value.to_owned()));
    }
    Tag { name: name.to_owned(), attributes }
}

/// What is read aloud: the text between tags, blanks joined.
pub(crate) fn text(html: &str) -> String {
    let body = html.split_once("<body").unwrap().1;
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        text.push(' ');
        text.push_str(piece.split_once('>').unwrap().1);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
