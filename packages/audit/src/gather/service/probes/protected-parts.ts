import { isFields } from '../identities/credential-fields.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import type { Session } from '../session.ts'
import { idOf, itemOf, itemsOf } from '../state.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { firstObject } from './protected-at-creation.ts'

type Fields = Readonly<Record<string, unknown>>

/** What the operator of a service sets for a user or a shop, and nobody for oneself. */
const OPERATORS =
  /^(?:commission|platform_?fee|service_?fee|fee_?(?:percent|rate)|(?:is_?)?(?:verified|approved|premium|trusted)|credit_?limit|quota|plan|tier)(?:_?(?:percent|rate))?$/i
/** What holds how much of each thing a plan gives. */
const LIMITS = /^(?:(?:plan|usage)_?)?(?:limits|quotas?|entitlements|allowances)$/i
const LIMITED = /seat|user|member|project|storage|request|call|workspace|team|key|bytes|_?gb$|credit/i
/** What users choose for themselves, whatever it is about. */
const OWN_WISHES = /notif|alert|e_?mail|digest|subscri|prefer/i
const DEEPEST = 4
const MOST_SINGLE = 8
const MOST_OPERATIONS = 4
/** Fields of one object that are tried. */
const MOST_FIELDS = 3

/** Objects of which everybody has one, and such as users make, changed in the parts that their operator sets: inside of what the body may hold. */
export async function probeProtectedParts(probing: Probing): Promise<void> {
  if (!probing.startedByUs && !probing.isIntrusive) return
  const operations = probing.wireOperations.filter(
    ({ method, path, body }) =>
      (method === 'PATCH' || method === 'PUT') &&
      (!path.includes('{') || isItem(probing, path)) &&
      /json/.test(body?.contentType ?? '') &&
      (probing.wireOperations.some((other) => other.method === 'GET' && other.path === path) || listOf(probing, path) !== null),
  )
  // What everybody has one of needs nothing to be made for it.
  const [single, made] = [operations.filter(({ path }) => !path.includes('{')), operations.filter(({ path }) => path.includes('{'))]
  for (const operation of [...single.slice(0, MOST_SINGLE), ...made.slice(0, MOST_OPERATIONS)]) await probeOne(probing, operation)
}

async function probeOne(probing: Probing, operation: Operation): Promise<void> {
  const { ordinaryUser } = probing.identities
  if (ordinaryUser === null) return
  const path = await pathOf(probing, operation, ordinaryUser)
  if (path === null) return
  const list = probing.wireOperations.some(({ method, path: other }) => method === 'GET' && other === operation.path)
    ? null
    : listOf(probing, operation.path)
  const look = (): Promise<Reply> => probing.send(ordinaryUser, { method: 'GET', path: list ?? path, mayFail: true })
  const heldIn = (reply: Reply): Fields | undefined =>
    fieldsIn(reply, list === null ? null : decodeURIComponent(path.split('/').at(-1) ?? ''))
  const before = await look()
  const held = heldIn(before)
  if (!isSuccess(before) || held === undefined) return
  const parts = partsIn(held, []).filter(({ path }) => path.length > 1)
  const change = (body: Fields): Promise<Reply> => {
    const encoded = encodeBody('application/json', body)
    const headers = { 'content-type': encoded.contentType }
    return probing.send(ordinaryUser, { method: operation.method, path, headers, body: encoded.body, mayFail: true })
  }
  for (const part of parts.slice(0, MOST_FIELDS)) {
    const first = await write(probing, operation, held, part, { change, look, heldIn })
    if (first.isSet) await change(bodyOf(operation.method, held, part.path, part.value))
    const second = first.isSet ? await write(probing, operation, held, part, { change, look, heldIn }) : null
    if (second?.isSet) await change(bodyOf(operation.method, held, part.path, part.value))
    const count = Number(first.isSet) + Number(second?.isSet ?? false)
    const name = part.path.join('.')
    operation.probes += 1
    probing.trial(
      'massAssignment',
      trialOn(operation, {
        name: `part ${name}`,
        saw: count === 2 ? 'effect' : count === 1 ? 'unclear' : sawOf(first, part),
        effect:
          count > 0
            ? `its user sets ${name}, which the service keeps for itself, and reads it back`
            : `${name} was not changed (${first.reply.status})`,
        identity: ordinaryUser.name,
        baseline: before.exchange,
        control: before.exchange,
        attempts: exchangesOf(first.reply, first.after, second?.reply, second?.after),
        reproduced: { count, of: 2 },
        details: { fields: name },
      }),
    )
    if (count === 2) return
  }
}

