import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { AuditError } from '../model/errors.ts'
import type { AttestationFact } from '../model/facts/attestations.ts'
import { type GatheredFacts, known } from '../model/facts.ts'
import type { UserConfiguration } from '../model/user-configuration.ts'
import { type Intensity, METHODS_OF, type Profile } from '../model/words.ts'
import { gatherStores, wantsStores } from './database/gather-stores.ts'
import { statementsOf } from './database/source-statements.ts'
import { gatherRunningService } from './gather-running-service.ts'
import { gatherSource } from './gather-source.ts'
import { type Progress, Stopwatch } from './progress.ts'
import { describeTarget } from './target.ts'

export interface GatherOptions {
  readonly runId: string
  readonly profile: Profile
  readonly intensity: Intensity
  /** Folder of the source; null when only a service is audited. */
  readonly source: string | null
  /** Whether the source is the user's own working directory, in which git may run. */
  readonly trustsGit: boolean
  readonly url: string | null
  /** Command that starts the service. */
  readonly start: string | null
  /** Folder in which the command runs. */
  readonly startDirectory: string
  /** Environment of the command; PORT and HOST are added. */
  readonly startEnvironment: Readonly<Record<string, string>>
  readonly healthPath: string | null
  readonly startSeconds: number
  readonly openapi: string | null
  /** HAR files and Postman collections. */
  readonly recordings: readonly string[]
  /** PEM file of the authority that signs the service's certificate. */
  readonly authorityFile: string | null
  readonly headers: Readonly<Record<string, string>>
  /** Whether scripts that the configuration declares may run. */
  readonly runsScripts: boolean
  /** Only makes identities: nothing is probed or measured. */
  readonly identitiesOnly: boolean
  readonly identities: NonNullable<UserConfiguration['identities']>
  readonly publicRoutes: readonly string[]
  readonly authorizedHosts: readonly string[]
  readonly exclude: readonly string[]
  readonly advisories: string | null
  /** Database behind the service; only the user's own word names it. */
  readonly databaseUrl: string | null
  /** Whether that database may be written to and locked. */
  readonly isDatabaseDisposable: boolean
  /** Redis or Valkey behind the service. */
  readonly cacheUrl: string | null
  readonly attestations: readonly AttestationFact[]
  /** Whether the performance tests run. */
  readonly measuresLoad: boolean
  /** Milliseconds that p95 must keep when the capacity is looked for. */
  readonly latencyObjectiveMs: number
  /** Shorter performance tests with wider intervals. */
  readonly quick: boolean
  /** Length of the sustained test, milliseconds; default that of the documents. */
  readonly soakMs?: number
  readonly seed: number
  readonly cacheDirectory: string | null
  /** Where results of the source analysis are kept for unchanged second runs; null: nowhere. */
  readonly sourceCache: string | null
  /** Facts that the controls asked for are decided from; null: all. Probes of other facts are left out. */
  readonly wantedFacts?: ReadonlySet<string> | null
  readonly signal: AbortSignal
  readonly onProgress: Progress
}

export interface GatheredRun {
  readonly facts: GatheredFacts
  readonly warnings: readonly string[]
  readonly timingsMs: Readonly<Record<string, number>>
}

/** All IO of an audit: the source first, because it tells the probes where to look, then the running service. */
export async function gatherFacts(options: GatherOptions, now: Date): Promise<GatheredRun> {
  if (options.source !== null) assertFolder(options.source)
  const stopwatch = new Stopwatch()
  const target = describeTarget(options)
  const source =
    options.source === null
      ? { facts: {}, warnings: [] }
      : await stopwatch.time('source', () => gatherSource(resolve(options.source ?? '.'), options))
  const wantsService = METHODS_OF[options.profile].includes('live') && (options.url !== null || options.start !== null)
  const service = wantsService
    ? await gatherRunningService(options, source.facts, stopwatch)
    : await storesAlone(options, source.facts, stopwatch)
  return {
    facts: {
      now: known(now.toISOString()),
      target: known(target),
      attestations: known(options.attestations),
      publicRoutes: known(options.publicRoutes),
      ...source.facts,
      ...service.facts,
    },
    warnings: [...source.warnings, ...service.warnings],
    timingsMs: stopwatch.timingsMs,
  }
}

/** Database and cache without a service: what their own statistics and settings tell. */
async function storesAlone(
  options: GatherOptions,
  source: GatheredFacts,
  stopwatch: Stopwatch,
): Promise<Pick<GatheredRun, 'facts' | 'warnings'>> {
  if (!wantsStores(options) || !METHODS_OF[options.profile].includes('live')) return { facts: {}, warnings: [] }
  return {
    facts: await stopwatch.time('stores', () =>
      gatherStores(options, { baseUrl: null, requests: [], sourceStatements: statementsOf(options, source) }),
    ),
    warnings: [],
  }
}

function assertFolder(path: string): void {
  if (!existsSync(path))
    throw new AuditError('TARGET_MISSING', `There is no folder ${path}. Give the folder that holds the backend's source.`)
  if (!statSync(path).isDirectory())
    throw new AuditError('TARGET_MISSING', `${path} is a file. Give the folder that holds the backend's source.`)
}
