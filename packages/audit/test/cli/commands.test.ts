import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { reportSchema } from '../../src/model/report-schema.ts'
import { VERSION } from '../../src/model/version.ts'
import { runCommand } from './run-command.ts'

/** A small Express backend with a query built from a parameter. */
function backend(): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-app-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(
    join(folder, 'package.json'),
    '{"name":"shop","scripts":{"start":"node src/server.js"},"dependencies":{"express":"^5.0.0"}}\n',
  )
  writeFileSync(
    join(folder, 'src/server.js'),
    `import express from 'express'\nimport { DatabaseSync } from 'node:sqlite'\nconst database = new DatabaseSync(':memory:')\nconst app = express()\napp.get('/health', (request, response) => response.json({ status: 'ok' }))\napp.get('/search', (request, response) => {\n  response.json(database.prepare("SELECT * FROM items WHERE name = '" + request.query.name + "'").all())\n})\napp.listen(3000, '127.0.0.1')\n`,
  )
  return folder
}

describe('assay audit', () => {
  it('takes a named set of objectives, and the numbers beside it', async () => {
    const folder = backend()
    writeFileSync(join(folder, 'assay.yaml'), 'budgets:\n  profile: browsing\n  p95Ms: 250\n')
    await runCommand(['audit', '--quiet'], { folder })
    const id = readFileSync(join(folder, '.assay/runs/latest'), 'utf8').trim()
    const { budgets } = JSON.parse(readFileSync(join(folder, '.assay/runs', id, 'run.json'), 'utf8')) as { budgets: object }
    expect(budgets).toEqual({ p95Ms: 250, p99Ms: 500, requestsPerSecond: 500 })
  })

  it('prints the report document alone on stdout, keeps the run, and judges it again to the same bytes', async () => {
    const folder = backend()
    const { code, stdout } = await runCommand(['audit', '--format', 'json', '--quiet'], { folder })
    const report = reportSchema.parse(JSON.parse(stdout))
    expect(code).toBe(1)
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        control: 'input.sql-injection',
        cwe: [89],
        location: expect.objectContaining({ file: 'src/server.js', line: 7 }),
      }),
    )
    expect(existsSync(join(folder, '.assay/runs', report.runId, 'report.html'))).toBe(true)
    const again = await runCommand(['judge', 'latest'], { folder })
    expect(again.stdout).toBe(stdout)
    expect(readFileSync(join(folder, '.assay/runs', report.runId, 'report.json'), 'utf8')).toBe(stdout)
  })

  it('counts only what is new against a baseline', async () => {
    const folder = backend()
    const first = JSON.parse((await runCommand(['audit', '--format', 'json', '--quiet'], { folder })).stdout) as { runId: string }
    const second = await runCommand(['audit', '--format', 'json', '--quiet', '--baseline', first.runId], { folder })
    expect(JSON.parse(second.stdout)).toMatchObject({ comparison: { new: [], fixed: [] } })
    expect(second.code).toBe(0)
    expect((await runCommand(['diff', first.runId, 'latest'], { folder })).stdout).toMatch(/New: 0/)
  })

  it.each([
    ['--fail-on none', ['--fail-on', 'none'], 0],
    ['--require ready', ['--fail-on', 'none', '--require', 'ready'], 1],
    ['--skip of the area', ['--skip', 'input', '--fail-on', 'critical'], 0],
  ])('%s sets the exit code', async (_, flags, expected) => {
    const { code } = await runCommand(['audit', '--quiet', ...flags], { folder: backend() })
    expect(code).toBe(expected)
  })

  it('without arguments audits here, statically, and says which flag would add proof', async () => {
    const { stdout } = await runCommand([], { folder: backend() })
    expect(stdout).toMatch(/profile static/)
    expect(stdout).toMatch(/--start 'YOUR COMMAND' or --url URL/)
  })
})

describe('the other commands', () => {
  it.each([
    ['--version', VERSION],
    ['--help', 'First steps'],
    ['help', 'Commands'],
  ])('%s', async (flag, text) => {
    const { code, stdout } = await runCommand([flag])
    expect(stdout).toContain(text)
    expect(code).toBe(0)
  })

  it.each(['audit', 'init', 'judge', 'report', 'diff', 'controls', 'load', 'doctor'])('%s --help fits eighty columns', async (name) => {
    const { code, stdout } = await runCommand([name, '--help'])
    expect(code).toBe(0)
    expect(stdout.length).toBeGreaterThan(40)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('init writes a configuration that audit reads, and git ignores the runs', async () => {
    const folder = backend()
    const { stdout } = await runCommand(['init'], { folder })
    expect(stdout).toMatch(/start: npm start[\s\S]*health: \/health/)
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('.assay/runs/\n')
    expect((await runCommand(['init'], { folder })).code).toBe(2)
    expect((await runCommand(['audit', '--quiet', '--fail-on', 'none'], { folder })).code).toBe(0)
  })

  it('controls lists, filters and explains', async () => {
    expect((await runCommand(['controls'])).stdout).toContain(`${CONTROLS.length} controls`)
    expect(JSON.parse((await runCommand(['controls', '--area', 'tls', '--json'])).stdout)).toHaveLength(
      CONTROLS.filter(({ id }) => id.startsWith('tls.')).length,
    )
    expect((await runCommand(['controls', 'tls.hsts'])).stdout).toMatch(/Holds when[\s\S]*CWE-319/)
  })
})
