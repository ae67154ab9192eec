import { describe, expect, it } from 'vitest'
import { Histogram, LoadError, type LoadModel, type LoadResult, runLoad } from '../src/index.ts'
import { httpServer } from './servers.ts'

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, count) => total + count, 0)

/** What holds for every result, whatever the server did. */
function expectConsistent(result: LoadResult): void {
  const { latencyMs: latency, errors, requests } = result
  const ordered = [latency.min, latency.p50, latency.p75, latency.p90, latency.p95, latency.p99, latency.p999, latency.max]
  expect(ordered).toEqual(ordered.toSorted((a, b) => a - b))
  expect(sum(result.errorClasses)).toBe(errors)
  expect(result.timeline.reduce((total, point) => total + point.requests, 0)).toBe(requests)
  expect(result.histogram.count).toBeLessThanOrEqual(requests)
  expect(sum(result.statuses)).toBeLessThanOrEqual(requests)
  expect(Histogram.deserialize(result.histogram).count).toBe(result.histogram.count)
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
}

describe('closed model', () => {
  it('makes exactly as many requests as asked, over its connections', async () => {
    let served = 0
    const server = await httpServer((_, response) => {
      served++
      response.end('hello')
    })
    const result = await runLoad({ url: server.url, connections: 7, maxRequests: 500 })
    expectConsistent(result)
    expect(result).toMatchObject({
      requests: 500,
      errors: 0,
      statuses: { 200: 500 },
      bodyBytes: 2500,
      offeredPerSecond: null,
      aborted: false,
    })
    expect(result.connections).toMatchObject({ used: 7, opened: 7, failedToOpen: 0 })
    expect(served).toBe(500)
  })

  it('gives every user the same number', async () => {
    const perSocket = new Map<number, number>()
    const server = await httpServer((request, response) => {
      const port = request.socket.remotePort ?? 0
      perSocket.set(port, (perSocket.get(port) ?? 0) + 1)
      response.end()
    })
    const result = await runLoad({ url: server.url, connections: 5, requestsPerConnection: 20 })
    expect(result.requests).toBe(100)
    expect([...perSocket.values()]).toEqual([20, 20, 20, 20, 20])
  })

  it('stops when the time is over', async () => {
    const server = await httpServer((_, response) => void setTimeout(() => response.end(), 5))
    const result = await runLoad({ url: server.url, connections: 4, durationMs: 200 })
    expectConsistent(result)
    expect(result.errors).toBe(0)
    expect(result.durationMs).toBeGreaterThanOrEqual(200)
    // four users cannot be faster than four times the server's five milliseconds
    expect(result.requests).toBeLessThanOrEqual((4 * result.durationMs) / 4 + 4)
  })

  it('walks through scenarios in order, with headers of its users', async () => {
    const walks = new Map<string, string[]>()
    const server = await httpServer((request, response) => {
      const user = String(request.headers['x-user'])
      walks.set(user, [...(walks.get(user) ?? []), `${request.method} ${request.url}`])
      response.end()
    })
    const result = await runLoad({
      url: server.url,
      headers: { 'x-common': '1' },
      users: [{ headers: { 'x-user': 'a' } }, { headers: { 'x-user': 'b' } }],
      scenarios: [
        {
          name: 'shop',
          requests: [{ path: '/list' }, { path: '/buy', method: 'POST', body: '{}', thinkTimeMs: 2 }, { path: '/bye', method: 'HEAD' }],
        },
      ],
      connections: 2,
      requestsPerConnection: 6,
    })
    const walk = ['GET /list', 'POST /buy', 'HEAD /bye']
    expect(Object.fromEntries(walks)).toEqual({ a: [...walk, ...walk], b: [...walk, ...walk] })
    expect(result.requestNames).toEqual(walk)
  })

  it('chooses scenarios by weight', async () => {
    const hits = { '/often': 0, '/rare': 0 } as Record<string, number>
    const server = await httpServer((request, response) => {
      hits[String(request.url)] = (hits[String(request.url)] ?? 0) + 1
      response.end()
    })
    const scenario = (path: string, weight: number) => ({ name: path, weight, requests: [{ path }] })
    await runLoad({ url: server.url, scenarios: [scenario('/often', 9), scenario('/rare', 1)], connections: 4, maxRequests: 1000 })
    expect(sum(hits)).toBe(1000)
    expect(hits['/rare']).toBeGreaterThan(50)
    expect(hits['/rare']).toBeLessThan(160)
  })
})

