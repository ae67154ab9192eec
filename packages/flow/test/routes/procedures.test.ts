import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

/** A procedure as a reader would note it. */
function lineOf({ method, path, guards, effects }: RouteFact): string {
  const asked = guards.map(({ kind, proof }) => `${kind} ${proof}`).join(', ')
  const done = effects
    .map(({ kind, byRequestId, byOwner }) => `${kind}${byRequestId ? ' by-id' : ''}${byOwner ? ' by-owner' : ''}`)
    .join(', ')
  return `${method} ${path} [${asked}] [${done}]`
}

const TRPC = `import { initTRPC, TRPCError } from '@trpc/server'\nconst t = initTRPC.context().create()\nexport const router = t.router\nexport const open = t.procedure\nconst asks = t.middleware(({ ctx, next }) => {\n  if (!ctx.user) throw new TRPCError({ code: 'UNAUTHORIZED' })\n  return next()\n})\nexport const signedIn = t.procedure.use(asks)\n`
const trpc = (body: string): string =>
  `import { eq, and } from 'drizzle-orm'\nimport { drizzle } from 'drizzle-orm/node-postgres'\nimport { notes } from './schema.js'\nimport { open, router, signedIn } from './trpc.js'\nconst db = drizzle('postgres://x')\nexport const notesRouter = router({ ${body} })\n`
const STRAWBERRY = `import strawberry\nfrom strawberry.permission import BasePermission\nfrom models import Note\nclass SignedIn(BasePermission):\n    def has_permission(self, source, info, **kwargs):\n        return info.context['user'] is not None\n@strawberry.type\nclass Query:\n`
const RESOLVERS = `import { ApolloServer } from '@apollo/server'\nimport { GraphQLError } from 'graphql'\nimport { PrismaClient } from '@prisma/client'\nconst prisma = new PrismaClient()\n`
const SOCKET = `from fastapi import APIRouter, WebSocket\nfrom valves import Valves\nrouter = APIRouter(prefix='/plant')\n@router.websocket('/valves')\nasync def valves(socket: WebSocket):\n`