interface Written {
  readonly reply: Reply
  readonly after: Reply
  /** The part as it was shown after. */
  readonly shown: unknown
  readonly isSet: boolean
  /** The part was sent beside what the operation takes without it. */
  readonly isBeside: boolean
}

interface Ways {
  readonly change: (body: Fields) => Promise<Reply>
  readonly look: () => Promise<Reply>
  readonly heldIn: (reply: Reply) => Fields | undefined
}

/** Sends another value of a part, beside what the operation is known to take where it refuses the body, for whatever reason. */
async function write(probing: Probing, operation: Operation, held: Fields, part: Part, { change, look, heldIn }: Ways): Promise<Written> {
  const wanted = otherThan(part.value)
  const alone = await change(bodyOf(operation.method, held, part.path, wanted))
  const taken = REFUSED_BODY.has(alone.status) ? ((await probing.acceptedBy(operation))?.draft.body ?? null) : null
  const reply = taken === null ? alone : await change(merged(taken, bodyOf('PATCH', held, part.path, wanted)))
  const after = await look()
  const shown = valueIn(heldIn(after), part.path)
  return { reply, after, shown, isSet: isSuccess(after) && shown === wanted, isBeside: taken !== null }
}

/** What is said of a body, whatever is wrong with it. */
const REFUSED_BODY: ReadonlySet<number> = new Set([400, 422])

/** What a write without effect proves: the part is shown as it was, or it alone is refused; a word of ours may be no value at all. */
function sawOf({ reply, after, shown, isBeside }: Written, { value }: Part): ReturnType<typeof sawWithout> {
  if (isSuccess(reply)) return isSuccess(after) && shown === value ? 'no-effect' : 'unclear'
  if (REFUSED_BODY.has(reply.status)) return isBeside && typeof value !== 'string' ? 'no-effect' : 'unclear'
  return sawWithout(reply)
}

function merged(body: Fields, extra: Fields): Fields {
  const entries = Object.entries(extra).map(([name, value]): [string, unknown] => {
    const own = body[name]
    return [name, isFields(own) && isFields(value) ? merged(own, value) : value]
  })
  return { ...body, ...Object.fromEntries(entries) }
}

/** Whether a path names an object that users make. */
function isItem(probing: Probing, path: string): boolean {
  const item = itemOf(path)
  return item !== null && probing.state.producerOf(item.collection) !== null
}

/** The path of the own object; null where none can be made. */
async function pathOf(probing: Probing, operation: Operation, user: Session): Promise<string | null> {
  const item = itemOf(operation.path)
  if (item === null) return operation.path
  const made = await probing.create(item.collection, await probing.idsFor(operation, user), user, item.parameter)
  return made === null ? null : probing.state.itemPath(made.collection, made.id)
}

/** The object of an answer; where the answer is a list, the one of an id. */
function fieldsIn(reply: Reply, id: string | null): Fields | undefined {
  const answer = jsonOf(reply)
  if (id !== null) return itemsOf(answer)?.find((item) => idOf(item) === id)
  return isFields(answer) ? firstObject(answer) : undefined
}

/** Path of the list that shows what a path names, where nothing shows it by itself. */
function listOf(probing: Probing, path: string): string | null {
  const item = itemOf(path)
  const lister = item === null || item.collection.includes('{') ? null : probing.state.listerOf(item.collection)
  return lister?.path ?? null
}

interface Part {
  readonly path: readonly string[]
  readonly value: unknown
}

/** Values under the names of what an operator sets, wherever they stand; a fee of what holds fees counts by its own name. */
function partsIn(node: Fields, above: readonly string[]): readonly Part[] {
  return Object.entries(node).flatMap(([name, value]): readonly Part[] => {
    const path = [...above, name]
    if (OWN_WISHES.test(name)) return []
    if (isFields(value)) return above.length + 1 < DEEPEST ? partsIn(value, path) : []
    if (typeof value === 'number' && LIMITED.test(name) && above.some((each) => LIMITS.test(each))) return [{ path, value }]
    return OPERATORS.test(name) && ['number', 'boolean', 'string'].includes(typeof value) ? [{ path, value }] : []
  })
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value === 1 ? 2 : 1
  return 'enterprise'
}

/** The part alone inside of what holds it; the whole object where the method replaces it. */
function bodyOf(method: string, held: Fields, path: readonly string[], value: unknown): Fields {
  const [name = '', ...rest] = path
  const own = held[name]
  const inner = rest.length === 0 || !isFields(own) ? value : bodyOf(method, own, rest, value)
  return method === 'PUT' ? { ...held, [name]: inner } : { [name]: inner }
}

function valueIn(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, name) => (isFields(node) ? node[name] : undefined), value)
}
