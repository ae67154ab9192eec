import { setTimeout as sleep } from 'node:timers/promises'
import type { ResidueFact } from '../../model/facts/service.ts'
import { ProbingStopped, type SendOptions } from './client.ts'
import { endingsIn, endOpenDealings, GIVES_BACK } from './open-dealings.ts'
import type { Operation } from './operations.ts'
import type { Probing } from './probing.ts'
import { headerOf, isSuccess, isTaken, type Reply } from './reply.ts'
import { encodeBody } from './requests.ts'
import type { Session } from './session.ts'
import { CALLS_OFF, type CreatedObject, fits, shape } from './state.ts'

const MAX_REMOVALS = 1200
const MOST_ASKED_AGAIN = 50
const REFUSED = 'the deletion was refused'
/** How often users are asked for again whose deletion was refused. */
const REMOVAL_ROUNDS = 2

/** Removes what the run made, as its owner, then as the administrator, and says what is left. */
export async function cleanUp(probing: Probing): Promise<readonly ResidueFact[]> {
  const removed = new Set<CreatedObject>()
  const asked = new Set<CreatedObject>()
  const calledOff = new Set<CreatedObject>()
  const patience = new Patience(probing)
  const objects = [...probing.state.created].reverse().filter((object) => !object.isRemoved)
  for (const object of objects.slice(0, MAX_REMOVALS)) {
    // What it has taken goes back first: with the object, an operation that gives it back would be gone.
    const isCalledOff = await unlessStopped(callOff(probing, object))
    if (isCalledOff === null) break
    if (isCalledOff) calledOff.add(object)
    if (!canBeDeleted(probing, object.collection)) continue
    const isGone = await unlessStopped(remove(probing, object, patience))
    if (isGone === null) break
    asked.add(object)
    if (isGone) removed.add(object)
  }
  // What another depended on may go now that the other is gone.
  const refused = removed.size === 0 ? [] : [...asked].filter((object) => !removed.has(object))
  for (const object of refused.slice(0, MOST_ASKED_AGAIN)) {
    const isGone = await unlessStopped(remove(probing, object, patience))
    if (isGone === null) break
    if (isGone) removed.add(object)
  }
  const residue = probing.state.residueOf(removed, (object) => {
    if (!canBeDeleted(probing, object.collection)) return `no operation deletes it${calledOff.has(object) ? callOffOf(object) : ''}`
    return asked.has(object) ? 'its deletion was refused' : 'the run ended before clean-up'
  })
  return [...residue, ...(await removeUsers(probing))]
}

function callOffOf({ broughtOnBy }: CreatedObject): string {
  return broughtOnBy === ''
    ? '; it was called off'
    : `; it was called off after ${broughtOnBy} was taken for it, so what it took may not have been given back`
}

/** Removes the users; those that a service keeps because of what they have open with others end that first, and are asked for again. */
async function removeUsers(probing: Probing): Promise<readonly ResidueFact[]> {
  const { registered } = probing.identities
  const told = new Map<Registered, ResidueFact>()
  const ask = async (user: Registered): Promise<void> => {
    told.set(user, (await unlessStopped(removeUser(probing, user))) ?? leftUser(user, 'the run ended before clean-up'))
  }
  for (const user of registered) await ask(user)
  for (let round = 0; round < REMOVAL_ROUNDS; round += 1) {
    const refused = registered.filter((user) => user.session !== null && told.get(user)?.because === REFUSED)
    let isAnyEnded = false
    for (const { session } of refused)
      if (session !== null && (await unlessStopped(endOpenDealings(probing, session))) === true) isAnyEnded = true
    // One who is gone may have been what the other was kept for.
    if (refused.length === 0 || (!isAnyEnded && (round > 0 || refused.length === registered.length))) break
    for (const user of refused) await ask(user)
  }
  return registered.flatMap((user) => told.get(user) ?? [])
}

/** What a step gives; null once no more requests may be sent. */
async function unlessStopped<T>(step: Promise<T>): Promise<T | null> {
  try {
    return await step
  } catch (error) {
    if (error instanceof ProbingStopped) return null
    throw error
  }
}

/** Waits for a limiter as long as it says, and no longer than a minute in all: what is left behind is worse than a run that ends later. */
class Patience {
  private readonly probing: Probing
  private leftMs = 60_000

  constructor(probing: Probing) {
    this.probing = probing
  }

  /** Whether the answer was a limiter's, and it was waited for. */
  async waitsAfter(reply: Reply): Promise<boolean> {
    const seconds = Number(headerOf(reply, 'retry-after'))
    if (reply.status !== 429 || !(seconds > 0) || seconds * 1000 > this.leftMs) return false
    const waitMs = seconds * 1000
    this.leftMs -= waitMs
    await sleep(waitMs)
    this.probing.client.disregard(waitMs)
    return true
  }
}

/** Asks as the owner, then as the administrator and as the first user, whether an object may go; true when it is gone. */
async function remove(probing: Probing, object: CreatedObject, patience: Patience): Promise<boolean> {
  for (const session of [object.owner, probing.identities.admin, probing.identities.userA]) {
    if (session === null) continue
    const ask = (): Promise<Reply> =>
      probing.identities.asIdentity(session, {
        method: 'DELETE',
        path: probing.state.itemPath(object.collection, object.id),
        mayFail: true,
      })
    let reply = await ask()
    if (await patience.waitsAfter(reply)) reply = await ask()
    if (isSuccess(reply) || reply.status === 404 || reply.status === 410) return true
  }
  return false
}

