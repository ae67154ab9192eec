/** A small program and the weaknesses it has, sorted; `[]` is the safe twin. */
export interface Case {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly kinds: readonly string[]
}

const HEAD = `import os, re, json, sqlite3, subprocess, pickle, logging
from flask import Flask, request, redirect, session, jsonify, make_response, render_template_string, send_file
app = Flask(__name__)
db = sqlite3.connect('app.db')
`

/** The body of one Flask handler. */
function handler(name: string, body: string, kinds: readonly string[], top = '', more: Readonly<Record<string, string>> = {}): Case {
  const lines = body.trim().split('\n')
  return {
    name,
    kinds,
    files: {
      'app.py': `${HEAD}${top}\n@app.route('/x', methods=['GET', 'POST'])\ndef view():\n${lines.map((line) => `    ${line}`).join('\n')}\n`,
      ...more,
    },
  }
}

const SQL = ['sql-injection']

export const PYTHON_CASES: readonly Case[] = [
  handler(
    'concatenated query',
    `cur = db.cursor()\ncur.execute("SELECT * FROM t WHERE a = '" + request.args['a'] + "'")\nreturn 'ok'`,
    SQL,
  ),
  handler('bound parameter', `cur = db.cursor()\ncur.execute("SELECT * FROM t WHERE a = ?", (request.args['a'],))\nreturn 'ok'`, []),
  handler('named bound parameter', `db.execute("SELECT * FROM t WHERE a = :a", {'a': request.args['a']})\nreturn 'ok'`, []),
  handler('f-string', `db.execute(f"SELECT * FROM t WHERE a = '{request.form.get('a')}'")\nreturn 'ok'`, SQL),
  handler('number cast', `db.execute(f"SELECT * FROM t WHERE a = {int(request.args['a'])}")\nreturn 'ok'`, []),
  handler('typed get', `a = request.args.get('a', type=int)\ndb.execute(f"SELECT * FROM t WHERE a = {a}")\nreturn 'ok'`, []),
  handler('dead branch by constant', `a = request.args['a']\nif False:\n    db.execute("SELECT " + a)\nreturn 'ok'`, []),
  handler(
    'dead branch by arithmetic',
    `a = request.args['a']\nnum = 106\nif (7 * 42) - num > 200:\n    b = a\nelse:\n    b = 'safe'\ndb.execute("SELECT " + b)\nreturn 'ok'`,
    [],
  ),
  handler(
    'live branch by arithmetic',
    `a = request.args['a']\nnum = 86\nif (7 * 42) - num > 200:\n    b = a\nelse:\n    b = 'safe'\ndb.execute("SELECT " + b)\nreturn 'ok'`,
    SQL,
  ),
  handler(
    'conditional expression, constant',
    `a = request.args['a']\nb = 'safe' if 7 * 18 > 100 else a\ndb.execute("SELECT " + b)\nreturn 'ok'`,
    [],
  ),
  handler('overwritten by a constant', `a = request.args['a']\na = 'fixed'\ndb.execute("SELECT " + a)\nreturn 'ok'`, []),
  handler(
    'other key of a dictionary',
    `d = {}\nd['a'] = request.args['a']\nd['b'] = 'safe'\ndb.execute("SELECT " + d['b'])\nreturn 'ok'`,
    [],
  ),
  handler('same key of a dictionary', `d = {'b': 'safe'}\nd['a'] = request.args['a']\ndb.execute("SELECT " + d['a'])\nreturn 'ok'`, SQL),
  handler('other item of a list', `l = ['x', request.args['a'], 'z']\nl.pop(0)\ndb.execute("SELECT " + l[1])\nreturn 'ok'`, []),
  handler('same item of a list', `l = ['x', request.args['a'], 'z']\nl.pop(0)\ndb.execute("SELECT " + l[0])\nreturn 'ok'`, SQL),
  handler(
    'appended to a list and joined',
    `parts = []\nparts.append("SELECT")\nparts.append(request.args['a'])\ndb.execute(' '.join(parts))\nreturn 'ok'`,
    SQL,
  ),
  handler(
    'match on a constant',
    `a = request.args['a']\nguess = 'ABC'[1]\nmatch guess:\n    case 'A':\n        b = a\n    case 'B':\n        b = 'bob'\n    case _:\n        b = a\ndb.execute("SELECT " + b)\nreturn 'ok'`,
    [],
  ),
  handler(
    'allow-list',
    `col = request.args['sort']\nif col not in ('name', 'age'):\n    return 'no', 400\ndb.execute(f"SELECT * FROM t ORDER BY {col}")\nreturn 'ok'`,
    [],
  ),
  handler(
    'allow-list of the module',
    `col = request.args.get('sort')\nif col not in ALLOWED:\n    col = 'name'\ndb.execute(f"SELECT * FROM t ORDER BY {col}")\nreturn 'ok'`,
    [],
    "ALLOWED = {'name', 'age'}",
  ),
  handler(
    'look-up in a table',
    `col = COLUMNS.get(request.args['sort'], 'name')\ndb.execute(f"SELECT * FROM t ORDER BY {col}")\nreturn 'ok'`,
    [],
    "COLUMNS = {'n': 'name', 'a': 'age'}",
  ),
  handler(
    'look-up falling back to the input',
    `s = request.args['sort']\ncol = COLUMNS.get(s, s)\ndb.execute(f"SELECT * FROM t ORDER BY {col}")\nreturn 'ok'`,
    SQL,
    "COLUMNS = {'n': 'name', 'a': 'age'}",
  ),
  handler(
    'full match',
    `a = request.args['a']\nif not re.fullmatch(r'[a-z_]{1,20}', a):\n    return 'no', 400\ndb.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    [],
  ),
  handler(
    'anchored compiled pattern',
    `a = request.args['a']\nif not NAME.match(a):\n    return 'no', 400\ndb.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    [],
    "NAME = re.compile(r'^\\w+$')",
  ),
  handler(
    'pattern without an anchor',
    `a = request.args['a']\nif not re.match(r'[a-z]+', a):\n    return 'no', 400\ndb.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    SQL,
  ),
  handler(
    'quotes doubled by hand',
    `a = request.args['a'].replace("'", "''")\ndb.execute(f"SELECT * FROM t WHERE a = '{a}'")\nreturn 'ok'`,
    SQL,
  ),
  handler(
    'validating helper that raises',
    `a = request.args['a']\ncheck(a)\ndb.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    [],
    "def check(v):\n    if not v.isalnum():\n        raise ValueError('bad')\n",
  ),
  handler(
    'helper that does not check',
    `a = request.args['a']\ncheck(a)\ndb.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    SQL,
    "def check(v):\n    if not v:\n        raise ValueError('bad')\n",
  ),
  handler(
    'validating helper that answers',
    `a = request.args['a']\nif not valid(a):\n    return 'no', 400\ndb.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    [],
    "def valid(v):\n    return v in ('a', 'b')\n",
  ),
  handler(
    'validating helper with branches',
    `a = request.args['a']\nif valid(a):\n    db.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    [],
    "def valid(v):\n    if re.fullmatch('[a-z]+', v):\n        return True\n    return False\n",
  ),
  handler(
    'sanitizing helper',
    `a = clean(request.args['a'])\ndb.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    [],
    "def clean(v):\n    return re.sub(r'[^a-z0-9]', '', v)\n",
  ),
  handler(
    'passing helper',
    `a = clean(request.args['a'])\ndb.execute(f"SELECT {a} FROM t")\nreturn 'ok'`,
    SQL,
    'def clean(v):\n    return v.strip().lower()\n',
  ),
  handler(
    'through an instance',
    `repo = Repo(db)\nrepo.find(request.args['a'])\nreturn 'ok'`,
    SQL,
    'class Repo:\n    def __init__(self, conn):\n        self.conn = conn\n    def find(self, a):\n        return self.conn.execute("SELECT * FROM t WHERE a = \'" + a + "\'")\n',
  ),
  handler(
    'through an instance, bound',
    `repo = Repo(db)\nrepo.find(request.args['a'])\nreturn 'ok'`,
    [],
    'class Repo:\n    def __init__(self, conn):\n        self.conn = conn\n    def find(self, a):\n        return self.conn.execute("SELECT * FROM t WHERE a = ?", [a])\n',
  ),
  handler(
    'field of an instance',
    `job = Job(request.args['c'])\njob.run()\nreturn 'ok'`,
    ['command-injection'],
    'class Job:\n    def __init__(self, cmd):\n        self.cmd = cmd\n        self.name = "job"\n    def run(self):\n        os.system(self.cmd)\n',
  ),
  handler(
    'other field of an instance',
    `job = Job(request.args['c'])\njob.run()\nreturn 'ok'`,
    [],
    'class Job:\n    def __init__(self, cmd):\n        self.cmd = cmd\n        self.name = "job"\n    def run(self):\n        os.system(self.name)\n',
  ),
  handler(
    'inherited method',
    `Child().go(request.args['c'])\nreturn 'ok'`,
    ['command-injection'],
    'class Base:\n    def go(self, c):\n        self.do(c)\nclass Child(Base):\n    def do(self, c):\n        os.system("ls " + c)\n',
  ),
  handler(
    'constant argument switches the branch',
    `go(request.args['c'], False)\nreturn 'ok'`,
    [],
    'def go(c, live):\n    if live:\n        os.system(c)\n',
  ),
  handler(
    'constant argument switches to the sink',
    `go(request.args['c'], True)\nreturn 'ok'`,
    ['command-injection'],
    'def go(c, live):\n    if live:\n        os.system(c)\n',
  ),
  handler(
    'dispatch through a dictionary',
    `HANDLERS['run'](request.args['c'])\nreturn 'ok'`,
    ['command-injection'],
    'def run(c):\n    os.system(c)\ndef show(c):\n    return c\nHANDLERS = {"run": run, "show": show}\n',
  ),
  handler(
    'dispatch to a harmless function',
    `HANDLERS['show'](request.args['c'])\nreturn 'ok'`,
    [],
    'def run(c):\n    os.system(c)\ndef show(c):\n    return 1\nHANDLERS = {"run": run, "show": show}\n',
  ),
  handler('closure', `c = request.args['c']\ndef inner():\n    os.system(c)\ninner()\nreturn 'ok'`, ['command-injection']),
  handler('lambda in a comprehension', `for c in [x.strip() for x in request.args.getlist('c')]:\n    os.system(c)\nreturn 'ok'`, [
    'command-injection',
  ]),
  handler(
    'generator',
    `for c in parts(request.args['c']):\n    os.system(c)\nreturn 'ok'`,
    ['command-injection'],
    'def parts(text):\n    for p in text.split(","):\n        yield p\n',
  ),
  handler(
    'own decorator',
    `return inner_view(request.args['c'])`,
    ['command-injection'],
    'from functools import wraps\ndef logged(f):\n    @wraps(f)\n    def wrapper(*args, **kwargs):\n        return f(*args, **kwargs)\n    return wrapper\n@logged\ndef inner_view(c):\n    os.system(c)\n    return "x"\n',
  ),
  handler(
    'partial',
    `import functools\nf = functools.partial(run, request.args['c'])\nf()\nreturn 'ok'`,
    ['command-injection'],
    'def run(c):\n    os.system(c)\n',
  ),
  handler('argument list', `subprocess.run(['ls', request.args['d']])\nreturn 'ok'`, []),
  handler('shell string', `subprocess.run('ls ' + request.args['d'], shell=True)\nreturn 'ok'`, ['command-injection']),
  handler('quoted for the shell', `import shlex\nsubprocess.run('ls ' + shlex.quote(request.args['d']), shell=True)\nreturn 'ok'`, []),
  handler('shell as program', `subprocess.call(['sh', '-c', 'ls ' + request.args['d']])\nreturn 'ok'`, ['command-injection']),
  handler('eval', `return str(eval(request.args['e']))`, ['code-injection']),
  handler('literal_eval', `import ast\nreturn jsonify(ast.literal_eval(request.args['e']))`, []),
  handler('template source', `return render_template_string('<b>' + request.args['n'] + '</b>')`, ['template-injection']),
  handler('template context', `return render_template_string('<b>{{ n }}</b>', n=request.args['n'])`, []),
  handler('html response', `return '<h1>' + request.args['n'] + '</h1>'`, ['xss']),
  handler('html response escaped', `from markupsafe import escape\nreturn '<h1>' + str(escape(request.args['n'])) + '</h1>'`, []),
  handler('html response escaped for html', `import html\nreturn f"<h1>{html.escape(request.args['n'])}</h1>"`, []),
  handler('json response', `return jsonify(name=request.args['n'])`, []),
  handler('dictionary response', `return {'name': request.args['n']}`, []),
  handler('tuple response', `return 'no ' + request.args['n'], 404`, ['xss']),
  handler('open a file', `return open('/data/' + request.args['f']).read()`, ['path-traversal']),
  handler('joined path', `p = os.path.join('/data', request.args['f'])\nreturn send_file(p)`, ['path-traversal']),
  handler('base name', `p = os.path.join('/data', os.path.basename(request.args['f']))\nreturn send_file(p)`, []),
  handler(
    'secure_filename',
    `from werkzeug.utils import secure_filename\np = os.path.join('/data', secure_filename(request.args['f']))\nreturn send_file(p)`,
    [],
  ),
  handler(
    'real path under a root',
    `p = os.path.realpath(os.path.join(ROOT, request.args['f']))\nif not p.startswith(ROOT + os.sep):\n    return 'no', 403\nreturn send_file(p)`,
    [],
    "ROOT = '/srv/data'",
  ),
  handler(
    'unresolved path under a root',
    `p = os.path.join(ROOT, request.args['f'])\nif not p.startswith(ROOT):\n    return 'no', 403\nreturn send_file(p)`,
    ['path-traversal'],
    "ROOT = '/srv/data'",
  ),
  handler(
    'resolved Path relative to',
    `from pathlib import Path\nbase = Path('/srv/data').resolve()\np = (base / request.args['f']).resolve()\nif not p.is_relative_to(base):\n    return 'no', 403\nreturn p.read_text()`,
    [],
  ),
  handler(
    'resolved Path whose folder is compared',
    `from pathlib import Path\nbase = Path('/srv/data').resolve()\np = (base / request.args['f']).resolve()\nif p.parent != base:\n    return 'no', 403\nreturn p.read_text()`,
    [],
  ),
  handler(
    'resolved Path whose folder is compared with one that the caller names',
    `from pathlib import Path\nbase = Path(request.args['root']).resolve()\np = (base / request.args['f']).resolve()\nif p.parent != base:\n    return 'no', 403\nreturn p.read_text()`,
    ['path-traversal'],
  ),
  handler(
    'folder of a real path compared',
    `p = os.path.realpath(os.path.join(ROOT, request.args['f']))\nif os.path.dirname(p) != ROOT:\n    return 'no', 403\nreturn send_file(p)`,
    [],
    "ROOT = '/srv/data'",
  ),
  handler(
    'folder of a path that is as it came compared in vain',
    `p = os.path.join(ROOT, request.args['f'])\nif not os.path.dirname(p).startswith(ROOT):\n    return 'no', 403\nreturn send_file(p)`,
    ['path-traversal'],
    "ROOT = '/srv/data'",
  ),
  handler('Path joined', `from pathlib import Path\np = Path('/srv/data') / request.args['f']\nreturn jsonify(p.read_text())`, [
    'path-traversal',
  ]),
  handler('dots refused below a folder', `f = request.args['f']\nif '..' in f:\n    return 'no', 400\nreturn send_file('/data/' + f)`, []),
  handler(
    'dots refused, but an absolute name replaces the folder',
    `import os\nf = request.args['f']\nif '..' in f:\n    return 'no', 400\nreturn send_file(os.path.join('/data', f))`,
    ['path-traversal'],
  ),
  handler(
    'dots and absolute names refused',
    `import os\nf = request.args['f']\nif '..' in f or os.path.isabs(f):\n    return 'no', 400\nreturn send_file(os.path.join('/data', f))`,
    [],
  ),
  handler('fetch a url', `import requests\nreturn jsonify(requests.get(request.args['u']).json())`, ['ssrf']),
  handler(
    'fetch a path of a fixed host',
    `import requests\nreturn jsonify(requests.get('https://api.example.com/u/' + request.args['u']).json())`,
    [],
  ),
  handler(
    'fetch an allowed host',
    `import requests\nfrom urllib.parse import urlparse\nu = request.args['u']\nif urlparse(u).hostname not in ('a.example.com', 'b.example.com'):\n    return 'no', 400\nreturn jsonify(requests.get(u).json())`,
    [],
  ),
  handler(
    'fetch with a weak prefix',
    `import requests\nu = request.args['u']\nif not u.startswith('https://api.example.com'):\n    return 'no', 400\nreturn jsonify(requests.get(u).json())`,
    ['ssrf'],
  ),
  handler('redirect', `return redirect(request.args.get('next', '/'))`, ['open-redirect']),
  handler('redirect to a fixed path', `return redirect('/user/' + request.args['n'])`, []),
  handler(
    'redirect to an allowed target',
    `n = request.args['next']\nif n not in {'/home', '/profile'}:\n    n = '/home'\nreturn redirect(n)`,
    [],
  ),
  handler(
    'redirect after a host check',
    `from urllib.parse import urlparse\nn = request.args['next']\nif urlparse(n).netloc != '':\n    return 'no', 400\nreturn redirect(n)`,
    [],
  ),
  handler('unpickled', `import base64\nreturn jsonify(pickle.loads(base64.b64decode(request.cookies['s'])))`, ['deserialisation']),
  handler('unsafe yaml', `import yaml\nreturn jsonify(yaml.load(request.data, Loader=yaml.Loader))`, ['deserialisation']),
  handler('safe yaml', `import yaml\nreturn jsonify(yaml.load(request.data, Loader=yaml.SafeLoader))`, []),
  handler(
    'entities resolved',
    `from lxml import etree\nparser = etree.XMLParser(resolve_entities=True)\netree.fromstring(request.data, parser)\nreturn 'ok'`,
    ['xxe'],
  ),
  handler(
    'entities not resolved',
    `from lxml import etree\nparser = etree.XMLParser(resolve_entities=False)\netree.fromstring(request.data, parser)\nreturn 'ok'`,
    [],
  ),
  handler(
    'ldap filter',
    `import ldap\nc = ldap.initialize('ldap://x')\nc.search_s('dc=x', ldap.SCOPE_SUBTREE, '(uid=' + request.args['u'] + ')')\nreturn 'ok'`,
    ['ldap-injection'],
  ),
  handler(
    'ldap filter escaped',
    `import ldap\nfrom ldap.filter import escape_filter_chars\nc = ldap.initialize('ldap://x')\nc.search_s('dc=x', ldap.SCOPE_SUBTREE, '(uid=' + escape_filter_chars(request.args['u']) + ')')\nreturn 'ok'`,
    [],
  ),
  handler(
    'xpath',
    `from lxml import etree\ntree = etree.parse('users.xml')\ntree.xpath("//user[name='" + request.args['n'] + "']")\nreturn 'ok'`,
    ['xpath-injection'],
  ),
  handler(
    'xpath with a variable',
    `from lxml import etree\ntree = etree.parse('users.xml')\ntree.xpath('//user[name=$n]', n=request.args['n'])\nreturn 'ok'`,
    [],
  ),
  handler('a table out of memory', `return pd.read_csv(io.StringIO(request.form['t'])).to_json()`, [], 'import io\nimport pandas as pd'),
  handler('a table from an address', `return pd.read_csv(request.form['t']).to_json()`, ['ssrf'], 'import io\nimport pandas as pd'),
  handler('a copy by pickle', `return jsonify(pickle.loads(pickle.dumps(request.get_json())))`, [], 'import pickle'),
  handler('a message by pickle', `return jsonify(pickle.loads(request.get_data()))`, ['deserialisation'], 'import pickle'),
  handler('a record that is saved', `return jsonify(profiles.save(request.get_json(), overwrite=False))`, [], 'from store import profiles'),
  handler('a file that is saved', `upload.save('/srv/' + request.args['n'])\nreturn 'ok'`, ['path-traversal'], 'from store import upload'),
  handler('logged', `logging.info('user ' + request.args['u'])\nreturn 'ok'`, ['log-injection']),
  handler('logged without line breaks', `logging.info('user ' + request.args['u'].replace('\\n', '').replace('\\r', ''))\nreturn 'ok'`, []),
  handler(
    'try and except keep the check',
    `try:\n    n = int(request.args['n'])\nexcept ValueError:\n    return 'no', 400\ndb.execute(f'SELECT * FROM t LIMIT {n}')\nreturn 'ok'`,
    [],
  ),
  handler(
    'mutated argument',
    `acc = []\nfill(acc, request.args['a'])\ndb.execute("SELECT " + acc[0])\nreturn 'ok'`,
    SQL,
    'def fill(target, v):\n    target.append(v)\n',
  ),
  handler(
    'mutated dictionary',
    `ctx = {}\nfill(ctx, request.args['a'])\ndb.execute("SELECT " + ctx['q'])\nreturn 'ok'`,
    SQL,
    "def fill(target, v):\n    target['q'] = v\n    target['z'] = 1\n",
  ),
  handler(
    'mutated dictionary, other key',
    `ctx = {}\nfill(ctx, request.args['a'])\ndb.execute("SELECT " + ctx['z'])\nreturn 'ok'`,
    [],
    "def fill(target, v):\n    target['q'] = v\n    target['z'] = 'one'\n",
  ),
  handler(
    'returned tuple',
    `a, b = pair(request.args['a'])\ndb.execute("SELECT " + b)\nreturn 'ok'`,
    [],
    "def pair(v):\n    return v, 'fixed'\n",
  ),
  handler(
    'returned tuple, tainted part',
    `a, b = pair(request.args['a'])\ndb.execute("SELECT " + a)\nreturn 'ok'`,
    SQL,
    "def pair(v):\n    return v, 'fixed'\n",
  ),
  handler('variable of another module', `get_db().execute("SELECT " + request.args['a'])\nreturn 'ok'`, SQL, 'from store import get_db\n', {
    'store.py':
      "import sqlite3\n_conn = None\ndef get_db():\n    global _conn\n    if _conn is None:\n        _conn = sqlite3.connect('x')\n    return _conn\n",
  }),
  handler('slow pattern', `return jsonify(bool(LINK.match(request.args['u'])))`, ['redos'], "LINK = re.compile(r'^(\\w+\\s?)*$')"),
  handler('fast pattern', `return jsonify(bool(LINK.match(request.args['u'])))`, [], "LINK = re.compile(r'^\\w+(?:\\s\\w+)*$')"),
  handler('pattern of the caller', `return jsonify(bool(re.search(request.args['p'], 'text')))`, ['redos']),
  handler('escaped pattern of the caller', `return jsonify(bool(re.search(re.escape(request.args['p']), 'text')))`, []),
  handler(
    'sanitized by the caller of a helper',
    `import shlex\nrun(shlex.quote(request.args['d']))\nreturn 'ok'`,
    [],
    'def run(d):\n    os.system("ls " + d)\n',
  ),
  handler(
    'g-style connection',
    `with connect() as conn:\n    with conn.cursor() as cur:\n        cur.execute("SELECT " + request.args['a'])\nreturn 'ok'`,
    SQL,
    'from store import connect\n',
    { 'store.py': "import psycopg2\ndef connect():\n    return psycopg2.connect('x')\n" },
  ),
]
