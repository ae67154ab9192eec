import { expect, it } from 'vitest'
import type { RouteFact } from '../../src/facts.ts'
import { analysisOf } from './routes-of.ts'

function lineOf({ method, path, place, guards, effects }: RouteFact): string {
  return `${method} ${path} ${place.file} [${guards.map(({ kind, proof }) => `${kind} ${proof}`).join(', ')}] ${effects.map(({ kind }) => kind).join(', ')}`
}

const FILES = {
  'src/data.ts': `import knex from 'knex'\nexport const db = knex({ client: 'pg' })\n`,
  'src/asks.ts': `import { GraphQLError } from 'graphql'
export function signedIn(resolver) {
  return (parent, args, context) => {
    if (!context.user) throw new GraphQLError('Sign in first', { extensions: { code: 'UNAUTHENTICATED' } })
    return resolver(parent, args, context)
  }
}
export const hasRole = (role) => (resolver) => signedIn((parent, args, context) => {
  if (context.user.role !== role) throw new GraphQLError('Not with your role', { extensions: { code: 'FORBIDDEN' } })
  return resolver(parent, args, context)
})
`,
  'src/notes.ts': `import { hasRole, signedIn } from './asks'
import { db } from './data'
export const noteQueries = {
  notes: signedIn((_, { term }) => db.raw(\`SELECT * FROM notes WHERE text = '\${term}'\`)),
  tags: signedIn((_, { term }) => db.raw('SELECT * FROM tags WHERE text = ?', [term])),
}
export const noteMutations = {
  drop: hasRole('admin')((_, { id }) => db('notes').where({ id }).delete()),
  free: (_, { id }) => db('notes').where({ id }).delete(),
}
`,
}
const server = (imports: string, body: string, more: Record<string, string> = {}): Record<string, string> => ({
  ...FILES,
  ...more,
  'src/server.ts': `import { createSchema, createYoga } from 'graphql-yoga'\n${imports}\n${body}\nexport const yoga = createYoga({ schema: createSchema({ typeDefs: '', resolvers }) })\n`,
})
const NAMED = `import { noteMutations, noteQueries } from './notes'`

it.each<[string, Record<string, string>]>([
  ['spread', server(NAMED, 'const resolvers = { Query: { ...noteQueries }, Mutation: { ...noteMutations } }')],
  ['named', server(NAMED, 'const resolvers = { Query: noteQueries, Mutation: noteMutations }')],
  [
    'of a module',
    server(`import * as notes from './notes'`, 'const resolvers = { Query: { ...notes.noteQueries }, Mutation: notes.noteMutations }'),
  ],
  ['assigned', server(NAMED, 'const resolvers = { Query: Object.assign({}, noteQueries), Mutation: Object.freeze({ ...noteMutations }) }')],
  [
    'made by a function',
    server(
      `import { noteQueries } from './notes'\nimport { mutations } from './mutations'`,
      'const queries = () => ({ ...noteQueries })\nconst resolvers = { Query: queries(), Mutation: { ...mutations({ log: console }) } }',
      {
        'src/mutations.ts': `import { noteMutations } from './notes'\nexport function mutations({ log }) { return { ...noteMutations } }\n`,
      },
    ),
  ],
  [
    'one by one',
    server(`import * as Mutation from './mutations'\nimport * as Query from './queries'`, 'const resolvers = { Query, Mutation }', {
      'src/queries.ts': `import { noteQueries } from './notes'\nexport const notes = noteQueries.notes\nexport const tags = noteQueries.tags\n`,
      'src/mutations.ts': `import { noteMutations } from './notes'\nexport const drop = noteMutations.drop\nexport const free = noteMutations.free\n`,
    }),
  ],
])('reads maps of resolvers that are put together: %s', async (_name, files) => {
  const { procedures, paths } = await analysisOf(files)
  expect(procedures.map(lineOf)).toEqual([
    'MUTATION Mutation.drop src/notes.ts [role refuses] delete',
    'MUTATION Mutation.free src/notes.ts [] delete',
    'QUERY Query.notes src/notes.ts [authentication refuses] read-many',
    'QUERY Query.tags src/notes.ts [authentication refuses] read-many',
  ])
  expect(paths.map(({ kind, sink }) => `${kind} ${sink.line}`)).toEqual(['sql-injection 4'])
})
