import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const EXPRESS = (helper: string, route: string): Record<string, string> => ({
  'db.js': `const sqlite3 = require('sqlite3')\nconst db = new sqlite3.Database('x')\nconst FIELDS = ['name', 'street']\n${helper}\nmodule.exports = { update, db }\n`,
  'app.js': `const express = require('express')\nconst { update, db } = require('./db')\nconst app = express()\napp.use(express.json())\napp.post('/account', (req, res, next) => {\n  ${route}\n  res.end()\n})\n`,
})
const UPDATE = (names: string): string =>
  `function update(table, id, fields, done) {\n  const names = ${names}\n  const set = names.map((name) => name + ' = ?').join(', ')\n  db.run('UPDATE ' + table + ' SET ' + set + ' WHERE id = ?', names.map((name) => fields[name]).concat(id), done)\n}`
const LOOP =
  'function update(table, id, fields, done) {\n  const set = []\n  const values = []\n  for (const [name, value] of Object.entries(fields)) {\n    set.push(`${name} = ?`)\n    values.push(value)\n  }\n  db.run(`UPDATE ${table} SET ${set.join(", ")} WHERE id = ?`, [...values, id], done)\n}'
const FLASK = (names: string, given = 'request.json'): Record<string, string> => ({
  'store.py': `import sqlite3\nFIELDS = ('name', 'street')\ndb = sqlite3.connect('x')\ndef update(table, key, fields):\n    names = ${names}\n    columns = ', '.join(name + ' = ?' for name in names)\n    db.execute('UPDATE ' + table + ' SET ' + columns + ' WHERE id = ?', [fields[name] for name in names] + [key])\n`,
  'app.py': `from flask import Flask, request, session\nfrom store import update\napp = Flask(__name__)\n@app.post('/account')\ndef account():\n    update('members', session['id'], ${given})\n    return ''\n`,
})
const KEYS = 'Object.keys(fields)'

it.each<[string, Record<string, string>, string | null]>([
  ['a helper that is given the body', EXPRESS(UPDATE(KEYS), "update('members', req.session.id, req.body, next)"), 'app.js'],
  [
    'names of a shape',
    EXPRESS(UPDATE(`${KEYS}.filter((name) => /^[a-z_]+$/.test(name))`), "update('members', req.session.id, req.body, next)"),
    'app.js',
  ],
  ['a loop in a helper', EXPRESS(LOOP, "update('members', req.session.id, req.body, next)"), 'app.js'],
  [
    'the rest of the body',
    EXPRESS(UPDATE(KEYS), "const { id, ...fields } = req.body\n  update('members', req.session.id, fields, next)"),
    'app.js',
  ],
  [
    'a statement of the handler',
    EXPRESS(
      UPDATE('FIELDS'),
      "const set = Object.keys(req.body).map((name) => name + ' = ?').join(', ')\n  db.run('UPDATE members SET ' + set + ' WHERE id = 1', Object.values(req.body), next)",
    ),
    'app.js',
  ],
  [
    'names that are looked up in a list',
    EXPRESS(UPDATE(`${KEYS}.filter((name) => FIELDS.includes(name))`), "update('members', req.session.id, req.body, next)"),
    null,
  ],
  ['fields that the handler names', EXPRESS(UPDATE(KEYS), "update('members', req.session.id, { name: req.body.name }, next)"), null],
  ['a helper that nobody gives a body', EXPRESS(UPDATE(KEYS), "update('members', req.session.id, { seen: 1 }, next)"), null],
  ['a helper', FLASK('list(fields.keys())'), 'app.py'],
  ['a helper with a list', FLASK('[name for name in fields.keys() if name in FIELDS]'), null],
  ['a helper with fields', FLASK('list(fields.keys())', "{'name': request.json['name']}"), null],
])('columns of the body: %s', async (_name, files, file) => {
  const { patterns } = await analysisOf(files)
  const seen = patterns.filter(({ kind }) => kind === 'mass-assignment-pattern').map(({ place }) => place.file)
  expect(seen).toEqual(file === null ? [] : [file])
})
