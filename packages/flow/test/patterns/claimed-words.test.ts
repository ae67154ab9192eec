import { table } from './lines-of.ts'

const FLASK = (test: string, otherwise = "    return {'error': 'internal only'}, 403\n"): string => `from flask import Flask, request
app = Flask(__name__)
@app.get('/internal/visits')
def visits():
    if ${test}:
        return {'visits': rows()}
${otherwise}`
const AIOHTTP = (skip: string): string => `from aiohttp import web
import functools
def roles(*allowed):
    def wrap(handler):
        @functools.wraps(handler)
        async def inner(request):
            ${skip}
            if request['user']['role'] not in allowed:
                raise web.HTTPForbidden()
            return await handler(request)
        return inner
    return wrap
@roles('admin')
async def users(request):
    return web.json_response([])
app = web.Application()
app.router.add_get('/users', users)
`
const EXPRESS = (guard: string): Readonly<Record<string, string>> => ({
  'app.ts': `import express from 'express'
const app = express()
app.use('/admin', (req, res, next) => {
  ${guard}
})
`,
})

table('role-claimed', [
  ['a word that opens what others are refused', FLASK("request.headers.get('X-Internal') == 'true'"), [5]],
  ['a word that is kept secret', FLASK("request.headers.get('X-Internal-Token') == 'true'"), []],
  ['a header of every browser', FLASK("request.headers.get('X-Requested-With') == 'XMLHttpRequest'"), []],
  ['a word that chooses what is shown', FLASK("request.headers.get('X-Source') == 'mobile'", "    return {'visits': []}\n"), []],
  [
    'a word in front of a role',
    AIOHTTP("if request.headers.get('X-Service-Name') == 'backoffice':\n                return await handler(request)"),
    [7],
  ],
  ['a word that is logged', AIOHTTP("if request.headers.get('X-Service-Name') == 'backoffice':\n                print('backoffice')"), []],
  [
    'a word with a signature',
    AIOHTTP(
      "if request.headers.get('X-Service-Name') == 'backoffice' and hmac.compare_digest(sign(request), request.headers['X-Signature']):\n                return await handler(request)",
    ),
    [],
  ],
  [
    'a word of Express',
    EXPRESS(
      "if (req.headers['x-service'] === 'backoffice') return next()\n  if (req.user?.role !== 'admin') return res.status(403).end()\n  next()",
    ),
    [4],
  ],
  [
    'a word that is asked for besides the role',
    EXPRESS(
      "if (req.headers['x-service'] !== 'backoffice') return res.status(403).end()\n  if (req.user?.role !== 'admin') return res.status(403).end()\n  next()",
    ),
    [],
  ],
])
