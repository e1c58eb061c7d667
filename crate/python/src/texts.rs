//! The maximum lengths of texts that leave the interpreter, and the way in which they are cut. A
//! page shows any text below its maximum at once; a note states the length of the part that is cut.

use std::borrow::Cow;

/// The maximum length of each output stream, in bytes: more than a reader reads.
pub(crate) const LONGEST_OUTPUT: usize = 1 << 20;

/// The maximum length of a name, such as that of an exception's class or of a test, and of a value
/// that a message quotes, in characters.
pub(crate) const LONGEST_NAME: usize = 200;

/// The maximum length of an exception's message, in characters.
pub(crate) const LONGEST_MESSAGE: usize = 10_000;

/// The maximum length of a source line in a traceback, in characters.
pub(crate) const LONGEST_LINE: usize = 1_000;

/// The maximum length of a traceback, in characters: more than that of a thousand frames.
pub(crate) const LONGEST_TRACEBACK: usize = 200_000;

/// The maximum length of the note about cut characters. A text is not cut for so few, so that a cut
/// text is not cut again.
const NOTE: usize = 40;

/// The first `most` characters of a text and a note of the number of the rest; the whole text if it
/// has few more.
pub(crate) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match rest_after(text, most) {
        None => Cow::Borrowed(text),
        Some((end, rest)) => Cow::Owned(format!("{}… ({rest} more characters)", &text[..end])),
    }
}

/// The beginning and the end of a text of lines, `most` characters in all, with a note between them;
/// the whole text if it has few more.
pub(crate) fn cut_middle(text: &str, most: usize) -> Cow<'_, str> {
    let Some((end, _)) = rest_after(text, most) else {
        return Cow::Borrowed(text);
    };
    // Whole lines, unless they are long.
    let half = text.floor_char_boundary(end / 2);
    let line = text[..half].rfind('\n').map(|at| at + 1);
    let first = line.filter(|at| half - at < LONGEST_LINE).unwrap_or(half);
    let half = text.floor_char_boundary(text.len() - end / 2);
    let line = text[half..].find('\n').map(|at| half + at + 1);
    let last = line.filter(|at| at - half < LONGEST_LINE).unwrap_or(half);
    let rest = text[first..last].chars().count();
    let (first, last) = (&text[..first], &text[last..]);
    Cow::Owned(format!("{first}… ({rest} more characters)\n{last}"))
}

/// The index after the first `most` characters and the number of characters after them; `None` if
/// there are few.
fn rest_after(text: &str, most: usize) -> Option<(usize, usize)> {
    // A text of so few bytes needs no count of its characters.
    if text.len() <= most + NOTE {
        return None;
    }
    let (end, _) = text.char_indices().nth(most)?;
    let rest = text[end..].chars().count();
    (rest > NOTE).then_some((end, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_few_more_characters_are_not_cut() {
        for length in [0, 99, 100, 140] {
            let text = "é".repeat(length);
            assert_eq!(cut(&text, 100), text);
            assert_eq!(cut_middle(&text, 100), text);
        }
    }

    #[test]
    fn the_rest_is_counted() {
        let text = "é".repeat(1_000_000);
        let expected = format!("{}… (999900 more characters)", "é".repeat(100));
        assert_eq!(cut(&text, 100), expected);
    }

    #[test]
    fn a_cut_text_is_not_cut_again() {
        let text = "x".repeat(60 << 20);
        let once = cut(&text, LONGEST_NAME).into_owned();
        assert_eq!(cut(&once, LONGEST_NAME), once);
    }

    #[test]
    fn the_middle_is_cut_between_lines() {
        let text: String = (0..1000).map(|line| format!("line {line}\n")).collect();
        let cut = cut_middle(&text, 100);
        assert!(
            cut.starts_with("line 0\n") && cut.ends_with("line 999\n"),
            "{cut}"
        );
        let note = cut.lines().find(|line| line.starts_with('…')).unwrap();
        let rest: usize = note[4..]
            .chars()
            .skip(1)
            .take_while(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .unwrap();
        let kept = cut.chars().count() - note.chars().count() - 1;
        assert_eq!(kept + rest, text.len());
        assert!(
            cut.lines()
                .all(|line| line.starts_with("line ") || line == note)
        );
    }

    #[test]
    fn a_single_line_is_cut_in_its_middle() {
        let text = format!("first\n{}\nlast\n", "日".repeat(50_000));
        let cut = cut_middle(&text, 10_000);
        assert!(cut.len() < text.len() / 2);
        assert!(cut.starts_with("first\n日日") && cut.ends_with("日日\nlast\n"));
    }
}
