import type { Report } from '../model/report.ts'
import { SEVERITIES } from '../model/words.ts'

export const FAIL_ON = ['critical', 'high', 'medium', 'low', 'none'] as const
export type FailOn = (typeof FAIL_ON)[number]

/** 0 when no open finding reaches `failOn` and no gate failed; with a baseline only new findings count. `none` never fails. */
export function exitCode(report: Report, { failOn, requireReady }: { readonly failOn: FailOn; readonly requireReady: boolean }): 0 | 1 {
  if (requireReady && report.verdict !== 'READY') return 1
  if (failOn === 'none') return 0
  const limit = SEVERITIES.indexOf(failOn)
  const counted = report.findings.filter(({ status, baseline }) => status === 'open' && baseline !== 'unchanged')
  if (counted.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit)) return 1
  const failedGates = report.gates.filter(
    ({ state, id }) => state === 'failed' && !(report.comparison !== null && (id === 'G1' || id === 'G2')),
  )
  return failedGates.length > 0 ? 1 : 0
}
