import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import type { CreatedObject } from '../state.ts'

/** An answer that another user was given of this one. */
export interface Shared {
  readonly own: Reply
  readonly control: Reply
  readonly attempts: readonly Reply[]
  readonly other: Session
}

/**
 * Where an address takes no word of ours, so that none is new: both ask the same, and are answered the same, with a word of a thing that one
 * of them made and the other is refused. It came from a cache where another thing of its owner changes nothing of it.
 */
export async function sharedWithoutMark(probing: Probing, { draft }: Accepted, users: readonly [Session, Session]): Promise<Shared | null> {
  const ask = (session: Session): Promise<Reply> => probing.send(session, { ...requestOf(draft), mayFail: true })
  const [first, second] = [await ask(users[0]), await ask(users[1])]
  if (!isSuccess(first) || first.body !== second.body) return null
  const told = probing.state.created.find(
    ({ owner, nonce, isPublished, isRemoved }) =>
      nonce !== '' && !isPublished && !isRemoved && owner !== null && users.includes(owner) && first.body.includes(nonce),
  )
  const owner = told?.owner ?? null
  const other = users.find((user) => user !== owner)
  if (told === undefined || owner === null || other === undefined) return null
  const control = await readBy(probing, told, other)
  if (control === null || ![403, 404].includes(control.status)) return null
  const made = await probing.create(told.madeAt, {}, owner)
  const [stale, again] = [await ask(owner), await ask(other)]
  return made !== null && stale.body === first.body && again.body === first.body
    ? { own: owner === users[0] ? first : second, control, attempts: [owner === users[0] ? second : first, again], other }
    : null
}

async function readBy(probing: Probing, object: CreatedObject, user: Session): Promise<Reply | null> {
  const reader = probing.state.readerOf(object)
  return reader === null || reader.isList ? null : probing.send(user, { method: 'GET', path: reader.path, mayFail: true })
}
