import type { Case } from './python-cases.ts'

const APP = `import io, logging, os, pickle, re, shlex, yaml\nfrom flask import Flask, request\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\n`
const one = (name: string, kinds: Case['kinds'], text: string, more: Case['files'] = {}): Case => ({
  name,
  kinds,
  files: { 'app.py': APP + text, ...more },
})
const view = (body: string): string => `@app.get('/q')\ndef q():\n    q = request.args['q']\n    ${body}\n    return {}\n`
const logged = (name: string, kinds: Case['kinds'], value: string): Case => one(name, kinds, view(`log.info('asked %s', ${value})`))

const BUILDER = `class Line:\n    def __init__(self):\n        self.words = ['ls']\n    def add(self, *words):\n        self.words.extend(words)\n        return self\n    def build(self):\n        return ' '.join(self.words)\n    def safe(self):\n        return shlex.join(self.words)\n    def __str__(self):\n        return self.build()\n`
const built = (line: string): string => BUILDER + view(line)

const formatter = (body: string): string =>
  `import json\nclass Lines(logging.Formatter):\n    def format(self, record):\n        return ${body}\nhandler = logging.StreamHandler()\nhandler.setFormatter(Lines())\nlogging.basicConfig(handlers=[handler])\n`

const unpickler = (method: string): string =>
  `class Reader(pickle.Unpickler):\n${method}\n@app.post('/p')\ndef p():\n    Reader(io.BytesIO(request.get_data())).load()\n    return {}\n`
const loaded = (definition: string): string =>
  `${definition}\n@app.post('/p')\ndef p():\n    yaml.load(request.get_data(), Loader=Own)\n    return {}\n`

/** Texts of Python on their way: what builds them, what takes the line ends out, what reads them. */
export const PYTHON_TEXT_CASES: readonly Case[] = [
  one('a builder that grows its words', ['command-injection'], built('os.system(Line().add(q).build())')),
  one('a builder as text', ['command-injection'], built("os.system(f'{Line().add(q)} | wc')")),
  one('a builder that quotes', [], built('os.system(Line().add(q).safe())')),
  one('quoted by reference', [], view("os.system(' '.join(map(shlex.quote, ['ls', q])))")),
  one('text by reference', ['command-injection'], view("os.system(' '.join(map(str, ['ls', q])))")),
  logged('line ends by their codes', [], "q.replace(chr(10), '').replace(chr(13), '')"),
  logged('a table without line ends', [], 'q.translate({10: None, 13: None})'),
  logged('a made table', [], "q.translate(str.maketrans('', '', '\\r\\n'))"),
  logged('a table of others', ['log-injection'], "q.translate(str.maketrans('', '', '<>'))"),
  logged('escaped by an encoding', [], "q.encode('unicode_escape').decode()"),
  logged('encoded as it is', ['log-injection'], "q.encode('utf-8').decode()"),
  logged('braces with quotes', [], "'{!r}'.format(q)"),
  logged('braces', ['log-injection'], "'{}'.format(q)"),
  one('a formatter that writes JSON', [], formatter("json.dumps({'message': record.getMessage()})") + view("log.info('asked %s', q)")),
  one('a formatter that writes text', ['log-injection'], formatter("'! ' + super().format(record)") + view("log.info('asked %s', q)")),
  one('an unpickler that takes any class', ['deserialisation'], unpickler('    pass')),
  one(
    'an unpickler that knows its classes',
    [],
    unpickler(
      "    def find_class(self, module, name):\n        if module != 'plan':\n            raise ValueError(name)\n        return super().find_class(module, name)",
    ),
  ),
  one('the fast loader of plain data', [], loaded("Own = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)")),
  one('a loader made from the plain one', [], loaded('class Own(yaml.SafeLoader):\n    pass')),
  one('a loader made from the full one', ['deserialisation'], loaded('class Own(yaml.Loader):\n    pass')),
  one('names of a star import', ['command-injection'], `from tools import *\n${view('run(q)')}`, {
    'tools.py': "from os import *\ndef run(text):\n    system('ls ' + text)\n",
  }),
  one(
    'every key of a body',
    ['mass-assignment'],
    `@app.post('/k')\ndef k():\n    changes = {key: value for key, value in request.json.items() if key != 'id'}\n    find().update_from_dict(changes)\n    return {}\n`,
  ),
  ...(
    [
      ['all of a body through a base class', ['mass-assignment'], 'Orders().add(**request.json)'],
      [
        'fields that the caller names, one of them made of a body',
        [],
        "Orders().add(city=request.json['city'], lines=[Line(**request.json['line'])])",
      ],
    ] as const
  ).map(([name, kinds, call]) => ({
    name: `mass assignment: ${name}`,
    kinds,
    files: {
      'app.py': `from flask import Flask, request\nfrom models import Line, Order\napp = Flask(__name__)\nclass Rows[M]:\n    def add(self, **values):\n        return self.model(shop=1, **values)\nclass Orders(Rows[Order]):\n    model = Order\n@app.post('/k')\ndef k():\n    ${call}\n    return {}\n`,
      'models.py': `from sqlalchemy.orm import DeclarativeBase, Mapped\nclass Base(DeclarativeBase):\n    pass\nclass Order(Base):\n    __tablename__ = 'orders'\n    city: Mapped[str]\nclass Line:\n    def __init__(self, name):\n        self.name = name\n`,
    },
  })),
  ...(
    [
      ['another part than was asked for', ['command-injection'], 'word[5:].isidentifier()', 'word[4:]'],
      ['the part that was asked for', [], 'word[5:].isidentifier()', 'word[5:]'],
    ] as const
  ).map(([name, kinds, asked, used]) => ({
    name: `cut out of a text: ${name}`,
    kinds,
    files: {
      'app.py': `import subprocess\nfrom flask import Flask, abort, request\napp = Flask(__name__)\n@app.get('/k')\ndef k():\n    word = request.args['word']\n    if not ${asked}:\n        abort(400)\n    subprocess.run('ls ' + ${used}, shell=True)\n    return ''\n`,
    },
  })),
  ...(
    [
      ['begins with a slash', ['open-redirect'], "not target.startswith('/')"],
      ['begins with a slash, and no second one', [], "not target.startswith('/') or target[1:2] in ('/', '\\\\')"],
      ['begins with a slash, and its second character is none', [], "not target.startswith('/') or target[1] == '/'"],
      ['begins with a slash, and with no letter', ['open-redirect'], "not target.startswith('/') or target[1:2] in ('a', 'b')"],
    ] as const
  ).map(([name, kinds, refused]) => ({
    name: `an address that ${name}`,
    kinds,
    files: {
      'app.py': `from flask import Flask, redirect, request\napp = Flask(__name__)\ndef local(target):\n    if ${refused}:\n        return '/'\n    return target\n@app.get('/k')\ndef k():\n    return redirect(local(request.args['next']))\n`,
    },
  })),
]
