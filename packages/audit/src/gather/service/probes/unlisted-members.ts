import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isTaken, type Reply } from '../reply.ts'
import { draftOf, requestOf, withValue } from '../requests.ts'
import type { Session } from '../session.ts'
import { itemOf, shape } from '../state.ts'
import { namesIn, rankOf, roleFieldOf } from '../tenants.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

const TAKES_IN = /^(.*\/\{([^}/]+)\})\/(?:members?|memberships|users|people|collaborators|teammates|staff)\/?$/i
/** The least rank of who may all. */
const HIGH = 4
const MOST = 2

/** What takes somebody into a shared thing of which no list of members is shown, and a change of it that only who may much is allowed. */
interface Door {
  readonly add: Operation
  readonly change: Operation
  readonly parameter: string
  readonly collection: string
}

/** Members who take themselves in once more, with a higher role: what refused them before lets them then. */
export async function probeUnlistedMembers(probing: Probing): Promise<void> {
  const { ordinaryUser } = probing.identities
  if (ordinaryUser === null || !probing.mayWrite) return
  for (const door of doorsOf(probing).slice(0, MOST)) await probeDoor(probing, door, ordinaryUser)
}

function doorsOf({ wireOperations }: Probing): readonly Door[] {
  return wireOperations.flatMap((add): readonly Door[] => {
    const [, template = '', parameter = ''] = TAKES_IN.exec(add.path) ?? []
    const item = itemOf(template)
    if (add.method !== 'POST' || item === null || item.collection.includes('{') || roleFieldOf(add) === null) return []
    if (wireOperations.some(({ method, path }) => method === 'GET' && shape(path) === shape(add.path))) return []
    const change = wireOperations.find(({ method, path }) => ['PATCH', 'PUT'].includes(method) && shape(path) === shape(template))
    return change === undefined ? [] : [{ add, change, parameter, collection: item.collection }]
  })
}

async function probeDoor(probing: Probing, { add, change, parameter, collection }: Door, owner: Session): Promise<void> {
  const field = roleFieldOf(add) ?? 'role'
  const choices = (add.body?.schema.properties?.[field]?.enum ?? []).flatMap((choice) => (typeof choice === 'string' ? [choice] : []))
  const high = choices.find((role) => (rankOf(role) ?? 0) > HIGH) ?? choices.find((role) => rankOf(role) === HIGH)
  const low = choices.filter((role) => (rankOf(role) ?? 0) < HIGH).sort((a, b) => (rankOf(a) ?? HIGH) - (rankOf(b) ?? HIGH))[0]
  const shared = high === undefined || low === undefined ? null : await probing.create(collection, {}, owner, parameter)
  const accepted = shared === null ? null : await probing.acceptedBy(change)
  if (shared === null || accepted?.session !== owner) return
  probing.client.takeNextAddress()
  const member = await probing.identities.registerUser('user-taken-in', {})
  if (member === null) return
  await probing.ownId(member)
  const take = (role: string, by: Session): Promise<Reply> => {
    const draft = draftOf(add, probing.values, { [parameter]: shared.id }, namesIn(add, member))
    return probing.send(by, { ...requestOf({ ...draft, body: { ...draft.body, [field]: role } }), mayFail: true })
  }
  const name = /\{([^}]+)\}\/?$/.exec(change.path)?.[1] ?? parameter
  const changes = (by: Session): Promise<Reply> =>
    probing.send(by, { ...requestOf(withValue(accepted.draft, { in: 'path', name }, shared.id)), mayFail: true })
  const before = await changes(member)
  const attempts: Reply[] = []
  let refused: Reply | null = null
  let count = 0
  for (let repeat = 0; repeat < 2 && count === repeat; repeat += 1) {
    const taken = await take(low ?? '', owner)
    refused = await changes(member)
    if (!isTaken(taken) || isTaken(before) || !isRefusal(refused)) break
    const raised = await take(high ?? '', member)
    const done = await changes(member)
    attempts.push(raised, done)
    if (isTaken(raised) && isTaken(done)) count += 1
  }
  if (refused === null || attempts.length === 0) return
  add.probes += 1
  probing.trial(
    'functionAccess',
    trialOn(add, {
      name: 'raised in a tenant',
      parameter: `body ${field}`,
      saw: count === 2 ? 'effect' : count === 0 && attempts.some(isRefusal) ? 'no-effect' : 'unclear',
      effect:
        count > 0
          ? `a member with the role ${low} gave itself the role ${high}, and is let in at ${change.key}, which refused it before`
          : `a member with the role ${low} got ${attempts[0]?.status ?? 0} when it gave itself the role ${high}`,
      identity: member.name,
      baseline: refused.exchange,
      control: refused.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: 2 },
      details: { isEscalation: true },
    }),
  )
}
