import type { SendOptions } from './client.ts'
import type { Operation } from './operations.ts'
import { headerOf, isTaken, jsonOf, type Reply } from './reply.ts'
import type { Session } from './session.ts'
import { CALLS_OFF, type CreatedObject, fits, idOf, type State, shape } from './state.ts'

interface Unkept {
  readonly path: string
  readonly id: string
  readonly session: Session
  readonly answer: unknown
}

/** How users came to be that the run made itself. */
const OURS: ReadonlySet<Session['made']> = new Set(['registered', 'promoted'])

/** Fields of a body that say which object it is about, in place of a new one. */
const NAMES_ITSELF = /^(?:_?id|uuid|guid)$/i

/**
 * What requests of the run's own users made and no probe entered into the ledger: an order that was sent with a payload in its note is an order
 * all the same. Entered when the probes are done, as none of them is to work with what a payload made.
 */
export class UnkeptCreations {
  private readonly unkept: Unkept[] = []

  note(session: Session, { method, path: asked, body }: SendOptions, reply: Reply): void {
    if (method !== 'POST' || !OURS.has(session.made) || !isTaken(reply) || namesItself(body)) return
    const path = (asked.split('?')[0] ?? asked).replace(/(.)\/+$/, '$1')
    const answer = jsonOf(reply)
    const id = idOf(answer, reply) ?? ledTo(path, reply)
    if (id !== null) this.unkept.push({ path, id, session, answer })
  }

  /** Enters what was made where the ledger knows that such a request makes something, and an operation removes it or calls it off. */
  enter(state: State, operations: readonly Operation[]): void {
    const homes = new Map(state.created.map(({ madeAt, collection }) => [madeAt, collection]))
    const known = new Set(state.created.map(keyOf))
    for (const { path, id, session, answer } of this.unkept) {
      const collection = homes.get(path)
      if (collection === undefined || known.has(keyOf({ collection, id })) || !canGo(operations, collection)) continue
      known.add(keyOf({ collection, id }))
      state.rememberId(collection, id, session, '', answer, path)
    }
  }
}

function keyOf({ collection, id }: Pick<CreatedObject, 'collection' | 'id'>): string {
  return `${collection} ${id}`
}

/** `/bookings/7` where the browser is sent once `/bookings` took a form. */
function ledTo(path: string, reply: Reply): string | null {
  const location = headerOf(reply, 'location')
  if (location === '' || !URL.canParse(location, 'http://service')) return null
  const [, above, id] = /^(.*)\/([^/]+)\/?$/.exec(new URL(location, 'http://service').pathname) ?? []
  return above === path && id !== undefined ? decodeURIComponent(id) : null
}

/** Characters of a body that are looked at: bodies of many megabytes are sent to see whether they are read, and a pattern over one ends the stack. */
const MOST_READ = 20_000

function namesItself(body: SendOptions['body']): boolean {
  const text = typeof body === 'string' ? body.slice(0, MOST_READ) : ''
  const names = text.startsWith('{') ? [...text.matchAll(/"([^"\\]+)"\s*:/g)].map((match) => match[1] ?? '') : text.split('&')
  return names.some((name) => NAMES_ITSELF.test(name.split('=')[0] ?? ''))
}

function canGo(operations: readonly Operation[], collection: string): boolean {
  return operations.some(({ method, path }) => {
    if (method === 'DELETE') return fits(shape(path), `${collection}/x`)
    const [, above = '', act = ''] = /^(.*)\/([^{}/]+)\/?$/.exec(path) ?? []
    return method === 'POST' && CALLS_OFF.test(act) && [`${collection}/x`, collection].some((place) => fits(shape(above), place))
  })
}
