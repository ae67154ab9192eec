import { describe, expect, it } from 'vitest'
import type { Module, ModuleExport } from '../../src/ir/ir.ts'
import { lowerJavaScript } from '../../src/javascript/front-end.ts'
import { type LinkImport, linkExports } from '../../src/modules/link-exports.ts'
import { moduleResolver } from '../../src/modules/resolve-modules.ts'

/** Links over sources in JavaScript; a slot is shown as the name of its variable, `value` for a temporary. */
function linked(sources: Readonly<Record<string, string>>, ...[fromFile, from, name]: Parameters<LinkImport>): string {
  const modules = new Map(Object.entries(sources).map(([file, text]) => [file, lowerJavaScript(file, text)]))
  return shown(modules, ...([fromFile, from, name] as const))
}

function shown(modules: ReadonlyMap<string, Module>, ...[fromFile, from, name]: Parameters<LinkImport>): string {
  const resolve = moduleResolver({ files: [...modules.keys()], manifests: [], aliases: [], sourceRoots: [] })
  const found = linkExports(modules, resolve)(fromFile, from, name)
  const keys = 'keys' in found ? found.keys.map((key) => `.${key}`).join('') : ''
  switch (found.kind) {
    case 'slot':
      return `${found.file}:${modules.get(found.file)?.functions[0]?.names.get(found.slot) ?? 'value'}${keys}`
    case 'module':
      return found.file
    case 'package':
      return `package ${found.package}${keys}`
    case 'builtin':
      return `builtin ${found.name}${keys}`
    case 'unresolved':
      return 'unresolved'
  }
}

describe('ES modules', () => {
  const sources = {
    'a.js': 'import { x } from "./index.js"',
    'index.js':
      'export { find as x } from "./find.js"; export * from "./star.js"; export * as ns from "./find.js"; export { Router } from "express"; import d from "./find.js"; export { d }; export * from "lodash"',
    'find.js': 'export function find() {} export default class Users {}',
    'star.js': 'export * from "./deep.js"; export const near = 1; export default 2',
    'deep.js': 'export const far = 1; export * from "./star.js"',
    'loop.js': 'export { y } from "./loop.js"; export { z } from "./pool.js"',
    'pool.js': 'export { z } from "./loop.js"',
  }
  it.each([
    ['./find.js', 'find', 'find.js:find'],
    ['./find.js', 'default', 'find.js:Users'],
    ['./find.js', null, 'find.js'],
    ['./index.js', 'x', 'find.js:find'],
    ['./index.js', 'd', 'find.js:Users'],
    ['./index.js', 'ns', 'find.js'],
    ['./index.js', 'near', 'star.js:near'],
    ['./index.js', 'far', 'deep.js:far'],
    ['./index.js', 'Router', 'package express.Router'],
    ['./index.js', 'default', 'index.js'],
    ['./index.js', 'chunk', 'package lodash.chunk'],
    ['./find.js', 'missing', 'unresolved'],
    ['./loop.js', 'y', 'unresolved'],
    ['./loop.js', 'z', 'unresolved'],
    ['./nowhere.js', 'x', 'unresolved'],
    ['node:fs', 'readFile', 'builtin fs.readFile'],
    ['fs', null, 'builtin fs'],
  ])('%s %s', (from, name, expected) => {
    expect(linked(sources, 'a.js', from, name)).toBe(expected)
  })
})

describe('CommonJS', () => {
  const sources = {
    'a.js': '',
    'object.js':
      'const { find } = require("./functions"); const pg = require("pg"); function own() {}\nmodule.exports = { find, own, pg, Pool: pg.Pool, ...require("./more") }',
    'functions.js': 'exports.find = function () {}; module.exports.other = () => {}',
    'more.js': 'exports.more = 1',
    'class.js': 'class Users {}\nmodule.exports = Users',
    'pass.js': 'module.exports = require("./class")',
    'built.js': 'module.exports = make()',
    'compiled.js':
      'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = void 0; exports.run = run; function run() {}\nexports.default = run',
    'barrel.js': '__exportStar(require("./functions"), exports)',
    'late.js': 'let users = 1; function set() { users = 2 }\nmodule.exports = { users, set }',
  }
  it.each([
    ['./functions', 'find', 'functions.js:value'],
    ['./object', 'find', 'functions.js:value'],
    ['./object', 'own', 'object.js:own'],
    ['./object', 'pg', 'package pg'],
    ['./object', 'more', 'more.js:value'],
    ['./object', 'Pool', 'package pg.Pool'],
    ['./class', null, 'class.js:Users'],
    ['./class', 'default', 'class.js:Users'],
    ['./pass', null, 'class.js:Users'],
    ['./pass', 'default', 'class.js:Users'],
    ['./built', null, 'built.js:value'],
    ['./built', 'key', 'built.js:value.key'],
    ['./compiled', 'default', 'compiled.js:exports.default'],
    ['./barrel', 'find', 'functions.js:value'],
    ['./functions', 'default', 'functions.js'],
    ['./late', 'users', 'late.js:users'],
  ])('%s %s', (from, name, expected) => {
    expect(linked(sources, 'a.js', from, name)).toBe(expected)
  })
})

describe('Python', () => {
  const python = (file: string, exports: readonly ModuleExport[]): [string, Module] => {
    const [main, ...rest] = lowerJavaScript(file, '').functions
    const names = new Map(exports.map((entry, slot) => [slot, entry.kind === 'all' ? '*' : entry.name]))
    const functions = main === undefined ? rest : [{ ...main, names, slotCount: 100 }, ...rest]
    return [file, { file, language: 'python', functions, classes: [], imports: [], exports, issues: [], lineStarts: [0] }]
  }
  const modules = new Map([
    python('app/__init__.py', [{ kind: 'local', name: 'create_app', slot: 0 }]),
    python('app/models.py', [{ kind: 'local', name: 'User', slot: 0 }]),
    python('app/api/__init__.py', [{ kind: 'all', from: '..models' }]),
    python('app/api/views.py', []),
    python('plugins/one.py', []),
  ])
  it.each([
    ['app', 'create_app', 'app/__init__.py:create_app'],
    ['app', 'models', 'app/models.py'],
    ['.', 'views', 'app/api/views.py'],
    ['..', 'models', 'app/models.py'],
    ['..models', 'User', 'app/models.py:User'],
    ['app.api', 'User', 'app/models.py:User'],
    ['plugins', 'one', 'plugins/one.py'],
    ['app', 'missing', 'unresolved'],
    ['flask', 'Flask', 'package flask.Flask'],
    ['os', 'path', 'builtin os.path'],
    ['app.models', '*', 'app/models.py'],
  ])('%s %s', (from, name, expected) => {
    expect(shown(modules, 'app/api/views.py', from, name)).toBe(expected)
  })
})
