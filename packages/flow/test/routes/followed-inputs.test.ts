import { expect, it } from 'vitest'
import type { RouteParameter } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const HONO = {
  'src/http.ts': `
export const fail = (c: any, status: number, message: string) => c.json({ message }, status)
export async function body(c: any) {
  try {
    const parsed = JSON.parse(await c.req.text())
    return parsed && typeof parsed === 'object' ? parsed : {}
  } catch { return {} }
}
export function pick(source: any, names: string[]) {
  const chosen: any = {}
  for (const name of names) if (Object.hasOwn(source, name)) chosen[name] = source[name]
  return chosen
}
export const isHandle = (text: unknown) => typeof text === 'string' && text.length <= 20 && /^[a-z]+$/.test(text)
`,
  'src/app.ts': `
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { body, fail, isHandle, pick } from './http.ts'
import { save } from './store.ts'
const app = new Hono()
const kinds = ['cat', 'dog']
const orders = new Map([['newest', 'id DESC'], ['oldest', 'id ASC']])
app.post('/pets', async (c) => {
  const input = await body(c)
  if (typeof input.name !== 'string' || !input.name || !input.weight) return fail(c, 422, 'Check it')
  if (!kinds.includes(input.kind)) return fail(c, 422, 'Unknown kind')
  if (!(Number(input.weight) > 0)) return fail(c, 422, 'Too light')
  return c.json(save(input))
})
app.patch('/pets/:id', async (c) => c.json(pick(await body(c), ['name', 'note'])))
app.post('/walks', async (c) => {
  const { handle, stops = [], ids, until = Date.now() + 1000, ...rest } = await body(c)
  if (!isHandle(handle)) return fail(c, 422, 'Check the handle')
  if (!Array.isArray(ids) || !ids.every(Number.isInteger)) return fail(c, 422, 'Numbers are needed')
  for (const stop of stops) if (typeof stop.place !== 'string' || !Number.isInteger(stop.minutes)) return fail(c, 422, 'Check the stops')
  return c.json({ handle, until, note: rest.note })
})
app.get('/pets', (c) => {
  const order = orders.get(c.req.query('sort') ?? 'newest')
  c.header('cache-control', 'no-store')
  return c.json({ order, limit: Number(c.req.query('limit') ?? 20), tenant: c.req.header('X-Tenant'), theme: getCookie(c, 'theme') })
})
app.post('/raw', async (c) => c.json([...(await c.req.text()).matchAll(/x/g)].length))
export default app
`,
  'src/store.ts': `
export function save({ name, owner: { email } }: any) { return [name, email] }
`,
}

const AIOHTTP = {
  'app/support.py': `
import json

class ApiError(Exception):
    def __init__(self, status, message):
        self.status = status

async def read_json(request):
    text = await request.text()
    return json.loads(text) if text else {}
`,
  'app/catalogue.py': `
SORTS = {"newest": "id DESC", "cheapest": "price ASC"}

async def search(db, args):
    term = args.get("q", "")
    for column in ("category", "brand"):
        if args.get(column):
            term += args[column]
    order = SORTS.get(args.get("sort"), "id DESC")
    return await db.all(term, order, int(args.get("page", 1)))

async def create(db, body):
    row = {"seller": 1, **body}
    return await db.run(row["title"])
`,
  'app/routes.py': `
import re
from aiohttp import web
from . import catalogue
from .support import ApiError, read_json

SERIAL = re.compile(r"^[A-Z]{2}\\d{4}$")
routes = web.RouteTableDef()

@routes.get("/items")
async def items(request):
    return web.json_response(await catalogue.search(request.app["db"], request.query))

@routes.post("/items")
async def add(request):
    db, body = request.app["db"], await read_json(request)
    if not body["title"] or int(body["price"]) <= 0:
        raise ApiError(422, "a title and a price are needed")
    if body.get("serial") and not SERIAL.match(body["serial"]):
        raise ApiError(422, "the serial number has an unknown form")
    if not isinstance(body["tags"], list) or not all(isinstance(tag, str) for tag in body["tags"]):
        raise ApiError(422, "tags must be a list")
    return web.json_response(await catalogue.create(db, body))

app = web.Application()
app.add_routes(routes)
`,
}

