import { isFields } from '../identities/credential-fields.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isHtml, isSuccess, jsonOf, obstacleOf, type Reply } from '../reply.ts'
import { leavesOf, requestOf, withFields } from '../requests.ts'
import type { Session } from '../session.ts'
import { shape } from '../state.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { textOfPage } from './same-object.ts'

type Fields = Readonly<Record<string, unknown>>

/** Fields of created objects that the answer shows and the body must not set: owner, status, price. They are read back where the object is shown. */
export async function probeProtectedAtCreation(probing: Probing, operation: Operation, session: Session): Promise<void> {
  const accepted = await probing.acceptedBy(operation)
  const node = accepted === null ? undefined : firstObject(jsonOf(accepted.reply))
  if (accepted === null || node === undefined || accepted.draft.body === null) return
  const all = { ...(await protectedIn(probing, node, accepted.draft.body)), ...moneyIn(probing, operation, node, accepted.draft.body) }
  // A status is mostly one of a few: a word of ours may have the whole body refused.
  const { status: _status, state: _state, ...strict } = all
  const sets = [all, strict].filter(
    (set, index, each) => Object.keys(set).length > 0 && (index === 0 || Object.keys(set).length < Object.keys(each[0] ?? {}).length),
  )
  for (const [index, extra] of sets.entries()) {
    const first = await createWith(probing, accepted, session, node, extra)
    if (first.fields.length === 0 && index < sets.length - 1) continue
    const again = first.fields.length > 0 ? await createWith(probing, accepted, session, node, extra) : null
    const fields = first.fields.filter((name) => again?.fields.includes(name) === true)
    const { reply, read } = first
    probing.trial(
      'massAssignment',
      trialOn(operation, {
        name: 'create',
        saw: fields.length > 0 ? 'effect' : first.fields.length > 0 ? 'unclear' : withoutEffect(first, extra),
        effect:
          fields.length > 0 ? `the object took ${fields.join(', ')} from the body` : `protected fields changed nothing (${reply.status})`,
        identity: session.name,
        baseline: accepted.reply.exchange,
        control: accepted.reply.exchange,
        attempts: exchangesOf(reply, read, again?.reply, again?.read),
        reproduced: { count: fields.length > 0 ? 2 : first.fields.length > 0 ? 1 : 0, of: 2 },
        details: { fields: fields.join(' ') },
      }),
    )
    return
  }
}

/**
 * What a creation says in which no field was taken: the object was read back without them, or the body was refused for them, as the same without
 * them is taken. A word that is none of a status has a body refused whoever may set it.
 */
function withoutEffect({ reply, read }: Created, extra: Fields): 'no-effect' | 'unclear' | 'blocked' {
  if (isSuccess(reply)) return read !== null && isSuccess(read) ? 'no-effect' : 'unclear'
  if ([400, 403, 422].includes(reply.status)) return 'status' in extra || 'state' in extra ? 'unclear' : 'no-effect'
  return obstacleOf(reply) === '' ? 'unclear' : 'blocked'
}

interface Created {
  readonly reply: Reply
  /** Fields that the object has as the body set them. */
  readonly fields: readonly string[]
  readonly read: Reply | null
}

/** What the service said of an object and the body did not hold, with values that it did not choose. */
async function protectedIn(probing: Probing, node: Fields, sent: Fields): Promise<Fields> {
  const other = probing.identities.userB
  const extra: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(node)) {
    if (leavesOf(sent).some(([each]) => each.slice(each.lastIndexOf('.') + 1) === name)) continue
    if (
      /^(?:owner|user|author|created_?by|account|customer)(?:_?id)?$/i.test(name) &&
      (typeof value === 'string' || typeof value === 'number')
    ) {
      const id = other === null ? null : await probing.ownId(other)
      if (id !== null) extra[name] = typeof value === 'number' ? Number(id) : id
    } else if (/^(?:is_?)?(?:paid|approved|verified|published|featured)$/i.test(name) && value !== true)
      extra[name] = typeof value === 'number' ? 1 : true
    else if (/^(?:total|discount|balance|price|amount|cents)(?:_?cents)?$/i.test(name) && typeof value === 'number')
      extra[name] = Number.isInteger(value) ? (value > 1 && isOwed(name) ? 1 : 987_654) : 0.07
    else if (/^(?:status|state)$/.test(name) && typeof value === 'string') extra[name] = probing.values.nonce('status', 9)
  }
  return extra
}

/** What one pays: a low one is had, a high one may be refused for want of money. */
const isOwed = (name: string): boolean => /^(?:total|price|amount|cents)(?:_?cents)?$/i.test(name)

/** What one has, by the name of its field. */
const MONEY = /^(?:credits?|balance|wallet)(?:_?cents)?$/i
const MOVES_MONEY = /\/(?:redeem|top-?up|deposit|withdraw|transfer|charge|credit|vouchers?)(?:\/[^/{}]+)?\/?$/i

/** Money that a handler takes from the body of a creation, though other operations alone give and take it; a documented one is meant. */
function moneyIn(probing: Probing, operation: Operation, node: Fields, sent: Fields): Fields {
  const below = `${shape(operation.path)}/{}/`
  const isMoved = probing.wireOperations.some(
    ({ method, path }) => method === 'POST' && shape(path).startsWith(below) && MOVES_MONEY.test(shape(path)),
  )
  if (!isMoved || operation.origins.includes('openapi')) return {}
  return Object.fromEntries(
    Object.keys(sent)
      .filter((name) => MONEY.test(name) && name in node)
      .map((name) => [name, 987_654]),
  )
}

async function createWith(probing: Probing, accepted: Accepted, session: Session, node: Fields, extra: Fields): Promise<Created> {
  const { draft, operation } = accepted
  const fresh = await probing.freshDraft(accepted)
  const reply = await probing.send(session, requestOf({ ...fresh, body: withFields(fresh.body, extra) }))
  const path = requestOf(draft).path.split('?')[0] ?? operation.path
  const created = isSuccess(reply) ? probing.state.remember(path, reply, session, '') : null
  if (created === null) return { reply, fields: [], read: null }
  const look = (reader: Session | null): Promise<Reply> | null =>
    reader === null
      ? null
      : probing.send(reader, { method: 'GET', path: probing.state.itemPath(created.collection, created.id), mayFail: true })
  const read = await look(session)
  const answers = [read, await look(probing.identities.userB)].filter((seen) => seen !== null && isSuccess(seen))
  const fields = Object.entries(extra)
    .filter(([name, value]) => answers.some((seen) => seen !== null && isShown(seen, name, value)) && String(node[name]) !== String(value))
    .map(([name]) => name)
  return { reply, fields, read }
}

/** Whether an answer shows a field with a value; a page shows a word of ours, and numbers in its own way. */
function isShown(seen: Reply, name: string, value: unknown): boolean {
  if (isHtml(seen)) return typeof value === 'string' && /^q[0-9a-f]{8}$/.test(value) && textOfPage(seen.body).includes(value)
  return String(firstObject(jsonOf(seen))?.[name]) === String(value)
}

/** The object that an answer is about: the whole of it, or what it wraps. */
export function firstObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const node = value as Readonly<Record<string, unknown>>
  // JSON:API keeps what an object is beside what it has.
  if (('id' in node || '_id' in node) && isFields(node.attributes)) return { ...node.attributes, ...node }
  if ('id' in node || '_id' in node) return node
  const inner = Object.values(node).find(
    (child) => typeof child === 'object' && child !== null && !Array.isArray(child) && ('id' in child || '_id' in child),
  )
  return inner === undefined ? node : firstObject(inner)
}
