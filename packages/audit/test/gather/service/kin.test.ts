import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/gather/service/operations.ts'
import { probeObjectAccess } from '../../../src/gather/service/probes/object-access.ts'
import type { Probing } from '../../../src/gather/service/probing.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

type Handle = Parameters<typeof userServer>[0]
type Row = { id: string; owner: string | null; text: string; parent?: string; isPaid?: boolean }

const FILE = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } }

/** Rows in order of their making, each with an id that nobody guesses. */
class Rows {
  private readonly rows = new Map<string, Row>()
  private readonly kind: string
  private count = 0
  constructor(kind: string) {
    this.kind = kind
  }
  add(owner: string | null, said: unknown, parent?: string): Row {
    this.count += 1
    const id = `${this.kind}-${this.count}`
    const row = { id, owner, text: String(said), ...(parent === undefined ? {} : { parent }) }
    this.rows.set(id, row)
    return row
  }
  of(id: string | undefined, user: string | null, isGuarded: boolean): Row | undefined {
    const row = this.rows.get(id ?? '')
    return row !== undefined && (!isGuarded || row.owner === user) ? row : undefined
  }
  list(test: (row: Row) => boolean): readonly Row[] {
    return [...this.rows.values()].filter(test)
  }
  remove(row: Row): void {
    this.rows.delete(row.id)
  }
}

/** Comments belong to tickets and are named apart from them. */
function comments(isGuarded: boolean): Handle {
  const tickets = new Rows('t')
  const all = new Rows('c')
  return ({ method, path, body }, user) => {
    const [, collection, id, below] = path.split('/')
    if (user === null) return [401, {}]
    if (collection === 'tickets' && below === undefined && method === 'POST') return [201, tickets.add(user, body.text)]
    if (collection === 'tickets' && tickets.of(id, user, true) === undefined) return [404, {}]
    if (below === 'comments')
      return method === 'POST' ? [201, all.add(user, body.text, id)] : [200, all.list(({ parent }) => parent === id)]
    const comment = collection === 'comments' ? all.of(id, user, isGuarded) : undefined
    if (comment === undefined) return [404, {}]
    if (method === 'DELETE') all.remove(comment)
    else comment.text = String(body.text)
    return [200, comment]
  }
}

/** Payments are of orders, and so are the tickets, which a code names. */
function orders(isGuarded: boolean): Handle {
  const all = new Rows('o')
  return ({ method, path, body }, user) => {
    const [, collection, id, below] = path.split('/')
    if (user === null) return [401, {}]
    if (path === '/orders' && method === 'POST') return [201, all.add(user, body.text)]
    if (collection === 'orders') {
      const order = all.of(id, user, true)
      if (order === undefined) return [404, {}]
      return [200, below === 'tickets' ? [{ code: `code-of-${order.id}`, seat: `row of ${order.text}` }] : order]
    }
    if (collection === 'tickets') {
      const order = all.of(id?.replace('code-of-', ''), user, isGuarded)
      return order === undefined ? [404, {}] : [200, { code: id, seat: `row of ${order.text}` }]
    }
    const order = collection === 'payments' ? all.of(id, user, isGuarded) : undefined
    if (order === undefined) return [404, {}]
    order.isPaid = below !== 'refund'
    order.text = String(body.reason ?? order.text)
    return [200, order]
  }
}

/** Notes are made below an order of a shop, and named below the shop; what shows an order is made by a share, which a word of its own names. */
function notes(isGuarded: boolean): Handle {
  const all = { shops: new Rows('s'), orders: new Rows('o'), notes: new Rows('n') }
  return ({ method, path, body }, user) => {
    const [, first, shop, kind, id, below] = path.split('/')
    if (user === null) return [401, {}]
    if (first === 'shared') {
      const order = all.orders.of(shop?.replace('word-for-', ''), user, isGuarded)
      return order === undefined ? [404, {}] : [200, order]
    }
    if (first === 'orders' && kind === 'shared') {
      const order = all.orders.of(shop, user, true)
      return order === undefined ? [404, {}] : [201, { data: { link: `/shared/word-for-${order.id}`, token: `word-for-${order.id}` } }]
    }
    if (path === '/shops' && method === 'POST') return [201, all.shops.add(user, body.text)]
    if (all.shops.of(shop, user, isGuarded) === undefined) return [404, {}]
    if (kind === 'orders' && id === undefined && method === 'POST') return [201, all.orders.add(user, body.text)]
    if (kind === 'orders' && below === 'notes' && method === 'POST')
      return all.orders.of(id, user, true) === undefined ? [404, {}] : [201, all.notes.add(user, body.text)]
    const note = kind === 'notes' ? all.notes.of(id, user, isGuarded) : undefined
    if (note === undefined) return [404, {}]
    if (method === 'DELETE') all.notes.remove(note)
    return [200, note]
  }
}

