import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { audit, auditOptions } from '../audit.ts'
import type { Report } from '../model/report.ts'
import { VERSION } from '../model/version.ts'
import type { Command, CommandContext } from './command.ts'
import { SAMPLE_OPENAPI } from './doctor/sample-openapi.ts'
import { createSampleService } from './doctor/sample-service.ts'
import { progressWriter } from './progress-writer.ts'
import { storeSelfCheck } from './self-check.ts'

/** What is wrong with the weak sample, by control: an installation that misses one of them cannot be trusted. */
export const PLANTED = [
  'auth.alg-allowlist',
  'auth.login-throttle',
  'auth.required-by-default',
  'authz.object-level',
  'api.cors',
  'api.exposed-internals',
  'api.security-headers',
  'api.version-disclosure',
  'error.no-leakage',
] as const

export const doctorCommand: Command = {
  name: 'doctor',
  help: `assay doctor [--quiet]

Starts a weak and a hardened service of its own on 127.0.0.1, audits both,
and checks that each planted weakness is found and the hardened one is
clean. The result is kept for this version on this machine: gate G9.
`,
  async run(args, context) {
    const progress = progressWriter(context.stderr, { isQuiet: args.includes('--quiet') })
    const weak = await auditSample(true, context.signal, progress.update).finally(progress.end)
    const hardened = await auditSample(false, context.signal, progress.update).finally(progress.end)
    const missed = PLANTED.filter((control) => !openFindings(weak).some((finding) => finding.control === control))
    const alarms = openFindings(hardened).filter(
      ({ severity, confidence }) => severity !== 'info' && severity !== 'low' && confidence !== 'possible',
    )
    const isWell = missed.length === 0 && alarms.length === 0
    const because = `${PLANTED.length - missed.length} of ${PLANTED.length} planted weaknesses found, ${alarms.length} false alarms`
    storeSelfCheck(context.environment, { at: new Date().toISOString(), state: isWell ? 'passed' : 'failed', because })
    print(context, { isWell, because, missed, alarms })
    return isWell ? 0 : 1
  },
}

async function auditSample(
  isWeak: boolean,
  signal: AbortSignal,
  onProgress: (text: string, done: number, total: number) => void,
): Promise<Report> {
  const server = createSampleService({ isWeak })
  const folder = mkdtempSync(join(tmpdir(), 'assay-doctor-'))
  const openapi = join(folder, 'openapi.json')
  writeFileSync(openapi, JSON.stringify(SAMPLE_OPENAPI))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const name = isWeak ? 'weak sample' : 'hardened sample'
    const options = auditOptions({
      runId: `doctor-${isWeak ? 'weak' : 'hardened'}`,
      url: `http://127.0.0.1:${port}`,
      openapi,
      signal,
      skip: ['perf', 'res', 'db'],
      onProgress: (text, done, total) => onProgress(`${name}: ${text}`, done, total),
    })
    return (await audit({ ...options, profile: 'standard', measuresLoad: false })).report
  } finally {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function openFindings(report: Report): Report['findings'] {
  return report.findings.filter(({ status }) => status === 'open')
}

interface Checked {
  readonly isWell: boolean
  readonly because: string
  readonly missed: readonly string[]
  readonly alarms: Report['findings']
}

function print({ stdout }: CommandContext, { isWell, because, missed, alarms }: Checked): void {
  stdout.write(`assay ${VERSION}, Node ${process.versions.node}, ${process.platform} ${process.arch}\n`)
  stdout.write(`self-check ${isWell ? 'passed' : 'FAILED'}: ${because}\n`)
  for (const control of missed) stdout.write(`  missed in the weak sample: ${control}\n`)
  for (const { control, message } of alarms) stdout.write(`  alarm on the hardened sample: ${control}: ${message}\n`)
}
