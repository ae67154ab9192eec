import type { Report } from '../model/report.ts'

export function renderBadge(report: Report): string {
  return JSON.stringify(report)
}
