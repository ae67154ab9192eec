import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ServiceClient } from '../../../src/gather/service/client.ts'
import { Paces } from '../../../src/gather/service/paces.ts'

/** A bucket of ten places for each user, one of which comes back every 20 ms. */
function limiter(headers: Readonly<Record<string, string>>) {
  let places = 10
  let at = performance.now()
  let refused = 0
  const server = createServer((_request, response) => {
    const now = performance.now()
    places = Math.min(10, places + (now - at) / 20)
    at = now
    if (places >= 1) {
      places -= 1
      response.end('{}')
      return
    }
    refused += 1
    response.writeHead(429, { 'Retry-After': '1', ...headers }).end()
  })
  return { server, refused: () => refused }
}

async function answersOf(headers: Readonly<Record<string, string>>): Promise<{ readonly limited: number; readonly refused: number }> {
  const { server, refused } = limiter(headers)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = new ServiceClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    runId: 'paces',
    headers: {},
    authorizedHosts: [],
    budget: { requests: 400, milliseconds: 60_000 },
    signal: new AbortController().signal,
  })
  try {
    let limited = 0
    for (let count = 0; count < 120; count += 1)
      if ((await client.send({ method: 'GET', path: `/${count}`, identity: 'user-a' })).status === 429) limited += 1
    return { limited, refused: refused() }
  } finally {
    await client.close()
    server.close()
  }
}

describe('requests that are to meet', () => {
  it('wait together and go together', async () => {
    const paces = new Paces()
    paces.learn('user-a', { headers: [['ratelimit-policy', '"default";q=20;w=1']] })
    await paces.turn('user-a')
    const gone: number[] = []
    const turns = Array.from({ length: 8 }, (_, index) => paces.turn('user-a').then(() => gone.push(index)))
    expect(gone).toEqual([])
    await Promise.race(turns)
    await new Promise((resolve) => setImmediate(resolve))
    expect(gone).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })
})

describe('a limit that counts users', () => {
  it.each([
    ['"default";q=10;w=0', false],
    ['"default";q=100;w=2', true],
    ['100;w=2', true],
    ['"burst";q=1000;w=1, "default";q=100;w=2', true],
  ])('whose policy is %s', async (policy, isKept) => {
    const { limited, refused } = await answersOf({ 'RateLimit-Policy': policy })
    expect(limited).toBe(0)
    // Met once, by the request and by its second try from another address.
    if (isKept) expect(refused).toBeLessThanOrEqual(4)
    else expect(refused).toBeGreaterThan(4)
  })
})
