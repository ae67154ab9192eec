import { gzipSync } from 'node:zlib'
import type { SendOptions } from '../client.ts'
import type { Operation } from '../operations.ts'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import type { Session } from '../session.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Operations beside the first whose bodies are made as large, once the first took one. */
const MOST_OTHERS = 16
const JSON_TYPE = { 'content-type': 'application/json' }

const ODD_BODIES: readonly (readonly [string, string])[] = [
  ['deep nesting', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`],
  ['many keys', `{${Array.from({ length: 5000 }, (_value, index) => `"k${index}":1`).join(',')}}`],
]

/** Where a body is sent, by whom, and a valid one. */
interface Taker {
  readonly operation: Operation
  readonly accepted: Accepted | null
  readonly session: Session | null
  readonly request: SendOptions
}

/** Bodies, nesting and headers beyond what any client needs. */
export async function probeSizeLimits(probing: Probing): Promise<void> {
  const taking = takingBodies(probing)
  const takers: Taker[] = []
  for (const candidate of taking.slice(0, 6)) {
    const accepted = takers.length > 0 ? null : await probing.acceptedBy(candidate)
    if (accepted !== null) takers.push(takerOf(accepted))
  }
  const operation = takers[0]?.operation ?? probing.identities.login ?? taking[0]
  if (operation === undefined) return void probing.notTried('sizeLimits', 'bodies', 'no-data', 'no operation takes a body')
  const first = takers[0] ?? { operation, accepted: null, session: null, request: { method: operation.method, path: operation.path } }
  const others = [...(await entranceOf(probing, first)), ...(await othersThan(probing, taking, first))]
  for (const mebibytes of [2, LARGE_MEBIBYTES]) if (!(await sendLarge(probing, first, mebibytes))) break
  if (first.accepted !== null) await probeCompressed(probing, first.accepted)
  for (const odd of ODD_BODIES) await sendOdd(probing, first, odd)
  for (const name of [`${LARGE_MEBIBYTES} MiB body`, 'deep nesting']) {
    if (!probing.factOf('sizeLimits').trials.some((trial) => trial.name === name && trial.saw === 'effect')) continue
    for (const other of others) {
      const odd = ODD_BODIES.find(([own]) => own === name)
      await (odd === undefined ? sendLarge(probing, other, LARGE_MEBIBYTES) : sendOdd(probing, other, odd))
    }
  }
  await probeLongHeader(probing)
}

/** What takes a body of known fields first: the body of another may never be read. */
function takingBodies({ wireOperations }: Probing): readonly Operation[] {
  const hasFields = ({ body }: Operation): boolean => Object.keys(body?.schema.properties ?? {}).length > 0
  return wireOperations
    .filter(({ method, body, purpose }) => method === 'POST' && body !== null && /json/.test(body.contentType) && purpose === 'other')
    .toSorted((a, b) => Number(hasFields(b)) - Number(hasFields(a)))
}

function takerOf(accepted: Accepted): Taker {
  return { operation: accepted.operation, accepted, session: accepted.session, request: requestOf(accepted.draft) }
}

/** The login, which strangers may send what they like: with a password that is wrong, so that nobody is logged in. */
async function entranceOf({ identities, values }: Probing, first: Taker): Promise<readonly Taker[]> {
  const { login, entrance, userA } = identities
  if (login === null || entrance === null || userA?.credentials == null || login === first.operation) return []
  const { page: _page, ...request } = await entrance.requestFor(identities.loginNameOf(userA.credentials), values.nonce('wrong'))
  const isJson = typeof request.body === 'string' && request.body.startsWith('{')
  return isJson ? [{ operation: login, accepted: null, session: null, request }] : []
}

async function othersThan(probing: Probing, taking: readonly Operation[], first: Taker): Promise<readonly Taker[]> {
  const others: Taker[] = []
  for (const candidate of taking) {
    if (candidate === first.operation || others.length >= MOST_OTHERS || Object.keys(candidate.body?.schema.properties ?? {}).length === 0)
      continue
    const accepted = await probing.acceptedBy(candidate)
    if (accepted !== null) others.push(takerOf(accepted))
  }
  return others
}

/** Whether a body of so many mebibytes was read. */
async function sendLarge(probing: Probing, { operation, accepted, session, request }: Taker, mebibytes: number): Promise<boolean> {
  const valid = typeof request.body === 'string' ? request.body : '{"email":"a@example.com","password":"x"}'
  const padding = `${valid.replace(/\}\s*$/, '').trim() === '{' ? '' : ','}"assay_padding":"${'x'.repeat(mebibytes * 1_048_576)}"}`
  const reply = await probing.send(session, {
    ...request,
    headers: { ...request.headers, ...JSON_TYPE },
    body: `${valid.replace(/\}\s*$/, '')}${padding}`,
    timeoutMs: 8000,
    mayFail: true,
  })
  const isClosed = reply.status === 0 && ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'BAD_RESPONSE'].includes(reply.error)
  const isRefused = reply.status === 413 || isClosed
  // Who is refused at the login was looked up by what the body says.
  const isLookedUp = operation.purpose === 'login' && reply.status === 401
  const isRead =
    isLookedUp || isSuccess(reply) || reply.status >= 500 || [400, 409, 422].includes(reply.status) || reply.error === 'TIMEOUT'
  if (accepted !== null) rememberCreated(probing, accepted, reply)
  probing.trial(
    'sizeLimits',
    trialOn(operation, {
      name: `${mebibytes} MiB body`,
      saw: isRefused ? 'no-effect' : isRead ? 'effect' : 'blocked',
      effect: isRefused
        ? `a body of ${mebibytes} MiB was refused (${reply.status === 0 ? 'connection closed' : reply.status})`
        : `a body of ${mebibytes} MiB was read whole (${reply.status === 0 ? reply.error : reply.status}, ${Math.round(reply.durationMs)} ms)`,
      identity: session?.name ?? 'anonymous',
      baseline: accepted?.reply.exchange ?? null,
      control: accepted?.reply.exchange ?? null,
      attempts: exchangesOf(reply),
      reproduced: { count: 1, of: 1 },
      details: { mebibytes, status: reply.status },
    }),
  )
  return !isRefused
}

async function sendOdd(
  probing: Probing,
  { operation, accepted, session, request }: Taker,
  [name, body]: readonly [string, string],
): Promise<void> {
  const send = (text: string): Promise<Reply> =>
    probing.send(session, { ...request, headers: { ...request.headers, ...JSON_TYPE }, body: text, timeoutMs: 8000, mayFail: true })
  const reply = await send(body)
  if (accepted !== null) rememberCreated(probing, accepted, reply)
  const small = reply.status >= 500 ? await send('{"a":{"a":1},"k1":1}') : null
  const isFailure = (reply.status >= 500 && small !== null && small.status < 500) || reply.error === 'TIMEOUT'
  probing.trial(
    'sizeLimits',
    trialOn(operation, {
      name,
      saw: isFailure ? 'effect' : 'no-effect',
      effect: `${name} got ${reply.status === 0 ? reply.error : reply.status} in ${Math.round(reply.durationMs)} ms`,
      identity: session?.name ?? 'anonymous',
      baseline: accepted?.reply.exchange ?? null,
      attempts: exchangesOf(reply),
      reproduced: { count: isFailure ? 1 : 0, of: 1 },
      details: { mebibytes: 0, status: reply.status },
    }),
  )
}

async function probeLongHeader(probing: Probing): Promise<void> {
  const long = await probing.client.send({ method: 'GET', path: '/', headers: { 'x-assay-padding': 'x'.repeat(60_000) }, mayFail: true })
  probing.trial(
    'sizeLimits',
    trialOn(null, {
      name: 'long header',
      saw: long.status >= 500 && long.status !== 431 ? 'effect' : 'no-effect',
      effect: `a header of 60,000 bytes got ${long.status === 0 ? long.error : long.status}`,
      attempts: exchangesOf(long),
      details: { mebibytes: 0, status: long.status },
    }),
  )
}

const LARGE_MEBIBYTES = 11
const UNPACKED_MEBIBYTES = 12

/** A small body that unpacks to a large one, where the service unpacks bodies at all: it takes a small packed one and refuses a broken one. */
async function probeCompressed(probing: Probing, accepted: Accepted): Promise<void> {
  const { operation, session } = accepted
  const request = requestOf(accepted.draft)
  const valid = typeof request.body === 'string' ? request.body : '{}'
  const send = (body: Uint8Array): Promise<Reply> =>
    probing.send(session, {
      ...request,
      headers: { ...request.headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body,
      timeoutMs: 8000,
      mayFail: true,
    })
  const small = await send(gzipSync(valid))
  rememberCreated(probing, accepted, small)
  const broken = isSuccess(small) ? await send(Buffer.from('this was never packed')) : null
  const isUnpacking = broken !== null && !isSuccess(broken)
  const padding = `,"assay_padding":"${'x'.repeat(UNPACKED_MEBIBYTES * 1_048_576)}"}`
  const bomb = gzipSync(`${valid.replace(/\}\s*$/, '')}${padding}`, { level: 9 })
  const large = isUnpacking ? await send(bomb) : null
  if (large !== null) rememberCreated(probing, accepted, large)
  const again = large !== null && isSuccess(large) ? await send(bomb) : null
  if (again !== null) rememberCreated(probing, accepted, again)
  const isSeen = again !== null && isSuccess(again)
  probing.trial(
    'sizeLimits',
    trialOn(operation, {
      name: 'packed body',
      saw: isSeen ? 'effect' : large !== null && (large.status >= 500 || large.status === 0) ? 'unclear' : 'no-effect',
      effect:
        large === null
          ? `packed bodies are not unpacked (${small.status})`
          : `a body of ${bomb.length} bytes that unpacks to ${UNPACKED_MEBIBYTES} MiB got ${large.status === 0 ? large.error : large.status} in ${Math.round(large.durationMs)} ms`,
      identity: session?.name ?? 'anonymous',
      baseline: small.exchange,
      control: broken?.exchange ?? small.exchange,
      attempts: exchangesOf(large ?? small, again),
      reproduced: { count: isSeen ? 2 : 0, of: 2 },
      details: { mebibytes: UNPACKED_MEBIBYTES, status: large?.status ?? small.status },
    }),
  )
}
