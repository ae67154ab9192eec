import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const KOA = (guard: string, inside = ''): Record<string, string> => ({
  'app.js': `const Koa = require('koa')
const Router = require('@koa/router')
const { PrismaClient } = require('@prisma/client')
const prisma = new PrismaClient()
const app = new Koa()
const step = ${guard}
const router = new Router()
router.delete('/chores/:id', step, async (ctx) => {
  ${inside}
  await prisma.chore.delete({ where: { id: ctx.params.id } })
  ctx.status = 204
})
app.use(router.routes())
`,
})
const OPEN = '(ctx, next) => next()'

it.each<[string, Record<string, string>, readonly string[]]>([
  ['who calls', KOA('(ctx, next) => { ctx.assert(ctx.state.user, 401); return next() }'), ['authentication refuses']],
  ['what who calls may do', KOA("(ctx, next) => { ctx.assert(ctx.state.user.role === 'parent', 403); return next() }"), ['role refuses']],
  ['inside the handler', KOA(OPEN, 'ctx.assert(ctx.state.user, 401)'), ['authentication refuses']],
  ['a role inside the handler', KOA(OPEN, "ctx.assert(ctx.state.user.role === 'parent', 403)"), ['role refuses']],
  ['from where a form comes', KOA("(ctx, next) => { ctx.assert(ctx.get('x-requested-with') === 'app', 403); return next() }"), []],
  ['what was sent', KOA(OPEN, "ctx.assert(ctx.params.id !== '0', 400)"), []],
  ['nothing with a status', KOA('(ctx, next) => { ctx.assert(ctx.state.user); return next() }'), []],
])('reads what an assertion asks: %s', async (_name, files, expected) => {
  const { routes } = await analysisOf(files)
  expect(routes[0]?.guards.map(({ kind, proof }) => `${kind} ${proof}`)).toEqual(expected)
})

const FLASK = (dispatch: string, base = 'Private'): Record<string, string> => ({
  'app.py': `from flask import Flask, abort, g, request
from flask.views import MethodView
app = Flask(__name__)
class Private(MethodView):
    def dispatch_request(self, **kwargs):
        ${dispatch}
        return super().dispatch_request(**kwargs)
class Tickets(${base}):
    def post(self):
        db.session.add(Ticket(title='x'))
        return '', 201
app.add_url_rule('/tickets', view_func=Tickets.as_view('tickets'))
`,
})

it.each<[string, Record<string, string>, boolean]>([
  ['that refuses strangers', FLASK("if request.headers.get('Authorization') != token:\n            abort(401)"), true],
  ['that notes them', FLASK("if request.headers.get('Authorization') != token:\n            print('odd')"), false],
  ['of another base', FLASK("if request.headers.get('Authorization') != token:\n            abort(401)", 'MethodView'), false],
])('reads what runs before the methods of a view of Flask: a dispatch %s', async (_name, files, isGuarded) => {
  const { routes } = await analysisOf(files)
  expect(routes[0]?.guards.some(({ proof }) => proof === 'refuses')).toBe(isGuarded)
})
