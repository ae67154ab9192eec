import type { Case } from './python-cases.ts'

const STORE = `import sqlite3
class Store:
    def __init__(self, path):
        self.path = path
    def find(self, word):
        return sqlite3.connect(self.path).execute("SELECT * FROM notes WHERE word = '" + word + "'").fetchall()
    def bound(self, word):
        return sqlite3.connect(self.path).execute('SELECT * FROM notes WHERE word = ?', (word,)).fetchall()
`

const both = (name: string, text: (method: string) => string): readonly Case[] => [
  { name: `${name}: a joined statement`, kinds: ['sql-injection'], files: { 'store.py': STORE, 'app.py': text('find') } },
  { name: `${name}: a bound value`, kinds: [], files: { 'store.py': STORE, 'app.py': text('bound') } },
]

const FLASK = `from flask import Blueprint, Flask, current_app, g, jsonify, request\nfrom flask.views import MethodView\nfrom store import Store\nbp = Blueprint('b', __name__)\n`
const TORNADO = `import tornado.web\nfrom tornado.web import url\nfrom store import Store\nclass Show(tornado.web.RequestHandler):\n    def initialize(self, store):\n        self.store = store\n`
const MONGO = `from flask import Flask, jsonify, request\nfrom pymongo import MongoClient\napp = Flask(__name__)\nclass Repository:\n    name = None\n    def __init__(self, database):\n        self.collection = database[self.name]\n    def find(self, query, limit=9):\n        return list(self.collection.find(query).limit(limit))\nclass Dishes(Repository):\n    name = 'dishes'\n`

const dishes = (filter: string): string =>
  `${MONGO}    def below(self, price):\n        return self.find(${filter})\ndishes = Dishes(MongoClient('x').get_default_database())\n@app.get('/d')\ndef show():\n    return jsonify(dishes.below(request.args['price']))\n`

const substituted = (name: string, made: string, text: string, kinds: Case['kinds']): readonly Case[] => [
  {
    name: `${name} in a log`,
    kinds,
    files: {
      'app.py': `import logging, re\nfrom flask import Flask, request\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\n${made}@app.get('/w')\ndef show():\n    word = request.args['word']\n    log.info('asked for %s', ${text})\n    return ''\n`,
    },
  },
]

const AIOHTTP = `import asyncio, sqlite3
from aiohttp import web
def one(conn, sql, params=()):
    return conn.execute(sql, params).fetchone()
class Database:
    def __init__(self, path):
        self._conn = sqlite3.connect(path)
    async def _call(self, fn, *args):
        return await asyncio.get_running_loop().run_in_executor(None, fn, *args)
    async def read(self, fn, *args):
        return await self._call(lambda: fn(self._conn, *args))
    async def one(self, sql, params=()):
        return await self.read(one, sql, params)
db = Database('x')
async def show(request):
    word = request.match_info['word']
    return web.json_response(await db.one(STATEMENT))
app = web.Application()
app.router.add_get('/notes/{word}', show)
`

