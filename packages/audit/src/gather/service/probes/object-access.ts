import { ACT, isJoining, LINKED_ACT } from '../object-acts.ts'
import { type Operation, RAISES, SWITCHES_OFF } from '../operations.ts'
import { type OwnLink, OwnLinks } from '../own-links.ts'
import type { Probing } from '../probing.ts'
import { isHtml, isSuccess, isTaken, jsonOf, obstacleOf, type Reply } from '../reply.ts'
import { type Draft, draftOf, isFreeText, leavesOf, requestOf, withUnknownId, withValue } from '../requests.ts'
import type { Session } from '../session.ts'
import { type CreatedObject, fill, idOf, itemOf, itemsOf } from '../state.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { BELOW, lookBelow, lookBeside, NOT_BELOW } from './below-own-parent.ts'
import { probeBorrowedObjects } from './borrowed-objects.ts'
import { probeCounted } from './counted-objects.ts'
import { probeFilteredObjects } from './filtered-objects.ts'
import { probeNamedObjects, probeQuotedObjects } from './named-objects.ts'
import { probeNamedParents } from './named-parents.ts'
import { probeOtherNames } from './other-names.ts'
import { isSameObject, saidOn } from './same-object.ts'
import { writtenHere } from './written-here.ts'

/** One user's objects, asked for by another: read, changed, deleted; the owner then looks what happened. */
export async function probeObjectAccess(probing: Probing): Promise<void> {
  const { ordinaryUser: userA, userB } = probing.identities
  if (userA === null || userB === null) {
    probing.notTried('objectAccess', 'objects of another user', 'no-identity', 'two ordinary users are needed')
    return
  }
  const items = probing.operations.filter(
    (operation) => operation.path.includes('{') && operation.purpose !== 'admin' && operation.purpose !== 'static',
  )
  if (probing.mayWrite) await oneOfEach(probing, userB)
  const links = new OwnLinks(probing)
  const order = ['GET', 'PUT', 'PATCH', 'POST', 'DELETE']
  for (const operation of items.sort((a, b) => order.indexOf(a.method) - order.indexOf(b.method))) {
    const isLinkedAct = LINKED_ACT.test(/\}\/([^{}/]+)\/?$/.exec(operation.path)?.[1] ?? '')
    if (operation.method === 'GET' && !(isLinkedAct && probing.mayWrite)) await readAnother(probing, operation, userA, userB, links)
    else if (operation.method === 'DELETE') await deleteAnother(probing, operation, userA, userB)
    else {
      // Who is taken in belongs to it from then on, and is no stranger to compare with.
      const caller = isJoining(operation.path) && !isWithPartner(probing, operation) ? await probing.partnerOf(userA) : userB
      if (caller !== null) await changeAnother(probing, operation, userA, caller, links)
    }
  }
  await probeOtherNames(probing, userA, userB)
  await probeNamedParents(probing, userA, userB)
  if (!probing.mayWrite) return
  await probeFilteredObjects(probing, userA, userB)
  await probeNamedObjects(probing, userA, userB)
  await probeQuotedObjects(probing, userA, userB)
  await probeBorrowedObjects(probing, userA, userB)
}

const MOST_KINDS = 6

/** Lets somebody have one of each thing that anybody may make: who has a shop of the own may see what is another's shop's. */
async function oneOfEach(probing: Probing, user: Session): Promise<void> {
  const collections = probing.operations
    .filter(({ method, path, purpose }) => method === 'POST' && purpose === 'other' && !path.includes('{'))
    .map(({ path }) => path)
    .filter((path) => probing.operations.some((operation) => operation.path.startsWith(`${path.replace(/\/$/, '')}/{`)))
  for (const collection of collections.slice(0, MOST_KINDS))
    if (!probing.state.created.some((object) => object.owner === user && !object.isRemoved && object.madeAt === collection))
      await probing.create(collection, {}, user)
}

/** Whether what is acted on was made with the partner on the other side: to take an offer is that one's right. */
function isWithPartner(probing: Probing, { path }: Operation): boolean {
  const item = lastItem(path)
  const { state } = probing
  const producer = item === null ? null : (state.producerOf(item.collection) ?? state.kinProducerOf(item.collection, item.parameter))
  return producer !== null && probing.wantsOfAnother(producer) !== null
}

