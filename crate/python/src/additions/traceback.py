

# Frames and messages as CPython 3.11 prints them. `suggesting` is true while the report of an
# uncaught exception is made: only that has suggestions for names.
suggesting = False

_initialise = TracebackException.__init__


def _with_message(self, exc_type, exc_value, exc_traceback, **options):
    _initialise(self, exc_type, exc_value, exc_traceback, **options)
    self._str = _safe_string(exc_value, "exception")
    if suggesting and isinstance(exc_value, (NameError, AttributeError)):
        name = getattr(exc_value, "name", None)
        suggestion = name and _compute_suggestion_error(exc_value, exc_traceback, name)
        if suggestion and not suggestion.startswith("self."):
            self._str += f". Did you mean: '{suggestion}'?"


TracebackException.__init__ = _with_message


def _format_frame(self, frame_summary, **options):
    """The line of a frame, its source line, and marks below the part that failed."""
    text = (
        f'  File "{frame_summary.filename}", line {frame_summary.lineno}, '
        f"in {frame_summary.name}\n"
    )
    if frame_summary.line:
        text += f"    {frame_summary.line}\n"
        marks = _marks_of(frame_summary)
        if marks:
            text += f"    {marks}\n"
    for name, value in sorted((frame_summary.locals or {}).items()):
        text += f"    {name} = {value}\n"
    return text


StackSummary.format_frame_summary = _format_frame


def _marks_of(summary):
    """The marks below a source line; None if its whole line failed, or the part is unknown."""
    if summary.colno is None or summary.end_colno is None:
        return None
    line = summary._original_lines.partition("\n")[0]
    start = _byte_offset_to_character_offset(line, summary.colno)
    end = len(line.rstrip())
    operator = None
    if summary.lineno == summary.end_lineno:
        end = _byte_offset_to_character_offset(line, summary.end_colno)
        with suppress(Exception):
            operator = _operator_in(line[start:end])
    if operator is None and end - start >= len(line.strip()):
        return None
    indent = len(line) - len(line.lstrip())
    before = " " * (_display_width(line, start) - indent)
    width = _display_width(line, end) - _display_width(line, start)
    if operator is None:
        return before + "^" * width
    first, last = (_display_width(line[start:end], offset) for offset in operator)
    return before + "~" * first + "^" * (last - first) + "~" * (width - last)


def _operator_in(segment):
    """The place of a binary operator, or of a subscript with its brackets, in an expression."""
    import ast

    statements = ast.parse(segment).body
    if len(statements) != 1 or not isinstance(statements[0], ast.Expr):
        return None
    expression = statements[0].value
    if isinstance(expression, ast.BinOp):
        first = _byte_offset_to_character_offset(segment, expression.left.end_col_offset)
        right = _byte_offset_to_character_offset(segment, expression.right.col_offset)
        while segment[first].isspace():
            first += 1
        last = first + 1
        if last < right and not segment[last].isspace():
            last += 1
        while segment[first].isspace() or segment[first] in ")#":
            first += 1
            last += 1
        return first, last
    if isinstance(expression, ast.Subscript):
        first = _byte_offset_to_character_offset(segment, expression.value.end_col_offset)
        return segment.index("[", first), len(segment)
    return None


# The files of what is built in elsewhere, and has no frames there.
_BUILT_IN = {"highwater", "highwater_ending", "highwater_errors", "os"}

_extract = StackSummary._extract_from_extended_frame_gen.__func__


def _extract_shown(klass, frame_gen, **options):
    """A summary of the frames that CPython has too."""
    shown = (each for each in frame_gen if each[0].f_code.co_filename not in _BUILT_IN)
    summary = _extract(klass, shown, **options)
    for frame, called in zip(summary, summary[1:]):
        if called.name in ("__enter__", "__exit__") and (frame.line or "").startswith("with "):
            # The whole statement calls them.
            frame.colno = None
    return summary


StackSummary._extract_from_extended_frame_gen = classmethod(_extract_shown)
