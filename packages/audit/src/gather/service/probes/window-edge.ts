import { setTimeout as sleep } from 'node:timers/promises'
import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import type { Target } from './limit-targets.ts'

/** Windows that end within this are waited out. */
const LONGEST_MS = 12_000
const MOST = 150
/** What a request takes on its way, so that the first half still lands in the old window. */
const MARGIN_MS = 350

/** As many requests as a limit allows, just before its window ends and just after: where both are taken, twice the limit came at once. */
export async function probeWindowEdge(probing: Probing, target: Target, limited: Reply, limit: number): Promise<void> {
  const windowMs = windowOf(limited)
  if (limit < 2 || limit > MOST || windowMs === null || windowMs > LONGEST_MS)
    return void probing.notTried(
      'rateRecovery',
      "the window's edge",
      windowMs !== null && windowMs > LONGEST_MS ? 'limit-reached' : 'no-data',
      windowMs === null
        ? 'the 429 does not say when its window ends'
        : `a window of ${Math.round(windowMs / 1000)} s for ${limit} requests is not waited out`,
    )
  const address = probing.client.takeNextAddress()
  const ask = (): Promise<Reply> => probing.client.send({ ...target.request, takesLimits: true, address, mayFail: true, identity: 'burst' })
  const first = await ask()
  const started = performance.now()
  const length = windowOf(first) ?? windowMs
  if (!isSuccess(first))
    return void probing.notTried(
      'rateRecovery',
      "the window's edge",
      'inconclusive',
      `the first request of a new client got ${first.status}`,
    )
  await sleep(Math.max(0, length - MARGIN_MS - (performance.now() - started)))
  const early = await Promise.all(Array.from({ length: limit - 1 }, ask))
  await sleep(Math.max(0, length + 50 - (performance.now() - started)))
  const late = await Promise.all(Array.from({ length: limit }, ask))
  const spanMs = Math.round(performance.now() - started - length + MARGIN_MS)
  const taken = early.filter(isSuccess).length + late.filter(isSuccess).length
  if (spanMs >= length / 2)
    return void probing.notTried(
      'rateRecovery',
      "the window's edge",
      'inconclusive',
      `${early.length + late.length} requests took ${spanMs} ms, too long beside a window of ${Math.round(length)} ms`,
    )
  const isDoubled = taken >= 1.8 * limit
  probing.trial(
    'rateRecovery',
    trialOn(target.operation, {
      name: "the window's edge",
      saw: isDoubled ? 'effect' : 'no-effect',
      effect: `at the edge of a window of ${Math.round(length)} ms ${taken} requests were taken within ${spanMs} ms, where the limit is ${limit}`,
      identity: target.identity,
      baseline: first.exchange,
      control: limited.exchange,
      attempts: exchangesOf(early.at(-1), late.at(-1)),
      reproduced: { count: isDoubled ? 2 : 0, of: 2 },
      details: { limit, taken, windowMs: Math.round(length) },
    }),
  )
}

/** Milliseconds until the window ends, as an answer says it; null when it does not. */
function windowOf(reply: Reply): number | null {
  for (const name of ['ratelimit-reset', 'x-ratelimit-reset', 'retry-after']) {
    const value = Number(headerOf(reply, name))
    if (headerOf(reply, name) === '' || !Number.isFinite(value) || value <= 0) continue
    return value > 1_000_000_000 ? value * 1000 - Date.now() : value * 1000
  }
  const draft = /(?:^|[;,\s])t=(\d+)/.exec(headerOf(reply, 'ratelimit'))?.[1] ?? /reset=(\d+)/.exec(headerOf(reply, 'ratelimit'))?.[1]
  return draft === undefined ? null : Number(draft) * 1000
}
