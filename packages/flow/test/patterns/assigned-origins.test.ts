import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const hook = (open: string, others: string, test = 'origin in TRUSTED', guard = ''): Record<string, string> => ({
  'app.py': `from flask import Flask, abort, g, request
app = Flask(__name__)
TRUSTED = {'https://shop.example'}
def trusted(origin):
    host = app.config['SHOP_HOST']
    return ${test}
@app.after_request
def cors(response):
    ${open}
    origin = request.headers.get('Origin', '')
    ${others}
    return response
@app.get('/public/prices')
def prices():
    ${guard}
    return {}
`,
})
const OPEN =
  "if request.path.startswith('/public/'):\n        response.headers['Access-Control-Allow-Origin'] = '*'\n        return response"
const FALLS_THROUGH = "if request.path.startswith('/public/'):\n        response.headers['Access-Control-Allow-Origin'] = '*'"
const TRUSTED =
  "if origin and trusted(origin):\n        response.headers['Access-Control-Allow-Origin'] = origin\n        response.headers['Access-Control-Allow-Credentials'] = 'true'"
const CREDENTIALS = "response.headers['Access-Control-Allow-Credentials'] = 'true'"

it.each<[string, Record<string, string>, string[]]>([
  ['addresses that ask nobody, before those of trusted sites', hook(OPEN, TRUSTED), []],
  ['addresses that ask nobody, and credentials', hook(FALLS_THROUGH, CREDENTIALS), ['cors-any-origin']],
  ['addresses that ask who is calling', hook(OPEN, TRUSTED, 'origin in TRUSTED', 'if g.user is None: abort(401)'), ['cors-any-origin']],
  ['every address', hook("response.headers['Access-Control-Allow-Origin'] = '*'", 'pass'), ['cors-any-origin']],
  [
    'what ends like the own name',
    hook('pass', TRUSTED, "origin.startswith('https://') and origin.endswith(host)"),
    ['cors-reflected-origin'],
  ],
  ['what is below the own name', hook('pass', TRUSTED, "origin.startswith('https://') and origin.endswith('.' + host)"), []],
  ['what holds the own name', hook('pass', TRUSTED.replace('trusted(origin)', "'shop.example' in origin")), ['cors-reflected-origin']],
])('origins that a hook allows: %s', async (_name, files, kinds) => {
  const { patterns } = await analysisOf(files)
  expect(patterns.flatMap(({ kind }) => (kind.startsWith('cors') ? [kind] : []))).toEqual(kinds)
})

it.each([
  ["'shop.example' in origin", ['cors-reflected-origin']],
  ['origin in TRUSTED', []],
  ['ours(origin)', []],
])('a middleware that hands the request on and allows what fits %s', async (test, kinds) => {
  const { patterns } = await analysisOf({
    'app.py': `from aiohttp import web
from ours import ours
TRUSTED = {'https://shop.example'}
@web.middleware
async def partners(request, handler):
    response = await handler(request)
    origin = request.headers.get('Origin', '')
    if ${test}:
        response.headers['Access-Control-Allow-Origin'] = origin
        response.headers['Access-Control-Allow-Credentials'] = 'true'
    return response
async def show(request):
    return web.json_response({})
app = web.Application(middlewares=[partners])
app.router.add_get('/prices', show)
`,
  })
  expect(patterns.flatMap(({ kind }) => (kind.startsWith('cors') ? [kind] : []))).toEqual(kinds)
})
