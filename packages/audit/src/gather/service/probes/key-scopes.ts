import type { Schema } from '../../../model/facts/service.ts'
import { withNonce } from '../acceptable-requests.ts'
import { keyIn } from '../identities/api-keys.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, jsonOf, type Reply } from '../reply.ts'
import { requestOf, withValue } from '../requests.ts'
import { fill } from '../state.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import type { KeyUse } from './api-keys.ts'

/** Fields of a key's making that say what it may do. */
const SCOPE = /^(?:scopes?|permissions?|privileges?|abilities|access(?:_?level)?|rights)$/i
const READING = /^(?:\w+[:.])?(?:read(?:[-_ ]?only)?|reader|view(?:er)?|ro)$/i
const MOST_WRITES = 3

/** A key that was made to read must not write: something of ours is made with it, and its owner looks for it. */
export async function probeKeyScope(probing: Probing, issuer: Operation, accepted: Accepted, use: KeyUse): Promise<void> {
  const field = Object.entries(issuer.body?.schema.properties ?? {}).find(([name]) => SCOPE.test(name))
  if (field === undefined) return
  const [name, schema] = field
  const scope = readingScope(schema)
  const made = await probing.sendDraft(accepted.session, withValue(accepted.draft, { in: 'body', name }, scope), { mayFail: true })
  rememberCreated(probing, accepted, made)
  const key = keyIn(made)
  // A service that says nothing of the scope may have taken it for something else.
  if (!isSuccess(made) || key === null || !holds(jsonOf(made), name, scope)) return
  probing.client.masking.add(key, '$API_KEY')
  const read = await probing.client.send({ ...use.read, headers: use.headers(key), identity: 'key', mayFail: true })
  if (!isSuccess(read)) return
  const writers = await writersOf(probing, issuer, accepted)
  // What the scope names by its word comes first.
  const isNamed = ({ path }: Writing): boolean => JSON.stringify(scope).includes(path.split('/').at(-1) ?? path)
  for (const writing of [...writers.filter(isNamed), ...writers.filter((one) => !isNamed(one))].slice(0, MOST_WRITES))
    if (await tellWrite(probing, { issuer, name, made, headers: use.headers, key }, writing)) return
}

interface ReadingKey {
  readonly issuer: Operation
  readonly name: string
  readonly made: Reply
  readonly headers: KeyUse['headers']
  readonly key: string
}

/** Writes twice with the key and once with a made-up one; false where the write says nothing. */
async function tellWrite(probing: Probing, { issuer, name, made, headers, key }: ReadingKey, { writer, path }: Writing): Promise<boolean> {
  const write = async (by: string): Promise<{ readonly reply: Reply; readonly isSeen: boolean }> => {
    const nonce = probing.values.nonce('scope', 12)
    const draft = { ...writer.draft, body: withNonce(writer.draft.body ?? {}, nonce) }
    const request = requestOf(draft)
    const reply = await probing.client.send({
      ...request,
      headers: { ...request.headers, ...headers(by) },
      identity: 'key',
      mayFail: true,
    })
    rememberCreated(probing, writer, reply)
    if (!isSuccess(reply)) return { reply, isSeen: false }
    return { reply, isSeen: (await probing.send(writer.session, { method: 'GET', path, mayFail: true })).body.includes(nonce) }
  }
  const first = await write(key)
  const second = first.isSeen ? await write(key) : null
  const control = first.isSeen ? await write(`${key.slice(0, -6)}${[...key.slice(-6)].reverse().join('')}x`) : null
  const isSeen = second?.isSeen === true && control !== null && !isSuccess(control.reply)
  if (!isSeen && ![401, 403].includes(first.reply.status)) return false
  probing.trial(
    'apiKeys',
    trialOn(issuer, {
      name: 'scope',
      parameter: `body ${name}`,
      saw: isSeen ? 'effect' : 'no-effect',
      effect: isSeen
        ? `a key that was made to read wrote by ${writer.operation.key}, and its owner sees what it wrote`
        : `a key that was made to read got ${first.reply.status} by ${writer.operation.key}`,
      identity: 'key',
      baseline: made.exchange,
      control: control?.reply.exchange ?? null,
      attempts: exchangesOf(first.reply, second?.reply),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { wroteBy: writer.operation.key },
    }),
  )
  return true
}

/** A write, and where what it made is listed. */
interface Writing {
  readonly writer: Accepted
  readonly path: string
}

/** Operations that make something which their list shows, for everybody or below what the key was made below. */
async function writersOf(probing: Probing, issuer: Operation, { draft }: Accepted): Promise<readonly Writing[]> {
  const above = issuer.path.slice(0, issuer.path.lastIndexOf('}') + 1)
  const writers: Writing[] = []
  for (const operation of probing.operations) {
    if (operation.method !== 'POST' || operation.purpose !== 'other' || operation === issuer) continue
    if (operation.path.slice(0, operation.path.lastIndexOf('}') + 1) !== above) continue
    const lister = probing.state.listerOf(operation.path)
    if (lister === null || operation.body === null) continue
    const writer = await probing.acceptedBy(operation)
    if (writer?.session == null) continue
    const path = { ...writer.draft.path, ...draft.path }
    writers.push({ writer: { ...writer, draft: { ...writer.draft, path } }, path: fill(lister.path, path) })
  }
  return writers
}

/** A scope that only reads, in the shape that the field takes. */
function readingScope(schema: Schema): unknown {
  const item = schema.type === 'array' ? (schema.items ?? {}) : schema
  const told = [...(item.enum ?? []), ...(Array.isArray(schema.example) ? schema.example : [schema.example])]
  const value = told.find((each) => typeof each === 'string' && READING.test(each)) ?? 'read'
  return schema.type === 'array' || Array.isArray(schema.example) ? [value] : value
}

/** Whether an answer gives the field the value that was sent. */
function holds(answer: unknown, name: string, value: unknown, depth = 0): boolean {
  if (typeof answer !== 'object' || answer === null || depth > 2) return false
  const node = answer as Readonly<Record<string, unknown>>
  if (name in node) return textOf(node[name]) === textOf(value)
  return Object.values(node).some((child) => holds(child, name, value, depth + 1))
}

/** A list of scopes is often told as one text. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value.split(/[\s,]+/).join(' ') : JSON.stringify(value)
}
