// Audits one folder statically and prints what it cost as JSON.
import { audit, auditOptions } from 'assay'

const before = process.cpuUsage()
const started = performance.now()
const { run, report } = await audit(auditOptions({ source: process.argv[2] ?? '.' }))
const { user, system } = process.cpuUsage(before)
process.stdout.write(
  JSON.stringify({
    wallMs: performance.now() - started,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    timingsMs: run.environment.timingsMs,
    findings: report.findings.length,
  }),
)