/** Gives back what an object has taken, a seat or a sum, where an operation calls it off: by its path, or by a field that names it or its state. */
async function callOff(probing: Probing, object: CreatedObject): Promise<boolean> {
  if (object.owner === null || object.isCalledOff) return object.isCalledOff
  const written = probing.state.itemPath(object.collection, object.id)
  for (const operation of thoseThatEnd(probing.operations))
    for (const { path, body } of callsOff(operation, object, written)) {
      const encoded = encodeBody(operation.body?.contentType ?? 'application/json', body)
      const reply = await probing.identities.asIdentity(object.owner, {
        method: operation.method,
        path,
        headers: { 'content-type': encoded.contentType },
        body: encoded.body,
        mayFail: true,
      })
      if (isTaken(reply)) return true
    }
  return false
}

const ending = new WeakMap<readonly Operation[], readonly Operation[]>()

/** Operations that call things off or bring them to an end, of all: each object that is removed asks for them. */
function thoseThatEnd(operations: readonly Operation[]): readonly Operation[] {
  let found = ending.get(operations)
  if (found === undefined) {
    found = operations.filter(
      (operation) =>
        (operation.method === 'POST' && CALLS_OFF.test(/([^{}/]+)\/?$/.exec(operation.path)?.[1] ?? '')) ||
        endingsIn(operation).some(({ rank }) => rank === GIVES_BACK),
    )
    ending.set(operations, found)
  }
  return found
}

interface CallOff {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

/** How an operation calls an object off: `/orders/7/cancel`, `/orders/cancel` with the id in its body, `/orders/7/transition` to `cancelled`. */
function callsOff(operation: Operation, object: CreatedObject, written: string): readonly CallOff[] {
  const item = written.replace(/\/$/, '')
  const [, above = '', act = ''] = /^(.*)\/([^{}/]+)\/?$/.exec(operation.path) ?? []
  if (operation.method === 'POST' && CALLS_OFF.test(act)) {
    if (fits(shape(above), item)) return [{ path: `${item}/${act}`, body: {} }]
    const field = Object.keys(operation.body?.schema.properties ?? {}).find((name) => /^_?id$|(?:_id|Id)$/.test(name))
    return shape(above) === shape(object.collection) && field !== undefined ? [{ path: operation.path, body: { [field]: object.id } }] : []
  }
  const isMove = operation.method === 'POST' && fits(shape(above), item)
  const isChange = ['PATCH', 'PUT'].includes(operation.method) && fits(shape(operation.path), item)
  if (!isMove && !isChange) return []
  const path = isMove ? `${item}/${act}` : written
  return endingsIn(operation)
    .filter(({ rank }) => rank === GIVES_BACK)
    .map(({ body }) => ({ path, body }))
}

function canBeDeleted(probing: Probing, collection: string): boolean {
  return probing.operations.some((operation) => operation.method === 'DELETE' && fits(shape(operation.path), `${collection}/x`))
}

type Registered = Probing['identities']['registered'][number]

async function removeUser(probing: Probing, user: Registered): Promise<ResidueFact> {
  const { name, email } = user
  const what = `user ${email}`
  const operations = probing.operations.filter(
    (operation) => operation.method === 'DELETE' && /\/(?:me|account|profile|users\/\{\}|accounts\/\{\})$/.test(shape(operation.path)),
  )
  const session = operations.length === 0 ? null : await sessionOf(probing, user)
  for (const operation of operations) {
    const userId = session?.userId ?? ''
    if (operation.path.includes('{') && userId === '') continue
    const path = operation.path.replace(/\{[^}]*\}/, encodeURIComponent(userId))
    // A path that names nobody is about whoever asks.
    for (const actor of operation.path.includes('{') ? [session, probing.identities.admin] : [session]) {
      if (actor === null) continue
      const asked: SendOptions = { method: 'DELETE', path, mayFail: true }
      const reply = await probing.identities.asIdentity(actor, asked)
      if (isSuccess(reply) || (actor === session && (await withPassword(probing, actor, asked, reply))))
        return { what, identity: name, outcome: 'removed', because: '' }
    }
  }
  return leftUser(user, operations.length === 0 ? 'no operation deletes users' : REFUSED)
}

/** Fields in which a service wants the password once more before it lets an account go. */
const PASSWORD_FIELDS = ['password', 'current_password', 'currentPassword']

/** Whether a user goes who says its password again. */
async function withPassword(probing: Probing, session: Session, request: SendOptions, refused: Reply): Promise<boolean> {
  if (session.credentials === null || ![400, 403, 411, 415, 422].includes(refused.status)) return false
  for (const field of PASSWORD_FIELDS) {
    const { contentType, body } = encodeBody('application/json', { [field]: session.credentials.password })
    const reply = await probing.identities.asIdentity(session, { ...request, headers: { 'content-type': contentType }, body })
    if (isSuccess(reply)) return true
  }
  return false
}

/** The session of a user; one who was only registered, to see whether that works, logs in now. */
async function sessionOf(probing: Probing, { name, credentials, session }: Registered): Promise<Session | null> {
  if (session !== null || credentials === null) return session
  probing.client.takeNextAddress()
  return probing.identities.enter(name, 'user', 'registered', credentials, null)
}

function leftUser({ name, email }: Registered, because: string): ResidueFact {
  return { what: `user ${email}`, identity: name, outcome: 'left', because }
}
