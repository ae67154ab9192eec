// Package hygiene: publint and attw on each tarball, knip over the workspace, and an audit run from tarballs installed outside the checkout.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const PACKAGES = ['flow', 'load', 'audit']

must('node', ['scripts/build.ts'])
const folder = mkdtempSync(join(tmpdir(), 'assay-pack-'))
for (const name of PACKAGES) {
  must('npm', ['pack', '--silent', '--pack-destination', folder, '-w', `packages/${name}`])
}
const tarballs = readdirSync(folder)
  .filter((file) => file.endsWith('.tgz'))
  .map((file) => join(folder, file))
for (const name of PACKAGES) must('publint', [join('packages', name), '--strict'])
for (const tarball of tarballs) must('attw', [tarball, '--profile', 'esm-only'])
must('knip', ['--no-progress'])
auditFromTarballs()
process.stdout.write('package checks passed\n')

/** Installs the tarballs as a user would and audits a target with them. */
function auditFromTarballs(): void {
  const home = mkdtempSync(join(tmpdir(), 'assay-installed-'))
  writeFileSync(join(home, 'package.json'), '{"name":"user","private":true}\n')
  must('npm', ['install', '--silent', '--no-audit', '--no-fund', ...tarballs], home)
  const { status, stdout, stderr } = spawnSync(
    join(home, 'node_modules', '.bin', 'assay'),
    ['audit', join(ROOT, 'targets/express/weak'), '--profile', 'static', '--format', 'json', '--quiet'],
    {
      cwd: home,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  )
  if (status !== 1) stop(`the installed assay ended with ${status} on the weak target, not with 1:\n${stderr}`)
  const report = JSON.parse(stdout) as { verdict: string; findings: unknown[]; runId: string }
  if (report.verdict !== 'NOT READY' || report.findings.length === 0)
    stop(`the installed assay gave ${report.verdict} with ${report.findings.length} findings`)
  if (!existsSync(join(home, '.assay/runs', report.runId, 'report.html'))) stop('the installed assay wrote no report.html')
}

function must(program: string, args: readonly string[], cwd = ROOT): void {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' })
  if (status !== 0) stop(`${program} ${args.join(' ')} failed`)
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
