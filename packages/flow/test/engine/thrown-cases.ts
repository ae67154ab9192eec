import type { Case } from './python-cases.ts'

const EXPRESS = `const app = require('express')()\n`
const FLASK = `from flask import Flask, request, jsonify\nfrom markupsafe import escape\napp = Flask(__name__)\n`
const FIND = `class NotFound(Exception):
    def __init__(self, name):
        super().__init__(f"no {name}")
        self.name = name
class Denied(Exception):
    pass
def find(name):
    if name not in ROWS:
        raise NotFound(name)
    return ROWS[name]
`
const CHECK = `function check(name) {
  if (name.length > 3) throw new Error('bad name ' + name)
}
`

/** Values that a throw carries to the handler that catches it, in the function, in a caller, in the framework. */
export const THROWN_CASES: readonly Case[] = [
  {
    name: 'the text of an error, in the page of a catch',
    files: {
      'a.js': `${EXPRESS}${CHECK}app.get('/a', (req, res) => {
  try { check(req.query.name) } catch (err) { res.status(400).send('<p>' + err.message + '</p>') }
})`,
    },
    kinds: ['xss'],
  },
  {
    name: 'the same text, as JSON',
    files: {
      'a.js': `${EXPRESS}${CHECK}app.get('/a', (req, res) => {
  try { check(req.query.name) } catch (err) { res.status(400).json({ error: err.message }) }
})`,
    },
    kinds: [],
  },
  {
    name: 'the same text, logged',
    files: {
      'a.js': `${EXPRESS}${CHECK}app.get('/a', (req, res) => {
  try { check(req.query.name) } catch (err) { console.error('failed', err); res.sendStatus(400) }
})`,
    },
    kinds: [],
  },
  {
    name: 'an error without anything of the request',
    files: {
      'a.js': `${EXPRESS}function check(name) { if (name.length > 3) throw new Error('bad name') }
app.get('/a', (req, res) => {
  try { check(req.query.name) } catch (err) { res.status(400).send('<p>' + err.message + '</p>') }
})`,
    },
    kinds: [],
  },
  {
    name: 'through a finally and a second function',
    files: {
      'a.js': `${EXPRESS}${CHECK}function twice(name) { try { check(name) } finally { close() } }
app.get('/a', (req, res) => {
  try { twice(req.query.name) } catch ({ message }) { res.send('<p>' + message) }
})`,
    },
    kinds: ['xss'],
  },
  {
    name: 'to the error handler of Express, thrown and handed on',
    files: {
      'a.js': `${EXPRESS}${CHECK}app.get('/a', (req, res) => { check(req.query.name); res.json({}) })
app.use((err, req, res, next) => { res.status(500).send('<h1>' + err.message + '</h1>') })`,
      'b.js': `const router = require('express').Router()
router.get('/b', (req, res, next) => next(new Error('no ' + req.query.name)))
module.exports = router`,
    },
    kinds: ['xss'],
  },
  {
    name: 'to an error handler of Express that answers JSON',
    files: {
      'a.js': `${EXPRESS}${CHECK}app.get('/a', (req, res) => { check(req.query.name); res.json({}) })
app.use((err, req, res, next) => { res.status(err.status || 500).json({ error: err.message }) })`,
    },
    kinds: [],
  },
  {
    name: 'a member of an exception in Python',
    files: {
      'a.py': `${FLASK}${FIND}@app.get('/a')
def a():
    try:
        find(request.args['n'])
    except NotFound as error:
        return f"<p>{error.name} is missing</p>"
    return "ok"`,
    },
    kinds: ['xss'],
  },
  {
    name: 'another class of exceptions is caught',
    files: {
      'a.py': `${FLASK}${FIND}@app.get('/a')
def a():
    try:
        find(request.args['n'])
    except Denied as error:
        return f"<p>{error}</p>"
    except NotFound:
        return "none"
    return "ok"`,
    },
    kinds: [],
  },
  {
    name: 'escaped where it is caught',
    files: {
      'a.py': `${FLASK}${FIND}@app.get('/a')
def a():
    try:
        find(request.args['n'])
    except NotFound as error:
        return f"<p>{escape(error.name)} is missing</p>"
    return "ok"`,
    },
    kinds: [],
  },
  {
    name: 'to the error handler of Flask for that class alone',
    files: {
      'a.py': `${FLASK}${FIND}@app.get('/a')
def a():
    return jsonify(find(request.args['n']))
@app.errorhandler(NotFound)
def missing(error: NotFound):
    return f"<h1>{error.name}</h1>", 404
@app.errorhandler(Denied)
def denied(error: Denied):
    return f"<h1>{error}</h1>", 403`,
    },
    kinds: ['xss'],
  },
  {
    name: 'an address in an exception, to a handler of FastAPI',
    files: {
      'a.py': `from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
app = FastAPI()
class Unfinished(Exception):
    def __init__(self, back):
        self.back = back
def leave(request: Request, error: Unfinished):
    return RedirectResponse(error.back)
app.add_exception_handler(Unfinished, leave)
@app.post('/step')
def step(back: str):
    raise Unfinished(back)`,
    },
    kinds: ['open-redirect'],
  },
  {
    name: 'an address in an exception, to a handler in the table of the application',
    files: {
      'a.py': `from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Route
class Unfinished(Exception):
    def __init__(self, back):
        self.back = back
async def leave(request, error: Unfinished):
    return RedirectResponse(error.back)
async def step(request):
    raise Unfinished(request.query_params.get('from', '/'))
app = Starlette(routes=[Route('/step', step)], exception_handlers={Unfinished: leave})`,
    },
    kinds: ['open-redirect'],
  },
]
