import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runLoad } from '../../src/run-load.ts'

const seen = new Set<string>()
const server = createServer((request, response) => {
  seen.add(request.socket.remoteAddress ?? '')
  response.end('ok')
})

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.close()
})

describe('client addresses', () => {
  it.each([
    [1, 1],
    [5, process.platform === 'linux' ? 5 : 1],
  ])('%i asked for, %i seen by the server', async (clientAddresses, expected) => {
    seen.clear()
    const { port } = server.address() as AddressInfo
    const result = await runLoad({
      url: `http://127.0.0.1:${port}/`,
      connections: 10,
      requestsPerConnection: 2,
      durationMs: 5000,
      clientAddresses,
    })
    expect(result.errors).toBe(0)
    expect(seen.size).toBe(expected)
  })
})
