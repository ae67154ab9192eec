import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { type Draft, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import type { CreatedObject } from '../state.ts'

const MOST_READ = 6
/** Words that the run fills fields with. */
const WORD_OF_OURS = /\bq[0-9a-f]{9,14}\b/g

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
  const words = first.body.slice(0, 200_000).match(WORD_OF_OURS) ?? []
  const told = words.length === 0 ? null : await objectTold(probing, words, users)
  const owner = told?.owner ?? null
  const other = users.find((user) => user !== owner)
  if (told === null || owner === null || other === undefined || isNamedBy(told, draft)) return null
  // What strangers are shown as well is no answer of somebody else.
  const stranger = await probing.client.send({ ...requestOf(draft), identity: 'anonymous', mayFail: true })
  if (isSuccess(stranger) && stranger.body === first.body) return null
  const control = await readBy(probing, told, other)
  if (control === null || ![403, 404].includes(control.status)) return null
  const made = await probing.create(told.madeAt, {}, owner)
  const [stale, again] = [await ask(owner), await ask(other)]
  return made !== null && stale.body === first.body && again.body === first.body
    ? { own: owner === users[0] ? first : second, control, attempts: [owner === users[0] ? second : first, again], other }
    : null
}

/** Whether the address itself names the object, as one that whoever has it may open does: `/t/K7QX`. */
function isNamedBy({ id, answer }: CreatedObject, { path }: Draft): boolean {
  const said = JSON.stringify(answer ?? '')
  return Object.values(path).some((value) => value === id || said.includes(JSON.stringify(value)))
}

/** The object of one of these users that holds one of some words, as it was made or as its owner reads it now. */
async function objectTold(probing: Probing, words: readonly string[], users: readonly Session[]): Promise<CreatedObject | null> {
  const holds = (text: string): boolean => words.some((word) => text.includes(word))
  const own = probing.state.created.filter(
    ({ owner, isPublished, isRemoved }) => !isPublished && !isRemoved && owner !== null && users.includes(owner),
  )
  const asMade = own.find(({ answer }) => holds(JSON.stringify(answer ?? '')))
  if (asMade !== undefined) return asMade
  for (const object of own.slice(0, MOST_READ)) {
    const reply = object.owner === null ? null : await readBy(probing, object, object.owner)
    if (reply !== null && isSuccess(reply) && holds(reply.body)) return object
  }
  return null
}

async function readBy(probing: Probing, object: CreatedObject, user: Session): Promise<Reply | null> {
  const reader = probing.state.readerOf(object)
  return reader === null || reader.isList ? null : probing.send(user, { method: 'GET', path: reader.path, mayFail: true })
}
