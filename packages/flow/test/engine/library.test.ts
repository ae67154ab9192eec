import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { analyseSource } from '../../src/analyse-source.ts'
import { analyseTexts } from './analyse-texts.ts'

const EXEC = "const { exec, execFile } = require('child_process')\n"
const MERGE = 'for (const k in b) { if (typeof b[k] === "object") merge(a[k], b[k]); else a[k] = b[k] }\nreturn a'

const WALK = 'for (const k of keys.slice(0, -1)) a = a[k]; a[keys[keys.length - 1]] = v'

/** Name, text of one file, kinds that a library of this file answers for. */
const CASES: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['an argument joined into a command', 'a.js', `${EXEC}module.exports = (pid) => exec('kill ' + pid)`, ['command-injection']],
  ['an argument of its own', 'a.js', `${EXEC}module.exports = (pid) => execFile('kill', [pid])`, []],
  ['a number', 'a.js', `${EXEC}module.exports = (pid) => exec('kill ' + parseInt(pid, 10))`, []],
  ['a command that the caller gives', 'a.js', `${EXEC}module.exports = (line) => exec(line)`, []],
  ['a command that the caller gives, made longer', 'a.js', `${EXEC}module.exports = (cmd) => exec(cmd + ' --json')`, []],
  ['a function that nobody exports', 'a.js', `${EXEC}function kill(pid) { exec('kill ' + pid) }\nmodule.exports = 1`, []],
  ['a method of an object', 'a.js', `${EXEC}exports.tools = { kill(pid) { exec('kill ' + pid) } }`, ['command-injection']],
  [
    'a method of a class',
    'a.js',
    `${EXEC}module.exports = class { constructor(o) { this.o = o } kill() { exec('kill ' + this.o.pid) } }`,
    ['command-injection'],
  ],
  [
    'a method of a prototype',
    'a.js',
    `${EXEC}module.exports = Tool\nfunction Tool(o) { this.o = o }\nTool.prototype.kill = function () { exec('kill ' + this.o.pid) }`,
    ['command-injection'],
  ],
  [
    'a function that a constructor makes',
    'a.js',
    `${EXEC}module.exports = function (o) { this.kill = function (done) { exec('kill ' + o.pid, done) } }`,
    ['command-injection'],
  ],
  ...[
    ['a method of an object that a factory gives', 'module.exports = (o) => ({ kill(pid) { exec("kill " + pid) } })', true],
    ['a function that a function gives', 'module.exports = (o) => (pid) => exec("kill " + pid)', true],
    ['a class of which a factory makes one', 'class Tool { kill(pid) { exec("kill " + pid) } }\nmodule.exports = () => new Tool()', true],
    [
      'a constructor of the old kind of which a factory makes one',
      'function Tool() {}\nTool.prototype.kill = function (pid) { exec("kill " + pid) }\nmodule.exports = () => new Tool()',
      true,
    ],
    [
      'a method that calls another of its prototype',
      'function Tool() {}\nTool.prototype = { kill: function (pid) { this._run("kill " + pid) }, _run: function (line) { exec(line) } }\nmodule.exports = Tool',
      true,
    ],
    [
      'a method of the prototype that it inherits',
      'function Base() {}\nBase.prototype._run = function (line) { exec(line) }\nfunction Tool() {}\nrequire("util").inherits(Tool, Base)\nTool.prototype.kill = function (pid) { this._run("kill " + pid) }\nmodule.exports = Tool',
      true,
    ],
    [
      'a class that was compiled to a function',
      'var Tool = (function () { function Tool() {} Tool.prototype.kill = function (pid) { exec("kill " + pid) }; return Tool })()\nexports.Tool = Tool',
      true,
    ],
    [
      'a function set on a function',
      ';(function (common) { var tool = function () {}\ntool.kill = function (pid) { exec("kill " + pid) }\nif (common) module.exports = tool })(typeof module === "object" && module.exports)',
      true,
    ],
    [
      'arguments sliced',
      'var slice = [].slice\nmodule.exports = function () { slice.call(arguments, 1).forEach((pid) => exec("kill " + pid)) }',
      true,
    ],
    ['arguments walked', 'module.exports = function () { Array.prototype.forEach.call(arguments, (pid) => exec("kill " + pid)) }', true],
    ['a function that stays inside', 'module.exports = () => { const kill = (pid) => exec("kill " + pid); return kill.name }', false],
  ].map(([name, text, isFound]) => [String(name), 'a.js', EXEC + String(text), isFound === true ? ['command-injection'] : []] as const),
  ['an argument joined into code', 'a.js', "module.exports = (name) => new Function('a', 'return a.' + name)", ['code-injection']],
  ...[
    ['an option of a template, as the name of a parameter', '', ['code-injection']],
    ['an option of a template that has to be a name', 'if (!/^\\s*(\\w|\\$)+\\s*$/.test(name)) throw new Error("no name")', []],
    [
      'an option of a template, of which a part has to be a name',
      'if (!/(\\w|\\$)+/.test(name)) throw new Error("no name")',
      ['code-injection'],
    ],
  ].map(
    ([name, guard, kinds]) =>
      [
        String(name),
        'a.js',
        `function defaults(o, given) { o = Object(o); for (const key of Object.keys(given)) o[key] = given[key]; return o }\nmodule.exports = function template(text, options) { const name = defaults({}, options).variable; ${String(guard)}\nreturn new Function(name, 'return "' + text + '"') }`,
        kinds as readonly string[],
      ] as const,
  ),
  ['quoted into code', 'a.js', "module.exports = (name) => new Function('a', 'return a[' + JSON.stringify(name) + ']')", []],
  ['code that the caller gives', 'a.js', 'module.exports = (code) => eval(code)', []],
  ['a merge that goes down', 'a.js', `module.exports = function merge(a, b) { ${MERGE} }`, ['prototype-pollution']],
  [
    'a merge that refuses __proto__',
    'a.js',
    `module.exports = function merge(a, b) { ${MERGE.replace('{ if', '{ if (k === "__proto__" || k === "constructor") continue; if')} }`,
    [],
  ],
  ['a flat copy', 'a.js', 'module.exports = (a, b) => { for (const k in b) a[k] = b[k]; return a }', []],
  ['one key', 'a.js', 'module.exports = (a, k, v) => { a[k] = v }', []],
  [
    'a path of keys',
    'a.js',
    "module.exports = (a, path, v) => { const keys = path.split('.'); const last = keys.pop(); for (const k of keys) a = a[k]; a[last] = v }",
    ['prototype-pollution'],
  ],
  ...[
    [
      'a key set by another function',
      'const put = (o, k, v) => { o[k] = v }',
      'const last = keys.pop(); for (const k of keys) a = a[k]; put(a, last, v)',
      true,
    ],
    [
      'keys walked by a function that calls itself',
      '',
      'const [k, ...rest] = keys; if (rest.length === 0) a[k] = v; else set(a[k], rest.join("."), v)',
      true,
    ],
    ['an object reduced to', '', 'const last = keys.pop(); keys.reduce((at, k) => at[k], a)[last] = v', true],
    [
      'a variable that a callback moves on',
      '',
      'let o = a; keys.slice(0, -1).forEach((k) => { o = o[k] }); o[keys[keys.length - 1]] = v',
      true,
    ],
    ['keys one of which is refused', '', `if (keys.some((k) => BAD.includes(k))) return; ${WALK}`, false],
    ['keys refused by a function', 'const ok = (keys) => !keys.some((k) => BAD.includes(k))', `if (!ok(keys)) return; ${WALK}`, false],
    ['keys refused in a loop', '', `for (const k of keys) if (BAD.includes(k)) return; ${WALK}`, false],
    [
      'keys refused in a loop that counts',
      '',
      `for (let i = 0; i < keys.length; i++) if (BAD.indexOf(keys[i]) !== -1) return; ${WALK}`,
      false,
    ],
    [
      'keys refused in a loop that may break off',
      '',
      `for (const k of keys) { if (done(k)) break; if (BAD.includes(k)) return } ${WALK}`,
      true,
    ],
    ['only some keys refused', '', `for (let i = 0; i < keys.length; i++) if (i > 1 && BAD.indexOf(keys[i]) !== -1) return; ${WALK}`, true],
    [
      'keys refused where they are split',
      'const split = (p) => { const ks = p.split("."); if (ks.some((k) => BAD.includes(k))) return []; return ks }',
      `keys = split(path); ${WALK}`,
      false,
    ],
    [
      'own keys alone',
      '',
      'for (let i = 0; i < keys.length - 1; i++) { if (!Object.keys(a).includes(keys[i])) return; a = a[keys[i]] } a[keys[keys.length - 1]] = v',
      false,
    ],
    [
      'names that the object has itself',
      '',
      'for (let i = 0; i < keys.length - 1; i++) { if (Object.getOwnPropertyNames(a).indexOf(keys[i]) === -1) return; a = a[keys[i]] } a[keys[keys.length - 1]] = v',
      false,
    ],
  ].map(
    ([name, before, body, isPolluting]) =>
      [
        String(name),
        'a.js',
        `const BAD = ['__proto__', 'constructor', 'prototype']\n${before}\nfunction set(a, path, v) { let keys = path.split('.'); ${body} }\nmodule.exports = set`,
        isPolluting === true ? ['prototype-pollution'] : [],
      ] as const,
  ),
  ...[
    ['a field under a field', '{}', ['prototype-pollution']],
    ['a field under a field of an object without a prototype', 'Object.create(null)', []],
  ].map(
    ([name, made, kinds]) =>
      [
        String(name),
        'a.js',
        `function Words(o) { this.cache = ${String(made)}; this.locale = o.locale }\nWords.prototype.update = function (words) { for (var key in words) this.cache[this.locale][key] = words[key] }\nmodule.exports = (o) => new Words(o)`,
        kinds as readonly string[],
      ] as const,
  ),
  [
    'a path of keys, one of which is defined beside the prototype where that can be done',
    'a.js',
    'function put(o, k, v) { if (k == "__proto__" && define) define(o, k, v); else o[k] = v }\nmodule.exports = (o, path, v) => { let at = o; for (const k of [].concat(path)) { put(at, k, v); at = at[k] } }',
    ['prototype-pollution'],
  ],
  [
    'a merge of all arguments',
    'a.js',
    `function all(argv) { let out = argv[0]; for (let i = 1; i < argv.length; i++) merge(out, argv[i]) }\nfunction merge(a, b) { ${MERGE} }\nmodule.exports = function (first) { all(arguments) }`,
    ['prototype-pollution'],
  ],
  [
    'the last of a path of names that the objects have themselves',
    'a.js',
    'function set(o, path, v) { const keys = path.split("."); let at = o, parent = o; for (let i = 0; i < keys.length; i++) { if (keys[i] === "*") return set(o[keys[i]], keys.slice(i).join("."), v); parent = at; if (Object.getOwnPropertyNames(at).indexOf(keys[i]) === -1) return; at = at[keys[i]] } const last = path.split(".").pop(); parent[last] = v }\nmodule.exports = set',
    [],
  ],
  ['a pattern of the caller', 'a.js', 'module.exports = (pattern, text) => new RegExp(pattern).test(text)', []],
  ['a slow pattern', 'a.js', 'module.exports = (text) => /^(\\w+\\.?)+$/.test(text)', ['redos']],
  [
    'python: a slow pattern over lines',
    'pkg/a.py',
    "import re\ndef f(t):\n    return re.match('( x + ) + !', t, re.I | re.VERBOSE)\n",
    ['redos'],
  ],
  [
    'python: a slow compiled pattern',
    'pkg/a.py',
    "import re\nP = re.compile('(x|X)+!', flags=re.I)\ndef f(t):\n    return P.match(t)\n",
    ['redos'],
  ],
  [
    'python: a slow pattern among those that a helper matches',
    'pkg/a.py',
    `import re\nclass Lexer:\n    def __init__(self, text):\n        self.text = text\n    def match(self, pattern, flags=None):\n        reg = re.compile(pattern, flags) if flags else re.compile(pattern)\n        return self.run(reg)\n    def run(self, reg):\n        return reg.match(self.text)\n    def parse(self):\n${['a', 'b', 'c', 'd', 'e', 'f', `${'g'.repeat(60)}(x+)+!`, 'h'].map((text) => `        self.match('${text}', re.I)\n`).join('')}`,
    ['redos'],
  ],
  [
    'a function in what Object.defineProperty returns',
    'a.js',
    'const tokens = (text) => Object.defineProperty({ next: () => text }, "line", { get: () => 1 })\nmodule.exports = (text) => /^(\\w+\\.?)+$/.test(tokens(text).next())',
    ['redos'],
  ],
  [
    'a field that Object.defineProperty sets',
    'a.js',
    'module.exports = (text) => { const o = {}; Object.defineProperty(o, "t", { value: text }); return /^(\\w+\\.?)+$/.test(o.t) }',
    ['redos'],
  ],
  ['a file', 'a.js', "const fs = require('fs')\nmodule.exports = (name) => fs.readFileSync(name)", []],
  ['an address', 'a.js', 'module.exports = (url) => fetch(url)', []],
  ['python: joined into a command', 'pkg/a.py', "import os\ndef kill(pid):\n    os.system('kill ' + pid)\n", ['command-injection']],
  [
    'python: formatted into a command',
    'pkg/a.py',
    'import os\ndef kill(pid):\n    os.system(\'kill "%s"\' % pid)\n',
    ['command-injection'],
  ],
  ['python: a number formatted into a command', 'pkg/a.py', "import os\ndef kill(pid):\n    os.system('kill %d' % pid)\n", []],
  ['python: a private function', 'pkg/a.py', "import os\ndef _kill(pid):\n    os.system('kill ' + pid)\n", []],
  ['python: a private module', 'pkg/_a.py', "import os\ndef kill(pid):\n    os.system('kill ' + pid)\n", []],
  ['python: quoted', 'pkg/a.py', "import os, shlex\ndef kill(pid):\n    os.system('kill ' + shlex.quote(pid))\n", []],
  [
    'python: a field of a class',
    'pkg/a.py',
    "class Pool:\n    def __init__(self, size='2*n'):\n        self.size = size\n    def start(self, n):\n        return eval(self.size)\n",
    ['code-injection'],
  ],
  ['python: a function whose work it is', 'pkg/a.py', 'def evaluate(text):\n    return eval(text)\n', []],
]

