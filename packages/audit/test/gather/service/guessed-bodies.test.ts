import { expect, it } from 'vitest'
import { jsonServer, operationOf, probeAt } from './probe-harness.ts'

/** A complaint that does not say which field it is about; null when all is well. */
type Rule = (body: Readonly<Record<string, unknown>>) => string | null

const KEYS: Rule = ({ days, scopes, ...rest }) => {
  if (Object.keys(rest).some((name) => name !== 'name')) return 'must NOT have additional properties'
  if (!Number.isInteger(days)) return 'must be integer'
  return Array.isArray(scopes) ? null : 'must be array'
}

const TICKETS: Rule = ({ priority, ...rest }) => {
  if (Object.keys(rest).some((name) => name !== 'subject' && name !== 'note')) return 'must NOT have additional properties'
  return Number.isInteger(priority) ? null : 'must be integer'
}

it.each<readonly [string, Rule, readonly string[]]>([
  ['a number', TICKETS, ['note', 'priority', 'subject']],
  ['a number and a list', KEYS, ['days', 'name', 'scopes']],
])('a body with %s is found where refusals name no field', async (_name, rule, fields) => {
  const operation = operationOf('POST', '/things', { type: 'object', properties: Object.fromEntries(fields.map((field) => [field, {}])) })
  const server = jsonServer(({ path, body }) => {
    if (path !== '/things') return [404, {}]
    const complaint = rule(body)
    return complaint === null ? [201, { id: 1 }] : [400, { title: `The body is not valid: ${complaint}`, status: 400 }]
  })
  let status = 0
  await probeAt(
    server,
    async (probing) => {
      status = (await probing.acceptedBy(operation))?.reply.status ?? 0
    },
    [],
    { operations: [operation] },
  )
  expect(status).toBe(201)
})