const EXPRESS = {
  'src/fields.js': `
const FIELDS = { title: 'string', pages: 'number' }
module.exports = { FIELDS }
`,
  'src/app.js': `
const express = require('express')
const { FIELDS } = require('./fields')
const app = express()
app.use(express.json())
function validate(body) {
  const errors = []
  if (!body.author) errors.push('author is required')
  for (const name of Object.keys(FIELDS)) if (body[name] === undefined) errors.push(name)
  return { value: body, errors }
}
class Books {
  add(input) {
    const { isbn } = input
    return isbn
  }
}
const books = new Books()
app.post('/books', (req, res) => {
  const { value, errors } = validate(req.body)
  if (errors.length) return res.status(400).json({ errors })
  res.json(books.add({ ...value, at: 1 }))
})
function where(criteria) {
  const parts = []
  for (const [key, value] of Object.entries(criteria)) {
    if (typeof value === 'object') parts.push(Object.keys(value))
    else parts.push(key + value)
  }
  return parts
}
app.post('/codes', (req, res) => res.json(where({ code: req.body.code, used: 0 })))
app.post('/settings', (req, res) => {
  const settings = JSON.parse(req.body.document)
  res.json(settings.theme)
})
app.listen(3000)
`,
}

const FLASK = {
  'app.py': `
from flask import Flask, abort, request
app = Flask(__name__)

def wanted(name, default=None):
    return request.args.get(name, default)

@app.post("/photos")
def photos():
    photo = request.files["photo"]
    return request.form["caption"] + photo.filename

@app.get("/photos")
def listed():
    return wanted("album") + request.headers.get("X-Shop", "") + request.headers["Authorization"]

@app.post("/moves")
def moves():
    data = request.get_json()
    if "to" not in data:
        abort(400)
    if data["state"] not in {"open", "shut"}:
        abort(400)
    return data["to"]
`,
}

const COMBINATORS = {
  'src/validate.ts': `
export type Check = (value: unknown, field: string) => any
class Invalid extends Error {}
export const text = (least: number, most: number, pattern?: RegExp): Check => (value, field) => {
  if (typeof value !== 'string') throw new Invalid(field)
  const tidy = value.trim()
  if (tidy.length < least || tidy.length > most) throw new Invalid(field)
  if (pattern && !pattern.test(tidy)) throw new Invalid(field)
  return tidy
}
export const whole = (least: number, most: number): Check => (value, field) => {
  if (!Number.isSafeInteger(value) || (value as number) < least || (value as number) > most) throw new Invalid(field)
  return value
}
export const oneOf = (choices: readonly string[]): Check => (value, field) => {
  if (!choices.includes(value as string)) throw new Invalid(field)
  return value
}
export const list = (check: Check): Check => (value, field) => {
  if (!Array.isArray(value)) throw new Invalid(field)
  return value.map((entry) => check(entry, field))
}
export const fallback = (check: Check, otherwise: any): Check => (value, field) => (value === undefined ? otherwise : check(value, field))
export const object = (shape: Record<string, Check>): Check => (value: any, field) => {
  const entries = Object.entries(shape).map(([name, check]) => [name, check(value[name], name)])
  return Object.fromEntries(entries)
}
`,
  'src/app.ts': `
import express from 'express'
import { fallback, list, object, oneOf, text, whole } from './validate.ts'
const app = express()
app.use(express.json())
const kind = oneOf(['cat', 'dog'])
const pet = { name: text(1, 40), kind }
const read = (req: any, check: any) => check(req.body, 'body')
app.post('/pets', (req, res) => res.json(read(req, object({ ...pet, age: fallback(whole(0, 40), 3) }))))
app.post('/herds', (req, res) => res.json(read(req, object({ code: text(4, 8, /^[A-Z]+$/), pets: list(object(pet)) }))))
app.listen(3000)
`,
}

const shown = ({ in: place, name, type, isRequired, value }: RouteParameter): string =>
  `${place} ${name}${isRequired ? '!' : ''}${type === null ? '' : `: ${type}`}${value === undefined ? '' : ` ${JSON.stringify(value)}`}`