it.each<[string, Record<string, string>, string[]]>([
  [
    'tRPC, changed by its key alone',
    {
      'trpc.ts': TRPC,
      'notes.ts': trpc(
        'change: signedIn.mutation(({ input }) => db.update(notes).set({ text: input.text }).where(eq(notes.id, input.id)))',
      ),
    },
    ['MUTATION notesRouter.change [authentication refuses] [update by-id]'],
  ],
  [
    'tRPC, with the owner',
    {
      'trpc.ts': TRPC,
      'notes.ts': trpc(
        'remove: signedIn.mutation(({ ctx, input }) => db.delete(notes).where(and(eq(notes.id, input.id), eq(notes.by, ctx.user.id))))',
      ),
    },
    ['MUTATION notesRouter.remove [authentication refuses] [delete by-id by-owner]'],
  ],
  [
    'tRPC, for everybody',
    { 'trpc.ts': TRPC, 'notes.ts': trpc('remove: open.mutation(({ input }) => db.delete(notes).where(eq(notes.id, input.id)))') },
    ['MUTATION notesRouter.remove [] [delete by-id]'],
  ],
  [
    'Strawberry',
    {
      'schema.py': `${STRAWBERRY}    @strawberry.field(permission_classes=[SignedIn])\n    def note(self, info, id: int) -> str:\n        return Note.objects.get(pk=id).text\n`,
    },
    ['QUERY Query.note [authentication refuses] [read-one by-id]'],
  ],
  [
    'Strawberry, with the owner',
    {
      'schema.py': `${STRAWBERRY}    @strawberry.field(permission_classes=[SignedIn])\n    def note(self, info, id: int) -> str:\n        return Note.objects.get(pk=id, author=info.context['user']).text\n`,
    },
    ['QUERY Query.note [authentication refuses] [read-one by-id by-owner]'],
  ],
  [
    'Graphene',
    {
      'schema.py': `import graphene\nfrom graphql_jwt.decorators import login_required\nfrom models import Note\nclass RemoveNote(graphene.Mutation):\n    @classmethod\n    @login_required\n    def mutate(cls, root, info, id):\n        Note.objects.filter(pk=id).delete()\n        return cls()\n`,
    },
    ['MUTATION RemoveNote [authentication refuses] [delete by-id]'],
  ],
  [
    'Ariadne',
    {
      'schema.py': `from ariadne import QueryType\nfrom models import Note\nquery = QueryType()\n@query.field('note')\ndef resolve_note(_, info, id):\n    return Note.objects.get(pk=id)\n`,
    },
    ['QUERY Query.note [] [read-one by-id]'],
  ],
  [
    'a map of resolvers',
    {
      'resolvers.ts': `${RESOLVERS}export const resolvers = { Mutation: { rename: async (_, { id, name }, { user }) => {\n  if (!user) throw new GraphQLError('who are you', { extensions: { code: 'UNAUTHENTICATED' } })\n  return prisma.team.update({ where: { id }, data: { name } })\n} } }\n`,
    },
    ['MUTATION Mutation.rename [authentication refuses] [update by-id]'],
  ],
  [
    'a map of resolvers, with the owner',
    {
      'resolvers.ts': `${RESOLVERS}export const resolvers = { Mutation: { rename: async (_, { id, name }, { user }) => {\n  if (!user) throw new GraphQLError('who are you', { extensions: { code: 'UNAUTHENTICATED' } })\n  return prisma.team.update({ where: { id, ownerId: user.id }, data: { name } })\n} } }\n`,
    },
    ['MUTATION Mutation.rename [authentication refuses] [update by-id by-owner]'],
  ],
  [
    'a map of resolvers behind a context that throws for strangers',
    {
      'schema.ts': `import { createSchema } from 'graphql-yoga'\nexport const schema = createSchema({ typeDefs: '', resolvers: { Mutation: { remove: (_, { id }, { prisma }) => prisma.address.delete({ where: { id } }) } } })\n`,
      'server.ts': `import { createYoga } from 'graphql-yoga'\nimport { GraphQLError } from 'graphql'\nimport { jwtVerify } from 'jose'\nimport { schema } from './schema'\nasync function context({ request }) {\n  try {\n    const { payload } = await jwtVerify(request.headers.get('authorization'), key)\n    return { prisma, userId: payload.sub }\n  } catch {\n    throw new GraphQLError('sign in', { extensions: { http: { status: 401 } } })\n  }\n}\nexport const yoga = createYoga({ schema, context })\n`,
    },
    ['MUTATION Mutation.remove [authentication refuses] [delete by-id]'],
  ],
  [
    'a root value, whose resolvers are given the arguments first',
    {
      'schema.ts': `import { buildSchema } from 'graphql'\nimport { createHandler } from 'graphql-http/lib/use/express'\nimport { root } from './root'\nconst schema = buildSchema(\`\n  type Query { team(id: ID!): Team }\n  type Mutation {\n    rename(id: ID!, name: String!): Team\n    drop(id: ID!): Boolean\n  }\`)\nexport const handler = createHandler({ schema, rootValue: root })\n`,
      'root.ts': `${RESOLVERS}export const root = {\n  team: ({ id }) => prisma.team.findUnique({ where: { id } }),\n  async rename({ id, name }, { user }) {\n    if (!user) throw new GraphQLError('who are you', { extensions: { code: 'UNAUTHENTICATED' } })\n    return prisma.team.update({ where: { id, ownerId: user.id }, data: { name } })\n  },\n  drop: ({ id }) => prisma.team.delete({ where: { id } }),\n}\n`,
    },
    [
      'MUTATION Mutation.drop [] [delete by-id]',
      'MUTATION Mutation.rename [authentication refuses] [update by-id by-owner]',
      'QUERY Query.team [] [read-one by-id]',
    ],
  ],
  [
    'a root value that is an object of a class',
    {
      'root.ts': `${RESOLVERS}import { graphql } from 'graphql'\nclass Root {\n  drop({ id }) {\n    return prisma.team.delete({ where: { id } })\n  }\n}\nexport const run = (source) => graphql({ schema, source, rootValue: new Root() })\n// type Mutation { drop(id: ID!): Boolean }\n`,
    },
    ['MUTATION Mutation.drop [] [delete by-id]'],
  ],
  [
    'a map of resolvers behind a context for everybody',
    {
      'schema.ts': `export const resolvers = { Mutation: { remove: (_, { id }, { prisma }) => prisma.address.delete({ where: { id } }) } }\n`,
      'server.ts': `import { ApolloServer } from '@apollo/server'\nimport { startStandaloneServer } from '@apollo/server/standalone'\nimport { resolvers } from './schema'\nstartStandaloneServer(new ApolloServer({ resolvers }), { context: async ({ req }) => ({ prisma, user: await userOf(req) }) })\n`,
    },
    ['MUTATION Mutation.remove [] [delete by-id]'],
  ],
  [
    'a resolver class of Nest',
    {
      'teams.resolver.ts': `import { UseGuards } from '@nestjs/common'\nimport { Args, Mutation, Resolver } from '@nestjs/graphql'\nimport { GqlAuthGuard } from './gql-auth.guard'\nimport { TeamRepository } from './team.repository'\n@Resolver()\nexport class TeamsResolver {\n  constructor(private readonly teams: TeamRepository) {}\n  @UseGuards(GqlAuthGuard)\n  @Mutation(() => Boolean)\n  remove(@Args('id') id: string) {\n    return this.teams.delete(id)\n  }\n}\n`,
    },
    ['MUTATION TeamsResolver.remove [authentication named] [delete by-id]'],
  ],
  [
    'a socket that asks nobody',
    {
      'valves.py': `${SOCKET}    await socket.accept()\n    command = await socket.receive_json()\n    await Valves.open(command['valve'])\n`,
    },
    ['SOCKET /plant/valves [] [process by-id]'],
  ],
  [
    'a socket that asks',
    {
      'valves.py': `${SOCKET}    person = await who(socket.cookies.get('sid'))\n    if person is None:\n        await socket.close(1008)\n        return\n    await socket.accept()\n    command = await socket.receive_json()\n    await Valves.open(command['valve'])\n`,
    },
    ['SOCKET /plant/valves [authentication refuses] [process by-id]'],
  ],
])('reads procedures: %s', async (_, files, expected) => {
  const { procedures, routes } = await analysisOf(files)
  expect(routes).toEqual([])
  expect(procedures.map(lineOf)).toEqual(expected)
})
