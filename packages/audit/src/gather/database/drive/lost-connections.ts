import { setTimeout as sleep } from 'node:timers/promises'
import type { EndpointQueries } from '../../../model/facts/database.ts'
import type { DrivenRequest } from '../driven-request.ts'
import type { Requester } from '../requester.ts'
import type { ActivityReader, Backend } from './activity.ts'
import { missing } from './drive-endpoint.ts'

/** Refused requests, each of which may keep a connection: fewer than a pool of usual size holds. */
const REFUSED = 5
/** More than every connection once, whatever order a pool hands them out in. */
const PINGS_BEYOND = 6
const MOST_PINGS = 60
/** Between an answer and the look at the sessions. */
const REST_MS = 15
const NOWHERE = 2_147_480_000

interface Tools {
  readonly requester: Requester
  readonly readBackends: ActivityReader
}

/** Whether requests that are refused give their connection back: each used another session, and none of those is used again by requests that follow. Null where it cannot be told. */
export async function lostConnections(
  request: DrivenRequest,
  ping: DrivenRequest,
  { requester, readBackends }: Tools,
): Promise<EndpointQueries['connectionsKept']> {
  const refused = withoutThings(request)
  if (refused === null) return null
  const used = new Map<string, Backend>()
  for (let time = 0; time < REFUSED; time += 1) {
    const started = performance.now()
    const { status } = await requester.send(refused, 2000)
    if (status < 400 || status >= 500) return null
    await sleep(REST_MS)
    const last = latest(await readBackends())
    if (last === null || last.stateMs > performance.now() - started) return null
    used.set(last.key, last)
  }
  if (used.size < REFUSED) return null
  const started = performance.now()
  const open = (await readBackends()).length
  for (let time = 0; time < Math.min(MOST_PINGS, open + PINGS_BEYOND); time += 1) {
    const { status } = await requester.send(ping, 2000)
    if (status < 200 || status >= 300) return null
  }
  const now = await readBackends()
  const rested = performance.now() - started
  const isUntouched = ({ key }: Backend): boolean => now.some((each) => each.key === key && each.stateMs >= rested)
  const isAnyTouched = now.some(({ key, stateMs }) => !used.has(key) && stateMs < rested)
  const [first] = used.values()
  return isAnyTouched && [...used.values()].every(isUntouched) ? { perRequest: 1, state: first?.state ?? '' } : null
}

/** The session that changed its state last. */
function latest(backends: readonly Backend[]): Backend | null {
  return backends.toSorted((a, b) => a.stateMs - b.stateMs)[0] ?? null
}

/** The same request for things that are not there: by the ids of its body, else by that of its path. */
function withoutThings(request: DrivenRequest): DrivenRequest | null {
  const { body } = request
  const ids = Object.entries(body ?? {}).filter(([name, value]) => typeof value === 'number' && /(?:^id|_id|Id)$/.test(name))
  if (ids.length === 0) return missing(request)
  return { ...request, body: { ...body, ...Object.fromEntries(ids.map(([name]) => [name, NOWHERE])) } }
}
