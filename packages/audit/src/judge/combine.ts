import type { Control } from '../model/control.ts'
import type { Evidence, SomeEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/outcome.ts'
import {
  METHODS_OF,
  type Method,
  type NotVerifiedReason,
  type OutcomeName,
  type Profile,
  STRENGTH_OF,
  STRENGTHS,
  type Strength,
} from '../model/words.ts'
import { routesOf, template } from './routes.ts'
import type { CheckResult } from './run-checks.ts'

/** A finding with the method that made it; `contradicted` when stronger evidence settled the matter against it. */
export interface JudgedFinding {
  readonly finding: Finding
  readonly method: Method
  readonly contradicted: boolean
}

/** A control's result before suppressions. */
export interface Combined {
  readonly outcome: OutcomeName
  readonly strength: Strength | null
  readonly reason: NotVerifiedReason | null
  readonly because: string
  readonly evidence: readonly Evidence[]
  readonly findings: readonly JudgedFinding[]
}

const rank = (strength: Strength): number => STRENGTHS.indexOf(strength)
const strongest = (results: readonly CheckResult[]): Strength =>
  results.map(({ method }) => STRENGTH_OF[method]).reduce((best, next) => (rank(next) < rank(best) ? next : best), 'attested')

/** Joins what the checks of one control concluded: any failure beats any pass that does not settle it, stronger evidence wins. */
export function combine(control: Control, results: readonly CheckResult[], profile: Profile): Combined {
  const settling = results.filter(({ settles, outcome }) => settles && outcome.outcome === 'pass')
  const settledAt = settling.length === 0 ? null : strongest(settling)
  const isSettled = (result: CheckResult): boolean => settledAt !== null && rank(settledAt) < rank(STRENGTH_OF[result.method])

  const isRefuted = (finding: Finding, result: CheckResult): boolean =>
    (isSettled(result) && !isElsewhere(settling, finding)) || isRefutedBy(results, finding, result)

  const findings = results.flatMap((result) =>
    findingsOf(result).map((finding): JudgedFinding => ({ finding, method: result.method, contradicted: isRefuted(finding, result) })),
  )
  const isOverruled = (result: CheckResult): boolean =>
    result.outcome.outcome === 'fail' ? result.outcome.findings.every((finding) => isRefuted(finding, result)) : isSettled(result)
  const standing = results.filter(
    (result) => !(isOverruled(result) && (result.outcome.outcome === 'fail' || result.outcome.outcome === 'partial')),
  )
  const by = (name: OutcomeName): CheckResult[] => standing.filter(({ outcome }) => outcome.outcome === name)

  const failed = by('fail')
  if (failed.length > 0) return { ...decided('fail', failed, '', findings), evidence: evidenceOf(by('pass')) }
  const passed = by('pass')
  const partly = by('partial').filter((result) =>
    passed.every((other) => rank(STRENGTH_OF[other.method]) >= rank(STRENGTH_OF[result.method])),
  )
  if (partly.length > 0) return decided('partial', partly, becauseOf(partly), findings)
  if (passed.length > 0) return weigh(control, decided('pass', passed, '', findings), profile)
  const absent = by('not-applicable')
  if (absent.length > 0) return decided('not-applicable', absent, becauseOf(absent), findings)
  return unverified(control, by('not-verified'), profile)
}

/** Whether a finding is of routes, and what settles the matter did not look at one of them. */
function isElsewhere(settling: readonly CheckResult[], { location }: Finding): boolean {
  const routes = location?.kind === 'source' ? routesOf(location) : []
  const items = settling.flatMap(({ outcome }) => evidenceOfPass(outcome)).flatMap((one) => (one.kind === 'inventory' ? one.items : []))
  const seen = items.map(template)
  return routes.some(({ method, path }) => !seen.some((item) => item.startsWith(template(`${method} ${path}`))))
}

const evidenceOfPass = (outcome: CheckResult['outcome']): readonly Evidence[] => (outcome.outcome === 'pass' ? outcome.evidence : [])

/** Whether stronger evidence saw each of the finding's routes to be well guarded. */
function isRefutedBy(results: readonly CheckResult[], finding: Finding, { method }: CheckResult): boolean {
  const routes = routesOf(finding.location)
  if (routes.length === 0 || finding.confidence === 'confirmed') return false
  const stronger = results.filter((other) => rank(STRENGTH_OF[other.method]) < rank(STRENGTH_OF[method]))
  const refuted = stronger.flatMap((other) => other.refuted)
  return routes.every((place) => refuted.some((route) => route.method === place.method && template(route.path) === template(place.path)))
}

/** A pass on weaker evidence than the control needs is partial for critical and high controls. */
function weigh(control: Control, passed: Combined, profile: Profile): Combined {
  const needed = strengthNeeded(control, profile)
  const isGrave = control.severity === 'critical' || control.severity === 'high'
  if (passed.strength === null || rank(passed.strength) <= rank(needed) || !isGrave) return passed
  return { ...passed, outcome: 'partial', because: `shown by ${passed.strength} evidence; a pass needs ${needed}` }
}

/** What a pass needs in this profile: the control's own demand, or the strongest that the profile's methods can give. */
export function strengthNeeded(control: Control, profile: Profile): Strength {
  const reachable = methodsInProfile(control, profile).map((method) => STRENGTH_OF[method])
  const best = reachable.reduce((left, right) => (rank(right) < rank(left) ? right : left), 'attested')
  return rank(best) > rank(control.strengthNeeded) ? best : control.strengthNeeded
}

export function methodsInProfile(control: Control, profile: Profile): Method[] {
  return METHODS_OF[profile].filter(
    (method) => control.verifiedBy[method] !== undefined || control.checks.some((check) => check.method === method),
  )
}

function decided(outcome: OutcomeName, results: readonly CheckResult[], because: string, findings: readonly JudgedFinding[]): Combined {
  return { outcome, strength: strongest(results), reason: null, because, evidence: evidenceOf(results), findings }
}

function unverified(control: Control, results: readonly CheckResult[], profile: Profile): Combined {
  // A check that has nothing to say of this target gives no reason.
  const told = results.flatMap(({ outcome }) => (outcome.outcome === 'not-verified' && outcome.because !== '' ? [outcome] : []))
  const first = told[0]
  if (first !== undefined) {
    const because = [...new Set(told.map((outcome) => outcome.because))].join('; ')
    return { outcome: 'not-verified', strength: null, reason: first.reason, because, evidence: [], findings: [] }
  }
  const later = control.checks.find((check) => !METHODS_OF[profile].includes(check.method))
  if (later !== undefined) {
    return {
      outcome: 'not-verified',
      strength: null,
      reason: 'no-target',
      because: `decided by ${later.method} evidence, which profile ${profile} does not gather`,
      evidence: [],
      findings: [],
    }
  }
  return {
    outcome: 'not-verified',
    strength: null,
    reason: 'not-implemented',
    because: 'assay has no check for this control yet',
    evidence: [],
    findings: [],
  }
}

function findingsOf({ outcome }: CheckResult): readonly Finding[] {
  return outcome.outcome === 'fail' || outcome.outcome === 'partial' ? outcome.findings : []
}

function evidenceOf(results: readonly CheckResult[]): readonly Evidence[] {
  return results.flatMap(({ outcome }): readonly Evidence[] => {
    if (outcome.outcome === 'not-verified') return []
    return outcome.outcome === 'fail' ? outcome.findings.flatMap(({ evidence }): SomeEvidence => evidence).slice(0, 1) : outcome.evidence
  })
}

function becauseOf(results: readonly CheckResult[]): string {
  return [...new Set(results.map(({ outcome }) => ('because' in outcome ? outcome.because : '')))].filter((text) => text !== '').join('; ')
}
