import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

/** A folder with one file of a backend and the given files besides. */
function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bad-'))
  for (const [name, text] of Object.entries({ 'app.js': 'export const port = 3000\n', ...files })) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

describe('bad input gives one clear message and exit code 2', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['a missing folder', ['audit', './nowhere'], {}, /There is no folder .*nowhere/],
    ['a file for a folder', ['audit', './app.js'], {}, /app\.js is a file/],
    ['an unknown command', ['adit'], {}, /There is no command adit/],
    ['an unknown flag', ['audit', '--nope'], {}, /--nope/],
    ['an unknown profile', ['audit', '--profile', 'fast'], {}, /--profile takes static, standard, full/],
    ['an unknown format', ['audit', '--format', 'pdf'], {}, /--format takes/],
    ['an unknown control', ['audit', '--only', 'auth.nothing'], {}, /no such control or area/],
    ['a bad header', ['audit', '--header', 'nonsense'], {}, /must read 'Name: value'/],
    ['a bad address', ['audit', '--url', 'ftp://127.0.0.1'], {}, /no http\(s\) address/],
    ['a soak of no time', ['audit', '--soak', 'long'], {}, /--soak takes a time from 1s to 60m/],
    ['a soak of a day', ['audit', '--soak', '1440m'], {}, /--soak takes a time from 1s to 60m/],
    ['an unreachable service', ['audit', '--url', 'http://127.0.0.1:1', '--quiet'], {}, /Cannot reach http:\/\/127\.0\.0\.1:1/],
    [
      'a database of no known kind',
      ['audit', '--database-url', 'oracle://app:hidden-word@127.0.0.1/shop'],
      {},
      /--database-url takes an address such as postgres:.*not one that begins with oracle:/,
    ],
    ['a database address that is none', ['audit', '--database-url', 'shop'], {}, /--database-url takes an address such as postgres:/],
    ['a cache of no known kind', ['audit', '--cache-url', 'memcached://127.0.0.1'], {}, /--cache-url takes an address such as redis:/],
    [
      'a database that does not answer',
      ['audit', '--database-url', 'postgres://app:hidden-word@127.0.0.1:1/shop', '--quiet'],
      {},
      /Cannot use the database at 127\.0\.0\.1:1\/shop: .*ECONNREFUSED/,
    ],
    [
      'a cache that does not answer',
      ['audit', '--cache-url', 'redis://127.0.0.1:1/0', '--quiet'],
      {},
      /Cannot use the cache at 127\.0\.0\.1:1\/0: .*ECONNREFUSED/,
    ],
    [
      'a database that is not ours',
      ['audit', '--database-url', 'postgres://app@192.0.2.1/shop', '--quiet'],
      {},
      /--i-am-authorized 192\.0\.2\.1/,
    ],
    ['a disposable database that is not named', ['audit', '--database-disposable'], {}, /Give --database-url too/],
    ['a database without an address', ['audit'], { 'assay.yaml': 'database: {}\n' }, /assay\.yaml:1: database/],
    ['an address that is not ours', ['audit', '--url', 'http://192.0.2.1', '--quiet'], {}, /--i-am-authorized 192\.0\.2\.1/],
    ['a wrong key', ['audit'], { 'assay.yaml': 'source: .\nservise:\n  start: x\n' }, /assay\.yaml:\d+: servise: unknown key/],
    ['a wrong value', ['audit'], { 'assay.yaml': 'source: .\nprofile: fast\n' }, /assay\.yaml:2: profile/],
    ['broken YAML', ['audit'], { 'assay.yaml': 'source: [\n' }, /assay\.yaml:\d+/],
    [
      'a variable that is not set',
      ['audit'],
      { 'assay.yaml': 'service:\n  headers:\n    X-Key: ${NOT_SET_ANYWHERE}\n' },
      /NOT_SET_ANYWHERE/,
    ],
    ['a named configuration that is not there', ['audit', '--config', 'other.yaml'], {}, /There is no configuration at/],
    ['--start without a command', ['audit', '--start'], {}, /--start needs a command/],
    ['a run that is not there', ['report', 'nothing'], {}, /There is no run nothing/],
    ['no run at all', ['report'], {}, /No run is kept/],
    [
      'half a run',
      ['report', 'half'],
      { '.assay/runs/half/run.json': '{"schemaVersion":"1.0"}', '.assay/runs/half/report.json': '{"schemaVersion":"1.0"}' },
      /not a whole run/,
    ],
    ['a control that is not there', ['controls', 'auth.nothing'], {}, /There is no control auth\.nothing/],
  ])('%s', async (_, args, files, message) => {
    const { code, stdout, stderr } = await runCommand(args, { folder: folderWith(files) })
    expect(stderr).toMatch(message)
    expect(code).toBe(2)
    expect(stdout).toBe('')
  })
})

describe('a configuration found in a target', () => {
  it('names routes, and commands nothing', async () => {
    const target = folderWith({
      'target/app.js': 'export const port = 1\n',
      'target/assay.yaml': 'service:\n  start: touch executed\nfailOn: none\npublicRoutes:\n  - GET /products\n',
    })
    const { stderr, stdout } = await runCommand(['audit', './target', '--format', 'json', '--quiet'], { folder: target })
    expect(stderr).toMatch(/belongs to the target: ignored service, failOn/)
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'static', environment: { options: { started: false } } })
  })
})

describe.runIf(process.platform !== 'win32')('a pipe in the place of a file', () => {
  it('does not hang an audit, nor init', async () => {
    const folder = folderWith({ 'target/app.js': 'export const port = 1\n', 'target/.assay/empty': '' })
    for (const name of ['assay.yaml', '.assay/suppressions.yaml', 'package.json']) execFileSync('mkfifo', [join(folder, 'target', name)])
    expect((await runCommand(['audit', './target', '--quiet', '--fail-on', 'none'], { folder })).code).toBe(0)
    rmSync(join(folder, 'target/assay.yaml'))
    expect((await runCommand(['init', './target'], { folder })).code).toBe(0)
  })
})

describe('a service in trouble', () => {
  it('that never becomes healthy shows its last log lines', async () => {
    const folder = folderWith({ 'assay.yaml': 'service:\n  startSeconds: 2\n' })
    const { code, stderr } = await runCommand(
      ['audit', '--quiet', '--start', `node -e "console.log('waiting for the moon'); setInterval(() => {}, 1000)"`],
      { folder },
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(/waiting for the moon/)
  })

  it('that dies at once says so', async () => {
    const { code, stderr } = await runCommand(['audit', '--quiet', '--start', `node -e "console.error('no database'); process.exit(3)"`], {
      folder: folderWith(),
    })
    expect(code).toBe(2)
    expect(stderr).toMatch(/no database/)
  })

  it('whose port is in use says so', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    try {
      const { code, stderr } = await runCommand(['audit', '--quiet', '--url', `http://127.0.0.1:${port}`, '--start', 'node -e ""'], {
        folder: folderWith(),
      })
      expect(stderr).toMatch(new RegExp(`Port ${port} is in use`))
      expect(code).toBe(2)
    } finally {
      server.close()
    }
  })
})
