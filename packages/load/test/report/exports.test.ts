import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { parseThreshold } from '../../src/command/thresholds.ts'
import type { LoadOptions } from '../../src/generator/load-options.ts'
import { Histogram } from '../../src/histogram.ts'
import { runLoadCommand } from '../../src/index.ts'
import { hdrDistribution } from '../../src/report/hdr-distribution.ts'
import { k6Script } from '../../src/report/k6-script.ts'
import { httpServer } from '../servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-load-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the percentile distribution', () => {
  const rowsOf = (text: string) =>
    text
      .split('\n')
      .slice(2)
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.trim().split(/\s+/).map(Number))

  it('has the rows that HdrHistogram writes for 1 to 100 ms', () => {
    const histogram = new Histogram()
    for (let ms = 1; ms <= 100; ms += 1) histogram.record(ms * 1000)
    const rows = rowsOf(hdrDistribution(histogram))
    // Ten steps to 50 %, then each halving of the rest in five: the levels of percentileTicksPerHalfDistance 5.
    expect(rows.slice(0, 13).map(([, level]) => level)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.775, 0.8])
    expect(rows.slice(1, 6).map(([value = 0, , seen]) => [Math.round(value), seen])).toEqual([
      [10, 10],
      [20, 20],
      [30, 30],
      [40, 40],
      [50, 50],
    ])
    expect(rows.at(-1)).toEqual([100, 1, 100])
  })

  it.each([
    ['one value', [5000]],
    ['the same value', Array.from({ length: 1000 }, () => 800)],
    ['a heavy tail', Array.from({ length: 20_000 }, (_, at) => Math.round(1000 / (1.0001 - at / 20_000)))],
  ])('agrees with the histogram in each row: %s', (_name, values) => {
    const histogram = new Histogram()
    for (const value of values) histogram.record(value)
    const rows = rowsOf(hdrDistribution(histogram))
    let last = [0, -1, 0]
    for (const row of rows) {
      const [value = 0, level = 0, seen = 0] = row
      expect(level).toBeGreaterThan(last[1] ?? 0)
      expect(value).toBeGreaterThanOrEqual(last[0] ?? 0)
      expect(seen / values.length).toBeGreaterThanOrEqual(level - 1e-9)
      last = row
    }
    expect(rows.at(-1)).toEqual([Math.max(...values) / 1000, 1, values.length])
  })

  it('is empty for nothing', () => expect(hdrDistribution(new Histogram())).toBe(''))
})

/** What a script for k6 says, read as k6 reads it: its own modules stand in for k6's. */
async function played(options: LoadOptions, thresholds: readonly string[] = []) {
  const sent: unknown[][] = []
  const stand = `const http = { request: (...all) => { globalThis.k6sent.push(all); return { status: 200 } }, expectedStatuses: (...all) => all }
const encoding = { b64decode: (text) => Buffer.from(text, 'base64') }; const check = () => true; const sleep = () => {}; const __VU = 1\n`
  const file = join(folder, `script-${Math.random()}.mjs`)
  writeFileSync(file, stand + k6Script(options, thresholds.map(parseThreshold)).replaceAll(/^import .*$/gm, ''))
  Object.assign(globalThis, { k6sent: sent })
  const script = (await import(pathToFileURL(file).href)) as { default: () => void; options: Readonly<Record<string, unknown>> }
  script.default()
  return { sent, options: script.options }
}

describe('the script for k6', () => {
  it.each<readonly [string, LoadOptions, Readonly<Record<string, unknown>>]>([
    ['users', { url: 'http://127.0.0.1:9/', connections: 7, durationMs: 8000 }, { executor: 'constant-vus', vus: 7, duration: '8000ms' }],
    [
      'a rate',
      { url: 'http://127.0.0.1:9/', connections: 20, durationMs: 60_000, model: { kind: 'poisson', ratePerSecond: 2.5 } },
      { executor: 'constant-arrival-rate', rate: 150, timeUnit: '1m', maxVUs: 20 },
    ],
    [
      'a number of requests',
      { url: 'http://127.0.0.1:9/', connections: 3, maxRequests: 500 },
      { executor: 'shared-iterations', iterations: 500, vus: 3 },
    ],
  ])('asks for %s', async (_name, options, executor) => {
    expect((await played(options)).options.scenarios).toMatchObject({ load: executor })
  })

  it('sends the same requests, texts and bytes as they are', async () => {
    const tricky = 'quotes " and `${ticks}` and \u2028'
    const { sent, options } = await played(
      {
        url: 'https://127.0.0.1:9/api',
        headers: { authorization: 'Bearer x' },
        requests: [
          { path: '/orders?limit=2' },
          { path: '/orders', method: 'POST', body: tricky, expectedStatuses: [201] },
          { path: '/file', method: 'PUT', body: new Uint8Array([0, 255]) },
        ],
        verifyCertificate: false,
      },
      ['p99<250ms', 'errors<1%', 'rate>50', 'mean<20ms'],
    )
    expect(sent.map(([method, url]) => `${String(method)} ${String(url)}`)).toEqual([
      'GET https://127.0.0.1:9/orders?limit=2',
      'POST https://127.0.0.1:9/orders',
      'PUT https://127.0.0.1:9/file',
    ])
    expect(sent[1]?.[2]).toBe(tricky)
    expect(sent[2]?.[2]).toEqual(Buffer.from([0, 255]))
    expect(sent[1]?.[3]).toMatchObject({ headers: { authorization: 'Bearer x' }, redirects: 0, responseCallback: [201] })
    expect(options).toMatchObject({
      insecureSkipTLSVerify: true,
      thresholds: { http_req_duration: ['p(99)<250', 'avg<20'], http_req_failed: ['rate<0.01'], http_reqs: ['rate>50'] },
    })
  })
})

describe('assay load', () => {
  const command = async (...args: string[]) => {
    let out = ''
    let err = ''
    const streams = { stdout: { write: (text: string) => (out += text) }, stderr: { write: (text: string) => (err += text) } }
    return { code: await runLoadCommand(args, { ...streams, signal: new AbortController().signal }), out, err }
  }

  it('writes the distribution beside the result', async () => {
    const { url } = await httpServer((_, response) => response.end('hello'))
    const file = join(folder, 'run.hdr')
    const { code, out } = await command(url, '-n', '50', '--hdr', file, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ requests: 50 })
    expect(readFileSync(file, 'utf8')).toMatch(/Value {5}Percentile TotalCount[\s\S]*1\.0{12} {9}50\n#\[Mean/)
  })

  it('writes a script and sends nothing', async () => {
    let asked = 0
    const { url } = await httpServer((_, response) => {
      asked += 1
      response.end()
    })
    const file = join(folder, 'load.js')
    expect(await command(url, '-c', '5', '-d', '3s', '--k6', file)).toMatchObject({ code: 0, err: '' })
    expect(asked).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('"vus": 5')
  })

  it.each([
    [['--hdr', '/nowhere/run.hdr', 'http://127.0.0.1:9/'], /Cannot write \/nowhere\/run\.hdr/],
    [['--hdr', 'x', '--compare', 'http://127.0.0.1:9/', 'http://127.0.0.1:9/'], /--hdr writes the latencies of one run/],
  ])('refuses %s', async (args, message) => {
    expect(await command(...args)).toMatchObject({ code: 2, err: expect.stringMatching(message) })
  })
})
