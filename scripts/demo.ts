// npm run demo: audits the weak Express target whole, then its hardened twin, and prints both verdicts side by side.
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { audit, auditOptions, type Report } from 'assay'
import { readTargets } from '../e2e/targets.ts'
import { progressWriter } from '../packages/audit/src/cli/progress-writer.ts'
import { saveRun } from '../packages/audit/src/cli/run-folder.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const OUTPUT = join(ROOT, '.assay', 'runs')
const WIDTH = 37

const progress = progressWriter(process.stderr, { isQuiet: false })
const results: { variant: string; report: Report; page: string }[] = []
for (const target of readTargets('express')) {
  const label = `express/${target.variant}`
  const { run, report } = await audit(
    auditOptions({
      runId: `demo-${target.variant}`,
      source: target.folder,
      start: target.start,
      healthPath: target.health,
      startEnvironment: { ...inherited(), ...target.environment },
      quick: true,
      onProgress: (text, done, total) => progress.update(`${label}: ${text}`, done, total),
    }),
  )
  results.push({ variant: target.variant, report, page: join(saveRun(OUTPUT, run, report).folder, 'report.html') })
}
progress.end()
process.stdout.write(sideBySide())

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

function sideBySide(): string {
  const columns = results.map(({ variant, report }) => [
    `express/${variant}`,
    report.verdict,
    `R ${show(report.result)}  P ${show(report.proof)}  grade ${report.grade ?? 'none'}`,
    `open: ${count(report, 'critical')} critical, ${count(report, 'high')} high,`,
    `      ${count(report, 'medium')} medium, ${count(report, 'low')} low`,
    `controls: ${report.counts.pass} pass, ${report.counts.fail} fail,`,
    `      ${report.counts['not-verified']} not verified`,
    `seconds: ${seconds(report)}`,
    '',
    'blockers:',
    ...report.blockers.slice(0, 6).map(({ text }) => `- ${text}`.slice(0, WIDTH)),
    ...(report.blockers.length > 6 ? [`  and ${report.blockers.length - 6} more`] : report.blockers.length === 0 ? ['  none'] : []),
  ])
  const rows = Math.max(...columns.map(({ length }) => length))
  const lines = Array.from({ length: rows }, (_, row) =>
    columns
      .map((column) => (column[row] ?? '').padEnd(WIDTH))
      .join('  | ')
      .trimEnd(),
  )
  return `\n${lines.join('\n')}\n\nReports, each one file that opens in a browser:\n${results.map(({ page }) => `  ${relative(process.cwd(), page)}\n`).join('')}`
}

function show(value: number | null): string {
  return value === null ? '-' : value.toFixed(1)
}

function count(report: Report, severity: string): number {
  return report.findings.filter((finding) => finding.severity === severity && finding.status === 'open').length
}

function seconds({ environment }: Report): number {
  return Math.round((Date.parse(environment.finishedAt) - Date.parse(environment.startedAt)) / 1000)
}
