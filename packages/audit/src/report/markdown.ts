import type { Report, ReportFinding } from '../model/report.ts'
import { SEVERITIES } from '../model/words.ts'
import { placeOf } from './place.ts'
import { printable } from './printable.ts'
import { cacheLines, databaseRows } from './stores-text.ts'

const MAX_LINES = 60
const FINDINGS_SHOWN = 20

/** A comment for a pull request, at most sixty lines: verdict, numbers, what is new, what to do first. */
export function renderMarkdown(report: Report): string {
  const open = report.findings.filter(({ status }) => status === 'open')
  const shown = report.comparison === null ? open : open.filter(({ baseline }) => baseline === 'new')
  const lines = [
    `## assay: ${report.verdict}`,
    '',
    `${escapeMarkdown(report.verdictBecause)}`,
    '',
    '| R result | P proof | S score | grade | open critical | high | medium | low |',
    '|---|---|---|---|---|---|---|---|',
    `| ${show(report.result)} | ${show(report.proof)} | ${show(report.score)} | ${report.grade ?? 'none'} | ${SEVERITIES.slice(0, 4)
      .map((severity) => open.filter((finding) => finding.severity === severity).length)
      .join(' | ')} |`,
    '',
    `Profile ${report.profile}, as of ${report.asOf.slice(0, 10)}. ${report.counts['not-verified']} of ${report.controls.length} controls not verified. ${escapeMarkdown(report.gradeBecause)}`,
    ...comparison(report),
    '',
    shown.length === 0
      ? `No ${report.comparison === null ? 'open' : 'new'} finding.`
      : `### ${report.comparison === null ? 'Open' : 'New'} findings (${shown.length})`,
    '',
    ...shown.slice(0, FINDINGS_SHOWN).map(line),
    ...(shown.length > FINDINGS_SHOWN ? [`- +${shown.length - FINDINGS_SHOWN} more in the report`] : []),
    ...(report.actions.length === 0
      ? []
      : [
          '',
          '### Do this first',
          '',
          ...report.actions.map(
            ({ title, control, points, effortHours }) =>
              `1. ${escapeMarkdown(title)} (\`${control}\`, +${points.toFixed(1)} points, ${effortHours[0]}-${effortHours[1]} h)`,
          ),
        ]),
    ...databaseTable(report),
  ]
  return `${lines.slice(0, MAX_LINES).join('\n')}\n`
}

const show = (value: number | null): string => (value === null ? '-' : value.toFixed(1))

function comparison({ comparison: compared }: Report): string[] {
  if (compared === null) return []
  const { new: added, fixed, unchanged, noLongerVerifiable, delta } = compared
  const moved =
    delta === null
      ? ''
      : `; R ${delta.result >= 0 ? '+' : ''}${delta.result.toFixed(1)}, P ${delta.proof >= 0 ? '+' : ''}${delta.proof.toFixed(1)}`
  return [
    '',
    `Against ${compared.baseline}: ${added.length} new, ${fixed.length} fixed, ${unchanged.length} unchanged, ${noLongerVerifiable.length} no longer verifiable${moved}.`,
  ]
}

function databaseTable(report: Report): string[] {
  const rows = databaseRows(report)
  if (rows.length === 0) return []
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`
  return [
    '',
    '### Database',
    '',
    row(['endpoint', 'statements', 'calls of a request', 'ms of a request', 'most']),
    '|---|---|---|---|---|',
    ...rows.map(row),
    ...cacheLines(report).flatMap((text) => ['', escapeMarkdown(text)]),
  ]
}

function line({ severity, message, control, location, confidence }: ReportFinding): string {
  return `- **${severity}** ${escapeMarkdown(message)} — \`${control}\`, ${escapeMarkdown(placeOf(location))}, ${confidence}`.slice(0, 300)
}

/** Text of a target is data: it may neither make markup nor mention people. */
function escapeMarkdown(text: string): string {
  return printable(text)
    .replaceAll(/[\\`*_{}[\]<>|#]/g, '\\$&')
    .replaceAll('@', '@\u200b')
    .replaceAll(/\s+/g, ' ')
}
