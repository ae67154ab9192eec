import type { ControlResult, Report, ReportFinding } from 'assay'
import { placeOf } from './format.ts'
import { CONFIDENCES, SEVERITIES } from './words.ts'

/** What the sections look up again and again, made once. */
export interface ReportIndex {
  readonly report: Report
  readonly controls: ReadonlyMap<string, ControlResult>
  readonly findings: ReadonlyMap<string, ReportFinding>
  readonly findingsOf: ReadonlyMap<string, readonly ReportFinding[]>
  /** Points of R that a pass of the control would add. */
  readonly points: ReadonlyMap<string, number>
  /** Lower-case text that the search looks in, by fingerprint. */
  readonly haystack: ReadonlyMap<string, string>
  /** Weight of the controls that count in P. */
  readonly weightInScope: number
}

export function indexReport(report: Report): ReportIndex {
  const controls = new Map(report.controls.map((control) => [control.id, control]))
  const findingsOf = new Map<string, ReportFinding[]>()
  const haystack = new Map<string, string>()
  for (const finding of report.findings) {
    const list = findingsOf.get(finding.control)
    if (list === undefined) findingsOf.set(finding.control, [finding])
    else list.push(finding)
    haystack.set(finding.fingerprint, textOf(finding))
  }
  for (const list of findingsOf.values()) list.sort(worstFirst)
  const counted = report.controls.filter(({ isInScope, outcome }) => isInScope && outcome !== 'not-applicable')
  return {
    report,
    controls,
    findings: new Map(report.findings.map((finding) => [finding.fingerprint, finding])),
    findingsOf,
    points: new Map(report.plan.flatMap(({ items }) => items).map(({ control, points }) => [control, points])),
    haystack,
    weightInScope: counted.reduce((sum, { weight }) => sum + weight, 0),
  }
}

export function rank({ severity }: Pick<ReportFinding, 'severity'>): number {
  return SEVERITIES.indexOf(severity)
}

/** What is open before what was set aside, then by severity, then the surest. */
export function worstFirst(a: ReportFinding, b: ReportFinding): number {
  const aside = ({ status }: ReportFinding): number => (status === 'open' ? 0 : 1)
  return aside(a) - aside(b) || rank(a) - rank(b) || sureness(a) - sureness(b)
}

/** 0 for confirmed; live evidence before what was read. */
export function sureness({ confidence, strength }: Pick<ReportFinding, 'confidence' | 'strength'>): number {
  return CONFIDENCES.indexOf(confidence) + (strength === 'observed' ? 0 : 0.5)
}

function textOf({ control, title, message, cwe, location, fingerprint }: ReportFinding): string {
  const file = 'file' in location ? (location.file ?? '') : ''
  return [control, title, message, cwe.map((id) => `cwe-${id}`).join(' '), placeOf(location), file, fingerprint].join('\n').toLowerCase()
}
