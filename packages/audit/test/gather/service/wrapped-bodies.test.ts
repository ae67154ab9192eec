import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { headersRead } from '../../../src/gather/service/identities/headers-read.ts'
import { injectionPoints } from '../../../src/gather/service/injection-points.ts'
import { probeMassAssignment } from '../../../src/gather/service/probes/mass-assignment.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { probeSqlInjection } from '../../../src/gather/service/probes/sql-injection.ts'
import { probeXmlEntities } from '../../../src/gather/service/probes/xml-entities.ts'
import { leavesOf, placed, withFields } from '../../../src/gather/service/requests.ts'
import { tokensOf } from '../../../src/gather/service/session.ts'
import type { Schema } from '../../../src/model/facts/service.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

const wrapped = (...names: readonly string[]): Schema => ({
  type: 'object',
  properties: { data: { type: 'object', properties: { attributes: text(...names) } } },
})

interface Album {
  readonly id: string
  readonly owner: string
  title: string
  plan: string
}

/** Albums in `{ data: { attributes } }`, with ids that nobody can count. */
function albums(asksOwner: boolean, takesAll: boolean): Handle {
  const all: Album[] = []
  const shown = ({ id, title, plan }: Album): unknown => ({ data: { id, type: 'album', attributes: { title, status: plan } } })
  return refusing(({ method, path, body }, user) => {
    const [, collection, id] = path.split('/')
    if (collection !== 'albums') return [404, {}]
    const given = ((body.data as { attributes?: Record<string, unknown> } | undefined)?.attributes ?? {}) as Record<string, unknown>
    if (method === 'POST' && id === undefined) {
      if (typeof given.title !== 'string') return [422, {}]
      const album = {
        id: `00000000-0000-4000-8000-${String(all.length + 1).padStart(12, '0')}`,
        owner: user,
        title: given.title,
        plan: takesAll && typeof given.status === 'string' ? given.status : 'new',
      }
      all.push(album)
      return [201, shown(album)]
    }
    const album = all.find((each) => each.id === id && (!asksOwner || each.owner === user))
    if (album === undefined) return [404, {}]
    if (method === 'PUT') {
      if (typeof given.title !== 'string') return [422, {}]
      album.title = given.title
    }
    return [200, shown(album)]
  })
}

const ALBUMS = [
  operationOf('POST', '/albums', wrapped('title')),
  { ...operationOf('GET', '/albums/{album}'), declaredAccess: 'authenticated' as const },
  operationOf('PUT', '/albums/{album}', wrapped('title')),
]

describe('fields inside of wrappers', () => {
  it.each([
    ['changed by another user', false, 'confirmed: PUT /albums/{album}: user-b changed the object of user-a'],
    ['changed by the owner alone', true, ''],
  ])('%s', async (_name, asksOwner, told) => {
    const answer = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], ALBUMS, albums(asksOwner, false))
    expect(answer.outcome === 'fail', answer.text).toBe(told !== '')
    expect(answer.text).toContain(told)
  })
  it.each([
    ['taken beside those that are meant', true, 'confirmed: POST /albums: the object took status'],
    ['left out', false, ''],
  ])('%s', async (_name, takesAll, told) => {
    const answer = await decided('authz.mass-assignment', probeMassAssignment, ['massAssignment'], ALBUMS, albums(true, takesAll))
    expect(answer.outcome === 'fail', answer.text).toBe(told !== '')
    expect(answer.text).toContain(told)
  })
  it.each([
    ['put into a statement', true, 'fail'],
    ['bound to one', false, 'pass'],
  ])('%s', async (_name, isOpen, outcome) => {
    const operations = [operationOf('POST', '/lookups', wrapped('word'))]
    const answer = await decided(
      'input.sql-injection',
      async (probing) => probeSqlInjection(probing, await injectionPoints(probing)),
      ['sqlInjection'],
      operations,
      refusing(({ body }) => {
        const word = String((body.data as { attributes?: { word?: unknown } } | undefined)?.attributes?.word ?? '')
        const isBroken = isOpen && word.split("'").length % 2 === 0
        return isBroken ? [500, { error: `unrecognized token: "'${word}"`, at: 'SQLITE_ERROR' }] : [200, { found: [] }]
      }),
    )
    expect(answer.outcome, answer.text).toBe(outcome)
  })
})

it('names the places inside of a body, changes one, and adds fields inside of what wraps all', () => {
  const body = { data: { id: 1, attributes: { title: 'a', tags: ['x'] } } }
  expect(leavesOf(body).map(([name]) => name)).toEqual(['data.id', 'data.attributes.title', 'data.attributes.tags'])
  expect(placed(body, 'data.attributes.title', 'b')).toEqual({ data: { id: 1, attributes: { title: 'b', tags: ['x'] } } })
  expect(placed({ 'a.b': 1 }, 'a.b', 2)).toEqual({ 'a.b': 2 })
  expect(withFields({ user: { name: 'a' } }, { role: 'admin' })).toEqual({ user: { name: 'a', role: 'admin' } })
  expect(withFields({ name: 'a' }, { role: 'admin' })).toEqual({ name: 'a', role: 'admin' })
})

it.each([
  ['that reads entities', true, 'fail'],
  ['that knows none', false, 'pass'],
])('XML is tried where nothing else is taken: a service %s', async (_name, reads, outcome) => {
  const answer = await decided(
    'input.xml-entities',
    async (probing) => {
      for (const operation of probing.operations) await probing.acceptedBy(operation)
      await probeXmlEntities(probing)
    },
    ['xmlEntities'],
    [operationOf('POST', '/labels')],
    refusing(({ headers, raw }) => {
      if (!String(headers['content-type']).includes('xml')) return [415, { message: 'application/xml only' }]
      const isFile = reads && raw.includes('file:///etc/passwd')
      return [200, isFile ? 'root:x:0:0:root:/root:/bin/bash' : 'read']
    }),
  )
  expect(answer.outcome, answer.text).toBe(outcome)
})

it('reads from the source which headers may carry who asks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-headers-'))
  try {
    writeFileSync(
      join(folder, 'a.py'),
      'request.headers.get("X-Shop-Pass")\nrequest.headers["X-Request-ID"]\nrequest.META["HTTP_X_CLUB_KEY"]\n',
    )
    writeFileSync(join(folder, 'b.js'), "req.get('X-Door-Key'); req.headers['content-type']; req.headers['x-colour']\n")
    expect((await headersRead(folder)).map(({ name }) => name)).toEqual(['x-club-key', 'x-door-key', 'x-shop-pass', 'x-colour'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it.each([
  ['the only text that can be one', { payload: { shop_pass: { value: 'a1'.repeat(24) }, expires_in: 3600 } }, 'a1'.repeat(24)],
  ['none among ids', { payload: { worker: { uuid: '0b4a1c1e-6a0f-4b1e-9a8f-5a4f3c2b1a00', id: 'a1'.repeat(24) } } }, null],
  ['none among several', { first: 'a1'.repeat(24), second: 'b2'.repeat(24) }, null],
])('an unusual token: %s', (_name, body, token) => {
  const reply = { headers: [], body: JSON.stringify(body), status: 200 } as never
  expect(tokensOf(reply).access).toBe(token)
})
