import type { Case } from './python-cases.ts'

const express = (name: string, body: string, kinds: readonly string[], top = ''): Case => ({
  name,
  kinds,
  files: {
    'app.js': `const express = require('express')\nconst path = require('path')\nconst fs = require('fs')\nconst { spawn } = require('child_process')\nconst app = express()\n${top}\napp.post('/x/:id', async (req, res) => {\n${body}\n})\n`,
  },
})
const flask = (name: string, body: string, kinds: readonly string[], top = ''): Case => ({
  name,
  kinds,
  files: {
    'app.py': `import hmac, hashlib, pickle\nfrom flask import Flask, request, redirect, send_from_directory\n${top}\napp = Flask(__name__)\n@app.post('/x/<name>')\ndef view(name):\n${body.replace(/^/gm, '    ')}\n`,
  },
})
const TABLE = "const TABLE = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\"': '&quot;' }\n"
const LDAP = "const ldap = require('ldapjs')\nconst client = ldap.createClient({ url: 'ldaps://x' })"
const ALLOWED = 'from django.utils.http import url_has_allowed_host_and_scheme'
const SIGNED = "state = bytes.fromhex(request.form['state'])\nexpected = hmac.new(KEY, state, hashlib.sha256).hexdigest()\n"
const MONGO = 'from pymongo import MongoClient\ntickets = MongoClient().support.tickets'
const SEQUELIZE = "const { Sequelize } = require('sequelize')\nconst db = new Sequelize('x')\nconst User = db.define('User', {})"

const below = (root: string, path: string, compared: string): string =>
  `import os\ndef below(root, name):\n    path = os.path.realpath(os.path.join(root, name))\n    if os.path.commonpath([${root}, ${path}]) != ${compared}:\n        raise ValueError(name)\n    return path`

