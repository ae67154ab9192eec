import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const HEAD = `import { PrismaClient } from '@prisma/client'\nimport { exec } from 'node:child_process'\nconst prisma = new PrismaClient()\n`
const ROUTING = `import { Authorized, Body, Controller, CurrentUser, Delete, Get, JsonController, Param, Post, QueryParam, UseBefore, createExpressServer, useExpressServer } from 'routing-controllers'\nimport { IsString } from 'class-validator'\n${HEAD}`
const TSOA = `import { Body, Controller, Delete, Get, Middlewares, NoSecurity, Path, Post, Query, Route, Security } from 'tsoa'\n${HEAD}`
const LOOPBACK = `import { del, get, param, post, requestBody } from '@loopback/rest'\nimport { authenticate } from '@loopback/authentication'\nimport { authorize } from '@loopback/authorization'\nimport { inject } from '@loopback/core'\nimport { SecurityBindings } from '@loopback/security'\n${HEAD}`

const lineOf = ({ method, path, guards, effects, parameters, body }: RouteFact): string =>
  [
    `${method} ${path}`,
    `[${guards.map(({ kind, proof }) => `${kind} ${proof}`).join(', ')}]`,
    `[${effects.map(({ kind, byRequestId, byOwner }) => `${kind}${byRequestId ? ' by-id' : ''}${byOwner ? ' by-owner' : ''}`).join(', ')}]`,
    `[${[...parameters.map(({ in: where, name }) => `${where} ${name}`), ...(body === null ? [] : [`body ${body.name}`])].join(', ')}]`,
  ].join(' ')

