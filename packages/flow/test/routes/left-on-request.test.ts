import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const TOKENS = `import jwt from 'jsonwebtoken'\nimport { model, Schema } from 'mongoose'\nexport const Keepers = model('Keeper', new Schema({ name: String }))\nexport const claimsOf = (req) => jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] })\n`
const APP = (left: string, asked: string): string =>
  `import express from 'express'\nimport { claimsOf, Keepers } from './tokens.js'\nconst app = express()\nasync function keeperOnly(req, res, next) {\n  const claims = claimsOf(req)\n  const found = await Keepers.findById(${left})\n  if (!found) return res.sendStatus(401)\n  req.keeper = found\n  next()\n}\napp.patch('/me/:id', keeperOnly, async (req, res) => {\n  await Keepers.updateOne({ _id: ${asked} }, { name: String(req.body.name) })\n  res.end()\n})\n`

describe('whom a middleware leaves on the request under a name of its own', () => {
  it.each([
    ['found by a verified token', 'claims.sub', 'req.keeper._id', true],
    ['found by what the request names', 'req.params.id', 'req.keeper._id', false],
    ['not asked for', 'claims.sub', 'req.params.id', false],
  ])('%s', async (_name, left, asked, byOwner) => {
    const { routes } = await analysisOf({ 'tokens.js': TOKENS, 'app.js': APP(left, asked) })
    expect(routes.flatMap(({ effects }) => effects.map((effect) => [effect.kind, effect.byOwner]))).toContainEqual(['update', byOwner])
  })

  it('is also what a middleware of Hono has set', async () => {
    const { routes } = await analysisOf({
      'tokens.js': TOKENS,
      'app.js': `import { Hono } from 'hono'\nimport { claimsOf, Keepers } from './tokens.js'\nconst app = new Hono()\napp.use(async (c, next) => {\n  const claims = claimsOf(c.req)\n  if (!claims) return c.text('', 401)\n  c.set('keeper', await Keepers.findById(claims.sub))\n  await next()\n})\napp.delete('/me', async (c) => {\n  await Keepers.deleteOne({ _id: c.get('keeper')._id })\n  return c.text('')\n})\n`,
    })
    expect(routes.flatMap(({ effects }) => effects.map(({ kind, byOwner }) => [kind, byOwner]))).toContainEqual(['delete', true])
  })
})

describe('what a middleware of aiohttp leaves beside the user', () => {
  const app = (org: string): string =>
    `from aiohttp import web\nfrom .sessions import load\nclass Rows:\n    def __init__(self, request):\n        self.rows = request.app["db"]["meters"]\n        self.org = request["org"]\n    async def change(self, key, values):\n        await self.rows.update_one({"_id": key, "org": self.org}, {"$set": values})\n@web.middleware\nasync def signed_in(request, handler):\n    user = await load(request.cookies.get("sid"))\n    if user is None:\n        raise web.HTTPUnauthorized()\n    request["user"] = user\n    request["org"] = ${org}\n    return await handler(request)\nasync def change(request):\n    await Rows(request).change(request.match_info["meter"], {"name": "x"})\n    return web.Response()\napp = web.Application(middlewares=[signed_in])\napp.router.add_patch("/meters/{meter}", change)\n`
  it.each([
    ['a part of the user', 'user["org"]', true],
    ['what the query says', 'request.query["org"]', false],
    ['what a header says before', 'request.headers.get("X-Org") or user["org"]', false],
  ])('%s', async (_name, org, byOwner) => {
    const { routes } = await analysisOf({
      'shop/__init__.py': '',
      'shop/sessions.py': 'async def load(key):\n    return await find(key)\n',
      'shop/app.py': app(org),
    })
    expect(routes.flatMap(({ effects }) => effects.map((effect) => [effect.kind, effect.byOwner]))).toContainEqual(['update', byOwner])
  })
})

describe('a route of Fastify and the limit of all', () => {
  it.each([
    ['taken out of it', '{ config: { rateLimit: false } }', 0],
    ['with a limit of its own', "{ config: { rateLimit: { max: 5, timeWindow: '1 minute' } } }", 2],
    ['left to it', '{}', 1],
  ])('%s', async (_name, options, limits) => {
    const { routes } = await analysisOf({
      'app.js': `import Fastify from 'fastify'\nimport rateLimit from '@fastify/rate-limit'\nconst app = Fastify()\nawait app.register(rateLimit, { max: 100, timeWindow: '1 minute' })\napp.post('/login', ${options}, async () => ({}))\n`,
    })
    expect(routes.map(({ rateLimits }) => rateLimits.length)).toEqual([limits])
  })
})

describe('a role that a decorator of Nest names', () => {
  const GUARDS = `import { CanActivate, Injectable, SetMetadata } from '@nestjs/common'\nimport { Reflector } from '@nestjs/core'\nexport const Roles = (...roles) => SetMetadata('roles', roles)\n@Injectable()\nexport class RolesGuard implements CanActivate {\n  constructor(private readonly reflector: Reflector) {}\n  canActivate(context) {\n    const roles = this.reflector.get('roles', context.getHandler())\n    return roles.includes(context.switchToHttp().getRequest().user.role)\n  }\n}\n`
  it.each([
    ['and no guard reads', GUARDS, 'UseGuards(AuthGuard("jwt"))', true],
    ['and its guard reads', GUARDS, 'UseGuards(AuthGuard("jwt"), RolesGuard)', false],
    ['and a guard from elsewhere may read', GUARDS, 'UseGuards(OtherGuard)', false],
    [
      'where no guard of the tree would read it',
      "import { SetMetadata } from '@nestjs/common'\nexport const Roles = (...roles) => SetMetadata('roles', roles)\nexport class RolesGuard {}\n",
      'UseGuards(AuthGuard("jwt"))',
      false,
    ],
  ])('%s', async (_name, guards, attached, isUnread) => {
    const { routes } = await analysisOf({
      'guards.ts': guards,
      'firings.ts': `import { Controller, Post, UseGuards } from '@nestjs/common'\nimport { AuthGuard } from '@nestjs/passport'\nimport { OtherGuard } from '@acme/guards'\nimport { Roles, RolesGuard } from './guards'\n@Controller('firings')\n@${attached}\nexport class Firings {\n  @Roles('technician')\n  @Post('abort')\n  abort() {}\n}\n`,
    })
    expect(routes.map((route) => route.guards.some((guard) => guard.isUnread === true))).toEqual([isUnread])
  })
})
