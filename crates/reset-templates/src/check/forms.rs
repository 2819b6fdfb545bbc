//! The forms of a page, as a browser would send them.

use html5gum::{StartTag, Token, Tokenizer};

/// One form.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// Where it goes.
    pub(super) action: String,
    /// Whether it goes there by POST: by GET a password would stand in the address.
    pub(super) posts: bool,
    /// The names of what it sends.
    pub(super) fields: Vec<String>,
    /// Whether it has a button that sends it.
    pub(super) submits: bool,
}

/// All forms, each with the fields between its tags.
pub(super) fn forms(html: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut open: Option<Form> = None;
    for token in Tokenizer::new(html) {
        // Neither a string nor its tokenizer fails.
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) if *tag.name == b"form"[..] => open = open.or_else(|| Some(form(&tag))),
            Token::StartTag(tag) => {
                if let Some(form) = open.as_mut() {
                    form.fields.extend(attribute(&tag, "name"));
                    form.submits |= submits(&tag);
                }
            }
            Token::EndTag(tag) if *tag.name == b"form"[..] => forms.extend(open.take()),
            _ => {}
        }
    }
    forms.extend(open);
    forms
}

fn form(tag: &StartTag<()>) -> Form {
    Form {
        action: attribute(tag, "action").unwrap_or_default(),
        posts: attribute(tag, "method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
        ..Form::default()
    }
}

/// A button submits unless it says otherwise; an input does if it says so (HTML, 4.10.6 and 4.10.5.1.18).
fn submits(tag: &StartTag<()>) -> bool {
    match attribute(tag, "type").map(|kind| kind.to_ascii_lowercase()).as_deref() {
        None => *tag.name == b"button"[..],
        Some("submit" | "image") => true,
        Some(_) => false,
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_them_as_a_browser_does() {
        let html = "<input name=outside><!-- <form action='/no'> --><FORM Method=POST action='/a?b&amp;c'>\n\
            <form action=/nested><input name=\"x\" value='>'><p>name=\"y\"</p><select name=z></select><button>Go</button></form>\
            <form action=\"/b\"><input name=w><button type=button>Show</button>";
        let [a, b] = <[Form; 2]>::try_from(forms(html)).unwrap();
        assert_eq!((a.action.as_str(), a.posts, a.submits), ("/a?b&c", true, true));
        assert_eq!(a.fields, ["x", "z"]);
        assert_eq!((b.action.as_str(), b.posts, b.submits), ("/b", false, false));
        assert_eq!(b.fields, ["w"]);
    }
}
