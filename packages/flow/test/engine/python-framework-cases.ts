import type { Case } from './python-cases.ts'

const TORNADO = `import tornado.web, sqlite3\ndb = sqlite3.connect('x')\n`
const FALCON = `import falcon\n`
const LITESTAR = `from litestar import Litestar, MediaType, Response, get, post\nfrom litestar.response import File\n`
const VIEW = `from flask import Flask\nfrom flask.views import MethodView\nimport sqlite3\napp = Flask(__name__)\n`

const one = (name: string, kinds: Case['kinds'], text: string): Case => ({ name, kinds, files: { 'app.py': text } })

const rule = (pattern: string): string =>
  `${TORNADO}class Show(tornado.web.RequestHandler):\n    def get(self, code):\n        db.execute(f"SELECT * FROM s WHERE c = '{code}'")\napp = tornado.web.Application([(r'${pattern}', Show)])\n`
const view = (path: string): string =>
  `${VIEW}class Show(MethodView):\n    def get(self, name):\n        sqlite3.connect('x').execute(f"SELECT * FROM s WHERE c = '{name}'")\n        return ''\napp.add_url_rule('${path}', view_func=Show.as_view('show'))\n`
const responder = (path: string, type: string): string =>
  `${FALCON}class Page:\n    def on_get_page(self, req, resp, name):\n        resp.content_type = ${type}\n        resp.text = '<b>' + name\napp = falcon.App()\napp.add_route('${path}', Page(), suffix='page')\n`

const settingFields = (fields: string, test: string): string =>
  `import json\nfrom django.db import models\nfrom django.http import JsonResponse\nclass Page(models.Model):\n    title = models.CharField(max_length=9)\ndef edit(request, pk):\n    page = Page.objects.get(pk=pk)\n    for key, value in ${fields}.items():\n        ${test}setattr(page, key, value)\n    page.save()\n    return JsonResponse({})\n`

/** Handlers of Python frameworks by the ways in which they are registered. */
export const PYTHON_FRAMEWORK_CASES: readonly Case[] = [
  one('tornado: the group of a rule', ['sql-injection'], rule('/s/([^/]+)')),
  one('tornado: a group of digits', [], rule('/s/([0-9]+)')),
  one(
    'tornado: written as HTML',
    ['xss'],
    `${TORNADO}class Show(tornado.web.RequestHandler):\n    def get(self):\n        self.finish('<b>' + self.get_argument('n'))\n`,
  ),
  one(
    'tornado: written as text',
    [],
    `${TORNADO}class Show(tornado.web.RequestHandler):\n    def get(self):\n        self.set_header('Content-Type', 'text/plain')\n        self.finish('<b>' + self.get_argument('n'))\n`,
  ),
  one('flask: the path of a view class', ['sql-injection'], view('/s/<name>')),
  one('flask: a number in the path of a view class', [], view('/s/<int:name>')),
  one('falcon: a responder with a suffix', ['xss'], responder('/p/{name}', 'falcon.MEDIA_HTML')),
  one('falcon: a number', [], responder('/p/{name:int}', "'text/html'")),
  one('falcon: text', [], responder('/p/{name}', "'text/plain'")),
  one(
    'falcon: where to go on',
    ['open-redirect'],
    `${FALCON}class Go:\n    def on_get(self, req, resp):\n        raise falcon.HTTPSeeOther(req.get_param('next'))\n`,
  ),
  one(
    'litestar: HTML',
    ['xss'],
    `${LITESTAR}@get('/h', media_type=MediaType.HTML)\nasync def h(name: str) -> str:\n    return '<b>' + name\n`,
  ),
  one('litestar: text', [], `${LITESTAR}@get('/h', media_type=MediaType.TEXT)\nasync def h(name: str) -> str:\n    return '<b>' + name\n`),
  one(
    'litestar: a file',
    ['path-traversal'],
    `${LITESTAR}@get('/f/{name:str}')\nasync def f(name: str) -> File:\n    return File(path='/srv/' + name)\n`,
  ),
  one(
    'litestar: a number',
    [],
    `${LITESTAR}@get('/f/{name:int}')\nasync def f(name: int) -> File:\n    return File(path=f'/srv/{name}')\n`,
  ),
  one(
    'aiohttp: a class view knows its request',
    ['command-injection'],
    `from aiohttp import web\nimport os\nclass V(web.View):\n    async def post(self):\n        data = await self.request.json()\n        os.system('zip ' + data['n'])\n`,
  ),
  one(
    'aiohttp: the text of a response set later',
    ['xss'],
    `from aiohttp import web\nasync def h(request):\n    response = web.Response(content_type='text/html')\n    response.text = '<b>' + request.query['n']\n    return response\napp = web.Application()\napp.router.add_get('/', h)\n`,
  ),
  one(
    'sanic: a method view',
    ['path-traversal'],
    `from sanic import Sanic\nfrom sanic.views import HTTPMethodView\napp = Sanic('x')\nclass V(HTTPMethodView):\n    async def get(self, request, name):\n        return open('/srv/' + name).read()\napp.add_route(V.as_view(), '/v/<name>')\n`,
  ),
  one(
    'starlette: a class endpoint',
    ['open-redirect'],
    `from starlette.endpoints import HTTPEndpoint\nfrom starlette.responses import RedirectResponse\nclass Go(HTTPEndpoint):\n    async def get(self, request):\n        return RedirectResponse(request.query_params['next'])\n`,
  ),
  one('django: every field of the body is set', ['mass-assignment'], settingFields('json.loads(request.body)', '')),
  one('django: named fields of the form are set', [], settingFields('request.POST', "if key in ('title', 'text'):\n            ")),
]

