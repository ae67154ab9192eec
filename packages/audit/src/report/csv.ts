import type { Report } from '../model/report.ts'

export function renderCsv(report: Report): string {
  return JSON.stringify(report)
}
