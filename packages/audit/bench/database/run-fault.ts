import { CONTROLS } from '../../src/controls/index.ts'
import { gatherCache } from '../../src/gather/cache/gather-cache.ts'
import { POLICY } from '../../src/judge/policy.ts'
import { runCheck } from '../../src/judge/run-checks.ts'
import type { DatabaseFact } from '../../src/model/facts/database.ts'
import { type GatheredFacts, known } from '../../src/model/facts.ts'
import type { Finding } from '../../src/model/outcome.ts'
import { startRedis } from '../../test/servers/redis.ts'
import { startShop } from '../../test/servers/shop-service.ts'
import type { CaseServer } from './case-server.ts'
import type { Fault } from './fault.ts'

export interface Found {
  readonly control: string
  readonly place: string
  readonly message: string
}

export interface FaultRun {
  readonly found: readonly Found[]
  readonly database: DatabaseFact
  readonly cache: Awaited<ReturnType<typeof gatherCache>> | null
  /** How long each endpoint was driven, and how long it took to answer. */
  readonly drives: readonly { readonly endpoint: string; readonly ms: number; readonly requests: number; readonly answerMs: number }[]
}

let count = 0

/** Builds the service of a case, looks into its database and cache, and says what the controls found. */
export async function runFault(fault: Fault, isPlanted: boolean, server: CaseServer): Promise<FaultRun> {
  count += 1
  const name = `case_${count}`
  await server.make(name, fault.schema?.(isPlanted) ?? [])
  const system = fault.server?.(isPlanted) ?? { before: [], after: [] }
  await server.asRoot(system.before)
  const url = fault.asSuperuser?.(isPlanted) === true ? server.powerful(name) : server.ordinary(name)
  const redis = fault.usesCache === true ? await startRedis(fault.cacheSettings?.(isPlanted)) : null
  const service = await fault.service(isPlanted, { url, cacheUrl: redis?.url ?? '' })
  const shop = await startShop(service.handlers)
  try {
    const database = await server.gather({
      url: fault.isDisposable === true ? server.powerful(name) : server.looking(name),
      baseUrl: shop.baseUrl,
      reads: fault.reads,
      writes: fault.writes ?? [],
      isDisposable: fault.isDisposable ?? false,
      mayLoad: fault.mayLoad ?? false,
      signal: new AbortController().signal,
      onProgress: () => {},
    })
    const cache =
      redis === null
        ? null
        : await gatherCache({
            cacheUrl: redis.url,
            databaseUrl: server.looking(name),
            database,
            baseUrl: shop.baseUrl,
            reads: fault.reads,
            writes: fault.writes ?? [],
            mayLoad: fault.mayLoad ?? false,
            mayWrite: true,
            isDisposable: fault.isDisposable ?? false,
            signal: new AbortController().signal,
            onProgress: () => {},
          })
    const now = new Date(Date.now() + (fault.daysLater ?? 0) * 86_400_000).toISOString()
    return {
      found: judged({ database: known(database), now: known(now), ...cache }),
      database,
      cache,
      drives: database.endpoints.map(({ endpoint, durationMs, requests, latencyMs }) => ({
        endpoint,
        ms: durationMs,
        requests,
        answerMs: latencyMs?.p50 ?? 0,
      })),
    }
  } finally {
    await shop.stop()
    await service.stop()
    await redis?.stop()
    await server.asRoot(system.after)
    await server.remove(name)
  }
}

const NEEDS = ['database', 'cacheStore', 'cacheBehaviour']

/** Every finding of the checks that read the database or the cache. */
export function judged(facts: GatheredFacts): readonly Found[] {
  return CONTROLS.flatMap((control) =>
    control.checks
      .filter(({ needs }) => needs.some((name) => NEEDS.includes(name)))
      .flatMap((check) => {
        const outcome = runCheck(check, facts, POLICY)
        if (outcome.outcome === 'not-verified' && outcome.reason === 'tool-error') throw new Error(`${control.id}: ${outcome.because}`)
        const findings = outcome.outcome === 'fail' || outcome.outcome === 'partial' ? outcome.findings : []
        return findings.map((finding) => ({ control: control.id, place: placeOf(finding), message: finding.message }))
      }),
  )
}

function placeOf({ location }: Finding): string {
  if (location.kind === 'route') return `${location.method} ${location.path}`
  return location.kind === 'service' ? location.subject : location.kind
}

/** Whether a finding is the planted one. */
export function isPlantedFinding(fault: Fault, { control, place }: Found): boolean {
  if (control !== fault.control && fault.also?.includes(control) !== true) return false
  return fault.place.startsWith('GET ') ? place === fault.place : place.includes(fault.place)
}
