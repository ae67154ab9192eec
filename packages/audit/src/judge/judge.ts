import { bottleneckOf } from '../model/bottleneck.ts'
import type { Control } from '../model/control.ts'
import type { TargetFact } from '../model/facts/target.ts'
import { type GatheredFacts, valueIfKnown } from '../model/facts.ts'
import type { Policy } from '../model/policy.ts'
import type { Comparison, Report, ReportFinding, Scope } from '../model/report.ts'
import type { Run, Suppression } from '../model/run.ts'
import { CATALOGUE_VERSION, VERSION } from '../model/version.ts'
import { SEVERITIES } from '../model/words.ts'
import { authenticationScore } from './authentication-score.ts'
import { componentsOf } from './components.ts'
import { endpointMatrix } from './endpoint-matrix.ts'
import { blockersOf, gatesOf, verdictOf } from './gates.ts'
import { judgeControl, placeOf } from './judge-control.ts'
import { capsOf, countOutcomes, gradeOf, proofOf, resultOf, round, scoreOf, summarise } from './numbers.ts'
import { actionsOf, planOf, risksOf } from './plan.ts'
import { standardsOf } from './standards.ts'
import { activeSuppressions } from './suppress.ts'
import { isSkipped } from './wanted-facts.ts'

export interface JudgeOptions {
  readonly controls: readonly Control[]
  readonly policy: Policy
  /** The instant to judge at; default: the run's own. */
  readonly asOf?: string
  /** Report of an earlier run to compare with. */
  readonly baseline?: Report
}

const ACTIONS_SHOWN = 5

/** Makes the report of a run. Pure: the same run, policy and catalogue give the same bytes. */
export function judge(run: Run, { controls, policy, asOf, baseline }: JudgeOptions): Report {
  const now = asOf ?? valueIfKnown(run.facts.now) ?? run.environment.startedAt
  const { active, warnings } = activeSuppressions(run.suppressions, now, policy)
  const facts: GatheredFacts = { ...run.facts, now: { state: 'known', value: now } }
  const judged = controls.map((control) =>
    judgeControl(control, { facts, policy, profile: run.profile, suppressions: active, isSkipped: isSkipped(control, run) }),
  )
  const results = judged.map(({ result }) => result)
  const findings = sortFindings(judged.flatMap((each) => each.findings)).map((finding) => withBaseline(finding, baseline))
  const used = new Set(judged.flatMap((each) => each.used))

  const result = resultOf(results, policy)
  const proof = proofOf(results, policy)
  const caps = capsOf(results, findings, policy)
  const score = scoreOf(result, caps)
  const isRepeated =
    baseline !== undefined &&
    hasSameOutcomes(results, baseline) &&
    results.every(({ wave, outcome }) => wave !== 1 || outcome !== 'not-verified')
  const { grade, because } = gradeOf({ score, proof, profile: run.profile, isRepeated }, policy)
  const gates = gatesOf({ controls: results, findings, selfCheck: run.selfCheck })
  const verdict = verdictOf(gates, findings, run.profile, policy.readyNeedsProfile)
  const actions = actionsOf(results, findings, policy)
  return {
    schemaVersion: '1.0',
    tool: { name: 'assay', version: VERSION, catalogue: CATALOGUE_VERSION, policy: policy.version },
    runId: run.id,
    asOf: now,
    target: valueIfKnown(run.facts.target) ?? NO_TARGET,
    profile: run.profile,
    intensity: run.intensity,
    verdict: verdict.verdict,
    verdictBecause: verdict.because,
    result: round(result),
    proof: round(proof) ?? 0,
    score: round(score),
    grade: grade === null ? null : run.profile === 'static' ? `${grade} (static)` : grade,
    gradeBecause: because,
    caps,
    gates,
    blockers: blockersOf(gates, findings),
    actions: actions.slice(0, ACTIONS_SHOWN),
    counts: countOutcomes(results),
    areas: summarise(results, ({ area }) => area, policy),
    layers: summarise(results, ({ layer }) => layer, policy),
    controls: results,
    findings,
    components: componentsOf(valueIfKnown(run.facts.packages) ?? []),
    performance: valueIfKnown(run.facts.performance) ?? null,
    capacity: valueIfKnown(run.facts.capacity) ?? null,
    bottleneck: bottleneckOf(valueIfKnown(run.facts.capacity), valueIfKnown(run.facts.database)),
    database: valueIfKnown(run.facts.database) ?? null,
    cacheStore: valueIfKnown(run.facts.cacheStore) ?? null,
    cacheBehaviour: valueIfKnown(run.facts.cacheBehaviour) ?? null,
    authentication: authenticationScore(results, policy),
    endpoints: endpointMatrix(run.facts),
    plan: planOf(actions),
    risks: risksOf(results, findings),
    standards: standardsOf(results),
    scope: scopeOf(run, [...run.warnings, ...run.suppressionWarnings, ...warnings, ...unusedWarnings(active, used)]),
    comparison:
      baseline === undefined ? null : compare(baseline, { runId: run.id, profile: run.profile, results, findings, result, proof }),
    environment: run.environment,
  }
}

