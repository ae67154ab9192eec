import { hintsFor } from '../injection-points.ts'
import type { Operation } from '../operations.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { draftOf, requestOf } from '../requests.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { GADGETS, rawPickle, SLEEP_SECONDS, sleeps } from './sleeping-objects.ts'

const OBJECT_TYPE = /ya?ml|pickle|serialized|msgpack/i
const MOST = 4

/** Bodies that are one serialised object: by their type, or because the source reads the whole body as one; where they may disturb. */
export async function probeRawObjects(probing: Probing): Promise<number> {
  const chosen = probing.mayDisturb ? probing.wireOperations.filter((operation) => takesObject(probing, operation)).slice(0, MOST) : []
  for (const operation of chosen) await probeOne(probing, operation)
  return chosen.length
}

function takesObject(probing: Probing, operation: Operation): boolean {
  if (!['POST', 'PUT', 'PATCH'].includes(operation.method)) return false
  return (
    OBJECT_TYPE.test(operation.body?.contentType ?? '') ||
    (Object.keys(operation.body?.schema.properties ?? {}).length === 0 &&
      hintsFor(probing, { operation }, { in: 'body', name: '' }).has('deserialisation'))
  )
}

async function probeOne(probing: Probing, operation: Operation): Promise<void> {
  const session = probing.sessionsFor(operation)[0] ?? null
  const { path } = requestOf({ ...draftOf(operation, probing.values, await probing.idsFor(operation, session), {}), body: null })
  const declared = operation.body?.contentType ?? ''
  const type = OBJECT_TYPE.test(declared) ? declared : 'application/octet-stream'
  const ask = (body: string | Uint8Array): Promise<Reply> =>
    probing.send(session, { method: operation.method, path, headers: { 'content-type': type }, body, timeoutMs: 6000, mayFail: true })
  const base = await ask('assay: 1')
  for (const { name, make } of [{ name: 'pickle, as it is', make: rawPickle }, ...GADGETS]) {
    const slow = await ask(make(SLEEP_SECONDS))
    if (!sleeps(slow, base)) continue
    const quick = await ask(make(0))
    const again = await ask(make(SLEEP_SECONDS))
    const calm = await ask(make(0))
    const isSeen = sleeps(again, quick) && !sleeps(calm, base) && !sleeps(quick, base)
    probing.trial(
      'deserialization',
      trialOn(operation, {
        name,
        parameter: 'body',
        saw: isSeen ? 'effect' : 'unclear',
        effect: isSeen
          ? `a body (${name}) that sleeps ${SLEEP_SECONDS} s takes ${(again.durationMs / 1000).toFixed(1)} s, the same that sleeps not at all ${Math.round(quick.durationMs)} ms`
          : 'one answer was slow, and the next was not',
        identity: session?.name ?? 'anonymous',
        baseline: base.exchange,
        control: quick.exchange,
        attempts: exchangesOf(slow, again),
        reproduced: { count: isSeen ? 2 : 1, of: 2 },
      }),
    )
    if (isSeen) return
  }
  const isBlocked = [0, 401, 403, 429].includes(base.status)
  probing.trial(
    'deserialization',
    trialOn(operation, {
      name: 'sleeping objects',
      parameter: 'body',
      saw: isBlocked ? 'blocked' : 'no-effect',
      effect: `${GADGETS.length + 1} kinds of bodies that sleep made nothing slower`,
      identity: session?.name ?? 'anonymous',
      baseline: base.exchange,
    }),
  )
}
