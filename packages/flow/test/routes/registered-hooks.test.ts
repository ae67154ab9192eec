import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

/** Hooks that a function of another module registers on the application that it is given. */
const app = (hook: string, more = ''): Record<string, string> => ({
  'shop/__init__.py': `from flask import Flask
from . import hooks
from .api import api
def create_app():
    app = Flask(__name__)
    hooks.register(app)
    app.register_blueprint(api)
    return app
`,
  'shop/limits.py': `from flask import request
class Slow(Exception):
    def __init__(self, status):
        self.status = status
class Window:
    def __init__(self, limit):
        self.limit, self.counts = limit, {}
    def hit(self, key):
        self.counts[key] = self.counts.get(key, 0) + 1
        if self.counts[key] > self.limit:
            raise Slow(429)
everything = Window(100)
def general():
    if request.path != '/healthz':
        everything.hit(request.remote_addr)
`,
  'shop/hooks.py': `from flask import abort, g, request
from . import limits
def register(app):
    @app.before_request
    def begin():
        ${hook}
${more}`,
  'shop/api.py': `from flask import Blueprint\napi = Blueprint('api', __name__)\n@api.get('/orders')\ndef orders():\n    return {}\n`,
})

it.each([
  ['that refuses strangers', app("if 'Authorization' not in request.headers:\n            abort(401)"), 'register.begin', 0],
  ['that counts', app('limits.general()'), undefined, 1],
  ['that only notes', app('g.path = request.path'), undefined, 0],
])('a hook %s', async (_name, files, guard, limits) => {
  const { routes } = await analysisOf(files)
  const [orders] = routes.filter(({ path }) => path === '/orders')
  expect(orders?.guards[0]?.name).toBe(guard)
  expect(orders?.rateLimits).toHaveLength(limits)
})

it.each([
  ['wrapped in a guard', '@jwt_required()\n', ['jwt_required()']],
  ['by itself', '', []],
])('a hook of a blueprint that only loads the caller, %s', async (_name, decorator, guards) => {
  const { routes } = await analysisOf({
    'app.py': `from flask import Blueprint, Flask, g
from flask_jwt_extended import current_user, jwt_required
app = Flask(__name__)
orders = Blueprint('orders', __name__, url_prefix='/orders')
@orders.before_request
${decorator}def load():
    g.user = current_user
@orders.get('')
def mine():
    return {}
app.register_blueprint(orders)
`,
  })
  const real = routes.flatMap((route) => route.guards).filter(({ proof }) => proof !== 'never-refuses')
  expect(real.map(({ name }) => name)).toEqual(guards)
})
