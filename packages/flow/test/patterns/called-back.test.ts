import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const WRITES = 'INSERT INTO members (name, password_hash) VALUES (?, ?)'
const service = (store: string, ask: string): Record<string, string> => ({
  'db.js': `const sqlite3 = require('sqlite3')\nconst db = new sqlite3.Database('x')\nexports.run = (sql, values, done) => db.run(sql, values, done)\n${store}\n`,
  'app.js': `const express = require('express')\nconst db = require('./db')\nconst app = express()\napp.use(express.json())\napp.post('/join', (req, res) => db.run('${WRITES}', [req.body.name, req.body.hash], () => res.end()))\napp.get('/members', (req, res, next) => {\n  ${ask}\n})\n`,
})
const LIST =
  "exports.list = function (table, options, done) {\n  db.all('SELECT * FROM ' + table + ' ORDER BY ' + (options.order || 'id') + ' LIMIT 50', done)\n}"
const HANDED =
  'exports.list = (table, options, done) => {\n  db.all(`SELECT * FROM ${table} LIMIT 50`, [], (error, rows) => {\n    if (error) return done(error)\n    done(null, rows)\n  })\n}'
const PICKED = "exports.list = (table, options, done) => {\n  db.all('SELECT id, name FROM ' + table, [], done)\n}"
const ANY = 'exports.all = (sql, values, done) => db.all(sql, values, done)'
const PROMISED = 'exports.list = async (table) => {\n  return new Promise((resolve) => resolve([]))\n}'
const answer = (send: string, call = "db.list('members', {}, "): string =>
  `${call}(err, members) => {\n    if (err) return next(err)\n    ${send}\n  })`

it.each<[string, Record<string, string>, boolean]>([
  ['a list of the tree', service(LIST, answer('res.json(members)')), true],
  ['a list that hands on what it was called with', service(HANDED, answer('res.json({ members })')), true],
  ['a statement that is handed on', service(ANY, answer('res.send(members)', "db.all('SELECT * FROM members LIMIT 50', [], ")), true],
  ['other rows', service(LIST, answer('res.json(members)', "db.list('zines', {}, ")), false],
  ['columns that are named', service(PICKED, answer('res.json(members)')), false],
  ['fields that are taken out', service(LIST, answer('res.json(members.map(({ id, name }) => ({ id, name })))')), false],
  ['only the number of rows', service(LIST, answer('res.json({ count: members.length })')), false],
  ['rows of a function that asks nothing', service(PROMISED, "db.list('members').then((members) => res.json(members))"), false],
])('rows that a callback answers: %s', async (_name, files, isWhole) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.some(({ kind }) => kind === 'sensitive-response-pattern')).toBe(isWhole)
})

it.each<[string, string, boolean]>([
  ['the table that is given', "rows('members')", true],
  ['another table', "rows('zines')", false],
])('rows that a function of Python asks for: %s', async (_name, call, isWhole) => {
  const { patterns } = await analysisOf({
    'app.py': `import sqlite3\nfrom flask import Flask, jsonify, request\napp = Flask(__name__)\ndb = sqlite3.connect('x')\ndef rows(table):\n    return db.execute(f'SELECT * FROM {table} LIMIT 50').fetchall()\n@app.post('/join')\ndef join():\n    db.execute('${WRITES}', (request.json['name'], request.json['hash']))\n    return ''\n@app.get('/members')\ndef members():\n    return jsonify(${call})\n`,
  })
  expect(patterns.some(({ kind }) => kind === 'sensitive-response-pattern')).toBe(isWhole)
})
