import { expect, it } from 'vitest'
import { analyseTexts } from './analyse-texts.ts'
import { PYTHON_CASES } from './python-cases.ts'

const FILES = {
  'app.py':
    "from flask import Flask, request\nfrom db import find_user\napp = Flask(__name__)\n\n@app.route('/users')\ndef users():\n    name = request.args.get('name')\n    return find_user(name)\n",
  'db.py':
    "import sqlite3\n\ndef find_user(name):\n    cur = sqlite3.connect('x.db').cursor()\n    query = \"SELECT * FROM users WHERE name = '%s'\" % name\n    cur.execute(query)\n    return 'ok'\n",
}

it('tells the story of a path, step by step', () => {
  const [path] = analyseTexts(FILES).paths
  expect(path?.steps.map(({ place, what }) => `${place.file}:${place.line} ${what}`)).toEqual([
    'app.py:7 "name" read from the query string',
    'app.py:8 passed to find_user()',
    'db.py:5 formatted into a string',
    'db.py:6 reaches dbapi.Cursor.execute',
  ])
  expect(path).toMatchObject({
    kind: 'sql-injection',
    cwe: 89,
    confidence: 'high',
    parameter: { in: 'query', name: 'name' },
    sink: { symbol: 'find_user' },
  })
})

it('identifies a path without line numbers', () => {
  const moved = Object.fromEntries(Object.entries(FILES).map(([file, text]) => [file, `# moved\n\n${text}`]))
  expect(analyseTexts(moved).paths[0]?.identity).toBe(analyseTexts(FILES).paths[0]?.identity)
})

it('counts the sinks it found safe', () => {
  const safe = {
    'a.py':
      "import sqlite3\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route('/')\ndef f():\n    sqlite3.connect('x').execute('SELECT ?', (request.args['a'],))\n    return 'ok'\n",
  }
  expect(analyseTexts(safe)).toMatchObject({
    paths: [],
    examined: [{ kind: 'sql-injection', count: 1, places: [{ line: 6 }] }, { kind: 'xss' }],
  })
})

it('names a check that does not protect', () => {
  const weak = {
    'a.py':
      "import os\nfrom flask import Flask, request, send_file\napp = Flask(__name__)\n@app.route('/')\ndef f():\n    name = request.args['f']\n    if '..' in name:\n        return 'no', 400\n    return send_file(os.path.join('/data', name))\n",
  }
  expect(analyseTexts(weak).paths).toMatchObject([{ kind: 'path-traversal', weakSanitizer: 'a check for ".."' }])
})

it('gives the same answer twice and in any order of files', () => {
  for (const { files } of PYTHON_CASES.slice(0, 12)) {
    const reversed = Object.fromEntries(Object.entries(files).reverse())
    expect(JSON.stringify(analyseTexts(files))).toBe(JSON.stringify(analyseTexts(reversed)))
  }
})

it.each([
  ['calls that never end', { 'a.py': 'def f(x):\n    return g(x)\ndef g(x):\n    return f([x])\nf(1)\n' }],
  ['a cycle of imports', { 'a.py': 'from b import g\ndef f(): return g()\n', 'b.py': 'from a import f\ndef g(): return f()\n' }],
  ['a class that is its own base', { 'a.py': 'class A(A):\n    def f(self): return self.f()\nA().f()\n' }],
  ['a container that holds itself', { 'a.js': 'const a = {}\na.a = a\nconst f = (x) => { x.x = x; return f(x.x.x) }\nf(a)\n' }],
  ['closures in closures', { 'a.js': `${'const f = () => () => '.repeat(1)}${'(() => '.repeat(60)}1${')'.repeat(60)}\n` }],
  ['a loop that grows a text', { 'a.py': "s = ''\nwhile True:\n    s = s + 'x' + s\n" }],
  [
    'a ladder of branches',
    {
      'a.js': `function f(x) {\n${'if (x.a) { x = g(x) } else { x = h(x) }\n'.repeat(300)}}\nfunction g(y) { return [y] }\nfunction h(y) { return { y } }\n`,
    },
  ],
])('%s: ends', (_name, files) => {
  expect(analyseTexts(files).paths).toEqual([])
})

it('asks a getter for what is known of itself without end', () => {
  const files = {
    'a.js':
      'class A {\n  get left() {\n    return this.most - this.used\n  }\n  check(x) {\n    if (this.left <= 0) return 1\n    if (this.left) return x\n    return this.left\n  }\n}\nnew A().check(2)\n',
  }
  expect(analyseTexts(files).limits).toEqual([])
})