const NO_TARGET: TargetFact = { name: '', sourceRoot: null, baseUrl: null, startedByUs: false, commit: null, isDirty: null }

function sortFindings(findings: readonly ReportFinding[]): ReportFinding[] {
  const key = ({ severity, control, location, fingerprint }: ReportFinding): string =>
    [
      SEVERITIES.indexOf(severity),
      control,
      placeOf(location),
      String('line' in location ? location.line : 0).padStart(8, '0'),
      fingerprint,
    ].join('\t')
  return findings
    .map((finding) => [key(finding), finding] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, finding]) => finding)
}

function withBaseline(finding: ReportFinding, baseline: Report | undefined): ReportFinding {
  if (baseline === undefined) return finding
  const isKnown = baseline.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint)
  return { ...finding, baseline: isKnown ? 'unchanged' : 'new' }
}

function hasSameOutcomes(results: Report['controls'], baseline: Report): boolean {
  const earlier = new Map(baseline.controls.map(({ id, outcome }) => [id, outcome]))
  return results.every(({ id, outcome }) => earlier.get(id) === outcome)
}

function scopeOf({ facts }: Run, warnings: readonly string[]): Scope {
  const source = valueIfKnown(facts.source)
  const files = source?.files ?? []
  const having = (outcome: string): number => files.filter((file) => file.outcome === outcome).length
  const operations = valueIfKnown(facts.operations)
  return {
    files: {
      analysed: having('analysed'),
      partly: having('partly'),
      leftOut: having('left-out'),
      failed: having('failed'),
      lines: source?.totals.lines ?? 0,
    },
    filesNotAnalysed: files.filter(({ outcome }) => outcome !== 'analysed').map(({ file, because }) => ({ file, because })),
    routes: source?.routes.length ?? 0,
    operations: (operations ?? []).map(({ key, coverage, coverageBecause }) => ({ operation: key, coverage, because: coverageBecause })),
    requests: valueIfKnown(facts.service)?.requests ?? 0,
    leftBehind: (valueIfKnown(facts.residue) ?? []).flatMap(({ what, identity, outcome, because }) =>
      outcome === 'left' ? [{ what, identity, because }] : [],
    ),
    notGathered: Object.entries(facts).flatMap(([fact, gathered]) =>
      gathered.state === 'unknown' ? [{ fact, reason: gathered.reason, because: gathered.because }] : [],
    ),
    warnings,
  }
}

function unusedWarnings(active: readonly Suppression[], used: ReadonlySet<Suppression>): string[] {
  return active
    .filter((suppression) => !used.has(suppression))
    .map(({ fingerprint, control }) => `suppression of ${fingerprint ?? control} covers nothing any more`)
}

interface Compared {
  readonly runId: string
  readonly profile: Report['profile']
  readonly results: Report['controls']
  readonly findings: readonly ReportFinding[]
  readonly result: number | null
  readonly proof: number
}

/** "Fixed" needs the control decided now at the same or greater strength; a finding that nobody could look for again is not fixed. */
function compare(baseline: Report, now: Compared): Comparison {
  const present = new Set(now.findings.map(({ fingerprint }) => fingerprint))
  const outcomes = new Map(now.results.map((control) => [control.id, control]))
  const gone = baseline.findings.filter(({ fingerprint, status }) => status === 'open' && !present.has(fingerprint))
  const isLost = ({ control }: ReportFinding): boolean => (outcomes.get(control)?.outcome ?? 'not-verified') === 'not-verified'
  const problem = incomparable(baseline, now)
  return {
    baseline: baseline.runId,
    new: now.findings.filter(({ baseline: state }) => state === 'new').map(({ fingerprint }) => fingerprint),
    fixed: gone.filter((finding) => !isLost(finding)).map(({ fingerprint, control, message }) => ({ fingerprint, control, message })),
    unchanged: now.findings.filter(({ baseline: state }) => state === 'unchanged').map(({ fingerprint }) => fingerprint),
    noLongerVerifiable: gone.filter(isLost).map(({ fingerprint }) => fingerprint),
    delta:
      problem === '' && now.result !== null && baseline.result !== null
        ? { result: round(now.result - baseline.result) ?? 0, proof: round(now.proof - baseline.proof) ?? 0 }
        : null,
    because: problem,
  }
}

function incomparable(baseline: Report, { profile }: Compared): string {
  if (baseline.tool.catalogue.split('.')[0] !== CATALOGUE_VERSION.split('.')[0])
    return `the baseline was judged by catalogue ${baseline.tool.catalogue}`
  return baseline.profile === profile ? '' : `the baseline used profile ${baseline.profile}`
}
