"""Errors in code that is given as text."""
import traceback

for text in ("1 / 0", "undefined", "1 +", "(1,", "'text"):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__, traceback.extract_tb(error.__traceback__)[-1].lineno)
space = {}
exec("def f():\n    return g()\n\ndef g():\n    raise ValueError('inside')\n", space)
try:
    space["f"]()
except ValueError:
    traceback.print_exc()
code = compile("x = 1\ny = x / 0\n", "typed.py", "exec")
exec(code)
