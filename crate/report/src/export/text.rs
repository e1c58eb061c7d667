//! Text as the formats have it, most of it JSON, written from its beginning to its end.
//!
//! A file is mostly columns of numbers. Written so, they are never in memory as values of
//! their own. The methods stay out of line, which keeps the program small: nobody exports in
//! a loop.

/// A text in the making: each method adds to its end.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// Adds a piece that is as the format has it.
    #[inline(never)]
    pub(super) fn push(&mut self, piece: &str) -> &mut Self {
        self.0.push_str(piece);
        self
    }

    /// Adds a text as JSON has it, in quotes.
    #[inline(never)]
    pub(super) fn quoted(&mut self, text: &str) -> &mut Self {
        // Every text has a form as JSON.
        self.push(&serde_json::to_string(text).unwrap_or_default())
    }

    /// Adds a number.
    #[inline(never)]
    pub(super) fn number(&mut self, number: u64) -> &mut Self {
        self.push(&number.to_string())
    }

    /// Adds a list as JSON has it. `element` adds each element, by its index.
    #[inline(never)]
    pub(super) fn list(
        &mut self,
        length: usize,
        element: &mut dyn FnMut(&mut Self, usize),
    ) -> &mut Self {
        self.push("[");
        for index in 0..length {
            if index > 0 {
                self.push(",");
            }
            element(self, index);
        }
        self.push("]")
    }

    /// Adds a list of numbers.
    #[inline(never)]
    pub(super) fn numbers(&mut self, numbers: &[usize]) -> &mut Self {
        self.list(numbers.len(), &mut |text, index| {
            text.number(numbers[index] as u64);
        })
    }

    /// Adds a list of texts in quotes.
    #[inline(never)]
    pub(super) fn texts(&mut self, texts: &[String]) -> &mut Self {
        self.list(texts.len(), &mut |text, index| {
            text.quoted(&texts[index]);
        })
    }

    /// The text as a file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}
