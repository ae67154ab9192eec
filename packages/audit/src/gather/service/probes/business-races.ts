import type { Exchange } from '../../../model/evidence.ts'
import { Gate } from '../gate.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isDeclined, isSuccess, jsonOf, type Reply } from '../reply.ts'
import { type Draft, draftOf, requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import type { CreatedObject } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { probeBalances } from './balance-races.ts'

const ONCE = /\/(?:redeem|vote|upvote|like|claim|accept|apply|rsvp|join|rate|use|withdraw|cancel|approve|confirm|refund|return)\/?$/i
const AT_ONCE = 10
const ROUNDS = 3
const MAX_ACTIONS = 4

/** Actions that may be done once to an object: done twice in turn on one of ours, then ten times at once on another; and money that is spent at once. */
export async function probeBusinessRaces(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  if (ordinaryUser === null) return
  const once = probing.operations.filter(({ method, path }) => ['POST', 'PUT'].includes(method) && ONCE.test(path))
  for (const operation of once.slice(0, MAX_ACTIONS)) {
    const subject = subjectOf(probing, operation)
    if (subject !== null) await probeAction(probing, operation, ordinaryUser, subject)
  }
  await probeBalances(probing, ordinaryUser)
}

/** Where the things come from that an action is done to, and how a request names one. */
interface Subject {
  readonly collection: string
  readonly draftFor: (object: CreatedObject) => Draft
}

/** The object of an action: in its path, or named by a field of its body as the collection's own answers name it. */
function subjectOf(probing: Probing, operation: Operation): Subject | null {
  const [, collection, parameter] = /^(.*)\/\{([^}/]+)\}\/[^/{}]+\/?$/.exec(operation.path) ?? []
  if (collection !== undefined && parameter !== undefined)
    return { collection, draftFor: (object) => draftOf(operation, probing.values, { [parameter]: object.id }, {}) }
  const parent = operation.path.replace(/\/[^/]+\/?$/, '')
  const fields = Object.keys(operation.body?.schema.properties ?? {})
  if (operation.path.includes('{') || fields.length === 0 || probing.state.producerOf(parent) === null) return null
  return {
    collection: parent,
    draftFor: ({ answer }) => draftOf(operation, probing.values, {}, Object.fromEntries(fields.flatMap((name) => named(answer, name)))),
  }
}

/** The value that an answer gives a field: under the same name, or as the id of a thing whose noun the field has. */
function named(answer: unknown, name: string): readonly (readonly [string, unknown])[] {
  if (typeof answer !== 'object' || answer === null) return []
  const node = answer as Readonly<Record<string, unknown>>
  const value = node[name] ?? (/(?:_id|Id)$/.test(name) ? node.id : undefined)
  if (value !== undefined) return [[name, value]]
  return Object.values(node)
    .flatMap((child) => (Array.isArray(child) ? [] : named(child, name)))
    .slice(0, 1)
}

async function probeAction(probing: Probing, operation: Operation, user: Session, { collection, draftFor }: Subject): Promise<void> {
  const give = (reason: string): void => probing.notTried('raceConditions', operation.key, 'no-data', reason)
  const first = await probing.create(collection, {}, user)
  const second = first === null ? null : await probing.create(collection, {}, user)
  if (first === null || second === null) return give('no objects of our own could be made for it')
  if (first.id === second.id) return give('two objects of our own could not be told apart')
  const act = (object: CreatedObject, gate?: Gate): Promise<Reply> =>
    probing.send(user, { ...requestOf(draftFor(object)), ...(gate === undefined ? {} : { gate }), mayFail: true })
  const once = await act(first)
  const twice = await act(first)
  // Only what is refused the second time is meant to be done once.
  if (!isSuccess(once)) return give(`no request was accepted (${once.status})`)
  if (!isDeclined(twice)) return
  operation.probes += 1
  let race = await raceFor(probing, user, second, act)
  // One race may be lost to chance: the first finds connections cold, and a busy machine takes requests in turn.
  for (let more = 1; more < ROUNDS && !race.isSeen; more += 1) {
    const next = await probing.create(collection, {}, user)
    if (next === null) break
    race = await raceFor(probing, user, next, act)
  }
  const { isSeen, wins, growth, attempts } = race
  probing.trial(
    'raceConditions',
    trialOn(operation, {
      name: 'at once',
      saw: isSeen ? 'effect' : wins === 1 || growth === 1 ? 'no-effect' : 'unclear',
      effect: `${wins} of ${AT_ONCE} at once were taken, where the second in turn got ${twice.status}${growth === null ? '' : `; a count grew by ${growth}`}`,
      identity: user.name,
      baseline: once.exchange,
      control: twice.exchange,
      attempts,
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
    }),
  )
}

interface Race {
  readonly isSeen: boolean
  /** Requests of those at once that were taken. */
  readonly wins: number
  readonly growth: number | null
  readonly attempts: readonly Exchange[]
}

/** Does the action to one object of ours many times at once. */
async function raceFor(
  probing: Probing,
  user: Session,
  object: CreatedObject,
  act: (object: CreatedObject, gate?: Gate) => Promise<Reply>,
): Promise<Race> {
  const look = (): Promise<Reply> =>
    probing.send(user, { method: 'GET', path: probing.state.itemPath(object.collection, object.id), mayFail: true })
  const before = await look()
  const gate = new Gate(AT_ONCE)
  const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => act(object, gate)))
  const after = await look()
  const wins = replies.filter(isSuccess)
  const growth = growthOf(before, after)
  return {
    isSeen: wins.length > 1 && growth !== 1,
    wins: wins.length,
    growth,
    attempts: exchangesOf(...(wins.length > 1 ? wins.slice(0, 2) : replies.slice(0, 2)), after),
  }
}

/** By how much the number that grew most grew; null when none did or the object cannot be read. */
function growthOf(before: Reply, after: Reply): number | null {
  const numbers = (reply: Reply): Readonly<Record<string, unknown>> => {
    const value = jsonOf(reply)
    return isSuccess(reply) && typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  }
  const old = numbers(before)
  const grown = Object.entries(numbers(after)).flatMap(([name, value]) => {
    const was = old[name]
    return typeof value === 'number' && typeof was === 'number' && value > was && value - was <= AT_ONCE ? [value - was] : []
  })
  return grown.length === 0 ? null : Math.max(...grown)
}
