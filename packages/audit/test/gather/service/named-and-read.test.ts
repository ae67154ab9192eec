import { expect, it } from 'vitest'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { operationOf } from './probe-harness.ts'
import { type Answer, decided, type Handle, refusing, text } from './users-at.ts'

interface Ways {
  /** Exports take boats of anybody. */
  readonly exportsAny?: true
  /** A boat of anybody is put together with the own. */
  readonly mergesAny?: true
  /** Notes on a boat are shown to whoever knows its number. */
  readonly showsNotes?: true
  /** A lamp is deleted by its number alone. */
  readonly deletesAny?: true
}

interface Row {
  readonly id: number
  readonly owner: string
  readonly text: string
  state: string
}

/** Boats with notes, exports of several, and lamps of which the answers tell no word. */
function harbour(ways: Ways): Handle {
  const boats: Row[] = []
  const notes: (Row & { readonly boat: number })[] = []
  const exported = new Map<number, { owner: string; texts: readonly string[] }>()
  let lamps: Row[] = []
  let made = 0
  const row = (owner: string, words: unknown): Row => ({ id: ++made, owner, text: String(words), state: 'afloat' })
  return refusing(({ method, path, body }, user): Answer => {
    const [, first, second, third] = path.split('/')
    if (path === '/boats') {
      if (method === 'GET') return [200, { items: boats.filter(({ owner }) => owner === user) }]
      return [201, boats[boats.push(row(user, body.text)) - 1]]
    }
    if (first === 'lamps' && method === 'GET') return [200, lamps.flatMap(({ id, owner }) => (owner === user ? [{ id }] : []))]
    if (first === 'lamps' && method === 'POST') return [201, { id: lamps[lamps.push(row(user, body.text)) - 1]?.id }]
    if (first === 'lamps') {
      const left = lamps.filter(({ id, owner }) => id !== Number(second) || (ways.deletesAny !== true && owner !== user))
      const isGone = left.length < lamps.length
      lamps = left
      return isGone ? [204, ''] : [404, {}]
    }
    if (path === '/exports') {
      const ids = Array.isArray(body.boat_ids) ? body.boat_ids : []
      const chosen = boats.filter(({ id, owner }) => ids.includes(id) && (ways.exportsAny === true || owner === user))
      made += 1
      exported.set(made, { owner: user, texts: chosen.map((boat) => boat.text) })
      return [201, { id: made, rows: chosen.length }]
    }
    if (first === 'exports') {
      const file = exported.get(Number(second))
      return file?.owner === user ? [200, file.texts.join('\n')] : [404, {}]
    }
    const boat = boats.find(({ id }) => id === Number(second))
    const isOwn = boat?.owner === user
    if (third === 'notes' && boat !== undefined) {
      if (method === 'GET' && (isOwn || ways.showsNotes === true))
        return [200, { items: notes.filter((note) => note.boat === boat.id).map((note) => ({ id: note.id, text: note.text })) }]
      return isOwn ? [201, notes[notes.push({ ...row(user, body.text), boat: boat.id }) - 1]] : [404, {}]
    }
    if (boat === undefined || !isOwn) return [404, {}]
    if (third !== 'merge') return [200, boat]
    const duplicate = boats.find(({ id, owner }) => id === body.duplicate_id && (ways.mergesAny === true || owner === user))
    if (duplicate === undefined || duplicate === boat) return [404, {}]
    duplicate.state = 'merged'
    return [200, { id: boat.id }]
  })
}

const LIST = { type: 'object', properties: { boat_ids: { type: 'array', items: { type: 'integer' } } } }
const DUPLICATE = { type: 'object', properties: { duplicate_id: { type: 'integer' } }, required: ['duplicate_id'] }
const BOATS = [operationOf('GET', '/boats'), operationOf('POST', '/boats', text('text')), operationOf('GET', '/boats/{id}')]
const EXPORTS = [operationOf('POST', '/exports', LIST), operationOf('GET', '/exports/{id}/download')]
const MERGE = [operationOf('POST', '/boats/{id}/merge', DUPLICATE)]
const NOTES = [operationOf('GET', '/boats/{id}/notes'), operationOf('POST', '/boats/{id}/notes', text('text'))]
const LAMPS = [operationOf('GET', '/lamps'), operationOf('POST', '/lamps', text('text')), operationOf('DELETE', '/lamps/{id}')]

it.each<readonly [string, Ways, Parameters<typeof decided>[3], string, string]>([
  ['read in an export of another', { exportsAny: true }, [...BOATS, ...EXPORTS], 'fail', 'what was made of it holds the word'],
  ['exported by their owner', {}, [...BOATS, ...EXPORTS], 'pass', ''],
  ['put together with those of another', { mergesAny: true }, [...BOATS, ...MERGE], 'fail', 'named the object of'],
  ['put together by their owner', {}, [...BOATS, ...MERGE], 'pass', ''],
  ['told of in notes that are for whoever asks', { showsNotes: true }, [...BOATS, ...NOTES], 'fail', 'got the object of'],
  ['told of to their owner', {}, [...BOATS, ...NOTES], 'pass', ''],
  ['deleted by their number', { deletesAny: true }, LAMPS, 'fail', 'deleted the object of'],
  ['deleted by their owner', {}, LAMPS, 'pass', ''],
])('things are %s', async (_name, ways, operations, outcome, told) => {
  const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], operations, harbour(ways))
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})

it('a purse of another takes what is sent to it', async () => {
  const purses: { readonly id: number; readonly owner: string; cents: number }[] = []
  const operations = [
    operationOf('GET', '/purses'),
    operationOf('POST', '/purses', text('label')),
    operationOf('GET', '/purses/{id}'),
    operationOf('POST', '/purses/{id}/transfer', {
      type: 'object',
      properties: { target: { type: 'integer' }, cents: { type: 'integer' } },
      required: ['target', 'cents'],
    }),
  ]
  const seen = await decided(
    'authz.object-level',
    probeObjectAccess,
    ['objectAccess'],
    operations,
    refusing(({ method, path, body }, user) => {
      const mine = purses.filter(({ owner }) => owner === user)
      if (path === '/purses') {
        if (method === 'GET') return [200, { items: mine }]
        return [201, purses[purses.push({ id: purses.length + 1, owner: user, cents: 500 }) - 1]]
      }
      const own = mine.find(({ id }) => id === Number(path.split('/')[2]))
      if (own === undefined) return [404, {}]
      if (method === 'GET') return [200, own]
      const target = purses.find(({ id }) => id === body.target)
      if (target === undefined || target === own) return [422, {}]
      target.cents += Number(body.cents)
      return [200, { cents: body.cents }]
    }),
  )
  expect(seen.outcome, seen.text).toBe('pass')
})
