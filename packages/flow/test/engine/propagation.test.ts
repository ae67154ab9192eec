import { beforeAll, describe, expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'
import { PYTHON_COLLECTION_LEADS, PYTHON_COLLECTIONS_SAFE } from './collection-cases.ts'
import { JAVASCRIPT_COLLECTION_LEADS, JAVASCRIPT_COLLECTIONS_SAFE } from './javascript-collection-cases.ts'

/** How a value of a request comes to a command, or does not; `run` is the sink. Each is a handler of its own in one program. */
const PYTHON_LEADS = [
  'x = v.strip().lower(); S(x)',
  'x = v[1:]; S(x)',
  'x = v[::-1]; S(x)',
  'x = v.split(",")[0]; S(x)',
  'x = ",".join([v, "a"]); S(x)',
  'x = "%s" % v; S(x)',
  'x = "%(a)s" % {"a": v}; S(x)',
  'x = "{}".format(v); S(x)',
  'x = "{a}".format(a=v); S(x)',
  'x = f"{v!r:>10}"; S(x)',
  'x = v.replace("a", "b"); S(x)',
  'x = str(v); S(x)',
  'x = v.encode().decode(); S(x)',
  'x = bytes(v, "utf8").decode(); S(x)',
  'a, b = v, "c"; S(a)',
  'a, *r = v.split(); S(r[0])',
  '(a, b) = (b0, v) if False else (v, "x"); S(a)',
  'd = {"k": v}; S(d["k"])',
  'd = dict(k=v); S(d["k"])',
  'd = {}; d["k"] = v; S(d.get("k"))',
  'd = {}; d.update(k=v); S(d["k"])',
  'd = {}; d.update({"k": v}); S(d["k"])',
  'd = {"k": v}; S(d.pop("k"))',
  'd = {"k": v}; S([y for _, y in d.items()][0])',
  'd = {"k": v}; S(list(d.values())[0])',
  'd = {**{"k": v}, "b": 1}; S(d["k"])',
  'd = {}; d.setdefault("k", v); S(d["k"])',
  'l = [v]; S(l[0])',
  'l = []; l.append(v); S(l[0])',
  'l = []; l.extend([v]); S(l[-1])',
  'l = []; l.insert(0, v); S(l[0])',
  'l = [v]; S(l.pop())',
  'l = ["a"] + [v]; S(l[1])',
  'l = [v]; S(next(iter(l)))',
  'l = sorted([v]); S(l[0])',
  'l = list(reversed([v])); S(l[0])',
  'for y in [v]: S(y)',
  'for i, y in enumerate([v]): S(y)',
  'for y, z in zip([v], [1]): S(y)',
  'x = [y for y in [v]][0]; S(x)',
  'x = {y for y in [v]}.pop(); S(x)',
  'x = list(map(str, [v]))[0]; S(x)',
  'x = list(filter(None, [v]))[0]; S(x)',
  'x = max([v, "a"]); S(x)',
  'x = functools.reduce(lambda a, b: a + b, [v, "x"]); S(x)',
  'x = (lambda q: q)(v); S(x)',
  'x = v or "d"; S(x)',
  'x = v if v else "d"; S(x)',
  'x = "d" if not v else v; S(x)',
  'x = "a"; x += v; S(x)',
  'x = os.path.join("a", v); S(x)',
  'x = re.sub("a", "b", v); S(x)',
  'x = re.match("(.*)", v).group(1); S(x)',
  'x = re.findall(".*", v)[0]; S(x)',
  'x = re.split(",", v)[0]; S(x)',
  'x = textwrap.dedent(v); S(x)',
  'x = string.Template("$a").substitute(a=v); S(x)',
  'x = urllib.parse.unquote(v); S(x)',
  'x = json.loads(v)["a"]; S(x)',
  'x = ast.literal_eval(v); S(x)',
  'x = copy.deepcopy([v])[0]; S(x)',
  'x = io.StringIO(v).read(); S(x)',
  `def f(q): return q
x = f(v); S(x)`,
  `def f(q): yield q
x = next(f(v)); S(x)`,
  `def f(*a): return a[0]
S(f(v))`,
  `def f(**k): return k["a"]
S(f(a=v))`,
  `def f(a, b="z"): return b
S(f("q", v))`,
  `class C:
    pass
c = C(); c.a = v; S(c.a)`,
  `class C:
    def __init__(self, a): self.a = a
S(C(v).a)`,
  `class C:
    def __init__(self, a): self.a = a
    def g(self): return self.a
S(C(v).g())`,
  `class C:
    def __init__(self, a): self._a = a
    @property
    def a(self): return self._a
S(C(v).a)`,
  `class C:
    def __init__(self, a): self.a = a
    def __str__(self): return self.a
S(str(C(v)))`,
  `class C:
    def __init__(self, a): self.a = a
    def __str__(self): return self.a
S(f"{C(v)}")`,
  `class C:
    def __init__(self, a): self.a = a
    def __getitem__(self, k): return self.a
S(C(v)["x"])`,
  `class C:
    def __call__(self, a): return a
S(C()(v))`,
  `class C:
    @staticmethod
    def g(a): return a
S(C.g(v))`,
  `class C:
    @classmethod
    def g(cls, a): return a
S(C.g(v))`,
  `class C:
    def __init__(self): self.l = []
    def add(self, a): self.l.append(a); return self
    def all(self): return " ".join(self.l)
S(C().add("a").add(v).all())`,
  `@dataclasses.dataclass
class C:
    a: str
    b: int = 0
S(C(v).a)`,
  `@dataclasses.dataclass
class C:
    a: str
S(dataclasses.asdict(C(v))["a"])`,
  'N = collections.namedtuple("N", "a b"); S(N(v, 1).a)',
  'N = collections.namedtuple("N", "a b"); S(N(v, 1)[0])',
  'q = collections.deque(); q.append(v); S(q.popleft())',
  'd = collections.defaultdict(list); d["k"].append(v); S(d["k"][0])',
  'd = collections.OrderedDict(); d["k"] = v; S(d["k"])',
  'q = queue.Queue(); q.put(v); S(q.get())',
  'x = getattr(types.SimpleNamespace(a=v), "a"); S(x)',
  'c = types.SimpleNamespace(); setattr(c, "a", v); S(c.a)',
  `try:
    x = v
finally:
    pass
S(x)`,
  `try:
    raise ValueError(v)
except ValueError as e:
    S(str(e))`,
  `try:
    raise ValueError(v)
except ValueError as e:
    S(e.args[0])`,
  `with open("a") as h: x = v
S(x)`,
  `match v:
    case "a": x = "b"
    case y: x = y
S(x)`,
  `match {"k": v}:
    case {"k": y}: S(y)`,
  'if (n := v): S(n)',
  `x = v
while True:
    S(x)
    break`,
  `t = threading.Thread(target=S, args=(v,)); t.start()
with concurrent.futures.ThreadPoolExecutor() as ex: ex.submit(S, v)
with concurrent.futures.ThreadPoolExecutor() as ex: S(ex.submit(lambda: v).result())`,
  `with concurrent.futures.ThreadPoolExecutor() as ex: S(list(ex.map(str, [v]))[0])
S(functools.partial(str, v)())`,
  'x = operator.itemgetter("k")({"k": v}); S(x)',
  'x = itertools.chain([v], ["a"]); S(list(x)[0])',
  'x = v.partition(",")[0]; S(x)',
  'x = v.format(a=1); S(x)',
  'x = v.join(["a", "b"]); S(x)',
  'x = v * 2; S(x)',
  'x = v.title().swapcase().zfill(5); S(x)',
  'x = v.splitlines()[0]; S(x)',
  'x = html.unescape(v); S(x)',
  'x = memoryview(v.encode()).tobytes().decode(); S(x)',
  'x = "".join(c for c in v); S(x)',
  'x = "".join(reversed(v)); S(x)',
  'x = request.args.to_dict()["v"]; S(x)',
  'x = request.args.getlist("v")[0]; S(x)',
  'x = request.values["v"]; S(x)',
  'x = request.form.get("v"); S(x)',
  'x = request.get_json()["v"]; S(x)',
  'x = request.json.get("v"); S(x)',
  'x = request.headers["v"]; S(x)',
  'x = request.headers.get("v"); S(x)',
  'x = request.cookies.get("v"); S(x)',
  'x = request.data.decode(); S(x)',
  'x = request.get_data(as_text=True); S(x)',
  'x = request.query_string.decode(); S(x)',
  'x = request.files["f"].filename; S(x)',
  'x = request.files["f"].read().decode(); S(x)',
  'x = request.view_args["v"]; S(x)',
  'x = request.path; S(x)',
  'x = request.user_agent.string; S(x)',
  'x = request.referrer; S(x)',
  'for k in request.args: S(k)',
  'for k, y in request.args.items(): S(y)',
  'x = list(request.form.keys())[0]; S(x)',
  'x = request.args.get("v", type=str); S(x)',
  'x = next(request.form.items())[1]; S(x)',
  'x = request.stream.read().decode(); S(x)',
  'x = urllib.parse.parse_qs(request.query_string.decode())["v"][0]; S(x)',
  'x = flask.request.args["v"]; S(x)',
  'b = io.StringIO(); b.write(v); S(b.getvalue())',
  'b = io.StringIO("a"); b.writelines(["b", v]); S(b.getvalue())',
  'b = io.StringIO()\ndef put(x):\n    b.write(x)\nput(v)\nS(b.getvalue())',
  'def g(x):\n    yield x\n    yield "a"\nS(next(g(v)))',
  'def g(x):\n    yield "a"\n    yield x\ni = g(v)\nnext(i)\nS(next(i))',
  'def g(x):\n    if x:\n        yield "a"\n    yield x\nS(next(g(v)))',
  'l = sorted(["a", v]); S(l[0])',
  'l = list(reversed(["a", v])); S(l[0])',
  'l = ["a"]\nfor x in request.args.values():\n    l.append(x)\nS(l[1])',
  'S("{a}".format_map({"a": v}))',
  'S("{a}".format(**{"a": v, "b": "c"}))',
]

const PYTHON_SAFE = [
  'x = int(v); S(str(x))',
  'x = float(v); S("a %s" % x)',
  'x = len(v); S("a %d" % x)',
  'x = v if v in ("a", "b") else "a"; S(x)',
  'x = {"a": "1", "b": "2"}.get(v, "3"); S(x)',
  'x = {"a": "1", "b": "2"}[v]; S(x)',
  'd = {"k": v, "o": "a"}; S(d["o"])',
  'l = ["a", v]; S(l[0])',
  'l = [v, "a"]; l.pop(0); S(l[0])',
  'l = ["a", v, "b"]; del l[1]; S(l[1])',
  'x = v; x = "a"; S(x)',
  'x = "a" if 7 * 6 > 40 else v; S(x)',
  'x = v if 7 * 6 < 40 else "a"; S(x)',
  `num = 106
x = "safe" if 7 * 18 + num > 200 else v
S(x)`,
  `x = "ABC"[1]
match x:
    case "A": y = v
    case "B": y = "ok"
    case _: y = v
S(y)`,
  `if False: x = v
else: x = "a"
S(x)`,
  `if v not in ALLOWED: abort(400)
S(v)`,
  `if v not in ("a", "b"): raise ValueError()
S(v)`,
  `if v != "a": return "no"
S(v)`,
  `if not re.fullmatch(r"[a-z]+", v): abort(400)
S(v)`,
  `if not re.match(r"^[a-z]+\\Z", v): abort(400)
S(v)`,
  `if not v.isalnum(): abort(400)
S(v)`,
  `if not v.isdigit(): return "no"
S(v)`,
  `assert v in ALLOWED
S(v)`,
  `try:
    v = int(v)
except ValueError: abort(400)
S(f"a {v}")`,
  'S(shlex.quote(v))',
  'subprocess.run(["ls", "--", v])',
  'x = uuid.UUID(v); S(str(x))',
  'x = datetime.datetime.strptime(v, "%Y-%m-%d"); S(str(x))',
  'x = ipaddress.ip_address(v); S(str(x))',
  'x = hashlib.sha256(v.encode()).hexdigest(); S(x)',
  'x = bool(v); S(str(x))',
  'x = decimal.Decimal(v); S(str(x))',
  'x = v == "a"; S(str(x))',
  'x = Color(v); S(x.value)',
  'x = Color[v].value; S(x)',
  `for y in ALLOWED:
    if y == v: S(y)`,
  'x = next((y for y in ALLOWED if y == v), "a"); S(x)',
  'x = v.encode("ascii").hex(); S(x)',
  'x = base64.b64encode(v.encode()).decode(); S(x)',
  'x = re.sub(r"[^a-z0-9]", "", v); S(x)',
  'x = "".join(c for c in v if c.isalnum()); S(x)',
  `m = re.fullmatch(r"([a-z]+)", v)
if m: S(m.group(1))`,
  'if m := re.fullmatch(r"[a-z]+", v): S(m[0])',
  'x = ALLOWED[int(v)]; S(x)',
  'x = request.args.get("v", type=int); S(str(x))',
  'x = secrets.token_hex(8); S(x)',
  'x = ALLOWED.index(v); S(str(x))',
  `def clean(q):
    if q not in ALLOWED: raise ValueError()
    return q
S(clean(v))`,
  `def clean(q): return q if re.fullmatch("[a-z]+", q) else "a"
S(clean(v))`,
  `def is_ok(q): return bool(re.fullmatch("[a-z]+", q))
if not is_ok(v): abort(400)
S(v)`,
  'b = io.StringIO(); b.write("a"); S(b.getvalue())',
  'def g(x):\n    yield "a"\n    yield x\nS(next(g(v)))',
  'l = list(reversed([v, "a"])); S(l[0])',
  'l = ["a"]\nfor x in request.args.values():\n    l.append(x)\nS(l[0])',
  'S("{a}".format_map({"a": "x", "b": v}))',
  'S("{a}".format(**{"a": "x", "b": v}))',
  'try:\n    x = request.args["w"]\nexcept KeyError:\n    x = "a"\nif not x.isalnum():\n    x = "b"\nS(x)',
]

const JAVASCRIPT_LEADS = [
  'const x = v.trim().toLowerCase(); S(x)',
  'const x = v.slice(1); S(x)',
  'const x = v.substring(0, 9); S(x)',
  `const [x] = v.split(','); S(x)`,
  `const x = ['a', v].join(' '); S(x)`,
  `const x = 'a'.concat(v); S(x)`,
  'const x = `${v}`; S(x)',
  'const x = String(v); S(x)',
  'const x = v.toString(); S(x)',
  `const x = v.replace('a', 'b'); S(x)`,
  `const x = v.replaceAll(/a/g, 'b'); S(x)`,
  'const x = v.padStart(9); S(x)',
  'const x = v.repeat(2); S(x)',
  `const x = 'abc'.replace('b', v); S(x)`,
  `const x = 'abc'.replace('b', () => v); S(x)`,
  'const x = v.match(/(.*)/)[1]; S(x)',
  'const x = v.match(/.*/g)[0]; S(x)',
  'for (const m of v.matchAll(/.+/g)) S(m[0])',
  'const m = /(?<n>.*)/.exec(v); S(m.groups.n)',
  'const { k: x } = { k: v }; S(x)',
  'const { k, ...rest } = { k: 1, o: v }; S(rest.o)',
  `const [, x] = ['a', v]; S(x)`,
  'const [...r] = [v]; S(r[0])',
  'const o = { k: v }; S(o.k)',
  `const o = {}; o['k'] = v; S(o.k)`,
  `const o = {}; const key = 'k'; o[key] = v; S(o[key])`,
  'const o = { ...{ k: v } }; S(o.k)',
  'const o = Object.assign({}, { k: v }); S(o.k)',
  'const o = { k: v }; S(Object.values(o)[0])',
  'const o = { k: v }; S(Object.entries(o)[0][1])',
  'const o = { k: v }; for (const key in o) S(o[key])',
  `const o = Object.fromEntries([['k', v]]); S(o.k)`,
  'const o = { get k() { return v } }; S(o.k)',
  'const o = Object.freeze({ k: v }); S(o.k)',
  'const o = structuredClone({ k: v }); S(o.k)',
  'const l = [v]; S(l[0])',
  'const l = []; l.push(v); S(l[0])',
  'const l = []; l.unshift(v); S(l[0])',
  'const l = [v]; S(l.pop())',
  'const l = [v]; S(l.shift())',
  'const l = [v]; S(l.at(-1))',
  `const l = ['a'].concat([v]); S(l[1])`,
  `const l = [...['a'], v]; S(l[1])`,
  `const l = [v].map((y) => y + 'x'); S(l[0])`,
  'const l = [v].filter(Boolean); S(l[0])',
  `const l = [v]; S(l.reduce((a, y) => a + y, ''))`,
  'const l = [v]; l.forEach((y) => S(y))',
  'const l = [[v]].flat(); S(l[0])',
  'const l = [v].flatMap((y) => [y]); S(l[0])',
  `const l = ['a', v].slice(1); S(l[0])`,
  `const l = ['a', v].splice(1, 1); S(l[0])`,
  'const l = [v].reverse(); S(l[0])',
  'const l = [v].sort(); S(l[0])',
  'const l = Array.from([v]); S(l[0])',
  'const l = Array.from({ length: 2 }, () => v); S(l[0])',
  'const l = new Array(3).fill(v); S(l[0])',
  'const l = Array.of(v); S(l[0])',
  'const l = [v].entries(); for (const [, y] of l) S(y)',
  'const l = [v]; const [[x]] = [l]; S(x)',
  `const m = new Map([['k', v]]); S(m.get('k'))`,
  `const m = new Map(); m.set('k', v); S(m.get('k'))`,
  `const m = new Map(); m.set('k', v); for (const [, y] of m) S(y)`,
  `const m = new Map(); m.set('k', v); S([...m.values()][0])`,
  `const m = new Map(); m.set('k', v); m.forEach((y) => S(y))`,
  'const s = new Set([v]); for (const y of s) S(y)',
  'const s = new Set(); s.add(v); S([...s][0])',
  'const w = new WeakMap(); const key = {}; w.set(key, v); S(w.get(key))',
  `const x = v || 'd'; S(x)`,
  `const x = v ?? 'd'; S(x)`,
  `const x = 'd' && v; S(x)`,
  'let x; x ??= v; S(x)',
  `let x = 'a'; x += v; S(x)`,
  `const x = v ? v : 'd'; S(x)`,
  'const x = (0, v); S(x)',
  'const x = (() => v)(); S(x)',
  'const f = (q) => q; S(f(v))',
  'function f(q) { return q } S(f(v))',
  'function f() { return arguments[0] } S(f(v))',
  'const f = (...a) => a[0]; S(f(v))',
  'const f = ({ k }) => k; S(f({ k: v }))',
  'const f = (q = v) => q; S(f())',
  `const f = (a) => (b) => a + b; S(f(v)('x'))`,
  'const g = (q) => S(q); const f = g.bind(null, v); f()',
  'const g = (q) => S(q); g.call(null, v)',
  'const g = (q) => S(q); g.apply(null, [v])',
  'class C { constructor(a) { this.a = a } } S(new C(v).a)',
  'class C { #a; constructor(a) { this.#a = a } get a() { return this.#a } } S(new C(v).a)',
  'class C { constructor(a) { this.a = a } g() { return this.a } } S(new C(v).g())',
  'class C { static g(a) { return a } } S(C.g(v))',
  'class B { constructor(a) { this.a = a } } class C extends B { constructor(a) { super(a) } } S(new C(v).a)',
  'class C { set a(q) { this.b = q } } const c = new C(); c.a = v; S(c.b)',
  `class C { constructor() { this.l = [] } add(a) { this.l.push(a); return this } all() { return this.l.join(' ') } } S(new C().add('a').add(v).all())`,
  'class C { constructor(a) { this.a = a } toString() { return this.a } } S(`${new C(v)}`)',
  'function C(a) { this.a = a } C.prototype.g = function () { return this.a }; S(new C(v).g())',
  'function* g() { yield v } for (const y of g()) S(y)',
  'function* g() { yield v } S(g().next().value)',
  'async function f() { return v } f().then((y) => S(y))',
  'const x = await Promise.resolve(v); S(x)',
  'const [x] = await Promise.all([v]); S(x)',
  'const x = await new Promise((ok) => ok(v)); S(x)',
  'const x = await new Promise((ok) => setTimeout(() => ok(v), 1)); S(x)',
  'const x = (await Promise.allSettled([Promise.resolve(v)]))[0].value; S(x)',
  'try { throw new Error(v) } catch (e) { S(e.message) }',
  'try { throw { k: v } } catch ({ k }) { S(k) }',
  'setTimeout(() => S(v), 1)',
  'setImmediate(S, v)',
  'queueMicrotask(() => S(v))',
  `switch (v) { case 'a': break; default: S(v) }`,
  `let x; switch (1) { case 1: x = v; break; default: x = 'a' } S(x)`,
  'if (v.length > 3) S(v)',
  'for (let i = 0; i < 1; i++) S(v)',
  'let i = 0; while (i++ < 1) S(v)',
  'do { S(v) } while (false)',
  'label: for (;;) { S(v); break label }',
  'const x = JSON.parse(v).k; S(x)',
  'const x = decodeURIComponent(v); S(x)',
  'const x = unescape(v); S(x)',
  'const x = new URL(v).hostname; S(x)',
  `const x = new URLSearchParams(v).get('k'); S(x)`,
  `const x = require('querystring').parse(v).k; S(x)`,
  `const x = require('path').join('a', v); S(x)`,
  `const x = require('util').format('%s', v); S(x)`,
  'const x = Buffer.from(v).toString(); S(x)',
  `const x = Buffer.concat([Buffer.from(v)]).toString('utf8'); S(x)`,
  `const x = require('lodash').get({ k: v }, 'k'); S(x)`,
  `const x = require('lodash').trim(v); S(x)`,
  `const x = [...v].join(''); S(x)`,
  `const x = v.split('').reverse().join(''); S(x)`,
  'const x = Array.prototype.slice.call([v])[0]; S(x)',
  'var x; { x = v } S(x)',
  'const f = function g(n) { return n > 0 ? g(n - 1) : v }; S(f(2))',
  'const x = req.query.a.b; S(x)',
  'const { a: { b: x } } = req.query; S(x)',
  `const x = req.query['v']; S(x)`,
  'const x = req.params.w; S(x)',
  'const x = req.body.v; S(x)',
  `const x = req.headers['x-v']; S(x)`,
  `const x = req.get('x-v'); S(x)`,
  `const x = req.header('x-v'); S(x)`,
  'const x = req.cookies.v; S(x)',
  'const x = req.url; S(x)',
  'const x = req.originalUrl; S(x)',
  'const x = req.path; S(x)',
  'const x = req.hostname; S(x)',
  `const x = req.param('v'); S(x)`,
  'const x = req.files.f.name; S(x)',
  'const x = req.file.originalname; S(x)',
  'const x = req.rawHeaders[1]; S(x)',
  `let x = ''; req.on('data', (c) => { x += c }); req.on('end', () => S(x))`,
  `const x = require('url').parse(req.url, true).query.v; S(x)`,
  `const x = new URL(req.url, 'http://a').searchParams.get('v'); S(x)`,
  'Object.keys(req.query).forEach((k) => S(k))',
  'for (const [k, y] of Object.entries(req.body)) S(y)',
  'function* g(x) { yield "a"; yield x }; const i = g(v); i.next(); S(i.next().value)',
  'const l = [{ n: "a", x: "b" }, { n: "c", x: v }]; S(l.find((y) => y.n === "c").x)',
  'const l = ["a"]; for (const x of Object.values(req.query)) l.push(x); S(l[1])',
  'class C { static x = "a" }; C.x = v; S(C.x)',
  'class C { static x = "a"; static set(y) { C.x = y } static get out() { return C.x } }; C.set(v); S(C.out)',
  'class C { static x = "a"; static set(y) { this.x = y } static out() { return this.x } }; C.set(v); S(C.out())',
]

const JAVASCRIPT_SAFE = [
  'const x = Number(v); S(`${x}`)',
  `const x = parseInt(v, 10); S('a' + x)`,
  `const x = +v; S('a' + x)`,
  `const x = v.length; S('a' + x)`,
  `const x = ['a', 'b'].includes(v) ? v : 'a'; S(x)`,
  `const x = { a: '1', b: '2' }[v] ?? '3'; S(x)`,
  `const x = new Map([['a', '1']]).get(v); S(x)`,
  `const o = { k: v, o: 'a' }; S(o.o)`,
  `const l = ['a', v]; S(l[0])`,
  `const l = [v, 'a']; l.shift(); S(l[0])`,
  `const l = ['a', v]; l.pop(); S(l[0])`,
  `const l = ['a', v, 'b']; l.splice(1, 1); S(l[1])`,
  `let x = v; x = 'a'; S(x)`,
  `const x = 7 * 6 > 40 ? 'a' : v; S(x)`,
  `let x; if (7 * 18 + 106 > 200) x = 'a'; else x = v; S(x)`,
  `let x; switch ('ABC'[1]) { case 'A': x = v; break; case 'B': x = 'ok'; break; default: x = v } S(x)`,
  'if (!ALLOWED.includes(v)) return res.end(); S(v)',
  'if (!ALLOWED.has(v)) return res.end(); S(v)',
  'if (!(v in TABLE)) return res.end(); S(TABLE[v])',
  'if (!Object.hasOwn(TABLE, v)) return res.end(); S(v)',
  `if (v !== 'a' && v !== 'b') return res.end(); S(v)`,
  'if (!/^[a-z]+$/.test(v)) return res.end(); S(v)',
  'if (!/^[a-z]+$/.test(v)) throw new Error(); S(v)',
  'if (!v.match(/^[a-z]+$/)) return res.end(); S(v)',
  'if (/[^a-z0-9]/.test(v)) return res.end(); S(v)',
  'const m = /^([a-z]+)$/.exec(v); if (!m) return res.end(); S(m[1])',
  `switch (v) { case 'a': case 'b': S(v); break; default: res.end() }`,
  `require('child_process').execFile('ls', ['--', v])`,
  `require('child_process').spawn('ls', ['--', v])`,
  `const x = require('crypto').createHash('sha256').update(v).digest('hex'); S(x)`,
  'const x = Boolean(v); S(`${x}`)',
  `const x = v === 'a'; S(\`\${x}\`)`,
  `const x = Buffer.from(v).toString('hex'); S(x)`,
  'const x = btoa(v); S(x)',
  `const x = v.replace(/[^a-z0-9]/gi, ''); S(x)`,
  `const x = v.replace(/\\W/g, ''); S(x)`,
  'const x = ALLOWED_LIST[Number(v)]; S(x)',
  'const x = ALLOWED_LIST.find((y) => y === v); S(x)',
  'const x = ALLOWED_LIST.filter((y) => y === v)[0]; S(x)',
  'const x = new Date(v).toISOString(); S(x)',
  'const x = Date.parse(v); S(`${x}`)',
  'const x = Math.min(v, 3); S(`${x}`)',
  `const f = (q) => (ALLOWED_LIST.includes(q) ? q : 'a'); S(f(v))`,
  'const f = (q) => { if (!ALLOWED_LIST.includes(q)) throw new Error(); return q }; S(f(v))',
  'const ok = (q) => /^[a-z]+$/.test(q); if (!ok(v)) return res.end(); S(v)',
  'const ok = (q) => Boolean(q.match(/^[a-z]+$/)); if (!ok(v)) return res.end(); S(v)',
  `const ok = (q) => typeof q === 'string' && /^[a-z]+$/.test(q); if (!ok(v)) return res.end(); S(v)`,
  'if (!validator.isAlphanumeric(v)) return res.end(); S(v)',
  'if (!validator.isUUID(v)) return res.end(); S(v)',
  `const x = z.enum(['a', 'b']).parse(v); S(x)`,
  'const x = z.string().regex(/^[a-z]+$/).parse(v); S(x)',
  'const x = z.coerce.number().parse(v); S(`${x}`)',
  `const p = z.enum(['a', 'b']).safeParse(v); if (!p.success) return res.end(); S(p.data)`,
  'assert(ALLOWED_LIST.includes(v)); S(v)',
  'assert.ok(/^[a-z]+$/.test(v)); S(v)',
  'if (isNaN(v)) return res.end(); S(v)',
  'if (Number.isNaN(Number(v))) return res.end(); S(v)',
  'if (!Number.isInteger(Number(v))) return res.end(); S(v)',
  'const x = v | 0; S(`${x}`)',
  'const x = ~~v; S(`${x}`)',
  'const x = parseFloat(v).toFixed(2); S(x)',
  `const x = ALLOWED_LIST.indexOf(v) >= 0 ? v : 'a'; S(x)`,
  'if (ALLOWED_LIST.indexOf(v) === -1) return res.end(); S(v)',
  'if (!ALLOWED_LIST.some((y) => y === v)) return res.end(); S(v)',
  'const x = TABLE[v]; if (!x) return res.end(); S(x)',
  'function* g(x) { yield "a"; yield x }; S(g(v).next().value)',
  'const l = [{ n: "a", x: "b" }, { n: "c", x: v }]; S(l.find((y) => y.n === "a").x)',
  'const l = ["a"]; for (const x of Object.values(req.query)) l.push(x); S(l.shift())',
  'class C { static x = "a"; static out() { return C.x } }; S(C.out())',
  'let x = "a"; if (req.query.w) x = req.query.w; if (!/^[a-z]+$/.test(x)) x = "b"; S(x)',
]

const PYTHON_HEAD =
  'import os, re, ast, base64, collections, concurrent.futures, contextvars, copy, dataclasses, datetime, decimal, enum, flask, functools, hashlib, html, io, ipaddress, itertools, json, operator, queue, secrets, shlex, string, subprocess, textwrap, threading, types, urllib.parse, uuid\nfrom flask import Flask, abort, request\napp = Flask(__name__)\nALLOWED = ["a", "b"]\nclass Color(enum.Enum):\n    RED = "red"\n'
const JAVASCRIPT_HEAD =
  "const { exec: run } = require('child_process')\nconst assert = require('assert')\nconst validator = require('validator')\nconst { z } = require('zod')\nconst app = require('express')()\nconst ALLOWED = new Set(['a', 'b'])\nconst ALLOWED_LIST = ['a', 'b']\nconst TABLE = { a: 'x', b: 'y' }\n"

const pythonHandler = (item: string, index: number): string =>
  `@app.route("/r${index}/<w>")\ndef r${index}(w):\n    v = request.args["v"]\n${item
    .replaceAll(/\bS\b/g, 'os.system')
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('')}    return ""\n`
const javascriptHandler = (item: string, index: number): string =>
  `app.post('/r${index}/:w', async (req, res) => {\n  const v = req.query.v\n  ${item.replaceAll(/\bS\b/g, 'run')}\n  res.end()\n})\n`

interface Table {
  readonly file: string
  readonly head: string
  readonly handler: (item: string, index: number) => string
  readonly leads: readonly string[]
  readonly safe: readonly string[]
}

describe.each<[string, Table]>([
  [
    'Python',
    {
      file: 'app.py',
      head: PYTHON_HEAD,
      handler: pythonHandler,
      leads: [...PYTHON_LEADS, ...PYTHON_COLLECTION_LEADS],
      safe: [...PYTHON_SAFE, ...PYTHON_COLLECTIONS_SAFE],
    },
  ],
  [
    'JavaScript',
    {
      file: 'app.js',
      head: JAVASCRIPT_HEAD,
      handler: javascriptHandler,
      leads: [...JAVASCRIPT_LEADS, ...JAVASCRIPT_COLLECTION_LEADS],
      safe: [...JAVASCRIPT_SAFE, ...JAVASCRIPT_COLLECTIONS_SAFE],
    },
  ],
])('values of %s', (_language, { file, head, handler, leads, safe }) => {
  const items = [...leads, ...safe]
  const reached = new Set<number>()

  beforeAll(async () => {
    const starts: number[] = []
    let text = head
    items.forEach((item, index) => {
      starts.push(text.split('\n').length)
      text += handler(item, index)
    })
    const { paths } = await analysisOf({ [file]: text })
    for (const { kind, sink } of paths) if (kind === 'command-injection') reached.add(starts.findLastIndex((start) => start <= sink.line))
  })

  it.each(leads.map((item, index): [string, number] => [item, index]))('reaches: %s', (_item, index) => {
    expect(reached.has(index)).toBe(true)
  })

  it.each(safe.map((item, index): [string, number] => [item, leads.length + index]))('does not reach: %s', (_item, index) => {
    expect(reached.has(index)).toBe(false)
  })
})
