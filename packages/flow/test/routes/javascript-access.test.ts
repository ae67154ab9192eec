import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A route as a reader would note it. */
function lineOf({ method, path, guards, effects }: RouteFact): string {
  const asked = guards.map(({ kind }) => kind).join(', ')
  const done = effects
    .map(({ kind, byRequestId, byOwner }) => `${kind}${byRequestId ? ' by-id' : ''}${byOwner ? ' by-owner' : ''}`)
    .join(', ')
  return `${method} ${path} [${asked}] [${done}]`
}

const HONO = `import { Hono } from 'hono'\nimport { createMiddleware } from 'hono/factory'\nconst asks = createMiddleware(async (c, next) => {\n  if (c.req.header('authorization') !== process.env.KEY) return c.json({}, 401)\n  await next()\n})\nconst child = new Hono()\nchild.post('/index/:name', (c) => c.text('done'))\nexport const app = new Hono()\n`
const EXPRESS = `import { Router } from 'express'\nimport { PrismaClient } from '@prisma/client'\nimport { requireUser } from './require-user.js'\nconst prisma = new PrismaClient()\nexport const routes = Router()\nroutes.use(requireUser)\n`
const NEST = `import { Controller, Get, Param, UseGuards, applyDecorators, type CanActivate, type ExecutionContext, NotFoundException } from '@nestjs/common'\nimport { InjectRepository } from '@nestjs/typeorm'\nimport { Repository } from 'typeorm'\nimport { JwtAuthGuard } from './jwt-auth.guard'\nimport { Members } from './members'\nclass Project {}\n`
const GUARD = (asks: string): string =>
  `export class ProjectGuard implements CanActivate {\n  constructor(private readonly members: Members) {}\n  async canActivate(context: ExecutionContext) {\n    const { user, params } = context.switchToHttp().getRequest()\n    if (!(await ${asks})) throw new NotFoundException()\n    return true\n  }\n}\nexport const OfProject = () => applyDecorators(UseGuards(ProjectGuard))\n`
const CONTROLLER = `@Controller('projects')\n@UseGuards(JwtAuthGuard)\nexport class Projects {\n  constructor(@InjectRepository(Project) private readonly projects: Repository<Project>) {}\n  @Get(':id')\n  @OfProject()\n  one(@Param('id') id: string) { return this.projects.findOneBy({ id }) }\n}\n`

