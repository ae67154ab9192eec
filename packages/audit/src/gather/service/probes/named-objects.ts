import { COPIES, QUOTES } from '../naming-fields.ts'
import { ACT } from '../object-acts.ts'
import type { Operation } from '../operations.ts'
import { isIdList, namesBeside, nounOfList, numeric } from '../own-ids.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, type Reply } from '../reply.ts'
import { draftOf, NOBODY } from '../requests.ts'
import type { Session } from '../session.ts'
import { type CreatedObject, fill, shape } from '../state.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { singular } from '../values.ts'
import { probeReadOut } from './named-and-read.ts'
import { saidOn } from './same-object.ts'

const MOST_OPERATIONS = 12

/** Objects that a field of the body names, `POST /orders/cancel` with `orderId`: one user's, named by another; the owner then looks what happened. */
export async function probeNamedObjects(probing: Probing, owner: Session, other: Session): Promise<void> {
  let tried = 0
  for (const operation of probing.operations) {
    if (operation.method === 'GET' || operation.purpose !== 'other' || tried >= MOST_OPERATIONS) continue
    const list = listOf(probing, operation)
    if (list !== null) {
      tried += 1
      await changeNamed(probing, operation, list, owner, other)
      await probeReadOut(probing, operation, list, owner, other)
      continue
    }
    const joined = joinedTo(operation)
    if (joined !== null) {
      tried += 1
      await changeNamed(probing, operation, joined, owner, other)
    }
    if (operation.path.includes('{')) continue
    // Who answers a note, or pays into an account, names what is somebody else's as well.
    if (operation.method === 'POST' && !ACT.test(operation.path.split('/').at(-1) || (operation.path.split('/').at(-2) ?? ''))) continue
    const named = namedBy(probing, operation)
    if (named === null) continue
    tried += 1
    await changeNamed(probing, operation, named, owner, other)
  }
}

const WORD_OF_OURS = /\bq[0-9a-f]{9,14}\b/g
const MOST_QUOTING = 4

/** What a field of the body names comes back in the answer: of one user, to another who names it. */
export async function probeQuotedObjects(probing: Probing, owner: Session, other: Session): Promise<void> {
  const quoting = probing.operations.flatMap((operation) => {
    const field = Object.keys(operation.body?.schema.properties ?? {}).find((name) => QUOTES.test(name) || COPIES.test(name))
    return operation.method === 'POST' && operation.purpose === 'other' && field !== undefined ? [{ operation, field }] : []
  })
  for (const { operation, field } of quoting.slice(0, MOST_QUOTING)) await readQuoted(probing, operation, field, owner, other)
}

async function readQuoted(probing: Probing, operation: Operation, field: string, owner: Session, other: Session): Promise<void> {
  const object = await probing.create(operation.path, await probing.idsFor(operation, owner), owner)
  const accepted = await probing.acceptedBy(operation)
  if (object === null || object.nonce === '' || accepted === null) return
  const path = { ...accepted.draft.path, ...(await probing.idsFor(operation, other)) }
  const { [field]: _named, ...known } = await probing.knownValues(operation, other)
  const body = COPIES.test(field) ? requiredOf(operation, accepted.draft.body) : accepted.draft.body
  const words = [object.nonce, ...(JSON.stringify(object.answer ?? '').match(WORD_OF_OURS) ?? [])]
  const foreign = words.filter((word) => !JSON.stringify({ ...body, ...known }).includes(word))
  const ask = (id: string): Promise<Reply> =>
    probing.sendDraft(other, { ...accepted.draft, path, body: { ...body, ...pick(known, body), [field]: numeric(id) } }, { mayFail: true })
  const lister = probing.state.listerOf(operation.path)
  const list = lister === null ? null : await probing.send(other, { method: 'GET', path: fill(lister.path, path), mayFail: true })
  const first = await ask(object.id)
  const holds = (reply: Reply): boolean => isSuccess(reply) && foreign.some((word) => reply.body.includes(word))
  const again = holds(first) ? await ask(object.id) : null
  const control = again === null ? null : await ask(NOBODY)
  // A refusal is about whose it is where the own is taken.
  const mine = isTaken(first) ? null : await probing.create(operation.path, await probing.idsFor(operation, other), other)
  const isOwnTaken = mine !== null && isTaken(await ask(mine.id))
  for (const reply of [first, again])
    if (reply !== null && isSuccess(reply)) probing.state.remember(fill(operation.path, path), reply, other, '')
  // What the list shows to the other as well is there to be quoted.
  const isShown = list !== null && foreign.some((word) => list.body.includes(word))
  const isSeen = again !== null && holds(again) && control !== null && !holds(control) && !isShown
  operation.probes += 1
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'quoted',
      parameter: `body ${field}`,
      saw: isSeen ? 'effect' : isTaken(first) || isOwnTaken ? 'no-effect' : sawWithout(first),
      effect: isSeen
        ? `${other.name} named what ${owner.name} wrote, and the answer holds words that only it holds`
        : `the answer to who names an object of another got ${first.status} and does not hold it`,
      identity: other.name,
      baseline: accepted.reply.exchange,
      control: control?.exchange ?? list?.exchange ?? null,
      attempts: exchangesOf(first, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { isPublic: isShown, hasCanary: true },
    }),
  )
}

