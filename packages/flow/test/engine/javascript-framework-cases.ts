import type { Case } from './python-cases.ts'

const UNLINK = "import { unlink } from 'node:fs/promises'\n"
const PATH = ['path-traversal']
const ROWS =
  "import vm from 'node:vm'\nimport cron from 'node-cron'\nimport { Worker } from 'bullmq'\nimport { Pool } from 'pg'\nconst pool = new Pool()\n"

const one = (name: string, kinds: readonly string[], text: string, file = 'src/app.js'): Case => ({ name, kinds, files: { [file]: text } })

const hapi = (name: string, kinds: readonly string[], register: string): Case => ({
  name: `hapi ${name}`,
  kinds,
  files: {
    'server.js': `const Hapi = require('@hapi/hapi')\nconst { Pool } = require('pg')\nconst server = Hapi.server({ port: 3000 })\nserver.register([{ plugin: require('./lib/search'), options: { db: new Pool() } }]).then(() => server.start())\n`,
    'lib/search.js': `const page = (words) => \`<p>\${words}</p>\`\nmodule.exports = { name: 'search', ${register} }\n`,
  },
})

/** Where requests enter in frameworks whose handlers get one object or an event. */
export const JAVASCRIPT_FRAMEWORK_CASES: readonly Case[] = [
  one(
    'lambda body',
    PATH,
    `${UNLINK}export const handler = async (event) => { const { name } = JSON.parse(event.body)\n await unlink('/d/' + name) }\n`,
  ),
  one(
    'lambda parts',
    PATH,
    `${UNLINK}export async function handler({ queryStringParameters }) { await unlink(queryStringParameters.f) }\n`,
  ),
  one(
    'lambda wrapped',
    PATH,
    `${UNLINK}import { wrap } from './wrap.js'\nexport const handler = wrap(async (event) => unlink(event.pathParameters.f))\n`,
  ),
  one(
    'lambda middy',
    PATH,
    `${UNLINK}import middy from '@middy/core'\nconst base = async (event) => unlink(event.body.f)\nexport const run = middy(base)\n`,
  ),
  one(
    'lambda typed',
    PATH,
    `${UNLINK}import type { SQSEvent } from 'aws-lambda'\nasync function work(event: SQSEvent) { for (const r of event.Records) await unlink(r.body) }\n`,
    'src/app.ts',
  ),
  one(
    'lambda context',
    [],
    `${UNLINK}export const handler = async (event, context) => unlink(context.functionName + event.requestContext.requestId)\n`,
  ),
  one(
    'lambda html',
    ['xss'],
    "export const handler = async (event) => ({ statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: `<p>${event.queryStringParameters.q}</p>` })\n",
  ),
  one(
    'lambda json',
    [],
    "export const handler = async (event) => ({ statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: `<p>${event.queryStringParameters.q}</p>` })\n",
  ),
  one(
    'lambda location',
    ['open-redirect'],
    'export const handler = async (event) => ({ statusCode: 302, headers: { Location: event.queryStringParameters.to } })\n',
  ),
  one(
    'hapi redirect',
    ['open-redirect'],
    "import Hapi from '@hapi/hapi'\nexport const route = { method: 'GET', path: '/', handler: (request, h) => h.redirect(request.query.to) }\n",
  ),
  one(
    'hapi html',
    ['xss'],
    "export const route = { handler: (request, h) => h.response(`<b>${request.payload.q}</b>`).type('text/html') }\n",
  ),
  one(
    'hapi json',
    [],
    "export const route = { handler: (request, h) => h.response(`<b>${request.payload.q}</b>`).type('application/json') }\n",
  ),
  hapi(
    'plugin',
    ['xss'],
    "register(server) { server.route({ method: 'GET', path: '/', async handler(request, h) { return h.response(page(request.query.q)).type('text/html').code(404) } }) }",
  ),
  hapi(
    'plugin with options',
    ['sql-injection'],
    "register: async (server, { db }) => server.route([{ method: 'GET', path: '/', options: { handler: ({ query }) => db.query(\"SELECT * FROM t WHERE a = '\" + query.a + \"'\") } }])",
  ),
  hapi(
    'plugin, escaped',
    [],
    "register(server) { server.route({ method: 'GET', path: '/', handler: (request, h) => h.response(page(require('@hapi/hoek').escapeHtml(request.query.q))).type('text/html') }) }",
  ),
  hapi(
    'plugin, plain text',
    [],
    "register(server) { server.route({ method: 'GET', path: '/', handler: (request, h) => h.response(page(request.query.q)).type('text/plain') }) }",
  ),
  one(
    'elysia',
    PATH,
    `${UNLINK}import { Elysia } from 'elysia'\nexport const app = new Elysia().use(x()).group('/a', (app) => app.get('/', ({ query }) => unlink(query.f)))\n`,
  ),
  one(
    'elysia store',
    [],
    `${UNLINK}import { Elysia } from 'elysia'\nexport const app = new Elysia().get('/', ({ store }) => unlink(store.f))\n`,
  ),
  one(
    'adonis',
    ['open-redirect', 'sql-injection'],
    "import type { HttpContext } from '@adonisjs/core/http'\nimport db from '@adonisjs/lucid/services/db'\nexport default class PostsController {\n  async index({ request, response }: HttpContext) {\n    await db.rawQuery(`select * from x order by ${request.input('sort')}`)\n    return response.redirect().toPath(request.only(['to']).to)\n  }\n}\n",
    'app/controllers/posts_controller.ts',
  ),
  one(
    'adonis validated',
    [],
    "import type { HttpContext } from '@adonisjs/core/http'\nimport db from '@adonisjs/lucid/services/db'\nimport vine from '@vinejs/vine'\nconst v = vine.compile(vine.object({ sort: vine.enum(['a', 'b']) }))\nexport default class PostsController {\n  async index({ request }: HttpContext) {\n    const { sort } = await request.validateUsing(v)\n    await db.rawQuery(`select * from x order by ${sort}`)\n  }\n}\n",
    'app/controllers/posts_controller.ts',
  ),
  one('nitro', PATH, `${UNLINK}export default defineEventHandler(async (event) => unlink((await readBody(event)).f))\n`, 'server/api/x.ts'),
  one('nitro user', [], `${UNLINK}export default defineEventHandler(async (event) => unlink(event.context.user.f))\n`, 'server/api/x.ts'),
  one(
    'socket untyped',
    PATH,
    `${UNLINK}export const register = (io) => io.on('connection', (socket) => socket.on('drop', ({ f }) => unlink(f)))\n`,
  ),
  one(
    'socket closed',
    [],
    `${UNLINK}export const register = (io) => io.on('connection', (socket) => socket.on('disconnect', () => unlink(socket.id)))\n`,
  ),
  one(
    'graphql map',
    ['sql-injection'],
    "import { GraphQLError } from 'graphql'\nexport const resolvers = { Query: { top: async (_, args, { db }) => db.query(`select * from x order by ${args.sort}`) } }\n",
  ),
  one(
    'graphql root value',
    ['sql-injection'],
    "import { graphql } from 'graphql'\nconst root = { top: ({ sort }, { db }) => db.query(`select * from x order by ${sort}`) }\nexport const run = (source) => graphql({ schema, source, rootValue: root })\n",
  ),
  one(
    'graphql root value, of the context',
    [],
    "import { graphql } from 'graphql'\nconst root = { top: (args, { db, sort }) => db.query(`select * from x order by ${sort}`) }\nexport const run = (source) => graphql({ schema, source, rootValue: root })\n",
  ),
  one('graphql parent', [], `import 'graphql'\n${UNLINK}export const resolvers = { Post: { author: (post) => unlink(post.f) } }\n`),
  one(
    'procedure of elsewhere',
    PATH,
    `${UNLINK}import { z } from 'zod'\nimport { protectedProcedure } from '../trpc'\nexport const x = protectedProcedure.input(z.object({ f: z.string() })).mutation(({ input }) => unlink(input.f))\n`,
  ),
  one(
    'procedure checked',
    [],
    `${UNLINK}import { z } from 'zod'\nimport { protectedProcedure } from '../trpc'\nexport const x = protectedProcedure.input(z.object({ f: z.string().uuid() })).mutation(({ input }) => unlink(input.f))\n`,
  ),
  one(
    'worker',
    PATH,
    `${UNLINK}export default { async fetch(request, env) { await unlink(new URL(request.url).searchParams.get('f')) } }\n`,
  ),
  one('job of elsewhere', PATH, `${UNLINK}import { Worker } from 'bullmq'\nnew Worker('q', async ({ data }) => unlink(data.f))\n`),
  one(
    'job of ours',
    [],
    `${UNLINK}import { Queue, Worker } from 'bullmq'\nconst queue = new Queue('q')\nnew Worker('q', async ({ data }) => unlink(data.f))\nexport const start = () => queue.add('x', { f: 'a' })\n`,
  ),
  one(
    'route of an application passed on',
    PATH,
    `${UNLINK}export default async function (app) { app.get('/x', { schema: {} }, async (request) => unlink(request.query.f)) }\n`,
  ),
  one('no route', [], `${UNLINK}export const load = (cache) => cache.get('/x', async (request) => unlink(request.query.f))\n`),
  one(
    'form events',
    PATH,
    `${UNLINK}import Busboy from 'busboy'\nexport function up(req, res) { const b = Busboy({ headers: req.headers })\n b.on('file', (n, s, info) => unlink(info.filename)) }\n`,
  ),
  one(
    'a stored script that is run',
    ['code-injection'],
    `${ROWS}new Worker('q', async ({ data }) => {\n  const { rows } = await pool.query('SELECT script FROM hooks WHERE id = $1', [data.id])\n  for (const row of rows) vm.runInNewContext(row.script, { data })\n})\n`,
  ),
  one(
    'a stored formula that becomes a function',
    ['code-injection'],
    `${ROWS}cron.schedule('* * * * *', async () => {\n  const { rows: [rule] } = await pool.query('SELECT formula FROM rules')\n  new Function('n', \`return \${rule.formula}\`)(1)\n})\n`,
  ),
  one(
    'a stored number in a formula, and a stored name of an operation',
    [],
    `${ROWS}const OPERATIONS = { sum: (a, b) => a + b }\ncron.schedule('* * * * *', async () => {\n  const { rows: [rule] } = await pool.query('SELECT count, operation FROM rules')\n  new Function('n', \`return n * \${Number(rule.factor)} + \${rule.count}\`)(1)\n  OPERATIONS[rule.operation]?.(1, 2)\n})\n`,
  ),
  one(
    'a method of a service of the context, by name',
    ['unsafe-reflection'],
    `import { z } from 'zod'\nimport { protectedProcedure } from '../trpc'\nexport const x = protectedProcedure.input(z.object({ act: z.string() })).mutation(({ ctx, input }) => ctx.devices[input.act](ctx.userId))\n`,
  ),
  one(
    'a method of a service of the context, by a name of few',
    [],
    `import { z } from 'zod'\nimport { protectedProcedure } from '../trpc'\nexport const x = protectedProcedure.input(z.object({ act: z.enum(['a', 'b']) })).mutation(({ ctx, input }) => ctx.devices[input.act](ctx.userId))\n`,
  ),
]
