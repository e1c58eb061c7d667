//! Text, mostly JSON, written from start to end.
//!
//! Most of a file is columns of numbers, which are written without building values in memory. The
//! methods are not inlined, for a small module: exports are rare.

/// A text under construction: each method appends to it.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// Appends a part in the notation of the format.
    #[inline(never)]
    pub(super) fn push(&mut self, part: &str) -> &mut Self {
        self.0.push_str(part);
        self
    }

    /// Appends a text as a JSON string.
    #[inline(never)]
    pub(super) fn quoted(&mut self, text: &str) -> &mut Self {
        // All texts have a JSON form.
        self.push(&serde_json::to_string(text).unwrap_or_default())
    }

    /// Appends a number.
    #[inline(never)]
    pub(super) fn number(&mut self, number: u64) -> &mut Self {
        self.push(&number.to_string())
    }

    /// Appends a JSON list. `element` appends the element with an index.
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

    /// Appends a list of numbers.
    #[inline(never)]
    pub(super) fn numbers(&mut self, numbers: &[usize]) -> &mut Self {
        self.list(numbers.len(), &mut |text, index| {
            text.number(numbers[index] as u64);
        })
    }

    /// Appends a list of JSON strings.
    #[inline(never)]
    pub(super) fn texts(&mut self, texts: &[String]) -> &mut Self {
        self.list(texts.len(), &mut |text, index| {
            text.quoted(&texts[index]);
        })
    }

    /// The bytes of the text.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}
