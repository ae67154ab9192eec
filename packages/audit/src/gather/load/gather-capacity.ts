import { availableParallelism } from 'node:os'
import { type CapacityResult, type EndpointRequest, findCapacity, LoadError, type LoadOptions, type LoadResult, runLoad } from '@assay/load'
import type { CapacityFact, SaturationFact, SpikeFact } from '../../model/facts/load.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import type { GatherOptions } from '../gather-facts.ts'
import { membersOfGroup } from '../service/process-group.ts'
import { CLIENT_ADDRESSES, type LoadTarget } from './gather-load.ts'

/** Over this share of 429 the limiter would be measured, not the service. */
const LIMITED_SHARE = 0.02
const QUICK_PROBES = { probes: 1, probeMs: 2000 }
const PRELUDE_MS = 700
const SATURATED_MS = 2000
const SPIKE_MS = 3000
/** Twice the knee is surely too much; a service that bears more than this is not driven further. */
const MOST_SPIKE = 4000
const RECOVERY_MS = 15_000
const RECOVERY_WINDOW_MS = 300
/** The service is as before when one user's median is within this factor, or within a few milliseconds. */
const RECOVERED_FACTOR = 1.5
const RECOVERED_SLACK_MS = 5

type CommonOptions = Omit<LoadOptions, 'model' | 'durationMs' | 'maxRequests' | 'onProgress' | 'keepSamples'>
type Load = (load: Partial<LoadOptions>) => Promise<LoadResult>

/** Looks for the highest rate that keeps the objective, for what limits it, and for how the service comes out of a spike; some 40 s, 20 with `quick`. */
export async function gatherCapacity(
  options: GatherOptions,
  target: LoadTarget,
  endpoints: readonly EndpointRequest[],
): Promise<Gathered<CapacityFact>> {
  const common = commonOf(options, target, endpoints)
  const load: Load = (more) => runLoad({ ...common, ...more })
  try {
    const prelude = await load({ connections: 8, durationMs: PRELUDE_MS })
    const limited = prelude.statuses['429'] ?? 0
    if (limited > prelude.requests * LIMITED_SHARE)
      return unknown(
        'blocked',
        `the rate limit answered ${limited} of ${prelude.requests} requests with 429, so the capacity behind it cannot be seen`,
      )
    options.onProgress('capacity: the knee', 0, 0)
    const found = await findCapacity({
      ...common,
      slo: { quantile: 0.95, limitMs: options.latencyObjectiveMs },
      ...(options.quick ? QUICK_PROBES : {}),
    })
    options.onProgress('capacity: what limits it', 0, 0)
    const saturation = await saturate(load, found, target.pid)
    options.onProgress('capacity: a spike', 0, 0)
    const spike = await driveSpike(load, found)
    return known({ found, saturation, spike })
  } catch (error) {
    if (error instanceof LoadError) return unknown('tool-error', error.message)
    throw error
  }
}

function commonOf({ signal }: GatherOptions, { baseUrl, authHeaders }: LoadTarget, endpoints: readonly EndpointRequest[]): CommonOptions {
  const prefix = new URL(baseUrl).pathname.replace(/\/$/, '')
  return {
    url: baseUrl,
    scenarios: endpoints.map(({ path, method = 'GET' }) => ({
      name: `${method} ${path}`,
      requests: [{ method, path: prefix + path, headers: authHeaders }],
    })),
    clientAddresses: CLIENT_ADDRESSES,
    timeoutMs: 5000,
    drainMs: 1000,
    signal,
  }
}

async function saturate(load: Load, { saturation }: CapacityResult, pid: number | null): Promise<SaturationFact> {
  const best = [...saturation].sort((a, b) => b.ratePerSecond - a.ratePerSecond)[0]
  const concurrency = best?.concurrency ?? 1
  const before = pid === null ? [] : await membersOfGroup(pid)
  const began = performance.now()
  const result = await load({ connections: concurrency, durationMs: SATURATED_MS })
  const spanMs = performance.now() - began
  const after = pid === null ? [] : await membersOfGroup(pid)
  const used = after.map(({ pid: each, cpuMs }) => (cpuMs - (before.find((member) => member.pid === each)?.cpuMs ?? 0)) / spanMs)
  const working = used.filter((cores) => cores > 0.01)
  return {
    concurrency,
    ratePerSecond: result.ratePerSecond,
    meanMs: result.latencyMs.mean,
    errors: result.errors,
    cores:
      used.length === 0
        ? null
        : {
            service: used.reduce((sum, cores) => sum + cores, 0),
            busiestProcess: Math.max(...used),
            processes: Math.max(1, working.length),
          },
    generatorCores: result.cpuMs / spanMs,
    machineCores: availableParallelism(),
  }
}

async function driveSpike(load: Load, { ratePerSecond: knee }: CapacityResult): Promise<SpikeFact> {
  const oneUser = (durationMs: number): Promise<LoadResult> => load({ connections: 1, durationMs })
  const beforeMs = (await oneUser(2 * RECOVERY_WINDOW_MS)).latencyMs.p50
  const ratePerSecond = Math.max(10, Math.min(MOST_SPIKE, 2 * knee))
  const spike = await load({ model: { kind: 'poisson', ratePerSecond }, connections: 256, durationMs: SPIKE_MS })
  const endedAt = performance.now()
  let recoveryMs: number | null = null
  while (performance.now() - endedAt < RECOVERY_MS && !spike.aborted) {
    const { latencyMs, errors } = await oneUser(RECOVERY_WINDOW_MS)
    if (errors > 0 || latencyMs.p50 > beforeMs * RECOVERED_FACTOR + RECOVERED_SLACK_MS) continue
    // the window itself is part of the time it took to see it
    recoveryMs = Math.max(0, Math.round(performance.now() - endedAt - RECOVERY_WINDOW_MS))
    break
  }
  return {
    ratePerSecond,
    durationMs: SPIKE_MS,
    requests: spike.requests,
    failed: failuresOf(spike),
    beforeMs,
    recoveryMs,
    watchedMs: RECOVERY_MS,
  }
}

/** Classes that only repeat what the statuses say. */
const BY_STATUS = new Set(['rate-limited', '4xx', '5xx', 'unexpected-status'])

function failuresOf({ statuses, errorClasses }: LoadResult): Record<string, number> {
  const answered = Object.entries(statuses).filter(([status]) => !status.startsWith('2'))
  return Object.fromEntries([...answered, ...Object.entries(errorClasses).filter(([name]) => !BY_STATUS.has(name))])
}
