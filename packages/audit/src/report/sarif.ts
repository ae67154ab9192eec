import type { Report } from '../model/report.ts'

export function renderSarif(report: Report): string {
  return JSON.stringify(report)
}
