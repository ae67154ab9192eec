import { describe, expect, it } from 'vitest'
import { plainConstant } from '../../src/engine/denotation.ts'
import { createDenoter } from '../../src/engine/denote.ts'
import { functionAt } from '../../src/engine/program.ts'
import { programOf } from './analyse-texts.ts'

/** What the variable `x` of the first file denotes, in short. */
function denoted(files: Readonly<Record<string, string>>): string {
  const program = programOf(files)
  const module = program.moduleByFile.get(Object.keys(files)[0] ?? '')
  if (module === undefined) return 'no module'
  const owner = functionAt(module, 0)
  const slot = [...owner.names].find(([, name]) => name === 'x')?.[0] ?? -1
  const found = createDenoter(program).denote({ module, function: owner }, slot)
  switch (found.kind) {
    case 'library':
      return found.name
    case 'function':
      return `${found.module.file}#${found.function.name}`
    case 'class':
    case 'instance':
      return `${found.kind} ${found.class.name}`
    default: {
      const constant = plainConstant(found)
      return constant === undefined ? found.kind : JSON.stringify(constant.value)
    }
  }
}

describe('what a name denotes', () => {
  it.each([
    ['a member of an import', { 'a.py': 'import flask\nx = flask.request.args.get' }, 'flask.request.args.get'],
    ['an alias', { 'a.py': 'import subprocess as sp\nx = sp.run' }, 'subprocess.run'],
    ['a name of a module', { 'a.py': 'from os import path as p\nx = p.join' }, 'os.path.join'],
    [
      'a chain of calls',
      { 'a.py': "import sqlite3\nc = sqlite3.connect('x').cursor()\nx = c.execute" },
      'sqlite3.connect().cursor().execute',
    ],
    [
      'a variable of another file',
      { 'a.py': 'from ext import db\nx = db.session', 'ext.py': 'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()' },
      'flask_sqlalchemy.SQLAlchemy().session',
    ],
    ['a function of another file', { 'a.py': 'from b import f\nx = f', 'b.py': 'def f(): pass' }, 'b.py#f'],
    ['a method of an instance', { 'a.py': 'class A:\n    def f(self): pass\nx = A().f' }, 'a.py#A.f'],
    [
      'a field of an instance',
      { 'a.py': 'import redis\nclass A:\n    def __init__(self): self.r = redis.Redis()\nx = A().r.get' },
      'redis.Redis().get',
    ],
    ['what a factory returns', { 'a.py': 'import redis\ndef make(): return redis.Redis()\nx = make().get' }, 'redis.Redis().get'],
    ['a constant of another file', { 'a.py': 'from b import LIMIT\nx = LIMIT', 'b.py': 'LIMIT = 60 * 60' }, '3600'],
    ['a dictionary', { 'a.py': "x = {'a': [1, 2], 'b': 'c' + 'd'}" }, '{"a":[1,2],"b":"cd"}'],
    ['assignments that do not agree', { 'a.py': 'import a, b\nx = a.f\nx = b.f' }, 'unknown'],
    ['a cycle', { 'a.py': 'from b import x', 'b.py': 'from a import x' }, 'unknown'],
    ['a destructured require', { 'a.js': "const { Pool } = require('pg')\nconst x = new Pool().query" }, 'pg.Pool().query'],
    ['a default import', { 'a.ts': "import express from 'express'\nconst app = express()\nconst x = app.get" }, 'express().get'],
    ['a prefix of the platform', { 'a.js': "const fs = require('node:fs')\nconst x = fs.readFile" }, 'fs.readFile'],
    ['module.exports', { 'a.js': "const b = require('./b')\nconst x = b.f", 'b.js': 'function f() {}\nmodule.exports = { f }' }, 'b.js#f'],
    [
      'a re-export',
      { 'a.ts': "import { f } from './b.js'\nconst x = f", 'b.ts': "export * from './c.js'", 'c.ts': 'export function f() {}' },
      'c.ts#f',
    ],
  ])('%s', (_name, files, expected) => {
    expect(denoted(files)).toBe(expected)
  })
})
