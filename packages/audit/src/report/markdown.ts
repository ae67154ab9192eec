import type { Report } from '../model/report.ts'

export function renderMarkdown(report: Report): string {
  return JSON.stringify(report)
}
