import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const DJANGO = `
import json
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.generic import ListView
from .models import Boat

def report(request):
    if request.COOKIES.get("club_role") != "officer":
        return HttpResponse(status=403)
    return HttpResponse(int(request.GET.get("day", "1")))

class BoatList(ListView):
    def get_queryset(self):
        return Boat.objects.filter(kind=self.request.GET["kind"])

def hook(request):
    event = json.loads(request.body)
    return JsonResponse({"n": event["invoice"]})

def plain(request):
    options = {"GET": {"day": 1}}
    return HttpResponse(options["GET"].get("day"))

urlpatterns = [path("report/", report), path("boats/", BoatList.as_view()), path("hook/", hook), path("plain/", plain)]
`

const FLASK = `
from flask import Flask, request
app = Flask(__name__)

@app.get("/notes")
def notes():
    query = request.args
    wanted = query.get("q") if "page" in query else request.cookies["last"]
    return wanted
`

const EXPRESS = `
const express = require('express')
const app = express()
app.get('/items', (req, res) => {
  const { sort, limit = 10 } = req.query
  res.json([sort, limit, req.query.q, req.cookies.theme])
})
app.listen(3000)
`

const WRAPPED = `
const express = require('express')
const app = express()
app.use(express.json())
app.post('/people', (req, res) => {
  const given = req.body?.data?.attributes ?? {}
  res.json({ handle: given.handle, mail: given.mail })
})
app.post('/sessions', (req, res) => {
  const { email, password } = req.body.user
  res.json([email, password])
})
app.post('/orders', (req, res) => res.json([req.body.total, req.body.address.city]))
`

const FORMS = `
from flask import Flask, request
app = Flask(__name__)

@app.post("/enter")
def enter():
    return request.form.get("nick", "") + request.form["phrase"]

@app.post("/json")
def read_json():
    data = request.get_json()
    return data["account"]["name"]
`

const FASTAPI = `
from typing import Annotated
from fastapi import Body, FastAPI
app = FastAPI()

@app.post("/plain")
def plain(payload: dict):
    return payload["title"] + payload.get("note", "")

@app.post("/measure")
def measure(payload: Annotated[dict, Body(embed=True)]):
    return payload.get("unit")
`

async function readsOf(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const { routes } = await analysisOf(files)
  const route = routes.find((one) => one.path.replace(/\/$/, '') === path)
  return (route?.parameters ?? []).map((one) => `${one.in} ${one.name}`).sort()
}

it.each([
  ['a default and a cookie of Django', { 'app/urls.py': DJANGO }, '/report', ['cookie club_role', 'query day']],
  ['a step of a class view', { 'app/urls.py': DJANGO }, '/boats', ['query kind']],
  ['fields of a body that is read as JSON', { 'app/urls.py': DJANGO }, '/hook', ['body invoice']],
  ['a dictionary that is no request', { 'app/urls.py': DJANGO }, '/plain', []],
  ['a query that has a name of its own', { 'app.py': FLASK }, '/notes', ['cookie last', 'query page', 'query q']],
  ['a query that is taken apart', { 'app.js': EXPRESS }, '/items', ['cookie theme', 'query limit', 'query q', 'query sort']],
  ['fields inside the wrappers of a body', { 'app.js': WRAPPED }, '/people', ['body data.attributes.handle', 'body data.attributes.mail']],
  ['fields of a wrapper that is taken apart', { 'app.js': WRAPPED }, '/sessions', ['body user.email', 'body user.password']],
  ['fields of an object that is a field', { 'app.js': WRAPPED }, '/orders', ['body address.city', 'body total']],
  ['fields of a form', { 'app.py': FORMS }, '/enter', ['form nick', 'form phrase']],
  ['fields of an object in JSON', { 'app.py': FORMS }, '/json', ['body account.name']],
  ['fields of a dictionary', { 'app.py': FASTAPI }, '/plain', ['body note', 'body title']],
  ['fields of a dictionary that is a field itself', { 'app.py': FASTAPI }, '/measure', ['body payload.unit']],
])('reads from the request: %s', async (_name, files, path, reads) => {
  expect(await readsOf(files, path)).toEqual(reads)
})

