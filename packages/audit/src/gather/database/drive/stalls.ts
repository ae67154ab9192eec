import type { EndpointQueries, StallFact } from '../../../model/facts/database.ts'
import type { DrivenRequest } from '../driven-request.ts'
import type { Requester } from '../requester.ts'
import { isWell } from './drive-endpoint.ts'
import { median, round } from './endpoint-queries.ts'

/** Time outside of the database from which on an endpoint may hold up others enough to be felt. */
const OWN_MS = 40
const ROUNDS = 4
const QUIET_PINGS = 6
/** Of the quiet ones so many may have met a machine that was busy. */
const CHANCE = 2
const MAX_ENDPOINTS = 12
const TIMEOUT_MS = 5000

interface Tools {
  readonly requester: Requester
  readonly signal: AbortSignal
}

/** Asks endpoints that work long outside of the database, each alone, and another that is quick meanwhile: does it wait? */
export async function measureStalls(
  endpoints: readonly EndpointQueries[],
  requests: readonly DrivenRequest[],
  { requester, signal }: Tools,
): Promise<readonly StallFact[]> {
  const quick = endpoints
    .filter(({ method, latencyMs }) => method === 'GET' && latencyMs !== null)
    .toSorted((a, b) => (a.latencyMs?.p50 ?? 0) - (b.latencyMs?.p50 ?? 0))[0]
  const ping = requests.find(({ endpoint }) => endpoint === quick?.endpoint)
  if (ping === undefined) return []
  const pinged = async (): Promise<number> => (await requester.send(ping, TIMEOUT_MS)).ms
  const found: StallFact[] = []
  const slow = endpoints.filter((endpoint) => endpoint.endpoint !== quick?.endpoint && ownMs(endpoint) >= OWN_MS).slice(0, MAX_ENDPOINTS)
  for (const endpoint of slow) {
    const paths = requests.filter((request) => request.endpoint === endpoint.endpoint)
    const [request] = paths
    if (request === undefined || signal.aborted) continue
    const others: number[] = []
    const quiet: number[] = []
    const own: number[] = []
    for (let round_ = 0; round_ < ROUNDS; round_ += 1) {
      for (let time = 0; time < QUIET_PINGS; time += 1) quiet.push(await pinged())
      let isOver = false
      const asked = requester.send(request, TIMEOUT_MS).then((answer) => {
        isOver = true
        return answer
      })
      let longest = 0
      while (!isOver) longest = Math.max(longest, await pinged())
      const answer = await asked
      if (!isWell(answer)) break
      others.push(longest)
      own.push(answer.ms)
    }
    if (others.length === ROUNDS)
      found.push({
        endpoint: endpoint.endpoint,
        method: endpoint.method,
        path: endpoint.path,
        other: ping.endpoint,
        ownMs: round(median(own)),
        outsideMs: round(ownMs(endpoint)),
        heldUpMs: round(Math.min(...others)),
        quietMs: round(quiet.toSorted((a, b) => b - a)[CHANCE] ?? 0),
        rounds: others.length,
      })
  }
  return found
}

function ownMs({ latencyMs, databaseMs }: EndpointQueries): number {
  return (latencyMs?.p50 ?? 0) - (databaseMs?.p50 ?? 0)
}