it.each<[string, string, string[]]>([
  [
    'routing-controllers with a checker, roles, middleware and the caller',
    `${ROUTING}
class AsksKey {
  use(request, response, next) {
    if (request.headers['x-key'] !== process.env.KEY) return response.status(401).end()
    next()
  }
}
class Draft { @IsString() text: string }
@JsonController('/notes')
export class Notes {
  @Get('/') list(@QueryParam('q') q: string) { return prisma.note.findMany({ where: { text: q }, take: 10 }) }
  @Authorized() @Delete('/:id') drop(@CurrentUser() who: Account, @Param('id') id: number) { return prisma.note.delete({ where: { id, ownerId: who.id } }) }
  @Authorized('admin') @Post('/all') all() { return prisma.note.deleteMany() }
  @UseBefore(AsksKey) @Post('/') make(@Body() draft: Draft) { return prisma.note.create({ data: { text: draft.text } }) }
}
createExpressServer({ routePrefix: '/api', controllers: [Notes], authorizationChecker: async (action, roles) => {
  if (!action.request.headers.authorization) return false
  return action.request.session.userId !== undefined
} })`,
    [
      'GET /api/notes [] [read-many by-id] [query q]',
      'POST /api/notes [authentication refuses] [create by-id] [body Draft]',
      'POST /api/notes/all [authentication refuses, role named] [delete] []',
      'DELETE /api/notes/{id} [authentication refuses] [delete by-id by-owner] [path id]',
    ],
  ],
  [
    'routing-controllers below an application with middleware of its own',
    `import express from 'express'\n${ROUTING}
@Controller('/notes')
export class Notes {
  @Get('/:id') one(@Param('id') id: string) { return prisma.note.findUnique({ where: { id } }) }
}
const app = express()
app.use((request, response, next) => {
  if (!request.session.userId) return response.status(401).end()
  next()
})
useExpressServer(app, { controllers: [Notes] })`,
    ['GET /notes/{id} [authentication refuses] [read-one by-id] [path id]'],
  ],
  [
    'tsoa with security of a class, and without for one method',
    `${TSOA}
interface Draft { text: string }
@Route('notes')
@Security('jwt', ['admin'])
export class Notes extends Controller {
  @Get() @NoSecurity() list(@Query() q: string) { return prisma.note.findMany({ where: { text: q }, take: 10 }) }
  @Delete('{id}') drop(@Path() id: string) { return prisma.note.delete({ where: { id } }) }
  @Post() make(@Body() draft: Draft) { return prisma.note.create({ data: { text: draft.text } }) }
}
export async function expressAuthentication(request, name, scopes) {
  if (!request.session.userId) throw new Error('unknown')
  return request.session.userId
}`,
    [
      'GET /notes [] [read-many by-id] [query q]',
      'POST /notes [authentication refuses, role named] [create by-id] [body Draft]',
      'DELETE /notes/{id} [authentication refuses, role named] [delete by-id] [path id]',
    ],
  ],
  [
    'LoopBack with strategies, roles, and a method that skips them',
    `${LOOPBACK}
@authenticate('jwt')
export class Notes {
  constructor(@inject(SecurityBindings.USER) private who) {}
  @authenticate.skip() @get('/notes') list(@param.query.string('q') q: string) { return prisma.note.findMany({ where: { text: q }, take: 10 }) }
  @authorize({ allowedRoles: ['admin'] }) @del('/notes/{id}') drop(@param.path.string('id') id: string) { return prisma.note.delete({ where: { id } }) }
  @post('/notes') make(@inject(SecurityBindings.USER) who: UserProfile, @requestBody() draft: Draft) { return prisma.note.create({ data: { text: draft.text } }) }
}`,
    [
      'GET /notes [] [read-many by-id] [query q]',
      'POST /notes [authentication refuses] [create by-id] [body Draft]',
      'DELETE /notes/{id} [authentication refuses, role refuses] [delete by-id] [path id]',
    ],
  ],
  [
    'routing-controllers with middleware before all',
    `${ROUTING}import { Middleware } from 'routing-controllers'
@Middleware({ type: 'before' })
export class Asks {
  use(request, response, next) {
    if (!request.session.userId) return response.status(401).end()
    next()
  }
}
@JsonController()
export class Notes {
  @Delete('/notes') drop() { return prisma.note.deleteMany() }
}`,
    ['DELETE /notes [authentication refuses] [delete] []'],
  ],
  [
    'routing-controllers with a checker that lets everybody pass',
    `${ROUTING}
@JsonController()
export class Notes {
  @Authorized() @Delete('/notes') drop() { return prisma.note.deleteMany() }
}
createExpressServer({ controllers: [Notes], authorizationChecker: async () => true })`,
    ['DELETE /notes [authentication never-refuses] [delete] []'],
  ],
  [
    'LoopBack with a strategy for all, and a method that skips it',
    `${LOOPBACK}import { AuthenticationBindings } from '@loopback/authentication'
export class Notes {
  @authenticate.skip() @get('/notes') list() { return prisma.note.findMany({ take: 10 }) }
  @del('/notes') drop() { return prisma.note.deleteMany() }
}
export class Service extends RestApplication {
  constructor() { super(); this.configure(AuthenticationBindings.COMPONENT).to({ defaultMetadata: { strategy: 'jwt' } }) }
}`,
    ['DELETE /notes [authentication refuses] [delete] []', 'GET /notes [] [read-many] []'],
  ],
])('reads decorated controllers: %s', async (_case, source, routes) => {
  const analysis = await analysisOf({ 'app.ts': source })
  expect(analysis.routes.map(lineOf)).toEqual(routes)
})

it.each<[string, string, string, readonly string[]]>([
  [
    'routing-controllers',
    ROUTING,
    `@JsonController() export class Jobs { @Post('/jobs') run(@QueryParam('name') name: string) { exec('run ' + name) } }`,
    ['command-injection'],
  ],
  [
    'routing-controllers, a number',
    ROUTING,
    `@JsonController() export class Jobs { @Post('/jobs') run(@QueryParam('name') name: number) { exec('run ' + name) } }`,
    [],
  ],
  [
    'tsoa',
    TSOA,
    `@Route('jobs') export class Jobs { @Post('{name}') run(@Path() name: string) { exec('run ' + name) } }`,
    ['command-injection'],
  ],
  ['tsoa, a number', TSOA, `@Route('jobs') export class Jobs { @Post('{name}') run(@Path() name: number) { exec('run ' + name) } }`, []],
  [
    'LoopBack',
    LOOPBACK,
    `export class Jobs { @post('/jobs/{name}') run(@param.path.string('name') name: string) { exec('run ' + name) } }`,
    ['command-injection'],
  ],
  [
    'LoopBack, a number',
    LOOPBACK,
    `export class Jobs { @post('/jobs/{name}') run(@param.path.number('name') name: number) { exec('run ' + name) } }`,
    [],
  ],
])('follows what is sent into a command: %s', async (_case, head, source, kinds) => {
  const { paths } = await analysisOf({ 'app.ts': `${head}${source}` })
  expect(paths.map(({ kind }) => kind)).toEqual(kinds)
})
