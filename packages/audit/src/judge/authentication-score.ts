import type { Policy } from '../model/policy.ts'
import type { AuthenticationScore, ControlResult } from '../model/report.ts'

const AREAS: ReadonlySet<string> = new Set(['auth', 'session'])
/** Requirement that asks for this score, and names controls of other areas that belong to it. */
const REQUIREMENT = 'B-AUTH-19'

/** Ten points for authentication: what each failing control takes off, and what nobody verified. Null when nothing was verified. */
export function authenticationScore(controls: readonly ControlResult[], { credits }: Policy): AuthenticationScore | null {
  const own = controls.filter(({ area, documents, isInScope }) => isInScope && (AREAS.has(area) || documents.includes(REQUIREMENT)))
  const verified = own.filter(({ outcome }) => outcome !== 'not-verified' && outcome !== 'not-applicable')
  const possible = verified.reduce((sum, { weight }) => sum + weight, 0)
  if (possible === 0) return null
  const creditOf = ({ outcome }: ControlResult): number =>
    outcome === 'pass'
      ? credits.pass
      : outcome === 'partial'
        ? credits.partial
        : outcome === 'accepted-risk'
          ? credits.acceptedRisk
          : credits.fail
  const deductions = verified
    .map((control) => ({ control, points: (10 * control.weight * (1 - creditOf(control))) / possible }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || (a.control.id < b.control.id ? -1 : 1))
  return {
    score: rounded(10 - deductions.reduce((sum, { points }) => sum + points, 0)),
    of: 10,
    verified: verified.length,
    controls: own.filter(({ outcome }) => outcome !== 'not-applicable').length,
    deductions: deductions.map(({ control: { id, title, outcome, findings, because }, points }) => ({
      control: id,
      title,
      outcome,
      points: rounded(points),
      because,
      findings,
    })),
    notVerified: own
      .filter(({ outcome }) => outcome === 'not-verified')
      .map(({ id, because }) => ({ control: id, because }))
      .sort((a, b) => (a.control < b.control ? -1 : 1)),
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
