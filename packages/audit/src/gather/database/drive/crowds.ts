import type { CrowdFact, EndpointQueries } from '../../../model/facts/database.ts'
import type { DrivenRequest } from '../driven-request.ts'
import type { Requester } from '../requester.ts'
import { type ActivityReader, ActivitySampler, type Backend, chainOf, isIdleInTransaction } from './activity.ts'
import { round } from './endpoint-queries.ts'
import type { Watch } from './watch.ts'

/** More than a pool of usual size holds. */
const CONCURRENT = 24
const SAMPLE_EVERY_MS = 15
const TIMEOUT_MS = 8000
const MAX_ENDPOINTS = 10
/** An endpoint that spends its time elsewhere, and may keep a connection meanwhile. */
const ELSEWHERE = { leastMs: 150, databaseShare: 0.3 }

export interface CrowdTools {
  readonly requester: Requester
  readonly readBackends: ActivityReader
  readonly watch: Watch
  /** Whether an endpoint sends statements that lock rows. */
  readonly locksRows: (endpoint: EndpointQueries) => boolean
  readonly signal: AbortSignal
}

/** Asks many times at once what may hold locks or connections for longer than its statements take. */
export async function measureCrowds(
  endpoints: readonly EndpointQueries[],
  requests: readonly DrivenRequest[],
  tools: CrowdTools,
): Promise<readonly CrowdFact[]> {
  const quick = endpoints
    .filter(
      ({ method, statements, databaseMs, latencyMs }) =>
        method === 'GET' && statements.length > 0 && databaseMs !== null && latencyMs !== null,
    )
    .toSorted((a, b) => (a.latencyMs?.p50 ?? 0) - (b.latencyMs?.p50 ?? 0))[0]
  const ping = requests.find(({ endpoint }) => endpoint === quick?.endpoint)
  if (ping === undefined) return []
  const found: CrowdFact[] = []
  const chosen = endpoints.filter(
    (each) => each.endpoint !== quick?.endpoint && each.statements.length > 0 && (isElsewhere(each) || tools.locksRows(each)),
  )
  for (const endpoint of chosen.slice(0, MAX_ENDPOINTS)) {
    const request = requests.find((each) => each.endpoint === endpoint.endpoint)
    if (request !== undefined && !tools.signal.aborted) found.push(await crowd(endpoint, request, ping, tools))
  }
  return found
}

function isElsewhere({ latencyMs, databaseMs }: EndpointQueries): boolean {
  if (latencyMs === null || databaseMs === null) return false
  return latencyMs.p50 >= ELSEWHERE.leastMs && databaseMs.p50 <= ELSEWHERE.databaseShare * latencyMs.p50
}

async function crowd(
  { endpoint, method, path }: EndpointQueries,
  request: DrivenRequest,
  ping: DrivenRequest,
  { requester, readBackends, watch }: CrowdTools,
): Promise<CrowdFact> {
  const seen = { samples: 0, open: 0, busy: 0, waiting: 0, held: 0, mostWaiting: 0 }
  const sample = (backends: readonly Backend[]): void => {
    watch.sample(backends)
    const busy = backends.filter(({ state }) => state === 'active' || state.startsWith('idle in transaction'))
    const waiting = busy.filter(({ waitsForLock }) => waitsForLock)
    seen.samples += 1
    seen.open = Math.max(seen.open, backends.length)
    seen.busy += busy.length
    seen.waiting += waiting.length
    seen.mostWaiting = Math.max(seen.mostWaiting, waiting.length)
    seen.held += waiting.filter((each) => isHeldByOther(each, backends)).length
  }
  const elsewhere = { ...ping, path: '/assay-not-there', query: {} }
  await Promise.all(Array.from({ length: CONCURRENT }, () => requester.send(elsewhere)))
  const quiet = [await requester.send(ping), await requester.send(ping), await requester.send(ping)].map(({ ms }) => ms)
  watch.begin(endpoint)
  const sampler = new ActivitySampler(readBackends, sample, SAMPLE_EVERY_MS).start()
  let isOver = false
  const asked = Promise.all(Array.from({ length: CONCURRENT }, () => requester.send(request, TIMEOUT_MS))).then((answers) => {
    isOver = true
    return answers
  })
  const longest = async (each: DrivenRequest): Promise<number> => {
    let ms = 0
    while (!isOver) ms = Math.max(ms, (await requester.send(each, TIMEOUT_MS)).ms)
    return ms
  }
  const [pingMs, emptyMs, answers] = await Promise.all([longest(ping), longest(elsewhere), asked])
  await sampler.stop()
  watch.end()
  return {
    endpoint,
    method,
    path,
    other: ping.endpoint,
    concurrent: CONCURRENT,
    tookMs: round(Math.max(...answers.map(({ ms }) => ms))),
    open: seen.open,
    busyMean: round(seen.busy / Math.max(1, seen.samples)),
    mostWaiting: seen.mostWaiting,
    waitShare: round(seen.waiting / Math.max(1, seen.busy)),
    heldShare: round(seen.held / Math.max(1, seen.waiting)),
    otherMs: round(pingMs),
    otherQuietMs: round(Math.max(...quiet)),
    withoutDatabaseMs: round(emptyMs),
  }
}

/** Whether the lock that a session waits for is kept beyond the statement that took it. */
function isHeldByOther(waiting: Backend, backends: readonly Backend[]): boolean {
  const [root] = chainOf(waiting, backends)
  return root !== undefined && root.pid !== waiting.pid && (isIdleInTransaction(root) || root.query !== waiting.query)
}
