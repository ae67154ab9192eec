import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const FLASK_GUARDS = (attach: string): string => `from flask import Flask, abort, g, session
def gate():
    if session.get('user') is None:
        abort(401)
def install(app: Flask) -> None:
${attach}
`
const FLASK_APP = `from flask import Flask
import guards
from db import notes
def create_app() -> Flask:
    app = Flask(__name__)
    guards.install(app)
    @app.post('/notes/<int:key>')
    def change(key):
        notes.update(key)
        return {}
    return app
`

it.each([
  ['a hook that is given', '    app.before_request(gate)'],
  ['a hook that is decorated', '    @app.before_request\n    def check():\n        gate()'],
])('an application whose type alone is declared is the one that is passed: %s', async (_name, attach) => {
  const { routes } = await analysisOf({ 'guards.py': FLASK_GUARDS(attach), 'app.py': FLASK_APP })
  expect(routes.flatMap(({ guards }) => guards.map(({ level, proof }) => `${level} ${proof}`))).toEqual(['application refuses'])
})

it('of two applications the one that is passed gets the hook', async () => {
  const other = `${FLASK_APP}\ndef create_open() -> Flask:\n    other = Flask('open')\n    @other.post('/open/<int:key>')\n    def change(key):\n        notes.update(key)\n        return {}\n    return other\n`
  const { routes } = await analysisOf({ 'guards.py': FLASK_GUARDS('    app.before_request(gate)'), 'app.py': other })
  expect(routes.map(({ path, guards }) => `${path} ${guards.length}`)).toEqual(['/notes/{key} 1', '/open/{key} 0'])
})

it('routers of FastAPI are mounted on an application that a function is given', async () => {
  const { routes } = await analysisOf({
    'api.py': `from fastapi import APIRouter\nrouter = APIRouter(prefix='/notes')\n@router.get('/{key}')\ndef show(key: int):\n    return {}\n`,
    'wiring.py': `from fastapi import APIRouter, FastAPI\nimport api\ndef under(parent: APIRouter) -> None:\n    parent.include_router(api.router)\ndef wire(app: FastAPI) -> None:\n    v1 = APIRouter(prefix='/v1')\n    under(v1)\n    app.include_router(v1, prefix='/api')\n`,
    'main.py': `from fastapi import FastAPI\nfrom wiring import wire\napp = FastAPI()\nwire(app)\n`,
  })
  expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /api/v1/notes/{key}'])
})
