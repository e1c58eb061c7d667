"""The tokenizer behind `tokenize`: the tokens of CPython 3.11, in which an f-string is one string."""

from token import COMMENT, DEDENT, ENDMARKER, ERRORTOKEN, INDENT, NAME, NEWLINE, NL, NUMBER, OP
from token import STRING

_TAB = 8


class TokenizerIter:
    """The tokens of a source, of which `readline` returns one line at a time."""

    def __init__(self, readline, /, *, encoding=None, extra_tokens=False):
        self._tokens = _tokens_of(_lines_of(readline, encoding))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._tokens)


def _lines_of(readline, encoding):
    """The lines of a source, and an empty one at its end."""
    while True:
        try:
            line = readline()
        except StopIteration:
            line = ""
        if isinstance(line, bytes):
            line = line.decode(encoding or "utf-8")
        yield line
        if not line:
            return


class _Open:
    """A string that goes on in the next line."""

    def __init__(self, start, text, pattern, is_continued):
        self.start = start
        self.text = self.lines = text
        self.pattern = pattern
        # True if each of its lines but the last ends in a backslash.
        self.is_continued = is_continued


def _tokens_of(lines):
    import tokenize as rules

    indents = [0]
    brackets = 0
    is_continued = False
    string = None
    line = before = ""
    for row, line in enumerate(lines, 1):
        position = 0
        if string is not None:
            if not line:
                raise rules.TokenError("EOF in multi-line string", string.start)
            match = rules._compile(string.pattern).match(line)
            if match is None:
                string.text += line
                if string.is_continued and not line.endswith(("\\\n", "\\\r\n")):
                    yield ERRORTOKEN, string.text, string.start, (row, len(line)), string.lines
                    string = None
                else:
                    string.lines += line
                before = line
                continue
            position = match.end()
            text = string.text + line[:position]
            yield STRING, text, string.start, (row, position), string.lines + line
            string = None
        elif brackets == 0 and not is_continued:
            if not line:
                break
            column, position = _indentation_of(line)
            if position == len(line):
                break
            if line[position] in "#\r\n":
                if line[position] == "#":
                    comment = line[position:].rstrip("\r\n")
                    end = position + len(comment)
                    yield COMMENT, comment, (row, position), (row, end), line
                    position = end
                yield NL, line[position:], (row, position), (row, len(line)), line
                before = line
                continue
            if column > indents[-1]:
                indents.append(column)
                yield INDENT, line[:position], (row, 0), (row, position), line
            while column < indents[-1]:
                if column not in indents:
                    raise IndentationError(
                        "unindent does not match any outer indentation level",
                        ("<tokenize>", row, position, line),
                    )
                indents.pop()
                yield DEDENT, "", (row, position), (row, position), line
        else:
            if not line:
                raise rules.TokenError("EOF in multi-line statement", (row, 0))
            is_continued = False

        while position < len(line):
            match = rules._compile(rules.PseudoToken).match(line, position)
            if match is None or match[1] == "!":
                place = (row, position), (row, position + 1)
                yield ERRORTOKEN, line[position], *place, line
                position += 1
                continue
            start, position = match.span(1)
            text = match[1]
            if not text:
                continue
            first = text[0]
            if first.isdigit() or first == "." and text not in (".", "..."):
                kind = NUMBER
            elif first in "\r\n":
                kind = NL if brackets > 0 else NEWLINE
            elif first == "#":
                kind = COMMENT
            elif text in rules.triple_quoted:
                pattern = rules.endpats[text]
                match = rules._compile(pattern).match(line, position)
                if match is None:
                    string = _Open((row, start), line[start:], pattern, False)
                    string.lines = line
                    break
                position = match.end()
                text = line[start:position]
                kind = STRING
            elif not rules.single_quoted.isdisjoint((first, text[:2], text[:3])):
                if text[-1] == "\n":
                    quote = text.lstrip("bBrRuUfFtT")[0]
                    string = _Open((row, start), line[start:], rules.endpats[quote], True)
                    string.lines = line
                    break
                kind = STRING
            elif first.isidentifier():
                kind = NAME
            elif first == "\\":
                is_continued = True
                continue
            else:
                brackets += (first in "([{") - (first in ")]}")
                kind = OP
            yield kind, text, (row, start), (row, position), line
        before = line

    if before and before[-1] not in "\r\n" and not before.strip().startswith("#"):
        end = len(before)
        yield NEWLINE, "", (row - 1, end), (row - 1, end + 1), ""
    for _ in indents[1:]:
        yield DEDENT, "", (row, 0), (row, 0), ""
    yield ENDMARKER, "", (row, 0), (row, 0), ""


def _indentation_of(line):
    """The column of the first character that is not a space, and its index."""
    column = 0
    for index, character in enumerate(line):
        if character == " ":
            column += 1
        elif character == "\t":
            column = (column // _TAB + 1) * _TAB
        elif character == "\f":
            column = 0
        else:
            return column, index
    return column, len(line)
