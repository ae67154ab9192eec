import { CONTROLS } from '../../src/controls/index.ts'
import { gatherCache } from '../../src/gather/cache/gather-cache.ts'
import { gatherPostgres } from '../../src/gather/database/postgres/gather-postgres.ts'
import { POLICY } from '../../src/judge/policy.ts'
import { runCheck } from '../../src/judge/run-checks.ts'
import type { DatabaseFact } from '../../src/model/facts/database.ts'
import { type GatheredFacts, known } from '../../src/model/facts.ts'
import type { Finding } from '../../src/model/outcome.ts'
import { run, type TestPostgres } from '../../test/servers/postgres.ts'
import { startRedis } from '../../test/servers/redis.ts'
import { startShop } from '../../test/servers/shop-service.ts'
import { BASE } from './base.ts'
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
  /** Longest drive of one endpoint. */
  readonly longestDriveMs: number
}

const TEMPLATE = 'shop_template'
let count = 0

/** Makes the shop once; each case starts from a copy. */
export async function prepareBase(server: TestPostgres): Promise<void> {
  await server.database(TEMPLATE, BASE)
}

/** Builds the service of a case, looks into its database and cache, and says what the controls found. */
export async function runFault(fault: Fault, isPlanted: boolean, server: TestPostgres): Promise<FaultRun> {
  count += 1
  const name = `case_${count}`
  await run(server.url(), [`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} OWNER shop`])
  await run(server.url(name), [
    'SELECT pg_stat_reset()',
    'SELECT pg_stat_statements_reset()',
    'SET ROLE shop',
    ...(fault.schema?.(isPlanted) ?? []),
    'ANALYZE',
  ])
  const system = fault.server?.(isPlanted) ?? { before: [], after: [] }
  await run(server.url(), system.before)
  const ordinary = `postgres://shop@127.0.0.1:${server.port}/${name}`
  const url = fault.asSuperuser?.(isPlanted) === true ? server.url(name) : ordinary
  const redis = fault.usesCache === true ? await startRedis(fault.cacheSettings?.(isPlanted)) : null
  const service = await fault.service(isPlanted, { url, cacheUrl: redis?.url ?? '' })
  const shop = await startShop(service.handlers)
  try {
    const database = await gatherPostgres({
      url: fault.isDisposable === true ? server.url(name) : ordinary,
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
            databaseUrl: ordinary,
            database,
            baseUrl: shop.baseUrl,
            reads: fault.reads,
            writes: fault.writes ?? [],
            mayLoad: fault.mayLoad ?? false,
            mayWrite: true,
            signal: new AbortController().signal,
            onProgress: () => {},
          })
    const now = new Date(Date.now() + (fault.daysLater ?? 0) * 86_400_000).toISOString()
    return {
      found: judged({ database: known(database), now: known(now), ...cache }),
      database,
      cache,
      longestDriveMs: Math.max(0, ...database.endpoints.map(({ durationMs }) => durationMs)),
    }
  } finally {
    await shop.stop()
    await service.stop()
    await redis?.stop()
    await run(server.url(), [...system.after, `DROP DATABASE ${name} WITH (FORCE)`])
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