type Fields = Readonly<Record<string, unknown>>

/** The fields that have to be there: what is left out is taken from what is copied. */
function requiredOf({ body: told }: Operation, body: Fields | null): Fields {
  const required = told?.schema.required ?? []
  return required.length === 0 ? { ...body } : Object.fromEntries(Object.entries(body ?? {}).filter(([name]) => required.includes(name)))
}

function pick(fields: Fields, body: Fields | null): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name in (body ?? {})))
}

interface Named {
  readonly field: string
  /** Template of the collection that the field's objects are of. */
  readonly collection: string
  /** The field takes several of them. */
  readonly isList?: true
}

/** The field that names several objects of a known collection, of what is done to all of them at once: below an own parent as well. */
function listOf(probing: Probing, { path, body }: Operation): Named | null {
  for (const [field, schema] of Object.entries(body?.schema.properties ?? {})) {
    const noun = isIdList(field, schema) ? nounOfList(field, path)?.toLowerCase() : undefined
    const made = probing.operations.find(
      (operation) =>
        operation.method === 'POST' &&
        !operation.path.includes('{') &&
        singular(operation.path.split('/').at(-1) ?? '').toLowerCase() === noun,
    )
    if (made !== undefined) return { field, collection: made.path, isList: true }
  }
  return null
}