it.each([
  [
    'a model inside a model',
    {
      'app.py': `
from fastapi import FastAPI
from pydantic import BaseModel
app = FastAPI()
class Badge(BaseModel):
    badge: str
    code: str
class Enrol(BaseModel):
    payload: Badge
@app.post("/enrol")
def enrol(given: Enrol):
    return given.payload.badge
`,
    },
  ],
  [
    'a schema of zod inside another',
    {
      'app.js': `
const express = require('express')
const { z } = require('zod')
const app = express()
const Enrol = z.object({ payload: z.object({ badge: z.string(), code: z.string() }) })
app.post('/enrol', (req, res) => res.json(Enrol.parse(req.body)))
`,
    },
  ],
])('a schema tells the fields of %s', async (_name, files) => {
  const { routes } = await analysisOf(files as Readonly<Record<string, string>>)
  expect(routes[0]?.body?.fields).toMatchObject([{ name: 'payload', inside: [{ name: 'badge' }, { name: 'code' }] }])
})

it.each<readonly [string, string, Readonly<Record<string, unknown>>]>([
  ['one of some words', "z.enum(['open', 'closed'])", { type: 'enum', value: { choices: ['open', 'closed'] } }],
  ['words listed elsewhere', 'z.enum(STATES)', { value: { choices: ['new', 'old'] } }],
  ['a number within bounds', 'z.number().int().min(2).max(9)', { type: 'number', value: { minimum: 2, maximum: 9 } }],
  ['a text that is handed on', 'z.string().trim().max(80).pipe(z.email())', { value: { format: 'email', maxLength: 80 } }],
  ['a pattern', 'z.string().regex(/^[a-z]{2}$/)', { value: { pattern: '^[a-z]{2}$' } }],
  ['what may be left out', 'z.boolean().default(true)', { type: 'boolean', isRequired: false }],
  ['words in a list', "z.array(z.enum(['a', 'b'])).min(1)", { type: 'array', items: { value: { choices: ['a', 'b'] } } }],
  [
    'objects in a list',
    "z.array(z.object({ op: z.enum(['eq', 'gt']), value: z.union([z.string().max(9), z.number()]) }))",
    {
      items: {
        inside: [
          { name: 'op', value: { choices: ['eq', 'gt'] } },
          { name: 'value', type: 'union', value: { maxLength: 9 } },
        ],
      },
    },
  ],
])('a schema says that a field is %s', async (_name, schema, told) => {
  const { routes } = await analysisOf({
    'app.js': `
const express = require('express')
const { z } = require('zod')
const STATES = ['new', 'old']
const parse = (schema, input) => schema.safeParse(input ?? {}).data
const app = express()
app.post('/things', (req, res) => res.json(parse(z.object({ field: ${schema} }), req.body)))
`,
  })
  expect(routes[0]?.body?.fields).toMatchObject([{ name: 'field', ...told }])
})

it('a JSON schema says what a field takes', async () => {
  const { routes } = await analysisOf({
    'app.js': `
const app = require('fastify')()
const body = { type: 'object', properties: { state: { type: 'string', enum: ['on', 'off'] }, size: { type: 'integer', minimum: 3 } } }
app.post('/things', { schema: { body } }, async (request) => request.body)
`,
  })
  expect(routes[0]?.body?.fields).toMatchObject([
    { name: 'state', value: { choices: ['on', 'off'] } },
    { name: 'size', value: { minimum: 3 } },
  ])
})

it('reads a list that a loop spreads into itself', async () => {
  const { routes } = await analysisOf({
    'app.py': `from flask import Flask, request
app = Flask(__name__)

@app.get('/rows')
def rows():
    names = []
    for page in range(3):
        names = [*names, 'a', page]
    return {name: request.args.get(name) for name in names}
`,
  })
  expect(routes).toHaveLength(1)
})
