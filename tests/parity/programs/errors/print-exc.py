"""The traceback module prints errors of the library, and the program goes on."""
import io
import json
import sys
import traceback

for text in ("{", "[1 2]", ""):
    try:
        json.loads(text)
    except ValueError:
        traceback.print_exc()
        last = traceback.format_exc().splitlines()[-1]
        print(last)
try:
    json.loads("nul")
except ValueError as error:
    sink = io.StringIO()
    traceback.print_exc(file=sink, limit=1)
    print(sink.getvalue().splitlines()[-1])
    print(traceback.format_exception_only(error))
    print(traceback.format_exception_only(type(error), error))
traceback.print_exc(file=sys.stdout)
print("went on")
