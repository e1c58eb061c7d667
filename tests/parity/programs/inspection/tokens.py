"""The tokens of a text."""
import io
import token
import tokenize

TEXT = '''# a comment
def f(a, *b, **c) -> int:  # another
    """A text
    of two lines."""
    if a >= 1_000 and b[0] != .5e3:
\treturn f"{a!r:>{10}}" + rb'x'

    x = (1,
         2)
    y = a if b else \\
        c
@g
class é: ...
'''
for each in tokenize.generate_tokens(io.StringIO(TEXT.replace("\t", "        ")).readline):
    print(tokenize.tok_name[each.type], repr(each.string), each.start, each.end, repr(each.line))
for each in tokenize.tokenize(io.BytesIO(b"# coding: utf-8\nx = '\xc3\xa9' ** 2\n").readline):
    print(tokenize.tok_name[each.type], tokenize.tok_name[each.exact_type], repr(each.string))
for wrong in ("x = (", "'''open", "if x:\n    y\n  z\n", "'open\n", "a $ b\n", "1 +"):
    try:
        kinds = [each.type for each in tokenize.generate_tokens(io.StringIO(wrong).readline)]
        print([token.tok_name[kind] for kind in kinds])
    except (tokenize.TokenError, SyntaxError) as error:
        print(type(error).__name__, error.args)
code = "x  =  [1,2 ]  # kept\n"
tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
print(tokenize.untokenize(tokens) == code, tokenize.untokenize(each[:2] for each in tokens))
print(tokenize.detect_encoding(io.BytesIO(b"# -*- coding: utf-8 -*-\n").readline))
print(tokens[0])
