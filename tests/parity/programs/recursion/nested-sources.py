# Sources that are nested too deep.
SOURCES = (
    ("+", lambda n: "+".join(["1"] * n)),
    ("-", lambda n: "-" * n + "1"),
    ("**", lambda n: "**".join(["1"] * n)),
    ("not", lambda n: "not " * n + "1"),
    ("and", lambda n: " and ".join(["1"] * n)),
    ("else", lambda n: "1 if 0 else " * n + "1"),
    ("lambda", lambda n: "lambda: " * n + "1"),
    ("attribute", lambda n: "a" + ".a" * n),
    ("call", lambda n: "a" + "()" * n),
    ("subscript", lambda n: "a" + "[0]" * n),
    ("parentheses", lambda n: "(" * n + ")" * n),
)

for name, source in SOURCES:
    for n in (100, 900, 20_000):
        try:
            compile(source(n), "nested", "eval")
        except SyntaxError as error:
            print(name, n, error.msg)
        except (MemoryError, RecursionError):
            print(name, n, "is too deep")
        else:
            print(name, n, "is compiled")

print(eval("+".join(["1"] * 900)), eval("-" * 900 + "1"), eval("not " * 900 + "1"))