interface Target {
  readonly draft: Draft
  /** Word in the object that only its owner should see. */
  readonly canary: string
  readonly object: CreatedObject | null
  /** Where its owner is shown it, when nothing tells how it is made. */
  readonly link: OwnLink | null
}

/** A request to the operation for something that a page links to for its owner alone. */
async function linkedTarget(
  probing: Probing,
  operation: Operation,
  owner: Session,
  other: Session,
  links: OwnLinks,
  index: number,
): Promise<Target | null> {
  const item = lastItem(operation.path)
  const link = item === null ? undefined : (await links.of(item.collection, owner, other))[index]
  if (item === null || link === undefined) return null
  const draft = draftOf(operation, probing.values, { [item.parameter]: link.id }, await probing.knownValues(operation, owner))
  return { draft, canary: '', object: null, link }
}

/** A request to the operation for something that the owner has. */
async function targetOf(probing: Probing, operation: Operation, owner: Session, isFresh: boolean): Promise<Target | null> {
  const ids = { ...(await probing.idsFor(operation, owner)) }
  const item = lastItem(operation.path)
  let object: CreatedObject | null = null
  let canary = ''
  if (item !== null) {
    const collection = fill(item.collection, ids)
    const own = (): readonly CreatedObject[] => probing.state.ownOf(item.collection, collection, item.parameter, owner)
    object = isFresh ? null : (own().find(({ nonce, isEnded }) => nonce !== '' && !isEnded) ?? null)
    object ??= await (isFresh
      ? probing.createFresh(item.collection, ids, owner, item.parameter)
      : probing.create(item.collection, ids, owner, item.parameter))
    // What belongs to something of ours is ours too, though nothing makes it by itself.
    object ??= isFresh ? null : (own()[0] ?? null)
    if (object !== null) {
      ids[item.parameter] = object.id
      canary = object.nonce
    }
  }
  const isOfUser = isPrivateOfUser(operation) && owner.userId !== null && object === null
  if (isOfUser && item !== null && owner.userId !== null) ids[item.parameter] = owner.userId
  const isOwnUser =
    !isOfUser &&
    /\/(?:users|accounts|profiles?|customers|members)\/\{[^}]+\}/.test(operation.path) &&
    owner.userId !== null &&
    object === null
  if (isOwnUser) canary = owner.credentials?.email ?? owner.userId ?? ''
  if (object === null && !isOwnUser && !isOfUser) return null
  return { draft: draftOf(operation, probing.values, ids, await probing.knownValues(operation, owner)), canary, object, link: null }
}

/** What belongs to one user alone, where a parameter names the user: `/wallets/{user_id}/entries`. */
function isPrivateOfUser({ method, path }: Operation): boolean {
  return (
    method === 'GET' &&
    /\{(?:user|owner|account|customer|member)_?id\}/i.test(path) &&
    /wallet|balance|transaction|payment|payout|invoice|statement|ledger|card|notification|message|inbox|settings|preferences|address/i.test(
      path,
    )
  )
}

