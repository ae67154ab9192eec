import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A route as a reader would note it: where it stands, what it asks, what it does. */
function lineOf({ method, path, place, guards, effects }: RouteFact): string {
  const asked = guards.filter(({ proof }) => proof === 'refuses').map(({ kind }) => kind)
  const open = guards.some(({ proof }) => proof === 'declared-open') ? ' open' : ''
  return `${method} ${path} :${place.line} [${asked.join(', ')}${open}] ${effects.map(({ kind }) => kind).join(', ')}`.trimEnd()
}

const DATA = `import { PrismaClient } from '@prisma/client'\nexport const prisma = new PrismaClient()\n`
const AUTH = `export const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end())
export const atLeast = (role) => (req, res, next) => {
  if (!req.user) return res.status(401).end()
  if (req.user.role !== role) return res.status(403).end()
  next()
}
`
const EXPRESS = `import express, { Router } from 'express'\nimport { atLeast, signedIn } from './auth.js'\nimport { prisma } from './data.js'\n`
const app = (text: string, more: Record<string, string> = {}): Record<string, string> => ({
  'src/data.js': DATA,
  'src/auth.js': AUTH,
  'src/app.js': `${EXPRESS}const app = express()\n${text}`,
  ...more,
})

it.each<[string, Record<string, string>, string[]]>([
  [
    'a function that is given the router',
    app(`const guarded = (router, path, handler) => router.get(path, signedIn, handler)
guarded(app, '/notes', (req, res) => prisma.note.findMany().then((rows) => res.json(rows)))
guarded(app, '/tags', (req, res) => prisma.tag.findMany().then((rows) => res.json(rows)))
app.get('/open', (req, res) => res.end())
`),
    ['GET /notes :6 [authentication] read-many', 'GET /open :8 []', 'GET /tags :7 [authentication] read-many'],
  ],
  [
    'a function that asks for nobody',
    app(`const plain = (router, path, handler) => router.delete(path, handler)
plain(app, '/notes/:id', (req, res) => prisma.note.delete({ where: { id: req.params.id } }))
`),
    ['DELETE /notes/{id} :6 [] delete'],
  ],
  [
    'the method by its name, and a function before a function',
    app(`const route = (method, path, ...handlers) => app[method](path, ...handlers)
const get = (path, ...rest) => route('get', path, ...rest)
get('/notes', signedIn, (req, res) => prisma.note.findMany().then((rows) => res.json(rows)))
route('post', '/notes', (req, res) => prisma.note.create({ data: { text: req.body.text } }))
`),
    ['GET /notes :7 [authentication] read-many', 'POST /notes :8 [] create'],
  ],
  [
    'what is asked depends on an option',
    app(`function page(path, { open = false, role } = {}, handler) {
  if (open) app.get(path, handler)
  else app.get(path, role ? atLeast(role) : signedIn, handler)
}
page('/about', { open: true }, (req, res) => res.end())
page('/me', {}, (req, res) => res.json(req.user))
page('/staff', { role: 'manager' }, (req, res) => prisma.user.findMany().then((rows) => res.json(rows)))
`),
    ['GET /about :9 []', 'GET /me :10 [authentication]', 'GET /staff :11 [role] read-many'],
  ],
  [
    'areas with a prefix and a role, in files of their own',
    app(
      `import { notes } from './notes.js'\nimport { people } from './people.js'\nfor (const part of [notes, people]) app.use(part.router)\n`,
      {
        'src/area.js': `import { Router } from 'express'
import { atLeast } from './auth.js'
export function area(prefix) {
  const router = Router()
  return {
    router,
    page: (path, { role }, handler) => router.get(prefix + path, atLeast(role), handler),
    action(path, { role }, handler) {
      router.post(\`\${prefix}\${path}\`, atLeast(role), async (req, res, next) => {
        try { res.json(await handler(req)) } catch (error) { next(error) }
      })
    },
  }
}
`,
        'src/notes.js': `import { area } from './area.js'
import { prisma } from './data.js'
export const notes = area('/notes')
notes.page('/list', { role: 'anyone' }, (req, res) => prisma.note.findMany().then((rows) => res.json(rows)))
notes.action('/:id/remove', { role: 'editor' }, (req) => prisma.note.delete({ where: { id: req.params.id } }))
`,
        'src/people.js': `import { area } from './area.js'
import { prisma } from './data.js'
export const people = area('/people')
people.page('/list', { role: 'admin' }, (req, res) => prisma.user.findMany().then((rows) => res.json(rows)))
`,
      },
    ),
    ['GET /notes/list :4 [ open] read-many', 'POST /notes/{id}/remove :5 [role] delete', 'GET /people/list :4 [role] read-many'],
  ],
  [
    'areas that are mounted one by one, at addresses of their own',
    app(`function area() {
  const router = Router()
  const get = (path, handler) => router.get(path, handler)
  return { router, get }
}
const notes = area()
const tags = area()
notes.get('/latest', (req, res) => prisma.note.findMany().then((rows) => res.json(rows)))
tags.get('/all', (req, res) => res.end())
app.use('/notes', signedIn, notes.router)
app.use('/tags', tags.router)
`),
    ['GET /notes/latest :12 [authentication] read-many', 'GET /tags/all :13 []'],
  ],
  [
    'a router that a function makes for each kind of thing',
    app(`function crud(name, handlers) {
  const router = Router()
  router.get(\`/\${name}\`, handlers.list)
  router.delete(\`/\${name}/:id\`, atLeast('admin'), handlers.remove)
  return router
}
app.use('/api', crud('notes', { list: (req, res) => prisma.note.findMany().then((rows) => res.json(rows)), remove: (req, res) => prisma.note.delete({ where: { id: req.params.id } }) }))
app.use('/v2', crud('tags', { list: (req, res) => res.end(), remove: (req, res) => res.end() }))
`),
    [
      'GET /api/notes :11 [] read-many',
      'DELETE /api/notes/{id} :11 [role] delete',
      'GET /v2/tags :12 []',
      'DELETE /v2/tags/{id} :12 [role]',
    ],
  ],
  [
    'a table and a loop',
    app(`const routes = [
  { method: 'get', path: '/notes', role: 'reader', handler: (req, res) => prisma.note.findMany().then((rows) => res.json(rows)) },
  { method: 'delete', path: '/notes/:id', handler: (req, res) => prisma.note.delete({ where: { id: req.params.id } }) },
]
for (const { method, path, role, handler } of routes) {
  const guards = role ? [atLeast(role)] : []
  app[method](path, ...guards, handler)
}
`),
    ['GET /notes :6 [role] read-many', 'DELETE /notes/{id} :7 [] delete'],
  ],
  [
    'a table of names and a callback',
    app(`const lists = { notes: prisma.note, tags: prisma.tag }
Object.entries(lists).forEach(([name, model]) => {
  app.get('/' + name, signedIn, (req, res) => model.findMany().then((rows) => res.json(rows)))
})
const pages = [{ path: '/help', show: (req, res) => res.end() }, { path: '/terms', show: (req, res) => res.end() }]
pages.map((page) => app.get(page.path, page.show))
`),
    ['GET /help :9 []', 'GET /notes :5 [authentication] read-many', 'GET /tags :5 [authentication] read-many', 'GET /terms :9 []'],
  ],
  [
    'Fastify, with the options that a function makes',
    {
      'src/app.js': `import Fastify from 'fastify'
${DATA}const app = Fastify()
const asks = async (request, reply) => { if (!request.user) return reply.code(401).send() }
function define({ method = 'GET', url, open = false, handler }) {
  app.route({ method, url, preHandler: open ? [] : [asks], handler })
}
define({ url: '/notes', handler: () => prisma.note.findMany() })
define({ method: 'DELETE', url: '/notes/:id', open: true, handler: (request) => prisma.note.delete({ where: { id: request.params.id } }) })
`,
    },
    ['GET /notes :9 [authentication] read-many', 'DELETE /notes/{id} :10 [] delete'],
  ],
  [
    'what only looks like it: a client, a cache, an application that is made for each test',
    app(`const cache = new Map()
const fetchJson = (client, path, done) => client.get(path, done)
fetchJson(cache, '/notes', () => 1)
export function build(prefix = '/api') {
  const one = express()
  one.get(prefix + '/notes', signedIn, (req, res) => res.end())
  return one
}
build('/a')
build('/b')
`),
    ['GET /notes :10 [authentication]'],
  ],
])('reads routes that own functions declare: %s', async (_name, files, expected) => {
  const { routes } = await analysisOf(files)
  expect(routes.map(lineOf)).toEqual(expected)
})
