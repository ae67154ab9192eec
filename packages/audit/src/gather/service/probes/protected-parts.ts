import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { encodeBody } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

type Fields = Readonly<Record<string, unknown>>

/** What the operator of a service sets for a user or a shop, and nobody for oneself. */
const OPERATORS =
  /^(?:commission|platform_?fee|service_?fee|fee_?(?:percent|rate)|(?:is_?)?(?:verified|approved|premium|trusted)|credit_?limit|quota|plan|tier)(?:_?(?:percent|rate))?$/i
const DEEPEST = 4
const MOST_OPERATIONS = 4
/** Fields of one object that are tried. */
const MOST_FIELDS = 3

/** Objects of which everybody has one, changed in the parts that their operator sets: inside of what the body may hold. */
export async function probeProtectedParts(probing: Probing): Promise<void> {
  if (!probing.startedByUs && !probing.isIntrusive) return
  const operations = probing.wireOperations.filter(
    ({ method, path, body }) =>
      (method === 'PATCH' || method === 'PUT') &&
      !path.includes('{') &&
      /json/.test(body?.contentType ?? '') &&
      probing.wireOperations.some((other) => other.method === 'GET' && other.path === path),
  )
  for (const operation of operations.slice(0, MOST_OPERATIONS)) await probeOne(probing, operation)
}

async function probeOne(probing: Probing, operation: Operation): Promise<void> {
  const { ordinaryUser } = probing.identities
  if (ordinaryUser === null) return
  const look = (): Promise<Reply> => probing.send(ordinaryUser, { method: 'GET', path: operation.path, mayFail: true })
  const before = await look()
  const held = jsonOf(before)
  if (!isSuccess(before) || !isFields(held)) return
  const parts = partsIn(held, []).filter(({ path }) => path.length > 1)
  const change = (body: Fields): Promise<Reply> => {
    const encoded = encodeBody('application/json', body)
    const headers = { 'content-type': encoded.contentType }
    return probing.send(ordinaryUser, { method: operation.method, path: operation.path, headers, body: encoded.body, mayFail: true })
  }
  for (const { path, value } of parts.slice(0, MOST_FIELDS)) {
    const wanted = otherThan(value)
    const body = bodyOf(operation.method, held, path, wanted)
    const reply = await change(body)
    const after = await look()
    const again = await look()
    const isSet = (seen: Reply): boolean => isSuccess(seen) && valueIn(jsonOf(seen), path) === wanted
    const isSeen = isSet(after) && isSet(again)
    if (isSeen) await change(bodyOf(operation.method, held, path, value))
    operation.probes += 1
    probing.trial(
      'massAssignment',
      trialOn(operation, {
        name: `part ${path.join('.')}`,
        saw: isSeen ? 'effect' : [200, 204, 400, 403, 409, 422].includes(reply.status) ? 'no-effect' : 'unclear',
        effect: isSeen
          ? `its user sets ${path.join('.')}, which the service keeps for itself, and reads it back`
          : `${path.join('.')} was not changed (${reply.status})`,
        identity: ordinaryUser.name,
        baseline: before.exchange,
        control: before.exchange,
        attempts: exchangesOf(reply, after, again),
        reproduced: { count: isSeen ? 2 : 0, of: 2 },
        details: { fields: path.join('.') },
      }),
    )
    if (isSeen) return
  }
}

interface Part {
  readonly path: readonly string[]
  readonly value: unknown
}

/** Values under the names of what an operator sets, wherever they stand; a fee of what holds fees counts by its own name. */
function partsIn(node: Fields, above: readonly string[]): readonly Part[] {
  return Object.entries(node).flatMap(([name, value]): readonly Part[] => {
    const path = [...above, name]
    if (isFields(value)) return above.length + 1 < DEEPEST ? partsIn(value, path) : []
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

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