async function readAnother(probing: Probing, operation: Operation, owner: Session, other: Session, links: OwnLinks): Promise<void> {
  const target = (await targetOf(probing, operation, owner, false)) ?? (await linkedTarget(probing, operation, owner, other, links, 0))
  if (target === null) {
    if (!(await probeCounted(probing, operation, owner, other))) nothingToTry(probing, operation)
    return
  }
  const request = requestOf(target.draft)
  let own = await probing.send(owner, request)
  // A list below the object tells nothing while nothing of ours is in it.
  let entry = entryIn(probing, own, request.path, owner)
  if (entry === null && itemsOf(jsonOf(own)) !== null && (target.canary === '' || !own.body.includes(target.canary))) {
    entry = await probing.create(operation.path, target.draft.path, owner)
    if (entry !== null) own = await probing.send(owner, request)
  }
  const isBare = isSuccess(own) && jsonOf(own) !== undefined && entry === null && !own.body.includes(target.canary || '\0')
  const written = isBare ? await writtenHere(probing, operation, target.draft, owner) : null
  if (written !== null) own = await probing.send(owner, request)
  if (!isSuccess(own))
    return void probing.trial(
      'objectAccess',
      trialOn(operation, {
        name: 'read',
        saw: obstacleOf(own) === '' ? 'unclear' : 'blocked',
        effect: `its owner got ${own.status}`,
        identity: other.name,
        baseline: own.exchange,
        details: {},
      }),
    )
  const canary = [entry?.nonce ?? '', target.canary, written ?? ''].find((word) => word !== '' && own.body.includes(word)) ?? ''
  const shows = (reply: Reply): boolean =>
    isSuccess(reply) && (canary !== '' ? reply.body.includes(canary) : isSameObject(own, reply, [owner, other]) || isSameList(reply))
  // Where a number in the path says whose list it is, the same entries are another's.
  const entries = isPrivateOfUser(operation) ? (itemsOf(jsonOf(own)) ?? []) : []
  const isSameList = (reply: Reply): boolean => entries.length > 0 && saidOn(reply, []) === saidOn(own, [])
  let asked = target.draft
  let attempts = await askAgainWhile(shows, () => probing.send(other, request))
  const below = attempts.some(shows) ? NOT_BELOW : await lookBelow(probing, operation, lastItem(operation.path), asked, other)
  if (below.draft !== null) {
    asked = below.draft
    attempts = await askAgainWhile(shows, () => probing.send(other, requestOf(asked)))
  }
  const beside = attempts.some(shows) ? NOT_BELOW : lookBeside(probing, operation, target.draft, other)
  if (beside.draft !== null) {
    asked = beside.draft
    attempts = await askAgainWhile(shows, () => probing.send(other, requestOf(asked)))
  }
  const count = attempts.filter(shows).length
  const anonymous = count > 0 ? await probing.client.send({ ...request, identity: 'anonymous' }) : null
  const item = lastItem(operation.path)
  const unknownId = count > 0 ? await probing.send(other, requestOf(item === null ? asked : withUnknownId(asked, item.parameter))) : null
  const lister = item === null ? null : probing.state.listerOf(item.collection)
  const list =
    count > 0 && lister !== null && canary !== ''
      ? await probing.send(other, { method: 'GET', path: fill(lister.path, target.draft.path) })
      : null
  const isFace = target.object === null && canary === '' && showsFaceAlone(jsonOf(own))
  // What one user was linked to somewhere, or calls itself by name, may be there for all: lists that part users, or private words, say otherwise.
  const isOpen = (target.link !== null && (!target.link.isApart || (anonymous !== null && isSuccess(anonymous)))) || isOwnPage(target, own)
  const isPublic =
    isFace ||
    isOpen ||
    target.object?.isPublished === true ||
    (anonymous !== null && shows(anonymous)) ||
    (list !== null && isSuccess(list) && list.body.includes(canary))
  const differs = unknownId === null || !shows(unknownId)
  operation.probes += 1
  report(probing, operation, {
    name: 'read',
    saw: count === 2 && differs ? 'effect' : count > 0 ? 'unclear' : sawWithout(attempts[0]),
    effect:
      count > 0
        ? `${other.name} got the object of ${owner.name}${(below.draft ?? beside.draft) === null ? '' : BELOW}${canary === '' ? '' : ', with the word that only it holds'}`
        : `${other.name} got ${attempts[0]?.status ?? 0}`,
    identity: other.name,
    baseline: own.exchange,
    control: unknownId?.exchange ?? anonymous?.exchange ?? null,
    attempts: exchangesOf(...attempts),
    reproduced: { count, of: attempts.length },
    details: { isPublic, hasCanary: canary !== '', isHalfTried: below.isUntried },
  })
}

/** What the owner made at a path and is told there, by a word of its own; null where nothing is. */
function entryIn({ state }: Probing, reply: Reply, path: string, owner: Session): CreatedObject | null {
  const made = state.created.filter((object) => object.owner === owner && !object.isRemoved && object.madeAt === path)
  return made.find(({ nonce }) => nonce !== '' && reply.body.includes(nonce)) ?? null
}

