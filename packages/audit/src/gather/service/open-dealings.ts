import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'
import { isSuccess, isTaken, jsonOf } from './reply.ts'
import { encodeBody } from './requests.ts'
import type { Session } from './session.ts'
import { idOf, itemOf, itemsOf } from './state.ts'

/** Fields of a body that say in which state a thing is to be. */
const STATE_FIELD = /^(?:to|state|status|stage|step|next)$/i

/** Fields that name who has to do with a thing. */
const PARTY = /^(?:user|owner|seller|buyer|author|customer|client|member|account|recipient|sender|receiver|creator|applicant)(?:_?id)?$/i

/** Words for how a thing ends, the best first: what was taken is given back, it is refused, or it goes on to its usual end. */
const ENDINGS = [
  /^(?:cancel|withdraw|revoke|call-?off|void)/i,
  /^(?:declin|reject|clos|resolv)/i,
  /^(?:deliver|receiv)/i,
  /^(?:complet|finish|done)/i,
]
/** Rank in {@link ENDINGS} of what only brings a thing nearer to its end. */
const NEARER = 2

const MOST_THINGS = 20

/** A request that ends a thing, or brings it nearer to its end. */
interface Ending {
  readonly operation: Operation
  readonly body: Readonly<Record<string, unknown>>
  readonly rank: number
}

/** Rank of what gives back what was taken. */
export const GIVES_BACK = 0

/** The bodies in which a field takes a word for an end: `{ to: 'cancelled' }`. */
export function endingsIn(operation: Operation): readonly Ending[] {
  return Object.entries(operation.body?.schema.properties ?? {}).flatMap(([name, { enum: choices }]) =>
    STATE_FIELD.test(name) ? (choices ?? []).flatMap((choice) => ending(operation, String(choice), { [name]: choice })) : [],
  )
}

function ending(operation: Operation, word: string, body: Ending['body']): readonly Ending[] {
  const rank = ENDINGS.findIndex((words) => words.test(word))
  return rank < 0 ? [] : [{ operation, body, rank }]
}

/** Ends what a user of the run has open with others, for which a service would not let an account go; true when anything was ended. */
export async function endOpenDealings(probing: Probing, user: Session): Promise<boolean> {
  await probing.ownId(user)
  let isAnyEnded = false
  for (const [collection, endings] of endingsByCollection(probing.operations))
    for (const id of await idsOfUser(probing, collection, user)) {
      const isEnded = (await end(probing, endings, id, user)) || (await end(probing, endings, id, probing.identities.admin))
      isAnyEnded ||= isEnded
    }
  return isAnyEnded
}

/** Ways to end the things of each collection that stands by itself, the best first. */
function endingsByCollection(operations: readonly Operation[]): ReadonlyMap<string, readonly Ending[]> {
  const endings = new Map<string, Ending[]>()
  for (const operation of operations) {
    const [, item = operation.path, act = ''] = /^(.*\})\/([^{}/]+)\/?$/.exec(operation.path) ?? []
    const place = itemOf(item)
    if (place === null || place.collection.includes('{') || !['POST', 'PATCH', 'PUT'].includes(operation.method)) continue
    const byField = endingsIn(operation)
    const found = byField.length > 0 || operation.method !== 'POST' || act === '' ? byField : ending(operation, act, {})
    endings.set(place.collection, [...(endings.get(place.collection) ?? []), ...found])
  }
  return new Map([...endings].map(([collection, ways]) => [collection, ways.toSorted((a, b) => a.rank - b.rank)]))
}

/** Ids of things of a collection that are the user's: of the ledger, and of a list whose entries name the user as one of those concerned. */
async function idsOfUser(probing: Probing, collection: string, user: Session): Promise<readonly string[]> {
  const { state } = probing
  const own = state.created.filter((object) => object.owner === user && object.collection === collection).map(({ id }) => id)
  const lister = state.listerOf(collection)
  const reply = lister === null ? null : await probing.identities.asIdentity(user, { method: 'GET', path: lister.path, mayFail: true })
  const listed = reply !== null && isSuccess(reply) ? (itemsOf(jsonOf(reply)) ?? []) : []
  const named = listed.filter((entry) =>
    Object.entries(entry).some(([name, value]) => PARTY.test(name) && user.userId !== null && String(value) === user.userId),
  )
  return [...new Set([...named.flatMap((entry) => idOf(entry) ?? []), ...own])].slice(0, MOST_THINGS)
}

/** Whether a thing is at an end, asked for by somebody. */
async function end(probing: Probing, endings: readonly Ending[], id: string, session: Session | null): Promise<boolean> {
  if (session === null) return false
  for (const { operation, body, rank } of endings) {
    const encoded = encodeBody(operation.body?.contentType ?? 'application/json', body)
    const reply = await probing.identities.asIdentity(session, {
      method: operation.method,
      path: operation.path.replace(/\{[^}]*\}/, encodeURIComponent(id)),
      headers: { 'content-type': encoded.contentType },
      body: encoded.body,
      mayFail: true,
    })
    if (isTaken(reply) && rank !== NEARER) return true
  }
  return false
}
