import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { type Asked, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { type Answer, text } from './users-at.ts'

/** What the last operation answered to the first user when a request that it accepts was sought. */
async function acceptedStatus(
  operations: readonly Operation[],
  handle: (asked: Asked, user: string) => Answer,
  treeRoot?: string,
): Promise<number> {
  const all = [...USER_OPERATIONS, ...operations]
  const server = userServer((asked, user) => (user === null ? [401, {}] : handle(asked, user)))
  let status = 0
  await probeAt(
    server,
    async (probing) => {
      for (const operation of operations) status = (await probing.acceptedBy(operation))?.reply.status ?? 0
    },
    [],
    { operations: all, registers: true, ...(treeRoot === undefined ? {} : { treeRoot }) },
  )
  return status
}

const TICKETS = operationOf('POST', '/tickets', text('subject'))
const READ = operationOf('GET', '/tickets')
const body = (properties: Record<string, object>, required: readonly string[] = []) => ({ type: 'object', properties, required })

it.each<readonly [string, readonly Operation[], (asked: Asked) => Answer, boolean]>([
  [
    'fields that are for others to set are left out',
    [operationOf('PATCH', '/profile', body({ priority: { type: 'string' }, subject: { type: 'string' } }))],
    ({ body: { priority, subject } }) => (priority !== undefined ? [403, {}] : subject === undefined ? [422, {}] : [200, {}]),
    true,
  ],
  [
    'what is required goes without the rest',
    [operationOf('POST', '/comments', body({ internal: { type: 'boolean' }, text: { type: 'string' } }, ['text']))],
    ({ body: { internal, text: words } }) => (internal === true ? [403, {}] : typeof words === 'string' ? [201, { id: 1 }] : [422, {}]),
    true,
  ],
  ['what is refused all the same stays so', [operationOf('POST', '/comments', text('internal', 'text'))], () => [403, {}], false],
  [
    'a field that may be left out and takes nothing that we have',
    [operationOf('POST', '/keys', body({ name: { type: 'string' }, scopes: {} }, ['name']))],
    ({ body: { scopes } }) => (scopes === undefined ? [201, { id: 4 }] : [422, { message: 'scopes: Invalid value' }]),
    true,
  ],
  [
    'an amount of at most what is open',
    [operationOf('POST', '/payments', body({ amount: { type: 'number' } }))],
    ({ body: { amount } }) => (Number(amount) <= 1 ? [201, { id: 5 }] : [422, { message: 'The amount is more than what is open' }]),
    true,
  ],
  [
    'fields that refusals name one after the other',
    [{ ...operationOf('POST', '/tools', body({})), origins: ['source'] }],
    ({ body: { title, kind, cents, from } }) =>
      typeof title !== 'string'
        ? [422, { message: 'title is a text' }]
        : kind !== 'hammer'
          ? [422, { message: 'kind is hammer or saw' }]
          : typeof cents !== 'number'
            ? [422, { message: 'cents is a number' }]
            : /^\d{4}-\d\d-\d\d$/.test(String(from))
              ? [201, { id: 6 }]
              : [422, { message: 'from is a day' }],
    true,
  ],
  [
    'a file that only the refusal speaks of',
    [{ ...operationOf('POST', '/scans', body({})), origins: ['source'] }],
    ({ headers, raw }) =>
      String(headers['content-type']).startsWith('multipart/form-data') && raw.includes('name="scan"')
        ? [201, { id: 3 }]
        : [422, { message: 'A file is needed in the field "scan"' }],
    true,
  ],
  [
    'the name of what everybody has one of',
    [operationOf('GET', '/team'), operationOf('GET', '/public/teams/{slug}')],
    ({ path }) => (path === '/team' ? [200, { id: 4, slug: 'blue' }] : path === '/public/teams/blue' ? [200, {}] : [404, {}]),
    true,
  ],
  [
    'what an answer names in an address',
    [operationOf('POST', '/secret'), operationOf('POST', '/hooks/incoming/{name}', text('subject'))],
    ({ path }) => (path === '/secret' ? [200, { url: '/hooks/incoming/t-7f' }] : path === '/hooks/incoming/t-7f' ? [202, {}] : [404, {}]),
    true,
  ],
])('%s', async (_name, operations, handle, isAccepted) => {
  expect((await acceptedStatus(operations, handle)) > 0).toBe(isAccepted)
})

it('the present password goes with a new one', async () => {
  const operation = operationOf('PUT', '/me/password', text('current', 'password'))
  const handle = ({ body: sent }: Asked): Answer => (sent.current === sent.password ? [204, ''] : [422, { message: 'wrong' }])
  expect(await acceptedStatus([operation], handle)).toBe(204)
})

it('scopes are taken from the source', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-scopes-'))
  try {
    writeFileSync(join(folder, 'scopes.js'), "export const known = ['boats:write', 'boats:read']\n")
    const keys = operationOf('POST', '/keys', body({ scopes: { type: 'array', items: { type: 'string' } } }, ['scopes']))
    const handle = ({ body: sent }: Asked): Answer =>
      (sent.scopes as readonly string[])[0] === 'boats:read' ? [201, { id: 1 }] : [422, { message: 'Unknown scope' }]
    expect(await acceptedStatus([keys], handle, folder)).toBe(201)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it.each(['duplicate_id', 'source_id', 'merged_into_id'])('what %s names is another own thing, never a number made up', async (name) => {
  const owners = new Map<number, string>([[1, 'somebody']])
  const named: unknown[] = []
  const merge = operationOf('POST', '/tickets/{id}/merge', body({ [name]: { type: 'integer' } }, [name]))
  await acceptedStatus([READ, TICKETS, merge], ({ method, path, body: sent }, user) => {
    if (path === '/tickets' && method === 'GET') return [200, [...owners.keys()].map((id) => ({ id }))]
    if (path === '/tickets') {
      owners.set(owners.size + 1, user)
      return [201, { id: owners.size }]
    }
    named.push(owners.get(sent[name] as number) === user && path !== `/tickets/${sent[name]}/merge`)
    return [200, {}]
  })
  expect(named).toEqual([true])
})

it('asks for other days where those of before are taken', async () => {
  const taken = new Set<unknown>()
  const booking = operationOf('POST', '/bookings', body({ day: { type: 'string', format: 'date' } }))
  const other = operationOf('POST', '/tables', body({ day: { type: 'string', format: 'date' } }))
  const status = await acceptedStatus([booking, other], ({ body: { day } }) => {
    if (taken.has(day)) return [409, { message: 'Taken on this day' }]
    taken.add(day)
    return [201, { id: taken.size }]
  })
  expect([status, taken.size]).toEqual([201, 2])
})

it('names an author whom the user keeps, where users keep authors', async () => {
  const authors = operationOf('POST', '/authors', text('name'))
  const invoices = operationOf('POST', '/invoices', body({ authorId: { type: 'integer' } }, ['authorId']))
  const readers = [operationOf('GET', '/authors'), operationOf('GET', '/authors/{id}')]
  const status = await acceptedStatus([authors, ...readers, invoices], ({ path, method, body: { authorId } }) =>
    path.startsWith('/authors')
      ? path === '/authors' && method === 'GET'
        ? [200, []]
        : [201, { id: 731 }]
      : authorId === 731
        ? [201, { id: 2 }]
        : [422, {}],
  )
  expect(status).toBe(201)
})

it('redeems a code that was made for one of ours', async () => {
  const issue = operationOf('POST', '/vouchers', body({ value: { type: 'integer' } }))
  const redeem = operationOf('POST', '/credits/voucher', text('code'))
  const status = await acceptedStatus([issue, operationOf('GET', '/vouchers'), redeem], ({ method, path, body: { code } }) => {
    if (path === '/vouchers') return method === 'GET' ? [200, []] : [201, { id: 3, code: 'AS-7F31' }]
    return code === 'AS-7F31' ? [200, { credit: 5 }] : [404, {}]
  })
  expect(status).toBe(200)
})