/** A message begins a thread, which nothing lists; a wallet is named by its user; a link ends a search. */
function besides(isGuarded: boolean): Handle {
  const messages = new Rows('m')
  const searches = new Rows('s')
  const owners: string[] = []
  return ({ method, path, body }, user) => {
    const [, collection, id, below] = path.split('/')
    if (user === null) return [401, {}]
    if (!owners.includes(user)) owners.push(user)
    if (path === '/messages' && method === 'POST') {
      const { id: made } = messages.add(user, body.text)
      return [201, { id: made, thread_id: `thread-of-${made}` }]
    }
    if (collection === 'threads') {
      const message = messages.of(id?.replace('thread-of-', ''), user, isGuarded)
      return message === undefined ? [404, {}] : [200, { id, messages: [message] }]
    }
    if (collection === 'wallets') {
      const owner = owners[Number(id) - 1]
      return owner === undefined || (isGuarded && owner !== user) ? [404, {}] : [200, { items: [{ id: `entry-of-${owner}`, amount: 5 }] }]
    }
    if (path === '/searches')
      return method === 'POST' ? [201, searches.add(user, body.text)] : [200, searches.list(({ owner }) => owner === user)]
    const search = collection === 'searches' && below === 'unsubscribe' ? searches.of(id, user, isGuarded) : undefined
    if (search === undefined) return [404, {}]
    searches.remove(search)
    return [200, { done: true }]
  }
}

/** Files come as parts of a form. */
function files(isGuarded: boolean): Handle {
  const all = new Rows('f')
  return ({ method, path, text: sent }, user) => {
    const id = path.split('/')[2]
    if (user === null) return [401, {}]
    if (method === 'POST')
      return /filename="[^"]+"/.test(sent) ? [201, { id: all.add(user, sent).id }] : [400, { error: 'file is required' }]
    const file = all.of(id, user, isGuarded)
    if (file === undefined) return [404, {}]
    if (method === 'DELETE') all.remove(file)
    return [200, file.text]
  }
}

/** Every operation that makes something was met before. */
async function askedOnce(probing: Probing): Promise<void> {
  for (const operation of probing.operations) if (operation.path === '/messages') await probing.acceptedBy(operation)
  await probeObjectAccess(probing)
}

describe('objects that are named apart from where they are made', () => {
  const commentOperations = [
    operationOf('POST', '/tickets', text('text')),
    operationOf('GET', '/tickets/{id}'),
    operationOf('GET', '/tickets/{id}/comments'),
    operationOf('POST', '/tickets/{id}/comments', text('text')),
    operationOf('PATCH', '/comments/{id}', text('text')),
    operationOf('DELETE', '/comments/{id}'),
  ]
  const orderOperations = [
    operationOf('POST', '/orders', text('text')),
    operationOf('GET', '/orders/{id}'),
    operationOf('GET', '/orders/{id}/tickets'),
    operationOf('GET', '/tickets/{code}'),
    operationOf('POST', '/payments/{orderId}/refund', text('reason')),
  ]
  const fileOperations = [
    operationOf('POST', '/files', FILE, 'multipart/form-data'),
    operationOf('GET', '/files/{id}'),
    operationOf('DELETE', '/files/{id}'),
  ]
  const noteOperations = [
    operationOf('POST', '/shops', text('text')),
    operationOf('POST', '/shops/{shop}/orders', text('text')),
    operationOf('POST', '/shops/{shop}/orders/{id}/notes', text('text')),
    operationOf('GET', '/shops/{shop}/notes/{nid}'),
    operationOf('DELETE', '/shops/{shop}/notes/{nid}'),
    operationOf('POST', '/orders/{id}/shared'),
    operationOf('GET', '/shared/{token}'),
  ]
  const besidesOperations = [
    operationOf('POST', '/messages', text('text')),
    operationOf('GET', '/threads/{thread_id}'),
    operationOf('GET', '/wallets/{user_id}/entries'),
    operationOf('GET', '/searches'),
    operationOf('POST', '/searches', text('text')),
    operationOf('GET', '/searches/{id}/unsubscribe'),
  ]
  const told = ['GET /threads/{thread_id}', 'GET /wallets/{user_id}/entries', 'GET /searches/{id}/unsubscribe']
  const addressed = { type: 'object', properties: { file: { type: 'string', format: 'uri' } } }
  const addressOperations = [operationOf('POST', '/files', addressed, 'multipart/form-data'), ...fileOperations.slice(1)]
  it.each<readonly [string, (isGuarded: boolean) => Handle, readonly Operation[], readonly string[]]>([
    ['comments', comments, commentOperations, ['PATCH /comments/{id}', 'DELETE /comments/{id}']],
    ['payments and tickets', orders, orderOperations, ['POST /payments/{orderId}/refund', 'GET /tickets/{code}']],
    ['notes below what they belong to', notes, noteOperations, ['GET /shops/{shop}/notes/{nid}', 'DELETE /shops/{shop}/notes/{nid}']],
    ['what a word of its own names', notes, noteOperations, ['GET /shared/{token}']],
    ['what comes with something else, and what a user is named for', besides, besidesOperations, told],
    ['files that the description calls addresses', files, addressOperations, ['GET /files/{id}', 'DELETE /files/{id}']],
    ['files', files, fileOperations, ['GET /files/{id}', 'DELETE /files/{id}']],
  ])('%s', async (_name, handle, operations, told) => {
    const decided = async (isGuarded: boolean) =>
      liveOutcome(
        'authz.object-level',
        await probeAt(userServer(handle(isGuarded)), askedOnce, ['objectAccess'], {
          operations: [...USER_OPERATIONS, ...operations],
          registers: true,
        }),
      )
    const open = await decided(false)
    expect(open.outcome, open.text).toBe('fail')
    for (const place of told) expect(open.text).toContain(place)
    const guarded = await decided(true)
    expect(guarded.outcome, guarded.text).toBe('pass')
  })
})
