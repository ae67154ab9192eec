import type { Report } from '../model/report.ts'

export function renderHtml(report: Report): string {
  return JSON.stringify(report)
}