it.each<[string, Record<string, string>, string[]]>([
  [
    'middleware of Hono for what lies below a path',
    { 'app.ts': `${HONO}app.use('/admin/*', asks)\napp.route('/admin', child)\n` },
    ['POST /admin/index/{name} [authentication] []'],
  ],
  [
    'middleware of Hono for one path alone',
    { 'app.ts': `${HONO}app.use('/admin', asks)\napp.route('/admin', child)\n` },
    ['POST /admin/index/{name} [] []'],
  ],
  [
    'middleware of Hono for the whole path of a route',
    { 'app.ts': `${HONO}app.use('/admin/index/:which', asks)\napp.route('/admin', child)\n` },
    ['POST /admin/index/{name} [authentication] []'],
  ],
  [
    'a loaded object that is handed who asks and not compared with them',
    {
      'app.js': `${EXPRESS}async function load(id, user) {\n  const note = await prisma.note.findUnique({ where: { id } })\n  if (!note || !user) throw new Error('no such note')\n  return note\n}\nroutes.post('/notes/:id', async (req, res) => {\n  const note = await load(req.params.id, req.user)\n  await prisma.note.delete({ where: { id: note.id } })\n  res.end()\n})\n`,
    },
    ['POST /notes/{id} [authentication] [read-one by-id, delete by-id]'],
  ],
  [
    'a loaded object that is compared in the function that loads it',
    {
      'app.js': `${EXPRESS}async function load(id, user) {\n  const note = await prisma.note.findUnique({ where: { id } })\n  if (note?.authorId !== user.id) throw new Error('no such note')\n  return note\n}\nroutes.post('/notes/:id', async (req, res) => {\n  const note = await load(req.params.id, req.user)\n  await prisma.note.delete({ where: { id: note.id } })\n  res.end()\n})\n`,
    },
    ['POST /notes/{id} [authentication] [read-one by-id by-owner, delete by-id by-owner]'],
  ],
  [
    "the caller's right to the object",
    {
      'app.js': `${EXPRESS}routes.get('/notes/:id', async (req, res) => {\n  const note = await prisma.note.findUnique({ where: { id: req.params.id } })\n  if (req.ability.cannot('read', note)) return res.sendStatus(404)\n  res.json(note)\n})\n`,
    },
    ['GET /notes/{id} [authentication, owner] [read-one by-id by-owner]'],
  ],
  [
    "the caller's right to all of a kind",
    {
      'app.js': `${EXPRESS}routes.get('/notes/:id', async (req, res) => {\n  const note = await prisma.note.findUnique({ where: { id: req.params.id } })\n  if (req.ability.cannot('read', 'Note')) return res.sendStatus(404)\n  res.json(note)\n})\n`,
    },
    ['GET /notes/{id} [authentication] [read-one by-id]'],
  ],
  [
    'a question of another module about the caller and the object',
    {
      'app.js': `${EXPRESS}import { access } from './access.js'\nroutes.get('/notes/:id', async (req, res) => {\n  await access.assertMember(req.user, req.params.id)\n  res.json(await prisma.note.findUnique({ where: { id: req.params.id } }))\n})\n`,
    },
    ['GET /notes/{id} [authentication] [read-one by-id by-owner]'],
  ],
  [
    'a guard class that asks for the caller and the parameter',
    { 'app.ts': `${NEST}${GUARD('this.members.roleIn(params.id, user.id)')}${CONTROLLER}` },
    ['GET /projects/{id} [authentication, owner] [read-one by-id]'],
  ],
  [
    'a guard class that asks for the caller alone',
    { 'app.ts': `${NEST}${GUARD('this.members.exists(user.id)')}${CONTROLLER}` },
    ['GET /projects/{id} [authentication, authentication] [read-one by-id]'],
  ],
  [
    'a middleware that loads a thing and compares its owner',
    {
      'app.js': `${EXPRESS}const load = async (req, res, next) => {\n  const note = await prisma.note.findUnique({ where: { id: req.params.id } })\n  if (!note || note.ownerId !== req.user.id) return res.sendStatus(404)\n  req.note = note\n  next()\n}\nroutes.delete('/notes/:id', load, async (req, res) => {\n  await prisma.note.delete({ where: { id: req.params.id } })\n  res.end()\n})\n`,
    },
    ['DELETE /notes/{id} [authentication, owner] [delete by-id]'],
  ],
  [
    'a caller whom another module demands',
    {
      'app.js': `${EXPRESS}import { requireSession } from './session.js'\nexport const open = Router()\nopen.get('/notes/:id', async (req, res) => {\n  const session = await requireSession(req)\n  res.json(await prisma.note.findFirst({ where: { id: req.params.id, ownerId: session.userId } }))\n})\n`,
    },
    ['GET /notes/{id} [authentication] [read-one by-id by-owner]'],
  ],
  [
    'a parameter of Nest that another module fills with the caller',
    {
      'app.ts': `${NEST}import { CurrentUser } from './current-user.decorator'\n@Controller('projects')\n@UseGuards(JwtAuthGuard)\nexport class Projects {\n  constructor(@InjectRepository(Project) private readonly projects: Repository<Project>) {}\n  @Get(':id')\n  one(@Param('id') id: string, @CurrentUser('id') by: string) { return this.projects.findOneBy({ id, ownerId: by }) }\n}\n`,
    },
    ['GET /projects/{id} [authentication] [read-one by-id by-owner]'],
  ],
  [
    'a known middleware that is made for each request',
    {
      'app.ts': `import { Hono } from 'hono'\nimport { jwt } from 'hono/jwt'\nconst app = new Hono()\napp.use('/api/*', (c, next) => jwt({ secret: c.env.KEY, alg: 'HS256' })(c, next))\napp.get('/api/pets', (c) => c.json([]))\nexport default app\n`,
    },
    ['GET /api/pets [authentication] []'],
  ],
])('%s', async (_, files, expected) => {
  const { routes, procedures } = await analysisOf(files)
  expect([...routes, ...procedures].map(lineOf)).toEqual(expected)
})
