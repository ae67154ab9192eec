import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const BASE = `from tornado.web import Application, HTTPError, RequestHandler
RANK = {"traveller": 1, "office": 2}
class Base(RequestHandler):
    limited = True
    async def prepare(self):
        if self.limited and not bucket.take(self.request.remote_ip):
            raise HTTPError(429)
class Page(Base):
    access = "traveller"
    async def prepare(self):
        await super().prepare()
        self.person = await self.who()
        if self.access is None:
            return
        if self.person is None:
            return self.redirect("/login")
        if RANK[self.person["role"]] < RANK[self.access]:
            raise HTTPError(403)
`
const application = (handler: string): string =>
  `${BASE}class Handler(Page):\n${handler.replace(/^/gm, '    ')}\n    async def post(self, id):\n        await self.db.execute("UPDATE notes SET shown = true WHERE id = $1", id)\napp = Application([(r"/notes/([^/]+)", Handler)])\n`

it.each<[string, string, string[], string[]]>([
  ['the usual', 'title = "x"', ['authentication prepare'], ['prepare']],
  ['a higher role', 'access = "office"', ['role access = "office"', 'authentication prepare'], ['prepare']],
  ['everybody', 'access = None', [], ['prepare']],
  [
    'a step of its own that goes on with that of the base',
    'async def prepare(self):\n    await super().prepare()\n    self.note = await self.db.fetchrow("SELECT 1")\n    if self.note is None:\n        raise HTTPError(404)',
    ['authentication prepare'],
    ['prepare'],
  ],
  ['a step of its own instead of that of the base', 'async def prepare(self):\n    self.begun = True', [], []],
])('what a handler class says of who may call it: %s', async (_, handler, guards, limits) => {
  const { routes } = await analysisOf({ 'app.py': application(handler) })
  const [route] = routes
  expect(route?.guards.filter(({ kind }) => kind !== 'unknown').map(({ kind, name }) => `${kind} ${name}`)).toEqual(guards)
  expect(route?.rateLimits).toEqual(limits)
})

it.each<[string, string, boolean]>([
  ['the row of the id', 'execute("UPDATE notes SET text = $2 WHERE id = $1", id, text)', true],
  ['a row of the caller with a text of the request', 'execute("UPDATE notes SET text = $2 WHERE person = $1", 7, text)', false],
  ['one of many', 'execute("UPDATE rooms SET places = places - 1 WHERE id = $1 AND places > 0", id)', false],
  ['money', 'execute("UPDATE accounts SET balance = balance - 1 WHERE id = $1", id)', true],
  ['values that are made elsewhere', 'execute("UPDATE notes SET text = ? WHERE id = ?", values)', true],
])('which values of a statement choose its rows: %s', async (_, statement, byRequestId) => {
  const text = `from tornado.web import Application, RequestHandler\nclass Handler(RequestHandler):\n    async def post(self, id):\n        text = self.get_body_argument("text")\n        values = [text, id]\n        await self.db.${statement}\napp = Application([(r"/notes/([^/]+)", Handler)])\n`
  const { routes } = await analysisOf({ 'app.py': text })
  expect(routes[0]?.effects[0]).toMatchObject({ kind: 'update', byRequestId })
})

it.each<[string, string, boolean]>([
  ['updateOne', 'Note.updateOne({ _id: req.params.id }, { text: req.body.text })', true],
  ['updateOne of a row of the session', 'Note.updateOne({ _id: draft._id }, { text: req.body.text })', false],
  ['values before the condition', 'Note.update({ text: req.body.text }, { where: { id: draft.id } })', false],
  ['a condition before the values', 'Note.update({ id: draft.id }, { text: req.body.text })', false],
  ['where and data', 'prisma.note.update({ where: { id: draft.id }, data: { text: req.body.text } })', false],
  ['where and data by the id', 'prisma.note.update({ where: { id: req.params.id }, data: { text: req.body.text } })', true],
])('which arguments choose the rows that are changed: %s', async (_, change, byRequestId) => {
  const text = `const express = require('express')\nconst { Note, prisma } = require('./models')\nconst { draft } = require('./drafts')\nconst app = express()\napp.put('/notes/:id', async (req, res) => {\n  await ${change}\n  res.end()\n})\n`
  const { routes } = await analysisOf({ 'app.js': text })
  expect(routes[0]?.effects[0]).toMatchObject({ kind: 'update', byRequestId })
})

const NEST = (
  guard: string,
): string => `import { Body, CanActivate, Controller, ForbiddenException, Module, Put, SetMetadata, UseGuards } from '@nestjs/common'
const CAN = Symbol('can')
const Can = (action: string, subject: string) => SetMetadata(CAN, { action, subject })
const SignedIn = () => SetMetadata(CAN, 'self')
class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context) {
    const need = this.reflector.get(CAN, context.getHandler())
    const person = this.tokens.person(context.switchToHttp().getRequest().headers.authorization)
    if (!person) throw new UnauthorizedException()
    ${guard}
    return true
  }
}
`

it.each<[string, string, string, string[]]>([
  ['a mark with words', `@Can('update', 'Note')`, 'if (!person.can(need)) throw new ForbiddenException()', [`@Can('update', 'Note')`]],
  ['a mark without words', '@SignedIn()', 'if (!person.can(need)) throw new ForbiddenException()', []],
  ['a mark that forbids nothing', `@Can('update', 'Note')`, 'note(need)', []],
])('marks of Nest that a guard reads: %s', async (_, mark, guard, expected) => {
  const text = `${NEST(guard)}@UseGuards(AccessGuard)\n@Controller('notes')\nexport class Notes {\n  ${mark}\n  @Put(':id')\n  change() {}\n}\n`
  const { routes } = await analysisOf({ 'app.ts': text })
  expect(routes[0]?.guards.filter(({ kind }) => kind === 'role').map(({ name }) => name)).toEqual(expected)
})

const BUILDER = `class Select:
    def __init__(self, head):
        self.head, self.tail = head, ""
    def order(self, column):
        self.tail += f" ORDER BY {column}"
        return self
    def page(self, number, size):
        self.tail += f" LIMIT {int(size)} OFFSET {int(number) * int(size)}"
        return self
    async def rows(self, db):
        return await db.fetch(self.head + self.tail)
`

it.each<[string, string, boolean]>([
  ['a page', 'query.order("name").page(1, 20)', true],
  ['an order alone', 'query.order("name")', false],
])('rows of a builder of the tree: %s', async (_, chain, isBounded) => {
  const text = `from tornado.web import Application, RequestHandler\n${BUILDER}class Handler(RequestHandler):\n    async def get(self):\n        query = Select("SELECT id, name FROM notes")\n        self.write({"rows": await ${chain}.rows(self.db)})\napp = Application([(r"/notes", Handler)])\n`
  const { routes } = await analysisOf({ 'app.py': text })
  expect(routes[0]?.effects[0]).toMatchObject({ kind: 'read-many', isBounded })
})
