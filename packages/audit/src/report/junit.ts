import type { Report } from '../model/report.ts'

export function renderJunit(report: Report): string {
  return JSON.stringify(report)
}
