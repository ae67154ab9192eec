import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const effectsOf = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const { routes } = await analysisOf({ 'package.json': '{"name":"own"}', ...files })
  return routes.flatMap(({ effects }) =>
    effects.map(({ kind, of, isBounded, byOwner }) => `${kind} ${of}${isBounded ? '' : ' unbounded'}${byOwner ? ' own' : ''}`),
  )
}

const app = (data: string, call: string): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst data = require('./data')\nconst app = express()\napp.get('/:id', (req, res) => res.json(${call}))\n`,
  'data.js': `const Database = require('better-sqlite3')\nconst db = new Database('x.db')\n${data}`,
})

describe('statements that are prepared in one place and run in another', () => {
  it.each([
    [
      'of the module',
      "const remove = db.prepare('DELETE FROM entries WHERE id = ?')\nexports.remove = (id) => remove.run(id)",
      'data.remove(req.params.id)',
      ['delete entries'],
    ],
    [
      'that ask for the owner',
      "const remove = db.prepare('DELETE FROM entries WHERE id = ? AND owner = ?')\nexports.remove = (id, owner) => remove.run(id, owner)",
      'data.remove(req.params.id, req.session.userId)',
      ['delete entries own'],
    ],
    [
      'in fields',
      "class Store {\n  constructor(from) {\n    this.all = from.prepare('SELECT * FROM entries')\n    this.statements = { one: from.prepare('SELECT * FROM entries WHERE id = ?') }\n  }\n  list() { return this.all.all() }\n  find(id) { return this.statements.one.get(id) }\n}\nexports.store = new Store(db)",
      '[data.store.list(), data.store.find(req.params.id)]',
      ['read-many entries unbounded', 'read-one entries'],
    ],
    [
      'in a transaction',
      "const rename = db.prepare('UPDATE entries SET title = ? WHERE id = ?')\nexports.rename = db.transaction((id) => { rename.run('x', id) })",
      'data.rename(req.params.id)',
      ['update entries'],
    ],
    ['in one chain', "exports.list = () => db.prepare('SELECT * FROM entries LIMIT 20').all()", 'data.list()', ['read-many entries']],
  ])('%s', async (_, data, call, expected) => {
    expect(await effectsOf(app(data, call))).toEqual(expected)
  })
})

const injected = (made: string, call: string, repository: string): Record<string, string> => ({
  'app.js': `import express from 'express'\nimport mongoose from 'mongoose'\nimport { Base, Repository } from './repository.js'\nconst Trip = mongoose.model('Trip', new mongoose.Schema({ fleet: String }))\nconst app = express()\nconst trips = ${made}\napp.get('/', async (req, res) => res.json(await ${call}))\n`,
  'repository.js': repository,
})
const BASE = 'export class Base {\n  constructor(model) { this.model = model }\n  all() { return this.model.find().lean() }\n}\n'

describe('models that a class is given by whoever makes it', () => {
  it.each([
    ['itself', 'new Base(Trip)', 'trips.all()', `${BASE}export class Repository {}\n`, 1],
    ['by the class below it', 'new Repository(Trip)', 'trips.all()', `${BASE}export class Repository extends Base {}\n`, 1],
    [
      'by super',
      'new Repository({ model: Trip })',
      'trips.all()',
      `${BASE}export class Repository extends Base {\n  constructor({ model }) { super(model) }\n}\n`,
      1,
    ],
    [
      'through another class',
      'new Repository({ trips: new Base(Trip) })',
      'trips.list()',
      `${BASE}export class Repository {\n  #trips\n  constructor({ trips }) { this.#trips = trips }\n  list() { return this.#trips.all() }\n}\n`,
      1,
    ],
    ['where it is something else', 'new Base(new Map())', 'trips.all()', `${BASE}export class Repository {}\n`, 0],
  ])('%s', async (_, made, call, repository, count) => {
    expect(await effectsOf(injected(made, call, repository))).toHaveLength(count)
  })
})
