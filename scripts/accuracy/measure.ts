import { audit, auditOptions, type Location, type ReportFinding } from 'assay'
import type { AccuracyCase, Expected } from './read-cases.ts'
import { WEAKNESSES } from './weaknesses.ts'

/** Lines by which a report may point beside the line of the label. */
export const LINE_TOLERANCE = 3
const AT_ONCE = 4

/** What the report of one case says of its label. */
export interface Measured {
  readonly case: AccuracyCase
  /** Expected places without a finding. */
  readonly missed: readonly Expected[]
  /** Findings of a kind that must stay silent. */
  readonly alarms: readonly ReportFinding[]
  /** Findings of the right kind at another place than the label's: they help to tell a blind analyser from a wrong line. */
  readonly elsewhere: readonly ReportFinding[]
}

/** Audits every case, as a user would, and compares its findings with the label; in the order of the cases. */
export async function measureCases(cases: readonly AccuracyCase[]): Promise<readonly Measured[]> {
  const measured: Measured[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < cases.length; index = next++) {
      const one = cases[index]
      if (one !== undefined) measured[index] = compare(one, await findingsOf(one.folder))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return measured
}

async function findingsOf(folder: string): Promise<readonly ReportFinding[]> {
  const { report } = await audit(auditOptions({ source: folder }))
  return report.findings.filter(({ status }) => status === 'open')
}

function compare(one: AccuracyCase, findings: readonly ReportFinding[]): Measured {
  const missed = one.expect.filter((expected) => !findings.some((finding) => isOf(finding, expected.kind) && isAt(finding, expected)))
  return {
    case: one,
    missed,
    alarms: findings.filter((finding) => one.silent.some((kind) => isOf(finding, kind))),
    elsewhere: missed.flatMap((expected) => findings.filter((finding) => isOf(finding, expected.kind))),
  }
}

/** Whether a finding is of that kind of the corpus, by its CWE or its control. */
export function isOf({ control, cwe }: ReportFinding, kind: string): boolean {
  const weakness = WEAKNESSES[kind]
  if (weakness === undefined) return false
  if (weakness.controls.length > 0) return weakness.controls.includes(control)
  return cwe.some((number) => weakness.cwe.includes(number))
}

function isAt({ location }: ReportFinding, expected: Expected): boolean {
  const at = placeOf(location)
  return [expected, ...expected.or].some(({ file, line }) => at?.file === file && Math.abs(at.line - line) <= LINE_TOLERANCE)
}

/** File and line that the report shows for a finding; null when it names none. */
export function placeOf(location: Location): { readonly file: string; readonly line: number } | null {
  if (!('file' in location) || location.file === undefined || location.line === undefined) return null
  return { file: location.file, line: location.line }
}
