import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { runLoad } from '../src/index.ts'
import { answering, closedPort, hasOpenssl, httpServer, rawServer, tlsServer } from './servers.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
const TEN = { connections: 2, maxRequests: 10, durationMs: 20_000 }

describe('a server that answers oddly, but answers', () => {
  it.each([
    ['close after each answer', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'],
    ['close-delimited', 'HTTP/1.1 200 OK\r\n\r\nuntil the end'],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\nold'],
  ])('%s: a connection for each request', async (_, response) => {
    const server = await answering(response, (socket) => socket.end())
    const result = await runLoad({ url: server.url, ...TEN })
    expect(result).toMatchObject({ requests: 10, errors: 0, statuses: { 200: 10 } })
    expect(result.connections.opened).toBeGreaterThanOrEqual(10)
  })

  it('sends byte by byte', async () => {
    const server = await rawServer((socket) => {
      socket.setNoDelay(true)
      socket.on('data', async () => {
        for (const byte of `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`) {
          socket.write(byte)
          await new Promise((resolve) => setImmediate(resolve))
        }
      })
    })
    const result = await runLoad({ url: server.url, connections: 2, maxRequests: 6 })
    expect(result).toMatchObject({ requests: 6, errors: 0, bodyBytes: 12, connections: { opened: 2 } })
  })

  it('says more than it was asked: the answer counts, the connection does not', async () => {
    const server = await answering(OK + OK)
    const result = await runLoad({ url: server.url, ...TEN })
    expect(result).toMatchObject({ requests: 10, errors: 0, connections: { discarded: 10 } })
    expect(result.notes.join()).toMatch(/10 connections were given up/)
  })

  it('speaks first: the connection is given up and opened again', async () => {
    let opened = 0
    const server = await rawServer((socket) => {
      if (opened++ < 2) socket.write('220 welcome\r\n')
      socket.on('data', () => socket.write(OK))
    })
    const result = await runLoad({ url: server.url, ...TEN, model: { kind: 'constant', ratePerSecond: 100 } })
    expect(result.requests).toBe(10)
    expect(result.errors).toBeLessThanOrEqual(2)
  })

  it('closes connections that were idle: the request is sent once more', async () => {
    const server = await rawServer((socket) => {
      let answered = 0
      socket.on('data', () => {
        if (answered++ === 0) socket.write(OK)
        else socket.destroy() // as if the close had crossed the request
      })
    })
    const model = { kind: 'replay' as const, arrivalsMs: [0, 700] }
    const result = await runLoad({ url: server.url, connections: 1, model })
    expect(result).toMatchObject({ requests: 2, errors: 0, connections: { retried: 1, opened: 2 } })
  })
})

describe('a server that fails', () => {
  it('refuses', async () => {
    const result = await runLoad({ url: `http://127.0.0.1:${await closedPort()}/`, ...TEN })
    expect(result).toMatchObject({ requests: 10, errors: 10, errorClasses: { refused: 10 }, statuses: {} })
    expect(result.connections).toMatchObject({ opened: 0, failedToOpen: 2 })
  })

  it('resets', async () => {
    const server = await rawServer((socket) => socket.on('data', () => socket.resetAndDestroy()))
    expect(await runLoad({ url: server.url, ...TEN })).toMatchObject({ requests: 10, errorClasses: { reset: 10 } })
  })

  it.each([
    ['without an answer', ''],
    ['in the middle of the head', 'HTTP/1.1 200 OK\r\nContent-'],
    ['in the middle of the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
    ['in the middle of a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf'],
  ])('closes %s', async (_, response) => {
    const server = await answering(response, (socket) => socket.end())
    expect(await runLoad({ url: server.url, ...TEN })).toMatchObject({ requests: 10, errors: 10, errorClasses: { closed: 10 } })
  })

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['broken lengths', 'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n'],
    ['broken chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('speaks %s', async (_, response) => {
    const server = await answering(response)
    expect(await runLoad({ url: server.url, ...TEN })).toMatchObject({ requests: 10, errors: 10, errorClasses: { malformed: 10 } })
  })

  it.each<[string, (socket: Socket) => void]>([
    ['never answers', () => {}],
    ['never stops its head', (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n', 'X-More: 1\r\n')],
    ['never stops its body', (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'more ')],
    ['never stops its chunks', (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\nx\r\n')],
    ['stops halfway', (socket) => void socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nha'))],
  ])('%s: the deadline holds', async (_, onSocket) => {
    const server = await rawServer(onSocket)
    const result = await runLoad({ url: server.url, connections: 2, maxRequests: 4, timeoutMs: 150 })
    expect(result).toMatchObject({ requests: 4, errors: 4, errorClasses: { timeout: 4 } })
    expect(result.latencyMs.min).toBeGreaterThanOrEqual(150)
  })

  it('reads nothing: a large body waits no longer than the deadline', async () => {
    const server = await rawServer((socket) => socket.pause())
    const result = await runLoad({
      url: server.url,
      method: 'POST',
      body: new Uint8Array(8_000_000),
      connections: 1,
      maxRequests: 2,
      timeoutMs: 150,
    })
    expect(result).toMatchObject({ requests: 2, errorClasses: { timeout: 2 } })
  })

  it('dies and comes back: errors meanwhile, answers afterwards', async () => {
    let isDead = false
    let served = 0
    const server = await rawServer((socket) => {
      socket.on('data', () => {
        if (++served === 20) isDead = true
        if (served === 40) isDead = false
        if (isDead) socket.resetAndDestroy()
        else socket.write(OK)
      })
    })
    const result = await runLoad({
      url: server.url,
      connections: 1,
      model: { kind: 'constant', ratePerSecond: 400 },
      maxRequests: 100,
      durationMs: 20_000,
    })
    expect(result).toMatchObject({ requests: 100, errors: 20, errorClasses: { reset: 20 }, statuses: { 200: 80 } })
  })

  it.runIf(hasOpenssl)('has a certificate that nobody vouches for', async () => {
    const { url } = await tlsServer()
    const result = await runLoad({ url, connections: 1, maxRequests: 2, durationMs: 20_000 })
    expect(result).toMatchObject({ requests: 2, errors: 2, errorClasses: { tls: 2 } })
  })

  it('closes its half when it is connected to, and reads on', async () => {
    const server = await rawServer((socket) => void socket.on('data', () => {}).end())
    expect(await runLoad({ url: server.url, ...TEN })).toMatchObject({ requests: 10, errors: 10, errorClasses: { closed: 10 } })
  })

  it('closes its half after each answer without saying so', async () => {
    const server = await answering(OK, (socket) => socket.end())
    const { requests, errorClasses, statuses } = await runLoad({ url: server.url, ...TEN })
    expect(requests).toBe(10)
    // an answer and its end may come apart: what was sent in between is lost
    expect((statuses['200'] ?? 0) + (errorClasses.closed ?? 0) + (errorClasses.reset ?? 0)).toBe(10)
  })

  it('does not resolve', async () => {
    const result = await runLoad({ url: 'http://nowhere.invalid/', connections: 1, maxRequests: 2, durationMs: 20_000 })
    expect(result).toMatchObject({ requests: 2, errors: 2 })
    expect(Object.keys(result.errorClasses)).toEqual(['dns'])
  })

  it('speaks plain HTTP where TLS is asked for', async () => {
    const server = await httpServer((_, response) => void response.end())
    const result = await runLoad({ url: server.url.replace('http:', 'https:'), connections: 1, maxRequests: 2, durationMs: 20_000 })
    expect(result).toMatchObject({ requests: 2, errors: 2 })
  })
})

function drip(socket: Socket, first: string, more: string): void {
  socket.once('data', () => {
    socket.write(first)
    const timer = setInterval(() => socket.write(more), 5)
    socket.once('close', () => clearInterval(timer))
  })
}
