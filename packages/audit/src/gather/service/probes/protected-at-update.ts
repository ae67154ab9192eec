import type { Operation } from '../operations.ts'
import { numeric } from '../own-ids.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, jsonOf, type Reply } from '../reply.ts'
import { encodeBody, withFields } from '../requests.ts'
import type { Session } from '../session.ts'
import { itemOf, shape } from '../state.ts'
import { exchangesOf, sawWithout, trialOn } from '../trial-parts.ts'
import { firstObject } from './protected-at-creation.ts'

type Fields = Readonly<Record<string, unknown>>

const OWNER = /^(?:owner|user|author|creator|created_?by|account|customer|seller)(?:_?id)?$/i
const DECIDED_BY = /^(?:approved|decided|reviewed|verified|confirmed|paid|signed|checked)_?by(?:_?id)?$/i
const DECIDED = /^(?:is_?)?(?:paid|approved|verified|featured)$/i
/** Acts that bring an object into a state, by the last word of their path, and what the state is called then. */
const STATES: readonly (readonly [RegExp, string])[] = [
  [/^approve$/i, 'approved'],
  [/^confirm$/i, 'confirmed'],
  [/^verify$/i, 'verified'],
  [/^pay$/i, 'paid'],
  [/^reimburse$/i, 'reimbursed'],
  [/^accept$/i, 'accepted'],
  [/^ship$/i, 'shipped'],
  [/^(?:complete|finish)$/i, 'completed'],
]

/** Fields of an own object that its update does not name, and the service sets by itself or by an act of their own: owner, status, who decided. */
export async function probeProtectedAtUpdate(probing: Probing, operation: Operation, user: Session): Promise<void> {
  const object = await ownObject(probing, operation, user)
  if (object === null) return
  const extra = await protectedIn(probing, operation, object.node, user)
  const { status: _status, state: _state, ...strict } = extra
  const sets = [extra, strict].filter(
    (set, index) => Object.keys(set).length > 0 && (index === 0 || Object.keys(strict).length < Object.keys(extra).length),
  )
  for (const [index, set] of sets.entries()) {
    const first = await write(probing, operation, user, object, set)
    if (first.fields.length === 0 && index < sets.length - 1) continue
    const another = first.fields.length === 0 ? null : await ownObject(probing, operation, user)
    const second = another === null ? null : await write(probing, operation, user, another, set)
    const fields = second === null ? first.fields : first.fields.filter((name) => second.fields.includes(name))
    const count = first.fields.length === 0 ? 0 : second === null || fields.length === 0 ? 1 : 2
    operation.probes += 1
    probing.trial(
      'massAssignment',
      trialOn(operation, {
        name: 'change',
        saw: count === 2 ? 'effect' : count === 1 ? 'unclear' : sawOf(first, set),
        effect:
          count > 0
            ? `the object took ${(count === 2 ? fields : first.fields).join(', ')} from the body`
            : `protected fields changed nothing (${first.reply.status})`,
        identity: user.name,
        baseline: object.before.exchange,
        control: object.before.exchange,
        attempts: exchangesOf(first.reply, first.after, second?.reply, second?.after),
        reproduced: { count, of: 2 },
        details: { fields: fields.join(' ') },
      }),
    )
    return
  }
}

interface Own {
  readonly path: string
  readonly before: Reply
  readonly node: Fields
}

/** A new object of the user and what is shown of it; null where it cannot be made, or is not shown. */
async function ownObject(probing: Probing, operation: Operation, user: Session): Promise<Own | null> {
  const item = itemOf(operation.path)
  if (item === null || operation.purpose !== 'other' || !/json/.test(operation.body?.contentType ?? 'application/json')) return null
  if (probing.state.itemOperation(item.collection, 'GET') === null) return null
  const object = await probing.create(item.collection, await probing.idsFor(operation, user), user, item.parameter)
  if (object === null) return null
  const path = probing.state.itemPath(object.collection, object.id)
  const before = await look(probing, path, user)
  const node = isSuccess(before) ? firstObject(jsonOf(before)) : undefined
  return node === undefined ? null : { path, before, node }
}

/** Who gave an object away may see it no more: then the other user looks. */
async function look(probing: Probing, path: string, user: Session): Promise<Reply> {
  const own = await probing.send(user, { method: 'GET', path, mayFail: true })
  const { userB } = probing.identities
  return isSuccess(own) || userB === null ? own : probing.send(userB, { method: 'GET', path, mayFail: true })
}

