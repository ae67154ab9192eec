import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HEAD = `import Koa from 'koa'\nimport Router from '@koa/router'\nimport route from 'koa-route'\nimport { exec } from 'node:child_process'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\nconst app = new Koa()\nconst router = new Router({ prefix: '/api' })\n`
const ASKS = `const asks = async (ctx, next) => {\n  if (!ctx.session.userId) ctx.throw(401)\n  await next()\n}\n`

it.each<[string, string, string[]]>([
  [
    'register of koa-router, with methods and with what stands before',
    `${ASKS}router.register('/notes', ['get', 'post'], async (ctx) => { ctx.body = 'x' })
router.register('/notes/:id', ['delete'], [asks, async (ctx) => { await prisma.note.delete({ where: { id: ctx.params.id } }) }])
app.use(router.routes())`,
    ['GET /api/notes [] []', 'POST /api/notes [] []', 'DELETE /api/notes/{id} [authentication] [delete by-id]'],
  ],
  [
    'koa-route, before and after what asks',
    `${ASKS}app.use(route.get('/notes/:id', async (ctx, id) => { ctx.body = await prisma.note.findUnique({ where: { id } }) }))
app.use(asks)
app.use(route.post('/notes/:id', async (ctx, id) => { await prisma.note.update({ where: { id }, data: {} }) }))`,
    ['GET /notes/{id} [] [read-one by-id]', 'POST /notes/{id} [authentication] [update by-id]'],
  ],
])('reads %s', async (_case, source, routes) => {
  const analysis = await analysisOf({ 'app.js': `${HEAD}${source}` })
  expect(
    analysis.routes.map(
      ({ method, path, guards, effects }) =>
        `${method} ${path} [${guards.map(({ kind }) => kind).join()}] [${effects.map(({ kind, byRequestId }) => `${kind}${byRequestId ? ' by-id' : ''}`).join()}]`,
    ),
  ).toEqual(routes)
})

it.each<[string, string, readonly string[]]>([
  ['a parameter of the path', `app.use(route.get('/runs/:name', (ctx, name) => { exec('run ' + name) }))`, ['command-injection']],
  ['the query', `app.use(route.get('/runs', (ctx) => { exec('run ' + ctx.query.name) }))`, ['command-injection']],
  ['the continuation', `app.use(route.get('/runs', (ctx, next) => { exec('run ' + next.name) }))`, []],
  ['register', `router.register('/runs', ['post'], (ctx) => { exec('run ' + ctx.query.name) })`, ['command-injection']],
  ['register, of nothing that was sent', `router.register('/runs', ['post'], () => { exec('run all') })`, []],
])('follows what is sent into a command: %s', async (_case, source, kinds) => {
  const { paths } = await analysisOf({ 'app.js': `${HEAD}${source}` })
  expect(paths.map(({ kind }) => kind)).toEqual(kinds)
})

it('what a handler answers is no thing that a guard has granted', async () => {
  const { routes } = await analysisOf({
    'app.js': `const Router = require('@koa/router')
const db = require('better-sqlite3')('app.db')
const router = new Router()
router.get('/notes/:id', (ctx) => {
  const note = db.prepare('SELECT * FROM notes WHERE id = ?').get(ctx.params.id)
  if (note.owner_id !== ctx.state.user.id) ctx.throw(404)
  ctx.body = note
})
router.put('/rooms', (ctx) => {
  db.prepare('UPDATE rooms SET name = ? WHERE id = ?').run(ctx.request.body.name, ctx.request.body.id)
})
`,
  })
  expect(routes.map(({ effects }) => effects.map(({ byOwner }) => byOwner))).toEqual([[true], [false]])
})
