import { expect, it } from 'vitest'
import type { BodyField } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const wrapped = `
const pick = (source, names) => Object.fromEntries(names.filter((n) => Object.hasOwn(source, n)).map((n) => [n, source[n]]))
const wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next)
const isPlain = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)
`

/** One function makes the routers of two resources, each with fields and checks of its own. */
const CRUD = {
  'crud.js': `
const express = require('express')
${wrapped}
function resource(model, { fields, check = () => {}, show = (row) => row }) {
  const router = express.Router()
  router.get('/', wrap(async (req, res) => res.json((await model.findAll({ limit: 20 })).map(show))))
  router.post('/', wrap(async (req, res) => {
    const values = pick(req.body, fields)
    await check(values, req)
    res.status(201).json(show(await model.create(values)))
  }))
  return router
}
module.exports = { resource, isPlain }
`,
  'items.js': `
const { resource, isPlain } = require('./crud')
const { Item } = require('./models')
const FIELDS = ['title', 'kind', 'cents', 'attributes']
async function check(values) {
  if (typeof values.title !== 'string' || values.title.length > 120) throw new Error('title is a text')
  if (values.kind !== undefined && !['tool', 'vehicle'].includes(values.kind)) throw new Error('kind is tool or vehicle')
  if (!Number.isSafeInteger(values.cents)) throw new Error('cents')
  if (values.attributes !== undefined && !isPlain(values.attributes)) throw new Error('attributes is an object')
}
module.exports = resource(Item, { fields: FIELDS, check })
`,
  'notes.js': `
const { resource } = require('./crud')
const { Note } = require('./models')
module.exports = resource(Note, { fields: ['text'] })
`,
  'models.js': `
const { Sequelize, DataTypes } = require('sequelize')
const db = new Sequelize('sqlite::memory:')
const Item = db.define('Item', { title: DataTypes.STRING })
const Note = db.define('Note', { text: DataTypes.STRING })
module.exports = { Item, Note }
`,
  'app.js': `
const express = require('express')
const app = express()
app.use(express.json())
app.use('/items', require('./items'))
app.use('/notes', require('./notes'))
app.listen(3000)
`,
}

it('reads the fields of each resource that one function makes', async () => {
  const { routes } = await analysisOf(CRUD)
  const inputs = (path: string): readonly string[] =>
    routes
      .filter((route) => route.method === 'POST' && route.path === path)
      .flatMap(({ parameters }) => parameters)
      .map(({ name, type, value, isRequired }) => `${name} ${type ?? ''} ${value?.choices?.join('|') ?? ''}${isRequired ? ' needed' : ''}`)
  expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(['GET /items', 'GET /notes', 'POST /items', 'POST /notes'])
  expect(inputs('/items')).toEqual(['attributes object  needed', 'cents integer ', 'kind  tool|vehicle', 'title string '])
  expect(inputs('/notes')).toEqual(['text  '])
  expect(routes.find(({ method, path }) => method === 'POST' && path === '/notes')?.effects.map(({ of }) => of)).toEqual(['Note'])
})

const handler = (code: string): Record<string, string> => ({
  'app.js': `
const express = require('express')
const app = express()
app.use(express.json())
const ALLOWED = ['name', 'note']
const FREE = new Set(ALLOWED)
app.post('/pets', (req, res) => { ${code} })
app.listen(3000)
`,
})

it.each([
  ['entries that are filtered', 'res.json(save(Object.fromEntries(Object.entries(req.body).filter(([key]) => FREE.has(key)))))'],
  [
    'entries that are walked',
    'const kept = {}; for (const [key, value] of Object.entries(req.body)) if (ALLOWED.includes(key)) kept[key] = value; res.json(kept)',
  ],
  [
    'names that are walked',
    'const kept = {}; for (const key in req.body) if (ALLOWED.includes(key)) kept[key] = req.body[key]; res.json(kept)',
  ],
  [
    'names that have to be known',
    'if (!Object.keys(req.body).every((key) => ALLOWED.includes(key))) return res.sendStatus(422); res.json(save(req.body))',
  ],
])('members by the names that are let through: %s', async (_name, code) => {
  const { routes } = await analysisOf(handler(code))
  expect(routes[0]?.parameters.map(({ name }) => name)).toEqual(['name', 'note'])
})

const VALIDATORS = `
const express = require('express')
const { body, param, validationResult, checkSchema } = require('express-validator')
const app = express()
app.use(express.json())
const LEVELS = { low: 1, high: 2 }
const checked = (...chains) => [...chains, (req, res, next) => next(validationResult(req).isEmpty() ? undefined : new Error('no'))]
const rules = [body('mail').isEmail(), body('level').isIn(Object.keys(LEVELS))]
const handler = (req, res) => res.json({})
app.post('/wrapped/:id', checked(param('id').isInt(), body('name').isString().bail().trim().isLength({ min: 2, max: 80 }), body('days').optional().isInt({ min: 1, max: 9 })), handler)
app.post('/listed', rules, handler)
app.post('/deep', body('address.city').isString(), body('lines').isArray(), body('lines.*.count').isInt(), handler)
app.post('/schema', checkSchema({ mail: { isEmail: true }, level: { in: ['body'], optional: true, isIn: { options: [['low', 'high']] } }, page: { in: ['query'], isInt: true } }), handler)
app.listen(3000)
`

it.each([
  ['/wrapped/{id}', ['name string {"minLength":2,"maxLength":80}', 'days? integer {"minimum":1,"maximum":9}']],
  ['/listed', ['mail string {"format":"email"}', 'level string {"choices":["low","high"]}']],
  ['/deep', ['address object', 'address.city string', 'lines array', 'lines[] object', 'lines[].count integer']],
  ['/schema', ['mail string {"format":"email"}', 'level? string {"choices":["low","high"]}']],
])('chains of express-validator tell the body of %s', async (path, expected) => {
  const { routes } = await analysisOf({ 'app.js': VALIDATORS })
  const told = (field: BodyField, name: string): readonly string[] => [
    `${name}${field.isRequired ? '' : '?'} ${field.type}${field.value === undefined ? '' : ` ${JSON.stringify(field.value)}`}`,
    ...(field.inside ?? []).flatMap((inner) => told(inner, `${name}.${inner.name}`)),
    ...(field.items === undefined ? [] : told(field.items, `${name}[]`)),
  ]
  const body = routes.find((route) => route.path === path)?.body
  expect(body?.fields.flatMap((field) => told(field, field.name))).toEqual(expected)
})

it('reads what the elements of a list are in a JSON schema that a function makes', async () => {
  const app = `
const fastify = require('fastify')()
const object = (properties, required = Object.keys(properties)) => ({ type: 'object', additionalProperties: false, properties, required })
const lines = { type: 'array', minItems: 1, items: object({ title: { type: 'string', maxLength: 80 }, cents: { type: 'integer', minimum: 1 } }) }
fastify.post('/invoices', { schema: { body: object({ due: { type: 'string', format: 'date' }, lines }) } }, async (request) => request.body)
fastify.listen({ port: 3000 })
`
  const { routes } = await analysisOf({ 'app.js': app })
  const fields = routes[0]?.body?.fields.map(({ name, type, items }) => [
    name,
    type,
    items?.inside?.map((inner) => `${inner.name} ${inner.type}`),
  ])
  expect(fields).toEqual([
    ['due', 'string', undefined],
    ['lines', 'array', ['title string', 'cents integer']],
  ])
})
