import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

const main = (lines: string): string =>
  `import { NestFactory } from '@nestjs/core'\nimport { VersioningType } from '@nestjs/common'\nimport { AppModule } from './app.module'\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule)\n  ${lines}\n  await app.listen(3000)\n}\nbootstrap()\n`
const controller = (members: string, head = "'boats'"): string =>
  `import { Body, Controller, Delete, Get, Param, Patch, Post, Version } from '@nestjs/common'\nimport { Caller } from './caller'\nimport { Rename } from './rename'\nimport { Store } from './store'\n@Controller(${head})\nexport class Boats {\n  constructor(private readonly store: Store) {}\n${members}\n}\n`
const LIST = '  @Get()\n  list() {\n    return []\n  }'
const HEALTH = '  @Get()\n  state() {\n    return {}\n  }'
const TOKEN =
  "import { Injectable, UnauthorizedException } from '@nestjs/common'\n@Injectable()\nexport class Token {\n  use(req, res, next) {\n    if (!req.headers.authorization) throw new UnauthorizedException()\n    next()\n  }\n}\n"
const applied = (chain: string): string =>
  `import { Module, RequestMethod } from '@nestjs/common'\nimport { Boats } from './boats.controller'\nimport { Token } from './token'\n@Module({ controllers: [Boats] })\nexport class AppModule {\n  configure(consumer) {\n    consumer.apply(Token)${chain}\n  }\n}\n`
const provided = (token: string, use: string): string =>
  `import { Module } from '@nestjs/common'\nimport { ${token} } from '@nestjs/core'\nimport { Own } from './own'\n@Module({ providers: [{ provide: ${token}, useClass: ${use} }] })\nexport class AppModule {}\n`
const caller = (factory: string): string =>
  `import { createParamDecorator, ExecutionContext } from '@nestjs/common'\nexport const Caller = createParamDecorator(${factory})\n`
const STORE =
  "import { DatabaseSync } from 'node:sqlite'\nconst db = new DatabaseSync('x')\nexport class Store {\n  rename(id, name) {\n    db.prepare('UPDATE boats SET name = ? WHERE id = ?').run(name, id)\n  }\n}\n"
const RENAME = "  @Patch()\n  rename(@Caller('sub') id: number, @Body('name') name: string) {\n    return this.store.rename(id, name)\n  }"

const addresses = (routes: readonly RouteFact[]): readonly string[] => routes.map(({ method, path }) => `${method} ${path}`)
const guarded = (routes: readonly RouteFact[]): readonly string[] =>
  routes.map(({ method, path, guards }) => `${method} ${path} ${guards.map(({ name, proof }) => `${name} ${proof}`).join()}`.trim())

it.each<[string, Record<string, string>, string[]]>([
  [
    'a prefix, but for what it leaves out',
    {
      'main.ts': main("app.setGlobalPrefix('api', { exclude: ['health', { path: 'app/{*rest}', method: 0 }] })"),
      'boats.controller.ts': controller(LIST),
      'health.controller.ts': controller(HEALTH, "'health'"),
      'page.controller.ts': controller("  @Get('files/one')\n  one() {}", "'app'"),
    },
    ['GET /api/boats', 'GET /app/files/one', 'GET /health'],
  ],
  [
    'versions in the address',
    {
      'main.ts': main("app.setGlobalPrefix('api')\n  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' })"),
      'boats.controller.ts': controller(`${LIST}\n  @Version('3')\n  @Get('new')\n  newest() {}`),
      'old.controller.ts': controller(LIST, "{ path: 'boats', version: '2' }"),
    },
    ['GET /api/v1/boats', 'GET /api/v2/boats', 'GET /api/v3/boats/new'],
  ],
  [
    'versions in a header',
    {
      'main.ts': main("app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' })"),
      'boats.controller.ts': controller(LIST, "{ path: 'boats', version: '2' }"),
    },
    ['GET /boats'],
  ],
])('reads addresses: %s', async (_, files, expected) => {
  expect(addresses((await analysisOf(files)).routes)).toEqual(expected)
})

const TWO = `${LIST}\n  @Delete(':id')\n  remove(@Param('id') id: string) {}`

