"""What has no files and no processes raises what Python raises."""
import os

print(os.path.join("a", "b.txt"), os.path.splitext("x.tar.gz"), os.path.basename("/a/b"))
print(os.path.exists("no-such-file"), os.path.isabs("/x"), os.sep, os.linesep == "\n")
print(os.environ.get("NO_SUCH_NAME"), os.getenv("NO_SUCH_NAME", "none"), os.fspath("p"))
for call in (
    lambda: os.listdir("no-such-folder"),
    lambda: os.stat("no-such-file"),
    lambda: os.remove("no-such-file"),
    lambda: os.rename("no-such-file", "other"),
    lambda: os.chdir("no-such-folder"),
    lambda: os.path.getsize("no-such-file"),
):
    try:
        call()
    except OSError as error:
        print(type(error).__name__, error)
print(list(os.walk("no-such-folder")))
for name in ("no_such_module", "no_such_package.part"):
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        print(error.name)
try:
    os.no_such_function
except AttributeError as error:
    print(error)
os.stat("no-such-file")