/** Asks once, and a second time where the first shows something. */
async function askAgainWhile(shows: (reply: Reply) => boolean, ask: () => Promise<Reply>): Promise<readonly Reply[]> {
  const first = await ask()
  return shows(first) ? [first, await ask()] : [first]
}

async function changeAnother(probing: Probing, operation: Operation, owner: Session, other: Session, links: OwnLinks): Promise<void> {
  if (operation.body === null && operation.method !== 'POST' && operation.method !== 'GET') return
  if (['login', 'register', 'refresh', 'password-reset'].includes(operation.purpose)) return
  // What is done to users is tried on users made for it.
  if (SWITCHES_OFF.test(operation.path) || RAISES.test(operation.path)) return
  const subject = async (isFresh: boolean): Promise<Target | null> =>
    (await targetOf(probing, operation, owner, isFresh)) ?? (await linkedTarget(probing, operation, owner, other, links, isFresh ? 1 : 0))
  let target = await subject(false)
  const item = lastItem(operation.path)
  if (target === null || item === null) return void nothingToTry(probing, operation)
  const looker = new Looker(probing, item, owner)
  // An act without words may show only the first time that it is done.
  const isOnce = ['POST', 'GET'].includes(operation.method) && marked(probing, target.draft).marker === ''
  let before = isOnce ? { reply: null, isSteady: false } : await looker.settle(target)
  const attempts: Reply[] = []
  let count = 0
  let seen: Reply | null = null
  let below = NOT_BELOW
  let isSpent = false
  for (let repeat = 0; repeat < 2; repeat += 1) {
    // What was taken away is not there to be taken away again.
    const mustBeNew = repeat > 0 && (isGone(seen) || target.link !== null)
    if (mustBeNew || isOnce) {
      const next = await subject(true)
      if (next === null && mustBeNew) break
      target = next ?? target
      before = await looker.settle(target)
    }
    let { draft, marker } = marked(probing, target.draft)
    let reply = await sendAsShown(probing, operation, draft, other)
    // What other probes brought to its end takes no change of anybody: one that is new does.
    if (reply.status === 409 && !isSpent && target.object !== null) {
      isSpent = true
      const next = await subject(true)
      if (next !== null) {
        target = next
        before = await looker.settle(target)
        ;({ draft, marker } = marked(probing, target.draft))
        reply = await sendAsShown(probing, operation, draft, other)
      }
    }
    if (!isTaken(reply)) {
      below = await lookBelow(probing, operation, item, draft, other)
      if (below.draft !== null) reply = await sendAsShown(probing, operation, below.draft, other)
    }
    attempts.push(reply)
    if (!isTaken(reply)) break
    seen = marker === '' && !before.isSteady ? null : await looker.look(target)
    if (isGone(seen) && isSuccessful(before.reply) && target.object !== null) target.object.isRemoved = true
    if (seen !== null && isChanged(before.reply, seen, marker, owner)) count += 1
    else break
  }
  const last = attempts.at(-1)
  const own = count > 0 || last === undefined || isTaken(last) ? null : await sendAsShown(probing, operation, target.draft, owner)
  operation.probes += 1
  if (own !== null && !isTaken(own)) operation.gaps.add(`its owner got ${own.status}`)
  const isSilent = last !== undefined && isTaken(last) && count === 0
  report(probing, operation, {
    name: 'change',
    saw:
      count === 2
        ? 'effect'
        : count === 1
          ? 'unclear'
          : isSilent
            ? !isSuccessful(seen)
              ? 'unclear'
              : 'no-effect'
            : own !== null && !isTaken(own)
              ? 'unclear'
              : sawWithout(last),
    effect:
      count > 0
        ? `${other.name} changed the object of ${owner.name}${below.draft === null ? '' : BELOW}; its owner sees the change`
        : isSilent
          ? `${other.name} got ${last?.status ?? 0}, and its owner sees no change`
          : `${other.name} got ${last?.status ?? 0}`,
    identity: other.name,
    baseline: before.reply?.exchange ?? own?.exchange ?? null,
    control: seen?.exchange ?? own?.exchange ?? null,
    attempts: exchangesOf(...attempts),
    reproduced: { count, of: attempts.length },
    details: {
      isPublic: count > 0 && adds(operation) && (await isShownTo(probing, target, item.collection, other)),
      hasCanary: true,
      isHalfTried: below.isUntried,
    },
  })
}

