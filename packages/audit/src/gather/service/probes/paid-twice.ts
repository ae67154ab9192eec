import { heldBy, holdingOf } from '../balances.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isTaken, type Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { itemOf } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Ends of a deal at which money goes somewhere. */
const PAYS = /^(?:complete[d]?|refund(?:ed)?|cancel(?:l?ed)?|release[d]?|settle[d]?|paid|pay-?out|return(?:ed)?|deliver(?:ed)?|reward)$/i
const STATE_FIELD = /^(?:to|state|status|action|event|next)$/i
const MOST_ACTS = 5
const ROUNDS = 2

/** One end of a deal, as a path or as a state that a body names. */
interface End {
  readonly operation: Operation
  readonly collection: string
  readonly parameter: string
  readonly body: Readonly<Record<string, unknown>>
  readonly word: string
}

/** The same end of one deal twice in turn: what is paid for it is paid once. Balances of both sides tell. */
export async function probePaidTwice(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  const holding = holdingOf(probing.wireOperations)
  if (ordinaryUser === null || holding.length === 0 || !probing.mayDisturb) return
  const ends = probing.wireOperations.flatMap(endsOf)
  if (ends.length === 0) return
  const partner = await probing.partnerOf(ordinaryUser)
  const parties = [ordinaryUser, ...(partner === null ? [] : [partner])]
  const told = new Set<Operation>()
  for (const end of ends.slice(0, MOST_ACTS)) {
    if (told.has(end.operation) || !(await isPaidTwice(probing, end, ordinaryUser, () => balancesOf(probing, parties, holding)))) continue
    told.add(end.operation)
  }
}

function endsOf(operation: Operation): readonly End[] {
  const [, item = '', act = ''] = /^(.*\})\/([^{}/]+)\/?$/.exec(operation.path) ?? []
  const place = itemOf(item === '' ? operation.path : item)
  if (place === null || place.collection.includes('{') || !['POST', 'PUT', 'PATCH'].includes(operation.method)) return []
  if (operation.method === 'POST' && PAYS.test(act)) return [{ operation, ...place, body: {}, word: act }]
  return Object.entries(operation.body?.schema.properties ?? {}).flatMap(([name, { enum: choices }]) =>
    STATE_FIELD.test(name)
      ? (choices ?? []).flatMap((choice) =>
          typeof choice === 'string' && PAYS.test(choice) ? [{ operation, ...place, body: { [name]: choice }, word: choice }] : [],
        )
      : [],
  )
}

/** What each side holds, as the first operation that tells a number says; null where none does. */
async function balancesOf(
  probing: Probing,
  parties: readonly Session[],
  holding: readonly Operation[],
): Promise<readonly (number | null)[]> {
  const all: (number | null)[] = []
  for (const party of parties) all.push(await heldBy(probing, party, holding))
  return all
}

async function isPaidTwice(
  probing: Probing,
  { operation, collection, parameter, body, word }: End,
  user: Session,
  look: () => Promise<readonly (number | null)[]>,
): Promise<boolean> {
  const attempts: Reply[] = []
  let count = 0
  let paid = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const object = await probing.create(collection, {}, user, parameter)
    if (object === null) return false
    const draft = draftOf(operation, probing.values, { [parameter]: object.id }, body)
    const act = (): Promise<Reply> => probing.send(user, { ...requestOf({ ...draft, body: { ...draft.body, ...body } }), mayFail: true })
    const before = await look()
    const first = await act()
    const between = isTaken(first) ? await look() : null
    if (between === null) break
    const second = await act()
    const after = await look()
    attempts.push(first, second)
    const moved = before.findIndex((held, index) => held !== null && between[index] !== null && between[index] !== held)
    const change = (from: typeof before, to: typeof before): number => (to[moved] ?? 0) - (from[moved] ?? 0)
    if (moved < 0 || !isTaken(second) || change(before, between) !== change(between, after)) break
    paid = change(before, between)
    count += 1
  }
  const [first, second] = attempts
  operation.probes += 1
  // That a deal ends once says nothing of requests at once.
  if (first === undefined || count === 0) return false
  probing.trial(
    'raceConditions',
    trialOn(operation, {
      name: `twice in turn: ${word}`,
      saw: count === ROUNDS ? 'effect' : 'unclear',
      effect: `${word} of the same was taken a second time in turn, and a balance moved by ${paid} each time`,
      identity: user.name,
      baseline: first.exchange,
      control: first.exchange,
      attempts: exchangesOf(second, attempts[3]),
      reproduced: { count, of: ROUNDS },
    }),
  )
  return count === ROUNDS
}