it.each([
  [
    'a reader of another file, a service that takes it apart, tests and choices',
    HONO,
    'POST /pets',
    ['body kind {"choices":["cat","dog"]}', 'body name!: string', 'body owner.email', 'body weight!: number {"minimum":1}'],
  ],
  ['a list of names', HONO, 'PATCH /pets/{id}', ['body name', 'body note']],
  [
    'destructuring, the rest, elements of lists, a test of another file',
    HONO,
    'POST /walks',
    [
      'body handle: string {"pattern":"^[a-z]+$","maxLength":20}',
      'body ids[]: integer',
      'body note',
      'body stops[].minutes: integer {"isOptional":true}',
      'body stops[].place: string {"isOptional":true}',
      'body until {"isOptional":true}',
    ],
  ],
  [
    'the query, a header and a cookie; not what the answer gets',
    HONO,
    'GET /pets',
    [
      'cookie theme',
      'header x-tenant',
      'query limit: integer {"isOptional":true,"usual":20}',
      'query sort {"choices":["newest","oldest"],"isOptional":true,"usual":"newest"}',
    ],
  ],
  ['a body that is read as text alone', HONO, 'POST /raw', []],
  [
    'a query that is handed on whole',
    AIOHTTP,
    'GET /items',
    [
      'query brand',
      'query category',
      'query page: integer {"isOptional":true,"usual":1}',
      'query q {"isOptional":true}',
      'query sort {"choices":["newest","cheapest"]}',
    ],
  ],
  [
    'a body that a reader parses and a service spreads',
    AIOHTTP,
    'POST /items',
    [
      'body price: integer {"minimum":1}',
      'body serial: string {"pattern":"^(?:^[A-Z]{2}\\\\d{4}$)"}',
      'body tags[]: string',
      'body title!',
    ],
  ],
  ['a validator by hand, a table of fields, a method', EXPRESS, 'POST /books', ['body author!', 'body isbn', 'body pages!', 'body title!']],
  [
    'checks that a table of the tree has for each field',
    COMBINATORS,
    'POST /pets',
    [
      'body age: integer {"isOptional":true,"usual":3,"minimum":0,"maximum":40}',
      'body kind {"choices":["cat","dog"]}',
      'body name: string {"minLength":1,"maxLength":40}',
    ],
  ],
  [
    'checks of lists and of objects in them',
    COMBINATORS,
    'POST /herds',
    [
      'body code: string {"pattern":"^[A-Z]+$","minLength":4,"maxLength":8}',
      'body pets[].kind {"choices":["cat","dog"]}',
      'body pets[].name: string {"minLength":1,"maxLength":40}',
    ],
  ],
  ['a field that is no object, though one would be taken as well', EXPRESS, 'POST /codes', ['body code']],
  ['text in a field that holds another document', EXPRESS, 'POST /settings', ['body document']],
  ['a form with a file', FLASK, 'POST /photos', ['file photo', 'form caption']],
  [
    'names given to a helper, headers without those of the protocol',
    FLASK,
    'GET /photos',
    ['header x-shop {"isOptional":true}', 'query album'],
  ],
  ['refusals by name', FLASK, 'POST /moves', ['body state {"choices":["open","shut"]}', 'body to!']],
])('follows inputs: %s', async (_name, files, operation, expected) => {
  const { routes } = await analysisOf(files)
  const route = routes.find(({ method, path }) => `${method} ${path}` === operation)
  const found = (route?.parameters ?? []).filter((one) => one.in !== 'path')
  expect(found.map(shown).sort()).toEqual(expected)
})

it('follows the fields that a function takes by their names', async () => {
  const app = `from flask import Flask, request
app = Flask(__name__)
def text(most):
    def read(value):
        if not isinstance(value, str) or len(value) > most:
            raise ValueError
        return value
    return read
def whole(value):
    if type(value) is not int or value < 1:
        raise ValueError
    return value
def body(optional=(), **fields):
    data = request.get_json(silent=True)
    if not data.keys() <= fields.keys():
        raise ValueError
    return {name: read(data[name]) for name, read in fields.items() if name in data or name not in optional}
@app.post('/pets')
def pets():
    return body(optional=('age',), name=text(40), age=whole)
`
  const { routes } = await analysisOf({ 'app.py': app })
  expect(routes[0]?.parameters.map(shown)).toEqual(['body age: integer {"minimum":1}', 'body name: string {"maxLength":40}'])
})

it('ends where an object is spread into itself', async () => {
  const app = `from flask import Flask, request
app = Flask(__name__)
@app.post('/r')
def r():
    kept = {}
    for name in ('a', 'b'):
        kept = {**kept, name: request.json[name]}
        for key, value in kept.items():
            print(key, value)
    return kept
`
  const { routes } = await analysisOf({ 'app.py': app })
  expect(routes.map(({ path }) => path)).toEqual(['/r'])
})