/** Sends a form with the tokens that its page, or another, gives to who sends it. */
async function sendAsShown(probing: Probing, operation: Operation, draft: Draft, session: Session): Promise<Reply> {
  const form = await probing.pages.formFor(operation, session, requestOf(draft).path)
  return probing.sendDraft(session, form === null ? draft : { ...draft, carried: form.carried })
}

function isSuccessful(reply: Reply | null): boolean {
  return reply !== null && isSuccess(reply)
}

function isGone(reply: Reply | null): boolean {
  return reply !== null && (reply.status === 404 || reply.status === 410)
}

function isChanged(before: Reply | null, seen: Reply, marker: string, owner: Session): boolean {
  if (isGone(seen)) return isSuccessful(before)
  if (!isSuccess(seen)) return false
  return marker === '' ? before !== null && !isSameText(before, seen, owner) : seen.body.includes(marker)
}

/** How the owner looks at an object: by itself, or on the page that links to it. */
class Looker {
  private readonly probing: Probing
  private readonly item: { readonly collection: string; readonly parameter: string }
  private readonly owner: Session

  constructor(probing: Probing, item: { readonly collection: string; readonly parameter: string }, owner: Session) {
    this.probing = probing
    this.item = item
    this.owner = owner
  }

  async look(target: Target): Promise<Reply | null> {
    const { state } = this.probing
    const path =
      state.itemOperation(this.item.collection, 'GET') === null
        ? (target.link?.page ?? (target.object === null ? undefined : state.readerOf(target.object)?.path))
        : state.itemPath(fill(this.item.collection, target.draft.path), target.draft.path[this.item.parameter] ?? '')
    return path === undefined ? null : this.probing.send(this.owner, { method: 'GET', path })
  }

  /** The object before it is changed. What a page says once, of what was just done, is read away first; what changes by itself shows no change. */
  async settle(target: Target): Promise<{ readonly reply: Reply | null; readonly isSteady: boolean }> {
    const first = await this.look(target)
    const reply = await this.look(target)
    const isSteady =
      first !== null && reply !== null && (!isHtml(reply) || isSameText(reply, (await this.look(target)) ?? first, this.owner))
    return { reply, isSteady }
  }
}

/** Whether an operation adds something below an object, a comment or a vote, and leaves the object as it is. */
function adds({ method, path }: Operation): boolean {
  const last = /\}\/([^{}/]+)\/?$/.exec(path)?.[1]
  return method === 'POST' && last !== undefined && !ACT.test(last)
}

/** Whether the list, or the object itself to anybody, shows it to the other user: such things are there to be answered. */
async function isShownTo(probing: Probing, { draft, canary, object }: Target, template: string, other: Session): Promise<boolean> {
  if (object?.isPublished === true) return true
  const path = object === null ? null : probing.state.itemPath(object.collection, object.id)
  const anonymous = path === null ? null : await probing.client.send({ method: 'GET', path, identity: 'anonymous' })
  if (anonymous !== null && isSuccess(anonymous) && (canary === '' || anonymous.body.includes(canary))) return true
  const lister = probing.state.listerOf(template)
  if (lister === null) return false
  const list = await probing.send(other, { method: 'GET', path: fill(lister.path, draft.path) })
  if (!isSuccess(list)) return false
  return (
    (canary !== '' && list.body.includes(canary)) ||
    (object !== null && probing.pages.idsIn(list.body, object.collection).includes(object.id))
  )
}