/** Services that are made in one place and used in another: by the application that keeps them, or by who makes the handler. */
export const PYTHON_SERVICE_CASES: readonly Case[] = [
  {
    name: 'arguments that are handed on as a list: a joined statement',
    kinds: ['sql-injection'],
    files: { 'app.py': AIOHTTP.replace('STATEMENT', `"SELECT id FROM notes WHERE word = '" + word + "'", ()`) },
  },
  {
    name: 'arguments that are handed on as a list: a bound value',
    kinds: [],
    files: { 'app.py': AIOHTTP.replace('STATEMENT', `'SELECT id FROM notes WHERE word = ?', (word,)`) },
  },
  ...both(
    'an extension of Flask',
    (method) =>
      `${FLASK}def store():\n    return current_app.extensions['store']\n@bp.get('/n')\ndef show():\n    return jsonify(store().${method}(request.args['word']))\ndef create_app():\n    app = Flask(__name__)\n    app.extensions['store'] = Store('x')\n    app.register_blueprint(bp)\n    return app\n`,
  ),
  ...both(
    'a field of the application of Flask',
    (method) =>
      `${FLASK}@bp.get('/n')\ndef show():\n    return jsonify(current_app.notes.${method}(request.args['word']))\ndef create_app():\n    app = Flask(__name__)\n    app.notes = Store('x')\n    return app\n`,
  ),
  ...both(
    'the state of FastAPI',
    (method) =>
      `from fastapi import APIRouter, Depends, FastAPI, Request\nfrom store import Store\nrouter = APIRouter()\nasync def lifespan(app):\n    app.state.store = Store('x')\n    yield\ndef kept(request: Request):\n    return request.app.state.store\n@router.get('/n')\ndef show(word: str, store=Depends(kept)):\n    return store.${method}(word)\napp = FastAPI(lifespan=lifespan)\napp.include_router(router)\n`,
  ),
  ...both(
    'the state that a lifespan yields',
    (method) =>
      `from fastapi import FastAPI, Request\nfrom store import Store\nasync def lifespan(app):\n    yield {'store': Store('x')}\napp = FastAPI(lifespan=lifespan)\n@app.get('/n')\ndef show(word: str, request: Request):\n    return request.state.store.${method}(word)\n`,
  ),
  ...both(
    'the context of Sanic',
    (method) =>
      `from sanic import Sanic\nfrom sanic.response import json\nfrom store import Store\napp = Sanic('x')\n@app.before_server_start\nasync def start(app, _loop):\n    app.ctx.store = Store('x')\n@app.get('/n')\nasync def show(request):\n    return json(request.app.ctx.store.${method}(request.args.get('word')))\n`,
  ),
  ...both(
    'an application of aiohttp',
    (method) =>
      `from aiohttp import web\nfrom store import Store\nasync def show(request):\n    return web.json_response(request.app['store'].${method}(request.query['word']))\ndef make():\n    app = web.Application()\n    app['store'] = Store('x')\n    app.router.add_get('/n', show)\n    return app\n`,
  ),
  ...both(
    'a resource of Falcon',
    (method) =>
      `import falcon\nfrom store import Store\nclass Notes:\n    def __init__(self, store):\n        self.store = store\n    def on_get(self, req, resp):\n        resp.media = self.store.${method}(req.get_param('word'))\napp = falcon.App()\nstore = Store('x')\napp.add_route('/n', Notes(store))\n`,
  ),
  ...both(
    'a rule of Tornado',
    (method) =>
      `${TORNADO}    def get(self):\n        self.write({'rows': self.store.${method}(self.get_argument('word'))})\ndef make():\n    store = Store('x')\n    return tornado.web.Application([(r'/n', Show, {'store': store})])\n`,
  ),
  ...both(
    'a rule of Tornado by its name',
    (method) =>
      `${TORNADO}    def get(self):\n        self.write({'rows': self.store.${method}(self.get_argument('word'))})\ndef make():\n    return tornado.web.Application([url(r'/n', Show, dict(store=Store('x')))])\n`,
  ),
  ...both(
    'a view class of Flask',
    (method) =>
      `${FLASK}class Base(MethodView):\n    def __init__(self, store):\n        self.store = store\nclass Show(Base):\n    def get(self):\n        return jsonify(self.store.${method}(request.args['word']))\nbp.add_url_rule('/n', view_func=Show.as_view('show', store=Store('x')))\n`,
  ),
  {
    name: 'one of several functions that a dictionary names, with its values beside the statement',
    kinds: [],
    files: {
      'app.py': `import sqlite3\nfrom flask import Flask, jsonify, request\napp = Flask(__name__)\nREPORTS = {'day': lambda w: ('SELECT 1 FROM a WHERE w = ?', (w,)), 'all': lambda w: ('SELECT 2 FROM a WHERE w = ?', (w,))}\ndef run(statement, values=()):\n    return sqlite3.connect('x').execute(statement, values).fetchall()\n@app.get('/r/<name>')\ndef show(name):\n    made = REPORTS[name](request.args['w'])\n    return jsonify(run(*made))\n`,
    },
  },
  {
    name: 'code of a filter that a base class hands on',
    kinds: ['nosql-injection'],
    files: { 'app.py': dishes(`{'$where': f'this.p < {price}'}`) },
  },
  { name: 'a number in such a filter', kinds: [], files: { 'app.py': dishes(`{'$where': f'this.p < {float(price)}'}`) } },
  { name: 'a text in such a filter', kinds: [], files: { 'app.py': dishes(`{'name': price, '$where': 'this.p < this.q'}`) } },
  ...substituted('a pattern of the module', `CONTROL = re.compile(r'[\\x00-\\x1f]')\n`, `CONTROL.sub('?', word)`, []),
  ...substituted(
    'a pattern of a class',
    `class Names:\n    clean = re.compile(r'[\\r\\n]+')\n    def of(self, text):\n        return self.clean.sub(' ', text)\n`,
    `Names().of(word)`,
    [],
  ),
  ...substituted('a pattern that leaves the breaks', `SPACES = re.compile(r'  +')\n`, `SPACES.sub(' ', word)`, ['log-injection']),
]
