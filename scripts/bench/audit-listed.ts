// Audits one folder statically and prints its findings with their places, and what the audit cost, as JSON.
import { audit, auditOptions } from 'assay'

const before = process.cpuUsage()
const { run, report } = await audit(auditOptions({ source: process.argv[2] ?? '.' }))
const { user, system } = process.cpuUsage(before)
const source = run.facts.source?.state === 'known' ? run.facts.source.value : null
const files = source?.files ?? []
const application = files.filter(({ role, outcome }) => role === 'application' && outcome !== 'left-out')
process.stdout.write(
  JSON.stringify({
    lines: application.reduce((sum, { lines }) => sum + lines, 0),
    files: application.length,
    gaps: application
      .filter(({ outcome }) => outcome !== 'analysed')
      .map(({ file, outcome, because }) => `${file}: ${outcome}: ${because}`),
    routes: source?.routes.length ?? 0,
    cpuSeconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
    findings: report.findings
      .filter(
        ({ status, location }) => status === 'open' && 'file' in location && (location.kind === 'source' || location.kind === 'route'),
      )
      .map(({ control, severity, confidence, message, location }) => ({
        control,
        severity,
        confidence,
        message,
        file: 'file' in location ? location.file : '',
        line: 'line' in location ? location.line : 0,
        snippet: location.kind === 'source' ? location.snippet : '',
      })),
  }),
)