/** Guards and sinks that are written in more than one way, each beside its twin. */
export const GUARD_CASES: readonly Case[] = [
  flask('a path below a root that the caller gives', "return open(below('/srv', name)).read()", [], below('root', 'path', 'root')),
  flask('a root of the request', "return open(below(request.args['dir'], name)).read()", ['path-traversal'], below('root', 'path', 'root')),
  flask('another path below the root', "return open(below('/srv', name)).read()", ['path-traversal'], below('root', "'/srv/a'", 'root')),
  flask('a path above a path', "return open(below('/srv', name)).read()", ['path-traversal'], below('root', 'path', 'path')),
  ...[
    [
      'an entry that a reader of its own hands over',
      'entry.pipe(Writer({ path: path.join(o.path, entry.path) }))',
      'entry',
      ['path-traversal'],
    ],
    ['another event', 'entry.pipe(Writer({ path: path.join(o.path, entry.path) }))', 'thing', []],
    ['the last part of an entry', 'entry.pipe(Writer({ path: path.join(o.path, path.basename(entry.path)) }))', 'entry', []],
  ].map(([name, body, event, kinds]) => ({
    name: `archive: ${String(name)}`,
    kinds: kinds as readonly string[],
    files: {
      'extract.js': `const path = require('path')\nconst { Writer } = require('fstream')\nconst Parse = require('./parse')\nfunction Extract(o) { Parse.call(this, o); this.on('${String(event)}', function (entry) { ${String(body)} }) }\nrequire('util').inherits(Extract, Parse)\nnew Extract({ path: '/srv' })\n`,
      'parse.js': 'module.exports = function Parse() {}\n',
    },
  })),
  express(
    'the path of the request, parsed by a library',
    'fs.createReadStream(path.join("/srv", decodeURIComponent(require("parseurl")(req).pathname))).pipe(res)',
    ['path-traversal'],
  ),
  express(
    'operators deleted by a function',
    'res.json(await require("./models").Key.findOne({ secret: clean(req.body.key) }))',
    [],
    'function clean(o) { if (o instanceof Object) { for (const key in o) if (/^\\$/.test(key)) delete o[key] } return o }',
  ),
  express(
    'other keys deleted by a function',
    'res.json(await require("./models").Key.findOne({ secret: clean(req.body.key) }))',
    ['nosql-injection'],
    'function clean(o) { if (o instanceof Object) { for (const key in o) if (/^_/.test(key)) delete o[key] } return o }',
  ),
  express(
    'the path of the address, normalized',
    'fs.createReadStream(path.join("/srv", path.normalize(require("url").parse(req.url).pathname))).pipe(res)',
    [],
  ),
  express(
    'the same below a folder that the request names',
    'fs.createReadStream(path.join(req.params.site, path.normalize(require("url").parse(req.url).pathname))).pipe(res)',
    ['path-traversal'],
  ),
  express(
    'the same below a folder that a caller of the module gives',
    'serve({ folder: "/srv" })(req, res)',
    [],
    'function serve(options) { const folder = path.resolve(process.cwd(), options.folder); return (req, res) => fs.createReadStream(path.join(folder, path.normalize(require("url").parse(req.url).pathname))).pipe(res) }\nmodule.exports = serve',
  ),
  express(
    'the path of the address without its slash, normalized',
    'fs.createReadStream(path.join("/srv", path.normalize(require("url").parse(req.url).pathname.slice(1)))).pipe(res)',
    ['path-traversal'],
  ),
  flask(
    'a path of plain characters that does not begin with two slashes',
    "if not re.fullmatch(r'/[\\w\\-./?=&%]*', name) or name.startswith('//'):\n    return 'no'\nreturn redirect(name)",
    [],
  ),
  flask('a path of plain characters', "if not re.fullmatch(r'/[\\w\\-./?=&%]*', name):\n    return 'no'\nreturn redirect(name)", [
    'open-redirect',
  ]),
  flask(
    'a path of letters after its slash',
    "if not re.fullmatch(r'/[a-z]+(/[a-z]+)*', name):\n    return 'no'\nreturn redirect(name)",
    [],
  ),
  flask(
    'a path with backslashes',
    "if not re.fullmatch(r'/[\\w\\\\/]*', name) or name.startswith('//'):\n    return 'no'\nreturn redirect(name)",
    ['open-redirect'],
  ),
  express(
    'a name after one slash, by a test of the whole text',
    'const to = String(req.query.q); if (!/^\\/[\\w\\-.]*$/.test(to)) return res.end(); res.redirect(to)',
    [],
  ),
  flask(
    'a common prefix',
    "p = os.path.realpath(os.path.join(ROOT, name))\nif os.path.commonprefix([p, ROOT]) != ROOT:\n    return 'no'\nreturn open(p).read()",
    ['path-traversal'],
    "import os\nROOT = os.environ['ROOT']",
  ),
  flask(
    'a common prefix that ends with a separator',
    "p = os.path.realpath(os.path.join('/srv/files/', name))\nif os.path.commonprefix([p, '/srv/files/']) != '/srv/files/':\n    return 'no'\nreturn open(p).read()",
    [],
    'import os',
  ),
  ...[
    ['found first', 'if (p.indexOf(ROOT) !== 0) return res.sendStatus(403)', []],
    ['found first, the other way round', 'if (0 === p.indexOf(ROOT)) { fs.createReadStream(p).pipe(res) } return', []],
    ['found somewhere', 'if (p.indexOf(ROOT) === -1) return res.sendStatus(403)', ['path-traversal']],
  ].map(([name, guard, kinds]) =>
    express(
      `a root that is ${String(name)}`,
      `const p = path.join(ROOT, req.query.name)\n${String(guard)}\nfs.createReadStream(p).pipe(res)`,
      kinds as readonly string[],
      'const ROOT = process.env.ROOT',
    ),
  ),
  express(
    'escape through a table',
    'res.send(`<b>${escape(String(req.query.a))}</b>`)',
    [],
    `${TABLE}function escape(text) { return text.replace(/[&<>"]/g, (c) => TABLE[c]) }`,
  ),
  express(
    'escape that leaves brackets',
    'res.send(`<b>${escape(String(req.query.a))}</b>`)',
    ['xss'],
    `${TABLE}function escape(text) { return text.replace(/[&"]/g, (c) => TABLE[c]) }`,
  ),
  express(
    'brackets of JSON as escapes',
    "res.send('<script>f(' + JSON.stringify({ a: req.query.a }).replace(/</g, '\\\\u003c') + ')</script>')",
    [],
  ),
  express('brackets of JSON once', "res.send('<script>f(' + JSON.stringify({ a: req.query.a }).replace('<', '\\\\u003c') + ')</script>')", [
    'xss',
  ]),
  express('download below a root', "res.download(req.params.id, 'a.pdf', { root: '/srv' })", []),
  express(
    'download below a root of the caller',
    "res.download('a.pdf', 'a.pdf', { root: req.query.a }); res.download(req.params.id, 'a.pdf', { root: req.query.a })",
    ['path-traversal'],
  ),
  express('download with other options', 'res.download(req.params.id, { maxAge: 1 })', ['path-traversal']),
  express(
    'relative path that leads upwards is refused',
    "const file = path.resolve('/srv', req.query.a); if (path.relative('/srv', file).startsWith('..')) return res.end(); fs.createReadStream(file).pipe(res)",
    [],
  ),
  express(
    'relative path that is looked at only',
    "const file = path.resolve('/srv', req.query.a); path.relative('/srv', file).startsWith('..'); fs.createReadStream(file).pipe(res)",
    ['path-traversal'],
  ),
  express('items of a shell line', "spawn('grep', [req.query.a], { shell: true }); res.end()", ['command-injection']),
  express('items without a shell', "spawn('grep', [req.query.a]); res.end()", []),
  express('items with other options', "spawn('grep', [req.query.a], { timeout: 5 }); res.end()", []),
  express(
    'LDAP filter object',
    "client.search('dc=x', { filter: new ldap.EqualityFilter({ attribute: 'cn', value: String(req.query.a) }) }); res.end()",
    [],
    LDAP,
  ),
  express('LDAP filter text', "client.search('dc=x', { filter: '(cn=' + req.query.a + ')' }); res.end()", ['ldap-injection'], LDAP),
  express(
    'body assigned to a record',
    'const user = await User.findByPk(1); Object.assign(user, req.body); res.end()',
    ['mass-assignment'],
    SEQUELIZE,
  ),
  express(
    'named fields assigned to a record',
    'const user = await User.findByPk(1); Object.assign(user, { name: req.body.name }); res.end()',
    [],
    SEQUELIZE,
  ),
  flask(
    'address that is ours',
    "url = request.args['u']\nif not url_has_allowed_host_and_scheme(url, allowed_hosts={'a'}):\n    url = '/'\nreturn redirect(url)",
    [],
    ALLOWED,
  ),
  flask(
    'address that is asked for nothing',
    "url = request.args['u']\nurl_has_allowed_host_and_scheme(url, allowed_hosts={'a'})\nreturn redirect(url)",
    ['open-redirect'],
    ALLOWED,
  ),
  flask(
    'signed before it is loaded',
    `${SIGNED}if not hmac.compare_digest(request.form['s'], expected):\n    return 'no'\npickle.loads(state)\nreturn 'ok'`,
    [],
    "KEY = b'k'",
  ),
  flask(
    'loaded whatever the signature',
    `${SIGNED}hmac.compare_digest(request.form['s'], expected)\npickle.loads(state)\nreturn 'ok'`,
    ['deserialisation'],
    "KEY = b'k'",
  ),
  flask('folder of the caller', "return send_from_directory(request.args['d'], name)", ['path-traversal']),
  flask('folder of ours', "return send_from_directory('/srv', name)", []),
  flask('body spread into a filter', "list(tickets.find({'open': True, **request.get_json()}))\nreturn 'ok'", ['nosql-injection'], MONGO),
  flask('text in a filter', "list(tickets.find({'open': True, 'q': request.args['q']}))\nreturn 'ok'", [], MONGO),
]
