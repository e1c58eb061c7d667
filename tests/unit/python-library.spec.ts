/** The supported part of Python's library: its results equal CPython's. */

import { expect, test } from '@playwright/test';
import { ABSENT_MODULES, MODULES } from './python-modules.ts';
import { cpython, NO_CPYTHON, runPython } from './python-run.ts';

test('each documented module is available, and none of the others', async () => {
  expect([MODULES.length, ABSENT_MODULES.length].every((count) => count > 10)).toBe(true);
  const run = await runPython(`
for name in ${JSON.stringify([...MODULES, ...ABSENT_MODULES])}:
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        assert error.name == name, error
        print(name)
`);
  expect(run.stderr).toBe('');
  expect(run.stdout.split('\n').filter((name) => name !== '')).toEqual(ABSENT_MODULES);
});

/** An expression that uses each module, with the same value in every Python. */
const USES: Readonly<Record<string, string>> = {
  abc: 'abc.ABC.__name__, abc.ABCMeta.__name__',
  array: 'array.array("h", [1, 2])',
  ast: 'ast.literal_eval("[1, {2: 3}]"), ast.unparse(ast.parse("x+1"))',
  atexit: 'atexit.register(len) is len, atexit.unregister(len)',
  bisect: 'bisect.bisect([1, 3], 2)',
  calendar: 'calendar.isleap(2024)',
  codecs: 'codecs.lookup("utf-8").name',
  collections: 'collections.Counter("aab").most_common()',
  contextlib: 'contextlib.nullcontext(3).__enter__()',
  contextvars: 'contextvars.ContextVar("v", default=2).get()',
  copy: 'copy.deepcopy([[1]])',
  dataclasses: 'dataclasses.make_dataclass("D", ["x"])(1)',
  datetime: 'datetime.date(2024, 2, 28) + datetime.timedelta(days=2)',
  decimal: 'decimal.Decimal("0.1") + 1',
  enum: 'enum.Enum("E", "A B").B.value',
  errno: 'errno.errorcode[errno.ENOENT]',
  fractions: 'fractions.Fraction(3, 6)',
  functools: 'functools.reduce(lambda a, b: a * b, [1, 2, 3])',
  gc: 'gc.get_threshold()',
  heapq: 'heapq.nsmallest(2, [3, 1, 2])',
  inspect: 'str(inspect.signature(lambda a, *, b=1: a))',
  io: 'io.StringIO("a\\nb").readlines()',
  itertools: 'list(itertools.pairwise([1, 2, 3]))',
  json: 'json.loads(json.dumps({"a": [1]}))',
  keyword: 'keyword.iskeyword("def")',
  linecache: 'linecache.getline("nowhere", 1)',
  math: 'math.comb(5, 2)',
  numbers: 'isinstance(1, numbers.Integral)',
  operator: 'operator.itemgetter(1)("abc")',
  os: 'os.path.join("a", "b"), os.sep, os.getenv("NO_SUCH_NAME")',
  pprint: 'pprint.pformat({"b": 1, "a": 2})',
  random: 'random.Random(1).random()',
  re: 're.findall(r"\\d+", "a1b22")',
  reprlib: 'reprlib.repr(list(range(100)))',
  stat: 'stat.filemode(0o100644)',
  statistics: 'statistics.median([1, 2, 3])',
  string: 'string.Template("$a").substitute(a=1)',
  struct: 'struct.pack("<H", 258)',
  sys: 'sys.intern("a"), sys.byteorder',
  textwrap: 'textwrap.dedent("  a\\n  b")',
  time: 'time.gmtime(0).tm_year',
  timeit: 'timeit.timeit("pass", number=1) >= 0',
  token: 'token.tok_name[token.NAME]',
  tokenize: '[t.string for t in tokenize.generate_tokens(iter(["x = 1\\n"]).__next__)]',
  traceback: 'traceback.format_exception_only(ValueError("x"))',
  types: 'types.SimpleNamespace(a=1)',
  typing: 'typing.get_args(typing.Union[int, str])',
  warnings: 'warnings.catch_warnings(record=True).__class__.__name__',
  weakref: 'weakref.ref(len).__class__.__name__',
};

