import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditOptions } from '../../../src/audit.ts'
import { opsCapacity } from '../../../src/controls/ops/capacity.ts'
import { gatherCapacity } from '../../../src/gather/load/gather-capacity.ts'
import { startService } from '../../../src/gather/service/start.ts'
import { bottleneckOf } from '../../../src/model/bottleneck.ts'
import type { CapacityFact, SaturationFact } from '../../../src/model/facts/load.ts'
import { known, valueIfKnown } from '../../../src/model/facts.ts'
import { decide } from '../../decide.ts'

/** Each answer costs 8 ms: of its processor, of a timer, or nothing because it refuses. */
const SERVICE = `
const kind = process.argv[2]
require('node:http').createServer((request, response) => {
  if (kind === 'limited') { response.statusCode = 429; return response.end() }
  if (kind === 'waits') return setTimeout(() => response.end('ok'), 8)
  for (const until = process.hrtime.bigint() + 8000000n; process.hrtime.bigint() < until; );
  response.end('ok')
}).listen(process.env.PORT, '127.0.0.1')
`
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-capacity-'))
  writeFileSync(join(folder, 'service.cjs'), SERVICE)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function capacityOf(kind: string) {
  const options = auditOptions({ profile: 'full', quick: true })
  const running = await startService({
    command: `"${process.execPath}" service.cjs ${kind}`,
    cwd: folder,
    port: null,
    environment: { NODE_OPTIONS: '' },
    healthPath: null,
    deadlineMs: 15_000,
    signal: options.signal,
  })
  try {
    return await gatherCapacity(options, { baseUrl: running.baseUrl, pid: running.pid, authHeaders: {} }, [{ method: 'GET', path: '/' }])
  } finally {
    await running.stop()
  }
}

describe.concurrent('capacity of a service that was started', () => {
  it('finds the rate, the one busy process and the recovery', async () => {
    const gathered = await capacityOf('works')
    const capacity = valueIfKnown(gathered)
    expect(gathered.state).toBe('known')
    expect(capacity?.found.maxPerSecond).toBeLessThan(126)
    expect(capacity?.saturation.cores?.processes).toBe(1)
    expect(capacity?.spike.requests).toBeGreaterThan(10)
    expect(capacity?.spike.beforeMs).toBeGreaterThan(7)
  }, 120_000)

  it('does not measure a limiter', async () => {
    expect(await capacityOf('limited')).toMatchObject({ state: 'unknown', reason: 'blocked' })
  }, 60_000)
})

const SATURATION: SaturationFact = {
  concurrency: 8,
  ratePerSecond: 250,
  meanMs: 32,
  errors: 0,
  cores: { service: 1, busiestProcess: 0.99, processes: 1 },
  generatorCores: 0.1,
  machineCores: 4,
}

function capacity(
  change: {
    readonly found?: Partial<CapacityFact['found']>
    readonly spike?: Partial<CapacityFact['spike']>
    readonly saturation?: Partial<SaturationFact>
  } = {},
): CapacityFact {
  return {
    found: {
      ratePerSecond: 240,
      lower: 220,
      upper: 260,
      servers: 1,
      maxPerSecond: 250,
      misfit: false,
      url: 'http://127.0.0.1:1',
      slo: { quantile: 0.95, limitMs: 500 },
      probes: [{ ratePerSecond: 240, requests: 1200, late: 50, latencyMs: 480, void: null }],
      saturation: [],
      scalability: null,
      void: null,
      durationMs: 25_000,
      aborted: false,
      ...change.found,
    },
    saturation: { ...SATURATION, ...change.saturation },
    spike: {
      ratePerSecond: 480,
      durationMs: 3000,
      requests: 1440,
      failed: {},
      beforeMs: 4,
      recoveryMs: 700,
      watchedMs: 15_000,
      ...change.spike,
    },
  }
}

describe('ops.capacity', () => {
  it.each<[string, Parameters<typeof capacity>[0], string, RegExp]>([
    ['twice the target and well again', {}, 'pass', /^$/],
    [
      'under the target',
      { found: { ratePerSecond: 60, lower: 50, upper: 70 } },
      'fail',
      /bears 60 requests a second, under the target of 100/,
    ],
    ['never well again', { spike: { recoveryMs: null } }, 'fail', /15 s after a spike of 480/],
    ['less than twice the target', { found: { ratePerSecond: 150, lower: 140, upper: 160 } }, 'partial', /headroom is 1.5/],
    ['a model that does not fit', { found: { misfit: true } }, 'partial', /contradict the model/],
    ['a busy generator', { found: { void: 'the generator had no time' } }, 'not-verified', /not the service's/],
  ])('%s', (_, change, expected, text) => {
    const outcome = decide(opsCapacity, 'load', { capacity: known(capacity(change)) })
    expect(outcome.outcome).toBe(expected)
    expect(outcome.outcome === 'fail' ? outcome.findings[0].message : 'because' in outcome ? outcome.because : '').toMatch(text)
  })
})

describe('bottleneckOf', () => {
  it.each<[string, Partial<SaturationFact>]>([
    ['event loop', {}],
    ['processor', { cores: { service: 3.8, busiestProcess: 0.97, processes: 4 } }],
    ['waiting', { cores: { service: 0.3, busiestProcess: 0.3, processes: 1 } }],
    ['waiting', { cores: null }],
    ['generator', { generatorCores: 0.99 }],
  ])('%s', (name, saturation) => {
    expect(bottleneckOf(capacity({ saturation }), undefined)?.name).toBe(name)
  })

  it('is not named without a measurement', () => {
    expect(bottleneckOf(undefined, undefined)).toBeNull()
  })
})
