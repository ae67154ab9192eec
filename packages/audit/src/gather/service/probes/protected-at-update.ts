import type { Operation } from '../operations.ts'
import { numeric } from '../own-ids.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, isTaken, jsonOf, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import type { Session } from '../session.ts'
import { itemOf, shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
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
  const item = itemOf(operation.path)
  if (item === null || operation.purpose !== 'other' || !/json/.test(operation.body?.contentType ?? 'application/json')) return
  if (probing.state.itemOperation(item.collection, 'GET') === null) return
  const object = await probing.create(item.collection, await probing.idsFor(operation, user), user, item.parameter)
  if (object === null) return
  const path = probing.state.itemPath(object.collection, object.id)
  const look = async (): Promise<Reply> => {
    const own = await probing.send(user, { method: 'GET', path, mayFail: true })
    const { userB } = probing.identities
    // Who gave it away may see it no more.
    return isSuccess(own) || userB === null ? own : probing.send(userB, { method: 'GET', path, mayFail: true })
  }
  const before = await look()
  const node = isSuccess(before) ? firstObject(jsonOf(before)) : undefined
  if (node === undefined) return
  const extra = await protectedIn(probing, operation, node, user)
  const { status: _status, state: _state, ...strict } = extra
  const sets = [extra, strict].filter(
    (set, index) => Object.keys(set).length > 0 && (index === 0 || Object.keys(strict).length < Object.keys(extra).length),
  )
  for (const [index, set] of sets.entries()) {
    const reply = await probing.send(user, { method: operation.method, path, ...encoded(bodyWith(operation, node, set)), mayFail: true })
    const after = await look()
    const again = await look()
    const isSet = (seen: Reply, name: string): boolean =>
      isSuccess(seen) && String(firstObject(jsonOf(seen))?.[name]) === String(set[name]) && String(node[name]) !== String(set[name])
    const fields = Object.keys(set).filter((name) => isSet(after, name) && isSet(again, name))
    if (fields.length === 0 && index < sets.length - 1) continue
    operation.probes += 1
    probing.trial(
      'massAssignment',
      trialOn(operation, {
        name: 'change',
        saw: fields.length > 0 ? 'effect' : isTaken(reply) || [400, 403, 404, 409, 422].includes(reply.status) ? 'no-effect' : 'unclear',
        effect:
          fields.length > 0 ? `the object took ${fields.join(', ')} from the body` : `protected fields changed nothing (${reply.status})`,
        identity: user.name,
        baseline: before.exchange,
        control: before.exchange,
        attempts: exchangesOf(reply, after, again),
        reproduced: { count: fields.length > 0 ? 2 : 0, of: 2 },
        details: { fields: fields.join(' ') },
      }),
    )
    return
  }
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
