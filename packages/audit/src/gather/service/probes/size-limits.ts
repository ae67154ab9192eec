import { gzipSync } from 'node:zlib'
import type { Accepted, Probing } from '../probing.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { requestOf } from '../requests.ts'
import { rememberCreated } from '../state-keeping.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** Bodies, nesting and headers beyond what any client needs. */
export async function probeSizeLimits(probing: Probing): Promise<void> {
  const taking = probing.wireOperations.filter(
    (candidate) =>
      candidate.method === 'POST' && candidate.body !== null && /json/.test(candidate.body.contentType) && candidate.purpose === 'other',
  )
  let accepted: Accepted | null = null
  for (const candidate of taking.slice(0, 6)) accepted ??= await probing.acceptedBy(candidate)
  const operation = accepted?.operation ?? probing.identities.login ?? taking[0]
  if (operation === undefined) return void probing.notTried('sizeLimits', 'bodies', 'no-data', 'no operation takes a body')
  const session = accepted?.session ?? null
  const request = accepted === null ? { method: operation.method, path: operation.path } : requestOf(accepted.draft)
  const json = { 'content-type': 'application/json' }
  const valid = typeof request.body === 'string' ? request.body : '{"email":"a@example.com","password":"x"}'
  for (const mebibytes of [2, 11]) {
    const padding = `,"assay_padding":"${'x'.repeat(mebibytes * 1_048_576)}"}`
    const reply = await probing.send(session, {
      ...request,
      headers: { ...request.headers, ...json },
      body: `${valid.replace(/\}\s*$/, '')}${padding}`,
      timeoutMs: 8000,
      mayFail: true,
    })
    const isClosed = reply.status === 0 && ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'BAD_RESPONSE'].includes(reply.error)
    const isRefused = reply.status === 413 || isClosed
    const read = isSuccess(reply) || reply.status >= 500 || [400, 409, 422].includes(reply.status) || reply.error === 'TIMEOUT'
    if (accepted !== null) rememberCreated(probing, accepted, reply)
    probing.trial(
      'sizeLimits',
      trialOn(operation, {
        name: `${mebibytes} MiB body`,
        saw: isRefused ? 'no-effect' : read ? 'effect' : 'blocked',
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
    if (isRefused) break
  }
  if (accepted !== null) await probeCompressed(probing, accepted)
  for (const [name, body] of [
    ['deep nesting', `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`],
    ['many keys', `{${Array.from({ length: 5000 }, (_value, index) => `"k${index}":1`).join(',')}}`],
  ] as const) {
    const reply = await probing.send(session, {
      ...request,
      headers: { ...request.headers, ...json },
      body,
      timeoutMs: 8000,
      mayFail: true,
    })
    if (accepted !== null) rememberCreated(probing, accepted, reply)
    const small =
      reply.status >= 500
        ? await probing.send(session, { ...request, headers: { ...request.headers, ...json }, body: '{"a":{"a":1},"k1":1}', mayFail: true })
        : null
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
