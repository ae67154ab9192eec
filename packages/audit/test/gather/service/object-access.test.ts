import { expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

it.each<readonly [string, Record<string, unknown>, string]>([
  ['the name under what somebody wrote', { name: 'Kim', avatar: 'https://pictures.example/1' }, 'pass'],
  ['a telephone beside it', { name: 'Kim', phone: '+00 555 0101' }, 'fail'],
  ['settings of the account', { name: 'Kim', newsletter: true }, 'fail'],
])('asks what a user is shown of another: %s', async (_name, shown, outcome) => {
  const handle = refusing(({ path }) => {
    const id = /^\/users\/(\d+)\/card$/.exec(path)?.[1]
    return id === undefined || Number(id) > 100 ? [404, {}] : [200, { id: Number(id), ...shown }]
  })
  const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], [operationOf('GET', '/users/{id}/card')], handle)
  expect(seen.outcome, seen.text).toBe(outcome)
})

interface Post {
  readonly id: number
  readonly owner: string
  readonly title: string
  state: string
  readonly comments: string[]
}

/** A service of posts that takes comments on them, and lets them be closed by path or by a field. */
function posts(options: { readonly isListed: boolean; readonly asksOwner: boolean }): Handle {
  const all: Post[] = []
  return refusing(({ method, path, body }, user) => {
    if (path === '/posts' && method === 'GET') return [200, all.filter(({ owner }) => options.isListed || owner === user)]
    if (path === '/posts' && method === 'POST') {
      const post = { id: all.length + 1, owner: user, title: String(body.title), state: 'open', comments: [] }
      all.push(post)
      return [201, post]
    }
    const id = path === '/posts/close' ? Number(body.postId) : Number(/^\/posts\/(\d+)/.exec(path)?.[1])
    const post = all.find((one) => one.id === id)
    if (post === undefined) return [404, {}]
    if (options.asksOwner && post.owner !== user && (!options.isListed || path.endsWith('close'))) return [404, {}]
    if (method === 'GET') return [200, post]
    if (path.endsWith('/comments')) post.comments.push(String(body.text))
    else post.state = 'closed'
    return [200, {}]
  })
}

const POSTS = [operationOf('GET', '/posts'), operationOf('POST', '/posts', text('title')), operationOf('GET', '/posts/{id}')]
const COMMENT = operationOf('POST', '/posts/{id}/comments', text('text'))
const CLOSE = operationOf('POST', '/posts/close', { type: 'object', properties: { postId: { type: 'integer' } } })

it.each<readonly [string, Operation, { readonly isListed: boolean; readonly asksOwner: boolean }, string]>([
  ['a comment on what everybody is shown', COMMENT, { isListed: true, asksOwner: true }, 'pass'],
  ['a comment on what nobody else is shown', COMMENT, { isListed: false, asksOwner: false }, 'fail'],
  ['a post that is closed by a field, whoever asks', CLOSE, { isListed: true, asksOwner: false }, 'fail'],
  ['a post that only its owner closes by a field', CLOSE, { isListed: true, asksOwner: true }, 'pass'],
])('tells what is added to an object from what is done to it: %s', async (_name, operation, options, outcome) => {
  const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], [...POSTS, operation], posts(options))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it('does nothing to an object that somebody else made, where none of its own can be', async () => {
  const closed: string[] = []
  const handle = refusing(({ method, path }) => {
    if (method === 'POST') closed.push(path)
    return path === '/tickets' ? [200, [{ id: 7, title: 'of a stranger' }]] : [200, { id: 7 }]
  })
  const close = operationOf('POST', '/tickets/{id}/close')
  const operations = [operationOf('GET', '/tickets'), close]
  await decided('authz.object-level', async (probing) => void (await probing.acceptedBy(close)), ['objectAccess'], operations, handle)
  expect(closed).toEqual([])
})

it.each<readonly [string, boolean, string]>([
  ['whoever asks', true, 'fail'],
  ['its owner', false, 'pass'],
])(
  'marks the new object anew where the first takes no change any more: what is open is changed by %s',
  async (_name, isForAll, outcome) => {
    const notes: { readonly id: number; readonly owner: string; title: string }[] = []
    const operations = [
      operationOf('POST', '/notes', text('title')),
      operationOf('GET', '/notes/{id}'),
      operationOf('PUT', '/notes/{id}', text('title')),
    ]
    const handle = refusing(({ method, path, body }, user) => {
      if (method === 'POST') return [201, notes[notes.push({ id: notes.length + 1, owner: user, title: String(body.title) }) - 1]]
      const note = notes.find(({ id }) => path === `/notes/${id}`)
      if (note === undefined || (note.owner !== user && (method === 'GET' || !isForAll) && note.id > 1)) return [404, {}]
      if (method === 'PUT' && note.id === 1) return [409, { error: 'it is closed' }]
      if (method === 'PUT') note.title = String(body.title)
      return note.owner === user || method === 'PUT' ? [200, note] : [404, {}]
    })
    const seen = await decided('authz.object-level', probeObjectAccess, ['objectAccess'], operations, handle)
    expect(seen.outcome, seen.text).toBe(outcome)
    if (outcome === 'fail') expect(seen.text).toContain('confirmed: PUT /notes/{id}')
  },
)
