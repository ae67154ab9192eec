import { expect, it } from 'vitest'
import { found } from './analyse-texts.ts'

const KOA = (made: string, filter: string): Record<string, string> => ({
  'app.js': `import Router from '@koa/router'\nimport Koa from 'koa'\nimport mongoose from 'mongoose'\n${made}\nconst Shift = mongoose.model('Shift', new mongoose.Schema({ day: String }))\nconst router = new Router()\nrouter.get('/shifts', async (ctx) => {\n  ctx.body = await Shift.find(${filter})\n})\napp.use(router.routes())\n`,
})
const NESTED = "import koaQs from 'koa-qs'\nconst app = koaQs(new Koa())"
const FASTIFY = (options: string): Record<string, string> => ({
  'app.js': `import Fastify from 'fastify'\nimport mongoose from 'mongoose'\nimport qs from 'qs'\nconst app = Fastify(${options})\nconst Shift = mongoose.model('Shift', new mongoose.Schema({ day: String }))\napp.get('/shifts', async (request) => Shift.find({ day: request.query.day }))\n`,
})
const HELPER =
  "filterOf(ctx.query, ['day']))\n})\nfunction filterOf(query, fields) {\n  const filter = {}\n  for (const field of fields) if (query[field] !== undefined) filter[field] = query[field]\n  return filter\n}\nrouter.get('/none', (ctx) => { ctx.body = String(1"

it.each<[string, Record<string, string>, boolean]>([
  ['koa-qs', KOA(NESTED, '{ day: ctx.query.day }'), true],
  ['koa-qs, through a helper', KOA(NESTED, HELPER), true],
  ['koa-qs and a text', KOA(NESTED, '{ day: String(ctx.query.day) }'), false],
  ['the parser of Koa', KOA('const app = new Koa()', '{ day: ctx.query.day }'), false],
  ['qs in Fastify', FASTIFY('{ querystringParser: (text) => qs.parse(text) }'), true],
  ['the parser of Fastify', FASTIFY('{ logger: true }'), false],
])('operators in the query string: %s', (_name, files, isFound) => {
  expect(found(files).some((path) => path.startsWith('nosql-injection'))).toBe(isFound)
})
