import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createRawServer, type Server as RawServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type ClientOptions, loopbackAddress, ProbingStopped, ServiceClient } from '../../../src/gather/service/client.ts'
import { headerOf } from '../../../src/gather/service/reply.ts'
import type { Exchange } from '../../../src/model/evidence.ts'

const open: (Server | RawServer)[] = []
const sockets = new Set<Socket>()
const clients: ServiceClient[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  for (const socket of sockets) socket.destroy()
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve))
})

const listen = async (server: Server | RawServer): Promise<string> => {
  open.push(server)
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const serve = (listener: RequestListener): Promise<string> => listen(createServer(listener))
const clientOf = (baseUrl: string, more: Partial<ClientOptions> = {}): ServiceClient => {
  const client = new ServiceClient({
    baseUrl,
    runId: 'run-1',
    headers: {},
    authorizedHosts: [],
    budget: { requests: 100, milliseconds: 30_000 },
    signal: new AbortController().signal,
    ...more,
  })
  clients.push(client)
  return client
}

describe('ServiceClient', () => {
  it('marks its requests, keeps them masked, and sees answers unmasked', async () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.${'x'.repeat(20)}.${'y'.repeat(20)}`
    const url = await serve((request, response) =>
      response
        .setHeader('set-cookie', 'session=abcdefghij; HttpOnly')
        .end(JSON.stringify({ run: request.headers['x-assay-run'], token, password: 'correct horse' })),
    )
    const client = clientOf(url)
    const kept: Exchange[] = []
    client.observe((exchange) => kept.push(exchange))
    const reply = await client.send({ method: 'GET', path: '/me?api_key=12345678', headers: { authorization: `Bearer ${token}` } })
    expect(reply.body).toContain(token)
    expect(reply.body).toContain('run-1')
    const text = JSON.stringify(kept)
    for (const secret of [token, 'correct horse', 'abcdefghij', '12345678']) expect(text).not.toContain(secret)
  })
  it('does not follow redirects, also in a loop', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end())
    const reply = await clientOf(url).send({ method: 'GET', path: '/' })
    expect([reply.status, headerOf(reply, 'location')]).toEqual([302, '/again'])
  })
  it('reads endless bodies to its cap', async () => {
    const url = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 1)
      response.on('close', () => clearInterval(timer))
    })
    const reply = await clientOf(url).send({ method: 'GET', path: '/' })
    expect(reply.isTruncated).toBe(true)
    expect(reply.body.length).toBeLessThanOrEqual(1_048_576)
  })
  it('does not unpack a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const url = await serve((_request, response) => response.setHeader('content-encoding', 'gzip').end(bomb))
    const reply = await clientOf(url).send({ method: 'GET', path: '/' })
    expect([reply.status, reply.isTruncated, reply.body]).toEqual([200, true, ''])
  })
  it.each<readonly [string, (socket: Socket) => void, string]>([
    ['resets', (socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['answers garbage', (socket) => socket.end('\u0000\u0001 no http at all\r\n\r\n'), 'BAD_RESPONSE'],
    ['says nothing', () => undefined, 'TIMEOUT'],
    ['closes at once', (socket) => socket.end(), 'UND_ERR_SOCKET'],
  ])('records a server that %s', async (_name, behave, code) => {
    const server = createRawServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => behave(socket))
    })
    const reply = await clientOf(await listen(server)).send({ method: 'GET', path: '/', timeoutMs: 300 })
    expect(reply.status).toBe(0)
    expect(reply.error).toContain(code)
  })
  it('takes text of a wrong charset as it comes', async () => {
    const url = await serve((_request, response) =>
      response.setHeader('content-type', 'text/html; charset=klingon').end(Buffer.from([0xff, 0xfe, 0x41])),
    )
    expect((await clientOf(url).send({ method: 'GET', path: '/' })).body).toContain('A')
  })
  it('stops when its budget is spent', async () => {
    const client = clientOf(await serve((_request, response) => response.end('ok')), { budget: { requests: 2, milliseconds: 30_000 } })
    await client.send({ method: 'GET', path: '/' })
    await client.send({ method: 'GET', path: '/' })
    await expect(client.send({ method: 'GET', path: '/' })).rejects.toThrow(ProbingStopped)
  })
  it('stops when the run is interrupted', async () => {
    const abort = new AbortController()
    const client = clientOf(await serve((_request, response) => response.end('ok')), { signal: abort.signal })
    abort.abort()
    await expect(client.send({ method: 'GET', path: '/' })).rejects.toMatchObject({ reason: 'skipped-by-user' })
  })
  it('stops when the service is gone', async () => {
    const server = createServer((_request, response) => response.end('ok'))
    const client = clientOf(await listen(server))
    await client.send({ method: 'GET', path: '/' })
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
    open.splice(0)
    const outcome = await (async () => {
      for (let count = 0; count < 4; count += 1) await client.send({ method: 'GET', path: '/' })
    })().catch((error: unknown) => error)
    expect(outcome).toMatchObject({ reason: 'blocked' })
    expect(client.stopped).toContain('stopped answering')
  }, 15_000)
  it('asks from another address of this machine when one is limited', async () => {
    const counts = new Map<string, number>()
    const url = await serve((request, response) => {
      const address = request.socket.remoteAddress ?? ''
      counts.set(address, (counts.get(address) ?? 0) + 1)
      response.writeHead((counts.get(address) ?? 0) > 2 ? 429 : 200).end()
    })
    const client = clientOf(url)
    const statuses: number[] = []
    for (let count = 0; count < 6; count += 1) statuses.push((await client.send({ method: 'GET', path: '/' })).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200])
    expect(client.limitedTimes).toBe(2)
  })
})

it.each([
  [1, '127.0.0.1'],
  [250, '127.0.0.250'],
  [251, '127.0.1.1'],
  [2000, '127.0.7.250'],
])('address number %i of this machine is %s', (number, address) => {
  expect(loopbackAddress(number)).toBe(address)
})