interface Written {
  readonly reply: Reply
  readonly after: Reply
  /** Fields that the object has as they were sent. */
  readonly fields: readonly string[]
  /** The fields were sent beside what the update takes without them. */
  readonly isBeside: boolean
}

/** Sends the fields alone, and beside what the update is known to take where it refuses the body, for whatever reason. */
async function write(probing: Probing, operation: Operation, user: Session, { path, node }: Own, set: Fields): Promise<Written> {
  const change = (body: Fields): Promise<Reply> => probing.send(user, { method: operation.method, path, ...encoded(body), mayFail: true })
  const alone = await change(bodyWith(operation, node, set))
  const taken = REFUSED_BODY.has(alone.status) ? ((await probing.acceptedBy(operation))?.draft.body ?? null) : null
  const reply = taken === null ? alone : await change(withFields(taken, set))
  const after = await look(probing, path, user)
  const seen = isSuccess(after) ? firstObject(jsonOf(after)) : undefined
  const fields = Object.keys(set).filter(
    (name) => seen !== undefined && String(seen[name]) === String(set[name]) && String(node[name]) !== String(set[name]),
  )
  return { reply, after, fields, isBeside: taken !== null }
}

/** What is said of a body, whatever is wrong with it. */
const REFUSED_BODY: ReadonlySet<number> = new Set([400, 422])

/** What a write without effect proves: the fields are shown as they were, or they alone are refused; a word of ours may be no state at all. */
function sawOf({ reply, after, isBeside }: Written, set: Fields): ReturnType<typeof sawWithout> {
  const seen = isSuccess(after) ? firstObject(jsonOf(after)) : undefined
  if (isTaken(reply)) return seen !== undefined && Object.keys(set).every((name) => name in seen) ? 'no-effect' : 'unclear'
  if (REFUSED_BODY.has(reply.status)) return isBeside && !('status' in set) && !('state' in set) ? 'no-effect' : 'unclear'
  return sawWithout(reply)
}

/** Values that the user may not choose, for fields that the object shows and the body does not name. */
async function protectedIn(probing: Probing, operation: Operation, node: Fields, user: Session): Promise<Fields> {
  const declared = Object.keys(operation.body?.schema.properties ?? {})
  const [own, other] = [await probing.ownId(user), probing.identities.userB === null ? null : await probing.ownId(probing.identities.userB)]
  const entries = Object.entries(node).flatMap(([name, value]): [string, unknown][] => {
    if (declared.includes(name) || (typeof value === 'object' && value !== null)) return []
    if (OWNER.test(name) && value !== null) return other === null ? [] : [[name, numeric(other, typeof value)]]
    if (DECIDED_BY.test(name)) return own === null ? [] : [[name, numeric(own, typeof value)]]
    if (DECIDED.test(name) && value !== true && value !== 1) return [[name, typeof value === 'number' ? 1 : true]]
    const state = /^(?:status|state)$/.test(name) ? stateOf(probing, operation) : undefined
    return state === undefined || value === state ? [] : [[name, state]]
  })
  return Object.fromEntries(entries)
}

/** The state into which an act on such an object brings it. */
function stateOf(probing: Probing, { path }: Operation): string | undefined {
  const acts = probing.wireOperations.flatMap((each) =>
    each.method === 'POST' && shape(each.path).startsWith(`${shape(path)}/`) ? [shape(each.path).slice(shape(path).length + 1)] : [],
  )
  return STATES.find(([words]) => acts.some((act) => words.test(act)))?.[1]
}

/** The fields alone; what a whole object needs beside them where the method replaces it. */
function bodyWith({ method, body }: Operation, node: Fields, extra: Fields): Fields {
  if (method !== 'PUT') return extra
  const declared = Object.keys(body?.schema.properties ?? {})
  return { ...Object.fromEntries(Object.entries(node).filter(([name]) => declared.includes(name))), ...extra }
}

function encoded(body: Fields): { readonly headers: Readonly<Record<string, string>>; readonly body: string | Uint8Array } {
  const made = encodeBody('application/json', body)
  return { headers: { 'content-type': made.contentType }, body: made.body }
}