describe('open model', () => {
  it.each<[string, LoadModel, number]>([
    ['constant', { kind: 'constant', ratePerSecond: 400 }, 120],
    [
      'steps',
      {
        kind: 'steps',
        steps: [
          { ratePerSecond: 100, durationMs: 100 },
          { ratePerSecond: 500, durationMs: 200 },
        ],
      },
      110,
    ],
    ['ramp', { kind: 'ramp', fromPerSecond: 100, toPerSecond: 700 }, 120],
    ['replay', { kind: 'replay', arrivalsMs: [0, 1, 1, 1, 250] }, 5],
  ])('%s: sends all that is due', async (_, model, expected) => {
    const server = await httpServer((_request, response) => void response.end())
    const result = await runLoad({ url: server.url, model, durationMs: 300, connections: 10 })
    expectConsistent(result)
    expect(Math.abs(result.requests - expected)).toBeLessThanOrEqual(1)
    expect(result.errors).toBe(0)
  })

  it('poisson: the same seed sends the same number', async () => {
    const server = await httpServer((_, response) => void response.end())
    const run = () => runLoad({ url: server.url, model: { kind: 'poisson', ratePerSecond: 500 }, durationMs: 200, seed: 9 })
    expect((await run()).requests).toBe((await run()).requests)
  })

  it('counts the wait for a connection: a stall is seen by all who were due meanwhile', async () => {
    let first = true
    const server = await httpServer((_, response) => {
      if (!first) return void response.end()
      first = false
      setTimeout(() => response.end(), 300)
    })
    const result = await runLoad({ url: server.url, model: { kind: 'constant', ratePerSecond: 200 }, durationMs: 400, connections: 1 })
    expectConsistent(result)
    expect(result.requests).toBe(80)
    // three quarters of the requests were due during the stall; after sending, all but one are quick
    expect(result.latencyMs.p50).toBeGreaterThan(50)
    expect(result.serviceMs.p50).toBeLessThan(result.latencyMs.p50)
  })

  it('follows the steps of a scenario', async () => {
    const paths: string[] = []
    const server = await httpServer((request, response) => {
      paths.push(String(request.url))
      response.end()
    })
    const scenarios = [{ name: 'two', requests: [{ path: '/first', thinkTimeMs: 1 }, { path: '/second' }] }]
    await runLoad({ url: server.url, scenarios, model: { kind: 'constant', ratePerSecond: 100 }, durationMs: 200, connections: 4 })
    const first = paths.filter((path) => path === '/first').length
    expect(first).toBe(20)
    expect(paths.length - first).toBeGreaterThan(0)
    expect(paths.length - first).toBeLessThanOrEqual(first)
  })

  it('drops nothing at the end: what was due and never answered is an error with its wait', async () => {
    const server = await httpServer(() => {})
    const result = await runLoad({
      url: server.url,
      model: { kind: 'constant', ratePerSecond: 100 },
      durationMs: 200,
      drainMs: 50,
      connections: 2,
    })
    expectConsistent(result)
    expect(result).toMatchObject({ requests: 20, errors: 20, errorClasses: { unfinished: 20 } })
    expect(result.notes.join()).toMatch(/20 requests got no answer in time/)
  })
})

describe('any model', () => {
  it('adds up over threads', async () => {
    let served = 0
    const server = await httpServer((_, response) => {
      served++
      response.end()
    })
    const closed = await runLoad({ url: server.url, threads: 2, connections: 5, maxRequests: 301 })
    expectConsistent(closed)
    expect(closed).toMatchObject({ requests: 301, threads: 2, statuses: { 200: 301 } })
    const open = await runLoad({
      url: server.url,
      threads: 2,
      connections: 4,
      model: { kind: 'constant', ratePerSecond: 300 },
      durationMs: 300,
    })
    expectConsistent(open)
    expect(open.requests).toBe(90)
    expect(served).toBe(391)
  })

  it.each([1, 2])('stops at once on abort and tells what it knows (%d threads)', async (threads) => {
    const controller = new AbortController()
    let served = 0
    const server = await httpServer((_, response) => {
      response.end()
      if (++served === 50) controller.abort()
    })
    const result = await runLoad({ url: server.url, connections: 4, durationMs: 60_000, threads, signal: controller.signal })
    expectConsistent(result)
    expect(result.aborted).toBe(true)
    expect(result.requests).toBeGreaterThan(0)
  })

  it('does nothing when it is aborted before the start', async () => {
    const server = await httpServer((_, response) => void response.end())
    const result = await runLoad({ url: server.url, durationMs: 60_000, signal: AbortSignal.abort() })
    expect(result).toMatchObject({ requests: 0, aborted: true })
    expect(result.void).toMatch(/No request/)
  })

  it.each([
    [404, undefined, { '4xx': 10 }],
    [429, undefined, { 'rate-limited': 10 }],
    [503, undefined, { '5xx': 10 }],
    [302, undefined, {}],
    [404, [404], {}],
    [200, [201], { 'unexpected-status': 10 }],
  ])('status %d, expected %s: %j', async (status, expectedStatuses, errorClasses) => {
    const server = await httpServer((_, response) => {
      response.statusCode = status
      response.end()
    })
    const request = { path: '/', ...(expectedStatuses === undefined ? {} : { expectedStatuses }) }
    const result = await runLoad({ url: server.url, requests: [request], connections: 2, maxRequests: 10 })
    expect(result).toMatchObject({ requests: 10, errorClasses, statuses: { [status]: 10 } })
  })

  it('keeps samples in the order of the answers', async () => {
    const server = await httpServer((_, response) => void response.end())
    const { samples } = await runLoad({ url: server.url, connections: 2, maxRequests: 50, keepSamples: 30 })
    expect(samples.latencyMs).toHaveLength(30)
    expect(samples.status).toEqual(new Array(30).fill(200))
  })

  it('reports progress', async () => {
    const server = await httpServer((_, response) => void setTimeout(() => response.end(), 20))
    const seen: number[] = []
    await runLoad({ url: server.url, connections: 1, durationMs: 600, onProgress: ({ requests }) => seen.push(requests) })
    expect(seen.length).toBeGreaterThan(0)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })

  it.each([
    ['connections', { connections: 0 }],
    ['connections', { connections: 1.5 }],
    ['durationMs', { durationMs: -1 }],
    ['threads', { threads: 1000 }],
    ['nothing to send', { scenarios: [] }],
    ['not an address', { url: 'nowhere' }],
    ['header', { headers: { 'a b': 'c' } }],
  ])('refuses: %s', async (message, options) => {
    await expect(runLoad({ url: 'http://127.0.0.1:1/', ...options })).rejects.toThrow(LoadError)
    await expect(runLoad({ url: 'http://127.0.0.1:1/', ...options })).rejects.toThrow(new RegExp(message))
  })
})
