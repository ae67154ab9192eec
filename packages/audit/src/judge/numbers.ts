import type { Policy } from '../model/policy.ts'
import type { Cap, ControlResult, GroupSummary, ReportFinding } from '../model/report.ts'
import { OUTCOMES, type OutcomeName, type Profile } from '../model/words.ts'

/** What the numbers need of a control. */
export type Scored = Pick<ControlResult, 'area' | 'outcome' | 'strength' | 'strengthNeeded' | 'isInScope' | 'weight' | 'wave' | 'severity'>
/** What the caps need of a finding. */
export type Capped = Pick<ReportFinding, 'fingerprint' | 'severity' | 'status' | 'strength'>

const isVerified = (outcome: OutcomeName): boolean => outcome !== 'not-verified' && outcome !== 'not-applicable'

/** R = sum(w v) / sum(w) over verified controls, 0 to 100; null when no weight was verified. */
export function resultOf(controls: readonly Scored[], policy: Policy): number | null {
  let earned = 0
  let possible = 0
  for (const { outcome, weight, isInScope } of controls) {
    if (!isInScope || !isVerified(outcome)) continue
    possible += weight
    earned += weight * credit(outcome, policy)
  }
  return possible === 0 ? null : (100 * earned) / possible
}

/** P = sum(w min(1, e / e_needed) verified) / sum(w applicable), 0 to 100. */
export function proofOf(controls: readonly Scored[], policy: Policy): number {
  let proven = 0
  let applicable = 0
  for (const { outcome, weight, isInScope, strength, strengthNeeded } of controls) {
    if (!isInScope || outcome === 'not-applicable') continue
    applicable += weight
    if (!isVerified(outcome) || strength === null) continue
    proven += weight * Math.min(1, policy.strengths[strength] / policy.strengths[strengthNeeded])
  }
  return applicable === 0 ? 0 : (100 * proven) / applicable
}

function credit(outcome: OutcomeName, { credits }: Policy): number {
  if (outcome === 'pass') return credits.pass
  if (outcome === 'partial') return credits.partial
  return outcome === 'accepted-risk' ? credits.acceptedRisk : credits.fail
}

/** The limits on S, each with its cause, lowest first. */
export function capsOf(controls: readonly Scored[], findings: readonly Capped[], { caps }: Policy): Cap[] {
  const open = (severity: Capped['severity']) => findings.filter((finding) => finding.status === 'open' && finding.severity === severity)
  const critical = open('critical')
  const proven = critical.filter(({ strength }) => strength === 'observed' || strength === 'tested')
  const accepted = findings.filter(({ status, severity }) => status === 'accepted-risk' && (severity === 'critical' || severity === 'high'))
  const made: Cap[] = []
  const cap = (limit: number, because: string, of: readonly Capped[]): void => {
    if (of.length > 0) made.push({ limit, cause: `${of.length} ${because}`, findings: of.map(({ fingerprint }) => fingerprint) })
  }
  cap(caps.openCriticalConfirmed, 'open critical, shown by observed or tested evidence', proven)
  cap(caps.openCriticalRead, 'open critical, read in the source', proven.length === 0 ? critical : [])
  cap(caps.openHigh, 'open high', open('high'))
  cap(caps.acceptedHigh, 'critical or high accepted as risk', accepted)
  for (const area of failedAreas(controls))
    made.push({ limit: caps.areaFailed, cause: `every critical and high control of wave 1 in ${area} fails`, findings: [] })
  return made.sort((left, right) => left.limit - right.limit || (left.cause < right.cause ? -1 : 1))
}

function failedAreas(controls: readonly Scored[]): string[] {
  const grave = controls.filter(
    ({ wave, severity, isInScope, outcome }) =>
      isInScope && wave === 1 && (severity === 'critical' || severity === 'high') && outcome !== 'not-applicable',
  )
  const areas = [...new Set(grave.map(({ area }) => area))].sort()
  return areas.filter((area) => grave.filter((control) => control.area === area).every(({ outcome }) => outcome === 'fail'))
}

export function scoreOf(result: number | null, caps: readonly Cap[]): number | null {
  return result === null ? null : Math.min(result, ...caps.map(({ limit }) => limit))
}

export interface GradeFacts {
  readonly score: number | null
  readonly proof: number
  readonly profile: Profile
  /** All of wave 1 verified, and an earlier run of the same target with identical outcomes. */
  readonly isRepeated: boolean
}

/** The letter, or null below the proof that a letter needs, with the reason in words. */
export function gradeOf({ score, proof, profile, isRepeated }: GradeFacts, policy: Policy): { grade: string | null; because: string } {
  const note = profile === 'static' ? 'nothing was observed live' : ''
  if (score === null) return { grade: null, because: 'nothing was verified' }
  if (proof < policy.proof.noGradeBelow)
    return { grade: null, because: `not enough evidence: proof ${proof.toFixed(0)} %, a grade needs ${policy.proof.noGradeBelow} %` }
  const letter = policy.bands.find(({ from }) => score >= from)?.grade ?? 'F'
  if (letter === 'A' && proof < policy.proof.atMostBBelow)
    return { grade: 'B', because: `proof under ${policy.proof.atMostBBelow} % allows at most B` }
  if (letter === 'A' && proof >= policy.proof.plusFrom && isRepeated) return { grade: 'A+', because: note }
  return { grade: letter, because: note }
}

export function countOutcomes(controls: readonly { readonly outcome: OutcomeName }[]): Record<OutcomeName, number> {
  const counts = Object.fromEntries(OUTCOMES.map((name) => [name, 0])) as Record<OutcomeName, number>
  for (const { outcome } of controls) counts[outcome] += 1
  return counts
}

/** Counts, R and P by a key of the controls, sorted by name. */
export function summarise(controls: readonly ControlResult[], keyOf: (control: ControlResult) => string, policy: Policy): GroupSummary[] {
  const groups = Map.groupBy(controls, keyOf)
  return [...groups.keys()].sort().map((name) => {
    const members = groups.get(name) ?? []
    return { name, counts: countOutcomes(members), result: round(resultOf(members, policy)), proof: round(proofOf(members, policy)) ?? 0 }
  })
}

/** One decimal: what the report shows is what it stores. */
export function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10
}