it.each<[string, string, string[]]>([
  ['for a controller', '.forRoutes(Boats)', ['GET /boats Token refuses', 'DELETE /boats/{id} Token refuses']],
  ['for all', ".forRoutes('*')", ['GET /boats Token refuses', 'DELETE /boats/{id} Token refuses']],
  ['for another path', ".forRoutes('harbours')", ['GET /boats', 'DELETE /boats/{id}']],
  ['for one method', ".forRoutes({ path: 'boats/:id', method: RequestMethod.DELETE })", ['GET /boats', 'DELETE /boats/{id} Token refuses']],
  [
    'but for what is excluded',
    ".exclude({ path: 'boats', method: RequestMethod.GET }).forRoutes(Boats)",
    ['GET /boats', 'DELETE /boats/{id} Token refuses'],
  ],
])('reads the middleware of a module: %s', async (_, chain, expected) => {
  const files = { 'app.module.ts': applied(chain), 'token.ts': TOKEN, 'boats.controller.ts': controller(TWO) }
  expect(guarded((await analysisOf(files)).routes)).toEqual(expected)
})

it.each([
  [
    "import { ThrottlerGuard } from '@nestjs/throttler'\nexport class Own extends ThrottlerGuard {\n  generateKey() {\n    return ''\n  }\n}\n",
    1,
  ],
  ["import { Injectable } from '@nestjs/common'\n@Injectable()\nexport class Own {\n  canActivate() {\n    return true\n  }\n}\n", 0],
])('counts a guard that is a throttler of its own as a limit: %s', async (own, limits) => {
  const files = { 'app.module.ts': provided('APP_GUARD', 'Own'), 'own.ts': own, 'boats.controller.ts': controller(LIST) }
  expect((await analysisOf(files)).routes.map(({ rateLimits }) => rateLimits.length)).toEqual([limits])
})

it.each([
  ['(field: string, context: ExecutionContext) => context.switchToHttp().getRequest().user?.[field]', true],
  [
    '(field: string, context: ExecutionContext) => {\n  const { user } = context.switchToHttp().getRequest()\n  return field ? user?.[field] : user\n}',
    true,
  ],
  ['(field: string, context: ExecutionContext) => context.switchToHttp().getRequest().query[field]', false],
])('knows what a parameter decorator hands on: %s', async (factory, byOwner) => {
  const files = { 'caller.ts': caller(factory), 'store.ts': STORE, 'boats.controller.ts': controller(RENAME) }
  expect((await analysisOf(files)).routes.flatMap(({ effects }) => effects.map((effect) => effect.byOwner))).toEqual([byOwner])
})

it('takes decorators of the tree that apply validators for validators, and a pipe that is a ValidationPipe for one', async () => {
  const { routes } = await analysisOf({
    'app.module.ts': provided('APP_PIPE', 'Own'),
    'own.ts': `import { ValidationPipe } from '@nestjs/common'\nexport class Own extends ValidationPipe {\n  constructor() {\n    super({ whitelist: true, forbidNonWhitelisted: true })\n  }\n}\n`,
    'text.ts': `import { applyDecorators } from '@nestjs/common'\nimport { IsString, MaxLength } from 'class-validator'\nexport const Text = (most: number) => applyDecorators(IsString(), MaxLength(most))\n`,
    'rename.ts': `import { Text } from './text'\nexport class Rename {\n  @Text(80)\n  name: string\n}\n`,
    'boats.controller.ts': controller('  @Post()\n  add(@Body() dto: Rename) {\n    return dto\n  }'),
  })
  expect(routes[0]?.body).toMatchObject({ name: 'Rename', extra: 'refused', fields: [{ name: 'name' }] })
})

const carried = (route: RouteFact | undefined): readonly string[] => [
  ...(route?.parameters ?? []).map((parameter) => `${parameter.in} ${parameter.name}`),
  ...(route?.body?.fields ?? []).map((field) => `field ${field.name}${field.isRequired ? '' : '?'}`),
]
const DTO =
  "import { IsInt, IsOptional, IsString } from 'class-validator'\nimport { OmitType, PartialType } from '@nestjs/mapped-types'\nexport class Page {\n  @IsOptional()\n  @IsInt()\n  limit = 20\n}\nexport class Find extends Page {\n  @IsString()\n  harbour: string\n}\nexport class Add {\n  @IsString()\n  name: string\n  @IsInt()\n  length: number\n}\nexport class Change extends PartialType(Add) {}\nexport class Named extends OmitType(Add, ['length'] as const) {}\n"
