import { describe, expect, it } from 'vitest'
import { sizesOf } from '../../src/five-tests/sizes.ts'
import { type EndpointRequest, type FiveTestsStage, LoadError, runFiveTests } from '../../src/index.ts'
import { closedPort, httpServer } from '../servers.ts'

const ENDPOINTS: readonly EndpointRequest[] = [
  { path: '/health', authenticated: false },
  { path: '/orders', database: true },
  { path: '/orders', method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
]

describe('runFiveTests', () => {
  it('runs all five, says how, and judges nothing', async () => {
    const anonymous = new Set<string>()
    const server = await httpServer((request, response) => {
      if (request.headers.authorization === undefined) anonymous.add(`${request.method} ${request.url}`)
      response.end('{}')
    })
    const stages: FiveTestsStage[] = []
    const result = await runFiveTests({
      base: `${server.url}api/`,
      endpoints: ENDPOINTS,
      authHeaders: { authorization: 'Bearer made-up' },
      quick: true,
      pid: process.pid,
      onProgress: (stage) => stages.push(stage),
    })
    expect(stages).toEqual(['distribution', 'endpoints', 'concurrent', 'database', 'sustained'])
    expect([...anonymous]).toEqual(['GET /api/health'])
    expect(result.distribution).toMatchObject({ model: { kind: 'poisson' }, errors: 0, errorRate: { value: 0, lower: 0 } })
    expect(result.distribution.description).toMatch(/^open model/)
    expect(result.endpoints.map(({ name, requests }) => [name, requests])).toEqual([
      ['GET /health', 75],
      ['GET /orders', 75],
      ['POST /orders', 75],
    ])
    expect(result.concurrent).toMatchObject({ requests: 300, connections: 50, model: { kind: 'closed' } })
    expect(result.database).toMatchObject({ assessed: true, endpoints: [{ path: '/orders', requests: 75, connections: 1 }] })
    expect(result.sustained.durationMs).toBeGreaterThanOrEqual(3000)
    expect(result.leak.verdict).toBe('not-assessable')
    const { p50, p95, p99 } = result.sustained.latencyMs ?? {}
    expect((p50?.value ?? 0) <= (p95?.value ?? 0) && (p95?.value ?? 0) <= (p99?.value ?? 0)).toBe(true)
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  it('does not assess a database that nobody asks', async () => {
    const server = await httpServer((_, response) => void response.end())
    const controller = new AbortController()
    const onProgress = (stage: FiveTestsStage) => stage === 'sustained' && controller.abort()
    const result = await runFiveTests({ base: server.url, endpoints: [{ path: '/' }], quick: true, signal: controller.signal, onProgress })
    expect(result.database).toEqual({ assessed: false, because: 'no endpoint is known to ask the database' })
    expect(result).toMatchObject({ aborted: true, process: { state: 'unknown' } })
  })

  it('cannot run without endpoints or a service', async () => {
    await expect(runFiveTests({ base: 'http://127.0.0.1:1', endpoints: [] })).rejects.toThrow(LoadError)
    await expect(runFiveTests({ base: `http://127.0.0.1:${await closedPort()}`, endpoints: [{ path: '/' }], quick: true })).rejects.toThrow(
      /Is the service running/,
    )
  })
})

it('makes the sustained test as long as asked', async () => {
  const server = await httpServer((_, response) => void response.end('ok'))
  const { sustained, durationMs } = await runFiveTests({ base: server.url, endpoints: [{ path: '/' }], quick: true, sustainedMs: 600 })
  expect(sustained.durationMs).toBe(600)
  expect(durationMs).toBeGreaterThan(600)
})

describe('sizesOf', () => {
  it.each([
    [false, 1, 58_000],
    [false, 12, 58_000],
    [true, 1, 10_000],
    [true, 8, 10_000],
    [true, 25, 15_000],
  ])('quick %s with %d endpoints stays within %d ms', (quick, endpoints, most) => {
    const { calibration, distribution, endpoint, concurrent, database, sustained } = sizesOf(quick, endpoints, endpoints)
    const total =
      calibration.longestMs +
      distribution.longestMs +
      endpoint.longestMs * endpoints +
      concurrent.longestMs +
      database.longestMs * endpoints +
      sustained.durationMs
    expect(total).toBeLessThanOrEqual(most)
  })
})
