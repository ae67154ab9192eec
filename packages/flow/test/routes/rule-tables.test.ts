import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HEAD = `from flask import Flask, request
from flask.views import MethodView
from flask_login import login_required
app = Flask(__name__)
def a():
    return ''
def b(name):
    return ''
class View(MethodView):
    def get(self):
        return ''
    def post(self):
        return ''
`

it.each([
  [
    'a table in the loop',
    `for rule, view in (('/a', a), ('/b/<name>', b)):\n    app.add_url_rule(rule, view_func=view)\n`,
    ['GET /a a', 'GET /b/{name} b'],
  ],
  [
    'a table of the module, in a function',
    `TABLE = [('/a', 'a', a, ['POST']), ('/b', 'b', b, ['PUT', 'DELETE'])]\ndef register(app):\n    for rule, name, view, methods in TABLE:\n        app.add_url_rule(rule, name, view, methods=methods)\nregister(app)\n`,
    ['POST /a a', 'DELETE /b b', 'PUT /b b'],
  ],
  [
    'a factory of the application',
    `def create_app():\n    other = Flask('o')\n    for rule, view in [('/a', a)]:\n        other.add_url_rule(rule, view_func=view)\n    return other\n`,
    ['GET /a a'],
  ],
  [
    'several loops of the same names',
    `for rule, view in [('/a', a)]:\n    app.add_url_rule(rule, view_func=view)\nfor rule, view in [('/b', b)]:\n    app.add_url_rule(rule, view_func=view, methods=['POST'])\n`,
    ['GET /a a', 'POST /b b'],
  ],
  ['a dictionary', `for rule, view in {'/a': a, '/b': b}.items():\n    app.add_url_rule(rule, view_func=view)\n`, ['GET /a a', 'GET /b b']],
  ['paths of one view', `for rule in ('/a', '/also'):\n    app.add_url_rule(rule, view_func=a)\n`, ['GET /a a', 'GET /also a']],
  [
    'view classes',
    `for rule, owner in [('/v', View)]:\n    app.add_url_rule(rule, view_func=owner.as_view('v'))\n`,
    ['GET /v View.get', 'POST /v View.post'],
  ],
  [
    'a wrapper around each view',
    `for rule, view in [('/a', a)]:\n    app.add_url_rule(rule, view_func=login_required(view))\n`,
    ['GET /a a authentication'],
  ],
  [
    'a function that adds one',
    `def add(rule, view):\n    app.add_url_rule(rule, view_func=view)\nadd('/a', a)\nadd('/b', b)\n`,
    ['GET /a a', 'GET /b b'],
  ],
  ['a table out of sight', `for rule, view in load():\n    app.add_url_rule(rule, view_func=view)\n`, []],
])('reads rules of Flask from %s', async (_name, code, expected) => {
  const { routes } = await analysisOf({ 'app.py': HEAD + code })
  expect(routes.map(({ method, path, handler, guards }) => [method, path, handler, ...guards.map(({ kind }) => kind)].join(' '))).toEqual(
    expected,
  )
})

const NOTES = `import sqlite3\ndef find(statement, values=()):\n    return sqlite3.connect('x').execute(statement, values).fetchall()\n`
const joined = (value: string): string => `find("SELECT * FROM notes WHERE word = '" + ${value} + "'")`
const bound = (value: string): string => `find('SELECT * FROM notes WHERE word = ?', (${value},))`

it.each([
  ['of the path', 'word', '/n/<word>', 'word'],
  ['of the query', '', '/n', `request.args['word']`],
])('follows a value %s into a view that a table serves', async (_name, parameter, path, value) => {
  const found = async (call: string): Promise<readonly string[]> => {
    const views = `from notes import find\ndef show(${parameter}):\n    return str(${call})\n`
    const table = `for rule, view in (('/a', a), ('${path}', show)):\n    app.add_url_rule(rule, view_func=view)\n`
    const { paths } = await analysisOf({ 'notes.py': NOTES, 'app.py': HEAD + views + table })
    return paths.filter(({ kind }) => kind === 'sql-injection').map(({ kind }) => kind)
  }
  expect(await found(joined(value))).toEqual(['sql-injection'])
  expect(await found(bound(value))).toEqual([])
})

it('takes a converted number of a path for a number', async () => {
  const code = `from notes import find\ndef show(size):\n    return str(find(f'SELECT * FROM notes WHERE size = {size}'))\nfor rule, view in (('/n/<int:size>', show),):\n    app.add_url_rule(rule, view_func=view)\n`
  const { paths } = await analysisOf({ 'notes.py': NOTES, 'app.py': HEAD + code })
  expect(paths.filter(({ kind }) => kind === 'sql-injection')).toEqual([])
})