const takes = (method: string): Record<string, string> => ({
  'main.ts': main('app.useGlobalPipes(new ValidationPipe())').replace('VersioningType', 'ValidationPipe'),
  'dto.ts': DTO,
  'keeper.ts': 'export class Keeper {\n  keep(id, { name, berth }: any) {\n    return [id, name, berth]\n  }\n}\n',
  'boats.controller.ts': `import { Body, Controller, Get, Param, Post, Query, UploadedFile, UseInterceptors } from '@nestjs/common'\nimport { FileInterceptor } from '@nestjs/platform-express'\nimport { Add, Change, Find, Named } from './dto'\nimport { Keeper } from './keeper'\n@Controller('boats')\nexport class Boats {\n  constructor(private readonly keeper: Keeper) {}\n  ${method}\n}\n`,
})

it.each<[string, string, string[]]>([
  ['a key of the query', "@Get()\n  find(@Query('q') text: string) {}", ['query q']],
  ['a class for the query, with what it inherits', '@Get()\n  find(@Query() query: Find) {}', ['query limit', 'query harbour']],
  ['a class for the body', '@Post()\n  add(@Body() dto: Add) {}', ['field name', 'field length']],
  ['one made partial', '@Post()\n  add(@Body() dto: Change) {}', ['field name?', 'field length?']],
  ['one without a field', '@Post()\n  add(@Body() dto: Named) {}', ['field name']],
  ['a key of the body', "@Post()\n  add(@Body('name') given: string) {}", ['body name']],
  ['anything, by what is read of it', '@Post()\n  add(@Body() body: any) {\n    return body.name\n  }', ['body name']],
  [
    'anything, by what is read of it further on',
    "@Post(':id')\n  add(@Param('id') own: string, @Body() body: any) {\n    return this.keeper.keep(own, body)\n  }",
    ['path id', 'body berth', 'body name'],
  ],
  [
    'a file, by the name in its form',
    "@Post()\n  @UseInterceptors(FileInterceptor('photo'))\n  add(@UploadedFile() file) {}",
    ['file photo'],
  ],
])('names what a request carries as it is named on the wire: %s', async (_, method, expected) => {
  expect(carried((await analysisOf(takes(method))).routes[0])).toEqual(expected)
})

const listing = (parameter: string, given: string): Record<string, string> => ({
  'fleet.ts':
    "import { DatabaseSync } from 'node:sqlite'\nconst db = new DatabaseSync('x')\nexport class Fleet {\n  list({ harbour, limit }: { harbour?: string; limit?: string }) {\n    return db.prepare(`SELECT name FROM boats WHERE harbour = ? LIMIT ${Number(limit) || 50}`).all(harbour)\n  }\n}\n",
  'boats.controller.ts': `import { Controller, Get, ParseIntPipe, Query } from '@nestjs/common'\nimport { CapPipe } from './cap.pipe'\nimport { Fleet } from './fleet'\n@Controller('boats')\nexport class Boats {\n  constructor(private readonly fleet: Fleet) {}\n  @Get()\n  list(@Query('harbour') harbour: string, ${parameter}) {\n    return this.fleet.list(${given})\n  }\n}\n`,
})

it.each<[string, string, string, boolean]>([
  ['as it came', "@Query('limit') limit: string", '{ harbour, limit }', false],
  ['read as a number', "@Query('limit', ParseIntPipe) limit: number", '{ harbour, limit }', false],
  ['through a pipe of the tree', "@Query('limit', CapPipe) limit: number", '{ harbour, limit }', true],
  ['with a most', "@Query('limit') limit: string", '{ harbour, limit: Math.min(Number(limit), 100) }', true],
  ['of the source', "@Query('page') page: string", "{ harbour, limit: '20' }", true],
])('knows whether the number of rows that a service is given has a most: %s', async (_, parameter, given, isBounded) => {
  const { routes } = await analysisOf(listing(parameter, given))
  expect(routes.flatMap(({ effects }) => effects.map((effect) => effect.isBounded))).toEqual([isBounded])
})

const rolesGuard = (asked: string): string =>
  `import { SetMetadata } from '@nestjs/common'\nexport const Crew = (...names: string[]) => SetMetadata('crew', names)\nexport class RolesGuard {\n  constructor(private readonly reflector) {}\n  canActivate(context) {\n    const names = this.reflector.${asked}\n    if (!names) return true\n    return names.includes(context.switchToHttp().getRequest().user.role)\n  }\n}\n`
