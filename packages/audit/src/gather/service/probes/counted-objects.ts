import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { NOBODY, requestOf, withValue } from '../requests.ts'
import type { Session } from '../session.ts'
import { idOf, itemOf, itemsOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Whom an object belongs to; an author or a creator is often shown to all. */
const OWNER = /^(?:user|owner|customer|account|member|payer|patient|client)_?id$/i
/** Beyond this a list may have more pages. */
const MOST_LISTED = 20

/**
 * Things that come into being with something else, a payment or an invoice, cannot be made for the purpose. Where ids are counted, one is met by
 * counting: it names somebody else as its owner, the list of neither user shows it, and strangers are refused both. False where nothing of the kind is met.
 */
export async function probeCounted(probing: Probing, operation: Operation, owner: Session, other: Session): Promise<boolean> {
  const item = itemOf(operation.path)
  const lister = item === null ? null : probing.state.listerOf(item.collection)
  const accepted = item === null || lister === null ? null : await probing.acceptedBy(operation)
  if (item === null || lister === null || accepted?.session !== owner) return false
  const id = accepted.draft.path[item.parameter] ?? ''
  if (!/^\d{1,6}$/.test(id) || lister.path.includes('{')) return false
  const request = requestOf(accepted.draft)
  const read = (session: Session): Promise<Reply> => probing.send(session, { ...request, mayFail: true })
  const named = ownerIn(accepted.reply)
  const own = [await probing.ownId(owner), await probing.ownId(other)]
  if (named === null || own.includes(null) || own.includes(named)) return false
  for (const session of [owner, other]) {
    const list = await probing.send(session, { method: 'GET', path: lister.path, mayFail: true })
    const items = isSuccess(list) ? itemsOf(jsonOf(list)) : null
    if (items === null || items.length >= MOST_LISTED || items.some((each) => idOf(each) === id)) return false
  }
  const strangers = [
    await probing.client.send({ method: 'GET', path: lister.path, identity: 'anonymous', mayFail: true }),
    await probing.client.send({ ...request, identity: 'anonymous', mayFail: true }),
  ]
  if (strangers.some(isSuccess)) return false
  const attempts = [await read(owner), await read(other)]
  const unknown = await probing.send(owner, {
    ...requestOf(withValue(accepted.draft, { in: 'path', name: item.parameter }, NOBODY)),
    mayFail: true,
  })
  const count = attempts.filter((reply) => isSuccess(reply) && ownerIn(reply) === named).length
  operation.probes += 1
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'read',
      saw: count === 2 && !isSuccess(unknown) ? 'effect' : 'unclear',
      effect: 'two users got an object that names somebody else as its owner, and that the list of neither shows',
      identity: other.name,
      baseline: accepted.reply.exchange,
      control: unknown.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: attempts.length },
      details: { isPublic: false, hasCanary: false },
    }),
  )
  return true
}

/** The id that an object names as its owner's; null where it names none. */
function ownerIn(reply: Reply): string | null {
  const node = jsonOf(reply)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return null
  const found = Object.entries(node).find(([key, value]) => OWNER.test(key) && (typeof value === 'string' || typeof value === 'number'))
  return found === undefined ? null : String(found[1])
}