test('each documented module does what it does in CPython', async () => {
  test.skip(NO_CPYTHON !== '', NO_CPYTHON);
  expect(Object.keys(USES).sort()).toEqual(MODULES.filter((name) => name !== 'pytest').sort());
  const source = Object.entries(USES)
    .map(([name, use]) => `import ${name}\nprint("${name}", ${use})\n`)
    .join('');
  const expected = cpython(['-c', source]);
  expect([expected.status, expected.stderr]).toEqual([0, '']);
  const run = await runPython(source);
  expect([run.stderr, run.error]).toEqual(['', null]);
  expect(run.stdout).toBe(expected.stdout);
});

/** Programs with the same output in every Python, by the modules they use. */
const PROGRAMS: Readonly<Record<string, string>> = {
  math: `
import math
print(math.factorial(50), math.comb(40, 20), math.perm(9, 3), math.gcd(84, 36, 60), math.lcm(4, 6))
print(math.isqrt(10**40 + 1), math.prod(range(1, 30)), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.9))
print(math.sqrt(2), math.hypot(3, 4), math.dist((0, 0), (1, 1)), math.fsum([0.1] * 10), math.log2(8), math.log10(1000))
print([f"{f(0.5):.12f}" for f in (math.sin, math.cos, math.tan, math.exp, math.log, math.atan, math.erf, math.gamma)])
print(math.isclose(0.1 + 0.2, 0.3), math.inf, math.nan, math.pi, math.frexp(10.0), math.modf(3.25))
for bad in ("math.sqrt(-1)", "math.factorial(-1)", "math.log(0)"):
    try:
        eval(bad)
    except ValueError as error:
        print("ValueError")
`,
  random: `
import random
random.seed(42)
print(random.random(), random.randint(1, 6), random.randrange(0, 100, 5), random.choice("abc"))
print(random.sample(range(100), 5), random.choices([1, 2, 3], weights=[5, 1, 1], k=6), random.uniform(1, 2))
numbers = list(range(10))
random.shuffle(numbers)
print(numbers, random.getrandbits(70), f"{random.gauss(0, 1):.12f}", f"{random.expovariate(2):.12f}")
print(random.Random(7).randbytes(5), random.Random(b"seven").random())
`,
  json: `
import json
data = {"name": "Ada", "tags": ["x", None, True, 1.5, -3], "nested": {"é": "\\u2028\\n\\"", "n": 10**20}}
text = json.dumps(data, indent=2, sort_keys=True)
print(text, json.loads(text) == data, json.dumps([1, {"a": 2}], separators=(",", ":")))
print(json.loads('[1e3, -0.0, "\\ud83d\\ude00", {"a": []}]'), json.dumps("\\x00é", ensure_ascii=False))
for bad in ("{", "[1 2]", "nul", '{"a" 1}', ""):
    try:
        json.loads(bad)
    except json.JSONDecodeError as error:
        print(type(error).__name__, error.lineno, error.colno)
try:
    json.dumps({1, 2})
except TypeError as error:
    print(error)
`,
  statistics: `
import statistics
data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
print(statistics.mean(data), statistics.median(data), statistics.mode([1, 1, 2]), statistics.stdev(data))
print(statistics.pvariance(data), statistics.quantiles(data, n=4), statistics.fmean(data), statistics.multimode("aabbc"))
print(statistics.NormalDist(100, 15).cdf(120), statistics.correlation([1, 2, 3], [1, 5, 7]))
`,
  fractions: `
from fractions import Fraction
print(Fraction(3, 4) + Fraction("0.125"), Fraction(0.5), sum(Fraction(1, n) for n in range(1, 20)), Fraction(22, 7).limit_denominator(5))
`,
  decimal: `
from decimal import ROUND_HALF_UP, Decimal, getcontext, localcontext
print(Decimal("0.1") + Decimal("0.2"), Decimal(2).sqrt(), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP))
getcontext().prec = 50
print(Decimal(1) / Decimal(7), Decimal("1e400") * 3, f"{Decimal('1234567.891'):,.2f}")
with localcontext() as context:
    context.prec = 5
    print(Decimal(2) / 3)
`,
  datetime: `
from datetime import date, datetime, timedelta, timezone
print(date(2024, 2, 28) + timedelta(days=2), (date(2025, 1, 1) - date(2024, 1, 1)).days, date(2024, 12, 25).strftime("%A %d %B %Y"))
moment = datetime(2024, 5, 17, 13, 45, 30, 250, tzinfo=timezone(timedelta(hours=2)))
print(moment.isoformat(), moment.astimezone(timezone.utc), repr(moment), datetime.fromisoformat("2024-05-17T13:45:00+02:00"))
print(timedelta(hours=30, seconds=5), moment.weekday(), tuple(moment.isocalendar()), datetime.now().year > 2024, date.today() == datetime.now().date())
`,
  'time and calendar': `
import calendar
import time
from datetime import datetime
print(time.gmtime(0), time.gmtime(10**9), time.strftime("%a %A %d %b %Y %H:%M:%S %j", time.gmtime(1.7e9)))
print(time.asctime(time.gmtime(86400)), datetime.strptime("2024-05-17 13:45", "%Y-%m-%d %H:%M"), datetime(2024, 5, 17).strftime("%a %j"))
print(calendar.monthrange(2024, 2)[1], calendar.isleap(2023), calendar.day_name[0], calendar.month(2024, 2))
`,
  'array and struct': `
import struct
from array import array
numbers = array("d", [1.5, 2.5]) + array("d", range(3))
print(numbers, numbers.itemsize, len(numbers.tobytes()), array("i", [1, 2, 3]).tolist(), array("B", b"abc")[1:])
print(struct.pack("<IHb", 70000, 513, -5), struct.unpack(">dQ", struct.pack(">dQ", 2.5, 2**40)), struct.calcsize("3i"))
`,
  'heapq and bisect': `
import bisect
import heapq
heap = [5, 1, 4, 2]
heapq.heapify(heap)
heapq.heappush(heap, 3)
print(heap, [heapq.heappop(heap) for _ in range(5)], heapq.nlargest(2, [3, 9, 4]), list(heapq.merge([1, 4], [2, 3])))
print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2))
`,
  'pprint, textwrap and timeit': `
import pprint
import textwrap
import timeit
pprint.pprint({"numbers": list(range(30)), "text": "words " * 20})
print(textwrap.fill("some words that are wrapped to lines", 12), timeit.timeit("pass", number=10) >= 0)
`,
  contextvars: `
import contextvars
variable = contextvars.ContextVar("variable", default=1)
context = contextvars.copy_context()
context.run(variable.set, 5)
print(variable.get(), context[variable])
`,
  'what else teaching code imports': `
import abc, collections, contextlib, copy, dataclasses, enum, functools, inspect, itertools, operator, re, string, types, typing, weakref
@dataclasses.dataclass(order=True)
class Point:
    x: int
    y: int = 0
class Colour(enum.Enum):
    RED = 1
print(Point(1) < Point(2), Colour.RED, copy.deepcopy([Point(1)]), collections.deque([1, 2], maxlen=1), string.ascii_letters[:3])
print(re.sub(r"(\\w+)@(\\w+)", r"\\2 at \\1", "me@home"), list(itertools.batched("abcde", 2)) if hasattr(itertools, "batched") else [("a", "b"), ("c", "d"), ("e",)])
print(inspect.signature(lambda a, *, b=2: None), "\\N{SNOWMAN} \\N{GREEK SMALL LETTER ALPHA}", "{:>8.3f}|{:,}".format(3.14159, 10**7))
`,
};

