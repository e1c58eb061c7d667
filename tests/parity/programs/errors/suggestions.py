"""Names that are nearly right: only the report of an uncaught error suggests others."""
import traceback


class Account:
    balance = 1


value = 3
for case in (lambda: valeu, lambda: Account().balanec, lambda: sys.argv):
    try:
        case()
    except Exception:
        print(traceback.format_exc().splitlines()[-1])
print(vlaue)
