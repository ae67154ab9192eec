import { describe, expect, it } from 'vitest'
import { GraphqlOperations } from '../../../src/gather/service/graphql-operations.ts'
import { schemaFromText } from '../../../src/gather/service/graphql-schema.ts'
import { crawledOperation } from '../../../src/gather/service/operations.ts'
import type { Reply } from '../../../src/gather/service/reply.ts'
import { trialOn } from '../../../src/gather/service/trial-parts.ts'

const SCHEMA = `
  "A letter."
  type Letter { id: ID!, text: String!, author: Person! } # by somebody
  type Person { id: ID!, email: String!, letters(first: Int!): [Letter!]! }
  type Tokens { token: String! }
  enum Order { NEW OLD }
  input LetterChange { text: String, role: String }
  type Query { me: Person, letter(id: ID!): Letter, letters(order: Order = NEW): [Letter!]!, search(text: String!): [Letter!]!, person(id: ID!): Person }
  type Mutation {
    signUp(email: String!, password: String!): Tokens!
    login(email: String!, password: String!): Tokens!
    writeLetter(text: String!): Letter!
    changeLetter(id: ID!, change: LetterChange!): Letter!
    deleteLetter(id: ID!): Boolean!
  }`

const made = (): GraphqlOperations => {
  const schema = schemaFromText(SCHEMA)
  if (schema === null) throw new Error('no schema')
  return new GraphqlOperations(crawledOperation('POST', '/graphql'), schema)
}

const replyOf = (status: number, body: unknown): Reply => ({
  status,
  headers: [],
  body: JSON.stringify(body),
  bytes: 1,
  isTruncated: false,
  durationMs: 1,
  error: '',
  exchange: {
    id: 'x',
    method: 'POST',
    url: '',
    requestHeaders: [],
    requestBody: '',
    status,
    responseHeaders: [],
    responseBody: '',
    responseBytes: 0,
    durationMs: 1,
    identity: 'user-a',
    error: '',
  },
})

describe('fields of a schema', () => {
  it.each([
    ['GET /graphql~/users', undefined],
    ['GET /graphql~/letter/{id}', 'other'],
    ['GET /graphql~/letter', 'other'],
    ['GET /graphql~/search', 'other'],
    ['GET /graphql~/users/{id}', 'other'],
    ['POST /graphql~/sign-up', 'register'],
    ['POST /graphql~/login', 'login'],
    ['POST /graphql~/letter', 'other'],
    ['PATCH /graphql~/letter/{id}', 'other'],
    ['DELETE /graphql~/letter/{id}', 'other'],
  ])('%s', (key, purpose) => {
    const operation = made().operations.find((each) => each.key === key)
    if (purpose === undefined) expect(made().operations.map((each) => each.key)).toContain('GET /graphql~/me')
    else expect(operation?.purpose).toBe(purpose)
  })

  it('are asked by documents with variables', () => {
    const translated = made().translate({ method: 'PATCH', path: '/graphql~/letter/7', body: '{"text":"x","role":"admin"}' })
    expect(translated?.request).toMatchObject({ method: 'POST', path: '/graphql' })
    expect(JSON.parse(String(translated?.request.body))).toEqual({
      query: 'mutation($id: ID!, $change: LetterChange!) { changeLetter(id: $id, change: $change) { id text author { id email } } }',
      variables: { id: '7', change: { text: 'x', role: 'admin' } },
    })
  })

  it('are told by their names', () => {
    const graphql = made()
    const told = graphql.told(
      trialOn(
        { method: 'GET', path: '/graphql~/search', file: null, line: null },
        { name: 'boolean', saw: 'effect', effect: '', parameter: 'query text' },
      ),
    )
    expect(told).toMatchObject({ method: 'POST', path: '/graphql', parameter: 'search.text' })
    expect(graphql.toldText('DELETE /graphql~/letter/{id}: left')).toBe('POST /graphql (deleteLetter): left')
  })

  it.each<[string, unknown, number, unknown]>([
    ['data', { data: { letter: { id: '1' } } }, 200, { id: '1' }],
    ['nothing', { data: { letter: null } }, 404, null],
    ['a refusal', { errors: [{ message: 'Not signed in' }], data: { letter: null } }, 401, undefined],
    ['a code', { errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }] }, 403, undefined],
    ['a wrong value', { errors: [{ message: 'Variable "$id" got invalid value' }] }, 400, undefined],
  ])('answers with %s', (_what, body, status, value) => {
    const read = made().translate({ method: 'GET', path: '/graphql~/letter/1' })?.read(replyOf(200, body))
    expect(read?.status).toBe(status)
    if (value !== undefined) expect(JSON.parse(read?.body ?? '')).toEqual(value)
  })
})

it('reads no schema where there is none', () => {
  expect(schemaFromText('type Money { amount: Int }')).toBeNull()
  expect(schemaFromText('{'.repeat(5000))).toBeNull()
})