for (const [what, source] of Object.entries(PROGRAMS)) {
  test(`${what}: equals CPython`, async () => {
    test.skip(NO_CPYTHON !== '', NO_CPYTHON);
    const expected = cpython(['-c', source]);
    expect([expected.status, expected.stderr]).toEqual([0, '']);
    const run = await runPython(source);
    expect([run.stderr, run.error]).toEqual(['', null]);
    expect(run.stdout).toBe(expected.stdout);
  });
}

test('the time of day is the page’s, and can be split', async () => {
  const run = await runPython(`
import time
from datetime import datetime, timezone
now = time.time()
for part in (time.gmtime(), time.localtime(), time.gmtime(now)):
    print(part.tm_year)
print(time.strftime("%Y", time.gmtime(0)), time.ctime(0)[-4:], time.strftime("%Y"), time.mktime(time.gmtime(0)), time.asctime()[-4:])
print(datetime.now(timezone.utc).year, abs(datetime.now(timezone.utc).timestamp() - now) < 60)
`);
  const year = String(new Date().getUTCFullYear());
  expect([run.stderr, run.panics]).toEqual(['', '']);
  expect(run.stdout).toBe(
    `${year}\n${year}\n${year}\n1970 1970 ${year} 0.0 ${year}\n${year} True\n`,
  );
});
