import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

function lineOf({ method, path, handler, guards, effects }: RouteFact): string {
  const asked = guards.filter(({ proof }) => proof === 'refuses').map(({ kind }) => kind)
  return `${method} ${path} ${handler} [${asked.join(', ')}] ${effects.map(({ kind }) => kind).join(', ')}`.trimEnd()
}

const FILES = {
  'src/auth.ts': `export const signedIn = (req, res, next) => { if (!req.user) return res.status(401).end(); next() }
export const atLeast = (roles) => (req, res, next) => { if (!roles.includes(req.user.role)) return res.status(403).end(); next() }
`,
  'src/notes.ts': `import { PrismaClient } from '@prisma/client'
const prisma = new PrismaClient()
export class NoteController {
  async list(req, res) { res.json(await prisma.note.findMany({ take: 20 })) }
  async remove(req, res) { res.json(await prisma.note.delete({ where: { id: req.params.id } })) }
}
export const notes = new NoteController()
`,
  'src/table.ts': `import { notes } from './notes'
export const routes = [
  { method: 'get', path: '/notes', handler: notes.list },
  { method: 'delete', path: '/notes/:id', handler: notes.remove, roles: ['admin'] },
]
`,
}
/** A table in a file of its own, gone through by a function that is given it and a router whose type is written down. */
const registered = (body: string): Record<string, string> => ({
  ...FILES,
  'src/register.ts': `import type { Router } from 'express'
import { atLeast, signedIn } from './auth'
const caught = (handler) => (req, res, next) => { handler(req, res).catch(next) }
export function register(router: Router, table: readonly RouteEntry[]): void {
${body}
}
`,
  'src/app.ts': `import express from 'express'
import { register } from './register'
import { routes } from './table'
const app = express()
const api = express.Router()
register(api, routes)
app.use('/api', api)
`,
})
const inline = (body: string): Record<string, string> => ({
  ...FILES,
  'src/app.ts': `import express, { Router } from 'express'\nimport { atLeast, signedIn } from './auth'\nimport { NoteController, notes } from './notes'\nconst app = express()\n${body}\n`,
})
const BOTH = [
  'GET /api/notes NoteController.list [] read-many',
  'DELETE /api/notes/{id} NoteController.remove [authentication, role] delete',
]
const SIGNED_IN = ['GET /notes NoteController.list [] read-many', 'DELETE /notes/{id} NoteController.remove [authentication] delete']

it.each<[string, Record<string, string>, string[]]>([
  [
    'a loop in a function that is given table and router',
    registered(`  for (const { method, path, handler, roles, before = [] } of table) {
    const guards = roles ? [signedIn, atLeast(roles)] : []
    router[method](path, ...guards, ...before, caught(handler))
  }`),
    BOTH,
  ],
  [
    'a callback, and a list of guards that grows',
    registered(`  table.forEach(({ method, path, handler, roles = [] }) => {
    const chain = []
    if (roles.length > 0) chain.push(signedIn, atLeast(roles))
    router[method](path, ...chain, caught(handler))
  })`),
    BOTH,
  ],
  [
    'a switch over the methods',
    registered(`  for (const route of table) {
    const handlers = [...(route.roles ? [signedIn, atLeast(route.roles)] : []), caught(route.handler)]
    switch (route.method) {
      case 'get': router.get(route.path, ...handlers); break
      case 'delete': router.delete(route.path, ...handlers); break
    }
  }`),
    BOTH,
  ],
  [
    'a chain that begins with the path',
    registered(`  for (const { method, path, handler, roles } of table) {
    const guards = roles ? [signedIn, atLeast(roles)] : []
    router.route(path)[method](guards, caught(handler))
  }`),
    BOTH,
  ],
  [
    'methods of a controller that are bound to it',
    inline(`const table = [
  { method: 'get', path: '/notes', handler: notes.list.bind(notes) },
  { method: 'delete', path: '/notes/:id', handler: notes.remove.bind(notes), before: [signedIn] },
]
for (const { method, path, handler, before = [] } of table) app[method](path, ...before, handler)`),
    SIGNED_IN,
  ],
  [
    'methods by their names',
    inline(`const wrap = (controller, name) => async (req, res, next) => { try { await controller[name](req, res) } catch (error) { next(error) } }
app.get('/notes', wrap(notes, 'list'))
app.delete('/notes/:id', signedIn, wrap(notes, 'remove'))`),
    SIGNED_IN,
  ],
  [
    'methods of a class by their names, in a list of lists',
    inline(`const call = (Controller, action) => (req, res, next) => Promise.resolve(new Controller()[action](req, res)).catch(next)
const table = [['get', '/notes', NoteController, 'list', []], ['delete', '/notes/:id', NoteController, 'remove', [signedIn]]]
table.forEach(([method, path, Controller, action, guards]) => app[method](path, ...guards, call(Controller, action)))`),
    SIGNED_IN,
  ],
  [
    'method and path in one word',
    inline(`const table = { 'GET /notes': [notes.list], 'DELETE /notes/:id': [signedIn, notes.remove] }
for (const [key, handlers] of Object.entries(table)) {
  const [method, path] = key.split(' ')
  app[method.toLowerCase()](path, ...handlers)
}`),
    SIGNED_IN,
  ],
  [
    'a loop within a loop',
    inline(`const table = { '/notes': { get: { handler: notes.list } }, '/notes/:id': { delete: { handler: notes.remove, before: [signedIn] } } }
for (const [path, methods] of Object.entries(table))
  for (const [method, { handler, before = [] }] of Object.entries(methods)) app[method](path, ...before, handler)`),
    SIGNED_IN,
  ],
  [
    'entries that a function makes',
    inline(`const route = (method, path, handler, options = {}) => ({ method, path, handler, ...options })
const table = [route('get', '/notes', notes.list), route('delete', '/notes/:id', notes.remove, { roles: ['admin'] })]
for (const { method, path, handler, roles } of table) app[method](path, roles ? [signedIn] : [], handler)`),
    SIGNED_IN,
  ],
  [
    'a table that is a field of a class',
    inline(`class NoteRoutes {
  private readonly controller = new NoteController()
  readonly router = Router()
  private readonly routes = [
    { method: 'get', path: '/notes', handler: this.controller.list },
    { method: 'delete', path: '/notes/:id', handler: this.controller.remove, guards: [signedIn] },
  ]
  constructor() {
    for (const { method, path, handler, guards = [] } of this.routes) this.router[method](path, ...guards, handler)
  }
}
app.use(new NoteRoutes().router)`),
    SIGNED_IN,
  ],
  [
    'what only looks like it: a client that is told methods and paths',
    inline(`const client = make()
const calls = [{ method: 'get', path: '/notes' }, { method: 'delete', path: '/notes/1' }]
for (const { method, path } of calls) client[method](path, { retries: 2 })`),
    [],
  ],
])('reads the routes of tables: %s', async (_name, files, expected) => {
  const { routes } = await analysisOf(files)
  expect(routes.map(lineOf)).toEqual(expected)
})
