import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

interface Ways {
  /** Anybody books for any pet. */
  readonly takesAnyPet?: true
  /** All pets are shown to all. */
  readonly showsPets?: true
  /** Who has a kennel sees every pet. */
  readonly trustsKennels?: true
  /** A kennel changes the stays of others. */
  readonly closesAny?: true
  /** A picture is looked up by its number alone. */
  readonly forgetsPet?: true
}

/** A service of pets, of kennels that anybody opens, and of stays of a pet in one of them. */
function kennels(ways: Ways): Handle {
  const pets: { id: number; owner: string; name: string }[] = []
  const own: { id: number; owner: string; name: string }[] = []
  const stays: { id: number; pet_id: number; kennel: number; note: string; status: string }[] = []
  let pictures: { id: number; pet: number }[] = []
  let made = 0
  return refusing(({ method, path, body }, user) => {
    made += 1
    const ofUser = (id: unknown): boolean => pets.some((pet) => pet.id === Number(id) && pet.owner === user)
    const [, first, second, third, fourth, fifth] = path.split('/')
    if (path === '/pets' && method === 'GET') return [200, pets.filter(({ owner }) => ways.showsPets === true || owner === user)]
    if (path === '/pets') return [201, pets[pets.push({ id: made, owner: user, name: String(body.name) }) - 1]]
    if (path === '/kennels' && method === 'POST') return [201, own[own.push({ id: made, owner: user, name: String(body.name) }) - 1]]
    if (path === '/stays' && method === 'GET') return [200, stays.filter(({ pet_id }) => ofUser(pet_id))]
    if (path === '/stays') {
      const isTaken = ways.takesAnyPet === true ? pets.some(({ id }) => id === body.pet_id) : ofUser(body.pet_id)
      if (!isTaken) return [404, {}]
      return [201, stays[stays.push({ id: made, pet_id: Number(body.pet_id), kennel: 0, note: String(body.note), status: 'booked' }) - 1]]
    }
    if (first === 'stays') {
      const stay = stays.find(({ id, pet_id }) => id === Number(second) && ofUser(pet_id))
      return stay === undefined ? [404, {}] : [200, stay]
    }
    if (first === 'kennels' && fourth === 'bulk-status') {
      if (!own.some(({ id, owner }) => id === Number(second) && owner === user)) return [404, {}]
      const ids = Array.isArray(body.ids) ? body.ids : []
      const some = stays.filter(({ id, kennel }) => ids.includes(id) && (ways.closesAny === true || kennel === Number(second)))
      for (const stay of some) stay.status = String(body.status)
      return [200, { changed: some.length }]
    }
    if (first === 'pictures' && third === 'content') {
      const picture = pictures.find(({ id, pet }) => id === Number(second) && ofUser(pet))
      return picture === undefined ? [404, {}] : [200, { picture: picture.id }]
    }
    if (first !== 'pets') return [404, {}]
    const isOwner = ofUser(second)
    if (third === 'pictures') {
      if (!isOwner) return [404, {}]
      if (method === 'POST') return [201, pictures[pictures.push({ id: made, pet: Number(second) }) - 1]]
      const found = pictures.find(({ id, pet }) => id === Number(fourth) && (ways.forgetsPet === true || pet === Number(second)))
      if (found === undefined || fifth !== undefined) return [404, {}]
      pictures = pictures.filter((picture) => picture !== found)
      return [200, {}]
    }
    const mayRead = isOwner || (ways.trustsKennels === true && own.some(({ owner }) => owner === user))
    const pet = pets.find(({ id }) => id === Number(second))
    return pet === undefined || !mayRead ? [404, {}] : [200, pet]
  })
}

const STAY = { type: 'object', properties: { pet_id: { type: 'integer' }, note: { type: 'string' } }, required: ['pet_id', 'note'] }
const BULK = {
  type: 'object',
  properties: { ids: { type: 'array', items: { type: 'integer' } }, status: { type: 'string', enum: ['confirmed', 'done'] } },
  required: ['ids', 'status'],
}
const PETS = [operationOf('GET', '/pets'), operationOf('POST', '/pets', text('name'))]
const READ = operationOf('GET', '/pets/{pet_id}')
const OPEN = [operationOf('POST', '/kennels', text('name')), operationOf('POST', '/kennels/{kennel_id}/stays/bulk-status', BULK)]
const SAME_WORD = {
  ...BULK,
  properties: { ...BULK.properties, status: { type: 'string', enum: ['booked', 'done'] } },
}
const SAME = [operationOf('POST', '/kennels', text('name')), operationOf('POST', '/kennels/{kennel_id}/stays/bulk-status', SAME_WORD)]
const STAYS = [operationOf('GET', '/stays'), operationOf('POST', '/stays', STAY), operationOf('GET', '/stays/{stay_id}')]
const PICTURES = [
  operationOf('POST', '/pets/{pet_id}/pictures', text('title')),
  operationOf('DELETE', '/pets/{pet_id}/pictures/{picture_id}'),
  operationOf('GET', '/pictures/{picture_id}/content'),
]