describe('a library', () => {
  it.each(CASES)('%s', (_name, file, text, kinds) => {
    const paths = analyseTexts({ [file]: text }, true).paths
    expect([...new Set(paths.map((path) => path.kind))]).toEqual(kinds)
    expect(paths.every(({ confidence, parameter }) => confidence === 'low' && parameter?.in === 'argument')).toBe(true)
  })

  it.each(CASES)('nothing of it in a program of its own: %s', (_name, file, text) => {
    expect(analyseTexts({ [file]: text }).paths).toEqual([])
  })
})

const folders: string[] = []

function tree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'flow-library-'))
  folders.push(root)
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), content)
  }
  return root
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const KILL = `${EXEC}module.exports = (pid) => exec('kill ' + pid)\n`
const PYTHON_KILL = "import os\ndef kill(pid):\n    os.system('kill ' + pid)\n"
const MANIFEST = '{"name": "kill", "version": "1.0.0", "main": "index.js"}'
const APP = "const app = require('express')()\napp.get('/', (req, res) => res.send('x'))\n"

describe('which trees are libraries', () => {
  it.each([
    ['a package with an entry', { 'index.js': KILL, 'package.json': MANIFEST }, 1],
    ['a private package', { 'index.js': KILL, 'package.json': MANIFEST.replace('{', '{"private": true, ') }, 0],
    ['no manifest', { 'index.js': KILL }, 0],
    ['a package with routes', { 'index.js': KILL, 'server.js': APP, 'package.json': MANIFEST }, 0],
    ['a package with routes in a test alone', { 'index.js': KILL, 'test/server.js': APP, 'package.json': MANIFEST }, 1],
    ['an unpacked wheel', { 'kill/__init__.py': PYTHON_KILL, 'kill-1.0.dist-info/METADATA': 'Name: kill\n' }, 1],
    [
      'a project with a build system',
      { 'kill/__init__.py': PYTHON_KILL, 'pyproject.toml': '[build-system]\n[project]\nname = "kill"\n' },
      1,
    ],
    ['tools configured in a pyproject', { 'kill/__init__.py': PYTHON_KILL, 'pyproject.toml': '[tool.ruff]\n' }, 0],
    ['loose modules', { 'kill.py': PYTHON_KILL, 'setup.cfg': '[flake8]\n' }, 0],
  ])('%s', async (_name, files, count) => {
    expect((await analyseSource({ root: tree(files) })).paths.length).toBe(count)
  })
})
