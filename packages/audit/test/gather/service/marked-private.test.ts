import { expect, it } from 'vitest'
import { probeAnonymousAccess } from '../../../src/gather/service/probes/anonymous-access.ts'
import { State } from '../../../src/gather/service/state.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, text } from './users-at.ts'

interface Note {
  readonly id: number
  readonly text: string
  readonly private: boolean
  isPublished: boolean
}

/** Notes, which anybody may read whom `shows` lets see one. */
const notes = (isPrivate: boolean, shows: (note: Note) => boolean, showsOwner: (note: Note) => boolean = () => true): Handle => {
  const all: Note[] = []
  return ({ method, path, body }, user) => {
    const [, collection, id, step] = path.split('/')
    if (collection !== 'notes') return [404, {}]
    const note = all.find((each) => String(each.id) === id)
    if (method === 'POST') {
      if (user === null) return [401, {}]
      if (note !== undefined && step === 'publish') {
        note.isPublished = true
        return [200, { id: note.id }]
      }
      const made = { id: all.length + 1, text: String(body.text), private: isPrivate, isPublished: false }
      all.push(made)
      return [201, made]
    }
    if (method === 'DELETE') return user === null ? [401, {}] : [204, '']
    const seen = all.filter((each) => (user === null ? shows : showsOwner)(each))
    if (id === '') return [200, seen]
    return note !== undefined && seen.includes(note) ? [200, note] : [404, {}]
  }
}

const operations = [
  { ...operationOf('GET', '/notes/'), declaredAccess: 'public' as const },
  { ...operationOf('POST', '/notes/', text('text')), declaredAccess: 'authenticated' as const },
  { ...operationOf('GET', '/notes/{id}/'), declaredAccess: 'public' as const },
]
const more = [operationOf('DELETE', '/notes/{id}/'), operationOf('POST', '/notes/{id}/publish/')]

it.each<readonly [string, Handle, string]>([
  [
    'a private note that anybody reads',
    notes(true, () => true),
    'confirmed: GET /notes/: shows a stranger an object of a user that is marked private',
  ],
  ['a private note that its owner reads', notes(true, (note) => !note.private), ''],
  ['a note for everybody', notes(false, () => true), ''],
])('where a list is declared public: %s', async (_name, handle, told) => {
  const answer = await decided('auth.required-by-default', probeAnonymousAccess, ['anonymousAccess'], operations, handle)
  expect(answer.outcome === 'fail', answer.text).toBe(told !== '')
  expect(answer.text).toContain(told)
})

const isPublished = (note: Note): boolean => note.isPublished

it.each<readonly [string, Handle, string]>([
  ['what its owner published', notes(false, isPublished, isPublished), 'pass'],
  ['what nobody published', notes(false, () => true), 'fail'],
])('a list that says nothing of who may read it shows %s', async (_name, handle, outcome) => {
  const open = operations.map((operation) => ({ ...operation, declaredAccess: 'unknown' as const }))
  const answer = await decided('auth.required-by-default', probeAnonymousAccess, ['anonymousAccess'], [...more, ...open], handle)
  expect(answer.outcome, answer.text).toBe(outcome)
})

it.each([
  ['published', '/bookings/5/publish/', true],
  ['confirmed', '/bookings/5/confirm', false],
])('what was %s is there for others: %s', (_name, path, isPublished) => {
  const state = new State([])
  const object = state.rememberId('/bookings', '5', null, '')
  state.notePublication(path)
  expect(object.isPublished).toBe(isPublished)
})