async function deleteAnother(probing: Probing, operation: Operation, owner: Session, other: Session): Promise<void> {
  const item = itemOf(operation.path)
  if (item === null || /\/(?:users|accounts|members|customers)$/.test(item.collection)) return
  const attempts: Reply[] = []
  let count = 0
  let after: Reply | null = null
  let before: Reply | null = null
  let isStill = false
  let below = NOT_BELOW
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const target = await targetOf(probing, operation, owner, true)
    if (target?.object == null) {
      if (repeat === 0) return void nothingToTry(probing, operation)
      break
    }
    const request = requestOf(target.draft)
    const reader = probing.state.readerOf(target.object)
    const path = reader?.path ?? request.path.split('?')[0] ?? request.path
    const look = (): Promise<Reply> => probing.send(owner, { method: 'GET', path })
    const isThere = (seen: Reply): boolean => isSuccess(seen) && (reader?.isList !== true || lists(seen, target.object))
    before = await look()
    let reply = await probing.send(other, request)
    if (!isTaken(reply)) {
      below = await lookBelow(probing, operation, item, target.draft, other)
      if (below.draft !== null) reply = await probing.send(other, requestOf(below.draft))
    }
    attempts.push(reply)
    if (!isTaken(reply)) break
    after = await look()
    isStill = isThere(after)
    if (!isThere(before) || isStill || (reader?.isList === true && !isSuccess(after))) break
    target.object.isRemoved = true
    count += 1
  }
  const last = attempts.at(-1)
  operation.probes += 1
  const isSilent = last !== undefined && isTaken(last) && count === 0
  report(probing, operation, {
    name: 'delete',
    saw: count === 2 ? 'effect' : count === 1 ? 'unclear' : isSilent ? (isStill ? 'no-effect' : 'unclear') : sawWithout(last),
    effect:
      count > 0
        ? `${other.name} deleted the object of ${owner.name}${below.draft === null ? '' : BELOW}; its owner gets ${after?.status ?? 0}`
        : isSilent
          ? `${other.name} got ${last?.status ?? 0}, and the object is still there`
          : `${other.name} got ${last?.status ?? 0}`,
    identity: other.name,
    baseline: before?.exchange ?? null,
    control: after?.exchange ?? null,
    attempts: exchangesOf(...attempts),
    reproduced: { count, of: attempts.length },
    details: { isPublic: false, hasCanary: true, isHalfTried: below.isUntried },
  })
}

/** Whether a list shows an object. */
function lists(seen: Reply, object: CreatedObject | null): boolean {
  if (object === null) return false
  const isNamed = object.nonce !== '' && seen.body.includes(object.nonce)
  return isNamed || (itemsOf(jsonOf(seen)) ?? []).some((item) => idOf(item) === object.id)
}

/** Whether it is the page of a user without a word that is private: people may look at each other. */
function isOwnPage({ object, link, canary }: Target, own: Reply): boolean {
  return object === null && link === null && isHtml(own) && (canary === '' || !own.body.includes(canary))
}

/** Whether an object is told in the same words as before. */
function isSameText(before: Reply, seen: Reply, owner: Session): boolean {
  return saidOn(before, [owner]) === saidOn(seen, [owner])
}

function report(probing: Probing, operation: Operation, parts: Parameters<typeof trialOn>[1]): void {
  probing.trial('objectAccess', trialOn(operation, parts))
}

function nothingToTry(probing: Probing, operation: Operation): void {
  probing.notTried('objectAccess', operation.key, 'no-data', 'no object of a user could be made')
  operation.gaps.add('no object of a user could be made')
}

/** What any user may see of another by design: the name and the picture beside what they wrote. */
const FACE =
  /^(?:_?id|uuid|name|(?:first|last|full|display|user|nick)_?name|handle|login|avatar\w*|picture\w*|photo\w*|image\w*|bio|about|slug|url|type|created_?at|joined\w*)$/i

function showsFaceAlone(answer: unknown): boolean {
  return answer !== null && typeof answer === 'object' && !Array.isArray(answer) && Object.keys(answer).every((key) => FACE.test(key))
}

/** The collection and the parameter that name the object, also where the path goes on: `/orders/{id}/cancel`. */
function lastItem(path: string): { readonly collection: string; readonly parameter: string } | null {
  const end = path.lastIndexOf('}')
  return end === -1 ? null : itemOf(path.slice(0, end + 1))
}

/** The draft with a new word in its first free text. */
function marked(probing: Probing, draft: Draft): { readonly draft: Draft; readonly marker: string } {
  const marker = probing.values.nonce('marker', 12)
  for (const [name, value] of leavesOf(draft.body)) {
    if (typeof value !== 'string' || !isFreeText(name)) continue
    return { draft: withValue(draft, { in: 'body', name }, `assay ${marker}`), marker }
  }
  return { draft, marker: '' }
}