/** The field that names what an own object is put together with: `POST /orders/{id}/merge` with `duplicate_id`. */
function joinedTo({ method, path, body }: Operation): Named | null {
  const collection = /^([^{]*)\/\{[^{}]+\}\/[^{}]+$/.exec(path)?.[1]
  const field = Object.entries(body?.schema.properties ?? {}).find(
    ([name, { enum: choices }]) => namesBeside(name) && choices === undefined,
  )
  return method !== 'POST' || collection === undefined || field === undefined || GIVES.test(path) ? null : { field: field[0], collection }
}

/** What goes to a thing of somebody else is meant to: its owner sees money that came, or words that were sent. */
const GIVES =
  /\/(?:transfers?|pay(?:ments?|outs?)?|send|deposits?|gifts?|donat\w*|tips?|top-?ups?|invit\w*|shar\w*|forward|messages?|repl\w*|follow|likes?|credit)\/?$/i

/** The field that names an object of a known collection; `id` alone is of the collection that the path begins with. */
function namedBy(probing: Probing, operation: Operation): Named | null {
  const collections = new Set(
    probing.operations.flatMap(({ path }) => {
      const item = /^([^{]*)\/\{[^}/]+\}/.exec(path)?.[1]
      return item === undefined || item === '' ? [] : [item]
    }),
  )
  for (const field of Object.keys(operation.body?.schema.properties ?? {})) {
    const noun = /^(\w+?)_?(?:id|pk|no)$/i.exec(field)?.[1]?.toLowerCase()
    const isBare = /^(?:id|pk)$/i.test(field)
    for (const collection of collections) {
      const word = (collection.split('/').at(-1) ?? '').toLowerCase().replaceAll(/\W/g, '')
      const isOfField = noun !== undefined && singular(word) === noun.replaceAll('_', '')
      if (isOfField || (isBare && shape(operation.path).startsWith(`${collection}/`))) return { field, collection }
    }
  }
  return null
}

async function changeNamed(
  probing: Probing,
  operation: Operation,
  { field, collection, isList }: Named,
  owner: Session,
  other: Session,
): Promise<void> {
  const attempts: Reply[] = []
  let count = 0
  let before: Reply | null = null
  let after: Reply | null = null
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const object = await probing.create(collection, {}, owner)
    if (object === null) break
    // What a page says once, of what was just done, is read away first.
    await look(probing, object, owner)
    before = await look(probing, object, owner)
    const again = await look(probing, object, owner)
    if (before === null || again === null || saidOn(before, [owner]) !== saidOn(again, [owner])) break
    const form = await probing.pages.formFor(operation, other, operation.path)
    const ids = await probing.idsFor(operation, other)
    const { type } = operation.body?.schema.properties?.[field] ?? {}
    const named = type === 'integer' || type === 'number' ? numeric(object.id, type) : object.id
    const value = isList === true ? [numeric(object.id)] : named
    const draft = { ...draftOf(operation, probing.values, ids, { ...form?.values, [field]: value }), carried: form?.carried ?? {} }
    let reply = await probing.sendDraft(other, draft, { mayFail: true })
    attempts.push(reply)
    if (!isTaken(reply)) break
    after = await look(probing, object, owner)
    // The first of the words may be what the object says already.
    const otherWords = after !== null && saidOn(after, [owner]) === saidOn(before, [owner]) ? withOtherChoice(operation, draft.body) : null
    if (otherWords !== null) {
      reply = await probing.sendDraft(other, { ...draft, body: otherWords }, { mayFail: true })
      attempts.push(reply)
      after = isTaken(reply) ? await look(probing, object, owner) : after
    }
    if (after === null || saidOn(after, [owner]) === saidOn(before, [owner])) break
    count += 1
  }
  const last = attempts.at(-1)
  if (last === undefined) {
    probing.notTried('objectAccess', operation.key, 'no-data', 'no object of a user could be made')
    return
  }
  operation.probes += 1
  const isSilent = isTaken(last) && count === 0
  probing.trial(
    'objectAccess',
    trialOn(operation, {
      name: 'change',
      parameter: `body ${field}`,
      saw: count === 2 ? 'effect' : count === 1 ? 'unclear' : isSilent ? (after === null ? 'unclear' : 'no-effect') : sawWithout(last),
      effect:
        count > 0
          ? `${other.name} named the object of ${owner.name} and changed it; its owner sees the change`
          : isSilent
            ? `${other.name} got ${last.status}, and its owner sees no change`
            : `${other.name} got ${last.status}`,
      identity: other.name,
      baseline: before?.exchange ?? null,
      control: after?.exchange ?? null,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: Math.max(count, attempts.length > 1 ? 2 : 1) },
      details: { isPublic: false, hasCanary: true },
    }),
  )
}

/** The body with another of the words that one of its fields takes; null where no field has a choice. */
function withOtherChoice(
  { body: told }: Operation,
  body: Readonly<Record<string, unknown>> | null,
): Readonly<Record<string, unknown>> | null {
  for (const [name, value] of Object.entries(body ?? {})) {
    const another = told?.schema.properties?.[name]?.enum?.find((choice) => choice !== value && choice !== null)
    if (another !== undefined) return { ...body, [name]: another }
  }
  return null
}

/** The object as its owner sees it: by itself, or in the list; null where neither shows it. */
async function look(probing: Probing, object: CreatedObject, owner: Session): Promise<Reply | null> {
  if (probing.state.itemOperation(object.collection, 'GET') !== null) {
    const reply = await probing.send(owner, { method: 'GET', path: probing.state.itemPath(object.collection, object.id) })
    if (isSuccess(reply)) return reply
  }
  const lister = probing.state.listerOf(object.collection)
  if (lister === null || lister.path.includes('{')) return null
  const reply = await probing.send(owner, { method: 'GET', path: lister.path })
  return isSuccess(reply) ? reply : null
}
