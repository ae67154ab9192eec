import { CONTROLS } from './controls/index.ts'
import { environmentOf } from './gather/environment.ts'
import { type GatherOptions, gatherFacts } from './gather/gather-facts.ts'
import { judge } from './judge/judge.ts'
import { POLICY } from './judge/policy.ts'
import { wantedFacts } from './judge/wanted-facts.ts'
import type { Policy } from './model/policy.ts'
import type { Report } from './model/report.ts'
import type { Run, SelfCheck, Suppression } from './model/run.ts'

export interface AuditOptions extends GatherOptions {
  readonly suppressions: readonly Suppression[]
  readonly suppressionWarnings: readonly string[]
  readonly only: readonly string[] | null
  readonly skip: readonly string[]
  readonly selfCheck: SelfCheck
  /** Objectives of this service in place of the policy's. */
  readonly budgets: Partial<Policy['budgets']>
  readonly baseline: Report | null
}

/** Options with the defaults of the command line; `source`, `url` or `start` name the target. */
export function auditOptions(given: Partial<AuditOptions>): AuditOptions {
  const hasService = (given.url ?? null) !== null || (given.start ?? null) !== null
  return {
    runId: 'run',
    profile: hasService ? 'standard' : 'static',
    intensity: 'active',
    source: null,
    trustsGit: false,
    url: null,
    start: null,
    startDirectory: given.source ?? '.',
    startEnvironment: {},
    healthPath: null,
    startSeconds: 60,
    openapi: null,
    recordings: [],
    authorityFile: null,
    headers: {},
    runsScripts: false,
    identitiesOnly: false,
    identities: [],
    publicRoutes: [],
    authorizedHosts: [],
    exclude: [],
    advisories: null,
    databaseUrl: null,
    isDatabaseDisposable: false,
    cacheUrl: null,
    attestations: [],
    measuresLoad: true,
    latencyObjectiveMs: given.budgets?.p95Ms ?? POLICY.budgets.p95Ms,
    quick: false,
    seed: 1,
    cacheDirectory: null,
    sourceCache: null,
    signal: new AbortController().signal,
    onProgress: () => {},
    suppressions: [],
    suppressionWarnings: [],
    only: null,
    skip: [],
    selfCheck: { state: 'not-run', because: 'no self-check was given' },
    budgets: {},
    baseline: null,
    ...given,
  }
}

export interface Audited {
  readonly run: Run
  readonly report: Report
}

/** target -> gather -> facts -> controls' checks -> outcomes -> judge -> report. Throws AuditError when the target cannot be audited at all. */
export async function audit(options: AuditOptions): Promise<Audited> {
  const startedAt = new Date()
  const { facts, warnings, timingsMs } = await gatherFacts({ ...options, wantedFacts: wantedFacts(CONTROLS, options) }, startedAt)
  const run: Run = {
    schemaVersion: '1.0',
    id: options.runId,
    profile: options.profile,
    intensity: options.intensity,
    facts,
    suppressions: options.suppressions,
    suppressionWarnings: options.suppressionWarnings,
    only: options.only,
    skip: options.skip,
    budgets: options.budgets,
    selfCheck: options.selfCheck,
    warnings,
    environment: environmentOf(options, startedAt, timingsMs),
  }
  return { run, report: judgeRun(run, { baseline: options.baseline }) }
}

/** Judges a run with this version's catalogue and policy; the same run gives the same report, byte for byte. */
export function judgeRun(run: Run, { baseline, asOf }: { readonly baseline?: Report | null; readonly asOf?: string } = {}): Report {
  const policy: Policy = { ...POLICY, budgets: { ...POLICY.budgets, ...run.budgets } }
  return judge(run, { controls: CONTROLS, policy, ...(asOf === undefined ? {} : { asOf }), ...(baseline ? { baseline } : {}) })
}
