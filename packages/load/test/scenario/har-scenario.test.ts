import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LoadError, runLoad } from '../../src/index.ts'
import { harScenario } from '../../src/scenario/har-scenario.ts'
import { httpServer } from '../servers.ts'

const URL_HERE = 'http://127.0.0.1:3000/'
const entry = (url: string, startMs: number, more: object = {}, response: object = { status: 200 }) => ({
  startedDateTime: new Date(1_700_000_000_000 + startMs).toISOString(),
  time: 20,
  request: { method: 'GET', url, headers: [], ...more },
  response,
})
const archive = (...entries: unknown[]) => JSON.stringify({ log: { version: '1.2', entries } })

describe('harScenario', () => {
  it('keeps the order, the pauses and the bodies, and leaves out what goes elsewhere', () => {
    const text = archive(
      entry(`${URL_HERE}second?x=1`, 500, { method: 'post', postData: { text: '{"a":1}' } }),
      entry('https://elsewhere.example/pixel', 100),
      entry(`${URL_HERE}first`, 0),
    )
    expect(harScenario(text, URL_HERE, 'a.har')).toEqual({
      scenario: {
        name: 'a.har',
        requests: [
          { method: 'GET', path: '/first', headers: {}, thinkTimeMs: 480 },
          { method: 'POST', path: '/second?x=1', headers: {}, body: '{"a":1}', thinkTimeMs: 0 },
        ],
      },
      elsewhere: 1,
    })
  })

  it('sends what the application set and not what the connection did', () => {
    const headers = [
      { name: ':method', value: 'GET' },
      { name: 'Host', value: 'x' },
      { name: 'Content-Length', value: '3' },
      { name: 'If-None-Match', value: '"x"' },
      { name: 'Authorization', value: 'Bearer example' },
      { name: 'Cookie', value: 'a=b' },
    ]
    const { scenario } = harScenario(archive(entry(URL_HERE, 0, { headers })), URL_HERE, 'a.har')
    expect(scenario.requests[0]?.headers).toEqual({ Authorization: 'Bearer example', Cookie: 'a=b' })
  })

  it('expects the error that was recorded, and waits no longer than half a minute', () => {
    const text = archive(entry(`${URL_HERE}gone`, 0, {}, { status: 404 }), entry(URL_HERE, 3_600_000))
    expect(harScenario(text, URL_HERE, 'a.har').scenario.requests[0]).toMatchObject({ expectedStatuses: [404], thinkTimeMs: 30_000 })
  })

  it.each([
    ['nonsense', /a\.har is not JSON/],
    ['[]', /log\.entries is missing/],
    ['{"log":{"entries":[{}]}}', /entry 1: there is no request/],
    [archive(entry('https://elsewhere.example/', 0)), /no request to 127\.0\.0\.1:3000; it has elsewhere\.example/],
    [archive(), /it has none at all/],
  ])('refuses %s', (text, message) => {
    expect(() => harScenario(text, URL_HERE, 'a.har')).toThrow(LoadError)
    expect(() => harScenario(text, URL_HERE, 'a.har')).toThrow(message)
  })

  it('gives a scenario or one clear error, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.array(fc.json()), (entries) => {
        try {
          harScenario(`{"log":{"entries":[${entries.join(',')}]}}`, URL_HERE, 'a.har')
        } catch (error) {
          expect(error).toBeInstanceOf(LoadError)
        }
      }),
    )
  })

  it('can be run', async () => {
    const walk: string[] = []
    const server = await httpServer((request, response) => {
      walk.push(`${request.method} ${request.url}`)
      response.end()
    })
    const text = archive(entry(`${server.url}a`, 0), entry(`${server.url}b`, 21, { method: 'DELETE' }))
    const { scenario } = harScenario(text, server.url, 'a.har')
    const result = await runLoad({ url: server.url, scenarios: [scenario], connections: 1, maxRequests: 4 })
    expect(result).toMatchObject({ requests: 4, errors: 0, requestNames: ['GET /a', 'DELETE /b'] })
    expect(walk).toEqual(['GET /a', 'DELETE /b', 'GET /a', 'DELETE /b'])
  })
})
