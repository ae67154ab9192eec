import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const URLS = 'from django.urls import path\nfrom shop.api import api\nurlpatterns = [path("api/", api.urls)]\n'
const HEAD = `from django.db import connection
from ninja import File, Form, NinjaAPI, Query, Router, Schema, UploadedFile
from ninja.security import HttpBearer, django_auth
class Token(HttpBearer):
    def authenticate(self, request, token):
        if token == request.app_token:
            return token
class Note(Schema):
    title: str
    size: int
`

async function analysed(api: string, more: Readonly<Record<string, string>> = {}) {
  return await analysisOf({ 'shop/__init__.py': '', 'shop/urls.py': URLS, 'shop/api.py': HEAD + api, ...more })
}

it.each([
  ['no auth', 'api = NinjaAPI()\n@api.get("/a")\ndef a(request): ...\n', ['GET /api/a ']],
  ['the auth of the API', 'api = NinjaAPI(auth=Token())\n@api.post("/a")\ndef a(request): ...\n', ['POST /api/a authentication refuses']],
  [
    'an operation that waives it',
    'api = NinjaAPI(auth=Token())\n@api.post("/a", auth=None)\ndef a(request): ...\n@api.get("/b")\ndef b(request): ...\n',
    ['POST /api/a ', 'GET /api/b authentication refuses'],
  ],
  [
    'the session of Django at an operation',
    'api = NinjaAPI()\n@api.put("/a/{int:id}", auth=django_auth)\ndef a(request, id: int): ...\n',
    ['PUT /api/a/{id} authentication refuses'],
  ],
  [
    'a router with an auth of its own',
    'api = NinjaAPI(auth=Token())\nr = Router(auth=[django_auth])\n@r.delete("/a")\ndef a(request): ...\napi.add_router("/r/", r)\n',
    ['DELETE /api/r/a authentication refuses'],
  ],
  [
    'a router that waives the auth of the API',
    'api = NinjaAPI(auth=Token())\nr = Router(auth=None)\n@r.get("/a")\ndef a(request): ...\napi.add_router("/r", r)\n',
    ['GET /api/r/a '],
  ],
  [
    'a router that is given its auth where it is added',
    'api = NinjaAPI()\nr = Router()\n@r.api_operation(["POST", "PATCH"], "/a")\ndef a(request): ...\napi.add_router("/r", r, auth=Token())\n',
    ['PATCH /api/r/a authentication refuses', 'POST /api/r/a authentication refuses'],
  ],
])('%s', async (_name, api, expected) => {
  const { routes } = await analysed(api)
  expect(
    routes.map(({ method, path, guards }) => `${method} ${path} ${guards.map(({ kind, proof }) => `${kind} ${proof}`).join()}`),
  ).toEqual(expected)
})

it('finds a router by its dotted name', async () => {
  const { routes } = await analysed('api = NinjaAPI()\napi.add_router("/n", "shop.notes.router")\n', {
    'shop/notes.py': 'from ninja import Router\nrouter = Router()\n@router.get("/{id}")\ndef one(request, id: str): ...\n',
  })
  expect(routes.map(({ path, handler }) => `${path} ${handler}`)).toEqual(['/api/n/{id} one'])
})

it('reads the signature, the answer and limits', async () => {
  const { routes } = await analysed(
    'from ninja.throttling import AnonRateThrottle\napi = NinjaAPI(auth=django_auth)\n@api.post("/a/{id}", response=Note, throttle=[AnonRateThrottle("9/m")])\ndef a(request, id: int, note: Form[Note], file: UploadedFile = File(...), page: int = Query(1), word: str = ""): ...\n',
  )
  expect(
    routes.map(({ parameters, body, responseSchema, rateLimits, csrf }) => ({
      parameters: parameters.map(({ in: place, name, isValidated }) => `${place} ${name} ${isValidated}`),
      body: body?.name,
      responseSchema,
      rateLimits: rateLimits.length,
      csrf,
    })),
  ).toEqual([
    {
      parameters: ['path id true', 'form note true', 'file file false', 'query page true', 'query word false'],
      body: 'Note',
      responseSchema: 'Note',
      rateLimits: 1,
      csrf: 'protected',
    },
  ])
})

const joined = (name: string): string => `"SELECT * FROM notes WHERE title = '" + ${name} + "'"`
const bound = (name: string): string => `"SELECT * FROM notes WHERE title = %s", [${name}]`

it.each([
  ['a parameter of the query', 'get("/a")', 'word: str', 'word'],
  ['a parameter of the path', 'get("/{word}")', 'word: str', 'word'],
  ['a field of the body', 'patch("/a")', 'note: Note', 'note.title'],
  ['a field of a form', 'post("/a")', 'note: Form[Note]', 'note.title'],
  ['a field of the query', 'delete("/a")', 'note: Query[Note]', 'note.title'],
])('%s reaches a statement', async (_name, operation, parameter, value) => {
  const found = async (statement: string): Promise<readonly string[]> => {
    const code = `api = NinjaAPI()\n@api.${operation}\ndef a(request, ${parameter}):\n    with connection.cursor() as cursor:\n        cursor.execute(${statement})\n`
    const { paths } = await analysed(code)
    return paths.map(({ kind }) => kind)
  }
  expect(await found(joined(value))).toEqual(['sql-injection'])
  expect(await found(bound(value))).toEqual([])
})

it('takes a number for a number', async () => {
  const { paths } = await analysed(
    `api = NinjaAPI()\n@api.post("/{int:id}")\ndef a(request, id: int, note: Form[Note]):\n    with connection.cursor() as cursor:\n        cursor.execute(f'SELECT * FROM notes WHERE id = {id} AND size = {note.size}')\n`,
  )
  expect(paths).toEqual([])
})