const marked = (onClass: string, onMethod: string): string =>
  `import { Controller, Get, UseGuards } from '@nestjs/common'\nimport { Crew, RolesGuard } from './roles.guard'\n@Controller('boats')\n@UseGuards(RolesGuard)\n${onClass}\nexport class Boats {\n${onMethod}\n${LIST}\n}\n`

it.each<[string, string, string, string, boolean]>([
  ['the handler alone, marked there', "get('crew', context.getHandler())", '', "@Crew('mate')", true],
  ['the handler alone, marked at the class', "get('crew', context.getHandler())", "@Crew('mate')", '', false],
  ['the class alone, marked there', "get('crew', context.getClass())", "@Crew('mate')", '', true],
  ['the class alone, marked at the handler', "get('crew', context.getClass())", '', "@Crew('mate')", false],
  ['both, marked at the class', "getAllAndOverride('crew', [context.getHandler(), context.getClass()])", "@Crew('mate')", '', true],
])('a guard that asks %s', async (_name, asked, onClass, onMethod, isGuarded) => {
  const { routes } = await analysisOf({ 'roles.guard.ts': rolesGuard(asked), 'boats.controller.ts': marked(onClass, onMethod) })
  expect(routes.map(({ guards }) => guards.map(({ kind }) => kind))).toEqual([isGuarded ? ['role'] : []])
})

const GLOBAL = {
  provider:
    "import { Module } from '@nestjs/common'\nimport { APP_GUARD } from '@nestjs/core'\nimport { Boats } from './boats.controller'\nimport { RolesGuard } from './roles.guard'\n@Module({ controllers: [Boats], providers: [{ provide: APP_GUARD, useClass: RolesGuard }] })\nexport class AppModule {}\n",
  made: "import { NestFactory, Reflector } from '@nestjs/core'\nimport { AppModule } from './app.module'\nimport { RolesGuard } from './roles.guard'\nasync function start() {\n  const app = await NestFactory.create(AppModule)\n  app.useGlobalGuards(new RolesGuard(app.get(Reflector)))\n  await app.listen(3000)\n}\nstart()\n",
}
const BOTH = "getAllAndOverride('crew', [context.getHandler(), context.getClass()])"

it.each<[string, string, string, string, string, string[]]>([
  ['and no mark', GLOBAL.provider, BOTH, '', '', []],
  ['made in place, and no mark', GLOBAL.made, BOTH, '', '', []],
  ['and a mark of the handler', GLOBAL.provider, BOTH, '', "@Crew('mate')", ['role refuses']],
  ['and a mark of the class', GLOBAL.made, BOTH, "@Crew('mate')", '', ['role refuses']],
  [
    'that asks the handler alone, and a mark of the class',
    GLOBAL.provider,
    "get('crew', context.getHandler())",
    "@Crew('mate')",
    '',
    ['role never-refuses'],
  ],
])('a guard of roles for the whole application %s', async (_name, application, asked, onClass, onMethod, expected) => {
  const named = (text: string): string => text.replaceAll('Crew', 'Roles').replaceAll("'crew'", "'roles'")
  const { routes } = await analysisOf({
    'roles.guard.ts': named(rolesGuard(asked)),
    'app.module.ts': application,
    'boats.controller.ts': named(marked(onClass, onMethod)).replace('@UseGuards(RolesGuard)\n', ''),
  })
  expect(routes.map(({ guards }) => guards.map(({ kind, proof }) => `${kind} ${proof}`))).toEqual([expected])
})

it('takes the names that type-graphql is given for roles', async () => {
  const { procedures } = await analysisOf({
    'boats.resolver.ts':
      "import { Arg, Authorized, Mutation, Resolver } from 'type-graphql'\n@Resolver()\nexport class Boats {\n  @Authorized()\n  @Mutation(() => Boolean)\n  row(@Arg('id') id: string) {\n    return true\n  }\n  @Authorized('MATE')\n  @Mutation(() => Boolean)\n  sink(@Arg('id') id: string) {\n    return true\n  }\n}\n",
  })
  expect(procedures.map(({ path, guards }) => `${path} ${guards.map(({ kind }) => kind).join()}`)).toEqual([
    'Boats.row authentication',
    'Boats.sink role',
  ])
})
