import { ACT } from './object-acts.ts'
import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'
import { isSuccess } from './reply.ts'
import type { Session } from './session.ts'
import { type CreatedObject, fill } from './state.ts'

/**
 * What our administrator offers to everybody, where a user may make none: an event, a product, a slot. What users take of it, a seat or a copy,
 * is taken of nothing that the service had before.
 */
export class Offers {
  private readonly probing: Probing
  /** By collection; null where the administrator can offer nothing that a user sees. */
  private readonly offered = new Map<string, CreatedObject | null>()

  constructor(probing: Probing) {
    this.probing = probing
  }

  /** The id of what is offered in a collection; null without an administrator, or where its things are not shown to the user. */
  async idIn(template: string, ids: Readonly<Record<string, string>>, session: Session | null, parameter = 'id'): Promise<string | null> {
    const { admin } = this.probing.identities
    if (session === null || admin === null || session.role === 'admin') return null
    if (!this.isForTaking(template, parameter)) return null
    const collection = fill(template, ids)
    const known = this.offered.get(collection)
    if (known === null || known?.isRemoved === false) return known?.id ?? null
    // What is being made asks for nothing of its own kind.
    this.offered.set(collection, null)
    const made = await this.probing.create(template, ids, admin, parameter)
    const offered = made !== null && (await this.isShown(made, session, admin)) ? made : null
    this.offered.set(collection, offered)
    return offered?.id ?? null
  }

  /** Whether things of a collection are taken of, or go again: a category that nobody removes is better one that was there before. */
  private isForTaking(template: string, parameter: string): boolean {
    const { state } = this.probing
    const producer = state.producerOf(template) ?? state.kinProducerOf(template, parameter)
    const fields = Object.keys(producer?.body?.schema.properties ?? {})
    return fields.some((name) => ROOM.test(name)) || state.itemOperation(template, 'DELETE') !== null
  }

  /** Whether a user may read it: what is a draft cannot be ordered, and is published first. */
  private async isShown(object: CreatedObject, session: Session, admin: Session): Promise<boolean> {
    const { state } = this.probing
    const reader = state.readerOf(object)
    if (reader === null || reader.isList) return true
    const isRead = async (): Promise<boolean> =>
      isSuccess(await this.probing.send(session, { method: 'GET', path: reader.path, mayFail: true }))
    if (await isRead()) return true
    for (const step of state.stepsOf(object)) {
      const path = `${state.itemPath(object.collection, object.id).replace(/\/$/, '')}/${step}`
      await this.probing.send(admin, { method: 'POST', path, headers: { 'content-type': 'application/json' }, body: '{}', mayFail: true })
      if (await isRead()) return true
    }
    return false
  }
}

/** Fields that say how much of a thing there is for others to take. */
const ROOM = /^(?:seats|stock|capacity|copies|places|spots|units|inventory|available)(?:_?(?:total|count|quantity|level))?$/i

/** Room enough for all that the run takes: one seat would be gone with the first booking. */
const ENOUGH = 100

/** How much of a thing an administrator offers, by the fields of the request that makes it. */
export function roomIn({ method, body }: Operation, session: Session | null): Readonly<Record<string, unknown>> {
  if (method !== 'POST' || session?.role !== 'admin') return {}
  const fields = Object.entries(body?.schema.properties ?? {}).filter(
    ([name, { type, enum: choices }]) => ROOM.test(name) && choices === undefined && type !== 'boolean' && type !== 'array',
  )
  return Object.fromEntries(
    fields.map(([name, { type, maximum }]) => {
      const room = Math.min(ENOUGH, maximum ?? ENOUGH)
      return [name, type === 'string' ? String(room) : room]
    }),
  )
}

/** Whether an operation takes or adds something of the object that its path names, and leaves the object what it is: `/slots/7/book`. */
export function takesOf({ method, path }: Operation): boolean {
  const act = /\}\/([^{}/]+)\/?$/.exec(path)?.[1] ?? ''
  return method === 'POST' && act !== '' && !ACT.test(act)
}
