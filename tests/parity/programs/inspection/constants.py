"""Names and numbers of modules that tools ask for."""
import errno
import keyword
import os
import os.path
import stat
import sys
import token

print(keyword.iskeyword("lambda"), len(keyword.kwlist), keyword.issoftkeyword("match"))
print(token.tok_name[token.NAME], token.ISEOF(token.ENDMARKER), errno.errorcode[errno.ENOENT])
print(os.path is sys.modules["os.path"], os.path.normpath("a/../b//c"), os.path.relpath("/a/b", "/a"))
print(os.path.commonprefix(["/usr/lib", "/usr/local"]), os.path.split("/a/b/c"), os.path.dirname("x"))
print(stat.S_ISDIR(0o040755), stat.filemode(0o100644), os.fsencode("é"), os.fsdecode(b"x"))
