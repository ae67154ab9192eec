import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { type CreatedObject, fits, shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** A field by which an object says that it is not for everybody. */
const MARK = /^(?:is_?)?(?:private|hidden|confidential|secret)$/i
const KIND = /^(?:visibility|access|privacy|audience)$/i

/** Objects that say of themselves that they are private, in what a list or their own address shows to strangers: whatever the operation is declared to be. */
export async function probeMarkedPrivate(probing: Probing): Promise<void> {
  const seen = new Set<string>()
  for (const found of probing.state.created.filter(isMarked)) {
    if (seen.has(found.collection)) continue
    seen.add(found.collection)
    const readers = probing.operations.filter((operation) => operation.method === 'GET' && pathTo(operation, found) !== null)
    // Whom the first request of a stranger was refused to need not be asked again.
    const open = readers.filter((reader) =>
      probing
        .factOf('anonymousAccess')
        .trials.some(({ method, path, saw }) => method === 'GET' && path === reader.path && saw === 'effect'),
    )
    const object = open.length === 0 ? null : found.nonce === '' ? await another(probing, found) : found
    if (object !== null) for (const operation of open) await probeReader(probing, operation, object)
  }
}

/** One more of the kind, with a word of its own. */
async function another(probing: Probing, { madeAt, owner }: CreatedObject): Promise<CreatedObject | null> {
  const producer = probing.operations.find(({ method, path }) => method === 'POST' && fits(shape(path), madeAt))
  if (producer === undefined || owner === null) return null
  const made = await probing.create(producer.path, await probing.idsFor(producer, owner), owner)
  return made !== null && made.nonce !== '' && isMarked(made) ? made : null
}

async function probeReader(probing: Probing, operation: Operation, object: CreatedObject): Promise<void> {
  const path = pathTo(operation, object)
  if (path === null) return
  const ask = (): Promise<Reply> => probing.client.send({ method: 'GET', path, identity: 'anonymous', mayFail: true })
  const own = await probing.send(object.owner, { method: 'GET', path, mayFail: true })
  const attempts = [await ask(), await ask()]
  const count = attempts.filter((reply) => isSuccess(reply) && reply.body.includes(object.nonce)).length
  if (!own.body.includes(object.nonce)) return
  operation.probes += 1
  probing.trial(
    'anonymousAccess',
    trialOn(operation, {
      name: 'private object',
      saw: count === attempts.length ? 'effect' : 'no-effect',
      effect:
        count === attempts.length
          ? 'shows a stranger an object of a user that is marked private'
          : 'keeps an object of a user that is marked private from strangers',
      baseline: own.exchange,
      attempts: exchangesOf(...attempts),
      reproduced: { count, of: attempts.length },
      details: { isPrivate: count === attempts.length, declaredAccess: operation.declaredAccess },
    }),
  )
}

/** Whether a user made it, and its answer says that it is private. */
function isMarked({ owner, isRemoved, isPublished, answer }: CreatedObject): boolean {
  return owner !== null && !isRemoved && !isPublished && says(answer, MARK, ['private'])
}

/** A field by which an object says that everybody may see it. */
const SHOWN = /^(?:is_?)?(?:public|published|listed)$/i

/** Whether what was made answered that it is there for everybody: `published: true`, `visibility: 'public'`. */
export function saysItIsPublic({ answer }: CreatedObject): boolean {
  return says(answer, SHOWN, ['public', 'published']) && !says(answer, MARK, ['private'])
}

/** The same of what its owner reads of it by now: a change may have let it out. */
export async function isOutByNow(probing: Probing, object: CreatedObject): Promise<boolean> {
  const reader = probing.state.readerOf(object)
  if (reader === null || reader.isList || object.owner === null) return false
  const now = await probing.send(object.owner, { method: 'GET', path: reader.path, mayFail: true })
  return isSuccess(now) && saysItIsPublic({ ...object, answer: jsonOf(now) })
}

/** Whether an answer, or what it wraps, has a true field of a name, or a kind of audience. */
function says(answer: unknown, mark: RegExp, kinds: readonly string[]): boolean {
  if (typeof answer !== 'object' || answer === null) return false
  const saysSo = (node: object): boolean =>
    Object.entries(node).some(
      ([name, value]) => (mark.test(name) && (value === true || value === 1)) || (KIND.test(name) && kinds.includes(String(value))),
    )
  return saysSo(answer) || Object.values(answer).some((inner) => typeof inner === 'object' && inner !== null && saysSo(inner))
}

/** The address at which an operation shows an object, in its list or by itself; null where it shows others. */
function pathTo({ path }: Operation, { collection, id }: CreatedObject): string | null {
  const item = `${collection}/${encodeURIComponent(id)}`
  const slash = path.endsWith('/') ? '/' : ''
  if (fits(shape(path), item)) return item + slash
  return fits(shape(path), collection) ? collection + slash : null
}