it.each<readonly [string, Ways, readonly Operation[], string, string]>([
  ['booked for', { takesAnyPet: true }, [...PETS, READ, ...STAYS], 'fail', 'named the pet of'],
  ['booked for, where a pet is looked up with its owner', {}, [...PETS, READ, ...STAYS], 'pass', ''],
  ['booked for, where all are shown to all', { takesAnyPet: true, showsPets: true }, [...PETS, ...STAYS], 'pass', ''],
  ['read by who has a kennel', { trustsKennels: true }, [...PETS, READ, ...OPEN], 'fail', 'got the object of'],
  ['read by their owner alone', {}, [...PETS, READ, ...OPEN], 'pass', ''],
  ['changed in a list, by another kennel', { closesAny: true }, [...PETS, ...OPEN, ...STAYS], 'fail', 'and changed it'],
  ['changed in a list, by their kennel', {}, [...PETS, ...OPEN, ...STAYS], 'pass', ''],
  ['changed in a list, by a word that is theirs already', { closesAny: true }, [...PETS, ...SAME, ...STAYS], 'fail', 'and changed it'],
  ['left alone in a list, whatever the word', {}, [...PETS, ...SAME, ...STAYS], 'pass', ''],
  ['deleted below an own thing, and read as a file', { forgetsPet: true }, [...PETS, ...PICTURES], 'fail', 'deleted the object of'],
  ['deleted below their own thing', {}, [...PETS, ...PICTURES], 'pass', ''],
])('things of another user are %s', async (_name, ways, operations, outcome, told) => {
  const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], operations, kennels(ways))
  expect(seen.outcome, seen.text).toBe(outcome)
  expect(seen.text).toContain(told)
})

it('a reader that asks for what it belongs to is given an own thing', async () => {
  const asked: (string | null)[] = []
  const letters = {
    ...operationOf('GET', '/letters'),
    parameters: [{ name: 'kennel_id', in: 'query' as const, isRequired: true, schema: { type: 'integer' } }],
  }
  const operations = [operationOf('GET', '/kennels'), operationOf('POST', '/kennels', text('name')), letters]
  const probe = async (probing: Probing): Promise<void> => {
    const reader = probing.operations.find(({ path }) => path === '/letters')
    if (reader !== undefined) await probing.acceptedBy(reader)
  }
  await decided(
    'authz.object-level',
    probe,
    ['objectAccess'],
    operations,
    refusing(({ method, path, query }) => {
      if (path === '/letters') asked.push(query.get('kennel_id'))
      return method === 'POST' ? [201, { id: 41, name: 'own' }] : [200, [{ id: 1, name: 'of another' }]]
    }),
  )
  expect(asked[0]).toBe('41')
})

it('what a body names is made below an own thing, where it is made there', async () => {
  const named: unknown[] = []
  const clerk = { type: 'object', properties: { clerk_id: { type: 'integer' }, note: { type: 'string' } }, required: ['clerk_id'] }
  const operations = [
    operationOf('POST', '/kennels', text('name')),
    operationOf('POST', '/kennels/{kennel_id}/clerks', text('name')),
    operationOf('POST', '/visits', clerk),
  ]
  const probe = async (probing: Probing): Promise<void> => {
    const visits = probing.operations.find(({ path }) => path === '/visits')
    if (visits !== undefined) await probing.acceptedBy(visits)
  }
  await decided(
    'authz.object-level',
    probe,
    ['objectAccess'],
    operations,
    refusing(({ path, body }) => {
      if (path === '/visits') named.push(body.clerk_id)
      return [201, { id: path === '/kennels' ? 41 : path === '/kennels/41/clerks' ? 52 : 63, name: body.name }]
    }),
  )
  expect(named[0]).toBe(52)
})
