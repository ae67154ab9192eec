import type { Policy } from '../model/policy.ts'
import type { Action, ControlResult, PlanPhase, ReportFinding, Risk } from '../model/report.ts'
import { SEVERITIES } from '../model/words.ts'

/** What a repair of each failing control would bring, most points first, cheaper first among equals. */
export function actionsOf(controls: readonly ControlResult[], findings: readonly ReportFinding[], policy: Policy): Action[] {
  const verified = controls.filter(({ isInScope, outcome }) => isInScope && outcome !== 'not-verified' && outcome !== 'not-applicable')
  const total = verified.reduce((sum, { weight }) => sum + weight, 0)
  return verified
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'partial')
    .map((control): Action => {
      const missing = control.weight * (1 - (control.outcome === 'partial' ? policy.credits.partial : policy.credits.fail))
      return {
        control: control.id,
        title: control.title,
        severity: control.severity,
        fix: control.fix,
        effortHours: control.effortHours,
        points: total === 0 ? 0 : Math.round((1000 * missing) / total) / 10,
        findings: findings.filter((finding) => finding.control === control.id && finding.status === 'open').length,
      }
    })
    .sort((a, b) => rank(a) - rank(b) || b.points - a.points || a.effortHours[0] - b.effortHours[0] || (a.control < b.control ? -1 : 1))
}

const rank = ({ severity }: Pick<Action, 'severity'>): number => SEVERITIES.indexOf(severity)

const PHASES: readonly { readonly name: string; readonly goal: string; readonly severities: readonly Action['severity'][] }[] = [
  { name: 'Before release', goal: 'No critical stays open', severities: ['critical'] },
  { name: 'First week', goal: 'No high stays open or unaccepted', severities: ['high'] },
  { name: 'First month', goal: 'Medium findings mended', severities: ['medium'] },
  { name: 'Later', goal: 'The rest', severities: ['low', 'info'] },
]

export function planOf(actions: readonly Action[]): PlanPhase[] {
  return PHASES.map(({ name, goal, severities }): PlanPhase => {
    const items = actions.filter(({ severity }) => severities.includes(severity))
    const low = items.reduce((sum, { effortHours }) => sum + effortHours[0], 0)
    const high = items.reduce((sum, { effortHours }) => sum + effortHours[1], 0)
    return { name, goal, items, effortHours: [low, high] }
  }).filter(({ items }) => items.length > 0)
}

/** One row a control with findings that stand; likelihood follows how sure the worst finding is. */
export function risksOf(controls: readonly ControlResult[], findings: readonly ReportFinding[]): Risk[] {
  return controls.flatMap((control): Risk[] => {
    const standing = findings.filter((finding) => finding.control === control.id && finding.status !== 'suppressed')
    const worst = [...standing].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))[0]
    if (worst === undefined) return []
    const open = standing.filter(({ status }) => status === 'open')
    const note = standing.find(({ suppression }) => suppression !== null)?.suppression
    return [
      {
        control: control.id,
        title: control.title,
        severity: worst.severity,
        likelihood: standing.some(({ confidence }) => confidence === 'confirmed')
          ? 'high'
          : standing.some(({ confidence }) => confidence === 'likely')
            ? 'medium'
            : 'low',
        status: open.length > 0 ? 'open' : 'accepted-risk',
        owner: note?.owner ?? '',
        expires: note?.expires ?? null,
        mitigation: control.fix.node ?? control.fix.python ?? control.fix.any ?? '',
        findings: standing.length,
      },
    ]
  })
}
