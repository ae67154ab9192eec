import { setTimeout as sleep } from 'node:timers/promises'
import { type InjectionPoint, nameOf, requestAt } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import type { Reply } from '../reply.ts'
import { SilentListener } from '../silent-listener.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** perf.external-calls: a call that hangs for longer than this has no deadline. */
const HELD_MS = 30_000
const MAX_POINTS = 2
const SETTLED_MS = 600
const PING_MS = 2500

/** A point whose address the service asked, with the answer that it gave when ours was quick. */
export interface AskedAddress {
  readonly point: InjectionPoint
  readonly make: (base: string) => string
  readonly quick: Reply
}

/** Lets the service ask an address that never answers, twice, and goes on meanwhile; the family of this probe waits for the end. */
export function beginDeadlines(probing: Probing, asked: readonly AskedAddress[], heldMs = HELD_MS): void {
  for (const one of asked.slice(0, MAX_POINTS)) probing.pending.push(watch(probing, one, heldMs))
}

/** Waits for what was begun. */
export async function awaitDeadlines(probing: Probing): Promise<void> {
  if (probing.pending.length === 0)
    return void probing.notTried(
      'outgoingCalls',
      'calls to others',
      'no-data',
      'no operation was seen to ask an address that a caller names',
    )
  await Promise.all(probing.pending)
}

async function watch(probing: Probing, { point, make, quick }: AskedAddress, heldMs: number): Promise<void> {
  const listener = await SilentListener.open()
  const word = probing.values.nonce('silence', 14)
  const { operation, session } = point.accepted
  const send = (): Promise<Reply | null> =>
    probing.client
      .send({
        ...requestAt(point, make(`${listener.baseUrl}/${word}`)),
        headers: { ...requestAt(point, '').headers, ...session?.headers },
        identity: session?.name ?? 'anonymous',
        timeoutMs: heldMs + 3000,
        mayFail: true,
        takesLimits: true,
      })
      .catch(() => null)
  try {
    const answers = [send(), send()]
    await sleep(SETTLED_MS)
    if (await isBlocked(probing)) {
      await listener.close()
      await Promise.all(answers)
      return void probing.notTried(
        'outgoingCalls',
        operation.key,
        'inconclusive',
        'while it waits for others the service answers nobody: it was released',
      )
    }
    const started = performance.now()
    while (performance.now() - started < heldMs - SETTLED_MS && listener.waits(word).waiting > 0) await sleep(100)
    const { milliseconds, waiting } = listener.waits(word)
    await listener.close()
    const replies = await Promise.all(answers)
    if (milliseconds.length === 0)
      return void probing.notTried('outgoingCalls', operation.key, 'no-data', 'the address that never answers was not asked')
    const longest = Math.max(...milliseconds)
    probing.trial(
      'outgoingCalls',
      trialOn(operation, {
        name: 'an address that never answers',
        parameter: nameOf(point),
        saw: waiting >= 2 ? 'effect' : waiting === 1 ? 'unclear' : 'no-effect',
        effect:
          waiting > 0
            ? `the service still waited after ${Math.round(longest / 1000)} s for an address that never answers; a quick one took ${Math.round(quick.durationMs)} ms`
            : `the service gave up an address that never answers after ${(longest / 1000).toFixed(1)} s, ${milliseconds.length} calls for 2 requests`,
        identity: session?.name ?? 'anonymous',
        baseline: quick.exchange,
        control: quick.exchange,
        attempts: exchangesOf(...replies),
        reproduced: { count: waiting, of: 2 },
        details: { longestMs: longest, calls: milliseconds.length },
      }),
    )
  } finally {
    await listener.close()
  }
}

/** Whether another client gets no answer. */
async function isBlocked(probing: Probing): Promise<boolean> {
  const path = probing.identities.check?.request.path ?? '/'
  const ask = (): Promise<Reply | null> =>
    probing.client
      .send({ method: 'GET', path, timeoutMs: PING_MS, mayFail: true, takesLimits: true, identity: 'other client' })
      .catch(() => null)
  return (await ask())?.error === 'TIMEOUT' && (await ask())?.error === 'TIMEOUT'
}
