import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runLoadCommand } from '../../src/index.ts'
import { closedPort, httpServer } from '../servers.ts'

/** As many processes as it is told, each of which is busy for a moment. */
const SERVICE = `
const cluster = require('node:cluster')
const workers = Number(process.env.WEB_CONCURRENCY ?? 0)
if (workers > 0 && cluster.isPrimary) for (let index = 0; index < workers; index++) cluster.fork()
else require('node:http').createServer((_, response) => {
  for (const began = performance.now(); performance.now() - began < 30; );
  response.end('ok')
}).listen(Number(process.env.PORT), '127.0.0.1')
`
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-start-'))
  writeFileSync(join(folder, 'service.cjs'), SERVICE)
})
afterAll(() => rmSync(folder, { recursive: true }))

async function load(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const stdout = { write: (text: string) => (out += text) }
  const stderr = { write: (text: string) => (err += text) }
  const code = await runLoadCommand(args, { stdout, stderr, signal: new AbortController().signal })
  return { code, out, err }
}

const node = (file: string): string => `"${process.execPath}" "${join(folder, file)}"`

describe.runIf(process.platform === 'linux')('assay load --start', () => {
  it('starts the service, tells what it used and how late its event loop was, and ends it', async () => {
    const url = `http://127.0.0.1:${await closedPort()}/`
    const { out, code } = await load(url, '--json', '-c', '1', '-d', '1500ms', '--start', node('service.cjs'))
    const { service, requests } = JSON.parse(out)
    expect([code, requests > 5]).toEqual([0, true])
    expect(service).toMatchObject({ processes: 1, leak: { verdict: 'not-assessable' } })
    expect(service.cpuMsPerRequest).toBeGreaterThan(1)
    expect(service.eventLoopDelayMs.max).toBeGreaterThan(10)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('starts a cluster, whose workers are counted', async () => {
    const url = `http://127.0.0.1:${await closedPort()}/`
    const { out } = await load(url, '--json', '-c', '4', '-d', '1s', '--start', `WEB_CONCURRENCY=2 ${node('service.cjs')}`)
    const { service } = JSON.parse(out)
    expect(service).toMatchObject({ processes: 3 })
    expect(service.eventLoopDelayMs.max).toBeGreaterThan(10) // of a worker, not of the master that does nothing
  })

  it.each([
    ['ends at once', 'echo no such module; exit 1', /ended before it listened\. It wrote last:\n {2}no such module/],
    ['cannot be run', '/nowhere/at/all', /ended before it listened/],
  ])('says when it %s', async (_, command, message) => {
    const { code, err } = await load(`http://127.0.0.1:${await closedPort()}/`, '--start', command)
    expect([code, err]).toEqual([2, expect.stringMatching(message)])
  })

  it('does not measure what listened there before', async () => {
    const { url } = await httpServer((_, response) => void response.end())
    expect((await load(url, '--start', 'sleep 5')).err).toMatch(/listens on .* already/)
  })
})