const validated = (fields: string, target: string): string =>
  `import re, os, httpx\nfrom typing import Annotated\nfrom fastapi import FastAPI\nfrom pydantic import AfterValidator, BaseModel, HttpUrl, StringConstraints, field_validator\napp = FastAPI()\nHOSTS = {'a.example', 'b.example'}\ndef plain(value):\n    if not re.fullmatch('[a-z0-9]+', value):\n        raise ValueError(value)\n    return value\nclass Order(BaseModel):\n${fields}@app.post('/o')\ndef order(body: Order):\n    ${target}\n`
const checked = (test: string): string =>
  `    name: str\n    @field_validator('name')\n    @classmethod\n    def known(cls, value):\n        ${test}\n        return value\n`

/** Fields of models that validators narrow. */
export const VALIDATED_CASES: readonly Case[] = [
  one(
    'a validator with a list',
    [],
    validated(checked("if value not in ('a', 'b'): raise ValueError(value)"), "os.system('x ' + body.name)"),
  ),
  one(
    'a validator that changes nothing',
    ['command-injection'],
    validated(checked('value = value.strip()'), "os.system('x ' + body.name)"),
  ),
  one('a validator of the type', [], validated('    name: Annotated[str, AfterValidator(plain)]\n', "os.system('x ' + body.name)")),
  one(
    'a pattern of the type',
    [],
    validated("    name: Annotated[str, StringConstraints(pattern='^[a-z]+$')]\n", "os.system('x ' + body.name)"),
  ),
  one(
    'the host of an address',
    [],
    validated(
      "    name: HttpUrl\n    @field_validator('name')\n    @classmethod\n    def known(cls, value):\n        if value.host not in HOSTS: raise ValueError('host')\n        return value\n",
      'httpx.get(str(body.name), timeout=1)',
    ),
  ),
  one('any address', ['ssrf'], validated('    name: HttpUrl\n', 'httpx.get(str(body.name), timeout=1)')),
  one(
    'a pattern of a parameter',
    [],
    `import os\nfrom fastapi import FastAPI, Query\napp = FastAPI()\n@app.get('/q')\ndef q(name: str = Query(pattern='^[a-z]+$')):\n    os.system('x ' + name)\n`,
  ),
  one(
    'markup that escapes what is put into it',
    [],
    `from fastapi import FastAPI\nfrom fastapi.responses import HTMLResponse\nfrom markupsafe import Markup\napp = FastAPI()\n@app.get('/q')\ndef q(name: str):\n    return HTMLResponse(Markup('<p>{}</p>').format(name) + Markup('<p>%s</p>') % name)\n`,
  ),
  {
    name: 'a route of a router all of whose routes ask for a row first',
    kinds: ['command-injection'],
    files: {
      'app.py': `import os, sqlite3
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
def rows(sql, *values):
    return [dict(row) for row in sqlite3.connect('x').execute(sql, values)]
def caller(request: Request):
    return rows('SELECT * FROM users WHERE id = ?', 1)[0]
router = APIRouter(prefix='/lines', dependencies=[Depends(caller)])
@router.get('/count')
def count(word: str = 'a'):
    os.system('grep -c ' + word)
    return {}
app = FastAPI(dependencies=[Depends(caller)])
app.include_router(router)
`,
    },
  },
]
