import { expect, it } from 'vitest'
import type { TaintedPath } from '../../src/facts.ts'
import { analysisOf } from '../routes/routes-of.ts'

const DECORATORS: Readonly<Record<string, string>> = {
  'a decorator': `def guarded(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if session.get('user') is None:
            return redirect('/sign-in')
        return view(*args, **kwargs)
    return wrapped
`,
  'two, one in front of the other': `def signed_in(view):
    @wraps(view)
    def wrapped(*args, **kwargs):
        if session.get('user') is None:
            return redirect('/sign-in')
        return view(*args, **kwargs)
    return wrapped
def guarded(view):
    @wraps(view)
    @signed_in
    def inner(*args, **kwargs):
        response = view(*args, **kwargs)
        return response
    return inner
`,
  'one that a function makes': `def needs(role):
    def decorate(view):
        @wraps(view)
        def wrapped(*args, **kwargs):
            if session.get('role') != role:
                abort(403)
            return view(*args, **kwargs)
        return wrapped
    return decorate
guarded = needs('clerk')
`,
}

const views = (decorators: string, views: number, body: (index: number) => string): Readonly<Record<string, string>> => ({
  'access.py': `from functools import wraps\nfrom flask import abort, redirect, session\n${decorators}`,
  'app.py': `from flask import Flask, request\nfrom markupsafe import escape\nfrom access import guarded\napp = Flask(__name__)\n${Array.from(
    { length: views },
    (_, index) => `@app.get('/v${index}/<path:name>')\n@guarded\ndef view_${index}(name):\n${body(index)}\n`,
  ).join('')}`,
})

const placesOf = (paths: readonly TaintedPath[]): readonly string[] =>
  paths.map(({ kind, source, sink, route }) => `${kind} ${source.symbol} ${sink.symbol} ${route !== null}`).sort()

const MANY = 12

it.each(Object.entries(DECORATORS))('every view behind %s answers for itself, however many there are', async (_name, decorators) => {
  const body = (index: number): string =>
    `    word = request.args.get('w${index}', '')\n    if name == 'x':\n        return f'<p>{escape(word)}</p>'\n    return f'<p>{word}</p>'`
  const { paths } = await analysisOf(views(decorators, MANY, body))
  expect(placesOf(paths)).toEqual(Array.from({ length: MANY }, (_, index) => `xss view_${index} view_${index} true`).sort())
})

it.each(Object.entries(DECORATORS))('what the address brings arrives in every view behind %s', async (_name, decorators) => {
  const body = (index: number): string => `    return open('/srv/${index}/' + name).read()`
  const { paths } = await analysisOf(views(decorators, MANY, body))
  const traversals = placesOf(paths).filter((place) => place.startsWith('path-traversal'))
  expect(traversals).toEqual(Array.from({ length: MANY }, (_, index) => `path-traversal view_${index} view_${index} true`).sort())
})

it.each(Object.entries(DECORATORS))('a view behind %s that escapes is safe among those that do not', async (_name, decorators) => {
  const body = (index: number): string =>
    `    word = request.args.get('w', '')\n    return f'<p>{${index % 2 === 0 ? 'escape(word)' : 'word'}}</p>'`
  const { paths } = await analysisOf(views(decorators, MANY, body))
  expect(new Set(paths.map(({ sink }) => Number(sink.symbol.slice('view_'.length)) % 2))).toEqual(new Set([1]))
  expect(paths.length).toBe(MANY / 2)
})

it('handlers that stand elsewhere are told apart behind one wrapper', async () => {
  const handlers = Array.from(
    { length: MANY },
    (_, index) =>
      `async function handler${index}(req, res) { res.send('<p>' + req.query.w${index} + '</p>') }\nhandlers.push(handler${index})\n`,
  )
  const routes = Array.from({ length: MANY }, (_, index) => `app.get('/v${index}', caught(handler${index}))\n`)
  const { paths } = await analysisOf({
    'app.js': `const app = require('express')()\nconst caught = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next)\n${handlers.join('').replace(/handlers\.push\(\w+\)\n/g, '')}${routes.join('')}`,
  })
  expect(paths.filter(({ kind }) => kind === 'xss').length).toBe(MANY)
})
