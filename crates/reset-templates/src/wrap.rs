//! The plain part of a letter, in lines that every mail program shows whole.

/// The longest line, in characters.
pub(crate) const COLUMNS: usize = 72;

/// Breaks lines between words, never inside one: a link stays whole however long it is.
/// Several empty lines become one, and the text ends with one line end.
pub(crate) fn wrap(text: &str) -> String {
    let mut wrapped = String::with_capacity(text.len() + 16);
    for line in text.trim().lines() {
        let mut column = 0;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if 0 < column && COLUMNS < column + 1 + length {
                wrapped.push('\n');
                column = 0;
            }
            if 0 < column {
                wrapped.push(' ');
                column += 1;
            }
            wrapped.push_str(word);
            column += length;
        }
        if 0 < column || !wrapped.ends_with("\n\n") {
            wrapped.push('\n');
        }
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn breaks_at_column_72_and_not_before() {
        let full = format!("{} {}", "a".repeat(36), "b".repeat(35));
        assert_eq!(wrap(&full), format!("{full}\n"));
        let over = format!("{} {}", "a".repeat(36), "b".repeat(36));
        assert_eq!(wrap(&over), format!("{}\n{}\n", "a".repeat(36), "b".repeat(36)));
    }

    #[test]
    fn counts_characters_and_not_bytes() {
        let full = format!("{} {}", "ä".repeat(36), "ö".repeat(35));
        assert_eq!(wrap(&full), format!("{full}\n"));
    }

    #[test]
    fn leaves_a_long_word_whole() {
        let link = format!("https://{}.example/", "a".repeat(100));
        assert_eq!(wrap(&format!("See\n\n{link}\n\nsoon")), format!("See\n\n{link}\n\nsoon\n"));
    }

    #[test]
    fn keeps_one_empty_line_of_several() {
        assert_eq!(wrap("\na\n\n \n\nb\nc\n\n"), "a\n\nb\nc\n");
    }
}
