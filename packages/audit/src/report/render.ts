import type { Report } from '../model/report.ts'
import { renderBadge } from './badge.ts'
import { renderCsv } from './csv.ts'
import { renderCyclonedx } from './cyclonedx.ts'
import { renderHtml } from './html.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { renderSarif } from './sarif.ts'
import { renderTerminal, type TerminalStyle } from './terminal.ts'

export const FORMATS = ['terminal', 'json', 'html', 'markdown', 'sarif', 'junit', 'csv', 'badge', 'cyclonedx'] as const
/** The formats in two lines, for helps that fit eighty columns. */
export function formatsHelp(indent: number): string {
  return `${FORMATS.slice(0, 4).join(' | ')} |\n${' '.repeat(indent)}${FORMATS.slice(4).join(' | ')}`
}

export type Format = (typeof FORMATS)[number]

/** The report as text of a format; JSON is the document itself, everything else is made of it. */
export function render(report: Report, format: Format, style: TerminalStyle): string {
  switch (format) {
    case 'terminal':
      return renderTerminal(report, style)
    case 'json':
      return `${JSON.stringify(report, undefined, 1)}\n`
    case 'html':
      return renderHtml(report)
    case 'markdown':
      return renderMarkdown(report)
    case 'sarif':
      return renderSarif(report)
    case 'junit':
      return renderJunit(report)
    case 'csv':
      return renderCsv(report)
    case 'badge':
      return renderBadge(report)
    case 'cyclonedx':
      return renderCyclonedx(report)
  }
}
