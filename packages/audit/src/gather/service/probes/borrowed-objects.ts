import { withNonce } from '../acceptable-requests.ts'
import type { Operation } from '../operations.ts'
import { numeric } from '../own-ids.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, isTaken, jsonOf, type Reply } from '../reply.ts'
import { NOBODY } from '../requests.ts'
import type { Session } from '../session.ts'
import { type CreatedObject, idOf, itemsOf } from '../state.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { singular } from '../values.ts'

const MOST = 4
/** What may well be about what is another's: to pay for it, to say something of it, to ask for it. */
const MEETS_OTHERS =
  /pay|deposit|donat|transfer|\btips?\b|refund|review|rating|report|comment|messages?|invit|share|offer|bids?\b|orders?\b|purchase|repl(?:y|ies)|follow|like|vote|favou?rite|cart|basket/i
const OF_PEOPLE = /^(?:user|owner|customer|account|author|member|recipient|sender|to|from|parent)$/i

/** A thing that a body names and that users have for themselves: the list of each shows the own alone. */
interface Borrowed {
  readonly operation: Operation
  readonly field: string
  readonly noun: string
  /** Path of the list of such things. */
  readonly collection: string
  /** Path of the list of what is made. */
  readonly made: string
}

/** What one user makes for itself in the name of a thing of another: `POST /bookings` with the `pet_id` of somebody else, who then finds the booking. */
export async function probeBorrowedObjects(probing: Probing, owner: Session, other: Session): Promise<void> {
  for (const borrowed of probing.wireOperations.flatMap((operation) => borrowedBy(probing, operation)).slice(0, MOST))
    await borrow(probing, borrowed, owner, other)
}

function borrowedBy(probing: Probing, operation: Operation): readonly Borrowed[] {
  const { method, path, purpose, body } = operation
  if (method !== 'POST' || purpose !== 'other' || path.includes('{') || MEETS_OTHERS.test(path)) return []
  const made = probing.state.listerOf(path)
  if (made === null) return []
  return Object.keys(body?.schema.properties ?? {}).flatMap((field): readonly Borrowed[] => {
    const noun = /^(\w+?)_?(?:id|Id)$/.exec(field)?.[1]?.toLowerCase()
    if (noun === undefined || OF_PEOPLE.test(noun)) return []
    const lister = probing.wireOperations.find(
      (each) =>
        each.method === 'GET' &&
        !each.path.includes('{') &&
        singular((each.path.split('/').at(-1) ?? '').toLowerCase().replaceAll('-', '_')) === noun &&
        probing.state.producerOf(each.path) !== null,
    )
    return lister === undefined ? [] : [{ operation, field, noun, collection: lister.path, made: made.path }]
  })
}

/** Whether somebody who has to do with nobody is refused the thing by itself: what such a one may look at may be there to be booked. */
async function isPrivate(probing: Probing, object: CreatedObject, owner: Session): Promise<boolean> {
  const reader = probing.state.readerOf(object)
  if (reader === null || reader.isList) return false
  const isRefusedTo = async (session: Session | null): Promise<boolean> => {
    const seen = session === null ? null : await probing.send(session, { method: 'GET', path: reader.path, mayFail: true })
    return seen !== null && (isRefusal(seen) || seen.status === 404)
  }
  return (await isRefusedTo(await probing.partnerOf(owner))) || (await isRefusedTo(await probing.identities.registerUser('user-apart', {})))
}

/** Whether a list has what an answer made, by its id. */
function lists(list: Reply, made: Reply): boolean {
  const id = idOf(jsonOf(made), made)
  return id !== null && (itemsOf(jsonOf(list)) ?? []).some((item) => idOf(item) === id)
}

async function borrow(
  probing: Probing,
  { operation, field, noun, collection, made }: Borrowed,
  owner: Session,
  other: Session,
): Promise<void> {
  const object = await probing.create(collection, {}, owner)
  const accepted = await probing.acceptedBy(operation)
  if (object === null || object.nonce === '' || accepted === null) return
  const list = (session: Session, path: string): Promise<Reply> => probing.send(session, { method: 'GET', path, mayFail: true })
  const [own, others] = [await list(owner, collection), await list(other, collection)]
  if (probing.wantsOfAnother(operation) !== null || !(await isPrivate(probing, object, owner))) return
  // What everybody is shown may be taken by everybody.
  if (!own.body.includes(object.nonce) || !isSuccess(others) || others.body.includes(object.nonce)) return
  const known = await probing.knownValues(operation, other)
  const ask = (id: string, word: string): Promise<Reply> =>
    probing.sendDraft(
      other,
      { ...accepted.draft, body: { ...withNonce({ ...accepted.draft.body, ...known }, word), [field]: numeric(id) } },
      { mayFail: true },
    )
  const attempts: Reply[] = []
  let seen: Reply | null = null
  let count = 0
  for (let repeat = 0; repeat < 2 && count === repeat; repeat += 1) {
    const word = probing.values.nonce('borrowed', 12)
    const reply = await ask(object.id, word)
    attempts.push(reply)
    if (!isTaken(reply)) break
    if (probing.createsObjects(operation, reply)) probing.state.remember(operation.path, reply, other, word)
    seen = await list(owner, made)
    if (isSuccess(seen) && (seen.body.includes(word) || lists(seen, reply))) count += 1
  }
  const control = count === 2 ? await ask(NOBODY, probing.values.nonce('borrowed', 12)) : null
  const isEffect = control !== null && !isTaken(control)
  operation.probes += 1
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'borrowed',
      parameter: `body ${field}`,
      saw: isEffect ? 'effect' : count > 0 || isTaken(attempts.at(-1) ?? others) ? 'unclear' : sawWithout(attempts.at(-1)),
      effect: isEffect
        ? `${other.name} named the ${noun} of ${owner.name}, which no list shows to it, and ${owner.name} finds what came of it among its own`
        : `${other.name} named the ${noun} of ${owner.name} and got ${attempts.at(-1)?.status ?? 0}`,
      identity: other.name,
      baseline: own.exchange,
      control: control?.exchange ?? others.exchange,
      attempts: exchangesOf(...attempts, seen),
      reproduced: { count: isEffect ? 2 : 0, of: 2 },
      details: { isPublic: false, hasCanary: true },
    }),
  )
}
